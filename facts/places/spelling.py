"""How a Chinese place name is spelled in English: the glossary's spelling, an official one that is no pinyin, else pinyin."""

from __future__ import annotations

import re
from functools import cache

from facts.glossary.glossary import Glossary, Term
from facts.tables import rows

UNITS = {
    "省": "Province", "市": "City", "州": "Prefecture", "区": "District", "县": "County", "旗": "Banner", "新区": "New Area",
    "自治区": "Autonomous Region",
    "地区": "Prefecture", "镇": "Town", "乡": "Township", "街道": "Subdistrict", "村": "Village", "社区": "Community",
}  # fmt: skip
"""What English calls an administrative unit."""

LEVELS = {
    "省": 5,
    "市": 4,
    "州": 4,
    "自治区": 5,
    "地区": 4,
    "区": 3,
    "县": 3,
    "旗": 3,
    "新区": 3,
    "镇": 2,
    "乡": 2,
    "街道": 2,
    "村": 1,
    "社区": 1,
}
PEOPLES = {chinese: english for chinese, english, *_ in rows("places/data/peoples.tsv")}
"""Peoples in the names of autonomous counties and ethnic townships."""

ETHNIC = rf"(?:(?:{'|'.join(sorted(PEOPLES, key=len, reverse=True))})族)+(?:自治[县旗]|乡)"


def unit_english(unit: str) -> str:
    """县 -> "County", 藏族自治县 -> "Tibetan Autonomous County", 彝族乡 -> "Yi Township"."""
    if unit in UNITS:
        return UNITS[unit]
    peoples = " and ".join(PEOPLES[name] for name in re.split("族", unit)[:-1])
    return f"{peoples} {'Autonomous ' if '自治' in unit else ''}{UNITS[unit[-1]]}"


def level(unit: str) -> int:
    """A unit of a lower level lies in one of a higher level: village 1, town 2, county 3, city 4, province 5."""
    return LEVELS[unit] if unit in LEVELS else LEVELS[unit[-1]]


KINDS = {"province": 5, "city": 4, "prefecture": 4, "district": 3, "county": 3}
"""Levels of the glossary's Chinese places without a unit in their names."""

CHARACTERS = {
    "都": "du",
    "曾": "zeng",
    "朝": "chao",
    "重": "chong",
    "长": "chang",
    "藏": "zang",
    "宿": "su",
    "省": "sheng",
    "什": "shi",
    "仇": "qiu",
    "柏": "bai",
    "佛": "fo",
}
"""Readings of characters in place names, where pypinyin without a phrase takes another."""

OTHERS = {
    "堡": ("pu", "bu"),
    "圩": ("xu", "wei"),
    "乐": ("le", "yue", "lao"),
    "行": ("hang",),
    "埭": ("dai",),
    "泊": ("po",),
    "埔": ("bu", "pu"),
}
"""Readings of characters that differ from place to place: any will do in a translation."""

_STATUS = re.compile(
    r" (?:Autonomous )?(?:Province|City|Municipality|District|County|Prefecture|Banner|New Area|Region|Special Administrative Region)$"
)


@cache
def readings() -> dict[str, str]:
    """Official spellings of Tibetan, Uygur and Mongolian names, and pinyin of unusual readings; "; " between several."""
    return {row[0]: row[1] for row in rows("places/data/readings.tsv")}


@cache
def pinyin_place(name: str, unit: str = "", other: int = 0) -> str:
    """西安 -> "Xi'an", 东阿 -> "Dong'e", 吕梁 -> "Lyuliang"; "" if a character has no reading.

    The unit (县) only helps to choose a reading.
    """
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(name + unit, style=Style.NORMAL, v_to_u=False, errors="default")[: len(name)]
    if len(syllables) != len(name) or not all(s.isascii() and s.isalpha() for s in syllables):
        return ""
    if len(name) > 1:
        syllables = [CHARACTERS.get(c, s) for c, s in zip(name, syllables, strict=True)]
    if other:
        syllables = [(*OTHERS.get(c, ()), s, s, s)[other - 1] for c, s in zip(name, syllables, strict=True)]
    out = ""
    for syllable in syllables:
        out += ("'" if out and syllable[0] in "aoe" else "") + syllable.replace("v", "yu")
    return out.capitalize()


def known(name: str, glossary: Glossary) -> Term | None:
    """The glossary's Chinese administrative place of this name."""
    term = glossary.get(name)
    return term if term is not None and term.kind in KINDS else None


def spelling(name: str, unit: str, glossary: Glossary) -> tuple[str, tuple[str, ...]]:
    """English of a name without its unit, and other spellings in use."""
    full = name + unit if len(name) == 1 else name
    ending = "xian" if len(name) == 1 and unit == "县" else ""
    plain = pinyin_place(name, unit) + ending
    others = [plain, *(pinyin_place(name, unit, i) + ending for i in (1, 2, 3) if not OTHERS.keys().isdisjoint(name))]
    official, *more = readings().get(full, "").split("; ")
    others += more
    if not official and (term := known(name, glossary) or known(name + "市", glossary) or known(name + unit, glossary)):
        official = _STATUS.sub("", term.target)
    official = official or plain
    if " " in official:
        others.append(official.replace(" ", "").capitalize())
    return official, tuple(dict.fromkeys(other for other in others if other not in ("", official)))
