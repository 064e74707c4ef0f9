"""Fields of a Word document whose instruction is what is seen: EQ draws fractions, roots, raised figures and circled ones."""

from __future__ import annotations

import re
import unicodedata

from reading.scripts import fraction, lowered, raised, root

_PIECE = re.compile(r"\\(?P<name>[a-z]+)(?P<options>(?:\s*\\[a-z]+\d*)*)\s*\((?P<inner>[^()]*)\)", re.I)
_CIRCLES = frozenset("○〇◯")
_MOST = 50
"""Pieces of one field."""


def drawn(instruction: str) -> str:
    """What an EQ field shows; "" for a field of another kind, whose result is another part of the file."""
    head, _, text = instruction.strip().partition(" ")
    if head.lower() != "eq":
        return ""
    for _ in range(_MOST):
        text, count = _PIECE.subn(_shown, text, count=1)
        if not count:
            break
    return re.sub(r"\\[a-z]+\d*", "", text).strip()


def _shown(found: re.Match[str]) -> str:
    parts = [part.strip() for part in re.split(r"[,;，；]", found["inner"])]
    name, options = found["name"].lower(), found["options"].lower()
    if name == "f" and len(parts) == 2:
        return fraction(*parts)
    if name == "r":
        return root(*reversed(parts)) if len(parts) == 2 else root(parts[0])
    if name == "s":
        return lowered(parts[0]) if "do" in options else raised(parts[0]) if "up" in options else "".join(parts)
    if name == "o" and len(parts) == 2 and parts[0] in _CIRCLES:
        return _circled(parts[1])
    return "".join(parts)


def _circled(text: str) -> str:
    """A character in a circle where there is one, else in brackets."""
    numbers = (chr(code) for code in (*range(0x2460, 0x2474), *range(0x3280, 0x32B1)))
    return next((one for one in numbers if unicodedata.normalize("NFKC", one) == text), f"({text})")
