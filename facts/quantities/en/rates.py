"""What amounts are for in English: 3.2 yuan for every 10 shares, 32,000 yuan per square meter, per capita income of 50,000 yuan."""

import re
from collections.abc import Sequence

from facts.quantities import rates
from facts.quantities.numerals import cardinal_value
from facts.quantities.scan import Scan
from facts.quantities.value import Quantity

_N = (
    r"(?:(?P<n>\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|one hundred|thousand|one thousand"
    r"|ten thousand|100,000)[ -])?"
)
_UNIT = rf"(?:{rates.pattern('en')})(?![A-Za-z])(?! (?:ago|earlier|later|before|and|after|or|old)\b)"
_BEHIND = re.compile(
    rf"(?:\s?\([^()\d]{{0,30}}\))?(?:(?:,? [a-z][a-z-]*){{0,5}}? (?:(?:for|to|on) )?(?:(?:per|each|every)[ -]"
    rf"|(?<=for )(?=[\dt]))(?:one )?|(?: for| to)? an? |/){_N}{_UNIT}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:(?:for )?(?:per|each|every)[ -]{_N}{_UNIT}|(?P<basic>EPS))(?P<gap>[^.,;\d]{{0,40}})\Z", re.IGNORECASE
)
_AGAIN = re.compile(r" (?:per|each|every|an?) [a-z]+", re.IGNORECASE)
"""Two of them (per person per year) are more than is compared."""
_REACH = 70


def told(scan: Scan, found: Sequence[Quantity]) -> list[Quantity]:
    """`found`, the amounts with what they are for."""

    def read(q: Quantity, floor: int) -> tuple[float, str, int] | None:
        if m := _BEHIND.match(scan.text, q.end):
            return None if _AGAIN.match(scan.text, m.end()) else (_base(m["n"]), rates.unit(m), q.end)
        m = _BEFORE.search(scan.text, max(0, q.start - _REACH), q.start)
        if not m or floor > m.start("gap"):
            return None
        return (1.0, "share", m.start()) if m["basic"] else (_base(m["n"]), rates.unit(m), m.start())

    return list(rates.told(found, read))


def _base(n: str | None) -> float:
    if not n:
        return 1.0
    return (
        float(n.replace(",", "")) or 1.0
        if n[0].isdigit()
        else cardinal_value(n if " " in n or n.lower() not in ("hundred", "thousand") else f"a {n}")
    )
