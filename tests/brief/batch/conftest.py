"""Four articles in a folder, and where their briefs go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.batches import text


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "a/b").mkdir(parents=True)
    for i, name in enumerate(["x.txt", "x.md", "a/x.txt", "a/b/y.txt"]):
        (folder / name).write_text(text(i))
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"
