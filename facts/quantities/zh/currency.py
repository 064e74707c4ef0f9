"""The money of a bare 元: behind 新台币385亿元 the 12.7亿元 of the same text are New Taiwan dollars too."""

import re
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities.units import PREFIXES
from facts.quantities.value import Quantity

_NAMED = re.compile(r"(?P<name>新台币|台币|港币) ?[\d一二三四五六七八九十]")
"""A currency before the digits: 元 behind them is what it is counted in. 10亿港元 says nothing of other amounts."""
_OTHER = re.compile("人民币|RMB|CNY")


def carried(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """`found`, with the bare 元 of a text that names one currency before its figures, and no other, in that currency."""
    named = {m["name"].removeprefix("新") for m in _NAMED.finditer(text)}
    if len(named) != 1 or _OTHER.search(text):
        return list(found)
    key = PREFIXES[named.pop()]
    return [replace(q, unit=key) if q.unit == "yuan" else q for q in found]
