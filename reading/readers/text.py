"""Plain text: the encoding found, lines that were broken at a column joined."""

from __future__ import annotations

import re

from reading.decoding import decode
from reading.extract import Extract, Note, note
from reading.lines import unwrap, wrapped

# Other separators of lines are put in order with the characters; in a text that was read wrongly they are none.
_LINE_END = re.compile(r"\r\n?|\n")


def read(data: bytes, *, name: str, language: str = "zh") -> Extract:
    """The lines of a text file. Raises InputError."""
    text, encoding = decode(data, name=name, language=language)
    return plain(text, encoding=encoding)


def plain(text: str, *, encoding: str = "", title: str = "", notes: tuple[Note, ...] = ()) -> Extract:
    """An extract of plain text; lines that were broken at a column are joined, with a note."""
    lines = _LINE_END.split(text)
    if wrapped(lines):
        lines, notes = unwrap(lines), (*notes, note("lines_joined"))
    return Extract(paragraphs=tuple(lines), title=title, encoding=encoding, notes=notes)
