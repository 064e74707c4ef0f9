"""Units without digits in Chinese: labels of columns (单位：亿元, 营业收入（万元）), and figures whose digits an
extraction has lost (总投资 亿元)."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from facts.quantities import columns, units
from facts.quantities.numerals import han_value
from facts.quantities.scan import Scan
from facts.quantities.value import Kind, Quantity
from jianbao import han


class Bare(Enum):
    """What a power of ten with a unit and without a figure is. ROUND: an amount after all (亿元以上, 万吨级)."""

    LABEL = "label"
    LOST = "lost"
    ROUND = "round"


_LABEL_BEFORE = re.compile(r"(?:单位[^，。；]{0,8}|[（(\[［|/／\t、]) *\Z")
_CLOSED = re.compile(r" *[）)\]］|\t、/／]| *\Z")
_IN_UNITS = re.compile(r"为?单位|计[，。）)]|计价")
_GOES_ON = re.compile(rf" ?[{han.CLASS}A-Za-z]")
_MONEY = units.alternation(
    [n for u in units.ALL if u.kind is Kind.MONEY and u.factor == 1 for n in u.chinese if not n.isascii()]
)
_MEASURES = units.alternation(
    [
        n
        for u in units.ALL
        if u.kind in (Kind.AREA, Kind.WEIGHT, Kind.LENGTH, Kind.VOLUME, Kind.POWER)
        for n in u.chinese
        if not n.isascii()
    ]
)
_VERB = r"增长|下降|提高|提升|上升|降低|增加|减少|回落|扩大|收窄|占比?|达到?|超过|完成|实现|约|为|至|到"
_LOST = re.compile(
    rf"(?<=[{han.CLASS}]) {{1,6}}(?P<amount>(?P<scale>[万亿]?)(?:(?P<money>{_MONEY})|(?P<measure>{_MEASURES})))(?=[，。；、,;])"
    rf"|(?:{_VERB})(?:了)? {{0,6}}(?P<share>%|‰|个百分点)(?=[，。；、,;）)]|$)"
    r"|(?<![\d一二三四五六七八九十每出生本])(?P<date>年 {1,4}月(?: {1,4}日)?|月 {1,4}日)"
)
_SHARES = {"%": (Kind.PERCENT, "percent"), "‰": (Kind.PERCENT, "percent"), "个百分点": (Kind.POINTS, "point")}


def bare(text: str, start: int, end: int) -> Bare:
    """What 万 or 亿 with its unit at [start, end) is, where no figure and no hedge stands before it."""
    if _LABEL_BEFORE.search(text, max(0, start - 12), start) and (
        _CLOSED.match(text, end) or text[start - 1] not in "、/／"
    ):
        return Bare.LABEL
    if _IN_UNITS.match(text, end):
        return Bare.LABEL
    if text[start - 1 : start] == "每" or (_GOES_ON.match(text, end) and text[start - 1 : start] != " "):
        return Bare.ROUND
    return Bare.LOST


def lost(scan: Scan, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Units that stand where a figure has to be and none is, apart from those in `found`."""
    taken = {i for q in found for i in range(q.start, q.end)}
    for m in _LOST.finditer(scan.text):
        name = "amount" if m["amount"] else "share" if m["share"] else "date"
        start, end = m.span(name)
        if start in taken or end - 1 in taken:
            continue
        if name == "date":
            kind, unit = Kind.DATE, "date"
        elif name == "share":
            kind, unit = _SHARES[m["share"]]
        else:
            row = units.CHINESE[m["money"] or m["measure"]]
            kind, unit = row.kind, row.key
        yield scan.make(start, end, kind, 0.0, unit=unit, weak=True, lost=True)


_HEAD = re.compile(
    rf"(?:(?P<whole>单位) ?[：:] ?|[（(\[] ?(?:单位[：:] ?)?)(?:人民币)?(?P<scale>[十百千万亿]*)"
    rf"(?P<unit>{units.alternation(list(units.CHINESE))}|%)"
    r"(?: ?[)）\]]|(?=[\s，。；|、]|$))"
)


def heads(text: str) -> list[columns.Head]:
    """What the heads of rows, columns and tables say of their figures: 营业收入（万元）, 单位：亿元."""
    found = []
    for m in _HEAD.finditer(text):
        if not m["whole"] and m[0][-1] not in ")）]":
            continue
        scale = han_value(m["scale"]) if m["scale"] else 1.0
        if m["unit"] == "%":
            label: columns.Label = (Kind.PERCENT, "percent", 1.0)
        else:
            row = units.CHINESE[m["unit"]]
            factor = row.factor if row.kind is Kind.MONEY else 1.0
            label = (row.kind, row.key, float(scale or 1) * factor)
        found.append((m.start(), m.end(), label, bool(m["whole"])))
    return found
