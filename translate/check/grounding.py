"""Does the source carry every clause and name of the translation? Asked of a model by leaving the source out.

For a word w of the translation, log P(w | source, words before) - log P(w | words before) is what the source explains of it. A clause that
renders something explains several nats a word; one that a language model has added explains little or nothing. The same holds for a name:
the rocket, the place or the company that no word of the source stands for. Two forced decodings, of a model that did not write the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.engines.protocols import Piece, PieceScorer
from translate.check.report import Finding, Reason, Report, Severity, Span

WORD_START = "▁"
NOTHING = "。"
"""A source that says nothing: the model reads no empty text."""
SHORTEST_CLAUSE = 4
"""Words below which a clause says too little to be doubted (he said, last year)."""
CLAUSE_END = re.compile(r"[,;:.!?—”\"]$")
NAME = re.compile(r"[A-Z][\w'’.-]*[A-Za-z0-9]|[A-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the translation: its span, and what the source explains of it in nats."""

    start: int
    end: int
    gain: float


def explained(text: str, given: Sequence[Piece], alone: Sequence[Piece]) -> list[Word]:
    """The words of `text` with what the source explains of each; none where pieces and words do not match (characters the model lacks).

    given, alone: the pieces of the text with their log probability with the source and without it.
    """
    gains: list[float] = []
    for (piece, with_source), (_, without) in zip(given, alone, strict=True):
        if piece.startswith(WORD_START) or not gains:
            gains.append(0.0)
        gains[-1] += with_source - without
    spans = [m.span() for m in re.finditer(r"\S+", text)]
    if len(spans) != len(gains):
        return []
    return [Word(start, end, gain) for (start, end), gain in zip(spans, gains, strict=True)]


def clauses(text: str, words: Sequence[Word]) -> list[list[Word]]:
    """The words in runs that end with a mark of punctuation."""
    out: list[list[Word]] = [[]]
    for word in words:
        out[-1].append(word)
        if CLAUSE_END.search(text[word.start : word.end]):
            out.append([])
    return [clause for clause in out if clause]


def names(text: str, words: Sequence[Word]) -> list[list[Word]]:
    """Runs of words that are written like names. The first word of a sentence is one only where another follows it."""
    out: list[list[Word]] = []
    run: list[Word] = []
    first = True
    for word in words:
        written = text[word.start : word.end]
        if NAME.fullmatch(written.strip("“”\"'(),.;:!?’")):
            run.append(word)
        else:
            out += [run] if run else []
            run = []
        if run and CLAUSE_END.search(written):
            out.append(run)
            run = []
        if first and len(run) == 1 and run[0] is word:
            run = []
        first = written.endswith((".", "!", "?", ".”", '."'))
    return out + ([run] if run else [])


def grounding_findings(
    scorer: PieceScorer,
    sources: Sequence[str],
    targets: Sequence[str],
    reports: Sequence[Report],
    *,
    clause_gain: float,
    name_gain: float,
) -> list[list[Finding]]:
    """One list a sentence: a warning for each clause and each name of the translation that its source does not explain.

    reports: what the check knows; what renders a fact of the source is not asked about. clause_gain, name_gain: nats a word below which
    something counts as added (the calibration of the scorer). Texts that the scorer has no room for are not asked about.
    """
    asked = [
        i
        for i, (source, target) in enumerate(zip(sources, targets, strict=True))
        if target.strip() and scorer.room(source) >= 0 and scorer.room(target) >= 0
    ]
    found: list[list[Finding]] = [[] for _ in sources]
    if not asked:
        return found
    texts = [targets[i] for i in asked]
    given = scorer.score_pieces([sources[i] for i in asked], texts)
    alone = scorer.score_pieces([NOTHING] * len(asked), texts)
    for i, with_source, without in zip(asked, given, alone, strict=True):
        words = explained(targets[i], with_source, without)
        known = [link.target for link in reports[i].links if link.target is not None]
        found[i] = _findings(targets[i], words, known, clause_gain, name_gain)
    return found


def _findings(
    text: str, words: Sequence[Word], known: Sequence[Span], clause_gain: float, name_gain: float
) -> list[Finding]:
    out: list[Finding] = []
    added: list[Span] = []
    for clause in clauses(text, words):
        span = clause[0].start, clause[-1].end
        if len(clause) >= SHORTEST_CLAUSE and not _touches(span, known) and _mean(clause) < clause_gain:
            added.append(span)
            out.append(_finding(Reason.INVENTED_CLAUSE, text, span))
    for name in names(text, words):
        span = name[0].start, name[-1].end
        if not _touches(span, known) and not _touches(span, added) and _mean(name) < name_gain:
            out.append(_finding(Reason.INVENTED_NAME, text, span))
    return out


def _finding(reason: Reason, text: str, span: Span) -> Finding:
    said = text[slice(*span)].strip("“”\"'(),.;:!?’ ")
    return Finding.of(reason, Severity.WARNING, None, span, found=said)


def _mean(words: Sequence[Word]) -> float:
    return sum(word.gain for word in words) / len(words)


def _touches(span: Span, others: Sequence[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)
