"""What the edits of a brief are compared with: the article's sentences with their people and terms, found once for all edits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from brief.brief import Point, Source
from brief.plan import CleanArticle
from brief.review import unknown_places
from facts.document import SentenceInput, document_sentences
from facts.glossary.glossary import Glossary, Match
from facts.glossary.reversed import directed
from facts.names import Person
from facts.quantities.value import Quantity
from jianbao.sentences import Sentence
from reading.article import Article
from translate import notes
from translate.check.comparison import SourceFacts, check
from translate.check.report import Finding, LinkStatus, Reason, Report, Severity

Found = TypeVar("Found", Person, Match)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """An article as the check knows it. Made once for a brief; an edit then looks at its own sentences only.

    sentences: of the body, then of the title; known: what the document makes known of each, in the same order. people, terms: with spans
    into `article.text`, in order. filed: the day of the dateline. source, target: languages.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    known: tuple[SentenceInput, ...]
    people: tuple[Person, ...]
    terms: tuple[Match, ...]
    filed: Quantity | None = None
    source: str = "zh"
    target: str = "en"

    @classmethod
    def of(cls, text: CleanArticle, *, glossary: Glossary | None = None, target: str = "en") -> Ground:
        """The ground of a cleaned article (the value of the event *clean*). glossary: the user's terms, beside the built-in ones."""
        terms = directed(Glossary.builtin().merged(glossary), source=text.language, target=target)
        sentences = (*text.body, *text.title)
        month, day = text.filed_month_and_day
        known = document_sentences(
            [s.text for s in sentences],
            glossary=terms,
            source=text.language,
            target=target,
            month=month,
            day=day,
        )
        both = list(zip(sentences, known, strict=True))
        return cls(
            article=text.article,
            sentences=sentences,
            known=tuple(known),
            people=tuple(_moved(p, s.start) for s, k in both for p in k.people),
            terms=tuple(_moved(m, s.start) for s, k in both for m in k.terms),
            filed=text.filed,
            source=text.language,
            target=target,
        )

    def sentence(self, at: int) -> tuple[Sentence, SentenceInput] | None:
        """The sentence at an offset into `article.text`, and what is known of it; None where there is none."""
        return next(
            ((s, k) for s, k in zip(self.sentences, self.known, strict=True) if s.start <= at < s.end),
            None,
        )

    def input(self, sources: Sequence[Source]) -> SentenceInput:
        """What was translated of sources, one after the other and without their cuts, with the people and terms in it."""
        text, people, terms = "", [], []
        for start, end in (span for source in sources for span in source.kept):
            shift = len(text) - start
            people += [_moved(p, shift) for p in self.people if start <= p.start and p.end <= end]
            terms += [_moved(m, shift) for m in self.terms if start <= m.start and m.end <= end]
            text += self.article.text[start:end]
        of = [
            k
            for s, k in zip(self.sentences, self.known, strict=True)
            if any(s.start < source.end and source.start < s.end for source in sources)
        ]
        return SentenceInput(text, tuple(people), tuple(terms)).along(of)

    def report(self, sources: Sequence[Source], target: str) -> Report:
        """What the check says of `target` as the translation of sources. No model is asked."""
        facts = SourceFacts.read(self.input(sources), language=self.source, context=self.article.text)
        return compared_line(facts, target, language=self.target)

    def strangers(self, target: str, told: Sequence[Finding] = ()) -> tuple[Finding, ...]:
        """Places and universities in an English text that no sentence of the article has."""
        if (self.source, self.target) != ("zh", "en"):
            return ()
        return tuple(unknown_places(self.article, target, told))

    def point(self, english: str, sources: Sequence[Source]) -> Point:
        """A point that says `english` for sources, checked; without sources, a point that nothing vouches for."""
        if not sources:
            return Point(english, (), (Finding(Reason.UNSOURCED_LINE, Severity.WARNING), *self.strangers(english)))
        report = self.report(sources, english)
        return Point(
            english, tuple(sources), (*report.findings, *self.strangers(english, report.findings)), links=report.links
        )


def compared_line(facts: SourceFacts, target: str, *, language: str = "en") -> Report:
    """What the check says of a line that may carry notes in brackets: what stands in a note is there, though not in the sentence."""
    return noted(check(facts, notes.blanked(target), target_language=language), facts.text, target)


def noted(report: Report, source: str, target: str) -> Report:
    """The report with what is missing but stands in a note no error: the reader has it before his eyes."""
    there_are = {(note.fact, note.expected) for note in notes.found(target)}
    there = {
        link.source
        for link in report.links
        if link.status is LinkStatus.MISSING and (source[slice(*link.source)], link.expected) in there_are
    }
    findings = tuple(
        Finding.of(Reason.NOTE_ADDED, Severity.WARNING, f.source, facts=(source[slice(*f.source)],))
        if f.source in there and f.target is None
        else f
        for f in report.findings
    )
    links = tuple(replace(link, status=LinkStatus.NOTED) if link.source in there else link for link in report.links)
    return replace(report, findings=findings, links=links)


def _moved(found: Found, by: int) -> Found:
    return replace(found, start=found.start + by, end=found.end + by)
