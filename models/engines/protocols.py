"""What every engine fulfils: texts in, hypotheses out, in input order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np


Hint = tuple[str, str]
"""A piece of a source text and the rendering that the target is to have: ("近20亿元", "nearly 2 billion yuan")."""

Progress = Callable[[int, int], None]
"""Is told how many hypotheses of a call are done, and of how many; on the caller's thread, after each answer or batch, and twice a
second while a long one is made. What it raises ends the call at once: nothing more is decoded, and the exception goes on to the caller."""


class Stop(StrEnum):
    """Why decoding ended. All but END go with `complete=False`.

    LIMIT: the token bound. LOOP: it went round. CRASH, HANG: the native code died or fell silent twice on this text alone.
    REFUSED: a server would not answer this text.
    """

    END = "end"
    LIMIT = "limit"
    LOOP = "loop"
    CRASH = "crash"
    HANG = "hang"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One decoded text.

    score: log probability divided by the number of target tokens, EOS counted (natural log; nearer to 0 is better).
    tokens: target tokens, EOS not counted.
    complete: False when decoding stopped at the token bound and not at EOS; the caller splits the source or decodes again.
    stop: why it stopped. left_out: hints that found no room in the prompt.
    """

    text: str
    score: float
    tokens: int
    complete: bool
    stop: Stop = Stop.END
    left_out: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateOptions:
    """How to decode. The defaults of a model stand where None.

    hypotheses: of a beam search the best ones; of a model that samples, the first greedy and the others drawn with `seed`, `seed + 1`...
    max_tokens: bound on target tokens; None lets the engine choose from the source length (generous: a bound met is reported).
    temperature: of what is drawn; the engine's own where 0. A single hypothesis is drawn where it is above 0, else greedy (or of beams).
    batch_tokens: padded source tokens in one batch; None lets the engine choose for its device.
    words: English words that a summary is to have, for a model that writes them and can be told; its own length where 0.
    """

    beams: int = 4
    hypotheses: int = 1
    max_tokens: int | None = None
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0
    repetition_penalty: float = 1.0
    batch_tokens: int | None = None
    temperature: float = 0.0
    seed: int = 0
    words: int = 0


DEFAULTS = GenerateOptions()


class Engine(Protocol):
    """Runs one model. What it can do is said by the protocols below: `isinstance(engine, Scorer)`.

    Text goes in as a user writes it; language codes, tags, prompts and special tokens that the model needs are the engine's
    business. Every method takes a list of any length, batches it inside, and answers in input order.
    """

    @property
    def name(self) -> str:
        """`ct2-int8`, `torch-float32`, `llama-q4_k_m`...: what the signature records."""

    @property
    def model(self) -> str:
        """The model's name or path and a short content hash: what the signature records."""

    def room(self, text: str) -> int:
        """Source tokens that are left once `text` is in, with space for the answer where both share one context.

        Below 0 where the text does not fit.
        """

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Source tokens of each text, special tokens included."""

    def close(self) -> None:
        """Let go of memory and processes; the engine is of no use afterwards."""


@runtime_checkable
class Generator(Engine, Protocol):
    """Writes target text."""

    @property
    def hinted(self) -> bool:
        """Whether the model reads hints. One that does not gets facts as placeholders or text inside the source."""

    def generate(
        self,
        texts: Sequence[str],
        *,
        options: GenerateOptions = DEFAULTS,
        hints: Sequence[Sequence[Hint]] = (),
        progress: Progress | None = None,
    ) -> list[list[Hypothesis]]:
        """`options.hypotheses` hypotheses for each text, best first; one empty one for an empty text.

        hints: one list a text, the most needed first, or none at all: where they and the text exceed the room, the last go first.
        Raises ModelError where a text has no room, or where hints come to a model that reads none.
        """


@runtime_checkable
class Scorer(Engine, Protocol):
    """Says how likely a target is."""

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Log probability a target token, EOS counted, of each target given its source (forced decoding)."""


Piece = tuple[str, float]
"""A piece of a target text, `▁` where a word begins, and its log probability."""


@runtime_checkable
class PieceScorer(Scorer, Protocol):
    """Says how likely each piece of a target is."""

    def score_pieces(self, sources: Sequence[str], targets: Sequence[str]) -> list[list[Piece]]:
        """The pieces of each target, EOS left out, with their log probability given the source and the pieces before (forced decoding)."""


@runtime_checkable
class Encoder(Engine, Protocol):
    """Makes vectors of texts."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors (n, d) float32: the encoder's states, averaged over tokens."""


@runtime_checkable
class WholeEngine(Generator, Scorer, Encoder, Protocol):
    """Does all three, as the encoder-decoder models do."""
