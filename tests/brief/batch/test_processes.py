"""The batch as processes: workers that crash or hang, a parent that is killed, two at once, Ctrl-C, the real model, Ray."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from brief.batch.journal import Journal
from brief.batch.pool import Pool
from brief.batch.worker import FACTORY, Outcome, Work, WorkerOptions
from jianbao.errors import ModelError

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.slow
TESTS = Path(__file__).parent
EXAMPLES = ROOT / "examples"
FAST = WorkerOptions(composer="tests.support.fast_composer:make")
TEXT = "成都举行重点项目开工仪式\n3月12日，成都市举行重点项目开工仪式，{}个项目总投资近20亿元。\n{}"


def environment(*, fast: bool = True) -> dict[str, str]:
    values = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(TESTS)])}
    values.pop(FACTORY, None)
    return {**values, FACTORY: "tests.support.fast_composer:make"} if fast else values


def start(*arguments: object, fast: bool = True) -> subprocess.Popen[str]:
    """batch.py as a terminal starts it: tests that run in the background ignore Ctrl-C, and so would what they start."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "batch.py"), *map(str, arguments)],
        env=environment(fast=fast), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def articles(folder: Path, more: dict[str, str], *, plain: int = 4) -> Path:
    folder.mkdir()
    for i in range(plain):
        (folder / f"n{i:03}.txt").write_text(TEXT.format(i, ""))
    for name, text in more.items():
        (folder / name).write_text(text if not text or text.isascii() is False else TEXT.format(0, text))
    return folder


def tree(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.relative_to(out).parts[0] != ".jianbao"
    }


def test_articles_that_crash_hang_or_fail_for_a_while(tmp_path: Path) -> None:
    texts = {
        1: "", 2: "POISON", 3: f"ONCE<{tmp_path / 'once'}>", 4: f"FLAKY<{tmp_path / 'flaky'}>", 5: "STUCK", 6: "BUG", 7: "", 8: "",
    }  # fmt: skip
    log = tmp_path / "log"
    with Pool(FAST, workers=2, timeout=2.0, backoff=0.05, log=log) as pool:
        assert pool.start().startswith("fast|")
        works = (Work(id=i, name=f"w{i}", text=TEXT.format(i, more)) for i, more in texts.items())
        found: dict[int, Outcome] = {outcome.id: outcome for outcome in pool.run(works)}
    assert {i: (o.error, o.attempts) for i, o in found.items()} == {
        1: ("", 1), 2: ("crash", 2), 3: ("", 2), 4: ("", 3), 5: ("timeout", 2), 6: ("internal", 1), 7: ("", 1), 8: ("", 1),
    }  # fmt: skip
    assert "SIGKILL" in found[2].reason and "2 s. Give it more with --timeout" in found[5].reason
    assert pool.replaced == 5


@pytest.mark.parametrize(
    ("factory", "words"),
    [("tests.support.fast_composer:nothing", "could not start"), ("tests.support.fast_composer:die", "in a row ended")],
)
def test_workers_that_cannot_load(factory: str, words: str) -> None:
    with Pool(WorkerOptions(composer=factory), workers=1) as pool, pytest.raises(ModelError, match=words):
        pool.start()


def test_killed_at_random_the_run_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    bad = {"z1.txt": "BUG", "z2.txt": "", "z3.txt": "English only, and not a word of any other language in it.\u00a0"}
    news = articles(tmp_path / "news", bad, plain=60)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    arguments = ("-f", "md,json,docx,jsonl", "--workers", "2")
    assert finish(start(news, "--out", whole, *arguments))[0] == 1
    chance = random.Random(7)
    journal, kills, standing = killed / ".jianbao/journal.sqlite3", 0, 0
    while kills < 5:
        process = start(news, "--out", killed, *arguments)
        # From the moment that it works: before, a kill proves little.
        while process.poll() is None and _done(journal) <= standing:
            time.sleep(0.02)
        time.sleep(chance.uniform(0.0, 0.1))
        if process.poll() is not None:
            break
        process.kill()
        process.communicate()
        kills += 1
        standing = _done(journal)
        for name, data in tree(killed).items():
            if not name.startswith(("index", "errors", "summary", "briefs")):
                assert data == (whole / name).read_bytes(), name
    assert kills >= 2
    code, _ = finish(start(news, "--out", killed, *arguments))
    assert code == 1
    assert tree(killed) == tree(whole)
    entries = list(Journal(journal).entries())
    # In flight when it was killed, for each of two workers: the article that it is at, and the one before it, not yet written.
    assert sum(entry.attempts for entry in entries) <= len(entries) + 4 * kills


def _done(journal: Path) -> int:
    if not journal.exists():
        return 0
    import sqlite3

    try:
        with sqlite3.connect(f"file:{journal}?mode=ro", uri=True, timeout=5) as db:
            return int(db.execute("SELECT count(*) FROM items WHERE status IN ('done', 'failed')").fetchone()[0])
    except sqlite3.Error:
        return 0


def _running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def _children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(stat.parent.name))
        except OSError:
            continue
    return found


def _until(condition: object, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


def test_a_second_process_is_told_who_holds_the_folder_and_workers_end_with_their_parent(tmp_path: Path) -> None:
    news = articles(tmp_path / "news", {"a.txt": "STUCK"}, plain=2)
    out = tmp_path / "out"
    first = start(news, "--out", out, "--workers", "2")
    _until(lambda: _done(out / ".jianbao/journal.sqlite3") == 2)
    code, said = finish(start(news, "--out", out))
    assert code == 2 and f"process {first.pid} on" in said and "another --out" in said
    workers = _children(first.pid) if Path("/proc").is_dir() else []
    first.kill()
    first.communicate()
    _until(lambda: not any(_running(pid) for pid in workers), 20)
    (news / "a.txt").unlink()
    assert finish(start(news, "--out", out))[0] == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_stops_cleanly_and_the_run_goes_on(tmp_path: Path, number: signal.Signals) -> None:
    news = articles(tmp_path / "news", {"zz.txt": "STUCK"}, plain=3)
    out = tmp_path / "out"
    process = start(news, "--out", out, "--workers", "1", "--timeout", "100")
    _until(lambda: _done(out / ".jianbao/journal.sqlite3") == 3)
    process.send_signal(number)
    code, said = finish(process)
    assert code == 130 and "3 done, 0 failed, 1 to go" in said
    assert f"python batch.py {news} --out {out}" in said and "Traceback" not in said
    assert len(list(out.glob("*.md"))) == 3 and (out / "index.html").exists()


def test_the_real_model_through_the_command(tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = (
        "batch",
        EXAMPLES / "sports.txt",
        EXAMPLES / "university.txt",
        "--out",
        out,
        "-f",
        "md,json",
        "-l",
        "40",
        "-j",
        "1",
        "--json-log",
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "brief.cli", *map(str, arguments)],
        env=environment(fast=False),
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    code, said = finish(process)
    assert code == 0, said
    events = [json.loads(line) for line in said.splitlines()]
    assert [event["event"] for event in events] == ["begin", "done", "done", "end"]
    brief = json.loads((out / "sports.txt.json").read_text())
    assert brief["headline"] and brief["signature"].startswith("jianbao:") and "length:40" in brief["signature"]
    # An article's brief is the same alone and in a batch.
    from brief import load_composer, read_article

    alone = load_composer(length=40).compose(read_article(EXAMPLES / "sports.txt"))
    assert alone.as_dict() == brief


def test_ray_gives_what_a_local_run_gives(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'jianbao[ray]'")
    news = articles(tmp_path / "news", {"z1.txt": "BUG", "z2.txt": "", "z3.txt": "POISON"}, plain=12)
    (news / "t.jsonl").write_text("".join(json.dumps({"text": TEXT.format(i, "")}) + "\n" for i in range(5)))
    common = ("--text-field", "text", "-f", "md,docx,parquet", "--workers", "2")
    code, said = finish(start(news, "--out", tmp_path / "ray", *common, "--engine-on", "ray"))
    assert code == 1, said
    assert finish(start(news, "--out", tmp_path / "local", *common))[0] == 1
    assert tree(tmp_path / "ray") == tree(tmp_path / "local")
    assert len(list((tmp_path / "ray").rglob("*.md"))) == 17
