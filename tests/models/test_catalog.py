"""The catalogue says only what holds together, and the store finds, refuses, pulls and removes models as it says."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from jianbao.errors import ModelError
from models import cache, catalog, load_engine, store
from models.catalog import Entry
from models.engines.protocols import GenerateOptions
from models.engines.seq2seq.convert import ARCHITECTURES

CAUSAL = {"gemma2", "llama"}
"""Decoder architectures of the catalogue that come as folders."""
COMMIT = "0123456789abcdef0123456789abcdef01234567"
WANTED = [
    "Helsinki-NLP/opus-mt-zh-en",
    "Helsinki-NLP/opus-mt-en-zh",
    "facebook/nllb-200-distilled-600M",
    "facebook/nllb-200-distilled-1.3B",
    "facebook/nllb-200-3.3B",
    "facebook/m2m100_418M",
    "facebook/m2m100_1.2B",
    "alirezamsh/small100",
    "facebook/mbart-large-50-many-to-one-mmt",
    "facebook/mbart-large-50-one-to-many-mmt",
    "facebook/mbart-large-50-many-to-many-mmt",
    "google/madlad400-3b-mt",
    "csebuetnlp/mT5_multilingual_XLSum",
    "csebuetnlp/mT5_m2o_english_crossSum",
    "csebuetnlp/mT5_m2m_crossSum",
    "IDEA-CCNL/Randeng-Pegasus-238M-Summary-Chinese",
    "IDEA-CCNL/Randeng-Pegasus-523M-Summary-Chinese",
    "facebook/bart-large-cnn",
    "google/pegasus-cnn_dailymail",
    "google/flan-t5-base",
    "fnlp/bart-base-chinese",
    "tencent/HY-MT1.5-1.8B-GGUF",
    "tencent/HY-MT1.5-7B-GGUF",
    "unsloth/Qwen3-4B-Instruct-2507-GGUF",
    "Qwen/Qwen3-8B-GGUF",
    "google/translategemma-4b-it",
    "ByteDance-Seed/Seed-X-PPO-7B",
    "Unbabel/Tower-Plus-9B",
    "utter-project/EuroLLM-9B-Instruct",
]


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty hub cache and an empty cache of our own."""
    import huggingface_hub.constants as constants

    monkeypatch.setenv("JIANBAO_CACHE", str(tmp_path / "jianbao"))
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub._snapshot_download.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def put(hub: Path, repository: str, files: dict[str, str | Path], *, commit: str = COMMIT) -> Path:
    """What a finished download leaves in the hub's cache."""
    repo = hub / f"models--{repository.replace('/', '--')}"
    folder = repo / "snapshots" / commit
    folder.mkdir(parents=True)
    (repo / "refs").mkdir(exist_ok=True)
    (repo / "refs" / "main").write_text(commit)
    for name, content in files.items():
        if isinstance(content, Path):
            shutil.copy(content, folder / name)
        else:
            (folder / name).write_text(content, "utf-8")
    return folder


@pytest.mark.parametrize("hub_id", WANTED)
def test_lists(hub_id: str) -> None:
    entry = catalog.find(hub_id)
    assert entry is not None and entry.hub == hub_id
    assert catalog.find(entry.name.upper()) is entry


@pytest.mark.parametrize("entry", catalog.entries(), ids=lambda entry: entry.name)
def test_entry_holds_together(entry: Entry) -> None:
    assert entry.task in catalog.TASKS
    assert entry.sources and entry.targets and entry.licence
    assert entry.unsupported or entry.file is not None or entry.architecture in {*ARCHITECTURES, *CAUSAL}
    if entry.file is not None:
        assert entry.file.origins and entry.file.name.endswith(".gguf")
        assert (len(entry.file.sha256), bool(entry.file.size)) in ((0, False), (64, True))
    assert entry.commercial is None or entry.licence != "unknown"
    assert entry.commercial is not True or "NC" not in entry.licence
    assert not entry.unsupported or "cannot be used" in str(entry.refusal())
    assert set(entry.checked) <= set(Entry.__slots__)
    assert isinstance(entry.options(), GenerateOptions)
    for score in entry.scores:
        assert 0 < score.value <= 100 and score.test and score.source
    if entry.task == "translate" and entry.architecture in ("m2m_100", "mbart"):
        assert {"zh", "en"} <= set(entry.codes)


def test_names_are_different() -> None:
    names = [n.casefold() for e in catalog.entries() for n in (e.name, e.hub, *e.aliases) if n]
    assert len(names) == len(set(names))
    assert catalog.entries()[0].name == "compact"


@pytest.mark.parametrize(
    ("memory", "commercial", "first"),
    [
        (24_000, True, "eurollm-9b"),
        (16_000, True, "qwen3-8b"),
        (8_000, True, "qwen3-8b"),
        (5_000, True, "qwen3-4b"),
        (3_000, True, "press"),
        (3_000, False, "hy-mt1.5-1.8b"),
        (1_000, False, "compact"),
    ],
)
def test_the_largest_that_fits_is_recommended(memory: int, commercial: bool, first: str) -> None:
    found = catalog.recommended(memory, commercial=commercial)
    assert found[0].name == first
    assert all((e.memory_mb or 0) <= memory and not e.unsupported for e in found)
    assert not commercial or all(e.commercial for e in found)


def test_only_what_translates_so_is_recommended() -> None:
    assert {"press", "compact"}.isdisjoint(
        e.name for e in catalog.recommended(64_000, commercial=False, source="en", target="zh")
    )
    assert not catalog.recommended(1_000, commercial=True)


@pytest.mark.parametrize(
    ("model", "source", "target", "says"),
    [
        ("opus-mt-zh-en", "en", "zh", r"does not read 'en'; it does zh"),
        ("mbart-50-one-to-many", "zh", "en", r"does not read 'zh'"),
        ("mbart-50-many-to-one", "en", "zh", r"does not write 'zh'"),
        ("compact", "zh", "fr", r"does not write 'fr'"),
    ],
)
def test_languages_are_checked(model: str, source: str, target: str, says: str) -> None:
    entry = catalog.find(model)
    assert entry is not None
    with pytest.raises(ModelError, match=says):
        entry.check_languages(source, target)


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("nllb", r"not on this machine\. Run `jianbao models pull nllb`"),
        ("someone/something", r"not on this machine\. Run `jianbao models pull someone/something`"),
        ("no such model", r"no folder, no hub id .* not in the catalogue"),
        ("../etc/passwd/x", r"no folder, no hub id"),
        ("randeng-pegasus-238m", r"Python code of its own"),
    ],
)
def test_what_is_not_here_is_one_sentence(hub: Path, model: str, says: str) -> None:
    with pytest.raises(ModelError, match=says):
        load_engine(model)


@pytest.mark.parametrize(("offline"), [True, False])
def test_pull_without_a_connection(hub: Path, monkeypatch: pytest.MonkeyPatch, offline: bool) -> None:
    import huggingface_hub.constants as constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", offline)
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelError, match=r"could not be downloaded .*jianbao models pull nllb. again"):
        store.pull("nllb", accept_licence=True)


class FakeHub:
    """The hub's two calls, over a dictionary of files."""

    def __init__(self, root: Path, hub: Path, files: dict[str, str]) -> None:
        self.root, self.hub, self.files = root, hub, files
        self.asked: list[list[str]] = []

    def model_info(self, repo_id: str, **options: Any) -> Any:
        siblings = [SimpleNamespace(rfilename=name) for name in self.files]
        return SimpleNamespace(sha=COMMIT, card_data={"license": "mit"}, siblings=siblings)

    def snapshot_download(self, repo_id: str, **options: Any) -> str:
        from fnmatch import fnmatch

        folder = self.hub / f"models--{repo_id.replace('/', '--')}" / "snapshots" / COMMIT
        folder.mkdir(parents=True, exist_ok=True)
        if not options.get("local_files_only"):
            assert options["revision"] == COMMIT, "the commit is pinned, not a branch that moves"
            self.asked.append(options["allow_patterns"])
            for name, content in self.files.items():
                if any(fnmatch(name, p) for p in options["allow_patterns"]):
                    (folder / name).write_text(content, "utf-8")
        return str(folder)


@pytest.fixture
def fake(hub: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeHub:
    files = {
        "config.json": '{"model_type": "bart"}', "model.safetensors": "weights", "pytorch_model.bin": "pickle",
        "tf_model.h5": "other", "run.py": "import os", "tokenizer.json": "{}",
    }  # fmt: skip
    made = FakeHub(tmp_path, hub, files)
    monkeypatch.setattr("huggingface_hub.HfApi", lambda: made)
    monkeypatch.setattr("huggingface_hub.snapshot_download", made.snapshot_download)
    return made


def test_pull_takes_what_is_needed(fake: FakeHub) -> None:
    folder = store.pull("owner/model", accept_licence=True)
    assert sorted(p.name for p in folder.iterdir()) == ["config.json", "model.safetensors", "tokenizer.json"]
    assert store.path("owner/model") == folder


def test_pull_takes_pickled_weights_only_where_there_are_no_others(fake: FakeHub) -> None:
    del fake.files["model.safetensors"]
    lines: list[str] = []
    folder = store.pull("owner/model", accept_licence=True, report=lines.append)
    assert (folder / "pytorch_model.bin").exists() and not (folder / "run.py").exists()
    assert any("no safetensors" in line for line in lines)


def test_pull_refuses_code_before_the_weights_come(fake: FakeHub) -> None:
    fake.files["config.json"] = '{"model_type": "bart", "auto_map": {"AutoModel": "run.Model"}}'
    with pytest.raises(ModelError, match="needs Python code of its own"):
        store.pull("owner/model", accept_licence=True)
    assert fake.asked == [["config.json"]]


@pytest.mark.parametrize(
    ("model", "asked"), [("nllb", "forbids commercial use"), ("mbart-50", "read its card"), ("opus-mt-zh-en", "")]
)
def test_licences_are_asked_for(fake: FakeHub, model: str, asked: str) -> None:
    questions: list[str] = []

    def ask(question: str) -> bool:
        questions.append(question)
        return False

    if asked:
        with pytest.raises(ModelError, match="was not accepted"):
            store.pull(model, ask=ask)
        with pytest.raises(ModelError, match="--accept-licence"):
            store.pull(model)
        assert asked in questions[0] and not fake.asked
    else:
        store.pull(model, ask=ask)
        assert not questions


def test_a_downloaded_model_loads_converts_and_goes(hub: Path) -> None:
    """A fake hub cache that holds a small real model: found by hub id, run on both engines, removed."""
    from tests.support.tiny_models import BUILDERS

    made = hub.parent / "made"
    made.mkdir(parents=True)
    BUILDERS["bart"](made)
    folder = put(hub, "owner/tiny", {p.name: p for p in made.iterdir()})
    engine = load_engine("owner/tiny")
    assert engine.name == "ct2-int8" and re.fullmatch(r"owner/tiny@[0-9a-f]{8}", engine.model)
    assert load_engine("owner/tiny", engine="torch").count_tokens(["开工"]) == engine.count_tokens(["开工"])
    assert [p.name for p in cache.conversions(folder)]
    assert store.convert("owner/tiny") == cache.conversions(folder)[0]
    assert store.remove("owner/tiny") > 0
    assert not folder.exists() and not cache.conversions(store.BUNDLED)
    with pytest.raises(ModelError, match="not on this machine"):
        store.path("owner/tiny")


def test_an_unfinished_download_is_not_here(hub: Path) -> None:
    put(hub, "owner/half", {"config.json": '{"model_type": "bart"}'})
    with pytest.raises(ModelError, match="not on this machine"):
        store.locate("owner/half")


@pytest.mark.parametrize(
    ("config", "says"),
    [
        (None, "no config.json"),
        ("{", "cannot be read"),
        ("{}", "names no model_type"),
        (json.dumps({"model_type": "bart", "auto_map": {"AutoConfig": "x.Y"}}), "needs Python code of its own"),
    ],
)
def test_folders_that_are_no_model(tmp_path: Path, config: str | None, says: str) -> None:
    if config is not None:
        (tmp_path / "config.json").write_text(config)
    with pytest.raises(ModelError, match=says):
        load_engine(str(tmp_path))


def test_the_listing_names_every_model(hub: Path) -> None:
    listing = store.listing()
    assert [status.entry for status in listing] == list(catalog.entries())
    assert [status.entry.name for status in listing if status.path is not None] == ["compact"]


def test_the_documentation_shows_the_catalogue() -> None:
    """`python -m models.catalog` prints the table that docs/models.md holds."""
    assert catalog.table() in (Path(__file__).parents[2] / "docs" / "models.md").read_text("utf-8")
