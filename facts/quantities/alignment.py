"""Which quantity of a target renders which of its source."""

from collections.abc import Sequence
from dataclasses import replace

from facts.quantities.candidates import Candidates
from facts.quantities.closeness import same
from facts.quantities.comparison import COUNTED, compare, ends, month_fits
from facts.quantities.dates import decode
from facts.quantities.value import SAME, Agreement, Kind, Pair, Quantity
from jianbao import han
from jianbao.deadline import ask

_WHOLE = SAME | {Agreement.SIGN_DIFFERS}
"""A range that has such a partner is not taken apart."""
_PERIODS = ("half", "quarter", "quarters", "months")
_ORDERED = (Kind.DATE, Kind.ORDINAL, Kind.TIME)
_COST = {
    Agreement.EQUAL: 0,
    Agreement.HEDGE_DIFFERS: 1,
    Agreement.SIGN_DIFFERS: 2,
    Agreement.UNIT_DIFFERS: 2,
    Agreement.MAGNITUDE_DIFFERS: 3,
    Agreement.KIND_DIFFERS: 5,
    Agreement.VALUE_DIFFERS: 4,
}
_ENOUGH = 4
"""Targets that say the same, of a long list, from which a source may take its own."""
_TICKS = 200
"""Comparisons between two looks at the deadline, some milliseconds."""


class _Comparisons:
    """Comparisons of this alignment, each made once: lists repeat themselves. The deadline of the work is asked now and then."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Agreement] = {}
        self._numbers: dict[tuple[object, ...], int] = {}
        self._of: dict[int, int] = {}
        self._held: list[Quantity] = []
        self._made = 0

    def _number(self, q: Quantity) -> int:
        """The same for all quantities that say the same, wherever they stand."""
        number = self._of.get(id(q))
        if number is None:
            number = self._of[id(q)] = self._numbers.setdefault(_facts(q), len(self._numbers))
            self._held.append(q)  # so that nothing else gets its id
        return number

    def of(self, source: Quantity, target: Quantity) -> Agreement:
        key = (self._number(source), self._number(target))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = compare(source, target)
            self._made += 1
            if self._made % _TICKS == 0:
                ask()
        return found


def _facts(q: Quantity) -> tuple[object, ...]:
    """All of a quantity but its place."""
    return (
        q.text,
        q.kind,
        q.value,
        q.high,
        q.unit,
        q.hedge,
        q.weak,
        q.vague,
        q.lowered,
        q.base,
        q.per,
        q.months,
        q.counts,
    )


def align(source: Sequence[Quantity], target: Sequence[Quantity]) -> tuple[Pair, ...]:
    """Which target quantity renders which source quantity.

    One to one, best agreement first and then by position. Ranges that one side tells as two quantities are taken apart.
    A quantity left over that repeats one already matched is paired with that; any other is paired with None (MISSING).
    Weak quantities are never paired with a different value, but for ordinals. In source order, then what only the target says.
    Long lists are compared in buckets (candidates.py), so that the time grows with their length.
    """
    compared = _Comparisons()
    lost = [Pair(q, None, Agreement.MISSING) for q in source if q.lost]
    source, target = ([q for q in side if not q.lost] for side in (source, target))
    sources = _parts(source, target, compared, forward=True)
    targets = _parts(target, source, compared, forward=False)
    there = Candidates(targets, len(sources))
    order = _candidates(sources, targets, there, compared)
    taken_source: dict[int, tuple[int, Agreement]] = {}
    taken_target: dict[int, int] = {}

    def take(costs: range) -> None:
        for cost, _, _, _, i, j, result in order:
            if cost in costs and i not in taken_source and j not in taken_target:
                taken_source[i] = (j, result)
                taken_target[j] = i

    take(range(4))
    told: dict[int, Quantity] = {}
    for i, s in enumerate(sources):
        if i in taken_source:
            continue
        for j in there.near(s, i / len(sources)):
            if _tells(targets[j], s, compared.of(s, targets[j])) and _repeats(sources, taken_target.get(j), s):
                told[i] = targets[j]
                break
    here = Candidates(sources, len(targets))
    extra: list[Pair] = []
    for j, t in enumerate(targets):
        if j in taken_target:
            continue
        for i in here.near(t, j / len(targets)):
            if _tells(sources[i], t, compared.of(sources[i], t)):
                taken_target[j] = i
                extra.append(Pair(sources[i], t, Agreement.EQUAL))
                break
    for i in told:
        taken_source[i] = (-1, Agreement.EQUAL)
    take(range(4, 6))
    # Other quantities in words come and go (a, both); a translation has an ordinal where its source has one: 第二次会议, the third meeting.
    lacking = [i for i, s in enumerate(sources) if s.kind is Kind.ORDINAL and i not in taken_source]
    over = [j for j, t in enumerate(targets) if t.kind is Kind.ORDINAL and j not in taken_target]
    for i, j in zip(lacking, over, strict=False):
        taken_source[i] = (j, Agreement.VALUE_DIFFERS)
        taken_target[j] = i
    pairs = []
    for i, s in enumerate(sources):
        if i in told:
            pairs.append(Pair(s, told[i], Agreement.EQUAL))
        elif i in taken_source:
            pairs.append(Pair(s, targets[taken_source[i][0]], taken_source[i][1]))
        else:
            pairs.append(Pair(s, None, Agreement.MISSING))
    only_there = [Pair(None, t, Agreement.MISSING) for j, t in enumerate(targets) if j not in taken_target]
    told_first = sorted((*pairs, *lost), key=_place) if lost else pairs
    return (*told_first, *extra, *only_there)


def _place(pair: Pair) -> int:
    return pair.source.start if pair.source else 0


def _candidates(
    sources: Sequence[Quantity], targets: Sequence[Quantity], there: Candidates, compared: _Comparisons
) -> list[tuple[int, bool, int, float, int, int, Agreement]]:
    """Pairs that may be: cost, whether the kinds differ, how many are weak, distance, positions and agreement; the best first."""
    found = []
    for i, s in enumerate(sources):
        equal = 0
        for j in there.near(s, i / len(sources)):
            t = targets[j]
            result = compared.of(s, t)
            if _possible(s, t, result):
                distance = abs(i / len(sources) - j / len(targets))
                found.append((_COST[result], s.kind is not t.kind, s.weak + t.weak, distance, i, j, result))
            equal += result is Agreement.EQUAL
            if equal and not there.exact and (result is not Agreement.EQUAL or equal == _ENOUGH):
                break  # those that say the same come first
    found.sort()
    return found


def _possible(s: Quantity, t: Quantity, result: Agreement) -> bool:
    """Whether the target may be a bad rendering of the source, and not of something else."""
    weak = s.weak or t.weak
    if result in SAME:
        return True
    if result is Agreement.VALUE_DIFFERS:
        return not (weak or s.vague or t.vague)
    if result is Agreement.KIND_DIFFERS:
        return not weak and same(s.value, t.value) and not {s.kind, t.kind} <= set(COUNTED)
    return not weak


def _parts(
    quantities: Sequence[Quantity], others: Sequence[Quantity], compared: _Comparisons, *, forward: bool
) -> list[Quantity]:
    """Ranges that the other side does not tell as a range, taken apart into their ends. forward: `others` are the targets.

    Scores stay whole where the other side has as many: 3比1 told as "3-2" is another score, not a 3 that is right.
    """
    parts: list[Quantity] = []
    there = Candidates(others, len(quantities))
    scores = [sum(q.kind is Kind.RATIO for q in side) for side in (quantities, others)]
    for i, q in enumerate(quantities):
        if q.high is None or q.vague or q.unit in _PERIODS or (q.kind is Kind.RATIO and scores[0] <= scores[1]):
            parts.append(q)
            continue
        near = (others[j] for j in there.near(q, i / len(quantities)))
        if any((compared.of(q, o) if forward else compared.of(o, q)) in _WHOLE for o in near):
            parts.append(q)
        elif q.kind is Kind.DATE:
            for value in ends(q):
                year, month, day = (part or None for part in decode(value))
                parts.append(replace(q, value=value, high=None, year=year, month=month, day=day))
        else:
            kind, unit = (Kind.COUNT, "") if q.kind is Kind.RATIO else (q.kind, q.unit)
            parts += [
                replace(q, value=v, high=None, kind=kind, unit=unit, weak=q.weak or (kind is Kind.COUNT and v <= 2))
                for v in ends(q)
            ]
    return parts


def _tells(other: Quantity, q: Quantity, result: Agreement) -> bool:
    """Whether `other`, of the other language, tells `q` as well: a repetition, or a date that contains it."""
    if result in SAME:
        return True
    if q.kind is not Kind.DATE or other.kind is not Kind.DATE or q.high is not None:
        return False
    if q.year and not q.month and other.high is not None and other.value <= q.value <= other.high:
        return True
    if not month_fits(other, q) or not month_fits(q, other):
        return False
    mine = decode(q.value)
    return any(all(not a or a == b for a, b in zip(mine, decode(v), strict=True)) for v in ends(other))


def _repeats(sources: Sequence[Quantity], matched: int | None, q: Quantity) -> bool:
    """Whether `q` says again what the source already matched says: 320个 is not told by the figure that renders 320家."""
    if matched is None:
        return True
    first = sources[matched]
    if first.weak or q.kind in _ORDERED or first.kind in _ORDERED:
        return True
    if q.kind is Kind.COUNT and first.kind is Kind.COUNT:
        a, b = first.text[-1:], q.text[-1:]
        return a == b or not (han.is_han(a) and han.is_han(b)) or "个" in (a, b)
    return first.kind is q.kind and (first.unit == q.unit or compare(first, q) in SAME)
