"""An engine as slow ones are: it reads hints, and another model is asked for an opinion of what it writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.engines.protocols import Hypothesis, Progress
from tests.support.fake_engine import FakeEngine


class SlowEngine:
    """A model that the page has to wait for. before: called each time when it is asked to write."""

    def __init__(self, before: Any = lambda: None) -> None:
        self._engine = FakeEngine(lambda text: f"Slow words of {len(text)}.", window=512, hinted=True)
        self.before = before
        self.name, self.model, self.hinted = "slow", "slow@0", True
        self.room, self.count_tokens, self.close = self._engine.room, self._engine.count_tokens, self._engine.close

    def generate(
        self, texts: Sequence[str], *, progress: Progress | None = None, **options: Any
    ) -> list[list[Hypothesis]]:
        self.before()
        return self._engine.generate(texts, **options)
