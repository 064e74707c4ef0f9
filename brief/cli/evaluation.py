"""`jianbao evaluate`: how good a model or strategy is, on data with references."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from brief.cli.options import Quiet, recipe_options
from brief.cli.terminal import progress, write
from brief.recipe import Recipe


@recipe_options("source", "length", "model", "summarizer", "engine", "beams", "glossary", "check", "strict")
def evaluate_command(
    data: Annotated[
        str,
        typer.Option(
            "--data",
            help="A file: TSV (source, reference), JSONL, NAME.zh with NAME.en beside it; or a folder of fact sheets.",
        ),
    ],
    recipe: Recipe,
    strategy: Annotated[
        str,
        typer.Option(
            "--strategy",
            help="translate (row by row), or the strategy of a brief: extract, written, abstract, translate-first, direct; "
            "auto goes by the data.",
        ),
    ] = "auto",
    target: Annotated[
        str | None, typer.Option("--to", help="Language of the references; the data's where left out.")
    ] = None,
    system: Annotated[
        list[str] | None,
        typer.Option("--system", metavar="NAME=FILE", help="Another system's outputs, a line a row; may be repeated."),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="The first rows only.")] = None,
    samples: Annotated[
        int, typer.Option("--samples", min=0, max=100_000, help="Resamples of the paired bootstrap; 0 leaves it out.")
    ] = 1000,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write all figures and outputs to this JSON file.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Score a model or strategy: BLEU, chrF, ROUGE, fidelity and speed, beside other systems' recorded outputs."""
    from brief.evaluation.scores import evaluate, load_data

    rows = load_data(data, source=recipe.source, target=target, systems=system or (), limit=limit)
    with progress(quiet) as tell:
        result = evaluate(rows, recipe=recipe, strategy=strategy, samples=samples, progress=tell)
    write(result.table() + "\n", None)
    if output is not None:
        write(result.as_json() + "\n", output)
