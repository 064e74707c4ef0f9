"""Which model runs where the user names none: press where it can, else compact, with one line that says what is missing."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jianbao.errors import ModelError
from models import catalog, origins
from models.catalog import COMPACT, PRESS
from models.engines import registry
from models.located import Form, Located

AUTO = "auto"
"""The name that stands for this choice, for `--model` and JIANBAO_MODEL."""

VARIABLE = "JIANBAO_MODEL"


@dataclass(frozen=True, slots=True)
class DefaultModel:
    """name: what `load_engine` takes. note: why it is not press, None where there is nothing to say; `str(note)` is one line."""

    name: str
    note: ModelError | None = None


def resolve_default(
    model: str = AUTO, *, source: str = "zh", target: str = "en", fetch: Callable[[], Path] | None = None
) -> DefaultModel:
    """The model for `model`: itself, where it names one; for `auto`, JIANBAO_MODEL where it is set, else press or compact.

    press is taken for the direction that it was trained on, where this machine can run it and its base is here.
    fetch: gets the base where it is missing (`store.pull("press", ...)`); None where nothing may be fetched. What it raises as
    ModelError becomes the note.
    """
    named = model if model != AUTO else os.environ.get(VARIABLE, "").strip() or AUTO
    if named != AUTO:
        return DefaultModel(named)
    entry = catalog.find(PRESS)
    assert entry is not None and entry.file is not None, "the catalogue has press"
    if source not in entry.sources or target not in entry.targets:
        return DefaultModel(COMPACT)
    refusal = registry.refusal(Located(name=PRESS, form=Form.GGUF, path=Path(entry.file.name), entry=entry))
    if refusal is not None:
        return DefaultModel(COMPACT, ModelError("models.press_refused", reason=refusal))
    if origins.here(entry.file) is not None:
        return DefaultModel(PRESS)
    if fetch is None:
        return DefaultModel(COMPACT, ModelError("models.press_missing", size=f"{entry.file.size / 1e9:.1f} GB"))
    try:
        fetch()
    except ModelError as error:
        return DefaultModel(COMPACT, ModelError("models.press_refused", reason=error))
    return DefaultModel(PRESS)
