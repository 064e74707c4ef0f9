"""The quantities of a brief's points: what the source says, and how the English says it."""

from __future__ import annotations

from collections.abc import Sequence

from brief.brief import Figure, Point
from translate.check.report import KEPT, LinkStatus


def figures(points: Sequence[Point]) -> tuple[Figure, ...]:
    """The quantities of the points' sources, in order, weak ones (一个, 两国) only where the English has them."""
    return tuple(row for i, point in enumerate(points) for row in figures_of(point, i))


def figures_of(point: Point, index: int) -> list[Figure]:
    """The quantities of one point, which is the brief's point `index`. Its links point into its sources less their cuts."""
    rows, places = [], _places(point)
    for link in point.links:
        q = link.quantity
        if q is None or (q.weak and link.status is not LinkStatus.AGREES):
            continue
        agrees = link.target and link.status in KEPT
        rows.append(
            Figure(
                chinese=q.text,
                start=places[link.source[0]],
                end=places[link.source[1] - 1] + 1,
                kind=str(q.kind),
                value=q.value,
                high=q.high,
                unit=q.unit,
                hedge=str(q.hedge) if q.hedge else None,
                english=point.english[slice(*link.target)] if agrees and link.target else link.expected,
                status=str(link.status),
                point=index,
            )
        )
    return rows


def _places(point: Point) -> list[int]:
    """Offset into the article of each character that was translated."""
    return [
        at
        for source in point.sources
        for at in range(source.start, source.end)
        if not any(a <= at < b for a, b in source.cuts)
    ]
