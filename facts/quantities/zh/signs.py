"""Words that say what a minus would: 亏损1.2亿元, 下降3.2%, 净流出."""

import re
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities.scan import Scan
from facts.quantities.value import SIGNED, Kind, Quantity

_DOWN = (
    r"亏损?|下降|下滑|下跌|减少|降低|回落|负增长|流出|逆差|赤字|缺口|萎缩|缩减|缩水|缩|少|减|降|跌|低|收窄|低于"
    r"|不及|落后|短缺|倒挂|下调|下挫|走低|收跌"
)
_UP = r"增|升|涨|盈|流入|顺差|扩大|高|多"
_BEFORE = re.compile(rf"(?P<word>{_DOWN}|{_UP})(?P<gap>[^，。；;！？!?\d%、]{{0,8}})\Z")
_REACH = 16
_UPWARDS = re.compile(_UP)


_RESULT = re.compile(
    r"(?:净额|净流[量入]|净值|亏损|溢利|利润|收益|损益|盈利|盈余|余额|结余|差额|[增跌涨降减]幅)(?:分别|约|录得|为|是)?（\Z"
)
"""What stands before a figure in brackets that has a minus: 现金流量净额为（1.2亿元）."""
_CLOSED = re.compile(r"）(?![增升上提下降减扩收回较同比实])")
"""Brackets behind which nothing is told of what stands before them: 净利润（1.2亿元）增长."""


def told(scan: Scan, found: Sequence[Quantity]) -> list[Quantity]:
    """`found`, with those marked as lowered before which a word of loss or decline stands, and those in brackets of accounts negative."""
    return [_signed(scan.text, q) if q.kind in SIGNED and q.value > 0 else q for q in found]


def _signed(text: str, q: Quantity) -> Quantity:
    inside = q.kind is Kind.MONEY and q.high is None and _CLOSED.match(text, q.end)
    if inside and _RESULT.search(text, max(0, q.start - _REACH), q.start):
        return replace(q, value=-q.value)
    return replace(q, lowered=True) if _lowered(text, q.start) else q


def _lowered(text: str, start: int) -> bool:
    m = _BEFORE.search(text, max(0, start - _REACH), start)
    if not m or _UPWARDS.match(m["word"]) or _UPWARDS.search(m["gap"]):
        return False
    return not m["gap"].endswith(("至", "到")) or m["word"].startswith("亏")  # 降至3% is a level
