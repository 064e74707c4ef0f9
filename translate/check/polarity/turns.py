"""From where to where: 由30元降至25元 told as "from 25 to 30", and a loss turned into a profit (扭亏为盈) told the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from facts.quantities import Pair, Quantity
from translate.check.polarity.direction import FIXED, SAME
from translate.check.polarity.words import Group, marks
from translate.check.report import Finding, Reason, Severity

_START = re.compile(r"[由从][^，。；]{0,16}$")
_BETWEEN = re.compile(r"[^，。；]{0,12}[至到为][^，。；]{0,10}")
_FROM = re.compile(r"(?i)\bfrom (?:(?:about|nearly|around|over|some|roughly|more than|less than|the current|an?) ?)*$")
_TO = re.compile(r"(?i)\bto (?:(?:about|nearly|around|over|some|roughly|more than|less than|the current|an?) ?)*$")


def turn_findings(source: str, target: str, pairs: Sequence[Pair]) -> list[Finding]:
    """Chinese to English: an error for each pair of figures and each turn that the translation tells backwards."""
    return [*_orders(source, target, pairs), *_turns(source, target)]


def _orders(source: str, target: str, pairs: Sequence[Pair]) -> list[Finding]:
    same = [
        (p.source, p.target)
        for p in pairs
        if p.source and p.target and p.agreement in SAME and p.source.kind not in FIXED and p.target.kind not in FIXED
    ]
    found = []
    for (a, ta), (b, tb) in pairwise(same):
        if (a.start, a.end) == (b.start, b.end) or a.value == b.value or a.kind is not b.kind:
            continue
        if not _START.search(source[: a.start]) or not _BETWEEN.fullmatch(source[a.end : b.start]):
            continue
        if _backwards(target, ta, tb):
            found.append(
                Finding.of(
                    Reason.DIRECTION_ORDER, Severity.ERROR, (a.start, b.end),
                    (min(ta.start, tb.start), max(ta.end, tb.end)), start=a.text, end=b.text,
                )
            )  # fmt: skip
    return found


def _backwards(target: str, first: Quantity, last: Quantity) -> bool:
    """Whether the text goes from the last to the first. Both may lie within one range, which goes up: from 25 to 30 yuan."""
    if (first.start, first.end) == (last.start, last.end):
        return first.value > last.value and first.text.lower().startswith("from ")
    return bool(_FROM.search(target[: last.start]) and _TO.search(target[: first.start]))


def _turns(source: str, target: str) -> list[Finding]:
    here = marks(source, "zh", Group.TURN)
    poles = {m.pole for m in here}
    there = marks(target, "en", Group.TURN)
    if len(poles) != 1 or not there or any(m.pole in poles for m in there):
        return []
    return [
        Finding.of(
            Reason.DIRECTION_TURN, Severity.ERROR, (here[0].start, here[0].end), (there[0].start, there[0].end),
            fact=here[0].text, found=there[0].text,
        )
    ]  # fmt: skip
