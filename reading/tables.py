"""Tables of articles: JSONL, CSV, TSV and Parquet, read row by row in bounded memory."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from jianbao.errors import InputError
from jianbao.limits import MAX_CHARACTERS, MAX_FILE_BYTES
from jianbao.system import reason_of
from reading.decoding import decode

TABLE_ENDINGS = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
TEXT_FIELDS = ("text", "content", "body", "article", "正文", "内容", "全文", "文本", "內容")
TITLE_FIELDS = ("title", "headline", "标题", "题目", "標題", "題目")
ID_FIELDS = ("id", "编号", "序号", "編號", "序號")
_SAMPLE = 1_000_000
"""Bytes of a CSV by which its encoding is known."""
_EXCEL = re.compile(r"\ufeff?sep=(.)\r?\n", re.I)
"""The first line by which Excel names the separator of a CSV."""
_BATCH = 256
"""Rows of a Parquet file in memory at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. number: 0-based. id: what the id column says, else the number of the row from 1.

    problem: why the row cannot be used; None where it can.
    """

    number: int
    id: str
    text: str = ""
    title: str = ""
    problem: InputError | None = None


def is_table(path: str | Path) -> bool:
    """Whether the ending of a name is that of a table."""
    return Path(path).suffix.lower() in TABLE_ENDINGS


def read_table(
    path: str | Path, *, text_field: str | None = None, title_field: str | None = None, id_field: str | None = None
) -> Iterator[Row]:
    """The rows of a table in order. Fields that are not named are looked for under the usual names, English and Chinese.

    A row that cannot be used comes with a `problem`; what makes the rest of the table unreadable raises InputError, as a table does
    that lacks a field.
    """
    path = Path(path)
    named = _Fields(path.name, text_field, title_field, id_field)
    try:
        match path.suffix.lower():
            case ".jsonl" | ".ndjson":
                yield from _jsonl(path, named)
            case ".csv" | ".tsv":
                yield from _csv(path, named)
            case ".parquet":
                yield from _parquet(path, named)
            case ending:
                raise InputError("reading.no_table", name=path.name, ending=ending, endings=", ".join(TABLE_ENDINGS))
    except FileNotFoundError:
        raise InputError("reading.no_file", path=str(path)) from None
    except OSError as error:
        raise InputError("reading.unreadable", path=str(path), reason=reason_of(error)) from None


class _Fields:
    """Which column is which."""

    def __init__(self, name: str, text: str | None, title: str | None, id: str | None) -> None:
        self.name, self.asked = name, {"text": text, "title": title, "id": id}

    def find(self, columns: Sequence[str]) -> tuple[str, str | None, str | None]:
        """Columns of the text, the title and the id; an asked one must be there, and so must a text."""
        found = []
        lower = {column.strip().casefold(): column for column in reversed(columns)}
        for kind, usual in (("text", TEXT_FIELDS), ("title", TITLE_FIELDS), ("id", ID_FIELDS)):
            asked = self.asked[kind]
            if asked is not None and asked not in columns:
                raise InputError("reading.no_column", name=self.name, column=asked, kind=kind, columns=_list(columns))
            found.append(asked or next((lower[name] for name in usual if name in lower), None))
        if found[0] is None:
            raise InputError("reading.no_text_column", name=self.name, columns=_list(columns))
        return found[0], found[1], found[2]


def _list(columns: Sequence[str]) -> str:
    return ", ".join(repr(column)[:60] for column in columns[:20]) + (", …" if len(columns) > 20 else "") or "–"


def _row(number: int, values: dict[str, Any], fields: tuple[str, str | None, str | None]) -> Row:
    text, title, id = (values.get(name) if name is not None else None for name in fields)
    key = str(id).strip() if id is not None and str(id).strip() else str(number + 1)
    if text is None:
        return Row(number=number, id=key, problem=InputError("reading.row_empty", column=fields[0]))
    if not isinstance(text, str):
        return Row(
            number=number, id=key, problem=InputError("reading.row_no_text", column=fields[0], type=type(text).__name__)
        )
    title = title if isinstance(title, str) else ""
    if re.search("[\ud800-\udfff]", text + title):
        return Row(number=number, id=key, problem=InputError("reading.row_bytes"))
    return Row(number=number, id=key, text=text, title=title)


def _jsonl(path: Path, named: _Fields) -> Iterator[Row]:
    fields: tuple[str, str | None, str | None] | None = None
    number = -1
    with path.open("rb") as file:
        while line := file.readline(MAX_FILE_BYTES + 1):
            if not line.strip():
                continue
            number += 1
            if len(line) > MAX_FILE_BYTES:
                yield Row(
                    number=number,
                    id=str(number + 1),
                    problem=InputError("reading.row_long", limit=MAX_FILE_BYTES),
                )
                while line and not line.endswith(b"\n"):
                    line = file.readline(MAX_FILE_BYTES)
                continue
            try:
                values = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                yield Row(
                    number=number,
                    id=str(number + 1),
                    problem=InputError("reading.row_not_json", reason=type(error).__name__),
                )
                continue
            if not isinstance(values, dict):
                yield Row(number=number, id=str(number + 1), problem=InputError("reading.row_no_object"))
                continue
            if fields is None or (fields[0] not in values):
                # Lines may differ in what they leave out; the first that has a text says which columns there are.
                try:
                    fields = named.find(list(values))
                except InputError as error:
                    if fields is None:
                        if number == 0:
                            raise
                        yield Row(number=number, id=str(number + 1), problem=error)
                        continue
            yield _row(number, values, fields)


def _csv(path: Path, named: _Fields) -> Iterator[Row]:
    csv.field_size_limit(max(csv.field_size_limit(), 8 * MAX_CHARACTERS))
    with path.open("rb") as raw:
        sample = raw.read(_SAMPLE)
    if not sample.strip():
        raise InputError("reading.empty", name=path.name)
    if len(sample) == _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    text, encoding = decode(sample, name=path.name)
    named_by_excel = _EXCEL.match(text)
    usual = "\t" if path.suffix.lower() == ".tsv" else _delimiter(text)
    delimiter = named_by_excel[1] if named_by_excel else usual
    with path.open(encoding=encoding, errors="surrogateescape", newline="") as file:
        if named_by_excel:
            file.readline()
        reader = csv.reader(file, delimiter=delimiter)
        try:
            header = [name.lstrip("\ufeff") for name in next(reader, [])]
            fields = named.find(header)
            number = -1
            for cells in reader:
                if not cells:
                    continue
                number += 1
                if len(cells) > len(header):
                    yield Row(
                        number=number,
                        id=str(number + 1),
                        problem=InputError("reading.row_cells", cells=len(cells), header=len(header)),
                    )
                    continue
                yield _row(number, dict(zip(header, cells, strict=False)), fields)
        except csv.Error as error:
            raise InputError(
                "reading.table_broken", name=path.name, line=reader.line_num, reason=type(error).__name__
            ) from error


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _parquet(path: Path, named: _Fields) -> Iterator[Row]:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise InputError("reading.no_pyarrow") from None
    try:
        with parquet.ParquetFile(path) as file:
            fields = named.find(file.schema_arrow.names)
            wanted = list(dict.fromkeys(name for name in fields if name))
            rows = chain.from_iterable(
                batch.to_pylist() for batch in file.iter_batches(batch_size=_BATCH, columns=wanted)
            )
            for number, values in enumerate(rows):
                yield _row(number, values, fields)
    except (arrow.ArrowException, UnicodeDecodeError) as error:
        raise InputError("reading.parquet_damaged", name=path.name, reason=type(error).__name__) from error
