"""Colours of text in a style: whether letters are as white as the page, or let everything through."""

from __future__ import annotations

import re

_COLOUR = re.compile(
    r"(?:^|[;\s])(?:color|-webkit-text-fill-color)\s*:\s*([a-z]+\([^)]{1,60}\)|#[0-9a-f]{3,8}|[a-z]+)", re.I
)
_NUMBER = re.compile(r"[\d.]+%?")
_WHITES = frozenset({"white", "snow", "ivory", "whitesmoke", "ghostwhite", "floralwhite", "mintcream", "azure"})
_PALE = 0xF5
"""Least part of red, green and blue of white."""
_CLEAR = 0.03
"""Share of what lies below that letters hide, under which they are not seen."""
_PAINTED = re.compile(r"background-clip\s*:\s*text", re.I)
"""Letters that let the colours of their ground through."""


def is_unseen(style: str, *, grounded: bool) -> bool:
    """Whether letters of a style are not seen; white ones are where they stand on another ground (grounded)."""
    if _PAINTED.search(style):
        return False
    return any(_is_unseen(found[1].lower(), grounded=grounded) for found in _COLOUR.finditer(style))


def _is_unseen(colour: str, *, grounded: bool) -> bool:
    if colour == "transparent":
        return True
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) > 5 else "".join(2 * digit for digit in colour[1:])
        parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits) - 1, 2)]
        clear = len(parts) == 4 and parts[3] < 0x08
        return clear or (not grounded and len(parts) >= 3 and min(parts[:3]) >= _PALE)
    if "(" not in colour:
        return not grounded and colour in _WHITES
    numbers = _NUMBER.findall(colour)
    if len(numbers) == 4 and _share(numbers[3], whole=1) < _CLEAR:
        return True
    if grounded or len(numbers) < 3:
        return False
    if colour.startswith("hsl"):
        return _share(numbers[2], whole=100) >= _PALE / 255
    return colour.startswith("rgb") and all(_share(number, whole=255) >= _PALE / 255 for number in numbers[:3])


def _share(number: str, *, whole: int) -> float:
    """A part of a colour as a share; a number that is none counts as nothing."""
    bare = number.rstrip("%")
    value = float(bare) if bare.count(".") < 2 and bare.strip(".") else 0.0
    return value / (100 if number.endswith("%") else whole)
