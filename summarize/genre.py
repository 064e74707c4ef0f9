"""What is no announcement: verse, a list of quotations, an essay. A brief of it would be nonsense, so the reader is told.

Told apart by what announcements have and these have not: sentences that name a day, a body, a person, a place or an amount.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from jianbao.sentences import Sentence
from summarize.extract.units import mentions

NEWS = frozenset(["money", "percent", "count", "figure", "date", "time", "person", "place", "body"])
FEW = 4
"""Sentences below which nothing can be said of a text."""
POOR = 0.12
"""Share of sentences with news in them below which a text is no announcement: of 104 news items and 300 releases the poorest has 0.18."""
SHORT_LINE = 22
SHORT_LINES = 0.8
QUOTED = 0.6
"""Share of sentences that are quotations from which a text is a list of them."""
READ = 60
"""Sentences from the start that are looked at."""
_WEAK = re.compile(r"[一两半]|[^\d]{1,2}$|[a-z]+$")
_QUOTATION = re.compile(r"^[“\"「][^”\"」]+[”\"」]|(?:——|—)\s*[\u4e00-\u9fff·]{2,12}[。]?$")


class Genre(StrEnum):
    """What a text is, where it is no announcement."""

    VERSE = "verse"
    QUOTATIONS = "quotations"
    ESSAY = "essay"


def genre(sentences: Sequence[Sentence], *, language: str = "zh") -> Genre | None:
    """What the text is that these are the sentences of; None for an announcement, and for what is too short to tell."""
    read = sentences[:READ]
    if len(read) < FEW:
        return None
    quoted = sum(bool(_QUOTATION.search(s.text)) for s in read) / len(read)
    news = [sum(m.kind in NEWS and not _WEAK.match(m.key) for m in row) for row in mentions(read, language=language)]
    share = sum(n > 0 for n in news) / len(read)
    if quoted >= QUOTED and share < 3 * POOR:
        return Genre.QUOTATIONS
    if share >= POOR:
        return None
    lines = len({s.paragraph for s in read})
    short = sum(len(s.text) <= SHORT_LINE for s in read) / len(read)
    if short >= SHORT_LINES and lines >= 0.5 * len(read):
        return Genre.VERSE
    return Genre.ESSAY
