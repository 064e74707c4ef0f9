"""Words for posts, callings and kinds of people: one list, facts/glossary/lists/posts.tsv, for all rooms.

Uses of a word: `name` stands right before or after a name; `organ` follows the name of a body and is no part of it (教育局局长);
`guest` makes somebody in a list of attendees; `rank` is counted as a sign of an official sentence.
"""

from __future__ import annotations

import re
from functools import cache

from facts.glossary.glossary import Glossary
from facts.tables import rows

LONGEST = 8
"""Characters of the longest post that is looked for beside a name."""


@cache
def words(use: str) -> tuple[str, ...]:
    """The words of one use, in the order of the list."""
    return tuple(word for word, uses, *_ in rows("glossary/lists/posts.tsv") if use in uses.split())


def alternation(use: str) -> str:
    """The words of one use as a part of a regular expression, the longest first."""
    return "|".join(map(re.escape, sorted(words(use), key=len, reverse=True)))


@cache
def beside_names() -> frozenset[str]:
    """The words of use `name`, and the titles of the glossary."""
    titles = {term.source for term in Glossary.builtin() if term.origin == "builtin:titles"}
    return frozenset(words("name")) | frozenset(title for title in titles if "、" not in title)


def post_before(text: str, end: int) -> str:
    """The longest post that ends at `end`, or ""."""
    for length in range(min(LONGEST, end), 0, -1):
        if text[end - length : end] in beside_names():
            return text[end - length : end]
    return ""


def post_at(text: str, start: int) -> str:
    """The longest post of up to six characters that begins at `start`, or ""."""
    for length in range(min(6, len(text) - start), 0, -1):
        if text[start : start + length] in beside_names():
            return text[start : start + length]
    return ""
