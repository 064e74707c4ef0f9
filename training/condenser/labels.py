"""Rows and labels of what is learned: of sentences, of units, of the sentence that opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from summarize.extract.assessment import assess
from summarize.extract.features import table
from summarize.extract.telling import clause_table
from summarize.extract.units import Mention, mentions
from summarize.extract.worth import unit_table
from summarize.headline import candidates
from summarize.headline import rows as headline_table
from training.condenser.data import Article, Document

CORE = 1.5
"""What a core fact counts more than another."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Features (n, f) of the things of one document, labels (n,), and the names of the columns."""

    x: np.ndarray
    y: np.ndarray
    columns: list[str]


def told_mask(article: Article) -> np.ndarray:
    """Which characters of the body an editor told, among those that are letters or figures: (characters,) bool."""
    mask = np.zeros(len(article.body), bool)
    for a, b in article.told:
        mask[a:b] = True
    return mask & words_mask(article)


def words_mask(article: Article) -> np.ndarray:
    return np.array([bool(re.match(r"\w", c)) for c in article.body], bool)


def clause_rows(article: Article) -> Rows:
    """Clauses, and the share of each that an editor told."""
    matrix, names, _ = table(article.sentences, title=article.title)
    found = mentions(article.sentences)
    x, columns, of = clause_table(article.sentences, found, title=article.title, matrix=matrix, names=names)
    told, words = told_mask(article), words_mask(article)
    y = []
    for i, start, end in of:
        a, b = article.sentences[i].start + start, article.sentences[i].start + end
        y.append(told[a:b].sum() / max(1, words[a:b].sum()))
    return Rows(x, np.array(y), columns)


def lead_rows(article: Article) -> Rows:
    """Sentences, and which of them the editor's brief opens with."""
    x, names, _ = table(article.sentences, title=article.title)
    start, end = article.told[0] if article.told else (-1, -1)
    return Rows(x, np.array([float(s.start < end and s.end > start) for s in article.sentences]), names)


def key_rows(document: Document, *, language: str) -> Rows:
    """Sentences, key or not."""
    x, names, _ = table(document.sentences, title=document.title, language=language)
    return Rows(x, document.key, names)


def first_key_rows(document: Document, *, language: str) -> Rows:
    """Sentences, and which is the first key one."""
    rows = key_rows(document, language=language)
    y = np.zeros(len(document.key))
    y[int(np.argmax(document.key))] = 1.0
    return Rows(rows.x, y, rows.columns)


def unit_rows(article: Article) -> Rows:
    """Units, and the facts of the sheet that each is a part of: every fact shares one among its units, a core one `CORE` more."""
    found = mentions(article.sentences)
    x, columns, keys = unit_table(article.sentences, found, title=article.title, language="zh")
    number = {key: n for n, key in enumerate(keys)}
    y = np.zeros(len(keys))
    for span, core, _ in article.facts:
        own = {number[m.key] for m in within(article, found, span)}
        for n in own:
            y[n] += (1 + CORE * core) / len(own)
    return Rows(x, y, columns)


def within(article: Article, found: Sequence[Sequence[Mention]], span: str) -> list[Mention]:
    """The mentions that overlap with `span`, wherever the article has it."""
    out = []
    for sentence, row in zip(article.sentences, found, strict=True):
        at = sentence.text.find(span)
        while at >= 0:
            out += [m for m in row if m.start < at + len(span) and m.end > at]
            at = sentence.text.find(span, at + 1)
    return out


KEYED = 0.3
"""What a unit of a key sentence is worth where only key sentences are marked."""


def keyed_unit_rows(document: Document, *, language: str) -> Rows:
    """Units, and whether a key sentence has them."""
    found = mentions(document.sentences, language=language)
    x, columns, keys = unit_table(document.sentences, found, title=document.title, language=language)
    key = {m.key for row, k in zip(found, document.key, strict=True) if k for m in row}
    return Rows(x, np.array([KEYED * (k in key) for k in keys]), columns)


def headline_rows(article: Article) -> Rows:
    """Candidates for the headline, and how much of the editor's headline each tells: the share of its facts, and some of the core's.

    Needs the models of sentences, units and leads (`summarize.extract.model.using`).
    """
    assessed = assess(article.sentences, title=article.title)
    found = candidates(assessed, article.title)
    wanted = [
        span for span, _, english in article.facts if any(re.search(e, article.headline, re.I | re.S) for e in english)
    ]
    core = [span for span, is_core, _ in article.facts if is_core]
    y = []
    for c in found:
        told = sum(_tells(c.text, span) for span in wanted) / max(1, len(wanted))
        y.append(told + 0.3 * sum(_tells(c.text, span) for span in core) / max(1, len(core)))
    x, columns = headline_table(found, assessed, article.title)
    return Rows(x, np.array(y), columns)


def _tells(text: str, span: str) -> float:
    """Share of the pairs of characters of a span that the text has; all of it where it has the span."""
    if span in text:
        return 1.0
    pairs = {span[i : i + 2] for i in range(len(span) - 1)}
    return sum(p in text for p in pairs) / max(1, len(pairs)) if len(pairs) > 1 else 0.0
