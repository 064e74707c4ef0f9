"""The page's work without its looks: briefs event by event, checks of edited text, translations, summaries."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from brief.path import Event, sliced
from brief.recipe import Recipe
from jianbao.deadline import Deadline
from jianbao.errors import InputError
from jianbao.limits import MAX_BRIEF_WORDS, MIN_BRIEF_WORDS
from models.catalog import COMPACT
from models.engines.protocols import Scorer
from reading.article import Article, from_text
from webdemo import choices, limits
from webdemo.checks import CheckUpdate, checking
from webdemo.inputs import bounded, countable, glossary_of, workable
from webdemo.offered import page_options

if TYPE_CHECKING:
    from brief.brief import Brief, Point, Source
    from translate.check.report import Report
    from translate.translation import Translation
    from translate.translator import Translator
    from webdemo.engines import Engines
    from webdemo.known import Known, Terms
    from webdemo.tasks import Of

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A brief, or as much of one as is there. row: of it for the browser, where it was asked for, and known: what it was made with."""

    article: Article
    brief: Brief
    recipe: Recipe
    row: dict[str, Any] | None = None
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """What is being done, how far it is, and what there is to show by now, where that is new."""

    event: Event
    result: Result | None = None


class Workspace:
    """Does the work, with the engines that all share."""

    def __init__(self, engines: Engines) -> None:
        self.engines = engines

    def translator(self, recipe: Recipe) -> Translator:
        """The translator of a recipe. Raises ModelError for a model that is not here: a visitor cannot have a path or a hub id opened."""
        from brief.loading import load_translator

        source, target = recipe.source, recipe.target
        engine = self.engines.get(choices.require(recipe.chosen_model, source, target), source=source, target=target)
        # What cannot score is asked about at the compact model, which is shared as well.
        scorer = engine if isinstance(engine, Scorer) or (source, target) != ("zh", "en") else self.engines.get(COMPACT)
        return load_translator(recipe, engine=engine, scorer=scorer if isinstance(scorer, Scorer) else None)

    def brief(
        self,
        article: Article,
        recipe: Recipe,
        deadline: Deadline,
        *,
        terms: Terms | None = None,
        watched: bool = False,
    ) -> Iterator[Update]:
        """A brief in the making; the last update has all of it.

        terms: of the reader, where rows for the browser are wanted. watched: whether somebody waits for the first words, to whom a slow
        model's points are shown as a quick one's draft until they come.
        """
        from brief.pipeline import Composer
        from brief.sketching import sketcher_beside
        from webdemo.known import Known
        from webdemo.wire import rows

        workable(article.text)
        known = None if terms is None else Known(article, terms)
        options = {o.name: getattr(recipe, o.name) for o in page_options()}
        yield Update(Event("load"))
        translator = self.translator(recipe)
        sketcher = sketcher_beside(translator) if watched else None
        composer = Composer(translator, recipe=recipe, sketcher=sketcher)
        sketch: Brief | None = None
        for event in composer.events(article, deadline=deadline):
            brief: Brief | None = event.value if event.step == "done" else None
            if event.step == "sketch":
                sketch = event.value
            if (
                event.step in ("sketch", "translate") and event.partial
            ):  # what else is translated needs no showing in between
                brief = event.partial()
            if brief is None:
                yield Update(event)
                continue
            row = None
            if known is not None:
                partial = event.step != "done"
                row = rows.sheet(brief, known, model=recipe.chosen_model, options=options, partial=partial)
                if partial and sketch is not None:
                    rows.draft(row, sketch)
            yield Update(event, Result(article=article, brief=brief, recipe=recipe, row=row, known=known))

    def read(self, text: str, *, language: str = "zh", deadline: Deadline | None = None) -> Article:
        """The article of a text that was typed. Raises InputError."""
        return from_text(bounded(text), language=language)

    def point(
        self,
        known: Known,
        source: Source,
        recipe: Recipe,
        deadline: Deadline,
        *,
        around: Sequence[Point] = (),
        at: int = 0,
    ) -> Point:
        """One stretch of an article as a point: translated, checked and spelled as the points of a brief are.

        around: the points that the brief has; at: the index that the new one will have among them. Raises InputError for a stretch that
        is too long to be one sentence.
        """
        from brief.editing import point_among
        from jianbao.sentences import Sentence

        told = known.ground.input([source])
        if len(told.text) > limits.MAX_SENTENCE:
            raise InputError("webdemo.sentence_too_long", characters=len(told.text), limit=limits.MAX_SENTENCE)
        sentence = Sentence(known.article.text[source.start : source.end], source.start, source.end, 0)
        translator = self.translator(recipe)
        with deadline.within():
            return point_among(around, known.ground, sentence, told, translator, at=at, cuts=source.cuts)

    def task(self, name: str, of: Of, asked: dict[str, Any], deadline: Deadline) -> tuple[Known, dict[str, Any]]:
        """What the page asks about its brief; see `webdemo.tasks`."""
        from webdemo.tasks import TASKS

        return TASKS[name](self, of, asked, deadline)

    def translating(
        self, text: str, recipe: Recipe, deadline: Deadline
    ) -> Iterator[tuple[list[tuple[int, Translation]], int]]:
        """Translations of a text's sentences as far as they are done, each with the number of its paragraph, and how many there will be."""
        from jianbao.sentences import split

        workable(bounded(text))
        translator = self.translator(recipe)
        article = from_text(text, language=recipe.source)
        sentences = split(article.text, language=recipe.source)
        inputs = translator.document([s.text for s in sentences])
        done: list[tuple[int, Translation]] = []
        for part in sliced(list(zip(sentences, inputs, strict=True)), translator.at_once):
            with deadline.within():
                translated = translator.translate([known for _, known in part])
            done += zip([s.paragraph for s, _ in part], translated, strict=True)
            yield done, len(inputs)

    def compare(
        self, source: str, target: str, terms: Sequence[Sequence[str]] = (), deadline: Deadline | None = None
    ) -> Report:
        """What the check says of a translation. Raises InputError."""
        from brief.editing import compared

        countable(bounded(source), bounded(target))
        return compared(source, target, glossary=glossary_of(terms))

    def check(
        self, source: str | Article, translation: str | Article, terms: Sequence[Sequence[str]], deadline: Deadline
    ) -> Iterator[CheckUpdate]:
        """The check of a translation that is there already, as it goes; the last update has all of it. Raises InputError."""
        for given in (source, translation):
            countable(bounded(given if isinstance(given, str) else given.text))
        yield from checking(self.engines, source, translation, terms, deadline)

    def summarize(
        self, text: str, *, length: int = 120, language: str = "zh", deadline: Deadline | None = None
    ) -> list[str]:
        """The sentences that matter, in the language of the text."""
        from summarize import summarize

        if not MIN_BRIEF_WORDS <= length <= MAX_BRIEF_WORDS:
            raise InputError("webdemo.summary_length", value=length, low=MIN_BRIEF_WORDS, high=MAX_BRIEF_WORDS)
        article = from_text(workable(bounded(text)), language=language)
        points = summarize(article.text, words=length, title=article.headline, language=language).points
        if not points:
            raise InputError("webdemo.no_sentence")
        return [p.text for p in points]


def last(updates: Iterator[T]) -> T:
    """The last of what is at least one."""
    return deque(updates, maxlen=1)[0]


def joined(done: Sequence[tuple[int, Translation]], target: str) -> str:
    """Translations in paragraphs. done: each with the number of its paragraph."""
    paragraphs: dict[int, list[str]] = {}
    for paragraph, translation in done:
        paragraphs.setdefault(paragraph, []).append(translation.text)
    return "\n\n".join(("" if target == "zh" else " ").join(parts) for parts in paragraphs.values())
