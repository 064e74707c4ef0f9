"""PDF files with text: pages without their numbers and running heads, paragraphs joined again, the headline by its size."""

from __future__ import annotations

import io
import logging
import math
import re
from collections import Counter
from typing import Any

from jianbao import han
from jianbao.errors import InputError
from jianbao.limits import MAX_CHARACTERS, MAX_PDF_OPERATIONS, MAX_PDF_PAGES, MAX_PDF_STREAM_BYTES
from reading.extract import Extract, note
from reading.lines import unwrap
from reading.titles import MAX_TITLE_CHARACTERS

_PAGE_NUMBER = re.compile(
    r"^[\s\-—–·.]*(?:第\s*\d{1,3}\s*页(?:\s*[/,，]?\s*共\s*\d{1,3}\s*页)?|(?:page\s+)?\d{1,3}(?:\s*(?:/|of)\s*\d{1,3})?)[\s\-—–·.]*$",
    re.I,
)
_HAN_BLANK = re.compile(rf"(?<=[{han.CLASS}，。、；：！？]) +(?=[{han.CLASS}，。、；：！？])")
_HAN_PAIR = re.compile(rf"[{han.CLASS}](?=[{han.CLASS}])")


def read(data: bytes, *, name: str, language: str = "zh") -> Extract:
    """The text of a PDF; the largest type on the first page, if larger than that of the body, is the title. Raises InputError."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError

    # pypdf reports every irregularity of a file to its log; the reader of a press release has no use for them.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        # Files that anybody may open and nobody may print are encrypted with an empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("reading.pdf_password", name=name)
        count = len(reader.pages)
        if count > MAX_PDF_PAGES:
            raise InputError("reading.pdf_pages", name=name, count=count, limit=MAX_PDF_PAGES)
        pages, pieces, pictures = _pages(reader, name=name)
    except InputError:
        raise
    except LimitReachedError as error:
        raise InputError("reading.pdf_limit", name=name, reason=type(error).__name__) from None
    except DependencyError:
        raise InputError("reading.pdf_encryption", name=name) from None
    except Exception as error:  # pypdf raises KeyError, TypeError, RecursionError and more on damaged files
        raise InputError("reading.pdf_damaged", name=name, reason=type(error).__name__) from None
    if not any(pages):
        raise InputError("reading.pdf_scanned" if pictures else "reading.pdf_empty", name=name, count=count)
    notes = []
    if empty := sum(not page for page in pages):
        numbers = ", ".join(str(n) for n, page in enumerate(pages, 1) if not page)
        notes.append(note("pages_without_text", empty=empty, count=count, numbers=numbers))
    removed = _strip_margins(pages)
    if removed:
        notes.append(note("margins_removed", count=removed))
    title = _title(pages[next(i for i, page in enumerate(pages) if page)], pieces)
    paragraphs = unwrap([line for page in pages for line in page])
    text = "\n".join(paragraphs)
    if len(_HAN_BLANK.findall(text)) > 0.15 * (len(_HAN_PAIR.findall(text)) + 1):
        paragraphs, title = [_HAN_BLANK.sub("", line) for line in paragraphs], _HAN_BLANK.sub("", title)
    return Extract(paragraphs=tuple(paragraphs), title=title, notes=tuple(notes))


def _pages(reader: Any, *, name: str) -> tuple[list[list[str]], list[tuple[str, float]], bool]:
    """Non-empty lines of each page; (text, size in points) of the pieces of the first page with text; whether there are pictures."""
    operations = characters = drawing = largest = 0
    pieces: list[tuple[str, float]] = []
    pages: list[list[str]] = []
    pictures = False

    def count(operator: bytes, *_: Any) -> None:
        nonlocal operations
        # A form is parsed anew each time it is drawn; ten bytes are about an operation.
        operations += 1 + (largest // 10 if operator == b"Do" else 0)
        if operations > MAX_PDF_OPERATIONS:
            # pypdf swallows errors inside forms; the next operation outside raises again.
            raise InputError("reading.pdf_operations", name=name, limit=MAX_PDF_OPERATIONS)

    def collect(text: str, cm: list[float], tm: list[float], _: Any, size: float) -> None:
        if text.strip():
            pieces.append((text, abs(size) * math.hypot(tm[1], tm[3]) * math.hypot(cm[1], cm[3])))

    for page in reader.pages:
        size, largest, has_picture = _streams(page)
        drawing += size
        if drawing > MAX_PDF_STREAM_BYTES:
            raise InputError(
                "reading.pdf_drawing", name=name, size=drawing, page=len(pages) + 1, limit=MAX_PDF_STREAM_BYTES
            )
        pictures = pictures or has_picture
        text = page.extract_text(visitor_operand_before=count, visitor_text=None if any(pages) else collect) or ""
        if operations > MAX_PDF_OPERATIONS:
            count(b"")
        characters += len(text)
        if characters > 4 * MAX_CHARACTERS:
            raise InputError("reading.too_long", name=name, characters=characters, limit=MAX_CHARACTERS)
        pages.append([line.rstrip() for line in text.splitlines() if line.strip()])
    return pages, pieces, pictures


def _streams(page: Any) -> tuple[int, int, bool]:
    """Unpacked size of a page's instructions and the forms that it may draw, each once; the largest form; any pictures."""
    contents = page.get_contents()
    size = len(contents.get_data()) if contents is not None else 0
    largest = 0
    pictures = False
    seen: set[int] = set()
    queue = [page.get("/Resources")]
    while queue and size <= MAX_PDF_STREAM_BYTES:
        resources = queue.pop()
        resources = resources.get_object() if resources is not None else {}
        xobjects = resources.get("/XObject") if resources else None
        for reference in (xobjects.get_object() if xobjects is not None else {}).values():
            xobject = reference.get_object()
            if id(xobject) in seen or xobject is None:
                continue
            seen.add(id(xobject))
            if xobject.get("/Subtype") == "/Image":
                pictures = True
            elif xobject.get("/Subtype") == "/Form":
                form = len(xobject.get_data())
                size, largest = size + form, max(largest, form)
                queue.append(xobject.get("/Resources"))
    return size, largest, pictures


def _strip_margins(pages: list[list[str]]) -> int:
    """Take page numbers, and the first and last lines that most of three pages or more share, off the pages in place."""
    removed = 0
    edges = Counter(line.strip() for page in pages for line in {*page[:1], *page[-1:]})
    running = {line for line, count in edges.items() if count >= max(3, 0.6 * len(pages))}
    for page in pages:
        for at in (0, -1, 0, -1):
            if page and (_PAGE_NUMBER.match(page[at]) or page[at].strip() in running):
                del page[at]
                removed += 1
    return removed


def _title(page: list[str], pieces: list[tuple[str, float]]) -> str:
    """The largest type near the top of a page, taken out of its lines; "" where nothing is larger than the body."""
    sizes: Counter[float] = Counter()
    for text, size in pieces:
        sizes[round(size, 1)] += len(text)
    if not sizes:
        return ""
    body = sizes.most_common(1)[0][0]
    largest = max(size for _, size in pieces[:15])
    if largest < 1.15 * body:
        return ""
    start = next(i for i, (_, size) in enumerate(pieces) if size == largest)
    end = start
    while end < len(pieces) and pieces[end][1] >= 0.95 * largest:
        end += 1
    wanted = _squeezed("".join(text for text, _ in pieces[start:end]))
    if not 4 <= len(wanted) <= 2 * MAX_TITLE_CHARACTERS:
        return ""
    for first in range(min(15, len(page))):
        for last in range(first + 1, min(first + 5, len(page)) + 1):
            if _squeezed("".join(page[first:last])) == wanted:
                lines = [line.strip() for line in page[first:last]]
                del page[first:last]
                # Lines of a headline may be one that was broken or two that belong together: a blank serves both.
                return " ".join(lines)
    return ""


def _squeezed(text: str) -> str:
    return "".join(text.split())
