"""Chinese personal names in a text, and their English spelling."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from facts.glossary.glossary import Glossary
from facts.names.candidates import candidates, known_spans, term_spans
from facts.names.evidence import features as features_of
from facts.names.evidence import support as support_of
from facts.names.model import scores
from facts.names.pinyin import pinyin_name
from facts.posts import post_before

THRESHOLD = 0.0
"""Score, in log odds, from which a string is a name where a post, a verb of speech or another name stands beside it."""

BARE = 2.0
"""The same where no mention has such a neighbour: names of plants and places are built like names of people."""

LEFT = -2.0
"""Score that is enough right after a post or a word for a person, where no other reading of the characters comes near."""

KNOWN = 9.0
"""Score of a name that everybody knows."""

EVIDENCE = 1.5
"""Score of one mention from which the others of the same string need less."""

REPEATED = -3.5
"""Score that is enough where another mention has evidence."""

CONFIDENT = 1.5
"""Score from which at most one name in thirty was wrong in the releases."""


@dataclass(frozen=True, slots=True)
class Person:
    """One mention of a person at ``text[start:end]``; ``title`` is the Chinese post right before it, "" if there is none."""

    chinese: str
    english: str
    start: int
    end: int
    title: str
    confident: bool


def people(text: str) -> tuple[Person, ...]:
    """Every mention of a Chinese personal name, in text order.

    Found by a small model (facts/names/model.py) over evidence (facts/names/evidence.py): surname, post or verb beside it, lists joined
    by 、, whether the characters are usual in given names or part of common words, and other mentions in the text. The weights were
    fitted on sentence-aligned releases. Foreign and ethnic-minority names are left alone.
    """
    scored = _scores(text)
    best: dict[str, float] = {}
    supported: set[str] = set()
    for start, end, score, support in scored:
        name = text[start:end]
        best[name] = max(score, best.get(name, -99.0))
        if support and score >= THRESHOLD:
            supported.add(name)
    kept = []
    for start, end, score, support in scored:
        name = text[start:end]
        top = best[name]
        if name not in supported and support < 2 and score < BARE:
            continue
        if (
            score >= THRESHOLD
            or (support > 1 and score >= LEFT and _alone(scored, start, end, score))
            or (top >= EVIDENCE and score >= REPEATED)
        ):
            kept.append((max(score, min(top, score + 4.0)), start, end, top))
    kept.sort(key=lambda item: (-item[0], item[1], -item[2]))
    taken = bytearray(len(text))
    found = []
    for _, start, end, top in kept:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append((start, end, top))
    found.sort()
    persons = []
    foreign: set[str] = set()
    previous = 0
    for start, end, top in found:
        name = text[start:end]
        title = title_before(text, start, previous)
        if title and _abroad(text, start, previous):
            foreign.add(name)
        persons.append(Person(name, pinyin_name(name), start, end, title, top >= CONFIDENT))
        previous = end
    return tuple(person for person in persons if person.chinese not in foreign)


def _scores(text: str) -> list[tuple[int, int, float, int]]:
    """Candidates with their log odds, and whether something beside them speaks of a person."""
    terms = term_spans(text)
    known = known_spans(text)
    ends = [end for _, end in terms]
    spans, found = [], []
    for start, end in candidates(text, [*terms, *((first, last) for first, last, _ in known)]):
        first = bisect_left(ends, start + 1)
        near = []
        while first < len(terms) and terms[first][0] < end:
            near.append(terms[first])
            first += 1
        spans.append((start, end))
        found.append(features_of(text, start, end, near))
    scored = [
        (*span, score, support_of(features)) for span, score, features in zip(spans, scores(found), found, strict=True)
    ]
    return scored + [(start, end, KNOWN, 2) for start, end, pinyin in known if pinyin]


def _abroad(text: str, start: int, floor: int) -> bool:
    """Whether the words before a name place its bearer in another country (英国首相, 阿根廷驻华大使)."""
    chunk = re.split(r"[，。；：！？、,;:!?\n“”‘’\"（）()《》\s]", text[max(floor, start - 25) : start])[-1]
    if "驻华" in chunk or "联合国秘书长" in chunk:
        return True
    if re.search("中国|我国|中方|驻|研究|学院|大学", chunk):
        return False
    return any(match.term.kind == "country" and match.term.source != "中国" for match in Glossary.builtin().find(chunk))


def _alone(scored: list[tuple[int, int, float, int]], start: int, end: int, score: float) -> bool:
    """Whether no overlapping candidate scores within one point."""
    return not any(
        first < end and start < last and (first, last) != (start, end) and other > score - 1.0
        for first, last, other, _ in scored
    )


def title_before(text: str, start: int, floor: int = 0) -> str:
    """The post that stands right before ``start`` and after ``floor``, with its institution: 成都市政府副秘书长; "" if there is none."""
    if not post_before(text, start):
        return ""
    begin = max(floor, start - 40)
    chunk = re.split(r"[，。；：！？,;:!?\n“”‘’\"（）()《》\s]", text[begin:start])[-1]
    chunk = re.sub(r"^(?:、|和|与|及|以及|等)+", "", chunk)
    chunk = re.sub(r"^.*(?:时任|现任|邀请|聘请|任命|陪同|听取|会见|根据|来自|欢迎|通知|介绍)(?!人|员)", "", chunk)
    return re.sub(r"^(?:由|受|经|据|对|为|向|给|让|请|在|当|当天|原|是)(?=.{2})", "", chunk)
