"""The recipe: every option once. What it refuses, and that an option that is added is offered everywhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from brief.options import offered, plain
from brief.recipe import Recipe
from brief.signature import signature_of
from facts.glossary.glossary import Glossary
from jianbao.errors import InputError
from jianbao.limits import MAX_BRIEF_WORDS, MIN_BRIEF_WORDS
from jianbao.signature import Signature

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"length": MIN_BRIEF_WORDS - 1}, "19 words.*20 to 2000"),
        ({"length": MAX_BRIEF_WORDS + 1}, "2001 words.*20 to 2000"),
        ({"length": True}, "True words"),
        ({"beams": 0}, "beams is 0.*1 to 16.*'--beam'"),
        ({"strategy": "magic"}, "'magic'.*extract"),
        ({"engine": "gpu"}, "'gpu' is not one of auto"),
    ],
)
def test_what_is_out_of_bounds_is_refused(values: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        Recipe(**values)
    assert "--" not in caught.value.worded("zh", place="page")


def test_options_that_there_are_not_are_told_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match=r"'lenght'.*length, strategy"):
        Recipe().with_options(lenght=40)


@pytest.mark.parametrize(("source", "target"), [("fr", "en"), ("zh", "de")])
def test_briefs_are_of_chinese_and_english(source: str, target: str) -> None:
    with pytest.raises(InputError, match="zh and en"):
        Recipe(source=source, target=target).require_languages()


def test_every_option_has_words_in_both_languages_and_flags_of_its_own() -> None:
    flags: list[str] = []
    for o in offered(Recipe):
        flags += [part for flag in o.flags for part in flag.split("/")]
        assert set(o.label) == set(o.help) == {"en", "zh"}
        assert o.help["en"].endswith(".") and o.help["zh"].endswith("。")
        assert any("\u4e00" <= c <= "\u9fff" for c in o.label["zh"] + o.help["zh"])
        o.check(o.default)
    assert len(flags) == len(set(flags))


def test_a_recipe_as_plain_values_is_json() -> None:
    values = plain(Recipe(glossary=Path("terms.tsv")))
    assert json.loads(json.dumps(values))["glossary"] == "terms.tsv" and values["length"] == 120


def test_terms_are_those_given_or_those_of_a_file(tmp_path: Path) -> None:
    terms = Glossary.from_rows([("开工", "kick-off")])
    assert Recipe(glossary=terms).terms is terms and Recipe().terms is None
    file = tmp_path / "terms.tsv"
    file.write_text("开工\tkick-off\n", "utf-8")
    found = Recipe(glossary=file).terms
    assert found is not None and [t.target for t in found] == ["kick-off"]


def test_the_signature_records_every_option_that_changes_a_brief() -> None:
    made = signature_of(Recipe(length=40, full=True), translator=Signature.of(model="m"))
    assert str(made).endswith("|model:m|length:40|strategy:extract|full:1")
    written = signature_of(Recipe(strategy="abstract", strict=True), translator=Signature(), summarizer="s")
    assert written["strict"] == "1" and written["summarizer"] == "s"


ADDED = """
import dataclasses, inspect, io, json, sys
import brief.recipe
from brief.options import option

@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Recipe(brief.recipe.Recipe):
    tone: str = option("plain", choices=("plain", "warm"), page=True, label=("Tone", "语气"), help=("How it sounds.", "读来如何。"))

Recipe.__qualname__ = "Recipe"
brief.recipe.Recipe = Recipe

from brief.cli.app import app
from brief.cli.batch import app as batch
from brief import write_brief
from brief.signature import signature_of
from jianbao.signature import Signature
import gradio as gr
import typer.main
from tests.support.fake_engine import FakeEngine
from webdemo.endpoints import api
from webdemo.controls import controls
from webdemo.offered import recipe_of
from webdemo.i18n.words import Words

def help(command):
    return command.get_help(typer.main.get_command(batch).make_context("x", ["a", "--out", "b"]))

text = "温江区签约8个项目\\n4月13日，成都市温江区8个项目集中签约，总投资近20亿元。"
made = write_brief(text, engine=FakeEngine(str, window=512), tone="warm", check=False)
with gr.Blocks() as blocks:
    words = Words()
    shown = controls(words)
    api.offer(None)
offered = next(f for f in blocks.fns.values() if f.api_name == "brief")
print(json.dumps({
    "brief": help(typer.main.get_command(app).commands["brief"]),
    "batch": help(typer.main.get_command(batch)),
    "python": str(inspect.signature(write_brief)),
    "signature": made.signature,
    "page": [shown["tone"].label, shown["tone"].choices],
    "chinese": words.updates("zh")[shown["tone"]]["label"],
    "chosen": recipe_of({"tone": "warm"}).tone,
    "api": [str(inspect.signature(offered.fn)), offered.fn.__doc__],
}))
"""


@pytest.mark.slow
def test_an_option_that_is_added_in_one_place_is_offered_everywhere() -> None:
    done = subprocess.run([sys.executable, "-c", ADDED], cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    for face in ("brief", "batch"):
        assert "--tone plain|warm" in said[face] and "How it sounds." in said[face]
    assert "tone: str = 'plain'" in said["python"]
    assert Signature.parse(said["signature"])["tone"] == "warm"
    assert said["page"] == ["Tone", [["plain", "plain"], ["warm", "warm"]]] and said["chinese"] == "语气"
    assert said["chosen"] == "warm"
    assert "tone: str = 'plain'" in said["api"][0] and "tone: How it sounds." in said["api"][1]
