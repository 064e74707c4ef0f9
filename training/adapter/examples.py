"""From sentence pairs to what an adapter is trained on: hints as the product makes them, prompts as the product writes them."""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.engines.decoder import prompt
from models.engines.decoder.answers import allowed
from models.engines.decoder.pieces import Allowed, piece_bytes
from models.engines.protocols import Hint

LONGEST_SOURCE, LONGEST_TARGET = 220, 900
"""Characters of a sentence and of its English; the product splits longer ones."""
BARE, LEFT_OUT, OTHERWISE = 0.12, 0.1, 0.1
"""Chances: that a sentence has no hints at all, that a hint is left out, and that one is given which the English words otherwise.
The model must live with all three."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its English. hints: those whose rendering the English has. others: those that it words otherwise."""

    chinese: str
    english: str
    hints: tuple[Hint, ...] = ()
    others: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """Ids of a prompt, and of the answer with its end token."""

    prompt: list[int]
    answer: list[int]

    def __len__(self) -> int:
        return len(self.prompt) + len(self.answer)


def read(path: Path) -> list[Pair]:
    """Pairs of a file: lines of `zh<TAB>en` (.tsv), or of JSON with `zh`, `en` and perhaps `hints` (.jsonl, .jsonl.xz).

    A blank line in a .tsv ends a document: people and terms are found in a document as a whole. Raises ValueError for another form.
    """
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        if ".jsonl" in path.name:
            return [_from_json(json.loads(line)) for line in file if line.strip()]
        return list(_from_lines(file, path))


def _from_lines(lines: Iterable[str], path: Path) -> Iterator[Pair]:
    document: list[tuple[str, str]] = []
    for number, line in enumerate(lines, 1):
        cells = [prompt.one_line(cell) for cell in line.rstrip("\n").split("\t")]
        if not line.strip():
            yield from hinted(document)
            document = []
        elif len(cells) != 2 or not all(cells):
            raise ValueError(f"{path}, line {number}: expected a Chinese sentence, a tab and its English")
        else:
            document.append((cells[0], cells[1]))
    yield from hinted(document)


def _from_json(row: dict[str, Any]) -> Pair:
    """A line with hints as [source, rendering, whether the English has it, kind, how the check sees the English]."""
    if "hints" not in row:
        return hinted([(row["zh"], row["en"])])[0]
    literal = tuple((h[0], h[1]) for h in row["hints"] if h[2])
    others = tuple((h[0], h[1]) for h in row["hints"] if not h[2] and h[4] == "agrees")
    return Pair(row["zh"], row["en"], literal, others)


def hinted(document: Sequence[tuple[str, str]]) -> list[Pair]:
    """The pairs of one document with the hints that the product would give their sentences."""
    from facts.document import document_sentences
    from facts.glossary.glossary import Glossary
    from facts.glossary.words import agreed
    from facts.quantities import quantities
    from translate.hints import hints_of, posts_of

    found = []
    glossary = Glossary.builtin()
    sentences = document_sentences([chinese for chinese, _ in document], glossary=glossary)
    for (chinese, english), known in zip(document, sentences, strict=True):
        hints = hints_of(
            people=known.people,
            terms=known.terms,
            quantities=quantities(chinese, language="zh"),
            posts=posts_of(chinese, known.people, glossary),
            words=agreed(chinese),
        )
        literal = tuple(hint for hint in hints if hint[1].casefold() in english.casefold())
        found.append(Pair(chinese, english, literal, tuple(hint for hint in hints if hint not in literal)))
    return found


def fitting(pairs: Iterable[Pair]) -> list[Pair]:
    """Those short enough to train on whose English decoding could write: no Chinese, no curly quotation marks (made straight)."""
    english = allowed("en")
    straight = str.maketrans("“”‘’", "\"\"''")
    found = []
    for pair in pairs:
        target = pair.english.translate(straight)
        if len(pair.chinese) <= LONGEST_SOURCE and len(target) <= LONGEST_TARGET and english.fullmatch(target):
            found.append(Pair(pair.chinese, target, pair.hints, pair.others))
    return found


class Encoder:
    """Makes examples of pairs with a base model's tokenizer. targets: ids that an answer may have, sorted, the end token among them."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._style = prompt.Press(self)
        self.end = int(tokenizer.convert_tokens_to_ids("<|im_end|>"))
        pieces = piece_bytes(tokenizer)
        able = Allowed(pieces, allowed("en"), ends=[self.end], width=len(tokenizer)).after(b"")
        halves = re.compile(rb"[\x80-\xbf]*")
        self.targets = [
            i
            for i, ok in enumerate(able)
            if ok or (i < len(pieces) and pieces[i] and halves.fullmatch(pieces[i] or b""))
        ]

    def encode(self, text: str) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False, split_special_tokens=True)["input_ids"])

    def parse(self, text: str) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False, split_special_tokens=False)["input_ids"])

    def example(self, pair: Pair, hints: Sequence[Hint]) -> Example:
        built = prompt.fitted(self._style, pair.chinese, hints, room=lambda source: 100_000)
        return Example(list(built.tokens), [*self.encode(pair.english), self.end])


def some_hints(pair: Pair, chance: random.Random) -> list[Hint]:
    """The hints of one turn: now and then none, now and then one that the English words otherwise."""
    if chance.random() < BARE:
        return []
    given = [hint for hint in pair.hints if chance.random() >= LEFT_OUT]
    return given + [hint for hint in pair.others if chance.random() < OTHERWISE]


def batches(pairs: Sequence[Pair], encoder: Encoder, *, tokens: int, seed: int) -> Iterator[list[Example]]:
    """Batches of some `tokens` tokens, for ever: each turn in another order, with other hints, like lengths together."""
    turn = 0
    while True:
        chance = random.Random(f"{seed}.{turn}")
        examples = [encoder.example(pair, some_hints(pair, chance)) for pair in pairs]
        chance.shuffle(examples)
        made: list[list[Example]] = []
        for at in range(0, len(examples), 256):
            batch: list[Example] = []
            for example in sorted(examples[at : at + 256], key=len):
                if batch and sum(map(len, batch)) + len(example) > tokens:
                    made.append(batch)
                    batch = []
                batch.append(example)
            made.append(batch)
        chance.shuffle(made)
        yield from made
        turn += 1
