"""What stands between the network and Gradio: bounds on requests, no fetching of addresses, headers that keep a page to itself."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import unquote

from webdemo import limits

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEADERS = {
    b"content-security-policy": (
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        b"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; worker-src 'self' blob:; "
        b"object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
}
"""Gradio's own page has inline scripts; article text never becomes markup, and the policy keeps whatever would from calling out."""


class Guard:
    """ASGI middleware."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = unquote(scope["path"])
        if _fetches(path):
            await _answer(send, 404, "Nothing is fetched from addresses here.")
            return
        most = limits.MAX_BODY_BYTES
        if path.rstrip("/").endswith("/upload"):
            most = limits.MAX_FILE_BYTES * limits.MAX_FILES
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > most:
            await _drained(receive, 4 * most)
            await _answer(
                send,
                413,
                f"A request of {length[:20].decode('latin-1')} bytes is over the limit of {most:,}. Give one press release at a time.",
            )
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            # A body without a length, or longer than it said: cut the connection as if the client had left.
            return {"type": "http.disconnect"} if read > most else message

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *((k, v) for k, v in HEADERS.items() if k not in present)]
            await send(message)

        await self.app(scope, counted, headed)


def _fetches(path: str) -> bool:
    """Routes of Gradio that fetch an address for the caller: not needed here, and not wanted of a server inside somebody's network."""
    lowered = path.lower()
    return "/proxy=" in lowered or any(f"/file={scheme}" in lowered for scheme in ("http:", "https:", "ftp:", "//"))


async def _drained(receive: Receive, most: int) -> None:
    """Read a body to its end, so that a client that sends all before it listens gets the answer; a huge one is cut off."""
    read = 0
    while read <= most:
        message = await receive()
        read += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


async def _answer(send: Send, status: int, message: str) -> None:
    body = json.dumps({"detail": message}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *HEADERS.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def fetch_nothing() -> None:
    """Keep Gradio from downloading what a caller names as a file ({"path": "https://..."})."""
    import gradio as gr
    from gradio import processing_utils

    async def refuse(url: str, *_: object, **__: object) -> str:
        raise gr.Error("Nothing is fetched from addresses here: upload the file itself.", print_exception=False)

    processing_utils.async_ssrf_protected_download = refuse
    processing_utils.async_ssrf_protected_get = refuse
