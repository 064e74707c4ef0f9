"""Fixtures that several test files use: the bundled engine, the examples, the shared development data where it is at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.engines.protocols import Engine

# The tests run the model of the repository, in this process and in those that it starts; those of press say so.
os.environ["JIANBAO_MODEL"] = "compact"
# Threads that wait by spinning take the cores from the other processes that tests start.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """The bundled model on its default engine."""
    from models import load_engine

    yield load_engine()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data; tests that need it skip where the repository stands alone."""
    if not (SHARED / "eval").is_dir():
        pytest.skip("the development data is not beside the repository")
    return SHARED
