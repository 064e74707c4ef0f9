"""Pieces of HTML that the demo shows. Every text is escaped, and no piece carries a script or a handler."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from brief.render.page import listed, table
from jianbao import han
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


def blank(key: str, language: str) -> str:
    """What stands where something will be: `key`.title and `key`.body."""
    title, body = (escape(text(f"{key}.{part}", language)) for part in ("title", "body"))
    return piece(f'<div class="empty"><h2>{title}</h2><p>{body}</p></div>')


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


def begins(said: str, most: int = 80) -> str:
    """How a sentence begins, by which a reader finds it."""
    return said if len(said) <= most else f"{said[:most].rsplit(' ', 1)[0]}…"


def findings(sentences: Sequence[tuple[str, Sequence[Finding]]], language: str, *, compared: bool) -> str:
    """What the check says of translated sentences, each by how it begins. compared: whether there was anything to compare."""
    if not sentences:
        kind, words = (
            ("good", f"✓ {text('check.clean', language)}") if compared else ("quiet", text("parts.nothing", language))
        )
        return piece(f'<p class="verdict"><span class="badge {kind}">{escape(words)}</span></p>')
    items = (
        f'<li><q lang="{"zh-Hans" if han.ONE.search(said) else "en"}">{escape(begins(said))}</q>'
        f"<ul>{listed(found, words=language)}</ul></li>"
        for said, found in sentences
    )
    return piece(f'<ul class="findings">{"".join(items)}</ul>')


def _licence(name: str, language: str) -> str:
    """What a licence is called; what is said of it in English brackets is told in its card."""
    return text("models.unknown", language) if name == "unknown" else name.partition(" (")[0]


def models(rows: Sequence[ModelRow], language: str) -> str:
    """The models that are here, and below them the others."""
    head = [text(f"models.{k}", language) for k in ("name", "directions", "size", "licence", "scores")]
    parts = []
    for key, here in (("here", True), ("absent", False)):
        listed = [_model(row, language) for row in rows if row.here is here]
        hint = text("models.hint" if here else "models.absent.hint", language)
        heading = f'<h2 class="group">{escape(text(f"models.{key}", language))}</h2>'
        told = f'<p class="hint">{escape(hint)}</p>{_grid(head, listed)}'
        if listed:
            parts.append(heading + told if here else f"<details><summary>{heading}</summary>{told}</details>")
    return piece(*parts, kind="card rows")


def _model(row: ModelRow, language: str) -> list[str]:
    """A model's cells. In Chinese a test is told by its name alone: what else is said of it is in English, and in the model's card."""
    zh = language == "zh"

    def named(code: str) -> str:
        return text(f"lang.{code}", language) if code in ("zh", "en") else code

    def parameters(millions: int) -> str:
        if not zh:
            return f"{millions:,}"
        return f"{millions * 100:,} 万" if millions < 100 else f"{millions / 100:.1f} 亿".replace(".0 ", " ")

    both = {*row.directions} == {("zh", "en"), ("en", "zh")}
    pairs = [f"{named('zh')} ⇄ {named('en')}"] if both else [f"{named(a)} → {named(b)}" for a, b in row.directions]
    size = [text("models.parameters", language, n=parameters(row.parameters))] if row.parameters else []
    size += [text("models.megabytes", language, n=f"{row.megabytes:,}")] if row.megabytes else []
    comma = "，" if zh else ", "
    tests = (f"{score}（{test.partition(',')[0]}）" if zh else f"{score} ({test})" for score, test in row.scores)
    return [
        row.name,
        comma.join(pairs) or text(f"task.{row.task}", language),
        comma.join(size),
        _licence(row.licence, language),
        ("；" if zh else "; ").join(tests),
    ]
