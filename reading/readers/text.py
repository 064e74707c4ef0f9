"""Plain text: the encoding found, lines that were broken at a column joined."""

from __future__ import annotations

from reading.decoding import decode
from reading.extract import Extract, Note, note
from reading.lines import unwrap, wrapped


def read(data: bytes, *, name: str, language: str = "zh") -> Extract:
    """The lines of a text file. Raises InputError."""
    text, encoding = decode(data, name=name, language=language)
    return plain(text, encoding=encoding)


def plain(text: str, *, encoding: str = "", title: str = "", notes: tuple[Note, ...] = ()) -> Extract:
    """An extract of plain text; lines that were broken at a column are joined, with a note."""
    lines = text.splitlines()
    if wrapped(lines):
        lines, notes = unwrap(lines), (*notes, note("lines_joined"))
    return Extract(paragraphs=tuple(lines), title=title, encoding=encoding, notes=notes)
