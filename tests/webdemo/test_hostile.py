"""What a live server answers to those who mean it ill, and to everybody else meanwhile."""

from __future__ import annotations

import http.client
import json
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.support.served import ROOT, Served, call, get
from webdemo import limits

LONG = (ROOT / "examples" / "local-government.txt").read_text("utf-8")
GOOD = ["总投资近20亿元。", "Nearly 2 billion yuan.", ""]


@pytest.mark.parametrize(
    "headers, status, words",
    [
        ({"Host": "evil.example"}, 421, "not known by the name"),
        ({"Host": "evil.example:7860", "Accept-Language": "zh-CN"}, 421, "不使用"),
        ({"Host": "127.0.0.1.evil.example"}, 421, "not known"),
        ({"Host": ""}, 421, "not known"),
        ({"Origin": "http://evil.example"}, 403, "may not ask"),
        ({"Origin": "null"}, 403, "may not ask"),
        ({"Origin": "http://127.0.0.1:1"}, 403, "may not ask"),
        ({"Origin": "https://[", "Accept-Language": "zh"}, 403, "不能"),
        ({"X-Forwarded-Host": "briefs.example.org"}, 421, "puts briefs.example.org into"),
        ({"X-Forwarded-Host": "evil.example, 127.0.0.1", "Accept-Language": "zh"}, 421, "JIANBAO_HOSTS"),
        ({"Sec-Fetch-Site": "cross-site"}, 403, "page of elsewhere"),
        ({"Sec-Fetch-Site": "same-site", "Accept-Language": "zh"}, 403, "其他网站"),
        ({"Referer": "https://evil.example/x"}, 403, "page of elsewhere"),
        ({"Referer": "http://["}, 403, "page of elsewhere"),
        ({"Sec-Fetch-Site": "none"}, 200, ""),
        ({"Sec-Fetch-Site": "same-origin", "Referer": "http://192.168.1.7/"}, 200, ""),
        ({"X-Forwarded-Host": "localhost:7860"}, 200, ""),
        ({"Host": "localhost"}, 200, ""),
        ({"Host": "192.168.1.7:7860"}, 200, ""),
    ],
)
def test_other_names_and_other_pages_are_refused(
    demo: Served, headers: dict[str, str], status: int, words: str
) -> None:
    got, body = get(f"{demo.url}/config", **headers)
    assert got == status and words in body.decode()


@pytest.mark.parametrize(
    "body, kind, status, words",
    [
        (b"[" * 100_000, "application/json", 400, "brackets"),
        (b'{"data":' + b'[{"a":' * 40 + b"1" + b"}]" * 40 + b"}", "application/json", 400, "64 deep"),
        (b"[]," * 60_000, "application/json", 400, "no JSON"),
        (b'{"data": ["\xff", "x", ""]}', "application/json", 400, "no JSON"),
        (b'{"data": "x"}', "application/json", 422, ""),
        (b'"' * 100_001, "application/json", 400, "no JSON"),
        (b'"' + b'\\"' * 500_000, "application/json", 400, "no JSON"),
        (b'{"data": ["a", "b", ""]}', "text/plain", 415, "Content-Type"),
        (b"data=x", "application/x-www-form-urlencoded", 415, "Content-Type"),
        (b'{"data": ["a", "b", "", "", 1]}', "application/json", 400, "takes 4"),
    ],
)
def test_requests_that_are_none(demo: Served, body: bytes, kind: str, status: int, words: str) -> None:
    got, told = get(f"{demo.url}/gradio_api/call/check", body, **{"Content-Type": kind})
    assert got == status and words in told.decode() and b"Traceback" not in told


@pytest.mark.parametrize(
    "given, words",
    [
        ({"source": "甲。"}, "translation is missing"),
        ({"source": "甲。", "translation": "A.", "glosary": ""}, "no parameter 'glosary'"),
        ([1], "no JSON"),
    ],
)
def test_named_parameters_that_are_wrong(demo: Served, given: Any, words: str) -> None:
    status, told = get(f"{demo.url}/gradio_api/call/v2/check", json.dumps(given).encode())
    assert status == 400 and words in told.decode()


@pytest.mark.parametrize(
    "source, translation",
    [
        ("，".join(f"{n}亿元" for n in range(1_500)), "One."),
        ("1," * 7_000, "1," * 7_000),
        ("总投资近20亿元。", "1 " * 1_001),
        ("九" + "、一" * 1_200, "A."),
    ],
)
def test_numbers_beyond_number_get_a_sentence(demo: Served, source: str, translation: str) -> None:
    for language, words in (("en", "numbers; one comparison takes 1,000"), ("zh", "一次最多比较1,000个")):
        event, told = call(demo, "check", [source, translation, ""], **{"Accept-Language": language})
        assert event == "error" and words in told["error"]


def test_no_websocket_is_opened(demo: Served) -> None:
    place = urlsplit(demo.url)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=10) as line:
        line.sendall(
            f"GET /gradio_api/queue/join HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        assert line.recv(100).split()[1] in (b"403", b"404", b"405")


@contextmanager
def waiting(demo: Served, path: str, address: str) -> Iterator[http.client.HTTPResponse]:
    """A connection that waits for an answer, and is closed before it comes."""
    line = http.client.HTTPConnection(urlsplit(demo.url).netloc, timeout=30)
    line.request("GET", path, headers={"X-Forwarded-For": address})
    response = line.getresponse()
    try:
        yield response
    finally:
        response.close()
        line.close()


def asked(demo: Served, name: str, data: list[Any], address: str) -> tuple[int, Any]:
    """Status and answer of a call that is made, and not fetched."""
    status, told = get(
        f"{demo.url}/gradio_api/call/{name}", json.dumps({"data": data}).encode(), **{"X-Forwarded-For": address}
    )
    return status, json.loads(told)


def test_calls_that_nobody_fetches_shut_nobody_out(demo: Served) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda _: asked(demo, "brief", [LONG * 4, 400], "10.1.0.1"), range(64)))
    taken = [told for status, told in made if status == 200]
    assert len(taken) <= limits.MAX_RUNNING + limits.MAX_WAITING
    assert all("the limit" in told["detail"] for status, told in made if status != 200)
    assert call(demo, "check", GOOD, **{"X-Forwarded-For": "10.1.0.2"})[0] == "complete"
    event, told = call(demo, "translate", ["项目占地320亩。"], **{"X-Forwarded-For": "10.1.0.2"})
    assert event == "complete" and "320" in told[0]["text"]


def test_who_leaves_leaves_no_work_behind(demo: Served) -> None:
    """A visitor may have two at work: the third is answered where those that were left have ended."""
    address = "10.1.0.3"
    for _ in range(limits.MAX_RUNNING):
        _, told = asked(demo, "brief", [LONG * 8, 400], address)
        with waiting(demo, f"/gradio_api/call/brief/{told['event_id']}", address) as response:
            assert response.status == 200
    event, told = call(demo, "translate", ["项目占地321亩。"], **{"X-Forwarded-For": address})
    assert event == "complete" and "321" in told[0]["text"]


def test_connections_left_open_are_bounded(demo: Served) -> None:
    lines = [waiting(demo, f"/gradio_api/heartbeat/open{n}", "10.1.0.4") for n in range(limits.MAX_STREAMS + 1)]
    try:
        statuses = [line.__enter__().status for line in lines]
    finally:
        for line in lines:
            line.__exit__(None, None, None)
    assert statuses == [200] * limits.MAX_STREAMS + [429]
    assert get(f"{demo.url}/config", **{"X-Forwarded-For": "10.1.0.5"})[0] == 200


def upload(demo: Served, name: str, data: bytes, **headers: str) -> tuple[int, bytes]:
    boundary = "b0undary"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return get(f"{demo.url}/gradio_api/upload", head + data + f"\r\n--{boundary}--\r\n".encode(), **kind, **headers)


@pytest.mark.parametrize("name", ["a.exe", "a.svg", "a.html.js", "<img src=x onerror=alert(1)>.zip", "a", ""])
def test_files_of_other_types_are_not_taken(demo: Served, name: str) -> None:
    status, told = upload(demo, name, b"x")
    assert status == 400 and b"type of file" in told
    assert "不接受" in upload(demo, name, b"x", **{"Accept-Language": "zh"})[1].decode()


def test_the_same_file_of_two_visitors_is_two_files(demo: Served) -> None:
    first, second = (json.loads(upload(demo, "../../same.txt", b"same")[1])[0] for _ in range(2))
    assert first != second and first.endswith("/same.txt")


def test_an_upload_is_known_by_a_reference_that_says_nothing_of_the_server(demo: Served) -> None:
    status, told = upload(demo, "稿件 & <b>.txt", LONG.encode())
    (reference,) = json.loads(told)
    assert status == 200 and re.fullmatch(r"upload/[0-9a-f]{64}/[^/]+\.txt", reference)
    page = json.loads(get(f"{demo.url}/config")[1])
    box = next(c["id"] for c in page["components"] if c["props"].get("elem_id") == "upload")
    event = next(d for d in page["dependencies"] if [box, "upload"] in d["targets"])

    def read(path: str) -> str:
        data = [{"path": path, "meta": {"_type": "gradio.FileData"}}]
        asked = {"data": data, "fn_index": event["id"], "session_hash": "references"}
        assert get(f"{demo.url}/gradio_api/queue/join", json.dumps(asked).encode())[0] == 200
        return get(f"{demo.url}/gradio_api/queue/data?session_hash=references")[1].decode()

    folder = reference.split("/")[1]
    outside = [f"upload/{folder}/{name}" for name in ("..", "../../x", "/etc/passwd", "\\..\\x", "gone.txt")]
    for path in (*outside, "upload/../../etc/passwd", f"UPLOAD/{folder}/x.txt", str(demo.folder)):
        said = read(path)
        assert '"success":false' in said.replace(" ", "") or "no longer here" in said, path
        assert "root:" not in said and LONG.split("\n")[0] not in said, path
        assert "Traceback" not in said and str(demo.folder) not in said, path
    assert LONG.split("\n")[0] in read(reference)
    assert LONG.split("\n")[0] not in read(reference), "what was read is deleted"


def test_two_files_where_one_is_expected(demo: Served) -> None:
    status, told = get(f"{demo.url}/gradio_api/upload", b"x", **{"Content-Type": "multipart/form-data; boundary=y"})
    assert status == 400 and b"Traceback" not in told


def test_a_number_with_its_unit_is_one() -> None:
    from webdemo.inputs import countable

    countable("，".join(f"{n}.5亿元" for n in range(1_000)), "一百二十三个、" * 1_000)


def question(demo: Served, name: str, data: Any, **more: Any) -> tuple[int, str]:
    """What the page's own questions get, as its script asks them."""
    config = json.loads(get(f"{demo.url}/config")[1])
    number = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "sheet")
    asked = {"data": data, "component_id": number, "session_hash": "hostile", "fn_name": name, **more}
    status, told = get(f"{demo.url}/gradio_api/component_server", json.dumps(asked).encode())
    return status, told.decode()


@pytest.mark.parametrize("name", ["check", "add", "file", "model"])
@pytest.mark.parametrize(
    "data", [None, 7, [], {}, {"key": 7}, {"key": "../../etc/passwd", "article": {"text": 7}}, {"article": []}]
)
def test_questions_that_are_none_get_an_answer(demo: Served, name: str, data: Any) -> None:
    status, told = question(demo, name, data)
    assert status == 200 and "Traceback" not in told and str(ROOT) not in told
    assert name == "model" or set(json.loads(told)) <= {"problem", "need", "busy"}


@pytest.mark.parametrize("name", ["__init__", "postprocess", "", "get_block_name", "x" * 10_000])
def test_other_functions_are_not_called(demo: Served, name: str) -> None:
    status, told = question(demo, name, None)
    assert status >= 400 and "Traceback" not in told


@pytest.mark.parametrize(
    "route, more",
    [
        ("queue/join", {"fn_index": -1}),
        ("queue/join", {"fn_index": 10**9}),
        ("queue/join", {}),
        ("component_server", {"component_id": 10**9, "fn_name": "check"}),
    ],
)
@pytest.mark.parametrize("language, words", [("en", ""), ("zh-CN", "。")])
def test_numbers_that_name_nothing_get_a_sentence(
    demo: Served, route: str, more: dict[str, Any], language: str, words: str
) -> None:
    body = json.dumps({"data": [], "session_hash": "hostile", **more}).encode()
    status, told = get(f"{demo.url}/gradio_api/{route}", body, **{"Accept-Language": language})
    assert status >= 400 and words in json.loads(told)["detail"]
