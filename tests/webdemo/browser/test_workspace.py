"""A brief on the page in a real Chromium, as a press officer writes and finishes it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.browsing import (
    ARTICLE,
    LONGER,
    WAIT,
    english,
    finished,
    line,
    write,
)
from tests.support.served import Served, served

pytestmark = pytest.mark.browser


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
    # What is typed is a change of its own: undone, it takes the move before it with it no more.
    typed = english(page)[2]
    page.locator("#sheet .card textarea").nth(2).press_sequentially(" More.")
    assert english(page)[2] == f"{typed} More."
    page.click("#sheet .undo")
    assert english(page)[2] == typed and english(page)[1] == first
    assert page.evaluate("() => document.activeElement.matches('#sheet .undo')")
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


def test_a_file_is_read_and_deleted(page: Any, demo: Served, tmp_path: Path) -> None:
    file = tmp_path / "稿件.txt"
    file.write_text(ARTICLE, "gb18030")
    page.set_input_files("#upload input[type=file]", str(file))
    page.wait_for_function("() => document.querySelector('#article textarea').value.includes('单志鸿')")
    assert [p for p in demo.folder.rglob("*") if p.is_file() and "稿件" in p.name] == []


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
