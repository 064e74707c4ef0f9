"""What tests in a browser share. A module that imports it is skipped where there is no Chromium or no Playwright."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

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
LINE = {"english": "Two.", "made": "Two.", "chinese": "二。", "sources": [{"start": 0, "end": 2, "cuts": []}], "findings": [],
        "marks": {"english": [[0, 3, "k1"]], "chinese": []}, "compared": 1, "figures": []}  # fmt: skip
KEPT = {"article": "二。", "title": None, "sentences": [[0, 2]], "removed": [], "terms": [], "headline": LINE, "dateline": "",
        "points": [LINE], "findings": [], "left_out": [], "people": [], "organisations": [], "full": [], "notes": [],
        "signature": "jianbao:1"}  # fmt: skip
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
