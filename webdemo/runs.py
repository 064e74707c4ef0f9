"""The runs of the browser sessions, so that each can be stopped while it works or waits."""

from __future__ import annotations

import secrets
import threading


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

    def begin(self, session: str, ticket: str) -> threading.Event | None:
        """What tells the run to stop; None where it was stopped while it waited."""
        with self._lock:
            known, event = self._runs.get(session, ("", threading.Event()))
            return event if known == ticket else None

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
        with self._lock:
            if self._runs.get(session, ("",))[0] == ticket:
                del self._runs[session]
