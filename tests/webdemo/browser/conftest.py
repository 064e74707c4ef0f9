"""A server and a Chromium for each file of tests in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.served import Served, served


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from tests.support.browsing import ARGUMENTS, CHROMIUM, playwright

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
