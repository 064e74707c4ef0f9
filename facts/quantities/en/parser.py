"""The English parser: numerals in digits and words with what stands around them, in one pass.

Every pattern is anchored at a numeral or a trigger word and bounded, so the time is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from facts.quantities import columns, durations
from facts.quantities.en import clock, counts, dates, hedges, labels, numbers, periods, ranges, rates, shares, signs
from facts.quantities.en.numbers import START, Number
from facts.quantities.identifiers import IdentifierKind, identifiers
from facts.quantities.numerals import ONES, ORDINALS, SCALES, SLASH, TENS, VULGAR, one_form
from facts.quantities.scan import Scan
from facts.quantities.value import Kind, Quantity
from jianbao.deadline import ask

_TOKEN = re.compile(rf"[A-Za-z]+|[\d{''.join(VULGAR)}]")
_WORDS = """
    million billion trillion sept decade decades centuries h q noon midnight several a an half tens dozens scores
    hundreds thousands millions
    billions trillions double doubled doubles doubling triple tripled triples tripling quadruple quadrupled quadruples quadrupling quintuple
    quintupled quintupling halve halved halves halving twice thrice twofold threefold fourfold fivefold sixfold sevenfold eightfold ninefold
    tenfold twentyfold thirtyfold hundredfold fy minguo roc showa heisei reiwa taisho meiji year the
    """
_TRIGGERS = (
    frozenset(_WORDS.split())
    | {w.lower() for name in dates.MONTH_NAMES for w in (name, name[:3])}
    | set(ONES)
    | set(TENS)
    | set(ORDINALS)
)
"""The words a quantity can begin with: looking a word up costs a tenth of trying the pattern at it."""
_CODE = re.compile(r"(?:\b[A-Za-z]|[A-Z]|\b[A-Z][A-Za-z]+|\bcovid)[-–]\Z|[A-Za-z_#@/.+]\Z")
_AFTER_DIGIT = re.compile(r"(?<!:\d)\d[-–]\Z")
_HOTLINE = re.compile(
    r"[\"”’']? (?:[a-z]+ )?(?:[a-z]+ )?(?:hotline|Hotline|helpline|platform(?!s)"
    r"|emergency (?:line|number|call|phone|service|center|centre|hotline|station))"
)
_ORDINAL = re.compile(r"(?:th|st|nd|rd)\b")
_BY = re.compile(r"(?<![A-Za-z\d])\d{1,3} ?[x×]\Z")
"""4x100m: of a relay, or the sides of a room."""
_DECADE = re.compile(r"(?:'|’)?s\b")
_OF = re.compile(r" of ")
_PLUS = re.compile(r"(?:^|[^A-Za-z\d])\+\Z")
"""A plus that is a sign: +12.5%."""


def parse(text: str) -> tuple[Quantity, ...]:
    """The quantities of an English text, in order."""
    scan = Scan(text, one_form(text))
    found = ranges.share_units(text, list(_quantities(scan)))
    joined = durations.join(text, found, ("", " ", " and ", ", ", ", and ", "-and-"))
    return tuple(columns.told(scan, rates.told(scan, signs.told(scan, joined)), labels.heads(scan.text)))


def _quantities(scan: Scan) -> Iterator[Quantity]:
    position = floor = 0
    held = [i for i in identifiers(scan.text) if i.kind is not IdentifierKind.MODEL][::-1]
    while token := _TOKEN.search(scan.text, position):
        ask()
        while held and held[-1].end <= token.start():
            held.pop()
        if held and held[-1].start <= token.start():
            position = floor = held.pop().end
            continue
        word = token.group()
        match = START.match(scan.text, token.start()) if not word.isalpha() or word.lower() in _TRIGGERS else None
        if match is None:
            position = token.end()
            continue
        found = _read(scan, match, floor)
        if found is None or found.end <= position:
            position = max(match.end(), position + 1)
            continue
        yield found
        position = floor = max(found.end, match.start() + 1)


def _read(scan: Scan, match: re.Match[str], floor: int) -> Quantity | None:
    """The quantity that begins with `match`, if it is one; nothing before `floor` belongs to it."""
    name = match.lastgroup
    if name == "month":
        return dates.month(match, scan.text, scan.original)
    if name == "period":
        return periods.read(match, scan.text, scan.original)
    if name == "code":
        return periods.code(match, scan.original)
    if name == "era":
        return periods.era(match, scan.original)
    if name == "vague":
        return _vague(scan, match, floor)
    if name == "times":
        return shares.times(scan, match, floor)
    if name == "share":
        words = match.group().lower().split()
        if words[-1] not in SCALES:
            return shares.share(scan, match, floor)
        scale = SCALES[words[-1]]
        return ranges.single(scan, Number(*match.span(), 0.5 * scale, spelled=True), floor)
    if name == "vulgar":
        return shares.part(scan, match.start(), match.end(), VULGAR[match.group()], floor)
    if name == "digits" and (m := SLASH.match(scan.text, match.start())) and (told := shares.slash(scan, m, floor)):
        return told
    number = numbers.number(scan, match)
    if number is None:
        return None
    if name == "digits":
        before = scan.text[max(0, number.start - 8) : number.start]
        if _part_of_a_code(before) or _called(scan.text, before, number):
            return None
        if found := dates.digits(match, scan.text, scan.original):
            return found
        if scan.text.startswith("/", number.end) and scan.text[number.end + 1 : number.end + 2].isdigit():
            return None  # 24/7
        if m := _ORDINAL.match(scan.text, number.end):
            return counts.ordinal(scan, number, m.end())
        decade = number.value % 10 == 0 and (number.value >= 1000 or number.value < 100)
        if decade and (m := _DECADE.match(scan.text, number.end)):
            return scan.make(number.start, m.end(), Kind.DATE, number.value, unit="decade")
    if name == "ordinal":
        return counts.ordinal(scan, number, number.end)
    if name == "words" and number.value <= 12 and (told := clock.spoken(scan, number.start, number.end, number.value)):
        return told
    found = ranges.single(scan, number, floor)
    return ranges.extend(scan, found, number) if found else None


def _part_of_a_code(before: str) -> bool:
    return (
        bool(_CODE.search(before))
        and not hedges.PREFIX.search(before)
        and not _PLUS.search(before)
        and not before.endswith("-in-")
        and not _BY.search(before)
    )


def _called(text: str, before: str, number: Number) -> bool:
    """Whether the digits are a name: Double 11, the second half of 3-1, the 12345 hotline."""
    if before.endswith("Double ") or _AFTER_DIGIT.search(before):
        return True
    digits = text[number.start : number.end]
    return digits.isdigit() and 3 <= len(digits) <= 5 and bool(_HOTLINE.match(text, number.end))


def _vague(scan: Scan, match: re.Match[str], floor: int) -> Quantity | None:
    number = numbers.vague(match)
    if m := _OF.match(scan.text, match.end()):
        number.end = m.end() - 1
    found = ranges.single(scan, number, floor)
    return replace(found, hedge=None) if found else None
