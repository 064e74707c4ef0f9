"""What a platform writes on its buttons, links and notices, told by the words that it is made of, which are in `words.tsv`.

A label is a line of nothing but words of platforms, of which one at least is no mere filler: 回顶端, 订阅电子报, 浏览人次：1,204.
A claim is a line without figures in which a platform speaks of rights and duties, a pitch one in which it praises what it offers.
All of them stand above or below an article; who asks knows where the line is.
"""

from __future__ import annotations

import re
from functools import cache

from summarize.furniture.rules import rows

_LONGEST = 40
"""Characters of a label."""
_CLAIMS = 3
"""Words of a claim that make a notice."""
_PITCHES = 2
"""Words of praise that make a pitch."""
_LONGEST_PITCH = 60
_MARKS = re.compile(r"[^\w]+|_+|\d+[万亿wWkK]?|[a-z]{1,8}(?![a-z])", re.IGNORECASE)
"""What may stand between the words: marks, counts, the name of a platform in Latin letters."""
_FACT = re.compile(r"\d{3,4}[-— ]?\d{4}|\d[:：]\d\d|@\w|^[^:：]{2,8}[:：].*\d{5}")
"""A number to call, a time, an address: no label says them."""
_FIGURE = re.compile(r"\d")


def is_label(line: str) -> bool:
    """Whether a line is made of words of platforms, one of which is no mere filler."""
    if len(line) > _LONGEST or line[-1:] in "。；;" or _FACT.search(line):
        return False
    # The ways to read the line so far: by the position reached, whether a word that is no filler was among them.
    reached = {0: False}
    text = line.lower()
    words, longest = _lexicon()
    for at in range(len(text)):
        if at not in reached:
            continue
        strong = reached[at]
        steps = [
            (at + size, words[text[at : at + size]]) for size in range(1, longest + 1) if text[at : at + size] in words
        ]
        if mark := _MARKS.match(text, at):
            steps.append((mark.end(), False))
        for end, more in steps:
            reached[end] = reached.get(end, False) or strong or more
    return reached.get(len(text), False)


def is_claim(line: str) -> bool:
    """Whether a line is a notice of rights and duties."""
    return not _FIGURE.search(line) and len(set(_any("claim").findall(line))) >= _CLAIMS


def is_pitch(line: str) -> bool:
    """Whether a line praises what a platform offers."""
    short = len(line) <= _LONGEST_PITCH and line[-1:] not in "。；;：:"
    return short and not _FIGURE.search(line) and len(set(_any("pitch").findall(line))) >= _PITCHES


@cache
def _words(kind: str) -> tuple[str, ...]:
    return tuple(word.lower() for row in rows("words") if row["kind"] == kind for word in row["words"].split())


@cache
def _lexicon() -> tuple[dict[str, bool], int]:
    """Each word of a label with whether it is more than a filler, and the characters of the longest."""
    words = dict.fromkeys(_words("filler"), False) | dict.fromkeys((*_words("does"), *_words("thing")), True)
    return words, max(map(len, words))


@cache
def _any(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(_words(kind), key=len, reverse=True)), re.IGNORECASE)
