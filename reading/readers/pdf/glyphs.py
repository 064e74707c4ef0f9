"""The characters of a PDF page with their places, told apart into those that are seen and those that are not (PDFium)."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reading.readers.pdf.clips import Box, clipped_to
from reading.readers.pdf.layers import Painted, switched_off

_INVISIBLE_MODES = frozenset({3, 7})
"""Render modes of text that paints nothing: invisible, and clipping alone."""
_LAYER = "OC\0".encode("utf-16-le")
"""The name by which a file marks the content of a layer, as PDFium writes it."""
_TINY = 1.5
"""Points below which nobody reads a character."""
_PALE, _DARK = 0xF5, 0x30
"""Least part of red, green and blue of white; greatest of black."""
_OPAQUE = 0xF0
_OUTLINES = 50
"""Shapes of a page without text above which it may be text that was turned into outlines."""
_MAX_SHAPES = 5_000
"""Shapes of a page that are asked for their colour; a drawing has more, and its letters are seen."""
_CORNERS = 5
"""Segments of the path of a rectangle; a frame has more."""
_LINE = 2.5
"""Points of the height of a line at most."""
_STRIKE = (0.18, 0.45)
"""How far above the base line such a line is, in sizes of the character: a line below words is lower, one of a table between them."""
_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character. x, y: the origin on its base line, in points from the left and the bottom. end: where the next one would stand."""

    text: str
    x: float
    y: float
    end: float
    size: float


@dataclass(slots=True)
class Look:
    """What a page shows. left: passages that are not seen, by the name of their note. layer: whether the text is a layer of recognised
    characters below a picture. pictures: those that take a twentieth of the page or more. drawn: whether there is any picture, or as many
    shapes as letters drawn as outlines have. span: where the page begins and ends from the bottom up, as its characters stand.
    characters: how many the page has in all."""

    glyphs: list[Glyph] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    layer: bool = False
    pictures: int = 0
    drawn: bool = False
    width: float = 0.0
    height: float = 0.0
    span: tuple[float, float] = (0.0, 0.0)
    characters: int = 0


@dataclass(frozen=True, slots=True)
class _Run:
    """What the characters of one text object have in common. optional: whether it may be in a layer that is switched off.

    colour: red, green and blue of its letters, where they are filled. clip: what is painted of it, None for all.
    """

    size: float
    angle: int
    why: str
    order: int
    key: int = 0
    optional: bool = False
    colour: tuple[int, int, int] | None = None
    clip: Box | None = None


@dataclass(frozen=True, slots=True)
class _Shape:
    order: int
    box: Box
    kind: int
    white: bool
    cover: bool
    colour: tuple[int, int, int] | None = None
    """Of a rectangle that lets nothing through."""


@dataclass(frozen=True, slots=True)
class _Bars:
    """Thin lines of a page, by their heights: those that strike text out, and those of tables and below words."""

    heights: list[float]
    boxes: list[Box]

    @classmethod
    def of(cls, boxes: Sequence[Box]) -> _Bars:
        boxes = sorted(boxes, key=lambda box: box[1] + box[3])
        return cls([(box[1] + box[3]) / 2 for box in boxes], boxes)

    def strike(self, glyph: Glyph) -> bool:
        """Whether one goes through the middle of a character, as wide as that or wider."""
        low, high = (bisect_left(self.heights, glyph.y + share * glyph.size) for share in _STRIKE)
        middle = (glyph.x + glyph.end) / 2
        return any(box[0] <= middle <= box[2] for box in self.boxes[low:high])


def look_at(page: Any, *, limit: int) -> Look:
    """The characters that a page (pypdfium2) shows, in the order of the file; of a page with more than the limit their number alone."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page.get_bbox()
    text = page.get_textpage()
    look = Look(width=right - left, height=top - bottom, characters=text.count_chars())
    if look.characters > limit:
        return look
    shapes, lines, orders = _shapes(page)
    bars = _Bars.of(lines)
    grounds = {shape.colour for shape in shapes if shape.colour is not None}
    area = look.width * look.height or 1.0
    look.pictures = sum(s.kind == _IMAGE and (s.box[2] - s.box[0]) * (s.box[3] - s.box[1]) >= area / 20 for s in shapes)
    look.drawn = len(shapes) > _OUTLINES or any(s.kind in (_IMAGE, _FORM, _SHADING) for s in shapes)
    hidden: list[Glyph] = []
    runs: dict[int, _Run] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    passage: object = None
    turned: Counter[int] = Counter()
    found: list[tuple[Glyph, _Run]] = []
    handle = text.raw
    for at in range(look.characters):
        if pdfium.FPDFText_IsGenerated(handle, at) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(handle, at)
        owner = pdfium.FPDFText_GetTextObject(handle, at)
        key = _address(owner)
        run = runs.get(key)
        if run is None:
            run = runs[key] = _run(handle, at, owner, orders.get(key, -1), key)
        pdfium.FPDFText_GetCharOrigin(handle, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(handle, at, box)
        glyph = Glyph(_character(code), x.value, y.value, max(box.right, x.value), run.size)
        found.append((glyph, run))
        turned[run.angle] += 1
    off = _off(page, found) if any(run.optional for run in runs.values()) else set()
    straight = turned.most_common(1)[0][0] if turned else 0
    for glyph, run in found:
        why = run.why
        if not why and run.angle != straight:
            why = "watermark" if run.angle % 90 else ""
        if not why and not (left - 1 <= glyph.x <= right + 1 and bottom - 1 <= glyph.y <= top + 1):
            why = "hidden"
        if not why and run.key in off:
            why = "hidden"
        if not why and bars.heights and glyph.text.strip() and not straight and bars.strike(glyph):
            why = "struck"
        if not why and shapes:
            why = _covered(glyph, run, shapes)
        if why == "white":
            why = "" if _on_ground(glyph, shapes) else "hidden"
        if not why and run.colour in grounds and _on_its_colour(glyph, run, shapes):
            why = "hidden"
        if not why and run.clip is not None and not _inside(glyph, _widened(run.clip)):
            why = "hidden"
        if not why:
            look.glyphs.append(_straightened(glyph, straight, look))
            passage = None if glyph.text.strip() else passage
            continue
        if why == "invisible":
            hidden.append(_straightened(glyph, straight, look))
        if glyph.text.strip() and passage != (why, run):
            look.left["hidden" if why == "invisible" else why] += 1
            passage = (why, run)
    seen = sum(bool(glyph.text.strip()) for glyph in look.glyphs)
    if look.pictures and len(hidden) > 9 * seen:
        # A scan with the text that was recognised below it.
        look.layer, look.glyphs = True, look.glyphs + hidden
        del look.left["hidden"]
    if straight in (90, 270):
        look.width, look.height = look.height, look.width
    turns = {90: (-right, -left), 180: (-top, -bottom), 270: (left, right)}
    look.span = turns.get(straight, (bottom, top))
    return look


def _address(pointer: Any) -> int:
    """Where an object of PDFium is: what tells it from others; 0 for none."""
    return ctypes.addressof(pointer.contents) if pointer else 0


def _character(code: int) -> str:
    if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\ufffd"
    # PDFium writes U+0002 for a hyphen at the end of a line.
    return "-" if code == 2 else chr(code)


def _run(text: Any, at: int, owner: Any, order: int, key: int) -> _Run:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    scale, angle = 1.0, 0
    if pdfium.FPDFText_GetMatrix(text, at, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        # A slant of a degree is that of a scan.
        angle = next((right for right in (0, 90, 180, 270, 360) if abs(angle - right) <= 2), angle) % 360
    size = pdfium.FPDFText_GetFontSize(text, at) * scale
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    why, colour = "", None
    mode = pdfium.FPDFTextObj_GetTextRenderMode(owner)
    if mode in _INVISIBLE_MODES:
        why = "invisible"
    elif size < _TINY:
        why = "hidden"
    elif mode == 0 and pdfium.FPDFText_GetFillColor(text, at, red, green, blue, alpha):
        if alpha.value < 0x08:
            why = "hidden"
        elif min(red.value, green.value, blue.value) >= _PALE:
            why = "white"
        else:
            colour = (red.value, green.value, blue.value)
    optional = order < 0 or _is_in_layer(owner)
    return _Run(size, angle, why, order, key, optional, colour, clip=None if order < 0 else clipped_to(owner))


def _is_in_layer(owner: Any) -> bool:
    """Whether a text object is marked as the content of a layer. Of what a form draws, which has no order, nothing is known."""
    import pypdfium2.raw as pdfium

    name = (ctypes.c_ushort * 3)()
    length = ctypes.c_ulong()
    for at in range(max(0, pdfium.FPDFPageObj_CountMarks(owner))):
        mark = pdfium.FPDFPageObj_GetMark(owner, at)
        if pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length) and bytes(name) == _LAYER:
            return True
    return False


def _off(page: Any, found: Sequence[tuple[Glyph, _Run]]) -> set[int]:
    """The text objects of layers that are switched off."""
    import pypdfium2.raw as pdfium

    fonts: dict[int, tuple[int, bool]] = {}
    characters = []
    for glyph, run in found:
        if not glyph.text.strip():
            continue
        if run.key not in fonts:
            font = pdfium.FPDFTextObj_GetFont(ctypes.cast(run.key, pdfium.FPDF_PAGEOBJECT))
            fonts[run.key] = (_address(font), bool(font) and pdfium.FPDFFont_GetIsEmbedded(font) == 1)
        box = (glyph.x, glyph.y - 0.1 * glyph.size, max(glyph.end, glyph.x + 1), glyph.y + 0.8 * glyph.size)
        characters.append(Painted(box, run.key, run.optional, *fonts[run.key]))
    return switched_off(page, characters)


def objects_of(page: Any) -> int:
    """How many objects a page is painted of."""
    import pypdfium2.raw as pdfium

    return int(pdfium.FPDFPage_CountObjects(page))


def _shapes(page: Any) -> tuple[list[_Shape], list[Box], dict[int, int]]:
    """Filled shapes and pictures of a page in the order of painting; its thin level lines; the places of its text objects."""
    import pypdfium2.raw as pdfium

    shapes: list[_Shape] = []
    lines: list[Box] = []
    orders: dict[int, int] = {}
    sides = tuple(ctypes.c_float() for _ in range(4))
    colour = tuple(ctypes.c_uint() for _ in range(4))
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    for order in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, order)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == _TEXT:
            orders[_address(item)] = order
            continue
        if len(shapes) >= _MAX_SHAPES or not pdfium.FPDFPageObj_GetBounds(item, *sides):
            continue
        box = (sides[0].value, sides[1].value, sides[2].value, sides[3].value)
        if kind in (_IMAGE, _SHADING, _FORM):
            shapes.append(_Shape(order, box, kind, white=False, cover=False))
        elif kind == _PATH and pdfium.FPDFPath_GetDrawMode(item, mode, stroke) and (mode.value or stroke.value):
            if box[3] - box[1] <= _LINE and len(lines) < _MAX_SHAPES:
                lines.append(box)
            if not mode.value or not pdfium.FPDFPageObj_GetFillColor(item, *colour):
                continue
            parts = [part.value for part in colour[:3]]
            white = min(parts) >= _PALE
            opaque = colour[3].value >= _OPAQUE
            # Yellow and other marks are painted over text too, and let it through.
            own = (parts[0], parts[1], parts[2]) if opaque and pdfium.FPDFPath_CountSegments(item) <= _CORNERS else None
            shapes.append(_Shape(order, box, kind, white, opaque and (white or max(parts) <= _DARK), own))
    return shapes, lines, orders


def _covered(glyph: Glyph, run: _Run, shapes: list[_Shape]) -> str:
    """hidden where a black or white area was painted over a character."""
    if run.order < 0:
        return ""
    return "hidden" if any(s.cover and s.order > run.order and _inside(glyph, s.box) for s in shapes) else ""


def _on_ground(glyph: Glyph, shapes: list[_Shape]) -> bool:
    """Whether a white character stands on a picture or an area of another colour."""
    return any(not shape.white and _inside(glyph, shape.box) for shape in shapes)


def _on_its_colour(glyph: Glyph, run: _Run, shapes: list[_Shape]) -> bool:
    """Whether the last that was painted where a character stands, before it, is an area of its own colour."""
    below = [shape for shape in shapes if shape.order < run.order and _inside(glyph, shape.box)]
    return bool(below) and below[-1].colour == run.colour


def _widened(box: Box) -> Box:
    """A clip that cuts off the edge of a letter leaves it to be read."""
    return (box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1)


def _inside(glyph: Glyph, box: Box) -> bool:
    x, y = (glyph.x + glyph.end) / 2, glyph.y + 0.3 * glyph.size
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _straightened(glyph: Glyph, angle: int, look: Look) -> Glyph:
    """A character of a page that is turned as a whole, as if it were not."""
    if angle == 0:
        return glyph
    turn = {90: (glyph.y, -glyph.x), 180: (-glyph.x, -glyph.y), 270: (-glyph.y, glyph.x)}.get(angle)
    if turn is None:
        return glyph
    return Glyph(glyph.text, turn[0], turn[1], turn[0] + glyph.size, glyph.size)
