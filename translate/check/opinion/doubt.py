"""Which translations a second model doubts, and which of their words most.

A translation is doubted by the mean log probability of its pieces (forced decoding), a word by the sum over its own pieces. Glass-box
quality estimation: Fomicheva and others, Unsupervised Quality Estimation for Neural Machine Translation, TACL 2020.
"""

from __future__ import annotations

from collections.abc import Sequence

from models import catalog
from models.engines.protocols import Piece, PieceScorer, Scorer
from translate.check.opinion.pieces import MARKS, names, scored
from translate.check.opinion.room import fits
from translate.check.report import KEPT, Finding, Reason, Report, Severity, Span, touches

MOST = 2
"""Words that a doubt names: of a third one, fewer than four in ten are wrong."""


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


def doubts(
    own: Sequence[float],
    sources: Sequence[str],
    targets: Sequence[str],
    reports: Sequence[Report],
    *,
    writer: str,
    scorer: Scorer,
) -> list[Finding | None]:
    """The doubt of each translation, with the words that it is about where another model wrote them. own, writer: see `doubted`.

    reports: what the check knows; a word that renders a fact of the source is not doubted.
    """
    found = doubted(own, sources, targets, writer=writer, scorer=scorer)
    out = [Finding.of(Reason.UNSURE_SENTENCE, Severity.WARNING) if doubt else None for doubt in found]
    least = catalog.calibration(scorer.model).word
    asked = [i for i, doubt in enumerate(found) if doubt]
    if scorer.model == writer or least is None or not asked or not isinstance(scorer, PieceScorer):
        return out
    pieces = scorer.score_pieces([sources[i] for i in asked], [targets[i] for i in asked])
    for i, given in zip(asked, pieces, strict=True):
        known = [link.target for link in reports[i].links if link.target and link.status in KEPT]
        spans = doubtful_words(targets[i], given, known, least=least)
        if spans:
            words = tuple(targets[i][slice(*span)] for span in spans)
            out[i] = Finding.of(Reason.UNSURE_WORDS, Severity.WARNING, None, spans[0], words=words)
    return out


def doubtful_words(text: str, pieces: Sequence[Piece], known: Sequence[Span], *, least: float) -> list[Span]:
    """At most `MOST` words below `least` nats, the most doubtful first, without the marks around them.

    A word of a name stands for the whole name, and words beside each other are one. known: spans that are not doubted.
    """
    words = scored(text, pieces)
    runs = {word: run for run in names(text, words) for word in run}
    spans: list[Span] = []
    for word in sorted(words, key=lambda word: word.score):
        if word.score > least or len(spans) == MOST:
            break
        run = runs.get(word, [word])
        if touches((word.start, word.end), known):
            continue
        span = _bare(text, (run[0].start, run[-1].end))
        beside = next((i for i, other in enumerate(spans) if _beside(text, span, other)), None)
        if beside is None:
            # The same word at two places is named once.
            spans += [] if text[slice(*span)] in {text[slice(*other)] for other in spans} else [span]
        else:
            spans[beside] = min(span[0], spans[beside][0]), max(span[1], spans[beside][1])
    return [span for span in spans if span[0] < span[1]]


def _bare(text: str, span: Span) -> Span:
    inside = text[slice(*span)].lstrip(MARKS)
    start = span[1] - len(inside)
    return start, start + len(inside.rstrip(MARKS))


def _beside(text: str, one: Span, other: Span) -> bool:
    """Whether two spans overlap or have nothing but a blank between them."""
    first, second = sorted((one, other))
    return not text[first[1] : second[0]].strip()


def _least(writer: str, scorer: str) -> float | None:
    """The score below which the scorer doubts what a model wrote: measured on what that model writes, else on what people write."""
    known = catalog.calibration(writer).doubted
    return known if known is not None and catalog.is_compact(scorer) else catalog.calibration(scorer).doubtful
