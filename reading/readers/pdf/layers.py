"""Text of a PDF that is no part of its pages: in a layer that is switched off, which is known by rendering the page, for PDFium gives it as
any other text; and in comments and form fields, which PDFium does not give with the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_SCALE = 1.5
"""Pixels for a point: a character of a footnote has a dozen by a dozen."""
_INK = 24
"""Difference of the darkest and the lightest grey of an area above which something is painted in it."""
_ANNOTATIONS = 1_000
"""Comments and form fields of a page that are looked at."""
_LARGEST = 4_000
"""Pixels of a side of the picture of a page; a poster is rendered smaller."""


@dataclass(frozen=True, slots=True)
class Painted:
    """A character whose ink is looked for. run: the text object that it is of. optional: whether it may be in a layer. font: its font;
    embedded: whether the font is in the file, so that it can be painted on any machine."""

    box: tuple[float, float, float, float]
    run: int
    optional: bool
    font: int
    embedded: bool


def switched_off(page: Any, characters: Iterable[Painted]) -> set[int]:
    """The optional runs of a page of which no character is painted.

    A font that is not in the file may be one that this machine cannot paint: what is in it counts only where it is painted elsewhere.
    """
    import pypdfium2.raw as pdfium

    scale = min(_SCALE, _LARGEST / (max(page.get_size()) or 1.0))
    picture = page.render(scale=scale, grayscale=True)
    height, width, stride, grey = picture.height, picture.width, picture.stride, bytes(picture.buffer)
    x, y = ctypes.c_int(), ctypes.c_int()
    painted: set[int] = set()
    fonts: set[int] = set()
    optional: dict[int, Painted] = {}
    for each in characters:
        if each.optional:
            optional[each.run] = each
        sides = []
        for corner in (each.box[:2], each.box[2:]):
            pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, *corner, x, y)
            sides.append((x.value, y.value))
        (x1, y1), (x2, y2) = sides
        left, right = max(0, min(x1, x2)), min(width, max(x1, x2) + 1)
        rows = range(max(0, min(y1, y2)), min(height, max(y1, y2) + 1))
        area = b"".join(grey[row * stride + left : row * stride + right] for row in rows)
        if area and max(area) - min(area) > _INK:
            painted.add(each.run)
            if not each.optional:
                fonts.add(each.font)
    return {run for run, each in optional.items() if run not in painted and (each.embedded or each.font in fonts)}


def comments(page: Any) -> int:
    """How many comments with text and form fields that are filled in stand on a page."""
    import pypdfium2.raw as pdfium

    count = 0
    for at in range(min(_ANNOTATIONS, max(0, pdfium.FPDFPage_GetAnnotCount(page)))):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        key = {
            pdfium.FPDF_ANNOT_TEXT: b"Contents",
            pdfium.FPDF_ANNOT_FREETEXT: b"Contents",
            pdfium.FPDF_ANNOT_WIDGET: b"V",
        }.get(kind)
        # The length is in bytes and counts the two of the end.
        count += key is not None and pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0) > 2
        pdfium.FPDFPage_CloseAnnot(annotation)
    return count
