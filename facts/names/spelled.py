"""How names that are not Chinese are usually spelled, by the tables: of whole names, of pieces, and of parts (桑切斯 is Sanchez)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from facts.names.sounds import DOTS
from facts.tables import rows


@cache
def pieces() -> dict[str, tuple[tuple[str, ...], str]]:
    """Pieces of Uygur, Kazak, Tibetan, Mongolian and Yi names: spellings, the usual one first, and the language."""
    return {
        piece: (tuple(spellings.split("; ")), language) for piece, spellings, language in rows("names/data/others.tsv")
    }


@cache
def known() -> dict[str, str]:
    """People whom everybody knows and who are not spelled in pinyin."""
    return {chinese: english for chinese, english, kind, *_ in rows("names/data/people.tsv") if kind != "chinese"}


@cache
def abroad() -> dict[str, str]:
    """Given names and surnames of people abroad that have one usual spelling, of two characters and more.

    Written by hand, or counted in aligned sentences by `training.foreign_people`.
    """
    return {chinese: english for chinese, english, *_ in rows("names/data/abroad.tsv")}


def parts(name: str) -> list[str]:
    """The parts of a name with dots or hyphens."""
    return [part for part in re.split(rf"[{DOTS}\-－—]", name) if part]


@lru_cache(maxsize=2000)
def rendering(name: str) -> str:
    """The usual English of a name that is listed, or whose parts all are; else ""."""
    plain = re.sub(rf"[{DOTS}]", "·", name)
    whole = known().get(plain, "")
    if whole:
        return whole
    said = []
    for part in parts(name):
        found = split(part)
        if not found and part not in abroad():
            return ""
        apart = len(parts(name)) == 1 and any(pieces()[piece][1] == "tibetan" for piece in found)
        if not found:
            said.append(abroad()[part])
        else:
            said += [pieces()[piece][0][0] for piece in found] if apart else ["".join(_first(found))]
    return " ".join(said)


def _first(found: tuple[str, ...]) -> list[str]:
    spelled = [pieces()[piece][0][0] for piece in found]
    return [spelled[0], *(s.lower() for s in spelled[1:])]


def split(part: str) -> tuple[str, ...]:
    """A part as listed pieces, the fewest; () if it is none."""
    listed = pieces()
    if part in listed:
        return (part,)
    for size in range(len(part) - 1, 1, -1):
        if part[:size] in listed and (rest := split(part[size:])):
            return (part[:size], *rest)
    return ()
