"""Whose turn it is: bounds for each visitor, pages before programs, no work for those who have left."""

from __future__ import annotations

import asyncio
import threading
import time
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("gradio")

from gradio.queueing import EventQueue

from webdemo import limits
from webdemo.gate.queueing import FairQueue
from webdemo.gate.visitors import LISTENERS, address_of
from webdemo.runs import CALLS


def event(address: str, page: str = "", *, number: str = "", kind: str = "work", waited: float = 0.0) -> Any:
    """A call: of a page where it has one, else of a program."""
    return SimpleNamespace(
        request=SimpleNamespace(client=SimpleNamespace(host=address), headers={}),
        session_hash=page or f"call-{number}",
        fn=SimpleNamespace(api_visibility="private" if page else "public", batch=False),
        concurrency_id=kind,
        enqueue_time=time.monotonic() - waited,
        _id=number or f"{address}{page}{waited}",
        alive=True,
    )


def queue(waiting: list[Any], running: list[Any] | None = None, *, at_once: int = 4) -> FairQueue:
    made = FairQueue(False, 40, 1.0, None, None)  # type: ignore[arg-type]
    for one in (*waiting, *(running or [])):
        line = made.event_queue_per_concurrency_id.setdefault(
            one.concurrency_id, EventQueue(one.concurrency_id, at_once)
        )
        if one in waiting:
            line.queue.append(one)
        else:
            line.current_concurrency += 1
    made.active_jobs = [[one] for one in running or []]
    return made


def order(made: FairQueue) -> list[str]:
    """The numbers of the calls as they are taken, while all of them go on."""
    taken = []
    while (found := made.get_events()) is not None:
        made.active_jobs.append(found[0])
        taken.append(found[0][0]._id)
    return taken


def test_pages_come_first_and_then_who_waits_longest() -> None:
    made = queue(
        [
            event("1.1.1.1", number="program", waited=9),
            event("1.1.1.2", "p", number="page", waited=1),
            event("1.1.1.3", number="patient", waited=limits.PATIENCE_SECONDS + 1),
        ]
    )
    assert order(made) == ["patient", "page", "program"]


def test_who_has_least_at_work_comes_first() -> None:
    many = [event("1.1.1.1", f"tab{n}", number=f"many{n}", waited=9 - n) for n in range(4)]
    other = event("1.1.1.2", "tab", number="other")
    assert order(queue([*many, other]))[:2] == ["many0", "other"]


def test_a_visitor_has_so_many_at_work() -> None:
    program = [event("1.1.1.1", number=f"{n}", waited=9 - n) for n in range(5)]
    assert len(order(queue(program))) == limits.MAX_RUNNING
    kinds = [event("1.1.1.1", number=f"{kind}{n}", kind=kind) for kind in ("work", "look") for n in range(5)]
    assert len(order(queue(kinds))) == 2 * limits.MAX_RUNNING, "of each kind"


def test_no_more_than_may_be_at_work_at_once() -> None:
    running = [event(f"2.2.2.{n}", number=f"r{n}") for n in range(4)]
    assert queue([event("1.1.1.1", number="w")], running).get_events() is None


class Endpoint:
    """What Gradio knows of an endpoint."""

    api_visibility, concurrency_id = "public", "work"
    inputs: tuple[Any, ...] = ()

    def fn(self) -> None:
        """Does nothing."""


def test_who_would_wait_too_long_is_told_how_long() -> None:
    waiting = [event(f"1.1.1.{n}", number=f"w{n}") for n in range(6)]
    made = queue(waiting, [event(f"2.2.2.{n}", number=f"r{n}") for n in range(4)])
    assert made.wait("work") == 0, "nobody knows yet"
    fn = Endpoint()
    for one in (*waiting, *(job[0] for job in made.active_jobs if job)):
        one.fn = fn
    made.process_time_per_fn[fn].add(400.0)  # type: ignore[index]
    made.blocks = SimpleNamespace(fns={0: fn})  # type: ignore[assignment]
    assert made.wait("work") == pytest.approx((6 * 400 + 4 * 200) / 4)
    assert made.wait("look") == 0

    def told(language: str) -> tuple[bool, Any, str]:
        request = SimpleNamespace(client=SimpleNamespace(host="3.3.3.3"), headers={"accept-language": language})
        body = SimpleNamespace(fn_index=0, session_hash="s", data=[])
        return asyncio.run(made.push(body, request, None))  # type: ignore[arg-type]

    assert told("en") == (
        False,
        "10 requests are before yours, some 14 minutes of work. Try again in 14 minutes.",
        "queue_full",
    )
    assert "您前面还有10个请求" in told("zh")[1]


def test_one_address_does_not_fill_the_line_whatever_pages_it_names() -> None:
    fn = Endpoint()
    waiting = [event("1.1.1.1", f"p{n}", number=f"w{n}") for n in range(limits.MAX_OF_ADDRESS)]
    made = queue(waiting)
    made.blocks = SimpleNamespace(fns={0: fn})  # type: ignore[assignment]
    request = SimpleNamespace(client=SimpleNamespace(host="1.1.1.1"), headers={"accept-language": "en"})
    body = SimpleNamespace(fn_index=0, session_hash="another", data=[])
    taken, words, why = asyncio.run(made.push(body, request, None))  # type: ignore[arg-type]
    assert not taken and why == "queue_full" and f"{limits.MAX_OF_ADDRESS} of your requests" in words
    assert 2 * limits.MAX_OF_ADDRESS < limits.MAX_QUEUE, "there is room for others"


@pytest.mark.parametrize("found, waited, left", [(True, 99, False), (False, 99, True), (False, 0, False)])
def test_calls_that_nobody_waits_for_are_ended(found: bool, waited: float, left: bool) -> None:
    waiting, running = event("1.1.1.1", number="w", waited=waited), event("1.1.1.1", number="r", waited=waited)
    made, stop = queue([waiting], [running]), threading.Event()
    CALLS.join("r", stop)
    for number in ("w", "r"):
        (LISTENERS.arrive if found else lambda _: None)(number)

    async def look() -> None:
        made.delete_lock = asyncio.Lock()
        await made.look()

    asyncio.run(look())
    if found:
        LISTENERS.leave("w"), LISTENERS.leave("r")
    CALLS.leave("r")
    assert stop.is_set() == left and running.alive == (not left)
    assert bool(made.event_queue_per_concurrency_id["work"].queue) == (not left)


@pytest.mark.parametrize(
    "host, known",
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:2", "2001:db8::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_is_a_line(host: str, known: str) -> None:
    assert address_of(host) == known
