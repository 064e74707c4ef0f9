"""What visitors give: texts, files and terms, within the bounds of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from facts.glossary.file import parse
from facts.glossary.glossary import Glossary
from jianbao.deadline import Deadline
from jianbao.errors import InputError
from reading.article import Article, read_article
from webdemo import limits

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?[十百千万亿]*|[零〇一二两三四五六七八九十百千万亿]+")
_ENDS = re.compile(r"[。！？!?；;\n]")


def bounded(text: str, *, name: str = "") -> str:
    """The text, if it is one and not too long. name: of the file that it is from, "" for what was typed. Raises InputError."""
    if not text.strip():
        raise InputError("webdemo.no_text")
    if len(text) > limits.MAX_CHARACTERS:
        code = "webdemo.file_too_long" if name else "webdemo.text_too_long"
        raise InputError(code, name=name, characters=len(text), limit=limits.MAX_CHARACTERS)
    return text


def countable(*texts: str) -> None:
    """Raise InputError where a text has more numbers than one comparison takes."""
    for text in texts:
        if (numbers := len(_NUMBER.findall(text))) > limits.MAX_NUMBERS:
            raise InputError("webdemo.too_many_numbers", numbers=numbers, limit=limits.MAX_NUMBERS)


def workable(text: str) -> str:
    """A text to be condensed or translated. Raises InputError for one that is no press release, by its numbers or the length of a sentence:
    a little of either holds the processor for minutes."""
    if (numbers := len(_NUMBER.findall(text))) > limits.MAX_FIGURES:
        raise InputError("webdemo.too_many_figures", numbers=numbers, limit=limits.MAX_FIGURES)
    if (longest := max(map(len, _ENDS.split(text)))) > limits.MAX_UNBROKEN:
        raise InputError("webdemo.unbroken", characters=longest, limit=limits.MAX_UNBROKEN)
    return text


def read_upload(name: str, data: bytes, *, language: str = "zh", deadline: Deadline | None = None) -> Article:
    """An article of an uploaded file, in zh or en. Raises InputError for one that is too large, of another type, or not readable."""
    name = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1][-120:] or "file"
    if not name.lower().endswith(limits.UPLOADS):
        raise InputError("webdemo.file_type", name=name, known=", ".join(e[1:] for e in limits.UPLOADS))
    if len(data) > limits.MAX_FILE_BYTES:
        raise InputError("webdemo.file_too_large", name=name, size=len(data), limit=limits.MAX_FILE_BYTES)
    article = read_article(name, data=data, language=language, deadline=deadline)
    bounded(article.text, name=name)
    return article


def terms_of(given: Sequence[Sequence[object]] | str | bytes) -> tuple[tuple[str, str], ...]:
    """Terms of a table's rows, or of a glossary's text or file in any form that `facts.glossary.file` reads. Raises InputError."""
    if isinstance(given, str | bytes):
        if len(given) > limits.MAX_TERMS_BYTES:
            raise InputError("webdemo.terms_too_large", size=len(given), limit=limits.MAX_TERMS_BYTES)
        pairs = [(row[0], row[1]) for row in parse(given).require()] if given.strip() else []
    else:
        cells = [["" if cell is None else str(cell).strip() for cell in row[:2]] + ["", ""] for row in given]
        pairs = [(row[0], row[1]) for row in cells]
    found: list[tuple[str, str]] = []
    for i, (source, target) in enumerate(pairs, 1):
        if not source and not target:
            continue
        if not source or not target:
            raise InputError("webdemo.term_side", row=i, term=(source or target)[:60])
        if long := [side for side in (source, target) if len(side) > limits.MAX_TERM_CHARACTERS]:
            raise InputError(
                "webdemo.term_too_long",
                row=i,
                term=long[0][:40],
                characters=len(long[0]),
                limit=limits.MAX_TERM_CHARACTERS,
            )
        found.append((source, target))
    if len(found) > limits.MAX_TERMS:
        raise InputError("webdemo.too_many_terms", terms=len(found), limit=limits.MAX_TERMS)
    return tuple(found)


def glossary_of(terms: Sequence[Sequence[str]]) -> Glossary | None:
    """The terms of a visitor as a glossary; None for none."""
    return Glossary.from_rows(terms) if terms else None
