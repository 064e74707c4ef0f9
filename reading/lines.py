"""Lines that a page or a column had broken, joined to paragraphs again."""

import re
import unicodedata
from collections.abc import Sequence

_END = re.compile(r"[。！？!?；;：:…][”’」』》）)\"']*$")
_ENGLISH_END = re.compile(r"[.!?:;][\"'”’)]*$")
_INDENT = re.compile(r"^(?:\u3000| {2}|\t)")
_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．](?!\d)|[●■◆▲•·★※○◎-] ?)"
)


_HYPHEN = re.compile(r"[A-Za-z]{4,}[-\u00ad\u2010]$")
_BROKEN = re.compile(r"[，、（“《][^\s。]|\d[年月日万亿千百个元人岁名家项小时分秒吨米]")
"""The last character of a line and the first of the next in the middle of a sentence, however short the line is."""
_FIGURE = re.compile(r"\d[.,．，]$")


def width(line: str) -> int:
    """Columns that a line takes: wide characters count two."""
    return len(line) + sum(unicodedata.east_asian_width(character) in "WF" for character in line)


def wrapped(lines: Sequence[str]) -> bool:
    """Whether a plain text was broken at a column: many lines about as long as the longest that do not end a sentence."""
    widths = [width(line.strip()) for line in lines if line.strip()]
    if len(widths) < 5 or not 30 <= max(widths) <= 130:
        return False
    full = 0.85 * max(widths)
    broken = sum(
        width(line.strip()) >= full and not _ends(line.strip()) and not _ITEM.match(following.strip())
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
    )
    return broken >= 0.4 * len(widths)


def unwrap(lines: Sequence[str], *, marked: bool | None = None) -> list[str]:
    """Paragraphs of lines broken at a column. An empty line, an indent, a short line and the number of an item part them.

    Chinese is joined without a blank, words with one. marked: whether paragraphs are marked by empty lines or indents, so that a full line
    that ends a sentence parts none; None: as the lines have it.
    """
    widths = sorted(width(line.strip()) for line in lines if line.strip())
    if not widths:
        return []
    # The column is where the long lines end; one line may stick out.
    column = widths[int(0.9 * (len(widths) - 1))]
    if marked is None:
        marked = any(not line.strip() for line in lines) or sum(bool(_INDENT.match(line)) for line in lines) > 1
    paragraphs: list[str] = []
    open_ = after_blank = False
    for line in lines:
        bare = line.strip()
        if not bare:
            open_, after_blank = False, True
            continue
        broken = bool(paragraphs) and _BROKEN.search(f"{paragraphs[-1][-1]}{bare[0]}")
        if (open_ or (broken and not after_blank)) and not _INDENT.match(line) and not _ITEM.match(bare):
            paragraphs[-1] = _join(paragraphs[-1], bare)
        else:
            paragraphs.append(bare)
        open_ = width(bare) >= 0.8 * column and (marked or not _ends(bare))
        after_blank = False
    return paragraphs


def _ends(line: str) -> bool:
    return bool((_END if width(line) > 1.3 * len(line) else _ENGLISH_END).search(line))


def _join(left: str, right: str) -> str:
    if _HYPHEN.search(left) and right[0].islower():
        # A word that was broken, unless what stands before the hyphen is a prefix: e-commerce.
        return left[:-1] + right
    if _FIGURE.search(left) and right[0].isdigit() and width(left) > 1.2 * len(left):
        return left + right
    ascii_both = left[-1].isascii() and right[0].isascii()
    # "12" + "34": a number broken by the line; "-" + word: a compound.
    if (
        not ascii_both
        or left[-1] == "-"
        or (left[-1].isdigit() and right[0].isdigit() and width(left) > 1.3 * len(left))
    ):
        return left + right
    return f"{left} {right}"
