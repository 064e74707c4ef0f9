"""Visitors of every sort: two at once, hostile text, far too much, Chinese, calls from a shell, the other tabs."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.browsing import (
    ARTICLE,
    HOSTILE,
    WAIT,
    english,
    finished,
    line,
    write,
)
from tests.support.served import Served

pytestmark = pytest.mark.browser


PROSE = """(inside) => {
    const walk = document.createTreeWalker(document.querySelector(inside), NodeFilter.SHOW_TEXT), said = [];
    while (walk.nextNode()) {
        const parent = walk.currentNode.parentElement;
        if (parent.offsetParent && !parent.closest('pre, code, .type, span.type')) said.push(walk.currentNode.data.trim());
    }
    return said.filter(Boolean);
}"""
"""What is to be read in a part of the page, code and types left out."""


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
    # A reload shows them again, and what was chosen for them.
    page.fill("#files-terms textarea", "集中开工,groundbreaking")
    page.reload()
    page.click("#tab-files-button")
    page.wait_for_selector("#files-status >> text=已写成简报")
    page.wait_for_selector("#files-table >> text=good")
    assert page.locator("#files-zip a").count() == 1 and "groundbreaking" in page.input_value("#files-terms textarea")
    # A row opens in the workspace, where it can be finished.
    page.click("#files-table button.open")
    page.wait_for_selector("#sheet .card")
    assert any("2 billion" in p for p in english(page))
    line(page, "近20亿元").locator("textarea").fill("It cost 7 billion yuan.")
    page.wait_for_selector("#sheet .found li.error")
    # What the server has no more is named.
    page.evaluate("sessionStorage.setItem('jianbao.visitor', JSON.stringify('0'.repeat(32)))")
    page.reload()
    page.click("#tab-files-button")
    page.wait_for_selector("#files-status >> text=原先的文件（good.txt、bad.txt）服务器上已经没有了")


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
