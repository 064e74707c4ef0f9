"""A brief as the page in the browser has it: plain values, every finding worded in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from brief.brief import Brief, Point, Source
from brief.ground import Ground
from brief.render.colours import marks
from jianbao.errors import JianbaoError
from reading.extract import Note
from translate.check.messages import LANGUAGES, words
from translate.check.messages import table as message_table
from translate.check.plain import finding_row
from translate.check.report import Finding, LinkKind, Place, Reason
from webdemo.known import Known
from webdemo.wire.offers import use

Row = dict[str, Any]


def told(error: JianbaoError | Note) -> Row:
    """An error or a note in both languages."""
    if isinstance(error, Note):
        return {language: error.worded(language) for language in LANGUAGES}
    return {language: error.worded(language, place="page") for language in LANGUAGES}


def finding(found: Finding) -> Row:
    """A finding with its words in both languages."""
    row = finding_row(found)
    row["told"] = {la: message_table(la).get(f"place.{found.place}", "") + words(found, la) for la in LANGUAGES}
    return row


def findings(point: Point, ground: Ground | None) -> list[Row]:
    """The findings of a line, each with what would put it right: `use` = [start, end, text], the place null where the text is to be added.

    ground: None where nothing is to be put right.
    """
    made = [finding(f) for f in point.findings]
    for which, row in enumerate(made):
        right = use(point, which, ground) if ground else None
        if right is not None:
            row["use"] = [*(right[0] or (None, None)), right[1]]
    return made


def source(given: Source) -> Row:
    return {"start": given.start, "end": given.end, "cuts": [list(cut) for cut in given.cuts]}


def line(point: Point, ground: Ground | None = None, *, made: str | None = None) -> Row:
    """A line of a brief: texts, findings, marks, and its figures.

    ground: of its article. made: the English that the model wrote, where it was changed since.
    """
    chinese, english = marks(point)
    shown = point.translated
    return {
        "english": point.english,
        "made": point.english if made is None else made,
        "chinese": shown,
        "sources": [source(s) for s in point.sources],
        "findings": findings(point, ground),
        "marks": {"english": [list(m) for m in english], "chinese": [list(m) for m in chinese]},
        "compared": len(point.links),
        "figures": [
            {
                "chinese": shown[slice(*link.source)],
                "english": point.english[slice(*link.target)] if link.target else link.expected,
                "status": str(link.status),
            }
            for link in point.links
            if link.kind is LinkKind.QUANTITY and link.quantity and not (link.quantity.weak and not link.target)
        ],
    }


def sheet(brief: Brief, known: Known, *, model: str, options: Mapping[str, Any], partial: bool) -> Row:
    """A whole brief with its article, as the page keeps it. partial: more of it is on the way."""
    article = known.article
    # Of a brief in the making nothing is put right yet: what the article makes known is looked for once, at its end.
    ground = None if partial else known.ground
    return {
        "partial": partial,
        "name": article.name,
        "article": article.original,
        "title": list(article.title) if article.title else None,
        "sentences": [[s.start, s.end] for s in known.sentences],
        "removed": [[r.start, r.end] for r in known.cleaned.removed],
        "terms": [list(term) for term in known.terms],
        "model": model,
        "options": dict(options),
        "headline": headline(brief, ground),
        "dateline": brief.dateline,
        "points": [line(point, ground) for point in brief.points],
        # One that is stopped before its first words is not empty: its sentences are translated one by one.
        "findings": [
            finding(f)
            for f in brief.findings
            if f.place is Place.ARTICLE and not (partial and f.reason is Reason.EMPTY_ARTICLE)
        ],
        "left_out": [source(s) for s in brief.left_out],
        "people": [
            {"chinese": p.chinese, "english": p.english, "title": p.title, "title_english": p.title_english}
            for p in brief.people
        ],
        "organisations": [{"chinese": o.chinese, "english": o.english, "kind": o.kind} for o in brief.organisations],
        "full": [line(point) for point in brief.full],
        "notes": [{"code": n.code, "values": _plain(n.values), "told": told(n)} for n in brief.notes],
        "signature": brief.signature,
    }


def draft(row: Row, sketch: Brief) -> None:
    """Put a sketch's English to the lines of a sheet that have none yet, as their `draft`."""
    english = {tuple((s.start, s.end) for s in p.sources): p.english for p in sketch.points}
    for made in row["points"]:
        told = english.get(tuple((s["start"], s["end"]) for s in made["sources"]))
        if told and not made["english"]:
            made["draft"] = told
    if sketch.headline and not row["headline"]["english"]:
        sources = [source(s) for s in sketch.headline_sources]
        row["headline"] |= {"draft": sketch.headline, "sources": sources}


def headline(brief: Brief, ground: Ground | None) -> Row:
    """The headline as a line: what was found of it, and the marks of a comparison now."""
    found = tuple(f for f in brief.findings if f.place is Place.HEADLINE)
    links = ground.report(brief.headline_sources, brief.headline).links if ground and brief.headline_sources else ()
    return line(Point(brief.headline, brief.headline_sources, found, (), links), ground)


def _plain(values: Mapping[str, object]) -> Row:
    return {k: v if isinstance(v, str | int | float | bool | None) else str(v) for k, v in values.items()}
