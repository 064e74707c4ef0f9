"""What every engine fulfils: texts in, hypotheses out, in input order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One decoded text.

    score: log probability divided by the number of target tokens, EOS counted (natural log; nearer to 0 is better).
    tokens: target tokens, EOS not counted.
    complete: False when decoding stopped at the token bound and not at EOS; the caller splits the source or decodes again.
    """

    text: str
    score: float
    tokens: int
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateOptions:
    """How to decode. The defaults of a model stand where None.

    max_tokens: bound on target tokens; None lets the engine choose from the source length (generous: a bound met is reported).
    batch_tokens: padded source tokens in one batch; None lets the engine choose for its device.
    """

    beams: int = 4
    hypotheses: int = 1
    max_tokens: int | None = None
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0
    batch_tokens: int | None = None


DEFAULTS = GenerateOptions()


class Engine(Protocol):
    """Runs one seq2seq model.

    Text goes in as a user writes it; language codes, tags, prefixes and special tokens that the model needs are the engine's
    business. Every method takes a list of any length, batches it by length inside, and answers in input order.
    """

    @property
    def name(self) -> str:
        """`ct2-int8`, `torch-float32`, ...: what the signature records."""

    @property
    def model(self) -> str:
        """The model's name or path and a short content hash: what the signature records."""

    @property
    def window(self) -> int:
        """Most source tokens, special tokens included, that `generate` takes."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Source tokens of each text, special tokens included."""

    def generate(self, texts: Sequence[str], *, options: GenerateOptions = DEFAULTS) -> list[list[Hypothesis]]:
        """`options.hypotheses` hypotheses for each text, best first; one empty one for an empty text. Raises ModelError where a text is over the window."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors (n, d) float32: the encoder's states, averaged over tokens."""

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Log probability a target token, EOS counted, of each target given its source (forced decoding)."""
