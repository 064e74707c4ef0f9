"""Which translations are to be read with care: those that their own model guessed, and those that another model doubts."""

from __future__ import annotations

from collections.abc import Sequence

from models import catalog
from models.engines.protocols import Engine, Scorer

SPARE = 8
"""Tokens that a text must leave free: a target has a start, an end and a language code that a source has not."""


def fits(scorer: Scorer, *texts: str) -> bool:
    """Whether a scorer can read texts, each on its side; the pieces of a target are about those that it would have as a source."""
    return all(scorer.room(text) >= SPARE for text in texts)


def doubted(
    own: Sequence[float], sources: Sequence[str], targets: Sequence[str], *, engine: Engine, scorer: Scorer
) -> list[bool]:
    """Whether each translation is doubtful.

    Where the scorer is the model that wrote them, by `own`, the log probabilities a token that it gave; else by what the scorer, asked,
    gives the final texts. Thresholds are those of the scorer's calibration; a model that has none doubts nothing, nor does one that cannot
    read a text whole.
    """
    limits = catalog.calibration(scorer.model)
    if scorer is engine:
        return [limits.unsure is not None and score < limits.unsure for score in own]
    found = [False] * len(own)
    if limits.doubtful is None:
        return found
    asked = [i for i, pair in enumerate(zip(sources, targets, strict=True)) if fits(scorer, *pair)]
    scores = scorer.score([sources[i] for i in asked], [targets[i] for i in asked])
    for i, score in zip(asked, scores, strict=True):
        found[i] = score < limits.doubtful
    return found
