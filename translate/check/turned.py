"""English into Chinese: the comparisons of directions, turns, denials, plans and places of figures, made the other way round.

What they compare is the same whichever side was written first: they are asked with the Chinese as their source, and what they say of
one side is said of the other. A word that the Chinese alone has is added there, one that the English alone has is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities import SAME, Kind, Pair, Quantity
from translate.check.figures.places import place_findings
from translate.check.figures.scores import score_findings
from translate.check.polarity.assertion import denial_findings, plainly_denied, plan_findings, told_as_done
from translate.check.polarity.direction import direction_findings, governing
from translate.check.polarity.turns import turn_findings
from translate.check.report import Finding, Link, Reason, Severity, Span

_AHEAD = re.compile("将(?![其该这])|拟|预计|有望|力争|争取|计划|即将|还要|目标")
_CLAUSE = re.compile(r"[，。；！？：,;]")
_MOVE = re.compile(
    r"[增涨升降跌减缩扩翻超]|提高|下滑|回落|放缓|[收变]窄|加快|[高低多少快慢]于|[更较比][^，。；]{0,12}[高低多少快慢]|扩大|改善|恶化|达到|\+|折|优惠"
)
_DONE = re.compile(r"已经?|(?<!为)了(?![解结却断])|完成了")


def turned_findings(source: str, target: str, pairs: Sequence[Pair], links: Sequence[Link]) -> list[Finding]:
    """Everything of an English source that its Chinese tells the other way round, leaves out or adds."""
    turned = sorted(
        (Pair(p.target, p.source, p.agreement) for p in pairs),
        key=lambda p: p.source.start if p.source else len(target),
    )
    english = {(p.target.start, p.target.end): p.source for p in pairs if p.source is not None and p.target is not None}
    found = [*direction_findings(target, source, turned), *turn_findings(target, source, turned)]
    kept = [moved for f in found if (moved := _moved(f, source, target, english)) is not None]
    kept += _untold(source, target, pairs)
    kept += [
        Finding.of(Reason.POLARITY_ADDED, Severity.ERROR, None, f.source, found=_text(target, f.source))
        for f in denial_findings(target, source)
    ]
    if denied := plainly_denied(source, target):
        kept.append(Finding.of(Reason.POLARITY_DENIED, Severity.ERROR, (denied.start, denied.end), fact=denied.text))
    kept += [
        Finding.of(Reason.POLARITY_PLANNED, Severity.ERROR, None, f.source, found=_text(target, f.source))
        for f in plan_findings(target, source, turned)
    ]
    kept += _done(source, target)
    backwards = [replace(link, source=link.target, target=link.source) for link in links if link.target is not None]
    told = [p.target for p in pairs if p.target is not None]
    for f in (*place_findings(target, source, turned, backwards), *score_findings(target, source, told)):
        kept += _of_figures(f, source, target, english)
    return kept


def _text(text: str, span: Span | None) -> str:
    return text[slice(*span)] if span else ""


def _moved(f: Finding, source: str, target: str, english: dict[Span, Quantity]) -> Finding | None:
    """A finding about Chinese and its English as one about English and its Chinese; None where the Chinese only adds a direction."""
    if f.source is None or f.target is None:
        return None
    here, there = _text(source, f.target), _text(target, f.source)
    if f.reason is Reason.DIRECTION_OPPOSITE:
        figure = english.get(f.source)
        span = (figure.start, figure.end) if figure else f.target
        return Finding.of(
            f.reason,
            f.severity,
            span,
            f.source,
            fact=_text(source, span),
            word=here,
            found=str(f.value("word") or there),
        )
    if f.reason is Reason.DIRECTION_WORD:
        return Finding.of(f.reason, f.severity, f.target, f.source, word=here, found=there)
    if f.reason is Reason.DIRECTION_TURN:
        return Finding.of(f.reason, f.severity, f.target, f.source, fact=here, found=there)
    if f.reason is Reason.DIRECTION_ORDER:
        # What the Chinese goes from is where the English goes to.
        return Finding.of(
            f.reason, f.severity, f.target, f.source, start=str(f.value("end")), end=str(f.value("start"))
        )
    return None


def _untold(source: str, target: str, pairs: Sequence[Pair]) -> list[Finding]:
    """Figures that go up or down in English and nowhere in Chinese: rose 5 percent as 为5%."""
    found = []
    for pair in pairs:
        q, t = pair.source, pair.target
        if q is None or t is None or pair.agreement not in SAME or q.kind not in (Kind.PERCENT, Kind.POINTS):
            continue
        word = governing(source, q)
        if word is not None and t.value >= 0 and not _moves(target, t):
            found.append(
                Finding.of(
                    Reason.DIRECTION_UNTOLD, Severity.ERROR, (q.start, q.end), (t.start, t.end),
                    fact=q.text, word=word.text, found=t.text,
                )
            )  # fmt: skip
    return found[:1]


def _moves(target: str, t: Quantity) -> bool:
    """Whether a word of the Chinese clause of a figure, or of the one before where the clause begins with it, tells a movement."""
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(target, 0, t.start))]
    begin = cuts[-1] if t.start - cuts[-1] > 4 or len(cuts) < 2 else cuts[-2]
    end = m.start() if (m := _CLAUSE.search(target, t.end)) else len(target)
    return _MOVE.search(target, begin, end) is not None


def _done(source: str, target: str) -> list[Finding]:
    """What the English expects and the Chinese tells as done: "will open" as 已开放."""
    said, done = told_as_done(source), _DONE.search(target)
    if said is None or done is None or _AHEAD.search(target):
        return []
    return [Finding.of(Reason.POLARITY_DONE, Severity.ERROR, said.span(), done.span(), fact=said[0], found=done[0])]


def _of_figures(f: Finding, source: str, target: str, english: dict[Span, Quantity]) -> list[Finding]:
    """A finding about two figures, or about the item of one, with the names of the other side."""
    if f.source is None or f.target is None:
        return []
    here, there = _text(source, f.target), _text(target, f.source)
    if f.reason is Reason.QUANTITY_SWAPPED:
        mine = sorted(
            (q for q in english.values() if f.target[0] <= q.start and q.end <= f.target[1]), key=lambda q: q.start
        )
        if len(mine) < 2:
            return []
        return [Finding.of(f.reason, f.severity, f.target, f.source, fact=mine[0].text, other=mine[-1].text)]
    if f.reason is Reason.QUANTITY_ROLE:
        return [
            Finding.of(
                f.reason, f.severity, f.target, f.source, fact=here, word=here, found=str(f.value("word") or there)
            )
        ]
    return [Finding.of(f.reason, f.severity, f.target, f.source, fact=here, found=there, expected=here)]
