"""Which quantity of a target renders which of its source."""

from collections.abc import Sequence
from dataclasses import replace

from facts.quantities.closeness import same
from facts.quantities.comparison import COUNTED, compare, ends
from facts.quantities.dates import decode
from facts.quantities.value import Agreement, Kind, Pair, Quantity


def _parts(quantities: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Ranges that the other side does not tell as a range, taken apart into their ends."""
    parts = []
    for q in quantities:
        if (
            q.high is None
            or q.vague
            or q.unit in ("half", "quarter", "quarters", "months")
            or any(compare(q, o) in (*_CLOSE, Agreement.SIGN_DIFFERS) for o in others)
        ):
            parts.append(q)
            continue
        if q.kind is Kind.DATE:
            for value in ends(q):
                year, month, day = decode(value)
                parts.append(
                    replace(q, value=value, high=None, year=year or None, month=month or None, day=day or None)
                )
        else:
            kind = Kind.COUNT if q.kind is Kind.RATIO else q.kind
            unit = "" if q.kind is Kind.RATIO else q.unit
            parts += [
                replace(q, value=v, high=None, kind=kind, unit=unit, weak=q.weak or (kind is Kind.COUNT and v <= 2))
                for v in ends(q)
            ]
    return parts


_CLOSE = (Agreement.EQUAL, Agreement.HEDGE_DIFFERS)
_COST = {
    Agreement.EQUAL: 0,
    Agreement.HEDGE_DIFFERS: 1,
    Agreement.SIGN_DIFFERS: 2,
    Agreement.UNIT_DIFFERS: 2,
    Agreement.MAGNITUDE_DIFFERS: 3,
    Agreement.KIND_DIFFERS: 5,
    Agreement.VALUE_DIFFERS: 4,
}


def _told(q: Quantity, others: Sequence[Quantity], *, forward: bool) -> Quantity | None:
    """The quantity among `others`, matched already, that tells `q` as well: a repetition, or a date that contains it."""
    for other in others:
        if (compare(q, other) if forward else compare(other, q)) in _CLOSE:
            return other
        if q.kind is Kind.DATE and other.kind is Kind.DATE:
            mine = decode(q.value)
            others_ends = [decode(v) for v in ends(other)]
            if (
                q.year
                and not q.month
                and q.high is None
                and other.high is not None
                and other.value <= q.value <= other.high
            ):
                return other
            if q.high is None and any(
                all(not a or a == b for a, b in zip(mine, end, strict=True)) for end in others_ends
            ):
                return other
    return None


def align(source: Sequence[Quantity], target: Sequence[Quantity]) -> tuple[Pair, ...]:
    """Which target quantity renders which source quantity.

    One to one, best agreement first and then by position. Ranges that one side tells as two quantities are taken apart.
    A quantity left over that repeats one already matched is paired with that; any other is paired with None (MISSING).
    Weak quantities are never paired with a different value. In source order, then what only the target says.
    """
    lost = [Pair(q, None, Agreement.MISSING) for q in source if q.lost]
    source, target = [q for q in source if not q.lost], [q for q in target if not q.lost]
    sources, targets = _parts(source, target), _parts(target, source)
    candidates = []
    for i, s in enumerate(sources):
        for j, t in enumerate(targets):
            result = compare(s, t)
            if result is Agreement.VALUE_DIFFERS and (s.weak or t.weak or s.vague or t.vague):
                continue
            if result in (Agreement.SIGN_DIFFERS, Agreement.MAGNITUDE_DIFFERS, Agreement.UNIT_DIFFERS) and (
                s.weak or t.weak
            ):
                continue
            if result is Agreement.KIND_DIFFERS and (
                s.weak or t.weak or not same(s.value, t.value) or {s.kind, t.kind} <= set(COUNTED)
            ):
                continue
            distance = abs(i / len(sources) - j / len(targets))
            different_kind = s.kind is not t.kind
            candidates.append((_COST[result], different_kind, s.weak + t.weak, distance, i, j, result))
    candidates.sort()
    taken_source: dict[int, tuple[Quantity, Agreement]] = {}
    taken_target: set[int] = set()

    def take(cost_limit: int, cost_floor: int = 0) -> None:
        for cost, _, _, _, i, j, result in candidates:
            if cost_floor <= cost <= cost_limit and i not in taken_source and j not in taken_target:
                taken_source[i] = (targets[j], result)
                taken_target.add(j)

    take(3)
    extra: list[Pair] = []
    for i, s in enumerate(sources):
        if i not in taken_source and (other := _told(s, targets, forward=True)):
            taken_source[i] = (other, Agreement.EQUAL)
    for j, t in enumerate(targets):
        if j not in taken_target and (other := _told(t, sources, forward=False)):
            taken_target.add(j)
            extra.append(Pair(other, t, Agreement.EQUAL))
    take(5, 4)
    pairs = []
    for i, s in enumerate(sources):
        found = taken_source.get(i)
        pairs.append(Pair(s, found[0], found[1]) if found else Pair(s, None, Agreement.MISSING))
    pairs += extra
    pairs += [Pair(None, t, Agreement.MISSING) for j, t in enumerate(targets) if j not in taken_target]
    return (*sorted((*pairs, *lost), key=_place),) if lost else tuple(pairs)


def _place(pair: Pair) -> tuple[bool, int]:
    return pair.source is None, pair.source.start if pair.source else 0
