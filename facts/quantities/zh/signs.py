"""Words that say what a minus would: 亏损1.2亿元, 下降3.2%, 净流出."""

import re
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities.scan import Scan
from facts.quantities.value import SIGNED, Quantity

_DOWN = (
    r"亏损?|下降|下滑|下跌|减少|降低|回落|负增长|流出|逆差|赤字|缺口|萎缩|缩减|缩水|缩|少|减|降|跌|低|收窄|低于"
    r"|不及|落后|短缺|倒挂|下调|下挫|走低|收跌"
)
_UP = r"增|升|涨|盈|流入|顺差|扩大|高|多"
_BEFORE = re.compile(rf"(?P<word>{_DOWN}|{_UP})(?P<gap>[^，。；;！？!?\d%、]{{0,8}})\Z")
_REACH = 16
_UPWARDS = re.compile(_UP)


def told(scan: Scan, found: Sequence[Quantity]) -> list[Quantity]:
    """`found`, with those marked as lowered before which a word of loss or decline stands."""
    return [
        replace(q, lowered=True) if q.kind in SIGNED and q.value > 0 and _lowered(scan.text, q.start) else q
        for q in found
    ]


def _lowered(text: str, start: int) -> bool:
    m = _BEFORE.search(text, max(0, start - _REACH), start)
    if not m or _UPWARDS.match(m["word"]) or _UPWARDS.search(m["gap"]):
        return False
    return not m["gap"].endswith(("至", "到")) or m["word"].startswith("亏")  # 降至3% is a level
