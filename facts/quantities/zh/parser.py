"""The Chinese parser: numerals with what stands around them, read left to right in one pass.

Every pattern is anchored at a numeral and bounded, so the time is linear in the text.
"""

import re
from collections.abc import Iterator

from facts.quantities import calendar, columns, durations
from facts.quantities.identifiers import IdentifierKind, identifiers
from facts.quantities.numerals import SLASH, VULGAR, han_value
from facts.quantities.scan import Scan
from facts.quantities.value import Kind, Quantity
from facts.quantities.zh import counts, currency, dates, eras, hedges, labels, periods, ranges, rates, shares, signs
from facts.quantities.zh.forms import normal
from facts.quantities.zh.idioms import idiom_end
from facts.quantities.zh.numerals import NUMBER, TRIGGER, numeral
from jianbao.deadline import ask

_TRIGGER = re.compile(rf"(?P<era>{eras.NAMES}|(?<=年)[首末]季(?![赛节后度]))|{TRIGGER.pattern}")
_OF = re.compile(r"分之")
_PLAN = re.compile(
    r"(?P<n>十[一二三四五]?|二十)五(?=[”’」]|规划|期间|时期|末|初|以来|收官|开局|计划|建设|成就)(?:[”’」]?(?:规划|计划)?(?:期间|时期)?(?P<edge>末|初|收官之年|开局之年)?)"
)
_STRONG_UNIT = re.compile(
    r"[\d.,]+ ?[十百千万亿]*(?:元|[美欧日港韩澳加]元|英镑|港币|人民币|%|‰|个?百分点|个?基点|个?pcts?|ppt|pp|个?[bB][pP])"
)
"""Units that show that digits behind Latin letters are a figure: GMV120亿元, CPI0.2%."""
_ACRONYM = re.compile(r"(?<![A-Za-z\d])(?:[A-Z]{2,6}|[YyQqMm]o[YyQqMm])[+-]?\Z")


def parse(text: str) -> tuple[Quantity, ...]:
    """The quantities of a Chinese text, in order."""
    scan = Scan(text, normal(text))
    found = ranges.share_units(text, list(_quantities(scan)))
    found = calendar.dated(rates.told(scan, signs.told(scan, durations.join(text, found, ("", "零", "又")))))
    found = columns.told(scan, currency.carried(scan.text, found), labels.heads(scan.text))
    missing = list(labels.lost(scan, found))
    return tuple(sorted((*found, *missing), key=lambda q: q.start) if missing else found)


def _quantities(scan: Scan) -> Iterator[Quantity]:
    position = floor = 0
    held = [i for i in identifiers(scan.text) if i.kind is not IdentifierKind.MODEL][::-1]
    while trigger := _TRIGGER.search(scan.text, position):
        ask()
        while held and held[-1].end <= trigger.start():
            held.pop()
        if held and held[-1].start <= trigger.start():
            position = floor = held.pop().end
            continue
        if trigger["era"]:
            era = dates.read(scan.text, trigger.start(), scan.original)
            position = trigger.end()
            if era:
                yield era
                position = floor = era.end
            continue
        match = NUMBER.match(scan.text, trigger.start())
        if match is None:
            position = trigger.end()
            continue
        found = _read(scan, match, floor)
        if found is None:
            position = max(match.end(), position + 1, scan.skip)
            continue
        yield found
        position = max(found.end, match.start() + 1)
        floor = found.end


def _read(scan: Scan, match: re.Match[str], floor: int) -> Quantity | None:
    """The quantity whose numeral is at `match`, if it is one; nothing before `floor` belongs to it."""
    text, start, end = scan.text, match.start(), match.end()
    before = text[start - 1] if start else ""
    if match["word"]:
        return shares.word(scan, match)
    if match["half"]:
        period = dates.read(text, start, scan.original) if match.group() == "半" else None
        return period or shares.half(scan, match, floor)
    if match["vulgar"]:
        return shares.part(scan, start, end, VULGAR[match["vulgar"]], floor)
    if match["arabic"]:
        if told := periods.code(text, start, scan.original):
            return told
        if (m := SLASH.match(text, start)) and (share := shares.slash(scan, m, floor)):
            return share
        if _part_of_a_code(text, start, end) and not dates.in_figures(text, start):
            return None
    if match["han"] and before != "第" and (past := idiom_end(text, start)):
        scan.skip = past
        return None
    if moment := dates.read(text, start, scan.original):
        return hedges.moment(scan, moment, floor)
    if match["arabic"] and (m := shares.PER_MANY.match(text, end)):
        return shares.per_many(scan, match, m, floor)
    if match["arabic"] and text.startswith("/", end) and text[end + 1 : end + 2].isdigit():
        return None  # 9/11
    if (m := _PLAN.match(text, start)) and before != "第":
        n = int(han_value(m["n"]) or 0)
        # The 14th plan was that of 2021 to 2025.
        year = None if not m["edge"] else 1955 + 5 * n if m["edge"][0] in "末收" else 1951 + 5 * n
        return scan.make(start, m.end(), Kind.ORDINAL, float(n), unit="plan", year=year)
    if match.group() == "零" and text.startswith("下", end):
        return None
    if before != "第" and (score := ranges.score(scan, start)):
        return score
    number = numeral(text, match)
    if number is None:
        return None
    if before == "第" or text[start - 2 : start] == "第 ":
        return counts.ordinal(scan, number, start - (1 if before == "第" else 2))
    if of := _OF.match(text, number.end):
        return shares.fraction(scan, number, of.end(), floor)
    found = ranges.single(scan, number, floor)
    if found is not None:
        return ranges.extend(scan, found, number)
    if number.han and len(number.words) == 1 and shares.TO.match(text, number.end):
        # 一至二成, 三到六个月: the unit comes after the second numeral
        joined = ranges.extend(scan, scan.make(start, end, Kind.COUNT, number.value), number)
        return joined if joined.high is not None and joined.kind is not Kind.RATIO else None
    return None


def _part_of_a_code(text: str, start: int, end: int) -> bool:
    """Whether the digits at [start, end) belong to a longer thing: G60, 1+3, V2.3.1, a-12."""
    before = text[start - 1 : start]
    earlier = text[start - 2 : start - 1]
    if before == "+" and not (earlier.isalnum() and earlier.isascii()):
        before = ""  # a sign
    by = before in tuple("xX") and earlier.isdigit()
    per = before == "/" and not earlier.isascii()
    letters = before.isascii() and before.isalpha()
    if before and not by and not per and (before in "._#@+/" or letters):
        glued = _ACRONYM.search(text, max(0, start - 8), start) and _STRONG_UNIT.match(text, start)
        if not glued and not hedges.PREFIX.search(text, max(0, start - 8), start):
            return True
    if before == "-" and earlier.isascii() and earlier.isalnum():
        return not _ACRONYM.search(text, max(0, start - 8), start) or not _STRONG_UNIT.match(text, start)
    if text.startswith("+", end):
        return not hedges.ODD.match(text, end)
    return text.startswith(".", end) and text[end + 1 : end + 2].isdigit()
