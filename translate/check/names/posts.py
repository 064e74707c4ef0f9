"""The post that a translation gives a person: another one than the source, or the rank of a deputy dropped or added.

Rows of facts/glossary/lists/offices.tsv: a post, its English, and what else English may call it (a pattern). Only a contradiction is
told: that a post is left out is no error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from facts.names import NameKind, Person, find_foreign
from facts.tables import rows
from translate.check.report import Finding, Reason, Severity

Span = tuple[int, int]

REACH = 120
"""Letters before and behind a name in which its post stands."""

BESIDE = 12
"""Letters between a name and a post that is said of it: Mayor Zhou, Zhou, the then mayor."""

DEPUTY = re.compile(r"(?i)\b(?:vice|deputy|deputies|associate|assistant|second)\b")

OFFICE = re.compile(
    r"(?i)\b(?:mayor|governor|secretary(?:[- ]general)?|chair(?:man|woman|person)|president|director|minister|dean|principal"
    r"|(?:general )?manager|premier|ambassador|professor|engineer|spokes(?:man|woman|person)|academician|judge|lawyer|headmaster)\b"
)
"""Words for posts of which none stands for another."""

_DEPUTY_CHINESE = ("副", "助理")


@dataclass(frozen=True, slots=True)
class Office:
    """A Chinese post, its usual English, and the pattern of what else it may be called."""

    post: str
    english: str
    accepted: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Told:
    """A person whose post is known: the span of the post in the source, of the name in the target, and what stands around the name.

    first: one that another post follows (副总经理兼财务总监), of which English may tell the other one alone.
    """

    person: Person
    office: Office
    deputy: bool
    source: Span
    name: Span
    window: Span
    first: bool = False


@cache
def offices() -> tuple[Office, ...]:
    """The posts, the longest first."""
    table = rows("glossary/lists/offices.tsv")
    found = [Office(post, english, re.compile(accepted, re.IGNORECASE)) for post, english, accepted, *_ in table]
    return tuple(sorted(found, key=lambda office: -len(office.post)))


def post_findings(source: str, target: str, people: Sequence[Person]) -> list[Finding]:
    """A finding for each person whom the target names with a post of another kind or rank."""
    found: list[Finding] = []
    for told in _told(source, target, people):
        at = _contradiction(told, source, target)
        if at is not None:
            expected = f"deputy {told.office.english}" if told.deputy else told.office.english
            values = {"fact": source[slice(*told.source)], "name": told.person.chinese, "found": target[slice(*at)]}
            found.append(Finding.of(Reason.NAME_POST, Severity.ERROR, told.source, at, expected=expected, **values))
    return found


def _contradiction(told: _Told, source: str, target: str) -> Span | None:
    """Where the target has another post for the person; None where it has the right one, or none."""
    start, end = told.window
    right = [m.span() for m in told.office.accepted.finditer(target, start, end)]
    if right:
        if told.deputy and not DEPUTY.search(target, start, end):
            nearest = min(right, key=lambda span: _gap(span, told.name))
            match = re.compile(r"[\w-]+").match(target, nearest[0])
            return match.span() if match else nearest
        if not told.deputy and not _BELOW.search(source):
            nearest = min(right, key=lambda span: _gap(span, told.name))
            added = _ADDED.search(target, max(start, nearest[0] - 24), nearest[0])
            word = re.compile(r"[\w-]*").match(target, nearest[1])
            return (added.start(), word.end() if word else nearest[1]) if added else None
        return None
    if told.first:
        return None
    others = [m.span() for m in OFFICE.finditer(target, start, end)]
    if not others:
        return None
    nearest = min(others, key=lambda span: _gap(span, told.name))
    # The right one may stand elsewhere, for all of a list; not where another one is said of this name.
    said = nearest[0] - told.name[1] if nearest[0] > told.name[0] else told.name[0] - nearest[1]
    if _MADE.fullmatch(target, told.name[1], nearest[0]):
        return nearest
    return nearest if said <= BESIDE or not told.office.accepted.search(target) else None


_MADE = re.compile(
    r"(?i),? (?:was|is|has been) (?:appointed|named|elected|made|chosen) (?:as )?(?:an? |the )?(?:[\w-]+ ){0,2}"
)
"""Between a name and the post that its bearer is given."""
_BELOW = re.compile("副|助理|协理|代理|第二|次长|政务|候任|候补")
"""What in the source may be told as the rank of a deputy."""
_ADDED = re.compile(r"(?i)\b(?:vice|deputy)[- ](?:\w+ ){0,2}\Z")


def _gap(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1])


def _told(source: str, target: str, people: Sequence[Person]) -> Iterator[_Told]:
    places = {p: at for p in people if (at := _at(p, target))}
    for person, name in places.items():
        title = person.title.rstrip()
        held = [(part, o) for part in re.split("[兼、]", title) if (o := _office(part))]
        at = _beside(source, person, title)
        if not held or at is None:
            continue
        others = [at for other, at in places.items() if other.chinese != person.chinese]
        low = max([name[0] - REACH, 0, *(end for _, end in others if end <= name[0])])
        if target[low : low + 1] == "," and any(end == low for _, end in others):
            # Behind a name and a comma stands what that name is: Li Ming, secretary of the Party committee, and Wang Qiang.
            low = max([m.end() for m in _BETWEEN.finditer(target, low, name[0])], default=low)
        high = min([name[1] + REACH, len(target), *(start for start, _ in others if start >= name[1])])
        if high in (start for start, _ in others) and _AND.match(target, name[1]):
            high = name[1]  # Wang Qiang and Party secretary Li Ming
        for part, office in held:
            before = part[: -len(office.post)] or ("" if part != held[0][0] else source[max(0, at[0] - 3) : at[0]])
            last = re.split("[、兼，和及]", before)[-1]
            deputy = any(mark in last[-3:] for mark in _DEPUTY_CHINESE)
            yield _Told(person, office, deputy, at, name, (low, high), first=not title.endswith(part))


def _office(title: str) -> Office | None:
    return next((office for office in offices() if title.endswith(office.post)), None)


_BETWEEN = re.compile(r",?\s+and\s+|[,;]\s+")
"""Between two people of a list."""
_AND = re.compile(r",?\s+and\b|;")

_TAKES = re.compile(r"[^，。；]{0,10}?(?:任|为|担任|出任)")
"""Behind a name, before the post that its holder takes: 周敏任市水务局副局长."""


def _beside(source: str, person: Person, title: str) -> Span | None:
    """Where the title stands: right before the name, or behind it as what the person is made; None where neither."""
    if source[: person.start].endswith(title):
        return person.start - len(title), person.start
    at = source.find(title, person.end, person.end + len(title) + 14) if title else -1
    return (at, at + len(title)) if at >= 0 and _TAKES.fullmatch(source, person.end, at) else None


def run_together(name: str) -> str:
    """A pattern for a name in pinyin, wherever a translation has a blank, a hyphen or an apostrophe in it."""
    return r"[\s'’-]?".join(re.escape(c) for c in name if c.isalnum())


def _at(person: Person, target: str) -> Span | None:
    if person.kind is not NameKind.CHINESE:
        return find_foreign(target, person.chinese)
    m = re.search(rf"(?<!\w){run_together(person.english)}(?!\w)", target, re.IGNORECASE)
    return m.span() if m else None


OTHERS = ("mayor", "governor", "chairman", "manager", "professor", "ambassador")
"""Posts that are said in the place of others, for benchmarks."""


def told_posts(source: str, target: str, people: Sequence[Person]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Where the target has the right post of a person, and posts that would be wrong: for benchmarks."""
    for told in _told(source, target, people):
        words = [m for m in OFFICE.finditer(target, *told.window) if told.office.accepted.search(m[0])]
        if words:
            _, span = min((_gap(m.span(), told.name), m.span()) for m in words)
            yield span, tuple(word for word in OTHERS if not told.office.accepted.search(word))
