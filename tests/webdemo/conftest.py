"""One server for all tests of the page that ask one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.served import Served, served


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    pytest.importorskip("gradio_client")
    try:
        import mcp  # noqa: F401

        options = ["--mcp"]
    except ImportError:
        options = []
    folder = tmp_path_factory.mktemp("demo")
    with served(folder, *options) as running:
        yield running
    assert list(folder.iterdir()) == [], "a server that was ended leaves no files"


@pytest.fixture(scope="session")
def client(demo: Served) -> Any:
    from gradio_client import Client

    return Client(demo.url, verbose=False)
