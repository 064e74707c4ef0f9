"""The words that tell a direction, a denial, a plan or a day, in both languages: `words.tsv`, a rule a row.

A row has a language, a group, a pole of that group, a weight, a regular expression, an example in which it is found
and a counter-example in which it is not. English expressions match whole words in any case. A weak word agrees with
its pole and never speaks against the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from jianbao.deadline import ask
from jianbao.tables import rows


class Group(StrEnum):
    """What words are compared about. Poles of a group exclude each other."""

    MOVEMENT = "movement"
    LOOSE = "loose"
    """Words that may tell a movement, in some of their uses: enough for a direction to be told, never for a wrong one."""
    RESULT = "result"
    BALANCE = "balance"
    TURN = "turn"
    DENIAL = "denial"
    PLAN = "plan"
    WEEKDAY = "weekday"
    PART = "part"
    """Of a month or a year: 上旬, 年中, 月底."""
    RELATIVE = "relative"
    """Counted from the day of writing: the unit, and how many of it ahead."""
    DAYPART = "daypart"
    ITEM = "item"
    """What a figure is of: investment, area, exports, year on year."""
    BEHIND = "behind"
    """English words behind a figure by which something is more or less than something else: 11 percentage points higher than."""
    MOVES = "moves"
    """Chinese words that may tell a movement of a figure of their clause, in the widest sense."""

    ASSURED = "assured"
    """English words that deny something without a denial in Chinese: not uncommon, without exception."""
    DENIES = "denies"
    """Chinese words that may stand for an English denial; pole "no" for words that only look like one (未来)."""
    COMING = "coming"
    """Words that may tell what is to come, in the widest sense."""
    LATER = "later"
    """Chinese times at which nothing has been done yet."""
    DONE = "done"
    """Chinese words that something has been done."""


ONE_SIDED = {
    Group.LOOSE: "en", Group.BEHIND: "en", Group.MOVES: "zh", Group.ASSURED: "en", Group.DENIES: "zh", Group.LATER: "zh",
    Group.DONE: "zh",
}  # fmt: skip
"""Groups that only one language has words of."""


@dataclass(frozen=True, slots=True)
class Word:
    """One rule. pattern: a regular expression. counter: empty where no text is likely to be taken for the word."""

    language: str
    group: Group
    pole: str
    strong: bool
    pattern: str
    example: str
    counter: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of a group in a text, and its span."""

    start: int
    end: int
    pole: str
    strong: bool
    text: str


@cache
def words() -> tuple[Word, ...]:
    """All rules, in the order of the file."""
    return tuple(
        Word(
            row["language"], Group(row["group"]), row["pole"], row["weight"] == "strong", row["pattern"],
            row["example"], row["counter"],
        )
        for row in rows("translate.check", "words")
    )  # fmt: skip


def compiled(pattern: str, language: str) -> re.Pattern[str]:
    """A rule's expression as it is searched for."""
    return re.compile(rf"\b(?:{pattern})(?![A-Za-z])", re.IGNORECASE) if language == "en" else re.compile(pattern)


@cache
def _rules(language: str, group: Group) -> tuple[tuple[re.Pattern[str], Word], ...]:
    return tuple((compiled(w.pattern, language), w) for w in words() if (w.language, w.group) == (language, group))


def marks(text: str, language: str, group: Group) -> tuple[Mark, ...]:
    """The words of a group in a text, in order. Where two overlap, the one that begins first, then the longer one, stands."""
    found = []
    for pattern, word in _rules(language, group):
        ask()
        found += [Mark(m.start(), m.end(), word.pole, word.strong, m[0]) for m in pattern.finditer(text)]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)
