"""Encoder-decoder models: CTranslate2 where it converts the architecture, PyTorch for the rest."""

from __future__ import annotations

from typing import Any

from jianbao.errors import ModelError
from models import layout
from models.engines.protocols import Generator
from models.engines.registry import AUTO, Family, Loading, Runtime
from models.engines.seq2seq.convert import ARCHITECTURES
from models.located import Form, Located


def _claims(found: Located) -> bool:
    return found.form is Form.FOLDER and not layout.is_causal(found.config())


def _facts(found: Located) -> dict[str, Any]:
    return found.entry.facts() if found.entry else {}


def _tag(found: Located) -> str | None:
    return found.entry.tag if found.entry else None


def _ct2_refuses(loading: Loading) -> ModelError | None:
    architecture = loading.found.config().get("model_type")
    if architecture in ARCHITECTURES:
        return None
    return ModelError("models.not_converted", architecture=architecture, model=loading.found.name)


def _ct2(loading: Loading) -> Generator:
    import ctranslate2

    from models.engines.seq2seq.ct2 import CT2Engine
    from models.prepared import converted

    device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    compute = loading.compute
    if compute == AUTO:
        compute = "int8" if device == "cpu" else "float16"
    if compute not in ctranslate2.get_supported_compute_types(device):
        raise ModelError("models.compute_not_here", compute=compute, device=device)
    found = loading.found
    return CT2Engine(
        converted(found.file, compute, _facts(found)), model=loading.label, compute=compute, source=loading.source,
        target=loading.target, threads=loading.threads, mode=loading.mode, device=device, tag=_tag(found),
    )  # fmt: skip


def _torch(loading: Loading) -> Generator:
    import torch

    from models.engines.seq2seq.torch import TorchEngine

    device = "cuda" if torch.cuda.is_available() else "cpu"
    compute = loading.compute
    if compute == AUTO:
        # bfloat16, which no model overflows, where the hardware has it (Ampere and later).
        half = "bfloat16" if device == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False) else "float16"
        compute = "float32" if device == "cpu" else half
    found = loading.found
    return TorchEngine(
        found.file, model=loading.label, compute=compute, source=loading.source, target=loading.target,
        threads=loading.threads, device=device, tag=_tag(found), facts=_facts(found),
    )  # fmt: skip


FAMILY = Family(
    name="seq2seq",
    claims=_claims,
    runtimes=(
        Runtime(name="ct2", load=_ct2, refuses=_ct2_refuses),
        Runtime(name="torch", load=_torch),
    ),
)
