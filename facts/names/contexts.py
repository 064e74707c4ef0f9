"""Turns of phrase that only a person's name stands in: 刘强任县委书记, 免去陈立的…职务, 周学平等五人, a cell of a table of appointments.

Each row of facts/names/data/contexts.tsv has what stands to the left and to the right of the name. In its patterns {edge} is the
beginning of a clause or a post, {list} other names before it, {post} a post with its holder, {rank} and {name} the posts of those uses
(facts/posts.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from facts.names.neighbours import ENDS, beside
from facts.posts import alternation, post_before, words
from facts.tables import rows

REACH = 40
"""Characters to the left that a pattern may see."""

_TAKES = "由和与及同请"
"""Words of one character before a name."""


@dataclass(frozen=True, slots=True)
class Context:
    """A turn of phrase that was found. bonus: log odds that it adds. title: the post that it gives the person, or ""."""

    bonus: float
    title: str = ""


@cache
def _patterns() -> tuple[tuple[float, re.Pattern[str] | None, re.Pattern[str]], ...]:
    """Bonus, pattern of what ends before the name (None: the edge of a clause), pattern of what begins behind it."""
    name = alternation("name")
    # 委员 in 卫生健康委员会副主任 is a part of its body.
    name_ends = f"(?:{name})(?![会院室局厅部处办厂所站馆科庭团])"
    post = f"(?:[^，。；、\\n｜|]{{0,22}}?{name_ends}(?:[、兼][^，。；、\\n]{{0,12}}?{name_ends})*)"
    marks = {"{rank}": alternation("rank"), "{name}": name, "{post}": post, "{list}": r"(?:[^，。；：\n]{2,4}、)*"}
    found = []
    for _, bonus, left, right, *_ in rows("names/data/contexts.tsv"):
        for mark, pattern in marks.items():
            left, right = left.replace(mark, pattern), right.replace(mark, pattern)
        found.append((float(bonus), None if left == "{edge}" else re.compile(f"(?:{left})$"), re.compile(right)))
    return tuple(found)


@cache
def _openings() -> frozenset[str]:
    """What the right side of a turn of phrase may begin with; but for 免去, where anything may."""
    return (
        frozenset("以说表介告指坦透解强认回感呼提宣主带作致生家今昨在于高激0123456789 \t|｜　，。；、（(\n")
        | frozenset("常第副代等同先女不拟现曾升调出继兼担任为的")
        | {word[0] for word in words("rank")}
        | {""}
    )


def context_of(text: str, start: int, end: int) -> Context | None:
    """The turn of phrase around `text[start:end]`, or None."""
    before = text[max(0, start - REACH) : start]
    if text[end : end + 1] not in _openings() and "免去" not in before:
        return None
    for bonus, left, right in _patterns():
        match = right.match(text, end)
        if match is None or not (left.search(before) if left is not None else _edge(text, start)):
            continue
        title = match.groupdict().get("title") or ""
        return Context(bonus, title.strip())
    return None


def _edge(text: str, start: int) -> bool:
    """Whether a clause begins here, or a post or a word that takes a name stands right before."""
    if start == 0 or text[start - 1] in ENDS or text[start - 1] in _TAKES:
        return True
    return text[max(0, start - 2) : start] in beside("before") or bool(post_before(text, start))
