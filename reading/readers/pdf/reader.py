"""PDF files with text: what the pages show, in reading order, without page numbers and running heads; paragraphs joined again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median
from typing import Any

from jianbao.errors import InputError
from jianbao.limits import MAX_CHARACTERS, MAX_PDF_OBJECTS, MAX_PDF_PAGES
from reading.extract import Extract, Note, note
from reading.lines import unwrap
from reading.readers.pdf import margins
from reading.readers.pdf.columns import Line, lines_of
from reading.readers.pdf.glyphs import look_at, objects_of
from reading.readers.pdf.layers import comments
from reading.titles import MAX_TITLE_CHARACTERS

_HAN_BLANK = re.compile(r"(?<=[一-鿿，。、；：！？]) +(?=[一-鿿，。、；：！？])")
_HAN_PAIR = re.compile(r"[一-鿿](?=[一-鿿])")
_NOTE_NUMBER = re.compile(r"^(?:[\[［(（]?\d{1,2}[\]］)）.．]?\s*|[①-⑳]\s*|[*＊※†]\s*|注\d?[:：])(?=\S)")
_MARKS = 2
"""Empty lines and indents up to which they part headings, not paragraphs."""
_INDENT = 1.2
"""Characters by which the first line of a paragraph stands in."""


@dataclass(slots=True)
class _Pages:
    """Lines of each page in reading order; from where to where it goes; what was left out; pages with columns, with a layer of
    recognised text; pictures beside text; whether a page without text has a drawing."""

    lines: list[list[Line]]
    spans: list[margins.Span]
    left: Counter[str]
    columned: list[int]
    layers: list[int]
    pictures: int = 0
    scanned: bool = False


def read(data: bytes, *, name: str, language: str = "zh") -> Extract:
    """The text of a PDF; the largest type on the first page, if larger than that of the body, is the title. Raises InputError."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise InputError(
            "reading.pdf_password" if locked else "reading.pdf_damaged", name=name, reason="PDFium"
        ) from None
    if count > MAX_PDF_PAGES:
        raise InputError("reading.pdf_pages", name=name, count=count, limit=MAX_PDF_PAGES)
    pages = _pages(document, name=name)
    if not any(pages.lines):
        if not count:
            raise InputError("reading.pdf_damaged", name=name, reason="/Pages")
        raise InputError("reading.pdf_scanned" if pages.scanned else "reading.pdf_empty", name=name, count=count)
    notes = _notes(pages, count)
    removed = margins.strip(pages.lines, pages.spans)
    if removed:
        notes.append(note("margins_removed", count=removed))
    pages.lines = [page for page in pages.lines if page] or pages.lines
    title = _title(pages.lines[0])
    foot = [line.text for page in pages.lines for line in _footnotes(page)]
    lines = [line for page in pages.lines for line in _parted(page)]
    marks = sum(not text or text[0] == "\u3000" for text, _ in lines)
    paragraphs: list[str] = []
    for row, group in groupby(lines, key=itemgetter(1)):
        texts = [text for text, _ in group]
        paragraphs += texts if row else unwrap(texts, marked=marks > _MARKS)
    paragraphs += foot
    text = "\n".join(paragraphs)
    if len(_HAN_BLANK.findall(text)) > 0.15 * (len(_HAN_PAIR.findall(text)) + 1):
        paragraphs, title = [_HAN_BLANK.sub("", line) for line in paragraphs], _HAN_BLANK.sub("", title)
    return Extract(paragraphs=tuple(paragraphs), title=title, notes=tuple(notes))


def _pages(document: Any, *, name: str) -> _Pages:
    pages = _Pages([], [], Counter(), [], [])
    characters = objects = 0
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except Exception:  # pypdfium2 raises its own error for a page that is not there
            pages.lines.append([])
            pages.spans.append((0.0, 0.0))
            continue
        objects += objects_of(page)
        if objects > MAX_PDF_OBJECTS:
            raise InputError("reading.pdf_objects", name=name, count=objects, page=number, limit=MAX_PDF_OBJECTS)
        look = look_at(page, limit=4 * MAX_CHARACTERS)
        characters += look.characters
        if characters > 4 * MAX_CHARACTERS:
            raise InputError("reading.too_long", name=name, characters=characters, limit=MAX_CHARACTERS)
        lines, columned = lines_of(look.glyphs)
        pages.lines.append(lines)
        pages.spans.append(look.span)
        pages.left.update(look.left)
        pages.left["annotations"] += comments(page)
        pages.columned += [number] * columned
        pages.layers += [number] * look.layer
        pages.pictures += look.pictures if lines and not look.layer else 0
        pages.scanned = pages.scanned or (not lines and look.drawn)
        page.close()
    return pages


def _notes(pages: _Pages, count: int) -> list[Note]:
    notes = [
        note(why, count=pages.left[why]) for why in ("hidden", "struck", "watermark", "annotations") if pages.left[why]
    ]
    if empty := [str(number) for number, page in enumerate(pages.lines, 1) if not page]:
        notes.append(note("pages_without_text", empty=len(empty), count=count, numbers=", ".join(empty)))
    if pages.pictures:
        notes.append(note("pictures", count=pages.pictures))
    for numbers, code in ((pages.columned, "columns"), (pages.layers, "recognised")):
        if numbers:
            notes.append(note(code, count=len(numbers), numbers=", ".join(map(str, numbers))))
    return notes


def _title(page: list[Line]) -> str:
    """The largest type near the top of a page, taken out of its lines; "" where nothing is larger than the body."""
    top = page[:15]
    body = _body_size(page)
    largest = max((line.size for line in top), default=0.0)
    if largest < 1.15 * body:
        return ""
    start = next(n for n, line in enumerate(top) if line.size >= 0.99 * largest)
    end = start
    while end < len(top) and top[end].size >= 0.95 * largest:
        end += 1
    lines = [line.text.strip() for line in page[start:end]]
    if not 4 <= len("".join("".join(lines).split())) <= 2 * MAX_TITLE_CHARACTERS:
        return ""
    del page[start:end]
    # Lines of a headline may be one that was broken or two that belong together: a blank serves both.
    return " ".join(lines)


def _body_size(page: list[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in page:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _footnotes(page: list[Line]) -> list[Line]:
    """The notes at the foot of a page, in smaller type and numbered, taken out of its lines: a sentence may run on across them."""
    body = _body_size(page)
    start = len(page)
    while start and page[start - 1].size < 0.9 * body:
        start -= 1
    if start == len(page) or start == 0 or not _NOTE_NUMBER.match(page[start].text):
        return []
    notes = page[start:]
    del page[start:]
    merged: list[Line] = []
    for line in notes:
        if merged and not _NOTE_NUMBER.match(line.text):
            last = merged.pop()
            line = Line(unwrap([last.text, line.text])[0], last.x, line.end, last.y, last.size)
        merged.append(line)
    return merged


def _parted(page: list[Line]) -> list[tuple[str, bool]]:
    """The lines of a page with the indents and empty lines that part its paragraphs, and whether each is a row of a table."""
    lines: list[tuple[str, bool]] = []
    steps = [above.y - below.y for above, below in pairwise(page) if above.y > below.y]
    step = median(steps) if steps else 0.0
    for n, line in enumerate(page):
        if line.row:
            lines.append((line.text, True))
            continue
        if n and page[n - 1].y - line.y > 1.4 * step:
            lines.append(("", False))
        # Columns have margins of their own.
        margin = min(other.x for other in page if abs(other.x - line.x) < 6 * line.size)
        indented = _INDENT * line.size < line.x - margin < 5 * line.size
        lines.append((("\u3000\u3000" if indented else "") + line.text, False))
    return lines
