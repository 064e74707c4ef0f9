"""Which quantities of a long list may have to do with one another, found without comparing all with all.

Two quantities can tell the same fact only where their digits are near each other, in one unit or another, or where
they share a part of a date. So every quantity stands in a few buckets, and one is compared with those of its buckets
that stand nearest, and with those at its place.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from facts.quantities import units
from facts.quantities.dates import decode
from facts.quantities.value import Kind, Quantity

FEW = 2_500
"""Pairs up to which all are compared with all: a sentence has a hundred at most, and the answer is exact."""
NEAREST = 2
"""Quantities of one bucket that are compared, nearest first."""
WINDOW = 2
"""Quantities before and behind the same place in the other list that are compared, whatever they say."""
_BINS = 200
"""Buckets to a power of ten: each is 1.2 percent wide, and rounding moves a value by less."""
_EXACT = 100_000_000
"""Buckets to a power of ten of those that are the same: where many are near each other, the right one is among these."""

Key = tuple[str, int]


class Candidates:
    """The quantities of one side, to be asked for those that one of the other side may be. exact: whether that is all of them."""

    def __init__(self, quantities: Sequence[Quantity], others: int) -> None:
        self._count = len(quantities)
        self.exact = len(quantities) * others <= FEW
        self._buckets: dict[Key, list[int]] = {}
        if not self.exact:
            for i, q in enumerate(quantities):
                for key in _keys(q, wide=False):
                    self._buckets.setdefault(key, []).append(i)

    def near(self, q: Quantity, place: float) -> Iterator[int]:
        """Positions of those that may tell `q`, each once, the likeliest first; place: where it stands in its own list, from 0 to 1."""
        if self.exact:
            yield from range(self._count)
            return
        at = min(int(place * self._count), self._count - 1)
        seen: set[int] = set()
        keys = sorted(_keys(q, wide=True), key=lambda key: -key[1])
        window = range(max(0, at - WINDOW), min(self._count, at + WINDOW + 1))
        for positions in (range(at, at + 1), *(self._nearest(key, at) for key in keys), window):
            for i in positions:
                if i >= 0 and i not in seen:
                    seen.add(i)
                    yield i

    def _nearest(self, key: Key, at: int) -> Sequence[int]:
        positions = self._buckets.get(key, ())
        middle = bisect_left(positions, at)
        return positions[max(0, middle - NEAREST) : middle + NEAREST]


def _keys(q: Quantity, *, wide: bool) -> set[Key]:
    """The buckets of a quantity; wide: and those beside them."""
    keys: set[Key] = set()
    for value in (q.value, q.high):
        if value is None:
            continue
        if q.kind is Kind.DATE:
            year, month, day = decode(value) if q.unit not in ("decade", "century") else (0, 0, int(value))
            keys |= {("month", month)} if month and not day else set()
            keys |= {("day", 100 * month + day), ("day", day)} if day else set()
            keys |= _bins("raw", float(year), wide) | _bins("raw", float(day), wide)
            continue
        shifted = (value, value - 1, value + 1) if q.kind is Kind.MULTIPLE else (value,)
        for number in shifted:
            keys |= _bins("raw", number, wide)
        factor = units.convert(1.0, q.unit, q.kind)
        if factor is not None:
            keys |= _bins(q.kind.value, value * factor, wide)
        if q.kind is Kind.TEMPERATURE:
            keys |= _bins("warmth", (value - 32) / 1.8 if q.unit == "f" else value, wide)
        if q.per:
            keys |= _bins("raw", value / q.base, wide)
    return keys


def _bins(space: str, value: float, wide: bool) -> set[Key]:
    if not value:
        return {(space, -1)}
    part = math.log10(abs(value)) % 1
    middle = int(part * _BINS)
    near = {(space, (middle + step) % _BINS) for step in ((-1, 0, 1) if wide else (0,))}
    return near | {(space, _BINS + round(part * _EXACT) % _EXACT)}
