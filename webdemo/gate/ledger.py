"""How much of uploads lies here, whose it is, and whether there is room for more."""

from __future__ import annotations

import contextvars
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jianbao.errors import InputError
from webdemo import limits

BEGUN: contextvars.ContextVar[list[str] | None] = contextvars.ContextVar("begun", default=None)
"""The files that the upload of this request has begun to write: they go if it does not come to its end."""


class Ledger:
    """held: bytes and number of all files that lie here."""

    def __init__(self, held: Callable[[], tuple[int, int]]) -> None:
        self._held = held
        self._owners: dict[Path, tuple[str, int]] = {}
        self._coming: Counter[str] = Counter()
        self._sent: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    @contextmanager
    def coming(self, address: str) -> Iterator[Callable[[int], None]]:
        """Within, an upload of an address is on its way; it tells how many bytes have come.

        Only what has come counts: who says that he will send much, and does not, takes nobody's room. Raises InputError where there
        is none, which what it gives does too.
        """
        lies, files = self._held()
        if files >= limits.MAX_UPLOADED:
            raise InputError("webdemo.uploads_full")
        with self._lock:
            self._owners = {path: owner for path, owner in self._owners.items() if path.exists()}
            mine = [owned for owner, owned in self._owners.values() if owner == address]
            sent = self._lately(address)
        if sent >= limits.MAX_SENT_FILES:
            raise InputError("webdemo.uploads_sent", files=sent, minutes=limits.SHELF_SECONDS // 60)
        if len(mine) >= limits.MAX_ADDRESS_FILES:
            raise InputError("webdemo.uploads_unused", files=len(mine))
        came = 0

        def come(size: int) -> None:
            nonlocal came
            came += size
            with self._lock:
                self._coming[address] += size
                if sum(mine) + self._coming[address] > limits.MAX_ADDRESS_BYTES:
                    raise InputError("webdemo.uploads_unused", files=len(mine))
                if lies + self._coming.total() > limits.MAX_UPLOAD_BYTES:
                    raise InputError("webdemo.uploads_full")

        try:
            come(0)
            yield come
        finally:
            with self._lock:
                self._coming[address] -= came

    def arrived(self, address: str, paths: Sequence[Path]) -> None:
        """Files of an address lie here now."""
        with self._lock:
            now = time.monotonic()
            self._sent.setdefault(address, []).extend(now for _ in paths)
            for path in paths:
                self._owners[path] = address, path.stat().st_size if path.exists() else 0

    def _lately(self, address: str) -> int:
        """How many files an address has sent while the first of them may still be kept; what is older is forgotten."""
        since = time.monotonic() - limits.SHELF_SECONDS
        self._sent = {who: kept for who, times in self._sent.items() if (kept := [t for t in times if t > since])}
        return len(self._sent.get(address, ()))
