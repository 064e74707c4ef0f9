"""Formulas in one line. Raised and lowered text as characters that say so: 10⁸, m², CO₂; read as a plain digit it is another number."""

from __future__ import annotations

import re

_RAISED = dict(zip("0123456789+-−–=()－＋", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾⁻⁺", strict=True))
_LOWERED = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))
_LETTERS_RAISED = {"n": "ⁿ", "i": "ⁱ"}
_LETTERS_LOWERED = dict(zip("aehiklmnopstx", "ₐₑₕᵢₖₗₘₙₒₚₛₜₓ", strict=True))
_FIGURE = re.compile(r"[-+−–－]?(?:\d+(?:[./]\d+)?|[a-z])(?:\s?[-+−–－～~×·]\s?(?:\d+(?:[./]\d+)?|[a-z]))*")
"""An exponent: a figure, or figures and letters in a sum, a product or a range (n+1, 6～8)."""
_MIXED = re.compile(r"(?P<part>\d+/\d+)(?![\d/])")
_VULGAR = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘"} | {
    "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞"
}  # fmt: skip


def raised(text: str) -> str:
    """A superscript: its own characters where there are any, ^(…) for a number that has none, else the text as it is (™, [1], 注)."""
    return _shifted(text, {**_RAISED, **_LETTERS_RAISED} if len(text) == 1 else _RAISED, mark="^")


def lowered(text: str) -> str:
    """A subscript: its own characters where there are any, else the text as it is (PM2.5)."""
    return _shifted(text, {**_LOWERED, **_LETTERS_LOWERED} if len(text) == 1 else _LOWERED, mark="")


def fraction(above: str, below: str) -> str:
    """A fraction in one line: 3/4, (a+b)/c."""
    return "/".join(part if part.replace(".", "").isalnum() else f"({part})" for part in (above, below))


def beside(before: str, text: str) -> str:
    """A formula behind what stands before it: 1 and 1/2 are 1½, never 11/2."""
    m = _MIXED.match(text)
    if m is None or not before[-1:].isdigit():
        return text
    return _VULGAR.get(m["part"], f" {m['part']}") + text[m.end() :]


def root(inner: str, degree: str = "") -> str:
    """A root in one line: √(2), ³√(x)."""
    return f"{raised(degree)}√({inner})"


def _shifted(text: str, characters: dict[str, str], *, mark: str) -> str:
    bare = text.strip()
    if bare and all(character in characters for character in bare):
        return "".join(characters.get(character, character) for character in text)
    if mark and any(character.isdigit() for character in bare) and _FIGURE.fullmatch(bare):
        return f"{mark}({bare})"
    return text
