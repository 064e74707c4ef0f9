"""The parts of the page that are our own: scripts and styles, put into the page's head as one."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

SCRIPTS = ("core.js", "store.js", "state.js", "reading.js", "card.js", "sheet.js", "main.js")
"""In the order in which they need each other."""


DOWNLOADS = ("docx", "docx-evidence", "md", "html", "json", "txt", "xliff", "tmx")
"""Formats that the page offers, the one with its own button first."""


@cache
def read(name: str) -> str:
    """A file of this room."""
    return (resources.files(__name__) / name).read_text("utf-8")


def style() -> str:
    """All rules for the workspace, and for the tables of the other tabs."""
    return read("sheet.css") + read("tables.css")


def script(*, tools: bool = False) -> str:
    """One script with all words of the page, which knows no names but `jianbao` and `jianbaoPage` outside.

    tools: whether the server offers its endpoints as MCP tools.
    """
    from brief.render.formats import TABLE
    from webdemo import limits
    from webdemo.i18n.texts import TEXTS
    from webdemo.wire import given

    page = {
        "tools": tools,
        "words": TEXTS,
        "formats": [{"id": name, "label": f"download.{name}", "tail": f".{TABLE[name].ending}"} for name in DOWNLOADS],
        "limits": {
            "line": given.LINE,
            "reason": given.REASON,
            "author": given.AUTHOR,
            "article": limits.MAX_CHARACTERS,
        },
    }
    # Within a script nothing may look like its end.
    data = json.dumps(page, ensure_ascii=False).replace("<", "\\u003c")
    body = "\n".join(read(name) for name in SCRIPTS)
    return f"window.jianbaoPage = {data};\n(() => {{\n'use strict';\n{body}\n}})();"
