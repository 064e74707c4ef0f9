"""Places in a row: with one unit at the end (平口、南岭、下河3个县, 石桥、马家、柳林三镇, 岑溪、藤县、苍梧三县市), or each with its own
(郝家桥村、贺一村).

A number says how many there are, so that as many names before it need no other evidence; names with their units speak for each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from facts import lexicon
from facts.glossary.glossary import Glossary, Match, Term
from facts.places.evidence import GENERIC, can_be_name, first_of_name, follows_never, is_boundary, may_be_name
from facts.places.spelling import spelling
from facts.quantities.numerals import han_value
from jianbao import han

ROWS = "rule:rows"
"""Origin of the terms."""

_UNITS = "街道|新区|[市县区旗镇乡村地]"
_NAME = rf"[{han.CLASS}]{{1,5}}"
_ROW = re.compile(
    rf"(?P<first>{_NAME})(?P<more>(?:、{_NAME}?)*)(?:、|和|与|及|以及)(?P<last>{_NAME}?)"
    rf"(?:这|等)?(?P<number>[两二三四五六七八九十]|\d{{1,2}})个?(?P<unit>(?:{_UNITS})(?:[（(]?、?(?:{_UNITS}))*)(?![长委政府企校区办部])"
)
_WITH_UNITS = re.compile(rf"[{han.CLASS}]{{2,12}}(?P<unit>村|镇|乡|街道)(?:、[{han.CLASS}]{{2,5}}(?P=unit))+")
_ALONE = 3
"""Characters of a name that begins a row, where no character before it can be none of its own."""
_OPEN = frozenset("造成导致组织包括涉及覆盖选择确定决定同意批准将由自")
"""Last characters of words that stand before a row and are no part of its first name."""


def rows_of_places(text: str, glossary: Glossary) -> Iterator[Match]:
    """The names of such rows that no list has. glossary: what it has keeps its own rendering."""
    for row in _ROW.finditer(text):
        number = row["number"]
        wanted = int(number) if number.isdigit() else 2 if number == "两" else int(han_value(number) or 0)
        spans = list(_spans(text, row.start("first"), row.end("last")))
        if (
            len(spans) != wanted
            or wanted < 2
            or text[row.end() : row.end() + 1] in tuple(follows_never(row["unit"][-1]))
        ):
            continue
        first = _first(text, spans[0], [end - start for start, end in spans[1:]])
        if first is None:
            continue
        names = [text[start:end] for start, end in (first, *spans[1:])]
        words, places = lexicon.lexicon().words, lexicon.lexicon().places
        if len(names) == 2 and any(name in words and name not in places for name in names):
            continue
        if 2 * sum(name in lexicon.lexicon().verbs and name not in places for name in names) >= len(names):
            continue
        unit = re.findall(_UNITS, row["unit"])[0]
        if unit == "地" and not any(name in places or glossary.get(name) for name in names):
            continue
        unit = "县" if unit == "地" else unit
        for start, end in (first, *spans[1:]):
            name = text[start:end]
            if name[-1] in "市县区旗镇乡村" and (len(name) > 2 or name in places):
                continue  # it has its unit, and is found by it
            english = spelling(name, unit, glossary)[0] if 1 < end - start < 5 else ""
            if english and glossary.get(name) is None and name not in GENERIC:
                yield Match(Term(name, english, "", "county", False, ROWS, True), start, end)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for mark in re.finditer("、|以及|[和与及]", text[start:end]):
        if at < start + mark.start():
            yield at, start + mark.start()
        at = start + mark.end()
    yield at, end


def _first(text: str, span: tuple[int, int], others: list[int]) -> tuple[int, int] | None:
    """The first name of a row: what stands before it may be no part of it."""
    start, end = span
    for size in dict.fromkeys((*sorted(set(others)), 2, 3)):
        at = end - size
        if at < start or not 1 < size < 5:
            continue
        before = text[max(0, at - 2) : at]
        if at == 0 or is_boundary(text, at) or before in lexicon.lexicon().words or before[-1:] in _OPEN:
            return at, end
    return None


def names_in_rows(text: str) -> dict[int, int]:
    """Where small places begin that stand in a row (郝家桥村、赵家坬村、贺一村), by where their names end.

    Two that may be names speak for the others, since a row of words has none (示范村、文明村).
    """
    found: dict[int, int] = {}
    for row in _WITH_UNITS.finditer(text):
        items, at = [], row.start()
        for item in row[0].split("、"):
            middle = at + len(item) - len(row["unit"])
            items.append((at + first_of_name(text[at:middle]) if at == row.start() else at, middle))
            at += len(item) + 1
        if items[0][0] == row.start() and items[0][1] - row.start() > _ALONE:
            del items[0]  # nothing says where it begins: 覆盖柳林镇
        names = [text[start:middle] for start, middle in items]
        if sum(may_be_name(name, row["unit"]) for name in names) >= 2:
            found |= {middle: start for (start, middle), name in zip(items, names, strict=True) if can_be_name(name)}
    return found
