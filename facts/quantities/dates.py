"""Dates as numbers, for both parsers: year * 10000 + month * 100 + day, 0 for what is not said."""

from facts.quantities.value import Kind, Quantity


def encode(year: int | None, month: int | None, day: int | None) -> float:
    """The number of a date."""
    return float((year or 0) * 10_000 + (month or 0) * 100 + (day or 0))


def decode(value: float) -> tuple[int, int, int]:
    """Year, month and day of such a number; 0 for what it does not say."""
    whole = int(value)
    return whole // 10_000, whole // 100 % 100, whole % 100


def dated(
    original: str,
    start: int,
    end: int,
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    *,
    unit: str = "date",
    value: float | None = None,
    high: float | None = None,
    weak: bool = False,
    shift: int | None = None,
) -> Quantity:
    """The date original[start:end]; value: where it is not that of its fields (decades, centuries)."""
    return Quantity(
        text=original[start:end], start=start, end=end, kind=Kind.DATE, unit=unit, high=high, weak=weak, shift=shift,
        value=encode(year, month, day) if value is None else value, year=year, month=month, day=day,
    )  # fmt: skip
