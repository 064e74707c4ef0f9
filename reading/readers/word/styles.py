"""What the styles of a Word document say of a run: hidden, struck out, white, raised; and of a paragraph: its name, its list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_OFF = frozenset({"0", "false", "off"})
_TINY = 4
"""Half points below which nobody reads a character."""
_NARROW = 10
"""Per cent of their width at which nobody reads characters."""
WHITE = "FFFFFF"
UNKNOWN = "?"
"""A ground that has a colour, or a picture, of which no more is known."""
_HIGHLIGHTS = {
    "black": "000000", "white": WHITE, "yellow": "FFFF00", "red": "FF0000", "blue": "0000FF", "green": "00FF00", "cyan": "00FFFF",
    "magenta": "FF00FF", "none": "",
}  # fmt: skip
_RAISED_BY = 4
"""Half points by which a figure stands above or below the line to be an exponent or an index."""


@dataclass(slots=True)
class _Style:
    key: str
    name: str
    based_on: str
    run: Any | None
    paragraph: Any | None


@dataclass(slots=True)
class Styles:
    """The styles of a document by their ids."""

    nodes: dict[str, Any] = field(default_factory=dict)
    default_paragraph: str = ""
    default_run: Any | None = None
    _styles: dict[str, _Style] = field(default_factory=dict)
    _known: dict[tuple[str, tuple[Any, ...]], Looks] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Any | None) -> Styles:
        """The styles of the part styles.xml; none where there is no such part."""
        found = cls()
        if root is None:
            return found
        found.default_run = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        for node in root.iter(f"{W}style"):
            key = node.get(f"{W}styleId", "")
            found.nodes[key] = node
            if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true", "on"):
                found.default_paragraph = key
        return found

    def name(self, key: str) -> str:
        """The name of a style in lower case: "title", "heading 1"; "" for one that is not there."""
        return self._style(key).name if key in self.nodes else ""

    def chain(self, key: str) -> list[_Style]:
        """A style and those that it is based on, nearest first."""
        chain: list[_Style] = []
        while key in self.nodes and (style := self._style(key)) not in chain and len(chain) < 20:
            chain.append(style)
            key = style.based_on
        return chain

    def _style(self, key: str) -> _Style:
        # Of the hundreds that Word writes into a document, it uses a few.
        if key not in self._styles:
            node = self.nodes[key]
            self._styles[key] = _Style(
                key=key,
                name=value(node, "name").lower(),
                based_on=value(node, "basedOn"),
                run=node.find(f"{W}rPr"),
                paragraph=node.find(f"{W}pPr"),
            )
        return self._styles[key]

    def list_of(self, paragraph: Any | None, key: str) -> tuple[str, int] | None:
        """The list (numId) and level of a paragraph with these properties and style; None for one in no list."""
        for properties in [paragraph, *(style.paragraph for style in self.chain(key))]:
            node = None if properties is None else properties.find(f"{W}numPr")
            if node is not None and (list_id := value(node, "numId")):
                level = value(node, "ilvl")
                return (list_id, int(level) if level.isdigit() else 0) if list_id != "0" else None
        return None

    def ground_of(self, paragraph: Any | None, key: str) -> str:
        """The ground that a paragraph of these properties and style has of its own; "" for none."""
        layers = [paragraph, *(style.paragraph for style in self.chain(key))]
        return next((fill for layer in layers if layer is not None and (fill := fill_of(layer))), "")

    def run(self, properties: Any | None, key: str) -> Looks:
        """How a run with these properties looks in a paragraph of style `key`."""
        # A document has thousands of runs and a few looks.
        said = (
            ()
            if properties is None
            else tuple((node.tag, *node.attrib.items(), *(part.tag for part in node)) for node in properties)
        )
        looks = self._known.get((key, said))
        if looks is None:
            looks = self._known[key, said] = self._run(properties, key)
        return looks

    def _run(self, properties: Any | None, key: str) -> Looks:
        own = "" if properties is None else value(properties, "rStyle")
        layers = [properties, *(s.run for s in self.chain(own)), *(s.run for s in self.chain(key)), self.default_run]
        present = [layer for layer in layers if layer is not None]
        size = _first(present, "sz")
        raised = _first(present, "vertAlign")
        if not raised and properties is not None:
            by = _int(value(properties, "position"))
            raised = "superscript" if by >= _RAISED_BY else "subscript" if by <= -_RAISED_BY else ""
        return Looks(
            hidden=_toggled(present, "vanish")
            or bool(size and _int(size) <= _TINY)
            or 0 < _int(_first(present, "w").removesuffix("%")) <= _NARROW
            or any(layer.find(f"{_W14}textFill/{_W14}noFill") is not None for layer in present),
            struck=_toggled(present, "strike") or _toggled(present, "dstrike"),
            colour=colour if (colour := _first(present, "color").upper()) != "AUTO" else "",
            ground=next((fill for layer in present if (fill := fill_of(layer))), ""),
            shift=raised,
            capital=_toggled(present, "caps") or _toggled(present, "smallCaps"),
            font=_font(present),
        )


@dataclass(frozen=True, slots=True)
class Looks:
    """hidden: not shown, or too small to be seen. struck: with a line through it. colour, ground: in hexadecimal, "" for none said.
    shift: superscript, subscript or "". capital: small letters are shown as capitals. font: the one of Latin letters.
    """

    hidden: bool
    struck: bool
    colour: str
    ground: str
    shift: str
    capital: bool
    font: str


def value(node: Any, name: str) -> str:
    """The value of a child element; "" where there is none."""
    found = node.find(W + name)
    return "" if found is None else str(found.get(f"{W}val", ""))


def is_on(node: Any | None, name: str) -> bool:
    """Whether a property that is on or off is there and on."""
    found = None if node is None else node.find(W + name)
    return found is not None and found.get(f"{W}val", "1") not in _OFF


def _toggled(layers: list[Any], name: str) -> bool:
    """A property that is on or off, by the nearest layer that has it."""
    nearest = next((layer for layer in layers if layer.find(W + name) is not None), None)
    return is_on(nearest, name)


def _first(layers: list[Any], name: str) -> str:
    return next((found for layer in layers if (found := value(layer, name))), "")


def _font(layers: list[Any]) -> str:
    fonts = (layer.find(f"{W}rFonts") for layer in layers)
    return next(
        (name for font in fonts if font is not None and (name := font.get(f"{W}ascii") or font.get(f"{W}hAnsi"))), ""
    )


def fill_of(layer: Any) -> str:
    """The ground that properties give: a colour in hexadecimal, UNKNOWN for one that is not known, "" for none."""
    marked = value(layer, "highlight")
    if marked and (found := _HIGHLIGHTS.get(marked, UNKNOWN)):
        return found
    shading = layer.find(f"{W}shd")
    if shading is None:
        return ""
    pattern, fill = shading.get(f"{W}val", "clear"), shading.get(f"{W}fill", "auto").upper()
    if pattern == "solid":
        fill = shading.get(f"{W}color", "auto").upper()
        return "000000" if fill == "AUTO" else fill
    if pattern not in ("clear", "nil"):
        return UNKNOWN
    return "" if fill in ("AUTO", "") else fill


def _int(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() and len(text) < 6 else 0
