"""Converted models in the user's cache: named by content, made once, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jianbao.errors import ModelError

MODEL_FILES = (
    "*.json",
    "*.safetensors",
    "*.model",
    "*.spm",
    "vocab.txt",
    "merges.txt",
    "*.vocab",
)
"""What makes a model, for hashing and for downloading."""

PICKLED_WEIGHTS = "pytorch_model*.bin"
"""Only where a model has no safetensors."""


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
        raise ModelError(
            f"The cache folder {path} cannot be made ({error.strerror}). Set JIANBAO_CACHE to a folder you may write to."
        ) from error
    return path


def model_files(model: Path) -> list[Path]:
    """The files that make a model, by name; pickled weights only where there are no safetensors."""
    found = {path for pattern in MODEL_FILES for path in model.glob(pattern) if path.is_file()}
    if not any(path.suffix == ".safetensors" for path in found):
        found.update(model.glob(PICKLED_WEIGHTS))
    return sorted(found)


def content_hash(model: Path) -> str:
    """16 hexadecimal digits over names and contents of a model's files.

    Reading gigabytes takes seconds, so the hash is kept in the cache under the files' names, sizes and times of change.
    """
    files = model_files(model)
    if not files:
        raise ModelError(f"{model} holds no model: it has neither a config.json nor weights.")
    stamp = [[path.name, path.stat().st_size, path.stat().st_mtime_ns] for path in files]
    key = hashlib.sha256(str(model.resolve()).encode()).hexdigest()[:32]
    note = folder() / "hashes" / f"{key}.json"
    try:
        kept = json.loads(note.read_text("utf-8"))
        if kept["stamp"] == stamp:
            return str(kept["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(f"{path.name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    result = digest.hexdigest()[:16]
    note.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=note.parent, suffix=".tmp", delete=False, encoding="utf-8") as new:
        json.dump({"stamp": stamp, "hash": result, "folder": str(model)}, new)
    Path(new.name).replace(note)
    return result


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that other processes wait for; the system lets go of it when a process dies."""
    from filelock import FileLock

    with FileLock(path):
        yield


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
    with _locked(entries / f"{name}.lock"):
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
