"""`jianbao summarize` and `jianbao translate`: one half of the way alone."""

from __future__ import annotations

from typing import Annotated

import typer

from brief.cli.downloads import settled
from brief.cli.options import Input, Output, Quiet, recipe_options
from brief.cli.terminal import progress, tell_terms, write
from brief.recipe import Recipe
from jianbao.errors import InputError


@recipe_options("source")
def summarize_command(
    file: Input,
    recipe: Recipe,
    length: Annotated[
        int, typer.Option("--length", "-l", min=20, max=2000, help="Length in words of an English translation.")
    ] = 120,
    output: Output = None,
) -> None:
    """Choose the sentences that matter; the language stays."""
    from reading.article import read_article
    from summarize import summarize

    article = read_article(file, language=recipe.source)
    summary = summarize(article.text, words=length, title=article.headline, language=recipe.source)
    if not summary.points:
        raise InputError("brief.no_sentence", name=article.name)
    write("\n".join(p.text for p in summary.points) + "\n", output)


@recipe_options("source", "target", "model", "engine", "beams", "glossary", "check", "cache")
def translate_command(file: Input, recipe: Recipe, output: Output = None, quiet: Quiet = False) -> None:
    """Translate a text, paragraph by paragraph, with nothing left out. Findings go to standard error."""
    from brief.loading import load_translator
    from jianbao.sentences import split
    from reading.article import read_article
    from translate.check.messages import say
    from translate.check.report import Severity

    tell_terms(recipe.glossary, quiet=quiet)
    article = read_article(file, language=recipe.source)
    recipe = settled(recipe, quiet=quiet)
    with progress(quiet) as tell:
        from brief.path import Event

        translator = load_translator(recipe)
        sentences = split(article.text, language=recipe.source)
        done = translator.translate(
            translator.document([s.text for s in sentences]),
            progress=lambda n, total: tell(Event("translate", n, total)),
        )
    paragraphs: dict[int, list[str]] = {}
    for sentence, translation in zip(sentences, done, strict=True):
        paragraphs.setdefault(sentence.paragraph, []).append(translation.text)
    joiner = "" if recipe.target == "zh" else " "
    write("\n\n".join(joiner.join(parts) for parts in paragraphs.values()) + "\n", output)
    if not quiet:
        for translation in done:
            for finding in translation.findings:
                if finding.severity is not Severity.INFO:
                    typer.echo(f"{finding.severity}: {say(finding)}", err=True)
