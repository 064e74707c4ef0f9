"""Numerals that are no quantities in Chinese: idioms and names (idioms.tsv), slogans in quotation marks."""

import re
from functools import cache

from jianbao.tables import rows


@cache
def _idioms() -> re.Pattern[str]:
    patterns = sorted((row["pattern"] for row in rows("facts.quantities.zh", "idioms")), key=len, reverse=True)
    return re.compile("|".join(patterns))


def is_idiom(text: str, start: int) -> bool:
    """Whether the numeral at `start` opens an idiom or name."""
    return _idioms().match(text, start) is not None


def idiom_end(text: str, start: int) -> int:
    """Where the idiom that begins at `start` ends; 0 where none does."""
    m = _idioms().match(text, start)
    return m.end() if m else 0


def in_slogan(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] stands in a short quotation: “四个发力”, “3+6”, “十百千”."""
    for back in range(start - 1, max(-1, start - 9), -1):
        if text[back] in "”’」』》，。；":
            return False
        if text[back] in "“‘「『":
            closing = min((p for c in "”’」』" if (p := text.find(c, end, end + 10)) >= 0), default=-1)
            return closing >= 0 and not any(c in "，。；！？" for c in text[back:closing]) and closing - back <= 12
    return False
