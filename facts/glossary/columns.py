"""Which column of a glossary is the Chinese and which the English: by the names in its header, else by what its cells hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from facts.tables import rows
from jianbao import han

Cells = tuple[int, list[str]]
"""A line's number, from 1, and its cells."""

PLACES = {"source": 0, "target": 1, "note": 2, "kind": 3, "case": 4}
"""Where the fields of an entry stand in a row of this room."""

LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
"""One Latin letter."""

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*", re.IGNORECASE)
_NUMBER = re.compile(r"[A-Za-z]{0,6}[-_./ ]?\d[\w./-]*")
"""The number of an entry (T-001). After the Chinese it may be a name (G20)."""
_WORD_CLASS = re.compile(r"[a-z]{1,5}\.")
"""n., adj."""
_TONES = re.compile("[\u0300\u0301\u0304\u030c]")

MAX_COLUMNS = 40
"""Columns that are looked at; tables of terms have at most a dozen."""
_SAMPLE = 5000
"""Lines, from all over a file, that tell what its columns are."""
_PINYIN_CELLS = 50
"""Cells of a column that are compared with the reading of the Chinese."""
_PINYIN_CHARACTERS = 40
"""How much of such a cell is read."""


def layout(lines: Sequence[Cells]) -> tuple[int, list[int]]:
    """How many lines stand before the entries, and the place of each column, -1 for one that is not read. lines: at least one."""
    top = _above(lines)
    if named := header(lines[top][1]):
        return top + 1, _settled(named, _sample(lines[top + 1 :]))
    table = _sample(lines)
    widest = max(len(cells) for _, cells in lines)
    begin = 0
    if widest > 2 and (pair := _pair(table)):
        chinese, english = pair
        begin = int(len(table) > 1 and _is_chinese(_cell(table[0], english)) and _is_chinese(_cell(table[0], chinese)))
        if {chinese, english} != {0, 1}:
            order = [-1] * widest
            order[chinese], order[english] = PLACES["source"], PLACES["target"]
            return begin, order
    order = [0, 1, 2, 4] if widest <= 4 else [0, 1, 2, 3, 4]
    if _is_reversed([(cells[0], cells[1]) for cells in table if len(cells) > 1]):
        order[:2] = [1, 0]
    return begin, order


def _sample(lines: Sequence[Cells]) -> list[list[str]]:
    return [cells for _, cells in lines[:: 1 + len(lines) // _SAMPLE]]


def _above(lines: Sequence[Cells]) -> int:
    """How many lines stand above the header: the title that a spreadsheet has there fills one cell."""
    for n, (_, cells) in enumerate(lines[:3]):
        if sum(bool(cell.strip()) for cell in cells) > 1:
            return n if header(cells) else 0
    return 0


@cache
def _names() -> dict[str, int]:
    return {name.replace("-", " "): PLACES.get(field, -1) for name, field, *_ in rows("glossary/lists/columns.tsv")}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], int], ...]:
    found = rows("glossary/lists/headers.tsv")
    return tuple((re.compile(pattern), PLACES.get(field, -1)) for pattern, field, *_ in found)


def header(cells: Iterable[str]) -> list[int]:
    """The place of each column if this line is a header, else nothing; -1 for a column that is not read (a number, a date)."""
    places = [_place(cell) if at < MAX_COLUMNS else -1 for at, cell in enumerate(cells)]
    return places if PLACES["source"] in places and PLACES["target"] in places else []


def heading(cell: str) -> str:
    """The name of a column as the lists have it: in small letters, with one blank for each run of blanks, colons, hyphens and _."""
    return re.sub(r"[\s_:：*-]+", " ", cell).strip().lower()


def _place(cell: str) -> int:
    name = heading(cell)
    flat = " ".join(re.sub(r"[(（\[【)）\]】,，/]", " ", name).split())
    inner = re.sub(r".*[(（\[【](.*?)[)）\]】].*", r"\1", name)
    bare = re.sub(r"\s*[(（\[【].*?[)）\]】]\s*", "", name)
    for form in (name, name.replace(" ", ""), flat, inner, bare):
        if form in _names():
            return _names()[form]
        for pattern, place in _patterns():
            if pattern.fullmatch(form):
                return place
    return -1


def _settled(named: list[int], table: Sequence[Sequence[str]]) -> list[int]:
    """The places that a header names, held against the cells: "Source" over names of web sites is no column of Chinese."""
    columns = {at: _column(table, at) for at, place in enumerate(named) if place in (0, 1)}
    columns = {at: column for at, column in columns.items() if column.cells}
    turned = all(column.english if named[at] == 0 else column.chinese for at, column in columns.items())
    if turned and {named[at] for at in columns} == {0, 1}:
        return [1 - place if place in (0, 1) else place for place in named]
    fitting = [
        -1 if at in columns and not (columns[at].english if place == 1 else columns[at].chinese) else place
        for at, place in enumerate(named)
    ]
    return [
        kept if place not in (0, 1) or place in fitting else place for place, kept in zip(named, fitting, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Column:
    """What the cells of a column are. cells: those that are filled."""

    cells: tuple[str, ...]
    chinese: bool
    english: bool

    @property
    def distinct(self) -> int:
        return len(set(self.cells))

    @property
    def length(self) -> float:
        return sum(map(len, self.cells)) / max(1, len(self.cells))


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _column(table: Sequence[Sequence[str]], at: int) -> _Column:
    cells = tuple(filter(None, (_cell(row, at) for row in table)))
    japanese = 10 * sum(bool(_KANA.search(cell)) for cell in cells) > len(cells)
    return _Column(cells, _most(cells, _is_chinese) and not japanese, _most(cells, _is_english))


def _most(cells: Sequence[str], holds: Callable[[str], object]) -> bool:
    return 2 * sum(bool(holds(cell)) for cell in cells) >= max(1, len(cells))


def _is_chinese(cell: str) -> bool:
    return han.count(cell) > len(LATIN.findall(cell)) / 2


def _is_english(cell: str) -> bool:
    return bool(LATIN.search(cell)) and not han.ONE.search(cell) and not _ADDRESS.fullmatch(cell)


def _pair(table: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """The columns of the Chinese and of the English terms; None where no column holds the one or the other.

    Terms differ from line to line, are short, and stand beside each other, most often the Chinese first.
    Departments, pinyin, numbers and notes are none.
    """
    found = {at: _column(table, at) for at in range(min(MAX_COLUMNS, max(map(len, table))))}
    found = {at: column for at, column in found.items() if 2 * len(column.cells) >= len(table)}
    chinese = {at: column for at, column in found.items() if column.chinese}
    english = {at: column for at, column in found.items() if column.english}
    if not chinese or not english:
        return None
    against = {at: _oddness(column, chinese.values(), long=15) for at, column in chinese.items()}
    against |= {
        at: _oddness(column, english.values(), long=60) + 4 * _most(column.cells, _WORD_CLASS.fullmatch)
        for at, column in english.items()
    }

    numbers = {at for at, column in english.items() if _most(column.cells, _NUMBER.fullmatch)}

    def rank(pair: tuple[int, int]) -> tuple[int, bool, int]:
        zh, en = pair
        pinyin = len(english) > 1 and _is_pinyin([(_cell(row, zh), _cell(row, en)) for row in table])
        numbered = en in numbers and en < zh
        return against[zh] + against[en] + 4 * (pinyin or numbered), en < zh, abs(zh - en)

    return min(((zh, en) for zh in chinese for en in english if zh != en), key=rank, default=None)


def _oddness(column: _Column, others: Iterable[_Column], *, long: int) -> int:
    """3 for a column whose cells repeat, 2 for one of long notes, as the others of its language go. long: characters."""
    others = list(others)
    repeats = column.distinct < 0.75 * max(other.distinct for other in others)
    return 3 * repeats + 2 * (column.length > max(long, 2 * min(other.length for other in others)))


def _is_pinyin(pairs: list[tuple[str, str]]) -> bool:
    """Whether the second column spells the first: with tones, or without capitals. Names written as names (Wenjiang) are English."""
    from pypinyin import lazy_pinyin

    both = [(zh, en) for zh, en in pairs if _is_chinese(zh) and _is_english(en)][:_PINYIN_CELLS]
    spelled = 0
    for zh, en in both:
        parts = unicodedata.normalize("NFD", en)
        reading = _letters("".join(lazy_pinyin(zh[:_PINYIN_CHARACTERS], v_to_u=True)))
        as_name = en.istitle() and not _TONES.search(parts)
        spelled += not as_name and reading.startswith(_letters(parts))
    return 2 * spelled >= max(1, len(both))


def _letters(text: str) -> str:
    """The letters alone, ü as u however it is written (lü, lv)."""
    plain = unicodedata.normalize("NFD", text).lower()
    return "".join(c for c in plain if c.isascii() and c.isalpha()).replace("v", "u")


def _is_reversed(pairs: list[tuple[str, str]]) -> bool:
    """Whether English stands before Chinese in most of the pairs that have both."""
    both = [(bool(han.ONE.search(a)), bool(han.ONE.search(b))) for a, b in pairs[:200]]
    forward, backward = both.count((True, False)), both.count((False, True))
    return backward > 2 * forward and backward > 0
