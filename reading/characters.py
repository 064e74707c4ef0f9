"""Characters of a text put in order before anything counts offsets: line ends, blanks, what cannot be seen, what cannot be text."""

import re
import unicodedata

from jianbao import han, traditional
from reading.extract import Note, note
from reading.symbols import character as symbol

_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Zero-width characters, joiners, soft hyphens, byte-order marks inside the text, marks of writing direction, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_OVERRIDE = re.compile("\u202e([^\u202a-\u202e\n]*)\u202c?")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\ufffe\uffff]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_KUN = re.compile("(?:锟斤拷)+(?:锟斤?)?")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# The codes of fonts of symbols, which word processors write as private-use characters: bullets before a line, signs between characters.
_BULLET = re.compile("^[ \t\u3000]*[\uf000-\uf0ff](?=[ \t\u3000]|[^\\d\uf000-\uf0ff])", re.M)
_SYMBOL = re.compile("[\uf02b\uf02d\uf03d\uf0a3\uf0b0\uf0b1\uf0b3\uf0b4\uf0b8\uf0b9\uf0bb\uf06d]")
_LONE = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_EDGES = re.compile(r"^ +| +$", re.M)
_EMPTY_LINES = re.compile(r"\n{2,}")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
# Characters that look like common ones and are others: radicals (PDF files are full of them) and compatibility ideographs.
_LOOKALIKES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def unify(text: str) -> tuple[str, tuple[Note, ...]]:
    """Lines without blank edges, none of them empty, joined by \\n; and notes on what was removed besides blanks.

    Runs of blanks (tabs, no-break and ideographic spaces) become one space. Full-width digits, letters and punctuation stay.
    """
    notes = []
    text = _NEWLINES.sub("\n", text)
    text, controls = _CONTROL.subn("", text)
    if controls:
        notes.append(note("controls_removed", count=controls))
    text, lone = _LONE.subn("", text)
    if lone:
        notes.append(note("surrogates_removed", count=lone))
    # What UTF-8 readers put for bytes that they could not read, read as GBK: two lost characters.
    text = _KUN.sub(lambda found: "\ufffd" * max(1, len(found[0]) // 3 * 2), text)
    text = _BULLET.sub("", text)
    text = _SYMBOL.sub(lambda found: symbol("symbol", ord(found[0])), text)
    # The meaning of a private-use character stood in a font that is not here.
    text = _PRIVATE.sub("\ufffd", text)
    if broken := text.count("\ufffd"):
        notes.append(note("characters_lost", count=broken))
    # What is written from right to left against its nature is read as it is seen.
    text, turned = _OVERRIDE.subn(lambda found: found[1][::-1], text)
    if turned:
        notes.append(note("turned", count=turned))
    text = _INVISIBLE.sub("", text)
    text = _BLANKS.sub(" ", text)
    text = _EDGES.sub("", text)
    return _EMPTY_LINES.sub("\n", text).strip("\n"), tuple(notes)


def printable(text: str) -> str:
    """Without what must not reach a terminal, a page or a document.

    These are control characters but tab and newline, and marks of direction, which turn round what comes after them.
    """
    return _UNPRINTABLE.sub("", text)


def looks_binary(text: str) -> bool:
    """Whether more than a stray few of the characters are ones that no text has."""
    return len(_CONTROL.findall(text)) > max(8, len(text) // 50)


def han_share(text: str) -> float:
    """Share of Han characters among letters; 0.0 for a text without letters."""
    letters = sum(map(str.isalpha, text))
    return han.count(text) / letters if letters else 0.0


def other_script(text: str) -> str:
    """ "japanese" or "korean" where kana or Hangul make up a tenth of the letters, else ""."""
    letters = sum(map(str.isalpha, text)) or 1
    if len(_KANA.findall(text)) > letters / 10:
        return "japanese"
    return "korean" if len(_HANGUL.findall(text)) > letters / 10 else ""


def simplify(text: str) -> tuple[str, bool]:
    """The text in simplified characters, of the same length, and whether it was traditional.

    Simplified texts are left alone, rare characters in the names of people included (甦, 堃): GB 2312, the set of the simplified
    characters in use, lacks a third of the characters of a traditional text and next to none of a simplified one.
    """
    text = _LOOKALIKES.sub(_same_length_nfkc, text)
    return (traditional.simplified(text), True) if traditional.is_traditional(text) else (text, False)


def _same_length_nfkc(match: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", match.group())
    return plain if len(plain) == 1 else match.group()
