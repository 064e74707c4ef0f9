"""The command line `jianbao`. Results go to standard output, progress and messages to standard error.

Exit codes: 0 done, 1 some batch items failed or something unexpected, 2 usage or input, 3 an unresolved error finding under --strict,
130 interrupted. Everything heavy is imported inside the commands, so that --help is instant.
"""

from __future__ import annotations

import logging
import sys
from typing import Annotated

import typer

from brief.cli.batch import batch_command
from brief.cli.briefs import brief_command
from brief.cli.checks import check_command
from brief.cli.evaluation import evaluate_command
from brief.cli.models import models_app
from brief.cli.parts import summarize_command, translate_command
from brief.cli.stores import cache_app, glossary_app
from brief.cli.terminal import new_app, run
from jianbao.version import VERSION

app = new_app(
    name="jianbao",
    help="Chinese press releases into faithful English briefs: condensed, translated, and checked against the source.",
    no_args_is_help=True,
)
app.command("brief")(brief_command)
app.command("summarize")(summarize_command)
app.command("translate")(translate_command)
app.command("check")(check_command)
app.command("batch")(batch_command)
app.command("evaluate")(evaluate_command)
app.add_typer(glossary_app, name="glossary")
app.add_typer(models_app, name="models")
app.add_typer(cache_app, name="cache")


@app.command(
    "demo",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def demo_command(context: typer.Context) -> None:
    """The web demo, for this machine only unless --host says otherwise: see `jianbao demo --help`."""
    from demo import main as demo_main

    raise SystemExit(demo_main(context.args, program="jianbao demo"))


def _version(value: bool) -> None:
    if value:
        typer.echo(f"jianbao {VERSION}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")] = False,
) -> None:
    """Chinese press releases into faithful English briefs."""
    if context.invoked_subcommand != "batch":  # which has a log of its own
        _show_log()


def _show_log() -> None:
    """What takes long for the first time only (converting a model) is told on standard error."""
    log = logging.getLogger("jianbao")
    if not log.handlers:
        log.addHandler(logging.StreamHandler())
        log.setLevel(logging.INFO)


def main() -> None:
    """Entry point: errors for users are one line on standard error that starts with `jianbao: `, and exit code 2."""
    sys.exit(run(app, sys.argv[1:], program="jianbao"))
