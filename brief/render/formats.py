"""The formats that a brief is written in: one table, which the command line, the batch, the page and Python read.

Text of an article is data: each format escapes it for where it lands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from jianbao.errors import InputError

if TYPE_CHECKING:
    from brief.brief import Brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How files are written. wording: the language of headings and findings, en or zh. author: who signs a document, "" for nobody."""

    wording: str = "en"
    author: str = ""


PLAIN = Style()
"""English and nobody's."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format. ending: of the names of its files. home: `module:function` of what writes it, imported when it is first used.

    clean: it has the text of the brief and nothing of the check.
    """

    name: str
    ending: str
    home: str
    clean: bool = False

    def write(self, brief: Brief, style: Style) -> str | bytes:
        """The brief in this format; bytes for docx, text else."""
        module, _, function = self.home.partition(":")
        write: Callable[[Brief, Style], str | bytes] = getattr(import_module(module), function)
        return write(brief, style)


TABLE = {
    f.name: f
    for f in (
        Format("md", "md", "brief.render.markdown:markdown"),
        Format("json", "json", "brief.render.text:json"),
        Format("html", "html", "brief.render.page:page"),
        Format("txt", "txt", "brief.render.text:plain"),
        Format("copy", "copy.txt", "brief.render.text:copy", clean=True),
        Format("docx", "docx", "brief.render.word:clean", clean=True),
        Format("docx-evidence", "evidence.docx", "brief.render.word:evidence"),
        Format("xliff", "xlf", "brief.render.exchange:xliff"),
        Format("tmx", "tmx", "brief.render.exchange:tmx"),
    )
}
FORMATS = tuple(TABLE)


def format_of(name: str) -> Format:
    """A format by its name. Raises InputError for one that there is not."""
    if name not in TABLE:
        raise InputError("brief.no_format", value=name, known=", ".join(FORMATS))
    return TABLE[name]


def ending(name: str) -> str:
    """What a file of a format ends in, without the dot; of a name that is no format of one brief (jsonl), the name."""
    return TABLE[name].ending if name in TABLE else name


def render(brief: Brief, format: str = "md", *, wording: str = "en", author: str = "") -> str | bytes:
    """The brief in one of `FORMATS`; bytes for the Word documents, text else. wording, author: see `Style`. Raises InputError."""
    return format_of(format).write(brief, Style(wording=wording, author=author))
