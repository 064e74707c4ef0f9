"""Dates, periods and times of day in English."""

import re

from facts.quantities.dates import dated, encode
from facts.quantities.en import clock
from facts.quantities.value import Quantity

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
_SHORT_NAMES = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
MONTHS = (
    "|".join((*MONTH_NAMES, *map(str.upper, MONTH_NAMES), *(n.lower() for n in MONTH_NAMES if len(n) > 6)))
    + rf"|(?:{_SHORT_NAMES}|{_SHORT_NAMES.upper()})\b\.?"
)
_NUMBERS = {name[:3].lower(): i for i, name in enumerate(MONTH_NAMES, 1)}
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_AFTER_MONTH = re.compile(
    rf"(?: (?P<day>{_DAY})(?![\d%]|:\d|,\d{{3}}|\.\d)(?!(?:st|nd|rd|th)? (?:percent|million|billion|a\.m"
    rf"|p\.m))(?:(?:\s?[-–—]\s?| to | through | and )(?P<to>{_DAY})(?!\d|:|,\d| (?:{MONTHS}|percent|million|billion"
    rf"|[ap]\.m)))?)?(?P<year>,? (?:of )?(?P<y>(?:1[0-9]|20)\d\d)(?![\d,]\d|\d))?"
)
_RANGE = re.compile(rf"(?:\s?[-–—]\s?| to | through | and )(?P<month>{MONTHS})(?![a-z])", re.IGNORECASE)
_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|by|until|till|from|to|last|early|late|mid|next|this|between|and|through|during|before|after"
    r"|its|their|our|every|each|end|in early|in late)[ -]\Z",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    rf"(?:st|nd|rd|th)? (?:of )?(?P<month>{MONTHS})(?![a-z])(?:,? (?P<y>(?:1[0-9]|20)\d\d)(?![\d,]\d|\d))?"
)
_DAYS_MONTH = re.compile(
    rf"(?:\s?[-–—]\s?| to )(?P<to>{_DAY}) (?P<month>{MONTHS})(?![a-z])(?:,? (?P<y>(?:1[0-9]|20)\d\d)(?!\d))?"
)
_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d-])")
_YEARS = re.compile(
    r"(?P<a>(?:1[0-9]|20)\d\d)(?:(?:\s?[-–—]\s?|/| to | through )(?P<b>(?:1[0-9]|20)\d\d)|[-–/](?P<short>\d\d))(?![\d,]\d|\d|%|[a-z])"
)
_NOUN_AFTER = re.compile(
    r"[ -](?!(?:is|was|has|his|its|as|this|across|less|plus|times|games|olympics|elections|awards|texas|sports|series"
    r"|status|results)\b)(?:[a-z]{1,20} )?(?:[a-z]{2,20}s|people|men|women|children|mu|yuan|hectares|percent|feet|kg|km|m|tons|tonnes)\b"
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|of|from|until|till|before|after|during|early|late|mid|the|year|to|and|through|than|fall"
    r"|spring|summer|winter|autumn|Olympics|around|circa|for)[ -]|[(,] ?|^)\Z",
    re.IGNORECASE,
)


_NO_DAY = re.compile(r" (?:percent|million|billion|p\.m|a\.m)")
_BETWEEN = re.compile(r"between [^.]{0,20}\Z", re.I)
_NO_YEAR = re.compile(r"\s?(?:%|million|billion|trillion|thousand|percent|°)|-(?!based)[a-z]|[a-z]| Consensus\b")


def month_number(name: str) -> int:
    return _NUMBERS[name[:3].lower()]


def _int(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def month(match: re.Match[str], text: str, original: str) -> Quantity | None:
    """The date or range of dates that begins with a month name at `match`; None where it is another word (May, March)."""
    start, end = match.span()
    word = match.group()
    if not word[0].isupper() and len(word) < 7:
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
            return dated(
                original, start, tail.end() if tail else second.end(), low_year, month, day,
                high=encode(last_year, last, last_day),
            )  # fmt: skip
    high = encode(year, month, to) if to is not None else None
    return dated(original, start, stop, year, month, day, high=high)


def digits(match: re.Match[str], text: str, original: str) -> Quantity | None:
    """The date, year or time that begins with the digits at `match`, if it is one."""
    start, end = match.span()
    word = match.group()
    if m := _ISO.match(text, start):
        return dated(original, start, m.end(), int(m["y"]), int(m["m"]), int(m["d"]))
    if len(word) <= 2 and word.isdigit():
        if m := _DAY_MONTH.match(text, end):
            if 1 <= int(word) <= 31:
                return dated(original, start, m.end(), _int(m["y"]), month_number(m["month"]), int(word))
        elif (m := _DAYS_MONTH.match(text, end)) and 1 <= int(word) <= 31:
            year, month = _int(m["y"]), month_number(m["month"])
            return dated(original, start, m.end(), year, month, int(word), high=encode(year, month, _int(m["to"])))
    if found := clock.read(start, text, original):
        return found
    if len(word) == 4 and word.isdigit():
        if (m := _YEARS.match(text, start)) and int(m["a"]) >= 1000:
            first = int(m["a"])
            last = int(m["b"]) if m["b"] else first // 100 * 100 + int(m["short"])
            if last > first:
                return dated(original, start, m.end(), first, None, None, high=encode(last, None, None))
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
            return dated(original, start, end, value, None, None)
    return None
