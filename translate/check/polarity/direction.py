"""Does each figure go the same way on both sides? A fall told as a rise, a loss as a profit, from 30 to 25 as from 25 to 30.

A figure has the pole of the word that governs it: in Chinese the word right before it or right behind it, in English
the nearest word of its clause. Words that no figure claims are compared as a whole: a difference is told where the
source goes one way only and the translation has the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from facts.quantities import SAME, Kind, Pair, Quantity
from translate.check.report import Finding, Reason, Severity, Span
from translate.check.words import Group, Mark, marks

FIXED = frozenset({Kind.DATE, Kind.TIME, Kind.ORDINAL})
"""Kinds that go nowhere."""

TOLD = frozenset(
    {
        Kind.PERCENT, Kind.POINTS, Kind.MONEY, Kind.COUNT, Kind.AREA, Kind.LENGTH, Kind.WEIGHT, Kind.VOLUME, Kind.ENERGY,
        Kind.POWER, Kind.FRACTION,
    }
)  # fmt: skip
"""Kinds of figures whose direction, where the source has one, a translation has to tell."""

OPPOSITE = {
    "up": "down",
    "down": "up",
    "profit": "loss",
    "loss": "profit",
    "surplus": "deficit",
    "deficit": "surplus",
}

_POSITIVE = frozenset({"up", "surplus"})

NEAR = 12
"""English words between a figure and the word that governs it, at most."""

AS_NEAR = 2
"""English words by which a word of the right pole may stand farther from the figure than one of the wrong pole."""

GAP = 8
"""Characters between a Chinese word and the figure that it governs, at most; 4 where other figures stand between (分别增长5%和3%)."""

BEFORE = 8
"""English words back from a clause without a word of its own (the steepest fall, at 0.9 percent) to the one that it takes up."""

_ANY = {
    "down": re.compile(
        "[降跌减低少缩落缓窄慢弱恶差滑衰亏省裁砍损贬疲挫沉坠颓萎短薄节抑压退负停失轻免折让淡]"
        r"|下(?![一午半列面旬月周发达单游属辖次年])|回[调撤吐]|收[紧敛]|消[除退失]|冲击|受阻|破坏|控制|遏制|拥堵|小[于幅]|[幅度]小|不[及足如]|去(?:库存|产能|杠杆)|脱贫|扶贫|化解|扭转|出清|平抑|精简|温和|[-−－▼▲△↓]\d"
    ),
    "up": re.compile(
        r"[+＋↑增涨升高提扩加翻倍快强攀拉多大超越热剧激飙暴延宽长新上兴优]|改善|好转|复苏|反弹|[同环]比 ?\d|o[YyQqMm] ?\d"
    ),
}
"""Characters that may stand behind a direction in English, in the widest sense: only where none of them is in the source is it made up."""

_GROWTH = re.compile(r"(?i)growth|growing")
_CHINESE_CLAUSE = re.compile(r"[，,；;。！？!?：:（）()]")
_ENGLISH_CLAUSE = re.compile(r"[;:.!?()—](?!\d)|,(?!\d{3})|\b(?:and|but|while|whereas|though|although)\b")
_SENTENCE = re.compile(r"[;.!?](?!\d)")
_LISTED = re.compile(r"[、和及至到与约近超—～~-]*")
_BEHIND = re.compile(r"(?:的|以上|左右|多){0,2}")


def direction_findings(source: str, target: str, pairs: Sequence[Pair]) -> list[Finding]:
    """Chinese to English: an error for each figure, and for the words without a figure, that goes the other way."""
    found: list[Finding] = []
    known = [p.source for p in pairs if p.source is not None]
    for group in (Group.MOVEMENT, Group.RESULT, Group.BALANCE):
        here = marks(source, "zh", group)
        if not here:
            continue
        there = marks(target, "en", group)
        claimed: set[Mark] = set()
        untold: dict[tuple[int, int], tuple[Quantity, Quantity, Mark]] = {}
        wrong: dict[tuple[int, int], Finding] = {}
        for pair in pairs:
            q, t = pair.source, pair.target
            if q is None or t is None or pair.agreement not in SAME or q.kind in FIXED or t.kind in FIXED:
                continue
            word = governor(source, q, here, known)
            if word is not None and q.value < 0 and word.pole in _POSITIVE:
                # 增速为负2.1% is a fall, 结余-12.6亿元 a deficit; "growth of -2.1 percent" is told by its sign.
                word = None if t.value < 0 else replace(word, pole=OPPOSITE[word.pole], strong=False)
            near = _governors(target, t, there)
            if word is None:
                continue
            if not near or (near[0][0] > NEAR and len(near) == 1):
                if group is not Group.BALANCE and word.strong and _silent(source, q, t, word, target, there):
                    untold.setdefault((q.start, q.end), (q, t, word))
                continue
            told = _told(near, word.pole)
            if told is None:
                if group is Group.MOVEMENT and word.strong and _silent(source, q, t, word, target, there):
                    untold.setdefault((q.start, q.end), (q, t, word))
                continue
            if told.pole == word.pole:
                claimed |= {word, told}
                if group is Group.MOVEMENT and (bad := _level(source, q, t, word, target)):
                    found.append(bad)
            else:
                wrong[q.start, q.end] = Finding.of(
                    Reason.DIRECTION_OPPOSITE, Severity.ERROR, (q.start, q.end), (told.start, told.end),
                    fact=q.text, word=word.text, found=told.text,
                )  # fmt: skip
        found += wrong.values()
        found += [
            Finding.of(
                Reason.DIRECTION_UNTOLD,
                Severity.ERROR,
                span,
                (t.start, t.end),
                fact=q.text,
                word=word.text,
                found=t.text,
            )
            for span, (q, t, word) in untold.items()
        ]
        if not wrong and group is Group.MOVEMENT:
            left = [m for m in there if m not in claimed]
            sure = [m for m in left if not _of_course(m, source)]
            found += _unclaimed([m for m in here if m not in claimed], left, sure) or _made_up(source, here, sure)
    return found


_LEVEL = re.compile(r"[至到达为]|新增|限制|限额|不设|幅度?$")
"""Behind a word of direction: how far, not by how much (升至5.4%); figures of which English often tells the level alone."""


def _silent(source: str, q: Quantity, t: Quantity, word: Mark, target: str, there: Sequence[Mark]) -> bool:
    """Whether nothing of the translation can tell the direction of a figure: no word of its pole, weak ones included, and no sign."""
    if (
        t.lowered
        or t.value < 0
        or t.text[0] in "+−-"
        or (t.kind not in TOLD and not _COMPARED.match(target, t.end))
        or q.kind not in (t.kind, Kind.MULTIPLE)
        or q.vague
        or q.weak
    ):
        return False
    if _LEVEL.search(source, max(0, word.start - 1), max(q.start, word.end)):
        return False
    told = [m for m in (*there, *marks(target, "en", Group.LOOSE)) if m.pole == word.pole]
    told = [m for m in told if not _of_another(m, t, target)]
    if _COMPARED.match(target, t.end) and not _BEHIND_IT.match(target, t.end):
        start, end = _part(target, t)
        told = [m for m in told if start <= m.start < end and not (m.start > t.end and _elsewhere(m, t, target))]
        told = [m for m in told if not _NEW.fullmatch(m.text) or t.start - m.end <= 2]
    return not told


_OVER = re.compile(r"(?i)(?:exceed|surpass|above|over|more than|top|new|net|advanced|lost|plus)\w*")
"""Words that tell the level of the figure behind them, or a thing, rather than a movement."""


def _of_another(mark: Mark, t: Quantity, target: str) -> bool:
    """Whether a word is plainly of something else than a figure: of the next one (exceeding 90 trillion), or in capitals (New York)."""
    if not _OVER.match(mark.text):
        return False
    near = 0 <= t.start - mark.end <= 12 or 0 <= mark.start - t.end <= 2
    return not near or mark.text[:1].isupper()


_MOVED = (
    r"(?i)\b(?:(?:ris|increas|grow|climb|rais|fall|decreas|declin|dropp?|reduc|lower|cutt?)\w*|rose|grew|fell|cut|up|down)"
    r"(?: (?!to\b|by\b|from\b|and\b|as\b)[A-Za-z’'-]+){0,4}"
)
_BY = re.compile(rf"{_MOVED} by \Z")
_TO = re.compile(rf"{_MOVED} to \Z")
_FROM_THERE = re.compile(r"[由从自][^，。；]{0,20}\Z")


def _level(source: str, q: Quantity, t: Quantity, word: Mark, target: str) -> Finding | None:
    """An error where how far a figure goes (降至3200元) is told as by how much (fell by 3,200 yuan), or the other way round."""
    if word.end > q.start or q.kind is Kind.MULTIPLE or "幅" in word.text:
        return None
    gap = source[word.end - 1 : q.start]
    far = re.search("[至到]", gap) is not None
    near = len(gap) <= 2 and not re.search("[至到为成]", gap)
    told = (far and _BY.search(target, max(0, t.start - 60), t.start)) or (
        near
        and not _FROM_THERE.search(source, 0, word.start)
        and not re.match("[至到]", source[q.end : q.end + 1])
        and _TO.search(target, max(0, t.start - 60), t.start)
    )
    if not told:
        return None
    return Finding.of(
        Reason.DIRECTION_LEVEL, Severity.ERROR, (q.start, q.end), (told.start(), t.end),
        fact=q.text, word=source[word.start : q.start], found=target[told.start() : t.end],
    )  # fmt: skip


def _elsewhere(mark: Mark, t: Quantity, target: str) -> bool:
    """Whether a word behind a figure tells of something else: what it exceeds, or what comes next."""
    return bool(_BEYOND.match(mark.text)) or " and " in target[t.end : mark.start]


def _part(target: str, t: Quantity) -> Span:
    """The part of the sentence in which a figure's word stands: from the last comma that lists no figures to the next one."""
    start, end = clause(target, t.start, t.end, _APART)
    while start and target[start - 1] == "," and _LIST.fullmatch(target, start, t.start):
        start, _ = clause(target, start - 1, t.end, _APART)
    return start, end


_LIST = re.compile(r"(?:[\s\d.,%]|percent(?:age)?|points?|basis|[mb]illion|yuan|people|and|or|by|to|times|\$|HK|US)*")
_BEYOND = re.compile(r"(?i)exceed|above|more|surpass|faster|larger|higher")
"""Words that behind a figure tell of another one: 18.4 percent year on year, exceeding 10 billion."""
_NEW = re.compile(r"(?i)new|net|extra|additional|ahead|highs?|advanc\w*")
_BEHIND_IT = re.compile(r" (?:more|fewer|less|higher|lower|above|below)\b")


_APART = re.compile(r"[;:!?()—]|[.,](?!\d)")
_COMPARED = re.compile(
    r",? (?:respectively|year[- ]on[- ]year|year-over-year|month[- ]on[- ]month|quarter[- ]on[- ]quarter|annually"
    r"|(?:from|than|compared (?:with|to)|on|over) (?:that (?:of|in) )?(?:an? |the |three |two |five )?(?:\w+ )?"
    r"(?:years?|months?|quarter|period|stage|season|edition|end|start"
    r"|beginning|level|January|February|March|April|May|June|July|August|September|October|November|December|20\d\d|last|previous|same))\b"
)
"""What shows that a figure is a difference: 18.4 percent year on year. Its word then stands in the same part of the sentence."""


def _told(near: Sequence[tuple[float, Mark]], pole: str) -> Mark | None:
    """The word that tells a figure's direction: one of the right pole where it is as near as the nearest; None where
    nothing is near or sure."""
    distance, nearest = near[0]
    if nearest.pole == pole:
        return nearest
    for d, mark in near:
        if mark.pole == pole and d <= distance + (AS_NEAR if mark.strong else 0.5):
            return mark
    return nearest if distance <= NEAR and nearest.strong else None


def _unclaimed(here: Sequence[Mark], there: Sequence[Mark], certain: Sequence[Mark]) -> list[Finding]:
    """An error where, of the words that no figure claims, the translation has too few of one pole and too many of the other.

    certain: the words of the translation that can speak against the other pole.
    """
    against = Counter(m.pole for m in certain if m.strong)
    sure = Counter(m.pole for m in here if m.strong)
    told = Counter(m.pole for m in there if m.strong)
    wide = Counter(m.pole for m in here), Counter(m.pole for m in there)
    for pole, other in (("up", "down"), ("down", "up")):
        # Where the source goes one way only, a weak word of the translation is as likely to be about something else.
        said = told[pole] if told[pole] and not wide[0][other] else wide[1][pole]
        if sure[pole] and wide[0][pole] > said and against[other] > wide[0][other]:
            word = next(m for m in here if m.strong and m.pole == pole)
            found = next(m for m in certain if m.strong and m.pole == other)
            return [
                Finding.of(
                    Reason.DIRECTION_WORD, Severity.ERROR, (word.start, word.end), (found.start, found.end),
                    word=word.text, found=found.text,
                )
            ]  # fmt: skip
    return []


_PLANTED = re.compile("[种栽植养]|培育")
_SLOW = re.compile("[慢缓窄小弱低]|不及")


def _of_course(mark: Mark, source: str) -> bool:
    """Whether a word of the translation stands for a word of the source that is no direction: crops that grow, a slower pace (步伐缓慢)."""
    if re.match(r"(?i)gr[eo]w", mark.text):
        return _PLANTED.search(source) is not None
    return re.match(r"(?i)slow|narrow|contract", mark.text) is not None and _SLOW.search(source) is not None


def _made_up(source: str, here: Sequence[Mark], there: Sequence[Mark]) -> list[Finding]:
    """An error for a direction of the translation that no character of the source can stand behind, where it has the other one."""
    for mark in there:
        if mark.strong and not _ANY[mark.pole].search(source):
            word = next((m for m in here if m.pole == OPPOSITE[mark.pole]), None)
            if word is not None:
                return [
                    Finding.of(
                        Reason.DIRECTION_WORD, Severity.ERROR, (word.start, word.end), (mark.start, mark.end),
                        word=word.text, found=mark.text,
                    )
                ]  # fmt: skip
    return []


def clause(text: str, start: int, end: int, ends: re.Pattern[str]) -> tuple[int, int]:
    """The part of a text in which `start:end` stands. ends: what parts end with."""
    before = [m.end() for m in ends.finditer(text, 0, start)]
    after = ends.search(text, end)
    return before[-1] if before else 0, after.start() if after else len(text)


def governor(text: str, q: Quantity, words: Sequence[Mark], others: Sequence[Quantity]) -> Mark | None:
    """The Chinese word that governs a figure."""
    start, end = clause(text, q.start, q.end, _CHINESE_CLAUSE)
    mine = [m for m in words if start <= m.start and m.end <= end]
    # A figure may begin with a part of the word (降四成).
    before = [m for m in mine if m.end <= q.start + 1]
    if before:
        word = before[-1]
        gap = text[word.end : q.start]
        between = sorted({(o.start, o.end) for o in others if o.start >= word.end and o.end <= q.start}, reverse=True)
        for a, b in between:
            gap = gap[: a - word.end] + gap[b - word.end :]
        if between:
            return word if len(gap) <= GAP // 2 and _LISTED.fullmatch(gap) else None
        return word if len(gap) <= GAP else None
    behind = next((m for m in mine if m.start >= q.end), None)
    return behind if behind and _BEHIND.fullmatch(text[q.end : behind.start]) else None


def _governors(text: str, t: Quantity, words: Sequence[Mark]) -> list[tuple[float, Mark]]:
    """The English words that may govern a figure, nearest first, with their distance in words."""
    start, end = clause(text, t.start, t.end, _ENGLISH_CLAUSE)
    near: list[tuple[float, Mark]] = []
    for m in words:
        if m.start < start or m.end > end:
            continue
        if m.end <= t.start:
            near.append((_count(text[m.end : t.start]), m))
        elif m.start >= t.end:
            near.append((_count(text[t.end : m.start]) + 0.5, m))
        else:
            near.append((0.0, m))
    if not near:
        for m in reversed(words):
            gap = text[m.end : t.start]
            if m.end <= start and _count(gap) <= BEFORE and not re.search(r"\d", gap) and not _SENTENCE.search(gap):
                near.append((_count(gap), m))
                break
    near.sort(key=lambda pair: pair[0])
    if len(near) > 1 and _GROWTH.fullmatch(near[0][1].text) and near[0][1].end <= t.start:
        # lowered its forecast of growth by 0.3 points: growth is what moves, the verb says which way
        noun = near[0][1]
        verbs = [p for p in near[1:] if p[1].end <= noun.start and not re.search(r"\d", text[p[1].end : noun.start])]
        near = verbs or near
    return near


def _count(text: str) -> float:
    return float(len(text.split()))
