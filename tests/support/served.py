"""The demo as a visitor meets it: a process of its own, on a port of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


START_SECONDS = 420
"""A start takes ten seconds on idle cores, and minutes beside other work; a server that has ended is not waited for."""


@dataclass(frozen=True, slots=True)
class Served:
    """Address of a running demo, the folder it may write to, its process id and what it prints."""

    url: str
    folder: Path
    pid: int
    log: Path


@contextmanager
def served(folder: Path, *options: str, program: Sequence[str] = ("demo.py",), **environment: str) -> Iterator[Served]:
    """Start `python demo.py`, or another program, and end it afterwards. folder: becomes its directory for temporary files."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder.parent / f"{folder.name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *program, "--port", str(port), *options],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1", **environment},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        url = f"http://127.0.0.1:{port}"
        try:
            _wait(url, process, log)
            yield Served(url, folder, process.pid, log)
        finally:
            process.terminate()
            process.wait(timeout=120)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(f"the demo did not start:\n{log.read_text('utf-8', errors='replace')[-2000:]}")


def memory(pid: int) -> int:
    """Resident bytes of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError(f"process {pid} has no VmRSS")


def get(url: str, data: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    """Status and body of an answer."""
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def call(demo: Served, name: str, data: list[Any], **headers: str) -> tuple[str, Any]:
    """Event and data of a call as curl makes it."""
    status, body = get(f"{demo.url}/gradio_api/call/{name}", json.dumps({"data": data}).encode(), **headers)
    assert status == 200, body
    _, told = get(f"{demo.url}/gradio_api/call/{name}/{json.loads(body)['event_id']}")
    last = told.decode().strip().split("\n\n")[-1]
    event, _, rest = last.partition("\n")
    return event.removeprefix("event: "), json.loads(rest.removeprefix("data: "))
