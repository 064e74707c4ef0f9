"""How well the models choose on articles that they were not fitted to: by document, by kind of source, and on the development data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from summarize import condense
from summarize.extract.model import model, using
from training.condenser.data import Article, Document
from training.condenser.fitting import linear, ridge, trees
from training.condenser.labels import (
    Rows,
    clause_rows,
    first_key_rows,
    headline_rows,
    key_rows,
    keyed_unit_rows,
    lead_rows,
    unit_rows,
)
from training.condenser.scores import scores

FOLDS = 5
NEWS = 0.3
"""What a sentence of a news item counts against one of a release."""
Weights = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Rows of every article, and the sentence models that the rows of units have been made with."""

    articles: list[Article]
    clauses: list[Rows]
    lead: list[Rows]
    units: list[Rows]
    sentence: dict[str, Any]


def sentence_model(releases: Sequence[Document], news: Sequence[Document], *, language: str) -> dict[str, Any]:
    """How likely a sentence is key, from releases, and from news items at `NEWS` of the weight."""
    rows = [key_rows(d, language=language) for d in releases]
    return linear(rows, also=[key_rows(d, language=language) for d in news], share=NEWS)


def prepare(articles: Sequence[Article], sentence: dict[str, Any]) -> Prepared:
    with using({"zh": {"sentence": sentence}}):
        units = [unit_rows(a) for a in articles]
    return Prepared(
        list(articles), [clause_rows(a) for a in articles], [lead_rows(a) for a in articles], units, sentence
    )


def fit(data: Prepared, inside: Sequence[int], *, headlines: bool = False) -> Weights:
    """The Chinese models, fitted to the articles numbered `inside`; with the one of headlines, which takes as long as the others."""
    pick = [[rows[i] for i in inside] for rows in (data.clauses, data.lead, data.units)]
    zh = {"sentence": data.sentence, "clause": trees(pick[0]), "lead": linear(pick[1]), "unit": trees(pick[2])}
    if not headlines:
        return {"zh": zh}
    with using({"zh": zh}):
        zh["headline"] = ridge([headline_rows(data.articles[i]) for i in inside])
    return {"zh": zh}


def english(releases: Sequence[Document]) -> Weights:
    """The English models, from key sentences alone: there are no told spans or facts."""
    sentence = linear([key_rows(d, language="en") for d in releases])
    lead = linear([first_key_rows(d, language="en") for d in releases])
    with using({"en": {"sentence": sentence}}):
        units = [keyed_unit_rows(d, language="en") for d in releases]
    return {"en": {"sentence": sentence, "told": sentence, "lead": lead, "unit": trees(units)}}


def by_document(count: int, *, folds: int = FOLDS) -> Iterator[tuple[list[int], list[int]]]:
    """Numbers of the articles to fit to, and of those to try."""
    fold = np.random.default_rng(0).permutation(count) % folds
    for k in range(folds):
        yield np.flatnonzero(fold != k).tolist(), np.flatnonzero(fold == k).tolist()


def by_kind(articles: Sequence[Article]) -> Iterator[tuple[list[int], list[int]]]:
    """The same, a kind of source at a time."""
    for kind in sorted({a.kind for a in articles}):
        yield (
            [i for i, a in enumerate(articles) if a.kind != kind],
            [i for i, a in enumerate(articles) if a.kind == kind],
        )


def crossed(data: Prepared, folds: Iterator[tuple[list[int], list[int]]]) -> dict[int, Weights]:
    """For each article the weights that were fitted without it."""
    return {i: weights for inside, outside in folds for weights in [fit(data, inside)] for i in outside}


def folds(data: Prepared) -> dict[str, Any]:
    """What `fold_of` reads: the models of each fold by document, and the fold of each article, by its name."""
    split = list(by_document(len(data.articles)))
    return {
        "articles": {data.articles[i].name: k for k, (_, outside) in enumerate(split) for i in outside},
        "folds": [fit(data, inside) for inside, _ in split],
    }


def fold_of(folds: Mapping[str, Any], name: str) -> Weights:
    """The models that were fitted without the article, and the shipped one of headlines, which takes long to fit."""
    own = folds["folds"][folds["articles"][name]]["zh"]
    return {"zh": own | {"headline": model("headline", language="zh")}}


def tried(articles: Sequence[Article], weights: Callable[[int], Weights], *, words: int) -> list[dict[str, float]]:
    """The scores of every article's brief; weights: those for the article of a number."""
    out = []
    for n, article in enumerate(articles):
        with using(weights(n)):
            out.append(scores(article, condense(article.sentences, title=article.title, words=words)))
    return out


def row(name: str, found: Sequence[Mapping[str, float]]) -> str:
    """One line of a table of means."""
    columns = ("core", "facts", "precision", "recall", "f1", "words", "points")
    cells = [f"{np.mean([f[c] for f in found]):.3f}" if c in found[0] else "" for c in columns]
    return f"| {name} | " + " | ".join(cells) + " |"
