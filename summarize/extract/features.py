"""What the condenser sees of each sentence: columns that a person can read, in named groups.

`table` gives one row a sentence. Columns ending in "*" are also given relative to the article (less the mean, by the deviation), for
an article chooses among its own sentences only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from zlib import crc32

import numpy as np

from jianbao import han
from jianbao.sentences import Sentence
from summarize.extract.rules import rows

_LATIN = r"[A-Za-z]+(?:['’][a-z]+)?"


@cache
def _cues(language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """What is looked for in a sentence (rules/cues.tsv): group, column, pattern; columns that open a sentence are anchored."""
    found = (r for r in rows("cues") if r["language"] == language)
    return tuple((r["group"], r["name"], re.compile(r["pattern"])) for r in found)


_RATES = frozenset({"slogans*", "lists"})
_CAP = 6.0
HASHED = 2048
"""Dimensions of the hashed vectors: 3,000 sentences take 24 MB."""


def boilerplate(texts: Sequence[str], *, language: str = "zh") -> np.ndarray:
    """Phrases of praise, thanks and outlook, and telephone numbers, in each text, two at most: (n,)."""
    found = [re.compile(r["pattern"]) for r in rows("boilerplate") if r["language"] == language]
    return np.array([min(2, sum(len(p.findall(t)) for p in found)) for t in texts], np.float32)


def words_of(text: str, *, language: str = "zh") -> float:
    """English words that a translation of `text` will have.

    Fitted by least squares on the 6,400 sentence pairs of the project's own releases: 0.79 a Han character, 0.75 a Latin word or
    figure; r = 0.93.
    """
    if language == "en":
        return float(len(text.split()))
    return 0.79 * len(re.findall(rf"[{han.CLASS}]", text)) + 0.75 * len(re.findall(r"[A-Za-z]+|\d[\d.,:]*", text))


@lru_cache(maxsize=4096)
def terms(text: str, *, language: str = "zh") -> tuple[str, ...]:
    """What two texts are compared by: character bigrams of Chinese, words of English without their endings."""
    if language == "en":
        return tuple(re.sub(r"(?:ing|ed|es|s|'s)$", "", w) for w in re.findall(_LATIN + r"|\d[\d.,]*", text.lower()))
    out: list[str] = []
    for run in re.findall(rf"[{han.CLASS}]+|[A-Za-z]+|\d[\d.,]*", text):
        out += [run[i : i + 2] for i in range(len(run) - 1)] if han.is_han(run[0]) else [run.lower()]
    return tuple(out)


def hashed(texts: Sequence[str], *, language: str = "zh") -> np.ndarray:
    """Unit TF-IDF vectors (n, HASHED) float32 over `terms`; document frequencies are those of `texts`."""
    vectors = np.zeros((len(texts), HASHED), np.float32)
    for row, text in enumerate(texts):
        codes = [crc32(term.encode()) % HASHED for term in terms(text, language=language)]
        if codes:
            vectors[row] = np.bincount(codes, minlength=HASHED)
    frequency = (vectors > 0).sum(0)
    vectors = np.log1p(vectors) * np.log((1 + len(texts)) / (0.5 + frequency)).clip(0.05)
    return (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)).astype(np.float32)


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

    order = np.arange(n)
    for k in range(3):
        add("position", f"sentence {k + 1}", order == k)
    add("position", "reciprocal", 1 / (1 + order))
    add("position", "depth", order / max(1, n - 1))
    add("position", "last", order == n - 1)
    add("position", "article length", np.full(n, np.log1p(n)))

    length = np.array([words_of(t, language=language) for t in texts])
    add("length", "words*", np.log1p(length))
    add("length", "short", length < 14)
    add("length", "long", length > 60)

    cues = _cues(language)
    for group, name, pattern in (c for c in cues if c[0] != "openers"):
        counts = np.array([len(pattern.findall(t)) for t in texts], np.float32)
        add(group, name, counts / np.maximum(length, 8) * 10 if name in _RATES else np.minimum(counts, _CAP))
    for group, name, pattern in (c for c in cues if c[0] == "openers"):
        add(group, name, [pattern.match(t) is not None for t in texts])
    inside = re.compile(r"[“「\"]([^”」\"]*)[”」\"]")
    add("quotation", "share quoted", [sum(map(len, inside.findall(t))) / max(1, len(t)) for t in texts])
    add("quotation", "long quotation", [any(len(q) > 12 for q in inside.findall(t)) for t in texts])

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
    if vectors is not None:
        _similarities(add, "encoder", vectors, title_vector)
    matrix = np.stack([c for _, _, c in columns], axis=1).astype(np.float32)
    return matrix, [f"{g}: {c}" for g, c, _ in columns], [g for g, _, _ in columns]


def _similarities(
    add: Callable[[str, str, np.ndarray], None], group: str, vectors: np.ndarray, title: np.ndarray | None
) -> None:
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
