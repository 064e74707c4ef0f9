"""GGUF files of repositories that the catalogue does not know: chosen, pinned, fetched, found, removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from jianbao.errors import ModelError
from models import pins, store
from models.located import Form
from tests.support.file_server import COMMIT, FileServer, file_server

NAMES = ["README.md", "m-q4_k_m.gguf", "m-q8_0.gguf", "m-f16-00001-of-00002.gguf", "mmproj-q4_k_m.gguf"]


@pytest.mark.parametrize(
    ("names", "tag", "chosen"),
    [
        (NAMES, "", "m-q4_k_m.gguf"),
        (NAMES, "Q8_0", "m-q8_0.gguf"),
        (NAMES, "m-q4", "m-q4_k_m.gguf"),
        (["only-iq3.gguf", "config.json"], "", "only-iq3.gguf"),
        (["sub/x-Q4_K_M.gguf"], "", "sub/x-Q4_K_M.gguf"),
    ],
)
def test_a_tag_means_one_file(names: list[str], tag: str, chosen: str) -> None:
    assert pins.choose("owner/name", names, tag) == chosen


@pytest.mark.parametrize(
    ("names", "tag"),
    [(NAMES, "f16"), (NAMES, "q"), (NAMES, "q2_k"), (["a-q3.gguf", "b-q3.gguf"], ""), (["README.md"], "")],
)
def test_none_or_several_are_named(names: list[str], tag: str) -> None:
    with pytest.raises(ModelError, match="owner/name has no single GGUF file"):
        pins.choose("owner/name:x", names, tag)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    """A hub with one repository, whose files all have the same nine bytes."""
    import huggingface_hub.constants as constants

    monkeypatch.setenv("JIANBAO_CACHE", str(tmp_path / "cache"))
    for name in ("JIANBAO_OFFLINE", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    info = SimpleNamespace(
        sha=COMMIT, card_data={"license": "mit"}, siblings=[SimpleNamespace(rfilename=n) for n in NAMES]
    )
    monkeypatch.setattr("huggingface_hub.HfApi", lambda: SimpleNamespace(model_info=lambda *a, **o: info))
    with file_server(FileServer(b"GGUF nine")) as server:
        template = server.address + "/{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        yield server


@pytest.mark.parametrize(("model", "file"), [("owner/name", "m-q4_k_m.gguf"), ("owner/name:Q8_0", "m-q8_0.gguf")])
def test_it_is_pulled_found_and_removed(hub: FileServer, model: str, file: str) -> None:
    with pytest.raises(ModelError, match="not on this machine"):
        store.locate(model)
    path = store.pull(model, accept_licence=True)
    assert path.name == file and path.read_bytes() == hub.data
    found = store.locate(model)
    assert (found.form, found.path, found.name, found.adapter) == (Form.GGUF, path, model, None)
    assert store.remove(model) == len(hub.data) and not path.exists()
    with pytest.raises(ModelError, match="not on this machine"):
        store.locate(model)


def test_a_licence_that_nobody_accepts_fetches_nothing(hub: FileServer) -> None:
    with pytest.raises(ModelError, match="was not accepted"):
        store.pull("owner/name")
    assert hub.asked == []


def test_a_pin_that_is_damaged_is_none(hub: FileServer) -> None:
    store.pull("owner/name", accept_licence=True)
    (pin,) = (Path(store.cache.folder()) / "pins").iterdir()
    pin.write_text('{"size": "x"}')
    assert pins.file("owner/name") is None and pins.commit("owner/name") is None
