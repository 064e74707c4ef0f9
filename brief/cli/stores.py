"""`jianbao glossary` and `jianbao cache`: what is kept beside the models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

glossary_app = typer.Typer(no_args_is_help=True, help="Term lists.")
cache_app = typer.Typer(no_args_is_help=True, help="The translation memory that --cache keeps.")


@glossary_app.command("check")
def glossary_check(
    file: Annotated[Path, typer.Argument(help="TSV, CSV, TBX or TMX of terms.")],
) -> None:
    """Report duplicates, conflicts, empty and over-long entries of a term list, with line numbers."""
    from facts.glossary.file import read

    glossary = read(file)
    for problem in glossary.problems:
        typer.echo(f"{file}:{problem.line}: {problem.kind}: {problem.message}")
    typer.echo(f"{file}: {glossary.told()}.", err=True)
    if glossary.problems:
        raise typer.Exit(1)


@cache_app.command("info")
def cache_info() -> None:
    """Where the translation memory is, and how much it holds."""
    from translate.memory import TranslationMemory, default_path

    path = default_path()
    if not path.exists():
        typer.echo(f"{path}: empty. `jianbao brief --cache` fills it.")
        return
    memory = TranslationMemory(path)
    info = memory.info()
    memory.close()
    typer.echo(
        f"{info.path}: {info.entries:,} sentences, {info.bytes / 1e6:.1f} MB of at most {info.limit / 1e6:.0f} MB."
    )


@cache_app.command("clear")
def cache_clear() -> None:
    """Forget every translation that was kept."""
    from translate.memory import clear, default_path

    typer.echo(f"{default_path()}: {clear():,} sentences forgotten.")
