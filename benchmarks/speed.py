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
import multiprocessing
import os
import platform
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from jianbao.machine import cores

ROOT = Path(__file__).parents[1]
BUNDLED = ROOT / "models" / "bundled"
BEAMS = 4
LIMIT = "CTranslate2, tokens ready (limit)"
Work = Callable[[], int]
"""Does the work of one repetition; words of English."""


def paragraphs() -> list[list[str]]:
    """Title and paragraphs of each example."""
    files = sorted((ROOT / "examples").glob("*.txt"))
    return [[line.strip() for line in f.read_text("utf-8").splitlines() if line.strip()] for f in files]


def articles(count: int, *, seed: int = 7, length: int = 6) -> list[str]:
    """Articles of a title and `length` paragraphs, no two sentences alike."""
    from jianbao.sentences import split

    rng = random.Random(seed)
    examples = paragraphs()
    pool = [p for e in examples for p in e[1:] if len(p) > 40]

    def varied(text: str) -> str:
        out = []
        for s in split(text):
            new = re.sub(r"(?<![\d.])[1-9]\d*(?![\d月日年时.])", lambda m: str(rng.randint(2, 9)) + m[0][1:], s.text)
            out.append(
                new
                if new != s.text
                else f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日{rng.randint(1, 23)}时，{s.text}"
            )
        return "".join(out)

    return ["\n".join([rng.choice(examples)[0], *(varied(p) for p in rng.sample(pool, length))]) for _ in range(count)]


def sentences(count: int) -> list[str]:
    from jianbao.sentences import split

    found = dict.fromkeys(s.text for a in articles(count) for s in split(a))
    return random.Random(3).sample(sorted(found), count)


def words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


# Engines: each makes its work, what is not to be measured (loading, tokens of the limit) done.


def transformers_model() -> tuple[Any, Any, Any]:
    import torch
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    torch.set_num_threads(cores())
    model = AutoModelForSeq2SeqLM.from_pretrained(BUNDLED, dtype=torch.float32).eval()
    return torch, AutoTokenizer.from_pretrained(BUNDLED), model


def transformers_texts(batch: Sequence[str], torch: Any, tokenizer: Any, model: Any) -> list[str]:
    inputs = tokenizer(list(batch), return_tensors="pt", padding=True)
    inputs.pop("token_type_ids", None)
    with torch.inference_mode():
        out = model.generate(**inputs, num_beams=BEAMS, max_new_tokens=min(200, 40 + 3 * inputs["input_ids"].shape[1]))
    return list(tokenizer.batch_decode(out, skip_special_tokens=True))


def loop(texts: Sequence[str]) -> Work:
    loaded = transformers_model()
    return lambda: words([transformers_texts([text], *loaded)[0] for text in texts])


def sorted_batches(texts: Sequence[str], size: int = 32) -> Work:
    loaded = transformers_model()

    def work() -> int:
        order = sorted(texts, key=len, reverse=True)
        return sum(words(transformers_texts(order[at : at + size], *loaded)) for at in range(0, len(order), size))

    return work


def limit(texts: Sequence[str]) -> Work:
    """As fast as CTranslate2 can be made to go: several layouts of threads and batches are tried, and the fastest is taken."""
    import ctranslate2

    from models import load_engine

    engine: Any = load_engine()
    tokens = sorted((engine._words(ids) for ids in engine.source_ids(texts)), key=len, reverse=True)
    device = "cpu" if engine.name.count("-") == 1 else "cuda"
    available = cores()
    best: tuple[float, Any, int] | None = None
    for workers, threads in dict.fromkeys([(available, 1), (1, available)]):
        translator = ctranslate2.Translator(
            str(engine._folder),
            device=device,
            compute_type=engine.name.split("-")[1],
            inter_threads=workers if device == "cpu" else 1,
            intra_threads=threads,
        )
        for size in (512, 1024, 4096):
            began = time.perf_counter()
            translator.translate_batch(tokens, max_batch_size=size, batch_type="tokens", beam_size=BEAMS)
            seconds = time.perf_counter() - began
            if best is None or seconds < best[0]:
                best = seconds, translator, size
    assert best is not None
    _, translator, size = best

    def work() -> int:
        done = translator.translate_batch(tokens, max_batch_size=size, batch_type="tokens", beam_size=BEAMS)
        return sum(len("".join(r.hypotheses[0]).replace("▁", " ").split()) for r in done)

    return work


def ours(texts: Sequence[str], *, check: bool) -> Work:
    from models import load_engine
    from translate.translation import TranslateOptions
    from translate.translator import Translator

    translator = Translator(load_engine(mode="throughput"), options=TranslateOptions(beams=BEAMS, check=check))
    return lambda: words([t.text for t in translator.translate(translator.document(texts))])


def without_checks(texts: Sequence[str]) -> Work:
    return ours(texts, check=False)


def with_checks(texts: Sequence[str]) -> Work:
    return ours(texts, check=True)


def brief(texts: Sequence[str], length: int = 120) -> Work:
    """Whole briefs of whole articles, a batch together. Words are those of the briefs. Dictionaries are read beforehand."""
    from brief.loading import load_composer
    from brief.render.formats import render
    from reading.article import from_text

    composer = load_composer(length=length)
    composer.compose(from_text(texts[0]))

    def work() -> int:
        count = 0
        for made in composer.compose_many(from_text(text) for text in texts):
            render(made, "md")
            count += words([made.headline, *(p.english for p in made.points)])
        return count

    return work


ENGINES: dict[str, Callable[[Sequence[str]], Work]] = {
    "transformers, a sentence at a time": loop,
    "transformers, sorted batches of 32": sorted_batches,
    LIMIT: limit,
    "ours, without checks": without_checks,
    "ours, with checks": with_checks,
}
SLOW = frozenset(list(ENGINES)[:2])


def generate(texts: Sequence[str], **options: Any) -> Work:
    """One engine with other options: compute, beams, batch_tokens."""
    return lambda: words(generated(texts, **options))


_ENGINES: dict[str, Any] = {}


def generated(
    texts: Sequence[str], *, compute: str = "auto", beams: int = BEAMS, batch_tokens: int | None = None
) -> list[str]:
    from models import GenerateOptions, load_engine

    engine = _ENGINES.setdefault(compute, load_engine(compute=compute, mode="throughput"))
    done = engine.generate(texts, options=GenerateOptions(beams=beams, batch_tokens=batch_tokens))
    return [hypotheses[0].text for hypotheses in done]


# Processes and measuring


def peak() -> int:
    """Peak resident bytes of this process. VmHWM where there is one: ru_maxrss is inherited from the process that started this one."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    except OSError:
        found = None
    if found:
        return int(found.group(1)) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def serve(pipe: Any, make: Callable[..., Work], texts: Sequence[str], gpu: bool) -> None:
    """A process of one engine: one repetition for each message, until None."""
    if not gpu:
        os.environ["CUDA_VISIBLE_DEVICES"] = ""
    work = make(texts)
    pipe.send("ready")
    while pipe.recv():
        began, cpu = time.perf_counter(), time.process_time()
        count = work()
        pipe.send(
            {"wall": time.perf_counter() - began, "cpu": time.process_time() - cpu, "words": count, "memory": peak()}
        )


class Served:
    """An engine in a process of its own."""

    def __init__(self, make: Callable[..., Work], texts: Sequence[str], *, gpu: bool = False) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, make, texts, gpu), daemon=True)
        self.process.start()
        theirs.close()
        self.pipe.recv()
        self.runs: list[dict[str, Any]] = []

    def run(self, *, keep: bool = True) -> None:
        self.pipe.send(True)
        result = self.pipe.recv()
        if keep:
            self.runs.append(result)

    def close(self) -> None:
        self.pipe.send(None)
        self.process.join()

    def median(self, name: str) -> float:
        return statistics.median(run[name] for run in self.runs)


class Recorder:
    """Prints, and appends to a file of JSON lines what a plot or a later reader needs."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        commit = subprocess.run(
            ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True
        ).stdout.strip()
        self.run = {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "commit": commit, "machine": machine()}

    def keep(self, part: str, **values: Any) -> None:
        if self.path:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({**self.run, "part": part, **values}, ensure_ascii=False) + "\n")


def machine() -> dict[str, Any]:
    try:
        names = re.findall(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        names = []
    available = cores()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    packages = {name: metadata.version(name) for name in ("ctranslate2", "torch", "transformers", "numpy")}
    return {
        "cpu": names[0] if names else platform.processor(),
        "cores": available,
        "load": load,
        "python": platform.python_version(),
        **packages,
    }


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
