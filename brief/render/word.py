"""A brief as a Word document: the clean text alone, or with the evidence."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from brief.brief import Brief, Point
from brief.render.formats import PLAIN, Style
from brief.render.labels import label, post
from brief.render.marks import told
from reading.characters import printable
from translate.check.report import Severity

if TYPE_CHECKING:
    from docx.document import Document

LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
TITLE_LENGTH = 255
"""Characters that Word takes for a title or an author."""


def clean(brief: Brief, style: Style = PLAIN) -> bytes:
    """Headline, dateline and text, and nothing of the check: the copy that goes out."""
    document = _document(brief, style)
    _text(document, brief)
    if brief.full:
        document.add_page_break()
        for point in brief.full:
            document.add_paragraph(printable(point.english))
    return _saved(document)


def evidence(brief: Brief, style: Style = PLAIN) -> bytes:
    """The text, then a table of both languages with the findings, figures, people, what was left out, signature."""
    from docx.shared import Pt

    document, wording = _document(brief, style), style.wording

    def head(name: str) -> None:
        document.add_heading(label(f"part.{name}", wording), 1)

    def columns(*names: str) -> list[str]:
        return [label(f"column.{name}", wording) for name in names]

    def points(of: Sequence[Point], *, least: Severity) -> None:
        shown = list(Severity)[: list(Severity).index(least) + 1]
        _table(
            document,
            [*columns(brief.target, brief.source), label("part.findings", wording)],
            [
                [p.english, "\n".join(s.chinese for s in p.sources),
                 "\n".join(told(f, wording) for f in p.findings if f.severity in shown)]
                for p in of
            ],
        )  # fmt: skip

    _text(document, brief)
    head("evidence")
    points(brief.points, least=Severity.INFO)
    if brief.findings:
        head("findings")
        for f in brief.findings:
            document.add_paragraph(printable(told(f, wording)), style="List Bullet")
    if brief.figures:
        head("figures")
        rows = [[f.chinese, f.english, label(f"status.{f.status}", wording)] for f in brief.figures]
        _table(document, columns(brief.source, brief.target, "status"), rows)
    if brief.people:
        head("people")
        rows = [[p.chinese, p.english, post(p.title, p.title_english, wording)] for p in brief.people]
        _table(document, columns("zh", "en", "post"), rows)
    if brief.organisations:
        head("organisations")
        _table(document, columns("zh", "en"), [[o.chinese, o.english] for o in brief.organisations])
    if brief.full:
        head("full")
        points(brief.full, least=Severity.WARNING)
    if brief.removed:
        head("removed")
        for r in brief.removed:
            rule = label(f"rule.{r.rule}", wording)
            document.add_paragraph(printable(f"{r.text} ({rule})"), style="List Bullet")
    for note in (*(note.worded(wording) for note in brief.notes), brief.signature):
        document.add_paragraph().add_run(printable(note)).font.size = Pt(8)
    return _saved(document)


def _document(brief: Brief, style: Style) -> Document:
    """An empty document with its fonts, title and author. It bears no date, so that the same brief is the same file."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    normal = document.styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size = Pt(10.5)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Microsoft YaHei")
    properties = document.core_properties
    properties.title = _line(brief.headline or brief.name)
    properties.author = properties.last_modified_by = _line(style.author)
    properties.comments = ""
    properties.language = LANGUAGES.get(brief.target, brief.target)
    for dated in ("dcterms:created", "dcterms:modified"):
        for element in properties._element.findall(qn(dated)):
            properties._element.remove(element)
    return document


def _text(document: Document, brief: Brief) -> None:
    """Headline, dateline and the points as one paragraph."""
    if brief.headline:
        document.add_heading(printable(brief.headline), 0)
    if brief.dateline:
        document.add_paragraph(printable(brief.dateline), style="Subtitle")
    document.add_paragraph(printable(brief.text))


def _table(document: Document, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    grid = document.add_table(rows=1, cols=len(header), style="Light Grid Accent 1")
    for cell, text in zip(grid.rows[0].cells, header, strict=True):
        cell.text = text
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = printable(text)


def _line(text: str) -> str:
    return " ".join(printable(text).split())[:TITLE_LENGTH]


def _saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
