"""A quantity as an English editor, or a Chinese one, writes it."""

import re

from facts.quantities import units
from facts.quantities.dates import decode
from facts.quantities.en.dates import MONTH_NAMES
from facts.quantities.numerals import chinese_number, english_number, trim
from facts.quantities.value import Hedge, Kind, Quantity

_HEDGES = {
    Hedge.ABOUT: "about", Hedge.NEARLY: "nearly", Hedge.OVER: "more than", Hedge.UNDER: "less than",
    Hedge.AT_LEAST: "at least", Hedge.AT_MOST: "up to",
}  # fmt: skip
_HAN_HEDGES = {
    Hedge.ABOUT: "约", Hedge.NEARLY: "近", Hedge.OVER: "超", Hedge.UNDER: "不足", Hedge.AT_LEAST: "至少", Hedge.AT_MOST: "不超过",
}  # fmt: skip
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_ORDERS = {1: "first", 4: "second", 7: "third", 10: "fourth"}
_SIGNS = {"usd": "US$", "hkd": "HK$"}
_PARTS = {3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth"}
_VAGUE = (
    (1e11, "hundreds of billions"), (1e10, "tens of billions"), (1e9, "billions"), (1e8, "hundreds of millions"), (1e7, "tens of millions"),
    (1e6, "millions"), (1e5, "hundreds of thousands"), (1e4, "tens of thousands"), (1e3, "thousands"), (1e2, "hundreds"), (1e1, "dozens"),
)  # fmt: skip


def ordinal(number: int) -> str:
    """1 -> "1st", 12 -> "12th", 23 -> "23rd"."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _day_english(year: int, month: int, day: int) -> str:
    if not month:
        return str(year) if year else f"the {ordinal(day)}"
    text = MONTH_NAMES[month - 1] + (f" {day}" if day else "")
    return f"{text}, {year}" if year and day else f"{text} {year}" if year else text


def _date_english(q: Quantity) -> str:
    if q.unit == "decade":
        return f"the {int(q.value)}s"
    if q.unit == "century":
        return f"the {ordinal(int(q.value))} century"
    year, month, day = decode(q.value)
    if q.high is None:
        return _day_english(year, month, day)
    last_year, last_month, last_day = decode(q.high)
    if month and last_day and not last_month:
        last_month = month
    of = f" of {year}" if year else ""
    if q.unit == "half":
        return f"the {'first' if month == 1 else 'second'} half{of}"
    if q.unit == "quarter":
        return f"the {_ORDERS[month]} quarter{of}"
    if q.unit in ("quarters", "months") and last_month > 3:
        if q.unit == "quarters":
            return f"the first {_SMALL[last_month // 3]} quarters{of}"
        return f"the first {_SMALL[last_month] if last_month < 10 else last_month} months{of}"
    if q.unit in ("quarters", "months") and last_month > 1:
        return f"the first {_SMALL[last_month]} months{of}"
    if not month and not day:
        return f"{year}-{last_year}"
    if month and month == last_month and day and (not last_year or year == last_year):
        return f"{MONTH_NAMES[month - 1]} {day} to {last_day}" + (f", {year}" if year else "")
    if day and not month:
        return f"the {ordinal(day)} to the {ordinal(last_day)}"
    if not last_year and year:
        last_year, year = year, 0
    return f"{_day_english(year, month, day)} to {_day_english(last_year, last_month, last_day)}"


def _time_english(q: Quantity) -> str:
    hour, minute = divmod(int(q.value), 60)
    if q.unit == "time12":
        return f"{hour}:{minute:02d}" if minute else f"{hour} o'clock"
    if q.value == 720:
        return "noon"
    half = "a.m." if hour % 24 < 12 else "p.m."
    shown = hour % 12 or 12
    return f"{shown}:{minute:02d} {half}" if minute else f"{shown} {half}"


def _fraction_english(value: float) -> str:
    if value == 0.5:
        return "half"
    for base, name in _PARTS.items():
        over = value * base
        if abs(over - round(over)) < 1e-6 and 0 < round(over) < base:
            count = round(over)
            return f"{_SMALL[count]}-{name}{'s' if count > 1 else ''}"
    return f"{trim(value * 100)} percent"


def _fold_english(q: Quantity) -> str:
    if "番" in q.text or q.text in ("翻倍", "倍增", "doubled"):
        word = {2.0: "doubled", 4.0: "quadrupled"}.get(q.value)
        if word:
            return word
    if q.unit == "times_more":  # "up 2.4 times" is read as 2.4 and as 3.4 times what was
        return f"{_number((q.value - 1) * 100, False)} percent"
    return f"{trim(q.value)} times"


def _number(value: float, spell: bool) -> str:
    if spell and 0 < value < 10 and value == int(value):
        return _SMALL[int(value)]
    return english_number(value)


def _noun(unit: str, value: float) -> str:
    known = units.COUNT_ENGLISH.get(unit)
    if known:
        return known[0] if value == 1 else known[1]
    row = units.BY_KEY.get(unit)
    if row is None:
        return ""
    if row.key == "decade" or value != 1:
        return row.plural
    return row.singular


def _english(q: Quantity) -> str:
    if q.kind is Kind.DATE:
        return _date_english(q)
    if q.kind is Kind.TIME:
        return _time_english(q)
    if q.kind is Kind.ORDINAL:
        return f"{ordinal(int(q.value))} Five-Year Plan" if q.unit == "plan" else ordinal(int(q.value))
    if q.kind is Kind.FRACTION:
        return _fraction_english(q.value)
    if q.kind is Kind.MULTIPLE and q.high is None:
        return _fold_english(q)
    if q.kind is Kind.RATIO:
        return f"{trim(q.value)}-{trim(q.high or 0)}"
    noun = (
        "percent"
        if q.kind is Kind.PERCENT
        else "times"
        if q.kind is Kind.MULTIPLE
        else _noun(q.unit, q.value if q.high is None else 2)
    )
    if q.vague and q.high is not None:
        scale = next((s for s in _VAGUE if q.high / 10 >= s[0] * 0.999), None)
        if scale and q.high >= 5 * q.value:
            return f"{scale[1]} of {noun}" if noun else scale[1]
        return f"more than {_number(q.value, False)} {noun}".rstrip()
    spell = q.kind in (Kind.COUNT, Kind.SPAN) and q.high is None
    sign = _SIGNS.get(q.unit, "") if q.kind is Kind.MONEY else ""
    minus = "minus " if q.kind is Kind.TEMPERATURE else "-"
    low, high = ((minus if v < 0 else "") + sign + _number(abs(v), spell) for v in (q.value, q.high or 0.0))
    if sign:
        noun = ""
    if q.high is not None:
        return f"{'from ' if q.kind is Kind.MONEY else ''}{low} to {high} {noun}".rstrip()
    return f"{low} {noun}".rstrip()


def _date_chinese(q: Quantity) -> str:
    if q.unit == "decade":
        return f"{int(q.value)}年代" if q.value < 100 else f"{int(q.value) // 100 + 1}世纪{int(q.value) % 100:02d}年代"
    if q.unit == "century":
        return f"{int(q.value)}世纪"
    year, month, day = decode(q.value)
    said = (f"{year}年" if year else "") + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    if q.high is None:
        return said
    last_year, last_month, last_day = decode(q.high)
    front = f"{year}年" if year else ""
    if q.unit == "half":
        return front + ("上半年" if month == 1 else "下半年")
    if q.unit == "quarter":
        return f"{front}第{'一二三四'[month // 3]}季度"
    if q.unit == "quarters":
        return f"{front}前{'〇一两三四'[last_month // 3]}季度"
    if q.unit == "months":
        return f"{front}前{last_month}个月"
    last = (
        (f"{last_year}年" if last_year and last_year != year else "")
        + (f"{last_month}月" if last_month and (last_month != month or not day) else "")
        + (f"{last_day}日" if last_day else "")
    )
    return f"{said}至{last or f'{last_year}年'}"


def _chinese(q: Quantity) -> str:
    if q.kind is Kind.DATE:
        return _date_chinese(q)
    if q.kind is Kind.TIME:
        hour, minute = divmod(int(q.value), 60)
        return (
            f"{hour}时{minute}分"
            if minute
            else f"{hour}时"
            if q.unit == "time" and hour > 12
            else f"{hour}:{minute:02d}"
        )
    if q.kind is Kind.ORDINAL:
        return f"第{int(q.value)}个五年规划" if q.unit == "plan" else f"第{int(q.value)}"
    if q.kind is Kind.FRACTION:
        for base in (2, 3, 4, 5, 6, 7, 8, 9, 10, 1000, 10_000):
            if abs(q.value * base - round(q.value * base)) < 1e-6:
                return f"{chinese_number(base) if base < 10_000 else '万'}分之{trim(q.value * base)}"
        return f"百分之{trim(q.value * 100)}"
    if q.kind is Kind.RATIO:
        return f"{trim(q.value)}比{trim(q.high or 0)}"
    if q.kind is Kind.PERCENT:
        unit = "%"
    elif q.kind is Kind.MULTIPLE:
        unit = "倍"
    elif q.kind is Kind.COUNT:
        unit = units.COUNT_CHINESE.get(q.unit, "个")
    else:
        row = units.BY_KEY.get(q.unit)
        unit = row.chinese[0] if row else ""
    if q.vague and q.high is not None:
        scale = q.high / 10
        word = {
            10: "几十",
            100: "数百",
            1000: "数千",
            1e4: "数万",
            1e5: "数十万",
            1e6: "数百万",
            1e7: "数千万",
            1e8: "数亿",
            1e9: "数十亿",
        }.get(scale)
        return f"{word or chinese_number(q.value)}{unit}"
    minus = "零下" if q.kind is Kind.TEMPERATURE else "-"
    low, high = ((minus if v < 0 else "") + chinese_number(abs(v)) + unit for v in (q.value, q.high or 0.0))
    return f"{low}至{high}" if q.high is not None else low


_YEAR = re.compile(r"(?:19|20)\d\d")
"""A bare figure that is the year of what follows (2021湖北推介会): it has no comma."""


def render(quantity: Quantity, *, language: str = "en") -> str:
    """The quantity in the words of the language ("en" or "zh"), hedge included: 近20亿元 -> "nearly 2 billion yuan"."""
    if quantity.kind is Kind.COUNT and _YEAR.fullmatch(quantity.text):
        return quantity.text
    hedge = quantity.hedge if not quantity.vague else None
    if language == "zh":
        text = _chinese(quantity)
        return (_HAN_HEDGES[hedge] if hedge else "") + text
    text = _english(quantity)
    if hedge is None:
        return text
    word = "fewer than" if hedge is Hedge.UNDER and quantity.kind is Kind.COUNT else _HEDGES[hedge]
    return f"{word} {text.removeprefix('from ')}"
