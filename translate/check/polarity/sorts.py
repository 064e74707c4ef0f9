"""Things of one sort of which one was told for another: a bridge as a tunnel, silver as bronze, the home side as the visitors.

Rules stand in `sorts.tsv`, one thing a row. A finding needs both sides: a thing of the source that the translation does not tell, and
another one of its sort in the translation that nothing in the source can stand behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from jianbao.tables import rows
from translate.check.report import Finding, Reason, Severity, Span


@dataclass(frozen=True, slots=True)
class Thing:
    """One rule. chinese: what names the thing. other: what else in the source may be told as it. english: what names it.

    wider: beginnings of English words that may tell it. example, right: for tests.
    """

    sort: str
    chinese: re.Pattern[str]
    other: re.Pattern[str]
    english: re.Pattern[str]
    wider: re.Pattern[str]
    example: str
    right: str


@cache
def sorts() -> tuple[tuple[Thing, ...], ...]:
    """All rules in the order of the file, those of one sort together."""
    things = (
        Thing(
            row["sort"], re.compile(row["chinese"]), re.compile(row["other"]),
            re.compile(rf"(?i)(?<![\w-])(?:{row['english']})(?![A-Za-z])"), re.compile(rf"(?i)\b(?:{row['wider']})"),
            row["example"], row["right"],
        )
        for row in rows("translate.check.polarity", "sorts")
    )  # fmt: skip
    return tuple(tuple(group) for _, group in groupby(things, key=lambda thing: thing.sort))


def sort_findings(source: str, target: str) -> list[Finding]:
    """Chinese to English: an error for each sort of which the translation has another thing than the source.

    Of sorts that share their things (schools, and kinds of schools) the first one tells.
    """
    found: dict[tuple[Span, Span], Finding] = {}
    for things in sorts():
        named = [(thing, m) for thing in things if (m := thing.chinese.search(source))]
        lost = next((m for thing, m in named if not _told(thing, target)), None)
        if lost is None:
            continue
        strange = next((m for thing in things if (m := _strange(thing, source, target))), None)
        if strange is not None:
            spans, values = (lost.span(), strange.span()), {"fact": lost[0], "found": strange[0]}
            found.setdefault(spans, Finding.of(Reason.POLARITY_OTHER, Severity.ERROR, *spans, **values))
    return list(found.values())


def _told(thing: Thing, target: str) -> bool:
    return bool(thing.wider.search(target) or thing.english.search(target))


def _strange(thing: Thing, source: str, target: str) -> re.Match[str] | None:
    """Where the target names a thing that the source does not have, in the widest sense."""
    m = thing.english.search(target)
    return None if m is None or thing.chinese.search(source) or thing.other.search(source) else m
