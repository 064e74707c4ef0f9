"""What a browser sends back of a brief: data, which is looked at and bounded before anything is made of it."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from brief.brief import Brief, Organisation, Person, Point, RemovedText, Source
from brief.figures import figures
from brief.signature import by_hand
from jianbao import wording
from jianbao.errors import InputError
from reading.article import Article
from reading.characters import simplify
from reading.extract import Note
from translate.check.messages import LANGUAGES, words
from translate.check.messages import table as message_table
from translate.check.report import Finding, Place, Reason, Severity, Span, Value
from webdemo import limits
from webdemo.inputs import bounded, terms_of
from webdemo.known import Known, Terms
from webdemo.wire.lines import Line, compared

LINE, SOURCES, FINDINGS, REASON, AUTHOR = 5_000, 60, 80, 300, 100
"""At most: characters of a line, sources and findings of a line, characters of the reason of an acceptance and of an author."""


def _refused() -> InputError:
    return InputError("webdemo.sheet")


def mapping(value: object) -> Mapping[str, Any]:
    """A JSON object. Raises InputError for anything else, as all of these do."""
    if not isinstance(value, dict):
        raise _refused()
    return value


def rows(value: object, most: int = limits.MAX_LINES) -> list[Any]:
    """A list that is not too long."""
    if not isinstance(value, list):
        raise _refused()
    if len(value) > most:
        raise InputError("webdemo.sheet_too_large", count=len(value), limit=most)
    return value


def text(value: object, most: int = LINE) -> str:
    """A string that is not too long, without lone surrogates."""
    if not isinstance(value, str):
        raise _refused()
    if len(value) > most:
        raise InputError("webdemo.sheet_too_large", count=len(value), limit=most)
    return value.encode("utf-8", "replace").decode("utf-8")


def span(value: object, end: int) -> Span:
    """Two offsets in order, within `end` characters."""
    match value:
        case [int(a), int(b)] if 0 <= a <= b <= end:
            return int(a), int(b)
    raise _refused()


def article(value: object) -> tuple[Article, Terms]:
    """The article that a brief is of, its text as it was read before, and its reader's terms."""
    row = mapping(value)
    original = bounded(text(row.get("text"), limits.MAX_CHARACTERS))
    title = row.get("title")
    found = Article(
        text=simplify(original)[0],
        original=original,
        title=None if title is None else span(title, len(original)),
        name=text(row.get("name", "text"), 200),
        format="txt",
        encoding="",
        notes=(),
    )
    return found, terms_of(rows(row.get("terms", []), 2 * limits.MAX_TERMS))


def source(value: object, of: Article) -> Source:
    """A stretch of the article with the cuts within it."""
    row = mapping(value)
    start, end = span([row.get("start"), row.get("end")], len(of.original))
    cuts = tuple(span(cut, end) for cut in rows(row.get("cuts", []), SOURCES))
    if start == end or any(a < start for a, _ in cuts):
        raise _refused()
    return Source(of.original[start:end], start, end, cuts)


def line(value: object, of: Article) -> Line:
    """A line as it stands on the page."""
    row = mapping(value)
    return Line(
        english=re.sub(r"\s", " ", text(row.get("english"))),
        made=re.sub(r"\s", " ", text(row.get("made", ""))),
        sources=tuple(source(s, of) for s in rows(row.get("sources"), SOURCES)),
        findings=tuple(finding(f) for f in rows(row.get("findings", []), FINDINGS)),
    )


def around(value: object, of: Article) -> list[Point]:
    """The lines of a brief among which another one will stand, as they read now."""
    return [Point(each.english, each.sources) for each in (line(row, of) for row in rows(value))]


def finding(value: object) -> Finding:
    """A finding that can be worded."""
    row = mapping(value)
    try:
        values = mapping(row.get("values", {}))
        found = Finding(
            Reason(text(row.get("reason"))),
            Severity(text(row.get("severity"))),
            _place_in(row.get("source")),
            _place_in(row.get("target")),
            tuple(sorted((text(k, 40), _value(v)) for k, v in values.items())),
            Place(row.get("place", "sentence")),
            finding({**row["cause"], "cause": None}) if isinstance(row.get("cause"), dict) else None,
            None if row.get("accepted") is None else " ".join(text(row["accepted"], REASON).split()),
        )
        if not _fields(found.reason) <= {name for name, _ in found.values} | {"cause"}:
            raise _refused()
        for language in LANGUAGES:
            words(found, language)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise _refused() from None
    return found


def brief(value: object, known: Known) -> Brief:
    """The brief that a page shows: its lines compared anew with the article, everything else as it was made."""
    row, of = mapping(value), known.article
    lines = [each for each in (_tidy(line(p, of)) for p in rows(row.get("points"))) if each.english]
    head = _tidy(line(row.get("headline"), of))
    points = tuple(compared(known, each) for each in lines)
    title = compared(known, head, place=Place.HEADLINE) if head.english else Point("", head.sources)
    whole = tuple(
        Point(e.english, e.sources, e.findings) for e in (line(p, of) for p in rows(row.get("full", []), 2_000))
    )
    said = " ".join([head.english, *(p.english for p in points)]).lower()
    findings = tuple(finding(f) for f in rows(row.get("findings", []), FINDINGS))
    edited = row.get("edited") is True or any(e.english != e.made for e in (*lines, head))
    places = ((*title.findings, *findings), *(p.findings for p in points))
    return Brief(
        headline=head.english,
        dateline=text(row.get("dateline", ""), 200),
        points=points,
        headline_sources=head.sources,
        figures=figures(points),
        people=tuple(_person(p, said) for p in rows(row.get("people", []), 1_000)),
        organisations=tuple(_body(o, said) for o in rows(row.get("organisations", []), 1_000)),
        findings=(*title.findings, *findings),
        removed=tuple(RemovedText(r.text, r.start, r.end, r.rule) for r in known.cleaned.removed),
        full=whole,
        left_out=tuple(source(s, of) for s in rows(row.get("left_out", []), 50)),
        notes=tuple(_note(n) for n in rows(row.get("notes", []), 50)),
        name=of.name,
        signature=by_hand(text(row.get("signature", "")), places, edited=edited, stopped=row.get("stopped") is True),
    )


def _tidy(given: Line) -> Line:
    """The line without blanks that a typist leaves."""
    return replace(given, english=" ".join(given.english.split()), made=" ".join(given.made.split()))


def _person(value: object, said: str) -> Person:
    row = mapping(value)
    chinese, english, title, post = (
        text(row.get(k, ""), 200) for k in ("chinese", "english", "title", "title_english")
    )
    there = bool(english) and english.lower() in said
    return Person(chinese=chinese, english=english, title=title, title_english=post, in_brief=there)


def _body(value: object, said: str) -> Organisation:
    row = mapping(value)
    chinese, english, kind = (text(row.get(k, ""), 300) for k in ("chinese", "english", "kind"))
    return Organisation(chinese=chinese, english=english, kind=kind, in_brief=bool(english) and english.lower() in said)


def _note(value: object) -> Note:
    row = mapping(value)
    code, values = text(row.get("code"), 80), mapping(row.get("values", {}))
    if code not in wording.table("en"):
        raise _refused()
    made = Note(code, {text(k, 40): _value(v) for k, v in values.items()})
    try:
        for language in wording.LANGUAGES:
            made.worded(language)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise _refused() from None
    return made


def _value(value: object) -> Value:
    match value:
        case bool() | int() | float():
            return value
        case str():
            return text(value)
        case list():
            return tuple(text(v) for v in rows(value, 100))
    raise _refused()


def _place_in(value: object) -> Span | None:
    return None if value is None else span(value, limits.MAX_CHARACTERS)


@cache
def _fields(reason: Reason) -> frozenset[str]:
    wordings = (message_table(language)[reason] for language in LANGUAGES)
    return frozenset(name for w in wordings for _, name, _, _ in string.Formatter().parse(w) if name)
