"""The demo in a real Chromium, as a press officer uses it. Skipped where there is no Chromium or no Playwright."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.served import Served, served

pytestmark = pytest.mark.browser

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("there is no Chromium: apt-get install chromium", allow_module_level=True)

ARGUMENTS = [
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
ARTICLE = """青川县举行重点项目开工仪式
3月12日，青川县重点项目集中开工仪式举行，18个项目同步开工，总投资近20亿元。
县长单志鸿介绍，今年新建公路27.5公里，惠及居民8300余户。
编辑：阚雨薇
"""
LONGER = ARTICLE.replace(
    "编辑",
    "项目占地320亩，建成以后年产值可达35亿元。\n村民说，明天会更好，大家都很高兴。\n副县长赵一鸣主持仪式，全县干部群众200余人参加。\n编辑",
)
HOSTILE = """<script>window.hacked=1</script>青川县重点项目集中开工仪式举行{{7*7}}${window.hacked=1}
3月12日，总投资<b>近20亿元</b>的18个重点项目在青川县开工，全县干部群众和企业代表参加仪式，[点此](javascript:window.hacked=1)了解详情。
县长单志鸿在仪式上说，<img src=x onerror=window.hacked=1>项目占地320亩，建成以后将为全县带来就业岗位1200余个，惠及居民8300余户。
编辑：<svg onload=window.hacked=1>阚雨薇
"""
WAIT = 120_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(demo: Served, browser: Any) -> Iterator[Any]:
    """A fresh visitor; afterwards: no console error, no page error, no request to anywhere else."""
    context = browser.new_context(
        locale="en-US",
        viewport={"width": 1280, "height": 900},
        accept_downloads=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("dialog", lambda d: d.accept())
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type == "error" else None)
    page.on("pageerror", lambda e: wrong.append(f"page: {e}"))
    page.on(
        "request",
        lambda r: None if r.url.startswith((demo.url, "data:", "blob:")) else wrong.append(f"request: {r.url}"),
    )
    page.on("response", lambda r: wrong.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    page.goto(demo.url)
    page.wait_for_selector("#write")
    yield page
    context.close()
    assert wrong == []


def write(page: Any, text: str) -> None:
    if page.locator("body.jb-reading").count():
        page.click(".edit-article")
    page.fill("#article textarea", text)
    page.click("#write")


def finished(page: Any) -> None:
    page.wait_for_function("() => document.querySelector('#status')?.innerText.includes('Done in')", timeout=WAIT)


def line(page: Any, words: str) -> Any:
    """The card whose Chinese has some words."""
    return page.locator("#sheet .card", has=page.locator(".zh", has_text=words)).first


def english(page: Any) -> list[str]:
    return [area.input_value() for area in page.locator("#sheet .card textarea").all()]


def test_a_brief_is_written_checked_edited_and_saved(page: Any, tmp_path: Path) -> None:
    write(page, ARTICLE)
    finished(page)
    points = english(page)
    assert len(points) >= 2 and any("2 billion" in p for p in points)
    money = line(page, "近20亿元")
    area = money.locator("textarea")
    told = area.input_value()
    # The same fact has the same colour on both sides, and nothing counts as edited yet.
    colour = money.locator(".zh mark", has_text="近20亿元").get_attribute("class")
    assert re.fullmatch(r"k\d", colour)
    assert money.locator(f".back mark.{colour}").first.text_content().startswith("nearly 2 billion")
    assert "edited" not in page.inner_text(".top")

    # A figure changed by hand is red on both sides; pressing the finding goes to the place; the expected form is put in.
    area.fill(told.replace("nearly 2 billion", "nearly 20 billion"))
    wrong = money.locator(".found li.error", has_text="power of ten")
    wrong.wait_for()
    assert money.locator(".zh mark.wrong").inner_text() == "近20亿元"
    assert "20 billion" in money.locator(".back mark.wrong").text_content()
    assert "to put right" in page.inner_text("#verdict") and "to put right" in page.inner_text("#get-docx")
    page.click("#verdict")
    assert "20 billion" in page.evaluate("getSelection().toString() || document.activeElement.value.slice("
                                         "document.activeElement.selectionStart, document.activeElement.selectionEnd)")  # fmt: skip
    wrong.get_by_role("button", name="Use “nearly 2 billion yuan”").click()
    wrong.wait_for(state="detached")
    assert "nearly 2 billion yuan" in area.input_value() and "to put right" not in page.inner_text("#get-docx")

    # A fact that is gone is framed, and may be accepted with a reason.
    area.fill("The projects started together.")
    lost = money.locator(".found li.error", has_text="近20亿元")
    lost.wait_for()
    assert "近20亿元" in money.locator(".zh mark.lost").all_inner_texts()
    lost.get_by_role("button", name="Accept").click()
    page.keyboard.type("told by point 1")
    page.keyboard.press("Enter")
    money.locator(".found li.accepted", has_text="told by point 1").wait_for()
    money.locator(".zh mark.lost", has_text="近20亿元").wait_for(state="detached")

    # A line of one's own has no source; it is taken out, and brought back.
    page.get_by_role("button", name="Add a line").click()
    page.keyboard.type("A line that nobody wrote.")
    page.wait_for_selector("#sheet .card >> text=no source in the article")
    count = page.locator("#sheet .card").count()
    page.keyboard.press("Alt+Delete")
    assert page.locator("#sheet .card").count() == count - 1
    page.click("#sheet .undo")
    assert page.locator("#sheet .card").count() == count and "nobody wrote" in english(page)[-1]

    with page.expect_download() as waiting:
        page.click("#sheet .more summary")
        page.click("#get-json")
    waiting.value.save_as(tmp_path / "brief.json")
    kept = json.loads((tmp_path / "brief.json").read_text("utf-8"))
    assert [p["english"] for p in kept["points"]] == english(page)
    accepted = [f for p in kept["points"] for f in p["findings"] if f.get("accepted") == "told by point 1"]
    assert [f["reason"] for f in accepted] == ["quantity.missing"]
    assert "edited" in kept["signature"] and re.search(r"accepted:\d\.quantity\.missing", kept["signature"])

    # A reload brings all of it back, with what was accepted.
    before = english(page)
    page.reload()
    page.wait_for_selector("#sheet .card")
    assert english(page) == before and page.locator(".found li.accepted").count() == 1
    assert page.input_value("#article textarea").startswith("青川县")

    # What is not saved since is not left without a warning.
    asked: list[str] = []
    page.on("dialog", lambda d: asked.append(d.type))
    area = page.locator("#sheet .card textarea").last
    area.press("End")
    page.keyboard.type("!")
    page.wait_for_function(
        "end => localStorage['jianbao.briefs'].includes(end)", arg=json.dumps(before[-1] + "!")[1:-1]
    )
    page.reload()
    page.wait_for_selector("#sheet .card")
    assert asked == ["beforeunload"] and english(page)[-1] == before[-1] + "!"
    page.click("#copy-all")
    before = english(page)

    # Nothing of it stands under an emptied page, and it can be opened again.
    page.click("#clear")
    page.wait_for_selector("#sheet .empty")
    assert page.locator("#figures, #people, #verdict, .zh").count() == 0
    page.click("#earlier .place")
    page.wait_for_selector("#sheet .card")
    assert english(page) == before


def test_points_are_added_moved_split_and_joined(page: Any) -> None:
    write(page, LONGER)
    finished(page)
    page.wait_for_selector("#reading .sentence.used sup")
    assert page.locator("#reading del", has_text="阚雨薇").count() == 1
    # A sentence that the brief does not have yet.
    other = page.locator("#reading .sentence:not(.used)").first
    words = other.inner_text()
    before = english(page)
    other.click()
    page.wait_for_function(
        "n => document.querySelectorAll('#sheet .card:not(.waiting)').length === n", arg=len(before) + 1
    )
    added = line(page, words[:12])
    page.wait_for_function("() => [...document.querySelectorAll('#sheet .card textarea')].every(a => a.value)")
    assert page.locator("#reading .sentence.used", has_text=words[:12]).count() == 1
    # The keys move it, its cross takes it out, undo brings it back.
    first = english(page)[0]
    page.locator("#sheet .card textarea").first.focus()
    page.keyboard.press("Alt+ArrowDown")
    assert english(page)[1] == first
    page.locator("#sheet .card").nth(1).hover()
    page.locator("#sheet .card .up").nth(1).click()
    assert english(page)[0] == first
    page.locator("#sheet .card").first.hover()
    handle, below = (
        page.locator(f"#sheet .card {part}").nth(n).bounding_box() for part, n in ((".handle", 0), (".zh", 1))
    )
    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(handle["x"] + 12, handle["y"] + 30, steps=4)
    page.mouse.move(below["x"] + 20, below["y"] + 10, steps=4)
    page.mouse.up()
    assert english(page)[1] == first
    added.hover()
    added.locator(".remove").click()
    assert page.locator("#reading .sentence.used", has_text=words[:12]).count() == 0
    # Enter splits a line, both halves keep their source; Backspace joins them.
    area = page.locator("#sheet .card textarea").first
    text = area.input_value()
    area.focus()
    page.evaluate("document.activeElement.setSelectionRange(9, 9)")
    page.keyboard.press("Enter")
    assert [e.strip() for e in english(page)[:2]] == [text[:9].strip(), text[9:].strip()]
    assert page.locator("#sheet .card .zh").nth(0).inner_text() == page.locator("#sheet .card .zh").nth(1).inner_text()
    page.keyboard.press("Backspace")
    assert english(page)[0].replace(" ", "") == text.replace(" ", "")
    # An emptied brief is not certified: nothing is compared.
    while page.locator("#sheet .card").count():
        page.locator("#sheet .card textarea").first.focus()
        page.keyboard.press("Alt+Delete")
    page.fill("#sheet .head textarea", "")
    page.wait_for_selector("#verdict.neutral >> text=Nothing has been compared")


def test_a_brief_is_finished_without_a_mouse(page: Any, tmp_path: Path) -> None:
    from docx import Document

    page.focus("#article textarea")
    page.evaluate("text => navigator.clipboard.writeText(text)", ARTICLE)
    page.keyboard.press("Control+V")
    page.keyboard.press("Control+Enter")
    finished(page)
    assert page.evaluate("document.activeElement.id") == "verdict"  # where it goes on, the text area being gone
    page.keyboard.press("Control+Enter")  # and once more, from where the reader is
    page.wait_for_selector("#stop", state="visible")
    finished(page)
    # To the first sentence of the release and along them, by arrows.
    page.focus("#reading .sentence[tabindex='0']")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.n") == "1"
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('#sheet textarea')")
    page.keyboard.press("End")
    page.keyboard.type(" It cost 7 billion yuan.")
    page.wait_for_selector("#sheet .found li.error >> text=7 billion")
    page.keyboard.press("Home")
    # Behind the text come its findings, then what moves the point.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "place"
    assert page.evaluate(
        "() => { const all = [...document.activeElement.closest('.card').querySelectorAll('textarea, button:not(:disabled)')];"
        " return all.findIndex(e => e.matches('.tool')) === all.length - all.filter(e => e.matches('.tool')).length; }"
    )
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("F8")
    assert "7 billion yuan" in page.evaluate(
        "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"
    )
    page.wait_for_function("() => document.querySelector('.jb-live').textContent.includes('7 billion yuan')")
    with page.expect_download() as waiting:
        page.keyboard.press("Control+S")
    assert re.fullmatch(r"[\w-]+\.docx", waiting.value.suggested_filename)
    waiting.value.save_as(tmp_path / "brief.docx")
    text = "\n".join(p.text for p in Document(str(tmp_path / "brief.docx")).paragraphs)
    assert "It cost 7 billion yuan." in text


def test_an_example_a_shortcut_and_stop_twice_in_a_row(page: Any) -> None:
    page.click("#example input")
    page.get_by_role("option", name="总投资86.5亿元").click()
    page.wait_for_function("() => document.querySelector('#article textarea').value.length > 300")
    for _ in range(2):
        page.locator("#article textarea:visible, #reading .sentence[tabindex='0']").first.focus()
        page.keyboard.press("Control+Enter")
        page.click("#stop")
        page.wait_for_selector("#write", state="visible")
        page.wait_for_selector("#stop", state="hidden")
        page.wait_for_function("() => !document.querySelector('#status .progress')")
    # After two stops it works as ever; what was dropped on the way to the end leaves nothing behind.
    page.locator("#article textarea:visible, #reading .sentence[tabindex='0']").first.focus()
    page.keyboard.press("Control+Enter")
    finished(page)
    assert english(page) and all(english(page))


def test_what_was_chosen_shows_before_it_is_translated_and_stop_keeps_it(page: Any) -> None:
    write(page, LONGER * 8)
    page.wait_for_function(
        "() => { const all = [...document.querySelectorAll('#sheet .card textarea')];"
        " return all.some(a => a.value) || all.length > 3; }",
        timeout=WAIT,
    )
    assert page.locator("#stop").is_visible() and page.locator("#get-docx").count() == 0
    page.click("#stop")
    page.wait_for_selector("#write", state="visible")
    page.wait_for_function("() => !document.querySelector('#status .progress')")
    # What is there can be edited and saved; what was not translated can be. Nobody has edited it yet.
    assert page.locator("#sheet .card").count() >= 2
    assert "stopped before its end" in page.inner_text(".top") and "edited" not in page.inner_text(".top")
    page.click("#signature summary")
    assert page.inner_text("#signature .signature").endswith("|stopped")
    for button in page.locator("#sheet .translate").all()[:1]:
        button.click()
        page.wait_for_function("() => ![...document.querySelectorAll('#sheet .card.waiting')].length", timeout=WAIT)
    page.locator("#sheet .card textarea").first.fill("Something of my own.")
    with page.expect_download():
        page.click("#get-docx")


def test_two_visitors_at_once_see_their_own(page: Any, demo: Served, browser: Any) -> None:
    other = browser.new_context(locale="en-US").new_page()
    other.goto(demo.url)
    other.wait_for_selector("#write")
    write(page, ARTICLE)
    write(other, ARTICLE.replace("20亿", "70亿").replace("单志鸿", "盖立群"))
    finished(page)
    finished(other)
    mine, theirs = page.inner_text("#sheet"), other.inner_text("#sheet")
    assert "近20亿元" in mine and "70亿" not in mine
    assert "近70亿元" in theirs and "20亿" not in theirs
    # The checks of edited text use each visitor's own article too.
    line(other, "近70亿元").locator("textarea").fill("The investment is nearly 2 billion yuan.")
    other.wait_for_selector("#sheet >> text=近70亿元 is nearly 7 billion yuan")
    other.context.close()


def test_a_glossary_file_is_followed_or_reported(page: Any, tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_text("source\ttarget\n开工仪式\tgrand kick-off gala\n", "utf-8")
    page.click("#glossary > button")
    page.set_input_files("#terms-file input[type=file]", str(tmp_path / "terms.tsv"))
    page.wait_for_selector("#terms >> text=grand kick-off gala", state="attached")
    write(page, ARTICLE)
    finished(page)
    told = english(page)
    assert "grand kick-off gala" in page.inner_text("#sheet") + "".join(told) + page.input_value(
        "#sheet .head textarea"
    )

    # What Clear takes can be had back, the terms too; another text ends that.
    for _ in range(2):
        page.click("#clear")
        page.wait_for_selector("#sheet .empty")
        page.wait_for_function("() => !document.querySelector('#article textarea').value")
        page.wait_for_selector("#terms >> text=grand kick-off gala", state="detached")
        page.get_by_role("button", name="Undo").click()
        page.wait_for_selector("#terms >> text=grand kick-off gala", state="attached")
        page.wait_for_selector("#sheet .card")
        assert english(page) == told and page.input_value("#article textarea") == ARTICLE
    page.click("#clear")
    page.wait_for_selector("#status >> text=Cleared")
    page.fill("#article textarea", "另一篇。")
    page.wait_for_selector("#status >> text=Cleared", state="detached")


def test_hostile_text_is_text(page: Any) -> None:
    write(page, HOSTILE)
    finished(page)
    for part in ("figures", "people", "signature"):
        page.click(f"#{part} summary")
    assert page.evaluate("window.hacked") is None
    shown = page.inner_text("#reading .article")
    for piece in ("<script>", "{{7*7}}", "${window.hacked=1}", "<svg onload=window.hacked=1>"):
        assert piece in shown
    page.locator("#sheet .card textarea").first.fill("<img src=x onerror=window.hacked=1> 7 billion yuan")
    page.wait_for_selector("#sheet .found li.error >> text=7 billion")
    page.reload()
    page.wait_for_selector("#sheet .card")
    assert page.evaluate("window.hacked") is None
    assert page.locator("#sheet img, #sheet script, #sheet svg, #reading a, #reading img").count() == 0


def test_two_million_characters_get_an_answer(page: Any) -> None:
    page.evaluate("""() => {
        const box = document.querySelector('#article textarea');
        box.value = '长'.repeat(2e6); box.dispatchEvent(new Event('input', {bubbles: true}));
    }""")
    page.click("#write")
    page.wait_for_selector("#status [role=alert] >> text=2,000,000 characters", timeout=60_000)


@pytest.mark.parametrize(
    "text, words", [("", "no text yet"), ("An English text, which is no Chinese one at all.", "Chinese")]
)
def test_errors_are_sentences(page: Any, text: str, words: str) -> None:
    write(page, text)
    alert = page.wait_for_selector("#status [role=alert]")
    assert words in alert.inner_text() and "Traceback" not in alert.inner_text()
    page.wait_for_selector("#write", state="visible")


def test_a_file_is_read_and_deleted(page: Any, demo: Served, tmp_path: Path) -> None:
    file = tmp_path / "稿件.txt"
    file.write_text(ARTICLE, "gb18030")
    page.set_input_files("#upload input[type=file]", str(file))
    page.wait_for_function("() => document.querySelector('#article textarea').value.includes('单志鸿')")
    assert [p for p in demo.folder.rglob("*") if p.is_file() and "稿件" in p.name] == []


def test_the_interface_in_chinese(demo: Served, browser: Any) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    page.goto(demo.url)
    page.wait_for_selector("#write >> text=写简报")
    page.fill("#article textarea", "县长单志鸿介绍，今年投资近20亿元。\n" * 2)
    page.click("#write")
    page.wait_for_function("() => document.querySelector('#status')?.innerText.includes('完成')", timeout=WAIT)
    area = line(page, "近20亿元").locator("textarea")
    area.fill(re.sub(r"\b2 billion", "20 billion", area.input_value()))
    page.wait_for_selector("#sheet .error >> text=数量级不对")
    # Another language leaves what was typed where it is.
    typed = english(page)
    page.click("#language >> text=English")
    page.wait_for_selector("#sheet .error >> text=power of ten")
    assert page.evaluate("document.documentElement.lang") == "en" and english(page) == typed
    page.context.close()


PROSE = """(inside) => {
    const walk = document.createTreeWalker(document.querySelector(inside), NodeFilter.SHOW_TEXT), said = [];
    while (walk.nextNode()) {
        const parent = walk.currentNode.parentElement;
        if (parent.offsetParent && !parent.closest('pre, code, .type, span.type')) said.push(walk.currentNode.data.trim());
    }
    return said.filter((text) => text && !text.startsWith('dict(') && !text.startsWith('list['));
}"""
"""What is to be read in a part of the page, code and types left out."""


def test_the_calls_that_the_page_shows_run_in_a_plain_shell(demo: Served, browser: Any) -> None:
    context = browser.new_context(locale="en-US", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    missing: list[str] = []
    page.on("response", lambda r: missing.append(r.url) if r.status >= 400 else None)
    page.goto(demo.url)
    page.wait_for_function("() => window.jianbaoOwn?.watch")
    page.get_by_role("button", name="Use via API").click()
    page.locator(".api-docs").get_by_text("cURL").locator("visible=true").first.click()
    shown = page.locator("pre", has_text="call/v2/check ").first.inner_text()
    page.get_by_text("Copy Page").locator("visible=true").first.click()
    page.wait_for_function("async () => (await navigator.clipboard.readText()).includes('curl -X')")
    copied = page.evaluate("navigator.clipboard.readText()")
    # The same panel in Chinese: what is not code is, but for names.
    page.goto(demo.url)
    page.click("#language >> text=中文")
    page.get_by_role("button", name="通过 API 使用").click()
    page.locator(".api-docs").get_by_text("cURL").locator("visible=true").first.click()
    page.wait_for_selector(".api-docs >> text=两次请求")
    said = page.evaluate(PROSE, ".api-docs")
    context.close()
    assert [text for text in said if re.search(r"[a-z]{2,} [a-z]{2,}", text)] == []
    # How the panel learns that there are no tools for assistants.
    assert {url.partition("gradio_api")[2] for url in missing} <= {"/mcp/schema"}
    (again,) = re.findall(r"^(curl -X POST \S+/call/v2/check .*?)\n```", copied, re.DOTALL | re.MULTILINE)
    for command in (shown, again):
        given = ("总投资近20亿元。", "It is nearly 20 billion yuan.")
        for value in given:
            command = command.replace('"..."', json.dumps(value, ensure_ascii=False), 1)
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=120)
        assert "event: complete" in done.stdout and "power of ten" in done.stdout, done


LINE = {"english": "Two.", "made": "Two.", "chinese": "二。", "sources": [{"start": 0, "end": 2, "cuts": []}], "findings": [],
        "marks": {"english": [[0, 3, "k1"]], "chinese": []}, "compared": 1, "figures": []}  # fmt: skip
KEPT = {"article": "二。", "title": None, "sentences": [[0, 2]], "removed": [], "terms": [], "headline": LINE, "dateline": "",
        "points": [LINE], "findings": [], "left_out": [], "people": [], "organisations": [], "full": [], "notes": [],
        "signature": "jianbao:1"}  # fmt: skip


def damaged() -> Iterator[str]:
    """What a browser may have kept of a brief that is none any more."""
    yield from ("{{{", "null", "5", "[null, 1, {}]")
    others = [{k: v for k, v in KEPT.items() if k != gone} for gone in KEPT if gone != "terms"]
    for key in LINE:
        if key != "made":
            others.append({**KEPT, "points": [{k: v for k, v in LINE.items() if k != key}]})
    others += [
        {**KEPT, "points": [{**LINE, "id": 'a"]'}]},
        {**KEPT, "sentences": [[None, "x"]]},
        {**KEPT, "full": [7]},
        {**KEPT, "people": [{"chinese": {}, "english": ["x"]}]},
    ]
    yield from (json.dumps([{"id": "a", "when": 1, "sheet": other}]) for other in others)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_opens_whatever_the_browser_has_kept(scripts: Any, language: str) -> None:
    from webdemo import components

    page = scripts
    opened = """([language, kept]) => {
        localStorage.setItem('jianbao.briefs', kept); localStorage.setItem('jianbao.open', '"a"');
        jianbao.language = language;
        jianbao.reading(document.getElementById('reading'));
        jianbao.sheet(document.getElementById('sheet'), {}, { model: async () => ({}) }, () => {});
        return [document.querySelectorAll('.card').length, document.querySelectorAll('.empty').length];
    }"""
    fine = json.dumps([{"id": "a", "when": 1, "sheet": KEPT}])
    for kept in damaged():
        assert page.evaluate(opened, [language, fine]) == [1, 0]
        assert page.evaluate("document.body.classList.contains('jb-reading')")
        page.reload()
        page.add_script_tag(content=components.script())
        assert page.evaluate(opened, [language, kept]) == [0, 1], kept
        page.reload()
        page.add_script_tag(content=components.script())


TOLD = """([language, messages]) => {
    if (!window.props) {
        jianbao.language = language;
        window.props = {}; window.sent = [];
        const line = { marks: { english: [], chinese: [] }, compared: 0, figures: [], chinese: '二。' };
        const server = { model: async () => ({}), file: async (asked) => { sent.push(asked); return { data: '' }; },
                         check: async (asked) => { sent.push(asked); return { line: { ...line, findings: asked.line.findings } }; } };
        jianbao.reading(document.getElementById('reading'));
        jianbao.sheet(document.getElementById('sheet'), props, server, (name, then) => { window.then = then; });
    }
    for (const message of messages) { props.value = JSON.stringify(message); then(); }
}"""


@pytest.fixture
def scripts(browser: Any) -> Iterator[Any]:
    """Our scripts on a page of their own, without a server; told by `TOLD` what one tells."""
    from webdemo import components

    context = browser.new_context()
    blank = "<div id=reading></div><div id=sheet></div>"
    context.route("**/*", lambda route: route.fulfill(body=blank, content_type="text/html"))
    page = context.new_page()
    page.goto("http://page.test/")
    page.add_script_tag(content=components.script())
    yield page
    context.close()


def test_the_next_finding_is_the_one_behind_what_was_accepted(scripts: Any) -> None:
    found = [{"reason": "r", "kind": "k", "severity": "warning", "place": "sentence", "source": None, "target": None, "values": {"n": n},
              "told": {"en": f"Finding {n}.", "zh": f"{n}"}} for n in range(4)]  # fmt: skip
    row = {**KEPT, "model": "compact", "options": {}, "partial": False, "headline": {**LINE, "english": ""}}
    points = [{**LINE, "findings": found[:2]}, {**LINE, "findings": found[2:]}]
    done = {"run": "r", "kind": "done", "step": "done", "done": 1, "total": 1, "seconds": 1.0}
    scripts.evaluate(TOLD, ["en", [{**done, "sheet": {**row, "points": points}}]])

    def told(key: str, place: str) -> None:
        scripts.keyboard.press(key)
        scripts.wait_for_function(f"() => document.querySelector('.jb-live').textContent.startsWith('Finding {place}')")

    told("F8", "1 of 4")
    told("F8", "2 of 4")
    scripts.locator(".found .accept").nth(1).click()
    scripts.keyboard.press("Enter")
    scripts.wait_for_function("() => document.querySelector('.found li.accepted')")
    told("F8", "2 of 3: Finding 2.")
    told("F8", "3 of 3")
    told("F8", "1 of 3")
    told("Shift+F8", "3 of 3")
    # The verdict leads to the first, and onwards where it is pressed again.
    scripts.locator(".card textarea").first.type("x")
    scripts.wait_for_function("() => sent.length > 1")
    for place in ("1 of 3", "2 of 3"):
        scripts.click("#verdict")
        scripts.wait_for_function(f"() => document.querySelector('.jb-live').textContent.startsWith('Finding {place}')")


def test_a_reload_in_the_middle_keeps_what_is_there_and_two_tabs_do_not_mix(scripts: Any) -> None:
    from webdemo import components

    def again(page: Any) -> None:
        page.reload()
        page.add_script_tag(content=components.script())
        page.evaluate(TOLD, ["en", []])

    row = {**KEPT, "model": "compact", "options": {}, "partial": True, "headline": {**LINE, "english": "One"}}
    waits = {**LINE, "english": "", "made": "", "marks": {"english": [], "chinese": []}, "compared": 0}
    told = {"run": "r", "kind": "progress", "step": "translate", "done": 1, "total": 2, "seconds": 0.4}
    scripts.on("dialog", lambda dialog: dialog.accept())
    scripts.evaluate(TOLD, ["en", [{**told, "sheet": {**row, "points": [LINE, waits]}}]])
    again(scripts)
    assert english(scripts) == ["Two.", ""] and "stopped before its end" in scripts.inner_text(".top")
    # Another tab begins with the same brief, and a change in either is seen in the other.
    other = scripts.context.new_page()
    other.goto("http://page.test/")
    other.add_script_tag(content=components.script())
    other.evaluate(TOLD, ["en", []])
    assert english(other) == ["Two.", ""]
    other.locator(".card textarea").first.fill("Changed there.")
    scripts.wait_for_function("() => document.querySelector('.card textarea').value === 'Changed there.'")
    # A brief that is written there is opened there, and here the own one.
    done = {"run": "s", "kind": "done", "step": "done", "done": 1, "total": 1, "seconds": 1.0}
    other.evaluate(
        TOLD, ["en", [{**done, "sheet": {**row, "partial": False, "points": [{**LINE, "english": "Other."}]}}]]
    )
    scripts.wait_for_selector("#earlier")
    again(scripts)
    again(other)
    assert english(scripts) == ["Changed there.", ""] and english(other) == ["Other."]


def test_an_edited_brief_that_makes_way_is_told_and_comes_back(scripts: Any) -> None:
    row = {**KEPT, "model": "compact", "options": {}, "headline": {**LINE, "english": "One"}, "points": [LINE]}
    done = {"kind": "done", "step": "done", "done": 1, "total": 1, "seconds": 1.0}
    scripts.evaluate(TOLD, ["zh", [{**done, "run": "r", "sheet": row}]])
    scripts.locator(".card textarea").first.fill("Changed by hand.")
    scripts.evaluate(TOLD, ["zh", [{**done, "run": "s", "sheet": {**row, "points": [{**LINE, "english": "New."}]}}]])
    assert english(scripts) == ["New."] and "您修改过的简报" in scripts.inner_text("#sheet")
    scripts.get_by_role("button", name="回到那一篇").click()
    assert english(scripts) == ["Changed by hand."] and "您修改过的简报" not in scripts.inner_text("#sheet")


def test_what_is_not_told_is_offered_as_it_would_be_added(scripts: Any) -> None:
    """Whole sentences, once; the rest of one that is told in part alone. One point is one point."""
    from webdemo import components

    article = "一，又一。二，三。四。"
    told = {**LINE, "sources": [{"start": 0, "end": 5, "cuts": [[2, 4]]}]}
    clauses = [{"start": a, "end": b, "cuts": []} for a, b in ((7, 8), (2, 4), (5, 6))]
    row = {**KEPT, "article": article, "sentences": [[0, 5], [5, 9], [9, 11]], "model": "compact", "options": {},
           "partial": False, "headline": {**LINE, "english": ""}, "points": [told], "left_out": clauses}  # fmt: skip
    waits = {"run": "r", "kind": "progress", "step": "wait", "done": 0, "total": 0, "seconds": 0.0}
    scripts.add_style_tag(content=components.style())
    scripts.set_viewport_size({"width": 390, "height": 800})
    scripts.evaluate(TOLD, ["en", [waits]])
    scripts.wait_for_selector("#status .halt", state="visible")  # on a phone the other one is out of sight
    scripts.set_viewport_size({"width": 1280, "height": 800})
    assert scripts.locator("#status .halt").is_hidden()
    scripts.evaluate(TOLD, ["en", [{**waits, "kind": "done", "sheet": row}]])
    assert scripts.locator("#left-out li span").all_inner_texts() == ["二，三。", "又一"]
    assert "1 point · 1 word" in scripts.inner_text(".top")
    # Who signs a Word file is kept for the next one.
    for _ in range(2):
        scripts.click("#sheet .more summary")
        scripts.fill("#author", scripts.input_value("#author") or "李 Hua")
        scripts.click("#get-docx")
        scripts.wait_for_function("() => sent.at(-1)?.author === '李 Hua'")
        scripts.evaluate(TOLD, ["zh", [{**waits, "run": "s", "kind": "done", "sheet": row}]])


@pytest.mark.parametrize("language, model, left, use", [
    ("en", "press is writing this line", "It is in no file", "Use this draft"),
    ("zh", "press 正在撰写这一条", "不会写入文件", "采用这份草稿"),
])  # fmt: skip
def test_a_draft_is_marked_is_no_part_of_the_brief_and_may_be_taken_after_a_stop(
    scripts: Any, language: str, model: str, left: str, use: str
) -> None:
    page = scripts
    waits = {**LINE, "english": "", "made": "", "marks": {"english": [], "chinese": []}, "compared": 0}
    row = {**KEPT, "model": "press", "options": {}, "partial": True, "headline": {**waits, "draft": "A quick title"}}
    drafted = [{**waits, "draft": "Quick one."}, {**waits, "draft": "Quick <b>two</b>."}]
    told = {"run": "r", "kind": "progress", "step": "sketch", "done": 0, "total": 3, "seconds": 0.4}
    page.evaluate(TOLD, [language, [{**told, "sheet": {**row, "points": drafted}}]])
    assert page.locator(".draft:visible").count() == 3 and model in page.inner_text(".card .draft")
    assert page.locator(".draft b").count() == 0 and "Quick <b>two</b>." in page.inner_text(".cards")
    assert page.locator(".tools button, .adopt").count() == 0 and "neutral" in page.get_attribute("#verdict", "class")
    # One is written; then it is stopped: the draft that is left stays one, and is in no copy, count or file.
    told |= {"step": "translate", "done": 1}
    page.evaluate(TOLD, [language, [{**told, "sheet": {**row, "points": [LINE, drafted[1]]}},
                                    {"run": "r", "kind": "stopped", "sheet": None}]])  # fmt: skip
    assert page.locator(".draft:visible").count() == 2 and left in page.inner_text(".card .draft:visible")
    assert "1" in page.inner_text(".told .note") and page.locator("#verdict.good").count() == 0
    page.click("#get-docx")
    page.wait_for_function("() => sent.length === 1")
    assert "Quick" not in page.evaluate("JSON.stringify(sent[0].sheet.points)")
    assert page.evaluate("sent[0].sheet.headline.english") == "" and page.evaluate("sent[0].sheet.stopped") is True
    # Taken, it is a line that somebody put there: compared at once, edited, and undone like any change.
    page.locator(".card").nth(1).get_by_role("button", name=use).click()
    page.wait_for_function("() => sent.length === 2")
    assert page.evaluate("[sent[1].line.english, sent[1].line.made]") == ["Quick <b>two</b>.", ""]
    assert english(page) == ["Two.", "Quick <b>two</b>."] and page.locator(".card .draft:visible").count() == 0
    page.click("#signature summary")
    assert page.inner_text("#signature .signature").endswith("|stopped|edited")
    page.click(".undo")
    assert english(page) == ["Two.", ""] and page.locator(".card .draft:visible").count() == 1


def test_translating_and_summarizing_alone(page: Any) -> None:
    page.get_by_role("tab", name="Translate or summarize").click()
    page.fill("#parts-text textarea", "总投资近20亿元。\n县长单志鸿讲话。")
    page.click("#parts-go")
    page.wait_for_function(
        "() => document.querySelector('#parts-output textarea').value.includes('2 billion')", timeout=WAIT
    )
    page.wait_for_selector("#parts-go", state="visible")
    page.click("#parts-task >> text=Summarize")
    page.fill("#parts-text textarea", ARTICLE)
    page.click("#parts-go")
    page.wait_for_function(
        "() => document.querySelector('#parts-output textarea').value.includes('18个项目')", timeout=WAIT
    )


def test_several_files_become_an_archive(page: Any, tmp_path: Path) -> None:
    import zipfile

    (tmp_path / "good.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "bad.txt").write_text("No Chinese in here.", "utf-8")
    page.get_by_role("tab", name="Several files").click()
    page.set_input_files("#files-drop input[type=file]", [str(tmp_path / "good.txt"), str(tmp_path / "bad.txt")])
    page.wait_for_selector("#files-table >> text=good")
    page.click("#files-go")
    page.wait_for_selector("#files-zip a", timeout=WAIT)
    with page.expect_download() as waiting:
        page.locator("#files-zip a").first.click()
    waiting.value.save_as(tmp_path / "briefs.zip")
    with zipfile.ZipFile(tmp_path / "briefs.zip") as archive:
        assert sorted(archive.namelist()) == ["good.docx", "problems.txt"]
        assert "bad.txt" in archive.read("problems.txt").decode()
    # Again, without another upload: what is done stays.
    page.click("#files-go")
    page.wait_for_selector("#files-status >> text=Briefs: 1 of 2")
    page.click("#language >> text=中文")
    page.wait_for_selector("#files-table >> text=文件")
    # What was said of the run, and its archive, are there in the other language too.
    page.wait_for_selector("#files-status >> text=已写成简报")
    assert page.locator("#files-zip a").count() == 1
    # A row opens in the workspace, where it can be finished.
    page.click("#files-table button.open")
    page.wait_for_selector("#sheet .card")
    assert any("2 billion" in p for p in english(page))
    line(page, "近20亿元").locator("textarea").fill("It cost 7 billion yuan.")
    page.wait_for_selector("#sheet .found li.error")


def test_accessibility_and_widths(page: Any) -> None:
    """One page, all that it can show, in both languages, light and dark, at three widths."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    # Colours that are still changing into others are nobody's fault.
    page.add_style_tag(content="* { transition: none !important; animation: none !important; }")
    problems = _problems(axe, page, "empty")
    write(page, "总投资近20亿元的项目开工" * 12 + "w" * 90 + "。\n" + LONGER)
    finished(page)
    page.locator("#sheet .card textarea").last.fill("It cost 7 billion yuan.")
    page.wait_for_selector("#sheet .found li.error")
    page.click("#figures summary")
    page.click("#people summary")
    # Each pair of language, light and width; what colours, words and room do to one another comes in pairs.
    for language, dark, width in (
        ("English", False, 1400), ("English", True, 820), ("English", True, 390),
        ("中文", True, 1400), ("中文", False, 820), ("中文", False, 390),
    ):  # fmt: skip
        page.click(f"#language >> text={language}")
        page.wait_for_selector("#write >> text=" + ("写简报" if language == "中文" else "Write brief"))
        page.evaluate("dark => document.body.classList.toggle('dark', dark)", dark)
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        left, right = (page.locator(side).bounding_box() for side in ("#left", "#right"))
        assert (right["x"] >= left["x"] + left["width"]) is (width >= 820)
        problems += _problems(axe, page, f"{language} dark={dark} {width}")
    assert not problems, problems


TABS = {
    "English": ("Check a translation", "Translate or summarize", "Several files", "Models", "Brief"),
    "中文": ("核对译文", "单独翻译或摘要", "批量文件", "模型", "写简报"),
}


@pytest.mark.slow
def test_accessibility_of_the_other_tabs(page: Any, tmp_path: Path) -> None:
    """Each with what it can show, in both languages, light and dark, at three widths."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.add_style_tag(content="* { transition: none !important; animation: none !important; }")
    page.get_by_role("tab", name="Check a translation").click()
    page.fill("#check-source textarea", "青川县开工\n3月12日，18个项目同步开工，总投资近20亿元。")
    page.fill("#check-target textarea", f"Work begins\n\nOn March 12, work began on nearly 20 billion yuan. {'w' * 90}")
    page.click("#check-go")
    page.get_by_role("tab", name="Several files").click()
    (tmp_path / "good.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "bad.txt").write_text("No Chinese in here.", "utf-8")
    page.set_input_files("#files-drop input[type=file]", [str(tmp_path / "good.txt"), str(tmp_path / "bad.txt")])
    page.wait_for_selector("#files-table >> text=good")
    page.click("#files-go")
    page.get_by_role("tab", name="Translate or summarize").click()
    page.fill("#parts-text textarea", "总投资近20亿元。")
    page.click("#parts-go")
    page.wait_for_function("() => document.querySelector('#parts-output textarea').value", timeout=WAIT)
    page.wait_for_selector("#files-zip a", timeout=WAIT, state="attached")
    page.wait_for_selector("#check-pairs mark.wrong", timeout=WAIT, state="attached")
    page.get_by_role("tab", name="Brief").click()
    page.click("#glossary > button")
    problems = []
    for language, dark, width in (
        ("English", False, 1400),
        ("English", True, 390),
        ("中文", True, 820),
        ("中文", False, 390),
    ):
        page.click(f"#language >> text={language}")
        page.wait_for_selector(
            "#write >> text=" + ("写简报" if language == "中文" else "Write brief"), state="attached"
        )
        page.evaluate("dark => document.body.classList.toggle('dark', dark)", dark)
        page.set_viewport_size({"width": width, "height": 900})
        for name in TABS[language]:
            tab = page.get_by_role("tab", name=name, exact=True).locator("visible=true")
            if not tab.count():  # on a phone most of them are in a menu
                page.locator(".overflow-menu > button").click()
                tab = page.locator(".overflow-dropdown button", has_text=name)
            tab.click()
            page.wait_for_selector(f"[role=tab][aria-selected=true] >> text={name}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            problems += _problems(axe, page, f"{name} dark={dark} {width}")
    assert not problems, problems


def test_a_slow_model_is_drafted_for_and_the_time_limit_leaves_what_is_there(
    browser: Any, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    from docx import Document

    program = ("-m", "tests.support.slow_demo")
    with served(tmp_path_factory.mktemp("slow"), program=program, JIANBAO_MODEL="slow") as slow:
        page = browser.new_context(locale="en-US", accept_downloads=True).new_page()
        page.set_default_timeout(WAIT)
        page.goto(slow.url)
        page.wait_for_selector("#write")
        write(page, LONGER)
        # All is there as a draft before the slow model has written, then its first point; the next one takes too long.
        page.wait_for_selector(".card .draft >> text=slow is writing this line")
        page.wait_for_function(
            "() => [...document.querySelectorAll('.card textarea')].some(a => a.value.startsWith('Slow words'))"
        )
        page.wait_for_selector("#status [role=alert] >> text=longer than the 180 seconds")
        page.wait_for_selector("#write", state="visible")
        top = page.inner_text(".top")
        assert "stopped before its end" in top and "not translated yet" in top
        drafts = page.locator(".card .draft:visible")
        drafts.first.wait_for()
        left, words = drafts.count(), drafts.last.locator("p[lang=en]").inner_text()
        assert left >= 2 and page.locator(".card .draft >> text=is writing").count() == 0
        # What was not reached is translated alone, or its draft is taken; what is neither stays out of the file.
        page.locator(".card .translate").first.click()
        page.wait_for_function(
            "left => document.querySelectorAll('.card .draft:not([hidden])').length === left - 1", arg=left
        )
        with page.expect_download() as waiting:
            page.click("#get-docx")
        waiting.value.save_as(tmp_path / "brief.docx")
        saved = "\n".join(p.text for p in Document(str(tmp_path / "brief.docx")).paragraphs)
        assert "Slow words" in saved and words not in saved
        drafts.last.get_by_role("button", name="Use this draft").click()
        page.wait_for_function(
            "words => [...document.querySelectorAll('.card textarea')].some(a => a.value === words)", arg=words
        )
        page.click("#signature summary")
        assert page.inner_text("#signature .signature").endswith("|stopped|edited")
        page.context.close()


def _problems(axe: Any, page: Any, name: str) -> list[Any]:
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(name, v["id"], v["impact"], n["target"], n["html"][:160]) for v in found for n in v["nodes"]]


def test_a_translation_that_is_there_is_checked(page: Any) -> None:
    page.click("#tab-check-button, [role=tab]:has-text('Check a translation')")
    page.fill("#check-source textarea", "青川县开工\n3月12日，18个项目同步开工，总投资近20亿元。")
    page.fill(
        "#check-target textarea", "Work begins\n\nOn March 12, work began on 18 projects for nearly 20 billion yuan."
    )
    page.press("#check-target textarea", "Control+Enter")
    page.wait_for_selector("#check-pairs mark.wrong", timeout=WAIT)
    page.wait_for_selector("#check-go:visible", timeout=WAIT)
    assert (
        "1 to put right" in page.inner_text("#check-verdict") and page.locator("#check-pairs mark.wrong").count() == 2
    )
    with page.expect_download() as saved:
        page.click("#check-get-docx")
    assert saved.value.suggested_filename == "check.evidence.docx"
    page.reload()
    page.click("#tab-check-button, [role=tab]:has-text('Check a translation')")
    page.wait_for_function("() => document.querySelector('#check-target textarea').value.startsWith('Work begins')")
    page.press("#check-target textarea", "Control+Enter")
    page.wait_for_selector("#check-pairs mark.wrong", timeout=WAIT)
    page.wait_for_selector("#check-go:visible", timeout=WAIT)
    page.get_by_text("中文", exact=True).first.click()
    page.wait_for_function("() => document.querySelector('#check-verdict').innerText.includes('须改正')")
    page.wait_for_function("() => document.querySelector('#check-source-file').innerText.includes('将文件拖放到此处')")
