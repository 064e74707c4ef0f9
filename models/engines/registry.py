"""Which engines there are: families of models, and the runtimes that run each.

A family registers itself: a package below `models/engines` whose module `family` has a `FAMILY`, or another distribution's entry point
in the group `jianbao.engines` that names one. Loader, batch and command line ask here, and change for no new one.
"""

from __future__ import annotations

import importlib.util
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from jianbao.errors import ModelError
from models.engines.protocols import Generator
from models.located import Located

GROUP = "jianbao.engines"
AUTO = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """What an engine is loaded from, and for what.

    label: what `Engine.model` says. source, target: languages, as the model spells them. tag: the target tag, None for the model's own.
    words: of the summaries that a decoder model is to write, in English words; where 0, it translates.
    compute: `auto` or a type of numbers. threads: cores to use, all where None. mode: `latency` or `throughput` (see load_engine).
    """

    found: Located
    label: str
    source: str = "zh"
    target: str = "en"
    words: int = 0
    compute: str = AUTO
    threads: int | None = None
    mode: str = "latency"


def _takes_all(loading: Loading) -> ModelError | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """One way to run the models of a family.

    name: what `--engine` calls it. load: makes the engine; imports what is heavy inside.
    refuses: why it cannot run this model on this machine; None where it can. It looks, and loads nothing.
    """

    name: str
    load: Callable[[Loading], Generator]
    refuses: Callable[[Loading], ModelError | None] = _takes_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Models that are run alike. claims: whether a model is one of them. runtimes: best first."""

    name: str
    claims: Callable[[Located], bool]
    runtimes: tuple[Runtime, ...]


@cache
def families() -> tuple[Family, ...]:
    """Every family, in order of its package's name; those of other distributions behind."""
    found: list[Family] = []
    for module in pkgutil.iter_modules([str(Path(__file__).parent)], "models.engines."):
        if module.ispkg and importlib.util.find_spec(f"{module.name}.family"):
            found.append(importlib.import_module(f"{module.name}.family").FAMILY)
    found += [entry.load() for entry in metadata.entry_points(group=GROUP)]
    return tuple(found)


def runtimes() -> tuple[str, ...]:
    """The names that `--engine` takes, `auto` first."""
    return (AUTO, *dict.fromkeys(runtime.name for family in families() for runtime in family.runtimes))


def family_of(found: Located) -> Family:
    """The family that claims a model. Raises ModelError where none does."""
    for family in families():
        if family.claims(found):
            return family
    raise ModelError("models.no_family", model=found.name, form=found.form.value)


def refusal(found: Located) -> ModelError | None:
    """Why no runtime here runs a model; None where one does. Nothing is loaded."""
    loading = Loading(found=found, label=found.name)
    try:
        reasons = [runtime.refuses(loading) for runtime in family_of(found).runtimes]
    except ModelError as error:
        return error
    return None if None in reasons else reasons[0]


def load(loading: Loading, *, engine: str = AUTO) -> Generator:
    """An engine by the runtime named, or by the first one of the family that does not refuse.

    Raises ModelError: where the family has no such runtime, where it refuses, or where all refuse (with the reason of the first).
    """
    family = family_of(loading.found)
    able = [runtime for runtime in family.runtimes if engine in (AUTO, runtime.name)]
    if not able:
        known = ", ".join(runtime.name for runtime in family.runtimes)
        raise ModelError("models.wrong_runtime", model=loading.found.name, engine=engine, known=known)
    refusals: list[ModelError] = []
    for runtime in able:
        refusal = runtime.refuses(loading)
        if refusal is None:
            return runtime.load(loading)
        refusals.append(refusal)
    raise refusals[0]
