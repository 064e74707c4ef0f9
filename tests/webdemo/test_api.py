"""The endpoints as a programmer meets them who has never seen them: what is told of them, what they answer, and in which language."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.support.served import ROOT, Served, call, get
from webdemo.endpoints import answers
from webdemo.i18n import panel

LONG = (ROOT / "examples" / "company-results.txt").read_text("utf-8")
WRONG = ["总投资近20亿元。", "The investment is nearly 200 billion yuan."]
SHORT = "青川县开工仪式\n3月12日，18个项目同步开工，总投资近20亿元。\n县长单志鸿介绍，今年新建公路27.5公里。\n来年再建公路30公里。"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def document(demo: Served) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(get(f"{demo.url}/gradio_api/openapi.json")[1])
    return told


def test_the_document_says_what_can_be_asked(document: dict[str, Any]) -> None:
    posts = {path: item["post"] for path, item in document["paths"].items() if "post" in item}
    assert len(posts) == 5 and document["info"]["description"].count("event_id") >= 1
    for path, post in posts.items():
        schema = post["requestBody"]["content"]["application/json"]["schema"]
        needed = schema["required"]
        for name, known in schema["properties"].items():
            assert known["type"] and known["description"], (path, name)
            assert (name in needed) == ("default" not in known), (path, name)
        assert schema["properties"]["wording"]["enum"] == ["", "en", "zh"], path
        assert post["summary"] and {"200", "400"} <= set(post["responses"])
    length = posts["/gradio_api/call/v2/brief"]["requestBody"]["content"]["application/json"]["schema"]["properties"]
    assert (length["length"]["minimum"], length["length"]["maximum"]) == (20, 2_000)


def test_what_is_told_of_the_endpoints_is_told_in_chinese_too(demo: Served) -> None:
    """Without Chinese in one language and without what is asked for no more in the other."""
    known = json.loads(get(f"{demo.url}/gradio_api/info")[1])["named_endpoints"].values()
    told = {e["description"] for e in known}
    told |= {p["python_type"]["description"] for e in known for p in e["parameters"]}
    told |= {r["python_type"]["description"] for e in known for r in e["returns"]}
    prefixed = {re.sub(panel.PREFACE, "", text) for text in told}
    assert prefixed == panel.ENDPOINTS.keys()
    assert all(CHINESE.search(text) for text in panel.ENDPOINTS.values())
    # The fields of an answer are told in brackets behind their types.
    types = " ".join(r["python_type"]["type"] for e in known for r in e["returns"])
    for english, chinese in panel.FIELDS.items():
        assert f" ({english})" in types and CHINESE.search(chinese), english
        types = types.replace(f" ({english})", "")
    assert re.findall(r" \((?!\))[^)]*\)", types) == []


def test_every_field_of_an_answer_is_told_with_its_type(document: dict[str, Any]) -> None:
    def walk(schema: dict[str, Any], where: str) -> None:
        assert "type" in schema or "anyOf" in schema, where
        for name, field in schema.get("properties", {}).items():
            assert field.get("description") or field.get("items", {}).get("description"), f"{where}.{name}"
            walk(field, f"{where}.{name}")
        if "items" in schema:
            walk(schema["items"], f"{where}[]")

    gets = {path: item["get"] for path, item in document["paths"].items() if "get" in item}
    assert len(gets) == 5
    for path, item in gets.items():
        walk(item["responses"]["200"]["content"]["text/event-stream"]["schema"], path)


@pytest.mark.parametrize(
    "endpoint, given, schema",
    [
        ("brief", [LONG, 80, "extract", "compact", True], answers.BRIEF),
        ("translate", [LONG.split("\n")[1]], answers.TRANSLATION),
        ("summarize", [LONG, 60], answers.SENTENCES),
        ("check", WRONG, answers.REPORT),
        ("check", ["天气很好。", "It is fine."], answers.REPORT),
        ("check_translation", WRONG, answers.CHECKED),
    ],
)
def test_answers_are_as_they_are_told(demo: Served, endpoint: str, given: list[Any], schema: dict[str, Any]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    event, told = call(demo, endpoint, given)
    assert event == "complete"
    jsonschema.validate(told[0], schema)

    def strict(value: Any, known: dict[str, Any], where: str) -> None:
        for name, inner in known.get("properties", {}).items():
            if isinstance(value, dict) and name in value:
                strict(value[name], inner, f"{where}.{name}")
        if isinstance(value, dict) and "properties" in known:
            assert set(value) <= set(known["properties"]), where
        for each in value if isinstance(value, list) else []:
            strict(each, known.get("items", {}), f"{where}[]")

    strict(told[0], schema, endpoint)


def messages(value: Any) -> list[str]:
    """The words for people in an answer."""
    if isinstance(value, list):
        return [said for each in value for said in messages(each)]
    if not isinstance(value, dict):
        return []
    own = [value["message"]] if "message" in value else []
    own += [note for note in value.get("notes", []) if isinstance(note, str)]
    return own + [said for each in value.values() for said in messages(each)]


@pytest.mark.parametrize(
    "asked, accepted, chinese", [("zh", "en", True), ("en", "zh-CN", False), ("", "zh-CN", True), ("", "", False)]
)
@pytest.mark.parametrize(
    "endpoint, named",
    [
        ("brief", {"text": SHORT, "length": 20}),
        ("translate", {"text": "公司V2.31版系统于3月12日上线，ZX-81型设备投产，证书编号为AB1234567890。"}),
        ("check", dict(zip(("source", "translation"), WRONG, strict=True))),
        ("check_translation", dict(zip(("source", "translation"), WRONG, strict=True))),
    ],
)
def test_messages_are_in_the_language_that_is_asked_for(
    demo: Served, endpoint: str, named: dict[str, Any], asked: str, accepted: str, chinese: bool
) -> None:
    said = messages(named_call(demo, endpoint, {**named, "wording": asked}, accepted)[1])
    if endpoint != "translate":
        assert said
    english = re.compile(r"^[A-Z“'\"]?[A-Za-z]+ [a-z]+ [a-z]+")
    assert all(bool(CHINESE.search(m)) and not english.match(m) if chinese else not m.endswith("。") for m in said)


@pytest.mark.parametrize(
    "asked, accepted, chinese", [("zh", "", True), ("en", "zh", False), ("", "zh", True), ("", "", False)]
)
@pytest.mark.parametrize(
    "endpoint, named",
    [
        ("brief", {"text": " "}),
        ("brief", {"text": LONG, "length": "many"}),
        ("translate", {"text": "长" * 30_001}),
        ("summarize", {"text": LONG, "language": "fr"}),
        ("check", {"source": "甲。", "translation": 7}),
        ("check_translation", {"source": "甲。", "translation": "A.", "glossary": "甲"}),
    ],
)
def test_errors_too(
    demo: Served, endpoint: str, named: dict[str, Any], asked: str, accepted: str, chinese: bool
) -> None:
    event, told = named_call(demo, endpoint, {**named, "wording": asked}, accepted)
    assert event == "error" and told["error"].endswith("。" if chinese else ".")


def test_a_wording_that_there_is_not(demo: Served) -> None:
    for value in ("fr", 7, ["en"]):
        event, told = named_call(demo, "check", {"source": "甲。", "translation": "A.", "wording": value}, "")
        assert event == "error" and "one of en, zh" in told["error"]


def named_call(demo: Served, endpoint: str, named: dict[str, Any], accepted: str) -> tuple[str, Any]:
    """A call with names, and its event and data."""
    status, body = get(
        f"{demo.url}/gradio_api/call/v2/{endpoint}", json.dumps(named).encode(), **{"Accept-Language": accepted}
    )
    assert status == 200, body
    _, told = get(f"{demo.url}/gradio_api/call/{endpoint}/{json.loads(body)['event_id']}")
    event, _, rest = told.decode().strip().split("\n\n")[-1].partition("\n")
    return event.removeprefix("event: "), json.loads(rest.removeprefix("data: "))


def test_tools_for_assistants_say_what_they_answer(demo: Served) -> None:
    pytest.importorskip("mcp", reason="mcp is not installed: pip install 'gradio[mcp]'")
    import asyncio

    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def talk() -> dict[str, Any]:
        async with (
            streamablehttp_client(f"{demo.url}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            named = {tool.name: tool for tool in tools}
            check = next(name for name in named if name.endswith("_check") or name == "check")
            summarize = next(name for name in named if name.endswith("summarize"))
            return {
                "tools": tools,
                "check": await session.call_tool(check, {"source": WRONG[0], "translation": WRONG[1], "wording": "zh"}),
                "summarize": await session.call_tool(summarize, {"text": LONG, "length": 40}),
                "unknown": await session.call_tool(check, {"source": WRONG[0], "translation": WRONG[1], "glosary": ""}),
                "wrong": await session.call_tool(check, {"source": "", "translation": "x", "wording": "zh"}),
            }

    told = asyncio.run(talk())
    assert all(tool.outputSchema and tool.outputSchema["properties"] for tool in told["tools"])
    assert all(CHINESE.search(f["message"]) for f in told["check"].structuredContent["findings"])
    assert told["summarize"].structuredContent["result"]
    assert told["unknown"].isError and "'glosary'" in told["unknown"].content[0].text.replace("`", "'").replace(
        '"', "'"
    )
    assert told["wrong"].isError and "还没有文本" in told["wrong"].content[0].text
