"""What is at work, so that each can be stopped: the runs of the browser sessions, and the calls that Gradio's queue has taken."""

from __future__ import annotations

import contextvars
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from jianbao.deadline import Deadline


class Calls:
    """The calls at work, by the number that Gradio's queue gives them. Holds no text."""

    def __init__(self) -> None:
        self._stops: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    def join(self, number: str | None, stop: threading.Event) -> None:
        """Have `stop` set when the call ends early."""
        if number:
            with self._lock:
                self._stops[number] = stop

    def leave(self, number: str | None) -> None:
        """The call is over."""
        with self._lock:
            self._stops.pop(number or "", None)

    def end(self, number: str) -> None:
        """End a call, if it is at work."""
        with self._lock:
            stop = self._stops.pop(number, None)
        if stop is not None:
            stop.set()

    def end_all(self) -> None:
        """End all calls: the server ends."""
        for number in list(self._stops):
            self.end(number)

    def __len__(self) -> int:
        return len(self._stops)


CALLS = Calls()
"""The one of this server: Gradio's queue ends what nobody waits for."""


REQUEST: contextvars.ContextVar[str | None] = contextvars.ContextVar("request", default=None)
"""The number of a request that Gradio answers beside its queue; the guard gives it one."""


def current() -> str | None:
    """The number of the call that runs here; None where none does."""
    from gradio.context import LocalContext

    number: str | None = LocalContext.event_id.get(None)
    return number or REQUEST.get()


@contextmanager
def deadline(seconds: float) -> Iterator[Deadline]:
    """The deadline of the call that runs here, which also stops when its client leaves."""
    number, stop = current(), threading.Event()
    CALLS.join(number, stop)
    try:
        yield Deadline(seconds, stop)
    finally:
        CALLS.leave(number)


class Runs:
    """The runs of the browser sessions, so that each can be stopped while it works or waits. Holds no text.

    A run is asked for (`ask`, which gives it a ticket), begins when its turn comes, and ends. A session has one run at a time: a newer one
    stops the older. Gradio's own way to cancel is not used: it reaches the server late, and then takes the next run for the one meant.
    """

    def __init__(self) -> None:
        self._runs: dict[str, tuple[str, threading.Event]] = {}
        self._lock = threading.Lock()

    def ask(self, session: str) -> str:
        """A ticket for a new run; the run before it stops."""
        self.stop(session)
        ticket = secrets.token_hex(8)
        with self._lock:
            self._runs[session] = ticket, threading.Event()
        return ticket

    def session(self, ticket: str) -> str:
        """Whose run a ticket is for; "" where it is over."""
        with self._lock:
            return next((session for session, (known, _) in self._runs.items() if known == ticket), "")

    def begin(self, session: str, ticket: str) -> threading.Event | None:
        """What tells the run to stop, also when its client leaves; None where it was stopped while it waited."""
        with self._lock:
            known, event = self._runs.get(session, ("", threading.Event()))
        if known != ticket:
            return None
        CALLS.join(current(), event)
        return event

    def stop(self, session: str) -> None:
        """Stop the run of a session, if there is one."""
        with self._lock:
            _, event = self._runs.pop(session, ("", threading.Event()))
        event.set()

    def idle(self, session: str) -> bool:
        """Whether the session has no run that works or waits."""
        with self._lock:
            return session not in self._runs

    def end(self, session: str, ticket: str) -> None:
        """A run is over; a newer one of the session stays."""
        CALLS.leave(current())
        with self._lock:
            if self._runs.get(session, ("",))[0] == ticket:
                del self._runs[session]
