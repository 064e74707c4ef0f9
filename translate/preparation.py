"""What the model reads in place of a sentence: names and terms held by placeholders or put in as target-language text, and over-long
sentences in segments.

The bundled model gets one name in five right, keeps two in five of those put into the source in pinyin, and carries
four in five placeholders such as `X1` through, and nine in ten of those that stand for terms (benchmarks/terms.py
prints the table). The check compares with the source as it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from facts.glossary.glossary import Match
from facts.names.people import Person
from jianbao.sentences import clauses
from models.engines.protocols import Hint

LETTERS = "XZQKV"
"""Placeholders are a letter and a number; the first letter that the sentence does not have before a digit itself is taken."""


NEVER_WRITTEN = "XZ"
"""Letters that stand before a number in hardly any English text (Q1 and K12 do): one that nobody put in was made up."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a sentence that the model reads at once.

    start, end: offsets into the sentence; text: what the model reads; held: placeholders in it and what each stands for; letter: theirs;
    hints: what the model is told before it, where it reads hints.
    """

    start: int
    end: int
    text: str
    held: tuple[tuple[str, str], ...] = ()
    letter: str = LETTERS[0]
    hints: tuple[Hint, ...] = ()

    def restored(self, text: str) -> tuple[str, bool]:
        """A decoded text with its placeholders replaced, and whether something is wrong with them: one that nobody put in, or a figure said
        more often than in the source.

        A placeholder of a wrong letter or number is taken for the one that is missing, where only one is.
        """
        marks = self._marks(text)
        missing = [token for token, _ in self.held if all(token != mark[2] for mark in marks)]
        holes = [i for i, (_, _, token) in enumerate(marks) if token not in dict(self.held)]
        if len(holes) == len(missing) == 1:
            marks[holes[0]] = (*marks[holes[0]][:2], missing[0])
            holes = []
        out, at = "", 0
        for start, end, token in marks:
            final = dict(self.held).get(token, "")
            out, at = _put(out + text[at:start], final, text, end)
        out += text[at:]
        if holes:
            out = re.sub(r" +(?=[ ,.;:!?)])", "", out).strip()
        often = any(self._often(token, final, marks) for token, final in self.held)
        return out, bool(holes) or often

    def _marks(self, text: str) -> list[tuple[int, int, str]]:
        """Spans of what looks like a placeholder, each with the one that it is, as it would be written here."""
        known = {token for token, _ in self.held}
        marks: list[tuple[int, int, str]] = []
        for m in _MARK.finditer(text):
            letter, number = unicodedata.normalize("NFKC", m["letter"]), int(m["number"])
            token = f"{self.letter}{number}"
            if letter.upper() == self.letter and known:
                # Apart or in small letters it may be something else, unless it is known.
                if token in known or (letter.isupper() and not m["gap"]):
                    marks.append((*m.span(), token))
            elif not (m["gap"] or letter.islower() or _taken(letter, self.text)):
                quarter = letter == "Q" and number <= 4
                if token in known and not quarter and not re.search(rf"(?i){token}(?![0-9])", text):
                    marks.append((*m.span(), token))
                elif letter in NEVER_WRITTEN:
                    marks.append((*m.span(), f"{letter}{number}?"))
        return marks

    def _often(self, token: str, final: str, marks: Sequence[tuple[int, int, str]]) -> bool:
        times = len(re.findall(rf"{token}(?![0-9])", self.text))
        return any(c.isdigit() for c in final) and sum(mark[2] == token for mark in marks) > times


_MARK = re.compile(
    r"(?:(?<![A-Za-z0-9])|(?<=[XZQKV][0-9])|(?<=[XZQKV][0-9][0-9]))(?P<letter>[XZQKVＸＺＱＫＶxzqkv])(?P<gap>[\s-]?)(?P<number>\d{1,2})(?!\d|\.\d)"
)


def _taken(letter: str, text: str) -> bool:
    """Whether a text has the letter before a digit itself."""
    return re.search(rf"(?i){letter}\s?\d", unicodedata.normalize("NFKC", text)) is not None


def _put(out: str, final: str, text: str, at: int) -> tuple[str, int]:
    """`final` behind `out`, and where in `text` it goes on: a word that the model wrote around the placeholder is not said twice."""
    words = final.split()
    if words:
        for n in range(min(3, len(words) - 1), 0, -1):
            if re.search(rf"(?i)(?<!\w){re.escape(' '.join(words[:n]))}\s*$", out):
                out, final = out.rstrip() + " ", " ".join(words[n:])
                break
        for n in range(min(3, len(words) - 1), 0, -1):
            sign = "|\\s?%" if words[-n:] == ["percent"] else ""
            if m := re.compile(rf"(?i)\s{re.escape(' '.join(words[-n:]))}(?!\w){sign}").match(text, at):
                at = m.end()
                break
    if out[-1:].isascii() and out[-1:].isalnum():
        out += " "
    gap = " " if final and text[at : at + 1].isascii() and text[at : at + 1].isalnum() else ""
    return out + final + gap, at


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
    letter = next((c for c in LETTERS if not _taken(c, text)), None)
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
