"""What a reader of a format hands over: the text as a person would see it on the page, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from jianbao import wording


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was changed or left out on the way, for the reader of the brief. code: `reading.name`, the place of its words."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.worded()

    def worded(self, language: str = "en") -> str:
        """The note in `language` (en or zh)."""
        return wording.say(self.code, self.values, language=language)


def note(name: str, /, **values: object) -> Note:
    """A note of this room."""
    return Note(f"reading.{name}", values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The text of a file before its characters are put in order.

    paragraphs: in reading order; a paragraph may have line breaks of its own. title: "" where the format does not say.
    encoding: what the bytes were in, "" where the format settles it.
    """

    paragraphs: tuple[str, ...]
    title: str = ""
    encoding: str = ""
    notes: tuple[Note, ...] = ()


class Reader(Protocol):
    """A reader of one format: the function `read` of a module below `readers/`. Raises InputError for what it cannot use."""

    def __call__(self, data: bytes, *, name: str, language: str) -> Extract: ...
