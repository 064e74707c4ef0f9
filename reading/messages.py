"""What a reader process and its parent say to each other.

A message is a length of four bytes and JSON; the bytes of the file follow a request. JSON, and no pickle: a reader that a file has taken
over can say nothing but an answer.
"""

from __future__ import annotations

import json
from typing import IO, Any

from jianbao.errors import InputError
from reading.extract import Extract, Note

_LARGEST = 200_000_000
"""Bytes of a message above which it is none."""


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
