"""What a document makes known of its sentences: a name is known by its post at first mention, and wherever it stands again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TypeVar

from facts.glossary.glossary import Glossary, Match
from facts.names import Person, named
from facts.places.places import find_terms
from facts.places.rows import ROWS
from facts.quantities import calendar
from jianbao.deadline import ask

_BARE_DAY = re.compile(
    r"(?:(?<![月\d一二三四五六七八九十])|(?<=[本上下当次个]月))(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|[（(]\d{1,2}[）)][日天晚]"
)
_Found = TypeVar("_Found", Person, Match)


@dataclass(frozen=True, slots=True)
class SentenceInput:
    """A source sentence with what its document knows of it: people and terms with spans into `text`.

    month, day: of the dateline; months: the set of those that the document names (`facts.quantities.calendar`). Only where
    a day lacks its month. years: those that the document names, only where the text has a year without its figure (今年).
    """

    text: str
    people: tuple[Person, ...] = ()
    terms: tuple[Match, ...] = ()
    month: int = 0
    months: int = 0
    day: int = 0
    years: frozenset[int] = frozenset()

    def along(self, others: Iterable[SentenceInput]) -> SentenceInput:
        """With the month, the months, the day and the years of sentences that it was made of."""
        known = (self, *others)
        months = reduce(or_, (each.months for each in known))
        years = self.years.union(*(e.years for e in known))
        return replace(
            self, month=max(e.month for e in known), months=months, day=max(e.day for e in known), years=years
        )


def document_sentences(
    texts: Sequence[str], *, glossary: Glossary, source: str = "zh", target: str = "en", month: int = 0, day: int = 0
) -> list[SentenceInput]:
    """The sentences of one document, in order, each with the people and terms in it.

    month, day: of the dateline; 0 where it has none. glossary: terms in the language of the texts (`facts.glossary.reversed.directed`).
    source, target: the pair that they are for. People are found in Chinese only, terms in Chinese, and in another language where the
    target is Chinese.
    """
    if source != "zh":
        return [SentenceInput(text, (), glossary.find(text) if target == "zh" else ()) for text in texts]
    joined, starts = "", []
    for text in texts:
        starts.append(len(joined))
        joined += text + "\n"
    persons = named(joined)
    known_terms = find_terms(joined, glossary)
    in_rows = [(m.start, m.end) for m in known_terms if m.term.origin == ROWS]
    persons = tuple(p for p in persons if not any(p.start < end and start < p.end for start, end in in_rows))
    months, years = calendar.named(texts), calendar.years(texts)
    day = day or (calendar.day_of(texts, month) if month else 0)
    out = []
    for text, start in zip(texts, starts, strict=True):
        ask()
        present = _within(persons, start, start + len(text))
        taken = [(p.start, p.end) for p in present]
        here = _within(known_terms, start, start + len(text))
        terms = tuple(m for m in here if not any(a < m.end and m.start < b for a, b in taken))
        bare = _BARE_DAY.search(text) is not None
        named_years = years if calendar.YEAR_WITHOUT_FIGURE.search(text) else frozenset[int]()
        out.append(SentenceInput(text, present, terms, *((month, months, day) if bare else (0, 0, 0)), named_years))
    return out


def _within(found: Sequence[_Found], start: int, end: int) -> tuple[_Found, ...]:
    """Those of `found` (in text order) that lie in text[start:end], with spans into it."""
    low = bisect_left(found, start, key=lambda f: f.start)
    high = bisect_left(found, end, low, key=lambda f: f.start)
    return tuple(replace(f, start=f.start - start, end=f.end - start) for f in found[low:high] if f.end <= end)
