"""The tables of rules and words that come with Jianbao: TSV files whose first line names the columns."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources


def rows(path: str) -> Iterator[list[str]]:
    """The cells of each row of `facts/<path>`, without the header."""
    lines = (resources.files("facts") / path).read_text("utf-8").splitlines()
    width = lines[0].count("\t") + 1
    for line in lines[1:]:
        cells = line.split("\t")
        yield cells + [""] * (width - len(cells))
