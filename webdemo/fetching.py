"""The press model: which model runs on this page, what is missing, and its first fetch with its progress."""

from __future__ import annotations

import threading
from typing import Any

from jianbao.errors import JianbaoError
from models.catalog import PRESS
from translate.check.messages import LANGUAGES
from webdemo import choices


class Fetching:
    """At most one fetch at once, for all visitors. What was fetched stays on this machine."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._done, self._total = 0, 0
        self._problem: dict[str, str] | None = None

    def start(self) -> threading.Thread:
        """Begin to fetch, unless somebody has; what does it."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return self._thread
            self._done, self._problem = 0, None
            self._thread = threading.Thread(target=self._work, daemon=True, name="fetch")
            self._thread.start()
            return self._thread

    def state(self) -> dict[str, Any]:
        """model: that runs; missing: why it is not the better one, in both languages; fetching, done, total (bytes), problem."""
        from models import default

        chosen = default.resolve_default()
        with self._lock:
            working = self._thread is not None and self._thread.is_alive()
            return {
                "model": chosen.name,
                "missing": _told(chosen.note) if chosen.note else None,
                "fetchable": chosen.note is not None and chosen.note.code == "models.press_missing",
                "fetching": working,
                "done": self._done,
                "total": self._total,
                "problem": self._problem,
            }

    def _work(self) -> None:
        from models import store

        try:
            store.pull(PRESS, told=self._told)
            choices.forget()
        except JianbaoError as error:
            with self._lock:
                self._problem = _told(error)

    def _told(self, done: int, total: int) -> None:
        with self._lock:
            self._done, self._total = done, total


def _told(error: JianbaoError) -> dict[str, str]:
    return {language: error.worded(language, place="page") for language in LANGUAGES}
