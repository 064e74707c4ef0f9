"""Countries by one character, as news of diplomacy has them, and bodies abroad said short: of the country that the text names.

乌方 is the Ukrainian side where the text has Ukraine and no Uganda; 司法部 is the Department of Justice where it has 美国司法部.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from facts.glossary.glossary import Glossary, Match, Term
from facts.tables import rows

ORIGIN = "rule:countries"
"""Origin of the terms that are made here."""

_NO_DAY = re.compile(r"[\d今当昨明次翌本节假生周近连即每同某平往时整多半全几两]\Z")
"""What makes a 日 a day."""
_HOME = re.compile("中国|中方|我国|中美|中华|全国人大|国家主席|北京")
_WORDS = re.compile(r"方(?:[便案法式向位圆程言针才形剂块格阵略舱]|面(?!提|表|对|认|称|说))")
"""Words that begin with 方: 以方便 is "so as to ease", no Israeli side."""
_BEFORE = {
    "美": "南北拉欧完精优赞华审",
    "法": "方立司执合违依办宪书看想做用疗手普刑民商税律语无设",
    "德": "道品公武厚美师医",
    "意": "有无满同愿任故注用在留生创乐特如得",
    "加": "参增更附追",
    "沙": "长泥风流黄",
    "英": "精",
    "波": "宁风微光声电余",
    "以": "所可加予足得难给",
    "印": "复打彩影水",
    "哈": "齐",
    "越": "超优卓跨翻穿",
    "黎": "巴",
    "乌": "义鲁",
    "蒙": "内启承",
}
"""Characters before one of them that make another word of it."""


@cache
def _sides() -> re.Pattern[str]:
    shorts = sorted({short for short, *_ in _countries()}, key=len, reverse=True)
    heads = sorted(_heads(), key=len, reverse=True)
    return re.compile(rf"(?P<short>{'|'.join(shorts)})(?P<head>{'|'.join(heads)})")


@cache
def _countries() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows("places/data/countries.tsv"))


@cache
def _heads() -> dict[str, tuple[str, str]]:
    return {head: (english, others) for head, english, others, *_ in rows("places/data/sides.tsv")}


def sides(text: str) -> list[Match]:
    """乌方, 俄军, 美总统: terms of the country that the text names in full. None where it names two that begin so, or none."""
    there: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in _countries():
        if row[1] in text:
            there[row[0]].append(row)
    found = []
    for m in _sides().finditer(text) if there else ():
        short, head = m["short"], m["head"]
        if len(there[short]) != 1 or _WORDS.match(text, m.start("head")):
            continue
        before = text[max(0, m.start() - 1) : m.start()]
        if before and (before in _BEFORE.get(short, "") or (short == "日" and _NO_DAY.search(before))):
            continue
        _, _, adjective, others = there[short][0]
        english, called = _heads()[head]
        known = ", ".join(x for x in (adjective, others, called) if x)
        term = Term(m[0], english.format(adjective), f"also: {known}", "country_side", origin=ORIGIN)
        found.append(Match(term, m.start(), m.end()))
    return found


def bodies_said_short(text: str, found: Sequence[Match], glossary: Glossary) -> list[Match]:
    """The terms found, with a bare 司法部 as the body abroad that the text has in full elsewhere: no news of China, where it is China's."""
    if _HOME.search(text):
        return list(found)
    abroad: dict[str, set[Term]] = defaultdict(set)
    for m in found:
        body = m.term.source.removeprefix(_country(m.term.source))
        if body != m.term.source and glossary.get(body):
            abroad[body].add(m.term)
    out = []
    for m in found:
        terms = abroad.get(m.term.source, set())
        if not terms:
            out.append(m)
        elif len(terms) == 1:
            (whole,) = terms
            bare = re.sub(r"^(?:the )?(?:U\.?S\.?|[A-Z]\w+(?:an|ish|ese|ch|ian|i)) ", "", whole.target)
            note = f"{whole.note}; also: {whole.target}" if whole.note else f"also: {whole.target}"
            out.append(replace(m, term=replace(m.term, target=bare, note=note, origin=ORIGIN)))
    return out


@cache
def _all_names() -> tuple[str, ...]:
    """The longest first: 印尼 is no 印."""
    return tuple(sorted({name for row in _countries() for name in row[:2]}, key=len, reverse=True))


def _country(source: str) -> str:
    """The country that a name begins with, whole or by its first character, or ""."""
    return next((name for name in _all_names() if source.startswith(name)), "")
