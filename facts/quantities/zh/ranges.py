"""Single Chinese quantities, and those that belong together: ranges, ratios, lists that share a unit."""

import re
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities.numerals import MAX_NUMERAL, han_value
from facts.quantities.scan import Scan
from facts.quantities.value import Kind, Quantity
from facts.quantities.zh import counts, dates, hedges, measures, shares
from facts.quantities.zh.amount import amount
from facts.quantities.zh.numerals import NUMBER, Numeral, numeral

_VERSUS = re.compile(r" ?(?:比|:|∶) ?")
_SCORE = re.compile("(?P<a>[零一二三四五六七八九十]{1,3})比(?P<b>[零一二三四五六七八九十]{1,3})(?![倍较例重分])")
_SHARED = (
    Kind.POINTS,
    Kind.PERCENT,
    Kind.MONEY,
    Kind.AREA,
    Kind.LENGTH,
    Kind.WEIGHT,
    Kind.TEMPERATURE,
    Kind.POWER,
    Kind.VOLUME,
)
"""Kinds whose unit the numbers of a list share (5.1和4.6%)."""


def single(scan: Scan, number: Numeral, floor: int) -> Quantity | None:
    """The numeral with its unit and hedges, without looking for a range."""
    a = amount(scan, number, floor, followed=shares.MULTIPLE.match(scan.text, number.end) is not None)
    is_share, share = shares.percent(scan, a)
    if is_share:
        return share
    if m := shares.multiple_at(scan, number, a.start):
        return shares.multiple(scan, a, m)
    has_unit, found = measures.measured(scan, a)
    if has_unit:
        return found
    if a.currency:
        return hedges.behind(scan, scan.make(a.start, a.end, Kind.MONEY, a.value, unit=a.currency, **a.more))
    return counts.count(scan, a)


def score(scan: Scan, start: int) -> Quantity | None:
    """三比一."""
    m = _SCORE.match(scan.text, start)
    if not m:
        return None
    low, high = (han_value(m[side]) or 0.0 for side in "ab")
    return scan.make(start, m.end(), Kind.RATIO, low, high=high, unit=":")


def _ratio(scan: Scan, found: Quantity, number: Numeral, at: int) -> Quantity | None:
    """3:1, 21比20; the second side begins at `at`."""
    second = NUMBER.match(scan.text, at)
    if not second or not second["arabic"] or second["scale"] or number.scale != 1:
        return None
    other = float(second["arabic"].replace(",", "").replace(" ", "")) if len(second["arabic"]) < MAX_NUMERAL else 0.0
    return scan.make(found.start, second.end(), Kind.RATIO, found.value, high=other, unit=":", hedge=found.hedge)


def extend(scan: Scan, found: Quantity, number: Numeral) -> Quantity:
    """`found` joined with a second quantity after 至, 到, - (a range) or 比, : (a ratio)."""
    text = scan.text
    if found.high is not None or found.vague or found.lost:
        return found
    plain = found.kind is Kind.COUNT and not found.unit
    if plain and not number.han and (versus := _VERSUS.match(text, number.end)):
        return _ratio(scan, found, number, versus.end()) or found
    m = shares.TO.match(text, found.end)
    if not m:
        return found
    sign = hedges.MINUS_OF_SECOND.match(text, m.end())
    match = NUMBER.match(text, sign.end() if sign else m.end())
    if not match or match["half"] or match["vulgar"] or match["word"]:
        return found
    if not sign and dates.read(text, match.start(), scan.original):
        return found
    second = numeral(text, match)
    top = single(scan, second, match.start()) if second else None
    if top is None or second is None:
        return found
    if sign:
        top = replace(top, value=-top.value)
    value, high = found.value, top.value
    if not plain and (found.kind, found.unit) != (top.kind, top.unit):
        return found
    if plain and number.scale == 1 and second.scale > 1 and abs(value) < abs(high) / second.scale:
        value *= second.scale
    if plain and top.kind is Kind.PERCENT and top.text.rstrip("半多左右以上").endswith("成") and value < 10:
        value *= 10
    if value < 0 and plain and not sign and scan.text.startswith("零下", found.start):
        high = -high  # 零下5到10摄氏度 is of both
    if value < 0 and high < value:
        value, high = high, value
    if value >= high:
        bare = plain and not top.unit and top.kind is Kind.COUNT
        if bare and m.group().strip() in "-—–" and 0 < value < 300:
            return scan.make(found.start, top.end, Kind.RATIO, value, high=high, unit=":")
        return found
    return replace(
        top, text=scan.original[found.start : top.end], start=found.start, value=value, high=high,
        hedge=found.hedge or top.hedge, weak=False,
    )  # fmt: skip


def share_units(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """0.9个和0.6个百分点, 5.1和4.6%: numbers of a list take the unit at its end."""
    shared = list(found)
    for i in range(len(shared) - 2, -1, -1):
        one, following = shared[i], shared[i + 1]
        bare = one.kind is Kind.COUNT and not one.unit and not one.vague and one.text[-1] in "0123456789个万亿"
        if bare and following.kind in _SHARED and text[one.end : following.start] in ("和", "、", "及", "与", "或"):
            shared[i] = replace(one, kind=following.kind, unit=following.unit, weak=False)
    return shared
