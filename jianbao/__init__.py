"""The ground floor of Jianbao, which every room may use and which uses none of them; and its public face.

>>> import jianbao
>>> brief = jianbao.write_brief(open("release.txt").read(), length=120)  # doctest: +SKIP
>>> print(brief.headline, brief.text)  # doctest: +SKIP

`errors` holds the one exception for users, `limits` every bound with its reason, `version` the version. The names of the face are in rooms
above; they are imported when they are first used, by name, so that `import jianbao` is instant.
"""

from importlib import import_module
from typing import Any

from jianbao.errors import JianbaoError
from jianbao.version import VERSION

__version__ = VERSION

_FACE = {
    "Article": "reading.article",
    "Brief": "brief.brief",
    "Recipe": "brief.recipe",
    "Signature": "jianbao.signature",
    "read_article": "reading.article",
    "summarize": "summarize",
    "translate": "translate",
    "write_brief": "brief.loading",
}
"""Public name -> the module that has it."""

__all__ = ["VERSION", "JianbaoError", *_FACE]


def __getattr__(name: str) -> Any:
    if name in _FACE:
        return getattr(import_module(_FACE[name]), name)
    raise AttributeError(f"module 'jianbao' has no attribute {name!r}")
