"""The one list of posts: every row's example is read as the row says, and every counter-example is not."""

from __future__ import annotations

import re

import pytest

from facts.names import people
from facts.places.bodies import body_at
from facts.posts import alternation, post_before, words
from facts.tables import rows

ROWS = list(rows("glossary/lists/posts.tsv"))


@pytest.mark.parametrize(("post", "uses", "example", "counter"), ROWS)
def test_rows(post: str, uses: str, example: str, counter: str) -> None:
    found = uses.split()
    assert found and set(found) <= {"name", "organ", "guest", "rank"}
    if "name" in found:
        assert post_before(example, len(post)) == post
        assert [person.start for person in people(example)] == [len(post)]
    if "organ" in found:
        assert body_at(f"教育局{post}", 0, "Longyou", "县") is None
    if counter:
        assert people(counter) == ()


def test_each_word_has_one_row_and_each_use_has_words() -> None:
    assert len({row[0] for row in ROWS}) == len(ROWS)
    assert all(words(use) for use in ("name", "organ", "guest", "rank"))


def test_the_longest_post_is_taken() -> None:
    assert re.match(alternation("guest"), "总工程师王军")[0] == "总工程师"  # type: ignore[index]
    assert post_before("县委副书记王军", 5) == "县委副书记"
    assert post_before("王军出席", 2) == ""
