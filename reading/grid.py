"""Tables in lines: a row of short cells is one line, " | " between its columns, a blank cell kept in its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jianbao import han

_SHORT_CELL = 40
"""Characters of a cell that is a figure or a label; a cell with more is a paragraph, and the table a layout of the page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its paragraphs, and how many columns it spans. The rows below that a cell reaches into have a blank cell there.

    nested: whether lines are rows of a table inside the cell.
    """

    lines: tuple[str, ...]
    span: int = 1
    nested: bool = False

    @property
    def text(self) -> str:
        """The paragraphs as one: Chinese without a blank, words with one."""
        text = ""
        for line in self.lines:
            gap = "" if not text or han.is_han(text[-1]) or han.is_han(line[0]) else " "
            text += gap + line
        return text


def laid_out(rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    """The lines of a table in reading order; cells of a layout come one paragraph a line."""
    for row in rows:
        texts = [text for cell in row for text in (cell.text, *[""] * (cell.span - 1))]
        filled = [at for at, text in enumerate(texts) if text]
        if not filled:
            continue
        if max(map(len, texts)) > _SHORT_CELL or filled == [0] or any(cell.nested for cell in row):
            yield from (line for cell in row for line in cell.lines)
        elif len(row) == 1:
            yield texts[0]
        else:
            yield " | ".join(texts).strip()
