"""What a batch says while it runs: a bar on a terminal, plain lines elsewhere, JSON lines for machines, or nothing."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Protocol, TextIO


class Progress(Protocol):
    """Told what happens; all of it goes to standard error."""

    def note(self, message: str) -> None:
        """Something worth a line."""

    def begin(self, *, total: int, skipped: int) -> None:
        """`total` items are to be done, `skipped` need not be."""

    def item(self, name: str, *, error: str, reason: str, seconds: float, words: int) -> None:
        """One item is done (error "") or failed."""

    def end(self, summary: Mapping[str, Any], message: str) -> None:
        """The run is over."""


class Silent:
    """Errors that end the run are still told by whoever runs it."""

    def note(self, message: str) -> None: ...

    def begin(self, *, total: int, skipped: int) -> None: ...

    def item(self, name: str, *, error: str, reason: str, seconds: float, words: int) -> None: ...

    def end(self, summary: Mapping[str, Any], message: str) -> None: ...


class Lines:
    """A line for each failure, and one on where things stand every `every` seconds."""

    def __init__(self, file: TextIO, *, every: float = 10.0) -> None:
        self.file, self.every = file, every
        self.total = self.done = self.failed = 0
        self.began = self.said = time.monotonic()

    def note(self, message: str) -> None:
        print(_printable(message, self.file), file=self.file, flush=True)

    def begin(self, *, total: int, skipped: int) -> None:
        self.total, self.began, self.said = total, time.monotonic(), time.monotonic()
        self.note(f"{total:,} to do, {skipped:,} need not be done again.")

    def item(self, name: str, *, error: str, reason: str, seconds: float, words: int) -> None:
        self.done += 1
        if error:
            self.failed += 1
            self.note(failure(name, error, reason))
        if time.monotonic() - self.said >= self.every:
            self.said = time.monotonic()
            self.note(standing(self.done, self.total, self.failed, time.monotonic() - self.began))

    def end(self, summary: Mapping[str, Any], message: str) -> None:
        self.note(message)


class JsonLines:
    """One JSON object a line: event, and what belongs to it."""

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def _write(self, event: str, **values: Any) -> None:
        print(json.dumps({"time": round(time.time(), 3), "event": event, **values}), file=self.file, flush=True)

    def note(self, message: str) -> None:
        self._write("note", message=message)

    def begin(self, *, total: int, skipped: int) -> None:
        self._write("begin", total=total, skipped=skipped)

    def item(self, name: str, *, error: str, reason: str, seconds: float, words: int) -> None:
        outcome = {"error": error, "reason": reason} if error else {"words": words}
        self._write("failed" if error else "done", item=name, seconds=round(seconds, 3), **outcome)

    def end(self, summary: Mapping[str, Any], message: str) -> None:
        self._write("end", message=message, **summary)


class Bar:
    """A bar with rate, remaining time and failures; failures stay above it."""

    def __init__(self) -> None:
        from rich.console import Console

        self.console = Console(stderr=True, highlight=False)
        self.failed = 0
        self._bar: Any = None
        self._task: Any = None

    def note(self, message: str) -> None:
        self.console.print(message, markup=False, soft_wrap=True)

    def begin(self, *, total: int, skipped: int) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        if skipped:
            self.note(f"{skipped:,} need not be done again.")
        if not total:
            return
        self._bar = Progress(
            BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(elapsed_when_finished=True),
            TextColumn("{task.fields[failed]}", style="red"), console=self.console,
        )  # fmt: skip
        self._task = self._bar.add_task("briefs", total=total, rate="", failed="")
        self._bar.start()

    def item(self, name: str, *, error: str, reason: str, seconds: float, words: int) -> None:
        if error:
            self.failed += 1
            self.note(failure(name, error, reason))
        task = self._bar.tasks[0]
        elapsed = task.elapsed or 0.0
        done = int(task.completed) + 1
        self._bar.update(
            self._task,
            advance=1,
            rate=f"{done / elapsed:.1f}/s" if elapsed > 0 else "",
            failed=f"{self.failed} failed" if self.failed else "",
        )

    def end(self, summary: Mapping[str, Any], message: str) -> None:
        if self._bar is not None:
            self._bar.stop()
        self.note(message)


def progress(*, quiet: bool, json_log: bool) -> Progress:
    """What suits the options and standard error."""
    if json_log:
        return JsonLines(sys.stderr)
    if quiet:
        return Silent()
    return Bar() if sys.stderr.isatty() else Lines(sys.stderr)


def failure(name: str, error: str, reason: str) -> str:
    """Why an item failed, with its name where the reason has not got it: what is wrong with a model names the model."""
    named = reason if PurePath(name).name in reason else f"{name}: {reason}"
    return f"failed ({error}): {named}"


def standing(done: int, total: int, failed: int, seconds: float) -> str:
    """`120 of 500 (24 %), 1.4/s, 4 min to go, 3 failed`."""
    rate = done / seconds if seconds > 0 else 0.0
    left = duration((total - done) / rate) if rate else "unknown time"
    return f"{done:,} of {total:,} ({done / total if total else 1:.0%}), {rate:.1f}/s, {left} to go, {failed:,} failed"


def duration(seconds: float) -> str:
    """Seconds for people."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5_400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3_600:.1f} h"


def _printable(text: str, file: TextIO) -> str:
    encoding = file.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
