"""Gradio's queue, made fair: bounds for each visitor, pages before programs, and no work for those who have left.

Gradio takes the oldest call first, from whomever, and works on for clients that are gone. Its queue has no setting for either, so its
class is replaced by one that takes calls in another order.
"""

from __future__ import annotations

import asyncio
import math
import time
from typing import TYPE_CHECKING, Any

from gradio import queueing

from jianbao.errors import InputError
from jianbao.wording import LANGUAGES
from webdemo import limits
from webdemo.gate.visitors import LISTENERS, Visitor, address_of
from webdemo.i18n.words import preferred
from webdemo.runs import CALLS

if TYPE_CHECKING:
    import fastapi

LOOK_SECONDS = 0.25
"""Between looks for calls that nobody waits for."""


def install() -> None:
    """Have Gradio make this queue; to be called before the blocks are made."""
    queueing.Queue = FairQueue


class FairQueue(queueing.Queue):
    """See the module. A call is one event of Gradio's queue."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._heard: dict[str, float] = {}
        """When somebody last waited for a call, by its number; a call that is not here was never waited for."""

    def start(self) -> None:
        super().start()
        asyncio.get_running_loop().create_task(self._look_after())

    async def push(self, body: Any, request: fastapi.Request, username: str | None) -> tuple[bool, Any, Any]:
        fn = self.blocks.fns.get(body.fn_index)
        who = _visitor(request, body.session_hash, fn)
        language = preferred(request.headers.get("accept-language", ""))
        worded_at = getattr(fn and fn.fn, "worded_at", None)
        if worded_at is not None and body.data[worded_at:] and body.data[worded_at] in LANGUAGES:
            language = body.data[worded_at]
        if fn is None:
            return False, InputError("webdemo.not_offered").worded(language, place="page"), "error"
        kind = fn.concurrency_id
        near = [(e, other) for e in self._waiting() if (other := _who(e)).address == who.address]
        waiting, of_address = sum(other == who and e.concurrency_id == kind for e, other in near), len(near)
        if waiting >= limits.MAX_WAITING or of_address >= limits.MAX_OF_ADDRESS:
            full = InputError("webdemo.too_many_waiting", waiting=max(waiting, of_address))
            return False, full.worded(language, place="page"), "queue_full"
        wanted = len(fn.inputs)
        if len(body.data) > wanted:
            many = InputError("webdemo.wrong_count", given=len(body.data), wanted=wanted)
            return False, many.worded(language, place="page"), "error"
        # What is not given is none: the endpoint says which of its parameters it cannot do without.
        body.data += [None] * (wanted - len(body.data))
        # Programs leave room for pages. A slow model has few turns to give: who would wait too long is told so at once.
        wait, share = self.wait(kind), 1.0 if who.page else 2 / 3
        if len(self) >= limits.MAX_QUEUE * share or wait > limits.MAX_WAIT_SECONDS * share:
            before = sum(e.concurrency_id == kind for e in (*self._waiting(), *self._running()))
            long = InputError("webdemo.queue_long", before=before, minutes=max(1, math.ceil(wait / 60)))
            return False, long.worded(language, place="page"), "queue_full"
        told: tuple[bool, Any, Any] = await super().push(body, request, username)
        return told

    def get_events(self) -> tuple[list[Any], bool, str] | None:
        """The call whose turn it is: pages before programs, then whoever has least at work, then the oldest."""
        best: tuple[tuple[Any, ...], Any] | None = None
        running = self._running()
        now = time.monotonic()
        for queue in self.event_queue_per_concurrency_id.values():
            if queue.concurrency_limit is not None and queue.current_concurrency >= queue.concurrency_limit:
                continue
            of_kind = [_who(e) for e in running if e.concurrency_id == queue.concurrency_id]
            for event in queue.queue:
                who = _who(event)
                mine = of_kind.count(who)
                if mine >= limits.MAX_RUNNING:
                    continue
                line = sum(other.address == who.address for other in of_kind)
                patient = not who.page and now - event.enqueue_time < limits.PATIENCE_SECONDS
                rank = (patient, line, mine, event.enqueue_time)
                if best is None or rank < best[0]:
                    best = rank, event
        if best is None:
            return None
        event = best[1]
        self.event_queue_per_concurrency_id[event.concurrency_id].queue.remove(event)
        return [event], False, event.concurrency_id

    async def remove_from_queue(self, event_id: str) -> None:
        """Gradio's answer to a client that cancels; a call at work ends too."""
        CALLS.end(event_id)
        await super().remove_from_queue(event_id)

    def place(self, session: str) -> int:
        """How many calls that use a model were made before the one of a page that waits; 0 where none of it waits."""
        waiting = [e for e in self._waiting() if e.concurrency_id == "work"]
        mine = next((e for e in waiting if e.session_hash == session), None)
        return 0 if mine is None else 1 + sum(e.enqueue_time < mine.enqueue_time for e in waiting)

    def wait(self, kind: str) -> float:
        """About how many seconds a call would wait that came now, by what calls like those before it have taken; 0 while none has ended."""
        known = {fn: taken.avg_time for fn, taken in self.process_time_per_fn.items() if fn.concurrency_id == kind}
        if not known:
            return 0.0
        usual = sum(known.values()) / len(known)
        waiting = sum(known.get(e.fn, usual) for e in self._waiting() if e.concurrency_id == kind)
        running = sum(known.get(e.fn, usual) / 2 for e in self._running() if e.concurrency_id == kind)
        at_once = limits.CONCURRENCY if kind == "work" else limits.LOOKS
        return (waiting + running) / at_once if waiting else 0.0

    def _waiting(self) -> list[Any]:
        return [e for queue in self.event_queue_per_concurrency_id.values() for e in queue.queue]

    def _running(self) -> list[Any]:
        return [e for job in self.active_jobs if job for e in job]

    async def _look_after(self) -> None:
        while not self.stopped:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look()

    async def look(self) -> None:
        """End the calls that nobody waits for: those that were left, and those that were never fetched."""
        now = time.monotonic()
        there = [*self._waiting(), *self._running()]
        for event in there:
            if LISTENERS.has(event.session_hash, event._id):
                self._heard[event._id] = now
                continue
            heard = self._heard.get(event._id)
            left = now - heard > limits.GONE_SECONDS if heard else now - event.enqueue_time > limits.FETCH_SECONDS
            if left:
                await self._abandon(event)
        numbers = {event._id for event in there}
        self._heard = {number: when for number, when in self._heard.items() if number in numbers}

    async def _abandon(self, event: Any) -> None:
        CALLS.end(event._id)
        await self.clean_events(event_id=event._id)
        pending = self.pending_event_ids_session.get(event.session_hash)
        if pending is not None:
            pending.discard(event._id)
            if not pending:
                del self.pending_event_ids_session[event.session_hash]
                self.pending_messages_per_session.pop(event.session_hash, None)


def place(blocks: Any, session: str) -> int:
    """The place of a page in the queue of its server; 0 where it does not wait."""
    queue = getattr(blocks, "_queue", None)
    return queue.place(session) if session and isinstance(queue, FairQueue) else 0


def _who(event: Any) -> Visitor:
    return _visitor(event.request, event.session_hash, event.fn)


def _visitor(request: fastapi.Request, session: str | None, fn: Any) -> Visitor:
    """The page's own events are private; whoever calls one that is public is a program."""
    address = address_of(request.client.host) if request.client else ""
    page = fn is not None and getattr(fn, "api_visibility", "public") == "private"
    return Visitor(address, session or "" if page else "")
