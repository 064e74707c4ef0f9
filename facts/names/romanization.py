"""Whether a word of an English text can be the spelling of Chinese characters: pinyin in any reading, and what comes near it.

A model that does not know a name spells it by ear (晋星 as "Jingxing") or says another one. A word that is built of pinyin syllables and
is no English word must then be the pinyin of characters that stand together in the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from facts.names.pinyin import given_readings
from facts.names.sounds import letters
from facts.names.surnames import table as surname_table
from facts.tables import rows
from jianbao import han

LONGEST = 6
"""Letters of a syllable at most (zhuang)."""

MOST = 8
"""Ways to cut a word into syllables that are looked at."""

ALIKE = 0.5
"""How far apart two syllables are that sound alike."""

SHAANXI = {"陕": "shaan"}
"""The one province whose English spelling is no pinyin."""

INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")

LIKE_PAIRS = frozenset(
    frozenset(pair.split())
    for pair in (
        "zh z", "ch c", "sh s", "n l", "f h", "r l", "zh j", "ch q", "sh x", "z j", "c q", "s x", "b p", "d t", "g k",
        "in ing","en eng", "an ang", "ian iang", "uan uang", "un ong", "on ong", "ian uan", "ui uei", "o uo", "e uo",
    )
)  # fmt: skip
"""Initials and finals that are taken for each other by ear."""


@cache
def syllables() -> frozenset[str]:
    """Syllables of pinyin, with ü as yu and as u; those of one letter but a, and those of interjections, are left out."""
    return frozenset(syllable for (syllable,) in rows("names/data/syllables.tsv"))


@cache
def english_words() -> frozenset[str]:
    """English words and names of other countries that are built like pinyin (woman, China, Canada), in small letters."""
    return frozenset(word for word, _ in rows("names/data/english.tsv"))


@lru_cache(maxsize=20000)
def readings(character: str) -> frozenset[str]:
    """Every pinyin of a Chinese character, in names as well, in letters a to z; ü as yu, u and v."""
    from pypinyin import Style, pinyin

    if not han.is_han(character):
        return frozenset()
    listed = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False, errors="ignore")
    found = {r.replace("v", ü) for r in (listed[0] if listed else ()) for ü in ("yu", "u", "v")}
    more = (given_readings().get(character, ""), *surname_table().get(character, ("",))[:1], SHAANXI.get(character, ""))
    return frozenset(letters(r) for r in (*found, *more) if letters(r))


def romanized(chinese: str) -> str:
    """晋星 -> "Jinxing", 平安 -> "Ping'an": one word, each character in its usual reading."""
    from pypinyin import Style, lazy_pinyin

    word = ""
    for syllable in lazy_pinyin(chinese, style=Style.NORMAL, v_to_u=False):
        word += ("'" if word and syllable[:1] in "aoe" else "") + syllable.replace("v", "yu")
    return word.capitalize()


@lru_cache(maxsize=4000)
def cuts(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut a word in small letters into syllables, those of few first; none for what is no pinyin."""
    return tuple(sorted(_cuts(word, 0), key=len)[:MOST])


def _cuts(word: str, depth: int) -> Iterator[tuple[str, ...]]:
    if not word:
        yield ()
    if depth == MOST:
        return
    for size in range(min(LONGEST, len(word)), 0, -1):
        if word[:size] in syllables():
            for rest in _cuts(word[size:], depth + 1):
                yield (word[:size], *rest)


class Spellings:
    """How the characters of a text may be spelled."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: Mapping[str, list[int]] = defaultdict(list)
        for at, character in enumerate(text):
            for first in {r[0] for r in readings(character)}:
                self._starts[first].append(at)

    @classmethod
    @lru_cache(maxsize=16)
    def of(cls, text: str) -> Spellings:
        """Those of a text, made once for its many words."""
        return cls(text)

    def has(self, word: str) -> bool:
        """Whether a word in small letters is the pinyin of characters that stand together."""
        return next(self.spans(word), None) is not None

    def spans(self, word: str) -> Iterator[tuple[int, int]]:
        """Where characters stand together of which a word in small letters is the pinyin."""
        for at in self._starts.get(word[:1], ()):
            if (end := self._end(at, word)) is not None:
                yield at, end

    def _end(self, at: int, word: str) -> int | None:
        reached = {0}
        for end, character in enumerate(self.text[at : at + len(word)], at + 1):
            reached = {i + len(r) for i in reached for r in readings(character) if word.startswith(r, i)}
            if len(word) in reached:
                return end
            if not reached:
                break
        return None

    def near(self, word: str) -> tuple[int, int] | None:
        """Where the characters stand together that a word of several syllables is nearest to; None where there are none, or several.

        Near: of two syllables one is the same and the other alike; of more, one may be another altogether.
        """
        best = 99.0
        found: dict[str, tuple[int, int]] = {}
        for cut in cuts(word):
            if len(cut) < 2:
                continue
            least = 1.0 if len(cut) == 2 else 2.0
            for at in range(len(self.text) - len(cut) + 1):
                apart = 0.0
                for syllable, character in zip(cut, self.text[at : at + len(cut)], strict=True):
                    known = readings(character)
                    apart += min((_apart(syllable, r) for r in known), default=99.0)
                    if apart > min(best, least):
                        break
                else:
                    if apart < best:
                        best, found = apart, {}
                    found[self.text[at : at + len(cut)]] = (at, at + len(cut))
        return next(iter(found.values())) if len(found) == 1 else None


def sounds_like(word: str, chinese: str) -> bool:
    """Whether a word is the pinyin of these characters but for one initial or final that is taken for another by ear."""
    return any(
        sum(
            min((_apart(syllable, r) for r in readings(c)), default=9.0)
            for syllable, c in zip(cut, chinese, strict=True)
        )
        <= ALIKE
        for cut in cuts(letters(word))
        if len(cut) == len(chinese)
    )


@lru_cache(maxsize=20000)
def _apart(one: str, other: str) -> float:
    """0 for the same syllable, 1 where the initials or the finals are the same or both are alike, else 2."""
    if one == other:
        return 0.0
    (a, b), (c, d) = halves(one), halves(other)
    if (a == c and is_alike(b, d)) or (b == d and is_alike(a, c)):
        return ALIKE
    return 1.0 if a == c or b == d else 2.0


def halves(syllable: str) -> tuple[str, str]:
    """Initial and final of a syllable."""
    initial = next((i for i in INITIALS if syllable.startswith(i)), "")
    return initial, syllable[len(initial) :]


def is_alike(one: str, other: str) -> bool:
    """Whether two initials, or two finals, are taken for each other by ear."""
    return frozenset((one, other)) in LIKE_PAIRS
