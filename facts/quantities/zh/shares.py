"""Shares and multiples in Chinese: percentages, fractions, halves, 倍 and 番."""

import re
from dataclasses import replace

from facts.quantities.numerals import HAN_DIGITS
from facts.quantities.scan import Scan
from facts.quantities.value import Hedge, Kind, Quantity
from facts.quantities.zh import hedges
from facts.quantities.zh.amount import Amount
from facts.quantities.zh.idioms import is_idiom
from facts.quantities.zh.numerals import NUMBER, Numeral, numeral
from jianbao import han

_PERCENT = re.compile(
    rf" ?(?:%|(?P<mille>‰)|厘(?!米|清|定|钱|金)|成(?P<half>半|[一二三四五六七八九](?![{han.CLASS}]{{0,1}}[成个年月]))?"
    r"(?![立功果员都本长型熟效交绩语不]|人(?!民币|均)|就(?!业|是|读|医|餐)))"
)
MULTIPLE = re.compile(r" ?(?P<odd>[多余])?(?P<word>倍半?(?!数|增|受|感|速|体)|番(?!茄|禺))(?P<after>[多余])?")
_GREW = re.compile(
    r"(?:增长|增加|提高|提升|上升|上涨|增|涨|扩大|增多|增幅|暴涨|猛增|激增|[多高快超翻])(?:了|幅度|幅|超|逾|近|约|出)*\Z"
)
_TURNED = re.compile(r"翻了?(?:近|约|超过?|逾|不止)?\Z")
_HALF_SPAN = re.compile(r"个?(?P<unit>年|月|小时|世纪|天)(?!前|后来)")
_NUMBER_OF = re.compile("数")
_PERCENT_AGAIN = re.compile(r"(?:百分之)?")
_SHARE_BEFORE = re.compile(r"(?:[约近占超达过到足降增为有余少及以]|仅)\Z")
_SHARE_BEHIND = re.compile(r" ?(?:的|以[上下]|左右|多|强|[，。；,;）)]|$)")
_ROUND = re.compile(" ?(?:决赛|[美公英]|杯|勺|个)")
PER_MANY = re.compile(r" ?/ ?(?P<n>1?0{0,3})(?P<scale>[万千])(?![元\d])")
"""Behind an incidence: 41.6/10万."""
TO = re.compile(r" ?(?:至|到|-|—|–|~|～|−) ?(?!\d{5,})")
"""Between the ends of a range."""


def percent(scan: Scan, a: Amount) -> tuple[bool, Quantity | None]:
    """Whether a sign of a share (%, ‰, 成) follows, and the share; None where 成 is a word of its own."""
    m = _PERCENT.match(scan.text, a.end)
    if not m:
        return False, None
    number = a.number
    tenths = m.group().strip()[0] == "成"
    if tenths and (number.value > 10 or is_idiom(scan.text, number.start)):
        return True, None
    factor = 10.0 if tenths else 0.1 if m["mille"] else 1.0
    half = 0 if not tenths or not m["half"] else 5 if m["half"] == "半" else HAN_DIGITS[m["half"]]
    high = None if number.high is None else number.high * factor
    found = scan.make(
        a.start, m.end(), Kind.PERCENT, a.value * factor + half, unit="percent", **{**a.more, "high": high}
    )
    return True, hedges.behind(scan, found)


def multiple_at(scan: Scan, number: Numeral, start: int) -> re.Match[str] | None:
    """倍 or 番 behind a numeral; 番 only after 翻."""
    m = MULTIPLE.match(scan.text, number.end)
    if m and m["word"] == "番" and not _TURNED.search(scan.text, max(0, start - 4), start):
        return None
    return m


def multiple(scan: Scan, a: Amount, m: re.Match[str]) -> Quantity | None:
    """3倍; 增长2倍 is 3 times, 翻两番 4 times what it was."""
    text, number, start, hedge = scan.text, a.number, a.start, a.hedge
    if number.bare and not hedge:
        return None
    value = number.value + (0.5 if m["word"] == "倍半" else 0)
    high = number.high
    if m["word"] == "番":
        value, high = 2.0**value, None
    elif (
        (value in (1, 1.5) and number.han)
        or value == 1
        or _GREW.search(text, max(0, start - 8), start)
        or _GREW.search(text, max(0, number.start - 8), number.start)
    ):
        value, high = value + 1, None if high is None else high + 1
    if (m["odd"] or m["after"] or number.odd) and hedge is None:
        hedge = Hedge.OVER
    unit = "times_more" if value >= number.value + 1 and m["word"] != "番" else "times"
    if turned := _TURNED.search(text, max(0, start - 4), start):
        start = turned.start()
    found = scan.make(start, m.end(), Kind.MULTIPLE, value, high=high, unit=unit, hedge=hedge, vague=number.vague)
    return hedges.behind(scan, found)


def fraction(scan: Scan, number: Numeral, at: int, floor: int) -> Quantity | None:
    """三分之二, 百分之三十: `number` is what stands before 分之, which ends at `at`."""
    match = NUMBER.match(scan.text, at)
    over = numeral(scan.text, match) if match and not match["half"] and not match["word"] else None
    if over is None or not number.value:
        return None
    before = hedges.before(scan, number.start, floor)
    start, hedge = before.start, before.hedge
    sign = -1.0 if before.negative else 1.0
    if number.value == 100:
        found = scan.make(start, over.end, Kind.PERCENT, sign * over.value, high=over.high, unit="percent", hedge=hedge)
        found = _to_percent(scan, found, over) or found
    else:
        found = scan.make(start, over.end, Kind.FRACTION, sign * over.value / number.value, hedge=hedge)
    if over.odd:
        found = replace(found, hedge=Hedge.OVER)
    return hedges.behind(scan, found)


def _to_percent(scan: Scan, found: Quantity, over: Numeral) -> Quantity | None:
    """百分之三十到四十 and 百分之三十到百分之四十, where `found` is the first of both."""
    m = TO.match(scan.text, over.end)
    if not m:
        return None
    again = _PERCENT_AGAIN.match(scan.text, m.end())
    position = again.end() if again else m.end()
    second = NUMBER.match(scan.text, position)
    top = numeral(scan.text, second) if second and not second["half"] and not second["word"] else None
    if top and top.value > over.value and (position > m.end() or m.group().strip() in "至到-~～—"):
        return replace(found, text=scan.original[found.start : top.end], end=top.end, value=over.value, high=top.value)
    return None


def part(scan: Scan, start: int, end: int, value: float, floor: int, *, weak: bool = False) -> Quantity:
    """A fraction in digits, ½ or 1/3, with its hedges."""
    before = hedges.before(scan, start, floor)
    found = scan.make(before.start, end, Kind.FRACTION, value, hedge=before.hedge, weak=weak)
    return hedges.behind(scan, found)


def slash(scan: Scan, m: re.Match[str], floor: int) -> Quantity | None:
    """1/3, where it is no day, round or score; weak where nothing says that it is a share."""
    over, under = int(m["over"]), int(m["under"])
    before = scan.text[m.start() - 1 : m.start()]
    if not 0 < over < under or before in tuple("/-.+") or (before.isascii() and before.isalnum()):
        return None
    sure = _SHARE_BEFORE.search(scan.text, max(0, m.start() - 2), m.start()) or _SHARE_BEHIND.match(scan.text, m.end())
    if not sure and not _ROUND.match(scan.text, m.end()):
        return None
    return part(scan, *m.span(), over / under, floor, weak=not sure)


def per_many(scan: Scan, match: re.Match[str], m: re.Match[str], floor: int) -> Quantity | None:
    """41.6/10万, whose numeral is at `match` and whose base at `m`."""
    number = numeral(scan.text, match)
    if number is None:
        return None
    before = hedges.before(scan, number.start, floor)
    base = float(m["n"] or 1) * (10_000 if m["scale"] == "万" else 1_000)
    return scan.make(before.start, m.end(), Kind.FRACTION, number.value / base, hedge=before.hedge)


def half(scan: Scan, match: re.Match[str], floor: int) -> Quantity | None:
    """一半, 过半, 半年."""
    text, start, end = scan.text, match.start(), match.end()
    before = text[max(0, start - 1) : start]
    if match.group() in ("一半", "一多半") or before == "对":
        left = hedges.before(scan, start, floor)
        hedge = Hedge.OVER if match.group() == "一多半" else left.hedge
        return hedges.behind(scan, scan.make(left.start, end, Kind.FRACTION, 0.5, hedge=hedge, weak=True))
    if text.startswith("码", end) and text[max(0, start - 2) : start].endswith("息"):  # of Taiwan's rates of interest
        return scan.make(start, end + 1, Kind.POINTS, 0.125, unit="point")
    if m := _HALF_SPAN.match(text, end):
        unit = {"年": "year", "月": "month", "小时": "hour", "世纪": "century", "天": "day"}[m["unit"]]
        return scan.make(start, m.end(), Kind.SPAN, 0.5, unit=unit, weak=True)
    if before in ("近", "过", "超") or text[max(0, start - 2) : start] in ("超过", "不到", "不足"):
        left = hedges.before(scan, start, floor)
        stop = m.end() if (m := _NUMBER_OF.match(text, end)) else end
        return scan.make(left.start, stop, Kind.FRACTION, 0.5, hedge=left.hedge, weak=True)
    return None


def word(scan: Scan, match: re.Match[str]) -> Quantity:
    """翻番, 倍增; 成千上万."""
    said = match.group()
    if said == "百分百":
        return scan.make(*match.span(), Kind.PERCENT, 100.0, unit="percent", weak=True)
    if said in ("成千上万", "成百上千"):
        low = 1000.0 if said == "成千上万" else 100.0
        return scan.make(*match.span(), Kind.COUNT, low, high=low * 100, vague=True, weak=True)
    return scan.make(*match.span(), Kind.MULTIPLE, 2.0, unit="times", weak=said in ("倍增", "成倍"))
