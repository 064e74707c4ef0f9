"""Pieces of HTML that the demo shows. Every text is escaped, and no piece carries a script or a handler."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from brief.render.page import evidence as evidence_of
from brief.render.page import listed, source_text, table
from translate.check.report import Severity
from webdemo.i18n.texts import text

if TYPE_CHECKING:
    from brief.brief import Brief
    from brief.path import Event
    from reading.extract import Note
    from translate.check.report import Finding
    from webdemo.choices import ModelRow
    from webdemo.workspace import Result


def piece(*parts: str, kind: str = "") -> str:
    """Parts in the demo's wrapper. Braces and dollars are written as entities: Gradio's HTML component reads them as a template's."""
    inner = "".join(parts).replace("{", "&#123;").replace("}", "&#125;").replace("$", "&#36;")
    return f'<div class="jb {kind}">{inner}</div>' if inner else ""


def header(language: str) -> str:
    return f"<h1>{escape(text('title', language))}</h1><p>{escape(text('tagline', language))}</p>"


def empty(language: str) -> str:
    """What stands where the brief will be."""
    return piece(
        '<div class="empty"><div class="glyph" aria-hidden="true" lang="zh-Hans">简</div>'
        f"<h2>{escape(text('empty.title', language))}</h2><p>{escape(text('empty.body', language))}</p></div>"
    )


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


def done(seconds: float, notes: Sequence[Note], language: str) -> str:
    told = "".join(f'<div class="note">{escape(note.worded(language))}</div>' for note in notes)
    return piece(f'<span class="note">{escape(text("step.done", language, seconds=seconds))}</span>{told}')


def stopped(language: str) -> str:
    return piece(f'<span class="note">{escape(text("step.stopped", language))}</span>')


def problem(message: str, language: str) -> str:
    """An error, as the person at the keyboard should read it."""
    return piece(
        f'<div class="problem" role="alert"><strong>{escape(text("error.title", language))}</strong>{escape(message)}</div>'
    )


def verdict(brief: Brief, language: str, *, edited: bool = False) -> str:
    """How many findings there are, and those of the brief as a whole."""
    found = brief.all_findings()
    errors = sum(f.severity is Severity.ERROR for f in found)
    warnings = sum(f.severity is Severity.WARNING for f in found)
    badges = ""
    if errors:
        badges += f'<span class="badge error">{escape(text("check.errors", language, n=errors))}</span>'
    if warnings:
        badges += f'<span class="badge warning">{escape(text("check.warnings", language, n=warnings))}</span>'
    if not badges:
        badges = f'<span class="badge good">✓ {escape(text("check.clean", language))}</span>'
    facts = f"{text('points', language, n=len(brief.points))} · {text('words', language, n=brief.words)}"
    note = f"{facts} · {text('check.edited', language)}" if edited else facts
    dateline = f'<p class="dateline">{escape(brief.dateline)}</p>' if brief.dateline else ""
    own = f'<ul class="findings">{listed(brief.findings, words=language)}</ul>' if brief.findings else ""
    return piece(f'{dateline}<p class="verdict">{badges}<span class="note">{escape(note)}</span></p>{own}', kind="card")


def evidence(brief: Brief, language: str) -> str:
    """Each English sentence beside its source."""
    if not brief.points:
        return ""
    return piece(
        f'<h2 class="part">{escape(text("evidence", language))}</h2>',
        f'<p class="hint">{escape(text("evidence.hint", language))}</p>',
        evidence_of(brief.points, words=language),
        kind="card",
    )


def source(result: Result, brief: Brief, language: str) -> str:
    """The article, what was used of it and what was left out."""
    return piece(
        f'<p class="hint">{escape(text("source.hint", language))}</p>', source_text(result.article.original, brief)
    )


def full(brief: Brief, language: str) -> str:
    return piece(evidence_of(brief.full, words=language))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], language: str) -> str:
    listed = list(rows)
    return piece(_grid(header, listed) if listed else f'<p class="note">{escape(text("none", language))}</p>')


def _grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    # Focusable, so that a keyboard can scroll it.
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(header[0])}">{table(header, rows)}</div>'


def figures(brief: Brief, language: str) -> str:
    head = [text(k, language) for k in ("chinese", "english", "status", "point")]
    rows = ([f.chinese, f.english, text(f"status.{f.status}", language), str(f.point + 1)] for f in brief.figures)
    return _table(head, rows, language)


def people(brief: Brief, language: str) -> str:
    head = [text(k, language) for k in ("chinese", "english", "post", "in_brief")]
    yes = text("yes", language)
    rows = [
        [p.chinese, p.english, f"{p.title} {p.title_english}".strip(), yes if p.in_brief else ""] for p in brief.people
    ]
    rows += [[o.chinese, o.english, "", yes if o.in_brief else ""] for o in brief.organisations]
    return _table(head, rows, language)


def signature(brief: Brief, language: str) -> str:
    return piece(
        f'<p class="hint">{escape(text("signature.hint", language))}</p><p class="signature">{escape(brief.signature)}</p>'
    )


def findings(found: Sequence[Finding], language: str) -> str:
    """What the check says in the second tab."""
    if not found:
        return piece(
            f'<p class="verdict"><span class="badge good">✓ {escape(text("check.clean", language))}</span></p>'
        )
    return piece(f'<ul class="findings">{listed(found, words=language)}</ul>')


def models(rows: Sequence[ModelRow], language: str) -> str:
    head = [text(f"models.{k}", language) for k in ("name", "directions", "size", "licence", "scores", "here")]

    def named(code: str) -> str:
        return text(f"lang.{code}", language) if code in ("zh", "en") else code

    listed = (
        [
            row.name,
            ", ".join(f"{named(a)} → {named(b)}" for a, b in row.directions) or text(f"task.{row.task}", language),
            row.size,
            row.licence,
            row.scores,
            text("yes", language) if row.here else text("models.absent", language),
        ]
        for row in rows
    )
    return piece(f'<p class="hint">{escape(text("models.hint", language))}</p>', _grid(head, listed), kind="card")
