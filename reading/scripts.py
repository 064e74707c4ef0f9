"""Formulas in one line. Raised and lowered text as characters that say so: 10⁸, m², CO₂; read as a plain digit it is another number."""

from __future__ import annotations

import re

_RAISED = dict(zip("0123456789+-−–=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾", strict=True))
_LOWERED = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))
_LETTERS_RAISED = {"n": "ⁿ", "i": "ⁱ"}
_LETTERS_LOWERED = dict(zip("aehiklmnopstx", "ₐₑₕᵢₖₗₘₙₒₚₛₜₓ", strict=True))
_FIGURE = re.compile(r"[-+−–]?\d+(?:[./]\d+)?")


def raised(text: str) -> str:
    """A superscript: its own characters where there are any, ^(…) for a number that has none, else the text as it is (™, [1], 注)."""
    return _shifted(text, {**_RAISED, **_LETTERS_RAISED} if len(text) == 1 else _RAISED, mark="^")


def lowered(text: str) -> str:
    """A subscript: its own characters where there are any, else the text as it is (PM2.5)."""
    return _shifted(text, {**_LOWERED, **_LETTERS_LOWERED} if len(text) == 1 else _LOWERED, mark="")


def fraction(above: str, below: str) -> str:
    """A fraction in one line: 3/4, (a+b)/c."""
    return "/".join(part if part.replace(".", "").isalnum() else f"({part})" for part in (above, below))


def root(inner: str, degree: str = "") -> str:
    """A root in one line: √(2), ³√(x)."""
    return f"{raised(degree)}√({inner})"


def _shifted(text: str, characters: dict[str, str], *, mark: str) -> str:
    bare = text.strip()
    if bare and all(character in characters for character in bare):
        return "".join(characters.get(character, character) for character in text)
    if mark and _FIGURE.fullmatch(bare):
        return f"{mark}({bare})"
    return text
