"""Word documents (.docx): paragraphs, tables, text boxes and content controls in document order, as they are after all tracked changes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from jianbao.errors import InputError
from jianbao.limits import MAX_DOCX_PARTS, MAX_DOCX_XML_BYTES, MAX_UNZIPPED_BYTES
from reading.extract import Extract, note
from reading.titles import looks_like_title

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was deleted or moved away, the second copy of a text box, the instructions of fields, the pinyin above characters.
_SKIPPED = frozenset(
    [_FALLBACK, *(_W + name for name in ("del", "moveFrom", "instrText", "delText", "rt", "rPr", "pPr"))]
)
_BREAKS = frozenset(_W + name for name in ("br", "cr"))
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)|\0<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)")
_SHORT_CELL = 40
_NOT_READ = (("word/footnotes.xml", "footnotes"), ("word/endnotes.xml", "endnotes"), ("word/comments.xml", "comments"))


def read(data: bytes, *, name: str, language: str = "zh") -> Extract:
    """The body of a document. A paragraph in the Title style, or the first heading before any text, is the title.

    Headers and footers are not read; footnotes, comments and pictures are named in the notes. Raises InputError.
    """
    not_read = _check_archive(data, name=name)
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        body = document.element.body
        # style ids (often numbers in Chinese Word) -> names, which python-docx gives in English for the built-in styles
        styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    except (
        Exception
    ) as error:  # python-docx and lxml raise KeyError, ValueError, XMLSyntaxError and others on damaged files
        raise InputError("reading.docx_damaged", name=name, reason=type(error).__name__) from None
    if body is None:
        raise InputError("reading.docx_damaged", name=name, reason="w:body")
    title = ""
    lines: list[str] = []
    for text, style in _paragraphs(body, styles):
        if not text.strip():
            continue
        heading = style == "title" or (style.startswith("heading") and all(map(looks_like_title, lines)))
        if heading and not title:
            title = " ".join(text.split())
        lines.append(text)
    core = _core_title(document)
    if not title and core and any(core == line.strip() for line in lines[:5]) and looks_like_title(core):
        title = core
    pictures = len(
        {id(element) for element in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic")}
    )
    notes = [note("pictures", count=pictures)] if pictures else []
    notes += [note(f"{part}_not_read") for part in not_read]
    if not lines:
        raise InputError("reading.docx_pictures" if pictures else "reading.docx_empty", name=name)
    return Extract(paragraphs=tuple(lines), title=title, notes=tuple(notes))


def _check_archive(data: bytes, *, name: str) -> list[str]:
    """Bounds what the archive unpacks to before anything is unpacked; returns the parts with text that are not read."""
    not_read = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_DOCX_PARTS:
                raise InputError("reading.docx_parts", name=name, count=len(parts), limit=MAX_DOCX_PARTS)
            # zipfile hands out no more bytes of a part than the directory declares, so that the sum is a bound.
            total = sum(part.file_size for part in parts)
            if total > MAX_UNZIPPED_BYTES:
                raise InputError("reading.docx_unpacked", name=name, size=total, limit=MAX_UNZIPPED_BYTES)
            for part in parts:
                if part.flag_bits & 1:
                    raise InputError("reading.docx_password", name=name)
                if not part.filename.lower().endswith((".xml", ".rels")):
                    continue
                if part.file_size > MAX_DOCX_XML_BYTES:
                    raise InputError(
                        "reading.docx_part",
                        name=name,
                        part=part.filename,
                        size=part.file_size,
                        limit=MAX_DOCX_XML_BYTES,
                    )
                content = archive.read(part)
                # python-docx leaves entities unresolved, which would drop text in silence; Word never writes any.
                if _DOCTYPE.search(content):
                    raise InputError("reading.docx_entities", name=name, part=part.filename)
                not_read += [
                    label for path, label in _NOT_READ if path == part.filename and re.search(rb"<w:t[ >]", content)
                ]
    except InputError:
        raise
    except Exception as error:  # zipfile: BadZipFile, struct.error, zlib.error, NotImplementedError, EOFError ...
        raise InputError("reading.docx_damaged", name=name, reason=type(error).__name__) from None
    return not_read


def _core_title(document: Any) -> str:
    try:
        return " ".join((document.core_properties.title or "").split())
    except Exception:  # a damaged docProps/core.xml is no reason to refuse the text
        return ""


def _paragraphs(body: Any, styles: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(text, name of the style) of each paragraph in document order; rows of short cells come as one line."""
    # Own stack and own walk: Paragraph.text of python-docx leaves out insertions, content controls and text boxes.
    stack = list(reversed(body))
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED:
            continue
        if node.tag == _W + "tr":
            cells = [[text for text, _ in _paragraphs(cell, styles) if text.strip()] for cell in _cells(node)]
            if sum(map(bool, cells)) > 1 and all(
                len(cell) <= 1 and len("".join(cell)) <= _SHORT_CELL for cell in cells
            ):
                yield " | ".join(cell[0] for cell in cells if cell), ""
            else:
                yield from ((text, "") for cell in cells for text in cell)
        elif node.tag == _W + "p":
            text, boxes = _text(node)
            yield text, styles.get(node.style or "", "")
            for box in boxes:
                yield from _paragraphs(box, styles)
        else:
            stack.extend(reversed(node))


def _cells(row: Any) -> list[Any]:
    return [node for node in row.iter(_W + "tc") if next(node.iterancestors(_W + "tr")) is row]


def _text(paragraph: Any) -> tuple[str, list[Any]]:
    """The text of a paragraph and the text boxes anchored in it."""
    parts: list[str] = []
    boxes: list[Any] = []
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag in _SKIPPED:
            continue
        if node.tag == _W + "txbxContent":
            boxes.append(node)
        elif node.tag == _W + "t":
            parts.append(node.text or "")
        elif node.tag == _W + "tab":
            parts.append("\t")
        elif node.tag in _BREAKS:
            parts.append("\n")
        elif node.tag == _W + "noBreakHyphen":
            parts.append("-")
        else:
            stack.extend(reversed(node))
    return "".join(parts), boxes
