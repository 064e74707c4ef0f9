"""One deadline for a request, handed down to whatever takes long."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from jianbao.deadline import Deadline, DeadlineError, Stopped, ask


def counting(n: int) -> Generator[int, None, str]:
    for i in range(n):
        ask()
        yield i
    return "counted"


def test_nothing_is_asked_outside_of_a_deadline() -> None:
    with Deadline(seconds=-1).within(), pytest.raises(DeadlineError):
        ask()
    ask()


def test_a_work_yields_and_returns_the_same_along_a_deadline() -> None:
    said: list[str] = []

    def whole() -> Generator[int, None, None]:
        said.append((yield from Deadline().along(counting(3))))

    assert list(whole()) == [0, 1, 2]
    assert said == ["counted"]


def test_between_two_values_the_deadline_is_nobody_elses() -> None:
    deadline = Deadline()
    work = deadline.along(counting(2))
    assert next(work) == 0
    deadline.stop.set()
    ask()  # of whoever takes the values: another work, with a deadline of its own or none
    with pytest.raises(Stopped):
        next(work)
