"""The chosen forms as points: the lead first, then the source's order, which editors follow; posts and the day at first mention only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jianbao.sentences import Sentence
from summarize.extract.compressed import Compressed, less
from summarize.extract.cuts import shorten_posts
from summarize.extract.forms import Form, compose


@dataclass(frozen=True, slots=True)
class Selected:
    """One sentence of the brief.

    text: what to translate, `sentence.text` less `cuts` (spans of the source text, in order); score: how likely an editor would
    keep the sentence; tags: why it was chosen ("lead", "key", "context" for a sentence that another leans on) and what cut it.
    worth: what the brief would lose without it, by what else it tells; 0 where nothing was weighed.
    """

    sentence: Sentence
    text: str
    cuts: tuple[tuple[int, int], ...]
    score: float
    tags: tuple[str, ...]
    worth: float = 0.0


def write(
    chosen: Sequence[tuple[int, Form, str]],
    sentences: Sequence[Sentence],
    scores: np.ndarray,
    *,
    lead: int,
    language: str,
) -> tuple[Selected, ...]:
    """The points of (number of the sentence, its form, tag)."""
    out: list[Selected] = []
    said = ""
    for i, form, tag in sorted(chosen, key=lambda c: (c[0] != lead, c[0])):
        sentence = sentences[i]
        compressed = Compressed(form.text, form.cuts, form.rules)
        if language != "en":
            compressed = compose(sentence.text, compressed, shorten_posts(compressed.text, said))
            compressed = compose(sentence.text, compressed, _day_once(compressed.text, said))
        said += compressed.text + "\n"
        text = compressed.text if language != "en" else compressed.text[:1].upper() + compressed.text[1:]
        cuts = tuple((a + sentence.start, b + sentence.start) for a, b in compressed.cuts)
        out.append(Selected(sentence, text, cuts, round(float(scores[i]), 4), (tag, *dict.fromkeys(compressed.rules))))
    return tuple(out)


OPENING_DAY = r"^(?P<day>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}(?:日|号(?![线楼院馆门桥台机井矿令码店仓])))"
"""A day with which a sentence opens; 9号线 is none."""
BEHIND_DAY = r"[，,]?(?=[\u4e00-\u9fff“《]{4})(?![至到起前后以—])"
"""What follows where the sentence can do without it: no range, no 起 or 前."""
_DAY = re.compile(rf"{OPENING_DAY}(?P<part>当天)?{BEHIND_DAY}")


def _day_once(text: str, said: str) -> Compressed:
    """The sentence without the day that it opens with, where the brief has named that day already."""
    m = _DAY.match(text)
    if not m:
        return Compressed(text, (), ())
    day = re.search(r"\d{1,2}[日号]$", m["day"])
    if day and re.search(rf"(?<!\d){re.escape(m['day'])}", said):
        return less(text, [(0, m.end(), "day")])
    return Compressed(text, (), ())
