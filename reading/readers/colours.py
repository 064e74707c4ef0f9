"""Colours of a style: what they are, and whether letters of one are told from a ground of another."""

from __future__ import annotations

import colorsys
import re

Colour = tuple[float, float, float, float]
"""Red, green and blue, 0 to 255, and how much of what lies below is hidden, 0 to 1."""

WHITE: Colour = (255, 255, 255, 1)
_NEAR = 16
"""Parts of red, green or blue by which letters differ from their ground at least where a person sees them."""
_CLEAR = 0.03
"""Share of what lies below that letters hide, under which they are not seen."""
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:%|deg)?")
_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
# Names as of CSS, the usual ones and all that are nearly white.
_NAMES = {
    "white": "fff", "snow": "fffafa", "ivory": "fffff0", "whitesmoke": "f5f5f5", "ghostwhite": "f8f8ff", "floralwhite": "fffaf0",
    "mintcream": "f5fffa", "azure": "f0ffff", "aliceblue": "f0f8ff", "honeydew": "f0fff0", "seashell": "fff5ee", "lavenderblush": "fff0f5",
    "lightyellow": "ffffe0", "linen": "faf0e6", "oldlace": "fdf5e6", "beige": "f5f5dc", "cornsilk": "fff8dc", "gainsboro": "dcdcdc",
    "lightgray": "d3d3d3", "lightgrey": "d3d3d3", "silver": "c0c0c0", "darkgray": "a9a9a9", "darkgrey": "a9a9a9", "gray": "808080",
    "grey": "808080", "dimgray": "696969", "black": "000", "red": "f00", "darkred": "8b0000", "crimson": "dc143c", "maroon": "800000",
    "orange": "ffa500", "gold": "ffd700", "yellow": "ff0", "green": "008000", "lime": "0f0", "teal": "008080", "blue": "00f",
    "navy": "000080", "darkblue": "00008b", "royalblue": "4169e1", "steelblue": "4682b4", "lightblue": "add8e6", "skyblue": "87ceeb",
    "aqua": "0ff", "cyan": "0ff", "purple": "800080", "indigo": "4b0082", "violet": "ee82ee", "pink": "ffc0cb", "brown": "a52a2a",
    "olive": "808000", "fuchsia": "f0f", "magenta": "f0f", "tomato": "ff6347", "coral": "ff7f50", "darkgreen": "006400",
}  # fmt: skip


def parsed(text: str) -> Colour | None:
    """The colour that a style or an attribute gives; None for what is none, or none that is known."""
    text = text.strip().lower()
    if text == "transparent":
        return (0, 0, 0, 0)
    digits = _NAMES.get(text) or (text[1:] if _HEX.fullmatch(text) else "")
    if digits:
        digits = digits if len(digits) > 4 else "".join(2 * digit for digit in digits)
        red, green, blue, *clear = (int(digits[at : at + 2], 16) for at in range(0, len(digits), 2))
        return (red, green, blue, clear[0] / 255 if clear else 1)
    name, _, inner = text.partition("(")
    numbers = _NUMBER.findall(inner)
    if len(numbers) not in (3, 4) or name not in ("rgb", "rgba", "hsl", "hsla"):
        return None
    clear_by = _share(numbers[3], whole=1) if len(numbers) == 4 else 1
    if name.startswith("hsl"):
        hue = float(numbers[0].rstrip("%deg")) / 360 % 1
        rgb = colorsys.hls_to_rgb(hue, _share(numbers[2], whole=100), _share(numbers[1], whole=100))
    else:
        rgb = (_share(numbers[0], whole=255), _share(numbers[1], whole=255), _share(numbers[2], whole=255))
    return (255 * rgb[0], 255 * rgb[1], 255 * rgb[2], clear_by)


def over(colour: Colour, ground: Colour | None) -> Colour | None:
    """A colour as it looks on a ground; None where the ground is not known and shows through."""
    if colour[3] >= 1:
        return colour
    if ground is None:
        return None
    red, green, blue = (
        colour[3] * own + (1 - colour[3]) * below for own, below in zip(colour[:3], ground, strict=False)
    )
    return (red, green, blue, 1)


def is_unseen(colour: Colour, ground: Colour | None) -> bool:
    """Whether letters of a colour are not seen on a ground; of an unknown ground (None) only those that let it through."""
    if colour[3] < _CLEAR:
        return True
    looks = over(colour, ground)
    if looks is None or ground is None:
        return False
    return all(abs(one - other) <= _NEAR for one, other in zip(looks[:3], ground, strict=False))


def _share(number: str, *, whole: int) -> float:
    value = float(number.removesuffix("deg").removesuffix("%")) / (100 if number.endswith("%") else whole)
    return min(max(value, 0.0), 1.0)
