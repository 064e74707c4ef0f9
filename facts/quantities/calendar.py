"""Which months a day may be of that is told without one: 26日, 本月15日, 下月3日."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from facts.quantities.dates import decode
from facts.quantities.value import Kind, Quantity

_NAMED = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")


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


def dated(found: Sequence[Quantity], *, month: int = 0, months: int = 0) -> list[Quantity]:
    """`found` with the months that bare days may be of.

    month: the dateline's, else the first that the text names. A day of this, the next or the last month is of that one; any other is of the
    month of the dateline, one beside it, or one that is named: `months` for the document, and those before it in the text.
    """
    out = []
    for q in found:
        if q.kind is Kind.DATE and q.unit == "date" and not q.lost:
            said = decode(q.value)[1]
            if said:
                months |= bit(said)
                month = month or said
            elif q.day:
                q = replace(q, months=_possible(q, month, months))
        out.append(q)
    return out


def _possible(q: Quantity, month: int, months: int) -> int:
    if q.shift is not None:
        return bit((month - 1 + q.shift) % 12 + 1) if month else 0
    near = sum(bit((month - 1 + step) % 12 + 1) for step in (-1, 0, 1)) if month else 0
    return months | near
