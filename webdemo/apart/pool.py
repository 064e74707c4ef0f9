"""The processes that work for the server: started before they are needed, ended by a deadline or a stop, replaced."""

from __future__ import annotations

import atexit
import multiprocessing
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection
from typing import Any

from jianbao.deadline import Deadline, DeadlineError, Stopped
from jianbao.errors import InputError, JianbaoError
from webdemo import limits
from webdemo.apart.child import main
from webdemo.engines import TICK, Engines, patiently

IDLE = 2
"""Processes that wait for work."""
WORN = 400_000_000
"""Bytes after which a process is not used again: what its caches hold is another visitor's weight."""


@cache
def _context() -> Any:
    """How processes start: forked from one that has loaded what they need and runs no threads, where the system can do so."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "webdemo.apart.ready"])
    return context


class _Worker:
    """A process that waits for a job or does one."""

    def __init__(self) -> None:
        context = _context()
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=main, args=(theirs,), daemon=True, name="jianbao-work")
        self.process.start()
        theirs.close()

    def receive(self, deadline: Deadline) -> Any:
        """The next message. Raises EOFError where the process has ended, and what the deadline raises."""
        while not self.pipe.poll(TICK):
            deadline.check()
        return self.pipe.recv()

    def how_it_ended(self) -> str:
        """What the system tells of a process that has ended by itself: `SIGKILL`, or the status that it has exited with."""
        self.process.join(1)
        code = self.process.exitcode
        if code is not None and code < 0:
            with suppress(ValueError):
                return signal.Signals(-code).name
        return f"exit {code}"

    def end(self) -> None:
        """End the process at once, whatever it does."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Pool:
    """Does jobs, each in a process of its own.

    engines: what a job asks to decode runs in this process, and is shared by all.
    """

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        atexit.register(self.close)

    def run(self, name: str, *args: Any, deadline: Deadline) -> Iterator[Any]:
        """What a job of `jobs.JOBS` yields. The process is ended where the deadline raises and where nobody wants the rest."""
        deadline.check()
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        try:
            worker = worker or _Worker()
        except OSError:
            raise InputError("webdemo.busy") from None
        usable = False
        with self._lock:
            self._busy.add(worker)
        try:
            worker.pipe.send(("job", name, args))
            while True:
                kind, *rest = worker.receive(deadline)
                if kind == "value":
                    yield rest[0]
                    deadline.check()
                elif kind == "ask":
                    worker.pipe.send(self._answer(*rest, deadline=deadline))
                else:
                    usable = rest[-1] < WORN
                    if kind == "raise":
                        raise rest[0]
                    return
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise InputError("webdemo.ended", how=worker.how_it_ended(), limit=limits.MAX_MEMORY) from None
        finally:
            self._give_back(worker, usable=usable)

    def fill(self) -> None:
        """Start processes until enough wait; in the background."""
        threading.Thread(target=self._fill, daemon=True, name="pool").start()

    def close(self) -> None:
        """End all processes; no further one is kept."""
        self._closed = True
        self.kill_all()

    def kill_all(self) -> None:
        """End all processes, those at work too: their jobs fail."""
        with self._lock:
            waiting, self._idle = self._idle, []
            for worker in self._busy:
                worker.process.kill()
        for worker in waiting:
            worker.end()

    def _answer(
        self, key: tuple[str, str, str], method: str, args: Any, options: dict[str, Any], *, deadline: Deadline
    ) -> tuple[str, Any]:
        try:
            # Loading a model takes seconds.
            engine = patiently(lambda: self._engines.get(key[0], source=key[1], target=key[2]), deadline)
            if method == "describe":
                described = ("name", "model", "hinted", "abilities")
                return "answer", {name: getattr(engine, name) for name in described}
            return "answer", engine.call(method, *args, deadline=deadline, **options)
        except (Stopped, DeadlineError):
            raise
        except JianbaoError as error:  # the job may know what to do about it
            return "raise", error

    def _give_back(self, worker: _Worker, *, usable: bool) -> None:
        with self._lock:
            self._busy.discard(worker)
            kept = usable and not self._closed and len(self._idle) < limits.CONCURRENCY + limits.LOOKS
            if kept:
                self._idle.append(worker)
        if not kept:
            with suppress(OSError):
                worker.end()
            self.fill()

    def _fill(self) -> None:
        while True:
            with self._lock:
                if self._closed or len(self._idle) >= IDLE:
                    return
            worker = _Worker()
            with self._lock:
                kept = not self._closed
                if kept:
                    self._idle.append(worker)
            if not kept:
                worker.end()
