"""The margins of PDF pages: page numbers and running heads, told from figures that stand alone in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from reading.readers.pdf.columns import Line

Span = tuple[float, float]
"""Where a page begins and ends, from the bottom up, in points."""

_MARKED = re.compile(
    r"[\s\-—–·.]*(?:第\s*\d{1,3}\s*[页頁](?:\s*[/,，]?\s*共\s*\d{1,3}\s*[页頁])?|page\s+\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?)[\s\-—–·.]*"
    r"|[\-—–·]+\s*\d{1,3}\s*[\-—–·]+",
    re.I,
)
"""What can be nothing but the number of a page."""
_OF_ALL = re.compile(r"(\d{1,3})\s*(?:/|of)\s*\d{1,3}", re.I)
_BARE = re.compile(r"(\d{1,3})\.?")
_FIGURES = re.compile(r"\d+")
_CLAUSE = re.compile("[，。；]")
_MARGIN = 0.12
"""Share of the height of a page that is margin, at the top and at the bottom; official documents have their numbers at 0.09."""
_HEAD = 0.2
"""Share of it in which words that pages repeat are a running head, not the label of a figure."""
_EDGE_LINES = 2
"""Lines at the top and bottom of a page among which a running head is looked for."""
_SAME_PLACE = 3.0
"""Points by which a running head may move from page to page."""
_APART = 1.3
"""Steps from line to line by which a number that is not small stands apart from the text, at least."""
_SURE = 3
"""Pages that count up by which a number need not stand apart."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A line that may be the number of a page. value: None where it is one whatever it says. bare: whether it is digits alone."""

    page: int
    line: Line
    value: int | None
    bare: bool
    apart: bool


def strip(pages: Sequence[list[Line]], spans: Sequence[Span]) -> int:
    """Take page numbers and running heads off the pages in place; how many. spans: those of the pages."""
    return _strip_numbers(pages, spans) + _strip_heads(pages, spans)


def _strip_numbers(pages: Sequence[list[Line]], spans: Sequence[Span]) -> int:
    """Take off what counts the pages: one line in each margin of a page at most."""
    removed = 0
    for top in (True, False):
        found = [number for at, page in enumerate(pages) for number in _numbers(at, page, spans[at], top=top)]
        # How far the numbers are ahead of the pages, and how many say so.
        ahead = Counter(number.value - number.page for number in found if number.value is not None)
        done: set[int] = set()
        for number in found:
            if number.page not in done and _counts(number, ahead):
                pages[number.page].remove(number.line)
                done.add(number.page)
        removed += len(done)
    return removed


def _numbers(at: int, page: Sequence[Line], span: Span, *, top: bool) -> list[_Number]:
    """The lines in a margin that may be the number of the page, the outermost first."""
    lines = sorted(page, key=lambda line: -line.y if top else line.y)
    steps = [abs(a.y - b.y) for a, b in pairwise(lines) if a.y != b.y]
    step = median_low(steps) if len(steps) > 1 else 0.0
    body = median(line.size for line in lines) if lines else 0.0
    found = []
    for n, line in enumerate(lines[:_EDGE_LINES]):
        text = line.text.strip()
        bare = _BARE.fullmatch(text)
        said = bare or _OF_ALL.fullmatch(text)
        if -0.01 <= _depth(line, span, top=top) <= _MARGIN and (said or _MARKED.fullmatch(text)):
            inner = abs(lines[n + 1].y - line.y) if n + 1 < len(lines) else step + 1
            apart = line.size < 0.95 * body or (line.size <= body and inner > _APART * step)
            found.append(_Number(at, line, int(said[1]) if said else None, bare is not None, apart))
    return found


def _counts(number: _Number, ahead: Counter[int]) -> bool:
    """Whether a number counts the pages: as those of other pages do, or by the place of its own."""
    if number.value is None:
        return True
    agreed = ahead[number.value - number.page]
    if agreed == 1 and number.value != number.page + 1:
        return False
    return agreed >= _SURE or number.apart or not number.bare


def _strip_heads(pages: Sequence[list[Line]], spans: Sequence[Span]) -> int:
    """Take off lines at an edge that other pages have at the same height."""
    seen: dict[str, list[tuple[int, Line]]] = {}
    for at, page in enumerate(pages):
        for line in {*page[:_EDGE_LINES], *page[-_EDGE_LINES:]}:
            seen.setdefault(_running(line), []).append((at, line))
    removed = 0
    for at, page in enumerate(pages):
        for edge in (0, -1) * _EDGE_LINES:
            if not page:
                break
            line = page[edge]
            like = [other for other in seen.get(_running(line), []) if _is_like((at, line), other)]
            share = _HEAD if any(map(str.isalpha, line.text)) else _MARGIN
            if (
                len(like) >= max(2, 0.3 * len(pages))
                and min(_depth(line, spans[at], top=top) for top in (True, False)) <= share
            ):
                del page[edge]
                removed += 1
    return removed


def _running(line: Line) -> str:
    """What a running head is known by: it may have the number of the page in it, and a sentence with figures of its own is none."""
    text = "".join(line.text.split())
    return text if _CLAUSE.search(text) else _FIGURES.sub("#", text)


def _is_like(one: tuple[int, Line], other: tuple[int, Line]) -> bool:
    """Whether lines of two pages are one running head: at one height, their figures the same or counting the pages."""
    if abs(one[1].y - other[1].y) > _SAME_PLACE:
        return False
    pairs = zip(_FIGURES.findall(one[1].text), _FIGURES.findall(other[1].text), strict=False)
    return all(a == b or (len(a) < 4 and len(b) < 4 and int(a) - int(b) == one[0] - other[0]) for a, b in pairs)


def _depth(line: Line, span: Span, *, top: bool) -> float:
    """How far a line is from the top or the bottom of its page, as a share of the height."""
    return (span[1] - line.y if top else line.y - span[0]) / ((span[1] - span[0]) or 1.0)
