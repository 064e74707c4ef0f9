"""One process at a time on an output folder."""

from __future__ import annotations

import os
import platform
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from jianbao.errors import InputError
from jianbao.system import reason_of


class Lock:
    """One process at a time works on an output folder. The system lets go of the lock when its holder ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: Any = None

    def acquire(self) -> None:
        """Take it. Raises InputError, naming the holder, where another process has it."""
        try:
            self._file = self.path.open("a+b")
        except OSError as error:
            raise InputError("brief.lock", path=self.path, reason=reason_of(error)) from None
        try:
            _lock(self._file)
        except OSError:
            holder = self._read()
            self._file.close()
            self._file = None
            raise InputError("brief.folder_held", holder=holder or "?") from None
        self._file.seek(0)
        self._file.truncate()
        started = time.strftime("%Y-%m-%d %H:%M:%S")
        self._file.write(f"process {os.getpid()} on {platform.node()}, started {started}".encode())
        self._file.flush()

    def release(self) -> None:
        """Let go of it."""
        if self._file is not None:
            with suppress(OSError):
                self._file.truncate(0)
            self._file.close()
            self._file = None

    def _read(self) -> str:
        # On Windows the locked byte lies beyond the text, so that others can read it.
        with suppress(OSError):
            self._file.seek(0)
            return str(self._file.read(500).decode("utf-8", "replace"))
        return ""


def _lock(file: Any) -> None:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        file.seek(1_000_000)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
