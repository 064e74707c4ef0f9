"""Reading a press release: a file, standard input or a string in, an `Article` out.

Whatever cannot be used is refused with one sentence (InputError) that names the file, the value, the limit and the way on.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path

from jianbao.arguments import require
from jianbao.deadline import Deadline
from jianbao.errors import InputError
from jianbao.limits import MAX_CHARACTERS, MAX_FILE_BYTES, MAX_LOST_SHARE, MIN_HAN_SHARE
from jianbao.system import reason_of
from reading.characters import han_share, looks_binary, other_script, simplify, unify
from reading.extract import Extract, Note, note
from reading.formats import extract, find_format
from reading.mojibake import undo
from reading.readers.text import plain
from reading.titles import find_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A press release as text. All offsets of Jianbao are characters of `text`.

    text: non-empty lines, without blank edges, joined by "\\n"; simplified characters. A line is a paragraph, a title, or furniture.
    original: the same characters as they were written (traditional, compatibility forms); of the same length.
    title: span of the headline in `text`, or None. name: file name, "-" for standard input. format: txt, md, html, docx, pdf.
    encoding: what the bytes were in ("" where the format settles it). notes: what was changed or left out, for the reader.
    """

    text: str
    original: str
    title: tuple[int, int] | None
    name: str
    format: str
    encoding: str
    notes: tuple[Note, ...]

    @property
    def headline(self) -> str:
        """The title, "" where there is none."""
        return "" if self.title is None else self.text[slice(*self.title)]


def read_article(
    path: str | Path,
    *,
    data: bytes | None = None,
    format: str | None = None,
    language: str = "zh",
    deadline: Deadline | None = None,
) -> Article:
    """Read a file ("-": standard input); with `data`, those bytes under the name `path`.

    format: txt, md, html, docx or pdf; None goes by the ending of the name, checked against the content.
    language: zh or en, what the text has to be in. deadline: asked while the file is parsed; what it raises ends the parsing.
    Raises InputError.
    """
    require("path", path, str, PathLike)
    require("data", data, bytes, type(None))
    require("deadline", deadline, Deadline, type(None))
    name = str(path) if str(path) == "-" else Path(path).name
    if data is None:
        data = _read_bytes(path)
    elif len(data) > MAX_FILE_BYTES:
        raise _too_large(name, len(data))
    if not data.strip():
        raise InputError("reading.empty", name=name)
    found, notes = find_format(data, name=name, asked=format)
    part = extract(data, name=name, format=found, language=language, deadline=deadline)
    article = _article(part, name=name, format=found, language=language)
    return replace(article, notes=(*notes, *article.notes))


def from_text(text: str, *, title: str | None = None, name: str = "text", language: str = "zh") -> Article:
    """An article of a string; an explicit `title` goes in front, unless the text begins with it. Raises InputError."""
    require("text", text, str)
    require("title", title, str, type(None))
    if len(text) > 4 * MAX_CHARACTERS:
        raise _too_long(name, len(text))
    return _article(plain(text, title=title or ""), name=name, format="txt", language=language)


def _read_bytes(path: str | Path) -> bytes:
    if str(path) == "-":
        data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise _too_large("-", len(data))
        return data
    if str(path).startswith(("http://", "https://")):
        raise InputError("reading.web_address", address=str(path))
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError("reading.folder", path=str(path))
        with path.open("rb") as file:
            # Read to the limit and one further: a size that was asked before may not be the size that is read.
            data = file.read(MAX_FILE_BYTES + 1)
            if len(data) > MAX_FILE_BYTES:
                raise _too_large(str(path), max(path.stat().st_size, len(data)))
    except FileNotFoundError:
        raise InputError("reading.no_file", path=str(path)) from None
    except PermissionError:
        raise InputError("reading.no_permission", path=str(path)) from None
    except (OSError, ValueError) as error:
        raise InputError("reading.unreadable", path=str(path)[:200], reason=reason_of(error)) from None
    return data


def _too_large(name: str, size: int) -> InputError:
    return InputError("reading.too_large", name=name, size=size, limit=MAX_FILE_BYTES)


def _article(part: Extract, *, name: str, format: str, language: str) -> Article:
    if language not in ("zh", "en"):
        raise InputError("reading.unknown_language", language=language)
    text = "\n".join(part.paragraphs)
    # Before anything walks through the characters; markup and blanks may be as long again as the text.
    if len(text) > 4 * MAX_CHARACTERS:
        raise _too_long(name, len(text))
    undone = undo(text)
    if looks_binary(undone.text):
        raise InputError("reading.binary", name=name)
    if undone.lost:
        raise InputError("reading.mojibake", name=name, lines=undone.lost, read_as=undone.read_as, was=undone.was)
    original, notes = unify(undone.text)
    if undone.lines:
        notes = (note("mojibake_undone", count=undone.lines, read_as=undone.read_as, was=undone.was), *notes)
    lost = original.count("\ufffd")
    if lost > MAX_LOST_SHARE * len(original):
        raise InputError("reading.lost", name=name, lost=lost, characters=len(original))
    title, _ = unify(undo(part.title).text)
    title = title.replace("\n", " ")
    if _squeezed(title):
        original = _with_title(original, title)
    if not original.strip():
        raise InputError("reading.blank", name=name)
    if len(original) > MAX_CHARACTERS:
        raise _too_long(name, len(original))
    _check_language(original, name=name, language=language)
    text, traditional = simplify(original) if language == "zh" else (original, False)
    if traditional:
        notes = (*notes, note("simplified"))
    span = (0, len(title)) if _squeezed(title) else find_title(text, language=language)
    return Article(
        text=text,
        original=original,
        title=span,
        name=name,
        format=format,
        encoding=part.encoding,
        notes=(*part.notes, *notes),
    )


def _with_title(text: str, title: str) -> str:
    """`title` as the first line; a line near the top that says the same gives way to it."""
    lines = text.split("\n")
    for i, line in enumerate(lines[:6]):
        if _squeezed(line) == _squeezed(title):
            del lines[i]
            break
    return "\n".join([title, *lines])


def _squeezed(line: str) -> str:
    return "".join(character for character in line if character.isalnum()).casefold()


def _too_long(name: str, characters: int) -> InputError:
    return InputError("reading.too_long", name=name, characters=characters, limit=MAX_CHARACTERS)


WRONG_LANGUAGE = frozenset({"reading.not_chinese", "reading.not_english"})
"""Codes of the errors about a text that is in another language than was asked for."""


def _check_language(text: str, *, name: str, language: str) -> None:
    share = han_share(text)
    if language == "zh":
        if other := other_script(text):
            raise InputError(f"reading.{other}", name=name)
        if share < MIN_HAN_SHARE:
            raise InputError("reading.not_chinese", name=name, share=share, least=MIN_HAN_SHARE)
    elif share >= MIN_HAN_SHARE or not any(map(str.isalpha, text)):
        raise InputError("reading.not_english", name=name, share=share, most=MIN_HAN_SHARE)
