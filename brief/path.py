"""What the steps of the path have in common: events as the work goes on, what they work with, and how one follows the other.

A step is a generator: it takes a value, yields events, and returns the next step's value. Nothing in it depends on
whether somebody watches.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, TypeVar

from jianbao.deadline import Deadline

if TYPE_CHECKING:
    from brief.brief import Brief
    from brief.recipe import Recipe
    from brief.summarizers import Summarizer
    from jianbao.signature import Signature
    from summarize.written.attribution import Encode
    from translate.translator import Translator

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Event:
    """Progress: `step` is at `done` of `total`. value: what it has made, if anything.

    partial: makes the brief as far as it is translated, when it is called; points that wait have no English.
    """

    step: str
    done: int = 0
    total: int = 0
    value: Any = None
    partial: Callable[[], Brief] | None = field(default=None, compare=False)


Progress = Callable[[Event], None]
"""Called as the work goes on; what it raises stops the work."""
Steps = Generator[Event, None, T]
"""A step at work: events, and at its end the value that it has made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """What the steps of one article work with.

    encode: vectors of an encoder that knows both languages. signature: of the briefs. formats: what is rendered. times: seconds by step.
    sketcher: a quick translator, where somebody waits for a slow one (`brief.sketching`).
    """

    recipe: Recipe
    translator: Translator
    summarizer: Summarizer | None
    encode: Encode | None
    signature: Signature
    formats: Sequence[str] = ()
    deadline: Deadline = field(default_factory=Deadline)
    times: dict[str, float] = field(default_factory=dict)
    sketcher: Translator | None = None

    @property
    def checked(self) -> bool:
        """Whether the brief as a whole is checked: Chinese into English is."""
        o = self.translator.options
        return o.check and (o.source, o.target) == ("zh", "en")


@dataclass(frozen=True, slots=True)
class Step:
    """A step by its name; `docs/architecture.md` has what each does."""

    name: str
    run: Callable[[Any, Kit], Steps[Any]]


def follow(steps: Iterable[Step], value: Any, kit: Kit) -> Steps[Any]:
    """Take a value through steps, one after the other; the events of all, and the last one's value. The deadline is asked at each event,
    and by what takes long within a step (`jianbao.deadline.ask`)."""
    for step in steps:
        began, decoded = time.perf_counter(), kit.translator.seconds
        value = yield from kit.deadline.along(step.run(value, kit))
        spent, decoding = time.perf_counter() - began, kit.translator.seconds - decoded
        # The check of sentences goes on between decodings.
        if step.name == "translate":
            kit.times["translate"], spent = decoding, spent - decoding
        name = "check" if step.name == "translate" else step.name
        kit.times[name] = kit.times.get(name, 0.0) + spent
    return value


def finished(work: Steps[T], tell: Progress | None = None) -> T:
    """The value that a work makes; `tell` is told its events."""
    while True:
        try:
            event = next(work)
        except StopIteration as end:
            made: T = end.value
            return made
        if tell:
            tell(event)


def sliced(items: Sequence[T], size: int, *, opening: Sequence[int] = ()) -> Iterator[Sequence[T]]:
    """The items in order, `size` at once. opening: how many the first slices have, where they are other than that."""
    at = 0
    for width in chain(opening, repeat(size)):
        if at >= len(items):
            return
        yield items[at : at + width]
        at += width


def timed(brief: Brief, times: dict[str, float]) -> Brief:
    """The brief with the seconds that its steps took."""
    return replace(brief, timings=dict(times))
