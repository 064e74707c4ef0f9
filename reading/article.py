"""Reading a press release: a file, standard input or a string in, an `Article` out.

Whatever cannot be used is refused with one sentence (InputError) that names the file, the value, the limit and the way on.
"""

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from jianbao.errors import InputError
from jianbao.limits import MAX_CHARACTERS, MAX_FILE_BYTES, MIN_HAN_SHARE
from reading.characters import han_share, looks_binary, other_script, simplify, unify
from reading.formats import extract, find_format, plain
from reading.lines import Extract
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
    notes: tuple[str, ...]


def read_article(
    path: str | Path, *, data: bytes | None = None, format: str | None = None, language: str = "zh"
) -> Article:
    """Read a file ("-": standard input); with `data`, those bytes under the name `path`.

    format: txt, md, html, docx or pdf; None goes by the ending of the name, checked against the content.
    language: zh or en, what the text has to be in. Raises InputError.
    """
    name = str(path) if str(path) == "-" else Path(path).name
    if data is None:
        data = _read_bytes(path)
    elif len(data) > MAX_FILE_BYTES:
        raise _too_large(name, f"{len(data):,}")
    if not data.strip():
        raise InputError(f"{name}: the file is empty. Give a file with the text of a press release.")
    found, notes = find_format(data, name=name, asked=format)
    part = extract(data, name=name, format=found, language=language)
    article = _article(part, name=name, format=found, language=language)
    return replace(article, notes=(*notes, *article.notes))


def from_text(text: str, *, title: str | None = None, name: str = "text", language: str = "zh") -> Article:
    """An article of a string; an explicit `title` goes in front, unless the text begins with it. Raises InputError."""
    if len(text) > 4 * MAX_CHARACTERS:
        raise _too_long(name, len(text))
    return _article(plain(text, title=title or ""), name=name, format="txt", language=language)


def _read_bytes(path: str | Path) -> bytes:
    if str(path) == "-":
        data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        if len(data) > MAX_FILE_BYTES:
            raise _too_large("standard input", f"more than {MAX_FILE_BYTES:,}")
        return data
    if str(path).startswith(("http://", "https://")):
        raise InputError(
            f"{path} is a web address, and nothing is downloaded here. Save the page as HTML and give that file."
        )
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder. Give one file, or run the batch command on the folder.")
        with path.open("rb") as file:
            # Read to the limit and one further: a size that was asked before may not be the size that is read.
            data = file.read(MAX_FILE_BYTES + 1)
            if len(data) > MAX_FILE_BYTES:
                raise _too_large(str(path), f"{max(path.stat().st_size, len(data)):,}")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file. Check the name, or give - to read standard input.") from None
    except PermissionError:
        raise InputError(
            f"{path}: no permission to read it. Change the permissions (chmod u+r) or copy the file."
        ) from None
    except (OSError, ValueError) as error:
        raise InputError(f"{str(path)[:200]}: cannot be read ({getattr(error, 'strerror', None) or error}).") from None
    return data


def _too_large(name: str, size: str) -> InputError:
    return InputError(
        f"{name}: {size} bytes is over the limit of {MAX_FILE_BYTES:,}. A press release is far smaller: give the text alone, or split the file."
    )


def _article(part: Extract, *, name: str, format: str, language: str) -> Article:
    if language not in ("zh", "en"):
        raise InputError(f"language {language!r} is not known: give zh or en.")
    # Before anything walks through the characters; markup and blanks may be as long again as the text.
    if len(part.text) > 4 * MAX_CHARACTERS:
        raise _too_long(name, len(part.text))
    if looks_binary(part.text):
        raise InputError(
            f"{name} is full of control characters: a binary file, not text. Give txt, md, html, docx or pdf."
        )
    original, notes = unify(part.text)
    title, _ = unify(part.title)
    title = title.replace("\n", " ")
    if _squeezed(title):
        original = _with_title(original, title)
    if not original.strip():
        raise InputError(f"{name}: there is nothing in it but blanks. Give a file with the text of a press release.")
    if len(original) > MAX_CHARACTERS:
        raise _too_long(name, len(original))
    _check_language(original, name=name, language=language)
    text, traditional = simplify(original) if language == "zh" else (original, False)
    if traditional:
        notes = (*notes, "traditional characters simplified")
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
    return InputError(
        f"{name}: {characters:,} characters is over the limit of {MAX_CHARACTERS:,}. Split the file into its articles and run them as a batch."
    )


def _check_language(text: str, *, name: str, language: str) -> None:
    share = han_share(text)
    if language == "zh":
        if other := other_script(text):
            raise InputError(f"{name}: the text looks {other}. Jianbao reads Chinese (or English, with --from en).")
        if share < MIN_HAN_SHARE:
            raise InputError(
                f"{name}: {share:.0%} of the letters are Chinese characters, and a Chinese text has at least {MIN_HAN_SHARE:.0%}. "
                "For an English text give --from en."
            )
    elif share >= MIN_HAN_SHARE or not any(map(str.isalpha, text)):
        raise InputError(
            f"{name}: {share:.0%} of the letters are Chinese characters, and an English text has less than {MIN_HAN_SHARE:.0%}. "
            "For a Chinese text leave --from en out."
        )
