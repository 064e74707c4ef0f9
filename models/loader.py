"""From the name of a model to an engine that runs it."""

from __future__ import annotations

import logging
from pathlib import Path

from jianbao.errors import ModelError
from models import cache, catalog, store
from models.engines import registry
from models.engines.protocols import Generator, Scorer, WholeEngine
from models.located import Form, Located

COMPUTES = ("auto", "int8", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32")
MODES = ("latency", "throughput")
_log = logging.getLogger("jianbao")


def load_engine(
    model: str | Path = "compact",
    *,
    engine: str = registry.AUTO,
    compute: str = "auto",
    threads: int | None = None,
    source: str = "zh",
    target: str = "en",
    words: int = 0,
    mode: str = "latency",
) -> Generator:
    """An engine for a model that is here: see `store.locate` for what `model` may be.

    engine: a runtime of the model's family (`ct2`, `torch`, `llama`, ...), or `auto`: the first of them that can run it.
    compute: `auto` is int8 on a CPU with CTranslate2, float32 on a CPU with PyTorch, and 16 bits on a GPU; a GGUF file has its own.
    threads: cores to use; all where None.
    words: of summaries that it is to write, in English words; where 0, it translates. A decoder model is told so, and writes without its
    adapter, which translates; another model does what it was trained for.
    mode: `latency` (all cores on one batch) or `throughput` (a batch for each core; CTranslate2 on a CPU only).

    The first load of a model with CTranslate2 converts it into the user's cache, which for the bundled model takes some
    ten seconds; later ones take less than one. Nothing is downloaded: `jianbao models pull` does that.
    Raises ModelError.
    """
    for name, value, known in (
        ("engine", engine, registry.runtimes()),
        ("compute", compute, COMPUTES),
        ("mode", mode, MODES),
    ):
        if value not in known:
            raise ModelError("models.no_choice", name=name, value=value, known=", ".join(known))
    if threads is not None and threads < 1:
        raise ModelError("models.option_too_small", name="threads", value=threads, least=1)
    found = store.locate(str(model))
    if words:
        found = found.bare()
    found.config()  # says what is wrong with a folder before its files are hashed
    if found.entry is not None:
        if found.entry.task == "translate" and not words:
            found.entry.check_languages(source, target)
        source, target = (found.entry.codes.get(code, code) for code in (source, target))
    loading = registry.Loading(
        found=found,
        label=label(found),
        source=source,
        target=target,
        words=words,
        compute=compute,
        threads=threads,
        mode=mode,
    )
    loaded = registry.load(loading, engine=engine)
    if not words and not catalog.calibration(loaded.model).measured:
        _log.info("No thresholds were measured on %s: what it is unsure of is not told (docs/models.md).", loaded.model)
    return loaded


def load_compact(*, engine: str = registry.AUTO, threads: int | None = None, mode: str = "latency") -> WholeEngine:
    """The model that comes with Jianbao: it translates, scores other models' translations, and makes vectors. Raises ModelError."""
    loaded = load_engine(catalog.COMPACT, engine=engine, threads=threads, mode=mode)
    assert isinstance(loaded, WholeEngine), "the compact model is an encoder-decoder"
    return loaded


def load_scorer(
    engine: Generator, *, source: str = "zh", target: str = "en", threads: int | None = None, mode: str = "latency"
) -> Scorer | None:
    """Who is asked what is missing from, or doubtful in, what `engine` writes: itself where it can score, else the compact model.

    None where the compact model does not translate in this direction.
    """
    if isinstance(engine, Scorer):
        return engine
    entry = catalog.find(catalog.COMPACT)
    assert entry is not None, "the catalogue has the model of the repository"
    if source not in entry.sources or target not in entry.targets:
        return None
    return load_compact(threads=threads, mode=mode)


def label(found: Located) -> str:
    """What `Engine.model` says: the name, and eight digits of the content's hash, of the adapter's too; an endpoint's is not known."""
    if found.form is Form.ENDPOINT:
        return found.name
    digest = cache.content_hash(found.file) if found.form is Form.FOLDER else cache.file_hash(found.file)
    parts = [digest[:8]]
    if found.adapter is not None:
        parts.append((cache.content_hash if found.adapter.is_dir() else cache.file_hash)(found.adapter)[:8])
    return f"{found.name}@{'+'.join(parts)}"
