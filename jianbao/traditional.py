"""Traditional characters as simplified ones, character by character, so that offsets stay."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from jianbao import han

SHARE = 0.92
"""Share of its Han characters that GB 2312 has of a simplified text at least; of a traditional one it lacks a third."""


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters: GB 2312 is the set of the simplified characters in use."""
    found = "".join(han.RUN.findall(text))
    return bool(found) and len(found.encode("gb2312", errors="ignore")) / 2 <= SHARE * len(found)


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length. Words stay: 軟體 is 软体, not 软件."""
    convert = _converter()
    return "\n".join(_line(convert, line) for line in text.split("\n"))


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    # tw2s is t2s and 著 -> 着; neither replaces words (as tw2sp does), which would move the offsets.
    convert: Callable[[str], str] = OpenCC("tw2s").convert
    return convert


def _line(convert: Callable[[str], str], line: str) -> str:
    whole = convert(line)
    if len(whole) == len(line):
        return whole
    single = (convert(character) for character in line)
    return "".join(new if len(new) == 1 else old for new, old in zip(single, line, strict=True))
