"""Figures in brackets that a translator adds to what the source says: 320 mu (about 21 hectares), RMB2 billion (US$276 million)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from facts.quantities import Kind, Pair, Quantity, units
from facts.quantities.dates import decode

_OPENING = re.compile(r" ?[(（\[](?:(?:i\.e\.|or|equivalent to|equal to|around|some|=) ?)?\Z")
_CLOSING = re.compile(r"(?: each)?[)）\]]|[,;] ")

NEAR = 0.02
"""By how much a conversion may be off; 0.06 where it says about."""

_SCALES = {"千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "万亿": 1e12}
_LABEL = re.compile(
    rf"(?:[（(：:]|单位[为是：:]?)\s*(?:人民币)?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})"
    rf"(?P<unit>{units.alternation([*units.CHINESE, *'人户件辆台次股份套个'])})"
)
_OF_LABEL = re.compile(r"(?i)(?:\b(?:in|of|by)(?: units of)?|[(（\[：:]|units?:?)(?: about)? ?\Z")


class Aside(StrEnum):
    """What a figure in brackets is: another unit, rightly converted; money in another currency, which nothing here can convert; the
    unit of a column; or, without brackets, the name of last month (上月末, at the end of January)."""

    CONVERTED = "converted"
    CURRENCY = "currency"
    MONTH = "month"
    LABEL = "label"


def asides(source: str, target: str, pairs: Sequence[Pair]) -> dict[tuple[int, int], Aside]:
    """The figures of the target without a source that are such asides, by their spans."""
    told = [p.target for p in pairs if p.source is not None and p.target is not None]
    labels = {(_kind(m["unit"]), _SCALES[m["scale"]]) for m in _LABEL.finditer(source)}
    months = _months(source, pairs)
    found: dict[tuple[int, int], Aside] = {}
    for pair in pairs:
        added = pair.target
        if pair.source is not None or added is None:
            continue
        if added.kind is Kind.DATE and decode(added.value)[1] in months and not added.day and added.high is None:
            found[added.start, added.end] = Aside.MONTH
            continue
        low = max(0, added.start - 24)
        if (added.kind, abs(added.value)) in labels and _OF_LABEL.search(target, low, added.start):
            found[added.start, added.end] = Aside.LABEL
            continue
        if not _CLOSING.match(target, added.end):
            continue
        opening = _OPENING.search(target, low, added.start)
        if opening is None:
            continue
        before = next((q for q in told if 0 <= opening.start() - q.end <= 1), None)
        if before is not None and (what := _aside(before, added)):
            found[added.start, added.end] = what
    return found


def _kind(unit: str) -> Kind:
    known = units.CHINESE.get(unit)
    return known.kind if known else Kind.COUNT


def _months(source: str, pairs: Sequence[Pair]) -> set[int]:
    """The months that 上月 and 下月 mean beside those that the source names."""
    steps = [step for word, step in (("上月", -1), ("上个月", -1), ("下月", 1), ("下个月", 1)) if word in source]
    dates = [p.source.value for p in pairs if p.source is not None and p.source.kind is Kind.DATE] if steps else []
    named = {month for value in dates if (month := decode(value)[1])}
    return {(month - 1 + step) % 12 + 1 for month in named for step in steps}


def _aside(before: Quantity, added: Quantity) -> Aside | None:
    if before.kind is added.kind is Kind.MONEY:
        return Aside.CURRENCY if before.unit != added.unit else None
    if before.kind is not added.kind or before.unit == added.unit:
        return None
    if before.kind is Kind.TEMPERATURE:
        a, b = (value if unit == "c" else (value - 32) / 1.8 for value, unit in _degrees(before, added))
        return Aside.CONVERTED if abs(a - b) <= 1 else None
    one, other = (units.convert(q.value, q.unit, q.kind) for q in (before, added))
    if one is None or other is None:
        return None
    near = 3 * NEAR if added.hedge or before.hedge else NEAR
    return Aside.CONVERTED if abs(one - other) <= near * max(abs(one), abs(other)) else None


def _degrees(*both: Quantity) -> list[tuple[float, str]]:
    return [(q.value, "f" if q.unit == "f" else "c") for q in both]
