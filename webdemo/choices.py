"""What can be chosen: the models that are here, the directions they translate in, the strategies, the examples."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jianbao.errors import ModelError

if TYPE_CHECKING:
    from models.catalog import Entry
    from models.store import Status

LANGUAGES = ("zh", "en")
"""The languages that sentences are split and facts are compared in."""

EXAMPLES = Path(__file__).parents[1] / "examples"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """A model as the fourth tab lists it. directions: pairs of languages it translates between.

    parameters: millions; megabytes: on the disk; 0 where they are not known. scores: metric and value, each with its test.
    """

    name: str
    task: str
    directions: tuple[tuple[str, str], ...]
    parameters: int
    megabytes: int
    licence: str
    scores: tuple[tuple[str, str], ...]
    here: bool


def examples() -> dict[str, Path]:
    """First line of each example, and its file."""
    found = {}
    for path in sorted(EXAMPLES.glob("*.txt")):
        found[path.read_text("utf-8-sig").lstrip().split("\n", 1)[0].strip()] = path
    return found


def read_example(title: str) -> str:
    """The text of an example, known by its first line; "" where there is none of that name."""
    path = examples().get(title)
    return path.read_text("utf-8-sig").replace("\r\n", "\n") if path else ""


def models() -> list[ModelRow]:
    """Every known model, the compact one first; looked up again after a minute, as one may have been fetched meanwhile."""
    return _models(int(time.monotonic()) // 60)


def forget() -> None:
    """Look again which models are here: one has come."""
    _models.cache_clear()


@lru_cache(maxsize=1)
def _models(minute: int) -> list[ModelRow]:
    from models import store

    return [_row(status) for status in store.listing() if not status.entry.unsupported]


def _row(status: Status) -> ModelRow:
    entry = status.entry
    scores = tuple((f"{s.metric} {s.value:g}", s.test) for s in entry.scores)
    pairs = tuple(
        (a, b)
        for a in LANGUAGES
        for b in LANGUAGES
        if a != b and _has(entry, entry.sources, a) and _has(entry, entry.targets, b)
    )
    return ModelRow(
        name=entry.name,
        task=entry.task,
        directions=pairs if entry.task == "translate" else (),
        parameters=round((entry.parameters or 0) / 1e6),
        megabytes=entry.size_mb or 0,
        licence=entry.licence,
        scores=scores,
        here=status.path is not None,
    )


def _has(entry: Entry, languages: tuple[str, ...], language: str) -> bool:
    return language in languages or ("*" in languages and (not entry.codes or language in entry.codes))


def here() -> list[ModelRow]:
    """The models that can be used now, to translate."""
    return [row for row in models() if row.here and row.directions]


def directions() -> list[tuple[str, str]]:
    """The directions that the models that are here translate in."""
    return sorted({pair for row in here() for pair in row.directions}, key=lambda pair: (pair != ("zh", "en"), pair))


def require(model: str, source: str = "zh", target: str = "en") -> str:
    """The name of a model that is here and translates so; anything else raises, so that a visitor cannot have a path or a hub id opened."""
    from models import catalog

    entry = catalog.find(model)
    for row in here():
        if row.name == (entry.name if entry else model):
            if (source, target) in row.directions:
                return row.name
            known = ", ".join(f"{a}-{b}" for a, b in row.directions)
            raise ModelError("webdemo.direction", model=model, wanted=f"{source}-{target}", known=known)
    raise ModelError("webdemo.no_model", model=model[:80], known=", ".join(r.name for r in here()))
