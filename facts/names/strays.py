"""A part of a name with a dot that the English makes another name: 艾克拜尔·托合提 as "Akbar Wang"."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from facts.glossary.glossary import Glossary
from facts.names import surnames
from facts.names.foreign import LIKE, LIKE_TOGETHER, WORD, find_part, spellings
from facts.names.sounds import letters
from facts.names.spelled import parts, split


def stray_part(english: str, name: str, at: tuple[int, int]) -> tuple[int, int] | None:
    """Where a name found at `english[slice(*at)]` has a word in the place of a part that it is not; None where it has none.

    艾克拜尔·托合提 as "Akbar Wang": Wang stands behind the first part, in the place of the last. A part may be left out.
    """
    apart = parts(name)
    if len(apart) < 2 or len(english[slice(*at)].split()) > 1:
        return None
    words = list(WORD.finditer(english))
    here = next((i for i, word in enumerate(words) if word.start() <= at[0] < word.end()), None)
    first = find_part(apart[0], [words[here]], LIKE) if here is not None else None
    if here is None or (first is None and find_part(apart[-1], [words[here]], LIKE) is None):
        return None
    beside = here + 1 if first else here - 1
    if not 0 <= beside < len(words):
        return None
    other = words[beside]
    gap = english[min(at[1], other.end()) : max(at[0], other.start())]
    begins = not english[: other.start()].strip() or english[: other.start()].rstrip()[-1] in '.!?:“"'
    if gap != " " or not other[0][0].isupper() or (first is None and begins) or _is_title(other[0]):
        return None
    whole = (min(at[0], other.start()), max(at[1], other.end()))
    rest = apart[1:] if first else apart[:-1]
    if letters(other[0]) in surnames.romanized() and not any(find_part(part, [other], LIKE) for part in rest):
        return whole  # 温斯顿·贝利 as "Winston Li": nothing but a whole part sounds like a Chinese surname
    if any(find_part(part, [other], LIKE_TOGETHER) or _begins_alike(part, letters(other[0])) for part in rest):
        return None
    return whole


UNLIKE = 0.7
"""Share of letters in common below which a word is no spelling of a part whose pieces are all listed."""

AT_ALL = 0.5
"""The same below which it is not even meant for the part."""


def unlike_name(english: str, name: str, at: tuple[int, int]) -> tuple[int, int] | None:
    """Where a name found at `english[slice(*at)]` stands as another one: 艾尔肯·吐尼亚孜, whose parts are listed, as "Alken Tuniaz".

    None where a part is in no list, where fewer words stand beside each other than it has parts, and where each is like its part.
    """
    apart = parts(name)
    if len(apart) < 2 or not all(split(part) for part in apart):
        return None
    words = list(WORD.finditer(english))
    scored = []
    for i in range(len(words) - len(apart) + 1):
        row = words[i : i + len(apart)]
        beside = all(english[a.end() : b.start()] == " " for a, b in pairwise(row))
        if beside and row[0].start() < at[1] and at[0] < row[-1].end() and not any(_is_other(word[0]) for word in row):
            scored.append(([_like(part, letters(word[0])) for part, word in zip(apart, row, strict=True)], row))
    if not scored:
        return None
    likeness, row = max(scored, key=lambda pair: sum(pair[0]))
    if min(likeness) >= UNLIKE or max(likeness) < AT_ALL:
        return None
    return row[0].start(), row[-1].end()


def _is_other(word: str) -> bool:
    return not word[:1].isupper() or _is_title(word)


def _like(part: str, word: str) -> float:
    return max(SequenceMatcher(None, word, other, autojunk=False).ratio() for other in spellings(part))


def _begins_alike(part: str, word: str) -> bool:
    """Whether a word begins with the sound of a part and is as long: characters that no table has may spell it (素拉蓬, Surapong)."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(part[0])[0][:1] == word[:1] and 2 * len(word) >= 3 * len(part)


@cache
def _titles() -> frozenset[str]:
    """Words of posts, countries and peoples, which stand beside a name and are no part of it."""
    glossary = Glossary.builtin()
    kinds = ("country", "us_state", "province")
    said = (t.target for t in glossary if t.origin in ("builtin:titles", "builtin:institutions") or t.kind in kinds)
    return frozenset(word.lower() for text in said for word in WORD.findall(text))


def _is_title(word: str) -> bool:
    low = word.lower()
    return low in _titles() or low.endswith(("ese", "ian", "ish")) or low in ("mr", "ms", "mrs", "dr", "prof", "sir")
