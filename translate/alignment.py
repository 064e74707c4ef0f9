"""Which sentences of a translation say which of the source: for translations that somebody else made.

Dynamic programming over beads of one to five sentences a side, in order. A bead costs what its lengths make unlikely
(Gale and Church 1993, https://aclanthology.org/J93-1004), less what figures, names and terms the two sides share.
Sentences without a partner stay alone, and are told as such.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from facts.document import SentenceInput
from facts.quantities import quantities
from jianbao.deadline import ask

RATIO = 3.97
"""Characters of English a character of Chinese: 6,376 sentence pairs of press releases written for this project."""
VARIANCE = 17.0
"""Variance of the difference a character of Chinese, from the same pairs."""
BEADS = {
    (1, 1): 0.0,
    (1, 2): 2.3,
    (2, 1): 2.3,
    (2, 2): 4.5,
    (1, 3): 4.5,
    (3, 1): 4.5,
    (1, 4): 6.0,
    (4, 1): 6.0,
    (1, 5): 7.5,
    (5, 1): 7.5,
    (1, 0): 4.5,
    (0, 1): 4.5,
}
"""Cost of each shape, a negative log probability: Gale and Church have 1-1 at 0.89, 1-2 and 2-1 at 0.09, 1-0 and 0-1 at 0.01."""
SHARED = 2.0
"""What a shared figure, name or term is worth, in the same units."""
LACKING = 0.7
"""What a figure, name or term of the source costs that the other side lacks: else a sentence that was left out would join its neighbour."""
ABRIDGED = 0.7
"""Share of the English that a whole translation would have, below which most sentences are taken to be left out, or cut."""
CUT_SHORT = 3.0
"""What a sentence of an abridged text costs at most where it is shorter than its source."""
BAND = 40
"""Sentences that a bead may lie off the diagonal: more than that, and the texts are not translations of each other."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A bead: the numbers of the source sentences and of the target sentences that say the same. One side may be empty."""

    source: tuple[int, ...]
    target: tuple[int, ...]


def aligned(
    source: Sequence[SentenceInput],
    target: Sequence[str],
) -> list[Aligned]:
    """The beads of a Chinese text and its English, in order; every sentence is in one.

    source: sentences with what their document knows of them; lengths and facts decide.
    The deadline of the work is asked at each source sentence. Time grows with the number of sentences times the width of the band.
    """
    n, m = len(source), len(target)
    score = _Scores(source, target)
    beads_of = _beads(score.told)
    width = BAND + abs(n - m)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        ask()
        middle = i * m // max(1, n)
        for j in range(max(0, middle - width), min(m, middle + width) + 1):
            for (a, b), prior in beads_of.items():
                known = best.get((i - a, j - b))
                if known is None:
                    continue
                cost = known[0] + prior + score.cost(i - a, i, j - b, j)
                if (i, j) not in best or cost < best[i, j][0]:
                    best[i, j] = cost, (a, b)
    beads: list[Aligned] = []
    i, j = n, m
    while (i, j) != (0, 0):
        a, b = best[i, j][1]
        beads.append(Aligned(tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return beads[::-1]


def _beads(told: float) -> dict[tuple[int, int], float]:
    """The cost of each shape where this share of the source is told: of an abridged text a sentence is left out as often as not."""
    if told >= ABRIDGED:
        return BEADS
    share = max(0.02, told)
    kept = {shape: prior - math.log(share) for shape, prior in BEADS.items()}
    return {**kept, (1, 0): -math.log(1 - share), (0, 1): BEADS[0, 1]}


class _Scores:
    """What a bead costs; lengths and facts of the sentences are looked at once.

    told: the share of the English that a whole translation would have; all of it where the English has about as many sentences.
    """

    def __init__(self, source: Sequence[SentenceInput], target: Sequence[str]) -> None:
        self._lengths = [_length(s.text) for s in source], [len(t) for t in target]
        told = sum(self._lengths[1]) / max(1.0, RATIO * sum(self._lengths[0]))
        self.told = told if len(source) > len(target) + 1 else 1.0
        self._wanted = [_anchors(s) for s in source]
        self._figures = [_figures(t, "en") for t in target]
        self._words = [_words(t) for t in target]

    def cost(self, a: int, b: int, c: int, d: int) -> float:
        """Of source sentences a to b and target sentences c to d."""
        if a == b or c == d:
            return 0.0
        x, y = sum(self._lengths[0][a:b]), sum(self._lengths[1][c:d])
        off = abs(y - RATIO * x) / math.sqrt(VARIANCE * max(1, x))
        # -log of the probability that two normal deviates lie so far apart; the tail is cut, for a long sentence may be summed up.
        most = CUT_SHORT if self.told < ABRIDGED and y < RATIO * x else 12.0
        total = min(most, -math.log(max(1e-12, math.erfc(off / math.sqrt(2)))))
        shared, lacking = self._shared(a, b, c, d)
        total += LACKING * lacking - SHARED * shared
        return total

    def _shared(self, a: int, b: int, c: int, d: int) -> tuple[int, int]:
        """How many anchors of the source sentences the target sentences have, and how many they lack."""
        figures = {f for found in self._figures[c:d] for f in found}
        words = {w for found in self._words[c:d] for w in found}
        wanted = [key for found in self._wanted[a:b] for key in found]
        has = sum(key in figures if isinstance(key, float) else key <= words for key in wanted)
        return has, len(wanted) - has


def _length(text: str) -> float:
    """Characters of Chinese; what is copied as it is (addresses, numbers of telephones) is as long in English."""
    copied = sum(map(len, re.findall(r"[A-Za-z0-9@./:_-]{6,}", text)))
    return len(text) - copied + copied / RATIO


_Anchor = float | frozenset[str]


def _anchors(sentence: SentenceInput) -> set[_Anchor]:
    """What a translation of the sentence is known by: its figures, and the words of its names and firm terms."""
    said = [p.english for p in sentence.people] + [m.term.target for m in sentence.terms if m.term.firm]
    return {*_figures(sentence.text, "zh"), *(frozenset(_words(text)) for text in said if text)}


def _figures(text: str, language: str) -> set[float]:
    # A bare figure of a row is weak, and what the row is known by.
    return {round(q.value, 6) for q in quantities(text, language=language) if not q.weak or _long(q.value)}


def _long(value: float) -> bool:
    return abs(value) >= 100 or value != int(value)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))
