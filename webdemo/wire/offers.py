"""What would put a finding of a line right."""

from __future__ import annotations

from brief.brief import Brief, Point
from brief.editing import expected_form, offer
from brief.ground import Ground
from translate.check.report import Span


def use(point: Point, which: int, ground: Ground) -> tuple[Span | None, str] | None:
    """What would put a finding of a point right: the place in the English and the text to stand there; no place where it is to be added."""
    finding = point.findings[which]
    if finding.target is not None:
        right = offer(Brief(headline="", dateline="", points=(point,)), ground, 0, which)
        return None if right is None else ((right.start, right.end), right.new)
    expected = expected_form(finding)
    return (None, expected) if finding.source and expected else None
