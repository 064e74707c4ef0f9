"""Does each figure stand with what it is told of? Figures that have changed places in a list, and figures of another item.

A figure stands with what precedes it in Chinese: a name, a term, a date, a figure of another kind, or an item of `words.tsv`. Chinese to
English only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from facts.quantities import SAME, Kind, Pair, Quantity
from translate.check.figures import order
from translate.check.report import Finding, Link, LinkStatus, Reason, Severity
from translate.check.words import Group, Mark, marks

NEAR = 18
"""Characters between an anchor and its figure in Chinese, at most."""

REACH = 4
"""Figures further on in the source among which the next one of the same kind is looked for."""

_TIMES = frozenset({Kind.DATE, Kind.TIME, Kind.ORDINAL})
_JOINED = re.compile("[、和与及]")
_EACH = re.compile("分别")
_HALT = re.compile(r"[。；;！？]")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that both sides tell once: where it stands in the source, and where in the target."""

    start: int
    end: int
    place: int


def place_findings(source: str, target: str, pairs: Sequence[Pair], links: Sequence[Link]) -> list[Finding]:
    """Chinese to English: an error for two figures that are exchanged, and for a figure that is told of another item."""
    here, there = marks(source, "zh", Group.ITEM), marks(target, "en", Group.ITEM)
    sure = _sure(pairs)
    return [
        *_swapped(source, target, sure, [*_links(links), *_items(here, there)]),
        *_roles(source, target, sure, here, there),
    ]


def _sure(pairs: Sequence[Pair]) -> list[tuple[Quantity, Quantity]]:
    """Figures that agree and that both sides tell once, in the order of the source."""
    told = [(p.source, p.target) for p in pairs if p.source and p.target and p.agreement in SAME]
    mine, theirs = Counter((q.text, q.value) for q, _ in told), Counter((t.start, t.end) for _, t in told)
    once = [(q, t) for q, t in told if mine[q.text, q.value] == 1 and theirs[t.start, t.end] == 1 and not q.weak]
    return sorted(once, key=lambda pair: pair[0].start)


def _links(links: Sequence[Link]) -> list[Anchor]:
    known = [
        link for link in links if link.target is not None and link.status is LinkStatus.AGREES and not link.quantity
    ]
    count = Counter(link.expected for link in known)
    return [Anchor(*link.source, link.target[0]) for link in known if link.target and count[link.expected] == 1]


def _items(here: Sequence[Mark], there: Sequence[Mark]) -> list[Anchor]:
    mine, theirs = Counter(m.pole for m in here), Counter(m.pole for m in there)
    return [
        Anchor(m.start, m.end, t.start)
        for m in here
        for t in there
        if m.pole == t.pole and mine[m.pole] == theirs[m.pole] == 1
    ]


def _swapped(
    source: str, target: str, sure: Sequence[tuple[Quantity, Quantity]], anchors: Sequence[Anchor]
) -> list[Finding]:
    """Figures whose anchors keep their order while the figures change theirs, or the other way round."""
    found = []
    for i, (p, t) in enumerate(sure):
        following = (
            (q, u)
            for q, u in sure[i + 1 : i + 1 + REACH]
            if _alike(p, q) or (t.kind is not Kind.COUNT and _alike(t, u))
        )
        q, u = next(following, (None, None))
        if q is None or u is None or p.kind in _TIMES or p.value == q.value:
            continue
        apart = _anchored(source, sure, anchors, p, q)
        turned = u.start < t.start
        crossed = _crossed(source, target, (p, t), (q, u))
        if apart is None:
            wrong = crossed if crossed is not None else turned and order.kept(source, p, q)
        else:
            wrong = apart != turned if crossed is None else crossed
        if wrong:
            found.append(
                Finding.of(
                    Reason.QUANTITY_SWAPPED, Severity.ERROR, (p.start, q.end), (min(t.start, u.start), max(t.end, u.end)),
                    fact=p.text, other=q.text,
                )
            )  # fmt: skip
    return found[:1]


def _alike(p: Quantity, q: Quantity) -> bool:
    """Whether one figure can be taken for the other: of a kind, in one unit, counted with one measure word (191门, 3.2万个 are not)."""
    if (p.kind, p.unit) != (q.kind, q.unit):
        return False
    return p.kind is not Kind.COUNT or bool(p.unit) or p.text[-1:] == q.text[-1:] or p.text[-1:].isdigit()


def _anchored(
    source: str, sure: Sequence[tuple[Quantity, Quantity]], anchors: Sequence[Anchor], p: Quantity, q: Quantity
) -> bool | None:
    """Whether what stands before two figures changes its order in the translation; None where nothing tells."""
    if _HALT.search(source, p.end, q.start):
        return None
    others = [
        Anchor(a.start, a.end, b.start)
        for a, b in sure
        if a.kind is not p.kind and not re.search("[，,]", source[a.end : (q if a.start > p.start else p).start])
    ]
    first = _before(source, p, [*anchors, *others], 0)
    last = _before(source, q, [*anchors, *others], p.end)
    if _JOINED.fullmatch(source, p.end, q.start) and (m := _EACH.search(source, max(0, p.start - NEAR), p.start)):
        first, last = _both(source, m.start(), anchors)
    if first and last and first.place != last.place:
        return first.place > last.place
    return None


def _crossed(source: str, target: str, one: tuple[Quantity, Quantity], two: tuple[Quantity, Quantity]) -> bool | None:
    """Whether a share is told as a growth and the growth as the share; None where the words do not tell them apart."""
    mine = [order.role(source, q) for q, _ in (one, two)]
    told = [order.english_role(target, t) for _, t in (one, two)]
    if sorted(mine) != ["moves", "share"] or sorted(told) != ["moves", "share"]:
        return None
    return mine != told


def _both(source: str, end: int, anchors: Sequence[Anchor]) -> tuple[Anchor | None, Anchor | None]:
    """The two anchors that 分别 at `end` is about: A和B分别."""
    mine = sorted((a for a in anchors if a.end <= end and end - a.end <= NEAR), key=lambda a: a.end)[-2:]
    if len(mine) == 2 and _JOINED.fullmatch(source, mine[0].end, mine[1].start):
        return mine[0], mine[1]
    return None, None


def _before(source: str, q: Quantity, anchors: Sequence[Anchor], low: int) -> Anchor | None:
    """The last anchor before a figure, in its part of the sentence."""
    mine = [a for a in anchors if low <= a.start and a.end <= q.start and q.start - a.end <= NEAR]
    last = max(mine, key=lambda a: a.end, default=None)
    return last if last and not _HALT.search(source, last.end, q.start) else None


_MONEY = re.compile(
    r"(?i)\b(?:investment|invested|worth|revenues?|output value|turnover|profits?|budget|funding|loans?|costs?)(?: of)? \Z"
)
_AREA = re.compile(r"(?i)\b(?:area of|floor space of|covers|covering|covered)(?: about| nearly| over| more than)? \Z")
_GROUND = frozenset({Kind.AREA, Kind.LENGTH, Kind.WEIGHT, Kind.VOLUME, Kind.POWER, Kind.ENERGY})
_OF = re.compile(
    r"(?: \w+){0,2}? (?:of|totaled|totalled|reached|at|to|was|were|is|are|stood at|stands at|hit|by|came to|amount\w* to)"
    r"(?: [A-Za-z]+){0,2} ?\Z"
)
_REACHED = re.compile(r"(?i)exceed|surpass|topp?|pass|approach|near")
_IN = re.compile(r"(?: yuan)? (?:in|of|worth of) (?:total |annual |fixed-asset |net |operating )?\Z")
FIGURES = {
    "investment": "投", "output": "产(?!能|权|业)", "revenue": "收|销|营|成交|交易", "profit": "利润|盈|赚|净利|收益", "tax": "税",
    "spending": "支|费|花|投|耗", "assets": "资产|资金", "debt": "债", "exports": "出", "imports": "进",
    "area": "面积|占地|平方|亩|公顷", "cost": "成本|造价|费|投|耗资|斥资|价", "capacity": "能力|容量|产能|年产|装机|规模|可",
    "consumption": "消费|耗|用",
}  # fmt: skip
"""Items whose figures are not those of another one, and what a clause of the source says that may be told as the item."""

_NEAR_TO = {
    "investment": {"cost", "spending", "assets"}, "spending": {"investment", "cost"}, "cost": {"investment", "spending"},
    "output": {"capacity"}, "capacity": {"output"}, "tax": {"revenue"}, "exports": {"output", "revenue"},
    "imports": {"output", "revenue"},
}  # fmt: skip
"""Items that one word of English may stand for: a line that cost 3 billion yuan is an investment of as much."""
_GROWN = re.compile(
    r"(?i)(?<!make )(?<!makes )(?<!made )(?<!making )\b(?:up|down|rose|fell|grew|increased|decreased|declined|dropped)(?: by)? \Z"
)
_MOVED = re.compile("[增涨升降跌减翻高低超]|提高|扩大")
_CLAUSE = re.compile(r"[，；。：,;]")
_SIZED = _GROUND | {Kind.MONEY, Kind.COUNT}


def _roles(
    source: str, target: str, sure: Sequence[tuple[Quantity, Quantity]], here: Sequence[Mark], there: Sequence[Mark]
) -> list[Finding]:
    """Figures whose item is another one: 占地420亩 as "an investment of 420 mu", 产值3亿元 as "an investment of 300 million yuan"."""
    found = []
    for q, t in sure:
        head = _MONEY.search(target, max(0, t.start - 40), t.start) if t.kind in _GROUND else None
        head = head or (_AREA.search(target, max(0, t.start - 40), t.start) if t.kind is Kind.MONEY else None)
        if head:
            found.append(
                Finding.of(
                    Reason.QUANTITY_ROLE, Severity.ERROR, (q.start, q.end), (head.start(), t.end),
                    fact=q.text, word=source[max(0, q.start - 4) : q.start], found=target[head.start() : t.end],
                )
            )  # fmt: skip
            continue
        grown = _GROWN.search(target, max(0, t.start - 16), t.start) if q.kind is t.kind is Kind.PERCENT else None
        if grown and order.role(source, q) == "share" and not _MOVED.search(source):
            found.append(
                Finding.of(
                    Reason.QUANTITY_ROLE, Severity.ERROR, (q.start, q.end), (grown.start(), t.end),
                    fact=q.text, word=source[max(0, q.start - 4) : q.start], found=target[grown.start() : t.end],
                )
            )  # fmt: skip
            continue
        mine = next((m for m in here if m.pole in FIGURES and 0 <= q.start - m.end <= 2), None)
        if mine is None or q.kind not in _SIZED or "至" in source[mine.end : q.start]:
            continue
        begin = max((m.end() for m in _CLAUSE.finditer(source, 0, mine.start)), default=0)
        clause = source[begin : q.end]
        for m in there:
            before = m.end <= t.start and (
                _OF.fullmatch(target, m.end, t.start) or (_REACHED.match(t.text) and target[m.end : t.start] == " ")
            )
            behind = t.end <= m.start and _IN.fullmatch(target, t.end, m.start)
            other = (
                m.pole in FIGURES
                and (m.pole, t.kind) != ("area", Kind.MONEY)
                and m.pole != mine.pole
                and m.pole not in _NEAR_TO.get(mine.pole, ())
            )
            if (before or behind) and other and not re.search(FIGURES[m.pole], clause):
                found.append(
                    Finding.of(
                        Reason.QUANTITY_ROLE, Severity.ERROR, (mine.start, q.end), (m.start, m.end),
                        fact=q.text, word=mine.text, found=m.text,
                    )
                )  # fmt: skip
    return found[:1]
