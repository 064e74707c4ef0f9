"""The rules of condensing as data: tab-separated files, one rule a row, each with an example and a counter-example that the tests run."""

from __future__ import annotations

from functools import cache

from facts.posts import alternation
from jianbao import tables


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.tsv by the names of its columns. `{posts:rank}` stands for the posts of that use (facts/posts.py)."""
    ranks = alternation("rank")
    return tuple(
        {column: cell.replace("{posts:rank}", ranks) for column, cell in row.items()}
        for row in tables.rows(__name__, name)
    )
