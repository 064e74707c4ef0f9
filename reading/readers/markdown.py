"""Markdown as a person sees it: rendered to a page (markdown-it-py), of which all that is seen is read."""

from __future__ import annotations

import re

from jianbao import han
from jianbao.errors import InputError
from jianbao.limits import MAX_CHARACTERS, MAX_MD_DEPTH
from reading.decoding import decode
from reading.extract import Extract
from reading.readers.html.reader import read_whole
from reading.readers.latex import written_out
from reading.readers.text import plain

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_FRONT_TITLE = re.compile(r"^title[ \t]*:[ \t]*(.+?)[ \t]*$", re.M | re.I)
# Writers of Chinese leave out the blank after #, which CommonMark wants; "#话题#" is a hashtag.
_TIGHT_HEADING = re.compile(r"^(#{1,6})(?=[^\s#\d])(?![^\n]*#\s*$)", re.M)
# Notes, which the parser does not know, and what only looks like the address of a link: both would be taken for definitions,
# which show nothing.
_NOTE = re.compile(r"^\[\^([^\]\s]{1,20})\]:[ \t]*", re.M)
_REFERENCE = re.compile(r"\[\^[^\]\s]{1,20}\](?!:)")
_LABEL = re.compile(rf"^( {{0,3}})(?=\[[^\]\n]+\]:[ \t]*\S*[{han.CLASS}])", re.M)
# ** and ~~ between Chinese and a mark are literal in CommonMark, which knows words by blanks: 推出**“管家”**制度.
_PUNCTUATION = r"[^\w\s*~\\`]"
_BESIDE = re.compile(
    rf"(?<=[{han.CLASS}\d])(?P<before>\*\*|~~)(?={_PUNCTUATION})|(?<={_PUNCTUATION})(?P<after>\*\*|~~)(?=[{han.CLASS}\d])"
)
_WORD = "\ufdd1"
"""Stands for a letter beside such a mark while the text is parsed; no text has this character."""
_HEADING = re.compile(r"\s*<h[1-6]>(.*?)</h[1-6]>", re.S)
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|pre|table)>")
_END = "\ufdd0"
"""Marks the end of a block, so that lines of one paragraph are known from paragraphs; no text has this character."""


def read(data: bytes, *, name: str, language: str = "zh") -> Extract:
    """CommonMark with tables and strike-through. The first heading, if it comes first, is the title. Raises InputError."""
    from markdown_it import MarkdownIt

    text, encoding = decode(data, name=name, language=language)
    if len(text) > 2 * MAX_CHARACTERS:
        raise InputError("reading.md_long", name=name, characters=len(text), limit=2 * MAX_CHARACTERS)
    title = ""
    if front := _FRONT.match(text):
        if found := _FRONT_TITLE.search(front.group(1)):
            title = found.group(1).strip("\"'“”")
        text = text[front.end() :]
    text = written_out(text)
    # Chinese paragraphs are indented by blanks, which are no code. A line break of the source is one of the text.
    parser = (
        MarkdownIt("commonmark", {"breaks": True, "maxNesting": MAX_MD_DEPTH})
        .enable(["table", "strikethrough"])
        .disable("code")
    )
    text = _LABEL.sub(r"\1\\", _NOTE.sub(r"\n[\1] ", _REFERENCE.sub("", text)))
    text = _BESIDE.sub(lambda found: found[0] + _WORD if found["before"] else _WORD + found[0], text)
    tokens = parser.parse(_TIGHT_HEADING.sub(r"\1 ", text.replace("\u3000", " ")))
    if any(token.level >= MAX_MD_DEPTH - 1 for token in tokens):  # the parser leaves out what stands deeper
        raise InputError("reading.md_deep", name=name, limit=MAX_MD_DEPTH)
    page = parser.renderer.render(tokens, parser.options, {}).replace(_WORD, "")
    heading = _HEADING.match(page)
    page = _BLOCK_END.sub(lambda found: _END + found[0], page)
    seen = read_whole(f"<html><body>{page}</body></html>".encode(), name=name, language=language)
    lines = "\n".join(seen.paragraphs)
    if heading and not title:
        title = " ".join(lines.partition(_END)[0].split())
    return plain(lines.replace(_END, "\n"), encoding=encoding, title=title, notes=seen.notes)
