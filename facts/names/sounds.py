"""Characters and pieces that write the sounds of other languages."""

from __future__ import annotations

from functools import cache

from facts.tables import rows

SOUNDS = frozenset("斯尔克特德巴拉伯姆诺夫洛卡萨布鲁弗迪格顿蒂莱里罗普埃奥基维沃兹瓦莫努科穆茨迈赫伊塔图哈托佐博察韦")
"""Characters of transliteration."""

DOTS = "·•・‧∙"
"""What joins the parts of a name that is not Chinese."""


@cache
def other_pieces() -> frozenset[str]:
    """Pieces of Tibetan, Uygur, Mongolian and Yi names: they are spelled in their own languages, not in pinyin of a Chinese shape."""
    return frozenset(piece for piece, kind, *_ in rows("names/data/pieces.tsv") if kind == "other")
