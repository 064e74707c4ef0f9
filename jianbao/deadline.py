"""A bound on one request: seconds that it may take, and a way to stop it from outside."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TypeVar

from jianbao.errors import InputError

T = TypeVar("T")
R = TypeVar("R")


class Stopped(Exception):
    """Whoever asked for the work wants it no more."""


class DeadlineError(InputError):
    """The work took longer than it may."""


class Deadline:
    """One for a request, from reading to rendering. Everything that takes long asks it now and then.

    seconds: from now on, without bound where None. stop: set by another thread to stop the work.
    """

    def __init__(self, seconds: float | None = None, stop: threading.Event | None = None) -> None:
        self.seconds = seconds
        self.stop = stop or threading.Event()
        self._excused = 0.0
        self._end = None if seconds is None else time.monotonic() + seconds

    def excuse(self, seconds: float, *, most: float) -> None:
        """Leave out seconds that were spent waiting for others; no more than `most` in all."""
        left_out = min(seconds, most - self._excused)
        if self._end is not None and left_out > 0:
            self._excused += left_out
            self._end += left_out

    @contextmanager
    def within(self) -> Iterator[None]:
        """Within, `ask` asks this deadline: so that it is handed down to whatever takes long, however deep."""
        token = _CURRENT.set(self)
        try:
            yield
        finally:
            _CURRENT.reset(token)

    def along(self, work: Generator[T, None, R]) -> Generator[T, None, R]:
        """What a work yields and returns, each value made within this deadline, which is asked before it."""
        while True:
            self.check()
            try:
                with self.within():
                    value = next(work)
            except StopIteration as end:
                return end.value  # type: ignore[no-any-return]
            yield value

    def check(self, *_: object) -> None:
        """Raise Stopped where the work is to stop, DeadlineError where its time is over. Arguments are ignored: it may be a progress."""
        if self.stop.is_set():
            raise Stopped
        if self._end is not None and time.monotonic() > self._end:
            raise DeadlineError("jianbao.deadline", seconds=self.seconds)


_CURRENT: contextvars.ContextVar[Deadline | None] = contextvars.ContextVar("deadline", default=None)


def ask(*_: object) -> None:
    """Raise what the deadline of the work at hand raises; nothing where it has none. Arguments are ignored: it may be a progress."""
    deadline = _CURRENT.get()
    if deadline is not None:
        deadline.check()
