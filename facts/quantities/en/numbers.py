"""English numerals in running text, in digits and in words: where one stands and what it is worth."""

import re
from dataclasses import dataclass

from facts.quantities.en import hedges
from facts.quantities.en.dates import MONTHS
from facts.quantities.en.periods import CODE, COUNT, ERA
from facts.quantities.numerals import (
    CARDINAL,
    MAX_NUMERAL,
    ORDINAL,
    POWER,
    SCALES,
    SHORT_SCALES,
    VULGAR,
    cardinal_value,
    ordinal_value,
    power_value,
)
from facts.quantities.scan import Scan

_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,6}(?!,?\d)"
    r"|(?<!\d )(?<!\d)\d{1,3}(?: \d{3}){1,4}(?! ?\d)(?= (?:yuan|people|tons|tonnes|mu|km|kilo|square|hectares|RMB|US"
    r"|euro|dollars|million|billion))"
    r"|\d+)(?:\.\d+| \. ?\d+(?= ?(?:%|percent|million|billion|trillion|yuan)))?"
)
_VAGUE = (
    r"(?:tens|dozens|scores(?= of (?!\d))|hundreds|thousands|millions|billions|trillions)\b(?: (?:and|or) (?:tens|hundreds|thousands)\b)?"
    r"(?: of (?:tens of )?(?:hundreds of )?(?:thousands|millions|billions|trillions)\b)?"
)
START = re.compile(
    rf"(?P<code>{CODE})|(?P<power>{POWER.pattern})|(?P<vulgar>[{''.join(VULGAR)}])|(?P<digits>{_DIGITS})"
    rf"|\b(?:(?P<month>{MONTHS})|(?P<vague>{_VAGUE})"
    rf"|(?P<period>(?:first|second)[ -]half|first (?:{COUNT}) (?:months|quarters)|(?:first|second|third|fourth|1st|2nd"
    rf"|3rd|4th)[ -]quarter|Q1 ?(?:[-–]|to|through) ?Q?[234]|[QH][1-4]|noon|midnight)\b"
    r"|(?P<several>(?:several|a few|a couple of) (?:dozen|tens of thousands|hundred(?: (?:thousand|million|billion))?"
    r"|thousand|million|billion)\b)"
    r"|(?P<scale>(?:million|billion|trillion)(?=[ -](?:yuan|dollar)))"
    r"|(?P<dozen>(?:(?:a|one|half a|two|three|four|five|six) dozen)\b)"
    r"|(?P<share>half a (?:million|billion|trillion)|half an? (?:hour|century|year|day|month|decade|percent(?:age point)?)|half\b"
    r"|half (?:a )?kilo(?:gram)?|an? quarter of an hour|an? (?:further )?(?:third|quarter|fifth|sixth|seventh|eighth"
    r"|ninth|tenth)\b(?![- ]part)"
    r"|(?:several )?(?:decades|centuries)|decade|three[- ]quarters|an? (?:hour|year|month|day|week|century) and a half"
    r"|an? (?:mile|kilometer|kilometre|hectare|decade|century|year|month|week|day|hour|minute)\b)"
    r"|(?P<times>doubl(?:ed|es|ing|e)|tripl(?:ed|es|ing|e)|quadrupl(?:ed|es|ing|e)|quintupl(?:ed|es|ing|e)|halv(?:ed|es|ing|e)|twice|thrice"
    r"|twofold|threefold|fourfold|fivefold|sixfold|sevenfold|eightfold|ninefold|tenfold|twentyfold|thirtyfold|hundredfold)\b"
    rf"|(?P<era>{ERA})|(?P<ordinal>{ORDINAL})|(?P<words>{CARDINAL}))",
    re.IGNORECASE,
)
"""What a quantity can begin with; the name of the group says what it is."""
_SCALE = re.compile(
    r"(?P<long>(?:[ -]?(?:hundred|thousand|million|billion|trillion|quadrillion|dozen)(?:(?![a-z])|(?=th\b))){1,2})"
    r"|(?P<short>[ -]?(?:mn|mln|bn|bln|tn|trn)(?![A-Za-z])|[kKmMbB](?![A-Za-z\d/²³]))",
    re.IGNORECASE,
)
_HALF = re.compile(r" and (?:a|one) half\b|-and-a-half\b| and a half\b")
_CURRENCY_NAME = re.compile(r" (?:yuan|dollars|euros|yen|pounds)\b")
_WORDS = re.compile(r"[a-z]+")
_BIG = ("thousand", "million", "billion", "trillion")


@dataclass(slots=True)
class Number:
    """A numeral. scale: the power of ten that its words say; spelled: in words; high, vague: as in Quantity."""

    start: int
    end: int
    value: float
    scale: float = 1.0
    spelled: bool = False
    high: float | None = None
    vague: bool = False


def number(scan: Scan, match: re.Match[str]) -> Number | None:
    """What a match of START is worth (groups digits, several, scale, dozen, ordinal, words)."""
    start, end = match.span()
    name, text = match.lastgroup, match.group().lower()
    if name == "power":
        return Number(start, end, power_value(match))
    if name == "digits":
        digits = re.sub("[, ]", "", text)
        if scan.text[end : end + 1] in VULGAR:
            return Number(start, end + 1, float(digits) + VULGAR[scan.text[end]])
        if len(digits) > MAX_NUMERAL or (scan.text.startswith(".", end) and scan.text[end + 1 : end + 2].isdigit()):
            return None
        return scaled(scan, Number(start, end, float(digits)))
    if name == "several":
        word = text.split(" ", 1)[1].removeprefix("few ").removeprefix("couple of ")
        unit = 1e4 if word == "tens of thousands" else 1.0
        for part in word.split() if unit == 1.0 else ():
            unit *= SCALES[part]
        return Number(start, end, 2 * unit, high=10 * unit, vague=True, spelled=True)
    if name == "scale":
        return Number(start, end, SCALES[text], scale=SCALES[text], spelled=True)
    if name == "dozen":
        first = text.rsplit(" ", 1)[0]
        value = {"a": 12.0, "one": 12.0, "half a": 6.0}.get(first) or 12 * cardinal_value(first)
        return Number(start, end, value, spelled=True)
    if name == "ordinal":
        return Number(start, end, ordinal_value(text), spelled=True)
    scale = 100.0 if text.endswith("hundred") else 1.0
    if text.endswith(_BIG):
        scale = SCALES[_WORDS.findall(text)[-1]]
    return scaled(scan, Number(start, end, cardinal_value(text), spelled=True, scale=scale))


def vague(match: re.Match[str]) -> Number:
    """Hundreds of, tens of thousands of: an order of magnitude only."""
    words = _WORDS.findall(match.group().lower())
    value = 1.0
    for word in words:
        value *= {"tens": 10.0, "dozens": 20.0, "scores": 20.0}.get(word) or SCALES.get(word.rstrip("s"), 1.0)
    if "and" in words or "or" in words:
        value = 10.0
    return Number(match.start(), match.end(), value, high=value * 20, vague=True, spelled=True)


def scaled(scan: Scan, found: Number) -> Number:
    """`found` with million, bn, "and a half" that follow it."""
    text = scan.text
    if m := _SCALE.match(text, found.end):
        if found.spelled and text.startswith("th", m.end()):
            return found
        if m["long"]:
            for word in _WORDS.findall(m["long"].lower()):
                found.scale *= SCALES[word]
        else:
            short = m["short"].strip(" -").lower()
            money = hedges.PREFIX.search(text, max(0, found.start - 8), found.start) or _CURRENCY_NAME.match(
                text, m.end()
            )
            if short in ("m", "b", "k") and (found.spelled or not money):
                return found
            found.scale *= SHORT_SCALES[short]
        if found.value * found.scale <= 1e20:
            found.value *= found.scale
            found.end = m.end()
    if m := _HALF.match(text, found.end):
        found.value += 0.5 * found.scale
        found.end = m.end()
    return found
