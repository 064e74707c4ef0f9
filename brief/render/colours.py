"""Colours of a point: the same fact alike on both sides, what differs in red on both, what is missing framed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from brief.brief import Point
from translate.check.report import LOST, Finding, Link, LinkKind, LinkStatus, Severity, Span

COLOURS = 6
"""Facts of a point take turns in so many colours, the same on both sides."""

KINDS = {LinkKind.QUANTITY: 0, LinkKind.NAME: 1, LinkKind.TERM: 2}
"""Of facts, the strongest first."""

WRONG, MISSING, DOUBT = "wrong", "lost", "doubt"


class Mark(NamedTuple):
    """A stretch of a text and its class: `k0` to `k5` for a fact, `wrong`, `lost` or `doubt`."""

    start: int
    end: int
    kind: str


def marks(point: Point) -> tuple[list[Mark], list[Mark]]:
    """Marks of what was translated and of the English, in order. No two of one side overlap.

    Errors come first, then facts; a doubt about a clause is what is left of it around the facts in it. A fact that the English lacks is
    framed where a finding says so, and plain where none does: an everyday word of the glossary may be said in many ways. What an editor
    lets stand has the colours of a fact.
    """
    chinese: list[Mark] = []
    english: list[Mark] = []
    told = [f for f in point.findings if f.accepted is None and f.severity is not Severity.INFO]
    for finding in (f for f in told if f.severity is Severity.ERROR):
        _add(chinese, finding.source, WRONG if finding.target else MISSING)
        _add(english, finding.target, WRONG)
    missed = {f.source for f in told}
    shown: list[Link] = []
    # One colour a place on both sides: where facts overlap (a term within an amount), the stronger kind is shown.
    for link in sorted(point.links, key=lambda link: KINDS.get(link.kind, len(KINDS))):
        if link.target is None or link.status is LinkStatus.MISSING or (link.status in LOST and link.source in missed):
            continue
        if _free(chinese, link.source) and _free(english, link.target) and not any(_meet(link, o) for o in shown):
            shown.append(link)
    for i, link in enumerate(sorted(shown, key=lambda link: link.source)):
        _add(chinese, link.source, f"k{i % COLOURS}")
        _add(english, link.target, f"k{i % COLOURS}")
    facts = {link.source for link in point.links}
    for finding in (f for f in told if f.severity is Severity.WARNING):
        lacks = finding.target is None and finding.source in facts
        _fill(chinese, finding.source, MISSING if lacks else DOUBT)
        for span in _spans(finding, point.english):
            _fill(english, span, DOUBT)
    return sorted(chinese), sorted(english)


def _spans(finding: Finding, english: str) -> list[Span]:
    """What of the English a finding is about; of words that a doubt names, each."""
    words = finding.value("words")
    if isinstance(words, tuple):
        return [(at, at + len(w)) for w in words if (at := english.find(w)) >= 0]
    return [finding.target] if finding.target else []


def _free(taken: Iterable[Mark], span: Span | None) -> bool:
    return span is not None and not any(span[0] < m.end and m.start < span[1] for m in taken)


def _add(taken: list[Mark], span: Span | None, kind: str) -> None:
    if span is not None and span[0] < span[1] and _free(taken, span):
        taken.append(Mark(*span, kind))


def _fill(taken: list[Mark], span: Span | None, kind: str) -> None:
    """Mark what is free of a span."""
    if span is None:
        return
    at, end = span
    for mark in sorted(m for m in taken if m.start < end and at < m.end):
        _add(taken, (at, mark.start), kind)
        at = max(at, mark.end)
    _add(taken, (at, end), kind)


def _meet(a: Link, b: Link) -> bool:
    return _overlap(a.source, b.source) or _overlap(a.target, b.target)


def _overlap(a: Span | None, b: Span | None) -> bool:
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]
