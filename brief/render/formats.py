"""A brief as Markdown, JSON, HTML, plain text or DOCX. Article text is data: it is escaped for the format that it lands in."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jianbao.errors import InputError
from reading.characters import printable
from translate.check.messages import say
from translate.check.report import Finding, Severity

if TYPE_CHECKING:
    from brief.brief import Brief, Point, Source

FORMATS = ("md", "json", "html", "txt", "docx")


def render(brief: Brief, format: str = "md") -> str | bytes:
    """The brief in one of `FORMATS`; bytes for docx, text else."""
    match format:
        case "md":
            return markdown(brief)
        case "json":
            return brief.as_json() + "\n"
        case "html":
            from brief.render.page import page

            return page(brief)
        case "txt":
            return plain(brief)
        case "docx":
            return docx(brief)
    raise InputError("brief.no_format", value=format, known=", ".join(FORMATS))


def _md(text: str) -> str:
    """Text with what Markdown or HTML would read as markup escaped."""
    text = re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", printable(text).replace("\n", " "))
    # At the start of a line: a list, a rule, a heading underlined; 86.5亿元 is none of them.
    return re.sub(r"^(\s*(?:\d+(?=[.)](?:\s|$)))?)([-+=.)])", r"\1\\\2", text)


def _code(text: str) -> str:
    """Text between backticks: the name of a model folder may hold one."""
    return printable(text).replace("`", "'").replace("\n", " ")


def _mark(finding: Finding) -> str:
    return {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}[finding.severity]


def _place(finding: Finding) -> str:
    return f"{_mark(finding)} {finding.severity}: {say(finding)}"


def markdown(brief: Brief) -> str:
    """Headline, dateline, points with their sources and findings, figures, people, bodies, what was removed, signature."""
    out = [f"# {_md(brief.headline)}", ""]
    if brief.dateline:
        out += [f"*{_md(brief.dateline)}*", ""]
    out += [_md(brief.text), "", "## Evidence", ""]
    for i, point in enumerate(brief.points, 1):
        out += _evidence(i, point)
    if brief.findings:
        out += ["## Findings", "", *(f"- {_md(_place(f))}" for f in brief.findings), ""]
    if brief.figures:
        out += ["## Figures", "", f"| {' | '.join(brief.languages)} | status | point |", "|---|---|---|---|"]
        out += [f"| {_md(f.chinese)} | {_md(f.english)} | {f.status} | {f.point + 1} |" for f in brief.figures]
        out.append("")
    if brief.people:
        out += ["## People", "", "| Chinese | English | post |", "|---|---|---|"]
        out += [
            f"| {_md(p.chinese)} | {_md(p.english)} | {_md(_post(p.title, p.title_english))} |" for p in brief.people
        ]
        out.append("")
    if brief.organisations:
        out += ["## Organisations", "", "| Chinese | English |", "|---|---|"]
        out += [f"| {_md(o.chinese)} | {_md(o.english)} |" for o in brief.organisations]
        out.append("")
    if brief.full:
        out += ["## Full translation", ""]
        for point in brief.full:
            flags = "".join(f" *({_md(_place(f))})*" for f in point.findings if f.severity is not Severity.INFO)
            out += [f"{_md(point.english)}{flags}", ""]
    if brief.removed:
        out += ["## Left out as page furniture", "", *(f"- {_md(r.text)} ({r.rule})" for r in brief.removed), ""]
    out += [
        *(f"- {_md(str(note))}" for note in brief.notes),
        *([""] if brief.notes else []),
        f"`{_code(brief.signature)}`",
        "",
    ]
    return "\n".join(out)


def _evidence(number: int, point: Point) -> list[str]:
    # The number is written out: a list would be numbered again by the reader's Markdown.
    out = [f"**{number}.** {_md(point.english)}", ""]
    if point.draft:
        out += [f"*Translated from the summarizer's* {_md(point.draft)}", ""]
    out += [f"> {_cited(source)} ({source.start}–{source.end})" for source in point.sources]
    out.append("")
    if point.findings:
        out += [*(f"- {_md(_place(f))}" for f in point.findings), ""]
    return out


def _cited(source: Source) -> str:
    """A source sentence, struck through where condensing left something out."""
    out, at = "", 0
    for start, end in sorted((a - source.start, b - source.start) for a, b in source.cuts):
        cut = source.chinese[start:end].strip()
        out += _md(source.chinese[at:start]) + (f"~~{_md(cut)}~~" if cut else "")
        at = end
    return out + _md(source.chinese[at:])


def _post(title: str, english: str) -> str:
    return f"{english} ({title})" if english and title else english or title


def plain(brief: Brief) -> str:
    """Headline, dateline, the points a line each, findings; nothing else."""
    out = [brief.headline, *([brief.dateline] if brief.dateline else []), "", *(p.english for p in brief.points)]
    findings = [f for f in brief.all_findings() if f.severity is not Severity.INFO]
    if findings:
        out += ["", "To be checked:", *(f"- {_place(f)}" for f in findings)]
    if brief.full:
        out += ["", "Full translation:", *(p.english for p in brief.full)]
    return printable("\n".join(out)) + "\n"


def docx(brief: Brief) -> bytes:
    """The brief as a Word document: text, then a table of English beside Chinese, figures, people, findings, signature."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name = "Calibri"
    style.font.size = Pt(10.5)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Microsoft YaHei")

    def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        grid = document.add_table(rows=1, cols=len(header), style="Light Grid Accent 1")
        for cell, text in zip(grid.rows[0].cells, header, strict=True):
            cell.text = text
        for row in rows:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = printable(text)

    document.add_heading(printable(brief.headline), 0)
    if brief.dateline:
        document.add_paragraph(printable(brief.dateline), style="Subtitle")
    document.add_paragraph(printable(brief.text))
    document.add_heading("Evidence", 1)
    table(
        [*reversed(brief.languages), "Findings"],
        [
            [p.english, "\n".join(s.chinese for s in p.sources), "\n".join(_place(f) for f in p.findings)]
            for p in brief.points
        ],
    )
    if brief.findings:
        document.add_heading("Findings", 1)
        for f in brief.findings:
            document.add_paragraph(printable(_place(f)), style="List Bullet")
    if brief.figures:
        document.add_heading("Figures", 1)
        table([*brief.languages, "Status"], [[f.chinese, f.english, f.status] for f in brief.figures])
    if brief.people:
        document.add_heading("People", 1)
        table(
            ["Chinese", "English", "Post"],
            [[p.chinese, p.english, _post(p.title, p.title_english)] for p in brief.people],
        )
    if brief.organisations:
        document.add_heading("Organisations", 1)
        table(["Chinese", "English"], [[o.chinese, o.english] for o in brief.organisations])
    if brief.full:
        document.add_heading("Full translation", 1)
        table(
            [*reversed(brief.languages), "Findings"],
            [
                [
                    p.english,
                    "\n".join(s.chinese for s in p.sources),
                    "\n".join(_place(f) for f in p.findings if f.severity is not Severity.INFO),
                ]
                for p in brief.full
            ],
        )
    if brief.removed:
        document.add_heading("Left out as page furniture", 1)
        for r in brief.removed:
            document.add_paragraph(printable(f"{r.text} ({r.rule})"), style="List Bullet")
    for note in (*brief.notes, brief.signature):
        document.add_paragraph().add_run(printable(str(note))).font.size = Pt(8)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
