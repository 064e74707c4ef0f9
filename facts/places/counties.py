"""Counties and cities of China that are named without their unit (荣成, 峨边, 重庆铜梁).

A name is one that the dictionary has with its unit (荣成市), and that is no everyday word. It must stand behind another place; or,
where the dictionary has it alone as well, at the beginning of a clause or behind a preposition; and begin or end no longer word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from facts import lexicon
from facts.glossary.glossary import Glossary, Match, Term
from facts.places.evidence import GENERIC, is_boundary, words
from facts.places.spelling import KINDS, readings, spelling

PLACES = "rule:places"
"""Origin of the terms."""

UNITS = "市县区旗"

VAGUE = words("vague")
"""Names of counties that are words for regions and other things as well."""

_NOT_BEFORE = tuple("市县区旗镇乡村路街道山江河湖寺桥港站长州省大中小")
"""What stands behind a name that is part of another one (荣成大道)."""


@cache
def names() -> dict[str, bool]:
    """Names of two or three characters that the dictionary has with a unit, and whether it has them alone, and not often."""
    known = lexicon.lexicon()
    bare = (place[:-1] for place in known.places if len(place) in (3, 4) and place[-1] in UNITS)
    return {
        name: name in known.places and name not in known.common
        for name in bare
        if name not in GENERIC
        and name[-1] not in f"{UNITS}镇乡村东西南北"
        and (name in known.places or name not in known.words)
        and name not in VAGUE
    }


@cache
def _firsts() -> frozenset[str]:
    return frozenset(name[0] for name in names())


@cache
def _cities() -> dict[str, Term]:
    """Cities whose names without 市 are words (大同, 安康), and so are in no list alone."""
    glossary = Glossary.builtin()
    listed = (term for term in glossary if term.origin == "builtin:places" and term.kind == "city")
    return {
        term.source[:-1]: term
        for term in listed
        if term.source.endswith("市") and glossary.get(term.source[:-1]) is None
    }


def bare_cities(text: str, glossary: Glossary, found: Sequence[Match]) -> Iterator[Match]:
    """Such cities without 市: behind their own province (山西大同), or before a county or district that has a list (大同平城区)."""
    before = {match.end: match.term for match in found if match.term.kind == "province"}
    places = lexicon.lexicon().places
    for name, term in _cities().items():
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            province = before.get(at)
            inside = any(
                text[end : end + size] in places and text[end + size - 1] in UNITS
                for size in (3, 4)
                if end + size <= len(text)
            )
            behind = province is not None and re.match(
                rf"{re.escape(re.sub(r' (?:Province|Zhuang|Hui|Uygur).*', '', province.target))}\b", term.note
            )
            if (
                (behind or (inside and is_boundary(text, at)))
                and text[end : end + 1] != "市"
                and glossary.get(name) is None
            ):
                yield Match(Term(name, term.target, "", "city", False, PLACES, True), at, end)
            at = text.find(name, end)


def bare_counties(text: str, glossary: Glossary, found: Sequence[Match]) -> Iterator[Match]:
    """Such names in a text. found: the glossary's matches, behind whose Chinese places one may stand."""
    ends = {match.end for match in found if match.term.kind in KINDS}
    known, firsts = names(), _firsts()
    for start in range(len(text) - 1):
        if text[start] not in firsts:
            continue
        for size in (3, 2):
            name, end = text[start : start + size], start + size
            if name not in known or len(name) < size or glossary.get(name) is not None:
                continue
            if not (start in ends or (known[name] and is_boundary(text, start))) or text.startswith(_NOT_BEFORE, end):
                continue
            if lexicon.inside_word(text, start, end, name=True) or text[end - 1 : end + 1] in lexicon.lexicon().common:
                continue
            english, also = spelling(name, "县", glossary)
            if english:
                note = f"also: {', '.join(also)}" if also else ""
                yield Match(
                    Term(name, english, note, "county", False, PLACES, start in ends or name in readings()), start, end
                )
            break
