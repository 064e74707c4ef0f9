"""Decoder models: GGUF files by llama.cpp, folders by transformers, servers by their address."""

from __future__ import annotations

from importlib.util import find_spec

from jianbao.errors import ModelError
from models import layout
from models.engines.protocols import Generator
from models.engines.registry import AUTO, Family, Loading, Runtime
from models.located import Form, Located

SLOTS, CONTEXT = 2, 4096
"""Of llama.cpp for summaries: as much memory as for sentences takes, and a release of 4,000 characters is read at once."""
SUMMARY_SECONDS = 300.0
"""For one summary of a server: it is ten times as long as a sentence."""


def _claims(found: Located) -> bool:
    causal = found.form is Form.FOLDER and layout.is_causal(found.config())
    return causal or found.form in (Form.GGUF, Form.ENDPOINT)


def _llama_refuses(loading: Loading) -> ModelError | None:
    if loading.found.form is not Form.GGUF:
        return ModelError("models.not_gguf", model=loading.found.name)
    if find_spec("xllamacpp") is None:
        return ModelError("models.no_library", model=loading.found.name, library="xllamacpp")
    return None


def _llama(loading: Loading) -> Generator:
    from models.engines.decoder.llama import LlamaEngine

    found = loading.found
    return LlamaEngine(
        found.file,
        model=loading.label,
        adapter=found.adapter,
        trained=found.adapter is not None,
        source=loading.source,
        target=loading.target,
        words=loading.words,
        threads=loading.threads,
        slots=SLOTS if loading.words else None,
        context=CONTEXT if loading.words else 1024,
    )


def _torch_refuses(loading: Loading) -> ModelError | None:
    if loading.found.form is not Form.FOLDER:
        return ModelError("models.not_a_folder", model=loading.found.name)
    if loading.found.adapter is not None and find_spec("peft") is None:
        return ModelError("models.no_library", model=loading.found.name, library="peft")
    return None


def _torch(loading: Loading) -> Generator:
    import torch

    from models.engines.decoder.torch import TorchDecoder

    found, device = loading.found, "cuda" if torch.cuda.is_available() else "cpu"
    compute = loading.compute
    if compute == AUTO:
        half = "bfloat16" if device == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False) else "float16"
        compute = "float32" if device == "cpu" else half
    return TorchDecoder(
        found.file,
        model=loading.label,
        adapter=found.adapter,
        trained=found.adapter is not None,
        source=loading.source,
        target=loading.target,
        words=loading.words,
        compute=compute,
        threads=loading.threads,
        device=device,
    )


def _endpoint_refuses(loading: Loading) -> ModelError | None:
    return None if loading.found.form is Form.ENDPOINT else ModelError("models.no_address", model=loading.found.name)


def _endpoint(loading: Loading) -> Generator:
    from models.engines.decoder.endpoint import TIMEOUT, EndpointEngine

    found = loading.found
    return EndpointEngine(
        found.url,
        found.served,
        model=loading.label,
        source=loading.source,
        target=loading.target,
        words=loading.words,
        timeout=SUMMARY_SECONDS if loading.words else TIMEOUT,
    )


FAMILY = Family(
    name="decoder",
    claims=_claims,
    runtimes=(
        Runtime(name="llama", load=_llama, refuses=_llama_refuses),
        Runtime(name="torch", load=_torch, refuses=_torch_refuses),
        Runtime(name="endpoint", load=_endpoint, refuses=_endpoint_refuses),
    ),
)
