"""What stands between the network and Gradio: who may ask, what, how much, and how often; headers that keep a page to itself."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from starlette.requests import ClientDisconnect

from jianbao.errors import InputError
from webdemo import limits
from webdemo.events import explain
from webdemo.gate import bodies, downloads, references, uploads
from webdemo.gate.hosts import Hosts
from webdemo.gate.ledger import BEGUN
from webdemo.gate.visitors import ADDRESS, LANGUAGE, LISTENERS, address_of
from webdemo.i18n.words import preferred
from webdemo.runs import CALLS, REQUEST

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

API = "/gradio_api/"
OFFERED = re.compile(
    r"/(config|theme\.css|favicon\.ico|robots\.txt|manifest\.json|(assets|static|svelte|download)/.+)?"
    rf"|{API}(info|openapi\.json|startup-events|app_id|theme\.css|cancel|reset|upload|upload_progress|component_server"
    r"|heartbeat/[^/]+|queue/(join|data|status)|(call|run)/.+|mcp(/.*)?)/?"
)
"""The routes of Gradio that the page and its endpoints need. The others run, fetch, record or show what is nobody's business here."""
STREAM = re.compile(rf"{API}(queue/data|heartbeat/[^/]+|upload_progress|call/(v2/)?[^/]+/(?P<number>[^/]+))/?")
"""Connections that stay open until an answer is there."""
NAMED = re.compile(rf"{API}call/v2/(?P<endpoint>[^/]+)/?")
"""Calls whose parameters have names."""


class Guard:
    """ASGI middleware.

    hosts: the names that this server answers to. parameters: of each endpoint, the names, and whether it cannot do without them.
    root: the path under which a reverse proxy has this server; a request may come with it or without. addressed: whether the whole
    address is known, so that a proxy need not tell it. documents: JSON to be read at addresses of its own.
    """

    def __init__(
        self,
        app: Callable[[Scope, Receive, Send], Awaitable[None]],
        *,
        hosts: Hosts,
        parameters: Mapping[str, Mapping[str, bool]],
        root: str = "",
        addressed: bool = False,
        documents: Mapping[str, Callable[[], Any]] | None = None,
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.parameters = parameters
        self.root = root.rstrip("/")
        self.addressed = addressed
        self.documents = documents or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        language = preferred(headers.get(b"accept-language", ""))
        LANGUAGE.set(language)

        begun = False

        async def headed(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *((k, v) for k, v in HEADERS.items() if k not in present)]
            await send(message)

        try:
            path = self._inner(scope)
            self._require(path, scope, headers)
            await self._pass(path, headers, scope, receive, headed)
        except (bodies.LeftError, ClientDisconnect):
            return
        except Refusal as refusal:
            await _answer(headed, refusal.status, refusal.error.worded(language, place="page"))
        except InputError as error:
            await _answer(headed, bodies.STATUS.get(error.code, 400), error.worded(language, place="page"))
        except Exception as error:
            # Gradio looks things up by the numbers that a request names; its traceback would put the visitor's text into the log,
            # and a few thousand of them, as of streams for sessions that there are not, would hold everybody up.
            if begun:
                with suppress(Exception):
                    await send({"type": "http.response.body", "body": b""})
            else:
                await _answer(headed, 500, explain(error, language))

    def _inner(self, scope: Scope) -> str:
        """The path of a request below the root, which the application is asked for too. Its root is what we say, and nobody else."""
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name.lower() != b"x-gradio-server"]
        if self.root and (scope["path"] == self.root or scope["path"].startswith(f"{self.root}/")):
            scope["path"] = scope["path"].removeprefix(self.root) or "/"
            scope["raw_path"] = scope["path"].encode()
        return unquote(scope["path"])

    def _require(self, path: str, scope: Scope, headers: dict[bytes, str]) -> None:
        host, origin = headers.get(b"host", ""), headers.get(b"origin")
        if not self.hosts.knows(host):
            raise Refusal(421, InputError("webdemo.wrong_host", host=host[:80]))
        forwarded = headers.get(b"x-forwarded-host", "").split(",")[0].strip()
        if forwarded and not self.hosts.knows(forwarded):
            raise Refusal(421, InputError("webdemo.forwarded_host", host=forwarded[:80]))
        if origin is not None and not self.hosts.admits(origin, host):
            raise Refusal(403, InputError("webdemo.wrong_origin", origin=origin[:80]))
        # Whoever follows a link to the page comes from elsewhere, and may.
        entering = scope["method"] in ("GET", "HEAD") and path == "/"
        if not entering and not self.hosts.welcomes(headers):
            raise Refusal(403, InputError("webdemo.wrong_site"))
        # The page would look for its parts at the proxy's own address of this server.
        proxied = headers.keys() & {b"x-forwarded-for", b"x-forwarded-proto", b"forwarded", b"via", b"x-real-ip"}
        if path == "/" and proxied and not (forwarded or self.addressed or self.hosts.named(host)):
            raise Refusal(421, InputError("webdemo.forwarded_nameless"))
        if path not in self.documents and not OFFERED.fullmatch(path):
            raise Refusal(404, InputError("webdemo.not_offered"))
        if len(scope.get("query_string", b"")) > limits.MAX_QUERY_BYTES:
            raise Refusal(414, InputError("webdemo.address_long"))

    async def _pass(self, path: str, headers: dict[bytes, str], scope: Scope, receive: Receive, send: Send) -> None:
        address = address_of(scope["client"][0]) if scope.get("client") else ""
        ADDRESS.set(address)
        if path.startswith("/download/"):
            await _download(path, send)
        elif path in self.documents and scope["method"] == "GET":
            await _json(send, 200, self.documents[path]())
        elif path.rstrip("/") == f"{API}upload":
            with _one_of(f"upload {address}", limits.MAX_UPLOADS, "webdemo.too_many_uploads"):
                await self._upload(address, headers, scope, receive, send)
        elif scope["method"] == "GET" and (stream := STREAM.fullmatch(path)):
            query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
            key = stream["number"] or query.get("session_hash", [""])[0]
            with _one_of(f"stream {address}", limits.MAX_STREAMS, "webdemo.too_many_streams"):
                async with _listening(receive, key) as watched:
                    await self.app(scope, watched, send)
        elif scope["method"] in ("POST", "PUT", "PATCH", "DELETE"):
            if path.startswith(f"{API}mcp"):
                # The tools ask this server once more, from itself: the queue is to know who asked first.
                kept = [(name, value) for name, value in scope["headers"] if name != b"x-forwarded-for"]
                scope["headers"] = [*kept, (b"x-forwarded-for", address.split("/")[0].encode())]
            body = await bodies.whole(receive, headers, most=limits.MAX_BODY_BYTES)
            bodies.require_json(body, headers)
            body = references.meant(body, uploads.home())
            if named := NAMED.fullmatch(path):
                bodies.require_named(body, self.parameters.get(named["endpoint"], {}))
            if path.startswith(f"{API}component_server"):
                # Gradio answers these beside its queue.
                with _one_of(f"question {address}", limits.MAX_QUESTIONS, "webdemo.too_many_waiting"):
                    async with _asking(receive) as watched:
                        await self.app(scope, bodies.again(body, watched), send)
            else:
                await self.app(scope, bodies.again(body, receive), send)
        else:
            await self.app(scope, receive, send)

    async def _upload(
        self, address: str, headers: dict[bytes, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Have Gradio take files, and answer with references. What it has begun to write goes where the upload does not end well."""
        most = limits.MAX_FILE_BYTES * limits.MAX_FILES
        await bodies.drained(receive, headers, most)
        begun: list[str] = []
        BEGUN.set(begun)
        answer = bodies.Answer()
        paths: list[Path] = []
        try:
            with uploads.LEDGER.coming(address) as come:
                await self.app(scope, bodies.counted(receive, most, come), answer.take)
                body, paths = references.told(answer.body, uploads.home())
                uploads.LEDGER.arrived(address, paths)
        finally:
            kept = {path.resolve() for path in paths}
            for name in begun:  # of each part Gradio leaves an empty file behind
                if Path(name).resolve() not in kept:
                    Path(name).unlink(missing_ok=True)
        if answer.status == 413:
            raise Refusal(413, InputError("webdemo.upload_large", limit=limits.MAX_FILE_BYTES))
        await answer.send(send, body)


class Refusal(Exception):
    """A request is answered here: with a status and the words of an error."""

    def __init__(self, status: int, error: InputError) -> None:
        super().__init__(str(error))
        self.status, self.error = status, error


class _one_of:
    """Within, one more of a kind is open; Refusal where there are as many as there may be."""

    def __init__(self, key: str, most: int, code: str) -> None:
        self.key, self.most, self.code = key, most, code

    def __enter__(self) -> None:
        if LISTENERS.count(self.key) >= self.most:
            raise Refusal(429, InputError(self.code, limit=self.most, waiting=self.most))
        LISTENERS.arrive(self.key)

    def __exit__(self, *_: object) -> None:
        LISTENERS.leave(self.key)


@asynccontextmanager
async def _listening(receive: Receive, key: str) -> AsyncIterator[Receive]:
    """Within, somebody waits for the answer to `key`, until they leave."""
    left = False

    def leave() -> None:
        nonlocal left
        if not left:
            left = True
            LISTENERS.leave(key)

    LISTENERS.arrive(key)
    try:
        async with _watched(receive, leave) as watched:
            yield bodies.again(b"", watched)
    finally:
        leave()


@asynccontextmanager
async def _asking(receive: Receive) -> AsyncIterator[Receive]:
    """Within, a request is answered that Gradio does not queue; its work ends when its client leaves."""
    number = secrets.token_hex(8)
    REQUEST.set(number)
    async with _watched(receive, lambda: CALLS.end(number)) as watched:
        yield watched


@asynccontextmanager
async def _watched(receive: Receive, gone: Callable[[], None]) -> AsyncIterator[Receive]:
    """Within, `gone` is called as soon as the client leaves: what a server notices at its next word otherwise."""
    end = asyncio.Event()

    async def watch() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        gone()
        end.set()

    async def wait() -> Message:
        await end.wait()
        return {"type": "http.disconnect"}

    task = asyncio.create_task(watch())
    try:
        yield wait
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _download(path: str, send: Send) -> None:
    found = await asyncio.to_thread(downloads.taken, path)
    if found is None:
        raise Refusal(404, InputError("webdemo.download_gone"))
    headers = [
        (b"content-type", found.kind.encode()),
        (b"content-length", str(len(found.data)).encode()),
        (b"content-disposition", found.disposition.encode()),
        (b"cache-control", b"private, no-store"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": found.data})


async def _answer(send: Send, status: int, message: str) -> None:
    await _json(send, status, {"detail": message})


async def _json(send: Send, status: int, value: Any) -> None:
    body = json.dumps(value, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def answer_no_other_pages() -> None:
    """Keep Gradio from telling browsers that pages of elsewhere may ask (CORS): it would answer before the guard does."""
    from gradio import routes

    class Nothing:
        def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]], **_: object) -> None:
            self.app = app

        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            await self.app(scope, receive, send)

    routes.CustomCORSMiddleware = Nothing


def fetch_nothing() -> None:
    """Keep Gradio from downloading what a caller names as a file ({"path": "https://..."})."""
    import gradio as gr
    from gradio import processing_utils

    async def refuse(url: str, *_: object, **__: object) -> str:
        raise gr.Error(InputError("webdemo.no_address").worded(LANGUAGE.get(), place="page"), print_exception=False)

    processing_utils.async_ssrf_protected_download = refuse
    processing_utils.async_ssrf_protected_get = refuse
