"""Files are parsed by processes of their own, bounded in memory and time, which a stop or a deadline ends.

A process is started when the first file needs one and is used again; a file costs a message to it. One that a file has ended
is not used again.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from jianbao.deadline import Deadline
from jianbao.errors import InputError
from jianbao.limits import MAX_READING_CLOCK, MAX_READING_MEMORY, MAX_READING_SECONDS
from jianbao.system import reason_of
from reading.extract import Extract
from reading.messages import receive, send, unpack

_TICK = 0.05
"""Seconds between looks at the deadline."""
_IDLE = 4
"""Processes that wait for another file; a batch uses one in each of its workers, the page as many as it has requests."""
_START = "import sys; sys.path.insert(0, sys.argv[1]); from reading.child import main; main()"


class _Process:
    """A reader process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            # -P: the folder that a command is run in is no place to import from.
            [sys.executable, "-P", "-c", _START, str(Path(__file__).parents[1])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, request: dict[str, Any], data: bytes, deadline: Deadline | None) -> dict[str, Any] | None:
        """The answer to a request; None where the process ended over it. Raises TimeoutError, and what the deadline raises."""
        answers: list[dict[str, Any] | None] = []
        done = threading.Event()

        def exchange() -> None:
            answer = None
            # A process that has ended closes its pipes.
            with suppress(OSError, ValueError):
                assert self._process.stdin is not None and self._process.stdout is not None
                send(self._process.stdin, request, data)
                answer = receive(self._process.stdout)
            answers.append(answer)
            done.set()

        threading.Thread(target=exchange, daemon=True, name="reader").start()
        end = time.monotonic() + MAX_READING_CLOCK
        while not done.wait(MAX_READING_CLOCK if deadline is None else _TICK):
            if deadline is not None:
                deadline.check()
            if time.monotonic() >= end:
                raise TimeoutError
        return answers[0]

    def end(self) -> int:
        """End the process at once; its exit status."""
        self._process.kill()
        code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        return code

    def status(self) -> int:
        """The exit status of a process that has ended by itself."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        return self._process.poll() or 0


_idle: list[_Process] = []
_lock = threading.Lock()


def read_apart(data: bytes, *, name: str, format: str, language: str, deadline: Deadline | None = None) -> Extract:
    """The text of a file, parsed by another process. Raises InputError, also where the file takes too much time or memory."""
    request = {"name": name, "format": format, "language": language, "size": len(data)}
    with _lock:
        process = _idle.pop() if _idle else None
    try:
        process = process or _Process()
    except OSError as error:
        raise InputError("reading.no_process", name=name, reason=reason_of(error)) from None
    try:
        answer = process.ask(request, data, deadline)
    except TimeoutError:
        process.end()
        raise InputError("reading.slow", name=name, seconds=MAX_READING_CLOCK) from None
    except BaseException:
        process.end()
        raise
    if answer is None:
        status = process.status()
        process.end()
        if status == -getattr(signal, "SIGXCPU", 0) != 0:
            raise InputError("reading.slow", name=name, seconds=MAX_READING_SECONDS)
        raise InputError("reading.memory", name=name, limit=MAX_READING_MEMORY)
    with _lock:
        kept = len(_idle) < _IDLE
        if kept:
            _idle.append(process)
    if not kept:
        process.end()
    return unpack(answer)


def close() -> None:
    """End the processes that wait."""
    with _lock:
        waiting = list(_idle)
        _idle.clear()
    for process in waiting:
        process.end()


atexit.register(close)
if hasattr(os, "register_at_fork"):
    # A fork would share the pipes of its parent.
    os.register_at_fork(after_in_child=_idle.clear)
