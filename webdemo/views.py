"""Pieces of HTML that the demo shows. Every text is escaped, and no piece carries a script or a handler."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from brief.render.page import listed, table
from webdemo.i18n.texts import text

if TYPE_CHECKING:
    from brief.path import Event
    from translate.check.report import Finding
    from webdemo.choices import ModelRow


def piece(*parts: str, kind: str = "") -> str:
    """Parts in the demo's wrapper. Braces and dollars are written as entities: Gradio's HTML component reads them as a template's."""
    inner = "".join(parts).replace("{", "&#123;").replace("}", "&#125;").replace("$", "&#36;")
    return f'<div class="jb {kind}">{inner}</div>' if inner else ""


def header(language: str) -> str:
    return f"<h1>{escape(text('title', language))}</h1><p>{escape(text('tagline', language))}</p>"


def hint(key: str, language: str, **values: object) -> str:
    return piece(escape(text(key, language, **values)), kind="hint")


def progress(event: Event, language: str) -> str:
    """What is being done, and a bar."""
    label = escape(text(f"step.{event.step}", language))
    if event.total:
        share = round(100 * event.done / event.total)
        return piece(
            f'{label} <span class="note">{event.done}/{event.total}</span><div class="bar"><i style="width:{share}%"></i></div>'
        )
    return piece(f'{label}<div class="bar unsure"><i></i></div>')


def stopped(language: str) -> str:
    return piece(f'<span class="note">{escape(text("step.stopped", language))}</span>')


def problem(message: str, language: str) -> str:
    """An error, as the person at the keyboard should read it."""
    return piece(
        f'<div class="problem" role="alert"><strong>{escape(text("error.title", language))}</strong>{escape(message)}</div>'
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], language: str) -> str:
    listed = list(rows)
    return piece(_grid(header, listed) if listed else f'<p class="note">{escape(text("none", language))}</p>')


def _grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    # Focusable, so that a keyboard can scroll it.
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(header[0])}">{table(header, rows)}</div>'


def findings(found: Sequence[Finding], language: str) -> str:
    """What the check says in the second tab."""
    if not found:
        return piece(
            f'<p class="verdict"><span class="badge good">✓ {escape(text("check.clean", language))}</span></p>'
        )
    return piece(f'<ul class="findings">{listed(found, words=language)}</ul>')


def _licence(name: str, language: str) -> str:
    """What a licence is called; what is said of it in English brackets is told in its card."""
    return text("models.unknown", language) if name == "unknown" else name.partition(" (")[0]


def models(rows: Sequence[ModelRow], language: str) -> str:
    head = [text(f"models.{k}", language) for k in ("name", "directions", "size", "licence", "scores", "here")]

    def named(code: str) -> str:
        return text(f"lang.{code}", language) if code in ("zh", "en") else code

    def size(row: ModelRow) -> str:
        told = (("models.parameters", row.parameters), ("models.megabytes", row.megabytes))
        return ("，" if language == "zh" else ", ").join(text(key, language, n=f"{n:,}") for key, n in told if n)

    listed = (
        [
            row.name,
            ", ".join(f"{named(a)} → {named(b)}" for a, b in row.directions) or text(f"task.{row.task}", language),
            size(row),
            _licence(row.licence, language),
            row.scores,
            text("yes", language) if row.here else text("models.absent", language),
        ]
        for row in rows
    )
    return piece(f'<p class="hint">{escape(text("models.hint", language))}</p>', _grid(head, listed), kind="card")
