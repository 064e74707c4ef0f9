"""Scores of the pieces of a translation as scores of its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.engines.protocols import Piece

WORD_START = "▁"
CLAUSE_END = re.compile(r"[,;:.!?—”\"]$")
MARKS = "“”\"'(),.;:!?’"
"""What stands around a word and is no part of it."""
NAME = re.compile(r"[A-Z][\w'’.-]*[A-Za-z0-9]|[A-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a translation: its span, and its score in nats."""

    start: int
    end: int
    score: float


def scored(text: str, pieces: Sequence[Piece]) -> list[Word]:
    """The words of `text` with the scores of their pieces added up.

    None where pieces and words do not match, as with characters that the model lacks.
    """
    scores: list[float] = []
    for piece, score in pieces:
        if piece.startswith(WORD_START) or not scores:
            scores.append(0.0)
        scores[-1] += score
    spans = [m.span() for m in re.finditer(r"\S+", text)]
    if len(spans) != len(scores):
        return []
    return [Word(start, end, score) for (start, end), score in zip(spans, scores, strict=True)]


def names(text: str, words: Sequence[Word]) -> list[list[Word]]:
    """Runs of words that are written like names. The first word of a sentence is one only where another follows it."""
    out: list[list[Word]] = []
    run: list[Word] = []
    opener: Word | None = None
    starts = True
    for word in [*words, None]:
        written = text[word.start : word.end] if word else ""
        if word and NAME.fullmatch(written.strip(MARKS)):
            opener = word if starts else opener
            run.append(word)
        if run and (run[-1] is not word or CLAUSE_END.search(written)):
            out += [] if run == [opener] else [run]
            run = []
        starts = written.endswith((".", "!", "?", ".”", '."'))
    return out
