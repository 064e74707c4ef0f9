"""Which sentences of an article make its brief."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from jianbao.sentences import Sentence

Encode = Callable[[Sequence[str]], np.ndarray]
ENGLISH_WORDS_PER_HAN = 0.6


@dataclass(frozen=True, slots=True)
class Selected:
    """One sentence of the brief. text: what to translate; cuts: spans of the source that compression took out of it."""

    sentence: Sentence
    text: str
    cuts: tuple[tuple[int, int], ...]
    score: float
    tags: tuple[str, ...]


def words_of(text: str, *, language: str = "zh") -> float:
    """English words that a translation of `text` will have."""
    if language == "en":
        return float(len(text.split()))
    return ENGLISH_WORDS_PER_HAN * len(re.findall(r"[\u4e00-\u9fff]", text)) + len(re.findall(r"[A-Za-z]+|\d[\d.,:]*", text))


def condense(
    sentences: Sequence[Sentence], *, title: str = "", words: int = 120, language: str = "zh", encode: Encode | None = None
) -> tuple[Selected, ...]:
    """The sentences of a brief of about `words` English words, in output order."""
    if not sentences:
        return ()
    grams = [_bigrams(s.text) for s in sentences]
    head = _bigrams(title)
    scores = []
    for s, g in zip(sentences, grams, strict=True):
        figures = len(re.findall(r"\d+", s.text))
        position = 1.0 / (1 + s.paragraph) + 0.5 / (1 + s.start / 200)
        scores.append(position + min(figures, 5) * 0.15 + len(g & head) / (1 + len(head)))
    lead = next((i for i, s in enumerate(sentences) if len(s.text) > 20), 0)
    chosen, room = [lead], words - words_of(sentences[lead].text, language=language)
    for i in sorted(range(len(scores)), key=lambda i: -scores[i]):
        cost = words_of(sentences[i].text, language=language)
        if i in chosen or cost > room or len(grams[i]) < 8 or any(len(grams[i] & grams[j]) > 0.6 * len(grams[i]) for j in chosen):
            continue
        chosen.append(i)
        room -= cost
    return tuple(Selected(sentences[i], sentences[i].text, (), scores[i], ("lead",) if i == lead else ()) for i in sorted(chosen))


def _bigrams(text: str) -> set[str]:
    text = re.sub(r"\W", "", text)
    return {text[i : i + 2] for i in range(len(text) - 1)}
