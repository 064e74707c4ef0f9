"""Sentences that cannot be understood without the one before: a pronoun, 该项目, 其中, a contrast (`rules/leaning.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cache

from summarize.extract.clauses import starts_with_verb
from summarize.extract.rules import rows


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(r["pattern"]) for r in rows("leaning") if r["language"] == language)


_CASE = re.compile(r"^[^，,。]{6,48}(?:案|一案)[。；：:]?$")
"""安顺县恒运加油站计量作弊案。: what comes next is told of it."""


def leans(text: str, before: str = "", *, language: str = "zh") -> bool:
    """Does the sentence lean on the one before: by its words, without a subject after a ；, or behind the name of a case?"""
    if any(p.match(text) for p in _patterns(language)):
        return True
    if language == "en" or not before:
        return False
    return bool(_CASE.search(before)) or (before[-1] in "；;" and starts_with_verb(text))


_NAMED = re.compile(r"(?:该|此(?!次)|这一?个?(?!次))([\u4e00-\u9fff]{2})")
_SAME = re.compile(r"(?:本次|此次|这次|本届)(?P<of>[\u4e00-\u9fff]{2})|(?P<meeting>会议|大会|全会)")
"""此次讲座 and 会议 mean the one that any sentence before has named."""


def stands(i: int, chosen: Container[int], texts: Sequence[str], *, language: str = "zh") -> bool:
    """Can sentence `i` be told beside the chosen ones? It leans on none, on one that is chosen, or names what one of them named."""
    if i == 0 or i - 1 in chosen or not leans(texts[i], texts[i - 1], language=language):
        return True
    same = _SAME.match(texts[i])
    if same:
        named = [j for j in range(i) if (same["of"] or same["meeting"]) in texts[j]]
        return not named or any(j in chosen for j in named)
    m = _NAMED.match(texts[i])
    if m:
        for j in range(i - 1, -1, -1):
            if m.group(1) in texts[j]:
                return j in chosen
    return False
