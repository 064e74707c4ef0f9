"""Glossaries in lines: tabs, commas or semicolons, with or without a header, as spreadsheets and translation services write them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache

from facts.tables import rows
from jianbao import han

Cells = tuple[int, list[str]]
"""A line's number, from 1, and its cells."""

PLACES = {"source": 0, "target": 1, "note": 2, "kind": 3, "case": 4}
"""Where the fields of an entry stand in a row of this room."""

_RULE = re.compile(r":?-{2,}:?")
"""The cells below the header of a table in Markdown."""
_TYPED = tuple(re.compile(mark) for mark in ("=>|->|[→⇒➔]", "[=＝]", "[:：]", r"(?<=\S)(?: {2,}|\u3000+)(?=\S)"))
"""What people put between a term and its rendering in each line of a list: 临江新区 → Linjiang New Area."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')

MAX_LINES = 20
"""Lines that one quoted cell may have."""


def cells_of(text: str) -> tuple[list[Cells], list[tuple[int, str]]]:
    """The lines that have something, but for comments, with their cells; and, where the text is no CSV, the line and the reason."""
    text = text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    skipped = 0
    delimiter = ""
    if match := re.fullmatch(r'"?sep=(.)"?\r?', first.strip(" ")):
        delimiter, text, skipped = match[1], rest, 1
    if not delimiter and (typed := _typed(text)):
        return [(line, [cell.strip() for cell in typed.split(row, maxsplit=1)]) for line, row in _written(text)], []
    delimiter = delimiter or _delimiter(text)
    problems: list[tuple[int, str]] = []
    found: list[Cells] = []
    try:
        for line, cells in _tabs(text) if delimiter == "\t" else _csv(text, delimiter):
            bare = [cell.strip() for cell in cells if cell.strip()]
            if bare and not all(map(_RULE.fullmatch, bare)) and not cells[0].lstrip().startswith("#"):
                found.append((line + skipped, cells))
    except csv.Error as error:
        problems.append((found[-1][0] + 1 if found else 1, str(error)))
    return found, problems


def _written(text: str) -> list[tuple[int, str]]:
    """The lines that have something, but for comments, with their numbers."""
    lines = enumerate(re.split(r"\r\n|\n|\r", text), 1)
    return [(n, line.strip()) for n, line in lines if line.strip() and not line.lstrip().startswith("#")]


def _typed(text: str) -> re.Pattern[str] | None:
    """What stands between the two sides in each line of a list as people type it: Chinese on the one side, on the other none."""
    lines = [line for _, line in _written(text)]
    if not lines or "\t" in text or text.lstrip()[:1] in '"{[':
        return None
    for mark in _TYPED:
        sides = [mark.split(line, maxsplit=1) for line in lines]
        if all(len(pair) == 2 and bool(han.ONE.search(pair[0])) != bool(han.ONE.search(pair[1])) for pair in sides):
            return mark
    return None


def _delimiter(text: str) -> str:
    lines = [line for line in text.splitlines()[:50] if line.strip() and not line.lstrip().startswith("#")]
    if lines and 2 * sum("\t" in line for line in lines) >= len(lines):
        return "\t"
    counts = {mark: sum(mark in line for line in lines) for mark in ",;|，；"}
    # A comma stands in many English renderings: another mark wins where more lines have it.
    return max(counts, key=lambda mark: (counts[mark], mark == ",")) if any(counts.values()) else ","


def _csv(text: str, delimiter: str) -> Iterator[Cells]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1


def _tabs(text: str) -> Iterator[Cells]:
    """Tab-separated cells; those that a spreadsheet quoted, for a comma, a quote or a line break in them, without the quotes."""
    lines = re.split(r"\r\n|\n|\r", text)
    at = 0
    while at < len(lines):
        begin = at
        line = lines[at]
        at += 1
        last = line.rpartition("\t")[2]
        if last.startswith('"') and last.count('"') % 2:
            more = next((n for n in range(at, min(at + MAX_LINES, len(lines))) if lines[n].count('"') % 2), None)
            if more is not None and _QUOTED.fullmatch(("\n".join([last, *lines[at : more + 1]])).partition("\t")[0]):
                line = "\n".join([line, *lines[at : more + 1]])
                at = more + 1
        yield begin + 1, [_unquoted(cell) for cell in line.split("\t")]


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and _QUOTED.fullmatch(cell) else cell


@cache
def _names() -> dict[str, int]:
    return {name.replace("-", " "): PLACES.get(field, -1) for name, field, *_ in rows("glossary/lists/columns.tsv")}


def header(cells: Iterable[str]) -> list[int]:
    """The place of each column if this line is a header, else nothing; -1 for a column that is not read (a number, a date)."""
    places = [_place(cell) for cell in cells]
    return places if 0 in places and 1 in places else []


def _place(cell: str) -> int:
    name = re.sub(r"[\s_:：*-]+", " ", cell).strip().lower()
    bare = re.sub(r"\s*[(（\[【].*?[)）\]】]\s*", "", name)
    inner = re.sub(r".*[(（\[【](.*?)[)）\]】].*", r"\1", name)
    names = _names()
    for form in (name, name.replace(" ", ""), inner, bare):
        if form in names:
            return names[form]
    return -1


def is_reversed(pairs: list[tuple[str, str]]) -> bool:
    """Whether English stands before Chinese in most of the pairs that have both."""
    both = [(bool(han.ONE.search(a)), bool(han.ONE.search(b))) for a, b in pairs[:200]]
    forward, backward = both.count((True, False)), both.count((False, True))
    return backward > 2 * forward and backward > 0
