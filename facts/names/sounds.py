"""Names of other languages in Chinese characters: what letters the characters stand for, and how like an English spelling is.

The letters of each character are learned from place names (training/sounds.py).
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from facts.tables import rows

SOUNDS = frozenset("斯尔克特德巴拉伯姆诺夫洛卡萨布鲁弗迪格顿蒂莱里罗普埃奥基维沃兹瓦莫努科穆茨迈赫伊塔图哈托佐博察韦")
"""Characters of transliteration that stand in hardly anything else."""

DOTS = "·•・‧∙"
"""What joins the parts of a name that is not Chinese."""

LONGEST = 5
"""Letters of one character at most."""

_UNKNOWN = math.log(0.0005)
"""Log probability of letters that a character does not usually stand for."""

_SILENT = math.log(0.01)
"""The same where a character stands for no letter."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """Log probability of each spelling, by character."""

    table: dict[str, dict[str, float]]

    @classmethod
    def read(cls) -> Sounds:
        """The table that comes with Jianbao, as it is on disk now."""
        table = {}
        for character, spellings, *_ in rows("names/data/sounds.tsv"):
            found = (item.rpartition(":") for item in spellings.split())
            table[character] = {("" if s == "-" else s): math.log(float(p)) for s, _, p in found}
        return cls(table)


@cache
def sounds() -> Sounds:
    """The table, read once."""
    return Sounds.read()


def letters(word: str) -> str:
    """A word in small letters a to z."""
    plain = unicodedata.normalize("NFD", word.lower().replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    return re.sub("[^a-z]", "", plain)


def likeness(chinese: str, word: str, table: Sounds | None = None) -> float:
    """Log probability a character of the best way to read `word` out of `chinese`; -99.0 where there is none.

    chinese: one part of a name. word: small letters a to z.
    """
    known = (table or sounds()).table
    n, m = len(chinese), len(word)
    if not n or not m or m > LONGEST * n or n > 4 * m:
        return -99.0
    best = [[-math.inf] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i, character in enumerate(chinese):
        spellings = known.get(character, {})
        for j in range(m + 1):
            if best[i][j] == -math.inf:
                continue
            for k in range(j, min(m, j + LONGEST) + 1):
                spelling = word[j:k]
                cost = spellings.get(spelling)
                if cost is None:
                    cost = _near(spelling, spellings) if spelling else _SILENT
                if best[i][j] + cost > best[i + 1][k]:
                    best[i + 1][k] = best[i][j] + cost
    return best[n][m] / n if best[n][m] > -math.inf else -99.0


def _near(spelling: str, spellings: dict[str, float]) -> float:
    """For letters that the table does not have: as if its spelling with these consonants, and less."""
    bones = _bones(spelling)
    alike = max((cost for other, cost in spellings.items() if other and _bones(other) == bones), default=None)
    return max(_UNKNOWN, alike - 2.0) if alike is not None else _UNKNOWN - 1.5 * abs(len(spelling) - 2)


@lru_cache(maxsize=20000)
def _bones(spelling: str) -> str:
    """The consonants, those of one kind alike."""
    return re.sub("[aeiouyhw]", "", spelling).translate(str.maketrans("cqgdbvzj", "kkktpfss"))


@cache
def other_pieces() -> frozenset[str]:
    """Pieces of Tibetan, Uygur, Mongolian and Yi names: they are spelled in their own languages, not in pinyin of a Chinese shape."""
    return frozenset(piece for piece, kind, *_ in rows("names/data/pieces.tsv") if kind == "other")
