"""The page's own scripts, without a server: what is kept, found next, drafted and offered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.browsing import (
    KEPT,
    LINE,
    TOLD,
    english,
)

pytestmark = pytest.mark.browser


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
    # What somebody has accepted does not agree with the source, and is not said to.
    for _ in range(3):
        scripts.locator(".found .accept").first.click()
        scripts.keyboard.press("Enter")
    scripts.wait_for_function(
        "() => document.querySelector('#verdict').innerText.includes('accepted by you 4, the others agree')"
    )


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
    """Whole sentences, once, also of one that is told in part: that one comes into its point. One point is one point."""
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
    assert scripts.locator("#left-out li > span").all_inner_texts() == ["二，三。", "一，又一。"]
    assert scripts.locator("#left-out .known").all_inner_texts() == ["一，", "。"]
    assert scripts.locator("#left-out button").all_inner_texts() == ["Add", "Complete point 1"]
    # Somebody's own work on the point stays: the sentence comes beside it then.
    scripts.locator(".card textarea").first.fill("Mine.")
    scripts.wait_for_function(
        "() => [...document.querySelectorAll('#left-out button')].every((b) => b.innerText === 'Add')"
    )
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
