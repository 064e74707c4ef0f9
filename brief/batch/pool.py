"""Worker processes that may crash or hang: each is watched, replaced, and its article tried again or given up."""

from __future__ import annotations

import heapq
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from brief.batch.worker import Outcome, Work, WorkerOptions, work_loop
from jianbao.errors import InputError, ModelError

FATAL_ATTEMPTS = 2
"""Crashes or time-outs of one article before it is given up."""
MAX_BROKEN_STARTS = 3
"""Workers in a row that die while they load before the run is given up."""
KILL_SECONDS = 2.0
"""After its time, for an article to end by itself: its deadline leaves the worker and its model as they are."""
START_SECONDS = 900.0
"""For loading a model; the first time it is converted."""


@dataclass(slots=True)
class _Worker:
    process: Any
    connection: Connection
    deadline: float
    ready: bool = False
    works: Sequence[Work] = field(default_factory=tuple)


@dataclass(slots=True)
class _Tries:
    """Attempts at one article: in all, and those that a worker did not survive."""

    all: int = 0
    fatal: int = 0


class Pool:
    """`workers` processes, started by `spawn`, with one engine each.

    timeout: seconds for one article. retries: how often an article is tried again after an error that may pass (a network share, memory).
    backoff: seconds before the first such retry, doubled for each further one. log: file for what the workers print.
    """

    def __init__(
        self,
        options: WorkerOptions,
        *,
        workers: int = 1,
        timeout: float = 300.0,
        retries: int = 2,
        backoff: float = 1.0,
        log: Path | None = None,
    ) -> None:
        self.options, self.timeout, self.retries, self.backoff = options, timeout, retries, backoff
        self.log = log
        self.wanted = workers
        self.signature = ""
        self.replaced = 0
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._tries: dict[int, _Tries] = {}
        self._broken = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> str:
        """Start the first worker and wait for it: the signature of what it makes. Raises ModelError.

        The others start once there is work for them.
        """
        if not self._workers:
            self._spawn()
        while not self.signature:
            for _ in self._events(None):
                pass
        return self.signature

    def run(
        self, works: Iterator[Work], *, on_start: Callable[[Sequence[int]], None] = lambda ids: None
    ) -> Iterator[Outcome]:
        """Do all works, a few in flight at a time; one final outcome each, as they come. `on_start` is told the ids handed out."""
        if not self._workers:
            self.start()
        source = iter(works)
        again: list[tuple[float, int, Work]] = []
        more = True
        finals: list[Outcome] = []
        while True:
            # Hand out first, so that no worker waits while the caller writes what another has made.
            while more or again:
                worker = next((w for w in self._workers if w.ready and not w.works), None)
                if worker is None:
                    if len(self._workers) < self.wanted:
                        self._spawn()
                    break
                work = heapq.heappop(again)[2] if again and again[0][0] <= time.monotonic() else None
                if work is None and more:
                    work = next(source, None)
                    more = work is not None
                if work is None:
                    break
                on_start([work.id])
                self._hand(worker, [work])
            yield from finals
            finals = []
            if not more and not again and not any(worker.works for worker in self._workers):
                return
            until = again[0][0] if again and self._idle() else None
            for outcome, work in self._events(until):
                final = self._judge(outcome, work, again)
                if final is not None:
                    finals.append(final)

    def close(self) -> None:
        """End the workers now; what they are at is lost."""
        for worker in self._workers:
            self._end(worker)
        self._workers.clear()

    def _idle(self) -> bool:
        return any(worker.ready and not worker.works for worker in self._workers)

    def _judge(self, outcome: Outcome, work: Work, again: list[tuple[float, int, Work]]) -> Outcome | None:
        """The outcome if it is final; else the work is put down to be done again."""
        tries = self._tries.setdefault(work.id, _Tries())
        tries.all += 1
        fatal = outcome.error in ("crash", "timeout")
        tries.fatal += fatal
        retry = tries.fatal < FATAL_ATTEMPTS if fatal else outcome.transient and tries.all <= self.retries
        if retry:
            delay = 0.0 if fatal else self.backoff * 2 ** (tries.all - 1)
            heapq.heappush(again, (time.monotonic() + delay, work.id, work))
            return None
        del self._tries[work.id]
        return replace(outcome, attempts=tries.all)

    def _events(self, until: float | None) -> Iterator[tuple[Outcome, Work]]:
        """Wait for something to happen, at most to the time `until`; outcomes that have come."""
        times = [worker.deadline for worker in self._workers if worker.works or not worker.ready]
        if until is not None:
            times.append(until)
        seconds = max(0.0, min(times, default=time.monotonic() + 1) - time.monotonic())
        ready = set(wait([worker.connection for worker in self._workers], timeout=min(seconds, 5.0)))
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.connection in ready:
                try:
                    kind, value = worker.connection.recv()
                except (EOFError, OSError):
                    yield from self._lost(worker, "crash", self._death(worker))
                    continue
                if kind == "ready":
                    worker.ready, self.signature, self._broken = True, value, 0
                elif kind == "broken":
                    raise ModelError(value)
                else:
                    works, worker.works = worker.works, ()
                    yield from zip(value, works, strict=True)
            elif worker.deadline <= now and (worker.works or not worker.ready):
                reason = self._told(InputError("brief.item_timeout", seconds=self.timeout))
                yield from self._lost(worker, "timeout", reason)

    def _lost(self, worker: _Worker, error: str, reason: str) -> Iterator[tuple[Outcome, Work]]:
        """A worker is gone or must go: another in its place."""
        works, ready = worker.works, worker.ready
        self._workers.remove(worker)
        self._end(worker)
        self.replaced += 1
        if not ready:
            self._broken += 1
            if self._broken >= MAX_BROKEN_STARTS:
                raise ModelError(
                    "brief.workers_broken_log" if self.log else "brief.workers_broken",
                    workers=MAX_BROKEN_STARTS,
                    reason=reason,
                    log=self.log,
                )
        self._spawn()
        for work in works:
            code = "brief.item_crashed" if error == "crash" else "brief.item_failed"
            words = self._told(InputError(code, name=work.name, reason=reason))
            yield Outcome(id=work.id, error=error, reason=words), work

    def _told(self, error: InputError) -> str:
        return error.worded(self.options.recipe.wording)

    def _death(self, worker: _Worker) -> str:
        worker.process.join(5)
        code = worker.process.exitcode
        if code is not None and code < 0:
            with suppress(ValueError):
                return self._told(InputError("brief.worker_killed", signal=signal.Signals(-code).name))
        return self._told(InputError("brief.worker_exit", code=code))

    def _spawn(self) -> None:
        here, there = self._context.Pipe()
        process = self._context.Process(
            target=work_loop,
            args=(there, self.options, str(self.log) if self.log else None),
            daemon=True,
            name="jianbao-worker",
        )
        with _no_interrupt():
            process.start()
        # The worker's end is the worker's alone, or its death would not be noticed here.
        there.close()
        self._workers.append(_Worker(process, here, time.monotonic() + START_SECONDS))

    def _hand(self, worker: _Worker, works: Sequence[Work]) -> None:
        worker.works = works
        worker.deadline = time.monotonic() + self.timeout + KILL_SECONDS
        with suppress(BrokenPipeError, ConnectionResetError):  # it is dead: the next wait says so
            worker.connection.send(works)

    def _end(self, worker: _Worker) -> None:
        with suppress(OSError):
            worker.connection.close()
        worker.process.kill()
        worker.process.join(5)
        with suppress(ValueError):
            worker.process.close()


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Ctrl-C during the start of a process is for this one: the child inherits that it does not take it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)
