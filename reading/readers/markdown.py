"""Markdown as plain text: headings, emphasis, links and lists lose their markup, pictures go, code stays."""

from __future__ import annotations

import re
from typing import Any

from jianbao.errors import InputError
from jianbao.limits import MAX_CHARACTERS
from reading.decoding import decode
from reading.extract import Extract, note
from reading.readers.text import plain

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_FRONT_TITLE = re.compile(r"^title[ \t]*:[ \t]*(.+?)[ \t]*$", re.M | re.I)
# Writers of Chinese leave out the blank after #, which CommonMark wants; "#话题#" is a hashtag.
_TIGHT_HEADING = re.compile(r"^(#{1,6})(?=[^\s#\d])(?![^\n]*#\s*$)", re.M)


def read(data: bytes, *, name: str, language: str = "zh") -> Extract:
    """CommonMark with tables and strike-through (markdown-it-py). The first heading, if it comes first, is the title. Raises InputError."""
    from markdown_it import MarkdownIt

    text, encoding = decode(data, name=name, language=language)

    if len(text) > 2 * MAX_CHARACTERS:
        raise InputError("reading.md_long", name=name, characters=len(text), limit=2 * MAX_CHARACTERS)
    title = ""
    if front := _FRONT.match(text):
        if found := _FRONT_TITLE.search(front.group(1)):
            title = found.group(1).strip("\"'“”")
        text = text[front.end() :]
    # Chinese paragraphs are indented by blanks, which are no code; links are not checked, they are dropped.
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    lines: list[str] = []
    cells: list[str] | None = None
    images = 0
    heading = False
    marker = ""
    for token in parser.parse(_TIGHT_HEADING.sub(r"\1 ", text.replace("\u3000", " "))):
        kind = token.type
        if kind == "heading_open":
            heading = True
        elif kind == "list_item_open":
            # An ordered list says its numbers; bullets say nothing.
            marker = f"{token.info}{token.markup} " if token.info else ""
        elif kind == "tr_open":
            cells = []
        elif kind == "tr_close" and cells is not None:
            lines += [" | ".join(filter(None, cells)), ""]
            cells = None
        elif kind in ("fence", "code_block"):
            lines += [*token.content.splitlines(), ""]
        elif kind == "html_block":
            lines += [_without_tags(token.content), ""]
        elif kind == "inline":
            content, pictures = _inline(token.children or [])
            images += pictures
            if cells is not None:
                cells.append(content.replace("\n", " ").strip())
            else:
                if heading and not title and not any(line.strip() for line in lines):
                    title = content.replace("\n", " ").strip()
                lines += [*(marker + content).split("\n"), ""]
            marker, heading = "", False
    notes = (note("pictures", count=images),) if images else ()
    return plain("\n".join(lines), encoding=encoding, title=title, notes=notes)


def _inline(children: list[Any]) -> tuple[str, int]:
    parts: list[str] = []
    images = 0
    for child in children:
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "html_inline":
            parts.append("\n" if child.content.lower().startswith("<br") else "")
        elif child.type == "image":
            images += 1
    return "".join(parts), images


def _without_tags(content: str) -> str:
    if "<" not in content or not re.search(r"[^\s<>]", content):
        return content
    from lxml import html

    try:
        return str(html.fromstring(f"<div>{content}</div>").text_content())
    except (ValueError, AssertionError):
        return ""
