"""Families register themselves; the registry chooses a runtime and says why there is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jianbao.errors import ModelError
from models import load_engine, store
from models.engines import registry
from models.engines.protocols import Encoder, Generator, Scorer
from models.engines.registry import Family, Loading, Runtime
from models.located import Form, Located
from tests.support.fake_engine import FakeEngine


def toy(*, refuses: str = "") -> Family:
    """A family for GGUF files, with two runtimes; `refuses` names one that cannot run here."""

    def refusal(loading: Loading) -> ModelError | None:
        return ModelError("models.compute_not_here", compute="int4", device="cpu")

    def runtime(name: str) -> Runtime:
        def load(loading: Loading) -> Generator:
            engine = FakeEngine()
            engine.name, engine.model = name, loading.label
            return engine

        return Runtime(name=name, load=load, refuses=refusal) if name in refuses else Runtime(name=name, load=load)

    return Family(
        name="toy",
        claims=lambda found: found.form is Form.GGUF,
        runtimes=(runtime("quick"), runtime("slow")),
    )


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Any:
    def add(family: Family) -> None:
        known = tuple(f for f in registry.families() if f.name == "seq2seq")
        monkeypatch.setattr(registry, "families", lambda: (*known, family))

    return add


@pytest.mark.parametrize(
    ("engine", "refuses", "runs"),
    [("auto", "", "quick"), ("auto", "quick", "slow"), ("slow", "", "slow"), ("quick", "slow", "quick")],
)
def test_a_new_family_needs_no_other_change(
    register: Any, tmp_path: Path, engine: str, refuses: str, runs: str
) -> None:
    register(toy(refuses=refuses))
    (tmp_path / "mine.gguf").write_bytes(b"GGUF")
    loaded = load_engine(tmp_path / "mine.gguf", engine=engine)
    assert loaded.name == runs and loaded.model.startswith("mine@")
    assert {"quick", "slow"} <= set(registry.runtimes())


@pytest.mark.parametrize(
    ("engine", "refuses", "says"),
    [
        ("quick", "quick", "does not compute in int4"),
        ("auto", "quick slow", "int4"),
        ("torch", "", "choose one of quick, slow"),
    ],
)
def test_what_does_not_run_says_why(register: Any, tmp_path: Path, engine: str, refuses: str, says: str) -> None:
    register(toy(refuses=refuses))
    (tmp_path / "mine.gguf").write_bytes(b"GGUF")
    with pytest.raises(ModelError, match=says):
        load_engine(tmp_path / "mine.gguf", engine=engine)


def test_a_model_that_no_family_claims(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(registry, "families", lambda: ())
    (tmp_path / "mine.gguf").write_bytes(b"GGUF")
    with pytest.raises(ModelError, match="No engine here runs mine, which comes as gguf"):
        registry.load(Loading(found=store.locate(str(tmp_path / "mine.gguf")), label="x"))


@pytest.mark.parametrize(
    ("config", "family"),
    [
        (
            {"model_type": "bart", "is_encoder_decoder": True, "architectures": ["BartForConditionalGeneration"]},
            "seq2seq",
        ),
        ({"model_type": "marian", "is_encoder_decoder": True, "architectures": ["MarianMTModel"]}, "seq2seq"),
        ({"model_type": "t5"}, "seq2seq"),
        ({"model_type": "qwen2", "architectures": ["Qwen2ForCausalLM"]}, ""),
    ],
)
def test_the_configuration_says_the_family(tmp_path: Path, config: dict[str, Any], family: str) -> None:
    (tmp_path / "config.json").write_text(json.dumps(config))
    found = Located(name="x", form=Form.FOLDER, path=tmp_path)
    claiming = [f.name for f in registry.families() if f.claims(found)]
    assert ("seq2seq" in claiming) == (family == "seq2seq") and len(claiming) <= 1


@pytest.mark.parametrize(
    ("model", "url", "served"),
    [
        ("openai:http://localhost:8000/v1#qwen3", "http://localhost:8000/v1", "qwen3"),
        ("openai:https://example.org/v1/#owner/name:7b", "https://example.org/v1", "owner/name:7b"),
    ],
)
def test_endpoints(model: str, url: str, served: str) -> None:
    found = store.locate(model)
    assert (found.form, found.url, found.served, found.name) == (Form.ENDPOINT, url, served, f"openai:{served}")


@pytest.mark.parametrize(
    "model",
    ["openai:", "openai:http://localhost:8000", "openai:#x", "openai:file:///etc/passwd#x", "openai:localhost#x"],
)
def test_endpoints_that_are_none(model: str) -> None:
    with pytest.raises(ModelError, match="names no server"):
        store.locate(model)


def test_files(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no file"):
        store.locate(str(tmp_path / "none.gguf"))
    (tmp_path / "compact.GGUF").write_bytes(b"GGUF")
    found = store.locate(str(tmp_path / "compact.GGUF"))
    assert found.form is Form.GGUF and found.name == str(tmp_path / "compact.GGUF"), "not taken for the catalogue's"


def test_the_compact_model_does_all_three(engine: object) -> None:
    assert isinstance(engine, Generator) and isinstance(engine, Scorer) and isinstance(engine, Encoder)
    assert not engine.hinted
    with pytest.raises(ModelError, match="reads no hints"):
        engine.generate(["王亚非出席。"], hints=[[("王亚非", "Wang Yafei")]])
    assert engine.generate(["好。"], hints=[[]])[0][0].text
