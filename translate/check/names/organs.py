"""Organs and posts of state that a translation names and its source does not: a people's congress for 市委, a vice mayor out of nothing.

A language model that is sure of a post and not of its body takes the body that it has read most often. Rules stand in
`organs.tsv`, one a row: how English names the organ, what in the Chinese vouches for it, a Chinese text that does, an
English one in which it is found, and one in which it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jianbao.tables import rows
from translate.check.report import Finding, Reason, Severity


@dataclass(frozen=True, slots=True)
class Organ:
    """One rule. english: how it is named. chinese: what vouches for it in the source. source, example, counter: for tests."""

    english: re.Pattern[str]
    chinese: re.Pattern[str]
    source: str
    example: str
    counter: str


@cache
def organs() -> tuple[Organ, ...]:
    """All rules, in the order of the file."""
    return tuple(
        Organ(
            re.compile(rf"(?<![\w-])(?:{row['english']})(?![A-Za-z])"), re.compile(row["chinese"]),
            row["source"], row["example"], row["counter"],
        )
        for row in rows("translate.check.names", "organs")
    )  # fmt: skip


def organ_findings(source: str, target: str) -> list[Finding]:
    """Chinese to English: an error for each organ or post that only the target has, once each. source: with what its document says."""
    spans: list[tuple[int, int]] = []
    for organ in organs():
        told = organ.english.search(target)
        if told and not organ.chinese.search(source) and not any(a <= told.start() < b for a, b in spans):
            spans.append(told.span())
    return [Finding.of(Reason.INVENTED_BODY, Severity.ERROR, None, span, found=target[slice(*span)]) for span in spans]
