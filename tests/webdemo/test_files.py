"""Several files: a batch that goes on where it stopped, its archive, what is kept of a visitor, and what he may download."""

from __future__ import annotations

import io
import json
import os
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brief.brief import Brief, Point, Source
from brief.path import Event
from brief.recipe import Recipe
from jianbao.deadline import Deadline, Stopped
from jianbao.errors import InputError
from reading.article import Article
from webdemo import limits
from webdemo.archive import Batch, Batches, FileOutcome, outcomes, packed
from webdemo.gate import downloads, uploads
from webdemo.tabs import batchview
from webdemo.tabs.files import named
from webdemo.tabs.kept import visitor
from webdemo.workspace import Result, Update, Workspace

TEXT = "开工仪式举行\n18个项目开工。".encode()
NAMES = ["a.txt", "b.txt", "b.txt", "<img src=x onerror=alert(1)>.txt", "broken.pdf"]


class Quick(Workspace):
    """Writes a brief at once. stop: is set after so many."""

    def __init__(self, stop: threading.Event | None = None, after: int = 99) -> None:
        self.stop, self.after, self.made = stop, after, 0

    def brief(self, article: Article, recipe: Recipe, deadline: Deadline, *, terms: Any = None) -> Iterator[Update]:
        yield Update(Event("translate", 1, 2))
        deadline.check()
        self.made += 1
        if self.stop and self.made >= self.after:
            self.stop.set()
        point = Point("18 projects broke ground.", (Source("18个项目开工。", 0, 8),))
        made = Brief(headline=f"Brief {self.made} <b>", dateline="", points=(point,), name=article.name)
        yield Update(Event("done", 1, 1), Result(article=article, brief=made, recipe=recipe))


def batch_of(names: list[str]) -> Batch:
    return Batch(rows=[FileOutcome(name=name) for name in names])


def data(number: int) -> tuple[str, bytes]:
    return NAMES[number], b"%PDF-1.7 broken" if NAMES[number].endswith(".pdf") else TEXT


def contents(archive: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        return file.namelist()


def test_each_file_gets_its_brief_or_its_problem() -> None:
    batch = batch_of(NAMES)
    list(outcomes(Quick(), batch, data, Recipe(), Deadline()))
    assert (batch.briefs, batch.problems) == (4, 1) and all(row.over for row in batch.rows)
    names = contents(packed(batch.rows, ["md", "docx"], language="zh"))
    assert (
        len(names) == len(set(names)) == 9 and "problems.txt" in names and not any("/" in n or "<" in n for n in names)
    )
    with zipfile.ZipFile(io.BytesIO(packed(batch.rows, ["md"], language="zh"))) as file:
        assert file.read("problems.txt").decode().count("broken.pdf") == 1, "the name of a file once"
    for language, words in (("en", "Done. Briefs: 4 of 5"), ("zh", "5 个文件中有 4 个")):
        assert words in batchview.totals(batch, language)


def test_a_stopped_batch_keeps_what_is_done_and_goes_on_with_the_rest() -> None:
    stop, batch = threading.Event(), batch_of(NAMES[:4])
    workspace = Quick(stop, after=2)
    with pytest.raises(Stopped):
        list(outcomes(workspace, batch, data, Recipe(), Deadline(stop=stop)))
    assert batch.briefs == 2 and all(row.working is None for row in batch.rows)
    assert contents(packed(batch.rows, ["md"])) == ["a.md", "b.md"]
    list(outcomes(workspace, batch, data, Recipe(), Deadline()))
    assert batch.briefs == 4 and workspace.made == 4, "what was done is not done again"
    list(outcomes(workspace, batch, data, Recipe(length=60), Deadline()))
    assert workspace.made == 8, "another recipe begins anew"


def test_a_batch_without_files_or_formats_says_so() -> None:
    with pytest.raises(InputError, match="no file yet"):
        list(outcomes(Quick(), Batch(), data, Recipe(), Deadline()))
    with pytest.raises(InputError, match="at least one format"):
        packed([], ["exe"])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_names_and_headlines_are_never_markup(language: str) -> None:
    batch = batch_of(NAMES)
    list(outcomes(Quick(), batch, data, Recipe(), Deadline()))
    shown = batchview.table(batch, language)
    assert "<img" not in shown and "<b>" not in shown and shown.count("<button") == 4 and 'data-row="3"' in shown


def test_what_a_row_says() -> None:
    said = [
        batchview.outcome(row, "en")
        for row in (
            FileOutcome(name="a"),
            FileOutcome(name="a", working=(0, 0)),
            FileOutcome(name="a", working=(3, 9)),
            FileOutcome(name="a", problem=InputError("webdemo.no_sentence")),
        )
    ]
    assert said == ["waits", "being read", "3 of 9 sentences", "There is no sentence in this text."]


def test_the_batches_of_some_visitors_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BATCHES", 2)
    batches = Batches()
    first = batches.of("a")
    batches.of("b"), batches.of("a"), batches.of("c")
    assert batches.of("a") is first
    batches.clear("a")
    assert batches.of("a") is not first


def test_what_is_kept_of_whoever_leaves_is_there_after_a_reload_and_goes_later(home: Path) -> None:
    shelves, batches = uploads.Shelves(), Batches()
    shelves.put("us", [sent(home, "one.txt", b"1")])
    first = batches.of("us")
    for back in (True, False):
        shelves.leave("us"), batches.leave("us")
        if back:
            assert batches.of("us") is first and shelves.names("us") == ["one.txt"]
        shelves.sweep(older=limits.SHELF_SECONDS - limits.LEFT_SECONDS - 1), batches.sweep(older=-1)
        assert (batches.of("us") is first) is back
        assert not shelves.leave("nobody") and len(shelves.names("us")) == back
    assert named('["a.txt", 3]') == ("a.txt",) and named("{") == named('"x"') == named("[" * 9000) == ()


@pytest.mark.parametrize(
    "given, who", [("0" * 32, "0" * 32), ("", "session"), (None, "session"), ("../" * 9, "session")]
)
def test_a_visitor_is_known_by_the_secret_of_a_tab(given: str | None, who: str) -> None:
    assert visitor(given, "session") == who


# What is kept of a visitor


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "home"))
    return uploads.home()


def sent(home: Path, name: str, content: bytes) -> Path:
    """A file as Gradio has put it down."""
    folder = home / os.urandom(8).hex()
    folder.mkdir()
    (folder / name).write_bytes(content)
    return folder / name


def test_a_visitors_files_are_his_own_and_can_be_read_again(home: Path) -> None:
    shelves = uploads.Shelves()
    ours, theirs = sent(home, "same.txt", b"1"), sent(home, "same.txt", b"2")
    assert shelves.put("us", [ours]) == [] and shelves.put("them", [theirs]) == []
    assert not ours.exists()
    for _ in range(2):
        assert shelves.read("us", 0) == ("same.txt", b"1") and shelves.read("them", 0) == ("same.txt", b"2")
    uploads.sweep(older=-1)
    assert shelves.read("us", 0)[1] == b"1", "what is kept is not swept with the rest"
    shelves.clear("us")
    with pytest.raises(InputError, match="no longer here"):
        shelves.read("us", 0)
    shelves.sweep(older=-1)
    assert shelves.names("them") == [] and not [p for p in home.rglob("*") if p.is_file()]


@pytest.mark.parametrize("bound, words", [("MAX_FILES", "the limit here is 2"), ("MAX_VISITOR_BYTES", "3 bytes")])
def test_a_visitor_keeps_so_much(home: Path, monkeypatch: pytest.MonkeyPatch, bound: str, words: str) -> None:
    monkeypatch.setattr(limits, bound, 2)
    shelves = uploads.Shelves()
    problems = shelves.put("us", [sent(home, f"{n}.txt", b"x") for n in range(3)])
    assert len(problems) == 1 and words in str(problems[0]) and len(shelves.names("us")) == 2


def test_left_overs_are_swept_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead, alive, other = (tmp_path / f"{uploads.PREFIX}{n}-x" for n in ("999999999", os.getpid(), "me"))
    for folder in (dead, alive, other):
        folder.mkdir()
        (folder / "file").write_text("x")
    mine = uploads.make_home()
    assert not dead.exists() and alive.exists() and other.exists() and mine.exists() and mine.parent == tmp_path


def test_old_files_are_swept(home: Path) -> None:
    old, new = sent(home, "old.txt", b"x"), sent(home, "new.txt", b"x")
    os.utime(old, (1, 1))
    assert uploads.sweep() == 1
    assert not old.exists() and new.exists()


# What a visitor may download


@pytest.mark.parametrize("name", ["briefs.zip", "稿件 1.docx", '../../"x"\r\nSet-Cookie: a.zip', "<b>.zip", ""])
def test_a_download_says_nothing_of_the_server(home: Path, name: str) -> None:
    address = downloads.offer(name, b"data")
    assert str(home) not in address and address.startswith("download/") and address.count("/") == 2
    found = downloads.taken("/" + address)
    assert found is not None and found.data == b"data"
    assert found.disposition.startswith("attachment") and found.disposition.isprintable() and "html" not in found.kind
    uploads.sweep(older=-1)
    assert downloads.taken("/" + address) is None


@pytest.mark.parametrize(
    "path",
    ["/download/../../etc/passwd", "/download/" + "a" * 22 + "/x", "/download/..%2f" + "a" * 18 + "/x", "/download/"],
)
def test_nothing_else_can_be_downloaded(home: Path, path: str) -> None:
    downloads.offer("a.zip", b"data")
    assert downloads.taken(path) is None


def test_an_address_of_a_download_is_json_safe(home: Path) -> None:
    made: Any = json.loads(json.dumps(downloads.offer("a.zip", b"x")))
    assert batchview.link(made, "en").count("<a ") == 1
