"""What each unit of an article is worth telling: features of units that mean something in any release, and the model that weighs them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from jianbao.sentences import Sentence
from summarize.extract.features import boilerplate, cues, table
from summarize.extract.measures import terms
from summarize.extract.model import likelihood, model, predict
from summarize.extract.units import KINDS, Mention, mentions

_CLAUSE = re.compile(r"[，,；;：:。]")
_CUES = ("launched", "outcome", "reward", "cause", "will", "total", "rank", "growth")
"""What a clause does with what it tells, as `rules/cues.tsv` names it."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Units:
    """The units of an article.

    found: mentions, a list a sentence; keys: one a unit, in order of first mention; worth: of each, as `keys`.
    """

    found: list[list[Mention]]
    keys: list[str]
    worth: np.ndarray

    def number(self) -> dict[str, int]:
        """The place of each key in `keys`."""
        return {key: n for n, key in enumerate(self.keys)}


def likely(
    sentences: Sequence[Sentence], *, title: str = "", language: str = "zh"
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """How likely an editor would keep each sentence (n,), and the features that say so: (n, f), f names."""
    matrix, names, _ = table(sentences, title=title, language=language)
    return likelihood(model("sentence", language=language), matrix, names), matrix, names


Likely = tuple[np.ndarray, np.ndarray, list[str]]


def units(
    sentences: Sequence[Sentence], *, title: str = "", language: str = "zh", known: Likely | None = None
) -> Units:
    """The units of an article's sentences and what each is worth, never less than nothing. known: what `likely` says of them."""
    known = known or likely(sentences, title=title, language=language)
    found = mentions(sentences, language=language, read=_read(known[0]))
    matrix, columns, keys = unit_table(sentences, found, title=title, language=language, known=known)
    if not keys:
        return Units(found, keys, np.zeros(0))
    return Units(found, keys, np.maximum(predict(model("unit", language=language), matrix, columns), 0.0))


MOST_READ = 240
"""Sentences of a long article whose units are found: the likeliest, and the first ones."""


def _read(scores: np.ndarray) -> frozenset[int] | None:
    if len(scores) <= MOST_READ:
        return None
    return frozenset([*range(10), *np.argsort(-scores, kind="stable")[: MOST_READ - 10].tolist()])


@cache
def _cue(name: str, language: str) -> re.Pattern[str]:
    return next(pattern for _, found, pattern in cues(language) if found.rstrip("*") == name)


def unit_table(
    sentences: Sequence[Sentence],
    found: Sequence[Sequence[Mention]],
    *,
    title: str,
    language: str,
    known: Likely | None = None,
) -> tuple[np.ndarray, list[str], list[str]]:
    """Features (u, f) of the units in `found`, their names, and the keys of the units."""
    where: dict[str, list[Mention]] = {}
    for row in found:
        for m in row:
            where.setdefault(m.key, []).append(m)
    keys = list(where)
    if not keys:
        return np.zeros((0, 0)), [], []
    scores, matrix, names = known or likely(sentences, title=title, language=language)
    article = _Article(
        [s.text for s in sentences], found, title, frozenset(terms(title, language=language)), scores,
        matrix[:, names.index("bigrams: share of the title")], matrix[:, names.index("bigrams: centrality")], language,
    )  # fmt: skip
    made = [article.row(key, where[key]) for key in keys]
    return np.array([list(r.values()) for r in made], float), list(made[0]), keys


@dataclass(frozen=True, slots=True)
class _Article:
    """What the features of a unit are taken from; arrays have one value a sentence."""

    texts: list[str]
    found: Sequence[Sequence[Mention]]
    title: str
    head: frozenset[str]
    scores: np.ndarray
    share: np.ndarray
    centre: np.ndarray
    language: str

    def row(self, key: str, places: Sequence[Mention]) -> dict[str, float]:
        first = places[0]
        text = self.texts[first.sentence]
        inside = sorted({m.sentence for m in places})
        n = len(self.texts)
        begin, end = self._clause(text, first)
        clause = text[begin:end]
        own = set(terms(key, language=self.language))
        near = [m for m in self.found[first.sentence] if abs(m.start - first.start) < 14 and m.key != key]
        waste = boilerplate(text, language=self.language)
        slogans = _cue("slogans", self.language)
        return {
            "mentions (log)": float(np.log(len(places))),
            "sentences (log)": float(np.log(len(inside))),
            "spread": (inside[-1] - inside[0]) / n,
            "first sentence": min(first.sentence, 40),
            "depth": first.sentence / max(1, n - 1),
            "article length (log)": float(np.log1p(n)),
            "in the title": key in self.title,
            "share in the title": len(own & self.head) / max(1, len(own)),
            "characters": len(key),
            "common (log)": float(np.log1p(first.count)),
            "best sentence": max(self.scores[i] for i in inside),
            "first sentence's likelihood": self.scores[first.sentence],
            "sentence like the title": max(self.share[i] for i in inside),
            "sentence central": max(self.centre[i] for i in inside),
            "slogans in the clause": len(slogans.findall(clause)),
            "slogans in the sentence": len(slogans.findall(text)),
            "boilerplate in the sentence": sum(waste.values()),
            "behind a speaker": bool(_cue("said", self.language).search(text[: first.start])),
            "behind a demand": bool(_cue("stressed", self.language).search(text[: first.start])),
            **{f"{name} in the clause": len(_cue(name, self.language).findall(clause)) for name in _CUES},
            "attendance in the sentence": len(_cue("attended", self.language).findall(text)),
            "quoted": text.count("“", 0, first.start) > text.count("”", 0, first.start),
            "in a list": text[first.start - 1 : first.start] == "、" or text[first.end : first.end + 1] == "、",
            "in brackets": text.count("（", 0, first.start) > text.count("）", 0, first.start),
            "place in the sentence": first.start / max(1, len(text)),
            "sentence's characters": len(text),
            "clause's characters": len(clause),
            "place in the clause": first.start - begin,
            "digits": sum(c.isdigit() for c in key),
            "decimal": "." in key,
            "large": bool(re.search("[万亿]|illion", key)),
            "figures in the clause": len(_NUMBER.findall(clause)),
            "figures in the sentence": len(_NUMBER.findall(text)),
            "people near": sum(m.kind == "person" for m in near),
            "places and bodies near": sum(m.kind in ("place", "body") for m in near),
            "day": bool(re.search(r"\d[日号]", key)),
            "without an end": text[-1] not in "。.！!？?；;…”\"’」』）)】",
            **{f"kind: {k}": any(m.kind == k for m in places) for k in KINDS},
        }  # fmt: skip

    def _clause(self, text: str, m: Mention) -> tuple[int, int]:
        marks = [x.end() for x in _CLAUSE.finditer(text)]
        return max((x for x in marks if x <= m.start), default=0), min(
            (x for x in marks if x >= m.end), default=len(text)
        )
