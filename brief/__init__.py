"""The product: a Chinese press release in, a checked English brief out.

>>> from brief import write_brief
>>> brief = write_brief(open("release.txt").read(), length=120)  # doctest: +SKIP
>>> print(brief.headline, brief.text)  # doctest: +SKIP

Names are imported when they are first used, so that `import brief` and `jianbao --help` are instant.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from brief.brief import Brief, Figure, Organisation, Person, Point, Source
    from brief.loading import load_composer, load_translator, write_brief
    from brief.pipeline import Composer, Event
    from brief.recipe import Recipe
    from brief.signature import Signature
    from reading.article import Article, from_text, read_article

_HOMES = {
    "Article": "reading.article",
    "from_text": "reading.article",
    "read_article": "reading.article",
    "Brief": "brief.brief",
    "Figure": "brief.brief",
    "Organisation": "brief.brief",
    "Person": "brief.brief",
    "Point": "brief.brief",
    "Source": "brief.brief",
    "Composer": "brief.pipeline",
    "Event": "brief.pipeline",
    "Recipe": "brief.recipe",
    "Signature": "brief.signature",
    "load_composer": "brief.loading",
    "load_translator": "brief.loading",
    "write_brief": "brief.loading",
}

__all__ = [
    "Article",
    "Brief",
    "Composer",
    "Event",
    "Figure",
    "Organisation",
    "Person",
    "Point",
    "Recipe",
    "Signature",
    "Source",
    "from_text",
    "load_composer",
    "load_translator",
    "read_article",
    "write_brief",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'brief' has no attribute {name!r}")
