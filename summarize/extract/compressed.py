"""A text less spans of it: what every cut makes, and the patterns that all of them look for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from facts.posts import alternation

Cut = tuple[int, int]

FIGURE = re.compile(r"\d|[一二两三四五六七八九十百千]{2,}|[一二两三四五六七八九十][个项名人家万亿成倍条次]")


@dataclass(frozen=True, slots=True)
class Compressed:
    """`text` is the source less `cuts` (spans of the source, in order); `rules` names what was cut, in the order of the cuts."""

    text: str
    cuts: tuple[Cut, ...]
    rules: tuple[str, ...]


POST = alternation("guest")
"""Words for posts, as alternatives of a pattern."""

NAMED = re.compile(rf"(?:{POST})[\u4e00-\u9fff·]{{2,4}}(?:、[\u4e00-\u9fff·]{{2,4}})*$")
"""A person, or several, with a post at the end of a text."""


def less(text: str, cuts: Sequence[tuple[int, int, str]]) -> Compressed:
    """The text less the cuts (start, end, rule), merged where they touch; the whole text where under eight characters would be left."""
    merged: list[tuple[int, int, str]] = []
    for a, b, name in sorted(cuts):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]), merged[-1][2])
        else:
            merged.append((a, b, name))
    out, at = "", 0
    for a, b, _ in merged:
        out += text[at:a]
        at = b
    out += text[at:]
    if len(re.sub(r"\W", "", out)) < 8:
        return Compressed(text, (), ())
    return Compressed(out, tuple((a, b) for a, b, _ in merged), tuple(n for _, _, n in merged))
