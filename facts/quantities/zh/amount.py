"""A Chinese numeral with what stands before it: what the readers of units, shares and counts are given."""

from dataclasses import dataclass
from typing import Any

from facts.quantities.scan import Scan
from facts.quantities.value import Hedge
from facts.quantities.zh import hedges
from facts.quantities.zh.numerals import Numeral


@dataclass(slots=True)
class Amount:
    """start: with hedge, currency and sign; end: behind the numeral and 余, 多. value: with its sign. odd: 余, 多 or 来 stands behind it.

    implied: a bare power of ten (百, 万) without anything that says how many.
    """

    number: Numeral
    start: int
    end: int
    value: float
    hedge: Hedge | None
    currency: str
    odd: bool
    implied: bool

    @property
    def more(self) -> dict[str, Any]:
        """The fields of a quantity that come from the numeral, whatever is measured."""
        return {"high": self.number.high, "hedge": self.hedge, "vague": self.number.vague}


def amount(scan: Scan, number: Numeral, floor: int, *, followed: bool) -> Amount:
    """Read what stands around a numeral. followed: 倍 comes next, which has its own 余 and 多."""
    text = scan.text
    before = hedges.before(scan, number.start, floor)
    end, odd, hedge = number.end, number.odd, before.hedge
    if not odd and not followed and (m := hedges.ODD.match(text, end)):
        odd, end = True, m.end()
    if odd and hedge is None:
        hedge = Hedge.ABOUT if "来" in text[number.start : end] else Hedge.OVER
    implied = number.bare and not odd and hedge is None and not before.currency
    value = -number.value if before.negative else number.value
    return Amount(number, before.start, end, value, hedge, before.currency, odd, implied)
