"""Files of press releases, made in memory: Word documents of parts, pages of a PDF, archives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.oxml import parse_xml

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word(
    *parts: Any, core_title: str = "", styles: Sequence[str] = (), extra: Mapping[str, str] | None = None
) -> bytes:
    """A .docx of (text, style) pairs, rows of a table (a list of lists of cells), plain texts, and XML strings.

    styles: XML of styles to add. extra: kinds of parts (footnotes, numbering) to their XML, without namespaces.
    """
    document = docx.Document()
    document.core_properties.title = core_title
    for style in styles:
        document.styles.element.append(xml(style))
    for part in parts:
        if isinstance(part, list):
            table = document.add_table(len(part), len(part[0]))
            for row, cells in zip(table.rows, part, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        elif isinstance(part, tuple):
            document.add_paragraph(part[0], style=part[1])
        elif part.startswith("<"):
            document.element.body.insert(-1, xml(part))
        else:
            document.add_paragraph(part)
    file = io.BytesIO()
    document.save(file)
    data = file.getvalue()
    for kind, content in (extra or {}).items():
        data = with_part(
            data, f"word/{kind}.xml", with_namespaces(content).encode(), kind=kind, type=f"{_WORD}.{kind}+xml"
        )
    return data


def xml(source: str) -> Any:
    """An element of Office XML, its namespaces declared."""
    return parse_xml(with_namespaces(source))


def with_namespaces(source: str) -> str:
    """XML whose first element declares the namespaces of Office."""
    end = source.index("/>") if source.find("/>") == source.find(">") - 1 else source.index(">")
    return f"{source[:end]} {NAMESPACES}{source[end:]}"


def archive(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def with_part(data: bytes, name: str, content: bytes, *, kind: str, type: str, id: str = "") -> bytes:
    """A .docx with one part more, which its main part names; a part of that kind that is there gives way."""
    parts = parts_of(data)
    rels = "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="{id or "x" + kind}" Type="{_RELATION}/{kind}" Target="/{name}"/>'
    old = parts[rels].decode()
    if f'/{kind}"' in old and not id:
        old = "".join(piece for piece in old.replace("/><R", "/>\0<R").split("\0") if f'/{kind}"' not in piece)
        old = old if old.endswith("</Relationships>") else old + "</Relationships>"
    parts[rels] = old.replace("</Relationships>", f"{relation}</Relationships>").encode()
    types = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/{name}" ContentType="{type}"/>'
    if f'PartName="/{name}"' not in types:
        types = types.replace("</Types>", f"{override}</Types>")
    parts["[Content_Types].xml"] = types.encode()
    parts[name] = content
    return archive(parts)


Piece = tuple[float, float, float, str]


def pdf(*pages: Sequence[Piece | Any], picture: bool = False) -> bytes:
    """A PDF of pages: (x, y, size, text) pieces, and functions that draw on the canvas (reportlab)."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file)
    for page in pages:
        for piece in page:
            if callable(piece):
                piece(canvas)
                continue
            x, y, size, text = piece
            canvas.setFont("STSong-Light", size)
            canvas.drawString(x, y, text)
        if picture:
            canvas.drawImage(ImageReader(io.BytesIO(png())), 10, 10)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def png() -> bytes:
    """A picture of one grey point."""
    import zlib

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    header = (1).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    )


def printed(text: str, *, x: float = 72, top: float = 700, columns: int = 36, size: float = 12) -> list[Piece]:
    """The lines of a paragraph as a word processor prints them."""
    lines = [text[i : i + columns] for i in range(0, len(text), columns)]
    return [(x, top - 1.5 * size * i, size, line) for i, line in enumerate(lines)]
