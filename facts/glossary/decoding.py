"""The text of a glossary file: UTF-8, UTF-16, GB18030 or Big5, and characters that nobody sees taken out."""

from __future__ import annotations

import re
import unicodedata

from jianbao import han
from jianbao.errors import InputError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks."""

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_HAN_BREAK = re.compile(f"(?<=[{han.CLASS}])[ \\t]*[\\r\\n]+[ \\t]*(?=[{han.CLASS}])")
"""The end of a line inside a cell, between Chinese characters."""
_BREAK = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def decoded(data: bytes, *, name: str) -> str:
    """The text of `data`. name: the file, for errors. Raises InputError for what is no text in an encoding known here."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InputError("facts.glossary_spreadsheet", name=name)
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise InputError("facts.glossary_not_text", name=name)


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    # UTF-16 without its mark: every other byte of the ASCII characters in it is zero.
    zeros = data[:4000].count(0)
    if zeros > max(1, len(data[:4000]) // 20):
        return ("utf-16-le", "utf-16-be") if data[1:4000:2].count(0) >= data[0:4000:2].count(0) else ("utf-16-be",)
    if _everyday(data, "big5") > _everyday(data, "gb18030"):
        return ("utf-8", "big5hkscs", "gb18030")
    return ("utf-8", "gb18030")


def _everyday(data: bytes, encoding: str) -> float:
    """The share of everyday characters (the first level of the standard) among the Chinese ones, as this encoding reads the data."""
    first, last = (0xA4, 0xC6) if encoding == "big5" else (0xB0, 0xD7)
    try:
        text = data.decode("big5hkscs" if encoding == "big5" else encoding)
    except UnicodeDecodeError:
        return -1.0
    leads = [c.encode(encoding, "replace")[0] for c in text if "\u3400" <= c <= "\u9fff"]
    odd = sum(unicodedata.category(c) in ("Co", "Cn") for c in text)
    return (sum(first <= lead <= last for lead in leads) - odd) / max(1, len(leads))


def clean(text: str) -> str:
    """A cell as a person sees it, in one line: without zero-width characters and marks of direction, blanks as spaces."""
    text = _HAN_BREAK.sub("", _INVISIBLE.sub("", text))
    return _BLANKS.sub(" ", _BREAK.sub(" ", text)).strip()


def simplified(text: str) -> str:
    """Traditional characters as simplified ones, as articles are read; other texts as they are."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        from opencc import OpenCC

        return str(OpenCC("t2s").convert(text))
    return text
