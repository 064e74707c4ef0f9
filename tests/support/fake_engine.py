"""An engine by protocol, without a model: it answers with what a function makes of each text, and remembers what it was shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from jianbao.errors import ModelError
from models.engines.protocols import DEFAULTS, GenerateOptions, Hint, Hypothesis, Progress

DIMENSIONS = 2048


class FakeEngine:
    """A token is a Han character or a Latin word; two more go around every text, as </s> and a language code do."""

    def __init__(
        self,
        answer: Callable[[str], str] = str,
        *,
        window: int = 64,
        hinted: bool = False,
        complete: Callable[[str, GenerateOptions], bool] = lambda text, options: True,
    ) -> None:
        self.answer = answer
        self.window = window
        self.complete = complete
        self.hinted = hinted
        self.seen: list[str] = []
        self.hints: list[tuple[Hint, ...]] = []
        self.name, self.model = "fake", "fake@0"

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [2 + len(re.findall(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+", text)) for text in texts]

    def room(self, text: str) -> int:
        return self.window - self.count_tokens([text])[0]

    def close(self) -> None: ...

    def generate(
        self,
        texts: Sequence[str],
        *,
        options: GenerateOptions = DEFAULTS,
        hints: Sequence[Sequence[Hint]] = (),
        progress: Progress | None = None,
    ) -> list[list[Hypothesis]]:
        if any(hints) and not self.hinted:
            raise ModelError("models.no_hints", model=self.model)
        self.hints += [tuple(each) for each in hints] or [()] * len(texts)
        for text, size in zip(texts, self.count_tokens(texts), strict=True):
            if size > self.window:
                raise ModelError(
                    "models.over_window", length=size, window=self.window, model=self.model, text=text[:40]
                )
            self.seen.append(text)
        return [[Hypothesis(self.answer(t), -0.1, 1, self.complete(t, options))] * options.hypotheses for t in texts]

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Hashed character bigrams: alike where the wording is alike, which is all that these tests need."""
        out = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in zip(out, texts, strict=True):
            for a, b in pairwise(text):
                row[int(hashlib.md5((a + b).encode()).hexdigest()[:6], 16) % DIMENSIONS] += 1
            row /= max(1e-9, float(np.linalg.norm(row)))
        return out

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        return [-0.1 for _ in sources]
