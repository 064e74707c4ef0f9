"""Files of visitors: read into memory and deleted at once. Files for visitors: made when asked for, deleted soon after."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from jianbao.errors import InputError
from webdemo import limits


def take(path: str | Path) -> tuple[str, bytes]:
    """Name and content of an uploaded file, which is deleted whatever happens."""
    path = Path(path)
    try:
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            raise InputError(
                "webdemo.file_too_large", name=path.name, size=path.stat().st_size, limit=limits.MAX_FILE_BYTES
            )
        return path.name, path.read_bytes()
    except FileNotFoundError:
        raise InputError("webdemo.file_gone", name=path.name) from None
    finally:
        path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            path.parent.rmdir()


def give(name: str, data: bytes) -> str:
    """Path of a file for a download, in a folder whose name cannot be guessed."""
    folder = Path(tempfile.mkdtemp(prefix="brief-", dir=home()))
    path = folder / name
    path.write_bytes(data)
    return str(path)


def home() -> Path:
    """The demo's own folder, in which Gradio keeps its files too."""
    import os

    folder = Path(os.environ["GRADIO_TEMP_DIR"])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def sweep(*, older: float = limits.KEEP_SECONDS) -> int:
    """Delete files older than `older` seconds; how many were deleted."""
    import time

    gone = 0
    now = time.time()
    for path in sorted(home().rglob("*"), key=lambda p: -len(p.parts)):
        with contextlib.suppress(OSError):
            if path.is_file() and now - path.stat().st_mtime > older:
                path.unlink()
                gone += 1
            elif path.is_dir() and now - path.stat().st_mtime > older:
                path.rmdir()
    return gone


def keep_swept() -> None:
    """Sweep from now on, in the background."""
    import threading
    import time

    def work() -> None:
        while True:
            time.sleep(limits.KEEP_SECONDS / 4)
            sweep()

    threading.Thread(target=work, daemon=True, name="sweep").start()
