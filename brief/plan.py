"""The values that the steps of the path hand on, from an article to a checked brief in the making."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from brief.brief import Brief
from brief.drafts import Draft
from facts.document import SentenceInput
from facts.quantities import quantities
from facts.quantities.value import Quantity
from jianbao.sentences import Sentence
from reading.article import Article
from reading.extract import Note
from summarize import Cleaned, LeftOut, Selected
from translate.check.report import Finding
from translate.translation import Translation

Of = TypeVar("Of", Selected, Draft, Sentence, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is to be read: a file, bytes under the name of one, or text with a title. Step: read."""

    name: str | Path
    data: bytes | None = None
    text: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanArticle:
    """An article without page furniture, in sentences. title: of the headline, () without one. body: the others. Made by: clean."""

    article: Article
    cleaned: Cleaned
    title: tuple[Sentence, ...]
    body: tuple[Sentence, ...]
    language: str

    @property
    def filed(self) -> Quantity | None:
        """The day of the dateline, where it has one."""
        return filed_on(self.cleaned, language=self.language)

    @property
    def filed_month_and_day(self) -> tuple[int, int]:
        """Month and day of the dateline; 0 for what it has not."""
        filed = self.filed
        return (filed.month or 0, filed.day or 0) if filed else (0, 0)


def filed_on(cleaned: Cleaned, *, language: str = "zh") -> Quantity | None:
    """The day of a text's dateline, where it has one."""
    dateline = cleaned.dateline
    return next(iter(quantities(dateline.date, language=language)), None) if dateline else None


@dataclass(frozen=True, slots=True)
class Planned(Generic[Of]):
    """A piece of the brief and what the translator reads of it; None where it needs no translating."""

    of: Of
    input: SentenceInput | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be translated, by its place in the brief. Made by: draft.

    headline: the title's parts. chosen: what tells the release. whole: the body, where the full translation is wanted. context: the body
    with its people and terms. findings: what the strategy has to say of the whole. full: the body's translations,
    where the strategy made them. left_out: facts that had no room. notes: those, and what the text is if no announcement.
    """

    text: CleanArticle
    headline: tuple[Planned[Selected], ...]
    chosen: tuple[Planned[Draft], ...]
    whole: tuple[Planned[Sentence], ...]
    context: tuple[SentenceInput, ...]
    findings: tuple[Finding, ...] = ()
    full: tuple[Translation, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def first(self) -> tuple[SentenceInput, ...]:
        """What the brief itself needs, in the order in which it is waited for, each once: the first point, the headline, the rest."""
        points = [p.input for p in self.chosen]
        wanted = (*points[:1], *(p.input for p in self.headline), *points[1:])
        return tuple(dict.fromkeys(s for s in wanted if s is not None))

    @property
    def rest(self) -> tuple[SentenceInput, ...]:
        """What only the full translation needs."""
        first = set(self.first)
        return tuple(dict.fromkeys(p.input for p in self.whole if p.input is not None and p.input not in first))

    @property
    def inputs(self) -> tuple[SentenceInput, ...]:
        """All that is to be translated."""
        return (*self.first, *self.rest)


@dataclass(frozen=True, slots=True)
class Translated:
    """A plan and the translations of its inputs, of some of them while the work goes on. Made by: translate."""

    plan: Plan
    translations: Mapping[SentenceInput, Translation]

    def of(self, planned: Planned[Of]) -> Translation | None:
        """The translation of a piece, where there is one by now."""
        return None if planned.input is None else self.translations.get(planned.input)


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """A sentence of the brief: its draft, its translation, and what the translator read (None for a finished draft)."""

    draft: Draft
    translation: Translation
    input: SentenceInput | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the brief will say. titled: the title's parts that stand. waiting: drafts that have no translation yet. Made by: check."""

    translated: Translated
    titled: tuple[tuple[Selected, Translation], ...]
    kept: tuple[BriefSentence, ...]
    waiting: tuple[Draft, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A brief and its files by format. Made by: render."""

    brief: Brief
    files: Mapping[str, str | bytes]
