"""Options of commands: the recipe's, made from its fields, and those that several commands share."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from brief.cli.terminal import require_folder
from brief.options import Option, offered
from brief.recipe import Recipe

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", callback=require_folder, help="Write to this file, not to standard output."),
]
Input = Annotated[str, typer.Argument(metavar="FILE|-", help="txt, md, html, docx or pdf; - reads standard input.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]


def recipe_options(*names: str, without: Sequence[str] = ()) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the recipe's options in place of its parameter `recipe`, which gets what was chosen.

    names: those that it takes; all but `without` where none is named.
    """

    def wrap(function: Callable[..., None]) -> Callable[..., None]:
        taken = [o for o in offered(Recipe) if (o.name in names if names else o.name not in without)]
        signature = inspect.signature(function, eval_str=True)
        shown: list[inspect.Parameter] = []
        for parameter in signature.parameters.values():
            shown += [_shown(o) for o in taken] if parameter.name == "recipe" else [parameter]

        @wraps(function)
        def command(**given: Any) -> None:
            chosen = {o.name: given.pop(o.name) for o in taken}
            function(recipe=Recipe(**chosen), **given)

        shown = [p.replace(kind=p.KEYWORD_ONLY) for p in shown]
        command.__signature__ = signature.replace(parameters=shown)  # type: ignore[attr-defined]
        command.__annotations__ = {p.name: p.annotation for p in shown}
        return command

    return wrap


def _shown(o: Option) -> inspect.Parameter:
    """An option as typer takes it. Bounds and choices are the recipe's to check, in its own words."""
    told = typer.Option(o.default, *o.flags, help=o.help["en"], metavar=o.metavar or "|".join(o.choices) or None)
    kind = o.type | None if o.optional else o.type
    return inspect.Parameter(o.name, inspect.Parameter.KEYWORD_ONLY, default=told, annotation=kind)
