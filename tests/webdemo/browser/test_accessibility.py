"""What axe finds on the page, and whether it fits narrow screens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.browsing import (
    ARTICLE,
    LONGER,
    WAIT,
    finished,
    write,
)

pytestmark = pytest.mark.browser


def _problems(axe: Any, page: Any, name: str) -> list[Any]:
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(name, v["id"], v["impact"], n["target"], n["html"][:160]) for v in found for n in v["nodes"]]


TABS = {
    "English": ("Check a translation", "Translate or summarize", "Several files", "Models", "Brief"),
    "中文": ("核对译文", "单独翻译或摘要", "批量文件", "模型", "写简报"),
}


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
