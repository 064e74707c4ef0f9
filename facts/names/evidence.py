"""What speaks for and against a string being a Chinese personal name: features of the string and its neighbours."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from facts import lexicon
from facts.names import surnames
from facts.names.neighbours import (
    ENDS,
    FUNCTION,
    PERSON_ENDS,
    PLACE_ENDS,
    PLACE_KINDS,
    beside,
    word_at,
)
from facts.names.sounds import SOUNDS
from facts.posts import post_at, post_before
from facts.tables import rows


@cache
def odds() -> dict[str, tuple[float, float, float]]:
    """Log odds of a character as surname, as first, and as last or only part of a given name, against its other uses.

    From the names in jieba's dictionary (MIT), by training/name_model.py.
    """
    return {row[0]: (float(row[1]), float(row[2]), float(row[3])) for row in rows("names/data/odds.tsv")}


def given_odds(name: str) -> float:
    """Log odds of the two characters behind a surname as a given name."""
    table = odds()
    return table.get(name[-2], (0.0, 0.0, 0.0))[1] + table.get(name[-1], (0.0, 0.0, 0.0))[2]


def features(text: str, start: int, end: int, terms: Sequence[tuple[int, int]] = ()) -> dict[str, float]:
    """Features of ``text[start:end]`` as a name; most are 0 or 1, log odds up to 4 either way.

    ``terms``: spans of places, institutions and companies in ``text``, from the glossary.
    """
    name = text[start:end]
    out = _own(name)
    again = _times(text, name) - 1
    if again:
        out[f"repeat:{'long' if len(name) > 2 else 'short'}"] = math.log2(1 + again)
    for first, last in terms:
        if first < end and start < last:
            if first <= start and end <= last:
                out["in_term"] = 1
            elif start <= first and last <= end:
                out["has_term"] = 1
            else:
                out["cuts_term"] = 1
    if text[start - 1 : start] == "、" or text[end : end + 1] == "、":
        beside = [text[max(0, start - size) : start - 1] for size in (3, 4)] if text[start - 1 : start] == "、" else []
        beside += [text[end + 1 : end + size] for size in (3, 4)] if text[end : end + 1] == "、" else []
        if max((_likeness(other) for other in beside), default=0.0) > 4.0:
            out["list_of_names"] = 1
    if re.match(r"在[^，。；\n]{1,14}(?:[中上时]|期间)，?(?:表示|说|指出|强调|介绍|代表)", text[end : end + 22]):
        out["speaks_later"] = 1
    left = _left(text, start)
    right = _right(text, start, end)
    out.update(dict.fromkeys(left, 1.0))
    out.update(right)
    if left & _STRONG_LEFT:
        if right.keys() & _STRONG_RIGHT:
            out["both"] = 1
        elif not right.keys() & _CLEAR_RIGHT:
            out["left_only"] = 1
    elif right.keys() & _STRONG_RIGHT and left & _CLEAR_LEFT:
        out["right_clear"] = 1
    return out


OFTEN = 8
"""Mentions beyond which more of them say nothing, and are not counted: a text may be one name thousands of times."""


def _times(text: str, name: str) -> int:
    """How often a name stands in a text, at most OFTEN."""
    count, at = 0, text.find(name)
    while at >= 0 and count < OFTEN:
        count, at = count + 1, text.find(name, at + len(name))
    return count


_STRONG_LEFT = frozenset(["left:post", "left:person_word", "left:岁的"])
_CLEAR_LEFT = frozenset(["left:comma", "left:end", "left:list", "left:start"])
_STRONG_RIGHT = frozenset(["right:post", "right:verb", "right:any_verb", "right:说"])
_CLEAR_RIGHT = frozenset(["right:end", "right:list", "right:comma", "right:colon", "right:particle"])


@cache
def _likeness(name: str) -> float:
    """How much a string looks like a name by its characters alone."""
    length = surnames.surname_length(name)
    if not 0 < length < len(name) <= length + 2 or name in lexicon.lexicon().words:
        return 0.0
    table = odds()
    return table.get(name[0], (0.0, 0.0, 0.0))[0] + sum(table.get(c, (0.0, 0.0, 0.0))[2] for c in name[length:])


SUPPORT = frozenset(
    [
        "left:post",
        "left:person_word",
        "left:岁的",
        "right:post",
        "right:verb",
        "right:说",
        "right:appointed",
        "right:credit",
        "speaks_later",
        "list_of_names",
    ]
)
"""Features that speak of a person whatever the string."""


def support(found: dict[str, float]) -> int:
    """2: a post or a word for a person stands right before, and the string is no word; 1: something else speaks for a person; 0."""
    if not _STRONG_LEFT.isdisjoint(found) and not _DOUBTS & found.keys():
        return 2
    if "list_of_names" in found and "left:list" in found and not _DOUBTS & found.keys():
        return 2
    return int(not SUPPORT.isdisjoint(found))


_DOUBTS = {
    "is_word",
    "in_term",
    "cuts_term",
    "place_kind",
    "foreign_last",
    "foreign",
    "function",
    "begins_word",
    "right:place",
    "is_person:2",
    "right:split",
}


def _own(name: str) -> dict[str, float]:
    """What the string itself says."""
    known = lexicon.lexicon()
    length = surnames.surname_length(name)
    kind = surnames.table()[name[:length]][1]
    given = name[length:]
    table = odds()
    out: dict[str, float] = {"bias": 1, f"kind:{kind}": 1, f"size:{len(given)}": 1}
    last = table.get(given[-1], (0.0, 1.0, 1.0))[2]
    if length == 1:
        out["surname"] = table.get(name[0], (0.0, 0.0, 0.0))[0]
        if name[0] in FUNCTION:
            out["function"] = 1
    elif name[:2] in known.common:
        out["compound_word"] = 1
    if len(given) > 1:
        out["first"] = table.get(given[0], (0.0, 1.0, 1.0))[1]
        out["last"] = last
        if given in known.common:
            out["given_word"] = 1
        if name[-1] in PLACE_ENDS:
            out["place_end"] = 1
        if name[-1] in PLACE_KINDS:
            out["place_kind"] = 1
    else:
        out["single"] = last
    if name in known.words:
        out["is_word"] = 1
        if name in known.common:
            out["is_common"] = 1
    if name in known.persons:
        out[f"is_person:{len(name)}"] = 1
    if length == 1 and len(name) == 3 and name[:2] in known.common:
        out["begins_word"] = 1
    foreign = sum(character in SOUNDS for character in name[-2:])
    if name[-1] in SOUNDS:
        out["foreign_last"] = 1
        if foreign == 2:
            out["foreign"] = 1
    return out


def _left(text: str, start: int) -> set[str]:
    """What stands before."""
    known = lexicon.lexicon()
    before = text[start - 1] if start else "\n"
    first = text[start]
    if post_before(text, start):
        return {"left:post"}
    out = set()
    if text[start - 1 : start + 1] in known.common:
        out.add("left:split")
    if any(text[start - k : start + j] in known.words for k, j in ((1, 2), (2, 1), (2, 2)) if start >= k):
        out.add("left:split3")
    if before == "的":
        out.add("left:岁的" if text[max(0, start - 2) : start] == "岁的" else "left:的")
    elif before in PERSON_ENDS:
        known_word = text[max(0, start - 2) : start] in known.words or text[max(0, start - 3) : start] in known.words
        out.add("left:person_word" if known_word else "left:person")
    elif before == "\n":
        out.add("left:start")
    elif before in "，,：:；;":
        out.add("left:comma")
    elif before == "、":
        out.add("left:list")
    elif before in ENDS:
        out.add("left:end")
    elif text[max(0, start - 2) : start] in beside("before"):
        out.add("left:verb")
    elif before in beside("before"):
        out.add("left:particle")
    else:
        out.add("left:other")
        if text[max(0, start - 2) : start] in known.common or text[max(0, start - 3) : start] in known.words:
            out.add("left:word")
        if before in "省市区县镇乡村州院校所会部局委厅社团队厂":
            out.add("left:body")
    if before in "·•":
        out.add("dot")
    if first in SOUNDS and before in SOUNDS:
        out.add("foreign_left")
    return out


def _right(text: str, start: int, end: int) -> dict[str, float]:
    """What stands behind."""
    known = lexicon.lexicon()
    after = text[end] if end < len(text) else "\n"
    follower = word_at(text, end, beside("after"), 3)
    called = post_at(text, end)
    if not called and after in "副总" and end < len(text):
        called = post_at(text, end + 1)
    out: dict[str, float] = {}
    if called:
        out["right:post"] = 1
    elif re.match(r"\s?(?:摄影|摄|供图|/?文|报道)", text[end : end + 4]):
        out["right:credit"] = 1
    elif after == "\n":
        out["right:stop"] = 1
    elif after == "、":
        out["right:list"] = 1
    elif after in "，,":
        out["right:comma"] = 1
    elif after in "：:":
        out["right:colon"] = 1
    elif after in ENDS:
        out["right:end"] = 1
    elif len(follower) > 1:
        out["right:verb"] = 1
    elif (follower == "任" and text[end : end + 2] not in known.common) or text.startswith("不再", end):
        out["right:appointed"] = 1
    elif after in "区县镇村乡市州省":
        out["right:place"] = 1
    elif text[end : end + 2] in known.verbs or text[end + 1 : end + 2] in "了着过":
        out["right:any_verb"] = 1
    elif follower:
        out["right:particle"] = 1
        out[f"right:{follower}"] = 1
    else:
        out["right:other"] = 1
        if text[end : end + 2] in known.common or text[end : end + 3] in known.words:
            out["right:word"] = 1
        elif after.isdigit() or after.isascii():
            out["right:ascii"] = 1
    if text[end - 1 : end + 1] in known.common:
        out["right:split"] = 1
        if text[end : end + 2] in known.common or len(follower) > 1:
            out["right:split_word"] = 1
    if text[end - 2 : end + 1] in known.words or text[end - 1 : end + 2] in known.words:
        out["right:split3"] = 1
    if end - start == 2 and len(follower) <= 1 and after not in ENDS and not called:
        out["right:short_open"] = 1
        out["next"] = odds().get(after, (0.0, 1.0, 1.0))[2]
    if after in "·•":
        out["dot"] = 1
    if after in SOUNDS and text[end - 1] in SOUNDS:
        out["foreign_run"] = 1
    return out
