"""How a download is shown: a bar with size and time left on a terminal, a line for each tenth elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from brief.recipe import Recipe


@contextmanager
def download_bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """Gives what is to be called with (bytes here, bytes in all); writes to stderr."""
    if not sys.stderr.isatty():
        yield _tenths(name)
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)

        def told(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield told


def _tenths(name: str) -> Callable[[int, int], None]:
    last = 0

    def told(done: int, total: int) -> None:
        nonlocal last
        tenth = 10 * done // max(1, total)
        if tenth > last:
            last = tenth
            typer.echo(f"{name}: {done / 1e6:,.0f} of {total / 1e6:,.0f} MB", err=True)

    return told


def fetch(model: str, *, accept_licence: bool = False, brought: Path | None = None) -> Path:
    """`store.pull`, shown on the terminal; a licence is asked about where somebody can answer. Raises ModelError."""
    from models import store

    def say(line: str) -> None:
        typer.echo(line, err=True)

    ask = (lambda question: typer.confirm(question, err=True)) if sys.stdin.isatty() and sys.stderr.isatty() else None
    with download_bar(model) as told:
        return store.pull(model, accept_licence=accept_licence, ask=ask, report=say, told=told, brought=brought)


def settled(recipe: Recipe, *, quiet: bool = False) -> Recipe:
    """The recipe with the model that runs: what `auto` stands for is decided, and why it is not press is told in one line.

    The base of press is fetched where somebody sees it on a terminal and can stop it, or where JIANBAO_FETCH=1 allows it.
    """
    from models import resolve_default

    allowed = sys.stderr.isatty() or os.environ.get("JIANBAO_FETCH") == "1"
    found = resolve_default(
        recipe.model, source=recipe.source, target=recipe.target, fetch=(lambda: fetch("press")) if allowed else None
    )
    if found.note is not None and not quiet:
        typer.echo(str(found.note), err=True)
    return recipe.with_options(model=found.name) if recipe.source != recipe.target else recipe
