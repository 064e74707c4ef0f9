"""The ways to tell a sentence: whole, and with clauses and phrases left out, each of them a sentence still."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from summarize.extract.clauses import pattern, starts_with_verb
from summarize.extract.compressed import FIGURE, Compressed, Cut, less
from summarize.extract.cuts import squeeze, tighten, trim
from summarize.extract.groups import Group, closed, groups
from summarize.extract.measures import words_of
from summarize.extract.tagging import tagged

MOST_CLAUSES = 14
"""Groups of clauses above which a sentence is told whole or not at all: it is a list, and its subsets are too many."""
MOST_SETS = 80
LEAST = 12
"""Letters and figures of what cuts leave of a sentence, at least, where it has no subject: 新签约项目57个 says of nobody when or where."""
CHOSEN = 3
"""Groups that a form is built around, at most, before what they need is added."""
_MARKS = re.compile(r"\W")
_ENDS = "。.！!？?；;…"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to tell a sentence. cuts: spans of it that are left out, in order; words: English words of its translation."""

    text: str
    cuts: tuple[Cut, ...]
    rules: tuple[str, ...]
    words: float


def forms(text: str, *, language: str = "zh", speaker: bool = False) -> tuple[Form, ...]:
    """The forms of a sentence, the fullest first. speaker: who speaks stays, for the next sentence calls them 他."""
    whole = trim(text, language=language)
    made: dict[str, Form] = {}

    def add(compressed: Compressed) -> None:
        form = Form(
            compressed.text, compressed.cuts, compressed.rules, max(1.0, words_of(compressed.text, language=language))
        )
        if not made or (
            (len(_MARKS.sub("", form.text)) >= LEAST or _says_who(form.text)) and (language == "en" or keeps(form.text))
        ):
            made.setdefault(form.text, form)

    spoken = language == "en" or starts_with_verb(whole.text)
    acts = language != "en" and _does(whole.text)

    def keeps(told: str) -> bool:
        """Has it a subject where the whole sentence has one, and a verb or a figure where that has a verb?"""
        begins = starts_with_verb(told) or bool(_CONTINUES.match(told))
        return (spoken or not begins) and (not acts or _does(told) or bool(FIGURE.search(told)))

    add(whole)
    if language == "en":
        return tuple(made.values())
    tight = tighten(whole.text, language=language, speaker=speaker)
    for base in (whole, compose(text, whole, tight)) if tight.cuts else (whole,):
        short = [(a, b, name) for (a, b), name in _named(squeeze(base.text))]
        for cuts in _clause_cuts(base.text):
            add(compose(text, base, less(base.text, cuts)))
            if short:
                add(compose(text, base, less(base.text, [*cuts, *short])))
    return tuple(sorted(made.values(), key=lambda f: -f.words))


def _acts(who: str) -> bool:
    """Ends it with a verb, modal ones aside, which is what the subject does?"""
    last = next((w for w in reversed(tagged(who)) if not pattern("modal").fullmatch(w.text)), None)
    return last is not None and last.tag in ("v", "p")


def _heirs_subject(who: str, cut: str, rest: str) -> bool:
    """May `who` go straight on to `rest`, `cut` being left out?

    Not where `who` breaks off inside a word or with a verb of its own, where `rest` has a subject of its own
    (将|日处理能力可提升) or is said of nobody (未观察到血栓), or where `cut` says of which extreme `rest` is (优秀率|最低，为62.1%).
    """
    if _UNENDED.search(who) or _acts(who) or "最" in cut or cut[0] in _MEASURED:
        return False
    if pattern("impersonal").match(rest):
        return False
    return starts_with_verb(rest) or (who[-1] not in "将要会应须可" and _goes_on(rest))


def _goes_on(text: str) -> bool:
    """Begins it with a verb, adverbs in front of it aside?"""
    said = next((w for w in tagged(text) if w.tag not in ("d", "ad", "zg", "c", "p")), None)
    return said is not None and said.tag[0] == "v"


def _does(text: str) -> bool:
    return any(w.tag[0] == "v" or w.text in ("是", "有", "为") for w in tagged(text))


def _says_who(text: str) -> bool:
    """Has a short form a clause with a subject of its own?"""
    return any(g.role == "main" and g.subject > 0 for g in groups(text))


def _named(compressed: Compressed) -> Iterator[tuple[Cut, str]]:
    yield from zip(compressed.cuts, compressed.rules, strict=True)


def compose(text: str, first: Compressed, second: Compressed) -> Compressed:
    """Cuts of the second, which point into the text of the first, as cuts of `text`."""
    if not second.cuts:
        return first
    offsets = [i for i in range(len(text)) if not any(a <= i < b for a, b in first.cuts)]
    moved = [(offsets[a], offsets[b - 1] + 1, name) for (a, b), name in _named(second)]
    return less(text, [*((a, b, name) for (a, b), name in _named(first)), *moved])


def _clause_cuts(text: str) -> Iterator[list[tuple[int, int, str]]]:
    """What goes with the clauses that are left out, for each set of clauses that may stay."""
    found = groups(text)
    yield []
    if not 1 < len(found) <= MOST_CLAUSES:
        return
    for kept in _sets(text, found):
        cuts = _cuts(text, found, kept)
        yield cuts
        for head in kept:
            lent = _lend(text, found, kept, head)
            if lent:
                yield [*cuts, *lent]


def _sets(text: str, found: Sequence[Group]) -> list[frozenset[int]]:
    """Sets of groups closed under what they need: around one to three of them, and all but one."""
    every = frozenset(range(len(found)))
    sets: dict[frozenset[int], None] = {every: None}
    for k in every:
        rest = closed(text, frozenset(q for q in every if q != k and k not in _needs(found, q)))
        if rest and k not in rest:
            sets.setdefault(rest)
    for size in range(1, CHOSEN + 1):
        for wanted in combinations(range(len(found)), size):
            if len(sets) >= MOST_SETS:
                return list(sets)
            kept = closed(text, frozenset(wanted))
            if kept:
                sets.setdefault(kept)
    return list(sets)


def _needs(found: Sequence[Group], k: int) -> set[int]:
    seen: set[int] = set()
    todo = [k]
    while todo:
        for q in found[todo.pop()].needs - seen:
            seen.add(q)
            todo.append(q)
    return seen


def _cuts(text: str, found: Sequence[Group], kept: frozenset[int]) -> list[tuple[int, int, str]]:
    """Spans of the groups that go. The mark that ends the sentence stays; the comma before a tail that goes goes with it."""
    stop = len(text.rstrip(_ENDS))
    quoted = re.search(rf"[{_ENDS}](?P<close>[”’」』]+)$", text)
    last = max(kept)
    out: list[tuple[int, int, str]] = []
    for k, g in enumerate(found):
        if k in kept:
            continue
        start, end = g.start, g.end
        if k == last + 1 and text[start - 1 : start] in "，,；;：:":
            start -= 1
        if k == len(found) - 1 and quoted:  # 他说：“……。”: the full stop of the quotation ends what is left
            out += [(start, quoted.start(), "clause"), (*quoted.span("close"), "clause")]
            continue
        out.append((start, min(end, stop) if k == len(found) - 1 else end, "clause"))
    return [(a, b, name) for a, b, name in out if b > a]


_CONTINUES = re.compile(r"[至到达](?=\d)")
"""至65.1，连续12个月低于80: what fell to it is cut."""
_UNENDED = re.compile(r"[\d东南西北]$")
"""Ends of a subject of which the tagger has taken a part for a verb: 7|分, 北|起."""
_MEASURED = "率量数额度值"
"""What makes a word of the one before, where the tagger has cut it off: 优秀|率."""
_ALSO = re.compile(r"(?:并且?|还|也|又)(?=[\u4e00-\u9fff]{2})(?!还是|也是|又一)")


def _lend(text: str, found: Sequence[Group], kept: frozenset[int], head: int) -> list[tuple[int, int, str]]:
    """The predicate of `head`, left out so that its subject goes straight on to a later predicate of its own; nothing where none may."""
    group = found[head]
    heirs = [k for k in sorted(kept) if head in found[k].needs]
    if group.subject < 0 or not heirs or any(found[k].role != "predicate" for k in heirs):
        return []
    first = found[heirs[0]]
    between = [k for k in kept if head < k < heirs[0]]
    if between or (pattern("modal").match(text[first.start :]) and text[group.subject - 1] in "将要会"):
        return []
    if not _heirs_subject(
        text[group.start : group.subject], text[group.subject : group.end], text[first.start : first.end]
    ):
        return []
    also = _ALSO.match(text, first.start)
    cuts = [(group.subject, group.end, "predicate")]
    if also:
        cuts.append((first.start, also.end(), "predicate"))
    return cuts
