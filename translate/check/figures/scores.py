"""Which side of a score or a ratio comes first: 3比1战胜 as "won 1-3".

English may turn a score round where one of both texts tells it of the side that lost (1比3不敌, "lost 3-1").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts.quantities import Kind, Quantity, render
from translate.check.report import Finding, Reason, Severity

_LOST = re.compile(r"不敌|[告憾惜]负|负于|落败|输|(?<![击打战])败|落后|失利|失守|被|遭|(?<!实现)反超|止步")
_LOST_IN_ENGLISH = re.compile(
    r"(?i)\b(?:los[ets]\w*|lost|defeat\w* by|(?:was|were|been|being) \w+|beaten|fell|fall(?:s|ing)?|down|trail\w*|(?<!from )behind|bow\w*"
    r"|went out|conced\w*|by(?! (?:a|the) score))\b"
)


def score_findings(source: str, target: str, told: Sequence[Quantity]) -> list[Finding]:
    """Chinese to English: an error for each score and ratio of the source, among `told`, whose sides have changed places."""
    if _LOST.search(source) or _LOST_IN_ENGLISH.search(target):
        return []
    found = []
    for q in told:
        if q.kind is not Kind.RATIO or q.high is None or q.value == q.high:
            continue
        right, turned = (_written(*sides).search(target) for sides in ((q.value, q.high), (q.high, q.value)))
        if turned and not right:
            found.append(
                Finding.of(
                    Reason.QUANTITY_VALUE, Severity.ERROR, (q.start, q.end), turned.span(),
                    fact=q.text, found=turned[0], expected=render(q),
                )
            )  # fmt: skip
    return found


def _written(first: float, last: float) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d.,:-]){first:g}(?:[-–:]| to |-to-){last:g}(?![\d:-]|[.,]\d| ?(?:%|percent|yuan|p\.m|a\.m))"
    )
