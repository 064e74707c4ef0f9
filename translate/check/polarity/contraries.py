"""Words of which one was told for its opposite: 同比 as "month on month", 城镇 as "rural", 负于 as "won", 持平 as "up".

Rules stand in `contraries.tsv`, one a row: the Chinese word, what else in the Chinese would allow the other word, the English that is
wrong, the beginnings of English words that tell it rightly, an example, an English that is wrong and one that is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jianbao.tables import rows
from translate.check.report import Finding, Reason, Severity


@dataclass(frozen=True, slots=True)
class Contrary:
    """One rule. other: what in the source allows the wrong word. right: what in the target tells the right one. example … for tests."""

    chinese: re.Pattern[str]
    other: re.Pattern[str]
    wrong: re.Pattern[str]
    right: re.Pattern[str]
    example: str
    english: str
    counter: str


@cache
def contraries() -> tuple[Contrary, ...]:
    """All rules, in the order of the file."""
    return tuple(
        Contrary(
            re.compile(row["chinese"]), re.compile(row["other"]), re.compile(rf"(?i)\b(?:{row['wrong']})\b"),
            re.compile(rf"(?i)\b(?:{row['right']})"), row["example"], row["english"], row["counter"],
        )
        for row in rows("translate.check.polarity", "contraries")
    )  # fmt: skip


def contrary_findings(source: str, target: str) -> list[Finding]:
    """Chinese to English: an error for each word whose opposite alone the translation has."""
    found = []
    for rule in contraries():
        word = rule.chinese.search(source)
        if word is None or (told := rule.wrong.search(target)) is None:
            continue
        if not rule.right.search(target) and not rule.other.search(source):
            found.append(
                Finding.of(
                    Reason.POLARITY_CONTRARY, Severity.ERROR, word.span(), told.span(), fact=word[0], found=told[0]
                )
            )
    return found
