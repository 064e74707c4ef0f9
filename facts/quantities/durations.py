"""Quantities told in several units: 2小时14分08秒, 5斤3两, two years and three months."""

from collections.abc import Sequence
from dataclasses import replace

from facts.quantities import units
from facts.quantities.value import Kind, Quantity

_NEXT = {
    "year": ("month",), "month": ("day",), "week": ("day",), "day": ("hour",), "hour": ("minute", "second"), "minute": ("second", "ms"),
    "jin": ("liang",), "km": ("m",), "m": ("cm",), "ft": ("inch",), "lb": ("oz",), "kg": ("g",), "c": (),
}  # fmt: skip
"""The unit that may follow another one in one quantity."""


def join(text: str, found: Sequence[Quantity], gaps: tuple[str, ...]) -> list[Quantity]:
    """`found` with "three years and four months", 1小时16分09秒 as one quantity each, in the unit of its last part."""
    joined: list[Quantity] = []
    for q in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.high is not None
            and (apart := _apart(last))
            and _continues(text, apart[1], q, gaps)
        ):
            joined[-1:] = apart  # from two years to five years and six months: two values, no range
            last = apart[1]
        if last is not None and q.high is not None and (apart := _apart(q)) and _continues(text, last, apart[0], gaps):
            joined[-1] = _joined(text, last, apart[0])  # from 3 hours and 10 minutes to 58 minutes
            joined.append(apart[1])
            continue
        if last is not None and _continues(text, last, q, gaps):
            joined[-1] = _joined(text, last, q)
            continue
        joined.append(q)
    return joined


def _continues(text: str, last: Quantity, q: Quantity, gaps: tuple[str, ...]) -> bool:
    return (
        last.kind is q.kind
        and last.kind in (Kind.SPAN, Kind.WEIGHT, Kind.LENGTH)
        and q.unit in _NEXT.get(last.unit, ())
        and q.high is None
        and last.high is None
        and q.hedge is None
        and text[last.end : q.start] in gaps
        and not (last.unit == "week" and last.end == q.start)  # 一周三天 is three days a week
    )


def _apart(q: Quantity) -> tuple[Quantity, Quantity] | None:
    """The two ends of an English range that repeats its unit: from two years to five years."""
    first, to, last = q.text.rpartition(" to ")
    if q.high is None or not to or not first[-1:].isalpha():
        return None
    middle = q.end - len(last)
    return replace(q, text=first, end=q.start + len(first), high=None), replace(
        q, text=last, start=middle, value=q.high, high=None
    )


def _joined(text: str, last: Quantity, q: Quantity) -> Quantity:
    a, b = (units.BY_KEY[unit].factor for unit in (last.unit, q.unit))
    months = (last.unit, q.unit) == ("year", "month")
    value = last.value * 12 + q.value if months else last.value * a / b + q.value
    return replace(
        last,
        text=text[last.start : q.end],
        end=q.end,
        value=round(value, 9),
        unit=q.unit,
        weak=False,
        parts=last.parts + 1,
    )
