"""Figures of tables, whose unit stands in the head of their row or column: 营业收入（万元） | 1,234.5; and their brackets,
which are a minus: (1.2).

Rows are lines; cells are parted by | or a tab, or by blanks where a row has a head and figures only.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities.scan import Scan
from facts.quantities.value import SIGNED, Kind, Quantity

Label = tuple[Kind, str, float]
"""What a head says of its figures: their kind, their unit, and the power of ten that they are counted in."""

Head = tuple[int, int, Label, bool]
"""Where a head stands, what it says, and whether it is of the whole table."""

HEADS = 24
"""Heads before a figure that are asked, nearest last: a table has no more columns with units."""
REACH = 400
"""Characters of a row that are looked at, before a figure: the time stays linear in the text."""
_CELL = re.compile(r"[|｜\t]")
_PLAIN = re.compile(r"[-−–+]?[\d,]+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE = re.compile(r"(?:^|[|｜\t:：\n ]) *[（(]?\Z")
_AFTER = re.compile(r"[)）]? *(?:[|｜\t\n ]|$|[，。；;,](?!\d))")
_OPEN = re.compile(r"(?:^|[|｜\t:：\n]) *(?:RMB|CNY|¥)?[（(] *\Z")
_CLOSE = re.compile(r" *[)）] *(?:[|｜\t\n，。；;]|$|million|billion)")
_BETWEEN = re.compile(r"[\d,.()（）%\s|｜:：−–-]*")


def told(scan: Scan, found: Sequence[Quantity], labels: Sequence[Head]) -> list[Quantity]:
    """`found` with the units of `labels` (start, end, what it says, whether it is of the whole table) and the sign of brackets."""
    out: list[Quantity] = []
    for q in found:
        if labels and _bare(scan.text, q) and (head := _of(scan.text, q, labels)):
            kind, unit, factor = head[2]
            high = None if q.high is None else q.high * factor
            q = replace(q, kind=kind, unit=unit, value=q.value * factor, high=high, weak=False)
        if q.kind in SIGNED and q.value > 0 and not q.weak and q.high is None and _bracketed(scan.text, q):
            q = replace(q, value=-q.value)
        out.append(q)
    return out


def _bare(text: str, q: Quantity) -> bool:
    return (
        q.kind is Kind.COUNT
        and not q.unit
        and bool(_PLAIN.fullmatch(text, q.start, q.end))
        and not _YEAR.fullmatch(text, q.start, q.end)
        and bool(_BEFORE.search(text, max(0, q.start - 8), q.start))
        and bool(_AFTER.match(text, q.end))
    )


def _of(text: str, q: Quantity, labels: Sequence[Head]) -> Head | None:
    """The head of a figure: of its row, else of its column, else of the table."""
    line = text.rfind("\n", max(0, q.start - REACH), q.start) + 1 or max(0, q.start - REACH)
    whole: Head | None = None
    column: Head | None = None
    last = bisect_left(labels, q.start, key=lambda label: label[0])
    for label in labels[max(0, last - HEADS) : last]:
        start, end, _, of_table = label
        if of_table:
            whole, column = label, None
        elif start >= line:
            if _BETWEEN.fullmatch(text, end, q.start):
                return label
        else:
            head = text.rfind("\n", max(0, start - REACH), start) + 1 or max(0, start - REACH)
            if len(_CELL.findall(text, line, q.start)) == len(_CELL.findall(text, head, start)) and _CELL.search(
                text, line
            ):
                column = label
    return column or whole


def _bracketed(text: str, q: Quantity) -> bool:
    return bool(_CLOSE.match(text, q.end) and _OPEN.search(text, max(0, q.start - 8), q.start))
