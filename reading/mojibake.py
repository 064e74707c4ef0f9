"""Text that was read in the wrong encoding and saved again: known by its characters, and undone where nothing was lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jianbao import han
from reading.common import share

# What a text was read as -> what it was.
_MISTAKES = (
    ("gb18030", "utf-8"),
    ("cp1252", "gb18030"),
    ("latin-1", "gb18030"),
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("big5hkscs", "utf-8"),
    ("big5hkscs", "gb18030"),
    ("mac_roman", "utf-8"),
    ("cp437", "utf-8"),
    ("cp1251", "utf-8"),
    ("mac_roman", "gb18030"),
    ("cp437", "gb18030"),
    ("cp1251", "gb18030"),
)
_TIMES = 3
"""How often a text may have been read wrongly and saved again."""
_SURE = 0.45
"""Share of the commonest characters that a text has when it is read rightly; press releases have 0.6 to 0.8."""
_WRONG = 0.2
"""Share that a wrong reading stays below."""
_DOUBTFUL = 0.35
"""Share below which a line with lost characters, among lines that were read wrongly, is one of them."""
_LEAST = 6
"""Characters of a line below which its characters say nothing alone."""
_DAMAGED = 0.4
"""Share of the characters of a line read rightly that may be lost; a text in no such plight decodes to rubble."""
_LEADS = re.compile("[\xe4-\xe9]")
"""What the first byte of a Chinese character in UTF-8 is in Western encodings."""
_BEYOND = re.compile("[\x80-\u2fff]")


@dataclass(frozen=True, slots=True)
class Undone:
    """A text after its wrong readings were undone. lines: how many were. lost: how many could not be, because characters are missing."""

    text: str
    lines: int
    lost: int
    read_as: str = ""
    was: str = ""


def undo(text: str) -> Undone:
    """The lines of a text that were read in a wrong encoding, read rightly, if need be again and again."""
    first = done = _once(text)
    for _ in range(_TIMES - 1):
        if not done.lines or done.lost:
            break
        done = _once(done.text)
    return Undone(done.text, first.lines, done.lost, first.read_as, first.was)


def _once(text: str) -> Undone:
    lines = text.split("\n")
    mistake = next((mistake for line in lines if (mistake := _mistake(line))), None)
    if mistake is None:
        return Undone(text, 0, 0)
    out, undone, lost = [], 0, 0
    for line in lines:
        right, missing = _again(line, *mistake)
        if right is not None:
            undone += right != line
            out.append(right)
        else:
            lost += missing
            out.append(line)
    return Undone("\n".join(out), undone, lost, *mistake)


def _mistake(line: str, times: int = _TIMES) -> tuple[str, str] | None:
    """The wrong and the right encoding of a line that is long enough to tell; times: how often it may have been read wrongly."""
    if len(line) < _LEAST or (han.count(line) >= _LEAST and share(line) >= _WRONG) or line.isascii():
        return None
    for wrong, right in _MISTAKES:
        data = _bytes(line, wrong)
        if data is None:
            continue
        said = data.decode(right, errors="replace")
        damaged = said.count("\ufffd")
        if damaged <= _DAMAGED * len(said) and han.count(said) >= 4 and share(said) >= _SURE:
            return wrong, right
        if right == "utf-8" and not damaged and times > 1 and _mistake(said, times - 1):
            return wrong, right
    # Programs take out control characters, which half of the bytes are in Latin-1; the first byte of each character is left.
    beyond = len(_BEYOND.findall(line))
    stripped = beyond >= 0.6 * sum(map(str.isalpha, line)) and len(_LEADS.findall(line)) >= max(4, 0.3 * beyond)
    return ("cp1252", "utf-8") if stripped else None


def _again(line: str, wrong: str, right: str) -> tuple[str | None, int]:
    """A line read rightly, or None and 1 where it was read wrongly and characters of it are lost."""
    data = _bytes(line, wrong)
    if data is None or line.isascii():
        return line, 0
    try:
        said = data.decode(right)
    except UnicodeDecodeError:
        return (None, 1) if ("\ufffd" in line and share(line) < _DOUBTFUL) or _mistake(line) else (line, 0)
    # A line of right characters among wrong ones seldom decodes at all.
    return (said, 0) if "\ufffd" not in line and share(said) >= share(line) else (line, 0)


def _bytes(line: str, encoding: str) -> bytes | None:
    """The bytes that a line was read from; a lost character stands for a byte that fits nothing."""
    try:
        return b"\xff".join(_encoded(piece, encoding) for piece in line.split("\ufffd"))
    except UnicodeEncodeError:
        return None


def _encoded(text: str, encoding: str) -> bytes:
    if encoding != "cp1252":
        return text.encode(encoding)
    # Bytes that cp1252 has no character for pass as control characters.
    return b"".join(c.encode("latin-1" if "\x80" <= c <= "\x9f" else encoding) for c in text)
