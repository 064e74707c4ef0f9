"""A model's own summary of a text of any length: map over passages that fit its window, then reduce what came out.

Every sentence given is read by the model whole, in exactly one passage of the first round; nothing is truncated. Knows nothing of
translation: a cross-lingual model is one whose output is in another language, which it cannot read again, so there is no second round
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jianbao.deadline import ask
from jianbao.errors import ModelError
from jianbao.sentences import clauses, split
from models.engines.protocols import DEFAULTS, GenerateOptions, Hypothesis
from summarize.extract.measures import words_of

if TYPE_CHECKING:
    from models.engines.protocols import Generator

REDUCE_OVER = 2.5
"""Times the budget above which summaries are summarized again. Below it, choosing among their sentences keeps more."""
MIN_SHRINK = 0.9
"""A round that leaves more of its input than this has a model that copies: another round would not end."""
SMALLEST_WINDOW = 16

SPARE = 1.3
"""So many times its share of the length is asked of each of several passages, for the best of it to be chosen."""
LEAST = 30
"""Fewest words that are asked for: models write a whole sentence or two however few they are asked for."""

AT_ONCE = 8
"""Passages in one call of the engine, between which the deadline of the work is asked."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What the model reads at once. first, last: indexes of the texts that it holds (one text alone where it is a part of a long one)."""

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Abstract:
    """A summary.

    sentences: in the order of the text. origins: for each, first and last index of the texts that the model read to write it.
    silent: ranges of texts for which the model gave nothing. unfinished: indexes of sentences at whose end decoding met its bound.
    broken: ranges of texts whose summary went round or met its bound, and is told without what had been begun.
    rounds: how often the model was asked (1: map only).
    """

    sentences: tuple[str, ...]
    origins: tuple[tuple[int, int], ...]
    silent: tuple[tuple[int, int], ...] = ()
    unfinished: tuple[int, ...] = ()
    rounds: int = 1
    broken: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    first: int
    last: int
    cut: bool = False


def window_of(engine: Generator) -> int:
    """Most source tokens of one text, special tokens included."""
    return engine.room("") + engine.count_tokens([""])[0]


def passages(
    texts: Sequence[str], *, window: int, count: Callable[[Sequence[str]], list[int]], language: str
) -> tuple[Passage, ...]:
    """`texts` in order in passages of about equal length and at most `window` tokens; a text over the window is cut at its clauses.

    count: tokens of each text, special tokens included (`Engine.count_tokens`). Joined again, the passages are the texts. Raises ModelError
    where the window is too small to hold anything.
    """
    if window < SMALLEST_WINDOW:
        raise ModelError("summarize.small_window", window=window, least=SMALLEST_WINDOW)
    joiner = "" if language == "zh" else " "
    around = count([""])[0]
    units: list[Passage] = []
    for i, (text, size) in enumerate(zip(texts, count(texts), strict=True)):
        parts = [text] if size <= window else clauses(text, limit=window, length=lambda part: count([part])[0])
        units += [Passage(part, i, i) for part in parts if part.strip()]
    sizes = [max(1, n - around) + bool(joiner) for n in count([u.text for u in units])]
    room = window - around
    number = -(-sum(sizes) // room)
    even = sum(sizes) / max(1, number)
    groups: list[list[Passage]] = []
    held = 0
    for unit, size in zip(units, sizes, strict=True):
        if not groups or held + size > room or held + size / 2 > even:
            groups.append([])
            held = 0
        groups[-1].append(unit)
        held += size
    return tuple(p for group in groups for p in _fitting(group, window, count, joiner))


def _fitting(
    group: list[Passage], window: int, count: Callable[[Sequence[str]], list[int]], joiner: str
) -> list[Passage]:
    """The group in one passage; in halves where the tokens of the whole are more than those of its parts."""
    text = ""
    for before, unit in zip([None, *group], group, strict=False):
        same = before is not None and before.last == unit.first
        text += ("" if before is None or same else joiner) + unit.text
    if len(group) == 1 or count([text])[0] <= window:
        return [Passage(text, group[0].first, group[-1].last)]
    half = len(group) // 2
    return _fitting(group[:half], window, count, joiner) + _fitting(group[half:], window, count, joiner)


def abstract(
    texts: Sequence[str],
    *,
    engine: Generator,
    words: int = 120,
    language: str = "zh",
    target: str | None = None,
    options: GenerateOptions = DEFAULTS,
) -> Abstract:
    """The summary of `texts` (sentences of one article, in order) by the model of `engine`.

    words: English words that are wanted; a model that can be told its length is (`options.words` is set here), and the summary may be up to
    REDUCE_OVER times as long, for the caller to choose from.
    language: of the texts; target: of the summary, the same where None. Raises ModelError.
    """
    target = target or language
    pieces = [_Piece(text, i, i) for i, text in enumerate(texts) if text.strip()]
    silent: list[tuple[int, int]] = []
    broken: list[tuple[int, int]] = []
    rounds = 0
    window = window_of(engine)
    while pieces:
        before = sum(words_of(p.text, language=language if rounds == 0 else target) for p in pieces)
        read = passages([p.text for p in pieces], window=window, count=engine.count_tokens, language=language)
        asked = words if len(read) == 1 else min(words, max(LEAST, round(SPARE * words / len(read))))
        written = _generate([p.text for p in read], engine, replace(options, words=asked))
        made: list[_Piece] = []
        for passage, hypothesis in zip(read, written, strict=True):
            origin = pieces[passage.first].first, pieces[passage.last].last
            found = [s.text for s in split(hypothesis.text, language=target)]
            if not found:
                silent.append(origin)
                # Nothing is dropped for a model's silence in a later round: what it was given stays.
                made += pieces[passage.first : passage.last + 1] if rounds else []
                continue
            if not hypothesis.complete and len(found) > 1:
                found.pop()  # half a sentence behind whole ones
                broken.append(origin)
                made += [_Piece(text, *origin) for text in found]
                continue
            made += [_Piece(text, *origin) for text in found[:-1]]
            made.append(_Piece(found[-1], *origin, cut=not hypothesis.complete))
        rounds += 1
        made = _distinct(made)
        after = sum(words_of(p.text, language=target) for p in made)
        pieces = made
        if target != language or len(read) == 1 or after <= REDUCE_OVER * words or after > MIN_SHRINK * before:
            break
    return Abstract(
        tuple(p.text for p in pieces),
        tuple((p.first, p.last) for p in pieces),
        tuple(silent),
        tuple(i for i, p in enumerate(pieces) if p.cut),
        rounds,
        tuple(broken),
    )


def _generate(texts: Sequence[str], engine: Generator, options: GenerateOptions) -> list[Hypothesis]:
    """The best hypothesis of each text; those that met the bound of a model's card are decoded again with twice the room."""
    out: list[Hypothesis] = []
    for at in range(0, len(texts), AT_ONCE):
        ask()
        out += [
            hypotheses[0] for hypotheses in engine.generate(texts[at : at + AT_ONCE], options=options, progress=ask)
        ]
    short = [i for i, h in enumerate(out) if not h.complete]
    if short and options.max_tokens and 2 * options.max_tokens < window_of(engine):
        longer = replace(options, max_tokens=2 * options.max_tokens)
        again = engine.generate([texts[i] for i in short], options=longer, progress=ask)
        for i, hypotheses in zip(short, again, strict=True):
            out[i] = hypotheses[0]
    return out


def _distinct(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Each sentence once: a model that is given boilerplate twice says it twice."""
    first: dict[str, _Piece] = {}
    for piece in pieces:
        old = first.get(piece.text)
        first[piece.text] = (
            piece if old is None else replace(old, first=min(old.first, piece.first), last=max(old.last, piece.last))
        )
    return list(first.values())
