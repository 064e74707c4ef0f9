"""Who did it to whom, and from where to where: 甲战胜乙 as "Yi beat Jia", 由甲开往乙 as "from Yi to Jia".

Verbs stand in `sides.tsv`, one a row: the Chinese between the two, the English verb in the active, an example, and English that tells
it the wrong and the right way round. Only names that both sides have once are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from facts.glossary.glossary import Match
from facts.glossary.renderings import demonyms
from facts.names import NameKind, Person
from jianbao.tables import rows
from translate.check.names.posts import run_together
from translate.check.report import Finding, Reason, Severity, Span

FAR = 24
"""Characters between a name and the verb that it does, at most."""

NEAR = 6
"""Characters between the verb and the name that it is done to, at most."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One rule. chinese: the verb between the two names. english: the verb of the doer, who stands before it. For tests: the rest."""

    chinese: re.Pattern[str]
    english: re.Pattern[str]
    example: str
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    place: Span


@cache
def deeds() -> tuple[Deed, ...]:
    """All rules, in the order of the file."""
    return tuple(
        Deed(
            re.compile(row["chinese"]), re.compile(rf"(?i)\b(?:{row['english']})\b"),
            row["example"], row["wrong"], row["right"],
        )
        for row in rows("translate.check.polarity", "sides")
    )  # fmt: skip


_PASSIVE = re.compile(
    r"(?i)\b(?:by|from|was|were|been|being|be|is|are|after|when|as|while|but|and|who|which|that|whose|against)\b|;"
)
_ENDS = re.compile(r"[。；！？]")
_TURNED = re.compile("[被遭受由向与和同跟对给]")


def side_findings(source: str, target: str, people: Sequence[Person], terms: Sequence[Match]) -> list[Finding]:
    """Chinese to English: an error for two who have changed places around what the one does to the other, or two ends of a way."""
    named = sorted(_named(source, target, people, terms), key=lambda n: n.start)
    if len(named) < 2:
        return []
    return [*_deeds(source, target, named), *_ways(source, target, named)][:1]


def _deeds(source: str, target: str, named: Sequence[_Named]) -> Iterator[Finding]:
    for deed in deeds():
        for verb in deed.chinese.finditer(source):
            one = next((n for n in reversed(named) if n.end <= verb.start()), None)
            other = next((n for n in named if n.start >= verb.end()), None)
            if one is None or other is None or verb.start() - one.end > FAR or other.start - verb.end() > NEAR:
                continue
            before = source[one.end : verb.start()]
            if _ENDS.search(before) or _TURNED.search(before) or _TURNED.search(source[max(0, one.start - 1)]):
                continue
            between = target[other.place[1] : one.place[0]]
            told = deed.english.search(between)
            rest = between[: told.start()] + between[told.end() :] if told else ""
            if told and not _PASSIVE.search(rest) and len(between) <= 100:
                span = (other.place[0], one.place[1])
                yield _finding(source, target, (one.start, other.end), span)


_WAY = re.compile(r"[由从自]")
_GOES = re.compile(
    r"(?:[^，。；、]{0,8}?(?:始发|出发|启程|起飞|开出|驶出|驶离|发车|发出)[，、]?)?[^，。；、]{0,5}?"
    r"(?:开往|驶往|飞往|前往|发往|运往|通往|飞抵|抵达|到达|终到|直达|终点(?:站)?(?:为|是)|[至到])"
)


def _ways(source: str, target: str, named: Sequence[_Named]) -> Iterator[Finding]:
    for one, other in pairwise(named):
        before = source[max(0, one.start - 3) : one.start]
        if not _WAY.search(before) or not _GOES.fullmatch(source, one.end, other.start):
            continue
        between = target[other.place[1] : one.place[0]]
        starts = re.search(
            r"(?i)\b(?:from|left|leaving|leaves|departed|departing) (?:the )?(?:[A-Z][\w'’-]+,? )?\Z",
            target[: other.place[0]],
        )
        arrives = re.search(
            r"(?i)\b(?:to|for|at|in|reach\w*|arriv\w+) (?:the )?(?:[A-Z][\w'’-]+ )?\Z",
            target[other.place[0] : one.place[0]],
        )
        if starts and arrives and len(between) <= 100 and not re.search(r"[.;]", between):
            yield _finding(source, target, (one.start, other.end), (starts.start(), one.place[1]))


def _finding(source: str, target: str, here: Span, there: Span) -> Finding:
    values = {"fact": source[slice(*here)], "found": target[slice(*there)]}
    return Finding.of(Reason.POLARITY_SIDES, Severity.ERROR, here, there, **values)


_TAIL = re.compile(r" (?:Railway |International |North |South |East |West )?(?:Station|Airport|Port|City|Province)\Z")


def _named(source: str, target: str, people: Sequence[Person], terms: Sequence[Match]) -> Iterator[_Named]:
    """People and terms that the source has once, and where the target has them, where it has them once."""
    spans: list[tuple[int, int, tuple[str, ...]]] = [
        (p.start, p.end, (p.english,)) for p in people if p.english and p.kind is NameKind.CHINESE
    ]
    spans += [
        (p.start, p.end, (p.english.split(" ")[-1],)) for p in people if p.english and p.kind is not NameKind.CHINESE
    ]
    spans += [(m.start, m.end, _spellings(m.term.target)) for m in terms if m.term.target[:1].isupper()]
    for start, end, spellings in spans:
        if source.count(source[start:end]) > 1:
            continue
        for english in spellings:
            words = r"\s+".join(map(run_together, english.split()))
            found = list(re.finditer(rf"(?<!\w){words}(?!\w)", target))
            if len(found) == 1:
                yield _Named(start, end, found[0].span())
                break


def _spellings(english: str) -> tuple[str, ...]:
    """A name as it may stand: without its last word (Xiamen North), or as its people (Japanese, British)."""
    peoples = tuple(word for word in demonyms(english) if word[:1].isupper())
    bare = _TAIL.sub("", english)
    return tuple(dict.fromkeys((english, *peoples, bare)))
