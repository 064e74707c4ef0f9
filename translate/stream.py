"""Documents of any number through one translator, with bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from facts.document import SentenceInput
from translate.translation import Translation
from translate.translator import Translator

_Item = TypeVar("_Item")


def windows(items: Iterable[_Item], *, size: Callable[[_Item], int], limit: int) -> Iterator[list[_Item]]:
    """The items in order, in lists that end where their sizes together reach `limit`."""
    window: list[_Item] = []
    held = 0
    for item in items:
        window.append(item)
        held += size(item)
        if held >= limit:
            yield window
            window, held = [], 0
    if window:
        yield window


def stream(
    translator: Translator, documents: Iterable[Sequence[str]], *, sentences: int = 2_000
) -> Iterator[list[Translation]]:
    """Translate documents of any number with bounded memory: some `sentences` at once share batches; one list a document, in order."""
    with translator.remembering():
        for window in windows(map(translator.document, documents), size=len, limit=sentences):
            yield from _flush(translator, window)


def _flush(translator: Translator, window: Sequence[Sequence[SentenceInput]]) -> Iterator[list[Translation]]:
    done = iter(translator.translate([s for document in window for s in document]))
    for document in window:
        yield [next(done) for _ in document]
