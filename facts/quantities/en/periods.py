"""Parts of a year in English: quarters, halves, the first so many months; noon and midnight."""

import re

from facts.quantities.dates import dated, encode
from facts.quantities.numerals import cardinal_value
from facts.quantities.value import Kind, Quantity

COUNT = "two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01]"
"""How many months or quarters there can be, as a part of a pattern."""
_OF_YEAR = re.compile(
    r",? (?:of |in )?(?P<y>(?:1[0-9]|20)\d\d)(?![\d,]\d|\d)| of (?:the|this|last|next|that) (?:financial |fiscal )?year"
)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def read(match: re.Match[str], text: str, original: str) -> Quantity | None:
    """What the group `period` of START says."""
    start, end = match.span()
    words = match.group().lower().replace("-", " ")
    if words in ("noon", "midnight"):
        hour = 12 if words == "noon" else 0
        return Quantity(
            text=original[start:end], start=start, end=end, kind=Kind.TIME, value=hour * 60.0, unit="time",
            hour=hour, minute=0, weak=True,
        )  # fmt: skip
    found = _months(words)
    if found is None or found[1] > 12:
        return None
    first, last, unit = found
    of = _OF_YEAR.match(text, end)
    year = int(of["y"]) if of and of["y"] else None
    return dated(
        original, start, of.end() if of else end, year, first, None, unit=unit, value=encode(year, first, None),
        high=encode(year, last, None), weak=not of and unit in ("half", "quarter"),
    )  # fmt: skip


def _months(words: str) -> tuple[int, int, str] | None:
    """First month, last month and unit."""
    if words[0] == "h":
        return {"h1": (1, 6, "half"), "h2": (7, 12, "half")}.get(words)
    if words.endswith("half"):
        return (1, 6, "half") if words.startswith("first") else (7, 12, "half")
    if words.endswith(("months", "quarters")):
        said, unit = words.split()[1:3]
        count = int(said) if said.isdigit() else int(cardinal_value(said))
        return 1, count * (3 if unit == "quarters" else 1), unit
    q = int(words[1]) if words[0] == "q" else _QUARTERS[words.split()[0]]
    return 3 * q - 2, 3 * q, "quarter"
