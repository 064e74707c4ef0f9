"""Which months a day may be of that is told without one: 26日, 本月15日, 下月3日."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from facts.quantities.dates import decode
from facts.quantities.value import Kind, Quantity

NEAR = 10
"""Days from that of the dateline within which a bare day is of its month."""

_NAMED = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?年")
YEAR_WITHOUT_FIGURE = re.compile("[今去本当前明上同]年|[全]年|年[内初中底末终度]|期内|同期")
"""What means a year that the text does not name."""


def years(texts: Iterable[str]) -> frozenset[int]:
    """The years that Chinese texts name in digits."""
    return frozenset(int(year) for text in texts for year in _YEAR.findall(text))


def bit(month: int) -> int:
    """A set of one month, as `Quantity.months` holds sets; of none for 0."""
    return 1 << month if month else 0


def named(texts: Iterable[str]) -> int:
    """The set of months that Chinese texts name in digits."""
    found = 0
    for text in texts:
        for month in _NAMED.findall(text):
            found |= bit(int(month))
    return found


def day_of(texts: Iterable[str], month: int) -> int:
    """The first day of a month that Chinese texts name in digits: that of the dateline. 0 where they name none."""
    pattern = re.compile(rf"(?<!\d)0?{month}月(3[01]|[12]\d|0?[1-9])日")
    return next((int(m[1]) for text in texts if (m := pattern.search(text))), 0)


def dated(found: Sequence[Quantity], *, month: int = 0, day: int = 0, months: int = 0) -> list[Quantity]:
    """`found` with the months that bare days may be of.

    month, day: the dateline's, else the first that the text names. A day of this, the next or the last month is of that one,
    and the day of the dateline is that very day. Any other is of the month of the dateline, of the last one too where it comes
    more than ten days later in the month than the dateline's day, of the next one too where it comes so much earlier, or of one
    that is named: `months` for the document, and those before it in the text.
    """
    out = []
    for q in found:
        if q.kind is Kind.DATE and q.unit == "date" and not q.lost:
            said = decode(q.value)[1]
            if said:
                months |= bit(said)
                month, day = (month, day) if month else (said, q.day or 0)
            elif q.day:
                q = replace(q, months=_possible(q, month, day, months))
        out.append(q)
    return out


def _possible(q: Quantity, month: int, day: int, months: int) -> int:
    if q.shift is not None:
        return bit((month - 1 + q.shift) % 12 + 1) if month else 0
    if not month:
        return months
    if q.day == day:
        return bit(month)
    ahead = (q.day or 0) - day
    steps = (-1, 0, 1) if not day else (-1, 0) if ahead > NEAR else (0, 1) if ahead < -NEAR else (0,)
    return months | sum(bit((month - 1 + step) % 12 + 1) for step in steps)
