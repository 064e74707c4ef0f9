"""An article as the choice sees it: what its units are worth, what an editor would tell from, which sentence opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jianbao.sentences import Sentence
from summarize.extract.clauses import groups
from summarize.extract.leaning import leans
from summarize.extract.measures import terms, words_of
from summarize.extract.model import likelihood, model
from summarize.extract.worth import Units, likely, units

LEADS = 4
"""The lead is one of the first so many sentences: some articles open with a scene or a question."""
SHORTEST_LEAD = 8.0
REPEATED = 0.7
"""Share of a sentence's terms in an earlier candidate from which it says the same again."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Arrays and numbers are of `sentences`.

    told: how likely an editor tells each sentence. candidates: those that may be told, none that says again what an earlier one says.
    lead: the one that opens the brief.
    """

    sentences: tuple[Sentence, ...]
    units: Units
    scores: np.ndarray
    told: np.ndarray
    candidates: tuple[int, ...]
    lead: int
    language: str


def assess(sentences: Sequence[Sentence], *, title: str = "", language: str = "zh") -> Assessment:
    """Sentences without a word in them must have been left out."""
    texts = [s.text for s in sentences]
    scores, matrix, names = likely(sentences, title=title, language=language)
    told = likelihood(model("told", language=language), matrix, names)
    opens = likelihood(model("lead", language=language), matrix, names)
    whole = [i for i, t in enumerate(texts) if not heading(t)] or list(range(len(texts)))
    first = [i for i in whole if words_of(texts[i], language=language) >= SHORTEST_LEAD][:LEADS] or whole[:1]
    lead = max(
        first, key=lambda i: (i == 0 or not leans(texts[i], texts[i - 1], language=language), float(opens[i]), -i)
    )
    plain_ends = set(whole)
    able = [i for i, t in enumerate(texts) if i in plain_ends or states(t, language=language)]
    found = units(sentences, title=title, language=language, known=(scores, matrix, names))
    told_of = [i for i in able if i != lead and found.found[i]]
    kept = _apart([lead, *told_of], texts, language)
    return Assessment(tuple(sentences), found, scores, told, kept, lead, language)


def heading(text: str) -> bool:
    """A line without an end: a subhead, a caption, a row of a table, what announces a list."""
    return text[-1] not in '。.！!？?；;…”"’」』）)】'


def states(text: str, *, language: str = "zh") -> bool:
    """A heading that tells something by itself: it has a subject and a predicate."""
    if language == "en" or text[-1] in "：:" or not 10 <= len(text) <= 60 or re.search(r"\s|记者", text):
        return False
    return any(g.role == "main" and g.subject > 0 for g in groups(text))


def _apart(order: Sequence[int], texts: Sequence[str], language: str) -> tuple[int, ...]:
    """The sentences of `order` less those that say again what an earlier one of them says, sorted."""
    seen: dict[str, list[int]] = {}
    own: list[set[str]] = []
    kept: list[int] = []
    for i in order:
        mine = set(terms(texts[i], language=language))
        if not mine:
            continue
        shared: dict[int, int] = {}
        for t in mine:
            for k in seen.get(t, ()):
                shared[k] = shared.get(k, 0) + 1
        if any(n > REPEATED * len(mine) for n in shared.values()):
            continue
        for t in mine:
            seen.setdefault(t, []).append(len(own))
        own.append(mine)
        kept.append(i)
    return tuple(sorted(kept)) or tuple(order[:1])


def plain(text: str) -> bool:
    """Has the text a word in it?"""
    return bool(re.search(r"\w", text))
