"""The jobs of a worker process: each a function of the engines and of values that a pipe can carry, which yields what it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from brief.recipe import Recipe
from jianbao.deadline import Deadline
from reading.article import Article
from webdemo.known import Terms
from webdemo.workspace import Update, Workspace

Job = Callable[..., Iterator[Any]]


def read(engines: Any, text: str, language: str) -> Iterator[Article]:
    """The article of a text that was typed."""
    yield Workspace(engines).read(text, language=language)


def brief(engines: Any, article: Article, recipe: Recipe, terms: Terms | None, watched: bool) -> Iterator[Update]:
    """A brief in the making."""
    from dataclasses import replace

    for update in Workspace(engines).brief(article, recipe, Deadline(), terms=terms, watched=watched):
        # What an event carries is the pipeline's own; the page has what it shows in the result.
        yield replace(update, event=replace(update.event, value=None, partial=None))


def task(engines: Any, name: str, of: Any, asked: dict[str, Any]) -> Iterator[Any]:
    """What the page asks about its brief."""
    yield Workspace(engines).task(name, of, asked, Deadline())


def translating(engines: Any, text: str, recipe: Recipe) -> Iterator[Any]:
    """Translations of a text's sentences as far as they are done."""
    yield from Workspace(engines).translating(text, recipe, Deadline())


def summarize(engines: Any, text: str, length: int, language: str) -> Iterator[list[str]]:
    """The sentences that matter."""
    yield Workspace(engines).summarize(text, length=length, language=language)


def compare(engines: Any, source: str, target: str, terms: Any) -> Iterator[Any]:
    """What the check says of a translation."""
    yield Workspace(engines).compare(source, target, terms)


def check(engines: Any, source: str | Article, translation: str | Article, terms: Any) -> Iterator[Any]:
    """The check of a translation as it goes."""
    yield from Workspace(engines).check(source, translation, terms, Deadline())


JOBS: dict[str, Job] = {job.__name__: job for job in (read, brief, task, translating, summarize, compare, check)}


def warm() -> None:
    """Load what every job needs, so that nobody waits for it."""
    from brief.editing import compared
    from summarize import summarize

    compared("总投资近20亿元。", "The total investment is nearly 2 billion yuan.")
    summarize("项目开工。\n3月12日，18个项目开工，总投资近20亿元。\n县长介绍，今年新建公路27.5公里。", words=40)
