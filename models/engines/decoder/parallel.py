"""Work done side by side, told as it goes, and dropped at once."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
TICK = 0.5
"""Seconds between two calls of `told` while nothing gets done."""


def side_by_side(
    work: Callable[[int], T], order: Sequence[int], *, width: int, told: Callable[[int], None]
) -> dict[int, T]:
    """`work` of every number of `order`, begun in that order, `width` at a time.

    told: gets how many are done, on this thread, after each and at least every TICK seconds. What it or `work` raises ends the call:
    nothing more is begun, and what is at work is left to itself.
    """
    left = deque(order)
    done: queue.SimpleQueue[tuple[int, T | None, BaseException | None]] = queue.SimpleQueue()
    over = threading.Event()

    def run() -> None:
        while not over.is_set():
            try:
                number = left.popleft()
            except IndexError:
                return
            try:
                done.put((number, work(number), None))
            except BaseException as error:
                done.put((number, None, error))

    for _ in range(min(width, len(order))):
        # Daemons, so that a request that hangs keeps no interpreter from ending.
        threading.Thread(target=run, daemon=True, name="jianbao-decoder").start()
    results: dict[int, T] = {}
    try:
        while len(results) < len(order):
            try:
                number, result, error = done.get(timeout=TICK)
            except queue.Empty:
                told(len(results))
                continue
            if error is not None:
                raise error
            results[number] = result  # type: ignore[assignment]
            told(len(results))
    finally:
        over.set()
    return results
