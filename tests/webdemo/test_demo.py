"""The demo: what its parts do, and what a live server answers, to friends and to others."""

from __future__ import annotations

import html
import json
import re
import signal
import subprocess
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.brief import Brief, Point, RemovedText, Source
from brief.editing import compared
from brief.render.page import evidence, listed, source_text
from jianbao.deadline import Deadline, Stopped
from jianbao.errors import InputError, ModelError
from tests.support.served import ROOT, Served, call, get, memory
from translate.check.messages import say
from translate.check.report import Finding, Link, LinkKind, LinkStatus, Reason, Severity
from webdemo import choices, limits
from webdemo.archive import free_name
from webdemo.i18n import texts
from webdemo.i18n.words import preferred
from webdemo.inputs import bounded, read_upload, terms_of
from webdemo.runs import Runs
from webdemo.views import piece

ARTICLE = "青川县举行开工仪式\n3月12日，18个项目同步开工，总投资近20亿元。\n县长单志鸿介绍，今年新建公路27.5公里。\n编辑：阚雨薇"
EXAMPLE = ROOT / "examples" / "local-government.txt"


# Words


def test_both_languages_say_everything() -> None:
    assert texts.TEXTS["en"].keys() == texts.TEXTS["zh"].keys()
    for key, english in texts.TEXTS["en"].items():
        assert sorted(re.findall(r"{\w+", english)) == sorted(re.findall(r"{\w+", texts.TEXTS["zh"][key])), key


@pytest.mark.parametrize(
    "source, target",
    [
        ("总投资近20亿元。", "The investment is nearly 20 billion yuan."),
        ("总投资近20亿元。", "The investment is 2 billion yuan."),
        ("总投资近20亿元。", "The investment is nearly 2 billion dollars."),
        ("总投资近20亿元。", "There is some investment."),
        ("县长单志鸿讲话。", "The county head spoke."),
        ("项目开工。", "45 billion yuan of projects broke ground."),
        ("总投资近20亿元。", "总投资 nearly 2 billion yuan."),
        ("他说今天天气很好，大家都很高兴，一起去了公园。", "He said."),
        ("他说今天天气很好，大家都很高兴。", "He said " + "and then some more words were put in here by him " * 4),
        ("他说今天天气很好。", "The weather the weather the weather is good."),
        ("他说今天天气很好。", "He spoke of weather and weather."),
        ("他说今天天气很好。", ""),
        ("总投资近20亿元。", "It is large (source: 近20亿元, nearly 2 billion yuan)."),
    ],
)
def test_findings_are_worded_in_chinese(source: str, target: str) -> None:
    found = compared(source, target).findings
    assert found
    for finding in found:
        shown = listed([finding], words="zh")
        assert re.search(r"<strong>(错误|留意|说明)</strong> .*[\u4e00-\u9fff]", shown)
        assert html.unescape(re.sub("<[^>]*>", "", shown)).endswith(say(finding, "zh")) and say(finding) not in shown


@pytest.mark.parametrize(
    "header, language",
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9", "en"),
        ("de-DE,de;q=0.9,zh;q=0.5,en;q=0.4", "zh"),
        ("fr", "en"),
        ("", "en"),
    ],
)
def test_the_browsers_language_is_taken(header: str, language: str) -> None:
    assert preferred(header) == language


# Views


@given(st.text(alphabet="ab<>&\"'{}$\n中。", min_size=1, max_size=60), st.data())
@settings(max_examples=80, deadline=None)
def test_the_marked_article_says_what_the_article_says(text: str, data: st.DataObject) -> None:
    def span() -> tuple[int, int]:
        start = data.draw(st.integers(0, len(text)))
        return start, data.draw(st.integers(start, len(text)))

    (a, b), (c, d) = span(), span()
    brief = Brief(
        headline="",
        dateline="",
        points=(Point("x", (Source(text[a:b], a, b),)),),
        removed=(RemovedText(text[c:d], c, d, "rule"),),
    )
    shown = source_text(text, brief)
    inner = shown.removeprefix('<div class="article" lang="zh-Hans"><p>').removesuffix("</p></div>")
    tags = set(re.findall(r"<[^>]*>", inner))
    assert tags <= {"</p>", "<p>", "<mark>", "</mark>", "<del>", "</del>"}
    assert html.unescape(re.sub(r"<[^>]*>", "", inner.replace("</p><p>", "\n"))) == text


def test_facts_that_overlap_have_one_colour_on_both_sides() -> None:
    chinese, english = "总投资近20亿元。", "A total of nearly 2 billion yuan is invested."
    links = (
        Link(LinkKind.TERM, (0, 3), (2, 7), "total investment", LinkStatus.AGREES),
        Link(LinkKind.TERM, (6, 8), (20, 32), "100 million yuan", LinkStatus.AGREES),  # 亿元, within the amount
        Link(LinkKind.QUANTITY, (3, 8), (11, 32), "nearly 2 billion yuan", LinkStatus.AGREES),
    )
    shown = evidence([Point(english, (Source(chinese, 0, len(chinese)),), (), (), links)])
    marks = re.findall(r'<mark class="(k\d)">(.*?)</mark>', shown)
    assert marks == [("k0", "total"), ("k1", "nearly 2 billion yuan"), ("k0", "总投资"), ("k1", "近20亿元")]


def test_only_a_fact_that_a_finding_misses_is_framed() -> None:
    links = (
        Link(LinkKind.TERM, (0, 3), None, "total investment", LinkStatus.MISSING),
        Link(LinkKind.QUANTITY, (3, 8), None, "nearly 2 billion yuan", LinkStatus.MISSING),
    )
    lost = Finding(Reason.QUANTITY_MISSING, Severity.ERROR, (3, 8), None, (("expected", "x"), ("fact", "y")))
    shown = evidence([Point("Some.", (Source("总投资近20亿元。", 0, 9),), (lost,), (), links)])
    assert re.findall(r'<mark class="(.*?)">(.*?)</mark>', shown) == [("lost", "近20亿元")]


def test_pieces_carry_nothing_that_a_template_would_read() -> None:
    assert not re.search(r"[{}$]", piece("{{7*7}} ${alert(1)}"))


# Bounds


@pytest.mark.parametrize(
    "text, words",
    [("", "no text yet"), (" \n\t", "no text yet"), ("长" * (limits.MAX_CHARACTERS + 1), "30,001 characters")],
)
def test_texts_out_of_bounds(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        bounded(text)


@pytest.mark.parametrize(
    "name, data, words",
    [
        ("a.exe", b"MZ", "this type of file is not taken"),
        ("a.txt.zip", b"PK", "this type of file is not taken"),
        ("../../etc/passwd", b"root", "passwd: this type"),
        ("a.txt", "长".encode() * 2_000_000, "6,000,000 bytes"),
        ("a.txt", ("长" * 31_000).encode(), "31,000 characters"),
        ("a.docx", b"not a zip", "a.docx"),
        ("a.pdf", b"%PDF-1.7 broken", "a.pdf"),
        ("a.txt", b"", "empty"),
    ],
)
def test_uploads_out_of_bounds(name: str, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=re.escape(words)):
        read_upload(name, data)


@pytest.mark.parametrize(
    "given, terms",
    [
        ("彭山区\tPengshan District\n", (("彭山区", "Pengshan District"),)),
        ("source\ttarget\tnote\n甲\tA\tn\n", (("甲", "A"),)),
        ("甲,A\n\n乙,B", (("甲", "A"), ("乙", "B"))),
        ("# 说明\n甲\tA", (("甲", "A"),)),
        ([["甲", "A"], ["", ""], [None, None]], (("甲", "A"),)),
        ("", ()),
    ],
)
def test_terms(given: Any, terms: tuple[tuple[str, str], ...]) -> None:
    assert terms_of(given) == terms


@pytest.mark.parametrize(
    "given, words",
    [
        ("甲", "line 1: one column"),
        ([["", "A"]], "one side only"),
        ("甲" * 201 + "\tA", "201 characters"),
        ("".join(f"甲{n}\tA\n" for n in range(501)), "501 terms"),
        ("甲\tA\n" * 151_000, "limit here is 600,000"),
    ],
)
def test_terms_out_of_bounds(given: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        terms_of(given)


def test_a_clock_ends_and_a_stop_stops() -> None:
    with pytest.raises(InputError, match="longer than the 0 seconds"):
        Deadline(0).check()
    stops = Runs()
    a, b = stops.ask("a"), stops.ask("b")
    first, second = stops.begin("a", a), stops.begin("b", b)
    assert first is not None and second is not None
    stops.stop("a")
    with pytest.raises(Stopped):
        Deadline(stop=first).check()
    Deadline(stop=second).check()
    later = stops.ask("b")  # a second run of the same visitor ends the first
    assert second.is_set() and stops.begin("b", b) is None
    stops.end("b", b)  # and its end leaves the second alone
    again = stops.begin("b", later)
    assert again is not None and not again.is_set()
    waiting = stops.ask("c")
    stops.stop("c")
    assert stops.begin("c", waiting) is None and stops.idle("c") and not stops.idle("b")


@pytest.mark.parametrize("model", ["/etc/passwd", "../models/bundled", "facebook/nllb-200-distilled-600M", ""])
def test_a_model_that_is_not_offered_is_refused(model: str) -> None:
    with pytest.raises(ModelError, match="There is no model"):
        choices.require(model)


def test_names_in_an_archive_are_safe_andfree_name() -> None:
    taken: set[str] = set()
    names = [free_name(stem, taken) for stem in ("稿件", "稿件", "../../x", "", "a/b")]
    assert len(set(names)) == 5 and not any("/" in n or n.startswith(".") for n in names)


# A live server


def test_endpoints_are_named_typed_and_described(demo: Served, client: Any) -> None:
    named = client.view_api(print_info=False, return_format="dict")["named_endpoints"]
    assert set(named) == {"/brief", "/translate", "/summarize", "/check", "/check_translation"}
    for endpoint in named.values():
        assert endpoint["description"]
        for parameter in endpoint["parameters"]:
            assert re.match(r"(str|int|float|bool)$|Literal\[", parameter["python_type"]["type"]), parameter
            assert parameter["python_type"]["description"], parameter
    paths = json.loads(get(f"{demo.url}/gradio_api/openapi.json")[1])["paths"]
    for name in named:
        known = paths[f"/gradio_api/call/v2{name}"]["post"]["requestBody"]["content"]["application/json"]["schema"][
            "properties"
        ]
        assert all(p["type"] and p["description"] for p in known.values())
        assert list(known) == [p["parameter_name"] for p in named[name]["parameters"]]


def test_brief_translate_summarize_and_check(client: Any) -> None:
    brief = client.predict(ARTICLE, 60, glossary="开工\tkick-off", api_name="/brief")
    assert brief["schema"].startswith("jianbao.brief/") and "length:60" in brief["signature"]
    assert "2 billion yuan" in brief["text"]
    assert all(p["sources"][0]["chinese"] in ARTICLE for p in brief["points"])
    translated = client.predict("总投资近20亿元。\n\n县长单志鸿讲话。", api_name="/translate")
    assert len(translated["sentences"]) == 2 and "\n\n" in translated["text"] and "Shan Zhihong" in translated["text"]
    assert all(s in ARTICLE.replace("\n", "") for s in client.predict(ARTICLE, 40, api_name="/summarize"))
    good = client.predict("总投资近20亿元。", "The total investment is nearly 2 billion yuan.", api_name="/check")
    bad = client.predict("总投资近20亿元。", "The total investment is nearly 20 billion yuan.", api_name="/check")
    none = client.predict("天气很好。", "The weather is fine.", api_name="/check")
    assert none["ok"] is None and none["compared"] == 0, "nothing was compared: neither good nor bad"
    english = "Qingchuan County\nOn March 12, work began on 18 projects, with an investment of nearly 20 billion yuan."
    whole = client.predict(
        "青川县\n3月12日，18个项目同步开工，总投资近20亿元。", english, api_name="/check_translation"
    )
    assert (whole["verdict"], whole["errors"], len(whole["pairs"])) == ("errors", 1, 2) and whole["compared"] > 3
    assert good["ok"] is True and bad["ok"] is False and "power of ten" in bad["findings"][0]["message"]


@pytest.mark.parametrize(
    "endpoint, given, words",
    [
        ("/brief", [" "], "no text yet"),
        ("/brief", ["长" * 30_001], "30,001 characters"),
        ("/brief", ["An English text."], "Chinese"),
        ("/brief", [ARTICLE, 5], "from 20 to"),
        ("/brief", [ARTICLE, 120, "magic"], "strategy"),
        ("/brief", [ARTICLE, 120, "extract", "/etc/passwd"], "There is no model"),
        ("/brief", [ARTICLE, 120, "extract", "compact", False, "甲"], "one column"),
        ("/translate", [ARTICLE, "zh", "xx"], "does not translate"),
        ("/translate", ["长" * 30_001], "30,001 characters"),
        ("/summarize", [ARTICLE, 120, "fr"], "language"),
        ("/summarize", [ARTICLE, 1], "from 20 to"),
        ("/check", ["", "x"], "no text yet"),
        ("/check", ["总投资。", "x" * 30_001], "30,001 characters"),
    ],
)
def test_limits_hold_for_programs_too(client: Any, endpoint: str, given: list[Any], words: str) -> None:
    from gradio_client.exceptions import AppError

    with pytest.raises(AppError, match=words) as caught:
        client.predict(*given, api_name=endpoint)
    assert "Traceback" not in str(caught.value) and str(ROOT) not in str(caught.value)


@pytest.mark.parametrize(
    "path",
    ["file=/etc/passwd", "file=demo.py", "file=../../etc/passwd", f"file={ROOT}/pyproject.toml", "file=http://127.0.0.1:1/x",
     "file=HTTPS%3A//example.com/", "proxy=http://127.0.0.1:1/x", "runs", "vibe-code/", "component_server", "process_recording",
     "deep_link", "custom_component/1/client/component/style.css", "../monitoring", "stream/a/b/1/playlist-file", "%2e%2e/monitoring"],
)  # fmt: skip
def test_nothing_else_is_served(demo: Served, path: str) -> None:
    status, body = get(f"{demo.url}/gradio_api/{path}")
    assert status in (401, 403, 404, 405), (status, body[:200])
    assert b"root:" not in body and b"jianbao" not in body.lower()


@pytest.mark.parametrize(
    "data",
    [[None], [7], [["x"]], [{"a": 1}], [ARTICLE, "many"], [ARTICLE, None], [], [ARTICLE, True]],
)
def test_values_of_other_types_are_answered(demo: Served, data: list[Any]) -> None:
    event, told = call(demo, "brief", data)
    assert event == "complete" or (told["error"].count(".") == 1 and "\n" not in told["error"]), told
    assert call(demo, "check", ["总投资近20亿元。", "Nearly 2 billion yuan.", ""])[0] == "complete"


def test_a_number_that_json_has_not_is_refused(demo: Served) -> None:
    status, body = get(f"{demo.url}/gradio_api/call/brief", json.dumps({"data": [ARTICLE, 1e400]}).encode())
    assert status == 400 and json.loads(body)["detail"].count(".") == 1


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "http://127.0.0.1:9/x", "https://example.com/x.txt", "\\\\host\\share\\x"]
)
def test_a_file_that_was_not_uploaded_is_not_read(demo: Served, path: str) -> None:
    """As somebody would who calls the page's own events by number."""
    _, body = get(f"{demo.url}/config")
    config = json.loads(body)
    files = {c["id"] for c in config["components"] if c["props"].get("elem_id") == "upload"}
    (number,) = [d["id"] for d in config["dependencies"] if d["targets"] and d["targets"][0][0] in files]
    given = [{"path": path, "meta": {"_type": "gradio.FileData"}}]
    event = json.dumps({"data": given, "fn_index": number, "session_hash": f"thief{abs(hash(path))}"}).encode()
    status, body = get(f"{demo.url}/gradio_api/queue/join", event)
    assert status == 200, body
    request = urllib.request.urlopen(
        f"{demo.url}/gradio_api/queue/data?session_hash=thief{abs(hash(path))}", timeout=60
    )
    told = ""
    for line in request:
        told += line.decode()
        if "process_completed" in told:
            break
    assert '"success":false' in told.replace(" ", "") and "root:" not in told


def test_requests_and_uploads_have_a_size(demo: Served) -> None:
    status, body = get(f"{demo.url}/gradio_api/call/check", b"x" * (limits.MAX_BODY_BYTES + 1))
    assert status == 413 and b"limit of 2,000,000" in body
    boundary = "b0undary"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'.encode()
    data = head + b"x" * (limits.MAX_FILE_BYTES + 10) + f"\r\n--{boundary}--\r\n".encode()
    status, body = get(
        f"{demo.url}/gradio_api/upload", data, **{"Content-Type": f"multipart/form-data; boundary={boundary}"}
    )
    assert status == 413 and b"larger than the 5,000,000 bytes" in body
    assert [p for p in demo.folder.rglob("*") if p.is_file() and p.stat().st_size > 1_000_000] == []


def test_the_page_keeps_to_itself(demo: Served) -> None:
    with urllib.request.urlopen(demo.url) as answer:
        policy = answer.headers["content-security-policy"]
        page = answer.read().decode()
    assert "default-src 'self'" in policy and answer.headers["x-content-type-options"] == "nosniff"
    config = json.loads(get(f"{demo.url}/config")[1])
    assert config["analytics_enabled"] is False and not config.get("is_space") and not config.get("run_history")
    assert not re.search(r"""<(?:script|link|img)[^>]+(?:src|href)=["']https?://""", page)
    assert "gradio.live" not in demo.log.read_text("utf-8")


def test_users_at_once_get_their_own_and_memory_stays(demo: Served) -> None:
    def ask(number: int) -> Any:
        address = {"X-Forwarded-For": f"10.0.0.{number % 20}"}  # as a reverse proxy tells them apart
        source, target = (
            f"项目占地{number}亩，总投资近20亿元。",
            f"The project covers {number} mu, with nearly 2 billion yuan invested.",
        )
        event, told = call(demo, "check", [source, target, ""], **address)
        if number % 10:
            right = event == "complete" and told[0]["ok"] and told[0]["links"][0]["expected"] == f"{number} mu"
            return None if right else told
        event, told = call(demo, "translate", [f"项目占地{number}亩。", "zh", "en", "bundled", ""], **address)
        return None if event == "complete" and str(number) in told[0]["text"] else told

    assert ask(310) is None
    before = memory(demo.pid)
    with ThreadPoolExecutor(20) as pool:
        assert [told for told in pool.map(ask, range(301, 361)) if told is not None] == []
    assert memory(demo.pid) - before < 200_000_000


def test_the_examples_of_the_documentation_run(demo: Served, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "demo.md").read_text("utf-8").replace("http://127.0.0.1:7860", demo.url)
    (python,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (bash,) = re.findall(r"```bash\n(.*?)```", page, re.DOTALL)
    for command in ([sys.executable, "-c", python], ["bash", "-c", bash]):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        assert "power of ten" in done.stdout


def test_limits_in_the_documentation_are_those_of_the_code() -> None:
    page = (ROOT / "docs" / "demo.md").read_text("utf-8")
    for value in (limits.MAX_CHARACTERS, limits.MAX_FILE_BYTES, limits.MAX_BODY_BYTES, limits.MAX_FILES, limits.MAX_TERMS,
                  limits.MAX_TERM_CHARACTERS, limits.MAX_SECONDS, limits.MAX_QUEUE, limits.CONCURRENCY, limits.MAX_SESSIONS,
                  limits.MAX_NUMBERS, limits.MAX_LINES, limits.MAX_VISITOR_BYTES, limits.MAX_UPLOAD_BYTES, limits.MAX_STREAMS,
                  limits.MAX_MEMORY):  # fmt: skip
        assert f"{value:,}" in page


def test_tools_for_assistants(demo: Served) -> None:
    pytest.importorskip("mcp", reason="mcp is not installed: pip install 'gradio[mcp]'")
    import asyncio

    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def talk() -> tuple[dict[str, Any], Any]:
        async with (
            streamablehttp_client(f"{demo.url}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {tool.name: tool for tool in (await session.list_tools()).tools}
            name = next(name for name in tools if name.endswith("check"))
            told = await session.call_tool(
                name, {"source": "总投资近20亿元。", "translation": "Nearly 20 billion yuan in all."}
            )
            return tools, told

    tools, told = asyncio.run(talk())
    assert len(tools) == 5 and all(tool.description for tool in tools.values())
    for tool in tools.values():
        assert all(known.get("type") and known.get("description") for known in tool.inputSchema["properties"].values())
    assert told.structuredContent["ok"] is False and "power of ten" in told.structuredContent["findings"][0]["message"]
    assert json.loads(told.content[0].text) == told.structuredContent


def test_a_port_that_is_taken_or_bad_gets_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    import demo as script

    monkeypatch.setattr(script, "launch", lambda **options: pytest.fail(f"launched with {options}"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("GRADIO_SERVER_PORT", str(port))
        assert script.main([]) == 2
    assert f"Port {port} of 127.0.0.1 is taken" in capsys.readouterr().err
    for value in ("many", "0", "70000"):
        monkeypatch.setenv("GRADIO_SERVER_PORT", value)
        assert script.main([]) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and "--port" in said


def test_the_demo_listens_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    import demo as script

    told: list[dict[str, Any]] = []
    monkeypatch.setattr(script, "launch", lambda **options: told.append(options))
    monkeypatch.setattr(script, "require_free", lambda host, port: None)
    ended: list[int] = []
    monkeypatch.setattr(script.signal, "signal", lambda number, handler: ended.append(number))
    monkeypatch.setenv("GRADIO_SERVER_PORT", "8123")
    monkeypatch.setenv("GRADIO_SERVER_NAME", "0.0.0.0")
    assert script.main([]) == 0 and script.main(["--port", "8124"]) == 0
    assert {signal.SIGTERM, signal.SIGHUP} <= set(ended), "a service manager, and a terminal that closes"
    assert [(t["host"], t["port"]) for t in told] == [("0.0.0.0", 8123), ("0.0.0.0", 8124)]
