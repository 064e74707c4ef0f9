"""What headings, columns and states are called in the files that a brief is written to: one table a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

LANGUAGES = ("en", "zh")


@cache
def table(language: str) -> Mapping[str, str]:
    """`section.name` -> words of a language. Raises KeyError for a language that has no table."""
    if language not in LANGUAGES:
        raise KeyError(language)
    sections = tomllib.loads((resources.files(__name__) / f"{language}.toml").read_text("utf-8"))
    return {f"{section}.{name}": words for section, rows in sections.items() for name, words in rows.items()}


def label(key: str, language: str) -> str:
    """The words of a key; of a key that has none, its name: a status or a rule that came later."""
    return table(language).get(key, key.partition(".")[2])


def post(chinese: str, english: str, language: str) -> str:
    """A post in both languages, or in the one that it has."""
    both = table(language)["text.post"]
    return both.format(english=english, chinese=chinese) if english and chinese else english or chinese
