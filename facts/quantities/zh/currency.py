"""The money of a bare 元: behind 新台币385亿元 the 12.7亿元 of the same text are New Taiwan dollars too."""

import re
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities.units import PREFIXES
from facts.quantities.value import Quantity

_NAMED = re.compile(r"(?P<name>新台币|台币|港币) ?[\d一二三四五六七八九十]")
"""A currency before the digits: 元 behind them is what it is counted in. 10亿港元 says nothing of other amounts."""
_LOCAL = {
    "twd": re.compile(
        r"新台币|民国\d{2,3}年|行政院|立法院|监察院|金管会|台积电|中华民国|[台臺]股|台[北中南]|新[北竹]|高雄"
    ),
    "hkd": re.compile(r"港元|港币|特区政府|立法会|财政司|金管局|港交所|恒生"),
    "mop": re.compile(r"澳门元|澳门币|澳门特区|澳门特别行政区|行政长官岑|行政长官贺"),
}
"""What speaks of a place that counts in a 元 of its own."""
_OTHER = re.compile("人民币|RMB|CNY")


LOCAL = frozenset(_LOCAL)
"""What a bare 元 may be in a text in traditional characters."""


def local(text: str) -> frozenset[str]:
    """The currencies that a bare 元 may be in a text besides the yuan, by the institutions and the money that it names."""
    return frozenset(key for key, pattern in _LOCAL.items() if pattern.search(text))


def carried(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """`found`, with the bare 元 of a text that names one currency before its figures, and no other, in that currency."""
    named = {m["name"].removeprefix("新") for m in _NAMED.finditer(text)}
    if len(named) != 1 or _OTHER.search(text):
        return list(found)
    key = PREFIXES[named.pop()]
    return [replace(q, unit=key) if q.unit == "yuan" else q for q in found]
