"""The best set of forms within a number of words: what it covers counts once.

A knapsack whose values overlap. Solved greedily, by worth for words, then improved: each form is taken out, and each promising sentence put
in, with the rest chosen again, as long as that makes the set worth more. On the development data the result is within one percent of what
twenty random restarts find.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jianbao.deadline import ask

ROUNDS = 6
TRIED = 18
"""Sentences that an improvement tries to put in."""


@dataclass(frozen=True, slots=True)
class Options:
    """All forms of all candidate sentences, a row each.

    covers: (o, u) whether the form tells the unit. words, base: (o,) its cost, and what it is worth besides its units. owner: (o,) its
    sentence.
    """

    covers: np.ndarray
    words: np.ndarray
    base: np.ndarray
    owner: np.ndarray


Chosen = dict[int, int]
"""Sentence -> row of its form."""


class Search:
    """One choice.

    allowed: whether a sentence may be told beside others; forced: a sentence that must be told, or -1. least: what a word must add at
    least.
    """

    def __init__(
        self, options: Options, worth: np.ndarray, *, words: float, most: int, forced: int = -1, least: float = 0.0,
        allowed: Callable[[int, Mapping[int, int]], bool] = lambda i, chosen: True,
    ) -> None:  # fmt: skip
        self.o = options
        self.worth = worth
        self.words = words
        self.most = most
        self.forced = forced
        self.least = least
        self.allowed = allowed
        self.rows: dict[int, np.ndarray] = {
            int(i): np.flatnonzero(options.owner == i) for i in np.unique(options.owner)
        }
        self.alone = options.covers @ worth + options.base

    def value(self, chosen: Mapping[int, int]) -> float:
        """What a set tells."""
        if not chosen:
            return 0.0
        rows = list(chosen.values())
        return float(self.worth @ self.o.covers[rows].max(0) + self.o.base[rows].sum())

    def cost(self, chosen: Mapping[int, int]) -> float:
        return float(sum(self.o.words[k] for k in chosen.values()))

    def best(self) -> Chosen:
        """The best set that was found."""
        chosen = self._fill(self._start())
        value = self.value(chosen)
        order = sorted(self.rows, key=lambda i: -float((self.alone[self.rows[i]] / self.o.words[self.rows[i]]).max()))
        for _ in range(ROUNDS):
            tries = [self._without(chosen, i) for i in chosen if i != self.forced]
            tries += [self._with(chosen, i) for i in order[:TRIED] if i not in chosen]
            found = [(self.value(c), n, c) for n, c in enumerate(self._fill(t) for t in tries)]
            top = max(found, default=(0.0, 0, chosen), key=lambda f: (f[0], -f[1]))
            if top[0] <= value + 1e-9:
                break
            value, chosen = top[0], top[2]
        return chosen

    def _start(self) -> Chosen:
        if self.forced not in self.rows:
            return {}
        own = self.rows[self.forced]
        fits = own[self.o.words[own] <= self.words]
        if not len(fits):
            return {self.forced: int(own[np.argmin(self.o.words[own])])}
        return {self.forced: int(fits[np.argmax(self.alone[fits] / self.o.words[fits])])}

    def _fill(self, start: Mapping[int, int]) -> Chosen:
        """Add forms, or fuller ones for those there are, the most worth for their words first, while there is room."""
        chosen = dict(start)
        told = self.o.covers[list(chosen.values())].sum(0) if chosen else np.zeros(self.o.covers.shape[1])
        left = self.words - self.cost(chosen)
        while True:
            ask()
            gain = self.o.covers @ (self.worth * (told == 0)) + self.o.base
            price = self.o.words.copy()
            for i, k in chosen.items():
                own = self.rows[i]
                others = self.worth * (told - self.o.covers[k] == 0)
                gain[own] = self.o.covers[own] @ others + self.o.base[own]
                gain[own] -= gain[k]
                price[own] -= self.o.words[k]
            rate = np.where(
                (gain > np.maximum(self.least * price, 1e-9)) & (price > 0) & (price <= left),
                gain / np.maximum(price, 0.5),
                -1.0,
            )
            while True:
                k = int(np.argmax(rate))
                if rate[k] <= 0:
                    return chosen
                i = int(self.o.owner[k])
                if i in chosen or (len(chosen) < self.most and self.allowed(i, chosen)):
                    break
                rate[self.rows[i]] = -1.0
            if i in chosen:
                told = told - self.o.covers[chosen[i]]
            chosen[i] = k
            told = told + self.o.covers[k]
            left = self.words - self.cost(chosen)

    def _without(self, chosen: Mapping[int, int], gone: int) -> Chosen:
        return self._settled({i: k for i, k in chosen.items() if i != gone})

    def _with(self, chosen: Mapping[int, int], new: int) -> Chosen:
        """`chosen` with the best short form of another sentence, and without the least worthy ones that it leaves no room for."""
        own = self.rows[new]
        form = int(own[np.argmax(self.alone[own] / self.o.words[own])])
        made = {**chosen, new: form}
        while self.cost(made) > self.words or len(made) > self.most:
            others = [i for i in made if i not in (new, self.forced)]
            if not others:
                return dict(chosen)
            whole = self.value(made)
            loss = {
                i: (whole - self.value({j: k for j, k in made.items() if j != i})) / self.o.words[made[i]]
                for i in others
            }
            del made[min(others, key=lambda i: loss[i])]
        return self._settled(made)

    def _settled(self, chosen: Chosen) -> Chosen:
        """Without the sentences that may not stand beside what is left."""
        while True:
            loose = [
                i
                for i in chosen
                if i != self.forced and not self.allowed(i, {j: k for j, k in chosen.items() if j != i})
            ]
            if not loose:
                return chosen
            del chosen[loose[0]]


def undominated(covers: np.ndarray, words: np.ndarray, base: np.ndarray) -> list[int]:
    """Rows that no other row beats: more units and worth for no more words."""
    kept: list[int] = []
    order = sorted(range(len(words)), key=lambda k: (words[k], -covers[k].sum(), -base[k]))
    for k in order:
        if not any(base[j] >= base[k] - 1e-9 and bool((covers[j] >= covers[k]).all()) for j in kept):
            kept.append(k)
    return kept


def stacked(parts: Sequence[tuple[int, np.ndarray, np.ndarray, np.ndarray]], units: int) -> Options:
    """Options of (sentence, covers, words, base) of each sentence."""
    if not parts:
        return Options(np.zeros((0, units), np.float32), np.zeros(0), np.zeros(0), np.zeros(0, int))
    return Options(
        np.concatenate([c for _, c, _, _ in parts]).astype(np.float32),
        np.concatenate([w for _, _, w, _ in parts]),
        np.concatenate([b for _, _, _, b in parts]),
        np.concatenate([np.full(len(w), i) for i, _, w, _ in parts]),
    )
