"""The door of the page: names, roots, references to uploads, and room for them, without a server."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from jianbao.errors import InputError
from webdemo import limits
from webdemo.gate import references
from webdemo.gate.bodies import require_json
from webdemo.gate.guard import Guard, answer_no_other_pages
from webdemo.gate.hosts import Hosts, root
from webdemo.gate.ledger import Ledger
from webdemo.i18n.words import preferred

PROXY = "briefs.example.org"


def asked(path: str, *, under: str = "", addressed: bool = False, **headers: str) -> tuple[int, dict[str, Any]]:
    """Status of an answer, and the scope that the application behind the guard was asked with."""
    seen: dict[str, Any] = {}
    statuses = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.update(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        statuses.append(message.get("status"))

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    named = {"Host": "127.0.0.1:7860", **{name.replace("_", "-"): value for name, value in headers.items()}}
    raw = [(name.lower().encode(), value.encode()) for name, value in named.items()]
    guard = Guard(app, hosts=Hosts([PROXY]), parameters={}, root=under, addressed=addressed)
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": raw,
        "client": ("127.0.0.1", 1),
        "query_string": b"",
    }
    asyncio.run(guard(scope, receive, send))
    return statuses[0], seen


@pytest.mark.parametrize(
    "path, headers, status",
    [
        # as nginx sends it without any proxy_set_header, and with the usual ones
        ("/config", {"Origin": f"https://{PROXY}"}, 200),
        ("/config", {"Host": PROXY, "Origin": f"https://{PROXY}"}, 200),
        ("/config", {"X_Forwarded_Host": PROXY, "X_Forwarded_Proto": "https", "Origin": f"https://{PROXY}"}, 200),
        ("/config", {"X_Forwarded_Host": f"{PROXY}:8443", "Origin": f"https://{PROXY}:8443"}, 200),
        ("/config", {"X_Forwarded_Host": f"{PROXY}, 10.0.0.1"}, 200),
        ("/config", {"X_Forwarded_Host": "other.example.org"}, 421),
        ("/config", {"Host": "other.example.org", "X_Forwarded_Host": PROXY}, 421),
        ("/config", {"Origin": f"https://{PROXY}.evil.example"}, 403),
        ("/config", {"Referer": f"https://{PROXY}/"}, 200),
        ("/config", {"Referer": "https://evil.example/"}, 403),
        ("/config", {"Sec_Fetch_Site": "cross-site"}, 403),
        # who follows a link to the page
        ("/", {"Sec_Fetch_Site": "cross-site", "Referer": "https://evil.example/"}, 200),
        ("/", {"Sec_Fetch_Site": "cross-site", "Origin": "https://evil.example"}, 403),
    ],
)
def test_behind_a_proxy(path: str, headers: dict[str, str], status: int) -> None:
    assert asked(path, **headers)[0] == status


@pytest.mark.parametrize(
    "root_path, headers, status",
    [
        ("/briefs", {}, 200),
        ("/briefs", {"X_Forwarded_For": "1.2.3.4"}, 421),
        ("", {"Via": "1.1 proxy"}, 421),
        ("", {"X_Forwarded_For": "1.2.3.4", "Host": PROXY}, 200),
        ("/briefs", {"X_Forwarded_For": "1.2.3.4", "X_Forwarded_Host": PROXY}, 200),
        (f"https://{PROXY}/briefs", {"X_Forwarded_For": "1.2.3.4"}, 200),
    ],
)
def test_the_page_is_not_given_to_a_proxy_that_does_not_say_its_name(
    root_path: str, headers: dict[str, str], status: int
) -> None:
    place, name = root(root_path)
    assert asked("/", under=place, addressed=bool(name), **headers)[0] == status


def test_an_answer_that_breaks_off_ends_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    """As Gradio's streams do for a session that there is not: thousands of them would fill the log and hold everybody up."""
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("a secret of the visitor")

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    guard = Guard(app, hosts=Hosts(), parameters={})
    headers = [(b"host", b"localhost")]
    scope = {"type": "http", "method": "GET", "path": "/config", "headers": headers, "query_string": b""}
    asyncio.run(guard(scope, receive, send))
    assert sent[-1] == {"type": "http.response.body", "body": b""} and "secret" not in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        b'{"data": ["\xff"]}',
        b"{",
        b'{"data": [' + b"9" * 5_000 + b"]}",
        b'{"data": [NaN]}',
        b'{"data": [-Infinity]}',
        b"x",
    ],
)
def test_json_that_is_none(body: bytes) -> None:
    with pytest.raises(InputError) as caught:
        require_json(body, {b"content-type": "application/json"})
    assert caught.value.code == "webdemo.body_json"


def test_no_other_page_is_told_that_it_may_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    from gradio import routes

    monkeypatch.setattr(routes, "CustomCORSMiddleware", None)
    answer_no_other_pages()
    seen = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope)

    asyncio.run(routes.CustomCORSMiddleware(app, strict_cors=True)({"method": "OPTIONS"}, None, None))
    assert seen == [{"method": "OPTIONS"}]


@pytest.mark.parametrize(
    "path, inner",
    [
        ("/briefs/config", "/config"),
        ("/config", "/config"),
        ("/briefs/", "/"),
        ("/briefs", "/"),
        ("/briefs/gradio_api/info", "/gradio_api/info"),
    ],
)
def test_below_a_root_with_and_without_it(path: str, inner: str) -> None:
    status, scope = asked(path, under="/briefs")
    assert status == 200 and scope["path"] == inner


@pytest.mark.parametrize(
    "path", ["/briefsconfig", "/briefs/briefs/config", "/other/config", "/briefs/gradio_api/file=x"]
)
def test_below_a_root_nothing_else(path: str) -> None:
    assert asked(path, under="/briefs")[0] == 404


def test_nobody_says_where_the_server_is() -> None:
    _, scope = asked("/config", X_Gradio_Server="http://evil.example")
    assert scope and b"x-gradio-server" not in dict(scope["headers"])


@pytest.mark.parametrize(
    "value, found",
    [
        ("", ("", [])),
        ("/briefs", ("/briefs", [])),
        ("/a/b-c_d/", ("/a/b-c_d", [])),
        ("https://briefs.example.org/x", ("/x", ["briefs.example.org"])),
        ("http://briefs.example.org:8080", ("", ["briefs.example.org:8080"])),
    ],
)
def test_roots(value: str, found: tuple[str, list[str]]) -> None:
    assert root(value) == found


@pytest.mark.parametrize(
    "value",
    ["briefs", "//evil.example", "/a?b", "/a#b", "ftp://x/y", "https://", "/<script>", "/a b", "http://[", "/../.%2e"],
)
def test_roots_that_are_none(value: str) -> None:
    with pytest.raises(InputError) as caught:
        root(value)
    assert caught.value.code == "webdemo.root_path"


@pytest.mark.parametrize("name", ["*", "a b", "http://", "-x", "<b>", "a..b", "x/../y z"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(InputError) as caught:
        Hosts([name])
    assert caught.value.code == "webdemo.host_name"


@pytest.mark.parametrize("name", [PROXY, f"https://{PROXY}", f"{PROXY}:8443", f" {PROXY.upper()} "])
def test_names_as_browsers_show_them(name: str) -> None:
    assert Hosts([name]).knows(f"{PROXY}:443")


@pytest.mark.parametrize(
    "header, language",
    [
        ("zh;q=0.1, en;q=0.9", "en"),
        ("en;q=0.1,zh-TW", "zh"),
        ("zh;q=0", "en"),
        ("zh;q=x", "zh"),
        ("*", "en"),
        ("en,zh", "en"),
    ],
)
def test_the_language_that_is_wanted_most(header: str, language: str) -> None:
    assert preferred(header) == language


def test_references_and_back(tmp_path: Path) -> None:
    place = tmp_path / ("a" * 64) / "稿.txt"
    body, paths = references.told(json.dumps([str(place)]).encode(), tmp_path)
    (reference,) = json.loads(body)
    assert paths == [place] and str(tmp_path) not in body.decode()
    asked = {"data": [{"path": reference, "meta": {}}, [{"path": "/etc/passwd"}], {"path": 7}]}
    meant = json.loads(references.meant(json.dumps(asked).encode(), tmp_path))
    assert meant["data"][0]["path"] == str(place)
    assert meant["data"][1:] == asked["data"][1:]


@pytest.mark.parametrize("answer", [b"File too large", b"[]", b"[1]", b"{}", b'["/etc/passwd"]', b"null"])
def test_answers_of_another_form_stay(answer: bytes, tmp_path: Path) -> None:
    assert references.told(answer, tmp_path) == (answer, [])


@pytest.mark.parametrize(
    "path", ["upload/{}/..", "upload/{}/a/b", "upload/{}/", "upload/short/x", "x/upload/{}/y", "upload/{}/a\0b"]
)
def test_references_that_lead_elsewhere_stay_as_they_are(path: str, tmp_path: Path) -> None:
    given = json.dumps({"path": path.format("a" * 64)}).encode()
    assert json.loads(references.meant(given, tmp_path)) == json.loads(given)


def test_room_for_uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = [0, 0]
    ledger = Ledger(lambda: (held[0], held[1]))
    most = limits.MAX_ADDRESS_BYTES

    def refused(address: str, size: int) -> str:
        try:
            with ledger.coming(address) as come:
                come(size)
                return ""
        except InputError as error:
            return error.code

    assert refused("a", most) == "" and refused("a", most + 1) == "webdemo.uploads_unused"
    with ledger.coming("a") as come:
        assert refused("a", most) == "", "what has not come yet takes no room"
        come(most)
        assert refused("a", 1) == "webdemo.uploads_unused", "what is on its way counts"
        assert refused("b", most) == ""
        with ledger.coming("b") as also, ledger.coming("c") as third:
            also(most)
            third(most)
            assert refused("d", 1) == "webdemo.uploads_full", "and counts for all"
    assert refused("a", most) == "", "until it is over"
    monkeypatch.setattr(limits, "MAX_ADDRESS_FILES", 2)
    files = [tmp_path / "1", tmp_path / "2"]
    for file in files:
        file.write_bytes(b"x")
    ledger.arrived("a", files)
    assert refused("a", 1) == "webdemo.uploads_unused" and refused("b", 1) == ""
    files[0].unlink()
    assert refused("a", 1) == "", "a file that was used makes room"
    monkeypatch.setattr(limits, "MAX_SENT_FILES", 3)
    assert refused("a", 1) == ""
    ledger.arrived("a", [tmp_path / "3"])
    assert refused("a", 1) == "webdemo.uploads_sent" and refused("b", 1) == "", "used or not"
    monkeypatch.setattr(limits, "SHELF_SECONDS", 0)
    assert refused("a", 1) == "", "and forgotten with the time"
    held[1] = limits.MAX_UPLOADED
    assert refused("b", 1) == "webdemo.uploads_full"


HEAD = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


@pytest.mark.parametrize("whole, rest", [(b"", b""), (b"", HEAD[:-4] + b"\r\nX-Slow:"), (HEAD, HEAD[:7])])
def test_who_never_says_what_he_wants_is_let_go(whole: bytes, rest: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    import uvicorn
    from uvicorn.server import ServerState

    from webdemo.gate.connections import PromptProtocol

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def told() -> bytes:
        config = uvicorn.Config(app, timeout_keep_alive=3_600)
        state = ServerState()
        server = await asyncio.get_running_loop().create_server(
            lambda: PromptProtocol(config=config, server_state=state, app_state={}), "127.0.0.1", 0
        )
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(whole)
        answer = await reader.readuntil(b"\r\n\r\n") if whole else b""
        writer.write(rest)
        with suppress(ConnectionResetError):
            await reader.read()  # until it is closed
        writer.close()
        server.close()
        return answer

    monkeypatch.setattr(limits, "HEAD_SECONDS", 0.05)
    assert asyncio.run(told()).startswith(b"HTTP/1.1 204" if whole else b"")
