"""`jianbao batch`, `python batch.py`: briefs of many files, folders and tables. See docs/batch.md.

Exit codes: 0 all done, 1 some failed (or the disk gave out), 2 usage, 130 interrupted.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from brief.cli import terminal
from brief.cli.downloads import settled
from brief.cli.options import recipe_options
from brief.recipe import Recipe
from brief.render.formats import FORMATS as EACH
from jianbao.errors import InputError

if TYPE_CHECKING:
    from brief.batch.run import Batch, Workers

FORMATS = (*EACH, "jsonl", "parquet")


class Where(StrEnum):
    local = "local"
    ray = "ray"


@recipe_options()
def batch_command(
    context: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="A file (txt, md, html, docx, pdf), a folder, a table (jsonl, csv, tsv, parquet), or - for a list of "
            "paths on standard input.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="DIR", help="Output folder; the journal lies there too.", show_default=False),
    ],
    recipe: Recipe,
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"One or more of {', '.join(FORMATS)}, with commas between (default md); jsonl and parquet hold all briefs in one file.",
        ),
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="Of folders, only files that match (can be given more than once)."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="Of folders, leave out files and folders that match (the same)."),
    ] = None,
    text_field: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Column of a table with the text; usual names are found without."),
    ] = None,
    title_field: Annotated[str | None, typer.Option(metavar="NAME", help="Column with the title.")] = None,
    id_field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Column with the id, which names the output; without, the number of the row does."
        ),
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Do failed articles again, too.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Do everything again.")] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", "-j", min=1, max=1_000, metavar="N",
            help="Processes, each with a model of its own (default: one a core, 8 at most; one with a GGUF model).",
        ),
    ] = None,
    threads: Annotated[
        int | None,
        typer.Option(min=1, max=1_000, metavar="N", help="Threads of each worker (default: the cores divided)."),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=1e-3, max=1e6, metavar="SECONDS", help="Time limit for one article.")
    ] = 300.0,
    retries: Annotated[
        int, typer.Option(min=0, max=100, metavar="N", help="Tries more after an error that may pass.")
    ] = 2,
    engine_on: Annotated[Where, typer.Option(help="Where the workers run.")] = Where.local,
    ray_address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A running Ray cluster, such as auto or ray://head:10001; without, one is started here.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No messages.")] = False,
    json_log: Annotated[bool, typer.Option("--json-log", help="Messages as one JSON object a line.")] = False,
) -> None:  # fmt: skip
    """English briefs of many Chinese press releases. What is done is not done again: run the same command to go on.

    Messages go to standard error. Exit code: 0 all done, 1 some failed, 2 usage, 130 interrupted. The recipes: docs/batch.md.
    """
    from brief.batch.inputs import glob_pattern
    from brief.batch.progress import progress
    from brief.batch.run import Batch, BatchOptions, divide
    from brief.batch.worker import WorkerOptions
    from brief.summarizers import writer
    from models.store import fills_machine

    formats = _formats(format)
    if ray_address and engine_on is not Where.ray:
        raise InputError("brief.ray_address")
    for glob in (*(include or ()), *(exclude or ())):
        glob_pattern(glob)
    recipe.require_languages()
    recipe = settled(recipe, quiet=quiet)
    terminal.tell_terms(recipe.glossary, quiet=quiet)
    _ = recipe.terms  # told before anything is begun where the glossary cannot be used
    translator = recipe.chosen_model if recipe.source != recipe.target else None
    running = (translator, writer(recipe) if recipe.strategy != "extract" else None)
    if workers is None and any(name and fills_machine(name) for name in running):
        workers = 1
    count, each = divide(workers, threads)
    options = BatchOptions(
        inputs=tuple(inputs),
        out=out,
        worker=WorkerOptions(recipe=recipe, formats=formats, threads=each, timeout=timeout),
        include=tuple(include or ()),
        exclude=tuple(exclude or ()),
        text_field=text_field,
        title_field=title_field,
        id_field=id_field,
        retry_failed=retry_failed,
        force=force,
        command=tuple(context.find_root().obj),
    )

    def start(batch: Batch) -> Workers:
        if engine_on is Where.ray:
            from brief.batch.ray import RayWorkers

            return RayWorkers(options.worker, workers=workers, address=ray_address, timeout=timeout, retries=retries)
        from brief.batch.pool import Pool

        log = batch.folder.state / "workers.log"
        log.unlink(missing_ok=True)
        return Pool(options.worker, workers=count, timeout=timeout, retries=retries, log=log)

    with _stopped_like_ctrl_c():
        batch = Batch(options, progress(quiet=quiet, json_log=json_log))
        try:
            code = batch.execute(start(batch))
        finally:
            batch.close()
    raise SystemExit(code)  # not typer.Exit: a run that was stopped has said so itself


app = terminal.new_app()
app.command()(batch_command)


def main(args: Sequence[str] | None = None, program: str = "jianbao batch") -> int:
    """Run a batch; returns the exit code."""
    return terminal.run(app, sys.argv[1:] if args is None else args, program=program)


def _formats(given: Sequence[str] | None) -> tuple[str, ...]:
    from brief.batch.run import sequence

    formats = sequence(given) or ("md",)
    for name in formats:
        if name not in FORMATS:
            raise InputError("brief.no_format", value=name, known=", ".join(FORMATS))
    if "parquet" in formats:
        from importlib.util import find_spec

        if find_spec("pyarrow") is None:
            raise InputError("brief.parquet")
    return formats


@contextmanager
def _stopped_like_ctrl_c() -> Iterator[None]:
    """Within, SIGTERM and SIGHUP stop a run as Ctrl-C does."""

    def stop(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    before: dict[int, Any] = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None or signal.getsignal(number) is signal.SIG_IGN:
            continue  # nohup ignores SIGHUP, on purpose
        try:
            before[number] = signal.signal(number, stop)
        except ValueError:  # not the main thread
            break
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
