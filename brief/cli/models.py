"""`jianbao models`: what pretrained models there are, and getting, converting and removing them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from brief.cli.terminal import write
from jianbao.errors import InputError

models_app = typer.Typer(help="Pretrained models: list (the default), pull, convert, path, remove.")


@models_app.callback(invoke_without_command=True)
def models_root(context: typer.Context) -> None:
    """Pretrained models: list (the default), pull, convert, path, remove."""
    if context.invoked_subcommand is None:
        models_list()


@models_app.command("list")
def models_list() -> None:
    """The models of the catalogue, and what of them is on this machine."""
    from models import resolve_default, store

    def state(status: store.Status) -> str:
        if status.entry.unsupported:
            return "cannot be run"
        if status.path is None:
            return "-" if status.entry.file is None else f"to fetch, {status.entry.size_mb or 0:,} MB"
        return "here, converted" if status.converted else "here"

    rows = [("NAME", "TASK", "FROM > TO", "HERE", "LICENCE", "HUB")]
    for status in store.listing():
        e = status.entry
        licence = e.licence + ("" if e.commercial is not False else " (not commercial)")
        pair = f"{_listed(e.sources)} > {_listed(e.targets)}"
        rows.append(
            (
                e.name,
                ", ".join(e.tasks),
                pair,
                state(status),
                licence,
                e.hub or ("base fetched once" if e.file else "comes with Jianbao"),
            )
        )
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    default = resolve_default()
    chosen = f"Where no model is named, {default.name} runs." + (f" {default.note}" if default.note else "")
    write("\n".join([*lines, chosen, *_advice()]) + "\n", None)


SHARE = 0.7
"""Of the memory, for a model: the system and other programs have the rest."""


def _advice() -> list[str]:
    """Which larger models this machine has room for, by licence; nothing where the system does not say how much memory it has."""
    from jianbao import machine
    from models import catalog

    memory = machine.memory_bytes()
    press = catalog.find(catalog.PRESS)
    if memory is None or press is None:
        return []

    def named(entries: tuple[catalog.Entry, ...]) -> str:
        larger = [e for e in entries if (e.parameters or 0) > (press.parameters or 0)]
        return ", ".join(f"{e.name} ({(e.memory_mb or 0) / 1000:.1f} GB)" for e in larger)

    room = int(SHARE * memory / 1e6)
    free, every = catalog.recommended(room), catalog.recommended(room, commercial=False)
    others = tuple(e for e in every if e not in free)
    lines = []
    if found := named(free):
        lines.append(
            f"Larger models that fit into this machine's {memory / 1e9:.0f} GB, for commercial use too: {found}."
        )
    if found := named(others):
        lines.append(f"With a licence to read first, or not for commercial use: {found}.")
    return lines


def _listed(languages: tuple[str, ...]) -> str:
    return "many" if "*" in languages or len(languages) > 3 else ", ".join(languages)


ModelName = Annotated[
    str, typer.Argument(metavar="MODEL", help="Name of the catalogue, hub id (owner/name) or folder.")
]


@models_app.command("pull")
def models_pull(
    model: ModelName,
    accept: Annotated[
        bool, typer.Option("--accept-licence", help="Accept a licence that forbids commercial use or is not known.")
    ] = False,
    brought: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="Take the model's file from here, for a machine without a connection."
        ),
    ] = None,
) -> None:
    """Download a model; a broken download goes on where it stopped."""
    from brief.cli.downloads import fetch

    write(f"{fetch(model, accept_licence=accept, brought=brought)}\n", None)


@models_app.command("convert")
def models_convert(
    model: ModelName,
    compute: Annotated[
        str, typer.Option("--compute", help="Numbers of the weights: int8, float16, bfloat16 or float32.")
    ] = "int8",
) -> None:
    """Convert a model that is here for CTranslate2, and say where it is; the first use of a model does so by itself."""
    from models import store

    if compute not in COMPUTES:
        raise InputError("brief.compute", value=compute, known=", ".join(COMPUTES))
    write(f"{store.convert(model, compute=compute)}\n", None)


COMPUTES = ("int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32")


@models_app.command("path")
def models_path(model: ModelName) -> None:
    """The folder of a model that is here."""
    from models import store

    write(f"{store.path(model)}\n", None)


@models_app.command("remove")
def models_remove(model: ModelName) -> None:
    """Remove a downloaded model and what was converted from it; the bundled model and folders of your own stay."""
    from models import store

    typer.echo(f"{store.remove(model) / 1e6:,.1f} MB freed.", err=True)
