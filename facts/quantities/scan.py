"""A text while it is read: what both parsers share."""

from dataclasses import dataclass

from facts.quantities.value import Hedge, Kind, Quantity


@dataclass(slots=True)
class Scan:
    """`original` as it was given, and `text` of the same length with its digits and signs in one form. Offsets are into both.

    skip: where reading goes on after a numeral that was none (the end of an idiom).
    """

    original: str
    text: str
    skip: int = 0

    def make(self, start: int, end: int, kind: Kind, value: float, **more: object) -> Quantity:
        """A quantity of original[start:end]."""
        return Quantity(text=self.original[start:end], start=start, end=end, kind=kind, value=value, **more)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a numeral. start: where the quantity begins, with all of it; currency: key of its unit, or ""."""

    start: int
    hedge: Hedge | None = None
    currency: str = ""
    negative: bool = False
