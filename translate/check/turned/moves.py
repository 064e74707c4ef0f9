"""English into Chinese: which way a figure goes, where the English says it beside the figure, and whether the Chinese says so too.

What the comparison from Chinese makes of the words that Chinese has is asked the other way round in `turned`; this begins with the English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from facts.quantities import SAME, Kind, Pair, Quantity
from translate.check.polarity.direction import FIXED, OPPOSITE, governor
from translate.check.report import Finding, Reason, Severity
from translate.check.words import Group, Mark, marks

_CLAUSE = re.compile(r"[，。；！？：;]|,(?!\d{3})|(?<=[%\u4e00-\u9fff])[ \u3000](?=[\u4e00-\u9fff])")
"""Ends of Chinese clauses."""
_OPENING = re.compile(r"[约近超达为共计分别、“]*")
"""What may stand before a figure that takes up the movement of the clause before: 总量有所增加，约5%."""
_ENDS = re.compile(r"[;:!?()—](?!\d)|\.(?=\s|$)")
"""Ends of English parts, beyond which no word governs a figure."""

NEAR = 2
"""English words that may stand between a word of direction and its figure: rose a cumulative 5 percent."""

FAR = 10
"""The same before a "by": cut the comprehensive cost per tonne by 23 yuan."""

_BY = re.compile(
    r"(?: (?!(?:by|will|would|can|could|is|are|was|were|has|have|that|which|who|and)\b)[A-Za-z’'-]+)* (?:by|to)"
    r"(?: (?:an?|the|as much as|some|about|average|cumulative|total|of|another|below|above|almost))* \Z"
)
_COUNTED = re.compile(r"[ -]?|(?: (?:(?:per|a) \w+|times))? ")
"""Between a figure and the word behind it that compares it: 14 (more incidents), 12.4 percentage points (higher)."""
_LISTED = re.compile(
    r"(?:(?![.;:()?!](?!\d)|\b(?:is|are|was|were|be|been|has|have|had|with|which|who|that|than|shares?|rates?|ratio|account\w*|reach\w*"
    r"|exceed\w*|total\w*|represent\w*|mak(?:e|es|ing)|made|stood|interest|including)\b).){1,90}"
    r"(?<! of )(?<! at )(?<! for )(?<! or )(?<! from )",
    re.DOTALL,
)
"""Between two figures of one list, the second without a word of its own: up 20.3 percent, water conservancy management 12.9 percent."""
_PHRASAL = re.compile(
    r"(?i)\b(?:set|sets|setting|put|puts|putting|take|takes|taking|took|taken|free|frees|freed|freeing|use|uses|used|using|"
    r"make|makes|making|made|cut|cuts|cutting|open|opens|opened|opening|move|moves|moved|moving|shut|shuts|shutting|close|"
    r"closes|closed|closing|build|builds|built|building|sign|signs|signed|signing|pick|picks|picked|line|lines|lined|give|"
    r"gives|gave|given|break|broke|broken|clean|cleaned|tear|tore|torn|tearing|scale|scales|call|called|divide|divided|eat|"
    r"eaten|ate|fill|filled|fills|filling|hold|held|holds|join|joined|lead|leads|led|pile|piled|roll|rolled|show|showed|"
    r"split|speed|speeds|step|steps|tie|tied|turn|turned|warm|warmed|wrap|wrapped|come|comes|came|gather|gathered|end|ended|"
    r"back|backed|buy|buys|bought|buying|follow|followed|draw|draws|drew|drawn|sending|sent|send|scrolled|carrying|climb)"
    r"(?: (?!by\b)[a-z-]+)? \Z"
)
"""Before an "up" or "down" that moves nothing: set up a fund of 5 billion, shutting down 44 apps."""
_TRANSITIVE = re.compile(
    r"(?i)(?:rais|cut|reduc|lower|expand|lengthen|widen|dropp|boost|slash|trim|improv|add|sav|los)"
)
"""Verbs whose object may be the figure itself: raise 5 million yuan, cut 30 members."""
_SHARES = (Kind.PERCENT, Kind.POINTS)


@dataclass(frozen=True, slots=True)
class _Told:
    """Which way a figure goes, the word that says so, and whether it stands beside the figure itself."""

    pole: str
    word: str
    start: int
    end: int
    beside: bool = True


def moved_findings(source: str, target: str, pairs: Sequence[Pair]) -> list[Finding]:
    """English to Chinese: an error for each figure whose direction stands beside it in English and is another one, or none, in Chinese."""
    told = _said(source, [p.source for p in pairs if p.source is not None])
    here = marks(target, "zh", Group.MOVEMENT)
    known = [p.target for p in pairs if p.target is not None]
    moves = marks(target, "zh", Group.MOVES)
    found: dict[tuple[int, int], Finding] = {}
    for pair in pairs:
        q, t = pair.source, pair.target
        if q is None or t is None or pair.agreement not in SAME or t.value < 0 or (t.start, t.end) in found:
            continue
        said = told.get((q.start, q.end))
        if said is None:
            continue
        word = governor(target, t, here, known)
        reason = None
        if word is not None and word.strong:
            if word.pole == OPPOSITE[said.pole]:
                reason = Reason.DIRECTION_OPPOSITE
        elif said.beside and not _moves(target, t, moves):
            reason = Reason.DIRECTION_UNTOLD
        if reason is not None:
            opposite = reason is Reason.DIRECTION_OPPOSITE
            found[t.start, t.end] = Finding.of(
                reason, Severity.ERROR, (q.start, q.end), (word.start, word.end) if word and opposite else (t.start, t.end),
                fact=q.text, word=said.word, found=word.text if word and opposite else t.text,
            )  # fmt: skip
    return [*found.values(), *_against(target, pairs, here)]


def _said(source: str, figures: Sequence[Quantity]) -> dict[tuple[int, int], _Told]:
    """The figures of an English text that a word beside them, or beside the one before them in a list, moves up or down."""
    before = [m for m in marks(source, "en", Group.MOVEMENT) if m.strong]
    behind = marks(source, "en", Group.BEHIND)
    told: dict[tuple[int, int], _Told] = {}
    last: tuple[Quantity, _Told] | None = None
    i = j = 0
    for q in sorted(figures, key=lambda q: (q.start, q.end)):
        while i < len(before) and before[i].end <= q.start:
            i += 1
        while j < len(behind) and behind[j].start < q.end:
            j += 1
        if q.kind in FIXED or q.value < 0:
            continue
        mine = _behind(source, q, behind[j] if j < len(behind) else None)
        mine = mine or _before(source, q, before[i - 1] if i else None)
        if mine is None and last is not None and q.kind in _SHARES:
            follows = i == 0 or before[i - 1].end <= last[0].end
            alike = q.kind is last[0].kind or source.endswith(" by ", 0, q.start)
            if follows and alike and last[0].end < q.start and _LISTED.fullmatch(source, last[0].end, q.start):
                mine = _Told(last[1].pole, last[1].word, last[1].start, last[1].end, beside=False)
        if mine is not None:
            told[q.start, q.end] = mine
            last = (q, mine)
    return told


def _behind(source: str, q: Quantity, mark: Mark | None) -> _Told | None:
    if mark is None or not _COUNTED.fullmatch(source, q.end, mark.start):
        return None
    return _Told(mark.pole, mark.text, mark.start, mark.end)


def _before(source: str, q: Quantity, mark: Mark | None) -> _Told | None:
    if (
        mark is None
        or q.start - mark.end > 120
        or (q.high is not None and q.kind not in _SHARES and "from" not in q.text)
    ):
        return None
    gap = source[mark.end : q.start]
    gap = _FROM.sub("", gap)
    if _ENDS.search(gap) or "," in gap or re.search(r"\d", gap):
        return None
    if mark.text.lower() in ("up", "down") and _PHRASAL.search(source, max(0, mark.start - 24), mark.start):
        return None
    told = _Told(mark.pole, mark.text, mark.start, mark.end)
    count = len(gap.split())
    if count <= FAR and _BY.fullmatch(gap):
        return told
    sure = q.kind in _SHARES or q.text.startswith("from ") or not _TRANSITIVE.match(mark.text)
    return told if count <= NEAR and sure and not _ELSEWHERE.search(gap) else None


_ELSEWHERE = re.compile(r"\b(?:at|for|in|into|and|with|will|on|over|within|after|mainly|are|is|being)\b")
"""Between a word of direction and a figure that is not of it: accelerated tests at 40 degrees."""


_FROM = re.compile(r" from (?:(?:an?|about|around|average|of|nearly|over) )*[\d.,]+(?: (?!to\b)[a-z-]+){0,2}(?= to \Z)")
"""Where a movement begins: fell (from an average of 78 yuan) to around 26 yuan."""


def _against(target: str, pairs: Sequence[Pair], here: Sequence[Mark]) -> list[Finding]:
    """An error where the Chinese says 由115种降至135种, or 由115种为135种: its own figures deny the word."""
    moved = [p for p in pairs if p.target is not None and p.source is not None and p.agreement in SAME]
    moved.sort(key=lambda p: p.target.start if p.target else 0)
    found = []
    for one, other in pairwise(moved):
        a, b, q = one.target, other.target, other.source
        if a is None or b is None or q is None or b.start - a.end > 24 or a.value == b.value:
            continue
        if (
            (a.kind, a.unit) != (b.kind, b.unit)
            or a.kind in FIXED
            or not _START.search(target, max(0, a.start - 16), a.start)
        ):
            continue
        if _BARE.fullmatch(target, a.end, b.start):
            found.append(
                Finding.of(
                    Reason.DIRECTION_UNTOLD, Severity.ERROR, (q.start, q.end), (a.start, b.end),
                    fact=q.text, word=q.text, found=target[a.start : b.end],
                )
            )  # fmt: skip
            continue
        word = next((m for m in here if a.end <= m.start and m.end <= b.start), None)
        if word is not None and _PLAIN.match(word.text) and (word.pole == "up") != (b.value > a.value):
            found.append(
                Finding.of(
                    Reason.DIRECTION_OPPOSITE, Severity.ERROR, (q.start, q.end), (word.start, word.end),
                    fact=q.text, word=q.text, found=word.text,
                )
            )  # fmt: skip
    return found


_TO = re.compile(r"\s*(?:以上)?\s*(?:[至到和—–\-~～－]{1,2}|以上)\s*")
"""Between the ends of a Chinese range."""


def range_findings(target: str, pairs: Sequence[Pair]) -> list[Finding]:
    """English to Chinese: an error for each range that goes up in English and whose ends the Chinese has exchanged: 0.6元至0.3元."""
    ends = [(p.source, p.target) for p in pairs if p.source and p.target and p.agreement in SAME]
    found = []
    for (q, a), (other, b) in pairwise(sorted(ends, key=lambda each: (each[0].start, each[1].start))):
        if (q.start, q.end) != (other.start, other.end) or a.value <= b.value or (a.kind, a.unit) != (b.kind, b.unit):
            continue
        if (
            q.kind not in FIXED
            and _TO.fullmatch(target, a.end, b.start)
            and not _START.search(target, max(0, a.start - 16), a.start)
        ):
            found.append(
                Finding.of(
                    Reason.QUANTITY_SWAPPED, Severity.ERROR, (q.start, q.end), (a.start, b.end), fact=b.text, other=a.text,
                )
            )  # fmt: skip
    return found


_PLAIN = re.compile("[增涨升降减跌缩]|上[升涨调]|下[降调跌滑]|扩大|提高")
_BARE = re.compile("的?为(?:了)?")
"""Between two figures of 由38种为131种, whose verb is gone."""
_START = re.compile(r"[由从][^，。；]{0,12}\Z")


def _moves(target: str, t: Quantity, moves: Sequence[Mark]) -> bool:
    """Whether a word of the Chinese clause of a figure, or of the one before where the clause begins with it, tells a movement."""
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(target, 0, t.start))]
    begin = cuts[-1] if len(cuts) < 2 or not _OPENING.fullmatch(target, cuts[-1], t.start) else cuts[-2]
    end = m.start() if (m := _CLAUSE.search(target, t.end)) else len(target)
    return any(begin <= m.start < end for m in moves)
