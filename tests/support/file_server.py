"""A hub of one file on this machine, which breaks off, lies or knows no ranges where a test says so."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "0123456789abcdef0123456789abcdef01234567"


class FileServer:
    """Serves `data` under every path. asked: the ranges of the requests for bytes, in order ("" for none).

    breaks: bytes after which each of the first requests is cut off, one number a request. sum: what the headers say.
    """

    def __init__(self, data: bytes, *, breaks: tuple[int, ...] = (), ranges: bool = True, status: int = 200) -> None:
        self.data, self.ranges, self.status = data, ranges, status
        self.breaks = list(breaks)
        self.sum = hashlib.sha256(data).hexdigest()
        self.size = len(data)
        self.asked: list[str] = []
        self.address = ""


@contextmanager
def file_server(files: FileServer) -> Iterator[FileServer]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments: object) -> None: ...

        def do_HEAD(self) -> None:
            self.send_response(files.status)
            for name, value in (
                ("X-Repo-Commit", COMMIT), ("X-Linked-Etag", f'"{files.sum}"'), ("X-Linked-Size", str(files.size)),
                ("Content-Length", str(files.size)),
            ):  # fmt: skip
                self.send_header(name, value)
            self.end_headers()

        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            if "/resolve/" in self.path:  # the hub's library has questions of its own
                files.asked.append(wanted)
            start = int(wanted.removeprefix("bytes=").rstrip("-") or 0) if files.ranges and wanted else 0
            body = files.data[start:]
            self.send_response(206 if files.ranges and wanted else 200)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body[: files.breaks.pop(0)] if files.breaks else body)
            self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    files.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield files
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
