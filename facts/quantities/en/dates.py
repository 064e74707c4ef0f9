"""Dates, periods and times of day in English."""

import re

from facts.quantities.numerals import cardinal_value
from facts.quantities.value import Kind, Quantity

MONTH_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTHS = "|".join(MONTH_NAMES) + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
COUNT = "two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01]"
_NUMBERS = {name[:3].lower(): i for i, name in enumerate(MONTH_NAMES, 1)}
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_AFTER_MONTH = re.compile(
    rf"(?: (?P<day>{_DAY})(?![\d%]|:\d|,\d{{3}}|\.\d)(?!(?:st|nd|rd|th)? (?:percent|million|billion|a\.m|p\.m))(?:(?:\s?[-–—]\s?| to | through | and )(?P<to>{_DAY})(?!\d|:|,\d| (?:{MONTHS}|percent|million|billion|[ap]\.m)))?)?(?P<year>,? (?:of )?(?P<y>(?:1[0-9]|20)\d\d)(?![\d,]\d|\d))?"
)
_RANGE = re.compile(rf"(?:\s?[-–—]\s?| to | through | and )(?P<month>{MONTHS})(?![a-z])", re.IGNORECASE)
_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|by|until|till|from|to|last|early|late|mid|next|this|between|and|through|during|before|after|every|each|end|in early|in late)[ -]\Z",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(
    r",? (?:of |in )?(?P<y>(?:1[0-9]|20)\d\d)(?![\d,]\d|\d)| of (?:the|this|last|next|that) (?:financial |fiscal )?year"
)
_DAY_MONTH = re.compile(
    rf"(?:st|nd|rd|th)? (?:of )?(?P<month>{MONTHS})(?![a-z])(?:,? (?P<y>(?:1[0-9]|20)\d\d)(?![\d,]\d|\d))?"
)
_DAYS_MONTH = re.compile(
    rf"(?:\s?[-–—]\s?| to )(?P<to>{_DAY}) (?P<month>{MONTHS})(?![a-z])(?:,? (?P<y>(?:1[0-9]|20)\d\d)(?!\d))?"
)
_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d-])")
_CLOCK = re.compile(
    r"(?P<h>2[0-4]|1\d|0?\d)(?:(?P<sep>[:.])(?P<m>[0-5]\d))?(?: ?(?P<half>[ap]\.?\s?m\b\.?)| (?:hours|GMT|UTC)\b|(?P<oclock> o['’]clock))?",
    re.IGNORECASE,
)
_STOPWATCH = re.compile(r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,2}):(?P<s>[0-5]\d\.\d{1,3}|(?(h)[0-5]\d|(?!)))(?![\d:])")
_TIME_RANGE = re.compile(
    r"(?P<h>1[0-2]|0?[1-9])(?::(?P<m>[0-5]\d))?(?:\s?[-–—]\s?| to )(?=(?:1[0-2]|0?[1-9])(?::[0-5]\d)?\s?(?P<half>[ap]\.?\s?m\b))",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?P<a>(?:1[0-9]|20)\d\d)(?:(?:\s?[-–—]\s?|/| to | through )(?P<b>(?:1[0-9]|20)\d\d)|[-–/](?P<short>\d\d))(?![\d,]\d|\d|%|[a-z])"
)
_NOUN_AFTER = re.compile(
    r"[ -](?!(?:is|was|has|his|its|as|this|across|less|plus|times|games|olympics|elections|awards|texas|sports|series|status|results)\b)(?:[a-z]{1,20} )?(?:[a-z]{2,20}s|people|men|women|children|mu|yuan|hectares|percent|feet|kg|km|m|tons|tonnes)\b"
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|of|from|until|till|before|after|during|early|late|mid|the|year|to|and|through|than|fall|spring|summer|winter|autumn|Olympics|around|circa|for)[ -]|[(,] ?|^)\Z",
    re.IGNORECASE,
)


_NO_DAY = re.compile(r" (?:percent|million|billion|p\.m|a\.m)")
_BETWEEN = re.compile(r"between [^.]{0,20}\Z", re.I)
_NO_YEAR = re.compile(r"\s?(?:%|million|billion|trillion|thousand|percent|°)|-(?!based)[a-z]|[a-z]")


def month_number(name: str) -> int:
    return _NUMBERS[name[:3].lower()]


def _encode(year: int | None, month: int | None, day: int | None) -> float:
    return float((year or 0) * 10_000 + (month or 0) * 100 + (day or 0))


def _make(
    original: str, start: int, end: int, year: int | None, month: int | None, day: int | None, **more: object
) -> Quantity:
    value = more.pop("value", None)
    return Quantity(
        text=original[start:end], start=start, end=end, kind=Kind.DATE, value=_encode(year, month, day) if value is None else value,  # type: ignore[arg-type]
        unit=str(more.pop("unit", "date")), year=year, month=month, day=day, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _int(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def read(match: re.Match[str], name: str, text: str, original: str) -> Quantity | None:
    """What a month name, a period or noon at `match` says."""
    return _month(match, text, original) if name == "month" else _period(match, text, original)


def _month(match: re.Match[str], text: str, original: str) -> Quantity | None:
    start, end = match.span()
    word = match.group()
    if not word[0].isupper():
        return None
    month = month_number(word)
    after = _AFTER_MONTH.match(text, end)
    day = _int(after["day"]) if after else None
    year = _int(after["y"]) if after else None
    to = _int(after["to"]) if after else None
    stop = after.end() if after else end
    if after and day and to and to <= day:
        to, year, stop = None, None, after.end("day")
    elif after and after["day"] and not after["year"] and _NO_DAY.match(text, after.end("day")):
        day, to, stop = None, None, end
    if day is None and year is None:
        bare_word = word.lower().rstrip(".") in ("may", "march", "mar", "jun", "jan", "dec", "august")
        if (
            bare_word
            and not _BEFORE_MONTH.search(text, max(0, start - 10), start)
            and not _RANGE.match(text, end)
            and text[start - 2 : start] != "d-"
        ):
            return None
    second = _RANGE.match(text, stop)
    if (
        second
        and second["month"][0].isupper()
        and (
            second.group().strip()[:3] != "and" or _BETWEEN.search(text[max(0, start - 30) : start + 1].rstrip(word[0]))
        )
    ):
        last = month_number(second["month"])
        tail = _AFTER_MONTH.match(text, second.end())
        last_day, last_year = (_int(tail["day"]), _int(tail["y"])) if tail else (None, None)
        if (last_day is None) == (day is None):
            low_year = year or (last_year if last_year and last >= month else None)
            return _make(
                original, start, tail.end() if tail else second.end(), low_year, month, day,
                high=_encode(last_year, last, last_day),
            )  # fmt: skip
    high = _encode(year, month, to) if to is not None else None
    return _make(original, start, stop, year, month, day, high=high)


def _period(match: re.Match[str], text: str, original: str) -> Quantity | None:
    start, end = match.span()
    words = match.group().lower().replace("-", " ")
    if words in ("noon", "midnight"):
        hour = 12 if words == "noon" else 0
        return Quantity(
            text=original[start:end],
            start=start,
            end=end,
            kind=Kind.TIME,
            value=hour * 60.0,
            unit="time",
            hour=hour,
            minute=0,
            weak=True,
        )
    if words[0] == "h":
        if words[1:] not in "12":
            return None
        first, last, unit = (1, 6, "half") if words == "h1" else (7, 12, "half")
    elif words.endswith("half"):
        first, last, unit = (1, 6, "half") if words.startswith("first") else (7, 12, "half")
    elif words.endswith("months"):
        count = words.split()[1]
        first, last, unit = 1, int(count) if count.isdigit() else int(cardinal_value(count)), "months"
    elif words.endswith("quarters"):
        count = words.split()[1]
        first, last, unit = 1, 3 * (int(count) if count.isdigit() else int(cardinal_value(count))), "quarters"
    else:
        order = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
        q = int(words[1]) if words[0] == "q" else order[words.split()[0]]
        first, last, unit = 3 * q - 2, 3 * q, "quarter"
    if last > 12:
        return None
    year = None
    of = _OF_YEAR.match(text, end)
    stop = end
    if of:
        year, stop = _int(of["y"]), of.end()
    weak = not of and unit in ("half", "quarter")
    return _make(
        original,
        start,
        stop,
        year,
        first,
        None,
        unit=unit,
        value=_encode(year, first, None),
        high=_encode(year, last, None),
        weak=weak,
    )


def digits(match: re.Match[str], text: str, original: str, floor: int) -> Quantity | None:
    """The date, year or time that begins with the digits at `match`, if it is one."""
    start, end = match.span()
    word = match.group()
    if m := _ISO.match(text, start):
        return _make(original, start, m.end(), int(m["y"]), int(m["m"]), int(m["d"]))
    if len(word) <= 2 and word.isdigit():
        if m := _DAY_MONTH.match(text, end):
            if 1 <= int(word) <= 31:
                return _make(original, start, m.end(), _int(m["y"]), month_number(m["month"]), int(word))
        elif (m := _DAYS_MONTH.match(text, end)) and 1 <= int(word) <= 31:
            year, month = _int(m["y"]), month_number(m["month"])
            return _make(original, start, m.end(), year, month, int(word), high=_encode(year, month, _int(m["to"])))
    if found := _time(start, text, original):
        return found
    if len(word) == 4 and word.isdigit():
        if (m := _YEARS.match(text, start)) and int(m["a"]) >= 1000:
            first = int(m["a"])
            last = int(m["b"]) if m["b"] else first // 100 * 100 + int(m["short"])
            if last > first:
                return _make(original, start, m.end(), first, None, None, high=_encode(last, None, None))
        value = int(word)
        likely = 1900 <= value <= 2100 or (
            1000 <= value < 1900 and bool(_YEAR_BEFORE.search(text, max(0, start - 10), start))
        )
        if (
            likely
            and not _NOUN_AFTER.match(text, end)
            and not _NO_YEAR.match(text, end)
            and text[start - 1 : start] not in ("$", "¥", "€", "£", "B")
        ):
            return _make(original, start, end, value, None, None)
    return None


def _time(start: int, text: str, original: str) -> Quantity | None:
    if m := _TIME_RANGE.match(text, start):
        half = m["half"][0].lower()
        hour = int(m["h"]) % 12 + (12 if half == "p" else 0)
        return _clock(original, start, m.end("m") if m["m"] else m.end("h"), hour, int(m["m"] or 0), "time12")
    if m := _STOPWATCH.match(text, start):
        seconds = float(m["s"]) + 60 * int(m["m"]) + (3600 * int(m["h"]) if m["h"] else 0)
        return Quantity(
            text=original[start : m.end()], start=start, end=m.end(), kind=Kind.SPAN, value=seconds, unit="second"
        )
    m = _CLOCK.match(text, start)
    if not m or (text[m.end() : m.end() + 1].isdigit()):
        return None
    hour, minute = int(m["h"]), int(m["m"] or 0)
    if m["half"]:
        if hour > 12:
            return _clock(original, start, m.end(), hour, minute, "time") if m["sep"] == ":" else None
        hour = hour % 12 + (12 if m["half"][0].lower() == "p" else 0)
        return _clock(original, start, m.end(), hour, minute, "time")
    if m["oclock"]:
        return _clock(original, start, m.end(), hour, minute, "time12")
    if m["sep"] == ":" and m["m"] and hour <= 24 and text[m.end() : m.end() + 1] not in (":", "%"):
        return _clock(original, start, m.end(), hour, minute, "time" if hour > 12 or hour == 0 else "time12")
    return None


def _clock(original: str, start: int, end: int, hour: int, minute: int, unit: str) -> Quantity:
    return Quantity(
        text=original[start:end],
        start=start,
        end=end,
        kind=Kind.TIME,
        value=hour * 60.0 + minute,
        unit=unit,
        hour=hour,
        minute=minute,
    )
