"""Text to token ids and back: with transformers, or without it where a start must be quick."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from models.engines.seq2seq.profile import Bound, Profile, vocabulary


class Codec(Protocol):
    """A tokenizer without special tokens; `frame` adds them."""

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of source texts."""

    def target_pieces(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of target texts."""

    def decode(self, ids: Sequence[Sequence[int]]) -> list[str]:
        """Texts of target ids, special tokens left out."""

    def find(self, token: str) -> int | None:
        """The id of a token, None where the vocabulary lacks it."""


def frame(pieces: Sequence[Sequence[int]], bound: Bound) -> list[list[int]]:
    return [[*bound.prefix, *p, *bound.suffix] for p in pieces]


def _clean_up(text: str) -> str:
    """What transformers does after decoding where `clean_up_tokenization_spaces` is set."""
    for before, after in (
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"),
        (" n't", "n't"), (" 'm", "'m"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ):  # fmt: skip
        text = text.replace(before, after)
    return text


class TransformersCodec:
    """A transformers tokenizer, whatever its kind."""

    def __init__(self, tokenizer: Any, profile: Profile) -> None:
        self._tokenizer = tokenizer
        self._profile = profile
        self._vocabulary = vocabulary(tokenizer)

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        return self._ids(list(texts))

    def target_pieces(self, texts: Sequence[str]) -> list[list[int]]:
        return self._ids(list(texts), target=True)

    def _ids(self, texts: list[str], *, target: bool = False) -> list[list[int]]:
        if not texts:
            return []
        own = target and self._profile.tokenizer == "marian"  # the rest have one vocabulary for both sides
        # A longer text than the tokenizer's bound is the engine's to refuse, so no warning here.
        options = {"add_special_tokens": False, "verbose": False}
        encoding = self._tokenizer(text_target=texts, **options) if own else self._tokenizer(texts, **options)
        return [list(ids) for ids in encoding["input_ids"]]

    def decode(self, ids: Sequence[Sequence[int]]) -> list[str]:
        return [self._tokenizer.decode(list(i), skip_special_tokens=True).strip() for i in ids]

    def find(self, token: str) -> int | None:
        return self._vocabulary.get(token)


class FileCodec:
    """A converted model's tokenizer, read without transformers.

    folder: holds `tokenizer.json`, or the sentencepiece models and `vocab.json` of Marian and M2M100.
    vocabulary: token of each id.
    """

    def __init__(self, folder: Path, profile: Profile, vocabulary: Sequence[str]) -> None:
        self._profile = profile
        self._vocabulary = vocabulary
        self._ids = {token: i for i, token in enumerate(vocabulary)}
        self._special = frozenset(profile.special)
        if profile.tokenizer == "tokenizers":
            from tokenizers import Tokenizer

            self._fast = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._fast.no_truncation()
            self._fast.no_padding()
        else:
            from sentencepiece import SentencePieceProcessor

            names = ("source.spm", "target.spm") if profile.tokenizer == "marian" else ("sentencepiece.bpe.model",) * 2
            self._source, self._target = (SentencePieceProcessor(model_file=str(folder / name)) for name in names)
            self._encoder: dict[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))

    def pieces(self, texts: Sequence[str]) -> list[list[int]]:
        return self._pieces(list(texts), target=False)

    def target_pieces(self, texts: Sequence[str]) -> list[list[int]]:
        return self._pieces(list(texts), target=True)

    def _pieces(self, texts: list[str], *, target: bool) -> list[list[int]]:
        if not texts:
            return []
        if self._profile.tokenizer == "tokenizers":
            return [e.ids for e in self._fast.encode_batch_fast(texts, add_special_tokens=False)]
        model = self._target if target else self._source
        unknown = self._encoder[self._vocabulary[self._profile.unknown or 0]]
        return [[self._encoder.get(p, unknown) for p in pieces] for pieces in model.encode(texts, out_type=str)]

    def decode(self, ids: Sequence[Sequence[int]]) -> list[str]:
        if self._profile.tokenizer == "tokenizers":
            texts = self._fast.decode_batch([list(i) for i in ids], skip_special_tokens=True)
        else:
            texts = [
                self._source.decode_pieces([self._vocabulary[i] for i in sequence if i not in self._special])
                .replace("▁", " ")
                .strip()
                for sequence in ids
            ]
        return [(_clean_up(text) if self._profile.clean_up else text).strip() for text in texts]

    def find(self, token: str) -> int | None:
        return self._ids.get(token)
