"""Speed, memory and what int8 costs: every engine in one run, on the same texts, in turns.

    python -m benchmarks.speed [--parts engines,articles,quality,batch,cold] [--sentences 48] [--repeat 5] [--slow-repeat 5]
                               [--articles 1,10,100,1000] [--sides NAME.zh] [--rows 200] [--record docs/speed.jsonl]

engines: one table, the same sentences for all: a sentence-by-sentence transformers loop; batches sorted by length
with transformers (what EasyNMT
    does); CTranslate2 on tokens made beforehand, sorted by length, on every core (the limit); ours without checks and
    with; the briefs that the sentences' articles get. Medians of repetitions in turns, as ratios of wall and of CPU
    time (the latter says more on a busy machine).
articles: seconds an article and peak memory of a batch of 1, 10, 100, 1000. It must not grow.
quality: BLEU and chrF of int8 beside float32, by beams, on NAME.zh of --sides (skipped without it).
batch: words a second by tokens in a batch. cold: whole processes, from outside.

Every engine lives in a process of its own, which reports its own peak memory. Threads that wait sleep (OMP_WAIT_POLICY=PASSIVE, unless set
otherwise): on a busy machine spinning makes the transformers rows three to ten times slower, and flatters ours.
Articles are paragraphs of examples/ drawn at random, with figures changed and a date put before sentences that have
none, so that no sentence comes twice: identical ones are translated once, which would flatter.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.speed.measuring import Recorder, Served
from benchmarks.speed.texts import ROOT, articles, sentences, words
from benchmarks.speed.works import BEAMS, ENGINES, LIMIT, SLOW, brief, generated, with_checks, without_checks


def engines(args: argparse.Namespace, record: Recorder) -> None:
    texts = sentences(args.sentences)
    rows = {name: Served(make, texts) for name, make in ENGINES.items()}
    if gpu_present():
        rows["ours, without checks, GPU"] = Served(without_checks, texts, gpu=True)
        rows["ours, with checks, GPU"] = Served(with_checks, texts, gpu=True)
    else:
        print("No GPU here: its rows are left out.")
    for name, row in rows.items():  # the first call of an engine pays for more than its work
        if name not in SLOW:
            row.run(keep=False)
    for turn in range(args.repeat):
        for name, row in rows.items():
            if name not in SLOW or turn < args.slow_repeat:
                row.run()
    for row in rows.values():
        row.close()
    table(rows, args, record, "engines", len(texts))
    batch = articles(args.brief_articles)
    row = Served(partial(brief, length=args.length), batch)
    for _ in range(args.repeat):
        row.run()
    row.close()
    print(
        f"{'end-to-end brief':<38}{row.median('words') / row.median('wall'):>9.0f}{row.median('words') / row.median('cpu'):>9.0f}"
        f"{'':>30}{row.median('memory') / 1e6:>9.0f}   {row.median('wall') / len(batch):.2f} s an article, "
        f"{row.median('cpu') / len(batch):.2f} s of CPU"
    )
    record.keep("brief", engine="end-to-end brief", articles=len(batch), runs=row.runs)


def table(rows: dict[str, Served], args: argparse.Namespace, record: Recorder, part: str, count: int) -> None:
    base, best = rows[next(iter(ENGINES))], rows[LIMIT]
    said = best.median("words")  # the same for all: a ratio of speeds is one of times
    print(
        f"\n{count} sentences, {said:.0f} English words, beam {BEAMS}, medians of {args.repeat} repetitions in turns "
        f"({args.slow_repeat} of the slow ones)"
    )
    print(f"{'':<38}{'words/s':>9}{'/CPU s':>9}{'x loop':>9}{'CPU':>6}{'of limit':>9}{'CPU':>6}{'peak MB':>9}")
    for name, row in rows.items():
        wall, cpu = row.median("wall"), row.median("cpu")
        print(
            f"{name:<38}{said / wall:>9.0f}{said / cpu:>9.0f}{base.median('wall') / wall:>9.1f}{base.median('cpu') / cpu:>6.1f}"
            f"{best.median('wall') / wall:>9.2f}{best.median('cpu') / cpu:>6.2f}{row.median('memory') / 1e6:>9.0f}",
            flush=True,
        )
        record.keep(part, engine=name, sentences=count, words=said, runs=row.runs)


def gpu_present() -> bool:
    import ctranslate2

    return bool(ctranslate2.get_cuda_device_count())


def batches_of_articles(args: argparse.Namespace, record: Recorder) -> None:
    print(f"\nBriefs of {args.length} words, a batch together, each size in a new process")
    print(f"{'articles':>9}{'s/article':>11}{'CPU s':>9}{'to 10':>8}{'peak MB':>9}")
    first: float | None = None
    for count in args.articles:
        row = Served(partial(brief, length=args.length), articles(count))
        for _ in range(max(1, min(args.repeat, 50 // count))):
            row.run()
        row.close()
        cpu = row.median("cpu") / count
        first = cpu if count == 10 else first
        ratio = f"{cpu / first:.2f}" if first else ""
        print(
            f"{count:>9,}{row.median('wall') / count:>11.3f}{cpu:>9.3f}{ratio:>8}{row.median('memory') / 1e6:>9.0f}",
            flush=True,
        )
        record.keep("articles", articles=count, runs=row.runs)


def quality(args: argparse.Namespace, record: Recorder) -> None:
    if args.sides is None:
        print("\nquality is left out: no --sides.")
        return
    import sacrebleu

    zh, en = (args.sides.with_suffix(k).read_text("utf-8").splitlines()[: args.rows] for k in (".zh", ".en"))
    print(f"\n{args.sides.stem}, {len(zh)} sentences{'':<3}{'BLEU':>7}{'chrF':>7}{'words/s of CPU':>16}")
    for beams in args.beams:
        for compute in ("float32", "int8"):
            generated(zh[:2], compute=compute, beams=beams)
            began, cpu = time.perf_counter(), time.process_time()
            out = generated(zh, compute=compute, beams=beams)
            wall, cpu = time.perf_counter() - began, time.process_time() - cpu
            bleu, chrf = sacrebleu.corpus_bleu(out, [en]).score, sacrebleu.corpus_chrf(out, [en]).score
            print(
                f"{compute + ', beam ' + str(beams):<30}{bleu:>7.2f}{chrf:>7.2f}{words(out) / cpu:>16.0f}", flush=True
            )
            record.keep(
                "quality",
                compute=compute,
                beams=beams,
                sentences=len(zh),
                bleu=bleu,
                chrf=chrf,
                words=words(out),
                wall=wall,
                cpu=cpu,
            )


def batch_sizes(args: argparse.Namespace, record: Recorder) -> None:
    texts = sentences(max(args.sentences, 96))
    print(f"\n{len(texts)} sentences: tokens in a batch{'words/s':>9}{'of CPU':>9}")
    runs: dict[int, list[tuple[float, float, int]]] = {size: [] for size in args.batch_tokens}
    generated(texts[:4])
    for _ in range(min(args.repeat, 3)):
        for size in args.batch_tokens:
            began, cpu = time.perf_counter(), time.process_time()
            count = words(generated(texts, batch_tokens=size))
            runs[size].append((time.perf_counter() - began, time.process_time() - cpu, count))
    for size, rows in runs.items():
        wall, cpu = (statistics.median(r[k] for r in rows) for k in (0, 1))
        print(f"{size:>31,}{rows[0][2] / wall:>9.0f}{rows[0][2] / cpu:>9.0f}", flush=True)
        record.keep("batch", tokens=size, sentences=len(texts), words=rows[0][2], wall=wall, cpu=cpu)


def cold(args: argparse.Namespace, record: Recorder) -> None:
    """Whole processes: what the person at the keyboard waits for, and the most memory that the system gave them."""
    given = [args.article] if args.article else [ROOT / "examples" / "local-government.txt"]
    commands = {"jianbao --help": ["--help"], "jianbao brief, first of a process": ["brief", str(given[0]), "-q"]}
    print(f"\n{'whole process':<38}{'seconds':>9}{'CPU s':>9}{'peak MB':>9}")
    for name, arguments in commands.items():
        runs = []
        for _ in range(args.repeat):
            with tempfile.TemporaryFile() as out:
                began = time.perf_counter()
                process = subprocess.Popen(
                    [sys.executable, "-m", "brief.cli", *arguments], cwd=ROOT, stdout=out, stderr=out
                )
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                runs.append(
                    {
                        "wall": time.perf_counter() - began,
                        "cpu": usage.ru_utime + usage.ru_stime,
                        "memory": usage.ru_maxrss * 1024,
                    }
                )
                if process.returncode:
                    raise SystemExit(f"{name} failed")
        wall, cpu, memory = (statistics.median(run[k] for run in runs) for k in ("wall", "cpu", "memory"))
        print(f"{name:<38}{wall:>9.2f}{cpu:>9.2f}{memory / 1e6:>9.0f}", flush=True)
        record.keep("cold", command=name, runs=runs)


PARTS = {"cold": cold, "engines": engines, "articles": batches_of_articles, "batch": batch_sizes, "quality": quality}


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--sentences", type=int, default=48, help="sentences for the engines")
    parser.add_argument("--repeat", type=int, default=5, help="repetitions of each engine, in turns")
    parser.add_argument("--slow-repeat", type=int, default=5, help="repetitions of the transformers rows")
    parser.add_argument("--brief-articles", type=int, default=10, help="articles of the end-to-end row")
    parser.add_argument("--length", type=int, default=120, help="words of a brief")
    parser.add_argument("--articles", type=numbers, default=[1, 10, 100, 1000], help="sizes of batches, with commas")
    parser.add_argument("--sides", type=Path, help="NAME.zh with NAME.en beside it, a sentence a line, for quality")
    parser.add_argument("--rows", type=int, default=997, help="sentences of --sides")
    parser.add_argument("--beams", type=numbers, default=[1, 2, 4], help="beams for quality, with commas")
    parser.add_argument("--batch-tokens", type=numbers, default=[128, 256, 512, 1024, 2048, 4096], help="with commas")
    parser.add_argument("--article", type=Path, help="press release for the cold start")
    parser.add_argument("--record", type=Path, help="append JSON lines to this file, for benchmarks/plots.py")
    args = parser.parse_args()
    wanted = args.parts.split(",")
    if unknown := [name for name in wanted if name not in PARTS]:
        parser.error(f"there is no part {unknown[0]}; there is: {', '.join(PARTS)}")
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    record = Recorder(args.record)
    print(json.dumps(record.run))
    for name, part in PARTS.items():
        if name in wanted:
            part(args, record)


if __name__ == "__main__":
    main()
