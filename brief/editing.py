"""A brief whose English was edited by hand: which line belongs to which point, and what the check says now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from brief.brief import Brief, Figure, Point
from brief.render.page import translated
from facts.document import document_sentences
from facts.glossary.glossary import Glossary
from jianbao.signature import Signature
from translate import notes
from translate.check.comparison import SourceFacts, check
from translate.check.report import KEPT, Finding, LinkStatus, Place, Reason, Report, Severity

EDITED = Signature((("edited", ""),))


def edited(
    brief: Brief, headline: str, text: str, *, glossary: Glossary | None = None, context: Sequence[str] = ()
) -> Brief:
    """The brief with another headline and other points (`text`, one a line), each compared with the sentences that it stands for.

    A line that was only changed keeps its sources; lines that were joined or split have them together; one that is new has none, which
    is a finding. What was deleted is not missed. No model runs.
    glossary: the user's terms. context: sentences of the article, which make names known.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    headline = " ".join(headline.split())
    if (headline, lines) == (" ".join(brief.headline.split()), [p.english.strip() for p in brief.points]):
        return brief
    matched = match([p.english for p in brief.points], lines)
    comparison = _Comparison(glossary, context)
    points = tuple(_point(line, [brief.points[i] for i in old], comparison) for old, line in matched)
    findings = brief.findings
    if headline != " ".join(brief.headline.split()):
        findings = tuple(f for f in findings if f.place is not Place.HEADLINE)
        source = "".join(s.chinese for s in brief.headline_sources)
        findings += tuple(
            replace(f, place=Place.HEADLINE)
            for f in comparison.report(source, headline).findings
            if f.severity is not Severity.INFO
        )
    return replace(
        brief,
        headline=headline,
        points=points,
        figures=figures(points),
        findings=findings,
        signature=str(Signature.parse(brief.signature) + EDITED),
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


def compared(source: str, target: str, *, glossary: Glossary | None = None, context: Sequence[str] = ()) -> Report:
    """What the check says of an English translation; the context makes names known."""
    return _Comparison(glossary, context).report(source, target)


class _Comparison:
    """Compares English with Chinese, with the names and terms that the whole article makes known."""

    def __init__(self, glossary: Glossary | None, context: Sequence[str]) -> None:
        self._glossary = Glossary.builtin().merged(glossary)
        self._context = list(context)

    def report(self, source: str, target: str) -> Report:
        known = document_sentences([*self._context, source], glossary=self._glossary)[-1]
        return compared_facts(SourceFacts.of(source, people=known.people, terms=known.terms), target)


def compared_facts(facts: SourceFacts, target: str) -> Report:
    """What the check says of a line that may carry notes in brackets: what stands in a note is there, though not in the sentence."""
    return _carried(check(facts, notes.blanked(target)), facts.text, target)


def _carried(report: Report, source: str, target: str) -> Report:
    """What is missing but stands in a note is no error: the reader has it before his eyes."""
    noted = {(note.fact, note.expected) for note in notes.found(target)}
    there = {
        link.source
        for link in report.links
        if link.status is LinkStatus.MISSING and (source[slice(*link.source)], link.expected) in noted
    }
    findings = tuple(
        Finding.of(Reason.NOTE_ADDED, Severity.WARNING, f.source, facts=(source[slice(*f.source)],))
        if f.source in there and f.target is None
        else f
        for f in report.findings
    )
    links = tuple(replace(link, status=LinkStatus.NOTED) if link.source in there else link for link in report.links)
    return replace(report, findings=findings, links=links)


def _point(line: str, old: Sequence[Point], comparison: _Comparison) -> Point:
    if not old:
        return Point(line, (), (Finding(Reason.UNSOURCED_LINE, Severity.WARNING),))
    if len(old) == 1 and old[0].english == line:
        return old[0]
    joined = Point(line, tuple(s for p in old for s in p.sources))
    report = comparison.report(translated(joined), line)
    return replace(joined, findings=report.findings, links=report.links)


def figures(points: Sequence[Point]) -> tuple[Figure, ...]:
    """The quantities of the points' sources and how the English has them."""
    rows = []
    for i, point in enumerate(points):
        places = _places(point)
        for link in point.links:
            q = link.quantity
            if q is None or (q.weak and link.status is not LinkStatus.AGREES):
                continue
            agrees = link.target and link.status in KEPT
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
                    status=str(link.status),
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
