"""A brief as Markdown."""

from __future__ import annotations

import re

from brief.brief import Brief, Point, Source
from brief.render.formats import PLAIN, Style
from brief.render.labels import label, post
from brief.render.marks import told
from reading.characters import printable
from translate.check.report import Severity


def _md(text: str) -> str:
    """Text with what Markdown or HTML would read as markup escaped."""
    text = re.sub(r"([\\`*_\[\]<>|#~]|&(?=#?\w+;))", r"\\\1", printable(text).replace("\n", " "))
    # At the start of a line: a list, a rule, a heading underlined; 86.5亿元 is none of them.
    return re.sub(r"^(\s*(?:\d+(?=[.)](?:\s|$)))?)([-+=.)])", r"\1\\\2", text)


def _code(text: str) -> str:
    """Text between backticks: the name of a model folder may hold one."""
    return printable(text).replace("`", "'").replace("\n", " ")


def markdown(brief: Brief, style: Style = PLAIN) -> str:
    """Headline, dateline, points with their sources and findings, figures, people, bodies, what was removed, signature."""

    def part(name: str) -> str:
        return f"## {label(f'part.{name}', style.wording)}"

    def row(*cells: str) -> str:
        return f"| {' | '.join(cells)} |"

    def header(*names: str) -> list[str]:
        return [row(*(label(f"column.{name}", style.wording) for name in names)), "|" + "---|" * len(names)]

    out = [f"# {_md(brief.headline)}", ""]
    if brief.dateline:
        out += [f"*{_md(brief.dateline)}*", ""]
    out += [_md(brief.text), "", part("evidence"), ""]
    for i, point in enumerate(brief.points, 1):
        out += _evidence(i, point, style.wording)
    if brief.findings:
        out += [part("findings"), "", *(f"- {_md(told(f, style.wording))}" for f in brief.findings), ""]
    if brief.figures:
        out += [part("figures"), "", *header(brief.source, brief.target, "status", "point")]
        out += [
            row(_md(f.chinese), _md(f.english), label(f"status.{f.status}", style.wording), str(f.point + 1))
            for f in brief.figures
        ]
        out.append("")
    if brief.people:
        out += [part("people"), "", *header("zh", "en", "post")]
        out += [
            row(_md(p.chinese), _md(p.english), _md(post(p.title, p.title_english, style.wording)))
            for p in brief.people
        ]
        out.append("")
    if brief.organisations:
        out += [part("organisations"), "", *header("zh", "en")]
        out += [row(_md(o.chinese), _md(o.english)) for o in brief.organisations]
        out.append("")
    if brief.full:
        out += [part("full"), ""]
        for point in brief.full:
            found = [f for f in point.findings if f.severity is not Severity.INFO]
            out += [_md(point.english) + "".join(f" *({_md(told(f, style.wording))})*" for f in found), ""]
    if brief.removed:
        out += [part("removed"), ""]
        out += [*(f"- {_md(r.text)} ({label(f'rule.{r.rule}', style.wording)})" for r in brief.removed), ""]
    out += [
        *(f"- {_md(note.worded(style.wording))}" for note in brief.notes),
        *([""] if brief.notes else []),
        f"`{_code(brief.signature)}`",
        "",
    ]
    return "\n".join(out)


def _evidence(number: int, point: Point, wording: str) -> list[str]:
    # The number is written out: a list would be numbered again by the reader's Markdown.
    out = [f"**{number}.** {_md(point.english)}", ""]
    if point.draft:
        out += [f"*{label('text.drafted', wording)}* {_md(point.draft)}", ""]
    out += [f"> {_cited(source)} ({source.start}–{source.end})" for source in point.sources]
    out.append("")
    if point.findings:
        out += [*(f"- {_md(told(f, wording))}" for f in point.findings), ""]
    return out


def _cited(source: Source) -> str:
    """A source sentence, struck through where condensing left something out."""
    out, at = "", 0
    for start, end in sorted((a - source.start, b - source.start) for a, b in source.cuts):
        cut = source.chinese[start:end].strip()
        out += _md(source.chinese[at:start]) + (f"~~{_md(cut)}~~" if cut else "")
        at = end
    return out + _md(source.chinese[at:])
