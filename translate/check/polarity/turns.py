"""From where to where: 由30元降至25元 told as "from 25 to 30", and a loss turned into a profit (扭亏为盈) told the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from facts.quantities import SAME, Pair, Quantity
from translate.check.polarity.direction import FIXED
from translate.check.report import Finding, Reason, Severity, Span
from translate.check.words import Group, marks

_START = re.compile(r"[由从][^，。；]{0,16}$")
_BETWEEN = re.compile(r"[^，。；]{0,12}[至到为][^，。；]{0,10}")
_LOOSELY = (
    r"(?:(?:about|nearly|around|over|some|roughly|more than|less than|just|an?"
    r"|(?:the|an?) (?:current|initial|original|earlier|previous|former|record)) ?)*$"
)
_FROM = re.compile(rf"(?i)\bfrom {_LOOSELY}")
_TO = re.compile(rf"(?i)\bto {_LOOSELY}")
_FIGURES = re.compile(r"\bfrom (\d[\d,]*(?:\.\d+)?) to (\d[\d,]*(?:\.\d+)?)")


def turn_findings(source: str, target: str, pairs: Sequence[Pair]) -> list[Finding]:
    """Chinese to English: an error for each pair of figures and each turn that the translation tells backwards."""
    return [*_orders(source, target, pairs), *_turns(source, target)]


def _orders(source: str, target: str, pairs: Sequence[Pair]) -> list[Finding]:
    moving = [p for p in pairs if p.source is not None and p.source.kind not in FIXED]
    found = []
    for first, last in pairwise(moving):
        a, b = first.source, last.source
        if a is None or b is None or (a.start, a.end) == (b.start, b.end) or a.value == b.value or a.kind is not b.kind:
            continue
        if not _START.search(source[: a.start]) or not _BETWEEN.fullmatch(source[a.end : b.start]):
            continue
        span = _backwards(target, first, last) or _bare(target, a, b)
        if span is not None:
            found.append(
                Finding.of(
                    Reason.DIRECTION_ORDER, Severity.ERROR, (a.start, b.end), span, start=a.text, end=b.text
                )
            )  # fmt: skip
    return found


def _backwards(target: str, first: Pair, last: Pair) -> Span | None:
    """Where the text goes from the last to the first. Both may lie within one range, which goes up: from 25 to 30 yuan."""
    a, b = first.target, last.target
    if a is None or b is None or not {first.agreement, last.agreement} <= SAME:
        return None
    if (a.start, a.end) == (b.start, b.end):
        return (a.start, a.end) if a.value > b.value and a.text.lower().startswith("from ") else None
    if _FROM.search(target[: b.start]) and _TO.search(target[: a.start]):
        return min(a.start, b.start), max(a.end, b.end)
    return None


def _bare(target: str, a: Quantity, b: Quantity) -> Span | None:
    """The same for figures whose unit stands once and that go down, which are no range: from 55 to 39 percent."""
    for m in _FIGURES.finditer(target):
        if (float(m[1].replace(",", "")), float(m[2].replace(",", ""))) == (b.value, a.value):
            return m.span()
    return None


_ANY_TURN = re.compile(
    r"\b(?:loss\w*|profit\w*|black|red|surplus\w*|deficits?|positive|negative|turn\w*|swing\w*|swung|return\w*|revers\w*|recover\w*|rebound\w*"
    r"|end\w*|shift\w*|from|no longer|back|again|now)\b",
    re.IGNORECASE,
)
"""What may tell a turn, in the widest sense."""


def _turns(source: str, target: str) -> list[Finding]:
    here = marks(source, "zh", Group.TURN)
    poles = {m.pole for m in here}
    if len(poles) != 1:
        return []
    first, there = here[0], marks(target, "en", Group.TURN)
    span = (first.start, first.end)
    if not there and not _ANY_TURN.search(target):
        return [Finding.of(Reason.DIRECTION_TURN_MISSING, Severity.ERROR, span, fact=first.text)]
    if not there or any(m.pole in poles for m in there):
        return []
    return [
        Finding.of(
            Reason.DIRECTION_TURN,
            Severity.ERROR,
            span,
            (there[0].start, there[0].end),
            fact=first.text,
            found=there[0].text,
        )
    ]
