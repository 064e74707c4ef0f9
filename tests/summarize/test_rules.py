"""Rules of condensing are data: each fires on its example, and not on its counter-example."""

from __future__ import annotations

import re

import pytest

from jianbao.errors import InputError
from jianbao.wording import say
from summarize.extract.cuts import squeeze, tighten, trim
from summarize.extract.rules import rows

STEPS = {"trim": trim, "tighten": tighten, "squeeze": lambda text, language: squeeze(text)}


@pytest.mark.parametrize("row", [*rows("cues"), *rows("boilerplate")], ids=lambda r: f"{r['name']}-{r['language']}")
def test_a_cue_is_found_in_its_example_only(row: dict[str, str]) -> None:
    assert re.search(row["pattern"], row["example"])
    assert not re.search(row["pattern"], row["counter"])


@pytest.mark.parametrize("row", rows("cuts"), ids=lambda r: f"{r['step']}-{r['name']}-{r['language']}")
def test_a_cut_leaves_what_its_row_says(row: dict[str, str]) -> None:
    step = STEPS[row["step"]]
    cut = step(row["example"], language=row["language"])
    assert cut.text == row["left"] and row["name"] in cut.rules
    assert row["name"] not in step(row["counter"], language=row["language"]).rules


@pytest.mark.parametrize("name", ["too_many_sentences", "nothing_left", "small_window"])
def test_errors_are_worded_in_both_languages(name: str) -> None:
    values = {"sentences": 3001, "limit": 3000, "characters": 12, "removed": "x", "window": 3, "least": 16}
    chinese = say(f"summarize.{name}", values, language="zh")
    assert str(InputError(f"summarize.{name}", **values)) != f"summarize.{name}"
    assert re.search("[\u4e00-\u9fff]", chinese) and not re.search("[A-Za-z]{2,}", chinese)
