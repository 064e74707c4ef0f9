"""What is said of every ten shares must not be said of every share: 每10股派3.2元 is 0.32 yuan a share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts.quantities import Agreement, Pair
from jianbao.deadline import ask
from translate.check.report import Finding, Reason, Severity

_BASES = {
    "股": "share", "人": "person|people|capita|head", "名": "person|people|capita|head", "亩": "mu",
    "户": "household|family", "公里": "kilometer|kilometre|km",
    "平方米": "square meter|square metre", "平方公里": "square kilometer|square kilometre", "吨": "ton|tonne",
    "公斤": "kilogram|kg", "千克": "kilogram|kg",
    "辆": "vehicle|car", "张": "ticket|card", "度": "kilowatt-hour|unit", "元": "yuan", "美元": "dollar|US dollar",
}  # fmt: skip
"""What is counted, and what English calls one of it."""

_NUMBER = r"[\d０-９][\d０-９,，.]*[十百千万亿]*|[二两三四五六七八九十百千万亿]+"
_REACH = 16
"""Characters between 每10股 and the amount, at most."""
_SEVERAL = re.compile(rf"每(?:{_NUMBER})(?P<unit>{'|'.join(sorted(_BASES, key=len, reverse=True))})")


def rate_findings(source: str, target: str, pairs: Sequence[Pair] = ()) -> list[Finding]:
    """Chinese to English: rates of several (每10股) that the English gives for one (per share), where the source has none of one."""
    found = []
    for m in _SEVERAL.finditer(source):
        ask()
        unit = m["unit"]
        if re.search(rf"每(?:一|1|１)?{unit}", source) or _for_one(pairs, m.end()):
            continue
        said = re.search(rf"(?i)\b(?:per|each|every|(?<=yuan )an?|(?<=dollars )an?) (?:{_BASES[unit]})\b", target)
        if said:
            found.append(
                Finding.of(Reason.QUANTITY_SEVERAL, Severity.ERROR, m.span(), said.span(), fact=m[0], found=said[0])
            )
    return found


def _for_one(pairs: Sequence[Pair], end: int) -> bool:
    """Whether the amount behind 每10股, which ends at `end`, is told for one share, and is right so (0.32 yuan per share)."""
    return any(
        p.source is not None and p.target is not None and p.agreement is Agreement.EQUAL and p.source.per == p.target.per != ""
        and p.source.base != p.target.base and 0 <= p.source.start - end <= _REACH
        for p in pairs
    )  # fmt: skip


def with_rates(findings: Sequence[Finding], rates: Sequence[Finding]) -> list[Finding]:
    """Both, without a power of ten that is only the base of a rate: 3.2 yuan per share, for 每10股派3.2元."""
    ends = [f.source[1] for f in rates if f.source]
    kept = [
        f
        for f in findings
        if not (
            f.reason is Reason.QUANTITY_MAGNITUDE and f.source and any(0 <= f.source[0] - end <= 16 for end in ends)
        )
    ]
    return [*kept, *rates]
