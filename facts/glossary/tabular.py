"""Glossaries in lines: tabs, commas or semicolons, as spreadsheets and translation services write them: their cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from facts.glossary.columns import Cells
from jianbao import han

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
        if all(len(pair) == 2 and _one_chinese(*pair) for pair in sides):
            return mark
    return None


def _one_chinese(left: str, right: str) -> bool:
    """Whether one side alone is Chinese, and no row of cells (数字经济,https)."""
    chinese = [side for side in (left, right) if han.ONE.search(side)]
    return len(chinese) == 1 and not re.search("[,;|]", chinese[0])


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
