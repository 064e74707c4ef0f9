"""From texts, hints and options to the hypotheses to decode, and back in input order. What both engines on this machine do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jianbao.errors import ModelError
from models.engines.decoder import prompt
from models.engines.protocols import GenerateOptions, Hint, Hypothesis

SAMPLING = 0.6
"""Temperature of the second hypothesis and of those after it, where the options say none."""


@dataclass(frozen=True, slots=True)
class Task:
    """One hypothesis of one sentence. limit: the most tokens of its answer. drawn: its number among the hypotheses."""

    prompt: prompt.Prompt
    limit: int
    drawn: int

    def sampling(self, options: GenerateOptions) -> tuple[float, int]:
        """Temperature and seed; temperature 0 takes the best token each time."""
        if self.drawn == 0:
            return options.temperature if options.hypotheses == 1 else 0.0, options.seed
        return options.temperature or SAMPLING, options.seed + self.drawn - 1


class Tasks:
    """What one call of `generate` has to decode: each text with its hints once, however often it is given.

    context: the most tokens of prompt and answer. Raises ModelError where a text has no room, or the lists do not match.
    """

    def __init__(
        self,
        style: prompt.Style,
        context: int,
        texts: Sequence[str],
        hints: Sequence[Sequence[Hint]],
        options: GenerateOptions,
    ) -> None:
        check_lists(texts, hints, options)
        style = style.sized(options.words)
        lines = [prompt.one_line(text) for text in texts]
        self._asked = [(line, tuple(hints[i]) if hints else ()) for i, line in enumerate(lines)]
        self._spans: dict[tuple[str, tuple[Hint, ...]], range] = {}
        self.tasks: list[Task] = []

        def room(source: int) -> int:
            return context - (options.max_tokens or style.job.room(source))

        for text, given in dict.fromkeys(self._asked):
            if text:
                built = prompt.fitted(style, text, given, room=room)
                limit = min(options.max_tokens or style.job.limit(built.source), context - len(built.tokens))
                self._spans[text, given] = range(len(self.tasks), len(self.tasks) + options.hypotheses)
                self.tasks += [Task(built, limit, drawn) for drawn in range(options.hypotheses)]

    def answers(self, decoded: Sequence[Hypothesis]) -> list[list[Hypothesis]]:
        """The hypotheses of each text from those of each task; one empty one for an empty text."""
        empty = Hypothesis("", 0.0, 0, True)
        return [_best_first([decoded[k] for k in self._spans[pair]]) if pair[0] else [empty] for pair in self._asked]


def check_lists(texts: Sequence[str], hints: Sequence[Sequence[Hint]], options: GenerateOptions) -> None:
    """Raise ModelError where a call of `generate` makes no sense."""
    if hints and len(hints) != len(texts):
        raise ModelError("models.hints_for_texts", hints=len(hints), texts=len(texts))
    for name, value, least in (("hypotheses", options.hypotheses, 1), ("max_tokens", options.max_tokens, 1)):
        if value is not None and value < least:
            raise ModelError("models.option_too_small", name=name, value=value, least=least)


def _best_first(hypotheses: list[Hypothesis]) -> list[Hypothesis]:
    """The first, which is the greedy one where there is one, then those drawn, by score."""
    return [hypotheses[0], *sorted(hypotheses[1:], key=lambda hypothesis: -hypothesis.score)]
