"""Notes in brackets: how a fact that a translation lost is written behind it, and found there again.

`... on the spot (source: 近20亿元, nearly 2 billion yuan; 8个, 8).` In Chinese: `……（原文：nearly 2 billion yuan, 近20亿元）。`
A note is a pointer for the editor; it is not what the translation says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translate.check.report import Finding

_HELD = r"(?:[^()（）]|\([^()（）]*\)|（[^()（）]*）)*"
_NOTE = re.compile(rf" ?\(source: (?P<en>{_HELD})\)|（原文：(?P<zh>{_HELD})）")
_ENDS = ".!?。！？"


@dataclass(frozen=True, slots=True)
class Note:
    """A fact of the source and its expected rendering. start, end: the brackets in the text that holds the note."""

    fact: str
    expected: str
    start: int = 0
    end: int = 0


def shown(notes: Sequence[Note]) -> tuple[str, ...]:
    """Each note as it stands in the brackets."""
    return tuple(f"{note.fact}, {note.expected}" for note in notes)


def written(text: str, notes: Sequence[Note], *, language: str) -> str:
    """The text with the notes behind it, before its full stop. language: of the text."""
    if not notes:
        return text
    body = text.rstrip()
    end = body[-1] if body and body[-1] in _ENDS else ""
    held = "; ".join(shown(notes))
    brackets = f"（原文：{held}）" if language == "zh" else f" (source: {held})"
    return f"{body[: len(body) - len(end)]}{brackets}{end}"


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where there are brackets with notes, the blank before them included."""
    return tuple(m.span() for m in _NOTE.finditer(text))


def found(text: str) -> tuple[Note, ...]:
    """The notes that a text has, in order."""
    notes = []
    for m in _NOTE.finditer(text):
        for held in (m["en"] or m["zh"] or "").split("; "):
            # The Chinese side has no ", ".
            fact, _, expected = held.partition(", ") if m["en"] else held.rpartition(", ")
            if fact:
                notes.append(Note(fact, expected, *m.span()))
    return tuple(notes)


def outside(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """The findings that are not about what stands in a note: it has Chinese on purpose, and the source's figures as they are."""
    held = spans(text)
    return tuple(f for f in findings if not f.target or not any(start <= f.target[0] < end for start, end in held))


def without(text: str) -> str:
    """The text without its notes."""
    return _NOTE.sub("", text)


def blanked(text: str) -> str:
    """The text with its notes as blanks, every other character where it was."""
    return _NOTE.sub(lambda m: " " * len(m[0]), text)
