"""Shares and multiples in English: percentages, fractions, halves, times and fold."""

import re
from typing import Any

from facts.quantities import units
from facts.quantities.en import hedges
from facts.quantities.en.numbers import Number
from facts.quantities.numerals import ORDINAL, cardinal_value, ordinal_value
from facts.quantities.scan import Before, Scan
from facts.quantities.value import Kind, Quantity

_PERCENT = re.compile(
    r"[\s-]?(?:(?:percent|per cent|pct|per-cent|percentage)(?![A-Za-z])(?! points?| rates?)|%(?!\s?points?))",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(?: of a)?[\s-]?(?:percentage|percent|per cent|%|pct)[\s-]points?\b", re.IGNORECASE)
_MULTIPLE = re.compile(
    r"(?P<fold>[\s-]?fold\b)|(?P<x>x\b|×)|[\s-]times(?P<more> (?:more|higher|larger|greater|faster|longer|bigger)\b)?",
    re.IGNORECASE,
)
_ROUGHLY = r"(?: (?:about|nearly|over|around|almost|some|more than))?\s?\Z"
_GREW = re.compile(rf"\b(?:by|(?:increase|rise|growth|jump|surge|gain)s? of){_ROUGHLY}", re.IGNORECASE)
"""Before "2 times", where it says how much more."""
_GREW_TIMES = re.compile(
    rf"\b(?:increas|grow|grew|rose|rais|ris|up|climb|jump|expand|surg|soar)[a-z]*{_ROUGHLY}", re.IGNORECASE
)
"""Before "2 times", where it says how much more or how much."""
_FRACTION = re.compile(rf"[\s-](?P<part>(?:half|hal(?:ves)|quarters?|(?:{ORDINAL[:-2]})s?))(?![A-Za-z])", re.IGNORECASE)
_NO_FRACTION = re.compile(r" (?:century|of \d{4}|quarter)")
_PER = re.compile(
    r" (?:in|out of)(?: every)? (?P<d>\d{1,3}(?:,\d{3})*|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)"
    r"(?![\w.,]\d|\w| percent| months| years| days| weeks| hours| minutes)|(?: parts)? per (?P<p>hundred|thousand"
    r"|ten thousand|10,000|1,000|100,000|million)\b"
)
_BASES = {"hundred": 100.0, "thousand": 1e3, "ten thousand": 1e4, "million": 1e6}
_YEAR = re.compile(r"\d{4}")
_SMALL_PARTS = re.compile(
    r"[\s-](?P<scale>ten[- ]thousandths?|hundred[- ]thousandths?|ten[- ]millionths?|thousandths?|hundredths?|millionths?)\b",
    re.IGNORECASE,
)
_SCALES = {"thousandth": 1e3, "ten thousandth": 1e4, "hundredth": 1e2, "hundred thousandth": 1e5, "millionth": 1e6}
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_STEMS = {"doubl": 2, "tripl": 3, "quadrupl": 4, "quintupl": 5, "twice": 2, "thrice": 3}
_SHARE_OF = re.compile(" (?:of|the|as)\\b")
_HALF_WORD = re.compile(r"[- ]?(?:time|way|hearted|marathon|dozen)")


def percent(scan: Scan, found: Number, before: Before, value: float, more: dict[str, Any]) -> Quantity | None:
    """20 percent, 3 percentage points."""
    if m := _POINTS.match(scan.text, found.end):
        return hedges.behind(scan, scan.make(before.start, m.end(), Kind.POINTS, value, unit="point", **more))
    if m := _PERCENT.match(scan.text, found.end):
        return hedges.behind(scan, scan.make(before.start, m.end(), Kind.PERCENT, value, unit="percent", **more))
    return None


def multiple(scan: Scan, found: Number, start: int, more: dict[str, Any]) -> Quantity | None:
    """3 times, 1.5-fold, 2x; "increased by 2 times" is 3 times what it was."""
    m = _MULTIPLE.match(scan.text, found.end)
    if not m:
        return None
    value = found.value
    unit = "fold" if m["fold"] else "times"
    behind_verb = not m["fold"] and (
        _GREW.search(scan.text, max(0, start - 30), start) or _GREW.search(scan.text, max(0, start - 30), found.start)
    )
    if m["more"] or behind_verb:
        value, unit = value + 1, "times_more"
    elif unit == "times" and _GREW_TIMES.search(scan.text, max(0, start - 30), found.start):
        unit = "times_grew"
    weak = unit == "times" and not m["x"] and (value <= 2 or (found.spelled and value <= 10))
    return hedges.behind(scan, scan.make(start, m.end(), Kind.MULTIPLE, value, unit=unit, weak=weak, **more))


def fraction(scan: Scan, found: Number, before: Before) -> Quantity | None:
    """Two-thirds, 3 in 10, 5 per 10,000."""
    text, value, start, hedge = scan.text, found.value, before.start, before.hedge
    sign = -1.0 if before.negative else 1.0
    if m := _SMALL_PARTS.match(text, found.end):
        base = _SCALES.get(m["scale"].lower().replace("-", " ").rstrip("s"), 1e7)
        return scan.make(start, m.end(), Kind.FRACTION, sign * value / base, hedge=hedge)
    if value < 100 and found.scale == 1 and (m := _FRACTION.match(text, found.end)):
        part = m["part"].lower()
        one = part.rstrip("s") if part != "halves" else "half"
        base = {"half": 2.0, "quarter": 4.0}.get(one) or ordinal_value(one)
        plural_fits = (value > 1) == part.endswith("s")
        if base and base > value and plural_fits and base != 2.0 and not _NO_FRACTION.match(text, m.end()):
            if one == "quarter" and part.endswith("s") and " " in m.group():
                return None
            return scan.make(start, m.end(), Kind.FRACTION, sign * value / base, hedge=hedge)
    if value < 100_000 and (m := _PER.match(text, found.end)):
        word = (m["d"] or m["p"]).lower()
        base = _BASES.get(word) or (float(word.replace(",", "")) if word[0].isdigit() else cardinal_value(word))
        if (value < base < 1000 or m["p"] or "," in word) and not (m["d"] and _YEAR.match(word)):
            return scan.make(start, m.end(), Kind.FRACTION, sign * value / base, hedge=hedge, weak=value == 1)
    return None


def part(scan: Scan, start: int, end: int, value: float, floor: int, *, weak: bool = False) -> Quantity:
    """A fraction in digits, ½ or 1/3, with its hedges."""
    before = hedges.before(scan, start, floor)
    found = scan.make(before.start, end, Kind.FRACTION, value, hedge=before.hedge, weak=weak)
    return hedges.behind(scan, found)


def slash(scan: Scan, m: re.Match[str], floor: int) -> Quantity | None:
    """1/3 of, where it is no day (9/11) and nothing that goes by such a name (24/7)."""
    over, under = int(m["over"]), int(m["under"])
    before = scan.text[m.start() - 1 : m.start()]
    if not 0 < over < under or (before and before not in ' (~\n“"'):
        return None
    sure = _SHARE_OF.match(scan.text, m.end())
    found = part(scan, *m.span(), over / under, floor, weak=not sure)
    return found if sure or found.hedge else None


def times(scan: Scan, match: re.Match[str], floor: int) -> Quantity | None:
    """Doubled, twice, threefold, halved."""
    word, end = match.group().lower(), match.end()
    before = hedges.before(scan, match.start(), floor)
    start, hedge = before.start, before.hedge
    if word.startswith("halv"):
        return scan.make(start, end, Kind.FRACTION, 0.5, hedge=hedge, weak=True)
    for stem, value in _STEMS.items():
        if word.startswith(stem):
            if word == "double" and scan.text.startswith("-", end):
                return None
            weak = not word.endswith(("ed", "ing"))
            return scan.make(start, end, Kind.MULTIPLE, float(value), unit="times", hedge=hedge, weak=weak)
    first = word.removesuffix("fold")
    fold = {"two": 2.0, "hundred": 100.0}.get(first) or cardinal_value(first)
    return scan.make(start, end, Kind.MULTIPLE, fold, unit="fold", hedge=hedge)


def share(scan: Scan, match: re.Match[str], floor: int) -> Quantity | None:
    """Half, a third of, half an hour, a decade, a mile; "half a million" is a numeral and not read here."""
    text = scan.text
    words = match.group().lower().replace("-", " ")
    start, end = match.span()
    before = hedges.before(scan, start, floor)
    new, hedge = before.start, before.hedge
    last = words.rsplit(" ", 1)[-1]
    if words in ("half a percent", "half a percentage point"):
        kind, unit = (Kind.PERCENT, "percent") if last == "percent" else (Kind.POINTS, "point")
        return scan.make(new, end, kind, 0.5, unit=unit, hedge=hedge)
    if words == "half":
        joined = text[max(0, start - 4) : start].lower()
        if _HALF_WORD.match(text, end) or joined == "nd a " or (joined == "and " and not text.startswith(" of", end)):
            return None
        return scan.make(new, end, Kind.FRACTION, 0.5, hedge=hedge, weak=True)
    if words.startswith("half "):
        return scan.make(new, end, Kind.SPAN, 0.5, unit=last, hedge=hedge, weak=True)
    if words == "three quarters":
        return scan.make(new, end, Kind.FRACTION, 0.75, hedge=hedge)
    if last in ("decades", "centuries"):
        scale = 1 if last == "decades" else 10
        return scan.make(new, end, Kind.SPAN, 20.0 * scale, high=100.0 * scale, unit="year", vague=True, weak=True)
    if words == "decade":
        return scan.make(new, end, Kind.SPAN, 1.0, unit="decade", hedge=hedge, weak=True)
    if words.endswith("quarter of an hour"):
        return scan.make(new, end, Kind.SPAN, 15.0, unit="minute", hedge=hedge)
    if words.endswith(" and a half"):
        return scan.make(new, end, Kind.SPAN, 1.5, unit=words.split()[1], hedge=hedge)
    if last in _PARTS:
        base = _PARTS[last]
        by = text[max(0, new - 4) : new].lower().endswith(" by ")
        sure = bool(hedge or " further " in words or by or text.startswith(" of", end))
        if not sure and base >= 5:
            return scan.make(end - len(last), end, Kind.ORDINAL, float(base), unit="ordinal", weak=True)
        return scan.make(new, end, Kind.FRACTION, 1 / base, hedge=hedge, weak=not sure)
    known = units.english(last)
    return scan.make(new, end, known.kind, 1.0, unit=known.key, hedge=hedge, weak=True)
