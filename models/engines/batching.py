"""What engines do before and after the model: each text once, by length, in batches, back in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jianbao.errors import ModelError
from models.engines.protocols import GenerateOptions


@dataclass(frozen=True, slots=True)
class Unique:
    """The different texts of a call. `texts[where[i]]` is the i-th text given."""

    texts: list[str]
    where: list[int]


def unique(texts: Sequence[str]) -> Unique:
    first: dict[str, int] = {}
    where = [first.setdefault(text, len(first)) for text in texts]
    return Unique(list(first), where)


def batches(lengths: Sequence[int], *, tokens: int, size: int = 256) -> Iterator[list[int]]:
    """Positions in batches of at most `tokens` padded tokens and `size` texts, longest first.

    Longest first, so that a batch that does not fit in memory fails at once, and the short tail fills idle workers.
    """
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    batch: list[int] = []
    for i in order:
        longest = lengths[batch[0]] if batch else lengths[i]
        if batch and (longest * (len(batch) + 1) > tokens or len(batch) == size):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def check_window(lengths: Sequence[int], window: int, texts: Sequence[str], model: str) -> None:
    for length, text in zip(lengths, texts, strict=True):
        if length > window:
            raise ModelError("models.over_window", length=length, window=window, model=model, text=text[:40])


def bound(longest: int, options: GenerateOptions, window: int, given: int) -> int:
    """Most target tokens for a source of `longest` tokens.

    Chinese to English gives about 1.3 target tokens a source token; three times and 40 more is only met by a loop.
    given: target tokens that the decoder starts from, which take positions of the window too.
    """
    limit = 40 + 3 * longest if options.max_tokens is None else options.max_tokens
    return max(1, min(limit, window - given))


def check_options(options: GenerateOptions) -> None:
    for name, value, least in (
        ("beams", options.beams, 1),
        ("hypotheses", options.hypotheses, 1),
        ("max_tokens", options.max_tokens, 1),
        ("no_repeat_ngram", options.no_repeat_ngram, 0),
        ("batch_tokens", options.batch_tokens, 1),
    ):
        if value is not None and value < least:
            raise ModelError("models.option_too_small", name=name, value=value, least=least)
    if options.repetition_penalty <= 0:
        raise ModelError("models.repetition_penalty", value=options.repetition_penalty)
    if options.temperature < 0:
        raise ModelError("models.option_too_small", name="temperature", value=options.temperature, least=0)


def check_beams(options: GenerateOptions) -> None:
    """`check_options` for engines that decode with beams, of which there must be as many as hypotheses, and that never sample."""
    check_options(options)
    if options.hypotheses > options.beams:
        raise ModelError("models.too_few_beams", hypotheses=options.hypotheses, beams=options.beams)
    if options.temperature:
        raise ModelError("models.no_sampling", temperature=options.temperature)
