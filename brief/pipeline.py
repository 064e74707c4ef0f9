"""The pipeline: article in, brief out.

`Composer` loads nothing; it is given a translator, and for the strategies that write, a summarizer. `plan` does what needs no
translation, `assemble` what comes after it, so that many articles can share the batches between (`compose_many`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from brief import assembly, strategies
from brief.brief import Brief, Point, RemovedText
from brief.recipe import Recipe
from brief.signature import Signature, signature_of
from brief.strategies import Drafted, Summarizer
from facts.document import SentenceInput
from facts.quantities import quantities, render
from facts.quantities.value import Quantity
from jianbao.errors import InputError
from jianbao.limits import MAX_SENTENCES
from jianbao.sentences import Sentence, split
from models.engines.protocols import Encoder
from reading.article import Article
from summarize import Cleaned, Selected, clean, sentences_of
from summarize.written.attribution import Encode
from translate.check.report import Place, Severity
from translate.stream import windows
from translate.translation import Translation
from translate.translator import Translator

AIM = 1.08
"""What condensing is asked for, as a share of the length: the model's English is 0.93 to 0.99 of the estimate, and `assembly.within` trims."""
LONGEST_HEADLINE = 60
"""Characters of a title that is translated in one piece, and of a lead that may stand in for a headline where the article has none."""


@dataclass(frozen=True, slots=True)
class Event:
    """Progress: `step` (clean, condense, headline, translate, point, check) is at `done` of `total`; `value` is what it has made, if anything."""

    step: str
    done: int = 0
    total: int = 0
    value: Any = None


Progress = Callable[[Event], None]
"""Called as the work goes on; what it raises stops the work."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An article, condensed and ready to be translated.

    selected: one a draft. inputs: headline parts, then the drafts that are not finished, then (for full, unless translated already) the body.
    """

    article: Article
    cleaned: Cleaned
    body: tuple[Sentence, ...]
    headline: tuple[Selected, ...]
    selected: tuple[Selected, ...]
    inputs: tuple[SentenceInput, ...]
    context: tuple[SentenceInput, ...]
    times: dict[str, float]
    drafted: Drafted
    language: str = "zh"

    @property
    def filed(self) -> Quantity | None:
        """The day of the dateline, where it has one."""
        return (
            next(iter(quantities(self.cleaned.dateline.date, language=self.language)), None)
            if self.cleaned.dateline
            else None
        )


class Composer:
    """Makes briefs of one recipe with one translator, and a summarizer for the strategies that have one.

    encode: vectors of an encoder that knows both languages; the translator's where None.
    """

    def __init__(
        self,
        translator: Translator,
        *,
        recipe: Recipe = Recipe(),
        summarizer: Summarizer | None = None,
        encode: Encode | None = None,
    ) -> None:
        self.translator = translator
        self.recipe = recipe
        self.summarizer = summarizer
        self.encode = encode or (translator.engine.encode if isinstance(translator.engine, Encoder) else None)

    def signature(self) -> Signature:
        """Everything that a brief depends on, see `brief.signature`."""
        summarizer = self.summarizer.signature() if self.summarizer else None
        return signature_of(self.recipe, translator=self.translator.signature(), summarizer=summarizer)

    def compose(self, article: Article, *, progress: Progress | None = None) -> Brief:
        """The brief of one article. Raises InputError where it has no sentence."""
        tell = progress or _silent
        plan = self.plan(article, progress=progress)
        began, decoded = time.perf_counter(), self.translator.seconds
        translations = self.translator.translate(
            plan.inputs,
            progress=(lambda done, total: tell(Event("translate", done, total))) if progress else None,
        )
        plan.times["translate"] = self.translator.seconds - decoded
        plan.times["check"] = time.perf_counter() - began - plan.times["translate"]
        brief = self.assemble(plan, translations)
        tell(Event("done", 1, 1, brief))
        return brief

    def compose_many(self, articles: Iterable[Article], *, sentences: int = 400) -> Iterator[Brief]:
        """Briefs of many articles in order; some `sentences` of them share batches, so that memory does not grow with their number."""
        with self.translator.remembering():
            for window in windows(map(self.plan, articles), size=lambda plan: len(plan.inputs), limit=sentences):
                yield from self._flush(window)

    def _flush(self, window: Sequence[Plan]) -> Iterator[Brief]:
        done = iter(self.translator.translate([s for plan in window for s in plan.inputs]))
        for plan in window:
            yield self.assemble(plan, [next(done) for _ in plan.inputs])

    def plan(self, article: Article, *, progress: Progress | None = None) -> Plan:
        """Clean, split and condense an article, and find its people and terms."""
        tell = progress or _silent
        language = self.translator.options.source
        times: dict[str, float] = {}
        began = time.perf_counter()
        cleaned = clean(article.text, language=language)
        sentences = sentences_of(article.text, cleaned, language=language)
        title = _title_sentences(article, sentences, cleaned, language)
        body = tuple(s for s in sentences if not title or s.start >= title[-1].end)
        if not body and title:
            body, title = title, ()
        if not body:
            raise InputError("brief.only_furniture", name=article.name, removed=len(cleaned.removed))
        if len(body) > MAX_SENTENCES:
            raise InputError("brief.too_many_sentences", name=article.name, sentences=len(body), limit=MAX_SENTENCES)
        times["clean"] = time.perf_counter() - began
        tell(Event("clean", 1, 1, cleaned))
        began = time.perf_counter()
        headline = _headline(article, title) or _headline_of(body[0])
        drafted = strategies.draft(
            self.recipe.strategy,
            body,
            title=" ".join(s.text for s in title),
            words=int(AIM * self.recipe.length),
            translator=self.translator,
            summarizer=self.summarizer,
            encode=self.encode,
            strict=self.recipe.strict,
            tell=lambda step, done, total: tell(Event(step, done, total)),
        )
        selected = tuple(d.selected for d in drafted.drafts)
        times["condense"] = time.perf_counter() - began
        tell(Event("condense", len(selected), len(body), selected))
        began = time.perf_counter()
        wanted = [s.text for s in headline] + [d.selected.text for d in drafted.drafts if d.finished is None]
        if self.recipe.full and not drafted.full:
            wanted += [s.text for s in body]
        # The whole body goes along: a name is known by its post where it is first mentioned.
        known = self.translator.document([s.text for s in body] + wanted)
        times["facts"] = time.perf_counter() - began
        return Plan(
            article,
            cleaned,
            body,
            headline,
            selected,
            tuple(known[len(body) :]),
            tuple(known[: len(body)]),
            times,
            drafted,
            language,
        )

    def assemble(self, plan: Plan, translations: Sequence[Translation]) -> Brief:
        """A brief of a plan and the translations of its inputs."""
        began = time.perf_counter()
        article, h = plan.article, len(plan.headline)
        source, target = self.translator.options.source, self.translator.options.target
        # A partial brief has the first of the selected only.
        drafts = plan.drafted.drafts[: len(plan.selected)]
        n = sum(d.finished is None for d in drafts)
        titled = assembly.titles(plan.headline, translations[:h])
        kept = strategies.settle(drafts, translations[h : h + n])
        kept = assembly.within(kept, self.recipe.length, target)
        checked = self.translator.options.check and (source, target) == ("zh", "en")
        if checked:
            kept = assembly.dated(kept, plan.filed, plan.inputs, self.translator)
            kept = assembly.abbreviated(kept, plan.inputs, self.translator)
        points = tuple(assembly.point(article, d, t, checked=checked) for d, t in kept)
        whole = (plan.drafted.full or translations[h + n :]) if self.recipe.full else ()
        full = tuple(
            Point(t.text, (assembly.source(article, s),), t.findings, t.changes)
            for s, t in zip(plan.body if self.recipe.full else (), whole, strict=True)
        )
        findings = tuple(
            replace(f, place=Place.HEADLINE)
            for _, t in titled
            for f in (*t.findings, *(assembly.unknown_places(article, t.text) if checked else ()))
            if f.severity is not Severity.INFO
        )
        plan.times["assemble"] = time.perf_counter() - began
        return Brief(
            headline=assembly.headline([t.text for _, t in titled], target),
            dateline=self._dateline(plan),
            points=points,
            headline_sources=tuple(assembly.source(article, s.sentence) for s, _ in titled),
            figures=assembly.figures(kept, source),
            people=assembly.people(plan.context, kept, self.translator.glossary),
            organisations=assembly.organisations(plan.context, kept, plan.language),
            findings=(*findings, *plan.drafted.findings, *assembly.findings(points)),
            removed=tuple(RemovedText(r.text, r.start, r.end, r.rule) for r in plan.cleaned.removed),
            full=full,
            notes=article.notes,
            name=article.name,
            signature=str(self.signature()),
            source=source,
            target=target,
            timings=plan.times,
        )

    def _dateline(self, plan: Plan) -> str:
        dateline = plan.cleaned.dateline
        if dateline is None:
            return ""
        source, target = self.translator.options.source, self.translator.options.target
        if source == target:
            return ("，" if target == "zh" else ", ").join(part for part in (dateline.place, dateline.date) if part)
        # English datelines are in capitals.
        said = dateline.place.title() if source == "en" else dateline.place
        places = self.translator.terms.find(said)
        place = places[0].term.target if places and places[0].end - places[0].start == len(said) else ""
        date = render(plan.filed, language=target) if plan.filed else ""
        return ("，" if target == "zh" else ", ").join(part for part in (place, date) if part)


def _silent(event: Event) -> None:
    return None


def _title_sentences(
    article: Article, sentences: Sequence[Sentence], cleaned: Cleaned, language: str
) -> tuple[Sentence, ...]:
    if article.title is None:
        return ()
    start, end = article.title
    inside = tuple(s for s in sentences if start <= s.start and s.end <= end)
    if inside or any(r.start <= start and end <= r.end for r in cleaned.removed):  # furniture is no headline
        return inside
    text = article.text[start:end]
    return tuple(replace(s, start=s.start + start, end=s.end + start) for s in split(text, language=language))


def _headline(article: Article, title: Sequence[Sentence]) -> tuple[Selected, ...]:
    """The title's sentences; where there are several, before them the whole as one, of which `assembly.titles` chooses."""
    parts = tuple(Selected(s, s.text, (), 1.0, ("title",)) for s in title)
    if len(parts) < 2 or title[-1].end - title[0].start > LONGEST_HEADLINE:
        return parts
    start, end = title[0].start, title[-1].end
    text = re.sub(r"\s", " ", article.text[start:end])
    return (Selected(replace(title[0], text=text, end=end), text, (), 1.0, ("title",)), *parts)


def _headline_of(lead: Sentence) -> tuple[Selected, ...]:
    """Where there is no title: the lead's first clauses, up to a length that a headline may have."""
    clauses = re.split(r"(?<=[，,；;：:])", lead.text)
    text = ""
    for clause in clauses:
        if text and len(text) + len(clause) > LONGEST_HEADLINE:
            break
        text += clause
    text = text.rstrip("，,；;：: ")[:200]
    part = Sentence(text, lead.start, lead.start + len(text), lead.paragraph)
    return (Selected(part, text, (), 1.0, ("lead",)),)
