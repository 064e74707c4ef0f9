"""Figures that have changed places, told by their order: English keeps the order in which Chinese tells figures of one kind.

Of 2,500 sentences of references, two figures of a kind that a comma, 、 or 和 parts stand the other way round in one of seventy,
and then almost always behind words that say why: the share before the growth, the end before the start.
"""

from __future__ import annotations

import re

from facts.quantities import Quantity

_PARTED = re.compile(r"[，,、：:；;。（）()]|^[和与及]$|[和与及](?=[^，。；]{0,12}\d)")
"""What stands between figures of which each has a name of its own."""

_WHOLE = re.compile(r"[^，,。；]{0,12}[中里](?:[，,]|有|只有|仅)")
"""A part of what has just been told, which English tells first: 30款样品中，9款 is nine of the 30 samples."""

_HALT = re.compile(r"[。！？!?]")
_ROUTE = re.compile(r"[由从自][^，。；]{0,24}\Z")
_ARRIVES = re.compile(r"[至到为成]")

_SHARE = re.compile(r"占(?!地)|占比|比重|份额|比例|[率重]为|超[过出]?全|分之")
_MOVES = re.compile(
    r"(?:增长|增加|增幅|涨幅|降幅|增速|上升|上涨|提高|提升"
    r"|下降|下滑|减少|降低|回落|下跌|增|涨|升|降|跌|减|高|低|多|少|快)[^，。；至到\d为]{0,5}\Z"
)
_ENGLISH_SHARE = re.compile(
    r"(?i)\b(?:account\w*|mak(?:e|es|ing)|made|represent\w*|compris\w*|constitut\w*"
    r"|share|proportion|or|rate|ratio|of which|of them)\b[^;.\d]{0,40}\Z"
)
_ENGLISH_SHARE_BEHIND = re.compile(r"(?: of (?!last|the previous|a year)|,? (?:\w+ )?(?:share|proportion))")
_ENGLISH_MOVES = re.compile(
    r"(?i)\b(?:up|down|ris\w*|rose|grow\w*|grew|increas\w*|climb\w*|jump\w*|surg\w*|soar\w*|gain\w*|expand\w*"
    r"|fall\w*|fell|drop\w*|declin\w*|decreas\w*"
    r"|reduc\w*|cut\w*|lower\w*|rais\w*|slow\w*|shr\w+|slip\w*|by|add\w*)(?: (?!to\b)[\w-]+){0,3} ?\Z"
)
_ENGLISH_MOVES_BEHIND = re.compile(
    r"(?i)(?: \w+){0,3}? (?:rise|growth|increase|gain|jump|surge|fall|drop|decline|decrease|cut|reduction"
    r"|more|less|fewer|higher|lower|above|below"
    r"|year[- ]on[- ]year|year-over-year|from (?:a|the|last))\b"
)


def kept(source: str, p: Quantity, q: Quantity) -> bool:
    """Whether English has to tell two figures of a kind in the order of the source."""
    between = source[p.end : q.start]
    if p.start == q.start:  # the ends of a range
        return True
    if _HALT.search(between) or not _PARTED.search(between) or _WHOLE.match(between):
        return False
    return not (_ROUTE.search(source[: p.start]) and _ARRIVES.search(between))


def role(source: str, q: Quantity) -> str:
    """What a figure of a Chinese text tells of its name: a share, a movement, or neither."""
    before = source[max(0, q.start - 16) : q.start]
    before = re.split(r"[，,；;。、]", before)[-1]
    if _MOVES.search(before):
        return "moves"
    return "share" if _SHARE.search(before) else ""


def english_role(target: str, t: Quantity) -> str:
    """The same of an English text."""
    before = re.split(r"[;]|[.,](?!\d)|\d", target[max(0, t.start - 60) : t.start])[-1]
    if _ENGLISH_MOVES.search(before):
        return "moves"
    if _ENGLISH_SHARE.search(before) or _ENGLISH_SHARE_BEHIND.match(target, t.end):
        return "share"
    return "moves" if _ENGLISH_MOVES_BEHIND.match(target, t.end) else ""
