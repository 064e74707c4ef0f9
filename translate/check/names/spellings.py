"""One foreign person under several names in one text: 爱泼斯坦 as Epstein, and as Einstein three sentences later.

Each spelling may sound right by itself, so that only the whole text tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from facts.names import NameKind, Person
from facts.names.foreign import LIKE, WORD, find_part
from facts.names.sounds import letters
from facts.names.spelled import parts
from translate.check.names.pinyin import foreign_runs
from translate.check.report import Finding, Reason, Severity, Span

LONG = 4
"""Characters from which two strings that begin alike are one name."""

SHORTEST = 3
"""Characters of a part of a name at least: two are as soon the sound of another word."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the source with its people and the spans of its terms, and its translation."""

    source: str
    target: str
    people: tuple[Person, ...] = ()
    taken: tuple[Span, ...] = ()


def spelling_findings(sentences: Sequence[Told]) -> dict[int, list[Finding]]:
    """A warning for each name whose spelling is another one than where it stood first, by the number of its sentence."""
    first: dict[str, tuple[int, str]] = {}
    found: dict[int, list[Finding]] = {}
    parts_of = [_parts(told) for told in sentences]
    every = {part for found_parts in parts_of for part, _ in found_parts}
    for number, (told, mine) in enumerate(zip(sentences, parts_of, strict=True)):
        words = [m for m in WORD.finditer(told.target) if m[0][:1].isupper()]
        for whole, span in mine:
            part = _shared(whole, every)
            at = find_part(part, words, LIKE)
            if at is None:
                continue
            said = _bare(told.target[slice(*at)])
            where, spelled = first.setdefault(part, (number, said))
            if letters(said) == letters(spelled) or _has(told, spelled) or _has(sentences[where], said):
                continue
            finding = Finding.of(
                Reason.NAME_SEVERAL, Severity.WARNING, span, at, fact=part, found=said, expected=spelled
            )
            found.setdefault(number, []).append(finding)
    return found


def _parts(told: Told) -> list[tuple[str, Span]]:
    """Parts of the foreign names of a sentence, listed or not, each once, with the span of the name."""
    names = [(p.chinese, (p.start, p.end)) for p in told.people if p.kind is not NameKind.CHINESE]
    names += foreign_runs(told.source, [*told.taken, *((p.start, p.end) for p in told.people)])
    return list({part: span for name, span in names for part in parts(name) if len(part) >= SHORTEST}.items())


def _shared(name: str, names: set[str]) -> str:
    """The beginning that a string shares with another one: what follows a name may look like a part of it (库兹涅佐娃打)."""
    common = max((_alike(name, other) for other in names if other != name), default=0)
    return name[:common] if common >= LONG else name


def _alike(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _has(told: Told, word: str) -> bool:
    """Whether a translation has a word: then both are in it, and one of them stands for something else."""
    return word in told.target
