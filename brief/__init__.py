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
    from brief.article import Article, from_text, read_article
    from brief.brief import Brief, Figure, Organisation, Person, Point, Source
    from brief.compose import BriefOptions, Composer, Event
    from brief.loading import load_translator, write_brief

_HOMES = {
    "Article": "article",
    "from_text": "article",
    "read_article": "article",
    "Brief": "brief",
    "Figure": "brief",
    "Organisation": "brief",
    "Person": "brief",
    "Point": "brief",
    "Source": "brief",
    "BriefOptions": "compose",
    "Composer": "compose",
    "Event": "compose",
    "load_translator": "loading",
    "write_brief": "loading",
}

__all__ = [
    "Article",
    "Brief",
    "BriefOptions",
    "Composer",
    "Event",
    "Figure",
    "Organisation",
    "Person",
    "Point",
    "Source",
    "from_text",
    "load_translator",
    "read_article",
    "write_brief",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"brief.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'brief' has no attribute {name!r}")
