"""The main function of a reader process: requests on standard input, answers on standard output, until the input ends.

A message is a length of four bytes and JSON; the bytes of the file follow a request. JSON, and no pickle: a reader that a file has taken
over can say nothing but an answer.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from typing import IO, Any

from jianbao.errors import InputError
from jianbao.limits import MAX_READING_MEMORY, MAX_READING_SECONDS
from reading.extract import Extract, Note

_LARGEST = 200_000_000
"""Bytes of a message above which it is none."""


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


def pack(extract: Extract) -> dict[str, Any]:
    """An extract as plain values."""
    return {
        "paragraphs": extract.paragraphs,
        "title": extract.title,
        "encoding": extract.encoding,
        "notes": [(note.code, dict(note.values)) for note in extract.notes],
    }


def unpack(answer: dict[str, Any]) -> Extract:
    """An extract of plain values. Raises InputError for an answer that is an error."""
    if "code" in answer:
        raise InputError(answer["code"], **answer["values"])
    return Extract(
        paragraphs=tuple(answer["paragraphs"]),
        title=answer["title"],
        encoding=answer["encoding"],
        notes=tuple(Note(code, values) for code, values in answer["notes"]),
    )


def send(stream: IO[bytes], message: dict[str, Any], data: bytes = b"") -> None:
    """Write a message, and bytes that follow it."""
    content = json.dumps(message).encode()
    stream.write(len(content).to_bytes(4, "big") + content + data)
    stream.flush()


def receive(stream: IO[bytes]) -> dict[str, Any] | None:
    """The next message; None where the stream has ended."""
    head = stream.read(4)
    length = int.from_bytes(head, "big")
    if len(head) < 4 or length > _LARGEST:
        return None
    content = stream.read(length)
    message: dict[str, Any] | None = json.loads(content) if len(content) == length else None
    return message
