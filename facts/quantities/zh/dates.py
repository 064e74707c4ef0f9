"""Dates in Chinese: days, months, years, decades, centuries, and what begins with a numeral in a date."""

import re

from facts.quantities.dates import dated, encode
from facts.quantities.value import Quantity
from facts.quantities.zh import clock, eras, periods
from facts.quantities.zh.periods import OF_YEAR, number

_YEAR = r"(?P<y>\d{4}|(?<!\d )[12](?: \d){3}(?= ?年)|[一二][〇零○一二三四五六七八九]{3}) ?(?:年度?|财年)"
_MONTH = (
    r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九正]) ?"
    r"(?:月(?:份)?|(?<=\d)(?=(?:[、及和与](?:1[0-2]|[1-9])){1,4}月(?![球台]|\d)))"
)
"""A month of a list may have its label behind the last one: 9及10月."""
_DAY = (
    r"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]) ?(?:日(?![本元])"
    r"|号(?![线楼馆厅门院井机台炉坝文竖隧坑泵高锅]))"
)
_FULL = re.compile(rf"(?:{_YEAR})?(?: ?{_MONTH})?(?: ?{_DAY})?")
_MONTH_DAY = re.compile(rf"(?: ?{_MONTH})?(?: ?{_DAY})?")
_TO = re.compile(r" ?(?:至|到|-|—|–|~|～|−) ?")
_SHORT = re.compile(r"(?P<n>\d{1,4}) ?(?:至|到|-|—|–|~|～|−|/) ?(?=\d{1,4} ?(?P<label>年(?!级)|月(?!球)|日(?![本元])))")
_FINANCIAL = re.compile(
    r"(?P<a>20\d\d) ?(?:至|到|-|—|–|~|～|−|/) ?(?P<b>\d\d)(?=年度|财年|学年|财政年度|赛季)(?:年度|财年|财政年度)?"
)
"""2022至23年度."""
_SCHOOL = re.compile(r"(?P<n>1[01]\d) ?学年度?")
"""114学年度, of Taiwan: the academic year of 2025."""
_MONTHS = re.compile(r" ?(?P<a>1[0-2]|[1-9])月?[-—–~～至到−](?P<b>1[0-2]|[1-9])月(?:份)?(?!\d)")
_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.-])")
_DOT = re.compile(r"(?P<m>1[0-2]|[1-9])·(?P<d>3[01]|[12]\d|[1-9])(?!\d)")
_DECADE = re.compile(r"(?P<n>(?:1[0-9]|20)?\d0|[一二三四五六七八九]十) ?年代")
_CENTURY = re.compile(
    r"(?P<n>\d{1,2}|[一二]?十[一二三四五六七八九]?) ?世纪(?: ?(?P<decade>\d0|[一二三四五六七八九]十) ?年代)?"
)
_OF_MONTH = re.compile(r"(?:[本当]月|[上下]个?月|次月)\Z")
_SHIFTS = {"本": 0, "当": 0, "上": -1, "下": 1, "次": 1}
_CLASS = re.compile(r"(?P<y>(?:19|20)\d\d)(?=届|级(?!台阶|石阶|阶|以[上下]))")
"""2025级新生: the class of 2025."""
_IN_BRACKETS = re.compile(r"[(（](?P<d>3[01]|[12]\d|0?[1-9])[)）](?=[日天晚早]|上午|下午|凌晨|中午)")
"""今（27）日: today, which is the 27th."""
_TIME_OF_DAY = re.compile("上午|下午|晚|早|凌晨|清晨|中午|傍晚|深夜|零时")
_YEARS_OF = re.compile(r"(?:历史|前(?!后)|来(?!自)|间|多|余)")
_HEDGED = re.compile(r"(?:近|约|逾|超|超过|大约)\Z")
_WHOLE_YEAR = re.compile("[全同底末初]")


def _date(text: str, at: int, offset: int | None = None) -> tuple[int | None, int | None, int | None, int] | None:
    """Year, month and day that stand at `at`, and where they end. offset: as in `eras.year_at`."""
    if told := eras.year_at(text, at, offset=offset):
        rest = _MONTH_DAY.match(text, told[1])
        month, day = (number(rest[k]) if rest and rest[k] else None for k in "md")
        return told[0], month, day, rest.end() if rest else told[1]
    m = _FULL.match(text, at)
    if not m or m.end() == at:
        return None
    year, month, day = (number(m[k]) if m[k] else None for k in "ymd")
    return year, month, day, m.end()


def read(text: str, start: int, original: str) -> Quantity | None:
    """The date, period or time that begins with (or around) the numeral at `start`, if it is one."""
    if text[start - 1 : start] == "第":
        return None
    if m := _ISO.match(text, start):
        return dated(original, start, m.end(), int(m["y"]), int(m["m"]), int(m["d"]))
    if m := _CLASS.match(text, start):
        return dated(original, start, m.end(), int(m["y"]), None, None)
    if text[start - 2 : start - 1] in tuple("今昨明当同翌次") and (m := _IN_BRACKETS.match(text, start - 1)):
        return dated(original, start, m.end("d"), None, None, int(m["d"]))
    if m := _DOT.match(text, start):
        return dated(original, start, m.end(), None, int(m["m"]), int(m["d"]), weak=True)
    if m := _CENTURY.match(text, start):
        return _century(m, original)
    if m := _DECADE.match(text, start):
        return _decade(m, text, original)
    if text.startswith("年", start - 1) and text.startswith("半", start):
        return None
    return periods.read(text, start, original) or _calendar(text, start, original) or clock.read(text, start, original)


def in_figures(text: str, start: int) -> bool:
    """Whether a day written in figures alone begins at `start`: 2026.3.15, 2026-03-15."""
    return bool(_ISO.match(text, start)) and not text[:start].endswith((".", "-", "/"))


def _century(m: re.Match[str], original: str) -> Quantity:
    n = number(m["n"])
    if m["decade"]:
        return dated(original, *m.span(), unit="decade", value=float((n - 1) * 100 + number(m["decade"])))
    return dated(original, *m.span(), unit="century", value=float(n))


def _decade(m: re.Match[str], text: str, original: str) -> Quantity:
    n, begin = number(m["n"]), m.start()
    century = {"上世纪": 1900, "本世纪": 2000}.get(text[max(0, begin - 3) : begin])
    if century is not None:
        begin, n = begin - 3, century + n
    return dated(original, begin, m.end(), unit="decade", value=float(n))


def _calendar(text: str, start: int, original: str) -> Quantity | None:
    if short := _short_range(text, start, original):
        return short
    first = _date(text, start)
    if not first:
        return None
    year, month, day, stop = first
    if year is not None and not 1000 <= year <= 2100:
        return None
    if day is not None and month is None and _counted(text, start, stop):
        return None
    if year is not None and month is None:
        if _YEARS_OF.match(text, stop) and year < 1900:
            return None
        if _HEDGED.search(text[max(0, start - 2) : start]) and not _WHOLE_YEAR.match(text, stop):
            return None
        if p := OF_YEAR.match(text, stop):
            return periods.of_year(p, start, original, year)
        if p := _MONTHS.match(text, stop):
            low, high = encode(year, int(p["a"]), None), encode(year, int(p["b"]), None)
            return dated(original, start, p.end(), year, int(p["a"]), value=low, high=high)
    if to := _TO.match(text, stop):
        era = eras.year_at(text, start)
        second = _date(text, to.end(), era[2] if era else None)
        # 从9月26日到28日: the second date carries no finer field than the first
        if second and not (second[2] is not None and day is None and month is None):
            return dated(original, start, second[3], year, month, day, high=encode(*second[:3]))
    # 五月的漓江: a month in characters is as often a season
    weak = month is not None and year is None and day is None and not text[start].isdigit()
    shifted = _OF_MONTH.search(text, max(0, start - 3), start) if day is not None and month is None else None
    shift = _SHIFTS[shifted.group()[0]] if shifted else None
    return dated(original, start, stop, year, month, day, weak=weak, shift=shift)


def _counted(text: str, start: int, stop: int) -> bool:
    """Whether days are counted, not dates: 3日内, 5日游, 为期3日."""
    before = text[max(0, start - 2) : start]
    if text[stop : stop + 1] in ("内", "游") or before in ("为期", "连续", "提前"):
        return True
    told = _OF_MONTH.search(text, max(0, start - 3), start) or _TIME_OF_DAY.match(text, stop)
    return not text[start].isdigit() and not told


def _short_range(text: str, start: int, original: str) -> Quantity | None:
    """2023-2025年, 1至9月, 26-28日: the label stands behind the second numeral only."""
    if m := _FINANCIAL.match(text, start):
        first = int(m["a"])
        last = first // 100 * 100 + int(m["b"])
        return (
            dated(original, start, m.end(), first, None, None, high=encode(last, None, None)) if last > first else None
        )
    if m := _SCHOOL.match(text, start):
        return dated(original, start, m.end(), int(m["n"]) + 1911)
    short = _SHORT.match(text, start)
    second = _date(text, short.end()) if short else None
    if not short or not second:
        return None
    year, month, day, stop = second
    n, label = int(short["n"]), short["label"]
    high = encode(year, month, day)
    if label == "年" and 1000 <= n <= 2100 and year:
        return dated(original, start, stop, n, None, None, high=high)
    if label == "月" and n <= 12 and month and not year:
        return dated(original, start, stop, None, n, None, high=high)
    if label == "日" and n <= 31 and day and not month and not year:
        return dated(original, start, stop, None, None, n, high=high)
    return None
