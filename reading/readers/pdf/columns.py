"""From characters on a page to lines in reading order: rows, columns, exponents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jianbao import han
from reading.readers.pdf.glyphs import Glyph
from reading.scripts import lowered, raised

_SAME_ROW = 0.45
"""Part of the size of a character by which its base line may differ from that of its row."""
_SMALL = 0.8
"""Part of the size of a row below which a character is an exponent or an index."""
_GUTTER = 1.4
"""Least width of the space between columns, in characters."""
_COLUMN_ROWS = 3
"""Least number of rows of a column."""
_COLUMN_CHARACTERS = 7
"""Characters that the lines of a column have at least, in the middle: cells of tables have fewer."""
_CELL_CHARACTERS = 24
"""Characters of a cell of a table at most."""
_DOWN = 0.7
"""Share of characters below the one before them on such a page."""
_EVEN = 5
"""Steps of one width that are no chance."""
_WIDE = re.compile(f"[{han.CLASS}\u3000-\u303f\uff00-\uffef“”‘’…—]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text. x, end, y, size: where it begins and ends, its base line and the size of its type, in points. row: of a table."""

    text: str
    x: float
    end: float
    y: float
    size: float
    row: bool = False


def lines_of(glyphs: Sequence[Glyph]) -> tuple[list[Line], bool]:
    """The lines of a page in reading order, and whether it is set in columns."""
    rows = [segments for row in _rows(_upright(glyphs)) if (segments := _segments(row))]
    return _in_order(rows)


def _upright(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """The characters of a page that is written from the top down, its lines from right to left, as if it were written in rows."""
    pairs = [(a, b) for a, b in pairwise(glyphs) if a.text.strip() and b.text.strip()]
    down = sum(abs(a.x - b.x) < 0.3 * a.size and 0.7 * a.size < a.y - b.y < 1.6 * a.size for a, b in pairs)
    if len(pairs) < _COLUMN_CHARACTERS or down < _DOWN * len(pairs):
        return glyphs
    return [Glyph(g.text, -g.y, g.x, g.size - g.y, g.size) for g in glyphs]


def _in_order(rows: Sequence[Sequence[Line]]) -> tuple[list[Line], bool]:
    """The rows of a page or a column as lines, columns one after the other."""
    lines: list[Line] = []
    columned = False
    at = 0
    while at < len(rows):
        end, gutter = _columns(rows, at)
        if end == at:
            end = _table_end(rows, at)
            lines += _tabulated(rows[at:end]) if end > at + 1 else [_joined(rows[at])]
            at = max(end, at + 1)
            continue
        columned = True
        for right in (False, True):
            side = [[s for s in row if (s.x >= gutter) is right] for row in rows[at:end]]
            lines += _in_order([row for row in side if row])[0]
        at = end
    return lines, columned


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters by their base lines, from the top down."""
    rows: list[list[Glyph]] = []
    y = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.y, glyph.x)):
        if rows and y - glyph.y <= _SAME_ROW * max(size, glyph.size):
            rows[-1].append(glyph)
            # An exponent stands above the row that it belongs to.
            if glyph.size > size:
                y, size = glyph.y, glyph.size
        else:
            rows.append([glyph])
            y, size = glyph.y, glyph.size
    return rows


def _segments(row: Sequence[Glyph]) -> list[Line]:
    """Pieces of a row with wide spaces between them."""
    glyphs = sorted((glyph for glyph in row if glyph.text.strip()), key=lambda glyph: glyph.x)
    if not glyphs:
        return []
    blanks = sorted(glyph.x for glyph in row if not glyph.text.strip())
    size = max(glyph.size for glyph in glyphs)
    base = median(glyph.y for glyph in glyphs if glyph.size >= _SMALL * size)
    pieces: list[list[Glyph]] = []
    for glyph in glyphs:
        last = pieces[-1][-1] if pieces else None
        if (
            last is not None
            and glyph.text == last.text
            and glyph.x - last.x < 0.15 * glyph.size
            and abs(glyph.y - last.y) < 1
        ):
            continue  # printed twice, to look bold
        if last is None or glyph.x - last.end > _GUTTER * size:
            pieces.append([])
        pieces[-1].append(glyph)
    return [Line(_text(piece, blanks, size, base), piece[0].x, piece[-1].end, base, size) for piece in pieces]


def _text(piece: Sequence[Glyph], blanks: Sequence[float], size: float, base: float) -> str:
    """The text of characters that stand side by side; blanks where there is one, exponents raised."""
    from bisect import bisect_left

    out: list[str] = []
    shifted: list[str] = []
    way = 0
    last: Glyph | None = None
    apart = _apart(piece)
    for glyph in piece:
        small = glyph.size < _SMALL * size
        this = 0 if not small else 1 if glyph.y > base + 0.15 * size else -1 if glyph.y < base - 0.08 * size else 0
        if this != way and shifted:
            out.append((raised if way > 0 else lowered)("".join(shifted)))
            shifted = []
        way = this
        if last is not None:
            at = bisect_left(blanks, last.x)
            written = at < len(blanks) and blanks[at] < glyph.x
            wide = _WIDE.match(last.text) and _WIDE.match(glyph.text)
            gap = (glyph.x - last.x - apart) if apart else (glyph.x - last.end)
            if written or gap > (0.8 if wide else 0.25) * size:
                (shifted if way else out).append(" ")
        (shifted if way else out).append(glyph.text)
        last = glyph
    if shifted:
        out.append((raised if way > 0 else lowered)("".join(shifted)))
    return "".join(out)


def _apart(piece: Sequence[Glyph]) -> float:
    """Points from one character to the next where all are set apart by the same, figures and Chinese alike; 0.0 where they are not."""
    steps = [b.x - a.x for a, b in pairwise(piece)]
    if len(steps) < _EVEN:
        return 0.0
    step = median(steps)
    even = sum(abs(one - step) <= 0.05 * step for one in steps)
    narrow = any(b.x - a.x > 1.5 * (a.end - a.x) for a, b in pairwise(piece) if not _WIDE.match(a.text))
    return step if narrow and even >= 0.9 * len(steps) else 0.0


def _joined(row: Sequence[Line]) -> Line:
    """The pieces of a row as one line."""
    return Line(" ".join(s.text for s in row), row[0].x, max(s.end for s in row), row[0].y, max(s.size for s in row))


def _table_end(rows: Sequence[Sequence[Line]], at: int) -> int:
    """Where the table that begins with row `at` ends; `at` where none does: rows of short pieces below one another."""
    end = at
    while end < len(rows) and len(rows[end]) > 1 and all(len(s.text) <= _CELL_CHARACTERS for s in rows[end]):
        end += 1
    block = rows[at:end]
    if len(block) < 2 or len(_grid(block)) != max(map(len, block)):
        return at
    return end


def _tabulated(rows: Sequence[Sequence[Line]]) -> list[Line]:
    """The rows of a table as lines, a blank cell kept in its column."""
    grid = _grid(rows)
    lines = []
    for row in rows:
        cells = [" ".join(s.text for s in row if low <= (s.x + s.end) / 2 <= high) for low, high in grid]
        line = _joined(row)
        lines.append(Line(" | ".join(cells).strip(), line.x, line.end, line.y, line.size, row=True))
    return lines


def _grid(rows: Sequence[Sequence[Line]]) -> list[tuple[float, float]]:
    """The columns of a table, from where to where: what no piece of any row reaches across."""
    grid: list[tuple[float, float]] = []
    for piece in sorted((s for row in rows for s in row), key=lambda s: s.x):
        if grid and piece.x <= grid[-1][1]:
            grid[-1] = (grid[-1][0], max(grid[-1][1], piece.end))
        else:
            grid.append((piece.x, piece.end))
    return grid


def _columns(rows: Sequence[Sequence[Line]], at: int) -> tuple[int, float]:
    """Where the rows that are set in two columns from row `at` on end, and where the right one begins; `at` where there are none."""
    if len(rows[at]) < 2:
        return at, 0.0
    best, gutter = at, 0.0
    for first, second in zip(rows[at], rows[at][1:], strict=False):
        low, high, end = first.end, second.x, at
        while end < len(rows):
            # The space between the columns is what no piece of any row reaches into.
            low_now = max([low, *(s.end for s in rows[end] if s.x < (low + high) / 2)])
            high_now = min([high, *(s.x for s in rows[end] if s.x >= (low + high) / 2)])
            if high_now - low_now < 0.8 * _GUTTER * rows[end][0].size:
                break
            low, high, end = low_now, high_now, end + 1
        block = [segment for row in rows[at:end] for segment in row]
        sides = [[s for s in block if s.end <= low + 0.1], [s for s in block if s.x >= high - 0.1]]
        tall = all(len({s.y for s in side}) >= _COLUMN_ROWS for side in sides)
        if tall and all(median(len(s.text) for s in side) >= _COLUMN_CHARACTERS for side in sides) and end > best:
            best, gutter = end, high - 0.1
    return best, gutter
