"""What is done is not done again: changes, moves, failures, a killed run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from brief.batch.files import OutputFolder
from brief.batch.journal import Journal, Status
from brief.batch.progress import Lines
from tests.support.batches import briefs, errors, run, text, tree


def test_what_is_done_is_not_done_again_until_something_changes(news: Path, out: Path) -> None:
    run(out, news)
    assert run(out, news) == (0, 0)
    (news / "x.txt").write_text(text(77))
    assert run(out, news) == (0, 1), "a changed input"
    os.utime(news / "x.md")
    assert run(out, news) == (0, 0), "touched, not changed"
    (out / "x.md.md").unlink()
    assert run(out, news) == (0, 1), "an output that is gone"
    assert run(out, news, formats=("md", "json")) == (0, 4), "another format"
    assert run(out, news, formats=("json",)) == (0, 0)
    assert run(out, news, length=150) == (0, 4), "other options"
    assert run(out, news, length=150, force=True) == (0, 4)


def test_outputs_that_somebody_has_edited_stay(news: Path, out: Path) -> None:
    run(out, news)
    (out / "x.txt.md").write_text("edited")
    run(out, news)
    assert (out / "x.txt.md").read_text() == "edited"


def test_failed_articles_are_done_again_on_request_or_when_they_change(news: Path, out: Path) -> None:
    (news / "bad.txt").write_text("")
    (news / "bug.txt").write_text(text(1, "BUG"))
    assert run(out, news) == (1, 6)
    assert run(out, news) == (1, 0)
    assert run(out, news, retry_failed=True) == (1, 2)
    (news / "bad.txt").write_text(text(50))
    assert run(out, news) == (1, 1)
    assert [row["class"] for row in errors(out)] == ["internal"]
    assert "ZeroDivisionError: division by zero in a library" in errors(out)[0]["reason"]


def test_a_folder_that_was_moved_is_not_done_again(news: Path, out: Path, tmp_path: Path) -> None:
    run(out, news)
    news.rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/x.txt").write_text(text(31))
    before = briefs(out)
    assert run(out, tmp_path / "elsewhere") == (0, 1)
    assert before < briefs(out)  # the changed one is taken for another article: nothing is overwritten


def test_a_stopped_run_says_how_to_go_on_and_goes_on(news: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(out, news, stop_after=2, progress=Lines(sys.stderr)) == (130, 2)
    said = capsys.readouterr().err
    assert "2 done, 0 failed, 2 to go" in said and "To go on, run the same command:\n  jianbao batch" in said
    assert len(briefs(out)) == 2
    assert run(out, news) == (0, 2)
    run(out.parent / "whole", news)
    assert tree(out) == tree(out.parent / "whole")


def test_temporary_files_of_a_killed_run_are_removed(news: Path, out: Path) -> None:
    folder = OutputFolder(out)
    (folder.temporary / "123-4").write_bytes(b"half")
    run(out, news)
    assert not list(folder.temporary.iterdir())


def test_the_journal_tells_what_happened(news: Path, out: Path) -> None:
    (news / "bad.txt").write_text("")
    run(out, news)
    run(out, news, retry_failed=True)
    journal = Journal(out / ".jianbao/journal.sqlite3")
    entries = {Path(e.source).name: e for e in journal.entries()}
    assert entries["bad.txt"].status is Status.FAILED and "empty" in entries["bad.txt"].reason
    assert entries["y.txt"].status is Status.DONE and entries["y.txt"].signature == "fast|length:120"
    assert entries["y.txt"].hash and entries["y.txt"].attempts == 1
