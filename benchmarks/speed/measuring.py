"""An engine in a process of its own, its seconds and memory, and the file that keeps them."""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.speed.texts import ROOT
from benchmarks.speed.works import Work
from jianbao.machine import cores


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
        return float(statistics.median(run[name] for run in self.runs))


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
