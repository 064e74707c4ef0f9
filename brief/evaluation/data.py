"""What `jianbao evaluate` scores on: the user's TSV or JSONL, or a development set that lies beside the repository."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jianbao.errors import InputError

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "eval"
SETS = ("flores-dev", "grammar-dev", "releases-dev", "summaries-dev", "briefs-dev")
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
    """A file, or one of `SETS` where it lies beside the repository.

    systems: `NAME=FILE` with a line of output for each row. Pairs of sentences are turned round where `source` is
    their references' language. Raises InputError with the line that is wrong.
    """
    path = Path(data).expanduser()
    found = _file(path, source, target) if path.is_file() or data not in SETS else _known(data, source, target)
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
        raise InputError("brief.data_unreadable", path=path, reason=getattr(error, "strerror", None) or error) from None


def _file(path: Path, source: str, target: str | None) -> Data:
    if not path.is_file():
        raise InputError(
            "brief.data_missing" if SHARED.is_dir() else "brief.data_missing_sets", path=path, known=", ".join(SETS)
        )
    lines = [(n, line) for n, line in enumerate(_lines(path), 1) if line.strip()]
    if not lines:
        raise InputError("brief.data_empty", path=path)
    if len(lines) > MAX_ROWS:
        raise InputError("brief.data_rows", path=path, rows=len(lines), limit=MAX_ROWS)
    if path.suffix.lower() in (".jsonl", ".ndjson") or lines[0][1].lstrip().startswith("{"):
        return _jsonl(path, lines, source, target)
    return _tsv(path, lines, source, target or ("zh" if source == "en" else "en"))


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


def _known(name: str, source: str, target: str | None) -> Data:
    if not SHARED.is_dir():
        raise InputError("brief.data_set_missing", name=name)
    if name == "summaries-dev":
        return replace(_file(SHARED / "summaries-dev.jsonl", "zh", target or "zh"), name=name)
    if name == "briefs-dev":
        read = [json.loads(p.read_text("utf-8")) for p in sorted((SHARED / name).glob("*.json"))]
        return Data(
            name, "zh", target or "en", tuple(Row(d["body_zh"], d["brief_en"], d["title_zh"]) for d in read), True
        )
    systems: dict[str, tuple[str, ...]] = {}
    if name == "flores-dev":
        pairs = list(zip(_lines(SHARED / "flores-dev.zh"), _lines(SHARED / "flores-dev.en"), strict=True))
        others = sorted(p for p in SHARED.glob("flores-dev.*.en"))
        systems = {p.name.split(".")[1]: tuple(_lines(p)) for p in others}
    else:
        pairs = list(
            _pairs(
                SHARED / f"{name.replace('grammar-', 'grammar_')}.tsv", kinds="TKB" if name == "releases-dev" else ""
            )
        )
    if source == "en":
        pairs, systems = [(b, a) for a, b in pairs], {}
    return Data(
        name, source, target or ("zh" if source == "en" else "en"), tuple(Row(a, b) for a, b in pairs), False, systems
    )


def _pairs(path: Path, *, kinds: str) -> Iterator[tuple[str, str]]:
    """Sentence pairs; with `kinds`, of a file whose first column tells the kind of a row."""
    for line in _lines(path):
        cells = line.split("\t")
        if kinds:
            if cells[0] not in kinds or len(cells) < 3:
                continue
            cells = cells[1:]
        if len(cells) >= 2 and cells[0].strip() and cells[1].strip():
            yield cells[0], cells[1]
