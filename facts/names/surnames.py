"""Chinese surnames: facts/names/data/surnames.tsv."""

from __future__ import annotations

import re
from functools import cache

from facts.names.sounds import letters
from facts.tables import rows


@cache
def _rows() -> tuple[list[str], ...]:
    return tuple(rows("names/data/surnames.tsv"))


@cache
def table() -> dict[str, tuple[str, str]]:
    """Surname to (spelling, class): "common", "surname", "compound"; "common_word" and "word" are everyday characters too."""
    return {row[0]: (row[1], row[2]) for row in _rows()}


@cache
def _others() -> dict[str, tuple[str, ...]]:
    return {
        row[0]: tuple(
            re.findall(r"[A-Z][a-zü]+", re.sub(r"\bnot [A-Z]\w+|Cantonese.*|[a-z ]+[A-Z]\w+ and.*", "", row[3]))
        )
        for row in _rows()
    }


def other_readings(name: str) -> tuple[str, ...]:
    """Spellings of the surname of ``name`` that some families use instead (莘 Shen: Xin)."""
    return _others().get(name[: surname_length(name)], ())


@cache
def romanized() -> frozenset[str]:
    """The spellings of all surnames, in small letters without marks."""
    return frozenset(letters(spelling) for spelling, _ in table().values())


def is_surname(character: str) -> bool:
    """Whether a character is a surname, and not more often a word (和, 于)."""
    return table().get(character, ("", ""))[1] in ("common", "surname")


def surname_length(name: str) -> int:
    """Characters of ``name`` that are the surname; 0 if it does not begin with one."""
    known = table()
    if len(name) > 2 and name[:2] in known:
        return 2
    return 1 if name[:1] in known else 0
