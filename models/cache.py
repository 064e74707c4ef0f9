"""Converted models in the user's cache: named by content, made once, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jianbao.errors import ModelError
from jianbao.system import reason_of
from models import layout


def folder() -> Path:
    """JIANBAO_CACHE, else the platform's cache folder; made where it does not exist."""
    if given := os.environ.get("JIANBAO_CACHE"):
        path = Path(given).expanduser()
    elif given := os.environ.get("XDG_CACHE_HOME"):
        path = Path(given) / "jianbao"
    elif sys.platform == "win32":
        path = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "jianbao" / "cache"
    elif sys.platform == "darwin":
        path = Path.home() / "Library" / "Caches" / "jianbao"
    else:
        path = Path.home() / ".cache" / "jianbao"
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError("models.no_cache", folder=path, reason=reason_of(error)) from error
    return path


def content_hash(model: Path) -> str:
    """16 hexadecimal digits over names and contents of a model folder's files. Raises ModelError where the folder holds none."""
    files = layout.model_files(model)
    if not files:
        raise ModelError("models.no_files", folder=model)

    def digest() -> str:
        whole = hashlib.sha256()
        for path in files:
            whole.update(f"{path.name}\0{sha256(path)}\n".encode())
        return whole.hexdigest()[:16]

    return _noted(model, files, digest)


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits."""
    return _noted(path, [path], lambda: sha256(path))


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stamp(files: Sequence[Path]) -> list[list[object]]:
    return [[path.name, path.stat().st_size, path.stat().st_mtime_ns] for path in files]


def _note_of(what: Path) -> Path:
    key = hashlib.sha256(str(what.resolve()).encode()).hexdigest()[:32]
    return folder() / "hashes" / f"{key}.json"


def _noted(what: Path, files: Sequence[Path], digest: Callable[[], str]) -> str:
    """`digest()`, kept in the cache under the files' names, sizes and times of change: reading gigabytes takes seconds."""
    stamp, note = _stamp(files), _note_of(what)
    try:
        kept = json.loads(note.read_text("utf-8"))
        if kept["stamp"] == stamp:
            return str(kept["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    result = digest()
    _keep_note(note, stamp, result, what)
    return result


def note_hash(path: Path, sha256: str) -> None:
    """Remember the sum of a file that was just verified."""
    stamp, note = _stamp([path]), _note_of(path)
    _keep_note(note, stamp, sha256, path)


def _keep_note(note: Path, stamp: list[list[object]], result: str, what: Path) -> None:
    note.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=note.parent, suffix=".tmp", delete=False, encoding="utf-8") as new:
        json.dump({"stamp": stamp, "hash": result, "path": str(what)}, new)
    Path(new.name).replace(note)


def conversions(model: Path) -> list[Path]:
    """The converted forms of a model folder."""
    return sorted(path for path in (folder() / "converted").glob(f"{content_hash(model)}-*") if path.is_dir())


@contextmanager
def locked(path: Path, *, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold a lock that other processes wait for; the system lets go of it when a process dies.

    waiting: called once where another process holds it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if waiting:
            waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def made(name: str, make: Callable[[Path], None]) -> Path:
    """The cache entry `name`, made by `make(path)` where it is missing.

    `make` writes into a new folder next to the entry, which is then renamed: an entry is whole or absent. Of several
    processes that want the same entry one makes it and the others wait.
    """
    entries = folder() / "converted"
    entry = entries / name
    if entry.is_dir():
        return entry
    entries.mkdir(exist_ok=True)
    with locked(entries / f"{name}.lock"):
        if entry.is_dir():
            return entry
        for left in entries.glob(f".{name}.*"):  # by a process that was killed: we hold the lock, so nobody is at it
            shutil.rmtree(left, ignore_errors=True)
        part = entries / f".{name}.{os.getpid()}"
        try:
            make(part)
            part.rename(entry)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return entry
