"""Whether a scorer has room for a source and its target."""

from __future__ import annotations

from models.engines.protocols import Scorer

SPARE = 8
"""Tokens that a text must leave free: a target has a start, an end and a language code that a source has not."""


def fits(scorer: Scorer, *texts: str) -> bool:
    """Whether a scorer can read texts, each on its side; the pieces of a target are about those that it would have as a source."""
    return all(scorer.room(text) >= SPARE for text in texts)
