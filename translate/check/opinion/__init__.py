"""What a model thinks of translations: which it doubts, and which words of them; which clauses are missing; which have nothing
behind them in the source."""

from __future__ import annotations

from collections.abc import Sequence

from models import catalog
from models.engines.protocols import PieceScorer, Scorer
from translate.check.opinion.coverage import coverage_findings
from translate.check.opinion.doubt import doubts
from translate.check.opinion.grounding import grounding_findings
from translate.check.report import Finding, Report


def opinions(
    own: Sequence[float],
    sources: Sequence[str],
    targets: Sequence[str],
    reports: Sequence[Report],
    *,
    writer: str,
    scorer: Scorer,
) -> list[list[Finding]]:
    """What the scorer has to say, one list a sentence: doubt first, then what may be missing, then what may be made up.

    What may be made up is asked of another model only: one that wrote a clause itself finds a reason for it. own, writer: see `doubted`.
    """
    unsure = doubts(own, sources, targets, reports, writer=writer, scorer=scorer)
    said = clause_findings(scorer, sources, targets, reports, wrote=scorer.model == writer)
    return [[*([doubt] if doubt else []), *found] for doubt, found in zip(unsure, said, strict=True)]


def clause_findings(
    scorer: Scorer, sources: Sequence[str], targets: Sequence[str], reports: Sequence[Report], *, wrote: bool = False
) -> list[list[Finding]]:
    """What may be missing, then what may be made up, one list a sentence.

    wrote: the scorer wrote the targets itself, and finds nothing made up.
    """
    missing = coverage_findings(scorer, sources, targets, reports)
    limits = catalog.calibration(scorer.model)
    if wrote or not isinstance(scorer, PieceScorer) or not limits.grounds:
        return missing
    added = grounding_findings(
        scorer, sources, targets, reports, clause_gain=limits.grounded_clause, name_gain=limits.grounded_name
    )
    return [[*m, *a] for m, a in zip(missing, added, strict=True)]
