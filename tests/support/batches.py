"""A batch whose workers are this process, and what it leaves."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from brief.batch.progress import Silent
from brief.batch.run import Batch, BatchOptions
from brief.batch.worker import Outcome, Work, WorkerOptions, make
from brief.recipe import Recipe
from tests.support import fast_composer

TEXT = "成都举行重点项目开工仪式\n3月12日，成都市举行重点项目开工仪式，{}个项目总投资近20亿元。\n"


def text(number: int = 1, more: str = "") -> str:
    return TEXT.format(number) + more


class Inline:
    """The workers of a batch, in this process; counts what they did."""

    def __init__(self, options: WorkerOptions) -> None:
        self.options, self.made = options, 0
        self.stop_after = 10**9

    def start(self) -> str:
        return str(fast_composer.FastComposer(self.options).signature())

    def run(
        self, works: Iterator[Work], *, on_start: Callable[[Sequence[int]], None] = lambda ids: None
    ) -> Iterator[Outcome]:
        for work in works:
            on_start([work.id])
            if self.made == self.stop_after:
                raise KeyboardInterrupt
            self.made += 1
            yield make(work, fast_composer.FastComposer(self.options), self.options)

    def close(self) -> None: ...


def run(
    out: Path, *inputs: object, formats: tuple[str, ...] = ("md",), stop_after: int | None = None, **options: Any
) -> tuple[int, int]:
    """(exit code, articles made)."""
    worker = WorkerOptions(formats=formats, recipe=Recipe(length=options.pop("length", 120)))
    progress = options.pop("progress", Silent())
    batch = Batch(
        BatchOptions(inputs=tuple(map(str, inputs)), out=out, worker=worker, command=("jianbao", "batch"), **options),
        progress,
    )
    workers = Inline(worker)
    if stop_after is not None:
        workers.stop_after = stop_after
    try:
        return batch.execute(workers), workers.made
    finally:
        batch.close()


def tree(out: Path) -> dict[str, bytes]:
    """All that a batch leaves, the journal's folder left out."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.relative_to(out).parts[0] != ".jianbao"
    }


def briefs(out: Path) -> set[str]:
    return {name for name in tree(out) if name not in ("index.html", "errors.tsv", "summary.json")}


def errors(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((out / "errors.tsv").read_text()), delimiter="\t", quoting=csv.QUOTE_NONE))
