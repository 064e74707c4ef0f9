"""What the third tab shows of a batch: a table with a row for each file, totals, and the archive. Every text is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from brief.verdict import Verdict
from webdemo import limits
from webdemo.archive import Batch, FileOutcome
from webdemo.i18n.texts import text
from webdemo.views import blank, hint, piece

OPEN = """element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-row]');
  if (button) trigger('click', {row: Number(button.dataset.row)});
});"""
"""What the table does in the browser: a row's button tells which it is."""


def empty(language: str, *, gone: Sequence[str] = ()) -> str:
    """What stands where the briefs will be. gone: names of files that are here no more."""
    if not gone:
        return blank("files.empty", language)
    names = text("files.comma", language).join(gone)
    return hint("files.gone", language, names=names, minutes=limits.LEFT_SECONDS // 60) + blank("files.empty", language)


def table(batch: Batch, language: str) -> str:
    """The rows of a batch; "" without any."""
    if not batch.rows:
        return ""
    head = "".join(
        f'<th scope="col">{escape(text(key, language))}</th>' for key in ("files.file", "headline", "files.outcome")
    )
    rows = "".join(_row(number, row, language) for number, row in enumerate(batch.rows))
    caption = escape(text("files.caption", language))
    return piece(
        f'<div class="scroll" tabindex="0" role="group" aria-label="{caption}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>",
        kind="card rows",
    )


def _row(number: int, row: FileOutcome, language: str) -> str:
    shown = escape(row.headline)
    if row.result is not None:
        label = escape(f"{text('files.open', language, name=row.name)}: {row.headline}", quote=True)
        inner = f'<span lang="en">{shown or "…"}</span>'
        shown = f'<button type="button" class="open" data-row="{number}" aria-label="{label}">{inner}</button>'
    cells = (escape(row.name), shown, f'<span class="{kind(row)}">{escape(outcome(row, language))}</span>')
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


_LOOKS = {Verdict.ERRORS: "error", Verdict.WARNINGS: "warning", Verdict.CLEAN: "good", Verdict.NOTHING: "note"}


def kind(row: FileOutcome) -> str:
    """How the outcome looks: error, warning, good, working, or note."""
    if row.problem is not None:
        return "error"
    if row.verdict is not None:
        return _LOOKS[row.verdict]
    return "note" if row.working is None else "working"


def outcome(row: FileOutcome, language: str) -> str:
    """What became of a file, in words."""
    if row.problem is not None:
        # The row has the name already.
        return row.problem.worded(language, place="page").removeprefix(row.name).lstrip("：: ")
    if row.verdict is not None and row.counts is not None:
        key, n = {
            Verdict.ERRORS: ("files.errors", row.errors),
            Verdict.WARNINGS: ("check.warnings", row.counts.warnings),
            Verdict.CLEAN: ("files.clean", 0),
            Verdict.NOTHING: ("files.none", 0),
        }[row.verdict]
        return text(key, language, n=n)
    if row.working is None:
        return text("files.waits", language)
    done, total = row.working
    return text("files.works", language, done=done, total=total) if total else text("files.begins", language)


def progress(batch: Batch, language: str) -> str:
    """How many of the files are over, and a bar."""
    done, total = sum(row.over for row in batch.rows), len(batch.rows)
    words = escape(text("files.progress", language, done=done, total=total))
    return piece(f'{words}<div class="bar"><i style="width:{round(100 * done / max(1, total))}%"></i></div>')


def totals(batch: Batch, language: str, *, key: str = "files.totals") -> str:
    """What a run has come to. key: whether it came to its end, was stopped, or was late."""
    words = text(
        key, language, briefs=batch.briefs, files=len(batch.rows), errors=batch.errors, problems=batch.problems,
        minutes=limits.BATCH_SECONDS // 60,
    )  # fmt: skip
    return piece(f'<span class="note">{escape(words)}</span>')


def link(address: str, language: str) -> str:
    """The archive, to be downloaded."""
    return piece(
        f'<a class="archive" href="{escape(address, quote=True)}" download>{escape(text("files.archive", language))}</a>'
    )
