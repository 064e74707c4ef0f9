"""Bytes to text: the encoding of a Chinese text file, found without guessing in silence.

A byte-order mark decides; then strict UTF-8; then GB18030, Big5, UTF-16 and what the file declares (the charset of a page)
compete, and the one whose characters are the commonest ones wins. General detectors are made for long
texts of any language; on a headline alone they take GB18030 for something else.
"""

import codecs

from jianbao.errors import InputError
from reading.common import share

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

MIN_COMMON_SHARE = 0.3
"""Least share of the commonest characters among Han characters for a guess to stand. Half of what right guesses
score on a sentence; wrong ones reach it by accident on a handful of characters only."""


# What files say -> the codec. Nothing else is tried: some codecs are no character sets.
_NAMES = {
    # GB 2312 and GBK are read as GB 18030, which holds them, as browsers do.
    **dict.fromkeys(
        ("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "ms936", "windows-936", "euc-cn", "csgb2312", "chinese", "gb18030"), "gb18030"
    ),
    **dict.fromkeys(("big5", "big5-hkscs", "cp950", "x-x-big5", "cn-big5", "csbig5"), "big5hkscs"),
    **dict.fromkeys(("utf-16", "utf-16le", "unicode"), "utf-16-le"),
    "utf-16be": "utf-16-be",
    **dict.fromkeys(("iso-8859-1", "latin1", "windows-1252", "cp1252"), "cp1252"),
}  # fmt: skip
_DECLARED_BONUS = 0.1
"""How much worse the characters may be that a declared encoding gives than those of a guess."""


def decode(data: bytes, *, name: str, declared: str | None = None, language: str = "zh") -> tuple[str, str]:
    """The text of `data` and the encoding it was in; `declared` is what the file itself says, which is tried, not believed.

    Raises InputError with the offset of the first byte that fits no encoding.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding).removeprefix("\ufeff"), encoding
            except UnicodeDecodeError as error:
                raise _broken(name, encoding, error, data) from None
    if (
        b"~{" in data
        and data.isascii()
        and (text := _strict(data, "hz")) is not None
        and share(text) >= MIN_COMMON_SHARE
    ):
        return text, "hz"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        utf8_error = error
    declared = _NAMES.get(declared or "")
    if declared and language != "zh" and (text := _strict(data, declared)) is not None:
        return text, codecs.lookup(declared).name
    if (
        language == "en"
        and sum(byte > 127 for byte in data) < 0.05 * len(data)
        and (text := _strict(data, "cp1252")) is not None
    ):
        return text, "cp1252"
    guesses = []
    for encoding in dict.fromkeys(filter(None, (declared, "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"))):
        if (text := _strict(data, encoding)) is not None:
            guesses.append((share(text) + (_DECLARED_BONUS if encoding == declared else 0), encoding, text))
    score, encoding, text = max(guesses, default=(0.0, "", ""), key=lambda guess: guess[0])
    if score >= MIN_COMMON_SHARE:
        return text, codecs.lookup(encoding).name.removesuffix("hkscs")
    raise _undecodable(name, data, utf8_error)


def _euro(error: UnicodeError) -> tuple[str, int]:
    """Windows writes the euro sign into GBK as a byte of its own, of which GB 18030 does not know."""
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    raise error


codecs.register_error("reading-euro", _euro)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding, "reading-euro" if encoding == "gb18030" else "strict")
    except (UnicodeDecodeError, LookupError):
        return None


def _undecodable(name: str, data: bytes, utf8_error: UnicodeDecodeError) -> InputError:
    """Which encoding the file is *nearly* in decides what to tell: one bad byte, or nothing known."""
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") <= max(2, 0.02 * len(text)) and share(text) >= MIN_COMMON_SHARE:
            try:
                data.decode(encoding)
            except UnicodeDecodeError as error:
                return _broken(name, encoding.removesuffix("hkscs"), error, data)
    at = utf8_error.start
    return InputError("reading.unknown_encoding", name=name, byte=data[at], offset=at)


def _broken(name: str, encoding: str, error: UnicodeDecodeError, data: bytes) -> InputError:
    encoding = encoding.removesuffix("-sig").upper()
    if error.start >= len(data):
        return InputError("reading.cut_off", name=name, offset=error.start, encoding=encoding)
    return InputError("reading.broken_bytes", name=name, byte=data[error.start], offset=error.start, encoding=encoding)
