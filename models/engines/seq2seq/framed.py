"""What every seq2seq engine has in common: framing texts, counting tokens, and vectors as means over the encoder's states."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jianbao.errors import ModelError
from models.engines.batching import Unique, batches, check_beams, check_window, unique
from models.engines.protocols import DEFAULTS, GenerateOptions, Hint, Hypothesis
from models.engines.seq2seq.codec import Codec, frame
from models.engines.seq2seq.profile import Bound, Profile

if TYPE_CHECKING:
    import numpy as np

BATCH_TOKENS = 1024
"""Padded source tokens in a batch on a CPU; 2,048 to 8,192 were no faster on two cores, and hold more memory."""

GPU_BATCH_TOKENS = 16384


class FramedEngine(ABC):
    """An engine with a profile, a codec and one pair of languages; subclasses set the fields and run the network."""

    kind: str
    _model: str
    _compute: str
    _device: str
    _profile: Profile
    _codec: Codec
    _bound: Bound

    @property
    def name(self) -> str:
        return f"{self.kind}-{self._compute}" + ("" if self._device == "cpu" else f"-{self._device}")

    @property
    def model(self) -> str:
        return self._model

    @property
    def window(self) -> int:
        """Most tokens on either side, special tokens included."""
        return self._profile.window

    @property
    def hinted(self) -> bool:
        return False

    def check_hints(self, hints: Sequence[Sequence[Hint]]) -> None:
        """Raise ModelError where there are hints: these models read none."""
        if any(hints):
            raise ModelError("models.no_hints", model=self.model)

    def room(self, text: str) -> int:
        return self.window - self.count_tokens([text])[0]

    def close(self) -> None:  # noqa: B027 - there is nothing to stop: the network's memory goes with the engine
        """See Engine.close."""

    def source_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """What the encoder reads for each text: ids with special tokens, language code and prefix."""
        return frame(self._pieces(texts), self._bound)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(ids) for ids in self.source_ids(texts)]

    def _pieces(self, texts: Sequence[str]) -> list[list[int]]:
        return self._codec.pieces([self._bound.lead + text for text in texts])

    def _asked(
        self, texts: Sequence[str], options: GenerateOptions, hints: Sequence[Sequence[Hint]]
    ) -> tuple[Unique, list[list[int]], list[list[Hypothesis]]]:
        """The different texts of a request, what the encoder reads for them, and an empty hypothesis for each.

        Raises ModelError for what the model cannot do: hints, too many beams, a text beyond its window.
        """
        check_beams(options)
        self.check_hints(hints)
        distinct = unique(texts)
        sources = self.source_ids(distinct.texts)
        check_window([len(ids) for ids in sources], self.window, distinct.texts, self.model)
        return distinct, sources, [[Hypothesis("", 0.0, 0, True)] for _ in sources]

    def _budget(self, options: GenerateOptions) -> int:
        return options.batch_tokens or (BATCH_TOKENS if self._device == "cpu" else GPU_BATCH_TOKENS)

    @abstractmethod
    def _summed(self, rows: Sequence[Sequence[int]]) -> np.ndarray:
        """The encoder's states of each row, summed over its tokens: (rows, d) float32."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See Encoder.encode. A text over the window is read in parts, all of whose tokens count."""
        import numpy as np

        distinct = unique(texts)
        room = self.window - len(self._bound.prefix) - len(self._bound.suffix)
        parts: list[list[int]] = []
        owner: list[int] = []
        for i, pieces in enumerate(self._pieces(distinct.texts)):
            for at in range(0, max(1, len(pieces)), room):
                parts.extend(frame([pieces[at : at + room]], self._bound))
                owner.append(i)
        sums: np.ndarray | None = None
        for batch in batches([len(p) for p in parts], tokens=self._budget(DEFAULTS)):
            summed = self._summed([parts[i] for i in batch])
            if sums is None:
                sums = np.zeros((len(distinct.texts), summed.shape[1]), np.float32)
            for row, i in enumerate(batch):
                sums[owner[i]] += summed[row]
        if sums is None:
            return np.zeros((0, 0), np.float32)
        unit: np.ndarray = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
        return unit[distinct.where]
