"""Dates, periods and times of day in Chinese."""

import re

from facts.quantities.numerals import han_value
from facts.quantities.value import Kind, Quantity

_YEAR = r"(?P<y>\d{4}|[一二][〇零○一二三四五六七八九]{3}) ?年度?"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九正]) ?月(?:份)?"
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]) ?(?:日(?![本元])|号(?![线楼馆厅门院井机台炉坝文]))"
_FULL = re.compile(rf"(?:{_YEAR})?(?: ?{_MONTH})?(?: ?{_DAY})?")
_TO = re.compile(r" ?(?:至|到|-|—|–|~|～|−) ?")
_SHORT = re.compile(r"(?P<n>\d{1,4}) ?(?:至|到|-|—|–|~|～|−) ?(?=\d{1,4} ?(?P<label>年(?!级)|月(?!球)|日(?![本元])))")
_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.-])")
_PERIOD = re.compile(
    r" ?(?:第?(?P<q>[一二三四1-4])季度|(?P<h>[上下])半年|前(?P<nq>[二两三23])个?季度|前(?P<nm>\d{1,2}|[两三四五六七八九十]|十[一二])个?月)"
)
_DOT = re.compile(r"(?P<m>1[0-2]|[1-9])·(?P<d>3[01]|[12]\d|[1-9])(?!\d)")
_DECADE = re.compile(r"(?P<n>(?:1[0-9]|20)?\d0|[一二三四五六七八九]十) ?年代")
_CENTURY = re.compile(
    r"(?P<n>\d{1,2}|[一二]?十[一二三四五六七八九]?) ?世纪(?: ?(?P<decade>\d0|[一二三四五六七八九]十) ?年代)?"
)
_HALF_DAY = (
    r"(?:凌晨|清晨|早上|早晨|上午|中午|午后|下午|傍晚|晚上|夜间|半夜|午夜|今晨|夜里|深夜|当晚|昨晚|今晚|晚间|早|晚)"
)
_BEFORE_TIME = re.compile(rf"(?P<half>{_HALF_DAY})(?: ?(?:大约|约))? ?\Z")
_TIME = re.compile(
    r"(?P<h>2[0-4]|1\d|0?\d|十[一二]?|零|[一二两三四五六七八九])(?:(?P<o> ?[时点])(?:(?P<half>半)|(?P<quarter>[一三]刻)| ?(?P<min>[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九])(?: ?分(?!之))?(?![\d年月日个%]))?(?:钟|整)?|(?P<colon>:)(?P<mm>[0-5]\d)(?![\d:%]))"
)
_NOT_TIME = re.compile(
    r" ?(?:时(?:速|代|间|期|值|空|节|尚|装|政|有|任)|点[一-鿿]{0,2}(?:意见|建议|要求|希望|体会|措施|启示|经验|共识)|点[赞评燃亮位球])"
)


_YEARS_OF = re.compile(r"(?:历史|前(?!后)|来(?!自)|间|多|余)")
_HEDGED = re.compile(r"(?:近|约|逾|超|超过|大约)\Z")
_WHOLE_YEAR = re.compile("[全同底末初]")
_AFTER_HOUR = re.compile(r"左右|刚|许|前|后|至|到|[，。、,]|-|[^一-鿿]|$|开|起|多")


def _number(text: str) -> int:
    return int(text) if text.isascii() else int(han_value(text.replace("正", "一").replace("○", "〇")) or 0)


def _encode(year: int | None, month: int | None, day: int | None) -> float:
    return float((year or 0) * 10_000 + (month or 0) * 100 + (day or 0))


def _make(
    original: str,
    start: int,
    end: int,
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    **more: object,
) -> Quantity:
    value = more.pop("value", None)
    return Quantity(
        text=original[start:end], start=start, end=end, kind=Kind.DATE, value=_encode(year, month, day) if value is None else value,  # type: ignore[arg-type]
        unit=str(more.pop("unit", "date")), year=year, month=month, day=day, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _period(m: re.Match[str]) -> tuple[int, int, str]:
    """First month, last month and unit of a part of the year."""
    if m["q"]:
        q = _number(m["q"])
        return 3 * q - 2, 3 * q, "quarter"
    if m["h"]:
        return (1, 6, "half") if m["h"] == "上" else (7, 12, "half")
    if m["nq"]:
        return 1, 3 * _number(m["nq"]), "quarters"
    return 1, _number(m["nm"]), "months"


def quarter(text: str, start: int, end: int, begin: int, original: str) -> Quantity | None:
    """第三季度, the numeral at [start, end) and the span beginning at `begin`."""
    m = _PERIOD.match(text, start)
    if not m or not m["q"]:
        return None
    first, last, unit = _period(m)
    return _make(original, begin, m.end(), unit=unit, month=first, value=first * 100.0, high=last * 100.0)


def _date(text: str, at: int) -> tuple[int | None, int | None, int | None, int] | None:
    m = _FULL.match(text, at)
    if not m or m.end() == at:
        return None
    year, month, day = (_number(m[k]) if m[k] else None for k in "ymd")
    return year, month, day, m.end()


def read(text: str, start: int, end: int, original: str) -> Quantity | None:
    """The date, period or time that begins with (or around) the numeral at [start, end), if it is one."""
    before = text[start - 1 : start]
    if before == "第":
        return None
    if m := _ISO.match(text, start):
        return _make(original, start, m.end(), int(m["y"]), int(m["m"]), int(m["d"]))
    if m := _DOT.match(text, start):
        return _make(original, start, m.end(), None, int(m["m"]), int(m["d"]), weak=True)
    if m := _CENTURY.match(text, start):
        return _century(m, original)
    if m := _DECADE.match(text, start):
        n = _number(m["n"])
        begin = start
        if text[max(0, start - 3) : start] == "上世纪":
            begin, n = start - 3, 1900 + n
        elif text[max(0, start - 3) : start] == "本世纪":
            begin, n = start - 3, 2000 + n
        return _make(original, begin, m.end(), unit="decade", value=float(n))
    if text.startswith("年", start - 1) and text.startswith("半", start):
        return None
    if (
        before == "前"
        and text[start - 2 : start - 1] not in ("提", "之", "以")
        and (m := _PERIOD.match(text, start - 1))
        and (m["nq"] or m["nm"])
    ):
        first, last, unit = _period(m)
        return _make(original, start - 1, m.end(), unit=unit, month=first, value=first * 100.0, high=last * 100.0)
    if before in ("上", "下") and text.startswith("半年", start) and text[start - 2 : start] not in ("以上", "以下"):
        m = _PERIOD.match(text, start - 1)
        if m:
            first, last, unit = _period(m)
            return _make(original, start - 1, m.end(), unit=unit, month=first, value=first * 100.0, high=last * 100.0)
    if (
        (m := _PERIOD.match(text, start))
        and m["q"]
        and m.start() == start
        and not (m["q"] == "一" and before in tuple("上下每单逐同各"))
    ):
        first, last, unit = _period(m)
        return _make(original, start, m.end(), unit=unit, month=first, value=first * 100.0, high=last * 100.0)
    if found := _calendar(text, start, original):
        return found
    return _time(text, start, original)


def _century(m: re.Match[str], original: str) -> Quantity:
    n = _number(m["n"])
    if m["decade"]:
        return _make(original, *m.span(), unit="decade", value=float((n - 1) * 100 + _number(m["decade"])))
    return _make(original, *m.span(), unit="century", value=float(n))


def _calendar(text: str, start: int, original: str) -> Quantity | None:
    if (short := _SHORT.match(text, start)) and (second := _date(text, short.end())):
        year, month, day, stop = second
        n = int(short["n"])
        label = short["label"]
        wide = label == "年" and 1000 <= n <= 2100 and year
        fits = (
            wide
            or (label == "月" and n <= 12 and month and not year)
            or (label == "日" and n <= 31 and day and not month and not year)
        )
        if fits:
            first = (n, None, None) if label == "年" else (None, n, None) if label == "月" else (None, None, n)
            return _make(original, start, stop, *first, high=_encode(year, month, day))
    first_date = _date(text, start)
    if not first_date:
        return None
    year, month, day, stop = first_date
    if year is not None and not 1000 <= year <= 2100:
        return None
    if (
        day is not None
        and month is None
        and (
            text[stop : stop + 1] in ("内", "游")
            or text[max(0, start - 2) : start] in ("为期", "连续", "提前")
            or not text[start].isdigit()
        )
    ):
        return None  # 3日内, 5日游, 为期3日: days that are counted, not dates
    if year is not None and month is None and _YEARS_OF.match(text, stop) and year < 1900:
        return None
    if (
        year is not None
        and month is None
        and _HEDGED.search(text[max(0, start - 2) : start])
        and not _WHOLE_YEAR.match(text, stop)
    ):
        return None
    if year is not None and month is None and (p := _PERIOD.match(text, stop)):
        begin, last, unit = _period(p)
        return _make(
            original,
            start,
            p.end(),
            year,
            begin,
            unit=unit,
            value=_encode(year, begin, None),
            high=_encode(year, last, None),
        )
    if to := _TO.match(text, stop):
        second = _date(text, to.end())
        # 从9月26日到28日: the second date carries no finer field than the first
        if second and not (second[2] is not None and day is None and month is None):
            y2, m2, d2, stop2 = second
            low, high = _encode(year, month, day), _encode(y2, m2, d2)
            return _make(original, start, stop2, year, month, day, value=low, high=high)
    # 五月的漓江: a month in characters is as often a season
    weak = month is not None and year is None and day is None and not text[start].isdigit()
    return _make(original, start, stop, year, month, day, weak=weak)


def _time(text: str, start: int, original: str) -> Quantity | None:
    m = _TIME.match(text, start)
    if not m:
        return None
    before = _BEFORE_TIME.search(text, max(0, start - 5), start)
    hour = _number(m["h"])
    if hour > 24:
        return None
    if m["colon"]:
        minute = int(m["mm"])
    else:
        if _NOT_TIME.match(text, m.start("o")):
            return None
        clear = (
            before
            or (text[start - 1 : start] in ("到", "至") and text[start - 2 : start - 1] in ("点", "时"))
            or m["half"]
            or m["quarter"]
            or m["min"]
            or "钟" in m.group()
            or "整" in m.group()
        )
        if not text[start].isdigit() and not clear:
            return None
        if m["o"].strip() == "点" and not clear and not _AFTER_HOUR.match(text, m.end()):
            return None
        minute = (
            30
            if m["half"]
            else 15 * (1 if m["quarter"][0] == "一" else 3)
            if m["quarter"]
            else _number(m["min"].lstrip("零"))
            if m["min"]
            else 0
        )
    begin = start
    unit = "time" if hour > 12 or hour == 0 else "time12"
    if before:
        begin, unit = before.start(), "time"
        half = before["half"]
        late = half in ("下午", "午后", "傍晚", "晚上", "夜间", "夜里", "深夜", "当晚", "昨晚", "今晚", "晚间", "晚")
        if (late and hour < 12 and not (half in ("夜间", "夜里", "深夜") and hour < 5)) or (
            half == "中午" and hour < 3
        ):
            hour += 12
        elif hour == 12 and half in ("凌晨", "晚上", "深夜", "夜里"):
            hour = 0
    return Quantity(
        text=original[begin : m.end()], start=begin, end=m.end(), kind=Kind.TIME, value=hour * 60.0 + minute, unit=unit,
        hour=hour, minute=minute, weak=hour in (0, 24) and minute == 0,
    )  # fmt: skip
