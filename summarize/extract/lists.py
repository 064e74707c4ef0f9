"""Lists whose items mean little without the line that announces them: 决定任命：, and a name and a post on each line below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jianbao.sentences import Sentence
from summarize.extract.rules import rows

LONGEST = 240
"""Characters of a line that announces and its items, together."""
GAP = 8
"""White space between two lines, at most: more is what was taken out between them."""


@cache
def _pattern(role: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{r['pattern']})" for r in rows("lists") if r["role"] == role))


def joined(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, a line that announces appointments being one with its items: with the first that can stand alone, else with all.

    Line breaks stand between them, so that offsets are those of the article.
    """
    out: list[Sentence] = []
    n = 0
    while n < len(sentences):
        made = sentences[n]
        n += 1
        if _pattern("head").search(made.text):
            while n < len(sentences) and _follows(made, sentences[n]):
                item = sentences[n]
                gap = "\n" * (item.start - made.end)
                made = Sentence(made.text + gap + item.text, made.start, item.end, made.paragraph)
                n += 1
                if item.text[-1] not in "；;，," or _pattern("alone").search(item.text):
                    break
        out.append(made)
    return out


def _follows(head: Sentence, item: Sentence) -> bool:
    return (
        0 < item.start - head.end <= GAP and len(head.text) + len(item.text) <= LONGEST and item.text[-1] in "；;，,。"
    )
