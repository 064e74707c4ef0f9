"""Words in Latin letters that can be pinyin, and whether Chinese text can be read as one.

Many English words have the shape of pinyin (language, manage): those that English writers use stand in `data/english.tsv`, counted in
the English side of parallel texts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from facts.tables import rows

LONGEST = 6
"""Letters of a syllable at most (zhuang)."""
SHORTEST = 3
"""Letters below which a word is not asked about."""


def letters(word: str) -> str:
    """A word in small letters a to z; ü is v."""
    plain = unicodedata.normalize("NFD", word.lower()).replace("u\u0308", "v")
    return re.sub("[^a-z]", "", plain)


@cache
def english() -> frozenset[str]:
    """English words that have the shape of pinyin."""
    return frozenset(word for word, *_ in rows("names/data/english.tsv"))


@cache
def readings(character: str) -> frozenset[str]:
    """Every reading of a character in small letters. ü is written v, u and yu: passports and newspapers differ."""
    from pypinyin.constants import PINYIN_DICT

    found = {letters(reading) for reading in PINYIN_DICT.get(ord(character), "").split(",")} - {""}
    return frozenset(
        spelling for reading in found for spelling in (reading, reading.replace("v", "yu"), reading.replace("v", "u"))
    )


@cache
def _syllables() -> frozenset[str]:
    from pypinyin.constants import PINYIN_DICT

    # Interjections (嗯 n, 噷 hm) are no part of names.
    return frozenset(s for c in PINYIN_DICT for s in readings(chr(c))) - {"n", "ng", "m", "hm", "hng", "o"}


@lru_cache(maxsize=4096)
def is_pinyin(word: str) -> bool:
    """Whether small letters can be read as syllables of pinyin, and are no English word."""
    return len(word) >= SHORTEST and word not in english() and _parts(word)


def _parts(word: str) -> bool:
    """Whether the whole word is made of syllables."""
    ends = [True] + [False] * len(word)
    for end in range(1, len(word) + 1):
        ends[end] = any(ends[start] and word[start:end] in _syllables() for start in range(max(0, end - LONGEST), end))
    return ends[-1]


def reads(chinese: str, word: str) -> bool:
    """Whether characters that stand together in `chinese` can be read as the small letters `word`."""
    reached: set[int] = set()
    for character in chinese:
        reached = {
            at + len(reading) for at in reached | {0} for reading in readings(character) if word.startswith(reading, at)
        }
        if len(word) in reached:
            return True
    return False


def romanized(chinese: str) -> str:
    """晋星 -> "Jinxing", 平安 -> "Ping'an": one word, each character in its usual reading."""
    from pypinyin import Style, lazy_pinyin

    word = ""
    for syllable in lazy_pinyin(chinese, style=Style.NORMAL, v_to_u=False):
        word += ("'" if word and syllable[:1] in "aoe" else "") + syllable.replace("v", "yu")
    return word.capitalize()
