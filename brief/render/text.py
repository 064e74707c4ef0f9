"""A brief as plain text and as JSON."""

from __future__ import annotations

from brief.brief import Brief
from brief.render.formats import PLAIN, Style
from brief.render.labels import label
from brief.render.marks import told
from reading.characters import printable
from translate.check.names.joined import joined
from translate.check.report import Severity


def plain(brief: Brief, style: Style = PLAIN) -> str:
    """Headline, dateline, the points a line each, findings that are open; nothing else."""
    out = [brief.headline, *([brief.dateline] if brief.dateline else []), "", *(p.english for p in brief.points)]
    findings = joined([f for f in brief.all_findings() if f.severity is not Severity.INFO and f.accepted is None])
    if findings:
        out += ["", label("part.to_check", style.wording), *(f"- {told(f, style.wording)}" for f in findings)]
    if brief.full:
        colon = "：" if style.wording == "zh" else ":"
        out += ["", label("part.full", style.wording) + colon, *(p.english for p in brief.full)]
    return printable("\n".join(out)) + "\n"


def copy(brief: Brief, style: Style = PLAIN) -> str:
    """What goes into a mail: headline, dateline, the text as one paragraph, and the full translation where there is one."""
    whole = ("" if brief.target == "zh" else " ").join(p.english for p in brief.full)
    parts = (brief.headline, brief.dateline, brief.text, whole)
    return printable("\n\n".join(part for part in parts if part.strip())) + "\n"


def json(brief: Brief, style: Style = PLAIN) -> str:
    """The JSON form, whose messages are English: what they are made of stands beside them."""
    return brief.as_json() + "\n"
