"""Nine projects for 8个项目: a small number in words is told for another one.

Numbers in words up to twelve are weak: English has them where Chinese has no figure (three-way, one of the). So they are compared with
nothing but an equal one, and a wrong one looked like a figure that is missing.
"""

from __future__ import annotations

from collections.abc import Sequence

from facts.quantities import Agreement, Kind, Pair

NUMERALS = {
    3: "三3叁",
    4: "四4肆",
    5: "五5伍",
    6: "六6陆",
    7: "七7柒",
    8: "八8捌",
    9: "九9玖",
    10: "十",
    11: "十",
    12: "十",
}
"""Numbers in words that are compared, and what in the Chinese vouches for each. One and two are told of anything (the two sides)."""


def small_word(pairs: Sequence[Pair], source: str) -> tuple[Pair, Pair] | None:
    """The only missing count, and it with the only small number that nothing else in the sentence is; None where there is no such one.

    None as well where another count is missing, or the Chinese has the number in words of its own (三方 as "three parties").
    """
    missing = [p for p in pairs if p.target is None and p.source is not None and p.source.kind is Kind.COUNT]
    loose = [p.target for p in pairs if p.source is None and p.target is not None and p.target.weak]
    loose = [q for q in loose if q.kind is Kind.COUNT and q.value in NUMERALS]
    if len(missing) != 1 or len(loose) != 1:
        return None
    (pair,), (told,) = missing, loose
    count = pair.source
    if count is None or count.weak or count.lost or any(character in source for character in NUMERALS[int(told.value)]):
        return None
    return pair, Pair(count, told, Agreement.VALUE_DIFFERS)
