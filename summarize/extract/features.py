"""What the condenser sees of each sentence: columns that a person can read, in named groups.

`table` gives one row a sentence. Columns ending in "*" are also given relative to the article (less the mean, by the deviation), for
an article chooses among its own sentences only. What is looked for in a sentence stands in `rules/cues.tsv` and `rules/boilerplate.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from jianbao.sentences import Sentence
from summarize.extract.measures import hashed, terms, words_of
from summarize.extract.rules import rows

_RATES = frozenset({"slogans*", "lists"})
_CAP = 6.0
_INSIDE = re.compile(r"[“「\"]([^”」\"]*)[”」\"]")
Add = Callable[[str, str, Sequence[float] | np.ndarray], None]


@cache
def cues(language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """What is looked for in a sentence: group, column, pattern; patterns of the group "openers" are anchored."""
    found = (r for r in rows("cues") if r["language"] == language)
    return tuple((r["group"], r["name"], re.compile(r["pattern"])) for r in found)


@cache
def _boilerplate(language: str) -> dict[str, list[re.Pattern[str]]]:
    found: dict[str, list[re.Pattern[str]]] = {}
    for r in rows("boilerplate"):
        if r["language"] == language:
            found.setdefault(r["name"], []).append(re.compile(r["pattern"]))
    return found


def boilerplate(text: str, *, language: str = "zh") -> dict[str, int]:
    """Phrases of praise, feeling, thanks and outlook, and telephone numbers, in a text, by kind."""
    return {name: sum(len(p.findall(text)) for p in found) for name, found in _boilerplate(language).items()}


def table(
    sentences: Sequence[Sentence],
    *,
    title: str = "",
    language: str = "zh",
    vectors: np.ndarray | None = None,
    title_vector: np.ndarray | None = None,
) -> tuple[np.ndarray, list[str], list[str]]:
    """Features (n, f) float32 of each sentence, their names, and their groups.

    vectors: unit vectors of the sentences, title_vector: of the title; without them the columns of group "encoder" are left out.
    """
    n = len(sentences)
    texts = [s.text for s in sentences]
    columns: list[tuple[str, str, np.ndarray]] = []

    def add(group: str, name: str, values: Sequence[float] | np.ndarray) -> None:
        column = np.asarray(values, np.float32)
        columns.append((group, name.rstrip("*"), column))
        if name.endswith("*"):
            columns.append((group, name.rstrip("*") + " (relative)", (column - column.mean()) / (column.std() + 1e-6)))

    length = np.array([words_of(t, language=language) for t in texts])
    _position(add, n)
    add("length", "words*", np.log1p(length))
    add("length", "short", length < 14)
    add("length", "long", length > 60)
    _cued(add, texts, length, language)
    add("quotation", "share quoted", [sum(map(len, _INSIDE.findall(t))) / max(1, len(t)) for t in texts])
    add("quotation", "long quotation", [any(len(q) > 12 for q in _INSIDE.findall(t)) for t in texts])
    _likeness(add, texts, title, language)
    if vectors is not None:
        _similarities(add, "encoder", vectors, title_vector)
    matrix = np.stack([c for _, _, c in columns], axis=1).astype(np.float32)
    return matrix, [f"{g}: {c}" for g, c, _ in columns], [g for g, _, _ in columns]


def _position(add: Add, n: int) -> None:
    order = np.arange(n)
    for k in range(3):
        add("position", f"sentence {k + 1}", order == k)
    add("position", "reciprocal", 1 / (1 + order))
    add("position", "depth", order / max(1, n - 1))
    add("position", "last", order == n - 1)
    add("position", "article length", np.full(n, np.log1p(n)))


def _cued(add: Add, texts: Sequence[str], length: np.ndarray, language: str) -> None:
    for group, name, pattern in cues(language):
        if group == "openers":
            add(group, name, [pattern.match(t) is not None for t in texts])
            continue
        counts = np.array([len(pattern.findall(t)) for t in texts], np.float32)
        add(group, name, counts / np.maximum(length, 8) * 10 if name in _RATES else np.minimum(counts, _CAP))
    found = [boilerplate(t, language=language) for t in texts]
    for name in _boilerplate(language):
        add("boilerplate", name, [min(2, f[name]) for f in found])


def _likeness(add: Add, texts: Sequence[str], title: str, language: str) -> None:
    bags = hashed([title, *texts], language=language)
    _similarities(add, "bigrams", bags[1:], bags[0] if title else None)
    head = set(terms(title, language=language))
    own = [set(terms(t, language=language)) for t in texts]
    add("bigrams", "share of the title*", [len(head & o) / max(1, len(head)) for o in own])
    told, new = set(head), []
    for o in own:
        new.append(len(o - told) / max(1, len(o)))
        told |= o
    add("bigrams", "new*", new)


def _similarities(add: Add, group: str, vectors: np.ndarray, title: np.ndarray | None) -> None:
    n = len(vectors)
    centre = vectors.mean(0)
    around = (vectors @ centre * n - 1) / max(1, n - 1)  # mean cosine to the others: linear in n
    add(group, "centrality*", around)
    add(group, "like the title*", vectors @ title if title is not None else np.zeros(n, np.float32))
    add(group, "like the first*", np.where(np.arange(n) == 0, 0, vectors @ vectors[0]))
    before = np.zeros_like(vectors)
    if n > 1:
        before[1:] = np.cumsum(vectors, axis=0)[:-1] / np.arange(1, n)[:, None]
    norm = np.maximum(np.linalg.norm(before, axis=1), 1e-6)
    add(group, "said before*", (vectors * before).sum(1) / norm)
