"""The demo in a real Chromium, as a press officer uses it. Skipped where there is no Chromium or no Playwright."""

from __future__ import annotations

import re
import shutil
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
    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(30_000)
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
    page.fill("#article textarea", text)
    page.click("#write")


def finished(page: Any) -> None:
    page.wait_for_function("() => document.querySelector('#status')?.innerText.includes('Done in')", timeout=WAIT)


def test_a_brief_is_written_checked_edited_and_downloaded(page: Any, tmp_path: Path) -> None:
    from docx import Document

    write(page, ARTICLE)
    finished(page)
    headline = page.input_value("#headline textarea, #headline input")
    points = page.input_value("#brief-text textarea")
    assert "2 billion" in points
    rows = page.locator("#evidence .point")
    assert rows.count() == len(points.splitlines())
    # The same fact has the same colour on both sides.
    money = page.locator("#evidence .point", has_text="近20亿元").first
    colour = money.locator("mark", has_text="近20亿元").first.get_attribute("class")
    assert money.locator(f"[lang=en] mark.{colour.split()[0]}").first.inner_text().startswith("nearly 2 billion")

    # Nothing was typed yet, so nothing counts as edited.
    assert "Edited by hand" not in page.inner_text("#verdict")
    # A figure changed by hand is found, and found again to be right when it is put back.
    page.fill("#brief-text textarea", points.replace("2 billion", "20 billion"))
    page.wait_for_selector("#evidence .error >> text=power of ten")
    assert "to put right" in page.inner_text("#verdict")
    page.fill("#brief-text textarea", points)
    page.wait_for_selector("#evidence .error", state="detached")
    assert "Edited by hand" not in page.inner_text("#verdict")

    page.fill("#brief-text textarea", points + "\nA line that nobody wrote.")
    page.wait_for_selector("#evidence >> text=no source in the article")
    with page.expect_download() as waiting:
        page.click("#get-docx")
    file = tmp_path / "brief.docx"
    waiting.value.save_as(file)
    assert re.fullmatch(r"[\w-]+\.docx", waiting.value.suggested_filename)
    text = "\n".join(p.text for p in Document(str(file)).paragraphs)
    assert headline in text and "A line that nobody wrote." in text

    page.click("#source button")
    page.wait_for_selector("#source del >> text=阚雨薇")
    assert page.locator("#source mark").count() >= len(rows.all()) - 1
    page.click("#figures button")
    page.wait_for_selector("#figures td >> text=近20亿元")
    page.click("#people button")
    page.wait_for_selector("#people td >> text=Shan Zhihong")


def test_an_example_a_shortcut_and_stop_twice_in_a_row(page: Any) -> None:
    page.click("#example input")
    page.get_by_role("option").nth(1).click()
    page.wait_for_function("() => document.querySelector('#article textarea').value.length > 300")
    for _ in range(2):
        page.focus("#article textarea")
        page.keyboard.press("Control+Enter")
        page.click("#stop")
        page.wait_for_selector("#status >> text=Stopped")
        page.wait_for_selector("#write", state="visible")
        page.wait_for_selector("#stop", state="hidden")
    # After two stops it works as ever.
    write(page, ARTICLE)
    finished(page)
    assert "2 billion" in page.input_value("#brief-text textarea")


def test_two_visitors_at_once_see_their_own(page: Any, demo: Served, browser: Any) -> None:
    other = browser.new_context(locale="en-US").new_page()
    other.goto(demo.url)
    other.wait_for_selector("#write")
    write(page, ARTICLE)
    write(other, ARTICLE.replace("20亿", "70亿").replace("单志鸿", "盖立群"))
    finished(page)
    finished(other)
    mine, theirs = page.inner_text("#result"), other.inner_text("#result")
    assert "近20亿元" in mine and "70亿" not in mine
    assert "近70亿元" in theirs and "20亿" not in theirs
    # The checks of edited text use each visitor's own article too.
    other.fill("#brief-text textarea", "The investment is nearly 2 billion yuan.")
    other.wait_for_selector("#evidence >> text=近70亿元 is nearly 7 billion yuan")
    other.context.close()


def test_a_glossary_file_is_followed_or_reported(page: Any, tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_text("source\ttarget\n开工仪式\tgrand kick-off gala\n", "utf-8")
    page.click("#glossary > button")
    page.set_input_files("#terms-file input[type=file]", str(tmp_path / "terms.tsv"))
    page.wait_for_selector("#terms >> text=grand kick-off gala", state="attached")
    write(page, ARTICLE)
    finished(page)
    assert "grand kick-off gala" in page.inner_text("#result") or "grand kick-off gala" in page.input_value(
        "#brief-text textarea"
    )


def test_what_was_chosen_shows_before_it_is_translated(page: Any) -> None:
    page.click("#example input")
    page.get_by_role("option").nth(3).click()
    page.wait_for_function("() => document.querySelector('#article textarea').value.length > 300")
    page.click("#write")
    page.wait_for_function(
        "() => [...document.querySelectorAll('#evidence .point')].some(p => !p.querySelector('[lang=en]').innerText.trim())",
        timeout=WAIT,
    )
    assert page.locator("#stop").is_visible() and page.locator("#get-docx").is_hidden()
    finished(page)
    assert all(p.inner_text().strip() for p in page.locator("#evidence .point [lang=en]").all())


def test_hostile_text_is_text(page: Any) -> None:
    write(page, HOSTILE)
    finished(page)
    for accordion in ("source", "figures", "people", "signature"):
        page.click(f"#{accordion} button")
    page.wait_for_selector("#source .article")
    assert page.evaluate("window.hacked") is None
    shown = page.inner_text("#source .article")
    for piece in ("<script>", "{{7*7}}", "${window.hacked=1}", "<svg onload=window.hacked=1>"):
        assert piece in shown
    assert page.locator("#result img, #result script, #result svg[onload], #result .article a").count() == 0


def test_text_without_a_space_stays_inside_its_box(page: Any) -> None:
    write(page, "总投资近20亿元的项目开工" * 40 + "w" * 300 + "。")
    finished(page)
    page.click("#source button")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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
    points = page.input_value("#brief-text textarea")
    page.fill("#brief-text textarea", re.sub(r"\b2 billion", "20 billion", points))
    page.wait_for_selector("#evidence .error >> text=数量级不对")
    page.click("#language >> text=English")
    page.wait_for_selector("#evidence .error >> text=power of ten")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.context.close()


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
    page.wait_for_selector("#files-drop >> text=good")
    page.click("#files-go")
    page.wait_for_selector("#files-zip a", timeout=WAIT)
    with page.expect_download() as waiting:
        page.locator("#files-zip a").first.click()
    waiting.value.save_as(tmp_path / "briefs.zip")
    with zipfile.ZipFile(tmp_path / "briefs.zip") as archive:
        assert sorted(archive.namelist()) == ["good.docx", "problems.txt"]
        assert "bad.txt" in archive.read("problems.txt").decode()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_accessibility(page: Any, demo: Served, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.goto(f"{demo.url}?__theme={theme}")
    page.wait_for_selector("#write")
    write(page, ARTICLE)
    finished(page)
    page.click("#figures button")
    found = axe.Axe().run(page).response["violations"]
    told = [(v["id"], v["impact"], n["target"], n["html"][:160]) for v in found for n in v["nodes"]]
    assert not told, told


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_sticks_out(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    write(page, ARTICLE)
    finished(page)
    for accordion in ("figures", "people", "source", "signature"):
        page.click(f"#{accordion} button")
    page.wait_for_selector("#signature .signature")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
