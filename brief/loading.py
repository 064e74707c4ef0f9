"""Composers and translators with the models that their recipe names, and the whole way in one call."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief.brief import Brief
from brief.options import parameters
from brief.pipeline import Composer, Progress
from brief.recipe import AUTO, Recipe
from brief.summarizers import Summarizer, load_summarizer
from jianbao.arguments import require
from jianbao.errors import InputError
from models import catalog
from models.engines.protocols import WholeEngine
from reading.article import Article, from_text, read_article
from translate.translation import TranslateOptions
from translate.translator import Translator
from translate.verbatim import Verbatim

if TYPE_CHECKING:
    from models.engines.protocols import Generator, Scorer


def write_brief(
    article: Article | Path | str,
    *,
    recipe: Recipe | None = None,
    engine: Generator | str | None = None,
    summarizer: Summarizer | str | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> Brief:
    """The brief of a press release: English from Chinese, or any pair of zh and en; a summary where source and target are one language.

    article: an `Article`, a `Path` to read, or the text itself as a string. recipe and options: the fields of
    `brief.recipe.Recipe`, such as `length=80`; options win. engine, summarizer: of a name, as in the recipe, or loaded already.
    Raises InputError for input that cannot be used, ModelError for a model that cannot be had.
    """
    require("article", article, Article, Path, str)
    require("progress", progress, type(None), having="__call__")
    composer = load_composer(recipe, engine=engine, summarizer=summarizer, **options)
    language = composer.recipe.source
    if isinstance(article, Path):
        article = read_article(article, language=language)
    elif isinstance(article, str):
        article = from_text(article, language=language)
    return composer.compose(article, progress=progress)


def load_composer(
    recipe: Recipe | None = None,
    *,
    engine: Generator | str | None = None,
    summarizer: Summarizer | str | None = None,
    threads: int | None = None,
    mode: str = "throughput",
    **options: Any,
) -> Composer:
    """A composer with all that its recipe needs: translator, summarizer, and an encoder that knows both languages.

    recipe, options, engine, summarizer: see `write_brief`. threads, mode: see `models.load_engine`. A batch for each
    core is the quicker way for one article too: on two cores a brief's sentences took 0.34 s, with both cores on one
    batch 0.55 s (jianbao brief --timings, medians of three).
    """
    recipe, loaded = _asked(recipe, engine, options)
    require("summarizer", summarizer, str, Summarizer, type(None))
    if isinstance(summarizer, str):
        recipe = recipe.with_options(summarizer=summarizer)
    recipe.require_languages()
    if summarizer is None or isinstance(summarizer, str):
        # First of all: a missing summarizer is told before a translator is loaded.
        summarizer = load_summarizer(recipe, threads=threads)
    translator = load_translator(recipe, engine=loaded, threads=threads, mode=mode)
    encode = None
    if recipe.strategy != "extract" and not catalog.calibration(translator.engine.model).attributes:
        from models import load_compact

        # A sentence is attributed across languages by the compact model's encoder, which finds 97 of 100 translations
        # (summarize/written/attribution.py).
        second = translator.scorer
        encode = second.encode if isinstance(second, WholeEngine) else load_compact(threads=threads).encode
    return Composer(translator, recipe=recipe, summarizer=summarizer, encode=encode)


def load_translator(
    recipe: Recipe | None = None,
    *,
    engine: Generator | str | None = None,
    threads: int | None = None,
    mode: str = "throughput",
    scorer: Scorer | None = None,
    **options: Any,
) -> Translator:
    """A translator on the engine given, or on one that is loaded for the recipe's model; where source and target are one language, one that
    leaves texts as they are and compares them with the compact model's encoder. See `load_composer`.

    scorer: a loaded engine to ask for its opinion; see `models.load_scorer` where None.
    """
    from facts.glossary.glossary import Glossary
    from models import load_engine, load_scorer

    recipe, loaded = _asked(recipe, engine, options)
    wanted = translate_options(recipe)
    glossary = Glossary.builtin().merged(recipe.terms)
    if recipe.source == recipe.target:
        writes = recipe.strategy != "extract" and recipe.summarizer is None
        if recipe.model not in (AUTO, catalog.COMPACT) and not writes:
            raise InputError("brief.nothing_to_translate", source=recipe.source, target=recipe.target)
        encoder = loaded or load_engine(engine=AUTO if writes else recipe.engine, mode=mode, threads=threads)
        return Verbatim(encoder, glossary=glossary, options=wanted)
    ready = loaded or load_engine(
        recipe.chosen_model,
        engine=recipe.engine,
        source=recipe.source,
        target=recipe.target,
        mode=mode,
        threads=threads,
    )
    memory = None
    if recipe.cache:
        from translate.memory import TranslationMemory

        memory = TranslationMemory()
    if scorer is None and recipe.check:
        scorer = load_scorer(ready, source=recipe.source, target=recipe.target, threads=threads, mode=mode)
    return Translator(ready, scorer=scorer, glossary=glossary, options=wanted, memory=memory)


def translate_options(recipe: Recipe) -> TranslateOptions:
    """What the recipe says to the translator."""
    return TranslateOptions(beams=recipe.beams, check=recipe.check, source=recipe.source, target=recipe.target)


def _asked(
    recipe: Recipe | None, engine: Generator | str | None, options: dict[str, Any]
) -> tuple[Recipe, Generator | None]:
    """The recipe with the options that were given one by one, and the engine, where a loaded one was given."""
    require("recipe", recipe, Recipe, type(None))
    require("engine", engine, str, type(None), having="model")
    if isinstance(engine, str):
        options, engine = {**options, "engine": engine}, None
    return (recipe or Recipe()).with_options(**options), engine


def _told() -> inspect.Signature:
    """What `help(write_brief)` shows: the recipe's options among its parameters."""
    own = [p for p in inspect.signature(write_brief).parameters.values() if p.kind is not p.VAR_KEYWORD]
    names = {p.name for p in own}
    return inspect.Signature([*own, *(p for p in parameters(Recipe) if p.name not in names)], return_annotation=Brief)


write_brief.__signature__ = _told()  # type: ignore[attr-defined]
