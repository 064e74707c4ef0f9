"""Decoder models: GGUF files by llama.cpp, folders by transformers, servers by their address."""

from __future__ import annotations

from importlib.util import find_spec

from jianbao.errors import ModelError
from models.engines.protocols import Generator
from models.engines.registry import Family, Loading, Runtime
from models.located import Form, Located


def _claims(found: Located) -> bool:
    return found.form is Form.GGUF


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
        threads=loading.threads,
    )


FAMILY = Family(name="decoder", claims=_claims, runtimes=(Runtime(name="llama", load=_llama, refuses=_llama_refuses),))
