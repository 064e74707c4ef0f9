"""Kinds of documents: the brief of each example has the core facts of its sheet, and nothing of the boilerplate."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from summarize import Summary, summarize
from summarize.extract.measures import words_of

SHEETS = Path(__file__).parents[2] / "examples" / "kinds" / "facts"
NAMES = sorted(path.stem for path in SHEETS.glob("*.json"))
KINDS = sorted({name.split("-")[0] for name in NAMES})


@cache
def sheet(name: str) -> dict[str, Any]:
    return json.loads((SHEETS / f"{name}.json").read_text("utf-8"))


@cache
def brief(name: str, words: int) -> Summary:
    return summarize(sheet(name)["body_zh"], title=sheet(name)["title_zh"], words=words)


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def told(name: str, words: int) -> float:
    """Share of the core facts that the points or the title have."""
    text = flat(brief(name, words).text + sheet(name)["title_zh"])
    return float(np.mean([flat(f["zh"]) in text for f in sheet(name)["facts"] if f["core"]]))


@pytest.mark.parametrize("kind", KINDS)
def test_the_core_is_told(kind: str) -> None:
    assert np.mean([told(n, 130) for n in NAMES if n.startswith(kind)]) >= 0.55


def test_the_core_of_all_kinds_is_told() -> None:
    assert np.mean([told(n, 130) for n in NAMES]) >= 0.75
    assert np.mean([told(n, 60) for n in NAMES]) >= 0.45


@pytest.mark.parametrize("name", NAMES)
def test_no_boilerplate_is_told(name: str) -> None:
    text = flat(brief(name, 130).text)
    assert [b for b in (*sheet(name)["furniture"], *sheet(name)["boilerplate"]) if flat(b) in text] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", [60, 130])
def test_it_fits(name: str, words: int) -> None:
    assert 0.7 * words <= sum(words_of(p.text) for p in brief(name, words).points) <= words
