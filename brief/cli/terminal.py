"""What the command line says: results on standard output, progress and messages on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from jianbao.errors import InputError, JianbaoError
from jianbao.system import reason_of

if TYPE_CHECKING:
    from brief.path import Event


def require_folder(output: Path | None) -> Path | None:
    """The file to write, as it was given. Raises InputError, before the work, where it is a folder or would be in none."""
    if output is not None and output.is_dir():
        raise InputError("brief.output_is_folder", path=output)
    if output is not None and not output.parent.is_dir():
        raise InputError("brief.output_nowhere", path=output, folder=output.parent)
    return output


def write(result: str | bytes, output: Path | None) -> None:
    # Chinese text must not fail on a console of another encoding.
    data = result if isinstance(result, bytes) else result.encode("utf-8", "replace")
    if output is not None:
        try:
            output.write_bytes(data)
        except OSError as error:
            raise InputError("brief.output", path=output, reason=reason_of(error)) from None
        return
    if isinstance(result, bytes) and sys.stdout.isatty():
        raise InputError("brief.docx_on_terminal")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        reader_left()
    except OSError as error:
        raise InputError("brief.standard_output", reason=reason_of(error)) from None


def tell_terms(glossary: object, *, quiet: bool) -> None:
    """Say how many terms and problems the user's file has, with the lines of the latter. Raises InputError for one that cannot be read.

    glossary: as a recipe has it; only a file is told.
    """
    if isinstance(glossary, Path):
        from facts.glossary.file import read

        found = read(glossary)
        if not quiet and not found.fatal:
            typer.echo(f"{glossary}: {found.told()}.", err=True)


def show_times(steps: dict[str, float]) -> None:
    """A table; the last row is the whole, and shares are of it."""
    width, whole = max(len(name) for name in steps), max(*steps.values(), 1e-9)
    for name, seconds in steps.items():
        typer.echo(f"{name:<{width}}  {seconds:8.3f} s  {seconds / whole:5.0%}", err=True)


LABELS = {
    "read": "read",
    "clean": "cleaned",
    "summarize": "summarizing",
    "draft": "sentences chosen",
    "translate": "sentences translated",
    "full": "sentences translated",
    "check": "checked",
    "assemble": "put together",
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


def new_app(**options: Any) -> typer.Typer:
    """An application of the house's kind: plain help, no completion, errors left to `run`."""
    return typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, **options)


def run(app: typer.Typer, arguments: Sequence[str], *, program: str) -> int:
    """Run an application; its exit code. Whatever goes wrong is one line on standard error that starts with the program's name.

    The root context's `obj` is the command as it was given, for messages that say how to call it again.
    """
    try:
        code = app(args=list(arguments), standalone_mode=False, prog_name=program, obj=(*program.split(), *arguments))
    except JianbaoError as error:
        return fail(str(error), 2, program=program)
    except SystemExit as end:
        return int(end.code or 0)
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except BrokenPipeError:
        reader_left()
    except Exception as error:
        # Usage errors of the parser, which comes with typer or with click.
        if hasattr(error, "format_message") and hasattr(error, "show"):
            return _usage(error, program)
        if os.environ.get("JIANBAO_DEBUG"):
            raise
        told = f"unexpected {type(error).__name__}: {error} (JIANBAO_DEBUG=1 shows where; please report it)."
        return fail(told, 1, program=program)
    if code == 130:
        return fail("interrupted.", code, program=program)
    return code if isinstance(code, int) else 0


def _usage(error: Any, program: str) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return 2
    context = getattr(error, "ctx", None)
    command = context.command_path if context else program
    message = error.format_message().replace("Value error, ", "").rstrip(".")
    return fail(f"{message}. See {command} --help.", 2, program=program)


def fail(message: str, code: int, *, program: str = "jianbao") -> int:
    """Say why on standard error, in one line; the code."""
    with suppress(BrokenPipeError):
        typer.echo(f"{program}: {' '.join(message.splitlines())}", err=True)
    return code


def reader_left() -> NoReturn:
    """The reader of a pipe has left, as `head` does: nobody is there to be told."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(141)
