"""Names that stand in the place of another one: another president's, another port's.

English may leave a foreign name out, say "the president", or spell it in many ways, so that its absence proves nothing. A name that
nothing in the source is called like, right behind the person's post or before the place's last word, does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from facts.glossary.glossary import Match
from facts.names import NameKind, Person, find_foreign
from facts.names.foreign import ALIKE, LIKE_TOGETHER, WORD, find_part
from facts.names.sounds import letters
from facts.names.spelled import parts, split
from translate.check.report import Finding, Reason, Severity

_POSTS = (
    "President|Prime Minister|Premier|Chancellor|King|Queen|Emir|Sultan|Foreign Minister|Defense Minister|Finance Minister"
    "|Ambassador|Secretary-General|Vice President|Speaker|Chief Executive"
)
_CALLED = re.compile(rf"\b(?:{_POSTS}),? (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,3}})")
_TITLES = re.compile("总统|总理|行政长官|特首|首相|国王|女王|大臣|外长|部长|大使|秘书长|议长|主席|埃米尔|苏丹")

PARTICLES = frozenset({"bin", "ben", "ibn", "al", "el", "de", "da", "von", "van", "der", "bint"})
"""Words of names that too many names have."""

HEADS = frozenset(
    {"port", "airport", "bridge", "dam", "canal", "strait", "university", "railway", "refinery", "reservoir", "island"}
)
"""Last words of names of places that the translation keeps, whatever it calls the place."""

_BEHIND = {
    "港": "Port",
    "机场": "Airport",
    "国际机场": "Airport",
    "大桥": "Bridge",
    "运河": "Canal",
    "海峡": "Strait",
    "大学": "University",
}
"""What Chinese says behind the name of a city, and English with it."""

ABROAD = frozenset({"foreign_city", "foreign_place", "foreign_body"})


def stranger_findings(
    source: str, target: str, people: Sequence[Person], terms: Sequence[Match], missing: Sequence[Match]
) -> list[Finding]:
    """An error for each foreign person with a post, and each of the `missing` terms, that the target calls by a name that is nobody's."""
    said = [*(p.english for p in people), *(f"{m.term.target} {m.term.note}" for m in terms)]
    known = _words(said)
    return [*_people(target, people, known), *_places(source, target, missing, known)]


def _people(target: str, people: Sequence[Person], known: frozenset[str]) -> list[Finding]:
    found = []
    for person in people:
        if person.kind is NameKind.CHINESE or not _TITLES.search(person.title) or _named(person, target):
            continue
        for m in _CALLED.finditer(target):
            words = list(WORD.finditer(m["name"]))
            mine = not person.english and any(find_part(part, words, LIKE_TOGETHER) for part in parts(person.chinese))
            said = {letters(w[0]) for w in words} - PARTICLES
            if not mine and not person.english and said and min(said)[:1] == letters(_read(person.chinese))[:1]:
                continue  # 沙伦赛 may be Saleumxay: too far to be sure, too near to be another's
            own = {letters(w) for w in WORD.findall(person.english)} - PARTICLES
            another = len(own) > 1 and len(said) > 1 and said & own and own - said and not said - own <= known
            if not mine and (another or not said & known):
                reason = Reason.NAME_OTHER if person.english else Reason.NAME_PART
                values = {"fact": person.chinese, "found": m["name"]} | (
                    {"expected": person.english} if person.english else {}
                )
                found.append(Finding.of(reason, Severity.ERROR, (person.start, person.end), m.span("name"), **values))
                break
    return found


def _read(chinese: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(chinese[:1]))


def _named(person: Person, target: str) -> bool:
    """Whether the target has the name; one that everybody knows has one spelling, whatever sounds like it (桑切斯 is not Sanders)."""
    at = find_foreign(target, person.chinese)
    listed = person.kind is NameKind.KNOWN or not any(split(part) for part in parts(person.chinese))
    if at is None or not person.english or not listed:
        return at is not None
    mine = [w for word in WORD.findall(person.english) if (w := letters(word)) not in PARTICLES]
    said = [letters(word) for word in WORD.findall(target[slice(*at)])]
    return any(SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE for a in mine for b in said)


def _places(source: str, target: str, missing: Sequence[Match], known: frozenset[str]) -> list[Finding]:
    """Those where the target has another name with the same last word: 钱凯港 as "Money Kai Port"."""
    found = []
    for match in missing:
        *name, head = match.term.target.split(" ")
        if head.lower() not in HEADS:
            behind = max((word for word in _BEHIND if source.startswith(word, match.end)), key=len, default="")
            name, head = [*name, head], _BEHIND.get(behind, "")
        if match.term.kind not in ABROAD or not name or not head:
            continue
        for m in re.finditer(rf"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}}) {re.escape(head)}\b", target):
            words = [letters(w) for w in WORD.findall(re.sub(r"[’']s\b", "", m["name"]))]
            if words and words[-1] not in known | {"the"} and not set(words) & _words(name):
                found.append(
                    Finding.of(
                        Reason.NAME_OTHER, Severity.ERROR, (match.start, match.end), m.span(),
                        fact=match.term.source, found=m[0], expected=match.term.target,
                    )
                )  # fmt: skip
                break
    return found


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(letters(word) for text in texts for word in WORD.findall(text))
