"""Every error that the code raises has words in both languages, with the same fields, and the Chinese has no English prose."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from jianbao import wording
from jianbao.errors import InputError, ModelError

ROOT = Path(__file__).parents[2]
ROOMS = ("jianbao", "models", "facts", "reading", "summarize", "translate", "brief", "webdemo")
ERRORS = {"JianbaoError", "InputError", "ModelError"}
PROSE = re.compile(r"(?<![\w`./:=-])[A-Za-z][a-z]+(?: [a-z]{2,})+")
"""Two English words in a row, the second in lower case: a name or a command is one word, or in capitals, or in quotes."""

COMMANDS = re.compile(r"`[^`]*`|“[^”]*”|\{[^}]*\}|jianbao [a-z -]+|pip install [^，。]*")


def raised() -> Iterator[tuple[str, set[str] | None, str]]:
    """(code, names of its values or None where they are not written out, place) of every error that is made with a code."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                first = node.args[0]
                if name not in ERRORS or not isinstance(first, ast.Constant) or not isinstance(first.value, str):
                    continue
                if re.fullmatch(r"[a-z]+\.[a-z_]+", first.value):
                    values = {keyword.arg for keyword in node.keywords}
                    place = f"{path.relative_to(ROOT)}:{node.lineno}"
                    yield first.value, None if None in values else values, place  # type: ignore[misc]


RAISED = list(raised())


def fields(entry: object) -> set[str]:
    texts = entry.values() if isinstance(entry, dict) else [str(entry)]
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def test_the_walk_finds_errors() -> None:
    assert len(RAISED) > 50 and {"models.not_here", "models.over_window"} <= {code for code, _, _ in RAISED}


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    known = wording.table(language)
    assert [f"{place}: {code}" for code, _, place in RAISED if code not in known] == []


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_every_field_has_a_value(language: str) -> None:
    known = wording.table(language)
    missing = [
        f"{place}: {code} has no {sorted(fields(known[code]) - values)}"
        for code, values, place in RAISED
        if values is not None and code in known and fields(known[code]) - values
    ]
    assert missing == []


def test_both_languages_say_the_same() -> None:
    english, chinese = wording.table("en"), wording.table("zh")
    assert set(english) == set(chinese)
    assert [c for c in english if set(english[c]) != set(chinese[c])] == []
    assert [c for c in english if fields(english[c]) != fields(chinese[c])] == []


def test_the_chinese_is_chinese() -> None:
    prose = {
        code: found
        for code, entry in wording.table("zh").items()
        for text in entry.values()
        if (found := PROSE.findall(COMMANDS.sub("", text)))
    }
    assert prose == {}


def test_reasons_within_a_reason_are_worded_too() -> None:
    inner = [ModelError("models.no_pip"), ModelError("models.no_path", model="openai:x")]
    error = ModelError("models.no_origin", name="x.gguf", size="1 MB", failures=inner)
    assert "pip is not installed" in str(error) and "openai:x" in str(error)
    assert "pip is" not in error.worded("zh") and "openai:x" in error.worded("zh")


def test_advice_stands_where_it_can_be_followed() -> None:
    error = ModelError("models.not_here", model="nllb")
    assert "jianbao models pull" in error.worded(place="cli") and "jianbao" not in error.worded(place="page")
    assert str(InputError("no.words", value=1)) == "no.words (value=1)"
