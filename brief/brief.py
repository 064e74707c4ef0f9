"""What a brief is: English points, each with the Chinese sentences that it came from, and what the check has to say."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from reading.extract import Note
from translate import notes
from translate.check.messages import say_change
from translate.check.plain import change_row, finding_row, link_row
from translate.check.report import Change, Finding, Link, Severity

SCHEMA = "jianbao.brief/1"


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence of the article as it stands there.

    start, end: offsets into `Article.text` in characters. cuts: spans of it, as offsets into `Article.text`, that condensing left out.
    """

    chinese: str
    start: int
    end: int
    cuts: tuple[tuple[int, int], ...] = ()

    @property
    def kept(self) -> list[tuple[int, int]]:
        """The spans of the article that it stands for: its own, less its cuts."""
        out: list[tuple[int, int]] = []
        at = self.start
        for start, end in sorted(self.cuts):
            out.append((at, start))
            at = end
        return [(start, end) for start, end in (*out, (at, self.end)) if start < end]

    @property
    def told(self) -> str:
        """Its text without its cuts."""
        return "".join(self.chinese[start - self.start : end - self.start] for start, end in self.kept)


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence of a brief.

    Spans of findings and links: `source` into what was translated (the text of `sources` without their cuts), `target` into `english`.
    links: the facts of the source and where the English has them. draft: the summarizer's sentence in the source language, where
    one was translated (the spans point into it then).
    """

    english: str
    sources: tuple[Source, ...]
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()
    links: tuple[Link, ...] = ()
    draft: str = ""

    @property
    def translated(self) -> str:
        """What was translated, into which the spans of findings and links point."""
        return self.draft or "".join(source.told for source in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity of a cited sentence.

    start, end: offsets into `Article.text`. value, high: in `unit`; high is None unless it is a range. english: how the brief says it, or
    how it would be said. status: agrees | repaired | noted (added in brackets) | differs | missing. point: index of the point, 0-based.
    """

    chinese: str
    start: int
    end: int
    kind: str
    value: float
    high: float | None
    unit: str
    hedge: str | None
    english: str
    status: str
    point: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone named in the article; title as in the Chinese, title_english "" where no sure rendering is known."""

    chinese: str
    english: str
    title: str = ""
    title_english: str = ""
    in_brief: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body of the glossary that the article names."""

    chinese: str
    english: str
    kind: str = ""
    in_brief: bool = False


@dataclass(frozen=True, slots=True)
class RemovedText:
    """Page furniture that was left out: text, its offsets into `Article.text`, and the rule that knew it."""

    text: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A checked brief of one article. `signature` records what made it, so that it can be made again.

    left_out: clauses with facts for which there was no room, the most important first.
    source, target: languages. Fields named `chinese` and `english` hold source and target text, whatever the languages are.
    """

    headline: str
    dateline: str
    points: tuple[Point, ...]
    headline_sources: tuple[Source, ...] = ()
    figures: tuple[Figure, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    findings: tuple[Finding, ...] = ()
    removed: tuple[RemovedText, ...] = ()
    full: tuple[Point, ...] = ()
    left_out: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    name: str = ""
    signature: str = ""
    source: str = "zh"
    target: str = "en"
    timings: dict[str, float] = field(default_factory=dict, compare=False, hash=False)

    @property
    def words(self) -> int:
        """English words of the points; of a Chinese brief, those that its English would have."""
        from summarize.extract.measures import words_of

        return round(sum(words_of(p.english, language=self.target) for p in self.points))

    @property
    def text(self) -> str:
        """The points as one paragraph."""
        return ("" if self.target == "zh" else " ").join(p.english for p in self.points)

    def all_findings(self) -> tuple[Finding, ...]:
        """The brief's own findings and those of its points (of the full translation too, where there is one)."""
        return (*self.findings, *(f for p in (*self.points, *self.full) for f in p.findings))

    def errors(self) -> tuple[Finding, ...]:
        """Findings of severity error: something in the English is wrong or missing, was not repaired, and no editor lets it stand."""
        return tuple(f for f in self.all_findings() if f.severity is Severity.ERROR and f.accepted is None)

    def as_dict(self, *, wording: str = "en") -> dict[str, Any]:
        """The JSON form, plain types only. wording: the language of the messages of findings, changes and notes, en or zh."""
        return {
            "schema": SCHEMA,
            "name": self.name,
            "source": self.source,
            "target": self.target,
            "headline": self.headline,
            "headline_sources": [_source(s) for s in self.headline_sources],
            "dateline": self.dateline,
            "points": [_point(p, wording) for p in self.points],
            "figures": [_plain(f) for f in self.figures],
            "people": [_plain(p) for p in self.people],
            "organisations": [_plain(o) for o in self.organisations],
            "findings": [finding_row(f, language=wording) for f in self.findings],
            "removed": [_plain(r) for r in self.removed],
            "full": [_point(p, wording) for p in self.full],
            "left_out": [_source(s) for s in self.left_out],
            "notes": [note.worded(wording) for note in self.notes],
            "signature": self.signature,
        }

    def render(self, format: str = "md", *, wording: str = "en", author: str = "") -> str | bytes:
        """The brief in one of `brief.render.formats.FORMATS`: bytes for docx and docx-evidence, text else.

        wording: the language of headings and findings, en or zh. author: of a document. Raises InputError for another format.
        """
        from brief.render.formats import render

        return render(self, format, wording=wording, author=author)

    def as_json(self) -> str:
        """The JSON form as text, indented, Chinese as it is."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def _plain(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _source(source: Source) -> dict[str, Any]:
    row: dict[str, Any] = {"chinese": source.chinese, "start": source.start, "end": source.end}
    if source.cuts:
        row["cuts"] = [list(cut) for cut in source.cuts]
    return row


def _point(point: Point, wording: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "english": point.english,
        "sources": [_source(s) for s in point.sources],
        "findings": [finding_row(f, language=wording) for f in point.findings],
    }
    if point.draft:
        row["draft"] = point.draft
    if point.changes:
        row["repaired"] = [say_change(change, wording) for change in point.changes]
        row["changes"] = [change_row(change, language=wording) for change in point.changes]
    if bracketed := notes.found(point.english):
        row["notes"] = [
            {"fact": note.fact, "expected": note.expected, "target": [note.start, note.end]} for note in bracketed
        ]
    if point.links:
        row["links"] = [link_row(link) for link in point.links]
    return row
