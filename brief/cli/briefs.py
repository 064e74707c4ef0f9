"""`jianbao brief`: one article in, its brief out."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from brief.cli.downloads import settled
from brief.cli.options import Input, Output, Quiet, recipe_options
from brief.cli.terminal import progress, show_times, tell_terms, write
from brief.recipe import Recipe
from brief.render.formats import FORMATS, format_of


@recipe_options()
def brief_command(
    file: Input,
    recipe: Recipe,
    format: Annotated[str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="What to write.")] = "md",
    timings: Annotated[bool, typer.Option("--timings", help="Where the time went, on standard error.")] = False,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Write the English brief of a Chinese press release (or with --from and --to, of one language in the other or in the same)."""
    began = time.perf_counter()
    from brief.loading import load_composer
    from reading.article import read_article

    imported = time.perf_counter()
    recipe.require_languages()
    format_of(format)
    tell_terms(recipe.glossary, quiet=quiet)
    article = read_article(file, language=recipe.source)  # before the model is loaded: what is wrong is told at once
    read = time.perf_counter()
    recipe = settled(recipe, quiet=quiet)
    with progress(quiet) as tell:
        composer = load_composer(recipe)
        loaded = time.perf_counter()
        made = composer.make(article, formats=(format,), progress=tell)
    write(made.files[format], output)
    if timings:
        steps = {"import": imported - began, "read": read - imported, "load": loaded - read, **made.brief.timings}
        show_times({**steps, "all": time.perf_counter() - began})
    if recipe.strict and made.brief.errors():
        raise typer.Exit(3)
