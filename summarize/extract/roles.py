"""The role of a clause: main, predicate without a subject of its own, adverbial, speaker, bound to the one before, or a fragment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarize.extract.clauses import Clause, pattern
from summarize.extract.compressed import FIGURE, NAMED, POST
from summarize.extract.subjects import Reading, read
from summarize.extract.tagging import Word

_AMOUNT = re.compile(
    r"[\d一二三四五六七八九十百千万亿](?:[余多]?(?:平方公?里|平方米|立方米|千瓦时|个百分点|[\u4e00-\u9fff%％]{0,2})|[余多]?[\u4e00-\u9fff]*/[\u4e00-\u9fff]+)$"
)
_FOUNDED = re.compile(r"[于至到][0-9一二三四五六七八九十年月日]+[底末初]?$")
_NOMINAL = re.compile(r"的[\u4e00-\u9fff]{2}$")
"""A verb that 的 makes a noun: 通过活动的开展 has no predicate yet."""
_TITLED = re.compile(rf"^(?!.*(?:任|为|是|当选|有|出席|会见|参加)).*(?:{POST})$")
_ENCLOSED = re.compile(r"“[^”]*”|《[^》]*》|（[^（）]*）")
_WHO = re.compile(r"的[^，的]{2,16}(?:人员|者|单位|企业|个人|居民|学生|家庭|机构)(?:均|都|可|须|应|不得)")
"""Whom a rule is for, and what they may: 在本市从事快递的灵活就业人员均可参加 is no adverbial."""
_RULED = re.compile(r"的(?:要求|规定|决定|建议|消息)$")
"""按照《规定》的要求 says by what rule, not who demands."""
_GROUNDS = frozenset(["因", "因为", "由于", "鉴于"])


def role_of(clause: Clause, words: Sequence[Word], *, first: bool) -> tuple[str, Reading]:
    """The role of a clause taken alone; "fragment" is a noun phrase that belongs to the next clause."""
    body = clause.body
    reading = read(words)
    if clause.text.rstrip()[-1:] not in "。！？；;" and pattern("speaker").search(body) and not _RULED.search(body):
        return "speaker", reading
    if not first and pattern("bound").match(body):
        return "bound", reading
    if pattern("opener").fullmatch(body):
        return "adverbial", Reading()
    if pattern("when").search(body) and not (reading.subject >= 0 and _FOUNDED.search(body)):
        return "adverbial", reading
    bare = _ENCLOSED.sub("某", body)
    told = _NOMINAL.sub("", bare[2:])
    if (
        pattern("preposition").match(body)
        and len(bare) < 40
        and not pattern("finished").search(told)
        and not _WHO.search(bare)
    ):
        return "adverbial", Reading()
    if pattern("unfinished").search(bare) or (
        (NAMED.search(body) or _TITLED.search(bare)) and not pattern("finished").search(bare)
    ):
        return "fragment", replace(reading, nominal=True)
    if pattern("verb").match(body):
        return "predicate", Reading(verb=True)
    if _suspended(words, reading):
        return "fragment", replace(reading, nominal=True)
    if reading.subject >= 0 and _named_only(body, words):
        return "fragment", replace(reading, nominal=True)
    if reading.nominal or not reading.verb:
        figure = FIGURE.search(body, 1)
        if figure and _AMOUNT.search(body):
            measure = len(body[: figure.start()]) <= 7 and pattern("measure").search(body[: figure.start()])
            return ("bound" if measure and not first else "main"), Reading(named=True, length=len(body))
        return "fragment", reading
    return ("main" if reading.subject >= 0 else "predicate"), reading


def _named_only(body: str, words: Sequence[Word]) -> bool:
    """Is a short clause a name, of which the last character is in the dictionary as a verb: 骆一鸣，1979年出生?"""
    said = [w.text for w in words if w.tag != "w"]
    return len(body) <= 4 and len(said) > 1 and len(said[-1]) == 1 and said[-1] not in "了过着"


def _suspended(words: Sequence[Word], reading: Reading) -> bool:
    """A subject and the ground for what it does, the predicate being in the next clause: 总经理因达到退休年龄，申请辞职."""
    said = [w for w in words if w.tag != "w"]
    after = next((w for w in said if w.start >= reading.subject), None)
    return reading.subject >= 0 and after is not None and after.text in _GROUNDS and said[-1].tag[0] == "n"


def lacks_subject(clause: Clause, words: Sequence[Word]) -> bool:
    return role_of(clause, [w for w in words if clause.start <= w.start < clause.end], first=False)[0] == "predicate"
