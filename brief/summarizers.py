"""Models that write summaries, for the strategies that need one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.recipe import AUTO, Recipe
from jianbao.errors import InputError, ModelError
from models.engines.protocols import DEFAULTS, GenerateOptions, Generator

if TYPE_CHECKING:
    from models.catalog import Entry


@dataclass(frozen=True, slots=True)
class Summarizer:
    """An engine that writes summaries, and how its model's card decodes.

    way: the strategy that `written` stands for with this model. prompt: tells one wording of the instruction from another; empty for a
    model that needs none.
    """

    engine: Generator
    options: GenerateOptions = DEFAULTS
    way: str = "abstract"
    prompt: str = ""

    def signature(self) -> str:
        o = self.options
        told = f"{self.engine.model},{self.engine.name},beams={o.beams},max={o.max_tokens or 'auto'}"
        return f"{told},prompt={self.prompt}" if self.prompt else told


def languages_of(strategy: str, source: str, target: str) -> tuple[str, str]:
    """What the summarizer of a strategy reads and writes."""
    return {"abstract": (source, source), "translate-first": (target, target), "direct": (source, target)}[strategy]


def load_summarizer(recipe: Recipe, *, threads: int | None = None) -> Summarizer | None:
    """The summarizer that a recipe names, or else the decoder model that translates; None for extract. Raises InputError where there is
    none, ModelError where it cannot be had or does not fit the strategy's languages."""
    if recipe.strategy == "extract":
        if recipe.summarizer:
            raise InputError("brief.summarizer_unused")
        return None
    model = writer(recipe)
    from models import catalog, load_engine, store
    from models.engines.decoder.job import Job
    from models.engines.registry import family_of

    entry = catalog.find(model) if model else None
    way = _way(recipe, entry)
    reads, writes = languages_of(way, recipe.source, recipe.target)
    if not model:
        raise InputError("brief.summarizer_missing", strategy=recipe.strategy, reads=reads, writes=writes)
    if entry is not None and not entry.writes:
        wanted = "cross" if reads != writes else "summarize"
        if entry.task != wanted:
            raise ModelError(
                "brief.summarizer_task", model=entry.name, task=entry.task, strategy=recipe.strategy, wanted=wanted
            )
        entry.check_languages(reads, writes)
    decoder = family_of(store.locate(model)).name == "decoder"
    engine = load_engine(
        model, engine=recipe.engine, source=reads, target=writes, threads=threads, words=recipe.length if decoder else 0
    )
    options = entry.options() if entry and not entry.writes else DEFAULTS
    prompt = Job(reads, writes, recipe.length).digest if decoder else ""
    return Summarizer(engine, options, way, prompt)


def writer(recipe: Recipe) -> str | None:
    """The model that writes the summary: the one that is named for it, else the one that translates, where it is a decoder model (press by
    its base); None where neither is. Raises ModelError where the model is not here."""
    if recipe.summarizer:
        return recipe.summarizer
    from models import store
    from models.default import resolve_default
    from models.engines.registry import family_of

    # A base writes in any language, whatever its adapter translates.
    model = recipe.model if recipe.model != AUTO else resolve_default().name
    return model if family_of(store.locate(model)).name == "decoder" else None


def _way(recipe: Recipe, entry: Entry | None) -> str:
    """What `written` stands for: a summary in the article's language, then translated, but for models that can only do otherwise."""
    if recipe.strategy != "written":
        return recipe.strategy
    if entry is not None and entry.task == "cross" and recipe.source != recipe.target:
        return "direct"
    reads_source = entry is None or entry.writes or "*" in entry.sources or recipe.source in entry.sources
    return "abstract" if reads_source else "translate-first"
