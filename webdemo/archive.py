"""Briefs of several files: one after the other, and as many as are done in one ZIP."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from brief.recipe import Recipe
from brief.verdict import Counts, Verdict
from jianbao.deadline import Deadline
from jianbao.errors import InputError, JianbaoError
from webdemo import limits
from webdemo.inputs import read_upload
from webdemo.known import Terms
from webdemo.workspace import Result, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """What became of one file so far: its brief, why there is none, or how far it is (sentences done, of how many)."""

    name: str
    result: Result | None = None
    problem: JianbaoError | None = None
    working: tuple[int, int] | None = None

    @property
    def over(self) -> bool:
        """Whether the file has its brief or its problem."""
        return self.result is not None or self.problem is not None

    @property
    def headline(self) -> str:
        return self.result.brief.headline if self.result else ""

    @property
    def errors(self) -> int:
        """Errors left in the brief."""
        return len(self.result.brief.errors()) if self.result else 0

    @property
    def counts(self) -> Counts | None:
        """What the check says of the brief, where there is one."""
        return Counts.of(self.result.brief) if self.result else None

    @property
    def verdict(self) -> Verdict | None:
        """That in a word; errors of the full translation count too."""
        counts = self.counts
        return Verdict.ERRORS if self.errors else counts.verdict if counts else None


@dataclass(slots=True)
class Batch:
    """The files of one visitor and what became of them.

    recipe: of the briefs, so that another one begins anew. ended: how the last run did (a key of the words), and where its archive is.
    gone: names of files that the visitor had here and that are here no more.
    """

    rows: list[FileOutcome] = field(default_factory=list)
    recipe: Recipe | None = None
    ended: tuple[str, str] | None = None
    gone: tuple[str, ...] = ()

    @property
    def briefs(self) -> int:
        return sum(row.result is not None for row in self.rows)

    @property
    def problems(self) -> int:
        return sum(row.problem is not None for row in self.rows)

    @property
    def errors(self) -> int:
        return sum(row.errors for row in self.rows)


class Batches:
    """The batch of each visitor; those that were used longest ago are forgotten, and those of visitors who left and do not come back."""

    def __init__(self) -> None:
        self._batches: OrderedDict[str, Batch] = OrderedDict()
        self._left: dict[str, float] = {}
        self._lock = threading.Lock()

    def of(self, visitor: str) -> Batch:
        with self._lock:
            self._left.pop(visitor, None)
            batch = self._batches.setdefault(visitor, Batch())
            self._batches.move_to_end(visitor)
            while len(self._batches) > limits.MAX_BATCHES:
                self._batches.popitem(last=False)
            return batch

    def leave(self, visitor: str) -> None:
        """The visitor has closed the page, or opens it anew."""
        with self._lock:
            if visitor in self._batches:
                self._left[visitor] = time.monotonic()

    def clear(self, visitor: str) -> None:
        with self._lock:
            self._batches.pop(visitor, None)
            self._left.pop(visitor, None)

    def sweep(self, *, older: float = limits.LEFT_SECONDS) -> None:
        """Forget the batches of those who left `older` seconds ago."""
        now = time.monotonic()
        with self._lock:
            old = [visitor for visitor, when in self._left.items() if now - when > older]
        for visitor in old:
            self.clear(visitor)


BATCHES = Batches()
"""Those of this server."""


def outcomes(
    workspace: Workspace,
    batch: Batch,
    read: Callable[[int], tuple[str, bytes]],
    recipe: Recipe,
    deadline: Deadline,
    *,
    terms: Terms = (),
) -> Iterator[int]:
    """Write the briefs of a batch, row by row; the number of a row that has changed. A file that cannot be used never stops the rest.

    read: name and content of a row's file. terms: the reader's, which the recipe has as a glossary.
    Rows that have a brief of the same recipe stay. deadline: of the whole batch; each file has its
    own beside it. Raises what the deadline raises, and InputError where there is no file.
    """
    if not batch.rows:
        raise InputError("webdemo.no_files")
    if recipe != batch.recipe:
        batch.rows = [FileOutcome(name=row.name) for row in batch.rows]
        batch.recipe = recipe
    for number, row in enumerate(batch.rows):
        if row.result is not None:
            continue
        try:
            deadline.check()
            # A file may take as long as a text, and the batch's stop is its stop.
            own = Deadline(limits.MAX_SECONDS, deadline.stop)
            for made in _one(workspace, row, partial(read, number), recipe, own, terms):
                batch.rows[number] = made
                yield number
                deadline.check()
        except BaseException:
            batch.rows[number] = replace(batch.rows[number], working=None)
            raise


def _one(
    workspace: Workspace,
    row: FileOutcome,
    read: Callable[[], tuple[str, bytes]],
    recipe: Recipe,
    deadline: Deadline,
    terms: Terms,
) -> Iterator[FileOutcome]:
    yield replace(row, working=(0, 0), problem=None)
    try:
        article = read_upload(*read(), deadline=deadline)
        for update in workspace.brief(article, recipe, deadline, terms=terms):
            if update.event.step == "done":
                yield replace(row, result=update.result, working=None, problem=None)
            elif update.event.step == "translate":
                yield replace(row, working=(update.event.done, update.event.total), problem=None)
    except JianbaoError as error:
        yield replace(row, problem=error, working=None)


def packed(rows: Sequence[FileOutcome], formats: Sequence[str], *, language: str = "en") -> bytes:
    """The briefs of rows as a ZIP, and in `problems.txt` why others have none. Raises InputError where no format is wanted.

    language: what problems are told in.
    """
    from brief.render.formats import FORMATS, ending, render

    wanted = [f for f in formats if f in FORMATS]
    if not wanted:
        raise InputError("webdemo.no_formats", known=", ".join(FORMATS))
    file, problems, taken = io.BytesIO(), [], set[str]()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for row in rows:
            if row.problem is not None:
                told = row.problem.worded(language, place="page")
                problems.append(
                    told if told.startswith(row.name) else f"{row.name}{'：' if language == 'zh' else ': '}{told}"
                )
            if row.result is None:
                continue
            stem = free_name(row.name.rsplit(".", 1)[0], taken)
            for format in wanted:
                text = render(row.result.brief, format, wording=language)
                content = text if isinstance(text, bytes) else text.encode("utf-8")
                made.writestr(f"{stem}.{ending(format)}", content)
        if problems:
            made.writestr("problems.txt", "\n".join(problems) + "\n")
    return file.getvalue()


def free_name(stem: str, taken: set[str]) -> str:
    """A name of the archive that is not taken yet, without what a file name may not have; it is taken then."""
    stem = "".join(c if c.isalnum() or c in "-_ .()" else "_" for c in stem).strip(" .")[:80] or "brief"
    name, n = stem, 2
    while name.lower() in taken:
        name, n = f"{stem}-{n}", n + 1
    taken.add(name.lower())
    return name
