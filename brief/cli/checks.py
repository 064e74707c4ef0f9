"""`jianbao check`: a translation that is there already, compared with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from brief.cli.options import Output, Quiet, recipe_options
from brief.cli.terminal import progress, tell_terms, write
from brief.recipe import Recipe
from brief.render.formats import FORMATS
from jianbao.errors import InputError

if TYPE_CHECKING:
    from brief.brief import Brief
    from jianbao.deadline import Deadline
    from reading.article import Article


@recipe_options("glossary", "strict", "wording", "author")
def check_command(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The Chinese text: txt, md, html, docx or pdf.")],
    translation: Annotated[
        str, typer.Argument(metavar="TRANSLATION", help="Its English translation, whoever made it.")
    ],
    recipe: Recipe,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="text|" + "|".join(FORMATS), help="What to write.")
    ] = "text",
    timeout: Annotated[
        float | None, typer.Option("--timeout", min=1.0, help="Seconds that it may take, from reading to comparing.")
    ] = None,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Compare a translation with its source, sentence by sentence: figures, dates, names, terms, directions, what is missing or made up."""
    from brief.checking import checked_brief
    from brief.render.formats import render
    from jianbao.deadline import Deadline
    from models import load_compact

    if format != "text" and format not in FORMATS:
        raise InputError("brief.no_format", value=format, known=", ".join(("text", *FORMATS)))
    tell_terms(recipe.glossary, quiet=quiet)
    deadline = Deadline(timeout)
    article, english = (_read(path, language, deadline) for path, language in ((source, "zh"), (translation, "en")))
    with progress(quiet), deadline.within():
        brief = checked_brief(article, english, glossary=recipe.terms, model=load_compact())
    # A Word document of a check is its evidence.
    named = "docx-evidence" if format == "docx" else format
    style = {"wording": recipe.wording, "author": recipe.author}
    write(_listed(brief, recipe.wording) if format == "text" else render(brief, named, **style), output)
    if recipe.strict and brief.errors():
        raise typer.Exit(3)


def _read(path: str, language: str, deadline: Deadline) -> Article:
    """One of the two texts. Raises InputError, also where it is in the language of the other."""
    from reading.article import WRONG_LANGUAGE, read_article

    try:
        return read_article(path, language=language, deadline=deadline)
    except InputError as error:
        if error.code in WRONG_LANGUAGE:
            raise InputError("brief.check_order", name=path) from None
        raise


def _listed(brief: Brief, wording: str) -> str:
    """The findings, one a line, each under its sentence; the names not checked, in one; and how many there are, if anything was."""
    from brief.render.labels import table
    from brief.render.marks import told
    from translate.check.names.joined import joined
    from translate.check.report import Finding, Reason, Severity

    lines: list[str] = []
    unchecked: list[Finding] = []
    for point in brief.points:
        found = [f for f in point.findings if f.severity is not Severity.INFO]
        unchecked += [f for f in found if f.reason is Reason.NAME_UNCHECKED]
        found = [f for f in found if f.reason is not Reason.NAME_UNCHECKED]
        if found:
            lines += ["".join(s.chinese for s in point.sources) or "-", point.english or "-"]
            lines += [f"  {told(f, wording)}" for f in found] + [""]
    if unchecked:
        lines += [*(told(f, wording) for f in joined(unchecked)), ""]
    facts = sum(len(point.links) for point in brief.points)
    errors = len(brief.errors())
    said = table(wording)["text.compared" if facts or errors else "text.nothing_compared"]
    lines.append(said.format(sentences=len(brief.points), facts=facts, errors=errors))
    return "\n".join(lines) + "\n"
