"""The rectangle of a PDF page to which an object is clipped (PDFium): what is outside it is not painted."""

from __future__ import annotations

import ctypes
from typing import Any

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""

_PATHS, _SEGMENTS = 8, 12
"""Paths of a clip and segments of one that are looked at; more of them are an outline of something, and clip to less than is known."""


def clipped_to(item: Any) -> Box | None:
    """What all paths of an object's clip leave of the page, by their bounds; None where there are none."""
    import pypdfium2.raw as pdfium

    clip = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    found: Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(min(count, _PATHS)):
        segments = pdfium.FPDFClipPath_CountPathSegments(clip, path)
        if not 0 < segments <= _SEGMENTS:
            continue
        points = []
        for at in range(segments):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, at)
            if segment and pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                points.append((x.value, y.value))
        if points:
            low, high = [min(p[n] for p in points) for n in (0, 1)], [max(p[n] for p in points) for n in (0, 1)]
            around = found or (low[0], low[1], high[0], high[1])
            found = (max(low[0], around[0]), max(low[1], around[1]), min(high[0], around[2]), min(high[1], around[3]))
    return found
