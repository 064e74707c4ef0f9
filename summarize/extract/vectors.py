"""What an encoder's vectors say beside the trees: of clauses, what share is told, and of units, what they are worth.

The vectors are those of the compact model, of each clause and of its sentence; a regression on them was fitted to what editors told
(`training/condenser/vectors.py`). Only the order inside an article counts: the mean of the article stays what the trees say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from summarize.extract.assessment import Assessment
from summarize.extract.model import model
from summarize.extract.telling import Told

MOST = 600
"""Clauses of an article that are read at most, some 12,000 characters and five seconds; a longer one is ranked by features alone."""
Encode = Callable[[Sequence[str]], np.ndarray]


def seen(article: Assessment, encode: Encode) -> tuple[np.ndarray, list[int]]:
    """Vectors (c, 2d) of the clauses, each with its sentence's, in order; and for each unit the clause that first has it."""
    texts = {i: article.sentences[i].text for i, row in enumerate(article.told) if row}
    clauses = [(i, t) for i, row in enumerate(article.told) for t in row]
    made = encode([*texts.values(), *(texts[i][t.start : t.end] for i, t in clauses)])
    where = {i: n for n, i in enumerate(texts)}
    first: dict[str, int] = {}
    for n, (i, t) in enumerate(clauses):
        for m in article.units.found[i]:
            if t.start <= m.start < t.end:
                first.setdefault(m.key, n)
    vectors = np.hstack([made[len(texts) :], made[[where[i] for i, _ in clauses]]])
    return vectors, [first[key] for key in article.units.keys]


def informed(article: Assessment, encode: Encode) -> Assessment:
    """The article with shares of clauses and worths of units that know the vectors too. encode: the compact model's."""
    if article.language != "zh" or not 0 < sum(map(len, article.told)) <= MOST:
        return article
    vectors, places = seen(article, encode)
    shares = np.array([t.share for row in article.told for t in row])
    return valued(
        article,
        shares=beside(shares, vectors, "clause vectors"),
        worth=beside(article.units.worth, vectors[places], "unit vectors"),
    )


def valued(article: Assessment, *, shares: np.ndarray, worth: np.ndarray) -> Assessment:
    """The article with other shares of its clauses (c,), in order, and worths of its units (u,); what is out of range is put into it."""
    left = iter(np.clip(shares, 0.0, 1.0).tolist())
    told = tuple(tuple(Told(t.start, t.end, next(left)) for t in row) for row in article.told)
    return replace(article, units=replace(article.units, worth=np.maximum(worth, 0.0)), told=told)


def beside(scores: np.ndarray, vectors: np.ndarray, name: str) -> np.ndarray:
    """What trees say of each thing (n,), and what its vector says (n, d), as one. Raises ValueError for vectors of another model."""
    of = model(name, language="zh")
    weights = np.asarray(of["weights"])
    if vectors.shape[1] != len(weights):
        raise ValueError(f"vectors of {vectors.shape[1]} numbers where the compact model's have {len(weights)}")
    said = vectors @ weights
    return np.asarray(scores.mean() + of["trees"] * (scores - scores.mean()) + said - said.mean())
