"""What errors are called in the languages of the interface: a code and values in, a sentence out.

`en.toml` and `zh.toml` have the same codes with the same fields. An entry is a sentence with `{fields}`, or a table of `text`, and of `cli`
or `page`: advice that only that face can follow. `{count}` may come again as `{count:page|pages}`, one and many.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en", "zh")


@cache
def table(language: str) -> Mapping[str, Mapping[str, str]]:
    """`room.name` -> {text, cli, page} of a language."""
    return {
        code: entry if isinstance(entry, dict) else {"text": entry}
        for code, entry in entries(__name__, language).items()
    }


def entries(package: str, language: str) -> dict[str, Any]:
    """`section.name` -> entry of the table that a package has for a language. Raises KeyError for a language that is none."""
    if language not in LANGUAGES:
        raise KeyError(language)
    sections = tomllib.loads((resources.files(package) / f"{language}.toml").read_text("utf-8"))
    return {f"{section}.{name}": entry for section, rows in sections.items() for name, entry in rows.items()}


def say(code: str, values: Mapping[str, object], *, language: str = "en", place: str = "cli") -> str:
    """The words of an error. A code without words is shown with its values: an error while telling an error helps nobody."""
    entry = table(language if language in LANGUAGES else "en").get(code)
    if entry is None:
        return code if not values else f"{code} ({', '.join(f'{k}={v!r}' for k, v in values.items())})"
    gap = "" if language == "zh" else " "
    return _WORDS.vformat(gap.join(entry[part] for part in ("text", place) if part in entry), (), values)


class _Words(string.Formatter):
    """`{count:page|pages}` is the first for one and the second for any other number."""

    def format_field(self, value: object, spec: str) -> str:
        if "|" in spec:
            return spec.split("|")[value != 1]
        return str(super().format_field(value, spec))


_WORDS = _Words()
