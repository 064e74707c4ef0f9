"""Token-id shards: how training/prepare.py leaves a corpus, and how training/train.py draws batches from it.

A shard is an .npz of X, Y (uint16: the ids of all sources, all targets, end to end, without special pieces), xl, yl
(uint8: the pieces of each pair) and src (the pair's place in sources.json). Every epoch is a function of the seed and
its number alone, so that a run that was stopped goes on with the very batch that came next.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.likeness import Flat
from training.model import BOS, EOS, PAD

POOL = 200_000  # pairs sorted by length at a time


@dataclass(frozen=True, slots=True)
class Batch:
    """Source (B, S), decoder input (B, T) and targets (B, T), padded with PAD; where in the run it stands."""

    source: NDArray[np.int64]
    given: NDArray[np.int64]
    target: NDArray[np.int64]
    epoch: int
    index: int


def write(path: Path, source: Flat, target: Flat, origin: Sequence[int]) -> None:
    lengths = [np.diff(side.offsets).astype(np.uint8) for side in (source, target)]
    np.savez(path, X=source.ids, Y=target.ids, xl=lengths[0], yl=lengths[1], src=np.array(origin, np.uint16))


class Shards:
    """The pairs of the shards in ``folder`` whose sides both have at most ``longest`` pieces.

    ``weights``: source name -> how many times an epoch a pair of it is seen ("*": the rest; "name+" falls back on
    "name"); fractions are drawn by chance.
    """

    def __init__(self, folder: Path, *, weights: Mapping[str, float] | None = None, longest: int = 110) -> None:
        parts: dict[str, list[NDArray[np.int64]]] = {k: [] for k in ("X", "Y", "xl", "yl", "src")}
        paths = sorted(folder.glob("shard-*.npz"))
        if not paths:
            raise FileNotFoundError(f"no shard-*.npz in {folder}; make them with: python -m training.prepare")
        for path in paths:
            with np.load(path) as z:
                for k, v in parts.items():
                    v.append(z[k])
        self.x, self.y = np.concatenate(parts["X"]), np.concatenate(parts["Y"])
        self.xl, self.yl = (np.concatenate(parts[k]).astype(np.int64) for k in ("xl", "yl"))
        self.xo, self.yo = (np.concatenate([[0], np.cumsum(v)]) for v in (self.xl, self.yl))
        self.usable = np.where((self.xl <= longest) & (self.yl <= longest))[0]
        self.names: list[str] = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
        weights = weights or {}
        rest = weights.get("*", 1.0)
        times = np.array([weights.get(n, weights.get(n.rstrip("+"), rest)) for n in self.names], np.float64)
        self.times = times[np.concatenate(parts["src"])[self.usable]]

    def said(self) -> NDArray[np.int64]:
        """The pieces that the English side uses, and EOS, in order."""
        return np.unique(np.append(self.y, EOS)).astype(np.int64)

    def counts(self, vocabulary: int) -> NDArray[np.int64]:
        """(vocabulary,) how often the English side has each piece."""
        return np.bincount(self.y, minlength=vocabulary)

    def batches(self, *, tokens: int, seed: int, epoch: int = 0, skip: int = 0) -> Iterator[Batch]:
        """Batches of at most ``tokens`` padded pieces a side, without end, from the ``skip``-th of ``epoch`` on."""
        while True:
            for index, rows in enumerate(self._epoch(tokens, np.random.default_rng((seed, epoch)))):
                if index >= skip:
                    yield Batch(*self._collate(rows), epoch, index)
            epoch, skip = epoch + 1, 0

    def _epoch(self, tokens: int, draw: np.random.Generator) -> Iterator[list[int]]:
        whole = np.floor(self.times)
        repeats = whole + (draw.random(len(whole)) < self.times - whole)
        order = np.repeat(self.usable, repeats.astype(np.int64))
        if not len(order):
            raise ValueError("the weights leave no pair to train on")
        draw.shuffle(order)
        for c in range(0, len(order), POOL):
            part = order[c : c + POOL]
            part = part[np.lexsort((draw.random(len(part)), self.xl[part] // 4, self.yl[part] // 4))]
            groups: list[list[int]] = []
            current: list[int] = []
            longest = 0
            for i in part.tolist():
                own = int(max(self.xl[i] + 2, self.yl[i] + 1))
                if current and max(longest, own) * (len(current) + 1) > tokens:
                    groups.append(current)
                    current, longest = [], 0
                current.append(i)
                longest = max(longest, own)
            groups.append(current)
            yield from (groups[k] for k in draw.permutation(len(groups)))

    def _collate(self, rows: list[int]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        s, t = int(self.xl[rows].max()) + 2, int(self.yl[rows].max()) + 1
        source, given, target = (np.full((len(rows), n), PAD, np.int64) for n in (s, t, t))
        for r, i in enumerate(rows):
            a, b = self.x[self.xo[i] : self.xo[i + 1]], self.y[self.yo[i] : self.yo[i + 1]]
            source[r, 0], source[r, 1 : 1 + len(a)], source[r, 1 + len(a)] = BOS, a, EOS
            target[r, : len(b)], target[r, len(b)] = b, EOS
            given[r, 0], given[r, 1 : 1 + len(b)] = EOS, b
        return source, given, target
