"""Groups of clauses, and which of them need which: what may be left out so that the rest is still a sentence.

A sentence falls into clauses at its commas. Each has a role (`roles.py`): a main clause with a subject of its own, a predicate that
borrows the subject of the clause before it, an adverbial that needs the clause after it, a speaker who governs what follows, or a part
that is bound to the clause before. `needs` turns the roles into dependencies; every set of clauses that is closed under them reads as a
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from summarize.extract.clauses import Clause, parts, pattern
from summarize.extract.compressed import FIGURE
from summarize.extract.roles import lacks_subject, role_of
from summarize.extract.subjects import Reading
from summarize.extract.tagging import bodies, tagged


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses that stand or fall together.

    role: main, predicate, adverbial, speaker, bound. subject: the end, in the sentence, of the subject that a later predicate may borrow
    (its modal verbs included), or -1. needs: indexes of the groups without which this one is not told.
    """

    start: int
    end: int
    role: str
    subject: int = -1
    needs: frozenset[int] = field(default_factory=frozenset)


_CASE = re.compile(r"^(?!.*(?:是|[^行作]为)).{4,}[^了着过]的$")
"""The case that a rule is for, named by 的: 违反规定燃放的，处以罚款."""
_LISTS = re.compile(r"(?:下列|以下|如下|任命|免去|名单)[^，,。]*$")
"""Behind a colon after these words, everything is an item: it means nothing without what announces it."""
_QUALIFIED = re.compile(r"凡|年满|未满|具有|具备|符合|持有|从事")
_MAY = re.compile(r"的[^，的]{2,16}(?:均|都|可|须|应|不得|将|能)")
"""Two clauses that say who may: 年满18周岁、未达到退休年龄，在本市从事快递的灵活就业人员均可参加."""
_SHARE = re.compile(r"(?:另外?有?|还有)?[\d一二两三四五六七八九十百千万]+[余多]?[人名个家例户项起处座]")
"""One more part of the total of which 其中 told the first: 共搜救出13人，其中7人遇难，6人送医."""
_MEANT = re.compile(r"该|此(?!外|次)|其(?!他|中|余|实|间)|这[一个项座条家些]")
_PARTLY = re.compile(r"^其中(?!的)")
_GOES_ON = re.compile(r"是|由于|因(?!此)|均|应当?|须|不得|可以?|将(?!自)|已")
"""What a noun phrase that a comma sets off goes on with: 本次召回范围内的产品，由于强度不足，…"""
_PLANS = re.compile(r"(?:并|还|也)?(?:表示|承诺|保证|宣布|提出|计划|拟|准备|力争)(?:将|要|会)?(?=[\u4e00-\u9fff]{2})")
"""A predicate that says what is meant to be done, not what is."""
_POINTS = re.compile(
    r"(?:同比|环比|比[^，]{1,12}|较[^，]{1,12})?(?:提高|提升|上升|下降|降低|回落|增加|减少|扩大|收窄|高|低)了?[^，]{0,3}\d[\d.]*个百分点"
)
"""A change in points is of the share before it: 占81.2%，提高2.9个百分点."""
_AFTER = re.compile(r"\d+个?(?:月|天|年|周|小时|分钟|日)后")
_OF = re.compile(r"的[^的了过]{2,24}$")
_QUANTITY = re.compile(r"(?:近|约|超|逾)?\d[\d,.]*(?:[万亿千百])*(?:余|多)?[年月日个名项人家元户亩件套台]?")
_COUNTED = re.compile(r"[\d万亿千百余多][个名位人家户条项件次场座所][^，]?$")
"""A subject that breaks off right behind what is counted: its verb was read out of a noun, as in 1110名报到党员."""
_DONE_BY = re.compile(r"[交并]?由|[被让给]")
"""A subject that is no subject but the doer behind 由: 进校后交由学校统一保管 lends nothing to 禁止带入课堂."""


@lru_cache(maxsize=512)
def groups(text: str) -> tuple[Group, ...]:
    """The groups of a sentence with what each needs."""
    clauses = parts(text)
    closed_list = _listed(clauses)
    words = tuple(bodies(tagged(text, [(m.start(), m.end(), "m") for m in _QUANTITY.finditer(text)])))
    merged: list[tuple[list[Clause], str, Reading]] = []
    join, heads = False, ""
    for n, clause in enumerate(clauses):
        role, reading = role_of(clause, [w for w in words if clause.start <= w.start < clause.end], first=n == 0)
        last = n == len(clauses) - 1
        if (
            role == "fragment"
            and n
            and not last
            and (clauses[n + 1].text[0] in "他她它其该这此" or clause.text[-1] in "；;")
        ):
            role = "bound"
        if not n and not last and _QUALIFIED.match(clause.body) and _MAY.search(clauses[1].body):
            role, reading = "fragment", replace(reading, nominal=True)
        if (
            heads
            and role in ("fragment", "predicate", "adverbial", "main")
            and (heads == "every" or role == "fragment")
        ):
            role = "bound"
        if not last and clauses[n + 1].text[0] in "“「" and role in ("main", "predicate"):
            role = "speaker"
        if merged and (join or pattern("together").match(clause.body) or (role == "fragment" and last)):
            held, old, before = merged[-1]
            if join and old in ("fragment", "adverbial"):
                # A subject that the comma sets off, or one inside an adverbial, is the subject of what follows.
                kind = role if role == "speaker" else "main"
                merged[-1] = (
                    [*held, clause],
                    kind,
                    Reading(verb=True, named=True, length=99) if role != "main" else reading,
                )
            else:
                merged[-1] = ([*held, clause], old, before)
        else:
            merged.append(([clause], role, reading))
        old = merged[-1][1]
        if n in closed_list:
            join = True
            continue
        if not heads and n and clauses[n - 1].text.rstrip()[-1:] in "：:" and old != "speaker":
            heads = "every" if _LISTS.search(clauses[n - 1].body) else "nouns"
        join = not last and (
            role == "fragment"
            or (
                bool(_GOES_ON.match(clauses[n + 1].text))
                and bool(_OF.search(clause.body))
                and not pattern("finished").search(clause.body[-8:])
            )
            or (old == "fragment" and role == "adverbial")
            or (clause.text.rstrip()[-1:] in "：:" and role != "speaker")
            or bool(pattern("condition").match(clause.body) or _CASE.search(clause.body))
            or (role == "adverbial" and reading.subject >= 0 and lacks_subject(clauses[n + 1], words))
        )
    return _linked(text, merged)


_ABOUT = re.compile(r"(?:围绕|针对|就|对)[^，]{2,}")
_CLOSED = re.compile(r"等(?:[^，。]{0,8})?(?:提出|进行|展开|开展|作出?|发表|提问)[^，。]{0,10}[。；;]?$")


def _listed(clauses: Sequence[Clause]) -> range:
    """The clauses between 围绕 and the 等…提出询问 that says what is done about them, that one not: they are one list."""
    for last in range(len(clauses) - 1, 0, -1):
        if _CLOSED.search(clauses[last].text) and not _ABOUT.match(clauses[last].body):
            first = next((k for k in range(last) if _ABOUT.search(clauses[k].body)), last)
            return range(first, last)
    return range(0)


def _linked(text: str, merged: Sequence[tuple[list[Clause], str, Reading]]) -> tuple[Group, ...]:
    roles = [role for _, role, _ in merged]
    out: list[Group] = []
    head = speaker = -1  # the last group with a subject of its own, and who speaks
    waiting: list[int] = []  # adverbials that need what comes next
    meant = -1  # 该项目全长214公里: what has no subject behind it is of that project
    part = -1  # 其中阳新签约18个项目: what has no subject behind it is of that part
    horizon = -1  # 到2030年，: what is behind it is a plan, and would be told as done without the year
    counted = -1  # 植入6个月后，…；18个月后，…: the second is counted from what the first names
    planned = -1  # 表示将认真研究，: what has no subject behind it is planned, too
    aim = False
    for n, (clauses, role, reading) in enumerate(merged):
        aim = (
            n > 0 and roles[n - 1] == "adverbial" and (aim or bool(pattern("purpose").match(text[out[n - 1].start :])))
        )
        if role == "predicate" and head < 0 and aim and {"main", "predicate"} & set(roles[n + 1 :]):
            role = roles[n] = "adverbial"  # 为推动…，促进…，: still the purpose
        if role == "predicate" and head < 0 and _owned(merged[n:]):
            role = roles[n] = "adverbial"  # 持续推进…，全国工商联召开会议: what it does is told before it is named
        needs = {speaker} if speaker >= 0 else set()
        if role == "bound" and n:
            needs.add(n - 1)
        elif (role == "predicate" and head >= 0) or (
            role == "main" and head >= 0 and not _independent(clauses[0].body, reading)
        ):
            needs.add(head)
        if role == "predicate" and meant >= 0:
            needs.add(meant)
        meant = n if _MEANT.match(clauses[0].body) else meant if role in ("predicate", "bound") else -1
        shares = part >= 0 and role == "main" and bool(_SHARE.match(clauses[0].body))
        if part >= 0 and (role == "predicate" or shares):
            needs.add(part)
        if role == "predicate" and n and roles[n - 1] == "bound" and merged[n - 1][2].subject >= 0:
            needs.add(n - 1)  # 平均186毫米，最大降雨出现在石浦镇，达412毫米: said of the subject that came last
        if n and _POINTS.match(clauses[0].body):
            needs.add(n - 1)
        if _AFTER.search(clauses[0].text[:12]):
            if counted >= 0:
                needs.add(counted)
            counted = n
        if planned >= 0 and role in ("predicate", "bound"):
            needs.add(planned)
        elif role not in ("predicate", "bound"):
            planned = -1
        if role in ("predicate", "bound") and _PLANS.match(clauses[0].body):
            planned = n
        if pattern("horizon").match(text[clauses[0].start :]):
            horizon = n
        elif horizon >= 0:
            needs.add(horizon)
        if clauses[-1].text.rstrip()[-1:] in "；;":
            horizon = planned = -1
        part = n if _PARTLY.match(clauses[0].body) else part if role in ("predicate", "bound") or shares else -1
        if role == "speaker":
            needs.discard(speaker)
            speaker = n
        if role in ("main", "speaker") or (
            role == "predicate" and head < 0 and not pattern("verb").match(clauses[0].body)
        ):
            head = n  # of a first predicate, the subject may only have been missed
        lends = (
            role == "main"
            and reading.modal > 0
            and reading.named
            and 2 <= reading.length <= 24
            and not _COUNTED.search(text[: reading.subject])
            and not _DONE_BY.search(text[clauses[0].start : reading.subject])
            and not pattern("governs").search(clauses[0].body)
        )
        start, end = clauses[0].start, clauses[-1].end
        out.append(Group(start, end, role, reading.modal if lends else -1, frozenset(needs)))
        if role == "adverbial":
            waiting.append(n)
        else:
            for k in waiting:
                out[k] = Group(out[k].start, out[k].end, "adverbial", -1, out[k].needs | {n})
            waiting = []
    for k in waiting:  # nothing follows: it adds to what comes before
        if k:
            out[k] = Group(out[k].start, out[k].end, "bound", -1, out[k].needs | {k - 1})
    return tuple(out)


def _owned(told: Sequence[tuple[list[Clause], str, Reading]]) -> bool:
    """Is a clause with a named subject the first that is no predicate, with no ； before it?"""
    for clauses, role, reading in told:
        if role != "predicate":
            return role == "main" and reading.named and reading.subject >= 0
        if clauses[-1].text.rstrip()[-1:] in "；;":
            return False
    return False


def _independent(body: str, reading: Reading) -> bool:
    """Can a clause with its own subject stand without the clauses before it: a name or figure in the subject, or a long one?"""
    if pattern("leaning").match(body) or pattern("relational").match(body):
        return False
    return reading.named or reading.length >= 4


_BASE = re.compile(r"相比|[比较](?:上年|去年|前年|\d{4}年|初步|上[月周]|年初|同期)")
_CHANGE = re.compile(r"增长|下降|提高|增加|减少|上升|降低|回落")


def closed(text: str, wanted: frozenset[int]) -> frozenset[int] | None:
    """`wanted` with all that it needs; None where a speaker would be left without words or a change without what it is counted from."""
    found = groups(text)
    kept = set(wanted)
    while True:
        more = set().union(*(found[k].needs for k in kept)) - kept if kept else set()
        if not more:
            break
        kept |= more
    for k in kept:
        if found[k].role == "speaker" and not any(j > k and k in found[j].needs for j in kept):
            return None
    told = [text[found[k].start : found[k].end] for k in sorted(kept)]
    for k, g in enumerate(found):
        if k not in kept and _BASE.search(text[g.start : g.end]):
            later = [t for j, t in zip(sorted(kept), told, strict=True) if j > k]
            if any(
                _CHANGE.search(t) and not _BASE.search(t) and "同比" not in t and "环比" not in t and FIGURE.search(t)
                for t in later
            ):
                return None
    return frozenset(kept)
