"""What a style declares, as far as it decides what is seen: the last valid value of each property, and what hides or strikes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from reading.readers.colours import parsed
from reading.readers.html import variables

Declared = Mapping[str, tuple[str, bool]]
"""Values in lower case by property, each with whether it is !important."""

_PIECE = re.compile(r"\"[^\"]*\"|'[^']*'|\([^()]*(?:\([^()]*\)[^()]*)*\)|;|[^;\"'()]+|[\"'()]")
"""Parts of a style between which a semicolon ends a declaration: none inside quotes and brackets does."""
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.I)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_WIDE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_DISPLAYS = re.compile(
    r"none|block|inline|flow-root|contents|list-item|run-in|(?:inline-)?(?:block|flex|grid|table)|table-[a-z-]+|ruby[a-z-]*|-webkit-[a-z-]+"
    r"|(?:block|inline) (?:flow|flow-root|flex|grid|table)"
)
_CHOICES = {
    "display": _DISPLAYS,
    "visibility": re.compile(r"visible|hidden|collapse"),
    "content-visibility": re.compile(r"visible|auto|hidden"),
    "opacity": re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)%?"),
    "position": re.compile(r"static|relative|absolute|fixed|sticky|-webkit-sticky"),
    "z-index": re.compile(r"auto|[+-]?\d+"),
    "font-size": re.compile(
        r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[a-z]{2,4}|%)?|(?:xx?-)?(?:small|large)|medium|smaller|larger|xxx-large"
    ),
}
"""Properties that a browser ignores where their value is none of these; without a unit, only nought is a length."""
_COLOURS = frozenset({"color", "-webkit-text-fill-color", "background-color"})
SAYING = (
    "vertical-align",
    "list-style",
    "list-style-type",
    "text-transform",
    "font-variant",
    "direction",
    "unicode-bidi",
)
"""Properties that change what text says."""
_OTHERS = frozenset(
    {
        "background", "background-image", "background-clip", "-webkit-background-clip", "font", "transform", "scale", "translate", "filter",
        "text-indent", "left", "top", "right", "bottom", "margin", "margin-left", "margin-top", "clip", "clip-path", "-webkit-clip-path",
        "height", "width", "max-height", "max-width", "line-height", "overflow", "overflow-x", "overflow-y", "text-decoration",
        "text-decoration-line", "text-shadow", "zoom", "letter-spacing", *SAYING,
    }
)  # fmt: skip
_SMALL = 0.15
"""Size as a share of its own at which nobody reads text."""
_PLACED = frozenset({"absolute", "fixed", "relative", "sticky", "-webkit-sticky"})
_FAR = {"px": 500, "pt": 400, "em": 50, "rem": 50, "vw": 100, "vh": 100, "%": 100}
"""Lengths by which what is moved to the left or up is outside the page."""
_FARTHER = 5_000
"""Pixels by which what is moved to the right or down is."""
FAINT = 0.03
"""Opacity under which nothing is seen."""


@lru_cache(maxsize=4096)
def declared(style: str) -> Declared:
    """The declarations of a style, the last valid one of each property; important ones win."""
    style = _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), _COMMENT.sub("", style))
    found: dict[str, tuple[str, bool]] = {}
    for part in _split(style):
        name, colon, text = part.partition(":")
        name, text = name.strip().lower(), " ".join(text.lower().split())
        value = _IMPORTANT.sub("", text)
        important = value != text
        if colon and value and is_valid(name, value) and (important or not found.get(name, ("", False))[1]):
            # A shorthand takes the place of what it is short for.
            for short, long in _SHORT.get(name, ()):
                if long in found and (important or not found[long][1]) and short != long:
                    del found[long]
            found.pop(name, None)
            found[name] = (value, important)
    return found


_SHORT = {
    "background": (("background", "background-color"), ("background", "background-image")),
    "font": (("font", "font-size"), ("font", "line-height")),
    "text-decoration": (("text-decoration", "text-decoration-line"),),
    "margin": (("margin", "margin-left"), ("margin", "margin-top")),
    "overflow": (("overflow", "overflow-x"), ("overflow", "overflow-y")),
}


def _split(style: str) -> list[str]:
    parts = [""]
    for piece in _PIECE.findall(style):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def is_valid(name: str, value: str) -> bool:
    """Whether a property is looked at and may have a value; a value with a reference may turn out to be any."""
    if name.startswith(variables.PREFIX):
        return len(value) <= variables.LONGEST
    if name in _COLOURS:
        return value in _WIDE or value == "currentcolor" or "(" in value or parsed(value) is not None or value.isalpha()
    choices = _CHOICES.get(name)
    if choices is None:
        return name in _OTHERS
    if name == "font-size" and value.strip("+-0.").isdigit():
        return False
    return value in _WIDE or "(" in value or choices.fullmatch(value) is not None


def is_removed(style: Mapping[str, str]) -> bool:
    """Whether an element of a style, with all that it holds, is not on the page, or is outside it, cut off or clear."""
    if not style:
        return False
    get = style.get
    if get("display") == "none" or get("content-visibility") == "hidden":
        return True
    if "zoom" in style and _number(style["zoom"]) < (100 * _SMALL if style["zoom"].endswith("%") else _SMALL):
        return True
    if _VANISHED.search(get("transform", "")) or re.match(r"0(?:\.0*)?(?:\s|$)", get("scale", "")):
        return True
    if re.search(r"opacity\(\s*0?(?:\.0*)?%?\s*\)|blur\(\s*(?:[5-9]|\d{2,})(?:\.\d+)?px", get("filter", "")):
        return True
    if _HEAPED.match(get("letter-spacing", "")):
        return True
    return _is_outside(style) or _is_cut(style)


_HEAPED = re.compile(r"-(?:0?\.[89]\d*|[1-9][\d.]*)r?em|-\d{2,}(?:\.\d+)?px")
"""Letters that stand one on another."""
_VANISHED = re.compile(
    r"scale(?:3d|x|y)?\(\s*0?(?:\.0\d*)?\s*[,)]|translate(?:x|y|3d)?\(\s*(?:0\w*\s*,\s*)?-(?:\d{3,}(?:px|vw|vh)|\d{2,}r?em|[2-9]\d\dr?%)"
)


def _is_outside(style: Mapping[str, str]) -> bool:
    if re.match(r"-\d{3,}", style.get("text-indent", "")):
        return True
    if _is_far(style.get("margin-left", "")) or _is_far(style.get("margin-top", "")):
        return True
    margins = style.get("margin", "").split()
    if margins and (
        _is_far(margins[0]) or _is_far(margins[-1] if len(margins) == 4 else margins[min(1, len(margins) - 1)])
    ):
        return True
    if style.get("position") not in _PLACED:
        return False
    sides = [style.get(side, "") for side in ("left", "top", "right", "bottom")]
    return any(_is_far(side) or (side.endswith("px") and _number(side) >= _FARTHER) for side in sides)


def _is_far(length: str) -> bool:
    """Whether a length moves something out of the page to the left or up."""
    if not length.startswith("-"):
        return False
    unit = length.lstrip("+-.0123456789")
    return -_number(length) >= _FAR.get(unit, 1e9)


def _is_cut(style: Mapping[str, str]) -> bool:
    clip = style.get("clip", "")
    if clip.startswith("rect") and style.get("position") in ("absolute", "fixed"):
        edges = [_number(edge) for edge in re.split(r"[\s,]+", clip[5:].strip("() "))]
        if len(edges) == 4 and "auto" not in clip and (edges[2] - edges[0] <= 1 or edges[1] - edges[3] <= 1):
            return True
    path = style.get("clip-path", "") or style.get("-webkit-clip-path", "")
    if re.match(r"inset\(\s*(?:50%|[^)]*\b100%)|(?:circle|ellipse)\(\s*0", path) or (
        path.startswith("polygon") and not re.search(r"[1-9]", path)
    ):
        return True
    hides = any(
        style.get(name, "").split(" ")[0] in ("hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y")
    )
    return hides and any(
        _NUMBER.match(size := style.get(name, "")) is not None and _number(size) <= (1 if size.endswith("px") else 0)
        for name in ("height", "width", "max-height", "max-width", *(() if "height" in style else ("line-height",)))
    )


def opacity(style: Mapping[str, str]) -> float:
    """How much of an element of a style is seen, 0 to 1; the page is below the rest."""
    text = style.get("opacity", "1")
    return min(_number(text) / (100 if text.endswith("%") else 1), 1.0) if _NUMBER.match(text) else 1.0


def is_struck(style: Mapping[str, str]) -> bool:
    """Whether text of a style has a line through it."""
    return "line-through" in (style.get("text-decoration-line") or style.get("text-decoration", ""))


def font_size(style: Mapping[str, str], above: float) -> float:
    """Pixels of the letters of a style; above: those of the element that it is in."""
    text = style.get("font-size", "")
    if not text and (
        short := re.search(r"(?:^|\s)((?:\d+\.?\d*|\.\d+)(?:px|pt|em|rem|%)?)(?:/\S+)?\s", style.get("font", ""))
    ):
        text = short[1]
    found = _NUMBER.match(text)
    if not found:
        return 16.0 if text.endswith(("small", "large", "medium")) else above
    unit = text[found.end() :]
    sizes = {
        "px": 1.0,
        "pt": 4 / 3,
        "em": above,
        "rem": 16.0,
        "%": above / 100,
        "": 0.0,
        "mm": 3.8,
        "cm": 38.0,
        "ex": above / 2,
    }
    return float(found[0]) * sizes[unit] if unit in sizes else above


def _number(text: str) -> float:
    """The number that a value begins with; 0 where there is none."""
    found = _NUMBER.match(text)
    return 0.0 if not found else float(found[0])
