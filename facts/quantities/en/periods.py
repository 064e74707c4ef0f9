"""Parts of a year in English: quarters, halves, the first so many months; noon and midnight."""

import re

from facts.quantities.dates import dated, encode
from facts.quantities.numerals import cardinal_value
from facts.quantities.value import Kind, Quantity

COUNT = "two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01]"
"""How many months or quarters there can be, as a part of a pattern."""
_OF_YEAR = re.compile(
    r",? (?:of |in )?(?:FY ?|fiscal(?: year)? )?(?P<y>(?:1[0-9]|20)\d\d)(?![\d,]\d|\d)|,? ['’](?P<yy>\d\d)\b"
    r"| of (?:the|this|last|next|that) (?:financial |fiscal )?year"
)
CODE = r"(?<![A-Za-z\d])(?:(?:FY ?)?(?:19|20)?\d\d[QH][1-4]|[1-4][QH](?:20)?\d\d|FY ?(?:20)?\d\d|(?:3|6|9|12)M(?:20)?\d\d)(?![A-Za-z\d])"
"""24Q1, 1H24, 9M24, FY2024, as a part of a pattern."""
_YEAR_FIRST = re.compile(r"(?:FY ?)?(?P<y>(?:19|20)?\d\d)(?:(?P<k>[QH])(?P<n>[1-4]))?", re.IGNORECASE)
_YEAR_LAST = re.compile(r"(?P<n>\d{1,2})(?P<k>[QHM])(?P<y>(?:20)?\d\d)", re.IGNORECASE)
_ERAS = {
    "minguo": 1911,
    "roc": 1911,
    "republic": 1911,
    "showa": 1925,
    "heisei": 1988,
    "reiwa": 2018,
    "taisho": 1911,
    "meiji": 1867,
}
ERA = (
    r"(?:(?:Minguo|ROC|Showa|Heisei|Reiwa|Taisho|Meiji)(?: era)?,?(?: year)? \d{1,3}\b|(?:the )?(?:year \d{1,3}"
    r"|\d{1,3}(?:st|nd|rd|th) year) of (?:the )?"
    r"(?:Minguo|Republic(?: of China)?|ROC|Showa|Heisei|Reiwa|Taisho|Meiji)(?: era)?\b)"
)
"""Years of eras, as a part of a pattern."""
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
    year = int(of["y"]) if of and of["y"] else 2000 + int(of["yy"]) if of and of["yy"] else None
    return dated(
        original, start, of.end() if of else end, year, first, None, unit=unit, value=encode(year, first, None),
        high=encode(year, last, None), weak=not of and unit in ("half", "quarter"),
    )  # fmt: skip


def code(match: re.Match[str], original: str) -> Quantity | None:
    """What the group `code` of START says."""
    start, end = match.span()
    words = match.group().upper()
    m = _YEAR_LAST.fullmatch(words) or _YEAR_FIRST.fullmatch(words)
    if not m:
        return None
    year = int(m["y"]) + (2000 if len(m["y"]) == 2 else 0)
    if not m["k"]:
        return dated(original, start, end, year)
    n, (months, unit) = int(m["n"]), {"Q": (3, "quarter"), "H": (6, "half"), "M": (1, "months")}[m["k"]]
    if months * n > 12:
        return None
    first = 1 if m["k"] == "M" else months * (n - 1) + 1
    low, high = encode(year, first, None), encode(year, months * n, None)
    return dated(original, start, end, year, first, unit=unit, value=low, high=high)


def era(match: re.Match[str], original: str) -> Quantity:
    """What the group `era` of START says: the year in the common era."""
    words = match.group().lower()
    name = next(name for name in _ERAS if name in words)
    digits = re.search(r"\d+", words)
    return dated(original, *match.span(), int(digits.group() if digits else 0) + _ERAS[name])


def _months(words: str) -> tuple[int, int, str] | None:
    """First month, last month and unit."""
    if words[:2] == "q1" and len(words) > 2:
        return 1, 3 * int(words[-1]), "quarters"
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
