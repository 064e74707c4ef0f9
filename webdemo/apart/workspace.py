"""The workspace whose work is done by other processes: the same methods, each ended by a deadline or a stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from brief.recipe import Recipe
from jianbao.deadline import Deadline
from reading.article import Article
from webdemo import limits
from webdemo.apart.pool import Pool
from webdemo.checks import CheckUpdate
from webdemo.engines import Engines
from webdemo.inputs import bounded
from webdemo.workspace import Update, Workspace, last

if TYPE_CHECKING:
    from translate.check.report import Report
    from translate.translation import Translation
    from webdemo.known import Known, Terms
    from webdemo.tasks import Of


class ApartWorkspace(Workspace):
    """Does the work of `Workspace` in processes of their own; only the engines run here."""

    def __init__(self, engines: Engines) -> None:
        super().__init__(engines)
        self.pool = Pool(engines)

    def read(self, text: str, *, language: str = "zh", deadline: Deadline | None = None) -> Article:
        bounded(text)
        article: Article = last(self.pool.run("read", text, language, deadline=deadline or quick()))
        return article

    def brief(
        self,
        article: Article,
        recipe: Recipe,
        deadline: Deadline,
        *,
        terms: Terms | None = None,
        watched: bool = False,
    ) -> Iterator[Update]:
        yield from self.pool.run("brief", article, recipe, terms, watched, deadline=deadline)

    def task(self, name: str, of: Of, asked: dict[str, Any], deadline: Deadline) -> tuple[Known, dict[str, Any]]:
        answer: tuple[Known, dict[str, Any]] = last(self.pool.run("task", name, of, asked, deadline=deadline))
        return answer

    def translating(
        self, text: str, recipe: Recipe, deadline: Deadline
    ) -> Iterator[tuple[list[tuple[int, Translation]], int]]:
        yield from self.pool.run("translating", bounded(text), recipe, deadline=deadline)

    def summarize(
        self, text: str, *, length: int = 120, language: str = "zh", deadline: Deadline | None = None
    ) -> list[str]:
        said: list[str] = last(
            self.pool.run("summarize", bounded(text), length, language, deadline=deadline or quick())
        )
        return said

    def compare(
        self, source: str, target: str, terms: Sequence[Sequence[str]] = (), deadline: Deadline | None = None
    ) -> Report:
        report: Report = last(
            self.pool.run("compare", bounded(source), bounded(target), terms, deadline=deadline or quick())
        )
        return report

    def check(
        self, source: str | Article, translation: str | Article, terms: Sequence[Sequence[str]], deadline: Deadline
    ) -> Iterator[CheckUpdate]:
        yield from self.pool.run("check", source, translation, terms, deadline=deadline)


def quick(stop: Any = None) -> Deadline:
    """The deadline of what should be done at once."""
    return Deadline(limits.QUICK_SECONDS, stop)
