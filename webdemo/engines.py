"""Engines that all visitors share: loaded once, one call at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.engines.protocols import Engine, GenerateOptions, Hypothesis

if TYPE_CHECKING:
    import numpy as np

DEFAULTS = GenerateOptions()
HELD = 2
"""Engines in memory at once: the bundled one and the one asked for last."""


class SharedEngine:
    """An engine behind a lock: two calls at once would share the same cores, and a tokenizer may not be used by two threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def model(self) -> str:
        return self._engine.model

    @property
    def window(self) -> int:
        return self._engine.window

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        with self._lock:
            return self._engine.count_tokens(texts)

    def generate(self, texts: Sequence[str], *, options: GenerateOptions = DEFAULTS) -> list[list[Hypothesis]]:
        with self._lock:
            return self._engine.generate(texts, options=options)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        with self._lock:
            return self._engine.encode(texts)

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        with self._lock:
            return self._engine.score(sources, targets)


Load = Callable[[str, str, str], Engine]


@dataclass(frozen=True, slots=True)
class Key:
    """What makes one loaded engine another than the next."""

    model: str
    source: str
    target: str


class Engines:
    """Loads engines when they are first asked for, and forgets those that were not asked for longest."""

    def __init__(self, load: Load | None = None) -> None:
        self._load = load or _load
        self._held: OrderedDict[Key, SharedEngine] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, model: str = "bundled", *, source: str = "zh", target: str = "en") -> SharedEngine:
        """The engine of a model and direction. Raises ModelError."""
        key = Key(model, source, target)
        with self._lock:
            if key not in self._held:
                engine = SharedEngine(self._load(model, source, target))
                while len(self._held) >= HELD:
                    # Never the bundled one: most people ask for it.
                    old = next((k for k in self._held if k.model != "bundled"), next(iter(self._held)))
                    del self._held[old]
                self._held[key] = engine
            self._held.move_to_end(key)
            return self._held[key]


def _load(model: str, source: str, target: str) -> Engine:
    from models import load_engine

    return load_engine(model, source=source, target=target, mode="throughput")
