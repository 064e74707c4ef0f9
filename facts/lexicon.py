"""Common Chinese words, to tell where a word begins and ends without running a segmenter.

The words are those of jieba's dictionary (MIT), read as a file in 0.1 to 0.2 s, once and only when asked for; building jieba's own tables takes
four times as long.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path

MIN_FREQUENCY = 20
"""Occurrences in jieba's corpus: below, the list is full of old names and chance strings."""


@cache
def _dictionary() -> str:
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        return ""
    return (Path(spec.origin).parent / "dict.txt").read_text("utf-8")


@cache
def words() -> frozenset[str]:
    """Words of two to four characters, personal names left out."""
    rows = re.findall(r"^(\w{2,4}) (\d{2,}) (?!nr)", _dictionary(), re.MULTILINE)
    return frozenset(word for word, count in rows if int(count) >= MIN_FREQUENCY)


@cache
def common() -> frozenset[str]:
    """Frequent words of two characters."""
    rows = re.findall(r"^(\w{2}) (\d{3,}) (?!nr)", _dictionary(), re.MULTILINE)
    return frozenset(word for word, _ in rows)


def inside_word(text: str, start: int, end: int, *, name: bool = False) -> bool:
    """Whether ``text[start:end]`` is only a part of a longer word, or lies across two words (出海南下).

    ``name``: a proper name, which may begin a longer word (中国队), but not stand inside one.
    """
    known = words()
    for left in range(max(0, start - 2), start + 1):
        for right in range(end, min(len(text), end + 2) + 1):
            if right - left > end - start and right - left <= 4 and text[left:right] in known and not (name and left == start):
                return True
    if start == 0 or end >= len(text):
        return False
    return text[start - 1 : start + 1] in common() and text[end - 1 : end + 1] in common()
