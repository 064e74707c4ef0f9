"""Places by the shape of their names (沙县高砂镇端溪村), and the bodies of a place, where the text itself has evidence for them.

No list has every town and village of China, and a model that does not know a name invents one. A name is taken where a dictionary
has it, where it stands in a chain of units from large to small, or where a boundary (punctuation, a preposition) stands before it and
nothing speaks against it; never where the characters are common words (贫困县, 老城区). Spelling: facts/places/spelling.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from facts import lexicon
from facts.glossary.glossary import ABROAD, Glossary, Match, Term
from facts.names.sounds import SOUNDS
from facts.places.bodies import body_at, post_follows
from facts.places.counties import PLACES, bare_cities, bare_counties
from facts.places.countries import bodies_said_short, sides
from facts.places.evidence import GENERIC, NOTHING, evidence, follows_never, transliterated, words
from facts.places.institutions import sites
from facts.places.rows import names_in_rows, rows_of_places
from facts.places.spelling import ETHNIC, KINDS, level, readings, spelling, unit_english
from jianbao import han

__all__ = ["find_places", "find_terms", "place_chain"]


BODIES = "rule:bodies"
"""Origin of the terms of bodies; that of places is `counties.PLACES`."""

_UNIT = re.compile(rf"{ETHNIC}|新区|街道|社区|[省市州区县旗镇乡村]")

MAX_NAME = 5
"""Characters of a name without its unit."""

_FRONTIER = frozenset({"西藏", "西藏自治区", "新疆", "新疆维吾尔自治区", "内蒙古", "内蒙古自治区"})
"""Regions whose places are mostly not called by the pinyin of their Chinese names."""

_ABROAD = ABROAD | {"intl_org"}

_WORLDLY = re.compile("欧洲|中欧|非洲|美洲|海外|境外|国外|外国|进口|出口|外贸|跨国|一带一路|国际航线")

_JAPAN = words("japan")
"""Prefectures of Japan, which Chinese calls counties."""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place that ends at ``end`` of a text: its English without and with the unit, and the unit.

    温江区: Wenjiang, Wenjiang District, 区.
    """

    english: str
    whole: str
    unit: str
    end: int


@dataclass(frozen=True, slots=True)
class _Place:
    """A name at [start, middle), its unit at [middle, end). firm: enough evidence to warn by; listed: the glossary has it;
    sure: a dictionary has it or a larger unit stands before it."""

    start: int
    middle: int
    end: int
    unit: str
    english: str
    also: tuple[str, ...] = ()
    firm: bool = True
    listed: bool = False
    sure: bool = True


def find_places(text: str, glossary: Glossary) -> tuple[Match, ...]:
    """Places and bodies of a whole document that its glossary lacks, in order and without overlap.

    Origin "rule:places" or "rule:bodies"; ``firm`` where the evidence is good enough to miss them in a translation. A match of
    the built-in lists gives way to a longer one of these; a user's term never does.
    """
    return tuple(match for match in find_terms(text, glossary) if match.term.origin in (PLACES, BODIES))


def find_terms(text: str, glossary: Glossary) -> tuple[Match, ...]:
    """`Glossary.find` and the places and bodies that it lacks, in order and without overlap."""
    found = _likely(text, bodies_said_short(text, glossary.find(text), glossary))
    cities = list(bare_cities(text, glossary, found))
    places = _places(text, glossary, [*found, *cities])
    counties = list(bare_counties(text, glossary, [*found, *cities]))
    rows = rows_of_places(text, glossary)
    ours = [*cities, *rows, *_matches(text, places), *_bare(text, places, glossary), *counties, *sides(text)]
    known = [*found, *ours]
    return _merged(text, found, [*ours, *sites(text, glossary, known)])


def _likely(text: str, found: Sequence[Match]) -> tuple[Match, ...]:
    """Without small places abroad where nothing else of the text is abroad: 扎布热 is a pasture, and no Zabrze."""
    abroad = any(m.term.kind in _ABROAD and m.term.origin != "builtin:world" for m in found) or _WORLDLY.search(text)
    return tuple(m for m in found if abroad or m.term.origin != "builtin:world" or m.term.kind != "foreign_city")


def place_chain(text: str, glossary: Glossary) -> tuple[PlaceName, ...]:
    """The places that ``text`` begins with, from large to small, without a gap (四川省 成都市 温江区); only sure ones."""
    chain: list[PlaceName] = []
    at = 0
    for place in sorted(_places(text, glossary, glossary.find(text)), key=lambda p: (p.start, -p.end)):
        if (
            place.start == at
            and place.firm
            and (place.listed or place.sure)
            and (not chain or level(place.unit) < level(chain[-1].unit))
        ):
            term = glossary.get(text[place.start : place.end]) or _term(text[place.start : place.end], place)
            chain.append(PlaceName(place.english, term.target, place.unit, place.end))
            at = place.end
    return tuple(chain)


def _merged(text: str, found: Sequence[Match], ours: Iterable[Match]) -> tuple[Match, ...]:
    def rank(match: Match) -> tuple[bool, int, bool, bool, int]:
        origin = match.term.origin
        mine = not origin.startswith(("builtin:", "rule:"))
        word = origin in ("builtin:terms", "builtin:titles") and not match.term.firm
        return (not mine, match.start - match.end, word, origin.startswith("rule:"), match.start)

    taken = bytearray(len(text))
    kept = []
    for match in sorted((*found, *ours), key=rank):
        if not any(taken[match.start : match.end]):
            taken[match.start : match.end] = b"\1" * (match.end - match.start)
            kept.append(match)
    return tuple(sorted(kept, key=lambda match: match.start))


def _places(text: str, glossary: Glossary, found: Sequence[Match]) -> list[_Place]:
    """All places with their units, those of the glossary as well, which are the heads of chains."""
    listed = {m.end: m for m in found if m.term.kind in KINDS and len(m.term.source) > 1}
    heads = {end: KINDS[m.term.kind] for end, m in listed.items()}
    abroad = [m for m in found if m.term.kind in ("country", "foreign_city", "us_state") and m.term.source != "中国"]
    out: list[_Place] = []
    in_rows = names_in_rows(text)
    for m in _UNIT.finditer(text):
        place = (
            _listed(listed[m.end()], m[0], glossary)
            if m.end() in listed
            else _place(text, m.start(), m.end(), glossary, heads)
        )
        if (place is None or not place.firm) and m.start() in in_rows:
            place = _of_row(text, in_rows[m.start()], m, glossary) or place
        if place is None:
            continue
        if not place.listed and _foreign(text, place, abroad, heads):
            continue
        out.append(place)
        heads[place.end] = level(place.unit)
    marks = [at for at, c in enumerate(text) if c in "。！？\n"]
    far = {bisect_left(marks, m.start) for m in abroad}
    chinese = bool(listed) or any(place.sure for place in out)
    out = [
        place if place.sure or (chinese and bisect_left(marks, place.start) not in far) else replace(place, firm=False)
        for place in out
    ]
    frontier = [(m.start, m.term.source in _FRONTIER) for m in found if m.term.kind == "province"]
    out = [_doubted(place, frontier) for place in out]
    return _repeated(text, out)


def _listed(match: Match, unit: str, glossary: Glossary) -> _Place | None:
    """A place that the glossary has with its unit."""
    source = match.term.source
    if source.endswith("自治区"):
        unit = "自治区"
    if source.endswith("地区") and match.term.kind == "prefecture":
        unit = "地区"
    if len(source) <= len(unit):
        return None
    middle = match.end - len(unit)
    english, also = spelling(source[: -len(unit)], unit, glossary)
    if "族自治" in source:
        return None
    return _Place(match.start, middle, match.end, unit, english, also, True, True) if english else None


def _place(text: str, middle: int, end: int, glossary: Glossary, heads: dict[int, int]) -> _Place | None:
    unit = text[middle:end]
    after = text[end : end + 1]
    if after and after in follows_never(unit):
        return None
    if (
        after
        and after in "乡镇市区县街社"
        and after != unit
        and _UNIT.match(text, end)
        and not text.startswith("乡村", end)
    ):
        return None
    run = re.search(rf"[{han.CLASS}]*$", text[max(0, middle - MAX_NAME - 1) : middle])
    longest = min(len(run[0]) if run else 0, MAX_NAME)
    start, best = middle, NOTHING
    for length in range(longest, 0, -1):
        found = evidence(text, middle - length, middle, unit, glossary, heads)
        if found.strength > best.strength:
            start, best = middle - length, found
    if not best.strength:
        return None
    english, also = spelling(text[start:middle], unit, glossary)
    return (
        _Place(start, middle, end, unit, english, also, best.firm, best.listed, best.strength > 1) if english else None
    )


def _of_row(text: str, start: int, unit: re.Match[str], glossary: Glossary) -> _Place | None:
    english, also = spelling(text[start : unit.start()], unit[0], glossary)
    return _Place(start, unit.start(), unit.end(), unit[0], english, also) if english else None


def _foreign(text: str, place: _Place, abroad: Sequence[Match], heads: dict[int, int]) -> bool:
    """Whether a place is in another country: transliterated, or behind a country in its clause."""
    name = text[place.start : place.middle]
    if any(text[max(0, place.start - more) : place.middle] in _JAPAN for more in (0, 1)):
        return True
    clause = max((text.rfind(mark, 0, place.start) for mark in "，。；！？\n"), default=-1)
    if any(clause < m.start and m.end <= place.start for m in abroad) and place.start not in heads:
        return True
    if place.start in heads or name in readings():
        return False
    sounds = sum(character in SOUNDS for character in name)
    return sounds >= max(2, len(name) - 1) or (not place.sure and transliterated(name))


def _doubted(place: _Place, frontier: Sequence[tuple[int, bool]]) -> _Place:
    """Not firm where the province last named has names of another language."""
    if not frontier or place.listed or place.also:
        return place
    last = max(0, bisect_left(frontier, (place.start + 1, False)) - 1)
    if frontier[last][1]:
        return replace(place, firm=place.firm and place.english in _settled())
    return place


@cache
def _settled() -> frozenset[str]:
    return frozenset(readings().values())


def _repeated(text: str, places: Sequence[_Place]) -> list[_Place]:
    """With every other mention of the same names; two mentions make one firm that only a boundary speaks for."""
    out = {place.start: place for place in places}
    ends = {place.end for place in places}
    best: dict[str, _Place] = {}
    for place in places:
        full = text[place.start : place.end]
        if full not in best or place.firm:
            best[full] = place
    for full, place in best.items():
        if len(full) < 3:
            continue
        at = text.find(full)
        while at >= 0:
            end = at + len(full)
            if end not in ends and text[end : end + 1] not in tuple(follows_never(place.unit)):
                out[at] = replace(place, start=at, middle=end - len(place.unit), end=end)
                ends.add(end)
            at = text.find(full, end)
    for at, place in list(out.items()):
        shorter = next(
            (
                f
                for n in (3, 4, 5)
                if (f := best.get(text[place.end - n : place.end])) and f.firm and n < place.end - at
            ),
            None,
        )
        if shorter is not None and not place.firm:  # 来高砂镇 where the document has 高砂镇
            del out[at]
            at = place.end - (shorter.end - shorter.start)
            out[at] = place = replace(shorter, start=at, middle=place.middle, end=place.end)
        firm = best.get(text[place.start : place.end])
        if firm is not None and firm.firm and not place.firm:
            out[at] = replace(place, firm=True)
    return [out[at] for at in sorted(out)]


def _matches(text: str, places: Sequence[_Place]) -> Iterable[Match]:
    ends = {place.end: place for place in places}
    for place in places:
        if post_follows(text, place.end, place.unit):
            if place.middle - place.start > 1:
                term = Term(
                    text[place.start : place.middle], place.english, kind="county", origin=PLACES, firm=place.firm
                )
                yield Match(term, place.start, place.middle)
            continue
        body = body_at(text, place.end, place.english, place.unit)
        if body is not None:
            english, start = body.english, place.start
            parent = ends.get(start) if body.english.startswith("CPC") else None
            if text[max(0, start - 2) : start] == "中共":
                start -= 2
            elif parent is not None and text[max(0, parent.start - 2) : parent.start] == "中共":
                start, english = parent.start - 2, f"{english} of {parent.english}"
            others = (*place.also, *([place.english.removesuffix("xian")] if place.middle - place.start == 1 else []))
            note = f"in {' or '.join((place.english, *others))}"
            yield Match(Term(text[start : body.end], english, note, "body", False, BODIES, place.firm), start, body.end)
        elif not place.listed:
            yield Match(_term(text[place.start : place.end], place), place.start, place.end)


def _term(source: str, place: _Place) -> Term:
    english = place.english
    others = list(place.also)
    if place.middle - place.start == 1 and place.unit == "县":
        others.append(f"{english.removesuffix('xian')} County")
    target = english if place.unit == "市" else f"{english} {unit_english(place.unit)}"
    return Term(source, target, f"also: {', '.join(others)}" if others else "", "county", False, PLACES, place.firm)


def _bare(text: str, places: Sequence[_Place], glossary: Glossary) -> Iterable[Match]:
    """Mentions without the unit of places that the document calls by it as well."""
    units = {text[p.start : p.middle]: p for p in places if p.middle - p.start > 1 and level(p.unit) > 1 and p.firm}
    for name, place in units.items():
        if name in lexicon.lexicon().words or glossary.get(name) is not None or name in GENERIC:
            continue
        note = f"also: {', '.join(place.also)}" if place.also else ""
        term = Term(name, place.english, note, "county", False, PLACES, place.firm)
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not lexicon.inside_word(text, at, end, name=True):
                yield Match(term, at, end)
            at = text.find(name, end)
