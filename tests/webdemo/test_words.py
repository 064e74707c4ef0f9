"""What the page says is said in both languages, and each says it in its own."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from brief.options import offered
from brief.recipe import Recipe
from brief.render import labels
from brief.render.formats import FORMATS
from jianbao import wording
from translate.check import messages
from webdemo.i18n import own, panel, texts

NAMES = re.compile(
    r"Jianbao|Markdown|Word|HTML|JSON|XLIFF|TMX|TBX|TSV|CSV|PDF|API|MCP|CTranslate2|CPU|GPU|Streamable HTTP|STDIO|Gradio|cURL|curl|CLI|"
    r"Ctrl|Alt|Shift|Enter|Backspace|Delete|Tab|"
    r"ZIP|MB|GB|GGUF|UTF-8|hub|M\b|\b(?:txt|md|html|docx|pdf|jsonl?|csv|tsv|tbx|tmx|zh|en|auto|extract|written|abstract|translate-first|direct)\b|“[^”]*”|`[^`]*`|F8|[↑↓]"
)
"""What a Chinese text has in Latin letters: names of programs, formats, keys and values."""
PROSE = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u4e00-\u9fff]")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def bare(text: str) -> str:
    return NAMES.sub("", re.sub(r"\{[^}]*\}", "", text))


TABLES = {
    "texts": texts.TEXTS,
    "labels": {la: dict(labels.table(la)) for la in ("en", "zh")},
    "messages": {la: dict(messages.table(la)) for la in ("en", "zh")},
    "options": {
        la: {f"{o.name}.{part}": getattr(o, part)[la] for o in offered(Recipe) for part in ("label", "help")}
        for la in ("en", "zh")
    },
    "gradio": {
        "en": {en: en for en in (*own.WORDS, *own.PATTERNS)},
        "zh": {**own.WORDS, **own.PATTERNS},
    },
    "panel": {
        "en": {en: en for en in (*panel.GRADIO, *panel.PATTERNS)},
        "zh": {**panel.GRADIO, **panel.PATTERNS},
    },
}
"""Every table of words that the page shows, but for errors (tests/house/test_wording.py)."""
MINE = {"title"}
"""Texts that have a word of the other language on purpose: the name of the program."""


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_have_the_same_keys_and_fields(table: str) -> None:
    english, chinese = TABLES[table]["en"], TABLES[table]["zh"]
    assert english.keys() == chinese.keys()
    assert {k for k in english if fields(english[k]) != fields(chinese[k])} == set()


@pytest.mark.parametrize("table", TABLES)
def test_each_language_is_its_own(table: str) -> None:
    chinese = {k: v for k, v in TABLES[table]["zh"].items() if k not in MINE and PROSE.search(bare(v))}
    english = {k: v for k, v in TABLES[table]["en"].items() if k not in MINE and HAN.search(v)}
    assert (chinese, english) == ({}, {})


def test_every_format_has_a_name() -> None:
    assert {f"format.{name}" for name in FORMATS} <= labels.table("en").keys()


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_page_gives_no_advice_that_only_a_command_line_can_follow(language: str) -> None:
    said = {
        f"{name}:{key}": text
        for name, table in TABLES.items()
        if name != "options"
        for key, text in table[language].items()
    }
    for code, entry in wording.table(language).items():
        if code.startswith("webdemo."):
            said[code] = entry["text"] + entry.get("page", "")
    assert {key: text for key, text in said.items() if re.search(r"`?jianbao [a-z]+ |pip install|--[a-z]", text)} == {}


@pytest.mark.parametrize(
    "said",
    [
        "Invalid file type: a.exe. Only .txt, .md, .html, .htm, .docx, .pdf allowed.",
        "Invalid file type: a.exe. Only .tsv, .csv, .txt, .tbx, .tmx allowed.",
        'File(s) exceed the maximum allowed size of 4.8 Mb: "a.txt"',
    ],
)
def test_what_gradio_says_of_files_is_known(said: str) -> None:
    """As Gradio 6.31 words it in the browser, in English only."""
    ends = (pattern.split("{}") for pattern in own.PATTERNS)
    assert any(said.startswith(start) and said.endswith(end) for start, end in ends)
