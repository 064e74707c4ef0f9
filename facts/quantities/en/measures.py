"""English numerals with a unit of measure: money, lengths, weights, spans of time."""

import re
from dataclasses import replace
from typing import Any

from facts.quantities import units
from facts.quantities.en import hedges
from facts.quantities.en.numbers import Number
from facts.quantities.scan import Before, Scan
from facts.quantities.value import Kind, Quantity

_NAMES = units.alternation([n for u in units.ALL for n in u.english]).replace(chr(92) + " ", "[ -]")
UNIT = re.compile(rf"[\s-]?(?P<unit>{_NAMES})(?![A-Za-z\d])", re.IGNORECASE)
_CASED = {"m": "m", "t": "t", "l": "L", "g": "g", "w": "W", "mi": "mi"}
"""Abbreviations short enough to be something else: exact case, in digits, not hyphenated."""
_WORDS_TOO = ("won", "real", "foot", "li", "pp", "sterling", "second", "knot", "quarter", "yard", "dong", "mi", "oz")
"""Units that after "one" or "a" are as often a word."""
_ROUND = (1e3, 1e4, 1e6, 1e8, 1e9)
_UNIT_OF = re.compile(r"\b[Uu]nits?(?: of (?:measure(?:ment)?|account))?(?::| is| are| of) ?(?:in )?(?:RMB )?\Z")
_BRACKET = re.compile(r"\((?:in |RMB )?\Z")
_IN = re.compile(r"\b(?:in|by) \Z")
_STOP = re.compile(r"[.,;:)]|$")
_ON = re.compile(r"[ -]on[ -]")
_VICTORY = re.compile(r" (?:the|an?|[a-z]+ly|gold|silver|by)\b")
_BELOW_ZERO = re.compile(r" below (?:zero|freezing)\b", re.IGNORECASE)
_PER_HOUR = re.compile(r" (?:per|an|each) hour\b|/h\b")


def _unit(scan: Scan, found: Number) -> re.Match[str] | None:
    text = scan.text
    m = UNIT.match(text, found.end)
    if not m:
        return None
    name = m["unit"]
    low = name.lower()
    if low in _CASED and (name != _CASED[low] or text[m.start()] == "-" or found.spelled):
        return None
    if low in _WORDS_TOO and found.spelled and found.value == 1:
        return None
    if low in ("year", "month", "week", "day", "quarter") and _ON.match(text, m.end()):
        return None
    if low == "won" and _VICTORY.match(text, m.end()):
        return None
    if low in ("seconds", "second") and text.startswith(" half", m.end()):
        return None
    return m


def _label(text: str, start: int, end: int) -> bool:
    """Whether a round amount names the unit of a table: (unit: 100 million yuan), in 10,000 yuan."""
    low = max(0, start - 20)
    if _UNIT_OF.search(text, low, start):
        return True
    return bool(_BRACKET.search(text, low, start) and text.startswith(")", end)) or bool(
        _IN.search(text, low, start) and _STOP.match(text, end)
    )


def measured(
    scan: Scan, found: Number, before: Before, value: float, more: dict[str, Any]
) -> tuple[bool, Quantity | None]:
    """Whether a unit follows the numeral, and the quantity."""
    unit = _unit(scan, found)
    if not unit:
        return False, None
    known = units.english(unit["unit"])
    kind, key = known.kind, known.key
    if kind is Kind.MONEY:
        key = before.currency or key
        value *= known.factor
        if found.high is not None:
            more = {**more, "high": found.high * known.factor}
    elif before.currency and kind in (Kind.LENGTH, Kind.WEIGHT):
        return False, None
    if kind is Kind.SPAN and key == "quarter" and found.value < 1:
        return True, None
    weak = (
        (kind is Kind.SPAN and found.value <= 1)
        or found.value in (0, 1)
        or (key == "g" and value == 500)
        or (key == "liang" and found.spelled)
        or (kind is Kind.SPAN and scan.text[max(0, before.start - 6) : before.start] == "first ")
    )
    end = unit.end()
    if kind is Kind.TEMPERATURE and (m := _BELOW_ZERO.match(scan.text, end)):
        value, end = -abs(value), m.end()
    weak = weak or (kind is Kind.MONEY and value in _ROUND and _label(scan.text, before.start, end))
    whole = scan.make(before.start, end, kind, value, unit=key, weak=weak, **more)
    return True, _speed(scan, hedges.behind(scan, whole))


def _speed(scan: Scan, found: Quantity) -> Quantity:
    if found.kind is Kind.LENGTH and (m := _PER_HOUR.match(scan.text, found.end)):
        unit = {"km": "km/h", "mile": "mph"}.get(found.unit, found.unit)
        return replace(found, text=scan.original[found.start : m.end()], end=m.end(), kind=Kind.SPEED, unit=unit)
    return found
