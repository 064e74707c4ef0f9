"""Does the English translate the Chinese? A score from the corpus itself, cheap enough for millions of pairs.

How strongly a Chinese and an English piece go together is their normalised pointwise mutual information over the
corpus's pairs (Bouma 2009). A pair scores the mean, over its pieces of both sides, of the best partner's strength,
rare pieces counting more. What a score is worth is told by mismatched pairs of the same corpus: `threshold` is the
score below which most of those fall.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FREQUENT = 6000  # pieces a side that take part
SEEN = 4  # pairs that two pieces must share
SAMPLE = 200_000  # pairs that the associations are counted on


@dataclass(frozen=True, slots=True)
class Flat:
    """Ragged rows of ids: row i is ids[offsets[i]:offsets[i + 1]]."""

    ids: NDArray[np.uint16]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def row(self, i: int) -> NDArray[np.uint16]:
        return self.ids[self.offsets[i] : self.offsets[i + 1]]


class Likeness:
    """Associations counted on (a sample of) pairs of rows."""

    def __init__(self, source: Flat, target: Flat, *, seed: int = 0) -> None:
        from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

        rng = np.random.default_rng(seed)
        rows = np.sort(rng.permutation(len(source))[:SAMPLE])
        sides = []
        self.ranks: list[NDArray[np.int32]] = []
        self.weights: list[NDArray[np.float32]] = []
        counts = []
        for flat in (source, target):
            seen = np.bincount(flat.ids, minlength=65536)
            frequent = np.argsort(-seen, kind="stable")[: min(FREQUENT, int((seen > 0).sum()))]
            rank = np.full(65536, -1, np.int32)
            rank[frequent] = np.arange(len(frequent))
            lengths = np.diff(flat.offsets)[rows]
            at = (
                np.repeat(flat.offsets[rows], lengths)
                + np.arange(lengths.sum())
                - np.repeat(np.cumsum(lengths) - lengths, lengths)
            )
            columns, pair = rank[flat.ids[at]], np.repeat(np.arange(len(rows)), lengths)
            good = columns >= 0
            m = csr_matrix(
                (np.ones(int(good.sum()), np.float32), (pair[good], columns[good])), shape=(len(rows), len(frequent))
            )
            m.data[:] = 1  # a piece counts once a pair
            sides.append(m)
            count = np.maximum(1, np.asarray(m.sum(0)).ravel())
            counts.append(count)
            self.ranks.append(rank)
            self.weights.append(np.log(len(rows) / count).clip(0.1).astype(np.float32))
        both = (sides[0].T @ sides[1]).tocoo()
        n, keep = float(len(rows)), both.data >= SEEN
        i, j, c = both.row[keep], both.col[keep], both.data[keep]
        pmi = np.log(c * n / (counts[0][i] * counts[1][j]))
        strength = np.clip(pmi / -np.log(np.minimum(c / n, 0.999)), 0, 1)
        self.table = np.zeros((len(counts[0]), len(counts[1])), np.uint8)
        self.table[i, j] = (255 * strength).astype(np.uint8)

    def score(self, source: NDArray[np.uint16], target: NDArray[np.uint16]) -> float:
        """0 (nothing goes together) to 1; NaN where a side has fewer than three pieces to judge by."""
        s, t = self.ranks[0][np.unique(source)], self.ranks[1][np.unique(target)]
        s, t = s[s >= 0], t[t >= 0]
        if len(s) < 3 or len(t) < 3:
            return float("nan")
        part = self.table[s[:, None], t]
        ws, wt = self.weights[0][s], self.weights[1][t]
        return float(((part.max(1) @ ws) / ws.sum() + (part.max(0) @ wt) / wt.sum()) / 510)

    def scores(self, source: Flat, target: Flat) -> NDArray[np.float32]:
        return np.array([self.score(source.row(i), target.row(i)) for i in range(len(source))], np.float32)

    def threshold(self, source: Flat, target: Flat, *, share: float = 0.8, seed: int = 0) -> float:
        """The score below which ``share`` of mismatched pairs fall; the partners are of about the same length."""
        rng = np.random.default_rng(seed)
        rows = rng.permutation(len(source))[:4000]
        rows = rows[np.argsort(np.diff(source.offsets)[rows], kind="stable")]
        found = [self.score(source.row(a), target.row(b)) for a, b in zip(rows, np.roll(rows, 3), strict=True)]
        found = [f for f in found if f == f]
        return float(np.quantile(found, share)) if found else 0.0
