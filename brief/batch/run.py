"""One run of a batch: list the inputs, leave what is done, do the rest, write each result, report."""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePath
from typing import Any, Protocol

from brief.batch.files import DiskError, OutputError, OutputFolder
from brief.batch.inputs import Input, Inputs
from brief.batch.journal import Entry, Journal, Result, Status
from brief.batch.lock import Lock
from brief.batch.paths import shown
from brief.batch.progress import Progress, duration
from brief.batch.report import write_one_file, write_reports
from brief.batch.worker import ONE_FILE, Outcome, Work, WorkerOptions, data_hash, one_line, read_bytes, text_hash
from brief.options import plain
from brief.render.formats import ending
from jianbao.errors import InputError, JianbaoError, ModelError
from jianbao.machine import cores
from reading.formats import ENDINGS
from reading.tables import TABLE_ENDINGS

LISTED_AT_ONCE = 1_000
"""Inputs in one transaction of the journal."""


class Workers(Protocol):
    """What does the work: a local pool, or Ray."""

    def start(self) -> str: ...

    def run(self, works: Iterator[Work], *, on_start: Any = ...) -> Iterator[Outcome]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """What a batch is to do. inputs: as on the command line. command: how to call it again."""

    inputs: tuple[str, ...]
    out: Path
    worker: WorkerOptions
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    text_field: str | None = None
    title_field: str | None = None
    id_field: str | None = None
    retry_failed: bool = False
    force: bool = False
    command: tuple[str, ...] = field(default=())


class Batch:
    """A batch in an output folder, whose lock it holds from `open` to `close`."""

    def __init__(self, options: BatchOptions, progress: Progress) -> None:
        self.options, self.progress = options, progress
        self.folder = OutputFolder(options.out)
        self.lock = Lock(self.folder.state / "lock")
        self.lock.acquire()
        self.folder.clear_temporary()
        self.journal = Journal(self.folder.state / "journal.sqlite3")
        self.inputs = Inputs(
            given=options.inputs, out=options.out, include=options.include, exclude=options.exclude,
            text_field=options.text_field, title_field=options.title_field, id_field=options.id_field,
            wording=options.worker.recipe.wording,
        )  # fmt: skip
        self.run = 0
        self.signature = ""

    def _told(self, error: JianbaoError) -> str:
        """An error in the language of the files."""
        return error.worded(self.options.worker.recipe.wording)

    def close(self) -> None:
        """Let go of the journal and the lock."""
        self.journal.close()
        self.lock.release()

    def execute(self, workers: Workers) -> int:
        """The whole run. Returns the exit code: 0 all done, 1 some failed or the disk or the workers gave out, 130 interrupted."""
        began = time.monotonic()
        options = self.options
        shown_options = {k: v for k, v in asdict(options).items() if k not in ("worker", "command")}
        self.run = self.journal.begin(
            {
                **shown_options,
                "out": str(options.out),
                "inputs": [shown(i) for i in options.inputs],
                "formats": options.worker.formats,
                "threads": options.worker.threads,
                **plain(options.worker.recipe),
            }
        )
        code, words, under_way = 0, "", False
        try:
            self.signature = workers.start()
            skipped = self._list()
            todo = self.journal.count(self.run)["pending"]
            self.progress.begin(total=todo, skipped=skipped)
            under_way = True
            if todo:
                for outcome in workers.run(self._works(), on_start=self.journal.start):
                    self._take(outcome)
        except KeyboardInterrupt:
            code, words = 130, "Stopped. "
        except DiskError as error:
            code, words = 1, f"{error} "
        except ModelError as error:
            if not under_way:
                raise
            code, words = 1, f"{error} "
        finally:
            workers.close()
        return self._end(code, words, began)

    # Listing

    def _list(self) -> int:
        """Enter the inputs in the journal; how many need nothing done."""
        settled = listed = 0
        stream = enumerate(self.inputs)
        more = True
        while more:
            more = False
            with self.journal.together():
                for position, given in stream:
                    settled += self._enter(given, position)
                    listed += 1
                    if (position + 1) % LISTED_AT_ONCE == 0:
                        more = True
                        break
        if gone := self.journal.forget(self.run):
            self.progress.note(f"forgotten: {gone:,} inputs of earlier runs that were not done and are gone")
        if listed == 0:
            known = ", ".join(sorted(e[1:] for e in (*ENDINGS, *TABLE_ENDINGS)))
            self.progress.note(
                f"no file to read in {', '.join(map(shown, self.inputs.given))}; what is read ends in {known}"
            )
        for reason, count in sorted(self.inputs.ignored.items()):
            if count:
                self.progress.note(f"passed over: {count:,} {reason}")
        return settled

    def _enter(self, given: Input, position: int) -> bool:
        """Enter one input; whether it is settled, and nothing need be done for it."""
        digest: str | None = None
        holder = self.journal.holder(given.stem)
        if (
            holder is not None
            and holder.source != given.source
            and (holder.row, holder.status) == (given.row, Status.DONE)
            and not Path(holder.source).exists()
        ):
            # The folder was moved: the same content under the same name, and nothing at the old place.
            digest = self._digest(given)
            if digest == holder.hash:
                self.journal.move(holder.id, given.source)
        entry = self.journal.claim(
            given.source, given.row, given.stem, run=self.run, position=position, number=given.number
        )
        if given.problem:
            status = Status.FAILED if given.article else Status.SKIPPED
            kind = "" if not given.article else "input" if given.row or Path(given.source).exists() else "vanished"
            self.journal.fail(
                entry.id, error=kind, reason=one_line(given.problem), hash="", signature=self.signature, status=status
            )
            self.progress.note(f"{'failed' if given.article else 'skipped'}: {one_line(given.problem)}")
            return False
        if self._settled(entry, given, digest):
            return True
        self.journal.reset(entry.id)
        return False

    def _settled(self, entry: Entry, given: Input, digest: str | None) -> bool:
        o = self.options
        if o.force or entry.signature != self.signature or not entry.hash:
            return False
        if entry.status is Status.FAILED:
            if o.retry_failed or entry.error not in ("input", "model", "internal", "crash", "timeout", "memory"):
                return False
        else:
            there = entry.status is Status.DONE and set(o.worker.formats) <= set(entry.formats)
            if not there or not all(
                self.folder.exists(f"{entry.stem}.{ending(name)}") for name in o.worker.formats if name not in ONE_FILE
            ):
                return False
        return entry.hash == (digest if digest is not None else self._digest(given))

    def _digest(self, given: Input) -> str:
        if given.row:
            return text_hash(given.title, given.text)
        try:
            return data_hash(read_bytes(given.source))
        except (OSError, InputError):
            return ""

    # Doing

    def _works(self) -> Iterator[Work]:
        """What is pending in this run, read from the journal a few at a time, tables from the start once."""
        after = -1
        rows: Iterator[Input] = iter(())
        table = ""
        while entries := self.journal.pending(self.run, after=after):
            for entry in entries:
                after = entry.position
                if not entry.row:
                    yield Work(id=entry.id, name=shown(PurePath(entry.source).name), path=entry.source)
                    continue
                if entry.source != table:
                    table, rows = entry.source, self.inputs.rows(entry.source)
                row = next((row for row in rows if row.number >= entry.number), None)
                if row is None or row.row != entry.row or row.problem:
                    self._fail(entry, "vanished", self._told(InputError("brief.item_row_gone", name=entry.name)), "")
                    continue
                name = f"{shown(PurePath(table).name)} [{shown(entry.row)}]"
                yield Work(id=entry.id, name=name, text=row.text, title=row.title)

    def _take(self, outcome: Outcome) -> None:
        """Write the outputs, then the journal."""
        entry = self.journal.entry(outcome.id)
        if outcome.error:
            self._fail(entry, outcome.error, outcome.reason, outcome.hash, outcome.seconds)
            return
        try:
            for name, data in outcome.outputs.items():
                self.folder.write(f"{entry.stem}.{ending(name)}", data)
        except OutputError as error:
            self._fail(entry, "output", one_line(self._told(error)), outcome.hash, outcome.seconds)
            return
        formats = set(self.options.worker.formats)
        if entry.signature == self.signature and entry.hash == outcome.hash:
            formats |= set(entry.formats)
        self.journal.finish(
            entry.id,
            Result(
                hash=outcome.hash, headline=outcome.headline, words=outcome.words, findings=outcome.findings,
                seconds=outcome.seconds, brief=outcome.brief,
            ),
            signature=self.signature,
            formats=sorted(formats),
        )  # fmt: skip
        self.progress.item(entry.name, error="", reason="", seconds=outcome.seconds, words=outcome.words)

    def _fail(self, entry: Entry, error: str, reason: str, digest: str, seconds: float = 0.0) -> None:
        self.journal.fail(entry.id, error=error, reason=reason, hash=digest, signature=self.signature, seconds=seconds)
        self.progress.item(entry.name, error=error, reason=reason, seconds=seconds, words=0)

    # Ending

    def _end(self, code: int, words: str, began: float) -> int:
        o = self.options
        try:
            self.journal.put_back_all()
            summary = write_reports(self.journal, self.folder)
            for name in o.worker.formats:
                if name in ONE_FILE:
                    write_one_file(self.journal, self.folder, name)
            counts = self.journal.count(self.run)
            seconds = time.monotonic() - began
            self.journal.end(
                self.run, signature=self.signature, summary={**summary, "seconds": round(seconds, 3), "run": counts}
            )
        except (DiskError, OutputError) as error:
            again = shlex.join(o.command)
            self.progress.end(
                {},
                f"{words or f'{error} '}What is done stays done. Put it right, then run the same command to go on:\n  {again}",
            )
            return code or 1
        if not code and counts["failed"]:
            code = 1
        message = f"{words}{counts['done']:,} done, {counts['failed']:,} failed" + (
            f", {counts['skipped']:,} skipped" if counts["skipped"] else ""
        )
        if counts["pending"]:
            message += f", {counts['pending']:,} to go"
        message += f"; {summary['words']:,} words in {o.out}, {duration(seconds)}."
        if findings := summary["findings"]:
            message += (
                " Findings: "
                + ", ".join(f"{kind.replace(':', ' ')} {count:,}" for kind, count in findings.items())
                + "."
            )
        if counts["failed"]:
            message += f" Why: {o.out / 'errors.tsv'}."
        if counts["pending"]:
            message += f"\nWhat is done stays done. To go on, run the same command:\n  {shlex.join(o.command)}"
        else:
            message += f" See {o.out / 'index.html'}."
        self.progress.end({**summary, "seconds": round(seconds, 3), "run": counts}, message)
        return code


def divide(workers: int | None, threads: int | None, *, available: int | None = None) -> tuple[int, int]:
    """How many workers, and threads for each: one thread a worker gives the most briefs a second; see docs/batch.md."""
    total = available or cores()
    if workers is None:
        workers = max(1, total // threads) if threads else max(1, min(total, 8))
    return workers, threads or max(1, total // workers)


def sequence(values: Sequence[str] | None) -> tuple[str, ...]:
    """Comma-separated or repeated values of an option as one tuple without doubles."""
    parts = [part.strip() for value in values or () for part in value.split(",")]
    return tuple(dict.fromkeys(part for part in parts if part))
