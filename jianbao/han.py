"""Han characters: what counts as one, said once for all rooms.

The blocks are the unified ideographs, their extensions A to H, and the compatibility ideographs. 〇 is a numeral and none of them.
"""

import re

CLASS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""The inside of a character class: f"[{CLASS}]{{2,4}}" is two to four Han characters."""

ONE = re.compile(f"[{CLASS}]")
"""One Han character."""

RUN = re.compile(f"[{CLASS}]+")
"""Han characters that stand together."""


def is_han(character: str) -> bool:
    """Whether a single character is a Han character; False for an empty text."""
    return ONE.fullmatch(character) is not None


def count(text: str) -> int:
    """How many Han characters a text has."""
    return sum(len(run) for run in RUN.findall(text))
