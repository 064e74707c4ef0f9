"""Servers for the endpoint engine: llama.cpp's own on a tiny model, and a scripted one that answers as it is told."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CHILD = Path(__file__).parents[2] / "models/engines/decoder/child.py"
KEY = "a key"


@contextmanager
def llama_server(model: Path, log: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """llama.cpp's HTTP server on a free port of this machine: its address with /v1, and its process. It wants KEY."""
    settings = {
        "model": str(model), "adapters": [], "threads": 1, "slots": 2, "context": 1024, "batch": 512, "cache": "f16",
        "flash": True, "verbosity": 1, "host": "127.0.0.1", "key": KEY, "log": str(log),
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-P", str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(json.dumps(settings) + "\n")
    process.stdin.flush()
    try:
        yield json.loads(process.stdout.readline())["address"].rstrip("/") + "/v1", process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


Answer = tuple[int, dict[str, str], bytes]


def said(text: str, *, reason: str = "stop", **message: Any) -> Answer:
    choice = {"message": {"role": "assistant", "content": text, **message}, "finish_reason": reason}
    return 200, {}, json.dumps({"choices": [choice], "usage": {"completion_tokens": 3}}).encode()


def refused(status: int, reason: str, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, named, json.dumps({"error": {"message": reason}}).encode()


@contextmanager
def scripted(
    answer: Callable[[int, dict[str, Any]], Answer | None],
) -> Iterator[tuple[str, list[tuple[dict[str, str], dict[str, Any]]]]]:
    """A server whose n-th request gets `answer(n, body)`, None breaking it off: its address, and what was asked with what headers."""
    asked: list[tuple[dict[str, str], dict[str, Any]]] = []
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                number = len(asked)
                asked.append((dict(self.headers), {"path": self.path, **body}))
            found = answer(number, body)
            if found is None:
                self.connection.close()
                return
            status, headers, data = found
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", asked
    finally:
        server.shutdown()
        server.server_close()
