"""Clauses of a Chinese sentence: its parts at commas. The words that tell their roles apart stand in `rules/clauses.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from jianbao.sentences import covered, enclosed
from summarize.extract.rules import rows


@dataclass(frozen=True, slots=True)
class Clause:
    """One comma-bounded part of a sentence; `end` is after its comma."""

    text: str
    start: int
    end: int

    @property
    def body(self) -> str:
        return self.text.strip("，,；;：:。！!？? ")


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The alternatives of a role as one expression."""
    found = [r["pattern"] for r in rows("clauses") if r["role"] == name]
    return re.compile("|".join(f"(?:{p})" for p in found))


@lru_cache(maxsize=512)
def parts(text: str) -> tuple[Clause, ...]:
    """Clauses at commas, semicolons and colons outside quotations, brackets, titles and numbers."""
    inside = covered(text, enclosed(text))
    marks = [
        m.end()
        for m in re.finditer(r"[，,；;：:]", text)
        if not inside[m.start()]
        and not (text[m.start() - 1 : m.start()].isdigit() and text[m.end() : m.end() + 1].isdigit())
    ]
    out, start = [], 0
    for end in [*(m for m in marks if m < len(text)), len(text)]:
        if end > start:
            out.append(Clause(text[start:end], start, end))
            start = end
    return tuple(out)


def starts_with_verb(text: str) -> bool:
    """A sentence or clause without a subject of its own, as far as its words tell."""
    return bool(pattern("verb").match(text))
