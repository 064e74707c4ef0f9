"""Is every clause of the source in the translation? Asked of the model itself, by leaving clauses out.

For a clause c of the source s and the translation t, log P(t | s) - log P(t | s without c) is what c explains of t. A clause that
t renders explains several nats a character of it; one that t leaves out explains nothing, or less. Forced decoding
costs about a third of a beam search, so only clauses are asked about in which the check found no figure, name or term
again, and only of sentences that are short for their source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models import catalog
from models.calibration import SAFE
from models.engines.protocols import Scorer
from translate.check.guards import HAN
from translate.check.opinion.room import fits
from translate.check.report import Finding, Reason, Report, Severity

SHORTEST_CLAUSE = 6
"""Characters below which a clause (日前, 其中) may go without a trace."""


@dataclass(frozen=True, slots=True)
class Question:
    """A clause to ask about: index of the sentence, its span, the source without it."""

    sentence: int
    start: int
    end: int
    without: str


def clauses_of(text: str) -> list[tuple[int, int]]:
    """Spans of clauses, their closing punctuation included."""
    return [m.span() for m in re.finditer(r"[^，,；;：:。！？!?]+[，,；;：:。！？!?”’」』）)]*", text)]


def questions(
    index: int, source: str, target: str, report: Report, *, complete_words: float = SAFE.complete_words
) -> list[Question]:
    """What has to be asked of one sentence; nothing where it has one clause, or reads as long as it should.

    complete_words: see Calibration.
    """
    spans = clauses_of(source)
    characters = sum(len(m) for m in HAN.findall(source))
    if len(spans) < 2 or not target.strip() or len(target.split()) >= complete_words * characters:
        return []
    kept = [link.source for link in report.links if link.target is not None]
    return [
        Question(index, start, end, source[:start] + source[end:])
        for start, end in spans
        if sum(len(m) for m in HAN.findall(source[start:end])) >= SHORTEST_CLAUSE
        and not any(start <= a and b <= end for a, b in kept)
    ]


def coverage_findings(
    scorer: Scorer, sources: Sequence[str], targets: Sequence[str], reports: Sequence[Report]
) -> list[list[Finding]]:
    """One list a sentence: a warning for each clause that the translation seems to leave out, by the scorer's calibration."""
    limits = catalog.calibration(scorer.model)
    found: list[list[Finding]] = [[] for _ in sources]
    asked = [
        q
        for i, (s, t, r) in enumerate(zip(sources, targets, reports, strict=True))
        for q in questions(i, s, t, r, complete_words=limits.complete_words)
        if fits(scorer, s, t)
    ]
    if not asked:
        return found
    whole = sorted({q.sentence for q in asked})
    scores = scorer.score(
        [sources[i] for i in whole] + [q.without for q in asked],
        [targets[i] for i in whole] + [targets[q.sentence] for q in asked],
    )
    base = dict(zip(whole, scores, strict=False))
    tokens = dict(zip(whole, scorer.count_tokens([targets[i] for i in whole]), strict=True))
    for q, score in zip(asked, scores[len(whole) :], strict=True):
        gain = (base[q.sentence] - score) * tokens[q.sentence] / (q.end - q.start)
        if gain < limits.explained:
            clause = sources[q.sentence][q.start : q.end].strip("，,；;：:。 ")
            found[q.sentence].append(
                Finding.of(Reason.COVERAGE_CLAUSE, Severity.WARNING, (q.start, q.end), clause=clause)
            )
    return found
