"""Words that human translators render in one way (发明专利, 党课): they are told to a language model, and never held against a translation.

`lists/agreed.tsv` is counted by `training/agreed_words.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from facts.glossary.glossary import Glossary, Term
from facts.tables import rows


def lexicon(renderings: Iterable[tuple[str, str]]) -> Glossary:
    """Words and what they may be called, to be found as terms are: whole, the longest first."""
    return Glossary(Term(word, english, origin="builtin:agreed", firm=False) for word, english in renderings)


@cache
def _agreed() -> Glossary:
    return lexicon((word, rendering) for word, rendering, *_ in rows("glossary/lists/agreed.tsv"))


def agreed(text: str) -> list[tuple[int, int, str, str]]:
    """The words of a Chinese text that have one rendering: span, Chinese, English."""
    return [(m.start, m.end, m.term.source, m.term.target) for m in _agreed().find(text)]
