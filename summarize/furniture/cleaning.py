"""Page furniture: what a page adds to an article, told from the article by what it is, never because a word in it matches.

Rules are anchored: to the whole line, to the edge of the article (lines before the first full sentence and after the last), or to the
form of an insert such as （记者 …）. Everything removed comes back with the rule that removed it. Measured by benchmarks/furniture.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarize.furniture import dateline as datelines
from summarize.furniture.dateline import Dateline
from summarize.furniture.patterns import (
    CHINESE_EDGE,
    CHINESE_HEADING,
    CHINESE_INLINE,
    CHINESE_LINE,
    CHINESE_TAIL,
    ENGLISH_INLINE,
    ENGLISH_LINE,
)

__all__ = ["Cleaned", "Dateline", "Removed", "clean"]

_FULL = re.compile(r"[。！？!?；;…：:][”’」』）)】\"]*$|[。！？]")
_EDGE_LIMIT = 60
_TAIL_LINES = 6
"""Lines after the last full sentence above which they are a list of the article's, not its signature."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A span of the text that is not the article's, and the name of the rule that says so."""

    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`spans`: what stays, in order, as offsets into the text given; none crosses a newline."""

    spans: tuple[tuple[int, int], ...]
    removed: tuple[Removed, ...]
    dateline: Dateline | None


def clean(text: str, *, language: str = "zh") -> Cleaned:
    """Tell furniture from article. Time grows with the length of the text; lines over 400 characters are never removed whole."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n\r\u2028\u2029]+", text) if m.group().strip()]
    removed: list[Removed] = []
    kept: list[tuple[int, int]] = []
    dateline: Dateline | None = None
    body = _body(text, lines, language)
    tail = len(lines) - 1 - body[1] <= _TAIL_LINES
    links = False
    for n, (start, end) in enumerate(lines):
        line = text[start:end]
        edge = n and not body[0] <= n <= body[1]
        found = datelines.find(line, language=language) if dateline is None or n <= body[0] + 1 else None
        rule = _rule(line.strip(), edge=bool(edge), language=language)
        if rule is None and n > body[1] and language == "zh" and not CHINESE_HEADING.search(line.strip()):
            rule = "related links" if links else "signature" if tail and CHINESE_TAIL.search(line.strip()) else None
        links = links or rule == "related links"
        if found:
            dateline = dateline or found.moved(start)
            rest = line[found.end :].strip()
            rule = "dateline" if not rest or _rule(rest, edge=bool(edge), language=language) else None
        if rule:
            removed.append(_removed(text, start, end, rule))
            continue
        cuts = [(0, found.end, "dateline")] if found else []
        cuts += _inserts(line, found.end if found else 0, language)
        at = 0
        for a, b, name in sorted(cuts):
            if b <= at:
                continue
            kept += _span(text, start + at, start + max(at, a))
            removed.append(_removed(text, start + max(at, a), start + b, name))
            at = b
        kept += _span(text, start + at, end)
    return Cleaned(tuple(kept), tuple(removed), dateline)


def _removed(text: str, start: int, end: int, rule: str) -> Removed:
    (start, end), *_ = _span(text, start, end) or [(start, end)]
    return Removed(text[start:end], start, end, rule)


def _span(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span without white space around it, none where nothing is left but white space or a stray mark."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    return [(left, right)] if right > left and re.search(r"\w", text[left:right]) else []


def _body(text: str, lines: list[tuple[int, int]], language: str) -> tuple[int, int]:
    """First and last line that read as full sentences and as nothing else; all lines where there is none."""
    full = [
        n
        for n, (a, b) in enumerate(lines)
        if _FULL.search(text[a:b].strip())
        and (n or len(lines) == 1 or text[a:b].rstrip()[-1] in "。；;：:”")
        and len(text[a:b].strip()) > 12
        and not _rule(text[a:b].strip(), edge=False, language=language)
    ]
    if language == "en":
        full = [n for n, (a, b) in enumerate(lines) if re.search(r"[.!?:][\"”’)]*\s*$", text[a:b]) and b - a > 40]
    return (full[0], full[-1]) if full else (0, len(lines))


def _rule(line: str, *, edge: bool, language: str) -> str | None:
    if len(line) > 400:
        return None
    for name, pattern in ENGLISH_LINE if language == "en" else CHINESE_LINE:
        if pattern.search(line):
            return name
    if language == "en" or not edge or len(line) > _EDGE_LIMIT:
        return None
    if CHINESE_HEADING.search(line):
        return None
    return next((name for name, pattern in CHINESE_EDGE if pattern.search(line)), None)


def _inserts(line: str, after: int, language: str) -> list[tuple[int, int, str]]:
    """Spans inside a line: （记者王珂）, a page number or publication stamp before the text, Copyright after it."""
    found = []
    for name, pattern in ENGLISH_INLINE if language == "en" else CHINESE_INLINE:
        for m in pattern.finditer(line, after if "\\G" in name else 0):
            found.append((m.start(), m.end(), name))
    return found
