"""The numbers of lists, which Word makes and does not write: 一、 （二） 3.1 ①."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reading.readers.word.styles import W, is_on

_DIGITS = "零一二三四五六七八九"
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    """All its numbers are written in digits: 第一章 has 1.1 below it."""


@dataclass(slots=True)
class Lists:
    """The lists of a document and how far each has been counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Any | None) -> Lists:
        """The lists of the part numbering.xml; none where there is no such part."""
        lists = cls()
        if root is None:
            return lists
        for node in root.iter(f"{W}abstractNum"):
            lists.levels[node.get(f"{W}abstractNumId", "")] = {
                _number(level.get(f"{W}ilvl")): _level(level) for level in node.iter(f"{W}lvl")
            }
        for node in root.iter(f"{W}num"):
            key = node.get(f"{W}numId", "")
            lists.abstract[key] = _value(node, "abstractNumId")
            for override in node.iter(f"{W}lvlOverride"):
                at = _number(override.get(f"{W}ilvl"))
                level = override.find(f"{W}lvl")
                if level is not None:
                    own = dict(lists.levels.get(lists.abstract[key], {}))
                    own[at] = _level(level)
                    # A list with levels of its own counts for itself.
                    lists.abstract[key] = f"{key} of its own"
                    lists.levels[lists.abstract[key]] = own
                if (start := _value(override, "startOverride")).isdigit():
                    lists._starts[key, at] = int(start)
        return lists

    def next(self, key: str, at: int) -> str:
        """The number before the next paragraph of list `key` (numId) at level `at`, with a blank after it if one is due.

        "" for a bullet.
        """
        abstract = self.abstract.get(key)
        levels = self.levels.get(abstract or "")
        if not levels or at not in levels:
            return ""
        counts = self._counts.setdefault(abstract or "", {})
        if (key, at) in self._starts and (key, at) not in self._begun:
            counts[at] = self._starts[key, at]
        else:
            counts[at] = counts.get(at, levels[at].start - 1) + 1
        self._begun.add((key, at))
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        if levels[at].format in ("bullet", "none"):
            return ""

        def shown(found: re.Match[str]) -> str:
            level = int(found[1]) - 1
            count = counts.get(level, levels[level].start if level in levels else 1)
            return numeral(count, levels[level].format if level in levels and not levels[at].legal else "decimal")

        text = re.sub(r"%(\d)", shown, levels[at].text)
        return f"{text} " if text and (text[-1].isalnum() or text[-1] in ".)") else text


def _level(node: Any) -> _Level:
    start = _value(node, "start")
    return _Level(
        start=int(start) if start.isdigit() else 1,
        format=_value(node, "numFmt") or "decimal",
        text=_value(node, "lvlText"),
        legal=is_on(node, "isLgl"),
    )


def _value(node: Any, name: str) -> str:
    found = node.find(W + name)
    return "" if found is None else str(found.get(f"{W}val", ""))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def numeral(count: int, format: str) -> str:
    """A count in a format of Word's (ST_NumberFormat); decimal where it is not known."""
    if not 0 <= count < 10_000:
        return str(count)
    make = _FORMATS.get(format)
    return (make(count) if make else "") or str(count)


def chinese(count: int) -> str:
    """12 -> 十二, 105 -> 一百零五."""
    if count < 10:
        return _DIGITS[count]
    out = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = count // size % 10
        if digit:
            out += _DIGITS[digit] + unit
        elif out and count % size and not out.endswith("零"):
            out += "零"
    return out[1:] if out.startswith("一十") else out


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count else "0"


def _roman(count: int) -> str:
    out = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        out += letters * (count // value)
        count %= value
    return out


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 1 <= count <= 20 else f"({count})"


def _zodiac(count: int) -> str:
    return _HEAVENLY[(count - 1) % 10]


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCountingThousand"),
        chinese,
    ),
    "chineseLegalSimplified": lambda count: chinese(count).translate(_FORMAL),
    "ideographTraditional": _zodiac,
    "ideographZodiac": lambda count: _EARTHLY[(count - 1) % 12],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "decimalZero": lambda count: f"{count:02}",
    "decimalFullWidth": lambda count: "".join(chr(ord(digit) + 0xFEE0) for digit in str(count)),
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}  # fmt: skip
