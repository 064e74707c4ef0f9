"""The tables of places and bodies: the example of every row is read as the row says."""

from __future__ import annotations

import pytest

from facts.glossary import Glossary
from facts.places import find_places, unit_english
from facts.places.spelling import readings
from facts.tables import rows
from facts.titles import title_english


def found(text: str) -> dict[str, str]:
    return {match.term.source: match.term.target for match in find_places(text, Glossary.builtin())}


@pytest.mark.parametrize(("kind", "chinese", "english", "example", "rendering"), list(rows("places/data/bodies.tsv")))
def test_bodies(kind: str, chinese: str, english: str, example: str, rendering: str) -> None:
    assert (chinese in example and english in rendering) or kind == "holder"
    if kind in ("mass", "holder"):
        assert title_english(example, Glossary.builtin()) == rendering
    else:
        assert found(example) == {example: rendering}


@pytest.mark.parametrize(("which", "word", "example"), list(rows("places/data/words.tsv")))
def test_words(which: str, word: str, example: str) -> None:
    assert word in example and which in ("before", "generic", "japan", "vague")
    assert bool(found(example)) is (which == "before")


@pytest.mark.parametrize("example", [row[-1] for row in rows("places/data/units.tsv") if row[-1]])
def test_units_that_are_parts_of_other_words(example: str) -> None:
    assert not found(example)


def test_divisions_are_found_at_the_beginning_of_a_clause() -> None:
    names = [row[0] for row in rows("places/data/divisions.tsv")]
    assert len(set(names)) == len(names)
    assert [name for name in names if name not in found(f"{name}发布公告。")] == []


@pytest.mark.parametrize(("people", "english", "example", "rendering"), list(rows("places/data/peoples.tsv")))
def test_peoples(people: str, english: str, example: str, rendering: str) -> None:
    assert example.startswith(people) and english in rendering
    assert unit_english(example) == rendering


def test_readings_are_latin_letters() -> None:
    assert all(name and spelling.isascii() for name, spelling in readings().items())
