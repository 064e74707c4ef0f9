"""`jianbao check`: a translation that is there already, compared with its source."""

from __future__ import annotations

from typing import Annotated

import typer

from brief.cli.options import Output, Quiet, recipe_options
from brief.cli.terminal import progress, write
from brief.recipe import Recipe


@recipe_options("glossary", "strict")
def check_command(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The Chinese text: txt, md, html, docx or pdf.")],
    translation: Annotated[
        str, typer.Argument(metavar="TRANSLATION", help="Its English translation, whoever made it.")
    ],
    recipe: Recipe,
    format: Annotated[str, typer.Option("--format", "-f", help="text, md, json, html or docx.")] = "text",
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Compare a translation with its source, sentence by sentence: figures, dates, names, terms, directions, what is missing or made up."""
    from brief.checking import checked_brief
    from brief.render.formats import render
    from models import load_compact
    from reading.article import read_article

    article = read_article(source, language="zh")
    english = read_article(translation, language="en")
    with progress(quiet):
        brief = checked_brief(article, english, glossary=recipe.terms, model=load_compact())
    write(_listed(brief) if format == "text" else render(brief, format), output)
    if recipe.strict and brief.errors():
        raise typer.Exit(3)


def _listed(brief: object) -> str:
    """The findings, one a line, each under the sentence that it is about; and how many there are."""
    from brief.brief import Brief
    from translate.check.messages import say
    from translate.check.report import Severity

    assert isinstance(brief, Brief)
    lines: list[str] = []
    for point in brief.points:
        found = [f for f in point.findings if f.severity is not Severity.INFO]
        if found:
            lines += ["".join(s.chinese for s in point.sources) or "-", point.english or "-"]
            lines += [f"  {f.severity}: {say(f)}" for f in found] + [""]
    facts = sum(len(point.links) for point in brief.points)
    errors = len(brief.errors())
    lines.append(f"{len(brief.points)} sentences, {facts} facts compared, {errors} errors.")
    return "\n".join(lines) + "\n"
