"""Single English quantities, and those that belong together: ranges, scores, lists that share a unit."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from facts.quantities.en import counts, hedges, measures, numbers, shares
from facts.quantities.en.numbers import START, Number
from facts.quantities.scan import Scan
from facts.quantities.value import Hedge, Kind, Quantity

_TO = re.compile(r"(?:[-–—~] ?| [-–—~] | [–—~]| to (?:as (?:many|much) as )?| through | and (?=\S))")
_BETWEEN = re.compile(
    r"\b(?P<word>from|between) (?:about |around |some |roughly )?(?:RMB|US\$|\$|€|£|¥|HK\$)?\s?\Z", re.IGNORECASE
)
_RATIO = re.compile(
    r"(?:\s?(?P<colon>:)\s?|(?P<dash>[-–])|(?P<word>[- ]to[- ]))(?P<b>\d{1,3})(?![\d:.,]\d|\d|[-–]\d|st\b|nd\b|rd\b|th\b)"
)
_PLAYED = re.compile(r"(?i)\b(?:scores?|sets?|beat|won|lost|victory|wins?|defeat\w*|games)\b[^.;]*\Z")
"""What makes 19-25 a score, and no range."""
_MINUS = re.compile(r"(?:minus |negative |[-−–](?=[\d$€£¥R]))", re.IGNORECASE)
_CURRENCY = re.compile(r"(?:RMB|US\$|HK\$|\$|€|£|¥|CNY)\s?")
_PERCENT_SIGN = re.compile(r"[\s-]?(?:%|(?:percent|per cent|pct)\b)", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged|over|those) [\d ]*(?:to )?\Z")
_UNSHARED = (Kind.COUNT, Kind.DATE, Kind.TIME, Kind.ORDINAL, Kind.RATIO, Kind.MULTIPLE)


def single(scan: Scan, found: Number, floor: int) -> Quantity | None:
    """The numeral with its unit and hedges, without looking for a range."""
    before = hedges.before(scan, found.start, floor)
    more: dict[str, Any] = {"high": found.high, "hedge": before.hedge, "vague": found.vague}
    m = hedges.BEHIND.match(scan.text, found.end)
    if m and m.lastgroup in ("ABOUT", "OVER") and before.hedge is None:
        # 20-odd years, 60-odd billion yuan, 300-plus members: the unit follows the hedge
        more["hedge"] = Hedge[m.lastgroup]
        found.end = m.end()
        if found.scale == 1:
            numbers.scaled(scan, found)
    value = -found.value if before.negative else found.value
    if share := shares.percent(scan, found, before, value, more):
        return share
    if not before.currency:
        if multiple := shares.multiple(scan, found, before.start, more):
            return multiple
        if fraction := shares.fraction(scan, found, before):
            return hedges.behind(scan, fraction)
    has_unit, whole = measures.measured(scan, found, before, value, more)
    if has_unit:
        return whole
    if before.currency:
        money = scan.make(before.start, found.end, Kind.MONEY, value, unit=before.currency, **more)
        return hedges.behind(scan, money)
    return counts.count(scan, found, before.start, value, more)


def extend(scan: Scan, found: Quantity, first: Number) -> Quantity:
    """`found` joined with a second quantity: a range (2 to 3 billion yuan) or a score (3-1)."""
    text = scan.text
    if found.high is not None or found.vague:
        return found
    plain = found.kind is Kind.COUNT and not found.unit
    between = _BETWEEN.search(text, max(0, found.start - 16), found.start)
    if plain and not between and (score := _score(scan, found, first)):
        return score
    m = _TO.match(text, found.end)
    if not m or (m.group() == " and " and not (between and between["word"].lower() == "between")):
        return found
    sign = _MINUS.match(text, m.end())
    at = sign.end() if sign else m.end()
    match = START.match(text, at) or _after_currency(text, at)
    if not match or match.lastgroup not in ("digits", "words"):
        return found
    second = numbers.number(scan, match)
    top = single(scan, second, at) if second else None
    if second is None or top is None:
        return found
    if found.hedge and not plain:
        return found  # from less than 20 percent to 96 percent: two values, not a range
    if sign:
        top = replace(top, value=-top.value)
    value, high = found.value, top.value
    if found.kind is Kind.MONEY and top.kind is Kind.COUNT and not top.unit:
        top = replace(top, kind=Kind.MONEY, unit=found.unit)
    elif not plain and (found.kind, found.unit) != (top.kind, top.unit):
        return found
    if first.scale == 1 and second.scale > 1 and abs(value) < abs(high) / second.scale:
        value *= second.scale
    if value < 0 and high < value:
        value, high = high, value
    if value >= high or top.high is not None:
        return found
    start = between.start() if between else found.start
    return replace(
        top, text=scan.original[start : top.end], start=start, value=value, high=high, hedge=found.hedge or top.hedge,
        weak=False,
    )  # fmt: skip


def _score(scan: Scan, found: Quantity, first: Number) -> Quantity | None:
    """3-1, 3:1, 3 to 1."""
    text = scan.text
    if first.spelled or first.scale != 1 or found.value >= 400 or not (m := _RATIO.match(text, first.end)):
        return None
    second = float(m["b"])
    following = START.match(text, m.start("b"))
    other = numbers.number(scan, following) if following else None
    bare = (
        other
        and other.scale == 1
        and other.end == m.end()
        and not measures.UNIT.match(text, m.end())
        and not _PERCENT_SIGN.match(text, m.end())
    )
    played = m["dash"] and _PLAYED.search(text, max(0, found.start - 90), found.start)
    if bare and (m["colon"] or played or found.value > second or (found.value == second and m["dash"])):
        return scan.make(found.start, m.end(), Kind.RATIO, found.value, high=second, unit=":")
    return None


def _after_currency(text: str, at: int) -> re.Match[str] | None:
    m = _CURRENCY.match(text, at)
    return START.match(text, m.end()) if m else None


def _both(text: str, one: Quantity, following: Quantity) -> bool:
    """Whether "3 and 6 percent" are two of a kind, not "450,000 and 17.5 percent"."""
    if one.hedge or _AGED.search(text[max(0, one.start - 14) : one.start]):
        return False
    if "respectively" in text[following.end : following.end + 60]:
        return True
    return (
        one.high is None
        and following.high is None
        and following.kind is not Kind.MONEY
        and 0.05 < one.value / (following.value or 1) < 20
    )


def share_units(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """ "3,000, 1,500 and 800 yuan": numbers of a list take the unit at its end."""
    found = list(quantities)
    shared = False
    for i in range(len(found) - 2, -1, -1):
        one, following = found[i], found[i + 1]
        bare = one.kind is Kind.COUNT and not one.unit and not one.vague
        gap = text[one.end : following.start]
        listed = i > 0 and text[found[i - 1].end : one.start] == ", " and found[i - 1].kind is Kind.COUNT
        linked = gap in (" and ", " or ") and (listed or _both(text, one, following))
        linked = linked or (gap == ", " and shared) or (gap == ", and " and listed)
        shared = bare and linked and following.kind not in _UNSHARED
        if shared:
            found[i] = replace(one, kind=following.kind, unit=following.unit, weak=False)
    return found
