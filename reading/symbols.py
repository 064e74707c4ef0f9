"""Characters of the fonts Symbol and Wingdings, which Word keeps as a font and a code (`symbols.tsv`)."""

from __future__ import annotations

from functools import cache
from importlib import resources

LOST = "\ufffd"


def character(font: str, code: int) -> str:
    """The Unicode character of a code in a font of symbols; LOST where it is not known.

    Codes from F000 stand for those from 00, as in files; a font that is none of symbols has its own characters.
    """
    if 0xF000 <= code <= 0xF0FF:
        code -= 0xF000
    found = _table().get((font.strip().lower(), code))
    if found is None and code > 0xFF and not 0xE000 <= code <= 0xF8FF and not 0xD800 <= code <= 0xDFFF:
        return chr(code)
    return found or LOST


def written(font: str, text: str) -> str:
    """Text as a font shows it: characters of one byte, and the private ones, of a font of symbols are others; all else stays."""
    if font.strip().lower() not in _fonts():
        return text
    shown = ((character(font, ord(own)), own) for own in text)
    return "".join(found if found != LOST else own for found, own in shown)


@cache
def _fonts() -> frozenset[str]:
    return frozenset(font for font, _ in _table())


@cache
def _table() -> dict[tuple[str, int], str]:
    text = (resources.files(__package__) / "symbols.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.split("\n")[1:] if line)
    return {(font, int(code, 16)): character for font, code, character in rows}
