"""Common Chinese words, to tell where a word begins and ends without running a segmenter.

The words are those of jieba's dictionary (MIT), read as a file, once and only when asked for, in about 0.3 s; importing jieba and
building its own tables takes several times as long.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from facts import tables

MIN_FREQUENCY = 10
"""Occurrences in jieba's corpus: below, the list is full of old names and chance strings."""

COMMON = 100
"""Occurrences from which a word of two characters is an everyday word: 22,000 of them."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of two to four characters. ``words`` leaves out what the dictionary tags as personal names (``persons``).

    ``places``: what it tags as place names, of two to five characters and any count, with their units (怀宁县) or without; and counties,
    districts and cities of counties that it lacks (facts/places/data/divisions.tsv).
    """

    words: frozenset[str]
    common: frozenset[str]
    verbs: frozenset[str]
    persons: frozenset[str]
    places: frozenset[str]


def dictionary() -> str:
    """jieba's dictionary: lines of word, count and tag."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        return ""
    return (Path(spec.origin).parent / "dict.txt").read_text("utf-8")


def _tagged(text: str, tag: str) -> Iterator[str]:
    """Words of two to five characters with a tag, without an expression over all lines."""
    for piece in text.split(f" {tag}\n")[:-1]:
        word = piece[piece.rfind("\n") + 1 :].split(" ", 1)[0]
        if 2 <= len(word) <= 5:
            yield word


@cache
def lexicon() -> Lexicon:
    text = dictionary()
    rows = re.findall(r"^(\w{2,4}) (\d{2,}) (\w+)$", text, re.MULTILINE)
    persons = frozenset(word for word, _, tag in rows if tag == "nr")
    return Lexicon(
        words=frozenset(word for word, _, tag in rows if tag[:2] != "nr"),
        common=frozenset(word for word, n, tag in rows if len(word) == 2 and len(n) > 2 and tag[:2] != "nr"),
        verbs=frozenset(word for word, _, tag in rows if len(word) == 2 and tag in {"v", "vn"}),
        persons=persons,
        places=frozenset(_tagged(text, "ns")) | divisions(),
    )


@cache
def divisions() -> frozenset[str]:
    """Counties, districts and cities of counties that the dictionary lacks, with their units, whatever their names end with (丰城市)."""
    return frozenset(row[0] for row in tables.rows("places/data/divisions.tsv"))


def inside_word(text: str, start: int, end: int, *, name: bool = False) -> bool:
    """Whether ``text[start:end]`` is only a part of a longer word, or lies across two words (出海南下).

    ``name``: a proper name, which may begin a longer word (中国队), but not stand inside one.
    """
    known = lexicon()
    for left in range(max(0, start - 2), start + 1):
        for right in range(end, min(len(text), end + 2) + 1):
            longer = end - start < right - left <= 4 and not (name and left == start)
            if longer and text[left:right] in known.words:
                return True
    if start == 0 or end >= len(text):
        return False
    return text[start - 1 : start + 1] in known.common and text[end - 1 : end + 1] in known.common
