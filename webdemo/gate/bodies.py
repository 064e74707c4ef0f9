"""The bodies of requests: bounded in size, in time, and in how deep they nest, before anything reads them."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from jianbao.errors import InputError
from webdemo import limits

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

STATUS = {
    "webdemo.body_too_large": 413,
    "webdemo.body_slow": 408,
    "webdemo.body_type": 415,
    "webdemo.uploads_full": 507,
    "webdemo.uploads_unused": 429,
}
"""Of an answer to a body that is refused; 400 for the others."""
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
"""Whatever it is given, it is looked at once: a text that is not closed goes on to the end."""
_BRACKET = re.compile(rb"[\[{}\]]")
_MOST_BRACKETS = 50_000
"""500 terms are 501 lists; the page's own requests have a few thousand brackets."""


class LeftError(Exception):
    """The client has left before its request was there."""


async def whole(receive: Receive, headers: Mapping[bytes, str], *, most: int) -> bytes:
    """The body of a request. Raises InputError for one that is too large or too slow, LeftError where the client leaves."""
    await drained(receive, headers, most)
    parts, size = [], 0
    try:
        async with asyncio.timeout(limits.BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise LeftError
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > most:
                    raise InputError("webdemo.body_too_large", size=size, limit=most)
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        raise InputError("webdemo.body_slow", seconds=limits.BODY_SECONDS) from None


async def drained(receive: Receive, headers: Mapping[bytes, str], most: int) -> None:
    """Raise InputError for a body that says it is too large.

    It is read to its end first, so that a client that sends all before it listens gets the answer; a huge one is cut off.
    """
    told = headers.get(b"content-length", "0")
    if not (told.isascii() and told.isdigit()):
        raise InputError("webdemo.body_unsized")
    if int(told) <= most:
        return
    read = 0
    try:
        async with asyncio.timeout(limits.BODY_SECONDS):
            while read <= 4 * most:
                message = await receive()
                read += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body"):
                    break
    except TimeoutError:
        pass
    raise InputError("webdemo.body_too_large", size=int(told), limit=most)


def counted(receive: Receive, most: int, come: Callable[[int], None]) -> Receive:
    """The same body, cut off where it is longer than it may be or slower: as if the client had left. come: told of what has come."""
    read, end = 0, asyncio.get_running_loop().time() + 2 * limits.BODY_SECONDS

    async def limited() -> Message:
        nonlocal read
        try:
            async with asyncio.timeout_at(end):
                message = await receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        size = len(message.get("body", b""))
        read += size
        come(size)
        return {"type": "http.disconnect"} if read > most else message

    return limited


def again(body: bytes, receive: Receive) -> Receive:
    """A body that was read, to be read by the application."""
    given = False

    async def once() -> Message:
        nonlocal given
        if not given:
            given = True
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return once


class Answer:
    """An answer of the application, kept until it is whole."""

    def __init__(self) -> None:
        self.status, self.body = 0, b""
        self._headers: list[tuple[bytes, bytes]] = []

    async def take(self, message: Message) -> None:
        """What the application takes for sending."""
        if message["type"] == "http.response.start":
            self.status, self._headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    async def send(self, send: Callable[[Message], Awaitable[None]], body: bytes) -> None:
        """Send it with another body."""
        kept = [(name, value) for name, value in self._headers if name.lower() != b"content-length"]
        headers = [*kept, (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def require_json(body: bytes, headers: Mapping[bytes, str]) -> None:
    """Raise InputError for a body that is of another type, or nests deeper than what reads it may follow."""
    kind = headers.get(b"content-type", "").split(";")[0].strip().lower()
    if not body.strip() and kind in ("", "application/json"):
        return
    if kind != "application/json":
        raise InputError("webdemo.body_type", type=kind[:60])
    depth = 0
    brackets = _BRACKET.findall(_STRING.sub(b"", body))
    for bracket in brackets[:_MOST_BRACKETS]:
        depth += 1 if bracket in b"[{" else -1
        if depth > limits.MAX_DEPTH:
            raise InputError("webdemo.body_deep", limit=limits.MAX_DEPTH)
    if len(brackets) > _MOST_BRACKETS:
        raise InputError("webdemo.body_json")
    try:
        json.loads(body, parse_constant=_no_number)
    except ValueError:  # no text, no JSON, or a number of more digits than Python reads
        raise InputError("webdemo.body_json") from None


def _no_number(name: str) -> float:
    """NaN and Infinity are no JSON, which Python reads all the same."""
    raise ValueError(name)


def require_named(body: bytes, parameters: Mapping[str, bool]) -> None:
    """Raise InputError for a body that names a parameter that there is not, or leaves out one that is needed."""
    try:
        given = json.loads(body)
    except ValueError:
        raise InputError("webdemo.body_json") from None
    if not isinstance(given, dict):
        raise InputError("webdemo.body_json")
    for name in given:
        if parameters and name not in parameters:
            raise InputError("webdemo.parameter_unknown", name=name[:60])
    for name, needed in parameters.items():
        if needed and name not in given:
            raise InputError("webdemo.parameter_missing", name=name)
