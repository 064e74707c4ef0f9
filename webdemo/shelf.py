"""What can be chosen: the models that are here, the directions they translate in, the strategies, the examples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jianbao.errors import ModelError

EXAMPLES = Path(__file__).parents[1] / "examples"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """A model as the fourth tab lists it. directions: pairs of language codes. scores: one short text."""

    name: str
    title: str
    directions: tuple[tuple[str, str], ...]
    size: str
    licence: str
    scores: str
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
    """Every known model, the bundled one first."""
    return [
        ModelRow(
            name="bundled",
            title="bundled",
            directions=(("zh", "en"),),
            size="",
            licence="",
            scores="",
            here=True,
        )
    ]


def here() -> list[ModelRow]:
    """The models that can be used now."""
    return [row for row in models() if row.here]


def directions() -> list[tuple[str, str]]:
    """The directions that the models that are here translate in."""
    return sorted({pair for row in here() for pair in row.directions}, key=lambda pair: (pair != ("zh", "en"), pair))


def require(model: str, source: str = "zh", target: str = "en") -> str:
    """The name of a model that is here and translates so; anything else raises, so that a visitor cannot have a path or a hub id opened."""
    for row in here():
        if row.name == model:
            if (source, target) in row.directions:
                return row.name
            known = ", ".join(f"{a} to {b}" for a, b in row.directions)
            raise ModelError(f"The model {model!r} does not translate {source} to {target}; it translates {known}.")
    raise ModelError(f"There is no model {model[:80]!r} here; choose one of {', '.join(r.name for r in here())}.")
