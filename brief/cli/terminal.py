"""What the command line says: results on standard output, progress and messages on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from jianbao.errors import InputError

if TYPE_CHECKING:
    from brief.pipeline import Event


def write(result: str | bytes, output: Path | None) -> None:
    # Chinese text must not fail on a console of another encoding.
    data = result if isinstance(result, bytes) else result.encode("utf-8", "replace")
    if output is not None:
        try:
            output.write_bytes(data)
        except OSError as error:
            raise InputError(f"{output} cannot be written: {error.strerror}.") from None
        return
    if isinstance(result, bytes) and sys.stdout.isatty():
        raise InputError("A DOCX is not for a terminal: give --output FILE, or send standard output to a file.")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        reader_left()
    except OSError as error:
        raise InputError(f"Standard output cannot be written: {error.strerror}.") from None


def show_times(steps: dict[str, float]) -> None:
    """A table; the last row is the whole, and shares are of it."""
    width, whole = max(len(name) for name in steps), max(*steps.values(), 1e-9)
    for name, seconds in steps.items():
        typer.echo(f"{name:<{width}}  {seconds:8.3f} s  {seconds / whole:5.0%}", err=True)


LABELS = {
    "clean": "cleaned",
    "summarize": "passages summarized",
    "condense": "sentences chosen",
    "translate": "sentences translated",
    "done": "done",
}


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[Event], Any]]:
    """A live line on a terminal, nothing where standard error is not one: pipes and logs stay clean."""
    if quiet or not sys.stderr.isatty():
        yield lambda event: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Loading the model…") as status:
        yield lambda event: status.update(
            f"{LABELS.get(event.step, event.step)}" + (f" {event.done}/{event.total}" if event.total > 1 else "")
        )


def usage(error: Any) -> NoReturn:
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        sys.exit(2)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "jianbao"
    message = error.format_message().replace("Value error, ", "").rstrip(".")
    fail(f"{message}. See {command} --help.", 2)


def fail(message: str, code: int) -> NoReturn:
    with suppress(BrokenPipeError):
        typer.echo(f"jianbao: {' '.join(message.splitlines())}", err=True)
    sys.exit(code)


def reader_left() -> NoReturn:
    """The reader of a pipe has left, as `head` does: nobody is there to be told."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(141)
