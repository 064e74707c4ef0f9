"""What the words of a clause say: its subject, its modal verbs, whether it has a verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarize.extract.clauses import pattern
from summarize.extract.tagging import Word, listed

_SKIPPED = frozenset(["d", "ad", "vd", "zg", "c", "t", "w", "u", "ul", "uz", "y", "o"])
_VERBAL = frozenset(["v", "vi", "vq", "vg", "df"])
_NAMED = frozenset(["ns", "nt", "nr", "nrt", "nz", "nrfg", "m"])
_STRETCH = re.compile(r"(?:最后|[前后末第])?[\d一二三四五六七八九十]+(?:米|公里|分钟|秒|圈|回合|局|节|盘|轮)")
_STARTS = listed("predicate")
_ADVERBS = listed("adverb")


@dataclass(frozen=True, slots=True)
class Reading:
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


def read(words: Sequence[Word]) -> Reading:
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
        return Reading(verb=True)
    if (
        n < len(words)
        and words[n].tag in ("a", "i", "z", "b", "v", "vn")
        and n + 1 < len(words)
        and _is_verb(words[n + 1])
    ):
        return Reading(verb=verb)
    while n < len(words) and not _predicate(words, n, loose):
        n += 1
    if n == len(words):
        return Reading(verb=verb, nominal=True)
    if n == begin:
        return Reading(verb=verb)
    if _relative(words, n):
        return Reading(verb=verb, nominal=True)
    phrase = words[begin:n]
    if _STRETCH.fullmatch("".join(w.text for w in phrase)):  # 最后50米完成反超: when, not who
        return Reading(verb=verb)
    if not any(w.tag[0] in "nrmjsx" or w.tag == "vn" for w in phrase):
        return Reading(verb=verb)
    m = n
    while m < len(words) and pattern("modal").fullmatch(words[m].text):
        m += 1
    length = phrase[-1].end - phrase[0].start
    return Reading(words[n - 1].end, words[m - 1].end, verb, False, any(w.tag in _NAMED for w in phrase), length)


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
    qualifies = n + 3 < len(words) and words[n + 1].tag[0] == "v" and words[n + 2].text == "的"
    if w.tag == "d" and w.text not in ("将", "把", "被") and qualifies:
        return False  # 广东已经投运的风电场为18个
    if w.tag in ("p", "d") or w.text in _STARTS or _is_verb(w):
        return True
    return loose and w.tag == "vn" and n + 1 < len(words)


def _relative(words: Sequence[Word], n: int) -> bool:
    """Is all from the preposition at `n` to the last 的 a relative clause, with nouns only behind it: 部门向灾区调拨的4.2万件物资?"""
    last = max((k for k, w in enumerate(words) if w.text == "的"), default=-1)
    if last <= n or words[n].tag != "p" or not (_is_verb(words[last - 1]) or words[last - 1].tag == "vn"):
        return False
    return not any(_is_verb(w) or w.tag == "d" for w in words[last + 1 :])
