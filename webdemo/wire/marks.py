"""Colours of a line: the same fact alike on both sides, what differs in red on both, what is missing framed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from brief.brief import Brief, Point
from brief.editing import offer
from brief.ground import Ground
from brief.render.page import COLOURS, KINDS
from translate.check.report import LOST, FindingKind, Link, LinkStatus, Severity, Span

WRONG, MISSING, DOUBT = "wrong", "lost", "doubt"


class Mark(NamedTuple):
    """A stretch of a text and its class."""

    start: int
    end: int
    kind: str


def marks(point: Point) -> tuple[list[Mark], list[Mark]]:
    """Marks of the source and of the target. No two of one side overlap; a finding's come before a fact's."""
    chinese: list[Mark] = []
    english: list[Mark] = []
    open_findings = [f for f in point.findings if f.accepted is None and f.severity is not Severity.INFO]
    for finding in sorted(open_findings, key=lambda f: f.severity is not Severity.ERROR):
        source, target = finding.source, finding.target
        kind = WRONG if finding.severity is Severity.ERROR else DOUBT
        _add(chinese, source, kind if target else MISSING)
        _add(english, target, kind)
    missed = {f.source for f in open_findings}
    shown: list[Link] = []
    # One colour a place on both sides: where facts overlap (a term within an amount), the stronger kind is shown.
    for link in sorted(point.links, key=lambda link: KINDS.get(link.kind, len(KINDS))):
        lost = link.status in LOST and link.source in missed
        if lost or link.target is None or link.status is LinkStatus.MISSING:
            continue
        if _free(chinese, link.source) and _free(english, link.target) and not any(_meet(link, o) for o in shown):
            shown.append(link)
    for i, link in enumerate(sorted(shown, key=lambda link: link.source)):
        _add(chinese, link.source, f"k{i % COLOURS}")
        _add(english, link.target, f"k{i % COLOURS}")
    return sorted(chinese), sorted(english)


def use(point: Point, which: int, ground: Ground) -> tuple[Span | None, str] | None:
    """What would put a finding of a point right: the place in the English and the text to stand there; no place where it is to be added."""
    finding = point.findings[which]
    if finding.target is not None:
        right = offer(Brief(headline="", dateline="", points=(point,)), ground, 0, which)
        return None if right is None else ((right.start, right.end), right.new)
    expected = finding.value("fact" if finding.kind is FindingKind.IDENTIFIER else "expected")
    return (None, expected) if finding.source and expected and isinstance(expected, str) else None


def _free(taken: Iterable[Mark], span: Span | None) -> bool:
    return span is not None and not any(span[0] < m.end and m.start < span[1] for m in taken)


def _add(taken: list[Mark], span: Span | None, kind: str) -> None:
    if span is not None and span[0] < span[1] and _free(taken, span):
        taken.append(Mark(*span, kind))


def _meet(a: Link, b: Link) -> bool:
    return _overlap(a.source, b.source) or _overlap(a.target, b.target)


def _overlap(a: Span | None, b: Span | None) -> bool:
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]
