"""Words that human translators render in one way (发明专利, 党课): they are told to a language model, and never held against a translation.

`lists/agreed.tsv` is counted by `training/agreed_words.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from facts import lexicon
from facts.tables import rows

Span = tuple[int, int]


@cache
def _agreed() -> dict[str, str]:
    return {word: rendering for word, rendering, *_ in rows("glossary/lists/agreed.tsv")}


def agreed(text: str) -> list[tuple[int, int, str, str]]:
    """The words of a Chinese text that have one rendering: span, Chinese, English."""
    known = _agreed()
    return [(a, b, text[a:b], known[text[a:b]]) for a, b in spans(text, frozenset(known))]


def spans(text: str, words: frozenset[str], taken: Iterable[Span] = ()) -> Iterator[Span]:
    """Where `words` stand, from left to right, the longest first: none that is part of a longer word, and none in a `taken` span."""
    lengths = _lengths(words)
    closed = list(taken)
    at = 0
    while at < len(text):
        end = at + 1
        for length in lengths.get(text[at : at + 2], ()):
            if text[at : at + length] in words:
                free = not any(a < at + length and at < b for a, b in closed)
                if free and not (length <= 3 and lexicon.inside_word(text, at, at + length)):
                    yield at, at + length
                end = at + length
                break
        at = end


@cache
def _lengths(words: frozenset[str]) -> dict[str, list[int]]:
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[:2], set()).add(len(word))
    return {head: sorted(lengths, reverse=True) for head, lengths in found.items()}
