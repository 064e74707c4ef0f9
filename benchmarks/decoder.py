"""Tokens a second of the llama.cpp engine against llama.cpp itself, on the same prompts in one run.

    python -m benchmarks.decoder releases-dev.tsv [--rows 16] [--slots N] [--turns 2]

Raw: `xllamacpp.Server` called from as many threads as it has slots, with the same settings, no grammar, no probabilities, no stream.
Both decode as many tokens for a prompt as the engine's greedy answer has. Processor seconds count both processes of the engine; on a
machine that does other things as well they say more than seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jianbao import machine
from models import store
from models.engines.decoder import prompt
from models.engines.decoder.llama import LlamaEngine
from models.engines.protocols import GenerateOptions


@dataclass(frozen=True, slots=True)
class Run:
    """One way through all prompts."""

    name: str
    tokens: int
    seconds: float
    processor: float
    memory_mb: float

    def __str__(self) -> str:
        return (
            f"| {self.name} | {self.tokens} | {self.tokens / self.seconds:.2f} | {self.processor / self.tokens:.3f} | "
            f"{self.memory_mb:.0f} |"
        )


def raw(given: dict[str, Any]) -> dict[str, float]:
    """What the other process does: decode `limits[i]` tokens of `prompts[i]`, and count."""
    from models.engines.decoder.child import serve

    server = serve(given["settings"])

    def answer(i: int) -> int:
        body = {
            "prompt": given["prompts"][i],
            "max_tokens": given["limits"][i],
            "temperature": 0,
            "ignore_eos": True,
            "cache_prompt": False,
        }
        return int(server.handle_completions(body)["usage"]["completion_tokens"])

    before = time.process_time()
    began = time.perf_counter()
    with ThreadPoolExecutor(given["settings"]["slots"]) as pool:
        tokens = sum(pool.map(answer, range(len(given["prompts"]))))
    return {
        "tokens": tokens,
        "seconds": time.perf_counter() - began,
        "processor": time.process_time() - before,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def through_engine(engine: LlamaEngine, texts: list[str], limit: int) -> tuple[Run, list[int]]:
    """The engine's own way, and the tokens of each answer, the end token counted."""
    pid = engine.process.pid
    before = time.process_time() + _processor(pid)
    began = time.perf_counter()
    found = engine.generate(texts, options=GenerateOptions(max_tokens=limit))
    seconds = time.perf_counter() - began
    made = [each[0].tokens + each[0].complete for each in found]
    peak = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return Run(
        "engine", sum(made), seconds, time.process_time() + _processor(pid) - before, int(peak.split()[1]) / 1024
    ), made


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path, nargs="?", help="lines of `kind<TAB>zh<TAB>en`")
    parser.add_argument("--model", default="press", help="a GGUF model, or MODEL+ADAPTER")
    parser.add_argument("--rows", type=int, default=16)
    parser.add_argument("--slots", type=int, help="sentences side by side; the engine's own number where not given")
    parser.add_argument("--threads", type=int, default=machine.cores())
    parser.add_argument("--limit", type=int, default=48, help="most tokens of an answer")
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--raw", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.raw:
        print(json.dumps(raw(json.loads(sys.stdin.read()))))
        return
    cells = [line.split("\t") for line in given.sentences.read_text("utf-8").splitlines()]
    texts = [prompt.one_line(c[1]) for c in cells if len(c) == 3 and 20 <= len(c[1]) <= 120][: given.rows]
    found = store.locate(given.model)
    engine = LlamaEngine(
        found.file, model="press", adapter=found.adapter, trained=found.adapter is not None, threads=given.threads, slots=given.slots
    )  # fmt: skip
    prompts = [engine.prompt(text) for text in texts]
    print("| | tokens | tokens a second | processor seconds a token | memory, MB |\n|---|---|---|---|---|")
    for _ in range(given.turns):
        through, made = through_engine(engine, texts, given.limit)
        print(through, flush=True)
        for policy in ("PASSIVE", "ACTIVE"):
            settings = engine.settings() | {"host": "127.0.0.1", "key": "raw", "log": os.devnull}
            asked = json.dumps({"settings": settings, "prompts": prompts, "limits": made})
            other = subprocess.run(
                [sys.executable, "-m", "benchmarks.decoder", "--raw"], input=asked, text=True, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, check=True, env={**os.environ, "OMP_WAIT_POLICY": policy},
            )  # fmt: skip
            print(Run(f"raw, threads {policy.lower()}", **json.loads(other.stdout.splitlines()[-1])), flush=True)
    engine.close()


if __name__ == "__main__":
    main()
