"""What the command line fetches, shows and tells before a model runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.cli import downloads
from brief.recipe import Recipe
from jianbao.errors import ModelError
from models import DefaultModel

MISSING = ModelError("models.press_missing", size="1.1 GB")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What `resolve_default` was asked; it answers compact, with the note that press is missing."""
    calls: list[dict[str, object]] = []

    def resolve(model: str, **options: object) -> DefaultModel:
        calls.append({"model": model, **options})
        return DefaultModel("compact", MISSING) if model == "auto" else DefaultModel(model)

    monkeypatch.setattr("models.resolve_default", resolve)
    monkeypatch.delenv("JIANBAO_FETCH", raising=False)
    return calls


def test_what_is_missing_is_told_in_one_line(
    asked: list[dict[str, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert downloads.settled(Recipe()).model == "compact"
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "jianbao models pull press" in err
    downloads.settled(Recipe(), quiet=True)
    assert capsys.readouterr().err == ""


def test_a_model_that_was_named_is_taken_without_a_word(
    asked: list[dict[str, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert downloads.settled(Recipe(model="opus-mt-zh-en")).model == "opus-mt-zh-en"
    assert capsys.readouterr().err == ""


def test_a_summary_translates_nothing_and_keeps_auto(asked: list[dict[str, object]]) -> None:
    assert downloads.settled(Recipe(target="zh"), quiet=True).model == "auto"


@pytest.mark.parametrize(
    ("terminal", "variable", "fetches"), [(False, "", False), (True, "", True), (False, "1", True)]
)
def test_only_where_somebody_sees_it_something_is_fetched(
    asked: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch, terminal: bool, variable: str, fetches: bool
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    monkeypatch.setenv("JIANBAO_FETCH", variable)
    downloads.settled(Recipe(), quiet=True)
    assert (asked[0]["fetch"] is not None) == fetches


def test_without_a_terminal_each_tenth_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with downloads.download_bar("press") as told:
        for done in (0, 5, 100, 101, 550, 1000, 1000):
            told(done * 10**6, 1000 * 10**6)
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["press: 100 of 1,000 MB", "press: 550 of 1,000 MB", "press: 1,000 of 1,000 MB"]


def test_a_file_that_is_not_the_base_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANBAO_CACHE", str(tmp_path / "cache"))
    (tmp_path / "other.gguf").write_bytes(b"GGUF")
    with pytest.raises(ModelError, match="SHA-256 is wrong"):
        downloads.fetch("press", brought=tmp_path / "other.gguf")
    with pytest.raises(ModelError, match="not one file"):
        downloads.fetch("opus-mt-zh-en", brought=tmp_path / "other.gguf")
