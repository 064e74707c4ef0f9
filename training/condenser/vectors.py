"""Fits what the compact model's vectors say beside the trees, and cross-validates it by document and by kind of source.

    python -m training.condenser.vectors --train FOLDER [--words 130] [--out weights.json]

FOLDER has fact sheets with told spans. A ridge regression on the vectors of a clause and of its sentence stands beside the trees, for the
share of the clause that is told and for the worth of the units that it is the first to have. Both are weighed by least squares on what was
predicted of articles that neither was fitted to. Leads are those of the folds by document in both tables. --out adds both regressions to a
file that `python -m training.condenser` wrote.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.loader import load_compact
from summarize.extract.assessment import Assessment, assess
from summarize.extract.choice import best_of
from summarize.extract.model import WEIGHTS, model, predict, using
from summarize.extract.vectors import Encode, seen, valued
from summarize.extract.writing import write
from training.condenser import data
from training.condenser.fitting import linear, trees
from training.condenser.labels import Rows, clause_rows, lead_rows, unit_rows
from training.condenser.scores import scores
from training.condenser.validation import by_document, by_kind, row

STRENGTH = 5000.0
"""Penalty on standardised vectors: from 300 to 30,000 the clauses' area under the curve is 0.725 to 0.753, the trees' 0.736."""
Split = list[tuple[list[int], list[int]]]


@dataclass(frozen=True, slots=True)
class Known:
    """An article, rows of its clauses (c) and units (u); vectors (c, 2d) and (u, 2d); what is seen without worths."""

    article: data.Article
    clauses: Rows
    units: Rows
    clause_vectors: np.ndarray
    unit_vectors: np.ndarray
    assessed: Assessment


def known(article: data.Article, encode: Encode) -> Known:
    """Needs models of sentences, units, clauses and leads (`summarize.extract.model.using`)."""
    assessed = assess(article.sentences, title=article.title)
    vectors, places = seen(assessed, encode)
    return Known(article, clause_rows(article), unit_rows(article), vectors, vectors[places], assessed)


def of_trees(rows: Sequence[Rows], split: Split) -> list[np.ndarray]:
    """What trees predict of each document, fitted without it."""
    out = [np.zeros(0)] * len(rows)
    for inside, outside in split:
        fitted = trees([rows[i] for i in inside])
        for i in outside:
            out[i] = predict(fitted, rows[i].x, rows[i].columns)
    return out


def standardised(vectors: Sequence[np.ndarray]) -> tuple[list[np.ndarray], np.ndarray]:
    """The vectors of each document less the mean of all and by their deviations, and the deviations (d,)."""
    every = np.vstack(vectors)
    mean, scale = every.mean(0), every.std(0) + 1e-6
    return [(v - mean) / scale for v in vectors], scale


def sums(z: Sequence[np.ndarray], labels: Sequence[np.ndarray]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """What a regression is solved by, for each document: products of its columns (d, d), and with the labels less their mean (d,)."""
    return [a.T @ a for a in z], [a.T @ (y - y.mean()) for a, y in zip(z, labels, strict=True)]


def of_vectors(vectors: Sequence[np.ndarray], labels: Sequence[np.ndarray], split: Split) -> list[np.ndarray]:
    """The same of a ridge regression on vectors, less the mean of each document's labels."""
    z, _ = standardised(vectors)
    squares, products = sums(z, labels)
    penalty = STRENGTH * np.eye(z[0].shape[1])
    out = [np.zeros(0)] * len(z)
    for inside, outside in split:
        weights = np.linalg.solve(sum(squares[i] for i in inside) + penalty, sum(products[i] for i in inside))
        for i in outside:
            out[i] = z[i] @ weights
    return out


def weighed(
    first: Sequence[np.ndarray], second: Sequence[np.ndarray], labels: Sequence[np.ndarray]
) -> tuple[list[np.ndarray], np.ndarray]:
    """Both predictions of each document as one, and their two weights: least squares around each document's mean."""

    def centred(rows: Sequence[np.ndarray]) -> np.ndarray:
        return np.concatenate([r - r.mean() for r in rows])

    both = np.column_stack([centred(first), centred(second)])
    weights = np.linalg.lstsq(both, centred(labels), rcond=None)[0]
    made = [
        a.mean() + weights[0] * (a - a.mean()) + weights[1] * (b - b.mean()) for a, b in zip(first, second, strict=True)
    ]
    return made, weights


def fitted(vectors: Sequence[np.ndarray], labels: Sequence[np.ndarray], weights: np.ndarray) -> dict[str, Any]:
    """The regression on all documents as `summarize.extract.vectors.beside` reads it. weights: of the trees and of the regression."""
    z, scale = standardised(vectors)
    squares, products = sums(z, labels)
    found = np.linalg.solve(sum(squares) + STRENGTH * np.eye(len(scale)), sum(products)) / scale
    return {"trees": round(float(weights[0]), 3), "weights": [round(float(w), 5) for w in weights[1] * found]}


def tried(of: Known, worth: np.ndarray, shares: np.ndarray, *, words: int) -> dict[str, float]:
    """The scores of the brief that is chosen with such worths of units (u,) and shares of clauses (c,)."""
    article = valued(of.assessed, shares=shares, worth=worth)
    chosen = [(i, form, "key") for i, form in best_of(article, words=words).items()]
    points = write(chosen, article.sentences, article.scores, lead=article.lead, language="zh")
    return scores(of.article, points)


def difference(name: str, found: Sequence[dict[str, float]], base: Sequence[dict[str, float]]) -> str:
    """Means of the paired differences, with their standard errors."""
    cells = []
    for key in ("core", "facts", "f1"):
        d = np.array([a[key] - b[key] for a, b in zip(found, base, strict=True)])
        cells.append(f"{key} {d.mean():+.3f} ± {d.std() / len(d) ** 0.5:.3f}")
    return f"{name}: " + ", ".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--words", type=int, default=130)
    parser.add_argument("--out", type=Path, help=f"such as {WEIGHTS.name}: the file that both regressions are added to")
    options = parser.parse_args()
    articles = data.articles(options.train)
    encode = load_compact(threads=1).encode
    documents = list(by_document(len(articles)))
    leads = [lead_rows(a) for a in articles]
    shipped = {name: model(name, language="zh") for name in ("sentence", "unit", "clause")}
    every: dict[int, Known] = {}
    for inside, outside in documents:
        with using({"zh": {**shipped, "lead": linear([leads[i] for i in inside])}}):
            every |= {i: known(articles[i], encode) for i in outside}
    found = [every[i] for i in range(len(articles))]
    for name, split in (("by document", documents), ("by kind", list(by_kind(articles)))):
        shares, worths = of_trees([k.clauses for k in found], split), of_trees([k.units for k in found], split)
        told, facts = [k.clauses.y for k in found], [k.units.y for k in found]
        more, heavy = weighed(shares, of_vectors([k.clause_vectors for k in found], told, split), told)
        worthy, light = weighed(worths, of_vectors([k.unit_vectors for k in found], facts, split), facts)
        print(f"weights of trees and vectors: clauses {heavy.round(2)}, units {light.round(2)}")
        if options.out and name == "by document":
            written = json.loads(options.out.read_text(encoding="utf-8"))
            written["zh"]["clause vectors"] = fitted([k.clause_vectors for k in found], told, heavy)
            written["zh"]["unit vectors"] = fitted([k.unit_vectors for k in found], facts, light)
            packed = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
            options.out.write_text(packed + "\n", encoding="utf-8")
        base: list[dict[str, float]] = []
        for label, u, c in (("trees", worths, shares), ("vectors for clauses", worths, more), ("both", worthy, more)):
            made = [tried(k, a, b, words=options.words) for k, a, b in zip(found, u, c, strict=True)]
            base = base or made
            print(row(f"{name}: {label}", made), difference("against trees", made, base), sep="\n", flush=True)


if __name__ == "__main__":
    main()
