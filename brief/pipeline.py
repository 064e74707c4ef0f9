"""The path of an article: `steps()` from bytes to files, and `Composer`, which takes articles along it.

`Composer` loads nothing; it is given a translator, and for the strategies that write, a summarizer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from brief.assembly import assemble
from brief.brief import Brief
from brief.path import Event, Kit, Progress, Step, Steps, finished, follow, timed
from brief.plan import Given, Plan, Rendered, Translated
from brief.planning import clean, draft
from brief.recipe import Recipe
from brief.review import check
from brief.signature import Signature, signature_of
from brief.summarizers import Summarizer
from brief.translating import translate
from jianbao.deadline import Deadline
from models.engines.protocols import Encoder
from reading.article import Article, from_text, read_article
from summarize.written.attribution import Encode
from translate.stream import windows
from translate.translator import Translator

__all__ = ["Composer", "Event", "Progress", "steps"]


def steps() -> tuple[Step, ...]:
    """The one way from a file to a brief: each step takes the value that the one before it has made (`brief.plan` has them)."""
    return (
        Step("read", read),
        Step("clean", clean),
        Step("draft", draft),
        Step("translate", translate),
        Step("check", check),
        Step("assemble", assemble),
        Step("render", render),
    )


def read(given: Given, kit: Kit) -> Steps[Article]:
    """Read a file, bytes or text. Raises InputError for what cannot be used."""
    language = kit.recipe.source
    if given.text is not None:
        article = from_text(given.text, title=given.title or None, name=str(given.name), language=language)
    else:
        article = read_article(given.name, data=given.data, language=language, deadline=kit.deadline)
    yield Event("read", 1, 1, article)
    return article


def render(brief: Brief, kit: Kit) -> Steps[Rendered]:
    """Write the brief in the formats that are wanted."""
    from brief.render.formats import render as rendered

    style = {"wording": kit.recipe.wording, "author": kit.recipe.author}
    files = {name: rendered(brief, name, **style) for name in kit.formats}
    yield Event("render", len(files), len(files))
    return Rendered(brief, files)


def between(first: str, last: str) -> tuple[Step, ...]:
    """The steps from one to another, both included."""
    names = [step.name for step in steps()]
    return steps()[names.index(first) : names.index(last) + 1]


class Composer:
    """Makes briefs of one recipe with one translator, and a summarizer for the strategies that have one.

    encode: vectors of an encoder that knows both languages; the translator's where None. sketcher: a quick translator, whose sketch is
    among the events before a slow one has written; see `brief.sketching.sketcher_beside`.
    """

    def __init__(
        self,
        translator: Translator,
        *,
        recipe: Recipe | None = None,
        summarizer: Summarizer | None = None,
        encode: Encode | None = None,
        sketcher: Translator | None = None,
    ) -> None:
        self.translator = translator
        self.sketcher = sketcher
        # The languages are the translator's: what it was loaded for is what it can do.
        o = translator.options
        self.recipe = (recipe or Recipe()).with_options(source=o.source, target=o.target)
        self.summarizer = summarizer
        self.encode = encode or (translator.engine.encode if isinstance(translator.engine, Encoder) else None)

    def signature(self) -> Signature:
        """Everything that a brief depends on, see `brief.signature`."""
        summarizer = self.summarizer.signature() if self.summarizer else None
        return signature_of(self.recipe, translator=self.translator.signature(), summarizer=summarizer)

    def kit(self, *, deadline: Deadline | None = None, formats: Sequence[str] = ()) -> Kit:
        """What the steps of one article work with."""
        return Kit(
            recipe=self.recipe,
            translator=self.translator,
            summarizer=self.summarizer,
            encode=self.encode,
            signature=self.signature(),
            formats=formats,
            deadline=deadline or Deadline(),
            sketcher=self.sketcher,
        )

    def events(self, article: Article, *, deadline: Deadline | None = None) -> Iterator[Event]:
        """The making of a brief, event by event; the last one, done, has it as its value."""
        kit = self.kit(deadline=deadline)
        brief = yield from follow(between("clean", "assemble"), article, kit)
        yield Event("done", 1, 1, timed(brief, kit.times))

    def compose(self, article: Article, *, progress: Progress | None = None, deadline: Deadline | None = None) -> Brief:
        """The brief of one article. Raises InputError where it has no sentence."""
        brief = None
        for event in self.events(article, deadline=deadline):
            if progress:
                progress(event)
            brief = event.value
        assert isinstance(brief, Brief)
        return brief

    def make(
        self,
        given: Given | Article,
        *,
        formats: Sequence[str] = ("md",),
        progress: Progress | None = None,
        deadline: Deadline | None = None,
    ) -> Rendered:
        """The whole way: read, write the brief, render it. Raises InputError for what cannot be read.

        given: an article that is read already goes on from there.
        """
        kit = self.kit(deadline=deadline, formats=formats)
        path = between("clean" if isinstance(given, Article) else "read", "render")
        made: Rendered = finished(follow(path, given, kit), progress)
        return Rendered(timed(made.brief, kit.times), made.files)

    def compose_many(self, articles: Iterable[Article], *, sentences: int = 400) -> Iterator[Brief]:
        """Briefs of many articles in order; some `sentences` of them share batches, so that memory does not grow with their number."""
        kit = self.kit()
        plans = (finished(follow(between("clean", "draft"), article, kit)) for article in articles)
        with self.translator.remembering():
            for window in windows(plans, size=lambda plan: len(plan.inputs), limit=sentences):
                yield from self._flush(window, kit)

    def _flush(self, window: Sequence[Plan], kit: Kit) -> Iterator[Brief]:
        wanted = list(dict.fromkeys(s for plan in window for s in plan.inputs))
        done = dict(zip(wanted, self.translator.translate(wanted), strict=True))
        for plan in window:
            yield finished(follow(between("check", "assemble"), Translated(plan, done), kit))
