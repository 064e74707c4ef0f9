"""Engines that all visitors share: loaded once, one call at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.engines.protocols import DEFAULTS, Encoder, GenerateOptions, Generator, Hint, Hypothesis, Progress, Scorer

if TYPE_CHECKING:
    import numpy as np

HELD = 2
"""Engines in memory at once: the compact one and the one asked for last."""


class SharedEngine:
    """A generator behind a lock: two calls at once would share the same cores, and a tokenizer may not be used by two threads."""

    def __init__(self, engine: Generator) -> None:
        self._engine: Any = engine
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return str(self._engine.name)

    @property
    def model(self) -> str:
        return str(self._engine.model)

    @property
    def hinted(self) -> bool:
        return bool(self._engine.hinted)

    def room(self, text: str) -> int:
        with self._lock:
            return int(self._engine.room(text))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        with self._lock:
            return list(self._engine.count_tokens(texts))

    def generate(
        self,
        texts: Sequence[str],
        *,
        options: GenerateOptions = DEFAULTS,
        hints: Sequence[Sequence[Hint]] = (),
        progress: Progress | None = None,
    ) -> list[list[Hypothesis]]:
        with self._lock:
            return list(self._engine.generate(texts, options=options, hints=hints, progress=progress))

    def close(self) -> None:
        with self._lock:
            self._engine.close()


class _Scoring(SharedEngine):
    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[float]:
        with self._lock:
            return list(self._engine.score(sources, targets))


class _Encoding(SharedEngine):
    def encode(self, texts: Sequence[str]) -> np.ndarray:
        with self._lock:
            vectors: np.ndarray = self._engine.encode(texts)
        return vectors


class _Whole(_Scoring, _Encoding):
    pass


def shared(engine: Generator) -> SharedEngine:
    """The engine behind a lock, with what it can do and nothing else: `isinstance(engine, Scorer)` says the same of both."""
    kinds = {(False, False): SharedEngine, (True, False): _Scoring, (False, True): _Encoding, (True, True): _Whole}
    return kinds[isinstance(engine, Scorer), isinstance(engine, Encoder)](engine)


Load = Callable[[str, str, str], Generator]


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

    def get(self, model: str = "compact", *, source: str = "zh", target: str = "en") -> SharedEngine:
        """The engine of a model and direction. Raises ModelError."""
        key = Key(model, source, target)
        with self._lock:
            if key not in self._held:
                engine = shared(self._load(model, source, target))
                while len(self._held) >= HELD:
                    # Never the compact one: most people ask for it.
                    old = next((k for k in self._held if k.model != "compact"), next(iter(self._held)))
                    del self._held[old]
                self._held[key] = engine
            self._held.move_to_end(key)
            return self._held[key]


def _load(model: str, source: str, target: str) -> Generator:
    from models import load_engine

    return load_engine(model, source=source, target=target, mode="throughput")
