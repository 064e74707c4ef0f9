"""From the name of a model to an engine that runs it."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from jianbao.errors import ModelError
from models import cache
from models.engines.protocols import Engine

COMPUTES = ("auto", "int8", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32")
_log = logging.getLogger("jianbao")


def load_engine(
    model: str | Path = "bundled",
    *,
    engine: str = "auto",
    compute: str = "auto",
    threads: int | None = None,
    source: str = "zh",
    target: str = "en",
    mode: str = "latency",
) -> Engine:
    """An engine for `bundled`, a name of the catalogue, a hub id that is in the hub's cache, or a local folder.

    engine: `ct2`, `torch`, or `auto`: CTranslate2 where it converts the architecture, PyTorch for the rest.
    compute: `auto` is int8 on a CPU with CTranslate2, float32 on a CPU with PyTorch, and 16 bits on a GPU.
    threads: cores to use; all where None.
    mode: `latency` (all cores on one batch) or `throughput` (a batch for each core; CTranslate2 on a CPU only).

    The first load of a model with CTranslate2 converts it into the user's cache, which for the bundled model takes some
    ten seconds; later ones take less than one. Nothing is downloaded: `jianbao models pull` does that.
    Raises ModelError.
    """
    for name, value, known in (
        ("engine", engine, ("auto", "ct2", "torch")),
        ("compute", compute, COMPUTES),
        ("mode", mode, ("latency", "throughput")),
    ):
        if value not in known:
            raise ModelError(f"There is no {name} {value!r}; choose one of {', '.join(known)}.")
    if threads is not None and threads < 1:
        raise ModelError(f"threads is {threads}; it must be at least 1.")
    from models import store

    found = store.locate(str(model))
    folder, name, facts = found.folder, found.name, {}
    tag: str | None = None
    if found.entry is not None:
        facts, tag = found.entry.facts(), found.entry.tag
        if found.entry.task == "translate":
            found.entry.check_languages(source, target)
        source, target = (found.entry.codes.get(code, code) for code in (source, target))
    architecture = read_config(folder).get("model_type")
    from models.engines.seq2seq.convert import ARCHITECTURES

    if engine == "auto":
        engine = "ct2" if architecture in ARCHITECTURES else "torch"
    label = f"{name}@{cache.content_hash(folder)[:8]}"
    if engine == "torch":
        from models.engines.seq2seq.torch import TorchEngine

        device = _torch_device()
        if compute == "auto":
            compute = "float32" if device == "cpu" else _half()
        return TorchEngine(
            folder, model=label, compute=compute, source=source, target=target,
            threads=threads, device=device, tag=tag, facts=facts,
        )  # fmt: skip
    if architecture not in ARCHITECTURES:
        raise ModelError(
            f"CTranslate2 does not convert the architecture {architecture!r} of {name}; use the PyTorch engine (torch)."
        )
    import ctranslate2

    from models.engines.seq2seq.ct2 import CT2Engine

    device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    if compute == "auto":
        compute = "int8" if device == "cpu" else "float16"
    if compute not in ctranslate2.get_supported_compute_types(device):
        raise ModelError(f"CTranslate2 does not compute in {compute} on this machine's {device}; try float32 or auto.")
    return CT2Engine(
        converted(folder, compute, facts), model=label, compute=compute, source=source, target=target,
        threads=threads, mode=mode, device=device, tag=tag,
    )  # fmt: skip


def read_config(folder: Path) -> dict[str, Any]:
    """config.json of a model folder. Raises ModelError where a model needs code of its own."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except FileNotFoundError:
        raise ModelError(
            f"{folder} has no config.json; give a folder in the Hugging Face layout (config, tokenizer, weights)."
        ) from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder / 'config.json'} cannot be read: {error}") from error
    if not isinstance(config, dict) or "model_type" not in config:
        raise ModelError(f"{folder / 'config.json'} names no model_type; it is not a transformers model.")
    if config.get("auto_map"):
        raise ModelError(
            f"The model in {folder} needs Python code of its own (auto_map in config.json). "
            "Jianbao never runs code that comes with a model; choose a model of a standard architecture."
        )
    return config


def converted(folder: Path, compute: str, facts: dict[str, Any]) -> Path:
    """The CTranslate2 form of a model folder in the user's cache, made where it is missing."""
    import hashlib

    import ctranslate2

    from models.engines.seq2seq.convert import convert

    # The catalogue's facts are part of what is written; so is the version of this code's layout.
    known = hashlib.sha256(json.dumps(["1", facts], sort_keys=True).encode()).hexdigest()[:6]
    entry = f"{cache.content_hash(folder)}-{compute}-{ctranslate2.__version__}-{known}"

    def make(path: Path) -> None:
        _log.info("Converting %s for CTranslate2 (once)...", folder.name)
        convert(folder, path, compute=compute, facts=facts)

    return cache.made(entry, make)


def _torch_device() -> str:
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def _half() -> str:
    """The 16 bits that this GPU computes in: bfloat16, which no model overflows, where its hardware has it (Ampere and later)."""
    import torch

    return "bfloat16" if torch.cuda.is_bf16_supported(including_emulation=False) else "float16"
