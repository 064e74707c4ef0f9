"""The body of a Word document as a person sees it: paragraphs, lists, tables, boxes and notes in reading order, and what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from reading.grid import Cell, laid_out
from reading.readers.colours import is_unseen, parsed
from reading.readers.word.equations import M, equation, hidden
from reading.readers.word.fields import chosen, drawn
from reading.readers.word.grounds import Grounds
from reading.readers.word.numbering import Lists
from reading.readers.word.styles import WHITE, Looks, Styles, W, is_on, value
from reading.scripts import beside, lowered, raised
from reading.symbols import character, written

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What was moved away, the second copy of a text box, the instructions of fields, the pinyin above characters, properties.
_SKIPPED = frozenset(
    [_FALLBACK, *(W + name for name in ("moveFrom", "instrText", "delInstrText", "delText", "rt", "rPr", "pPr"))]
)
_BREAKS = frozenset(W + name for name in ("br", "cr"))
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
"""Text in shapes of letters; in a header it is a watermark."""
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DRAWINGS = frozenset({f"{_PLACED}anchor", f"{_PLACED}inline"})
_TABS = frozenset(W + name for name in ("tab", "ptab"))
_OBJECTS = frozenset(
    [
        "{urn:schemas-microsoft-com:office:office}OLEObject",
        "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
        "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    ]
)
_PICTURES = frozenset(
    ["{http://schemas.openxmlformats.org/drawingml/2006/picture}pic", "{urn:schemas-microsoft-com:vml}imagedata"]
)
_PROMPT_STYLE = "placeholder text"
_PROMPT = re.compile(
    r"[请請]?(?:在此|[单單][击擊]|[点點][击擊]|按一下|[选選][择擇]|[输輸]入|填[写寫])[^。，\d]{0,30}[。.]?$|(?:Click|Choose|Select|Enter|Tap)\b[^.]{0,60}\.?$",
    re.I,
)
"""What an empty field of a form asks for, in any style."""
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text as it is seen, and the name of its style in lower case ("" in a table)."""

    text: str
    style: str = ""


@dataclass(slots=True)
class _Field:
    """A field that has not ended. begun: its result has. shown: the result has text. chosen: what a form field of Word 97 shows."""

    instruction: str = ""
    chosen: str = ""
    begun: bool = False
    shown: bool = False


@dataclass(slots=True)
class Word:
    """Reads a body. notes: (footnote or endnote, id) -> its element. imported: reads a part that the body imports, by its relation.

    grounds: what letters stand on in cells, boxes and on the page.
    left: how many passages, pictures and objects were left out, by the name of their note.
    """

    styles: Styles
    lists: Lists
    notes: dict[tuple[str, str], Any] = field(default_factory=dict)
    imported: Callable[[str], list[str] | None] = lambda _: None
    fields: bool = True
    grounds: Grounds | None = None
    left: Counter[str] = field(default_factory=Counter)
    _open: list[_Field] = field(default_factory=list)
    _passage: str = ""
    _numbered: int = 0
    _ground: str = ""

    def leave_out_prompts(self, body: Any) -> None:
        """Blank, in place, what empty form fields ask for; a field that a program filled and did not unmark keeps its text."""
        for control in body.iter(f"{W}sdt"):
            runs = list(control.iter(f"{W}r"))
            texts = [text for run in runs for text in run.iter(f"{W}t")]
            said = "".join(text.text or "" for text in texts).strip()
            if not said or not is_on(control.find(f"{W}sdtPr"), "showingPlcHdr"):
                continue
            looks = {
                self.styles.name(value(run.find(f"{W}rPr"), "rStyle"))
                for run in runs
                if run.find(f"{W}rPr") is not None
            }
            if looks == {_PROMPT_STYLE} or _PROMPT.match(said):
                self.left["prompts"] += 1
                for text in texts:
                    text.text = ""

    def paragraphs(self, parent: Any) -> Iterator[Paragraph]:
        """The paragraphs of an element, rows of tables as one paragraph each."""
        pending = ""
        for node in _blocks(parent):
            if node.tag == f"{W}tbl":
                if pending.strip():  # a table joins nothing
                    yield Paragraph(pending)
                    pending = ""
                yield from self._table(node)
            elif node.tag == f"{W}subDoc":
                self.left["imported_not_read"] += 1
            elif node.tag == f"{W}altChunk":
                texts = self.imported(node.get(f"{R}id", ""))
                self.left["imported_not_read"] += texts is None
                yield from (Paragraph(text) for text in texts or ())
            else:
                paragraph, boxes, notes = self._paragraph(node, goes_on=bool(pending.strip()))
                if _is_mark_deleted(node) or _is_initial(node):
                    # Without its mark, what is left of a paragraph belongs to the next, as does a large initial.
                    pending += paragraph.text
                elif paragraph.text.strip() or pending.strip():
                    yield Paragraph(pending + paragraph.text, paragraph.style)
                    pending = ""
                for box in boxes:
                    yield from self.paragraphs(box)
                for note in notes:
                    yield from self._note(note)
        if pending.strip():
            yield Paragraph(pending)

    def _note(self, key: tuple[str, str]) -> Iterator[Paragraph]:
        element = self.notes.get(key)
        texts = [] if element is None else [p.text.strip() for p in self.paragraphs(element)]
        if text := " ".join(filter(None, texts)):
            self._numbered += 1
            yield Paragraph(f"[{self._numbered}] {text}")

    def _table(self, table: Any) -> Iterator[Paragraph]:
        rows = []
        for row in _rows(table):
            properties = row.find(f"{W}trPr")
            if is_on(properties, "del") or is_on(properties, "hidden"):
                self.left["deleted" if is_on(properties, "del") else "hidden"] += 1
                continue
            cells = [self._cell(cell) for cell in _cells(row)]
            # Columns that a row leaves out before its first cell.
            skipped = _span("" if properties is None else value(properties, "gridBefore"), usual=0)
            rows.append([Cell(())] * skipped + cells)
        yield from (Paragraph(line) for line in laid_out(rows))

    def _cell(self, cell: Any) -> Cell:
        properties = cell.find(f"{W}tcPr")
        span, merged = "", False
        if properties is not None:
            span = value(properties, "gridSpan")
            merge = properties.find(f"{W}vMerge")
            merged = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        lines = [] if merged else [p.text.strip() for p in self.paragraphs(cell) if p.text.strip()]
        return Cell(tuple(lines), span=_span(span, usual=1), nested=next(cell.iter(f"{W}tbl"), None) is not None)

    def _paragraph(self, node: Any, *, goes_on: bool = False) -> tuple[Paragraph, list[Any], list[tuple[str, str]]]:
        """The text of a paragraph, the text boxes anchored in it, and the notes that it refers to.

        goes_on: it is the rest of one whose mark is deleted, so that it has no number of its own in a list.
        """
        properties = node.find(f"{W}pPr")
        style = (value(properties, "pStyle") if properties is not None else "") or self.styles.default_paragraph
        parts: list[str] = []
        boxes: list[Any] = []
        notes: list[tuple[str, str]] = []
        self._passage = ""
        self._ground = self.styles.ground_of(properties, style)
        self._inline(node, style, parts, boxes, notes)
        text = "".join(parts)
        number = ""
        if text.strip() and not goes_on and (place := self.styles.list_of(properties, style)):
            number = self.lists.next(*place)
        return Paragraph(number + text.lstrip() if number else text, self.styles.name(style)), boxes, notes

    def _inline(self, node: Any, style: str, parts: list[str], boxes: list[Any], notes: list[tuple[str, str]]) -> None:
        """Add what the children of an element say."""
        for child in node:
            if child.tag in (f"{W}del", f"{W}moveFrom"):
                if child.tag == f"{W}del":
                    said = "".join(t.text or "" for t in child.iter(f"{W}delText", f"{W}t"))
                    self._leave_out("deleted", said + self._noted(child))
                    self._leave_out("deleted", "".join(t.text or "" for t in child.iter(f"{M}t")))
            elif child.tag in _SKIPPED and not _is_lone(child):
                continue
            elif child.tag in (f"{M}oMath", f"{M}oMathPara"):
                parts.append(beside("".join(parts[-1:]), self._equation(child)))
            elif child.tag == f"{W}bdo" and child.get(f"{W}val") == "rtl":
                parts.append("\u202e")
                self._inline(child, style, parts, boxes, notes)
                parts.append("\u202c")
            elif child.tag == f"{W}r":
                self._run(child, style, parts, boxes, notes)
            elif child.tag == f"{W}txbxContent":
                boxes.append(child)
            elif _is_off(child):
                self._leave_out("hidden", "".join(t.text or "" for t in child.iter(f"{W}t")))
            else:
                self._count(child)
                self._inline(child, style, parts, boxes, notes)

    def _run(self, run: Any, style: str, parts: list[str], boxes: list[Any], notes: list[tuple[str, str]]) -> None:
        properties = run.find(f"{W}rPr")
        looks = self.styles.run(properties, style)
        text: list[str] = []
        referred: list[tuple[str, str]] = []
        for child in run:
            self._piece(child, style, text, boxes, referred)
        said = written(looks.font, "".join(text))
        said = said.upper() if looks.capital else said
        why = "hidden" if looks.hidden or self._is_on_its_own_colour(run, looks) else "struck" if looks.struck else ""
        if why:
            self._leave_out(why, said + self._noted(run))
            return
        notes += referred
        if said.strip():
            self._passage = ""
        shift = {"superscript": raised, "subscript": lowered}.get(looks.shift)
        parts.append(shift(said) if shift else said)

    def _is_on_its_own_colour(self, run: Any, looks: Looks) -> bool:
        """Whether letters have the colour of what they stand on: white on a white page, black under a black bar."""
        if not looks.colour:
            return False
        if not (looks.ground or self._ground):
            self._ground = WHITE if self.grounds is None else self.grounds.below(run)
        colour, ground = parsed(f"#{looks.colour}"), parsed(f"#{looks.ground or self._ground}")
        return colour is not None and ground is not None and is_unseen(colour, ground)

    def _piece(self, node: Any, style: str, text: list[str], boxes: list[Any], notes: list[tuple[str, str]]) -> None:
        """Add what an element of a run says."""
        if node.tag == f"{W}fldChar" and self.fields:
            kind = node.get(f"{W}fldCharType")
            if kind == "begin":
                self._open.append(_Field(chosen=chosen(node)))
            elif kind == "separate" and self._open:
                self._open[-1].begun = True
            elif kind == "end" and self._open:
                ended = self._open.pop()
                if not ended.shown and all(outer.begun for outer in self._open):
                    text.append(ended.chosen or drawn(ended.instruction))
        elif node.tag == f"{W}instrText" and self._open:
            self._open[-1].instruction += node.text or ""
        elif (node.tag in _SKIPPED and not _is_lone(node)) or not all(field.begun for field in self._open):
            return
        elif _is_off(node):
            self._leave_out("hidden", "".join(t.text or "" for t in node.iter(f"{W}t")))
        elif node.tag == _DRAWN:
            text.append(node.text or "")
        elif node.tag == WORD_ART:
            text.append(node.get("string", ""))
        elif node.tag == f"{W}t":
            text.append(node.text or "")
            for outer in self._open:
                outer.shown = outer.shown or bool(node.text)
        elif node.tag in _TABS:
            text.append("\t")
        elif node.tag in _BREAKS:
            text.append("\n")
        elif node.tag == f"{W}noBreakHyphen":
            text.append("-")
        elif node.tag == f"{W}sym":
            code = node.get(f"{W}char", "")
            text.append(character(node.get(f"{W}font", ""), int(code, 16) if len(code) <= 6 and _is_hex(code) else 0))
        elif node.tag in _NOTES:
            notes.append((_NOTES[node.tag], node.get(f"{W}id", "")))
        elif node.tag == f"{W}txbxContent":
            boxes.append(node)
        elif node.tag in (f"{M}oMath", f"{M}oMathPara"):
            text.append(self._equation(node))
        elif node.tag == f"{W}r":
            # The base of ruby: runs inside a run.
            self._run(node, style, text, boxes, notes)
        else:
            self._count(node)
            for child in node:
                self._piece(child, style, text, boxes, notes)

    def _noted(self, node: Any) -> str:
        """The text of the notes that an element refers to: nobody sees them where nobody sees the reference."""
        notes = [self.notes.get((_NOTES[part.tag], part.get(f"{W}id", ""))) for part in node.iter(*_NOTES)]
        return "".join(t.text or "" for note in notes if note is not None for t in note.iter(f"{W}t"))

    def _equation(self, node: Any) -> str:
        for part in node.iter(f"{W}del", f"{M}r", f"{M}phant"):
            if why := hidden(part):
                self._leave_out(why, "".join(t.text or "" for t in part.iter(f"{M}t")))
        return equation(node)

    def _count(self, node: Any) -> None:
        if node.tag in _PICTURES:
            self.left["pictures"] += 1
        elif node.tag in _OBJECTS:
            self.left["objects"] += 1

    def _leave_out(self, why: str, text: str) -> None:
        """Count what is left out; neighbours are one passage."""
        if text.strip() and self._passage != why:
            self.left[why] += 1
            self._passage = why


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs, tables and imports below an element, through content controls and the like, in order."""
    stack = list(reversed(parent))
    while stack:
        node = stack.pop()
        if node.tag in (f"{W}p", f"{W}tbl", f"{W}altChunk", f"{W}subDoc"):
            yield node
        elif isinstance(node.tag, str) and node.tag not in _SKIPPED and node.tag != f"{W}del":
            stack.extend(reversed(node))


def _rows(table: Any) -> list[Any]:
    return [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]


def _cells(row: Any) -> list[Any]:
    """The cells of a row that are left after tracked changes."""
    cells = [cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row]
    return [cell for cell in cells if cell.find(f"{W}tcPr/{W}cellDel") is None]


def _span(text: str, *, usual: int) -> int:
    return min(int(text), 60) if text.isdigit() and len(text) < 4 else usual


def _is_lone(node: Any) -> bool:
    """Whether what stands for another form of the same thing stands alone."""
    parent = node.getparent()
    return (
        node.tag == _FALLBACK and parent.tag == f"{_MARKUP}AlternateContent" and parent.find(f"{_MARKUP}Choice") is None
    )


def _is_off(node: Any) -> bool:
    """Whether a shape or drawing is set not to be shown."""
    if node.tag in _DRAWINGS:
        named = node.find(f"{_PLACED}docPr")
        return named is not None and named.get("hidden") in ("1", "true")
    return "visibility:hidden" in node.get("style", "").replace(" ", "").lower()


def _is_initial(paragraph: Any) -> bool:
    """Whether a paragraph is the large first letter of the next."""
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


def _is_mark_deleted(paragraph: Any) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return is_on(mark, "del") or is_on(mark, "vanish")


def _is_hex(text: str) -> bool:
    return bool(text) and all(c in "0123456789abcdefABCDEF" for c in text)
