"""Engines that all visitors share: loaded once, one call at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from jianbao.deadline import Deadline
from jianbao.errors import JianbaoError
from models.engines.protocols import DEFAULTS, GenerateOptions, Generator, Hint, Hypothesis, Progress
from webdemo import choices, limits

T = TypeVar("T")

HELD = 2
"""Engines in memory at once: the compact one and the one asked for last."""
ABILITIES = ("score", "score_pieces", "encode")
"""What an engine may be able to do beside writing; `isinstance(engine, Scorer)` looks for these names."""
TICK = 0.05
"""Seconds between looks at the deadline of who waits."""


def patiently(work: Callable[[], T], deadline: Deadline) -> T:
    """What a function returns. Raises what the deadline raises; the function is left to end by itself then."""
    answer: list[T] = []
    failure: list[BaseException] = []
    done = threading.Event()

    def run() -> None:
        try:
            answer.append(work())
        except BaseException as error:  # raised again below
            failure.append(error)
        finally:
            done.set()

    threading.Thread(target=run, daemon=True, name="patiently").start()
    while not done.wait(TICK):
        deadline.check()
    if failure:
        raise failure[0]
    return answer[0]


class SharedEngine:
    """A generator that takes one call at a time: two at once would share the same cores, and a tokenizer may not be used by two threads."""

    def __init__(self, engine: Generator) -> None:
        self._engine: Any = engine
        self._turn = threading.Lock()

    @property
    def name(self) -> str:
        return str(self._engine.name)

    @property
    def model(self) -> str:
        return str(self._engine.model)

    @property
    def hinted(self) -> bool:
        return bool(self._engine.hinted)

    @property
    def abilities(self) -> tuple[str, ...]:
        """The names of `ABILITIES` that the engine has."""
        return tuple(name for name in ABILITIES if hasattr(self._engine, name))

    def call(self, method: str, *args: Any, deadline: Deadline, **options: Any) -> Any:
        """What a method of the engine answers.

        Raises what the deadline raises, also while another call has its turn (which does not count as this one's work) and while native
        code decodes: that is left to end by itself, which it does at its next progress, and the turn is over then.
        """
        while not self._turn.acquire(timeout=TICK):
            deadline.excuse(TICK, most=limits.TURNS_SECONDS)
            deadline.check()
        if method == "generate":
            told: Progress | None = options.get("progress")

            def progress(done: int, total: int) -> None:
                deadline.check()
                if told:
                    told(done, total)

            options["progress"] = progress

        def work() -> Any:
            try:
                return getattr(self._engine, method)(*args, **options)
            finally:
                self._turn.release()

        return patiently(work, deadline)

    def room(self, text: str) -> int:
        return int(self.call("room", text, deadline=Deadline()))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return list(self.call("count_tokens", texts, deadline=Deadline()))

    def generate(
        self,
        texts: Sequence[str],
        *,
        options: GenerateOptions = DEFAULTS,
        hints: Sequence[Sequence[Hint]] = (),
        progress: Progress | None = None,
    ) -> list[list[Hypothesis]]:
        return list(self.call("generate", texts, deadline=Deadline(), options=options, hints=hints, progress=progress))

    def close(self) -> None:
        with self._turn:
            self._engine.close()


def shared(engine: Generator) -> SharedEngine:
    """The engine, one call at a time, with what it can do and nothing else: `isinstance(engine, Scorer)` says the same of both."""

    def turned(name: str) -> Callable[..., Any]:
        return lambda self, *args: self.call(name, *args, deadline=Deadline())

    able = {name: turned(name) for name in ABILITIES if hasattr(engine, name)}
    kind: type[SharedEngine] = type("SharedEngine", (SharedEngine,), able)
    return kind(engine)


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

    def load_default(self) -> None:
        """Load the compact model, then the one that runs where nobody names another."""
        from brief.recipe import Recipe

        self.get()
        with suppress(JianbaoError):  # whoever asks for it is told
            self.get(choices.require(Recipe().chosen_model))


def _load(model: str, source: str, target: str) -> Generator:
    from models import load_engine

    return load_engine(model, source=source, target=target, mode="throughput")
