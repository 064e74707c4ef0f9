"""What the page in the browser asks of the server, beside the writing of a brief: checks of a line, a sentence more, a file.

The browser keeps the brief; the server keeps nothing of it but what an article makes known, for as long as there is room. So a
brief outlives a reload, a Stop, and the server. Each question is answered by plain values, failures too: `problem` has the words
in both languages, `busy` says come back, `need` says that the article has to be sent (again).
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from jianbao.errors import InputError, JianbaoError
from translate.check.messages import LANGUAGES
from webdemo import limits, runs
from webdemo.events import explain
from webdemo.fetching import Fetching
from webdemo.gate.visitors import ADDRESS
from webdemo.known import Shelf
from webdemo.runs import Runs
from webdemo.wire import given, rows
from webdemo.workspace import Workspace

Row = dict[str, Any]
CHECKS, WORKS = 4, 2
"""Questions at once that use the processor a moment, and that use the model; who comes later is told to come back."""
LOCAL = ("127.0.0.1", "::1", "localhost")


class NeedsArticle(Exception):
    """The server does not have the article any more."""


class Busy(Exception):
    """Others are being answered."""


class Places:
    """So many questions are answered at once, and no more than half of them for one address."""

    def __init__(self, places: int) -> None:
        self._free = threading.Semaphore(places)
        self._each = places // 2
        self._mine: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Within, one place is taken. Raises Busy where there is none."""
        address = ADDRESS.get()
        with self._lock:
            if self._mine[address] >= self._each:
                raise Busy
            self._mine[address] += 1
        try:
            if not self._free.acquire(timeout=0.5):
                raise Busy
            try:
                yield
            finally:
                self._free.release()
        finally:
            with self._lock:
                self._mine[address] -= 1
                if not self._mine[address]:
                    del self._mine[address]


class Service:
    """Answers the page. shelf: of the articles whose facts are at hand."""

    def __init__(self, workspace: Workspace, shelf: Shelf, runs: Runs, fetching: Fetching | None = None) -> None:
        self.workspace, self.shelf, self.runs = workspace, shelf, runs
        self.fetching = fetching or Fetching()
        self.place: Callable[[str], int] = lambda session: 0
        """How many calls stand before a session's in the queue, its own counted."""
        self._checks, self._works = Places(CHECKS), Places(WORKS)

    def functions(self) -> list[Callable[..., Row]]:
        """What `gr.HTML(server_functions=...)` takes."""

        def check(asked: Any) -> Row:
            return answered(self._task, asked, name="check")

        def add(asked: Any) -> Row:
            return answered(self._task, asked, name="add")

        def file(asked: Any) -> Row:
            return answered(self._task, asked, name="file")

        def model(asked: Any, request: gr.Request) -> Row:
            return answered(self._model, asked, local=_is_local(request))

        return [check, add, file, model]

    def _task(self, asked: Any, *, name: str) -> Row:
        row = dict(given.mapping(asked))
        places, seconds = (self._works, limits.ADD_SECONDS) if name == "add" else (self._checks, limits.QUICK_SECONDS)
        with places.one():
            of = self.shelf.get(given.text(row.get("key", ""), 64)) or row.get("article")
            if of is None:
                raise NeedsArticle
            with runs.deadline(seconds) as deadline:
                known, answer = self.workspace.task(name, of, row, deadline)
            return {**answer, "key": self.shelf.put(known)}

    def _model(self, asked: Any, *, local: bool) -> Row:
        """A run's place in the queue; or which model runs, what keeps the better one from it, and how far its fetch is.

        Only somebody at this machine may start a fetch.
        """
        row = given.mapping(asked)
        if "place" in row:
            return {"place": self.place(self.runs.session(given.text(row["place"], 64)))}
        if row.get("fetch") is True:
            if not local:
                raise InputError("webdemo.fetch_elsewhere")
            self.fetching.start()
        return {**self.fetching.state(), "may_fetch": local}


def answered(answer: Callable[..., Row], asked: Any, **more: Any) -> Row:
    """The answer, or why there is none."""
    try:
        return answer(asked, **more)
    except NeedsArticle:
        return {"need": True}
    except Busy:
        return {"busy": True}
    except Exception as error:
        return {"problem": problem(error)}


def problem(error: Exception) -> Row:
    """An error in both languages; what nobody foresaw is logged once, under one code."""
    if isinstance(error, JianbaoError):
        return rows.told(error)
    if isinstance(error, gr.Error):
        return {language: str(error.message) for language in LANGUAGES}
    from webdemo.i18n.texts import text

    code = explain(error, "en").rpartition("(")[2].rstrip(").")
    return {language: text("error.unknown", language, code=code) for language in LANGUAGES}


def _is_local(request: gr.Request) -> bool:
    client = getattr(request, "client", None)
    forwarded = request.headers.get("x-forwarded-for") if request.headers else None
    return client is not None and client.host in LOCAL and not forwarded
