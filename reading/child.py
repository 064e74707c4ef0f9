"""The main function of a reader process: requests on standard input, answers on standard output, until the input ends."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from jianbao.errors import InputError
from jianbao.limits import MAX_READING_MEMORY, MAX_READING_SECONDS
from reading.messages import pack, receive, send


def main() -> None:
    """Serve until standard input ends. Each request has so much time of the processor; a request beyond it ends the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b") as nothing:  # noqa: PTH123  # what a library prints is no answer
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
    allow = _limits()
    while (request := receive(requests)) is not None:
        data = requests.read(request["size"])
        allow()
        send(answers, _answer(request, data))


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    from reading.formats import read_here

    try:
        return pack(read_here(data, name=request["name"], format=request["format"], language=request["language"]))
    except InputError as error:
        return {"code": error.code, "values": error.values}
    except MemoryError:
        return {"code": "reading.memory", "values": {"name": request["name"], "limit": MAX_READING_MEMORY}}
    except Exception as error:  # a file that no reader has foreseen; RecursionError is one
        return {"code": "reading.broken", "values": {"name": request["name"], "reason": type(error).__name__}}


def _limits() -> Callable[[], None]:
    """Bound the memory of this process; returns what gives it time for another request."""
    try:
        import resource
    except ImportError:  # Windows has no such limits: the parent ends a reader by the clock
        return lambda: None
    for kind, limit in ((resource.RLIMIT_AS, MAX_READING_MEMORY), (resource.RLIMIT_CORE, 0)):
        _lower(resource, kind, limit)

    def allow() -> None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        _lower(resource, resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + 1 + MAX_READING_SECONDS)

    return allow


def _lower(resource: Any, kind: int, limit: int) -> None:
    hard = resource.getrlimit(kind)[1]
    try:
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    except (ValueError, OSError):  # macOS refuses some; the clock of the parent is left
        return
