"""The page under load: visitors at once with mixed work, their answers looked at for errors and for each other's texts.

    python -m benchmarks.load [--visitors 20] [--minutes 5] [--model compact|press] [--seed 7]

Starts `demo.py` on a free port. Each visitor is told apart as a reverse proxy does it (X-Forwarded-For), asks one thing after the other,
drawn from `MIX`, and puts a figure of his own into every text: an answer that has another visitor's figure is a leak. Some calls are
never fetched, and some visitors leave while they wait. Times are from the call to its answer, waiting for a turn included.
A sentence that tells a visitor to come back later is an answer, and counted as "refused"; he asks again after `PAUSE_SECONDS`. Where the
minutes are over nobody asks anything more; what has no answer `GRACE_SECONDS` later is left, and counted as "open". So a run ends by
itself, however slow the model is, within START_SECONDS, the minutes and the grace (twice: once for the first call, which loads the model).
Memory is that of the server and its processes (proportional set size, so that what they share counts once), each ten seconds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MIX = {"check": 40, "summarize": 20, "translate": 18, "brief": 12, "leave": 5, "abandon": 5}
"""How often each kind of work is drawn, of a hundred."""
FIRST = 30_011
"""Figure of the first visitor; no example has it or the ones after it."""
START_SECONDS, ANSWER_SECONDS, GRACE_SECONDS, PAUSE_SECONDS = 300, 600, 60, 3


@dataclass(slots=True)
class Tally:
    """What came of one kind of work: seconds of each call, the sentences of those that were told to come back and of what went wrong, and
    how many had no answer when the time was over."""

    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    leaks: int = 0
    open: int = 0


class Visitor:
    """Asks one thing after the other until the time is over."""

    def __init__(
        self, port: int, number: int, texts: list[str], tallies: dict[str, Tally], *, model: str, seed: int
    ) -> None:
        self.port, self.number, self.texts, self.tallies, self.model = port, number, texts, tallies, model
        self.figure = FIRST + 7 * number
        self.draw = random.Random(seed * 1_000 + number)
        self.address = {"X-Forwarded-For": f"10.9.{number // 250}.{number % 250 + 1}"}
        self.over = threading.Event()
        self._line: http.client.HTTPConnection | None = None

    def leave(self) -> None:
        """Leave what has no answer yet."""
        self.over.set()
        with suppress(AttributeError, OSError):  # no line is open
            self._line.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]

    def until(self, end: float) -> None:
        while time.monotonic() < end and not self.over.is_set():
            kind = self.draw.choices(list(MIX), weights=list(MIX.values()))[0]
            tally = self.tallies[kind]
            began = time.monotonic()
            try:
                self._ask(kind, tally)
            except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
                if self.over.is_set():
                    tally.open += 1
                    return
                tally.errors.append(f"{type(error).__name__}: {error}"[:120])
                continue
            tally.seconds.append(time.monotonic() - began)

    def _ask(self, kind: str, tally: Tally) -> None:
        name = self.draw.choice(("brief", "translate")) if kind in ("leave", "abandon") else kind
        status, told = self._post(name, self._data(name))
        if status in (429, 503):
            tally.refused.append(str(told.get("detail", told)) if isinstance(told, dict) else str(told))
            self.over.wait(PAUSE_SECONDS)
            return
        if status != 200:
            raise ValueError(f"{status} {told}")
        if kind == "abandon":
            return
        with self._stream(f"/gradio_api/call/{name}/{told['event_id']}") as response:
            if kind == "leave":
                return
            event, data = _last(response)
        if event != "complete":
            raise ValueError(str(data))
        answer = json.dumps(data, ensure_ascii=False).replace(",", "")
        if any(str(FIRST + 7 * other) in answer for other in range(1_000) if other != self.number):
            tally.leaks += 1
        if kind in ("check", "translate") and str(self.figure) not in answer:
            raise ValueError(f"the answer is not of what was asked: {answer[:80]}")

    def _data(self, name: str) -> list[Any]:
        own = f"该项目占地{self.figure}亩，总投资近20亿元。"
        if name == "check":
            return [own, f"The project covers {self.figure:,} mu, with nearly 2 billion yuan invested.", ""]
        title, _, body = self.draw.choice(self.texts).partition("\n")
        if name == "translate":
            return [own + body.split("。", 1)[0].strip() + "。", "zh", "en", self.model, ""]
        text = f"{title}\n{own}\n{body}"
        return [text, 80, "zh"] if name == "summarize" else [text, 80, "extract", self.model, False, ""]

    def _post(self, name: str, data: list[Any]) -> tuple[int, Any]:
        with self._open() as line:
            headers = {"Content-Type": "application/json", **self.address}
            line.request("POST", f"/gradio_api/call/{name}", json.dumps({"data": data}).encode(), headers)
            response = line.getresponse()
            return response.status, json.loads(response.read())

    @contextmanager
    def _stream(self, path: str) -> Iterator[http.client.HTTPResponse]:
        with self._open() as line:
            line.request("GET", path, headers=self.address)
            yield line.getresponse()

    @contextmanager
    def _open(self) -> Iterator[http.client.HTTPConnection]:
        self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        try:
            self._line.connect()
            if self.over.is_set():
                raise ConnectionAbortedError("the time is over")
            yield self._line
        finally:
            self._line.close()


def _last(response: http.client.HTTPResponse) -> tuple[str, Any]:
    """Name and data of the event that ends an answer."""
    event = ""
    for raw in response:
        line = raw.decode("utf-8").strip()
        if line.startswith("event: "):
            event = line[7:]
        elif line.startswith("data: ") and event in ("complete", "error"):
            return event, json.loads(line[6:])
    raise ValueError("the answer broke off")


def parameters(port: int) -> list[str]:
    """The names of the parameters of /brief, in order: the order is the recipe's."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/gradio_api/info")
    known = json.loads(line.getresponse().read())["named_endpoints"]["/brief"]["parameters"]
    return [p["parameter_name"] for p in known]


@contextmanager
def server(model: str) -> Iterator[tuple[int, int]]:
    """Port and process id of a running demo."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "demo.py", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "JIANBAO_MODEL": model, "TMPDIR": folder},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            end = time.monotonic() + START_SECONDS
            while process.poll() is None and time.monotonic() < end:
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.5)
            yield port, process.pid
            said = (Path(folder) / "log").read_text("utf-8", "replace")
            if unforeseen := [line for line in said.splitlines() if "Error" in line]:
                print(f"the server noted {len(unforeseen)} errors, first: {unforeseen[0][:160]}")
        finally:
            process.terminate()
            asked = time.monotonic()
            try:
                process.wait(60)
                print(f"the server ended {time.monotonic() - asked:.1f} s after it was told to")
            except subprocess.TimeoutExpired:
                print("the server had not ended 60 s after it was told to")
                process.kill()


def memory(pid: int) -> int | None:
    """Bytes of a process and those that it has started, what they share counted once; None where the system does not tell."""
    tree, found = [pid], 0
    for process in tree:
        try:
            for task in Path(f"/proc/{process}/task").iterdir():
                tree += [int(child) for child in (task / "children").read_text().split()]
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        found += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
    return found or None


def _within(crowd: list[Visitor], end: float, look: Callable[[], object]) -> None:
    """Have visitors ask until an end of the clock, and leave a grace later; look: what is done meanwhile, each ten seconds."""
    threads = [threading.Thread(target=visitor.until, args=(end,)) for visitor in crowd]
    for thread in threads:
        thread.start()
    while alive := [thread for thread in threads if thread.is_alive()]:
        look()
        if time.monotonic() > end + GRACE_SECONDS:
            for visitor in crowd:
                visitor.leave()
        alive[0].join(min(10, max(0.5, end + GRACE_SECONDS - time.monotonic())))


def run(visitors: int, minutes: float, model: str, seed: int) -> bool:
    """Print the table; whether there was no error and no leak."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    tallies = {kind: Tally() for kind in MIX}
    weights: list[int] = []
    with server(model) as (port, pid):
        expected = ["text", "length", "strategy", "model", "full", "glossary", "wording"]
        if (named := parameters(port)) != expected:
            raise SystemExit(f"/brief has other parameters than this benchmark knows: {named}")
        first = Visitor(port, 999, texts, {kind: Tally() for kind in MIX}, model=model, seed=seed)
        _within([first], time.monotonic() + 1, lambda: None)
        end = time.monotonic() + minutes * 60
        crowd = [Visitor(port, n, texts, tallies, model=model, seed=seed) for n in range(visitors)]
        _within(crowd, end, lambda: weights.extend(found for found in [memory(pid)] if found))
    print(f"{visitors} visitors, {minutes:g} minutes, {model}")
    print(
        "| work | calls | median s | 95 of 100 s | refused | open | errors | another's text |\n|---|---|---|---|---|---|---|---|"
    )
    for kind, tally in tallies.items():
        times = sorted(tally.seconds) or [0.0]
        late = times[min(len(times) - 1, int(0.95 * len(times)))]
        print(
            f"| {kind} | {len(tally.seconds)} | {statistics.median(times):.2f} | {late:.2f} | {len(tally.refused)} | "
            f"{tally.open} | {len(tally.errors)} | {tally.leaks} |"
        )
    for kind, tally in tallies.items():
        for told in list(dict.fromkeys(tally.errors))[:3]:
            print(f"{kind}: {told}")
    refusals = [told for tally in tallies.values() for told in tally.refused]
    for told in list(dict.fromkeys(refusals))[:3]:
        print(f"refused: {told}")
    if weights:
        quarter = max(1, len(weights) // 4)
        means = [
            statistics.mean(weights[i : i + quarter]) / 1e6
            for i in range(0, quarter * 4, quarter)
            if weights[i : i + quarter]
        ]
        print(
            "memory, MB, mean of each quarter of the time:",
            ", ".join(f"{mean:.0f}" for mean in means),
            f"(highest {max(weights) / 1e6:.0f})",
        )
    return not any(tally.errors or tally.leaks for tally in tallies.values())


def main(arguments: list[str] | None = None, *, go: Callable[..., bool] = run) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--model", choices=("compact", "press"), default="compact")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args(arguments)
    return 0 if go(asked.visitors, asked.minutes, asked.model, asked.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
