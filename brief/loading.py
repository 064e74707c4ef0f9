"""Composers and translators with the models that they need, and the whole way in one call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from brief import strategies
from brief.brief import Brief
from brief.pipeline import BriefOptions, Composer, Progress
from brief.strategies import Summarizer
from jianbao.errors import InputError
from models import catalog
from reading.article import Article, from_text, read_article
from translate.translator import Translator

if TYPE_CHECKING:
    from facts.glossary.glossary import Glossary
    from models.engines.protocols import Generator
    from translate.memory import TranslationMemory


def write_brief(
    article: Article | Path | str,
    *,
    length: int = 120,
    strategy: str = "extract",
    full: bool = False,
    strict: bool = False,
    source: str = "zh",
    target: str = "en",
    model: str = "compact",
    summarizer: str | Summarizer | None = None,
    beams: int = 4,
    check: bool = True,
    glossary: Glossary | None = None,
    engine: Generator | None = None,
    progress: Progress | None = None,
) -> Brief:
    """The brief of a press release: English from Chinese, or any pair of zh and en; a summary where source and target are one language.

    article: an `Article`, a `Path` to read, or the text itself as a string. length: English words of the points. glossary: the user's terms,
    which win over the built-in ones. engine: a loaded engine to use; else `model` (name, hub id or folder) is loaded.
    summarizer: for the strategies abstract, translate-first and direct, a model (name, hub id or folder) or a loaded one; with strict,
    its sentences that fail their check give way to the article's own.
    Raises InputError for input that cannot be used, ModelError for a model that cannot be had.
    """
    options = BriefOptions(length=length, strategy=strategy, full=full, strict=strict)
    if isinstance(article, Path):
        article = read_article(article, language=source)
    elif isinstance(article, str):
        article = from_text(article, language=source)
    composer = load_composer(
        options,
        model=model,
        summarizer=summarizer,
        beams=beams,
        check=check,
        glossary=glossary,
        engine=engine,
        source=source,
        target=target,
    )
    return composer.compose(article, progress=progress)


class TranslatorSetup(TypedDict, total=False):
    """What `load_composer` hands to `load_translator`, which has the defaults."""

    model: str
    beams: int
    check: bool
    glossary: Glossary | None
    engine: Generator | None
    mode: str
    memory: TranslationMemory | None


def load_composer(
    options: BriefOptions = BriefOptions(),
    *,
    summarizer: str | Summarizer | None = None,
    engine_name: str = "auto",
    source: str = "zh",
    target: str = "en",
    **setup: Unpack[TranslatorSetup],
) -> Composer:
    """A composer with all that its strategy needs: translator, summarizer, and an encoder that knows both languages.

    mode: see load_engine. A batch for each core is the quicker way for one article too: on two cores a brief's sentences took 0.34 s, with
    both cores on one batch 0.55 s (jianbao brief --timings, medians of three).
    """
    if summarizer is None or isinstance(summarizer, str):
        # First of all: a missing summarizer is told before a translator is loaded.
        summarizer = strategies.load_summarizer(
            summarizer, strategy=options.strategy, source=source, target=target, engine_name=engine_name
        )
    translator = load_translator(engine_name=engine_name, source=source, target=target, **setup)
    encode = None
    if options.strategy != "extract" and not catalog.calibration(translator.engine.model).attributes:
        from models import load_compact

        # A sentence is attributed across languages by the compact model's encoder, which finds 97 of 100 translations (summarize/written/attribution.py).
        encode = load_compact(engine=engine_name).encode
    return Composer(translator, options=options, summarizer=summarizer, encode=encode)


def load_translator(
    *,
    model: str = "compact",
    beams: int = 4,
    check: bool = True,
    glossary: Glossary | None = None,
    engine: Generator | None = None,
    engine_name: str = "auto",
    source: str = "zh",
    target: str = "en",
    mode: str = "throughput",
    memory: TranslationMemory | None = None,
) -> Translator:
    """A translator on the engine given, or on one that is loaded for `model`; where source and target are one language, one that leaves
    texts as they are and compares them with the bundled model's encoder."""
    from facts.glossary.glossary import Glossary as Terms
    from models import load_engine
    from translate.translation import TranslateOptions

    options = TranslateOptions(beams=beams, check=check, source=source, target=target)
    if source == target:
        if model != "compact":
            raise InputError(
                f"Nothing is translated from {source} into {target}: leave --model out, and name a --summarizer for an abstract."
            )
        encoder = engine or load_engine(engine=engine_name, mode=mode)
        return strategies.Verbatim(encoder, glossary=Terms.builtin().merged(glossary), options=options)
    ready = engine or load_engine(model, engine=engine_name, source=source, target=target, mode=mode)
    return Translator(ready, glossary=Terms.builtin().merged(glossary), options=options, memory=memory)
