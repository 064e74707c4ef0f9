"""Fields of a Word document without a result of their own: EQ draws fractions, roots, raised figures and circled ones; forms choose."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from reading.readers.word.styles import W, is_on, value
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


def chosen(begin: Any) -> str:
    """What a form field of the older kind shows: the entry that is chosen from a list, a box with or without a cross; "" for others."""
    drop, box = (begin.find(f"{W}ffData/{W}{name}") for name in ("ddList", "checkBox"))
    if drop is not None:
        entries = [entry.get(f"{W}val", "") for entry in drop.iter(f"{W}listEntry")]
        at = value(drop, "result") or value(drop, "default") or "0"
        return entries[int(at)] if at.isdecimal() and len(at) < 5 and int(at) < len(entries) else ""
    if box is not None:
        return "☒" if is_on(box, "checked" if box.find(f"{W}checked") is not None else "default") else "☐"
    return ""


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
