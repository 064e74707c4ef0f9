"""Whether a target says the same quantities as its source."""

import re
from dataclasses import replace

from facts.quantities import hedging, rates, units
from facts.quantities.closeness import ROUNDING, digits, power, rounded, same
from facts.quantities.dates import decode
from facts.quantities.value import SAME, SIGNED, Agreement, Hedge, Kind, Quantity

_SHARE = (Kind.PERCENT, Kind.FRACTION)
COUNTED = (Kind.COUNT, Kind.ORDINAL, Kind.MULTIPLE, Kind.SPAN)
_MEASURED = (
    Kind.MONEY,
    Kind.AREA,
    Kind.LENGTH,
    Kind.WEIGHT,
    Kind.VOLUME,
    Kind.TEMPERATURE,
    Kind.SPEED,
    Kind.ENERGY,
    Kind.POWER,
    Kind.SPAN,
)


def ends(q: Quantity) -> tuple[float, float]:
    """Both ends of a range; the value twice where it is none."""
    return q.value, q.value if q.high is None else q.high


def _numbers(source: Quantity, target: Quantity, *, factor: float = 1.0) -> Agreement:
    """Compare the numbers, the target's multiplied by `factor`."""
    (a, b), (c, d) = ends(source), ends(target)
    c, d = c * factor, d * factor
    if source.vague or target.vague:
        meet = max(a, c) < min(b, d) if source.vague and target.vague else max(a, c) <= min(b, d) * 1.01
        return Agreement.EQUAL if meet else Agreement.MAGNITUDE_DIFFERS
    converted = factor != 1.0
    if "dozen" in target.text and source.hedge and abs(a - c) <= 0.2 * max(a, c):
        return Agreement.EQUAL
    if same(a, c, converted=converted) and same(b, d, converted=converted):
        return Agreement.EQUAL
    if power(a, c) and power(b, d):
        return Agreement.MAGNITUDE_DIFFERS
    return Agreement.VALUE_DIFFERS


def _spans(source: Quantity, target: Quantity) -> Agreement:
    """Durations: what is told in several units is told to the last of them (2小时14分08秒 is not "2 hours and 14 minutes")."""
    result = _units(source, target)
    whole = (
        result is Agreement.EQUAL
        and max(source.parts, target.parts) > 1
        and source.high is None
        and target.high is None
    )
    if not whole or target.hedge:
        return result
    a, b = (q.value * units.BY_KEY[q.unit].factor for q in (source, target))
    decimal = target.parts == 1 and target.value != int(target.value)  # 2.24 hours
    return result if decimal or abs(a - b) <= 1e-6 * max(a, b) else Agreement.VALUE_DIFFERS


def _celsius(value: float, unit: str) -> float:
    return (value - 32) / 1.8 if unit == "f" else value


def _units(source: Quantity, target: Quantity) -> Agreement:
    """Two quantities of one kind, in units that may differ."""
    if source.unit == target.unit:
        return _numbers(source, target)
    plain = _numbers(source, target)
    if source.kind is Kind.TEMPERATURE:
        if "degree" in (source.unit, target.unit) and plain is Agreement.EQUAL:
            return Agreement.EQUAL
        close = abs(_celsius(source.value, source.unit) - _celsius(target.value, target.unit)) <= 0.6
        return (
            Agreement.EQUAL
            if close
            else Agreement.UNIT_DIFFERS
            if plain is Agreement.EQUAL
            else Agreement.VALUE_DIFFERS
        )
    a, b = units.convert(1, source.unit, source.kind), units.convert(1, target.unit, target.kind)
    if a is not None and b is not None:
        result = _numbers(source, target, factor=b / a)
        if result is Agreement.EQUAL:
            return result
        return Agreement.UNIT_DIFFERS if plain is Agreement.EQUAL else result
    return Agreement.UNIT_DIFFERS if plain is Agreement.EQUAL else Agreement.VALUE_DIFFERS


def _same_day(source: tuple[int, int, int], target: tuple[int, int, int]) -> bool:
    if any(a and b and a != b for a, b in zip(source, target, strict=True)):
        return False
    finest = max((i for i in range(3) if source[i]), default=0)
    finest_target = max((i for i in range(3) if target[i]), default=0)
    return finest == finest_target


def month_fits(bare: Quantity, other: Quantity) -> bool:
    """Whether a day without a month can be of the month that the other side tells."""
    month = decode(other.value)[1]
    return not bare.months or not month or bool(bare.months >> month & 1)


def _dates(source: Quantity, target: Quantity) -> Agreement:
    special = {"decade", "century"}
    if source.unit in special or target.unit in special:
        if source.unit != target.unit:
            # 18世纪 is the 1700s
            century, years = (source, target) if source.unit == "century" else (target, source)
            same = century.unit == "century" and years.unit == "decade" and years.value == 100 * (century.value - 1)
            return Agreement.EQUAL if same else Agreement.VALUE_DIFFERS
        same = source.value == target.value or (
            source.unit == "decade"
            and source.value % 100 == target.value % 100
            and min(source.value, target.value) < 100
        )
        return Agreement.EQUAL if same else Agreement.VALUE_DIFFERS
    if (
        (source.high is None) != (target.high is None)
        or not month_fits(source, target)
        or not month_fits(target, source)
    ):
        return Agreement.VALUE_DIFFERS
    low = _same_day(decode(source.value), decode(target.value))
    if source.high is None or target.high is None:
        return Agreement.EQUAL if low else Agreement.VALUE_DIFFERS
    source_high, target_high = decode(source.high), decode(target.high)
    # "Sept. 26 to 28": an end that leaves out the month or year has that of the start
    if source_high[2] and not source_high[1]:
        source_high = (source_high[0], decode(source.value)[1], source_high[2])
    if target_high[2] and not target_high[1]:
        target_high = (target_high[0], decode(target.value)[1], target_high[2])
    return Agreement.EQUAL if low and _same_day(source_high, target_high) else Agreement.VALUE_DIFFERS


def _times(source: Quantity, target: Quantity) -> Agreement:
    difference = abs(source.value - target.value) % 1440
    if difference == 0 or (difference == 720 and "time12" in (source.unit, target.unit)):
        return Agreement.EQUAL
    return Agreement.VALUE_DIFFERS


def _multiples(source: Quantity, target: Quantity) -> Agreement:
    """Factors. "Doubled" and 增长2倍 say what they say; "twofold" and "grew 2 times" are told of both 2 and 3 times what was."""
    result = _numbers(source, target)
    if result is Agreement.EQUAL:
        return result
    more = {source.unit, target.unit} == {"times", "times_more"}
    for a in _factors(source, sloppy=more and source.unit == "times_more"):
        for b in _factors(target, sloppy=more and target.unit == "times_more"):
            if _numbers(replace(source, value=a), replace(target, value=b)) is Agreement.EQUAL:
                return Agreement.EQUAL
    return result


def _factors(q: Quantity, *, sloppy: bool) -> tuple[float, ...]:
    """What a multiple may mean. sloppy: "three times more than" may be three times as much."""
    if q.unit in ("fold", "times_grew"):
        return q.value, q.value + 1
    return (q.value, q.value - 1) if sloppy and q.text.isascii() else (q.value,)


def _percents(times: Quantity) -> tuple[float, ...]:
    """A multiple in percent: 增长2倍 is by 200 percent, 3倍 is 300 percent of it, or 200 more."""
    return ((times.value - 1) * 100,) if times.unit == "times_more" else (times.value * 100, (times.value - 1) * 100)


_COUNTS_THINGS = re.compile(r"[项个名人家户件起条次场套台所座位支只辆间栋]$")
"""A measure word: 23项 is no bare figure that a list left without its unit, and "23 yuan" is no rendering of it."""


def _of_plan(date: Quantity, plan: Quantity) -> bool:
    """Whether a date is that of a five-year plan: 十四五末 is 2025, 十四五期间 2021 to 2025."""
    last = 1955 + 5 * int(plan.value)
    year, high = decode(date.value)[0], decode(date.high or 0.0)[0]
    return plan.year == year and not high if plan.year else (year, high) == (last - 4, last)


def _kinds(source: Quantity, target: Quantity) -> Agreement:
    """Two quantities of different kinds that may tell the same fact."""
    kinds = {source.kind, target.kind}
    if kinds == set(_SHARE):
        return _numbers(source, target, factor=100.0 if target.kind is Kind.FRACTION else 0.01)
    if kinds == {Kind.MULTIPLE, Kind.PERCENT}:
        times, percent = (source, target) if source.kind is Kind.MULTIPLE else (target, source)
        if any(same(value, percent.value, converted=True) for value in _percents(times)):
            return Agreement.EQUAL
        return Agreement.KIND_DIFFERS
    if kinds == {Kind.DATE, Kind.ORDINAL}:
        date, order = (source, target) if source.kind is Kind.DATE else (target, source)
        if order.unit == "plan":
            return Agreement.EQUAL if _of_plan(date, order) else Agreement.KIND_DIFFERS
        if date.unit == "quarter" and date.high is None and (decode(date.value)[1] + 2) // 3 == order.value:
            return Agreement.EQUAL  # 10.3 percent in the third
        if date.unit == "quarter" and order.text.endswith("季") and decode(date.high or 0.0)[1] == 3 * order.value:
            return Agreement.EQUAL  # 第4季, as Hong Kong has it
        if (date.day == order.value and date.high is None and not order.counts) or (
            date.unit == "century" and date.value == order.value
        ):
            return Agreement.EQUAL
        return Agreement.KIND_DIFFERS
    if kinds == {Kind.COUNT, Kind.FRACTION}:
        share, plain = (source, target) if source.kind is Kind.FRACTION else (target, source)
        per = any(abs(share.value * base - plain.value) < 1e-6 * base for base in (100, 1e3, 1e4, 1e5, 1e6))
        return Agreement.EQUAL if " per " in share.text and per else Agreement.KIND_DIFFERS
    if kinds == {Kind.POINTS, Kind.COUNT}:
        plain = source if source.kind is Kind.COUNT else target
        return _numbers(source, target) if plain.unit == "points" else Agreement.KIND_DIFFERS
    if kinds == {Kind.POINTS, Kind.FRACTION}:
        points, share = (source, target) if source.kind is Kind.POINTS else (target, source)
        factor = units.BY_KEY[points.unit].factor
        return Agreement.EQUAL if same(points.value * factor, share.value * 100) else Agreement.KIND_DIFFERS
    if kinds == {Kind.PERCENT, Kind.POINTS} and any(
        q.kind is Kind.PERCENT and "pct" in q.text.lower() for q in (source, target)
    ):
        return _numbers(source, target)  # 1.4pct is points in Chinese reports, and percent in English ones
    if kinds == {Kind.PERCENT, Kind.COUNT}:
        plain = source if source.kind is Kind.COUNT else target
        index = not plain.unit and ("." in plain.text) and source.value == target.value  # PMI 54.3% is "54.3"
        return Agreement.EQUAL if index else Agreement.KIND_DIFFERS
    if Kind.DATE in kinds:
        date, other = (source, target) if source.kind is Kind.DATE else (target, source)
        if (
            other.kind in (Kind.COUNT, Kind.SPAN)
            and date.year
            and not date.month
            and other.value == date.year
            and date.high is None
            and "," not in other.text  # 2025级 as the "2,025 class"
        ):
            return Agreement.EQUAL
        if other.kind in (Kind.RATIO, Kind.COUNT) and date.year and date.high and other.value == date.year:
            return Agreement.EQUAL
        if (
            date.day == date.value == other.value
            and date.high is None
            and (other.kind is Kind.COUNT or other.unit == "day")
        ):
            return Agreement.EQUAL  # 缩短至30日, 8号楼
        return Agreement.KIND_DIFFERS
    if kinds == {Kind.RATIO, Kind.TIME}:
        ratio, clock = (source, target) if source.kind is Kind.RATIO else (target, source)
        return Agreement.EQUAL if (clock.hour, clock.minute) == (ratio.value, ratio.high) else Agreement.KIND_DIFFERS
    if Kind.RATIO in kinds:
        ratio, other = (source, target) if source.kind is Kind.RATIO else (target, source)
        return (
            Agreement.EQUAL
            if other.kind in COUNTED and set(ends(ratio)) == set(ends(other))
            else Agreement.KIND_DIFFERS
        )
    if kinds == {Kind.SPEED, Kind.LENGTH}:
        return (
            _numbers(source, target)
            if source.unit.split("/")[0] == target.unit.split("/")[0]
            else Agreement.KIND_DIFFERS
        )
    if kinds == {Kind.COUNT, Kind.SPAN}:
        plain, span = (source, target) if source.kind is Kind.COUNT else (target, source)
        if (
            _COUNTS_THINGS.search(plain.text)
            and not plain.text.endswith("个")
            and span.unit in ("month", "year", "week")
        ):
            return Agreement.KIND_DIFFERS  # 禁赛4场 is not "four months"
    if (source.kind in COUNTED and target.kind in COUNTED) or kinds == {Kind.MULTIPLE, Kind.FRACTION}:
        return Agreement.EQUAL if _numbers(source, target) is Agreement.EQUAL else Agreement.KIND_DIFFERS
    bare = source if source.kind is Kind.COUNT else target if target.kind is Kind.COUNT else None
    other = target if bare is source else source
    if bare is not None and not bare.unit and other.kind in _MEASURED and not _COUNTS_THINGS.search(bare.text):
        result = _numbers(source, target)
        return result if result in (Agreement.EQUAL, Agreement.MAGNITUDE_DIFFERS) else Agreement.KIND_DIFFERS
    return Agreement.KIND_DIFFERS


def _loosely(source: Quantity, target: Quantity) -> bool:
    """24,602 told as "more than 24,000" or "nearly 25,000": a rounded value that says so, the right way round."""
    if (
        source.hedge
        or not target.hedge
        or source.high is not None
        or target.high is not None
        or (source.kind, source.unit) != (target.kind, target.unit)
    ):
        return False
    if source.kind in (Kind.DATE, Kind.TIME, Kind.ORDINAL, Kind.SPAN) or digits(target.value) >= digits(source.value):
        return False
    above = target.value > source.value
    fits = target.hedge is Hedge.ABOUT or above == (target.hedge in (Hedge.NEARLY, Hedge.UNDER, Hedge.AT_MOST))
    return fits and abs(source.value) >= 100 and rounded(source.value, target.value, 5 * ROUNDING)


def compare(source: Quantity, target: Quantity) -> Agreement:
    """How `target` (of a translation) renders `source`. Rounding and unit conversion within 1 % are equal."""
    source, target, turned = _without_minus(source, target)
    same_base = rates.comparable(source, target)
    if same_base and (source.per, source.base) != (target.per, target.base):
        source, target = rates.for_one(source), rates.for_one(target)
    result = _compared(source, target)
    if same_base is False and result in SAME:
        return Agreement.UNIT_DIFFERS
    return Agreement.SIGN_DIFFERS if turned and result in SAME else result


def _without_minus(source: Quantity, target: Quantity) -> tuple[Quantity, Quantity, bool]:
    """Both without a minus that only one of them has, and whether nothing in the words of the other makes up for it.

    -1.5亿元 is "a net loss of 150 million yuan" too, and "-3.2 percent" renders 下降3.2%.
    """
    if _below(source) == _below(target):
        return source, target, False
    words = target if _below(source) else source
    open_sign = any(q.text[:1] in ("▲", "△") and q.kind is Kind.PERCENT for q in (source, target))
    return _bare(source), _bare(target), not (words.lowered or open_sign)


def _below(q: Quantity) -> bool:
    return q.kind in SIGNED and q.value < 0 and (q.high is None or q.high <= 0)


def _bare(q: Quantity) -> Quantity:
    if not _below(q):
        return q
    return replace(q, value=-q.value) if q.high is None else replace(q, value=-q.high, high=-q.value)


def _compared(source: Quantity, target: Quantity) -> Agreement:
    if source.kind is not target.kind:
        result = _kinds(source, target)
    elif source.kind is Kind.DATE:
        result = _dates(source, target)
    elif source.kind is Kind.TIME:
        result = _times(source, target)
    elif source.kind is Kind.MULTIPLE:
        result = _multiples(source, target)
    elif source.kind is Kind.RATIO:
        same = set(ends(source)) == set(ends(target))
        result = Agreement.EQUAL if same else Agreement.VALUE_DIFFERS
    elif source.kind is Kind.PERCENT and source.text.endswith("折"):
        off = replace(source, value=100 - source.value)  # 八折 is "20 percent off"
        result = (
            Agreement.EQUAL
            if Agreement.EQUAL in (_numbers(source, target), _numbers(off, target))
            else Agreement.VALUE_DIFFERS
        )
    elif source.kind is Kind.SPAN:
        result = _spans(source, target)
    elif source.kind in (Kind.COUNT, Kind.ORDINAL, Kind.PERCENT, Kind.FRACTION):
        result = _numbers(source, target)
    else:
        result = _units(source, target)
    if result is Agreement.VALUE_DIFFERS and _loosely(source, target):
        return Agreement.EQUAL
    if result is Agreement.EQUAL and not hedging.agree(source, target):
        return Agreement.HEDGE_DIFFERS
    return result
