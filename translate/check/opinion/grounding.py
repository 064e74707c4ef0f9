"""Does the source carry every clause and name of the translation? Asked of a model by leaving the source out.

For a word w of the translation, log P(w | source, words before) - log P(w | words before) is what the source explains of it. A clause that
renders something explains several nats a word; one that a language model has added explains little or nothing. The same holds for a name:
the rocket, the place or the company that no word of the source stands for. Two forced decodings, of a model that did not write the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.engines.protocols import Piece, PieceScorer
from translate.check.opinion.pieces import CLAUSE_END, MARKS, Word, names, scored
from translate.check.opinion.room import fits
from translate.check.report import Finding, FindingKind, Reason, Report, Severity, Span, touches

NOTHING = "。"
"""A source that says nothing: the model reads no empty text."""
SHORTEST_CLAUSE = 4
"""Words below which a clause says too little to be doubted (he said, last year)."""


def explained(text: str, given: Sequence[Piece], alone: Sequence[Piece]) -> list[Word]:
    """The words of `text` with what the source explains of each.

    given, alone: the pieces of the text with their log probability with the source and without it.
    """
    return scored(text, [(piece, known - bare) for (piece, known), (_, bare) in zip(given, alone, strict=True)])


def clauses(text: str, words: Sequence[Word]) -> list[list[Word]]:
    """The words in runs that end with a mark of punctuation."""
    out: list[list[Word]] = [[]]
    for word in words:
        out[-1].append(word)
        if CLAUSE_END.search(text[word.start : word.end]):
            out.append([])
    return [clause for clause in out if clause]


@dataclass(frozen=True, slots=True)
class Ground:
    """A clause or name of a translation: its span, and the mean of what the source explains of its words, in nats."""

    reason: Reason
    span: Span
    gain: float


def grounds(
    scorer: PieceScorer, sources: Sequence[str], targets: Sequence[str], reports: Sequence[Report]
) -> list[list[Ground]]:
    """The clauses and names of each translation that the check has not already found in its source, with what the source explains of them.

    reports: what the check knows; what renders a fact of the source is not asked about. Texts that the scorer has no room for are not.
    """
    asked = [
        i
        for i, (source, target) in enumerate(zip(sources, targets, strict=True))
        if target.strip() and fits(scorer, source, target)
    ]
    found: list[list[Ground]] = [[] for _ in sources]
    if not asked:
        return found
    texts = [targets[i] for i in asked]
    given = scorer.score_pieces([sources[i] for i in asked], texts)
    alone = scorer.score_pieces([NOTHING] * len(asked), texts)
    for i, with_source, without in zip(asked, given, alone, strict=True):
        words = explained(targets[i], with_source, without)
        known = [link.target for link in reports[i].links if link.target is not None]
        # What the check calls made up already is not told twice.
        known += [f.target for f in reports[i].findings if f.kind is FindingKind.INVENTED and f.target is not None]
        runs = [(Reason.INVENTED_CLAUSE, c) for c in clauses(targets[i], words) if len(c) >= SHORTEST_CLAUSE]
        runs += [(Reason.INVENTED_NAME, n) for n in names(targets[i], words)]
        found[i] = [
            Ground(reason, span, sum(word.score for word in run) / len(run))
            for reason, run in runs
            if not touches(span := (run[0].start, run[-1].end), known)
        ]
    return found


def grounding_findings(
    scorer: PieceScorer,
    sources: Sequence[str],
    targets: Sequence[str],
    reports: Sequence[Report],
    *,
    clause_gain: float | None,
    name_gain: float | None,
) -> list[list[Finding]]:
    """One list a sentence: a warning for each clause and each name of the translation that its source does not explain.

    clause_gain, name_gain: nats a word below which something counts as added (the calibration of the scorer); None: it is not asked about.
    """
    least = {Reason.INVENTED_CLAUSE: clause_gain, Reason.INVENTED_NAME: name_gain}
    out: list[list[Finding]] = []
    for text, found in zip(targets, grounds(scorer, sources, targets, reports), strict=True):
        low = [g for g in found if (bound := least[g.reason]) is not None and g.gain < bound]
        clauses_added = [g.span for g in low if g.reason is Reason.INVENTED_CLAUSE]
        # A name inside a clause that is told already is not told again.
        told = [g for g in low if g.reason is Reason.INVENTED_CLAUSE or not touches(g.span, clauses_added)]
        out.append([_finding(g, text) for g in told])
    return out


def _finding(ground: Ground, text: str) -> Finding:
    said = text[slice(*ground.span)].strip(MARKS + " ")
    return Finding.of(ground.reason, Severity.WARNING, None, ground.span, found=said)
