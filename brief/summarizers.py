"""Models that write summaries, for the strategies that need one."""

from __future__ import annotations

from dataclasses import dataclass

from brief.recipe import Recipe
from jianbao.errors import InputError, ModelError
from models.engines.protocols import DEFAULTS, GenerateOptions, Generator


@dataclass(frozen=True, slots=True)
class Summarizer:
    """An engine that writes summaries, and how its model's card decodes."""

    engine: Generator
    options: GenerateOptions = DEFAULTS

    def signature(self) -> str:
        o = self.options
        return f"{self.engine.model},{self.engine.name},beams={o.beams},max={o.max_tokens or 'auto'}"


def languages_of(strategy: str, source: str, target: str) -> tuple[str, str]:
    """What the summarizer of a strategy reads and writes."""
    return {"abstract": (source, source), "translate-first": (target, target), "direct": (source, target)}[strategy]


def load_summarizer(recipe: Recipe, *, threads: int | None = None) -> Summarizer | None:
    """The summarizer that a recipe names; None for extract. Raises InputError where none is named, ModelError where
    it cannot be had or does not fit the strategy's languages."""
    strategy, model = recipe.strategy, recipe.summarizer
    if strategy == "extract":
        if model:
            raise InputError("brief.summarizer_unused")
        return None
    reads, writes = languages_of(strategy, recipe.source, recipe.target)
    if not model:
        raise InputError("brief.summarizer_missing", strategy=strategy, reads=reads, writes=writes)
    from models import catalog, load_engine, store
    from models.engines.registry import family_of

    entry = catalog.find(model)
    if entry is not None:
        wanted = "cross" if reads != writes else "summarize"
        if entry.task != wanted:
            raise ModelError(
                "brief.summarizer_task", model=entry.name, task=entry.task, strategy=strategy, wanted=wanted
            )
        entry.check_languages(reads, writes)
    if family_of(store.locate(model)).name == "decoder":
        # Its prompt asks for a translation: what comes back would be the text in another language, and called a summary.
        raise ModelError("brief.summarizer_decoder", model=model, strategy=strategy)
    engine = load_engine(model, engine=recipe.engine, source=reads, target=writes, threads=threads)
    return Summarizer(engine, entry.options() if entry else DEFAULTS)
