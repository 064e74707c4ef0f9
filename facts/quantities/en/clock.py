"""Times of day in English."""

import re

from facts.quantities.scan import Scan
from facts.quantities.value import Kind, Quantity

_CLOCK = re.compile(
    r"(?P<h>2[0-4]|1\d|0?\d)(?:(?P<sep>[:.])(?P<m>[0-5]\d))?(?: ?(?P<half>[ap]\.?\s?m\b\.?)| (?:hours|GMT|UTC)\b|(?P<oclock> o['’]clock))?",
    re.IGNORECASE,
)
_STOPWATCH = re.compile(r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,2}):(?P<s>[0-5]\d\.\d{1,3}|(?(h)[0-5]\d|(?!)))(?![\d:])")
_COMPACT = re.compile(
    r"(?:(?P<h>\d{1,3}) ?h ?)?(?P<m>\d{1,2}) ?m(?:in)? ?(?P<s>\d{1,2}(?:\.\d{1,3})?) ?s(?:ec)?(?![A-Za-z\d])"
)
"""2h14m08s."""
_TIME_RANGE = re.compile(
    r"(?P<h>1[0-2]|0?[1-9])(?::(?P<m>[0-5]\d))?(?:\s?[-–—]\s?| to )(?=(?:1[0-2]|0?[1-9])(?::[0-5]\d)?\s?(?P<half>[ap]\.?\s?m\b))",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?: o['’]clock)?(?P<half> (?:a\.m\.|in the morning|(?P<late>p\.m\.|in the (?:afternoon|evening)|at night)))| o['’]clock"
)


def spoken(scan: Scan, start: int, end: int, value: float) -> Quantity | None:
    """Three o'clock, eight in the evening: the numeral at [start, end) is in words."""
    m = _SPOKEN.match(scan.text, end)
    if not m:
        return None
    hour = int(value) % 12 + (12 if m["late"] else 0) if m["half"] else int(value)
    return _clock(scan.original, start, m.end(), hour, 0, "time" if m["half"] else "time12")


def read(start: int, text: str, original: str) -> Quantity | None:
    """The time of day whose digits begin at `start`: 2:30 p.m., 15:00; or how long a race took, 1:02:03.4."""
    if m := _TIME_RANGE.match(text, start):
        half = m["half"][0].lower()
        hour = int(m["h"]) % 12 + (12 if half == "p" else 0)
        return _clock(original, start, m.end("m") if m["m"] else m.end("h"), hour, int(m["m"] or 0), "time12")
    if m := _STOPWATCH.match(text, start) or _COMPACT.match(text, start):
        seconds = float(m["s"]) + 60 * int(m["m"]) + (3600 * int(m["h"]) if m["h"] else 0)
        parts = 3 if m["h"] else 2
        return Quantity(
            text=original[start : m.end()],
            start=start,
            end=m.end(),
            kind=Kind.SPAN,
            value=seconds,
            unit="second",
            parts=parts,
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
