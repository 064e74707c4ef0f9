"""Lines that are furniture by what stands around them: a page has its header above the headline and its tail below the last sentence.

Neither has anything of the article inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarize.furniture.rules import is_own, matches

_TRAIL = re.compile(r"位置[:：]|[>＞›»→]|&gt;|首页[ \u3000]*/")
"""The way from the home page to the article: a page has it above the headline."""
_SHORT, _SHORTEST = 12, 6
"""Characters of a line between two others of a header; and between one and the date, the source or the author of the article."""
_BETWEEN = 3
"""Such lines below one another."""
_OWN = re.compile(r"^[—–―“《]|[”》]$")
"""A second headline, or a part of one."""
_PLATFORM = frozenset(
    ["share prompt", "page tools", "related links", "copyright", "site footer", "reader counts", "comment box", "page tail"]
)  # fmt: skip
"""What only a platform writes, and nobody who signs an article."""
_FOOT = frozenset({"related links", "site footer", "comment box"})
"""What a release has nothing below: whom to call there is the site's own."""
_HEADER = _PLATFORM | {"page header", "accounts", "metadata"}
"""The same above an article; between its date and its author a second headline may stand."""
_FOREIGN = re.compile(
    r"(?:(?:Updated|Published|Posted|Last updated)\b[^\u4e00-\u9fff]{0,40}|[^\d\u4e00-\u9fff。，]{2,40})", re.I
)
"""Words of a menu in another language than the article's."""
_SHOWS = re.compile("滑|大图|长图|海报|名单|全图")
"""What whoever asks to swipe or to enlarge shows: the rest of a list of the article's."""


def framed(lines: Sequence[str], places: Sequence[str], rules: Sequence[str | None], language: str) -> set[int]:
    """Lines, by number, that no rule knows and that stand inside the header or the tail of a page."""
    return _header(lines, places, rules, language) | _tail(lines, places, rules, language)


def shows_more(line: str) -> bool:
    """Whether a prompt stands inside the article, before a list or a picture of its own."""
    return bool(_SHOWS.search(line))


def _header(lines: Sequence[str], places: Sequence[str], rules: Sequence[str | None], language: str) -> set[int]:
    head = [n for n in range(1, len(lines)) if places[n] == "head"]
    top = max((n for n in head if lines[n] == lines[0] or (rules[n] and _TRAIL.search(lines[n]))), default=0)
    found = {n for n in head if n < top and rules[n] is None}
    known = [n for n in head if rules[n] is not None]
    for above, below in pairwise(known):
        between = range(above + 1, below)
        sides = (rules[above] in _HEADER) + (rules[below] in _HEADER)
        longest = _SHORT if sides == 2 else _SHORTEST if sides else 0
        if len(between) <= _BETWEEN and all(len(lines[n]) <= longest and not _OWN.search(lines[n]) for n in between):
            found.update(between)
    if language == "zh":
        found.update(n for n in head if rules[n] is None and _FOREIGN.fullmatch(lines[n]))
    # Whom to call, above what is no article yet.
    return found | {n for n in head if n + 1 in known and matches("detail", lines[n], language)}


def _tail(lines: Sequence[str], places: Sequence[str], rules: Sequence[str | None], language: str) -> set[int]:
    below = [n for n in range(len(lines)) if places[n] in ("edge", "tail", "page tail")]
    marks = [n for n in below if rules[n] in _PLATFORM and not shows_more(lines[n])]
    if not marks:
        return set()
    foot = next((n for n in marks if rules[n] in _FOOT), marks[-1])
    return {
        n
        for n in below
        if marks[0] < n < marks[-1]
        and rules[n] is None
        and (not is_own(lines[n], language) or (foot < n and matches("detail", lines[n], language)))
    }
