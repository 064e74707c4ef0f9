"""English into Chinese: the comparisons of directions, turns, denials, plans and places of figures, made the other way round.

What they compare is the same whichever side was written first: they are asked with the Chinese as their source, and what they say of
one side is said of the other. A word that the Chinese alone has is added there, one that the English alone has is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from facts.quantities import Pair, Quantity
from translate.check.figures.places import place_findings
from translate.check.figures.scores import score_findings
from translate.check.polarity.direction import direction_findings
from translate.check.polarity.turns import turn_findings
from translate.check.report import Finding, Link, Reason, Span, touches
from translate.check.turned.claims import claim_findings
from translate.check.turned.moves import moved_findings, range_findings


def turned_findings(source: str, target: str, pairs: Sequence[Pair], links: Sequence[Link]) -> list[Finding]:
    """Everything of an English source that its Chinese tells the other way round, leaves out or adds."""
    turned = sorted(
        (Pair(p.target, p.source, p.agreement) for p in pairs),
        key=lambda p: p.source.start if p.source else len(target),
    )
    english = {(p.target.start, p.target.end): p.source for p in pairs if p.source is not None and p.target is not None}
    found = [*direction_findings(target, source, turned), *turn_findings(target, source, turned)]
    kept = [moved for f in found if (moved := _moved(f, source, target, english)) is not None]
    kept += _not_yet(moved_findings(source, target, pairs), kept)
    kept += _not_yet(range_findings(target, pairs), kept)
    kept += claim_findings(source, target, pairs, turned)
    backwards = [replace(link, source=link.target, target=link.source) for link in links if link.target is not None]
    told = [p.target for p in pairs if p.target is not None]
    for f in (*place_findings(target, source, turned, backwards), *score_findings(target, source, told)):
        kept += _of_figures(f, source, target, english)
    return kept


def _not_yet(found: Sequence[Finding], known: Sequence[Finding]) -> list[Finding]:
    """Without what is told of the same words of the Chinese already."""
    taken = [f.target for f in known if f.target is not None]
    return [f for f in found if not (f.target and touches(f.target, taken))]


def _text(text: str, span: Span | None) -> str:
    return text[slice(*span)] if span else ""


def _moved(f: Finding, source: str, target: str, english: dict[Span, Quantity]) -> Finding | None:
    """A finding about Chinese and its English as one about English and its Chinese; None where the Chinese only adds a direction."""
    if f.source is None or f.target is None:
        return None
    here, there = _text(source, f.target), _text(target, f.source)
    if f.reason is Reason.DIRECTION_OPPOSITE:
        figure = english.get(f.source)
        span = (figure.start, figure.end) if figure else f.target
        return Finding.of(
            f.reason,
            f.severity,
            span,
            f.source,
            fact=_text(source, span),
            word=here,
            found=str(f.value("word") or there),
        )
    if f.reason is Reason.DIRECTION_WORD:
        return Finding.of(f.reason, f.severity, f.target, f.source, word=here, found=there)
    if f.reason is Reason.DIRECTION_TURN:
        return Finding.of(f.reason, f.severity, f.target, f.source, fact=here, found=there)
    if f.reason is Reason.DIRECTION_ORDER:
        # What the Chinese goes from is where the English goes to.
        return Finding.of(
            f.reason, f.severity, f.target, f.source, start=str(f.value("end")), end=str(f.value("start"))
        )
    return None


def _of_figures(f: Finding, source: str, target: str, english: dict[Span, Quantity]) -> list[Finding]:
    """A finding about two figures, or about the item of one, with the names of the other side."""
    if f.source is None or f.target is None:
        return []
    here, there = _text(source, f.target), _text(target, f.source)
    if f.reason is Reason.QUANTITY_SWAPPED:
        mine = sorted(
            (q for q in english.values() if f.target[0] <= q.start and q.end <= f.target[1]), key=lambda q: q.start
        )
        if len(mine) < 2:
            return []
        return [Finding.of(f.reason, f.severity, f.target, f.source, fact=mine[0].text, other=mine[-1].text)]
    if f.reason is Reason.QUANTITY_ROLE:
        return [
            Finding.of(
                f.reason, f.severity, f.target, f.source, fact=here, word=here, found=str(f.value("word") or there)
            )
        ]
    return [Finding.of(f.reason, f.severity, f.target, f.source, fact=here, found=there, expected=here)]
