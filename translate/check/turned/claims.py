"""English into Chinese: what is not so, and what is not so yet. "Has not started" as 已开工, "will open" as 已开放, and what is done as 将.

The comparison from Chinese begins with the words that Chinese has; where these are gone, it has to begin with the English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts.quantities import Pair
from translate.check.polarity.assertion import denial_findings, plan_findings
from translate.check.polarity.direction import clause
from translate.check.report import Finding, Reason, Severity
from translate.check.words import Group, Mark, marks

_ENGLISH_CLAUSE = re.compile(r"[.;:!?](?!\d)|,(?!\d{3})|\b(?:and|but|while|which|who|where|that)\b")
_SENTENCE = re.compile(r"[.;:!?](?!\d)(?=\s|$|[”\"])")
_CHINESE_CLAUSE = re.compile(r"[，。；！？：]|,(?!\d{3})")
_CHINESE_SENTENCE = re.compile(r"[。；！？]")

CLOSE = 0.12
"""How far from the place of an English denial, as a share of the sentence, a Chinese word that denies only now and then may stand."""

BESIDE = 10
"""The same in characters, for short sentences."""

SOON = 0.16
"""How far from the place of a Chinese word of what is done the English one of what is to come may stand, where no figure is beside it."""


def claim_findings(source: str, target: str, pairs: Sequence[Pair], turned: Sequence[Pair]) -> list[Finding]:
    """English to Chinese: denials that are gone or added, plans told as done and what is done told as a plan.

    turned: the pairs with the Chinese as their source, in its order.
    """
    return [
        *_denied(source, target),
        *_added(source, target),
        *_done(source, target, pairs),
        *_planned(source, target, turned),
    ]


def _denied(source: str, target: str) -> list[Finding]:
    """The first sure denial of the English for which the Chinese has none: a sure one anywhere, or an unsure one about as far into it."""
    assured = marks(source, "en", Group.ASSURED)
    plain = [
        m
        for m in marks(source, "en", Group.DENIAL)
        if m.strong and not any(a.start < m.end and m.start < a.end for a in assured)
    ]
    if not plain:
        return []
    there = _denials(target)
    if any(m.strong for m in there):
        return []
    others = [a for a in assured if not any(m.start < a.end and a.start < m.end for m in plain)]
    for mark in plain:
        place, margin = mark.start / len(source), max(CLOSE, BESIDE / len(target))
        near = sum(abs(place - m.start / len(target)) <= margin for m in there)
        # What "not cancelled" has of 取消 stands for the second word.
        if near <= sum(abs(place - m.start / len(source)) <= margin for m in others):
            return [Finding.of(Reason.POLARITY_DENIED, Severity.ERROR, (mark.start, mark.end), fact=mark.text)]
    return []


def _denials(target: str) -> list[Mark]:
    """The Chinese words that deny, or may deny, without those of words that only look like them (未来, 非常)."""
    looks = marks(target, "zh", Group.DENIES)
    return [m for m in looks if m.pole == "not"]


def _added(source: str, target: str) -> list[Finding]:
    """Chinese denials beyond the number of words of the English that can deny in any way."""
    found = denial_findings(target, source)
    if not found:
        return []
    ways = len(marks(source, "en", Group.DENIAL)) + len(marks(source, "en", Group.ASSURED))
    if ways >= len({m.start for m in marks(target, "zh", Group.DENIAL)}):
        return []
    return [Finding.of(Reason.POLARITY_ADDED, Severity.ERROR, None, f.source, found=_text(target, f)) for f in found]


def _text(text: str, f: Finding) -> str:
    return text[slice(*f.source)] if f.source else ""


def _planned(source: str, target: str, turned: Sequence[Pair]) -> list[Finding]:
    """What the Chinese tells as still to come, where no word of the English, in the widest sense, does."""
    if marks(source, "en", Group.COMING):
        return []
    return [
        Finding.of(Reason.POLARITY_PLANNED, Severity.ERROR, None, f.source, found=_text(target, f))
        for f in plan_findings(target, source, turned)
    ]


def _done(source: str, target: str, pairs: Sequence[Pair]) -> list[Finding]:
    """What the English says will be, and the Chinese that it has been: by a figure beside both, by the time, or by the place."""
    claims = [m for m in marks(source, "en", Group.PLAN) if m.strong and _claims(source, m)]
    ahead = [m for m in claims if m.pole == "ahead"]
    done = marks(target, "zh", Group.DONE)
    if not ahead or not done:
        return []
    coming = marks(target, "zh", Group.COMING)
    for word in done:
        start, end = clause(target, word.start, word.end, _CHINESE_CLAUSE)
        if any(start <= m.start < end for m in coming):
            continue
        said = _beside(source, claims, [p for p in pairs if p.target and start <= p.target.start < end])
        if said is None:
            said = _in_time(source, target, word, claims) or _at_place(source, target, word, claims)
        if said is not None and said.pole == "ahead":
            return [
                Finding.of(
                    Reason.POLARITY_DONE, Severity.ERROR, (said.start, said.end), (word.start, word.end),
                    fact=said.text, found=word.text,
                )
            ]  # fmt: skip
    return []


_WILL = re.compile(r"(?i)will|shall|\w+['’]ll|going to|about to|slated|(?:is|are) |plans$|(?:intend|aim|expect)s?$")
_PASSIVE = re.compile(r"\b(?:be|is|are|being|to) (?:\w+ly )?\Z")


def _claims(source: str, mark: Mark) -> bool:
    """Whether an English word claims by itself: will and has do, "held" of "will be held" does not, nor does a plan that is a thing."""
    if mark.pole == "ahead":
        return _WILL.match(mark.text) is not None
    return not _PASSIVE.search(source, max(0, mark.start - 24), mark.start)


def _beside(source: str, claims: Sequence[Mark], pairs: Sequence[Pair]) -> Mark | None:
    """What the English claims of the figures of a Chinese clause: the word of their own clause, or the last one before them."""
    for q in sorted((p.source for p in pairs if p.source is not None), key=lambda q: q.weak):
        start, end = clause(source, q.start, q.end, _ENGLISH_CLAUSE)
        mine = [m for m in claims if start <= m.start < end]
        if not mine:
            start, _ = clause(source, q.start, q.end, _SENTENCE)
            mine = [m for m in claims if start <= m.start < q.start][-1:]
        if mine:
            return next((m for m in mine if m.pole == "done"), mine[0])
    return None


def _in_time(source: str, target: str, word: Mark, claims: Sequence[Mark]) -> Mark | None:
    """The English word of what is to come where the Chinese says 下一步，已: a time that nothing has been done at."""
    start, end = clause(target, word.start, word.end, _CHINESE_SENTENCE)
    later = [m for m in marks(target, "zh", Group.LATER) if start <= m.start and m.end <= min(end, word.end + 16)]
    if not later or word.start - later[-1].end > 24:
        return None
    return next((m for m in claims if m.pole == "ahead"), None)


def _at_place(source: str, target: str, word: Mark, claims: Sequence[Mark]) -> Mark | None:
    """The English claim that stands as far into its text as a Chinese word, where no other claim is near."""
    place = word.start / len(target)
    near = [m for m in claims if abs(m.start / len(source) - place) <= SOON]
    return near[0] if near and all(m.pole == "ahead" for m in near) else None
