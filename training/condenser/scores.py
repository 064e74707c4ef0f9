"""What a choice is measured by: facts of the sheet that it tells, and the characters that an editor told too."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from summarize import Selected
from summarize.extract.measures import words_of
from training.condenser.data import Article
from training.condenser.labels import told_mask, words_mask


def facts_told(article: Article, texts: Sequence[str]) -> tuple[float, float]:
    """Share of the core facts, and of all, whose exact Chinese stands in one of `texts`."""
    flat = [re.sub(r"\s", "", t) for t in texts]
    told = [any(re.sub(r"\s", "", span) in t for t in flat) for span, _, _ in article.facts]
    core = [t for t, (_, is_core, _) in zip(told, article.facts, strict=True) if is_core]
    return sum(core) / max(1, len(core)), sum(told) / max(1, len(told))


def spans_told(article: Article, points: Sequence[Selected]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the letters and figures that the points keep, against those that an editor told."""
    kept = np.zeros(len(article.body), bool)
    for p in points:
        kept[p.sentence.start : p.sentence.end] = True
        for a, b in p.cuts:
            kept[a:b] = False
    kept &= words_mask(article)
    told = told_mask(article)
    both = float((kept & told).sum())
    precision, recall = both / max(1.0, float(kept.sum())), both / max(1.0, float(told.sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def scores(article: Article, points: Sequence[Selected]) -> dict[str, float]:
    """core, facts (the title counts as told, for a brief has a headline), told spans, words and points."""
    texts = [p.text for p in points]
    core, facts = facts_told(article, [*texts, article.title])
    out = {"core": core, "facts": facts}
    if article.told:
        out["precision"], out["recall"], out["f1"] = spans_told(article, points)
    return out | {"words": sum(words_of(t) for t in texts), "points": float(len(points))}
