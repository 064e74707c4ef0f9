"""Strings that may be a Chinese personal name, and people whom everybody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from facts import lexicon
from facts.glossary.glossary import Glossary
from facts.names import surnames
from facts.names.evidence import odds
from facts.names.neighbours import PARTICLES, THINGS, addresses, no_names
from facts.names.sounds import DOTS, other_pieces
from facts.tables import rows
from jianbao.deadline import ask


@cache
def known_people() -> dict[str, bool]:
    """Names that everybody knows: whether they are spelled in pinyin (习近平) or have a spelling of their own (马克龙)."""
    return {row[0]: row[2] == "chinese" for row in rows("names/data/people.tsv")}


def known_spans(text: str) -> list[tuple[int, int, bool]]:
    """Where known people stand in ``text``."""
    known = known_people()
    pattern = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
    return [
        (*match.span(), known[match[0]])
        for match in pattern.finditer(text)
        if len(match[0]) > 2 or not _in_longer(text, *match.span())
    ]


def _in_longer(text: str, start: int, end: int) -> bool:
    """Whether a known name of two characters is the beginning of a longer one (李强民) or of a word."""
    return (
        lexicon.inside_word(text, start, end)
        or odds().get(text[end : end + 1], (0.0, 0.0, 0.0))[2] > 1.5
        or text[start - 1 : start] in surnames.table()
    )


def candidates(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Spans that begin with a surname and have one or two more Chinese characters, and nothing in them forbids a name.

    ``taken``: spans of places, institutions and known people; what lies wholly inside one is nobody's name.
    """
    known = surnames.table()
    inside = bytearray(len(text) + 1)
    for number, (first, last) in enumerate(taken):
        inside[first:last] = bytes([number % 250 + 1]) * (last - first)
    found: list[tuple[int, int]] = []
    for run in re.finditer(r"[\u3400-\u9fff]+", text):
        first, last = run.span()
        for start in range(first, last - 1):
            ask()
            sizes = set()
            if text[start] in known:
                sizes |= {2, 3}
            if text[start : start + 2] in known:
                sizes |= {3, 4}
            for size in sorted(sizes):
                end = start + size
                if end > last or (inside[start] and inside[start:end] == bytes([inside[start]]) * size):
                    continue
                if not _forbidden(text, start, end):
                    found.append((start, end))
    return found


def _forbidden(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    given = name[surnames.surname_length(name) :]
    if name in no_names() or (len(name) > 2 and name[-1] in THINGS):
        return True
    if given[-1] in PARTICLES or given in addresses() or given[0] == "老" or "某" in text[start : end + 1]:
        return True
    if text[start - 1 : start] in tuple(DOTS) or text[end : end + 1] in tuple(DOTS):
        return True
    around = text[max(0, start - 2) : end + 2]
    return any(piece in around for piece in other_pieces())


def term_spans(text: str) -> list[tuple[int, int]]:
    """Spans of firm built-in terms: where a place or an institution is named, nobody else is."""
    return [(match.start, match.end) for match in Glossary.builtin().find(text) if match.term.firm]
