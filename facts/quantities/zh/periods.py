"""Parts of a year in Chinese: quarters, halves, the first so many months."""

import re

from facts.quantities.dates import dated, encode
from facts.quantities.numerals import han_value
from facts.quantities.value import Quantity

PERIOD = re.compile(
    r" ?(?:第?(?P<q>[一二三四1-4])季度|(?P<end>[首末])季(?![赛节后])|"
    r"(?P<h>[上下])半年|[前首] ?(?P<nq>[二两三23]) ?个?季(?:度|(?!节|后|赛|稻|军))"
    r"|[前首] ?(?P<nm>\d{1,2}|[两三四五六七八九十]|十[一二]) ?个?月)"
)


OF_YEAR = re.compile(PERIOD.pattern.replace("季度|", "季(?:度|(?!节|后|赛))|", 1))
"""The same behind a year, where 第三季 is no season of a series."""
_CODE = re.compile(
    r"(?P<y>(?:19|20)?\d\d) ?年?(?P<k>[QH])(?P<n>[1-4])(?![A-Za-z\d])|(?P<n2>[1-4])(?P<k2>[QH])(?P<y2>(?:20)?\d\d)(?![A-Za-z\d])"
    r"|(?P<m>3|6|9|12)M(?P<y3>(?:20)?\d\d)(?![A-Za-z\d])"
)
"""24Q1, 2024H1, 1Q24, 9M24."""
_FINANCIAL = re.compile(r"(?P<y>(?:20)?\d\d)(?:(?P<k>[QH])(?P<n>[1-4]))?(?![A-Za-z\d])")
_BARE = re.compile(r"(?P<n>[1-4])(?![A-Za-z\d.%])")


def number(text: str) -> int:
    """The value of a short numeral in digits or characters."""
    text = text.replace(" ", "")
    return int(text) if text.isascii() else int(han_value(text.replace("正", "一").replace("○", "〇")) or 0)


def period(m: re.Match[str]) -> tuple[int, int, str]:
    """First month, last month and unit of a match of PERIOD."""
    if m["q"]:
        q = number(m["q"])
        return 3 * q - 2, 3 * q, "quarter"
    if m["end"]:
        return (1, 3, "quarter") if m["end"] == "首" else (10, 12, "quarter")
    if m["h"]:
        return (1, 6, "half") if m["h"] == "上" else (7, 12, "half")
    if m["nq"]:
        return 1, 3 * number(m["nq"]), "quarters"
    return 1, number(m["nm"]), "months"


def code(text: str, start: int, original: str) -> Quantity | None:
    """Quarters, halves and financial years as analysts write them: 24Q1, 1Q24, FY2024, Q1; `start` is at the first digit."""
    letters = text[max(0, start - 2) : start]
    if letters == "FY" and (m := _FINANCIAL.match(text, start)):
        year = _full(m["y"])
        if not m["k"]:
            return dated(original, start - 2, m.end(), year)
        return _coded(original, start - 2, m.end(), year, m["k"], int(m["n"]))
    if letters[-1:].isascii() and letters[-1:].isalpha():
        earlier = letters[:-1]
        if letters[-1] == "Q" and not (earlier.isascii() and earlier.isalnum()) and (m := _BARE.match(text, start)):
            return _coded(original, start - 1, m.end(), None, "Q", int(m["n"]), weak=True)
        return None
    if not (m := _CODE.match(text, start)):
        return None
    if m["m"]:
        year, last = _full(m["y3"]), int(m["m"])
        return dated(
            original, start, m.end(), year, 1, unit="months", value=encode(year, 1, None), high=encode(year, last, None)
        )
    kind, n = m["k"] or m["k2"], int(m["n"] or m["n2"])
    if kind == "H" and n > 2:
        return None
    return _coded(original, start, m.end(), _full(m["y"] or m["y2"]), kind, n)


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _coded(original: str, start: int, end: int, year: int | None, kind: str, n: int, *, weak: bool = False) -> Quantity:
    months, unit = (3, "quarter") if kind == "Q" else (6, "half")
    first, last = months * (n - 1) + 1, months * n
    low, high = encode(year, first, None), encode(year, last, None)
    return dated(original, start, end, year, first, unit=unit, value=low, high=high, weak=weak)


def of_year(m: re.Match[str], start: int, original: str, year: int | None = None) -> Quantity:
    """What a match of PERIOD says, from `start` on, of a year or of one that is not said."""
    first, last, unit = period(m)
    low, high = encode(year, first, None), encode(year, last, None)
    return dated(original, start, m.end(), year, first, None, unit=unit, value=low, high=high)


def quarter(text: str, start: int, begin: int, original: str) -> Quantity | None:
    """第三季度, where the numeral stands at `start` and the span begins at `begin`."""
    m = PERIOD.match(text, start)
    return of_year(m, begin, original) if m and m["q"] else None


def read(text: str, start: int, original: str) -> Quantity | None:
    """前三季度, 上半年, 三季度, whose numeral stands at `start`."""
    before = text[start - 1 : start]
    early = before in ("前", "首") and text[start - 2 : start - 1] not in ("提", "之", "以")
    if early and (m := PERIOD.match(text, start - 1)) and (m["nq"] or m["nm"]):
        return of_year(m, start - 1, original)
    halves = (
        before in ("上", "下") and text.startswith("半年", start) and text[start - 2 : start] not in ("以上", "以下")
    )
    if halves and (m := PERIOD.match(text, start - 1)):
        return of_year(m, start - 1, original)
    m = PERIOD.match(text, start)
    if m and m["end"]:
        return of_year(m, start, original)
    if m and m["q"] and not (m["q"] == "一" and before in tuple("上下每单逐同各")):
        return of_year(m, start, original)
    return None
