"""Datelines: 新华社北京9月26日电（记者 …）, 本报讯（…）, BEIJING, Sept. 26 (Xinhua) --; place, date and agency told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from summarize.furniture.rules import rows


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when an article was filed, as written; a part that is not there is "". start, end: the whole dateline in the text."""

    place: str
    date: str
    agency: str
    start: int
    end: int

    def moved(self, by: int) -> Dateline:
        return replace(self, start=self.start + by, end=self.end + by)


# Endings of the names of papers, sites and stations, beside the agencies of agencies.tsv.
_OUTLET = (
    r"[\u4e00-\u9fffA-Za-z+·\-—/ ]{1,16}?(?:日报|晚报|早报|晨报|时报|商报|导报|学报|都市报|法治报|法制报|青年报|军报|电视台|客户端|新闻网|在线|通讯社|"
    r"(?<=[\u4e00-\u9fff]{2})(?:报|网|社)|融媒体?|全媒体?|观察|传媒)|[\u4e00-\u9fff]{2,6}新闻"
)
_BYLINE = r"(?:\s*[（(](?=[^（）()]{0,60}(?:记者|通讯员|报道员|实习生|作者|特约|[\u4e00-\u9fff·]{2,10}[、，, \s]*[\u4e00-\u9fff·]{0,10}[）)]))[^（）()]{1,60}[）)]|\s*(?:[\u4e00-\u9fff]{0,4}记者|通讯员)\s*[\u4e00-\u9fff·]{2,4}(?:[、\s]+[\u4e00-\u9fff·]{2,4}){0,3}(?=\s|$))"
_DATE = r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日)"


@cache
def _chinese() -> re.Pattern[str]:
    agency = "|".join([*(re.escape(row["name"]) for row in rows("agencies.tsv")), _OUTLET])
    return re.compile(_CHINESE.replace("AGENCY", agency))


_CHINESE = (
    rf"^\s*[【\[（(]?(?:据?(?P<agency>AGENCY)\s*)(?P<place>[\u4e00-\u9fff/“”\d·]{{0,16}}?)\s*(?P<date>{_DATE})?(?P<mark>专电|[电讯](?![话力子器视影告信问息网])|消息(?=[:：]))[】\]）)]?"
    rf"(?P<by>(?:{_BYLINE})*)\s*(?:题[:：]\s*[^。]{{0,40}}$)?[:：]?\s*"
)
_PLACED = re.compile(
    rf"^\s*(?P<place>[\u4e00-\u9fff]{{2,8}}?)(?P<date>{_DATE})(?P<mark>[电讯])(?=[\s（(]|$)(?P<by>(?:{_BYLINE})*)\s*[:：]?\s*"
)
_ENGLISH = re.compile(
    r"^\s*(?P<place>[A-Z][A-Za-z.'’\- ]{2,40}(?:,\s*[A-Z][A-Za-z. ]{1,24})?),\s*(?P<date>(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:,\s*\d{4})?)"
    r"\s*(?:[(/](?P<agency>[A-Za-z .\-]{2,40})[)/])?\s*(?:--+|—|–|-)\s*"
)


def find(line: str, *, language: str = "zh") -> Dateline | None:
    """The dateline at the start of a line, byline in brackets included; offsets into the line."""
    if language == "en":
        m = _ENGLISH.match(line)
        return Dateline(m["place"], m["date"], m["agency"] or "", 0, m.end()) if m else None
    m = _chinese().match(line)
    if m:
        apart = not line[m.end("mark") : m.end("mark") + 1].strip() or line[m.end("mark")] in "（(】]:："
        if m["date"] or apart or m["by"]:
            return Dateline(m["place"], m["date"] or "", m["agency"].strip(), 0, m.end())
    m = _PLACED.match(line)
    return Dateline(m["place"], m["date"], "", 0, m.end()) if m else None
