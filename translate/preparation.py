"""What the model reads in place of a sentence: names and terms held by placeholders or put in as target-language text, and over-long
sentences in segments.

The bundled model spells a name wrong in two cases of three, keeps pinyin put into the source no better, and carries a placeholder such
as `X1` through in six of seven (benchmarks/terms.py prints the table). The check compares with the source as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from facts.glossary import Match
from facts.names import Person
from jianbao.sentences import clauses

LETTERS = "XZQKV"
"""Placeholders are a letter and a number; the first letter that the sentence does not have before a digit itself is taken."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a sentence that the model reads at once.

    start, end: offsets into the sentence; text: what the model reads; held: placeholders in it and what each stands for; letter: theirs.
    """

    start: int
    end: int
    text: str
    held: tuple[tuple[str, str], ...] = ()
    letter: str = LETTERS[0]

    def restored(self, text: str) -> tuple[str, bool]:
        """A decoded text with its placeholders replaced, and whether one that nobody put in was left in it."""
        if not self.held:
            return text, False
        known = dict(self.held)
        stray = False

        def put(m: re.Match[str]) -> str:
            nonlocal stray
            final = known.get(self.letter + m.group(1))
            stray = stray or final is None
            return final or ""

        out = re.sub(rf"(?<![A-Za-z0-9]){self.letter}\s?(\d{{1,2}})(?![0-9])", put, text)
        return (re.sub(r"  +", " ", out) if stray else out), stray


Span = tuple[int, int, str]
"""start, end, and the target-language text that belongs there."""


def spans_to_hold(
    start: int,
    end: int,
    people: Sequence[Person],
    terms: Sequence[Match],
    *,
    wanted: Callable[[Match], bool],
    extra: Sequence[Span] = (),
) -> list[Span]:
    """Spans within [start, end) with the target-language text that belongs there; people first, then `extra`, no overlaps, in order."""
    candidates = [
        *((p.start, p.end, p.english) for p in people if p.confident and p.english),
        *extra,
        *((m.start, m.end, m.term.target) for m in terms if wanted(m)),
    ]
    spans: list[Span] = []
    for a, b, text in candidates:
        if start <= a and b <= end and not any(a < d and c < b for c, d, _ in spans):
            spans.append((a, b, text))
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
    wanted: Callable[[Match], bool] = lambda match: False,
    extra: Sequence[Span] = (),
    way: str = "placeholder",
) -> tuple[Segment, ...]:
    """Cut `text` at sentence ends and clause boundaries into segments of at most `limit` tokens by `count`; names, wanted terms and
    `extra` spans are held.

    way: placeholder, source (the target-language text itself) or none. The pieces join to the text: nothing is dropped.
    """
    letter = next((c for c in LETTERS if not re.search(rf"{c}\s?\d", text)), None)
    out, at = [], 0
    for piece in clauses(text, limit=limit, length=count):
        end = at + len(piece)
        spans = [] if way == "none" else spans_to_hold(at, end, people, terms, wanted=wanted, extra=extra)
        held: dict[str, str] = {}
        if way == "placeholder" and letter:
            for _, _, final in spans:
                held.setdefault(final, f"{letter}{len(held) + 1}")
            spans = [(a, b, held[final]) for a, b, final in spans]
        if piece.strip():
            shown = substitute(piece, spans, offset=at).strip()
            tokens = tuple((token, final) for final, token in held.items())
            out.append(Segment(at, end, shown, tokens, letter or LETTERS[0]))
        at = end
    return tuple(out)
