"""The demo with a slow model: `python -m tests.support.slow_demo --port N`, with JIANBAO_MODEL=slow.

The model reads hints and has no opinion of its own. It writes `WRITTEN` times; at the next sentence it works until the time limit is
over, for which the clock of deadlines is put forward, so that nobody waits for it; afterwards it writes again.
The processes that work for the server import this module too, as their main one.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import demo
import models
from jianbao import deadline
from models.engines.protocols import Generator, Hypothesis, Progress
from tests.support.slow_engine import SlowEngine
from webdemo import choices, limits

WRITTEN = 2


class Clock:
    """That of the deadlines. ahead: seconds before the system's."""

    ahead = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.ahead


CLOCK = Clock()


class StuckEngine(SlowEngine):
    """Ends one of its answers only when it is told to stop."""

    asked = 0

    def generate(
        self, texts: Sequence[str], *, progress: Progress | None = None, **options: Any
    ) -> list[list[Hypothesis]]:
        self.asked += 1
        if self.asked == WRITTEN + 1 and progress:
            CLOCK.ahead += limits.MAX_SECONDS
            progress(0, 1)
        return super().generate(texts, **options)


_load, _here = models.load_engine, choices.here
ROW = choices.ModelRow(
    name="slow",
    task="translation",
    directions=(("zh", "en"),),
    parameters=0,
    megabytes=0,
    licence="",
    scores=(),
    here=True,
)


def load(model: str, **options: Any) -> Generator:
    return StuckEngine() if model == "slow" else _load(model, **options)


deadline.time = CLOCK  # type: ignore[attr-defined]
models.load_engine, choices.here = load, lambda: [*_here(), ROW]  # type: ignore[assignment]

if __name__ == "__main__":
    demo.app()
