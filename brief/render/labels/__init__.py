"""What headings, columns and states are called in the files that a brief is written to: one table a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jianbao.wording import LANGUAGES, entries

__all__ = ["LANGUAGES", "label", "post", "table"]


@cache
def table(language: str) -> Mapping[str, str]:
    """`section.name` -> words of a language. Raises KeyError for a language that has no table."""
    return entries(__name__, language)


def label(key: str, language: str) -> str:
    """The words of a key; of a key that has none, its name: a status or a rule that came later."""
    return table(language).get(key, key.partition(".")[2])


def post(chinese: str, english: str, language: str) -> str:
    """A post in both languages, or in the one that it has."""
    both = table(language)["text.post"]
    return both.format(english=english, chinese=chinese) if english and chinese else english or chinese
