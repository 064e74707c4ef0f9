"""The table of formats, and which of them a file is in: the ending of its name, checked against its first bytes."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from jianbao.deadline import Deadline
from jianbao.errors import InputError
from reading.extract import Extract, Note, Reader, note
from reading.processes import read_apart
from reading.sniffing import REFUSED, sniff


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format. module: has the function `read`, a `Reader`. binary: its content says what it is, whatever the name says.
    apart: parsed by a process of its own, for a parser may be made to take any time and memory."""

    name: str
    endings: tuple[str, ...]
    module: str
    binary: bool = False
    apart: bool = True

    def reader(self) -> Reader:
        """The reader; imports what it needs."""
        reader: Reader = import_module(self.module).read
        return reader


# A reader is one row here and one module; a binary format is told by `sniffing` as well.
TABLE = (
    Format(name="txt", endings=(".txt", ".text"), module="reading.readers.text", apart=False),
    Format(name="md", endings=(".md", ".markdown"), module="reading.readers.markdown"),
    Format(name="html", endings=(".html", ".htm", ".xhtml", ".shtml"), module="reading.readers.html.reader"),
    Format(name="docx", endings=(".docx",), module="reading.readers.word.reader", binary=True),
    Format(name="pdf", endings=(".pdf",), module="reading.readers.pdf.reader", binary=True),
)
FORMATS = tuple(row.name for row in TABLE)
ENDINGS = {ending: row.name for row in TABLE for ending in row.endings}
"""Endings of names, in lower case with their dot, to formats."""

_ROWS = {row.name: row for row in TABLE}
_TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
_GIVE = ", ".join(FORMATS)


def find_format(data: bytes, *, name: str, asked: str | None = None) -> tuple[str, tuple[Note, ...]]:
    """The format of a file (one of FORMATS) and notes where name and content disagree. Raises InputError."""
    if asked is not None and asked not in FORMATS:
        raise InputError("reading.unknown_format", format=asked, formats=_GIVE)
    ending = PurePath(name).suffix.lower()
    named = asked or ENDINGS.get(ending)
    if named is None and ending in _TABLES:
        raise InputError("reading.table", name=name)
    content = sniff(data)
    if content in REFUSED:
        code, kind = REFUSED[content]
        raise InputError(f"reading.{code}", name=name, kind=kind, formats=_GIVE)
    found = content if content != "text" else named or "txt"
    if content == "text" and _ROWS[found].binary:
        raise InputError("reading.mislabelled", name=name, said=asked or ending, kind=found.upper(), formats=_GIVE)
    if named in (found, None):
        return found, ()
    return found, (note("named_otherwise", said=asked or ending, named=named, found=found.upper()),)


def extract(data: bytes, *, name: str, format: str, language: str = "zh", deadline: Deadline | None = None) -> Extract:
    """The text of a file in one of FORMATS, parsed by a process of its own where the format needs one. Raises InputError."""
    if _ROWS[format].apart and sys.executable:
        return read_apart(data, name=name, format=format, language=language, deadline=deadline)
    return read_here(data, name=name, format=format, language=language)


def read_here(data: bytes, *, name: str, format: str, language: str = "zh") -> Extract:
    """The text of a file in one of FORMATS, parsed by this process. Raises InputError."""
    return _ROWS[format].reader()(data, name=name, language=language)
