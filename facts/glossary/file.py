"""A user's glossary file: TSV or CSV as translation services take it (source, target, optional note and case flag)."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from jianbao.errors import InputError

MAX_GLOSSARY_BYTES = 10_000_000
"""DeepL takes 10 MB; a glossary of 100,000 entries has about 5 MB."""

MAX_GLOSSARY_ENTRIES = 200_000
"""More is a dictionary: single common words would be forced upon every sentence."""

MAX_TERM_CHARACTERS = 200
"""A term is a name or a phrase. Whole sentences belong in a translation memory."""

FIELDS = {
    "source": 0, "zh": 0, "chinese": 0, "term": 0, "src": 0, "原文": 0, "中文": 0, "术语": 0,
    "target": 1, "en": 1, "english": 1, "translation": 1, "tgt": 1, "译文": 1, "英文": 1, "英语": 1,
    "note": 2, "notes": 2, "comment": 2, "备注": 2, "说明": 2,
    "kind": 3, "type": 3, "domain": 3, "类别": 3,
    "case": 4, "case_sensitive": 4, "case-sensitive": 4, "casesensitive": 4,
}  # fmt: skip
"""Names of columns in a header line, and their place in a row of this module."""

FATAL = {"unreadable", "empty-source", "empty-target", "columns"}
"""Problems that stop a glossary from being used; the others are warnings."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with line ``line`` (from 1; 0: the file). ``kind`` is duplicate, conflict, long, empty-source, ..."""

    line: int
    kind: str
    message: str


Row = tuple[str, str, str, str, str]


def decode(path: str | Path) -> str:
    """The file's text: UTF-8 (with or without BOM), UTF-16 with BOM, or GB18030."""
    file = Path(path)
    try:
        size = file.stat().st_size
        if size > MAX_GLOSSARY_BYTES:
            raise InputError(
                f"{path}: the glossary has {size:,} bytes; at most {MAX_GLOSSARY_BYTES:,} are read. Split it."
            )
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: the glossary cannot be read ({error.strerror or error}).") from error
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise InputError(f"{path}: the glossary is not a text file in UTF-8 or GB18030. Save it as UTF-8.")


def _parse(path: str | Path) -> tuple[list[tuple[int, Row]], list[Problem]]:
    """Rows with their line numbers in the fixed order of fields, and what is wrong with them."""
    text = decode(path)
    lines = text.splitlines()
    content = [line for line in lines[:50] if line.strip() and not line.lstrip().startswith("#")]
    tabs = sum("\t" in line for line in content)
    delimiter = "\t" if content and 2 * tabs >= len(content) else _comma(content)
    stream = io.StringIO(text, newline="")
    if delimiter == "\t":
        reader = csv.reader(stream, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(stream, delimiter=delimiter)
    order: list[int] | None = None
    rows: list[tuple[int, Row]] = []
    problems: list[Problem] = []
    line = 1
    try:
        for cells in reader:
            here, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
                continue
            if order is None:
                order = _header(cells)
                if order:
                    continue
                order = [0, 1, 2, 4] if len(cells) <= 4 else [0, 1, 2, 3, 4]
            if len(cells) < 2:
                message = (
                    f"one column ({_show(cells[0])}); a line needs source and target, separated by a tab or a comma"
                )
                problems.append(Problem(here, "columns", message))
                continue
            if len(cells) > len(order) and any(cell.strip() for cell in cells[len(order) :]):
                message = (
                    f"{len(cells)} columns where at most {len(order)} are known; quote a field that has a comma in it"
                )
                problems.append(Problem(here, "columns", message))
                continue
            row = [""] * 5
            for place, cell in zip(order, cells, strict=False):
                if place >= 0:
                    row[place] = cell.strip()
            rows.append((here, (row[0], row[1], row[2], row[3], row[4])))
            if len(rows) > MAX_GLOSSARY_ENTRIES:
                raise InputError(
                    f"{path}: more than {MAX_GLOSSARY_ENTRIES:,} entries at line {here}. Split the glossary by subject."
                )
    except csv.Error as error:
        problems.append(Problem(line, "unreadable", f"not readable as CSV: {error}"))
    return rows, problems


def _comma(lines: list[str]) -> str:
    return ";" if sum(";" in line for line in lines) > sum("," in line for line in lines) else ","


def _header(cells: list[str]) -> list[int]:
    """The place of each column if this line is a header, else nothing."""
    places = [FIELDS.get(cell.strip().lower(), -1) for cell in cells]
    return places if 0 in places and 1 in places else []


def _show(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def check(path: str | Path) -> tuple[Problem, ...]:
    """What is wrong with a glossary file: duplicates, conflicts, empty and over-long entries, by line.

    Raises InputError if the file cannot be read at all.
    """
    rows, problems = _parse(path)
    seen: dict[str, tuple[int, str]] = {}
    for line, (source, target, *_rest) in rows:
        for name, value in (("source", source), ("target", target)):
            if not value:
                problems.append(Problem(line, f"empty-{name}", f"no {name} ({_show(source or target)})"))
            elif len(value) > MAX_TERM_CHARACTERS:
                message = f"{name} has {len(value)} characters, at most {MAX_TERM_CHARACTERS} are usual for a term"
                problems.append(Problem(line, "long", f"{message} ({_show(value)})"))
        if not source or not target:
            continue
        if len(source) == 1 and not source.isascii():
            problems.append(Problem(line, "short", f"{source}: one character matches inside other words"))
        if source == target:
            problems.append(Problem(line, "untranslated", f"source and target are the same ({_show(source)})"))
        if source in seen:
            first, before = seen[source]
            if before == target:
                problems.append(Problem(line, "duplicate", f"{_show(source)} is already in line {first}"))
            else:
                message = (
                    f"{_show(source)} is {_show(before)} in line {first} and {_show(target)} here; the last one counts"
                )
                problems.append(Problem(line, "conflict", message))
        seen[source] = (line, target)
    if not rows and not problems:
        problems.append(Problem(0, "empty", "the glossary has no entries"))
    return tuple(sorted(problems, key=lambda problem: problem.line))


def read_rows(path: str | Path) -> list[Row]:
    """The entries of a file, as (source, target, note, kind, case). Raises InputError with the first lines at fault."""
    rows, problems = _parse(path)
    for line, (source, target, *_rest) in rows:
        if not source or not target:
            name = "target" if source else "source"
            problems.append(Problem(line, f"empty-{name}", f"no {name} ({_show(source or target)})"))
    fatal = sorted((problem for problem in problems if problem.kind in FATAL), key=lambda problem: problem.line)
    if fatal:
        shown = "; ".join(f"line {problem.line}: {problem.message}" for problem in fatal[:3])
        more = f"; and {len(fatal) - 3} more" if len(fatal) > 3 else ""
        raise InputError(f"{path}: {shown}{more}. `jianbao glossary check` lists everything.")
    return [row for _, row in rows]
