"""Are days told as the source tells them? Weekdays, parts of a month, a year and a day, yesterday and tomorrow.

Dates in figures are quantities (`comparison`); these are words, and rules of `words.tsv`. Chinese to English only.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise

from facts.quantities import Kind, Pair
from translate.check.report import Finding, Reason, Severity
from translate.check.words import Group, Mark, marks

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

NEXT_TO = 6
"""Characters between a date and its weekday, at most: Wednesday, March 12; 3月12日（星期三）."""


def day_findings(source: str, target: str, pairs: Sequence[Pair]) -> list[Finding]:
    """Chinese to English: an error for each day that is told as another one, a warning for a part of a month or year that is left out."""
    return [
        *_weekdays(source, target, pairs),
        *_parts(source, target),
        *_relative(source, target),
        *_dayparts(source, target),
    ]


def _differs(here: Mark, there: Mark) -> Finding:
    return Finding.of(
        Reason.QUANTITY_DAY,
        Severity.ERROR,
        (here.start, here.end),
        (there.start, there.end),
        fact=here.text,
        found=there.text,
    )


def _other(here: Sequence[Mark], there: Sequence[Mark]) -> Finding | None:
    """A difference where each side has a pole that the other one has not."""
    mine, told = {m.pole for m in here}, {p for m in there for p in m.pole.split(" or ")}
    lost = next((m for m in here if m.pole not in told), None)
    new = next((m for m in there if m.strong and not mine & set(m.pole.split(" or "))), None)
    return _differs(lost, new) if lost and new else None


def _weekdays(source: str, target: str, pairs: Sequence[Pair]) -> list[Finding]:
    here, there = marks(source, "zh", Group.WEEKDAY), marks(target, "en", Group.WEEKDAY)
    if not there:
        return []
    if here:
        found = _other(here, there)
        if (
            found is None
            and len(here) == len(there)
            and Counter(m.pole for m in here) != Counter(m.pole for m in there)
        ):
            told = {m.pole for m in there}
            lost = next((m for m in here if m.pole not in told), here[0])
            return [_differs(lost, there[0])]
        return [found] if found else []
    for pair in pairs:
        q, t = pair.source, pair.target
        if (
            q is None
            or t is None
            or q.kind is not Kind.DATE
            or not (q.year and q.month and q.day)
            or q.high is not None
        ):
            continue
        for mark in there:
            if 0 <= t.start - mark.end <= NEXT_TO or 0 <= mark.start - t.end <= NEXT_TO:
                day = _weekday(q.year, q.month, q.day)
                if day and day != mark.pole:
                    return [
                        Finding.of(
                            Reason.QUANTITY_WEEKDAY, Severity.ERROR, (q.start, q.end), (mark.start, mark.end),
                            fact=q.text, expected=day, found=mark.text,
                        )
                    ]  # fmt: skip
    return []


def _weekday(year: int, month: int, day: int) -> str:
    """The name of the weekday; empty where there is no such date."""
    try:
        return WEEKDAYS[datetime.date(year, month, day).weekday()]
    except ValueError:
        return ""


_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
    r"|months?\b|century\b|\b(?:January|March)['’]s|\d(?:st|nd|rd|th)\b)",
)


def _of_a_month(mark: Mark, target: str) -> bool:
    """Whether a month stands beside a word for a part of one: "return early" tells no 上旬."""
    return _MONTH.search(target, max(0, mark.start - 24), mark.end + 40) is not None


_OPPOSITE = re.compile(r"(?i)early|late|mid\S*|(?:the )?(?:beginning|end|middle|start)")


def _parts(source: str, target: str) -> list[Finding]:
    here = marks(source, "zh", Group.PART)
    there = marks(target, "en", Group.PART) if here else ()
    sure = [m for m in there if m.strong]
    turned = len(here) == len(sure) == 2 and (here[0].pole, here[1].pole) == (sure[1].pole, sure[0].pole)
    if turned and here[0].pole != here[1].pole and "至" in source[here[0].end : here[1].start]:
        return [_differs(here[0], sure[0])]  # 11月下旬至12月上旬 as "from early November to late December"
    for mark in here:
        # The last day of a month tells 月底, and December 年底; neither tells 下旬.
        told = {m.pole for m in there if ("旬" not in mark.text) or (m.strong and _of_a_month(m, target))}
        if mark.pole not in told:
            # The other end of the same month or year is told in its place: 年初 as "late".
            other = next((m for m in there if m.strong and m.pole not in {h.pole for h in here}), None)
            if other is not None and _OPPOSITE.fullmatch(other.text):
                return [_differs(mark, other)]
            return [Finding.of(Reason.QUANTITY_PART, Severity.WARNING, (mark.start, mark.end), fact=mark.text)]
    return []


def _relative(source: str, target: str) -> list[Finding]:
    here = marks(source, "zh", Group.RELATIVE)
    there = marks(target, "en", Group.RELATIVE) if here else ()
    for unit in ("day", "week", "month", "year"):
        mine, told = ([m for m in side if m.pole.startswith(unit)] for side in (here, there))
        sure = [m for m in told if m.strong]
        if mine and sure and not {m.pole for m in mine} & {m.pole for m in told}:
            return [_differs(mine[0], sure[0])]
    # A week told as a month; years come and go in English (a year earlier).
    short = [[m for m in side if not m.pole.startswith("year")] for side in (here, there)]
    found = _other(*short)
    return [found] if found else _exchanged(here, there)


def _exchanged(here: Sequence[Mark], there: Sequence[Mark]) -> list[Finding]:
    """An error for two of them that have changed places: English keeps the order of 昨日 and 今日, in all of 86 references."""
    mine, told = Counter(m.pole for m in here), Counter(m.pole for m in there)
    once = {pole: m for m in there if told[pole := m.pole] == mine[pole] == 1}
    known = [m for m in here if m.pole in once]
    for first, following in pairwise(known):
        if once[first.pole].start > once[following.pole].start:
            return [_differs(first, once[following.pole])]
    return []


def _dayparts(source: str, target: str) -> list[Finding]:
    here = marks(source, "zh", Group.DAYPART)
    there = marks(target, "en", Group.DAYPART) if here else ()
    told = Counter(chain.from_iterable(m.pole.split(" or ") for m in there))
    sure = [m for m in there if m.strong]
    mine = Counter(m.pole for m in here)
    if here and sure and not mine.keys() & told.keys():
        return [_differs(here[0], sure[0])]
    # One of several is another one: 9日傍晚 … 当晚 as "on the morning of the 9th … that night".
    lost = next((m for m in here if mine[m.pole] > told[m.pole]), None)
    new = next((m for m in sure if not any(pole in mine for pole in m.pole.split(" or "))), None)
    return [_differs(lost, new)] if lost and new else []
