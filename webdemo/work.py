"""The demo's work without its looks: briefs in steps that can be stopped, checks of edited text, translations, summaries, archives."""

from __future__ import annotations

import csv
import io
import secrets
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from brief.brief import Point, Source
from brief.recipe import Recipe
from facts.glossary.glossary import Glossary
from jianbao.errors import InputError, JianbaoError
from models.catalog import COMPACT
from models.engines.protocols import Scorer
from reading.article import Article, from_text, read_article
from webdemo import limits, shelf

if TYPE_CHECKING:
    from brief.brief import Brief
    from brief.pipeline import Composer, Plan
    from translate.translation import Translation
    from translate.translator import Translator
    from webdemo.engines import Engines


T = TypeVar("T")


class Stopped(Exception):
    """The visitor pressed Stop or went away."""


class Clock:
    """Bounds one request: `tick` raises when it is stopped or its time is over."""

    def __init__(self, *, seconds: float = limits.MAX_SECONDS, stop: threading.Event | None = None) -> None:
        self.stop = stop or threading.Event()
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def tick(self, *_: object) -> None:
        if self.stop.is_set():
            raise Stopped
        if time.monotonic() > self._end:
            raise InputError(
                f"This took longer than the {self.seconds:g} seconds that one request may take here. "
                "Give a shorter text, or run `jianbao brief` on your own machine, where there is no such limit."
            )


class Stops:
    """The runs of the browser sessions, so that each can be stopped while it works or waits. Holds no text.

    A run is asked for (`ask`, which gives it a ticket), begins when its turn comes, and ends. A session has one run at a time: a newer one
    stops the older. Gradio's own way to cancel is not used: it reaches the server late, and then takes the next run for the one meant.
    """

    def __init__(self) -> None:
        self._runs: dict[str, tuple[str, threading.Event]] = {}
        self._lock = threading.Lock()

    def ask(self, session: str) -> str:
        """A ticket for a new run; the run before it stops."""
        self.stop(session)
        ticket = secrets.token_hex(8)
        with self._lock:
            self._runs[session] = ticket, threading.Event()
        return ticket

    def begin(self, session: str, ticket: str) -> threading.Event | None:
        """What tells the run to stop; None where it was stopped while it waited."""
        with self._lock:
            known, event = self._runs.get(session, ("", threading.Event()))
            return event if known == ticket else None

    def stop(self, session: str) -> None:
        """Stop the run of a session, if there is one."""
        with self._lock:
            _, event = self._runs.pop(session, ("", threading.Event()))
        event.set()

    def idle(self, session: str) -> bool:
        """Whether the session has no run that works or waits."""
        with self._lock:
            return session not in self._runs

    def end(self, session: str, ticket: str) -> None:
        """A run is over; a newer one of the session stays."""
        with self._lock:
            if self._runs.get(session, ("",))[0] == ticket:
                del self._runs[session]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A brief, or as much of one as is there. context: the sentences of the article, which names are known by."""

    article: Article
    brief: Brief
    context: tuple[str, ...]
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class Step:
    """Progress: what is being done, how far it is, and what there is so far."""

    name: str
    done: int = 0
    total: int = 0
    result: Result | None = None


def bounded(text: str, *, name: str = "The text") -> str:
    """The text, if it is one and not too long."""
    if not text.strip():
        raise InputError("There is no text yet. Paste a press release, drop a file, or pick an example.")
    if len(text) > limits.MAX_CHARACTERS:
        raise InputError(
            f"{name} has {len(text):,} characters; the limit here is {limits.MAX_CHARACTERS:,}. "
            "Give one press release at a time, or run `jianbao brief` on your own machine (up to 200,000)."
        )
    return text


def read_upload(name: str, data: bytes, *, clock: Clock | None = None) -> Article:
    """An article of an uploaded file. Raises InputError for one that is too large, of another type, or not readable."""
    name = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1][-120:] or "file"
    if not name.lower().endswith(limits.UPLOADS):
        raise InputError(f"{name}: this type of file is not taken. Give {', '.join(e[1:] for e in limits.UPLOADS)}.")
    if len(data) > limits.MAX_FILE_BYTES:
        raise InputError(
            f"{name}: {len(data):,} bytes; the limit here is {limits.MAX_FILE_BYTES:,}. Give the text alone."
        )
    article = read_article(name, data=data, deadline=clock.tick if clock else None)
    bounded(article.text, name=name)
    return article


def terms_of(rows: Sequence[Sequence[object]] | str) -> tuple[tuple[str, str], ...]:
    """Terms of table rows, or of TSV text (source, tab, target; a comma where there is no tab). Raises InputError."""
    if isinstance(rows, str):
        lines = [line for line in rows.splitlines() if line.strip() and not line.startswith("#")]
        rows = list(csv.reader(lines, delimiter="\t" if any("\t" in line for line in lines) else ","))
        if rows and [str(c).strip().lower() for c in rows[0][:2]] == ["source", "target"]:
            rows = rows[1:]
    found = []
    for i, row in enumerate(rows, 1):
        cells = ["" if cell is None else str(cell).strip() for cell in row[:2]]
        cells += [""] * (2 - len(cells))
        if not any(cells):
            continue
        if not all(cells):
            raise InputError(
                f"Glossary, row {i}: {''.join(cells)[:60]!r} has one side only. Give a Chinese term and its English."
            )
        if long := [c for c in cells if len(c) > limits.MAX_TERM_CHARACTERS]:
            raise InputError(
                f"Glossary, row {i}: {long[0][:40]!r}… has {len(long[0]):,} characters; a term has at most {limits.MAX_TERM_CHARACTERS}."
            )
        found.append((cells[0], cells[1]))
    if len(found) > limits.MAX_TERMS:
        raise InputError(f"The glossary has {len(found):,} terms; the limit here is {limits.MAX_TERMS}.")
    return tuple(found)


def glossary_of(terms: Sequence[Sequence[str]]) -> Glossary | None:
    """The terms of a visitor as a glossary; None for none."""
    return Glossary.from_rows(terms) if terms else None


class Desk:
    """Does the work, with the engines that all share."""

    def __init__(self, engines: Engines) -> None:
        self.engines = engines

    def translator(self, recipe: Recipe) -> Translator:
        from brief.loading import load_translator

        source, target = recipe.source, recipe.target
        engine = self.engines.get(shelf.require(recipe.chosen_model, source, target), source=source, target=target)
        # What cannot score is asked about at the compact model, which is shared as well.
        scorer = engine if isinstance(engine, Scorer) or (source, target) != ("zh", "en") else self.engines.get(COMPACT)
        return load_translator(recipe, engine=engine, scorer=scorer if isinstance(scorer, Scorer) else None)

    def brief(self, article: Article, recipe: Recipe, clock: Clock) -> Iterator[Step]:
        """A brief in steps; the last one carries all of it."""
        from brief.pipeline import Composer

        yield Step("load")
        translator = self.translator(recipe)
        composer = Composer(translator, recipe=recipe)
        yield Step("clean")
        plan = composer.plan(article, progress=clock.tick)
        total, heads, chosen = len(plan.inputs), len(plan.headline), len(plan.headline) + len(plan.selected)
        short = Composer(translator, recipe=replace(recipe, full=False))
        done: list[Translation] = []
        began = time.perf_counter()
        while len(done) < total:
            name = "headline" if len(done) < heads else "translate" if len(done) < chosen else "full"
            # The sentences that were chosen, at once, and their English as it comes; the whole text needs no showing in between.
            partial = self._partial(short, plan, done) if len(done) <= chosen else None
            yield Step(name, len(done), total, self._result(partial, plan, recipe) if partial else None)
            upto = heads if len(done) < heads else min(len(done) + limits.SENTENCES_AT_ONCE, total)
            if len(done) < chosen:
                upto = min(upto, max(heads, len(done) + 2), chosen)
            done += translator.translate(plan.inputs[len(done) : upto], progress=clock.tick)
            clock.tick()
        plan.times["translate"] = time.perf_counter() - began
        yield Step("done", total, total, self._result(composer.assemble(plan, done), plan, recipe))

    def _partial(self, composer: Composer, plan: Plan, done: list[Translation]) -> Brief:
        """As much of a brief as is translated; the points that wait have no English."""
        heads = len(plan.headline)
        there = max(0, len(done) - heads)
        titled = len(done) >= heads
        part = replace(plan, headline=plan.headline if titled else (), selected=plan.selected[:there])
        brief = composer.assemble(part, done if titled else [])
        waiting = tuple(
            Point("", (Source(plan.article.original[s.start : s.end], s.start, s.end, chosen.cuts),))
            for chosen in plan.selected[there:]
            for s in [chosen.sentence]
        )
        return replace(brief, points=(*brief.points, *waiting))

    def _result(self, brief: Brief, plan: Plan, recipe: Recipe) -> Result:
        return Result(article=plan.article, brief=brief, context=tuple(s.text for s in plan.body), recipe=recipe)

    def recheck(self, result: Result, headline: str, text: str) -> Brief:
        """The brief with an edited headline and text (one point a line), checked again; nothing is translated."""
        from brief.editing import edited

        bounded(headline + text, name="The edited text")
        return edited(result.brief, headline, text, glossary=result.recipe.terms, context=result.context)

    def translating(
        self,
        text: str,
        recipe: Recipe,
        clock: Clock,
    ) -> Iterator[tuple[list[tuple[int, Translation]], int]]:
        """Translations of a text's sentences as far as they are done, each with the number of its paragraph, and how many there will be."""
        from jianbao.sentences import split

        bounded(text)
        translator = self.translator(recipe)
        article = from_text(text, language=recipe.source)
        sentences = split(article.text, language=recipe.source)
        inputs = translator.document([s.text for s in sentences])
        done: list[tuple[int, Translation]] = []
        while len(done) < len(inputs):
            part = slice(len(done), len(done) + limits.SENTENCES_AT_ONCE)
            translated = translator.translate(inputs[part], progress=clock.tick)
            clock.tick()
            done += zip([s.paragraph for s in sentences[part]], translated, strict=True)
            yield done, len(inputs)

    def summarize(self, text: str, *, length: int = 120, language: str = "zh") -> list[str]:
        """The sentences that matter, in the language of the text."""
        from summarize import summarize

        if not 20 <= length <= 2_000:
            raise InputError(f"A summary of {length} words cannot be made: give a length from 20 to 2,000.")
        article = from_text(bounded(text), language=language)
        points = summarize(article.text, words=length, title=article.headline, language=language).points
        if not points:
            raise InputError("There is no sentence in this text.")
        return [p.text for p in points]

    def archive(
        self, files: Sequence[tuple[str, bytes]], recipe: Recipe, formats: Sequence[str], clock: Clock
    ) -> Iterator[Filed | bytes]:
        """Briefs of files: one `Filed` each as they are done, then the ZIP. A file that cannot be used never stops the rest."""
        import zipfile

        from brief.render.formats import FORMATS, render

        if not files:
            raise InputError("There is no file yet. Drop some here first.")
        if len(files) > limits.MAX_FILES:
            raise InputError(
                f"{len(files)} files; the limit here is {limits.MAX_FILES}. The command `jianbao batch` takes any number."
            )
        wanted = [f for f in formats if f in FORMATS]
        if not wanted:
            raise InputError(f"Choose at least one format: {', '.join(FORMATS)}.")
        packed, problems, taken = io.BytesIO(), [], set[str]()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files:
                try:
                    article = read_upload(name, data, clock=clock)
                    result = last(self.brief(article, recipe, clock)).result
                except JianbaoError as error:
                    problems.append(f"{name}: {error}")
                    yield Filed(name, problem=str(error))
                    continue
                assert result is not None
                brief = result.brief
                stem = _free(article.name.rsplit(".", 1)[0], taken)
                for format in wanted:
                    made = render(brief, format)
                    archive.writestr(f"{stem}.{format}", made if isinstance(made, bytes) else made.encode("utf-8"))
                yield Filed(name, brief.headline, errors=len(brief.errors()))
            if problems:
                archive.writestr("problems.txt", "\n".join(problems) + "\n")
        yield packed.getvalue()


def last(steps: Iterator[T]) -> T:
    """The last of steps that are at least one."""
    return deque(steps, maxlen=1)[0]


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one file: its headline and the errors left in its brief, or why there is none."""

    name: str
    headline: str = ""
    errors: int = 0
    problem: str = ""


def _free(stem: str, taken: set[str]) -> str:
    """A name of the archive that is not taken yet, without what a file name may not have."""
    stem = "".join(c if c.isalnum() or c in "-_ .()" else "_" for c in stem).strip(" .")[:80] or "brief"
    name, n = stem, 2
    while name.lower() in taken:
        name, n = f"{stem}-{n}", n + 1
    taken.add(name.lower())
    return name
