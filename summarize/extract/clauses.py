"""Clauses of a Chinese sentence, and which of them need which: what may be left out so that the rest is still a sentence.

A sentence falls into clauses at its commas. Each has a role: a main clause with a subject of its own, a predicate that borrows the
subject of the clause before it, an adverbial that needs the clause after it, a speaker who governs what follows, or a part that is bound
to the clause before. `needs` turns the roles into dependencies; every set of clauses that is closed under them reads as a sentence. The
words that tell the roles apart stand in `rules/clauses.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from jianbao.sentences import covered, enclosed
from summarize.extract.compressed import FIGURE, NAMED, POST
from summarize.extract.rules import rows
from summarize.extract.tagging import Word, bodies, listed, tagged


@dataclass(frozen=True, slots=True)
class Clause:
    """One comma-bounded part of a sentence; `end` is after its comma."""

    text: str
    start: int
    end: int

    @property
    def body(self) -> str:
        return self.text.strip("，,；;：:。！!？? ")


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


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The alternatives of a role as one expression."""
    found = [r["pattern"] for r in rows("clauses") if r["role"] == name]
    return re.compile("|".join(f"(?:{p})" for p in found))


@lru_cache(maxsize=512)
def parts(text: str) -> tuple[Clause, ...]:
    """Clauses at commas, semicolons and colons outside quotations, brackets, titles and numbers."""
    inside = covered(text, enclosed(text))
    marks = [
        m.end()
        for m in re.finditer(r"[，,；;：:]", text)
        if not inside[m.start()]
        and not (text[m.start() - 1 : m.start()].isdigit() and text[m.end() : m.end() + 1].isdigit())
    ]
    out, start = [], 0
    for end in [*(m for m in marks if m < len(text)), len(text)]:
        if end > start:
            out.append(Clause(text[start:end], start, end))
            start = end
    return tuple(out)


def starts_with_verb(text: str) -> bool:
    """A sentence or clause without a subject of its own, as far as its words tell."""
    return bool(pattern("verb").match(text))


_SKIPPED = frozenset(["d", "ad", "vd", "zg", "c", "t", "w", "u", "ul", "uz", "y", "o"])
_VERBAL = frozenset(["v", "vi", "vq", "vg", "df"])
_NAMED = frozenset(["ns", "nt", "nr", "nrt", "nz", "nrfg", "m"])
_STARTS = listed("predicate")
_ADVERBS = listed("adverb")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the words of a clause say.

    subject: where its subject ends in the sentence, -1 for none; modal: where the modal verbs behind it end. verb: whether there is a verb.
    nominal: it is a noun phrase only, such as a subject that a comma sets off. named: a name or figure stands in the subject; length: of
    it.
    """

    subject: int = -1
    modal: int = -1
    verb: bool = False
    nominal: bool = False
    named: bool = False
    length: int = 0


def _read(words: Sequence[Word]) -> _Reading:
    words = [w for w in words if w.tag != "w"]
    for k, w in enumerate(words[1:]):  # 总结了工作: what 了 follows is a verb
        if w.text in ("了", "过") and len(words[k].text) > 1:
            words[k] = replace(words[k], tag="v")
    for k, w in enumerate(words[1:], 1):  # 会议通报情况: a verb behind what does it, for all that the dictionary says
        if w.text in listed("act") and k + 1 < len(words):
            words[k] = replace(w, tag="v")
    verb = any(_is_verb(w) for w in words)
    loose = not verb  # without a plain verb, words that are verb and noun count as verbs
    if loose:
        verb = any(w.tag == "vn" for w in words[1:])
    n = 0
    while (
        n < len(words)
        and (words[n].tag in _SKIPPED or words[n].text in _ADVERBS or _dated(words[n]))
        and words[n].text not in _STARTS
    ):
        n += 1
    begin = n
    if n < len(words) and words[n].tag in ("i", "l") and not (words[n].tag == "l" and _acts(words[n + 1 :])):
        # a set phrase of four characters
        return _Reading(verb=True)
    if (
        n < len(words)
        and words[n].tag in ("a", "i", "z", "b", "v", "vn")
        and n + 1 < len(words)
        and _is_verb(words[n + 1])
    ):
        return _Reading(verb=verb)
    while n < len(words) and not _predicate(words, n, loose):
        n += 1
    if n == len(words):
        return _Reading(verb=verb, nominal=True)
    if n == begin:
        return _Reading(verb=verb)
    if _relative(words, n):
        return _Reading(verb=verb, nominal=True)
    phrase = words[begin:n]
    if not any(w.tag[0] in "nrmjsx" or w.tag == "vn" for w in phrase):
        return _Reading(verb=verb)
    m = n
    while m < len(words) and pattern("modal").fullmatch(words[m].text):
        m += 1
    length = phrase[-1].end - phrase[0].start
    return _Reading(words[n - 1].end, words[m - 1].end, verb, False, any(w.tag in _NAMED for w in phrase), length)


def _acts(words: Sequence[Word]) -> bool:
    """Does what follows a noun start with its verb, adverbs aside?"""
    first = next((w for w in words if w.tag not in _SKIPPED), None)
    return first is not None and _is_verb(first)


def _is_verb(word: Word) -> bool:
    return word.tag in _VERBAL or word.text in ("是", "有", "为", "达")


def _dated(word: Word) -> bool:
    return (
        word.tag == "t"
        or (word.tag == "f" and len(word.text) > 1)
        or (word.tag == "m" and bool(re.search(r"[年月日号时]", word.text)))
    )


def _predicate(words: Sequence[Word], n: int, loose: bool) -> bool:
    """Does the predicate start at word `n`: a verb, adverb or preposition? A verb right before 的 is part of a noun phrase."""
    w = words[n]
    if (n + 1 < len(words) and words[n + 1].text == "的") or (n and words[n - 1].text == "的"):
        return False
    if w.tag in ("p", "d") or w.text in _STARTS or _is_verb(w):
        return True
    return loose and w.tag == "vn" and n + 1 < len(words)


def _relative(words: Sequence[Word], n: int) -> bool:
    """Is all from the preposition at `n` to the last 的 a relative clause, with nouns only behind it: 部门向灾区调拨的4.2万件物资?"""
    last = max((k for k, w in enumerate(words) if w.text == "的"), default=-1)
    if last <= n or words[n].tag != "p" or not (_is_verb(words[last - 1]) or words[last - 1].tag == "vn"):
        return False
    return not any(_is_verb(w) or w.tag == "d" for w in words[last + 1 :])


def _role(clause: Clause, words: Sequence[Word], *, first: bool) -> tuple[str, _Reading]:
    """The role of a clause taken alone; "fragment" is a noun phrase that belongs to the next clause."""
    body = clause.body
    reading = _read(words)
    if clause.text.rstrip()[-1:] not in "。！？；;" and pattern("speaker").search(body):
        return "speaker", reading
    if not first and pattern("bound").match(body):
        return "bound", reading
    if pattern("opener").fullmatch(body):
        return "adverbial", _Reading()
    if pattern("when").search(body) and not (reading.subject >= 0 and _FOUNDED.search(body)):
        return "adverbial", reading
    bare = _ENCLOSED.sub("某", body)
    told = _NOMINAL.sub("", bare[2:])
    if pattern("preposition").match(body) and len(bare) < 40 and not pattern("finished").search(told):
        return "adverbial", _Reading()
    if pattern("unfinished").search(bare) or (
        (NAMED.search(body) or _TITLED.search(bare)) and not pattern("finished").search(bare)
    ):
        return "fragment", replace(reading, nominal=True)
    if pattern("verb").match(body):
        return "predicate", _Reading(verb=True)
    if _suspended(words, reading):
        return "fragment", replace(reading, nominal=True)
    if reading.nominal or not reading.verb:
        figure = FIGURE.search(body, 1)
        if figure and _AMOUNT.search(body):
            measure = len(body[: figure.start()]) <= 7 and pattern("measure").search(body[: figure.start()])
            return ("bound" if measure and not first else "main"), _Reading(named=True, length=len(body))
        return "fragment", reading
    return ("main" if reading.subject >= 0 else "predicate"), reading


_COUNTED = re.compile(r"[\d万亿千百余多][个名位人家户条项件次场座所][^，]?$")
"""A subject that breaks off right behind what is counted: its verb was read out of a noun, as in 1110名报到党员."""
_DONE_BY = re.compile(r"[交并]?由|[被让给]")
"""A subject that is no subject but the doer behind 由: 进校后交由学校统一保管 lends nothing to 禁止带入课堂."""
_GROUNDS = frozenset(["因", "因为", "由于", "鉴于"])


def _suspended(words: Sequence[Word], reading: _Reading) -> bool:
    """A subject and the ground for what it does, the predicate being in the next clause: 总经理因达到退休年龄，申请辞职."""
    said = [w for w in words if w.tag != "w"]
    after = next((w for w in said if w.start >= reading.subject), None)
    return reading.subject >= 0 and after is not None and after.text in _GROUNDS and said[-1].tag[0] == "n"


@lru_cache(maxsize=512)
def groups(text: str) -> tuple[Group, ...]:
    """The groups of a sentence with what each needs."""
    clauses = parts(text)
    words = tuple(bodies(tagged(text, [(m.start(), m.end(), "m") for m in _QUANTITY.finditer(text)])))
    merged: list[tuple[list[Clause], str, _Reading]] = []
    join, heads = False, ""
    for n, clause in enumerate(clauses):
        role, reading = _role(clause, [w for w in words if clause.start <= w.start < clause.end], first=n == 0)
        last = n == len(clauses) - 1
        if role == "fragment" and n and not last and clauses[n + 1].text[0] in "他她它其该这此":
            role = "bound"
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
                    _Reading(verb=True, named=True, length=99) if role != "main" else reading,
                )
            else:
                merged[-1] = ([*held, clause], old, before)
        else:
            merged.append(([clause], role, reading))
        old = merged[-1][1]
        if not heads and n and clauses[n - 1].text.rstrip()[-1:] in "：:" and old != "speaker":
            heads = "every" if _LISTS.search(clauses[n - 1].body) else "nouns"
        join = not last and (
            role == "fragment"
            or (
                clauses[n + 1].text[0] == "是"
                and bool(_OF.search(clause.body))
                and not pattern("finished").search(clause.body[-8:])
            )
            or (old == "fragment" and role == "adverbial")
            or (clause.text.rstrip()[-1:] in "：:" and role != "speaker")
            or bool(pattern("condition").match(clause.body) or _CASE.search(clause.body))
            or (role == "adverbial" and reading.subject >= 0 and _lacks_subject(clauses[n + 1], words))
        )
    return _linked(text, merged)


def _lacks_subject(clause: Clause, words: Sequence[Word]) -> bool:
    return _role(clause, [w for w in words if clause.start <= w.start < clause.end], first=False)[0] == "predicate"


_CASE = re.compile(r"^(?!.*(?:是|[^行作]为)).{4,}[^了着过]的$")
"""The case that a rule is for, named by 的: 违反规定燃放的，处以罚款."""
_LISTS = re.compile(r"(?:下列|以下|如下|任命|免去|名单)[^，,。]*$")
"""Behind a colon after these words, everything is an item: it means nothing without what announces it."""
_AMOUNT = re.compile(
    r"[\d一二三四五六七八九十百千万亿](?:[余多]?(?:平方公?里|平方米|立方米|千瓦时|个百分点|[\u4e00-\u9fff%％]{0,2})|[余多]?[\u4e00-\u9fff]*/[\u4e00-\u9fff]+)$"
)
_FOUNDED = re.compile(r"[于至到][0-9一二三四五六七八九十年月日]+[底末初]?$")
_NOMINAL = re.compile(r"的[\u4e00-\u9fff]{2}$")
"""A verb that 的 makes a noun: 通过活动的开展 has no predicate yet."""
_PARTLY = re.compile(r"^其中(?!的)")
_OF = re.compile(r"的[^的了过]{2,24}$")
_TITLED = re.compile(rf"^(?!.*(?:任|为|是|当选|有|出席|会见|参加)).*(?:{POST})$")
_ENCLOSED = re.compile(r"“[^”]*”|《[^》]*》|（[^（）]*）")
_QUANTITY = re.compile(r"(?:近|约|超|逾)?\d[\d,.]*(?:[万亿千百])*(?:余|多)?[年月日个名项人家元户亩件套台]?")


def _linked(text: str, merged: Sequence[tuple[list[Clause], str, _Reading]]) -> tuple[Group, ...]:
    roles = [role for _, role, _ in merged]
    out: list[Group] = []
    head = speaker = -1  # the last group with a subject of its own, and who speaks
    waiting: list[int] = []  # adverbials that need what comes next
    part = -1  # 其中阳新签约18个项目: what has no subject behind it is of that part
    for n, (clauses, role, reading) in enumerate(merged):
        aim = n > 0 and roles[n - 1] == "adverbial" and bool(pattern("purpose").match(text[out[n - 1].start :]))
        if role == "predicate" and head < 0 and aim and "main" in roles[n + 1 :]:
            role = roles[n] = "adverbial"  # 为推动…，促进…，: still the purpose
        if role == "predicate" and head < 0 and _owned(merged[n + 1 :]):
            role = roles[n] = "adverbial"  # 持续推进…，全国工商联召开会议: what it does is told before it is named
        needs = {speaker} if speaker >= 0 else set()
        if role == "bound" and n:
            needs.add(n - 1)
        elif (role == "predicate" and head >= 0) or (
            role == "main" and head >= 0 and not _independent(clauses[0].body, reading)
        ):
            needs.add(head)
        if role == "predicate" and part >= 0:
            needs.add(part)
        if role == "predicate" and n and roles[n - 1] == "bound" and merged[n - 1][2].subject >= 0:
            needs.add(n - 1)  # 平均186毫米，最大降雨出现在石浦镇，达412毫米: said of the subject that came last
        part = n if _PARTLY.match(clauses[0].body) else part if role in ("predicate", "bound") else -1
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


def _owned(later: Sequence[tuple[list[Clause], str, _Reading]]) -> bool:
    """Is a clause with a named subject the first of `later` that is no predicate?"""
    first = next(((role, reading) for _, role, reading in later if role != "predicate"), None)
    return first is not None and first[0] == "main" and first[1].named and first[1].subject >= 0


def _independent(body: str, reading: _Reading) -> bool:
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
