"""The batch at length: killed again and again and compared file by file, memory over many articles, briefs a second by workers.

    python benchmarks/batch.py soak --articles 10000 --kills 20     # no model: the composer of tests/fast_composer.py
    python benchmarks/batch.py memory --articles 300                # the bundled model
    python benchmarks/batch.py scaling --articles 60                # the bundled model, 1 and 2 workers, and a simulation of more
    python benchmarks/batch.py ray --articles 60                    # the same by Ray, beside the local run

Needs Linux (/proc).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
BAD = 0.05
SENTENCES = (
    "{month}月{day}日，{place}举行重点项目集中开工仪式，{n}个项目总投资近{money}亿元。",
    "项目涵盖先进制造、现代服务业和民生保障等领域，全部建成后预计年产值超过{money}亿元，带动就业{jobs}余人。",
    "{place}常务副区长在致辞中表示，今年以来，{place}实施重点项目{n}个，完成投资{money}.{day}亿元，同比增长{day}.{month}%。",
    "记者从现场获悉，首批{n}家企业将于{month}月底前入驻，用地面积约{jobs}亩。",
    "下一步，{place}将继续优化营商环境，提升服务效能，力争全年新签约项目{n}个以上。",
)
PLACES = ("成都市温江区", "四川省青川县", "杭州市余杭区", "武汉市江夏区", "西安市雁塔区")


def article(number: int) -> str:
    """A press release of its own for each number."""
    chance = random.Random(number)
    values = {
        "month": chance.randint(1, 12), "day": chance.randint(1, 28), "place": chance.choice(PLACES), "n": chance.randint(2, 90),
        "money": chance.randint(2, 900), "jobs": chance.randint(100, 9_000),
    }  # fmt: skip
    body = [sentence.format(**values) for sentence in chance.sample(SENTENCES, 4)]
    return f"{values['place']}{values['n']}个重点项目集中开工（第{number}号）\n" + "\n".join(body) + "\n"


def bad(number: int) -> bytes:
    """One of the ways for a file to be no article."""
    kinds = (
        b"", b"   \n", bytes(range(256)) * 4, b"An English text is not what was asked for here. " * 4, b"PK\x03\x04 not a zip",
        article(number).encode()[:-1] + b"\xff\xfe\xff BUG",
    )  # fmt: skip
    return kinds[number % len(kinds)]


def generate(folder: Path, articles: int, *, share_bad: float = BAD) -> int:
    """Articles in folders of a hundred; how many are bad."""
    chance, count = random.Random(1), 0
    for number in range(articles):
        path = folder / f"{number // 100:04}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        spoiled = chance.random() < share_bad
        count += spoiled
        path.write_bytes(bad(number) if spoiled else article(number).encode())
    return count


def start(*arguments: object, fast: bool) -> subprocess.Popen[bytes]:
    """The batch as a process."""
    values = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    if fast:
        values["JIANBAO_BATCH_COMPOSER"] = "fast_composer:make"
    command = [sys.executable, str(ROOT / "batch.py"), *map(str, arguments), "--quiet"]
    return subprocess.Popen(command, env=values)


def tree(out: Path) -> dict[str, bytes]:
    """What a batch leaves, but for the journal."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and ".jianbao" not in path.relative_to(out).parts
    }


def settled(out: Path) -> int:
    """Items done or failed."""
    try:
        with sqlite3.connect(f"file:{out / '.jianbao/journal.sqlite3'}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM items WHERE status IN ('done', 'failed')").fetchone()[0])
    except sqlite3.Error:
        return 0


def attempts(out: Path) -> int:
    """Times that an item was begun."""
    with sqlite3.connect(out / ".jianbao/journal.sqlite3") as db:
        return int(db.execute("SELECT sum(attempts) FROM items").fetchone()[0])


def memory(pid: int) -> tuple[float, float]:
    """Resident MB of a process, and of its largest child."""

    def resident(number: int) -> float:
        try:
            lines = Path(f"/proc/{number}/status").read_text().splitlines()
        except OSError:
            return 0.0
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)

    return resident(pid), max((resident(child) for child in children(pid)), default=0.0)


def children(pid: int) -> Iterator[int]:
    """Pids of the children of a process."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == pid:
                yield int(stat.parent.name)
        except OSError:
            continue


def watched(process: subprocess.Popen[bytes], out: Path, total: int, every: float) -> float:
    """Wait for a run, printing memory by items done; seconds."""
    began = time.monotonic()
    print("  items    parent    worker (MB)", flush=True)
    while process.poll() is None:
        time.sleep(every)
        done = settled(out)
        parent, worker = memory(process.pid)
        if parent:
            print(f"  {done:6,} {parent:9.1f} {worker:9.1f}", flush=True)
    return time.monotonic() - began


def soak(where: Path, articles: int, kills: int, workers: int) -> None:
    """Undisturbed, then killed at random moments, and compared."""
    count = generate(where / "in", articles)
    print(f"{articles:,} articles, {count:,} of them bad; {workers} workers")
    flags = ("-f", "md,json,jsonl", "-j", workers)
    process = start(where / "in", "--out", where / "whole", *flags, fast=True)
    seconds = watched(process, where / "whole", articles, max(1.0, articles / 1_000))
    print(f"undisturbed: exit code {process.returncode}, {seconds:.0f} s, {articles / seconds:.0f} articles/s")
    whole = tree(where / "whole")
    chance, done = random.Random(2), 0
    killed = where / "killed"
    share = seconds / (kills + 1)
    for _ in range(kills):
        process = start(where / "in", "--out", killed, *flags, fast=True)
        # Some kills fall into the start, most into the work.
        before, last = settled(killed), time.monotonic() + 60
        while done % 4 and settled(killed) == before and time.monotonic() < last and process.poll() is None:
            time.sleep(0.05)
        time.sleep(chance.uniform(0.0, share))
        if process.poll() is not None:
            break
        process.kill()
        process.wait()
        done += 1
        half = [
            name
            for name, data in tree(killed).items()
            if name not in ("index.html", "errors.tsv", "summary.json", "briefs.jsonl") and data != whole[name]
        ]
        print(f"  kill {done:2}: {settled(killed):6,} settled, {len(half)} files that differ", flush=True)
    process = start(where / "in", "--out", killed, *flags, fast=True)
    process.wait()
    again = attempts(killed) - attempts(where / "whole")
    print(
        f"killed {done} times: exit code {process.returncode}; {again} articles were begun again, "
        f"{2 * done * workers} were in flight at most"
    )
    print(f"{len(whole):,} files, the same: {tree(killed) == whole}")
    began = time.monotonic()
    start(where / "in", "--out", killed, *flags, fast=True).wait()
    print(f"with nothing to do: {time.monotonic() - began:.1f} s")


def real_memory(where: Path, articles: int, workers: int) -> None:
    """Memory with the bundled model."""
    generate(where / "in", articles, share_bad=0.0)
    process = start(where / "in", "--out", where / "out", "-j", workers, fast=False)
    seconds = watched(process, where / "out", articles, 5.0)
    print(f"exit code {process.returncode}, {seconds:.0f} s, {articles / seconds:.2f} articles/s")


def scaling(where: Path, articles: int, *, ray: bool) -> None:
    """Articles a second by workers of one thread, and what more of them would give if each were as fast as one of the most measured."""
    generate(where / "in", articles, share_bad=0.0)
    rates: dict[int, float] = {}
    print(f"{articles} articles; cores: {len(os.sched_getaffinity(0))}; load before: {os.getloadavg()[0]:.1f}")
    for workers in (1, 2):
        for on in ("local", "ray") if ray else ("local",):
            out = where / f"{on}{workers}"
            began = time.monotonic()
            code = start(
                where / "in", "--out", out, "-j", workers, "--threads", 1, "--engine-on", on, fast=False
            ).wait()
            seconds = time.monotonic() - began
            if on == "local":
                with sqlite3.connect(out / ".jianbao/journal.sqlite3") as db:
                    # The start is the model's loading, once for all articles.
                    first, last = db.execute("SELECT min(started), max(finished) FROM items").fetchone()
                    busy = db.execute("SELECT sum(seconds) FROM items").fetchone()[0]
                rates[workers] = articles / (last - first)
                print(
                    f"{on:5} {workers} worker(s): exit code {code}, {seconds:6.1f} s in all, {rates[workers]:.2f} "
                    f"articles/s, {busy / articles:.2f} s an article"
                )
            else:
                print(f"{on:5} {workers} worker(s): exit code {code}, {seconds:6.1f} s in all")
    if ray:
        print("local and Ray the same:", all(tree(where / f"ray{n}") == tree(where / f"local{n}") for n in (1, 2)))
    print(f"2 workers / 1 worker: {rates[2] / rates[1]:.2f}")


def ceiling(where: Path, articles: int) -> None:
    """How many workers one parent can feed: simulated with a composer that takes no time, so that only hand-out,
    writing and journal are left."""
    generate(where / "in", articles, share_bad=0.0)
    for workers in (1, 2, 4):
        out = where / f"out{workers}"
        start(where / "in", "--out", out, "-j", workers, fast=True).wait()
        with sqlite3.connect(out / ".jianbao/journal.sqlite3") as db:
            first, last = db.execute("SELECT min(started), max(finished) FROM items").fetchone()
        print(f"{workers} workers: {articles / (last - first):.0f} articles/s through one parent")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("soak", "memory", "scaling", "ray", "ceiling"))
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    where = Path(tempfile.mkdtemp(prefix="jianbao-batch-"))
    try:
        match given.what:
            case "soak":
                soak(where, given.articles, given.kills, given.workers)
            case "memory":
                real_memory(where, given.articles, given.workers)
            case "ceiling":
                ceiling(where, given.articles)
            case _:
                scaling(where, given.articles, ray=given.what == "ray")
    finally:
        shutil.rmtree(where, ignore_errors=True)


if __name__ == "__main__":
    main()
