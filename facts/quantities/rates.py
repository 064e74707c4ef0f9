"""What amounts are for: 每10股派3.2元, 3.2 yuan for every 10 shares. The same rule for both languages, with units from rates.tsv."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from facts.quantities import units
from facts.quantities.value import Kind, Quantity
from jianbao.tables import rows

RATED = frozenset({Kind.MONEY, Kind.WEIGHT, Kind.ENERGY, Kind.VOLUME, Kind.LENGTH, Kind.AREA, Kind.COUNT})
"""Kinds that can be for something."""

STRICT = frozenset({"share", "person", "household"})
"""What is counted and is nothing else: an amount for a share is none for a person."""


@cache
def pattern(language: str) -> str:
    """Any unit that an amount can be for, as a part of a pattern, with a group named as its key is numbered (u0, u1, ...)."""
    names = [(row["unit"], row["chinese" if language == "zh" else "english"]) for row in _table()]
    ordered = sorted(enumerate(names), key=lambda item: -max(map(len, item[1][1].split("|"))))
    return "|".join(f"(?P<u{i}>{words})" for i, (_, words) in ordered)


@cache
def _table() -> tuple[dict[str, str], ...]:
    return rows("facts.quantities", "rates")


def unit(m: re.Match[str]) -> str:
    """The key of the unit that a pattern with `pattern` has found."""
    return next(row["unit"] for i, row in enumerate(_table()) if m[f"u{i}"])


Reader = Callable[[Quantity, int], tuple[float, str, int] | None]
"""Reads base, unit and beginning of what an amount is for; it is given the amount and where the one before it ends."""


def told(found: Sequence[Quantity], read: Reader) -> Iterator[Quantity]:
    """`found` with what amounts are for. The figure of several (10股) is weak then: it can be told as one share as well."""
    done: list[Quantity] = []
    for q in found:
        rate = read(q, done[-1].end if done else 0) if q.kind in RATED and not q.vague else None
        if rate is not None:
            base, key, start = rate
            if q.kind in (Kind.MONEY, Kind.COUNT) or key == "share":
                at = len(done)
                while at and done[at - 1].start >= start:
                    at -= 1
                done[at:] = [d if d.kind is Kind.MONEY else replace(d, weak=True) for d in done[at:]]
            q = replace(q, per=key, base=base)
        done.append(q)
    yield from done


def comparable(source: Quantity, target: Quantity) -> bool | None:
    """Whether both amounts are for the same; None where one does not say, or says something that has no unit."""
    if not source.per or not target.per:
        return None
    if source.per == target.per:
        return True
    kinds = [units.BY_KEY[q.per].kind if q.per in units.BY_KEY else q.per for q in (source, target)]
    if kinds[0] == kinds[1]:
        return True
    return False if {source.per, target.per} & STRICT or all(isinstance(kind, Kind) for kind in kinds) else None


def for_one(q: Quantity) -> Quantity:
    """The amount for one base unit: 3.2 yuan for 10 shares is 0.32 yuan."""
    row = units.BY_KEY.get(q.per)
    size = q.base * (row.factor if row else 1.0)
    return replace(q, value=q.value / size, high=None if q.high is None else q.high / size, per="", base=1.0)
