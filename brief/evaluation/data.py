"""What `jianbao evaluate` scores on: a file of pairs or articles, two files of sentences, or a folder of fact sheets."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jianbao.errors import InputError
from jianbao.system import reason_of

SIDES = {".zh": ".en", ".en": ".zh"}
"""Endings of files with a sentence a line, and of the file beside it that has its other language."""
DOCUMENT_KINDS = frozenset("TKBF")
"""First columns of documents in Chinese and English: title, key sentence, body, and what is no part of the text."""
SOURCE_KEYS = ("document", "body", "text", "source")
REFERENCE_KEYS = ("summary", "brief", "reference", "translation", "target")
"""First come the names that can mean one thing only: `source` beside a `document` is who published it."""
MAX_ROWS = 200_000
MAX_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A source and what a person made of it."""

    source: str
    reference: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """Rows, their languages, and other systems' outputs for them, one a row.

    articles: whether sources are articles and references briefs of them; else sentences and translations.
    """

    name: str
    source: str
    target: str
    rows: tuple[Row, ...]
    articles: bool = False
    systems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load_data(
    data: str, *, source: str = "zh", target: str | None = None, systems: Sequence[str] = (), limit: int | None = None
) -> Data:
    """The rows of a file or folder; docs/evaluate.md has the forms.

    systems: `NAME=FILE` with a line of output for each row. Of documents and of two files of sentences, `source` says
    which side is translated. Raises InputError with the line that is wrong.
    """
    path = Path(data).expanduser()
    found = _folder(path, target) if path.is_dir() else _file(path, source, target)
    for given in systems:
        name, equals, file = given.partition("=")
        if not equals or not name:
            raise InputError("brief.system_option", value=given)
        found = replace(found, systems={**found.systems, name: tuple(_lines(Path(file)))})
    for name, outputs in found.systems.items():
        if len(outputs) != len(found.rows):
            raise InputError("brief.system_rows", name=name, outputs=len(outputs), rows=len(found.rows), data=data)
    if limit:
        cut = {name: outputs[:limit] for name, outputs in found.systems.items()}
        found = replace(found, rows=found.rows[:limit], systems=cut)
    for language in (found.source, found.target):
        if language not in ("zh", "en"):
            raise InputError("brief.scored_language", value=language)
    return found


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError("brief.data_large", path=path, limit=MAX_BYTES)
        return path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else error
        raise InputError("brief.data_unreadable", path=path, reason=reason) from None


def _file(path: Path, source: str, target: str | None) -> Data:
    if not path.is_file():
        raise InputError("brief.data_missing", path=path)
    lines = [(n, line) for n, line in enumerate(_lines(path), 1) if line.strip()]
    if not lines:
        raise InputError("brief.data_empty", path=path)
    if len(lines) > MAX_ROWS:
        raise InputError("brief.data_rows", path=path, rows=len(lines), limit=MAX_ROWS)
    if path.suffix.lower() in (".jsonl", ".ndjson") or lines[0][1].lstrip().startswith("{"):
        return _jsonl(path, lines, source, target)
    target = target or ("zh" if source == "en" else "en")
    if path.suffix in SIDES:
        return _sides(path, source, target)
    cells = [line.split("\t") for _, line in lines if not line.startswith("#")]
    if cells and all(row[0] in DOCUMENT_KINDS and len(row) > (1 if row[0] == "F" else 2) for row in cells):
        told = [row for row in cells if row[0] != "F" and row[1].strip() and row[2].strip()]
        pairs = [(row[1], row[2]) for row in told]
        return _nonempty(Data(path.name, source, target, _turned(pairs, source)), path)
    return _tsv(path, lines, source, target)


def _tsv(path: Path, lines: Sequence[tuple[int, str]], source: str, target: str) -> Data:
    cells = [next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE)) for _, line in lines]
    names = [c.strip() for c in cells[0]]
    head = [n.casefold() for n in names]
    if "source" in head and "reference" in head:
        cells, lines = cells[1:], lines[1:]
    else:
        head, names = ["source", "reference"], ["source", "reference"]
    for (n, _), row in zip(lines, cells, strict=True):
        if len(row) != len(head):
            raise InputError(
                "brief.data_columns", path=path, line=n, columns=len(row), wanted=len(head), names=", ".join(names)
            )
    at, to = head.index("source"), head.index("reference")
    rows = tuple(Row(row[at], row[to]) for row in cells)
    systems = {name: tuple(row[i] for row in cells) for i, name in enumerate(names) if i not in (at, to)}
    return _nonempty(Data(path.name, source, target, rows, False, systems), path)


def _jsonl(path: Path, lines: Sequence[tuple[int, str]], source: str, target: str | None) -> Data:
    rows: list[Row] = []
    systems: dict[str, list[str]] = {}
    articles = False
    for n, line in lines:
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError("brief.data_json", path=path, line=n, reason=error) from None
        if not isinstance(record, dict):
            raise InputError("brief.data_object", path=path, line=n)
        key, text = _one(record, SOURCE_KEYS, path, n)
        kind, reference = _one(record, REFERENCE_KEYS, path, n)
        articles = articles or key in ("document", "body") or kind in ("summary", "brief")
        rows.append(Row(text, reference, str(record.get("title") or "")))
        for name, output in (record.get("systems") or {}).items():
            systems.setdefault(name, []).append(str(output))
    fallback = source if articles else ("zh" if source == "en" else "en")
    return _nonempty(
        Data(path.name, source, target or fallback, tuple(rows), articles, {k: tuple(v) for k, v in systems.items()}),
        path,
    )


def _one(record: Mapping[str, Any], keys: Iterable[str], path: Path, line: int) -> tuple[str, str]:
    for key in keys:
        if isinstance(record.get(key), str):
            return key, record[key]
    raise InputError("brief.data_keys", path=path, line=line, keys=", ".join(keys))


def _nonempty(data: Data, path: Path) -> Data:
    if not data.rows:
        raise InputError("brief.data_no_rows", path=path)
    for n, row in enumerate(data.rows, 1):
        if not row.source.strip() or not row.reference.strip():
            raise InputError("brief.data_empty_row", path=path, row=n)
    return data


def _turned(pairs: Iterable[tuple[str, str]], source: str) -> tuple[Row, ...]:
    """Rows of pairs of Chinese and English: the side that `source` names is translated."""
    return tuple(Row(english, chinese) if source == "en" else Row(chinese, english) for chinese, english in pairs)


def _sides(path: Path, source: str, target: str) -> Data:
    """NAME.zh and NAME.en, a sentence a line; NAME.SYSTEM.en has what another system made of the Chinese."""
    other = path.with_suffix(SIDES[path.suffix])
    chinese, english = sorted((path, other), key=lambda side: side.suffix, reverse=True)
    if not other.is_file():
        raise InputError("brief.data_side", path=path, other=other.name)
    sides = _lines(chinese), _lines(english)
    if len(sides[0]) != len(sides[1]):
        raise InputError(
            "brief.data_sides", path=path, lines=len(_lines(path)), other=other.name, others=len(_lines(other))
        )
    outputs = sorted(path.parent.glob(f"{path.stem}.*.en")) if source == "zh" else []
    systems = {file.name.removeprefix(f"{path.stem}.").removesuffix(".en"): tuple(_lines(file)) for file in outputs}
    rows = _turned(zip(*sides, strict=True), source)
    return _nonempty(Data(path.stem, source, target, rows, False, systems), path)


def _folder(path: Path, target: str | None) -> Data:
    """Fact sheets: a JSON object a file, with the Chinese article and the editor's English brief of it."""
    rows: list[Row] = []
    for file in sorted(path.glob("*.json")):
        try:
            sheet = json.loads(file.read_text("utf-8"))
            rows.append(Row(sheet["body_zh"], sheet["brief_en"], sheet["title_zh"]))
        except (OSError, ValueError, KeyError, TypeError):
            raise InputError("brief.data_sheet", path=file, keys="title_zh, body_zh, brief_en") from None
    if not rows:
        raise InputError("brief.data_folder", path=path)
    return _nonempty(Data(path.name, "zh", target or "en", tuple(rows), True), path)
