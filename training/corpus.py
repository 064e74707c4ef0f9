"""Reading pairs of sentences: tab-separated files, plain or xz, releases in document form, or one file a language."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from pathlib import Path

from jianbao.errors import InputError

Pair = tuple[str, str]
_NOT_LETTERS = re.compile(r"[\W_]+")


def squash(text: str) -> str:
    """Letters and digits only, lower case: what two copies of a sentence share."""
    return _NOT_LETTERS.sub("", text).lower()


def name_of(path: Path) -> str:
    """corpus/news1.tsv.xz -> news1"""
    return re.sub(r"\.(tsv|txt)(\.xz)?$", "", path.name)


def lines(path: Path) -> Iterator[str]:
    try:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as f:
            for line in f:
                yield line.rstrip("\n")
    except UnicodeDecodeError as e:
        raise InputError(f"{path} is not UTF-8 (byte {e.start}); convert it first, for example with iconv") from e


def read_pairs(path: Path) -> Iterator[Pair]:
    """The (Chinese, English) pairs of a file, in order.

    ``zh<TAB>en`` a line (further columns are left alone); or documents, whose lines begin with a one-letter mark
    (``T``, ``K`` or ``B``<TAB>zh<TAB>en) and whose ``#`` and ``F`` lines are no pairs; or ``NAME.zh``, with the English
    in NAME.en.
    """
    if path.suffix == ".zh":
        yield from zip(lines(path), lines(path.with_suffix(".en")), strict=True)
        return
    for line in lines(path):
        cells = line.split("\t")
        if len(cells) >= 3 and len(cells[0]) == 1 and cells[0] in "TKB":
            yield cells[1], cells[2]
        elif len(cells) >= 2 and not (len(cells[0]) == 1 and cells[0] in "TKBF"):
            yield cells[0], cells[1]
