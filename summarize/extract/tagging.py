"""Words of a Chinese sentence with their parts of speech, by the most likely path through a dictionary.

The dictionary is jieba's, read as a file (`facts.lexicon`). What facts/ finds (people, quantities), titles in 《》 and short quotations
are one word each. Good enough to tell a subject from a verb and a noun from a function word; nothing here is shown to anybody.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from facts.lexicon import dictionary
from jianbao.deadline import ask
from summarize.extract.rules import rows

LONGEST = 5
QUOTED = 14
"""Characters up to which a quotation counts as one noun."""


@dataclass(frozen=True, slots=True)
class Word:
    """`text` is the sentence's `start:end`.

    tag: jieba's (n noun, v verb, r pronoun, d adverb, p preposition, u particle, m figure, ...), w for marks.
    """

    text: str
    start: int
    end: int
    tag: str
    count: int = 0


@cache
def _words() -> tuple[dict[str, tuple[float, str, int]], float]:
    """word -> (log probability, tag, count), and the log probability of what is not in the dictionary."""
    rows = re.findall(r"^([\u4e00-\u9fff]{1,5}) (\d+) (\w+)$", dictionary(), re.MULTILINE)
    found = {w: (int(n), t) for w, n, t in rows if int(n) > 2 or len(w) == 1}
    total = math.log(sum(n for n, _ in found.values()) + 1)
    return {w: (math.log(max(n, 1)) - total, t, n) for w, (n, t) in found.items()}, -total - 1


_MARK = re.compile(r"\W|_")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&'+-]*|\d[\d.,:%％/-]*")
_ENCLOSED = re.compile(rf"《[^《》]{{1,40}}》|[“「][^”」。！？；，]{{1,{QUOTED}}}[”」]")


def tagged(text: str, known: Iterable[tuple[int, int, str]] = ()) -> tuple[Word, ...]:
    """The words of `text`. known: (start, end, tag) of spans that are one word each; the first of two that overlap counts."""
    ask()
    spans: list[tuple[int, int, str]] = []
    for start, end, tag in [*known, *((m.start(), m.end(), "nz") for m in _ENCLOSED.finditer(text)), *_latin(text)]:
        if all(end <= a or start >= b for a, b, _ in spans):
            spans.append((start, end, tag))
    out: list[Word] = []
    at = 0
    for start, end, tag in sorted(spans):
        out += _segment(text, at, start)
        out.append(Word(text[start:end], start, end, tag))
        at = end
    out += _segment(text, at, len(text))
    return tuple(out)


def _latin(text: str) -> Iterator[tuple[int, int, str]]:
    for m in _LATIN.finditer(text):
        yield m.start(), m.end(), "m" if text[m.start()].isdigit() else "nz"


def _segment(text: str, start: int, end: int) -> list[Word]:
    out: list[Word] = []
    at = start
    for m in _MARK.finditer(text, start, end):
        out += _path(text[at : m.start()], at)
        out.append(Word(m.group(), m.start(), m.end(), "w"))
        at = m.end()
    return out + _path(text[at:end], at)


def _path(run: str, offset: int) -> list[Word]:
    """The most likely words of a run without marks."""
    words, unknown = _words()
    size = len(run)
    best: Sequence[float]
    best, back = [0.0] * (size + 1), [1] * (size + 1)
    for i in range(size - 1, -1, -1):
        top, length = -math.inf, 1
        for n in range(1, min(LONGEST, size - i) + 1):
            entry = words.get(run[i : i + n])
            if entry is None and n > 1:
                continue
            score = (entry[0] if entry else unknown) + best[i + n]
            if score > top:
                top, length = score, n
        best[i], back[i] = top, length
    out: list[Word] = []
    i = 0
    while i < size:
        word = run[i : i + back[i]]
        _, tag, count = words.get(word, (0.0, "x", 0))
        out.append(Word(word, offset + i, offset + i + len(word), tag, count))
        i += len(word)
    return out


@cache
def listed(role: str) -> frozenset[str]:
    """The words of a role in `rules/words.tsv`."""
    return frozenset(word for r in rows("words") if r["role"] == role for word in r["words"].split())


_JOINED = frozenset(["n", "ns", "nz", "nt", "j", "vn", "b", "nr", "s", "l", "nrt", "a", "v", "m", "f"])
_LONGEST_BODY = 7
"""Words that the name of a body may have."""
_CENTRAL = frozenset(["全国", "中国", "国家", "中央", "最高"])


@cache
def body_end() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:[\u4e00-\u9fff]{{0,3}}(?:{'|'.join(sorted(listed('body'), key=len, reverse=True))})|[部委局厅署院社])$"
    )


def bodies(words: Sequence[Word]) -> Iterator[Word]:
    """The words with those of a body's name as one: a place or proper name, and what follows it up to a word for a kind of body."""
    n = 0
    while n < len(words):
        w = words[n]
        best = n
        opens = n == 0 or words[n - 1].tag == "w"
        if w.tag in ("ns", "nt", "nz", "j") or w.text in _CENTRAL or (opens and w.tag in ("n", "a", "d")):
            for k in range(n + 1, min(n + _LONGEST_BODY, len(words))):
                if words[k].tag not in _JOINED or words[k].tag == "m":
                    break
                if (
                    words[k].tag[0] in "nj"
                    and words[k].text not in listed("no body")
                    and body_end().match(words[k].text)
                ):
                    best = k
        if best > n:
            yield Word("".join(x.text for x in words[n : best + 1]), w.start, words[best].end, "nt")
        else:
            yield w
        n = best + 1
