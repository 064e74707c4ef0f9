"""The grounds that letters of a Word document stand on: paragraphs, cells of tables, text boxes, the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reading.readers.colours import parsed
from reading.readers.word.styles import UNKNOWN, WHITE, Styles, W, fill_of, value

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_VML = "{urn:schemas-microsoft-com:vml}"
_FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "noFill")
_LIGHT = frozenset({"bg1", "lt1"})
"""Colours of a theme that are white."""
_EDGES = {"firstRow": "first row", "lastRow": "last row", "firstCol": "first cell", "lastCol": "last cell"}
"""Parts of a table by the names that a style has for them; other parts (bands, corners) may be anywhere."""
THROUGH = ""
"""What has no ground of its own."""


@dataclass(slots=True)
class Grounds:
    """Grounds by the cell or box that gives them: a colour in hexadecimal, or UNKNOWN."""

    styles: Styles
    page: str = WHITE
    boxes: str = WHITE
    """What text boxes without a ground stand on."""
    _known: dict[Any, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any, styles: Styles) -> Grounds:
        """The grounds of a part; where its page has pictures or filled shapes, boxes may stand on them."""
        page = root.find(f"{W}background")
        colour = WHITE if page is None else page.get(f"{W}color", WHITE).upper()
        filled = any(_is_filled(anchor) for anchor in root.iter(f"{_WP}anchor")) or any(
            "fill" in node.tag or node.get("fillcolor", "white") not in ("white", "#fff", "#ffffff")
            for node in root.iter(f"{_VML}rect", f"{_VML}shape", f"{_VML}roundrect", f"{_VML}imagedata", f"{_VML}fill")
        )
        ground = WHITE if colour in (WHITE, "AUTO") else UNKNOWN
        return cls(styles, page=ground, boxes=UNKNOWN if filled else ground)

    def below(self, paragraph: Any) -> str:
        """The ground of the cell or box that a paragraph stands in, or of the page."""
        for node in paragraph.iterancestors(f"{W}tc", f"{W}txbxContent"):
            if node not in self._known:
                self._known[node] = self._cell(node) if node.tag == f"{W}tc" else self._box(node)
            if (found := self._known[node]) != THROUGH:
                return found
        return self.page

    def _cell(self, cell: Any) -> str:
        row = cell.getparent()
        table = next(cell.iterancestors(f"{W}tbl"), None)
        layers = [cell.find(f"{W}tcPr"), row.find(f"{W}tblPrEx")]
        if table is not None and (properties := table.find(f"{W}tblPr")) is not None:
            layers += self._styled(value(properties, "tblStyle"), cell, row)
            layers.append(properties)
        return next((fill for layer in layers if layer is not None and (fill := fill_of(layer))), THROUGH)

    def _styled(self, key: str, cell: Any, row: Any) -> list[Any]:
        """The layers in which the style of a table colours a cell."""
        places = {
            place
            for place, node, tag in (("row", row, f"{W}tr"), ("cell", cell, f"{W}tc"))
            for place in (
                f"first {place}" if next(node.itersiblings(tag, preceding=True), None) is None else "",
                f"last {place}" if next(node.itersiblings(tag), None) is None else "",
            )
        }
        conditional: list[Any] = []
        whole: list[Any] = []
        for style in self.styles.chain(key):
            node = self.styles.nodes[style.key]
            for part in node.iter(f"{W}tblStylePr"):
                if _EDGES.get(part.get(f"{W}type", ""), "") in {*places, ""}:
                    conditional.append(part.find(f"{W}tcPr"))
            whole += [node.find(f"{W}tcPr"), node.find(f"{W}tblPr")]
        return [*conditional, *whole]

    def _box(self, content: Any) -> str:
        for node in content.iterancestors():
            if node.tag == f"{_WPS}wsp":
                return self._drawn(node)
            if node.tag.startswith(_VML) and node.get("filled") in ("f", "false"):
                return self.boxes
            if node.tag.startswith(_VML) and node.tag != f"{_VML}textbox":
                if next(node.iter(f"{_VML}fill"), None) is not None:
                    return UNKNOWN
                colour = parsed(node.get("fillcolor", "white").split(" ")[0])
                return UNKNOWN if colour is None else "".join(f"{round(part):02X}" for part in colour[:3])
        return UNKNOWN

    def _drawn(self, shape: Any) -> str:
        properties = shape.find(f"{_WPS}spPr")
        for name in _FILLS if properties is not None else ():
            fill = properties.find(_A + name)
            if fill is not None:
                return self.boxes if name == "noFill" else _solid(fill) if name == "solidFill" else UNKNOWN
        reference = shape.find(f"{_WPS}style/{_A}fillRef")
        return self.boxes if reference is None or reference.get("idx", "0") == "0" else _solid(reference)


def _solid(fill: Any) -> str:
    colour = fill.find(f"{_A}srgbClr")
    if colour is not None and not len(colour):
        return str(colour.get("val", UNKNOWN)).upper()
    scheme = fill.find(f"{_A}schemeClr")
    return WHITE if scheme is not None and not len(scheme) and scheme.get("val") in _LIGHT else UNKNOWN


def _is_filled(anchor: Any) -> bool:
    """Whether what is anchored in the text is a picture, or has a ground of its own."""
    if next(anchor.iter(f"{_PIC}pic"), None) is not None:
        return True
    shapes = list(anchor.iter(f"{_WPS}spPr"))
    return any(shape.find(_A + name) is not None for shape in shapes for name in _FILLS[:4]) or (
        any(node.get("idx", "0") != "0" for node in anchor.iter(f"{_A}fillRef"))
        and not any(s.find(f"{_A}noFill") is not None for s in shapes)
    )
