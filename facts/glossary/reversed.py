"""Glossaries are kept from Chinese to English; this is one read the other way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from facts.glossary.glossary import Glossary, Term

SEPARATOR = "；"
"""Between the renderings that a reversed term has besides its target."""


def directed(glossary: Glossary, *, source: str, target: str) -> Glossary:
    """The glossary whose terms are found in texts of `source`: reversed from English into Chinese, else as it is."""
    return ReversedGlossary(glossary) if (source, target) == ("en", "zh") else glossary


class ReversedGlossary(Glossary):
    """English terms with their Chinese: the firm ones of the built-in lists and all of the user's.

    Where several Chinese names have one English, the user's, then the first is the target, and the others, in the note, will do as well.
    Written as in the list: capitals tell a name (March) from a word (march).
    """

    def __init__(self, glossary: Glossary) -> None:
        reversed_: dict[str, Term] = {}
        for term in sorted(glossary, key=lambda t: t.origin.startswith("builtin:")):
            if not term.firm or not term.target.isascii() or term.origin == "builtin:world":
                continue
            old = reversed_.get(term.target)
            if old is None:
                reversed_[term.target] = replace(term, source=term.target, target=term.source, note="", case=True)
            else:
                reversed_[term.target] = replace(old, note=SEPARATOR.join(filter(None, (old.note, term.source))))
        super().__init__(reversed_.values())

    def _whole(self, text: str, start: int, end: int, term: Term) -> bool:
        around = text[start - 1 : start] + text[end : end + 1]
        return not any(c.isalnum() or c == "_" for c in around)


def renderings(term: Term) -> Iterator[str]:
    """The Chinese that will do for a reversed term."""
    yield term.target
    yield from filter(None, term.note.split(SEPARATOR))
