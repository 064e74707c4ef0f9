"""The first fetch of the press model from the page: one at a time, told as it goes on, and why it failed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from jianbao.errors import ModelError
from models import default, store
from models.default import DefaultModel
from webdemo.fetching import Fetching


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    note = ModelError("models.press_missing", size="1.1 GB")
    monkeypatch.setattr(default, "resolve_default", lambda: DefaultModel("compact", note))


def test_a_fetch_tells_how_far_it_is_and_is_made_once(missing: None, monkeypatch: pytest.MonkeyPatch) -> None:
    started, go_on = threading.Event(), threading.Event()
    pulled: list[str] = []

    def pull(name: str, *, told: Any) -> Path:
        pulled.append(name)
        told(3, 10)
        started.set()
        go_on.wait(10)
        return Path()

    monkeypatch.setattr(store, "pull", pull)
    fetching = Fetching()
    before = fetching.state()
    assert before["fetchable"] and not before["fetching"] and "1.1 GB" in before["missing"]["zh"]
    assert not any("jianbao " in words for words in before["missing"].values()), (
        "no advice for a command line on the page"
    )
    thread = fetching.start()
    assert started.wait(10)
    assert fetching.start() is thread, "who asks meanwhile waits for the same one"
    assert (fetching.state()["done"], fetching.state()["total"], fetching.state()["fetching"]) == (3, 10, True)
    go_on.set()
    thread.join(10)
    assert pulled == ["press"] and not fetching.state()["fetching"]


def test_a_fetch_that_fails_says_why_in_both_languages(missing: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def pull(name: str, *, told: Any) -> Path:
        raise ModelError("models.offline", name=name, size="1.1 GB", variable="HF_HUB_OFFLINE")

    monkeypatch.setattr(store, "pull", pull)
    fetching = Fetching()
    fetching.start().join(10)
    assert set(fetching.state()["problem"]) == {"en", "zh"} and "HF_HUB_OFFLINE" in fetching.state()["problem"]["zh"]
