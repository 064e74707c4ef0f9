"""The parent's side of the child process: start it, ask it, see it die or hang, start it again."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import IO, Any

from jianbao.errors import ModelError
from models.engines.decoder.complaints import complaint

CHILD = Path(__file__).with_name("child.py")
LOAD_SECONDS = 600.0
"""The longest that a model takes to load: a file of ten gigabytes from a slow disk."""
SHORT_SECONDS = 60.0
"""For what needs no decoding: tokens of a text, properties."""
DEATHS = 3
"""So many deaths with no answer between them, and the engine gives up."""


class Loss(StrEnum):
    """How a process was lost."""

    CRASH = "crash"
    HANG = "hang"


class LostError(Exception):
    """The process ended, or was ended. asked: whether the question had reached it, and may be what ended it."""

    def __init__(self, loss: Loss, generation: int, *, asked: bool = True) -> None:
        super().__init__(loss.value)
        self.loss = loss
        self.generation = generation
        self.asked = asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the child is started with.

    context: tokens of one slot, prompt and answer. batch: prompt tokens computed at once. cache: type of the stored keys and values.
    flash: whether flash attention may be used. adapters: paths and scales. verbosity: of llama.cpp's log (1: errors).
    """

    model: str
    adapters: tuple[tuple[str, float], ...] = ()
    threads: int = 1
    slots: int = 4
    context: int = 1024
    batch: int = 512
    cache: str = "f16"
    flash: bool = True
    verbosity: int = 1


class Process:
    """llama.cpp in a process of its own.

    patience: seconds without a sign of life from any slot, while one is asked, after which the process counts as hung and is killed.
    Every call raises LostError where the process ends meanwhile; `revive` then starts it again. Safe to use from several threads.
    """

    def __init__(self, settings: Settings, *, patience: float = 120.0) -> None:
        self.settings = settings
        self.patience = patience
        self.generation = 0
        self._deaths = 0
        self._lock = threading.Lock()
        self._asked = 0
        self._watching = False
        self._sign = time.monotonic()
        self._hung: set[int] = set()
        self._closed = False
        self._child: subprocess.Popen[bytes] | None = None
        self._end: weakref.finalize[..., Process] | None = None
        self._key = ""
        self._address: str | tuple[str, int] = ""
        with self._lock:
            self._start()

    @property
    def pid(self) -> int:
        assert self._child is not None
        return self._child.pid

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """The JSON answer of the server to a question that needs no decoding. Raises ModelError where it refuses."""
        with self._connection(SHORT_SECONDS) as (connection, generation), self._losses(generation):
            return _json(_send(connection, path, body, self._key))

    def stream(
        self, path: str, body: dict[str, Any], *, opened: Callable[[socket.socket], None] = lambda _: None
    ) -> Generator[dict[str, Any], None, None]:
        """The events of an answer as it is made. Closing the iterator ends the decoding.

        opened: is given the socket, so that another thread may shut it down: the iterator then ends early.
        """
        with self._connection(None) as (connection, generation), self._losses(generation), self._watched():
            assert connection.sock is not None
            opened(connection.sock)
            response = _send(connection, path, body, self._key)
            if response.status != 200:
                _json(response)
            whole = False
            for line in response:
                self._sign = time.monotonic()
                if not line.startswith(b"data: ") or line.startswith(b"data: [DONE]"):
                    continue
                event = json.loads(line[6:])
                if "error" in event:
                    raise _refused(500, event)
                self._deaths, whole = 0, bool(event.get("stop"))
                yield event
            if not whole:  # http.client takes a connection that breaks off for the end
                raise LostError(self.lost(generation) or Loss.CRASH, generation)

    def lost(self, generation: int) -> Loss | None:
        """How the process of a generation was lost; None where it lives."""
        if generation in self._hung:
            return Loss.HANG
        alive = generation == self.generation and self._child is not None and self._child.poll() is None
        return None if alive else Loss.CRASH

    def revive(self, generation: int) -> None:
        """Start the process again, unless that was done since `generation`. Raises ModelError where it keeps dying."""
        with self._lock:
            if self._closed or self.generation != generation:
                return
            self._deaths += 1
            if self._deaths > DEATHS:
                raise ModelError("models.process_lost", model=Path(self.settings.model).name, times=self._deaths)
            self._stop()
            self._start()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._stop()

    # The process

    def _start(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="jianbao-"))  # only this user may enter it
        log = folder / "log"
        self._key = secrets.token_hex(16)
        unix = hasattr(socket, "AF_UNIX") and os.name != "nt"
        settings = asdict(self.settings) | {
            "host": str(folder / "llama.sock") if unix else "127.0.0.1",
            "key": self._key,
            "log": str(log),
        }
        # Threads that wait for each other spin for some microseconds, then sleep. With another program on the cores, spinning on decodes
        # ten times slower; on idle ones, sleeping at once takes a quarter more time (benchmarks/decoder.py).
        environment = {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "2000", **os.environ}
        self._child = subprocess.Popen(
            [sys.executable, "-P", str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
        self._end = weakref.finalize(self, _discard, self._child, folder, os.getpid())
        assert self._child.stdin is not None and self._child.stdout is not None
        with contextlib.suppress(OSError):
            self._child.stdin.write(json.dumps(settings).encode() + b"\n")
            self._child.stdin.flush()
        told = _first_line(self._child.stdout, LOAD_SECONDS)
        if "address" not in told:
            otherwise = str(told.get("error", "")) or f"exit status {self._child.poll()}"
            error = complaint(log, Path(self.settings.model), otherwise=otherwise)
            self._stop()
            raise error
        self._address = _address(str(told["address"]))
        self.generation += 1

    def _stop(self) -> None:
        if self._end is not None:
            self._end()
        self._child = self._end = None

    # Questions

    @contextlib.contextmanager
    def _connection(self, timeout: float | None) -> Iterator[tuple[HTTPConnection, int]]:
        with self._lock:
            if self._closed:
                raise ModelError("models.engine_closed", model=Path(self.settings.model).name)
            address, generation = self._address, self.generation
        connection = _Socket(address, timeout)
        try:
            try:
                connection.connect()
            except OSError:
                raise LostError(self.lost(generation) or Loss.CRASH, generation, asked=False) from None
            yield connection, generation
        finally:
            connection.close()

    @contextlib.contextmanager
    def _losses(self, generation: int) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            self._kill_hung(generation)
            raise LostError(Loss.HANG, generation) from None
        except (OSError, HTTPException, ValueError) as error:
            raise LostError(self.lost(generation) or Loss.CRASH, generation) from error

    @contextlib.contextmanager
    def _watched(self) -> Iterator[None]:
        """Count a question, and see to it that somebody watches while one is open."""
        with self._lock:
            self._asked += 1
            if self._asked == 1:
                self._sign = time.monotonic()
            if not self._watching:
                self._watching = True
                threading.Thread(target=self._watch, name="jianbao-watchdog", daemon=True).start()
        try:
            yield
        finally:
            with self._lock:
                self._asked -= 1

    def _watch(self) -> None:
        while True:
            with self._lock:
                if not self._asked or self._closed:
                    self._watching = False
                    return
                generation, silent = self.generation, time.monotonic() - self._sign
            if silent > self.patience:
                self._kill_hung(generation)
                self._sign = time.monotonic()
            time.sleep(min(1.0, self.patience / 4))

    def _kill_hung(self, generation: int) -> None:
        with self._lock:
            if self.generation == generation and self._child is not None and self._child.poll() is None:
                self._hung.add(generation)
                self._child.kill()


def _discard(child: subprocess.Popen[bytes], folder: Path, owner: int) -> None:
    """End a child and remove its folder; at the latest when the interpreter ends. A fork of the owner leaves both alone."""
    if os.getpid() != owner:
        return
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    shutil.rmtree(folder, ignore_errors=True)


class _Socket(HTTPConnection):
    """HTTP over a Unix socket, or over the loopback where there are none."""

    def __init__(self, address: str | tuple[str, int], timeout: float | None) -> None:
        super().__init__("localhost")
        self._address = address
        self._seconds = timeout

    def connect(self) -> None:
        if isinstance(self._address, str):
            self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.sock.settimeout(self._seconds)
            self.sock.connect(self._address)
        else:
            self.sock = socket.create_connection(self._address, self._seconds)


def _address(told: str) -> str | tuple[str, int]:
    scheme, _, rest = told.partition("://")
    if scheme == "unix":
        return rest
    host, _, port = rest.rstrip("/").rpartition(":")
    return host, int(port)


def _send(connection: HTTPConnection, path: str, body: dict[str, Any] | None, key: str) -> HTTPResponse:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    if body is None:
        connection.request("GET", path, headers=headers)
    else:
        connection.request("POST", path, json.dumps(body), headers)
    return connection.getresponse()


def _json(response: HTTPResponse) -> Any:
    answer = json.loads(response.read())
    if response.status != 200:
        raise _refused(response.status, answer)
    return answer


def _refused(status: int, answer: Any) -> ModelError:
    error = answer.get("error") if isinstance(answer, dict) else None
    reason = error.get("message", "") if isinstance(error, dict) else error
    return ModelError("models.server_refused", status=status, reason=reason or "")


def _first_line(pipe: IO[bytes], seconds: float) -> dict[str, Any]:
    """The child's one line; empty where it ends or takes too long."""
    lines: list[bytes] = []
    reader = threading.Thread(target=lambda: lines.append(pipe.readline()), daemon=True)
    reader.start()
    reader.join(seconds)
    try:
        return dict(json.loads(lines[0])) if lines else {}
    except ValueError:
        return {}
