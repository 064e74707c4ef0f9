"""What a batch leaves besides the briefs: index.html, errors.tsv, summary.json, and the one file of all briefs.

All of it is made from the journal in the order of the inputs, and holds no clock times: the same briefs are the same files.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from brief.batch.files import OutputFolder
from brief.batch.journal import Entry, Journal, Status
from brief.batch.paths import shown
from brief.render.formats import ending
from jianbao.errors import InputError
from jianbao.han import is_han

_STYLE = """:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:72em;
margin:0 auto;padding:1.2em}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35em .8em .35em 0;border-bottom:1px solid #8884;overflow-wrap:anywhere}
td.n{white-space:nowrap}.error{color:#c5362b}.warning{color:#a06a00}.soft{opacity:.7;font-size:.85em}"""


def write_reports(journal: Journal, folder: OutputFolder) -> dict[str, Any]:
    """Write index.html, errors.tsv and summary.json; the summary as plain values."""
    summary = summarise(journal)
    with folder.writing("index.html") as file:
        for part in _index(journal, summary):
            file.write(part.encode())
    with folder.writing("errors.tsv") as file:
        file.write(b"input\tclass\treason\n")
        for entry in journal.entries(Status.FAILED, Status.SKIPPED):
            kind = entry.error if entry.status is Status.FAILED else "skipped"
            file.write(f"{_cell(entry.name)}\t{kind}\t{_cell(entry.reason)}\n".encode())
    folder.write("summary.json", (json.dumps(summary, ensure_ascii=False, indent=2) + "\n").encode())
    return summary


def summarise(journal: Journal) -> dict[str, Any]:
    """Counts by status, errors by class, findings by severity and kind, and English words, of the whole output folder."""
    findings: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    words = flagged = 0
    for entry in journal.entries(Status.DONE):
        findings.update(entry.findings)
        words += entry.words
        flagged += any(kind.startswith("error:") for kind in entry.findings)
    for entry in journal.entries(Status.FAILED):
        errors[entry.error] += 1
    return {
        "schema": "jianbao.batch/1",
        "items": journal.count(),
        "errors": dict(sorted(errors.items())),
        "words": words,
        "findings": dict(sorted(findings.items())),
        "briefs_with_errors_left": flagged,
    }


def _cell(text: str) -> str:
    return " ".join(shown(text).split())


def _index(journal: Journal, summary: Mapping[str, Any]) -> Iterator[str]:
    counts = summary["items"]
    yield (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>Briefs</title><style>{_STYLE}</style></head><body><h1>Briefs</h1>"
        f"<p>{counts['done']:,} briefs, {summary['words']:,} words; {summary['briefs_with_errors_left']:,} with an error finding; "
        f"{counts['failed']:,} failed.</p>\n"
    )
    if counts["failed"] + counts["skipped"]:
        yield "<h2>Not done</h2><table><thead><tr><th>Input</th><th>Class</th><th>Reason</th></tr></thead><tbody>\n"
        for entry in journal.entries(Status.FAILED, Status.SKIPPED):
            kind = entry.error if entry.status is Status.FAILED else "skipped"
            yield f'<tr><td>{escape(entry.name)}</td><td class="error">{escape(kind)}</td><td>{escape(entry.reason)}</td></tr>\n'
        yield "</tbody></table>\n"
    yield "<h2>Done</h2><table><thead><tr><th>Headline</th><th>Findings</th><th>Words</th><th>Files</th></tr></thead><tbody>\n"
    for entry in journal.entries(Status.DONE):
        yield _line(entry)
    yield "</tbody></table></body></html>\n"


def _line(entry: Entry) -> str:
    links = [
        f'<a href="{escape(quote(f"{entry.stem}.{ending(name)}"), quote=True)}">{name}</a>'
        for name in entry.formats
        if name not in ("jsonl", "parquet")
    ]
    source = PurePosixPath(entry.stem).as_posix()
    headline = (
        f'<span lang="{_language(entry.headline)}">{escape(entry.headline)}</span>'
        if entry.headline
        else "(no headline)"
    )
    return (
        f'<tr><td>{headline}<br><span class="soft">{escape(source)}</span></td><td class="n">{_findings(entry.findings)}</td>'
        f'<td class="n">{entry.words}</td><td class="n">{" ".join(links)}</td></tr>\n'
    )


def _language(text: str) -> str:
    """What a screen reader should read a text as."""
    return "zh-Hans" if any(is_han(c) for c in text) else "en"


def _findings(findings: Mapping[str, int]) -> str:
    by: Counter[str] = Counter()
    for kind, count in findings.items():
        by[kind.partition(":")[0]] += count
    words = {"error": "errors", "warning": "warnings", "info": "notes"}
    return "<br>".join(
        f'<span class="{severity}">{by[severity]} {word if by[severity] != 1 else word[:-1]}</span>'
        for severity, word in words.items()
        if by[severity]
    )


def write_one_file(journal: Journal, folder: OutputFolder, format: str) -> str:
    """All kept briefs in one file, in the order of the inputs; its name. A line or row: id, source, row and the brief's JSON form."""
    name = f"briefs.{format}"
    with folder.writing(name) as file:
        if format == "jsonl":
            for entry, data in journal.briefs():
                line = {"id": entry.stem, "row": entry.row, **json.loads(data)}
                file.write((json.dumps(line, ensure_ascii=False) + "\n").encode())
        else:
            _parquet(journal, file)
    return name


def _parquet(journal: Journal, file: io.IOBase | Any) -> None:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise InputError("brief.parquet") from None
    text, number = arrow.string(), arrow.int32()
    schema = arrow.schema(
        [("id", text), ("row", text), ("name", text), ("headline", text), ("dateline", text), ("text", text), ("words", number),
         ("errors", number), ("warnings", number), ("signature", text), ("brief", text)]
    )  # fmt: skip

    def batches() -> Iterator[list[dict[str, Any]]]:
        rows: list[dict[str, Any]] = []
        for entry, data in journal.briefs():
            brief = json.loads(data)
            by: Counter[str] = Counter()
            for kind, count in entry.findings.items():
                by[kind.partition(":")[0]] += count
            rows.append(
                {
                    "id": entry.stem, "row": entry.row, "name": brief["name"], "headline": brief["headline"], "dateline": brief["dateline"],
                    "text": " ".join(point["english"] for point in brief["points"]), "words": entry.words, "errors": by["error"],
                    "warnings": by["warning"], "signature": brief["signature"], "brief": data.decode(),
                }
            )  # fmt: skip
            if len(rows) == 500:
                yield rows
                rows = []
        yield rows

    with parquet.ParquetWriter(file, schema) as writer:
        for rows in batches():
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
