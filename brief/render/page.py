"""The brief as one HTML page: English beside Chinese, facts in matching colours, findings in plain sight. No script, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as escape_html
from typing import TYPE_CHECKING

from brief.render.colours import marks
from brief.render.formats import PLAIN, Style
from brief.render.labels import label
from reading.characters import printable
from translate.check.messages import say, say_severity
from translate.check.report import Finding

if TYPE_CHECKING:
    from brief.brief import Brief, Point

STYLE = """
.jb{--ink:#1c2530;--soft:#5b6775;--line:#dfe4ea;--paper:#fff;--error:#b3261e;--warn:#8a5a00;--info:#3d6a8f;
 --c0:#d9ecff;--c1:#ffe9c7;--c2:#dcf3df;--c3:#f3dff5;--c4:#d9f2f2;--c5:#e3e6ff;--bad:#ffc9c2;
 color:var(--ink);background:var(--paper);font:16px/1.6 system-ui,"Noto Sans","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
@media (prefers-color-scheme:dark){.jb.auto{--ink:#e6ebf1;--soft:#9fadbc;--line:#33404d;--paper:#151b22;--error:#ff9d94;
--warn:#f0c069;--info:#9fc7e8;
 --c0:#1e3f5c;--c1:#54401a;--c2:#1f4a2b;--c3:#4a2a50;--c4:#1d4a4a;--c5:#30356b;--bad:#7a231c}}
.dark .jb{--ink:#e6ebf1;--soft:#9fadbc;--line:#33404d;--paper:transparent;--error:#ff9d94;--warn:#f0c069;--info:#9fc7e8;
 --c0:#1e3f5c;--c1:#54401a;--c2:#1f4a2b;--c3:#4a2a50;--c4:#1d4a4a;--c5:#30356b;--bad:#7a231c}
.jb h1{font-size:1.6em;line-height:1.25;margin:.2em 0}.jb h2{font-size:1.1em;margin:1.6em 0 .4em}
.jb .dateline,.jb .note,.jb .signature{color:var(--soft)}.jb .signature{font-size:.75em;overflow-wrap:anywhere}
.jb .point{display:grid;grid-template-columns:1fr 1fr;gap:.2em 1.4em;padding:.8em 0;border-top:1px solid var(--line)}
.jb .point>*{min-width:0;overflow-wrap:anywhere}.jb .point ul{grid-column:1/-1;margin:.2em 0;padding:0;list-style:none}
.jb .error{color:var(--error)}.jb .warning{color:var(--warn)}.jb .info{color:var(--info)}
.jb mark{color:inherit;border-radius:.25em;padding:0 .12em}.jb mark.lost{background:none;outline:2px solid var(--error)}
.jb mark.wrong{background:var(--bad);text-decoration:underline wavy var(--error)}
.jb mark.doubt{background:none;border-bottom:2px dotted var(--warn)}
.jb del{color:var(--soft)}.jb table{border-collapse:collapse;width:100%}
.jb th,.jb td{text-align:left;vertical-align:top;padding:.3em .8em .3em 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
.jb .article p{margin:.3em 0;min-height:.5em;overflow-wrap:anywhere}.jb .article mark{background:var(--c2)}
.jb .k0{background:var(--c0)}.jb .k1{background:var(--c1)}.jb .k2{background:var(--c2)}.jb .k3{background:var(--c3)}
.jb .k4{background:var(--c4)}.jb .k5{background:var(--c5)}
@media (max-width:40em){.jb .point{grid-template-columns:1fr}}
"""


def escape(text: str) -> str:
    """Text for HTML, without what a page must not hold."""
    return escape_html(printable(text))


def page(brief: Brief, style: Style = PLAIN) -> str:
    """A whole page, UTF-8, styles inside, no script."""
    title = escape(brief.headline or brief.name)
    return (
        f'<!DOCTYPE html>\n<html lang="{LANG[brief.target]}"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width,initial-scale=1">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>{title}</title>"
        f"<style>body{{margin:0}}main{{max-width:62em;margin:0 auto;padding:1.2em}}{STYLE}</style></head>"
        f'<body class="jb auto"><main>{brief_body(brief, style.wording)}</main></body></html>\n'
    )


def brief_body(brief: Brief, words: str = "en") -> str:
    """The brief's parts as HTML, without the page around them. words: the language of headings and findings."""

    def part(name: str) -> str:
        return f"<h2>{escape(label(f'part.{name}', words))}</h2>"

    def columns(*names: str) -> list[str]:
        return [label(f"column.{name}", words) for name in names]

    languages = (brief.source, brief.target)
    parts = [f"<h1>{escape(brief.headline)}</h1>"]
    if brief.dateline:
        parts.append(f'<p class="dateline">{escape(brief.dateline)}</p>')
    parts.append(f"<p>{escape(brief.text)}</p>")
    parts.append(part("evidence") + evidence(brief.points, words=words, languages=languages))
    if brief.findings:
        parts.append(f'{part("findings")}<ul class="findings">{listed(brief.findings, words=words)}</ul>')
    if brief.figures:
        rows = ([f.chinese, f.english, label(f"status.{f.status}", words), str(f.point + 1)] for f in brief.figures)
        parts.append(part("figures") + table(columns(*languages, "status", "point"), rows))
    if brief.people:
        people = ([p.chinese, p.english, p.title, p.title_english] for p in brief.people)
        parts.append(part("people") + table(columns("zh", "en", "post_zh", "post_en"), people))
    if brief.organisations:
        bodies = ([o.chinese, o.english] for o in brief.organisations)
        parts.append(part("organisations") + table(columns("zh", "en"), bodies))
    if brief.full:
        parts.append(part("full") + evidence(brief.full, words=words, languages=languages))
    if brief.removed:
        removed = "".join(
            f'<li><del>{escape(r.text)}</del> <span class="note">{escape(label(f"rule.{r.rule}", words))}</span></li>'
            for r in brief.removed
        )
        parts.append(f"{part('removed')}<ul>{removed}</ul>")
    parts += [f'<p class="note">{escape(note.worded(words))}</p>' for note in brief.notes]
    parts.append(f'<p class="signature">{escape(brief.signature)}</p>')
    return "".join(parts)


LANG = {"zh": "zh-Hans", "en": "en"}


def evidence(
    points: Sequence[Point],
    *,
    words: str = "en",
    languages: tuple[str, str] = ("zh", "en"),
    anchor: str = "",
    first: int = 1,
) -> str:
    """Each point: English, Chinese beside it (or what the source and target languages are), findings below.

    The facts that the check linked have matching colours. words: the language that findings are told in. anchor: what the names of
    the points begin with, that links lead to; without, they have none. first: the number of the first point.
    """
    out = []
    source, target = (LANG[language] for language in languages)
    for i, point in enumerate(points, first):
        english, chinese = _coloured(point)
        name = f' id="{escape(anchor)}{i}" tabindex="-1"' if anchor else ""
        if point.draft:
            chinese += f'<p class="note">{escape(" ".join(s.chinese for s in point.sources))}</p>'
        findings = f"<ul>{listed(point.findings, words=words)}</ul>" if point.findings else ""
        out.append(
            f'<div class="point"{name}><div lang="{target}">{english}</div><div lang="{source}">{chinese}</div>{findings}</div>'
        )
    return "".join(out)


def listed(findings: Iterable[Finding], *, words: str = "en") -> str:
    """Findings as items of a list. words: the language that they are told in."""
    return "".join(
        f'<li class="{f.severity}"><strong>{escape(say_severity(f.severity, words))}</strong> {escape(say(f, words))}</li>'
        for f in findings
    )


def source_text(text: str, brief: Brief) -> str:
    """The article with the sentences that the brief uses marked, what condensing cut from them not, and page furniture struck through.

    text: `Article.original` or `Article.text`, which the brief's offsets point into.
    """
    kinds = [""] * len(text)
    for removed in brief.removed:
        kinds[removed.start : removed.end] = ["del"] * (removed.end - removed.start)
    for source in (*brief.headline_sources, *(s for p in brief.points for s in p.sources)):
        kinds[source.start : source.end] = ["mark"] * (source.end - source.start)
        for start, end in source.cuts:
            kinds[start:end] = [""] * (end - start)
    out, at = "", 0
    while at < len(text):
        end = at
        while end < len(text) and kinds[end] == kinds[at] and (end == at or text[end - 1] != "\n"):
            end += 1
        piece = escape(text[at:end].rstrip("\n"))
        out += f"<{kinds[at]}>{piece}</{kinds[at]}>" if kinds[at] and piece else piece
        out += "</p><p>" if text[end - 1] == "\n" else ""
        at = end
    return f'<div class="article" lang="zh-Hans"><p>{out}</p></div>'


def _coloured(point: Point) -> tuple[str, str]:
    """Both sides with their facts in colour."""
    chinese, english = marks(point)
    return marked(point.english, english), marked(point.translated, chinese)


def marked(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Escaped text with spans in <mark>; a span that overlaps an earlier one is left out."""
    out, at = "", 0
    for start, end, colour in sorted(spans):
        if start < at or end <= start:
            continue
        out += f'{escape(text[at:start])}<mark class="{colour}">{escape(text[start:end])}</mark>'
        at = end
    return out + escape(text[at:])


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of escaped cells."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
