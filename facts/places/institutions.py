"""Institutions, companies, roads and sites that no list has, by their parts: a place or an unknown name, what they are for, what they are.

太行能源大学 is Taihang Energy University. The name is a place that was found right before, or two characters behind a boundary that are no
word (凤溪大道, 娲石集团). Tables: `data/types.tsv` and `data/subjects.tsv`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import cache

from facts import lexicon
from facts.glossary.glossary import ABROAD, Glossary, Match, Term
from facts.glossary.renderings import bare_place
from facts.names.pinyin import given_readings
from facts.names.romanization import romanized
from facts.places.evidence import GENERIC, is_boundary, transliterated
from facts.places.spelling import pinyin_place, readings, spelling
from facts.tables import rows
from jianbao import han

SITES = "rule:sites"
"""Origin of the terms."""

MOST_SUBJECTS = 2
"""Words for what an institution is for, between its name and its type, at most."""

COMPANIES = ("集团", "公司")

NATURE = ("山", "湖", "河", "岛", "寺")
"""Types of one character."""

OWN = (*NATURE, "草原", "瀑布", "峡谷")
"""Types that have a name of their own: behind a place of administration they are none (浙江山海), behind its and their name they are."""

FEATURES = {"山": "Mountain", "湖": "Lake", "河": "River", "岛": "Island", "岭": "Ridge", "江": "River", "溪": "Stream"}
"""Last characters of names of three that are called after a feature (白鹭湖湿地公园)."""

PARKS = frozenset(
    [
        "森林公园",
        "国家森林公园",
        "湿地公园",
        "国家湿地公园",
        "地质公园",
        "公园",
        "自然保护区",
        "国家级自然保护区",
        "风景区",
        "风景名胜区",
        "景区",
        "旅游度假区",
    ]
)
"""What English calls by the feature (Bailu Lake Wetland Park); a bridge or an airport it does not (Xiannyushan Airport)."""

AT_FEATURES = PARKS | {"机场", "大桥", "特大桥", "隧道", "水库", "滑雪场", "煤矿", "风电场", "抽水蓄能电站", "国际机场"}

SMALL = ("Town", "Township", "Subdistrict", "Village")
"""Units of places that stay in the name of an institution."""

CALLED = (
    "大学", "学院", "中学", "小学", "医院", "大道", "路", "水库", "大桥", "特大桥", "隧道", "森林公园", "湿地公园", "自然保护区",
    "国家公园", "机场", "煤矿", *OWN, *COMPANIES,
)  # fmt: skip
"""Types that have a name of their own more often than a description."""

NEVER = frozenset(
    "的了着是和与及或等这那该各本此某每个们为把被让将对向由自也就还又更最不没有我你他她它其所者以因但而且并若即到说做给跟用几数多两名家座条项在于"
    "省市县区镇乡村州新老大小旧路街铁线网公之年月日上下前中后内外通入组户过当任曾愿沿国距"
)
"""Characters that no unknown name has."""

ADMINISTRATIVE = frozenset({"province", "city", "prefecture", "county", "district"})
"""Kinds of places that institutions are called after."""


@cache
def _types() -> dict[str, tuple[str, str, str]]:
    """Type to its English, what else it may be called, and what never follows it."""
    return {chinese: (english, also, after) for chinese, english, also, after, *_ in rows("places/data/types.tsv")}


@cache
def _subjects() -> dict[str, tuple[str, str]]:
    """What an institution is for, in English, and in the names of companies where that is something else."""
    return {chinese: (english, company) for chinese, english, company, *_ in rows("places/data/subjects.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _types()), key=len, reverse=True)))


@cache
def _before() -> re.Pattern[str]:
    subjects = "|".join(sorted(map(re.escape, _subjects()), key=len, reverse=True))
    return re.compile(f"(?:{subjects}){{0,{MOST_SUBJECTS}}}$")


def sites(text: str, glossary: Glossary, found: Sequence[Match]) -> Iterator[Match]:
    """Such names in a text. found: the terms and places that are known of it.

    A name that no list has is not firm in a sentence that speaks of another country, and one of a company or a university in a text that
    names no place of China.
    """
    ends = {m.end: m for m in found if m.term.kind in ADMINISTRATIVE}
    marks = [at for at, c in enumerate(text) if c in "。！？\n"]
    far = {bisect_left(marks, m.start) for m in found if m.term.kind in ABROAD and m.term.source != "中国"}
    chinese = bool(ends)
    for match in _pattern().finditer(text):
        after = _types()[match[0]][2]
        if text[match.end() : match.end() + 1] in tuple(after):
            continue
        subjects = _before().search(text, max(0, match.start() - 8), match.start())
        starts = [match.start()] if subjects is None else _cuts(subjects[0], match.start())
        for middle in starts:
            if match[0] not in OWN and middle in ends and glossary.get(text[ends[middle].start : match.end()]) is None:
                place = ends[middle]
                if match[0].endswith(COMPANIES) and not is_boundary(text, place.start) and place.start not in ends:
                    break  # 国药控股山西有限公司
                whole = place.term.target
                yield _match(text, place.start, middle, match, whole if whole.endswith(SMALL) else bare_place(whole))
                break
            start = _unknown(text, middle, match[0], glossary, ends)
            if start is not None:
                english = _spelled(text[start:middle], match[0], glossary)
                made = _match(text, start, middle, match, english)
                doubtful = match[0].endswith(("大学", "学院", *COMPANIES))
                firm = match[0].endswith("有限公司") or (
                    bisect_left(marks, start) not in far and (chinese or not doubtful)
                )
                yield made if firm else replace(made, term=replace(made.term, firm=False))
                break


def _spelled(name: str, kind: str, glossary: Glossary) -> str:
    """A name that no list has in pinyin; characters of companies are read as in names of people (晟 sheng)."""
    term, company = glossary.get(name), kind.endswith(COMPANIES)
    administered = any(name + unit in lexicon.lexicon().places for unit in "市县区")
    if term is None and len(name) > 2 and name[-1] in FEATURES and kind in PARKS and not administered:
        return f"{pinyin_place(name[:-1])} {FEATURES[name[-1]]}"
    if term is not None and term.kind in ADMINISTRATIVE:
        return bare_place(term.target)
    parts = [given_readings().get(c, "") if company else "" for c in name]
    if any(parts):
        return "".join(part or romanized(c).lower() for part, c in zip(parts, name, strict=True)).capitalize()
    return spelling(name, "县", glossary)[0]


def _cuts(subjects: str, end: int) -> list[int]:
    """Where a name may end before words for what an institution is for, the longest run of them first."""
    known = _subjects()
    out = [end]
    for at in range(len(subjects) - 1, -1, -1):
        rest = subjects[at:]
        if rest in known or any(rest[:size] in known and rest[size:] in known for size in range(1, len(rest))):
            out.append(end - len(rest))
    return out[::-1]


def _unknown(text: str, end: int, kind: str, glossary: Glossary, ends: Container[int]) -> int | None:
    """Where a name of two characters begins, or of three that the dictionary has as a place; None where there is none.

    ends: where places of administration end. A mountain or a river needs one before it, or the dictionary.
    """
    lists = lexicon.lexicon()
    known = lists.common if kind.endswith(("大学", "学院", *COMPANIES)) else lists.words
    for size in (3, 2):
        start = end - size
        name = text[max(0, start) : end]
        listed = name + kind in lists.places and (size < 3 or kind not in NATURE)
        place = name in lists.places or name in readings() or listed
        if start < 0 or not han.RUN.fullmatch(name) or not NEVER.isdisjoint(name) or transliterated(name):
            continue
        feature = size > 2 and name[-1] in FEATURES and kind in AT_FEATURES and name not in lists.words
        if not (is_boundary(text, start) if listed or kind not in OWN else start in ends):
            continue
        if not (place or feature) and (size > 2 or name in known or not kind.endswith(CALLED) or name[0] in _short()):
            continue
        if name in GENERIC or name in _subjects():
            continue
        if (
            not listed
            and text.startswith(kind, end)
            and (name + kind in lists.words or (not place and name[-1] + kind in lists.common))
        ):
            continue
        term = glossary.get(name)
        if (term is None or (term.origin == "builtin:places" and term.kind not in ABROAD)) and pinyin_place(name):
            return start
    return None


@cache
def _short() -> frozenset[str]:
    """Characters that are short for a province or a city: 陕煤 is Shaanxi Coal."""
    return frozenset(character for character, *_ in rows("places/data/short.tsv"))


def _match(text: str, start: int, middle: int, kind: re.Match[str], place: str) -> Match:
    english, also, _ = _types()[kind[0]]
    subjects, rest = "", text[middle : kind.start()]
    while rest:
        word = next(word for size in range(len(rest), 0, -1) if (word := rest[:size]) in _subjects())
        said, company = _subjects()[word]
        subjects, rest = f"{subjects}{company if company and kind[0].endswith(COMPANIES) else said} ", rest[len(word) :]
    bare = bare_place(place)
    note = f"in {bare}; as {', '.join([english.split(' ')[-1].lower(), *filter(None, also.split(', '))])}"
    source = text[start : kind.end()]
    return Match(Term(source, f"{place} {subjects}{english}", note, "site", False, SITES), start, kind.end())
