"""What the words around tell where a figure does not: the year before one that is told, X and three others for X等4家, the 12315 platform.

These are ways in which people who translate well tell a figure without its digits, or add one that the source has in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from facts.quantities import Hedge, Kind, Pair, Quantity, calendar
from facts.quantities.dates import decode
from facts.quantities.en.dates import MONTH_NAMES
from jianbao.deadline import ask
from translate.check.report import Finding, Reason

_COMPARED = {
    Hedge.OVER: re.compile(
        r"(?i)\b(?:above|exceed\w*|outperform\w*|over|surpass\w*|beat\w*|top(?:s|ped)?|higher|more|greater|deeper|better|compared)\b"
        r"[^.;,\d]{0,60}\Z"
    ),
    Hedge.UNDER: re.compile(r"(?i)\b(?:below|under\w*|short of|lower|less|fewer|smaller|compared)\b[^.;,\d]{0,60}\Z"),
    Hedge.AT_MOST: re.compile(
        r"(?i)\b(?:capped|cap|limit\w*|max\w*|ceiling|top|within|not (?:to )?(?:exceed|go (?:over|above|beyond))|largest|highest|best)\b"
        r"[^.;,\d]{0,60}\Z"
    ),
    Hedge.AT_LEAST: re.compile(
        r"(?i)\b(?:from|over|above|minimum|threshold|floor|starting|not (?:be |to )?(?:fall\w*|drop\w*|go\w*|dip\w*)?"
        r" ?(?:below|under)|steeper|higher|more|greater|between|older)\b[^.;,\d]{0,60}\Z"
    ),
}
"""What tells 高于 of a level that has a name: well above the statutory minimum of 25%; 控制在3万以内: capped at 30,000."""

_YEAR_TOLD = re.compile(
    r"(?i)\b(?:years? (?:ago|before|earlier|end)|(?:previous|preceding|prior|same|following|past) year"
    r"|of the year|that year|year-end|end-year"
    r"|year[- ]on[- ]year|mid-year)\b"
)
"""What tells a year without its figure: 73% a year ago."""

_OTHER = re.compile(r"[ -](?:\w+ ){0,2}?other")
_AMONG = re.compile(r"等(?:[^，。；、\d]{0,4})\Z")
_OTHERS = 8
"""Names that stand before 等, at most: X, Y and three other companies for 5家."""

_CENTURY = re.compile(r"(?i)\b(?:centena|centenn|century|centuries|hundred-year)")
_ALL = re.compile(r"(?i)\b(?:all|every|each|entire\w*|full\w*|whole|total|complete\w*)\b")

_DIGITS = {
    1: "一", 2: "二两双俩贰", 3: "三叁", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十", 20: "廿", 30: "卅",
    100: "百", 1_000: "千", 10_000: "万",
}  # fmt: skip
_COUNTED = frozenset(
    {Kind.COUNT, Kind.SPAN, Kind.ORDINAL, Kind.PERCENT, Kind.MULTIPLE, Kind.LENGTH, Kind.RATIO, Kind.FRACTION}
)
"""Kinds that an idiom tells. Money is none: 亿 in the heading of a column is no 100 million."""
_EVENT = re.compile(
    r"(?: [A-Z][\w-]+){0,3} (?:Olympic|Paralympic|Games|Summit|Expo|World|Asian|Championship|Cup|Forum|Congress|Conference|Festival|Fair)"
)
_MONTHS_IN_WORDS = re.compile(
    "[一二三四五六七八九十]{1,2}[上下][一二三四五六七八九十]?|[一二三五七八九][一二三四五六七八九]"
)
_YEAR_IN_WORDS = re.compile(r"(?<![\d零一二三四五六七八九十])([零一二三四五六七八九]{2}|\d{2})(?=共识|后|级|届)")


@dataclass(frozen=True, slots=True)
class Rest:
    """What a source says in characters that are no figure of their own: 十年九旱, 九二共识. Made once a sentence.

    text: the source with blanks for its figures. years: the last two digits of those in words. months: those in words, as characters.
    """

    text: str
    years: frozenset[int]
    months: frozenset[str]

    @classmethod
    def of(cls, source: str, told: Sequence[Quantity]) -> Rest:
        """Of a source and its figures."""
        rest = list(source)
        for q in told:
            rest[q.start : q.end] = " " * (q.end - q.start)
        text = "".join(rest)
        years = frozenset(int(_arabic(m[1])) % 100 for m in _YEAR_IN_WORDS.finditer(source))
        return cls(text, years, frozenset(c for m in _MONTHS_IN_WORDS.finditer(text) for c in m[0]))


NO_REST = Rest("", frozenset(), frozenset())


EXCUSES = 300
"""Findings of one sentence for which other words of the whole sentence are looked for; what has more of them is no sentence."""


def told_otherwise(finding: Finding, pair: Pair, pairs: Sequence[Pair], source: str, target: str, rest: Rest) -> bool:
    """Whether the words of the target tell a figure of the source, or the words of the source a figure of the target."""
    ask()
    q, t = pair.source, pair.target
    if q is None:
        return t is not None and finding.reason is Reason.INVENTED_QUANTITY and _in_words(target, t, rest)
    if finding.reason is Reason.HEDGE_DIFFERS and t is not None and t.hedge is None and q.hedge in _COMPARED:
        return _COMPARED[q.hedge].search(target, max(0, t.start - 80), t.start) is not None
    counted = q.kind is Kind.COUNT and finding.reason in (Reason.QUANTITY_MISSING, Reason.QUANTITY_VALUE)
    if counted and _and_others(source, target, q, pairs):
        return True
    if finding.reason is not Reason.QUANTITY_MISSING:
        return False
    if q.kind is Kind.DATE:
        return _month_named(q, target) or _year_told(q, pairs, target)
    if q.kind is Kind.SPAN and q.unit == "year" and q.value in _AGES and q.text[-1:] == "岁":
        return re.search(rf"(?i)\b(?:{_AGES[q.value]}|{q.value:g}['’]?s)\b", target) is not None
    if q.kind is Kind.COUNT and q.text.isdigit() and len(q.text) >= 3:
        return re.search(rf"(?<![\d,.]){q.text}(?![\d,]|\.\d)", target) is not None
    if q.kind is Kind.COUNT and q.value < 100 and re.search(rf"\bG-?{q.value:g}\b", target):
        return True  # 二十国集团
    if q.value == 100 and q.kind in (Kind.SPAN, Kind.COUNT):
        return _CENTURY.search(target) is not None
    if q.kind is Kind.LENGTH and q.unit == "km":
        return re.search(rf"\b{q.value:g} ?K\b", target) is not None
    return q.kind is Kind.PERCENT and q.value == 100 and _ALL.search(target) is not None


_AGES = {
    20.0: "twenties", 30.0: "thirties", 40.0: "forties", 50.0: "fifties", 60.0: "sixties", 70.0: "seventies", 80.0: "eighties",
    90.0: "nineties",
}  # fmt: skip
"""60多岁 is in one's sixties."""
_BEFORE_THEM = re.compile(r"(?i)\b(?:previous|preceding|prior|past|last|first) (?:\w+ )?(?:months?|quarters?)")
_FIGURES_OF_DATES = re.compile(
    r"(?i)\b(?:the|that|this) (?:same |whole |entire |full )?year\b(?! (?:before|earlier|after))"
)


def _month_named(q: Quantity, target: str) -> bool:
    """Whether the name of a month alone, which may be another word, stands for it: the March turmoil, MAY."""
    _, month, day = decode(q.value)
    if q.unit == "months" and q.high is not None and not q.year:
        return _BEFORE_THEM.search(target) is not None
    if not month or day or q.high is not None or q.year:
        return False
    name = MONTH_NAMES[month - 1]
    return re.search(rf"\b(?:{name}|{name.upper()})\b", target) is not None


def _and_others(source: str, target: str, q: Quantity, pairs: Sequence[Pair]) -> bool:
    """X等4家企业 as "X and three other companies"."""
    if not _AMONG.search(source, max(0, q.start - 6), q.start):
        return False
    figures = (p.target for p in pairs if p.target is not None and (p.source is None or p.source is q))
    return any(0 < q.value - t.value <= _OTHERS and _OTHER.match(target, t.end) for t in figures if t.value > 0)


def _year_told(q: Quantity, pairs: Sequence[Pair], target: str) -> bool:
    if not q.year or q.month or q.high is not None:
        return q.unit in ("quarters", "months") and "season" in target
    if _FIGURES_OF_DATES.search(target) and not any(
        p.source is None and p.target and p.target.kind is Kind.DATE for p in pairs
    ):
        return True  # 2016年一直正常: throughout the year
    known = {p.source.year for p in pairs if p.source and p.target and p.source.kind is Kind.DATE}
    near = q.year + 1 in known or q.year - 1 in known or not known
    return near and _YEAR_TOLD.search(target) is not None


def _in_words(target: str, t: Quantity, rest: Rest) -> bool:
    """Whether the source has a figure of the target in such characters: 十年九旱 is nine years in ten."""
    if t.kind is Kind.DATE:
        year, month, _ = decode(t.value)
        if year and not month:
            return year % 100 in rest.years
        return bool(month) and _DIGITS.get(month, "月")[0] in rest.months
    if "等" in rest.text and _OTHER.match(target, t.end):
        return True
    if t.vague:
        return any(c in rest.text for c in "百千万亿")
    values = (t.value,) if t.high is None else (t.value, t.high)
    return t.kind in _COUNTED and all(_written(value, rest.text) for value in values)


def _written(value: float, text: str) -> bool:
    """Whether a number stands in a text in Chinese characters: 十, 四六 (60 and 40, in shares of ten)."""
    if value in _DIGITS:
        return any(c in text for c in _DIGITS[int(value)])
    if value != int(value) or not 10 < value < 100:
        return False
    tens, ones = divmod(int(value), 10)
    if ones == 0:
        return any(f"{c}{unit}" in text for c in _DIGITS[tens] for unit in "十旬") or f"{tens}0" in text
    return f"{_DIGITS[tens][0] if tens > 1 else ''}十{_DIGITS[ones][0]}" in text


def _arabic(text: str) -> str:
    return "".join(str("零一二三四五六七八九".index(c)) if c in "零一二三四五六七八九" else c for c in text)


def year_added(pair: Pair, source: str, target: str) -> int | None:
    """The year that the target adds where the source has one without its figure: 今年 as "in 2016", 冬奥会 as "2022 Winter Olympics"."""
    t = pair.target
    if pair.source is not None or t is None or t.kind is not Kind.DATE or t.unit != "date" or t.high is not None:
        return None
    year, month, _ = decode(t.value)
    if not year or month:
        return None
    return year if calendar.YEAR_WITHOUT_FIGURE.search(source) or _EVENT.match(target, t.end) else None
