"""What the model reads in place of a sentence: names and terms as target-language text, over-long sentences in segments.

Models copy Latin text; they mangle placeholders and guess names. The spans replaced are remembered, since the check compares with the
source as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from facts.names import Person

from facts.glossary import Match
from jianbao.sentences import clauses


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a sentence that the model reads at once. start, end: offsets into the sentence; text: what the model reads."""

    start: int
    end: int
    text: str


def replacements(
    start: int, end: int, people: Sequence[Person], terms: Sequence[Match], *, insert: Callable[[Match], bool]
) -> list[tuple[int, int, str]]:
    """Spans within [start, end) with the target-language text to put there; people first, no overlaps, in order."""
    spans = [
        (p.start, p.end, p.english) for p in people if p.confident and p.english and start <= p.start and p.end <= end
    ]
    taken = [(a, b) for a, b, _ in spans]
    spans += [
        (m.start, m.end, m.term.target)
        for m in terms
        if start <= m.start and m.end <= end and insert(m) and not any(a < m.end and m.start < b for a, b in taken)
    ]
    return sorted(spans)


def substitute(text: str, spans: Sequence[tuple[int, int, str]], *, offset: int = 0) -> str:
    """`text` with spans (offsets less `offset`) replaced; a space only where Latin letters would run together."""
    out, at = "", 0
    for start, end, new in spans:
        out += text[at : start - offset]
        out += " " + new if out[-1:].isascii() and out[-1:].isalnum() else new
        at = end - offset
        if text[at : at + 1].isascii() and text[at : at + 1].isalnum():
            out += " "
    return out + text[at:]


def segments(
    text: str,
    *,
    limit: int,
    count: Callable[[str], int],
    people: Sequence[Person] = (),
    terms: Sequence[Match] = (),
    insert: Callable[[Match], bool] = lambda match: False,
) -> tuple[Segment, ...]:
    """Cut `text` at sentence ends and clause boundaries into segments of at most `limit` tokens by `count`, names and terms put in.

    The pieces join to the text: nothing is dropped.
    """
    pieces = clauses(text, limit=limit, length=count)
    out, at = [], 0
    for piece in pieces:
        end = at + len(piece)
        spans = replacements(at, end, people, terms, insert=insert)
        if piece.strip():
            out.append(Segment(at, end, substitute(piece, spans, offset=at).strip()))
        at = end
    return tuple(out)
