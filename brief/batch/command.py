"""`jianbao batch`: briefs of many files, folders and tables. See docs/batch.md.

Exit codes: 0 all done, 1 some failed (or the disk gave out), 2 usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianbao.errors import InputError, JianbaoError
from jianbao.limits import MAX_BRIEF_WORDS, MIN_BRIEF_WORDS

if TYPE_CHECKING:
    from brief.batch.run import BatchOptions, Workers

FORMATS = ("md", "json", "html", "docx", "txt", "jsonl", "parquet")


def parser(program: str = "jianbao batch") -> argparse.ArgumentParser:
    """The command line of a batch."""
    p = argparse.ArgumentParser(
        prog=program,
        description="English briefs of many Chinese press releases. What is done is not done again: run the same command to go on.",
        epilog="Exit code: 0 all done, 1 some failed, 2 usage, 130 interrupted. The recipes: docs/batch.md.",
        allow_abbrev=False,
    )
    p.add_argument(
        "inputs", nargs="+", metavar="INPUT",
        help="a file (txt, md, html, docx, pdf), a folder, a table (jsonl, csv, tsv, parquet), or - for a list of paths on standard input",
    )  # fmt: skip
    p.add_argument(
        "-o", "--out", required=True, type=Path, metavar="DIR", help="output folder; the journal lies there too"
    )

    g = p.add_argument_group("inputs")
    g.add_argument(
        "--include",
        action="append",
        metavar="GLOB",
        help="of folders, only files that match (can be given more than once)",
    )
    g.add_argument(
        "--exclude",
        action="append",
        metavar="GLOB",
        help="of folders, leave out files and folders that match (the same)",
    )
    g.add_argument(
        "--text-field", metavar="NAME", help="column of a table with the text; usual names are found without"
    )
    g.add_argument("--title-field", metavar="NAME", help="column with the title")
    g.add_argument(
        "--id-field",
        metavar="NAME",
        help="column with the id, which names the output; without, the number of the row does",
    )
    g.add_argument(
        "--from",
        "--language",
        dest="language",
        choices=("zh", "en"),
        default="zh",
        help="language of the articles (default zh)",
    )

    g = p.add_argument_group("outputs")
    g.add_argument(
        "-f", "--format", action="append", metavar="FORMAT",
        help=f"one or more of {', '.join(FORMATS)}, with commas between (default md); jsonl and parquet hold all briefs in one file",
    )  # fmt: skip
    g.add_argument(
        "-l", "--length", type=int, default=120, metavar="WORDS", help="English words of a brief (default 120)"
    )
    g.add_argument("--full", action="store_true", help="the whole translation under each brief")
    g.add_argument("--strategy", default="extract", metavar="NAME", help="how to condense (default extract)")
    g.add_argument(
        "--summarizer", metavar="NAME", help="name, hub id or folder of the model that writes, for the other strategies"
    )
    g.add_argument("--to", choices=("en", "zh"), default="en", help="language of the briefs (default en)")
    g.add_argument("--glossary", metavar="FILE", help="TSV or CSV of your terms; they win over the built-in ones")
    g.add_argument("--no-check", action="store_true", help="do not compare with the source")

    g = p.add_argument_group("model")
    g.add_argument(
        "--model", default="compact", metavar="NAME", help="name, hub id or folder of a model (default compact)"
    )
    g.add_argument(
        "--engine", choices=("auto", "ct2", "torch"), default="auto", help="what runs the model (default auto)"
    )
    g.add_argument("--beam", type=int, default=4, metavar="N", help="beams of the search, 1 to 16 (default 4)")

    g = p.add_argument_group("going on")
    g.add_argument("--retry-failed", action="store_true", help="do failed articles again, too")
    g.add_argument("--force", action="store_true", help="do everything again")
    g.add_argument(
        "--cache",
        action="store_true",
        help="keep translations, and take from them what was translated before in the same way",
    )

    g = p.add_argument_group("running")
    g.add_argument(
        "-j",
        "--workers",
        type=int,
        metavar="N",
        help="processes, each with a model of its own (default: one a core, 8 at most)",
    )
    g.add_argument("--threads", type=int, metavar="N", help="threads of each worker (default: the cores divided)")
    g.add_argument(
        "--timeout", type=float, default=300.0, metavar="SECONDS", help="time limit for one article (default 300)"
    )
    g.add_argument(
        "--retries", type=int, default=2, metavar="N", help="tries more after an error that may pass (default 2)"
    )
    g.add_argument(
        "--engine-on", choices=("local", "ray"), default="local", help="where the workers run (default local)"
    )
    g.add_argument(
        "--ray-address",
        metavar="ADDRESS",
        help="a running Ray cluster, such as auto or ray://head:10001; without, one is started here",
    )

    g = p.add_argument_group("messages (on standard error)")
    g.add_argument("-q", "--quiet", action="store_true", help="none")
    g.add_argument("--json-log", action="store_true", help="one JSON object a line")
    return p


def main(args: Sequence[str] | None = None, program: str = "jianbao batch") -> int:
    """Run a batch; returns the exit code."""
    values = list(sys.argv[1:] if args is None else args)
    p = parser(program)
    try:
        given = p.parse_intermixed_args(values)
        options = _options(given, (*program.split(), *values))
    except SystemExit as end:
        return int(end.code or 0)
    except JianbaoError as error:
        print(f"{program}: {error}", file=sys.stderr)
        return 2
    return run(options, given, program)


def run(options: BatchOptions, given: argparse.Namespace, program: str) -> int:
    """Open the output folder, start the workers, run, and close."""
    from brief.batch.progress import progress
    from brief.batch.run import Batch

    before = _on_termination()
    batch = None
    try:
        batch = Batch(options, progress(quiet=given.quiet, json_log=given.json_log))
        return batch.execute(_workers(batch, options, given))
    except JianbaoError as error:
        print(f"{program}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"{program}: stopped before it had begun.", file=sys.stderr)
        return 130
    finally:
        if batch is not None:
            batch.close()
        for number, handler in before.items():
            signal.signal(number, handler)


def _workers(batch: Any, options: BatchOptions, given: argparse.Namespace) -> Workers:
    if given.engine_on == "ray":
        from brief.batch.ray import RayWorkers

        return RayWorkers(
            options.worker,
            workers=given.workers,
            address=given.ray_address,
            timeout=given.timeout,
            retries=given.retries,
        )
    from brief.batch.pool import Pool
    from brief.batch.run import divide

    workers, _ = divide(given.workers, given.threads)
    log = batch.folder.state / "workers.log"
    log.unlink(missing_ok=True)
    return Pool(options.worker, workers=workers, timeout=given.timeout, retries=given.retries, log=log)


def _options(given: argparse.Namespace, command: tuple[str, ...]) -> BatchOptions:
    from brief.batch.inputs import glob_pattern
    from brief.batch.run import BatchOptions, divide, sequence
    from brief.batch.worker import worker_options

    formats = sequence(given.format) or ("md",)
    for name in formats:
        if name not in FORMATS:
            raise InputError(f"There is no output format {name!r}; there is: {', '.join(FORMATS)}.")
    if "parquet" in formats:
        from importlib.util import find_spec

        if find_spec("pyarrow") is None:
            raise InputError("Parquet needs pyarrow: pip install 'jianbao[tables]'.")
    for name, value, low, high in (
        ("--length", given.length, MIN_BRIEF_WORDS, MAX_BRIEF_WORDS),
        ("--beam", given.beam, 1, 16),
        ("--workers", given.workers, 1, 1_000),
        ("--threads", given.threads, 1, 1_000),
        ("--timeout", given.timeout, 1e-3, 1e6),
        ("--retries", given.retries, 0, 100),
    ):
        if value is not None and not low <= value <= high:
            raise InputError(f"{name} is {value:g}; give a value from {low:g} to {high:,g}.")
    if given.ray_address and given.engine_on != "ray":
        raise InputError("--ray-address is for --engine-on ray.")
    for glob in (*(given.include or ()), *(given.exclude or ())):
        glob_pattern(glob)
    if given.glossary is not None and not Path(given.glossary).is_file():
        raise InputError(f"--glossary {given.glossary}: there is no such file.")
    _, threads = divide(given.workers, given.threads)
    return BatchOptions(
        inputs=tuple(given.inputs),
        out=given.out,
        worker=worker_options(
            {
                "formats": formats, "length": given.length, "full": given.full, "strategy": given.strategy, "model": given.model,
                "engine": given.engine, "beams": given.beam, "glossary": given.glossary, "check": not given.no_check,
                "language": given.language, "target": given.to, "summarizer": given.summarizer, "threads": threads, "cache": given.cache,
            }
        ),
        include=tuple(given.include or ()),
        exclude=tuple(given.exclude or ()),
        text_field=given.text_field,
        title_field=given.title_field,
        id_field=given.id_field,
        retry_failed=given.retry_failed,
        force=given.force,
        command=command,
    )  # fmt: skip


def _on_termination() -> dict[int, Any]:
    """Make SIGTERM and SIGHUP stop a run as Ctrl-C does. The handlers that were there."""

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
            return before
    return before
