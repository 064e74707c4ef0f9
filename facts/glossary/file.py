"""A user's glossary file, as people have them: TSV, CSV, TBX or TMX, in any usual encoding; what was read and what is wrong, by line.

The command line and the page both read with `parse`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from facts.glossary.columns import LATIN, PLACES, Cells, layout
from facts.glossary.decoding import clean, decoded, simplified
from facts.glossary.exchange import entries_of, is_exchange
from facts.glossary.tabular import cells_of
from jianbao import wording
from jianbao.errors import InputError
from jianbao.system import reason_of

MAX_GLOSSARY_BYTES = 10_000_000
"""DeepL takes 10 MB; a glossary of 100,000 entries has about 5 MB."""

MAX_GLOSSARY_ENTRIES = 200_000
"""More is a dictionary: single common words would be forced upon every sentence."""

MAX_TERM_CHARACTERS = 200
"""A term is a name or a phrase. Whole sentences belong in a translation memory."""

FATAL = frozenset({"unreadable", "empty-source", "empty-target", "columns", "many-columns"})
"""Problems of lines that give no entry; the others are warnings."""

Row = tuple[str, str, str, str, str]
"""Source, target, note, kind, case flag."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with line ``line`` (from 1; 0: the file). ``kind`` is duplicate, conflict, long, empty-source, ..."""

    line: int
    kind: str
    values: tuple[tuple[str, str | int], ...] = ()

    @property
    def message(self) -> str:
        """The problem in English, without its line."""
        return self.worded()

    def worded(self, language: str = "en") -> str:
        """The problem in the language of the interface, without its line."""
        return wording.say(f"facts.problem_{self.kind.replace('-', '_')}", dict(self.values), language=language)


@dataclass(frozen=True, slots=True)
class GlossaryFile:
    """What a file has: its entries, with their lines, and its problems, in the order of lines."""

    name: str
    rows: tuple[tuple[int, Row], ...]
    problems: tuple[Problem, ...]

    @property
    def fatal(self) -> tuple[Problem, ...]:
        """Problems of lines that give no entry."""
        return tuple(problem for problem in self.problems if problem.kind in FATAL)

    def told(self, language: str = "en") -> str:
        """How much was read: "12 terms, 2 problems (lines 3, 9)"."""
        lines = list(dict.fromkeys(str(problem.line) for problem in self.problems))
        shown = ", ".join(lines[:5]) + ("…" if len(lines) > 5 else "")
        code = "facts.glossary_read_problems" if self.problems else "facts.glossary_read"
        values = {"terms": len(self.rows), "problems": len(self.problems), "lines": shown}
        return wording.say(code, values, language=language)

    def require(self) -> tuple[Row, ...]:
        """The entries. Raises InputError with the first lines that give none."""
        if self.fatal:
            first, *_ = self.fatal
            more = len(self.fatal) - 1
            code = "facts.glossary_lines" if more else "facts.glossary_line"
            raise InputError(code, name=self.name, line=first.line, problem=_Worded(first), more=more)
        return tuple(row for _, row in self.rows)


class _Worded:
    """A problem inside an error, worded when the language is known."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def __format__(self, specification: str) -> str:
        return self.problem.worded(specification or "en")


def read(path: str | Path) -> GlossaryFile:
    """Read a file. Raises InputError if it cannot be read at all, or has more than the limits."""
    file = Path(path)
    try:
        size = file.stat().st_size
        if size > MAX_GLOSSARY_BYTES:
            raise InputError("facts.glossary_large", name=str(path), size=size, limit=MAX_GLOSSARY_BYTES)
        data = file.read_bytes()
    except OSError as error:
        raise InputError("facts.glossary_unreadable", name=str(path), reason=reason_of(error)) from error
    return _parsed(data, name=str(path))


def parse(data: bytes | str, *, name: str = "glossary") -> GlossaryFile:
    """The entries and problems of a file's content. Raises InputError for what is no text, or for more than the limits."""
    if len(data) > MAX_GLOSSARY_BYTES:
        raise InputError("facts.glossary_large", name=name, size=len(data), limit=MAX_GLOSSARY_BYTES)
    text = decoded(data, name=name) if isinstance(data, bytes) else data
    problems: list[Problem] = []
    if is_exchange(text):
        found = []
        for entry in entries_of(text, name=name):
            if entry.rejected:
                problems.append(
                    _problem(entry.line, "rejected", source=_shown(entry.source), target=_shown(entry.rejected))
                )
            else:
                found.append((entry.line, (entry.source, entry.target, entry.note, "", "")))
    else:
        lines, broken = cells_of(text)
        problems += [_problem(line, "unreadable", reason=reason) for line, reason in broken]
        found = _tabular(lines, problems)
    if len(found) > MAX_GLOSSARY_ENTRIES:
        line = found[MAX_GLOSSARY_ENTRIES][0]
        raise InputError("facts.glossary_many", name=name, limit=MAX_GLOSSARY_ENTRIES, line=line)
    kept = _kept(found, problems)
    if not kept and not problems:
        problems.append(_problem(0, "empty"))
    return GlossaryFile(name, tuple(kept), tuple(sorted(problems, key=lambda problem: problem.line)))


_parsed = lru_cache(maxsize=1)(parse)
"""What is told of a file and what it is used for are asked one after the other."""


def check(path: str | Path) -> tuple[Problem, ...]:
    """What is wrong with a glossary file, by line. Raises InputError if the file cannot be read at all."""
    return read(path).problems


def _tabular(lines: list[Cells], problems: list[Problem]) -> list[tuple[int, Row]]:
    """Rows in the fixed order of fields; lines with too few or too many cells become problems."""
    if not lines:
        return []
    begin, order = layout(lines)
    out = []
    for line, cells in lines[begin:]:
        if len(cells) < 2:
            problems.append(_problem(line, "columns", cell=_shown(cells[0])))
        elif any(cell.strip() for cell in cells[len(order) :]):
            problems.append(_problem(line, "many-columns", count=len(cells), limit=len(order)))
        else:
            out.append((line, _row(order, cells)))
    return out


def _row(order: list[int], cells: list[str]) -> Row:
    """The fields of a line. A second English term (英文1, 英文2) will do as well."""
    row = [""] * len(PLACES)
    also: list[str] = []
    for place, cell in zip(order, map(clean, cells), strict=False):
        if place == PLACES["target"] and row[place] and cell and cell != row[place]:
            also.append(cell)
        elif place >= 0:
            row[place] = row[place] or cell
    if also:
        row[2] = "; ".join(filter(None, (f"also: {', '.join(also)}", row[2])))
    return row[0], row[1], row[2], row[3], row[4]


def _kept(found: list[tuple[int, Row]], problems: list[Problem]) -> list[tuple[int, Row]]:
    """Entries that have both sides, sources in simplified characters; what is odd about them goes to `problems`."""
    kept: list[tuple[int, Row]] = []
    seen: dict[str, tuple[int, str]] = {}
    for line, (written, target, *others) in found:
        source = simplified(written)
        if source != written:
            problems.append(_problem(line, "traditional", source=_shown(written), simplified=_shown(source)))
        for name, value in (("source", source), ("target", target)):
            if not value:
                problems.append(_problem(line, f"empty-{name}", cell=_shown(source or target)))
            elif len(value) > MAX_TERM_CHARACTERS:
                problems.append(_problem(line, "long", count=len(value), limit=MAX_TERM_CHARACTERS, cell=_shown(value)))
        if not source or not target:
            continue
        if len(source) == 1 and not source.isascii():
            problems.append(_problem(line, "short", source=source))
        if source == target:
            problems.append(_problem(line, "untranslated", source=_shown(source)))
        elif not LATIN.search(target):
            problems.append(_problem(line, "no-letters", source=_shown(source), target=_shown(target)))
        if source in seen:
            first, before = seen[source]
            values: dict[str, str | int] = {"source": _shown(source), "first": first}
            if before == target:
                problems.append(_problem(line, "duplicate", **values))
                continue
            problems.append(_problem(line, "conflict", before=_shown(before), target=_shown(target), **values))
        seen[source] = (line, target)
        kept.append((line, (source, target, *others)))  # type: ignore[arg-type]
    return kept


def _problem(line: int, kind: str, **values: str | int) -> Problem:
    return Problem(line, kind, tuple(sorted(values.items())))


def _shown(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
