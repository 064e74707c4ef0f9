"""Whether a target says the same quantities as its source."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities import units
from facts.quantities.value import Agreement, Hedge, Kind, Pair, Quantity

ROUNDING = 0.01
"""Largest relative difference that rounding (36.1562 to 36.16 million) or converting a unit may leave."""

_ACCEPTED: dict[Hedge | None, frozenset[Hedge | None]] = {
    None: frozenset({None}),
    Hedge.ABOUT: frozenset({Hedge.ABOUT, Hedge.NEARLY}),
    Hedge.NEARLY: frozenset({Hedge.NEARLY, Hedge.ABOUT, Hedge.UNDER, Hedge.AT_MOST}),
    Hedge.OVER: frozenset({Hedge.OVER, Hedge.AT_LEAST}),
    Hedge.UNDER: frozenset({Hedge.UNDER, Hedge.AT_MOST, Hedge.NEARLY}),
    Hedge.AT_LEAST: frozenset({Hedge.AT_LEAST, Hedge.OVER}),
    Hedge.AT_MOST: frozenset({Hedge.AT_MOST, Hedge.UNDER}),
}
_LOOSE = ("余", "多", "来", "几", "odd")
"""余 and 多 leave open how much more: "more than 200" and "some 200" both render 200余."""
_MARKS = ("突破", "迈", "跨", "站上", "上限", "不过", "满", "年满")
_ENDS = (" to ", " and ", "-", "–")
_SHARE = (Kind.PERCENT, Kind.FRACTION)
_COUNTED = (Kind.COUNT, Kind.ORDINAL, Kind.MULTIPLE, Kind.SPAN)
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


def _digits(value: float) -> int:
    return len(f"{abs(value):.9g}".split("e")[0].replace(".", "").strip("0")) or 1


def _rounded(source: float, target: float, within: float) -> bool:
    """Whether the target is the source rounded or cut to fewer digits, and no farther off than `within` of it. A target with more
    digits than its source knows more than it can."""
    coarse = target
    if (
        _digits(source) <= _digits(target)
        or not coarse
        or abs(source - target) > within * max(abs(source), abs(target))
    ):
        return False
    place = 10.0 ** (math.floor(math.log10(abs(coarse))) - _digits(coarse) + 1)
    return abs(source - target) <= place * 1.0001


def _same(source: float, target: float, *, converted: bool = False) -> bool:
    """Equal, or the target is the source rounded; a value with as many digits that differs is another value."""
    larger = max(abs(source), abs(target))
    difference = abs(source - target)
    if difference <= 1e-6 * larger:
        return True
    return difference <= ROUNDING * larger if converted else _rounded(source, target, ROUNDING)


def _power(source: float, target: float) -> bool:
    """Whether they differ by a power of ten and nothing else."""
    if source * target <= 0:
        return False
    ratio = source / target
    if ratio < 1:
        ratio = 1 / ratio
    power = 10.0
    while power < ratio * 1.1:
        if abs(ratio / power - 1) < 0.005:
            return True
        power *= 10
    return False


def _ends(q: Quantity) -> tuple[float, float]:
    return q.value, q.value if q.high is None else q.high


def _numbers(source: Quantity, target: Quantity, *, factor: float = 1.0) -> Agreement:
    """Compare the numbers, the target's multiplied by `factor`."""
    (a, b), (c, d) = _ends(source), _ends(target)
    c, d = c * factor, d * factor
    if source.vague or target.vague:
        meet = max(a, c) < min(b, d) if source.vague and target.vague else max(a, c) <= min(b, d) * 1.01
        return Agreement.EQUAL if meet else Agreement.MAGNITUDE_DIFFERS
    converted = factor != 1.0
    if "dozen" in target.text and source.hedge and abs(a - c) <= 0.2 * max(a, c):
        return Agreement.EQUAL
    if _same(a, c, converted=converted) and _same(b, d, converted=converted):
        return Agreement.EQUAL
    if _power(a, c) and _power(b, d):
        return Agreement.MAGNITUDE_DIFFERS
    return Agreement.VALUE_DIFFERS


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


def _fields(value: float) -> tuple[int, int, int]:
    whole = int(value)
    return whole // 10_000, whole // 100 % 100, whole % 100


def _same_day(source: tuple[int, int, int], target: tuple[int, int, int]) -> bool:
    if any(a and b and a != b for a, b in zip(source, target, strict=True)):
        return False
    finest = max((i for i in range(3) if source[i]), default=0)
    finest_target = max((i for i in range(3) if target[i]), default=0)
    return finest == finest_target


def _dates(source: Quantity, target: Quantity) -> Agreement:
    special = {"decade", "century"}
    if source.unit in special or target.unit in special:
        if source.unit != target.unit:
            return Agreement.VALUE_DIFFERS
        same = source.value == target.value or (
            source.unit == "decade"
            and source.value % 100 == target.value % 100
            and min(source.value, target.value) < 100
        )
        return Agreement.EQUAL if same else Agreement.VALUE_DIFFERS
    if (source.high is None) != (target.high is None):
        return Agreement.VALUE_DIFFERS
    low = _same_day(_fields(source.value), _fields(target.value))
    if source.high is None or target.high is None:
        return Agreement.EQUAL if low else Agreement.VALUE_DIFFERS
    source_high, target_high = _fields(source.high), _fields(target.high)
    # "Sept. 26 to 28": an end that leaves out the month or year has that of the start
    if source_high[2] and not source_high[1]:
        source_high = (source_high[0], _fields(source.value)[1], source_high[2])
    if target_high[2] and not target_high[1]:
        target_high = (target_high[0], _fields(target.value)[1], target_high[2])
    return Agreement.EQUAL if low and _same_day(source_high, target_high) else Agreement.VALUE_DIFFERS


def _times(source: Quantity, target: Quantity) -> Agreement:
    difference = abs(source.value - target.value) % 1440
    if difference == 0 or (difference == 720 and "time12" in (source.unit, target.unit)):
        return Agreement.EQUAL
    return Agreement.VALUE_DIFFERS


def _multiples(source: Quantity, target: Quantity) -> Agreement:
    """Factors; growth of N times and growth to N times are told apart badly in English, so an increase may be read either way."""
    if source.unit == target.unit == "times":
        return _numbers(source, target)
    for s in {0.0, 1.0} if source.unit == "times_more" else {0.0}:
        for t in {0.0, 1.0} if target.unit == "times_more" else {0.0, -1.0} if target.unit == "fold" else {0.0}:
            if (
                _numbers(replace(source, value=source.value - s), replace(target, value=target.value - t))
                is Agreement.EQUAL
            ):
                return Agreement.EQUAL
    return _numbers(source, target)


_COUNTS_THINGS = re.compile(r"[项个名人家户件起条次场套台所座位支只辆间栋]$")
"""A measure word: 23项 is no bare figure that a list left without its unit, and "23 yuan" is no rendering of it."""


def _kinds(source: Quantity, target: Quantity) -> Agreement:
    """Two quantities of different kinds that may tell the same fact."""
    kinds = {source.kind, target.kind}
    if kinds == set(_SHARE):
        return _numbers(source, target, factor=100.0 if target.kind is Kind.FRACTION else 0.01)
    if kinds == {Kind.MULTIPLE, Kind.PERCENT}:
        times, percent = (source, target) if source.kind is Kind.MULTIPLE else (target, source)
        if _same(times.value * 100, percent.value, converted=True) or _same(
            (times.value - 1) * 100, percent.value, converted=True
        ):
            return Agreement.EQUAL
        return Agreement.KIND_DIFFERS
    if kinds == {Kind.DATE, Kind.ORDINAL}:
        date, order = (source, target) if source.kind is Kind.DATE else (target, source)
        if (date.day == order.value and date.high is None) or (date.unit == "century" and date.value == order.value):
            return Agreement.EQUAL
        return Agreement.KIND_DIFFERS
    if kinds == {Kind.COUNT, Kind.FRACTION}:
        share, plain = (source, target) if source.kind is Kind.FRACTION else (target, source)
        per = any(abs(share.value * base - plain.value) < 1e-6 * base for base in (100, 1e3, 1e4, 1e5, 1e6))
        return Agreement.EQUAL if " per " in share.text and per else Agreement.KIND_DIFFERS
    if kinds == {Kind.POINTS, Kind.FRACTION}:
        points, share = (source, target) if source.kind is Kind.POINTS else (target, source)
        factor = units.BY_KEY[points.unit].factor
        return Agreement.EQUAL if _same(points.value * factor, share.value * 100) else Agreement.KIND_DIFFERS
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
            and (date.high is None)
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
            if other.kind in _COUNTED and set(_ends(ratio)) == set(_ends(other))
            else Agreement.KIND_DIFFERS
        )
    if kinds == {Kind.SPEED, Kind.LENGTH}:
        return (
            _numbers(source, target)
            if source.unit.split("/")[0] == target.unit.split("/")[0]
            else Agreement.KIND_DIFFERS
        )
    if (source.kind in _COUNTED and target.kind in _COUNTED) or kinds == {Kind.MULTIPLE, Kind.FRACTION}:
        return Agreement.EQUAL if _numbers(source, target) is Agreement.EQUAL else Agreement.KIND_DIFFERS
    bare = source if source.kind is Kind.COUNT else target if target.kind is Kind.COUNT else None
    other = target if bare is source else source
    if bare is not None and not bare.unit and other.kind in _MEASURED and not _COUNTS_THINGS.search(bare.text):
        result = _numbers(source, target)
        return result if result in (Agreement.EQUAL, Agreement.MAGNITUDE_DIFFERS) else Agreement.KIND_DIFFERS
    return Agreement.KIND_DIFFERS


def _hedges(source: Quantity, target: Quantity) -> bool:
    if source.vague or target.vague or source.kind in (Kind.DATE, Kind.TIME, Kind.ORDINAL):
        return True
    if target.hedge in _ACCEPTED[source.hedge] or source.weak or target.weak:
        return True
    if source.hedge is None and target.hedge is Hedge.AT_MOST and target.text.lower().startswith("up to"):
        return True  # 达12万人次 is "as many as" or "up to"
    if (
        target.hedge is None
        and source.hedge in (Hedge.OVER, Hedge.AT_MOST, Hedge.AT_LEAST)
        and source.text.startswith(_MARKS)
    ):
        return True  # 突破100万 is told as "reaches 1 million" too, 上限20万元 as "a cap of 200,000 yuan"
    if (
        target.hedge is None
        and source.hedge in (Hedge.AT_LEAST, Hedge.AT_MOST)
        and any(word in target.text for word in _ENDS)
    ):
        return True  # 2000元以上1万元以下 is "between 2,000 and 10,000 yuan"
    if (
        source.hedge is None
        and source.kind is Kind.AREA
        and target.hedge is Hedge.OVER
        and target.text[:4].lower() == "over"
    ):
        return True  # "over 14,000 mu": across
    if source.hedge is None and target.text[:4].lower() == "some":
        return True  # which opens a sentence where English avoids a figure
    if source.kind in (Kind.SPAN, Kind.LENGTH) and {source.hedge, target.hedge} == {None, Hedge.AT_MOST}:
        return True  # 三年内, "within three years"
    if source.hedge is None and target.hedge in (Hedge.AT_LEAST, Hedge.OVER) and source.text[0] in "百千万亿":
        return True  # 亿元项目 are projects of 100 million yuan or more
    if {source.hedge, target.hedge} == {Hedge.OVER, Hedge.ABOUT} and any(word in source.text for word in _LOOSE):
        return True
    # "over three years" is as often during as beyond, 近三年 as often the past as nearly.
    return source.kind is Kind.SPAN and (
        (source.hedge is None and target.hedge is Hedge.OVER) or (source.hedge is Hedge.NEARLY and target.hedge is None)
    )


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
    if source.kind in (Kind.DATE, Kind.TIME, Kind.ORDINAL, Kind.SPAN) or _digits(target.value) >= _digits(source.value):
        return False
    above = target.value > source.value
    fits = target.hedge is Hedge.ABOUT or above == (target.hedge in (Hedge.NEARLY, Hedge.UNDER, Hedge.AT_MOST))
    return fits and abs(source.value) >= 100 and _rounded(source.value, target.value, 5 * ROUNDING)


def compare(source: Quantity, target: Quantity) -> Agreement:
    """How `target` (of a translation) renders `source`. Rounding and unit conversion within 1 % are equal."""
    if source.kind is not target.kind:
        result = _kinds(source, target)
    elif source.kind is Kind.DATE:
        result = _dates(source, target)
    elif source.kind is Kind.TIME:
        result = _times(source, target)
    elif source.kind is Kind.MULTIPLE:
        result = _multiples(source, target)
    elif source.kind is Kind.RATIO:
        same = set(_ends(source)) == set(_ends(target))
        result = Agreement.EQUAL if same else Agreement.VALUE_DIFFERS
    elif source.kind is Kind.PERCENT and source.text.endswith("折"):
        off = replace(source, value=100 - source.value)  # 八折 is "20 percent off"
        result = (
            Agreement.EQUAL
            if Agreement.EQUAL in (_numbers(source, target), _numbers(off, target))
            else Agreement.VALUE_DIFFERS
        )
    elif source.kind in (Kind.COUNT, Kind.ORDINAL, Kind.PERCENT, Kind.FRACTION):
        result = _numbers(source, target)
    else:
        result = _units(source, target)
    if result is Agreement.VALUE_DIFFERS and _loosely(source, target):
        return Agreement.EQUAL
    if result is Agreement.EQUAL and not _hedges(source, target):
        return Agreement.HEDGE_DIFFERS
    return result


def _parts(quantities: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Ranges that the other side does not tell as a range, taken apart into their ends."""
    parts = []
    for q in quantities:
        if (
            q.high is None
            or q.vague
            or q.unit in ("half", "quarter", "quarters", "months")
            or any(compare(q, o) in _CLOSE for o in others)
        ):
            parts.append(q)
            continue
        if q.kind is Kind.DATE:
            for value in _ends(q):
                year, month, day = _fields(value)
                parts.append(
                    replace(q, value=value, high=None, year=year or None, month=month or None, day=day or None)
                )
        else:
            kind = Kind.COUNT if q.kind is Kind.RATIO else q.kind
            unit = "" if q.kind is Kind.RATIO else q.unit
            parts += [
                replace(q, value=v, high=None, kind=kind, unit=unit, weak=q.weak or (kind is Kind.COUNT and v <= 2))
                for v in _ends(q)
            ]
    return parts


_CLOSE = (Agreement.EQUAL, Agreement.HEDGE_DIFFERS)
_COST = {
    Agreement.EQUAL: 0,
    Agreement.HEDGE_DIFFERS: 1,
    Agreement.UNIT_DIFFERS: 2,
    Agreement.MAGNITUDE_DIFFERS: 3,
    Agreement.KIND_DIFFERS: 5,
    Agreement.VALUE_DIFFERS: 4,
}


def _told(q: Quantity, others: Sequence[Quantity], *, forward: bool) -> Quantity | None:
    """The quantity among `others`, matched already, that tells `q` as well: a repetition, or a date that contains it."""
    for other in others:
        if (compare(q, other) if forward else compare(other, q)) in _CLOSE:
            return other
        if q.kind is Kind.DATE and other.kind is Kind.DATE:
            mine = _fields(q.value)
            ends = [_fields(v) for v in _ends(other)]
            if (
                q.year
                and not q.month
                and q.high is None
                and other.high is not None
                and other.value <= q.value <= other.high
            ):
                return other
            if q.high is None and any(all(not a or a == b for a, b in zip(mine, end, strict=True)) for end in ends):
                return other
    return None


def align(source: Sequence[Quantity], target: Sequence[Quantity]) -> tuple[Pair, ...]:
    """Which target quantity renders which source quantity.

    One to one, best agreement first and then by position. Ranges that one side tells as two quantities are taken apart.
    A quantity left over that repeats one already matched is paired with that; any other is paired with None (MISSING).
    Weak quantities are never paired with a different value. In source order, then what only the target says.
    """
    sources, targets = _parts(source, target), _parts(target, source)
    candidates = []
    for i, s in enumerate(sources):
        for j, t in enumerate(targets):
            result = compare(s, t)
            if result is Agreement.VALUE_DIFFERS and (s.weak or t.weak or s.vague or t.vague):
                continue
            if result in (Agreement.MAGNITUDE_DIFFERS, Agreement.UNIT_DIFFERS) and (s.weak or t.weak):
                continue
            if result is Agreement.KIND_DIFFERS and (
                s.weak or t.weak or not _same(s.value, t.value) or {s.kind, t.kind} <= set(_COUNTED)
            ):
                continue
            distance = abs(i / len(sources) - j / len(targets))
            different_kind = s.kind is not t.kind
            candidates.append((_COST[result], different_kind, s.weak + t.weak, distance, i, j, result))
    candidates.sort()
    taken_source: dict[int, tuple[Quantity, Agreement]] = {}
    taken_target: set[int] = set()

    def take(cost_limit: int, cost_floor: int = 0) -> None:
        for cost, _, _, _, i, j, result in candidates:
            if cost_floor <= cost <= cost_limit and i not in taken_source and j not in taken_target:
                taken_source[i] = (targets[j], result)
                taken_target.add(j)

    take(3)
    extra: list[Pair] = []
    for i, s in enumerate(sources):
        if i not in taken_source and (other := _told(s, targets, forward=True)):
            taken_source[i] = (other, Agreement.EQUAL)
    for j, t in enumerate(targets):
        if j not in taken_target and (other := _told(t, sources, forward=False)):
            taken_target.add(j)
            extra.append(Pair(other, t, Agreement.EQUAL))
    take(5, 4)
    pairs = []
    for i, s in enumerate(sources):
        found = taken_source.get(i)
        pairs.append(Pair(s, found[0], found[1]) if found else Pair(s, None, Agreement.MISSING))
    pairs += extra
    pairs += [Pair(None, t, Agreement.MISSING) for j, t in enumerate(targets) if j not in taken_target]
    return tuple(pairs)
