"""Get a file: look here, else ask its origins in turn; verify, then rename."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from jianbao.errors import ModelError
from jianbao.system import reason_of
from models import cache
from models.origins.files import SCRATCH, Progress, RemoteFile

SPARE_BYTES = 128_000_000
"""Free space beyond the file itself: a part on its way, and room for the machine to live."""

OFFLINE = ("JIANBAO_OFFLINE", "HF_HUB_OFFLINE")


def offline() -> str:
    """The variable that forbids the network, "" where none does."""
    said = (name for name in OFFLINE if os.environ.get(name, "").strip().casefold() in ("1", "true", "yes", "on"))
    return next(said, "")


def place(file: RemoteFile) -> Path:
    """Where a file is kept once it is verified."""
    return cache.folder() / "files" / file.sha256[:16] / file.name


def here(file: RemoteFile) -> Path | None:
    """The file where it is on this machine and is what it should be: in our cache, or in an origin's."""
    for path in (place(file), *(origin.found(file) for origin in file.origins)):
        if path is not None and path.is_file() and path.stat().st_size == file.size:
            # The sum is remembered by size and time of change, so that this reads a file once.
            with contextlib.suppress(OSError):
                if cache.file_hash(path) == file.sha256:
                    return path
    return None


def fetch(file: RemoteFile, *, told: Progress | None = None, say: Callable[[str], None] | None = None) -> Path:
    """The file, fetched where it is not here.

    told: gets (bytes here, bytes in all). say: gets the name of each origin as it is asked, and "" while another process fetches.
    Raises ModelError: offline, too little space, no origin that has it, or a sum that is wrong; then nothing of it is kept.
    """
    if found := here(file):
        return found
    if variable := offline():
        raise ModelError("models.offline", name=file.name, size=_megabytes(file.size), variable=variable)
    target = place(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    with cache.locked(target.parent / "lock", waiting=lambda: say("") if say else None):
        if found := here(file):
            return found
        part = target.with_name(f"{file.name}.part")
        for left in target.parent.glob(
            f"{SCRATCH}*"
        ):  # by a process that was killed: we hold the lock, so nobody is at it
            shutil.rmtree(left, ignore_errors=True)
        _check_space(file, part)
        failures: list[ModelError] = []
        for origin in file.origins:
            if say:
                say(origin.name)
            try:
                origin.fetch(file, part, told or (lambda done, total: None))
            except ModelError as error:
                failures.append(error)
                continue
            except OSError as error:
                raise _not_written(file, part, error) from error
            if _verified(file, part):
                return _keep(file, part, target)
            part.unlink()
            failures.append(ModelError("models.wrong_sum", origin=origin.name, name=file.name))
    raise ModelError("models.no_origin", name=file.name, size=_megabytes(file.size), failures=failures)


def take(file: RemoteFile, path: Path, *, told: Progress | None = None) -> Path:
    """Keep a copy of a file that the user has brought. Raises ModelError where it is another file."""
    if found := here(file):
        return found
    if not path.is_file():
        raise ModelError("models.no_file", file=path)
    if path.stat().st_size != file.size or cache.file_hash(path) != file.sha256:
        raise ModelError("models.wrong_sum", origin=path, name=file.name)
    target = place(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    with cache.locked(target.parent / "lock"):
        part = target.with_name(f"{file.name}.copy")
        part.unlink(missing_ok=True)
        _check_space(file, part)
        try:
            with path.open("rb") as source, part.open("wb") as out:
                while block := source.read(1 << 22):
                    out.write(block)
                    if told:
                        told(out.tell(), file.size)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise _not_written(file, part, error) from error
        return _keep(file, part, target)


def _verified(file: RemoteFile, part: Path) -> bool:
    return part.stat().st_size == file.size and cache.sha256(part) == file.sha256


def _keep(file: RemoteFile, part: Path, target: Path) -> Path:
    part.replace(target)
    cache.note_hash(target, file.sha256)
    return target


def _check_space(file: RemoteFile, part: Path) -> None:
    """Raise ModelError where the disk has no room for what is missing."""
    if shutil.disk_usage(part.parent).free < _missing(file, part) + SPARE_BYTES:
        raise _disk_full(file, part)


def _not_written(file: RemoteFile, part: Path, error: OSError) -> ModelError:
    if error.errno == errno.ENOSPC:
        return _disk_full(file, part)
    return ModelError("models.not_written", file=part, reason=reason_of(error))


def _disk_full(file: RemoteFile, part: Path) -> ModelError:
    return ModelError(
        "models.disk_full",
        name=file.name,
        needed=_megabytes(_missing(file, part) + SPARE_BYTES),
        free=_megabytes(shutil.disk_usage(part.parent).free),
        folder=cache.folder(),
    )


def _missing(file: RemoteFile, part: Path) -> int:
    """Bytes that have not come yet."""
    return file.size - (part.stat().st_size if part.exists() else 0)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
