"""Reading: bytes in, an `Article` out, as a reader of the page would see it.

`article` has the two ways in, `formats` the table of formats, `readers/` a module or a room for each format. `decoding` finds the
encoding, `characters` puts the characters in order, `titles` finds the headline, `tables` reads rows of articles. What was
changed or left out is told in notes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reading.article import Article, from_text, read_article
    from reading.extract import Extract, Note
    from reading.formats import ENDINGS, FORMATS
    from reading.tables import Row, is_table, read_table

_HOMES = {
    "Article": "reading.article",
    "from_text": "reading.article",
    "read_article": "reading.article",
    "Extract": "reading.extract",
    "Note": "reading.extract",
    "ENDINGS": "reading.formats",
    "FORMATS": "reading.formats",
    "Row": "reading.tables",
    "is_table": "reading.tables",
    "read_table": "reading.tables",
}

__all__ = [
    "ENDINGS",
    "FORMATS",
    "Article",
    "Extract",
    "Note",
    "Row",
    "from_text",
    "is_table",
    "read_article",
    "read_table",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'reading' has no attribute {name!r}")
