"""Where the tail of a page begins: what a platform adds below an article, the comments of visitors and the foot of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.furniture.labels import is_claim, is_label, is_pitch
from summarize.furniture.rules import furniture, matches

_PROSE_END = re.compile(r"。[”’」』）)]?$|[：:]$")
"""How a sentence ends, or what announces a list."""
_PROSE = 20
"""Characters of a sentence that only an article has; headlines of other articles have no full stop."""
_BESIDE = 3
"""Lines by which the name, the date or the buttons of a comment may stand away from its text."""
_BUTTONS = frozenset({"share prompt", "page tools", "reader counts", "comment box", "related links", "site footer"})
_CONTACT = re.compile(r"^(?:媒体|新闻|传媒|投资者)?(?:联系|联络|垂询|查询)(?:方式|人|资讯|信息)?[:：]?$")
"""The heading of whom to ask, below a notice that a release ends with."""
_PERSON = re.compile(r"联系人|媒体|传媒|投资者|垂询|咨询|报名|预约|新闻发言人")
"""What an address at the foot of a site does not have."""


def page_tail(lines: Sequence[str], language: str) -> int:
    """The line with which the tail of a page begins; the number of lines where there is none."""
    said = _comments(lines, language)
    end = len(lines)
    bar = False
    for n in range(len(lines) - 1, 1, -1):
        beside = _is_button(lines[n], language)
        notice = (
            language == "zh"
            and is_claim(lines[n])
            and any(_is_button(line, language) for line in lines[n - _BESIDE : n])
        )
        if n not in said and not notice and _is_prose(lines[n], language):
            break
        asked = n + 1 < len(lines) and _CONTACT.search(lines[n + 1]) and not beside
        if n in said or notice or (beside and bar) or (_starts(lines[n], language) and not asked):
            end = n
        bar = beside
    return _with_address(lines, end, language)


def _is_button(line: str, language: str) -> bool:
    """Whether a line is one of those of which two, one below the other, are a platform's."""
    if language != "zh" or matches("keep", line, language) or matches("detail", line, language):
        return False
    return furniture(line, language) in _BUTTONS or is_label(line) or is_pitch(line)


def _starts(line: str, language: str) -> bool:
    return furniture(line, language) == "related links" or any(
        matches(place, line, language) for place in ("start", "foot", "comments")
    )


def _is_prose(line: str, language: str) -> bool:
    """Whether a line is a sentence that only an article has."""
    return (
        len(line) >= _PROSE
        and _PROSE_END.search(line) is not None
        and furniture(line, language) is None
        and not _starts(line, language)
    )


def _comments(lines: Sequence[str], language: str) -> set[int]:
    """Lines of visitors below an article: after a heading of comments, each sentence beside a name, a date or a button of its own."""
    said: set[int] = set()
    prose = [n for n, line in enumerate(lines) if _is_prose(line, language)]
    heading = next(
        (n for n, line in enumerate(lines) if prose and n > prose[0] and matches("comments", line, language)), None
    )
    if heading is None:
        return said
    marks = [n for n in range(heading + 1, len(lines)) if matches("reply", lines[n], language)]
    for n in prose:
        if n > heading:
            if not any(abs(n - mark) <= _BESIDE for mark in marks):
                break
            said.add(n)
    return said


def _with_address(lines: Sequence[str], end: int, language: str) -> int:
    """The beginning of a tail with the address above the foot of the site; whom the release says to ask is its own."""
    if end == len(lines) or not matches("foot", lines[end], language):
        return end
    above = end
    while above > 2 and matches("detail", lines[above - 1], language):
        above -= 1
    headed = any(map(_CONTACT.search, lines[max(0, above - _BESIDE) : above]))
    return end if headed or any(map(_PERSON.search, lines[above:end])) else above
