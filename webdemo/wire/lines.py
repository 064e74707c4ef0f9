"""A line of a brief as it stands on the page, compared with its article anew; no model runs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from brief.brief import Point, Source
from brief.review import QUOTED, still_quoted, unanswered
from translate.check.guards import chinese_left
from translate.check.report import Finding, FindingKind, Place, Reason, Severity
from webdemo.known import Known

OF_THE_MAKING = frozenset({FindingKind.REPAIR, FindingKind.DATELINE, FindingKind.INCOMPLETE})
"""Kinds that are about the English that the model wrote: over once somebody has changed it."""
DOUBTS = frozenset({FindingKind.COVERAGE, FindingKind.UNSUPPORTED, FindingKind.FALLBACK})
"""Kinds that a comparison cannot make again: a changed line may have them still, so they stand until they are accepted."""
QUOTING = QUOTED | {Reason.QUANTITY_MISTRANSLATED}
"""Reasons that a comparison cannot make again and that quote the English: over once the line does not say it any more."""


@dataclass(frozen=True, slots=True)
class Line:
    """english: as it stands; made: as the model wrote it, "" where none did. findings: what was said of it before."""

    english: str
    sources: tuple[Source, ...] = ()
    findings: tuple[Finding, ...] = ()
    made: str = ""


def compared(known: Known, line: Line, *, place: Place = Place.SENTENCE) -> Point:
    """The line with what the check says of it now; what was accepted stays accepted while it is the same finding."""
    if not line.sources:
        unsourced = Finding(Reason.UNSOURCED_LINE, Severity.WARNING, place=place)
        found: tuple[Finding, ...] = (unsourced, *chinese_left(line.english), *known.ground.strangers(line.english))
        return Point(line.english, (), _accepted(found, line))
    report = known.ground.report(line.sources, line.english)
    found = (*report.findings, *known.ground.strangers(line.english, report.findings))
    if place is Place.HEADLINE:
        # A headline leaves out most of what its source says; what it says has to be right.
        found = tuple(replace(f, place=place) for f in found if f.severity is not Severity.INFO)
        if line.english == line.made:
            found = line.findings
    said = {(f.reason, f.values) for f in found}
    found = (*found, *(f for f in _lasting(line) if (f.reason, f.values) not in said))
    ranked = sorted(_accepted(found, line), key=lambda f: list(Severity).index(f.severity))
    return Point(line.english, line.sources, tuple(ranked), (), report.links)


def _lasting(line: Line) -> tuple[Finding, ...]:
    """Those of the earlier findings that a comparison cannot make again and that are not over."""
    same = line.english == line.made
    kept = []
    for finding in line.findings:
        if finding.reason is Reason.UNSURE_SENTENCE:
            kept += [finding] if same else unanswered([finding], line.made, line.english)
        elif finding.reason in QUOTING:
            quoted = still_quoted(finding, line.english)
            if quoted is not None:
                kept.append(quoted)
        elif finding.kind in DOUBTS or (same and finding.kind in OF_THE_MAKING):
            kept.append(finding if same else replace(finding, target=None))
    return tuple(kept)


def _accepted(found: tuple[Finding, ...], line: Line) -> tuple[Finding, ...]:
    reasons = {(f.reason, f.values): f.accepted for f in line.findings if f.accepted is not None}
    return tuple(replace(f, accepted=reasons.get((f.reason, f.values))) for f in found)
