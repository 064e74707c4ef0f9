"""The rules of condensing as data: tab-separated files, one rule a row, each with an example and a counter-example that the tests run."""

from __future__ import annotations

from functools import cache
from importlib import resources

from facts.posts import alternation


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.tsv by the names of its columns. `{posts:rank}` stands for the posts of that use (facts/posts.py)."""
    text = (resources.files(__name__) / f"{name}.tsv").read_text("utf-8").replace("{posts:rank}", alternation("rank"))
    head, *lines = text.splitlines()
    columns = head.split("\t")
    return tuple(dict(zip(columns, line.split("\t"), strict=True)) for line in lines)
