"""One bad file, a full disk, a hostile name: nothing of it stops the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brief.batch.progress import Lines, Silent
from brief.batch.run import Batch, BatchOptions
from brief.batch.worker import Outcome, Work, WorkerOptions, make
from brief.cli.batch import main
from tests.support.batches import Inline, briefs, errors, run, text, tree


def test_one_bad_file_never_stops_the_rest(news: Path, out: Path) -> None:
    (news / "empty.txt").write_bytes(b"")
    (news / "english.txt").write_text("This is a press release in English. " * 5)
    (news / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (news / "fake.docx").write_bytes(b"PK\x03\x04 no zip")
    (news / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    (news / "dangling.txt").symlink_to("nowhere.txt")
    (news / "round.txt").symlink_to("about.txt")
    (news / "about.txt").symlink_to("round.txt")
    (news / "circle").symlink_to("circle")
    (news / "large.txt").write_bytes(b"x" * 20_000_001)
    os.mkfifo(news / "pipe.txt")
    code, _ = run(out, news, out.parent / "missing.txt", "/dev/zero")
    assert code == 1
    assert len(briefs(out)) == 4
    found = {Path(row["input"]).name: row["class"] for row in errors(out)}
    assert found == {
        "empty.txt": "input", "english.txt": "input", "binary.txt": "input", "fake.docx": "input", "cut.pdf": "input", "large.txt": "input",
        "dangling.txt": "vanished", "missing.txt": "vanished", "pipe.txt": "skipped", "zero": "skipped",
        "round.txt": "vanished", "about.txt": "vanished",
    }  # fmt: skip
    assert all(len(row["reason"]) > 20 for row in errors(out))
    index = (out / "index.html").read_text()
    assert all(name in index for name in found)


def test_an_input_that_vanishes_between_listing_and_reading(news: Path, out: Path) -> None:
    class Thief(Inline):
        def run(self, works: Iterator[Work], **values: Any) -> Iterator[Outcome]:
            (news / "x.txt").unlink()
            return super().run(works, **values)

    options = WorkerOptions()
    batch = Batch(BatchOptions(inputs=(str(news),), out=out, worker=options), Silent())
    assert batch.execute(Thief(options)) == 1
    batch.close()
    assert [row["class"] for row in errors(out)] == ["vanished"]
    assert run(out, news) == (0, 0), "it is no input any more"


def test_an_article_that_takes_too_long_ends_by_its_deadline_and_not_with_its_worker() -> None:
    from brief.pipeline import Composer
    from tests.support.fake_engine import FakeEngine
    from translate.translation import TranslateOptions
    from translate.translator import Translator

    composer = Composer(Translator(FakeEngine(str, window=512), options=TranslateOptions(check=False)))
    work = Work(id=1, name="a.txt", text=text())
    made = make(work, composer, WorkerOptions(timeout=0.0))
    assert made.error == "timeout" and "longer than the 0 seconds" in made.reason and made.hash
    assert make(work, composer, WorkerOptions(timeout=1_000.0)).error == ""


def test_an_output_that_cannot_be_written_is_one_failure(news: Path, out: Path) -> None:
    (out / "x.txt.md").mkdir(parents=True)
    assert run(out, news)[0] == 1
    assert [row["class"] for row in errors(out)] == ["output"] and len(briefs(out)) == 3
    (out / "x.txt.md").rmdir()
    assert run(out, news) == (0, 1)


def test_a_disk_that_fills_up_stops_the_run_which_can_go_on(
    news: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real, calls = os.fsync, 0

    def fsync(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 4:  # two files, each with its folder
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    assert run(out, news, progress=Lines(sys.stderr))[0] == 1
    said = capsys.readouterr().err
    assert "the disk is full" in said and "run the same command" in said
    assert len(tree(out)) == 2
    monkeypatch.undo()
    assert run(out, news) == (0, 2)


def test_a_real_full_disk(tmp_path: Path, news: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if (
        os.name != "posix"
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=250k", "none", small], capture_output=True).returncode
    ):
        pytest.skip("no file system can be mounted here")
    try:
        for i in range(20):
            (news / f"more{i}.txt").write_text(text(i, "项目建设" * 100))
        code, made = run(small / "out", news, formats=("md", "json", "html", "docx"))
        assert code == 1 and 0 < made < 24
        for path in (small / "out").rglob("*.json"):
            json.loads(path.read_text())
        subprocess.run(["mount", "-o", "remount,size=40m", small], check=True)
        code, more = run(small / "out", news, formats=("md", "json", "html", "docx"))
        assert code == 0 and more < 24
        run(tmp_path / "whole", news, formats=("md", "json", "html", "docx"))
        assert tree(small / "out") == tree(tmp_path / "whole")
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_read_only_output_folder_is_a_usage_error(
    tmp_path: Path, news: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "proc"
    assert main([str(news), "--out", "/proc/jianbao"], program="p") == 2
    assert "cannot be written" in capsys.readouterr().err
    out.mkdir(mode=0o555)
    if os.geteuid() != 0:
        assert main([str(news), "--out", str(out)], program="p") == 2


def test_nothing_is_written_through_a_link_below_the_output_folder(news: Path, out: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    out.mkdir()
    (out / "a").symlink_to(outside)
    assert run(out, news)[0] == 1
    assert not list(outside.iterdir())
    assert {row["class"] for row in errors(out)} == {"output"} and briefs(out) == {"x.txt.md", "x.md.md"}


def test_hostile_names(tmp_path: Path, out: Path) -> None:
    folder = tmp_path / "in"
    (folder / "a.md").mkdir(parents=True)
    names = [b"\xff\xfe.txt", "长".encode() * 83 + b".txt", b"x" * 251 + b".txt", b"new\nline.txt", b"tab\t.txt",
    b"<script>.txt", b"a.txt", b"A.txt", b"index.txt",
             b"CON.txt", b"-rf.txt", b" .txt", b"...txt", "rtl\u202e.txt".encode(), "e\u0301.txt".encode(),
             "é.txt".encode(), b"%2e%2e.txt", b"~.txt", b"a.md/b.txt"]  # fmt: skip
    made = 0
    for i, name in enumerate(names):
        try:
            Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text(text(i))  # noqa: PTH118
            made += 1
        except OSError:
            continue  # a file system that does not take the name
    hidden = 1  # ...txt
    assert run(out, folder, formats=("md", "json")) == (0, made - hidden)
    assert len(briefs(out)) == 2 * (made - hidden)
    listed = (out / "index.html").read_text()
    assert "<script>" not in listed and listed.count("<tr>") == made - hidden + 1
    assert run(out, folder, formats=("md", "json")) == (0, 0)
    assert set(tmp_path.iterdir()) == {folder, out}
