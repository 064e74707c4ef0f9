"""Tiny decoder models, made once for all tests, and an engine that several of them share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.engines.decoder.llama import LlamaEngine
from tests.support import tiny_gguf


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a random Qwen2 in the layout of transformers, and the same as model.gguf."""
    folder = tmp_path_factory.mktemp("tiny")
    tiny_gguf.make(folder)
    return folder


@pytest.fixture(scope="session")
def adapter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a random adapter: adapter.gguf, and the files of PEFT."""
    return tiny_gguf.make_adapter(tmp_path_factory.mktemp("adapter")).parent


@pytest.fixture(scope="session")
def press(tiny: Path) -> Iterator[LlamaEngine]:
    """The tiny model asked in the press format."""
    engine = LlamaEngine(tiny / "model.gguf", model="tiny", trained=True, threads=1, slots=4, context=256)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def writing(tiny: Path) -> Iterator[LlamaEngine]:
    """The tiny model asked for summaries of 40 words."""
    engine = LlamaEngine(tiny / "model.gguf", model="tiny", target="zh", words=40, threads=1, slots=2)
    yield engine
    engine.close()
