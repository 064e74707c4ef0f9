"""What speaks for a string before a unit (高砂 in 高砂镇) being the name of a place.

That is dictionaries, larger units before it, boundaries, and that it is no common word.
"""

from __future__ import annotations

from dataclasses import dataclass

from facts import lexicon
from facts.glossary.glossary import Glossary
from facts.names.sounds import SOUNDS
from facts.names.surnames import is_surname
from facts.places.spelling import KINDS, known, level, readings
from facts.tables import rows

_BEFORE = frozenset("在于到赴对从由与和及为是据向至往将让给被把的以离经驻属入进抵沿跨连距")
_NEVER = frozenset(
    "的了着著第在是和与及或等这那该各本此某每个们为把被让将对向由自也就还又更最不没有我你他她它其所者以因但而且并若即到说做给跟用"
    "几数多两名家座条项亿全之前后内外时年月日号点超约近余共仅只已正再被称从于拟任跨距"
)
"""Characters that no name has, if a dictionary does not say otherwise."""

_UNITS = {unit: (last, often, after) for unit, last, often, after, *_ in rows("places/data/units.tsv")}
"""Of each unit: last characters of a name that make another word of both (城区, 返乡); those of them that end a name behind a larger unit
(长治市潞州区); and first characters of what follows that make another word (社区医院)."""

FAR = frozenset({"country", "country_self", "foreign_city", "us_state", "geography"})
"""Kinds of the glossary's places that no unit follows."""

DIGITS = "一二两三四五六七八九十"


def words(name: str) -> frozenset[str]:
    """A list of facts/places/data/words.tsv: `before` a place, `generic`, `vague` (no names), `japan` (its prefectures)."""
    return frozenset(word for which, word, *_ in rows("places/data/words.tsv") if which == name)


_BEFORE_TWO, GENERIC = words("before"), words("generic")


def follows_never(unit: str) -> str:
    """Characters behind a unit that make another word of it (社区医院, 村民)."""
    return _UNITS.get(unit, ("", "", ""))[2]


def _last_never(unit: str) -> str:
    return _UNITS.get(unit, ("", "", ""))[0]


_MORE_SOUNDS = "森库堡恩哈雷杜利比亚马因威汉丹佩纳迦班桑坦根本林伯敦佛"
"""Characters of transliteration that Chinese names have as well."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """strength: 0 for no name, 1 where only a boundary speaks for it, 2 to 5 for dictionaries and larger units; firm: enough to warn by;
    listed: the glossary has the name with its unit.
    """

    strength: int = 0
    firm: bool = False
    listed: bool = False


NOTHING = Evidence()


def evidence(text: str, start: int, middle: int, unit: str, glossary: Glossary, heads: dict[int, int]) -> Evidence:
    """What speaks for ``text[start:middle]`` as the name of a unit. ``heads``: where a place ends, and its level."""
    name = text[start:middle]
    full = name + unit
    chained = heads.get(start, 0) > level(unit) or (unit == "市" and heads.get(start, 0) == 4)
    boundary = chained or is_boundary(text, start)
    if unit == "乡" and text[middle + 1 : middle + 2] == "村" and not chained:  # 美丽乡村民宿
        return NOTHING
    if known(full, glossary):
        return Evidence(5, True, True) if len(name) > 1 or boundary else NOTHING
    if (
        name.endswith(("自治", "族", unit))
        or (unit == "县" and name[-1] in "市区")
        or (unit == "社区" and not chained)
        or _kind(name, glossary) in FAR
        or (text[max(0, start - 1) : start] in tuple(SOUNDS) and not chained and not _long(full))
    ):
        return NOTHING
    if any(start < end < middle for end in heads) and not (chained and len(name) == 2):
        return NOTHING
    if name not in GENERIC and _in_dictionary(name, unit, glossary):
        # jieba's dictionary has foreign cities as well.
        if unit == "市" and not (chained or known(name, glossary) or full in lexicon.divisions()):
            return Evidence(1, True) if boundary else NOTHING
        if boundary:
            return Evidence(4, True)
        return Evidence(2, unit in "市县区旗" and not _astride(text, start)) if len(name) > 1 else NOTHING
    if (
        not 1 < len(name) < 5
        or unit in ("省", "州")
        or not _plausible(name, unit, heads.get(start, 0) if chained else 0)
    ):
        return NOTHING
    if chained:
        return Evidence(3, len(name) < 4)
    if boundary and unit not in ("市", "社区") and not _astride(text, start) and len(name) < 4:
        return Evidence(1, len(name) == 2 and unit not in ("区", "村"))
    return NOTHING


def _long(full: str) -> bool:
    """Whether the dictionary has a place of four characters and more, which no chance makes (遍布沙坡头区)."""
    return len(full) > 3 and full in lexicon.lexicon().places


def is_boundary(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return not ("一" <= before <= "鿿") or before in _BEFORE or text[max(0, start - 2) : start] in _BEFORE_TWO


def _astride(text: str, start: int) -> bool:
    """Whether the character before and the first of the name are a word."""
    before = text[start - 1 : start]
    return bool(before) and before not in _BEFORE and text[start - 1 : start + 1] in lexicon.lexicon().words


def _word(string: str) -> bool:
    """Whether a string of two characters is an everyday word and not tagged as a place in the dictionary."""
    known_words = lexicon.lexicon()
    return string in known_words.common and string not in known_words.places


def _in_dictionary(name: str, unit: str, glossary: Glossary) -> bool:
    if name + unit in lexicon.divisions():
        return True
    if unit in ("市", "县", "区") and len(name) > 1 and known(name, glossary) and level(unit) <= 4:
        return unit == "市" or KINDS[known(name, glossary).kind] == 3  # type: ignore[union-attr]
    if name in readings() or name + unit in readings():
        return True
    places = lexicon.lexicon().places
    if len(name) == 1:
        return unit == "县" and name + unit in places and name not in "一二三两中本全各该"
    if unit in ("省", "州") or _kind(name, glossary) in {*FAR, "region", "province"}:
        return False
    if name + unit not in places and (
        name not in places or not _NEVER.isdisjoint(name) or unit == "市" or transliterated(name)
    ):
        return False
    return unit == "县" or name[-1] not in _last_never(unit[0]) or name[-1] in "林海州江港"


def _kind(name: str, glossary: Glossary) -> str:
    term = glossary.get(name)
    return term.kind if term is not None else ""


def _plausible(name: str, unit: str, head: int) -> bool:
    """Whether a string that no list has may be the name of a place; ``head``: level of the larger unit before it, or 0."""
    chained = head > 0
    if not _NEVER.isdisjoint(name) or name in GENERIC:
        return False
    if name[0] in "省市县区镇乡村州都原府" or name[-1] in DIGITS:
        return False
    if name[0] in DIGITS and (not chained or unit in ("区", "县", "市")):
        return False
    if name[-1] in _last_never(unit[0]):
        return chained and len(name) == 2 and name[-1] in _UNITS.get(unit, ("", "", ""))[1] and not _word(name)
    small = 0 < head <= 3 and unit in ("镇", "乡", "街道", "村", "社区")
    if len(name) == 2:
        return small or not _word(name)
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    if small:
        return GENERIC.isdisjoint(pairs)
    return not any(pair in lexicon.lexicon().common and _word(pair) for pair in pairs)


def can_be_name(name: str) -> bool:
    """Whether nothing in a string forbids it to be a name."""
    own = _without_family(name)
    return len(name) > 1 and _NEVER.isdisjoint(own) and name not in GENERIC and not _word(name)


def may_be_name(name: str, unit: str) -> bool:
    """Whether a string before a unit looks like the name of a place, with nothing before it that says so."""
    return can_be_name(name) and _plausible(_without_family(name), unit, 0)


def _without_family(name: str) -> str:
    """郝家桥 -> 郝桥: no name has 家 but behind the family that a village is called after."""
    return name[0] + name[2:] if len(name) > 2 and name[1] == "家" else name


def first_of_name(string: str) -> int:
    """Where the name may begin that a string ends with: behind the last character that no name has, or that stands before places."""
    ends = (at + 1 for at, c in enumerate(string) if c in _BEFORE or (c in _NEVER and not _family(string, at)))
    return max(ends, default=0)


def _family(string: str, at: int) -> bool:
    """Whether 家 stands at `at` behind a surname."""
    return string[at] == "家" and at > 0 and is_surname(string[at - 1])


def transliterated(name: str) -> bool:
    """Whether every character is one that transliteration uses."""
    return all(character in SOUNDS or character in _MORE_SOUNDS for character in name)
