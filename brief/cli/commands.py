"""The command line `jianbao`. Results go to standard output, progress and messages to standard error.

Exit codes: 0 done, 1 some batch items failed or something unexpected, 2 usage or input, 3 an unresolved error finding under --strict, 130 interrupted.
Everything heavy is imported inside the commands, so that --help is instant.
"""

from __future__ import annotations

import logging
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from brief.cli import terminal
from brief.cli.models import models_app
from brief.cli.terminal import progress, show_times, write
from jianbao.errors import InputError, JianbaoError
from jianbao.version import VERSION

if TYPE_CHECKING:
    from facts.glossary.glossary import Glossary
    from translate.memory import TranslationMemory

app = typer.Typer(
    name="jianbao",
    help="Chinese press releases into faithful English briefs: condensed, translated, and checked against the source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
glossary_app = typer.Typer(no_args_is_help=True, help="Term lists.")
app.add_typer(glossary_app, name="glossary")
app.add_typer(models_app, name="models")
cache_app = typer.Typer(no_args_is_help=True, help="The translation memory that --cache keeps.")
app.add_typer(cache_app, name="cache")


class Format(StrEnum):
    md = "md"
    json = "json"
    html = "html"
    docx = "docx"
    txt = "txt"


class EngineName(StrEnum):
    auto = "auto"
    ct2 = "ct2"
    torch = "torch"


Model = Annotated[str, typer.Option("--model", help="Name, hub id or folder of a model.")]
Engine = Annotated[EngineName, typer.Option("--engine", help="What runs the model; auto takes CTranslate2 on a CPU.")]
Beam = Annotated[int, typer.Option("--beam", min=1, max=16, help="Beams of the search.")]
GlossaryFile = Annotated[
    Path | None,
    typer.Option(
        "--glossary", help="TSV or CSV of your terms (source, target[, note, case]); they win over the built-in ones."
    ),
]
Check = Annotated[bool, typer.Option("--check/--no-check", help="Compare with the source, choose, repair, report.")]
Cache = Annotated[
    bool,
    typer.Option(
        "--cache/--no-cache", help="Keep translations, and take from them what was translated before in the same way."
    ),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file, not to standard output.")]
Input = Annotated[str, typer.Argument(metavar="FILE|-", help="txt, md, html, docx or pdf; - reads standard input.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]


@app.command("brief")
def brief_command(
    file: Input,
    format: Annotated[Format, typer.Option("--format", "-f", help="What to write.")] = Format.md,
    length: Annotated[int, typer.Option("--length", "-l", help="English words of the brief.")] = 120,
    full: Annotated[bool, typer.Option("--full", help="The whole translation under the brief.")] = False,
    strategy: Annotated[
        str,
        typer.Option(
            "--strategy", help="How to condense: extract, or with a --summarizer abstract, translate-first or direct."
        ),
    ] = "extract",
    summarizer: Annotated[
        str | None,
        typer.Option(
            "--summarizer",
            help="Model that writes the summary: of the article's language (abstract), of the brief's (translate-first), or from one into the other (direct).",
        ),
    ] = None,
    source: Annotated[str, typer.Option("--from", help="Language of the article: zh or en.")] = "zh",
    target: Annotated[
        str, typer.Option("--to", help="Language of the brief: zh or en; the article's own for a summary.")
    ] = "en",
    model: Model = "compact",
    engine: Engine = EngineName.auto,
    beam: Beam = 4,
    glossary: GlossaryFile = None,
    check: Check = True,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Exit code 3 where an error finding is left; a summarizer's sentence that fails its check gives way to the article's own.",
        ),
    ] = False,
    cache: Cache = False,
    timings: Annotated[bool, typer.Option("--timings", help="Where the time went, on standard error.")] = False,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Write the English brief of a Chinese press release (or with --from and --to, of one language in the other or in the same)."""
    import time

    began = time.perf_counter()
    from brief.loading import load_composer
    from brief.pipeline import BriefOptions
    from brief.render.formats import render
    from reading.article import read_article

    imported = time.perf_counter()
    _languages(source, target)
    options = BriefOptions(length=length, full=full, strategy=strategy, strict=strict)
    article = read_article(file, language=source)
    read = time.perf_counter()
    terms = _glossary(glossary)
    with progress(quiet) as tell:
        composer = load_composer(
            options, model=model, summarizer=summarizer, engine_name=engine.value, beams=beam, glossary=terms, check=check, source=source, target=target,
            memory=_memory(cache),
        )  # fmt: skip
        loaded = time.perf_counter()
        result = composer.compose(article, progress=tell)
    rendering = time.perf_counter()
    write(render(result, format.value), output)
    if timings:
        steps = {
            "import": imported - began,
            "read": read - imported,
            "load": loaded - read,
            **result.timings,
            "render": time.perf_counter() - rendering,
        }
        show_times({**steps, "all": time.perf_counter() - began})
    if strict and result.errors():
        raise typer.Exit(3)


@app.command("summarize")
def summarize_command(
    file: Input,
    length: Annotated[
        int, typer.Option("--length", "-l", min=20, max=2000, help="Length in words of an English translation.")
    ] = 120,
    language: Annotated[str, typer.Option("--from", "--language", help="Language of the text: zh or en.")] = "zh",
    output: Output = None,
) -> None:
    """Choose the sentences that matter; the language stays."""
    from reading.article import read_article
    from summarize import summarize

    article = read_article(file, language=language)
    summary = summarize(article.text, words=length, title=article.headline, language=language)
    if not summary.points:
        raise InputError(f"{article.name}: there is no sentence in it.")
    write("\n".join(p.text for p in summary.points) + "\n", output)


@app.command("translate")
def translate_command(
    file: Input,
    source: Annotated[str, typer.Option("--from", help="Language of the text.")] = "zh",
    target: Annotated[str, typer.Option("--to", help="Language to translate into.")] = "en",
    model: Model = "compact",
    engine: Engine = EngineName.auto,
    beam: Beam = 4,
    glossary: GlossaryFile = None,
    check: Check = True,
    cache: Cache = False,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Translate a text, paragraph by paragraph, with nothing left out. Findings go to standard error."""
    from brief.loading import load_translator
    from jianbao.sentences import split
    from reading.article import read_article
    from translate.check.messages import say
    from translate.check.report import Severity

    article = read_article(file, language=source)
    terms = _glossary(glossary)
    with progress(quiet) as tell:
        from brief.pipeline import Event

        translator = load_translator(
            model=model, engine_name=engine.value, beams=beam, glossary=terms, check=check, source=source, target=target,
            memory=_memory(cache),
        )  # fmt: skip
        sentences = split(article.text, language=source)
        done = translator.translate(
            translator.document([s.text for s in sentences]),
            progress=lambda n, total: tell(Event("translate", n, total)),
        )
    paragraphs: dict[int, list[str]] = {}
    for sentence, translation in zip(sentences, done, strict=True):
        paragraphs.setdefault(sentence.paragraph, []).append(translation.text)
    joiner = "" if target == "zh" else " "
    write("\n\n".join(joiner.join(parts) for parts in paragraphs.values()) + "\n", output)
    if not quiet:
        for translation in done:
            for finding in translation.findings:
                if finding.severity is not Severity.INFO:
                    typer.echo(f"{finding.severity}: {say(finding)}", err=True)


@app.command("evaluate")
def evaluate_command(
    data: Annotated[
        str,
        typer.Option(
            "--data",
            help="TSV (source, reference) or JSONL of yours, or a name of ../shared/eval: flores-dev, grammar-dev, releases-dev, summaries-dev, briefs-dev.",
        ),
    ],
    model: Model = "compact",
    strategy: Annotated[
        str,
        typer.Option(
            "--strategy",
            help="translate (row by row), or the strategy of a brief: extract, abstract, translate-first, direct; auto goes by the data.",
        ),
    ] = "auto",
    summarizer: Annotated[str | None, typer.Option("--summarizer", help="Model that writes the summaries.")] = None,
    source: Annotated[str, typer.Option("--from", help="Language of the sources.")] = "zh",
    target: Annotated[
        str | None, typer.Option("--to", help="Language of the references; the data's where left out.")
    ] = None,
    system: Annotated[
        list[str] | None,
        typer.Option("--system", metavar="NAME=FILE", help="Another system's outputs, a line a row; may be repeated."),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="The first rows only.")] = None,
    length: Annotated[int, typer.Option("--length", "-l", help="English words of a brief.")] = 120,
    engine: Engine = EngineName.auto,
    beam: Beam = 4,
    glossary: GlossaryFile = None,
    check: Check = True,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="A summarizer's sentence that fails its check gives way to the article's own."),
    ] = False,
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

    rows = load_data(data, source=source, target=target, systems=system or (), limit=limit)
    with progress(quiet) as tell:
        result = evaluate(
            rows, model=model, strategy=strategy, summarizer=summarizer, length=length, engine_name=engine.value, beams=beam,
            glossary=_glossary(glossary), check=check, strict=strict, samples=samples, progress=tell,
        )  # fmt: skip
    write(result.table() + "\n", None)
    if output is not None:
        write(result.as_json() + "\n", output)


@app.command(
    "batch",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def batch_command(context: typer.Context) -> None:
    """Briefs of many files and folders: see `jianbao batch --help`."""
    from brief.batch.command import main as batch_main

    raise typer.Exit(batch_main(context.args, program="jianbao batch"))


@app.command("demo")
def demo_command(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="Port to listen on.")] = 7860,
    mcp: Annotated[bool, typer.Option("--mcp", help="Offer the endpoints as MCP tools too.")] = False,
) -> None:
    """The web demo, for this machine only unless --host says otherwise."""
    from demo import launch

    launch(host=host, port=port, mcp=mcp)


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


def _memory(wanted: bool) -> TranslationMemory | None:
    if not wanted:
        return None
    from translate.memory import TranslationMemory

    return TranslationMemory()


def _languages(*languages: str) -> None:
    for language in languages:
        if language not in ("zh", "en"):
            raise InputError(f"Briefs are made from and into zh and en, not {language!r}.")


def _glossary(path: Path | None) -> Glossary | None:
    if path is None:
        return None
    from facts.glossary.glossary import Glossary

    return Glossary.load(path)


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
    try:
        code = app(standalone_mode=False, prog_name="jianbao")
    except JianbaoError as error:
        terminal.fail(str(error), 2)
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except BrokenPipeError:
        terminal.reader_left()
    except Exception as error:
        # Usage errors of the parser, which comes with typer or with click.
        if hasattr(error, "format_message") and hasattr(error, "show"):
            terminal.usage(error)
        if os.environ.get("JIANBAO_DEBUG"):
            raise
        terminal.fail(f"unexpected {type(error).__name__}: {error} (JIANBAO_DEBUG=1 shows where; please report it).", 1)
    if code == 130:
        terminal.fail("interrupted.", 130)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
