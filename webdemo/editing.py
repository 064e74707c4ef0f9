"""A brief whose English was edited by hand: which line belongs to which point, and what the check says now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from brief.brief import Brief, Figure, Point
from brief.render.page import translated
from translate.check.findings import Finding, Severity

if TYPE_CHECKING:
    from translate.check.comparison import Report
    from webdemo.work import Result

NOTE = re.compile(r"\(source: [^()]*\)")
"""What `translate.repair.annotate` adds where a fact is missing: a pointer for the editor, not what the English says."""

CARRIED = "Added in brackets, as the translation does not carry it: {}."
UNSOURCED = "This line has no source in the article: nothing here vouches for it."


def edited(result: Result, headline: str, text: str) -> Brief:
    """The brief of a result with another headline and other lines, each compared with the sentences that it stands for.

    A line that was only changed keeps its sources; lines that were joined or split have them together; one that is new has none, which
    is a finding. What was deleted is not missed. No model runs.
    """
    brief = result.brief
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    headline = " ".join(headline.split())
    if (headline, lines) == (" ".join(brief.headline.split()), [p.english.strip() for p in brief.points]):
        return brief
    matched = match([p.english for p in brief.points], lines)
    facts = _Facts(result.wish.terms, result.context)
    points = tuple(_point(line, [brief.points[i] for i in old], facts) for old, line in matched)
    findings = brief.findings
    if headline != " ".join(brief.headline.split()):
        findings = tuple(f for f in findings if not f.message.startswith("Headline: "))
        source = "".join(s.chinese for s in brief.headline_sources)
        findings += tuple(
            replace(f, message=f"Headline: {f.message}")
            for f in facts.check(source, headline).findings
            if f.severity is not Severity.INFO
        )
    return replace(
        brief,
        headline=headline,
        points=points,
        figures=figures(points),
        findings=findings,
        signature=brief.signature + "|edited",
    )


def match(old: Sequence[str], new: Sequence[str]) -> list[tuple[tuple[int, ...], str]]:
    """Each new line with the indices of the old ones that it stands for.

    Lines that are the same are themselves; between them, as many new lines as old ones belong together one by one, and otherwise
    each new line stands for all the old ones of the stretch that share words with it.
    """
    out: list[tuple[tuple[int, ...], str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and b - a == d - c):
            out += [((i,), new[j]) for i, j in zip(range(a, b), range(c, d), strict=True)]
        elif tag == "insert":
            out += [((), new[j]) for j in range(c, d)]
        elif tag == "replace":
            out += [(_alike(old, range(a, b), new[j]), new[j]) for j in range(c, d)]
    return out


def _alike(old: Sequence[str], among: range, line: str) -> tuple[int, ...]:
    words = set(re.findall(r"\w+", line.lower()))
    shares = {i: len(words & set(re.findall(r"\w+", old[i].lower()))) / max(1, len(words)) for i in among}
    best = max(shares.values())
    return tuple(i for i in among if shares[i] >= max(0.3, best / 2))


def compared(source: str, target: str, terms: Sequence[tuple[str, str]] = (), context: Sequence[str] = ()) -> Report:
    """What the check says of a translation; the context makes names known."""
    return _Facts(terms, context).check(source, target)


class _Facts:
    """What sources assert, with the names and terms that the whole article makes known."""

    def __init__(self, terms: Sequence[tuple[str, str]], context: Sequence[str]) -> None:
        from facts.glossary.glossary import Glossary
        from translate.translator import Translator
        from webdemo.work import glossary_of

        self._context = list(context)
        # `document` asks the glossary, never the engine.
        self._translator = Translator(_NoEngine(), glossary=Glossary.builtin().merged(glossary_of(terms)))  # type: ignore[arg-type]

    def check(self, source: str, target: str) -> Report:
        from translate.check.comparison import SourceFacts, check

        known = self._translator.document([*self._context, source])[-1]
        report = check(SourceFacts.of(source, people=known.people, terms=known.terms), without_notes(target))
        return _carried(report, source, target)


def _carried(report: Report, source: str, target: str) -> Report:
    """What is missing but stands in a note is no error: the reader has it before his eyes."""
    notes = " ".join(m.group() for m in NOTE.finditer(target))
    there = {
        link.source
        for link in report.links
        if link.status == "missing" and notes and source[slice(*link.source)] in notes and link.expected in notes
    }
    findings = tuple(
        replace(f, kind="note", severity=Severity.WARNING, message=CARRIED.format(source[slice(*f.source)]))
        if f.source in there and f.target is None
        else f
        for f in report.findings
    )
    links = tuple(replace(link, status="noted") if link.source in there else link for link in report.links)
    return replace(report, findings=findings, links=links)


def without_notes(text: str) -> str:
    """The text with notes blanked out, every other character where it was."""
    return NOTE.sub(lambda m: " " * len(m.group()), text)


class _NoEngine:
    window = 512
    name = model = "none"


def _point(line: str, old: Sequence[Point], facts: _Facts) -> Point:
    if not old:
        return Point(line, (), (Finding("unsourced", Severity.WARNING, UNSOURCED),))
    if len(old) == 1 and old[0].english == line:
        return old[0]
    joined = Point(line, tuple(s for p in old for s in p.sources))
    report = facts.check(translated(joined), line)
    return replace(joined, findings=report.findings, links=report.links)


def figures(points: Sequence[Point]) -> tuple[Figure, ...]:
    """The quantities of the points' sources and how the English has them."""
    rows = []
    for i, point in enumerate(points):
        places = _places(point)
        for link in point.links:
            q = link.quantity
            if q is None or (q.weak and link.status != "agrees"):
                continue
            agrees = link.target and link.status in ("agrees", "repaired")
            rows.append(
                Figure(
                    chinese=q.text,
                    start=places[link.source[0]],
                    end=places[link.source[1] - 1] + 1,
                    kind=str(q.kind),
                    value=q.value,
                    high=q.high,
                    unit=q.unit,
                    hedge=str(q.hedge) if q.hedge else None,
                    english=point.english[slice(*link.target)] if agrees and link.target else link.expected,
                    status=link.status,
                    point=i,
                )
            )
    return tuple(rows)


def _places(point: Point) -> list[int]:
    """Offset into the article of each character that was translated."""
    return [
        at
        for source in point.sources
        for at in range(source.start, source.end)
        if not any(a <= at < b for a, b in source.cuts)
    ]
