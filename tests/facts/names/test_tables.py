"""The tables of words around names: the example of every row does what the row says."""

from __future__ import annotations

import pytest

from facts.names import people, pinyin_name
from facts.names.neighbours import beside, word_at
from facts.tables import rows


@pytest.mark.parametrize(("word", "side", "example"), list(rows("names/data/neighbours.tsv")))
def test_neighbours(word: str, side: str, example: str) -> None:
    name = "周明远"
    assert example in (name + word, word + name)
    if side == "after":
        assert word_at(example, len(name), beside("after"), 4) == word
    else:
        assert example[: -len(name)] in beside("before")


@pytest.mark.parametrize(("word", "example"), list(rows("names/data/words.tsv")))
def test_words_that_are_no_names(word: str, example: str) -> None:
    assert word in example
    assert word not in {person.chinese for person in people(example)}


@pytest.mark.parametrize(("piece", "kind", "example"), list(rows("names/data/pieces.tsv")))
def test_pieces_that_are_no_chinese_given_names(piece: str, kind: str, example: str) -> None:
    assert kind in ("address", "other") and piece in example
    assert not any(piece in person.chinese for person in people(example))


@pytest.mark.parametrize(("character", "reading", "example", "spelling"), list(rows("names/data/readings.tsv")))
def test_readings_in_given_names(character: str, reading: str, example: str, spelling: str) -> None:
    assert character in example[1:] and reading in spelling.lower()
    assert pinyin_name(example) == spelling


@pytest.mark.parametrize(
    ("context", "bonus", "left", "right", "example", "name", "counter"), list(rows("names/data/contexts.tsv"))
)
def test_turns_of_phrase(
    context: str, bonus: str, left: str, right: str, example: str, name: str, counter: str
) -> None:
    assert context and left and right and float(bonus) > 0
    assert name in {person.chinese for person in people(example)}
    assert not people(counter)
