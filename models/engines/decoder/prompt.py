"""From a sentence and its hints to the token ids that a decoder model goes on from.

An article is data. Its text and its hints are encoded piece by piece, with no special token parsed: `<|im_start|>` in an article is so many
letters to the model, and the only special tokens of a prompt are those put in here. Line breaks in a text become blanks, so that
no line of it can stand where a hint stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from jianbao.errors import ModelError
from models.engines.decoder.job import Job
from models.engines.protocols import Hint

START = "<|im_start|>"
MARK = "\ue000\ue001"
"""Stands for the request while a chat template is rendered: two private characters that no template knows."""
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TAGS = re.compile(r"<(?=[|/a-zA-Z_｜])|\[(?=/?(?:INST|SYS))")


class Vocabulary(Protocol):
    """A model's tokenizer, asked for the two things apart that must never mix."""

    def encode(self, text: str) -> list[int]:
        """Ids of a text in which no special token is parsed, and to which none is added."""

    def parse(self, text: str) -> list[int]:
        """Ids of a text of ours in which special tokens are parsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What the model goes on from.

    tokens: all ids. source: how many of them the sentence alone takes. left_out: hints that found no room, least needed first.
    """

    tokens: tuple[int, ...]
    source: int
    left_out: tuple[Hint, ...] = ()


class Style(Protocol):
    """How a model wants to be asked, and for what."""

    @property
    def job(self) -> Job: ...

    def sized(self, words: int) -> Style:
        """The same, for a summary of another length."""

    def build(self, text: str, hints: Sequence[Hint]) -> tuple[list[int], int]:
        """Ids of the whole prompt, and how many of them are the sentence."""


@dataclass(frozen=True, slots=True)
class Press:
    """`[SOURCE=RENDERING newline]* Chinese <|im_start|>`: what the adapter was trained on."""

    vocabulary: Vocabulary
    job: Job = field(default_factory=Job)

    def sized(self, words: int) -> Press:
        return self

    def build(self, text: str, hints: Sequence[Hint]) -> tuple[list[int], int]:
        encode = self.vocabulary.encode
        lines = "".join(f"{source}={rendering}\n" for source, rendering in hints)
        start = self.vocabulary.parse(START)
        if len(start) != 1:
            raise ModelError("models.no_special_token", token=START)
        source = encode(text)
        # Sentence and hints are encoded as one text, as in training: a tokenizer may join the end of one line and the next.
        body = encode(lines + text) if lines else source
        return [*body, *start], len(source)


@dataclass(frozen=True, slots=True)
class Chat:
    """Any other model: a plain instruction in the model's own chat template.

    head, tail: ids of the template around the request.
    """

    vocabulary: Vocabulary
    head: tuple[int, ...]
    tail: tuple[int, ...]
    job: Job = field(default_factory=Job)

    def sized(self, words: int) -> Chat:
        return replace(self, job=self.job.sized(words))

    def build(self, text: str, hints: Sequence[Hint]) -> tuple[list[int], int]:
        body = self.vocabulary.encode(self.job.request(text, hints))
        return [*self.head, *body, *self.tail], len(self.vocabulary.encode(text))


def chat(vocabulary: Vocabulary, render: Callable[[str], str | None], job: Job) -> Chat:
    """The chat style of a model. render: its template around a request, None where it has none.

    A model without a template is a base model: it goes on from `English:`.
    """
    rendered = render(MARK)
    if rendered is None:
        rendered = f"{MARK}\n{job.opening()}"
    if rendered.count(MARK) != 1:
        raise ModelError("models.odd_template")
    head, tail = rendered.split(MARK)
    return Chat(vocabulary, tuple(vocabulary.parse(head)), tuple(vocabulary.parse(tail)), job)


def fitted(style: Style, text: str, hints: Sequence[Hint], *, room: Callable[[int], int]) -> Prompt:
    """The prompt with as many hints as there is room for.

    hints: the most needed first; those that find no room go from the end. The others stand in the order of the sentence, each once.
    room: from the number of the sentence's tokens to the most tokens that a prompt of it may have.
    Raises ModelError where the sentence alone is too long.
    """
    text = one_line(text)
    kept = _each_once(hints)
    left_out: list[Hint] = []
    while True:
        tokens, source = style.build(text, _in_order(text, kept))
        if len(tokens) <= room(source):
            return Prompt(tokens=tuple(tokens), source=source, left_out=tuple(left_out))
        if not kept:
            raise ModelError("models.sentence_too_long", tokens=len(tokens), limit=room(source), text=text[:40])
        left_out.append(kept.pop())


def one_line(text: str) -> str:
    """The text with every run of blanks, line breaks and control characters as one blank."""
    return _BREAKS.sub(" ", text).strip().encode("utf-8", "replace").decode("utf-8")


def defused(text: str) -> str:
    """The text with a blank inside everything that a server could take for a special token.

    For endpoints, which are given text: whoever serves the model turns it into tokens, and parses what looks like one.
    """
    return _TAGS.sub(lambda found: found[0] + " ", text)


def _each_once(hints: Sequence[Hint]) -> list[Hint]:
    found: dict[str, Hint] = {}
    for piece, rendering in hints:
        piece, rendering = one_line(piece), one_line(rendering)
        if piece and rendering:
            found.setdefault(piece, (piece, rendering))
    return list(found.values())


def _in_order(text: str, hints: Sequence[Hint]) -> list[Hint]:
    places = [text.find(piece) for piece, _ in hints]
    order = sorted(range(len(hints)), key=lambda i: (places[i] < 0, places[i]))
    return [hints[i] for i in order]
