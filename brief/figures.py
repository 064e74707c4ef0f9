"""The quantities of a brief's points: what the source says, and how the English says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from brief.brief import Figure, Point
from facts.quantities.value import Quantity
from translate.check.report import KEPT, Link, LinkStatus, Span


def figures(points: Sequence[Point]) -> tuple[Figure, ...]:
    """The quantities of the points' sources, in order."""
    return tuple(row for i, point in enumerate(points) for row in figures_of(point, i))


def figures_of(point: Point, index: int) -> list[Figure]:
    """The quantities of one point, which is the brief's point `index`. Its links point into its sources less their cuts."""
    places = _places(point)
    return [
        figure(link, q, q.text, (places[link.source[0]], places[link.source[1] - 1] + 1), point.english, index)
        for link, q in told(point.links)
    ]


def told(links: Iterable[Link]) -> Iterator[tuple[Link, Quantity]]:
    """The links of quantities, weak ones (一个, 两国) only where the English has them."""
    for link in links:
        q = link.quantity
        if q is not None and not (q.weak and link.status is not LinkStatus.AGREES):
            yield link, q


def figure(link: Link, q: Quantity, chinese: str, span: Span, english: str, index: int) -> Figure:
    """The figure of a link. chinese, span: how the article says it, and where. english, index: of its point."""
    return Figure(
        chinese=chinese,
        start=span[0],
        end=span[1],
        kind=str(q.kind),
        value=q.value,
        high=q.high,
        unit=q.unit,
        hedge=str(q.hedge) if q.hedge else None,
        english=english[slice(*link.target)] if link.target and link.status in KEPT else link.expected,
        status=str(link.status),
        point=index,
    )


def _places(point: Point) -> list[int]:
    """Offset into the article of each character that was translated."""
    return [at for source in point.sources for start, end in source.kept for at in range(start, end)]
