"""What is not so, and what is not so yet: a denial told as a fact (尚未开工, 不得收取), a plan told as done (拟, 将).

Nothing shows which English word stands for which Chinese one, but that both keep their order: each Chinese word has
to find a counterpart of its own that stands about as far into its sentence.
"""

from __future__ import annotations

import re

from translate.check.words import Group, Mark, marks
from translate.check.report import Finding, Reason, Severity

BROAD = 0.25
"""How far from its place a weak English denial (unable, free of) may stand, as a share of the sentence; a strong one may stand anywhere."""

CLOSE = 30
"""The same in characters, for short sentences."""

AHEAD = 0.4
"""The same for the words of a plan where the source has several; one of them may serve several Chinese ones (will build and open)."""

_HEADLINE = re.compile(r"\bto [a-z]+")


def denial_findings(source: str, target: str) -> list[Finding]:
    """Chinese to English: an error for each denial of the source for which the translation has none."""
    here = _runs(marks(source, "zh", Group.DENIAL))
    if not here:
        return []
    there = marks(target, "en", Group.DENIAL)
    options = []
    for i, (first, last) in enumerate(here):
        for j, mark in enumerate(there):
            place = mark.start / len(target)
            off = max(first.start / len(source) - place, place - last.end / len(source), 0.0)
            if mark.strong or off <= max(BROAD, CLOSE / len(target)):
                options.append((not mark.strong and off > 0, off, i, j))
    met: set[int] = set()
    taken: set[int] = set()
    for _, _, i, j in sorted(options):
        if i not in met and j not in taken:
            met.add(i)
            taken.add(j)
    return [
        Finding.of(Reason.POLARITY_DENIED, Severity.ERROR, (first.start, first.end), fact=first.text)
        for i, (first, _) in enumerate(here)
        if i not in met
    ]


_ANY_DENIAL = re.compile(r"[不未没無无非莫勿否难難禁拒免零缺绝絕别尚仅只才唯除停失盲忌错]|而是|以外|直到|有的是")
"""What may stand behind a denial in English, in the widest sense: only where nothing of it is in the source is a denial made up."""

_PLAIN_DENIAL = re.compile(
    r"\b(?:(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should|must|may|might)(?: not|n['’]t)|cannot|never|failed to)\b"
    r"(?! (?:only|just|merely|simply|necessarily|least|enough|uncommon))",
    re.IGNORECASE,
)


def added_findings(source: str, target: str) -> list[Finding]:
    """Chinese to English: an error where the translation denies something plainly and no character of the source can deny: 通过认证 as "did
    not pass certification"."""
    denied = _PLAIN_DENIAL.search(target)
    if denied is None or _ANY_DENIAL.search(source):
        return []
    return [Finding.of(Reason.POLARITY_ADDED, Severity.ERROR, None, denied.span(), found=denied.group())]


def plan_findings(source: str, target: str) -> list[Finding]:
    """Chinese to English: an error for each plan of the source that the translation tells as done."""
    here = marks(source, "zh", Group.PLAN)
    if not here:
        return []
    there = marks(target, "en", Group.PLAN)
    done = [m for m in there if m.pole == "done"]
    ahead = [m.start / len(target) for m in there if m.pole == "ahead"]
    if not done or (not re.search(r"[.;:?!]\W*$", target) and _HEADLINE.search(target)):
        return []
    found = []
    for mark in here:
        place = mark.start / len(source)
        if all(abs(place - other) > (AHEAD if len(here) > 1 else 1) for other in ahead):
            nearest = min(done, key=lambda m: abs(place - m.start / len(target)))
            found.append(
                Finding.of(
                    Reason.POLARITY_DONE, Severity.ERROR, (mark.start, mark.end), (nearest.start, nearest.end),
                    fact=mark.text, found=nearest.text,
                )
            )  # fmt: skip
    return found[:1]


def _runs(found: tuple[Mark, ...]) -> list[tuple[Mark, Mark]]:
    """First and last of each run of one word: 不会停产，不会裁员 is one denial in English (will not stop or lay off)."""
    runs: list[tuple[Mark, Mark]] = []
    for mark in found:
        if runs and runs[-1][1].text == mark.text:
            runs[-1] = (runs[-1][0], mark)
        else:
            runs.append((mark, mark))
    return runs
