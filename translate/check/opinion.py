"""What a model thinks of translations: which it guessed or doubts, which clauses are missing, which have nothing
behind them in the source."""

from __future__ import annotations

from collections.abc import Sequence

from models import catalog
from models.engines.protocols import PieceScorer, Scorer
from translate.check.coverage import coverage_findings
from translate.check.grounding import grounding_findings
from translate.check.report import Finding, Reason, Report, Severity
from translate.check.room import fits


def doubted(
    own: Sequence[float], sources: Sequence[str], targets: Sequence[str], *, writer: str, scorer: Scorer
) -> list[bool]:
    """Whether each translation is doubtful.

    writer: the model that wrote them, as `Engine.model` says it. Where that is the scorer, by `own`, the log probabilities a token that it
    gave; else by what the scorer, asked, gives the final texts. A model that has no threshold doubts nothing, nor does one that cannot read
    a text whole.
    """
    limits = catalog.calibration(scorer.model)
    if scorer.model == writer:
        return [limits.unsure is not None and score < limits.unsure for score in own]
    found = [False] * len(sources)
    least = _least(writer, scorer.model)
    if least is None:
        return found
    asked = [i for i, pair in enumerate(zip(sources, targets, strict=True)) if fits(scorer, *pair)]
    scores = scorer.score([sources[i] for i in asked], [targets[i] for i in asked])
    for i, score in zip(asked, scores, strict=True):
        found[i] = score < least
    return found


def _least(writer: str, scorer: str) -> float | None:
    """The score below which the scorer doubts what a model wrote: measured on what that model writes, else on what people write."""
    known = catalog.calibration(writer).doubted
    return known if known is not None and catalog.is_compact(scorer) else catalog.calibration(scorer).doubtful


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
    doubts = doubted(own, sources, targets, writer=writer, scorer=scorer)
    said = clause_findings(scorer, sources, targets, reports, wrote=scorer.model == writer)
    unsure = Finding.of(Reason.UNSURE_SENTENCE, Severity.WARNING)
    return [[*([unsure] if doubt else []), *found] for doubt, found in zip(doubts, said, strict=True)]


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
