"""Files of visitors: read into memory and deleted at once, or kept for their visitor alone; the demo's own folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jianbao.errors import InputError
from webdemo import limits
from webdemo.gate.ledger import BEGUN, Ledger
from webdemo.gate.visitors import LANGUAGE

PREFIX = "jianbao-demo-"
"""Of the demo's folder; its process id follows."""
KEPT = "kept"


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


@dataclass(slots=True)
class Shelf:
    """The files of one visitor, kept so that they can be run again: name and place of each."""

    files: list[tuple[str, Path]] = field(default_factory=list)
    used: float = field(default_factory=time.monotonic)


class Shelves:
    """The shelf of each browser session."""

    def __init__(self) -> None:
        self._shelves: dict[str, Shelf] = {}
        self._lock = threading.Lock()

    def put(self, session: str, paths: Sequence[str | Path]) -> list[InputError]:
        """Take uploaded files and keep them; why some are not kept."""
        problems = []
        for path in paths:
            try:
                self._put(session, *take(path))
            except InputError as error:
                problems.append(error)
        return problems

    def _put(self, session: str, name: str, data: bytes) -> None:
        with self._lock:
            shelf = self._shelves.setdefault(session, Shelf())
            shelf.used = time.monotonic()
            if len(shelf.files) >= limits.MAX_FILES:
                raise InputError("webdemo.too_many_files", files=len(shelf.files) + 1, limit=limits.MAX_FILES)
            size = len(data) + sum(place.stat().st_size for _, place in shelf.files if place.exists())
            if size > limits.MAX_VISITOR_BYTES:
                raise InputError("webdemo.visitor_full", name=name, size=size, limit=limits.MAX_VISITOR_BYTES)
            folder = home() / KEPT
            folder.mkdir(exist_ok=True, mode=0o700)
            handle, place = tempfile.mkstemp(dir=folder)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            shelf.files.append((name, Path(place)))

    def names(self, session: str) -> list[str]:
        """The names of a visitor's files, in order, which are used by that."""
        with self._lock:
            shelf = self._shelves.get(session, Shelf())
            shelf.used = time.monotonic()
            return [name for name, _ in shelf.files]

    def read(self, session: str, number: int) -> tuple[str, bytes]:
        """Name and content of a visitor's file. Raises InputError where it is no longer here."""
        with self._lock:
            shelf = self._shelves.get(session, Shelf())
            shelf.used = time.monotonic()
            files = list(shelf.files)
        name, place = files[number] if number < len(files) else ("", Path())
        try:
            return name, place.read_bytes()
        except OSError:
            raise InputError("webdemo.file_gone", name=name) from None

    def leave(self, session: str) -> None:
        """The visitor has closed the page, or opens it anew: their files go soon, unless they are used again."""
        with self._lock:
            if shelf := self._shelves.get(session):
                shelf.used = min(shelf.used, time.monotonic() - limits.SHELF_SECONDS + limits.LEFT_SECONDS)

    def clear(self, session: str) -> None:
        """Delete a visitor's files."""
        with self._lock:
            shelf = self._shelves.pop(session, Shelf())
        for _, place in shelf.files:
            place.unlink(missing_ok=True)

    def sweep(self, *, older: float = limits.SHELF_SECONDS) -> None:
        """Delete the files of those who have not used them for `older` seconds."""
        now = time.monotonic()
        with self._lock:
            old = [session for session, shelf in self._shelves.items() if now - shelf.used > older]
        for session in old:
            self.clear(session)


SHELVES = Shelves()
"""The one of this server."""


def home() -> Path:
    """The demo's own folder, in which Gradio keeps its files too."""
    folder = Path(os.environ["GRADIO_TEMP_DIR"])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def held() -> tuple[int, int]:
    """Bytes and number of all files that lie here."""
    sizes = []
    for path in home().rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file():
                sizes.append(path.stat().st_size)
    return sum(sizes), len(sizes)


LEDGER = Ledger(held)
"""The one of this server."""


def make_home() -> Path:
    """A new folder for this process; those of processes that ended without deleting theirs are deleted."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = left.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and left.is_dir() and not left.is_symlink() and not _runs(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))


def _runs(process: int) -> bool:
    """Whether a process runs; also where it is another user's, or the system cannot tell."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def sweep(*, older: float = limits.KEEP_SECONDS) -> int:
    """Delete files older than `older` seconds, but for those that are kept; how many were deleted."""
    gone = 0
    now = time.time()
    for path in sorted(home().rglob("*"), key=lambda p: -len(p.parts)):
        if KEPT in (path.name, path.parent.name):
            continue
        with contextlib.suppress(OSError):
            if path.is_file() and now - path.stat().st_mtime > older:
                path.unlink()
                gone += 1
            elif path.is_dir() and now - path.stat().st_mtime > older:
                path.rmdir()
    return gone


def keep_swept(*also: Callable[[], object]) -> None:
    """Sweep from now on, in the background. also: what else is to be swept."""

    def work() -> None:
        while True:
            time.sleep(limits.KEEP_SECONDS / 4)
            sweep()
            SHELVES.sweep()
            for each in also:
                each()

    threading.Thread(target=work, daemon=True, name="sweep").start()


def take_apart() -> None:
    """Have Gradio put each upload into a folder of its own, and refuse files of other types.

    It names the folder after the content: who uploads what another visitor has uploaded is given that visitor's file, and takes it away
    with his own.
    """
    import secrets
    from typing import Any

    from gradio import route_utils

    endings = (*limits.UPLOADS, *limits.GLOSSARIES)

    class OwnFile(route_utils.GradioUploadFile):
        def __init__(self, file: Any, **options: Any) -> None:
            super().__init__(file, **options)
            self.sha.update(secrets.token_bytes(16))
            if (begun := BEGUN.get()) is not None:
                begun.append(file.name)
                if len(begun) > limits.MAX_ADDRESS_FILES:
                    many = InputError("webdemo.too_many_files", files=len(begun), limit=limits.MAX_ADDRESS_FILES)
                    raise route_utils.MultiPartException(many.worded(LANGUAGE.get(), place="page"))
            name = (self.filename or "").replace("\\", "/").rpartition("/")[2]
            if not name.lower().endswith(endings):
                known = ", ".join(ending[1:] for ending in endings)
                refused = InputError("webdemo.upload_type", name=name[-80:], known=known)
                raise route_utils.MultiPartException(refused.worded(LANGUAGE.get(), place="page"))

    route_utils.GradioUploadFile = OwnFile
