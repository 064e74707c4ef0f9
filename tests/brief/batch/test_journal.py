"""The journal: what it remembers, who may hold it, and what it says when it cannot."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.batch.journal import Journal, Result, Status
from brief.batch.lock import Lock
from jianbao.errors import InputError

RESULT = Result(
    hash="h1", headline="标题", words=7, findings={"error:quantity": 2}, seconds=0.5, brief='{"a": "简报"}'.encode()
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.sqlite3")


def test_a_done_item_is_remembered_by_another_process(journal: Journal) -> None:
    run = journal.begin({})
    entry = journal.claim("/in/a.txt", "", "a.txt", run=run)
    assert entry.status is Status.PENDING
    journal.start([entry.id])
    journal.finish(entry.id, RESULT, signature="s", formats=["md", "json"])
    journal.close()
    again = Journal(journal.path)
    found = again.claim("/in/a.txt", "", "other", run=again.begin({}))
    assert (found.status, found.stem, found.hash, found.signature) == (Status.DONE, "a.txt", "h1", "s")
    assert (found.formats, found.attempts, found.findings) == (("json", "md"), 1, {"error:quantity": 2})
    assert [(e.id, data) for e, data in again.briefs()] == [(entry.id, RESULT.brief)]


def test_what_a_killed_run_had_in_flight_is_pending_again(journal: Journal) -> None:
    run = journal.begin({})
    entries = [journal.claim(f"/in/{i}.txt", "", f"{i}.txt", run=run, position=i) for i in range(3)]
    journal.start([entries[0].id, entries[1].id])
    journal.finish(entries[0].id, RESULT, signature="s", formats=["md"])
    journal.close()  # as a kill leaves it
    again = Journal(journal.path)
    again.begin({})
    assert [e.id for e in again.pending(run)] == [entries[1].id, entries[2].id]
    assert again.count()["done"] == 1


def test_a_transaction_that_fails_leaves_nothing(journal: Journal) -> None:
    run = journal.begin({})
    with pytest.raises(ZeroDivisionError), journal.together():
        journal.claim("/in/a.txt", "", "a.txt", run=run)
        raise ZeroDivisionError
    assert sum(journal.count().values()) == 0


def test_inputs_that_want_one_stem_get_two_for_good(journal: Journal) -> None:
    first = journal.begin({})
    a = journal.claim("/a/x.txt", "", "x.txt", run=first)
    b = journal.claim("/b/x.txt", "", "x.txt", run=first)
    c = journal.claim("/c/X.TXT", "", "X.TXT", run=first)
    assert a.stem == "x.txt"
    assert len({e.stem.casefold() for e in (a, b, c)}) == 3
    second = journal.begin({})
    assert journal.claim("/b/x.txt", "", "x.txt", run=second).stem == b.stem


def test_names_that_are_no_text_are_kept(journal: Journal) -> None:
    name = os.fsdecode(b"/in/\xff\xfe.txt")
    entry = journal.claim(name, "", "y.txt", run=journal.begin({}))
    assert entry.source == name
    assert "\\xff" in entry.name
    assert entry.name.encode()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "X", "y~", "ÿ", "é", "e\u0301"])), max_size=12))
def test_no_two_inputs_share_a_stem(tmp_path_factory: pytest.TempPathFactory, inputs: list[tuple[str, str]]) -> None:
    journal = Journal(tmp_path_factory.mktemp("journal") / "j")
    run = journal.begin({})
    stems = {(folder, name): journal.claim(f"/{folder}/{name}", "", name, run=run).stem for folder, name in inputs}
    assert len({stem.casefold() for stem in stems.values()}) == len(stems)
    journal.close()


def test_forgotten_is_only_what_is_gone_and_was_never_done(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("x")
    first = journal.begin({})
    done = journal.claim("/gone/done.txt", "", "done.txt", run=first)
    journal.finish(done.id, RESULT, signature="s", formats=["md"])
    journal.claim("/gone/never.txt", "", "never.txt", run=first)
    journal.claim(str(tmp_path / "there.txt"), "", "there.txt", run=first)
    assert journal.forget(journal.begin({})) == 1
    assert {e.stem for e in journal.entries()} == {"done.txt", "there.txt"}


@pytest.mark.parametrize("content", [b"this is no database, but a text of some length" * 30, b""])
def test_a_file_that_is_no_journal(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(content)
    if not content:
        assert sum(Journal(path).count().values()) == 0  # an empty file is a new journal
        return
    with pytest.raises(InputError, match="cannot be used"):
        Journal(path)


def test_a_new_journal_waits_for_who_looks_into_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    reader = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM sqlite_master").fetchall()  # holds a lock that WAL cannot be set under
    threading.Timer(0.3, reader.close).start()
    assert sum(Journal(path).count().values()) == 0


def test_a_journal_of_another_layout(journal: Journal) -> None:
    journal._db.execute("PRAGMA user_version = 99")
    journal.close()
    with pytest.raises(InputError, match="layout 99"):
        Journal(journal.path)


def test_the_lock_names_its_holder_and_ends_with_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    code = (
        "import sys, time; from pathlib import Path; from brief.batch.lock import Lock; lock = "
        "Lock(Path(sys.argv[1])); lock.acquire(); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        try:
            with pytest.raises(InputError, match=f"process {other.pid} on"):
                Lock(path).acquire()
        finally:
            other.kill()
    lock = Lock(path)
    lock.acquire()
    lock.release()
