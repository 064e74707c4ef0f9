"""What a batch does with one article, and the process that does it to many.

The same function runs in a local worker process and in a Ray actor: bytes or a path in, rendered outputs or a classified error out. An
article's outputs depend on the article and the options alone: not on its neighbours, the worker, or the clock.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from brief.batch.paths import shown
from brief.plan import Given, Rendered
from brief.recipe import Recipe
from jianbao.deadline import Deadline, DeadlineError
from jianbao.errors import InputError, JianbaoError, ModelError
from jianbao.limits import MAX_FILE_BYTES
from jianbao.signature import Signature
from jianbao.system import reason_of

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


ONE_FILE = ("jsonl", "parquet")
"""Formats that hold all briefs in one file."""
FACTORY = "JIANBAO_BATCH_COMPOSER"
"""Environment variable: `module:function` that makes a worker's composer from its `WorkerOptions`, in place of `load_composer`."""
_TRANSIENT = frozenset(
    {errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.EIO, errno.ENFILE, errno.EMFILE, errno.ENOMEM, errno.ESTALE,
    errno.ETIMEDOUT, errno.ECONNRESET,
     errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EHOSTUNREACH}
)  # fmt: skip


class BatchComposer(Protocol):
    """What a worker needs of `brief.pipeline.Composer`."""

    def signature(self) -> Signature: ...

    def make(self, given: Given, *, formats: Sequence[str], deadline: Deadline | None) -> Rendered: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOptions:
    """What a worker makes of an article: briefs of a recipe, in formats. threads: cores of its engine. timeout: seconds for an article.

    composer: `module:function` that makes its composer, see `FACTORY`.
    """

    recipe: Recipe = Recipe()
    formats: tuple[str, ...] = ("md",)
    threads: int | None = None
    timeout: float | None = None
    composer: str = field(default_factory=lambda: os.environ.get(FACTORY, "brief.batch.worker:load_composer"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One article to be done: a file to read (`path`), bytes of a file (`data`), or the text of a table's row."""

    id: int
    name: str
    path: str | None = None
    data: bytes | None = None
    text: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it. outputs: rendered files by format. brief: JSON form, for the formats of `ONE_FILE`.

    error: class of the error, "" where all went well: input, vanished, permission, io, memory, model, internal, crash, timeout.
    transient: whether trying again may help.
    """

    id: int
    hash: str = ""
    outputs: Mapping[str, bytes] = field(default_factory=dict)
    brief: bytes | None = None
    headline: str = ""
    words: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    error: str = ""
    reason: str = ""
    transient: bool = False
    attempts: int = 1


def load_composer(options: WorkerOptions) -> BatchComposer:
    """The composer that the options ask for, its engine loaded."""
    from brief import loading

    return loading.load_composer(options.recipe, threads=options.threads, mode="latency")


def make_composer(options: WorkerOptions) -> BatchComposer:
    """What the factory of the options makes."""
    module, _, name = options.composer.partition(":")
    factory: Callable[[WorkerOptions], BatchComposer] = getattr(import_module(module), name)
    return factory(options)


def signature(composer: BatchComposer, options: WorkerOptions) -> str:
    """What all outputs of an item depend on, but for the article and the formats: with a cache, on what was translated before."""
    return str(composer.signature() + Signature.of(cache=options.recipe.cache))


def make(work: Work, composer: BatchComposer, options: WorkerOptions) -> Outcome:
    """Read, compose and render one article. Never raises an Exception: what goes wrong is classified in the outcome."""
    began = time.perf_counter()
    digest = ""
    try:
        given, digest = _given(work)
        files = [name for name in options.formats if name not in ONE_FILE]
        made = composer.make(given, formats=files, deadline=Deadline(options.timeout))
        brief = made.brief
        outputs = {name: _bytes(content) for name, content in made.files.items()}
        kept = brief.as_json().encode() if len(files) < len(options.formats) else None
        findings = Counter(f"{finding.severity}:{finding.kind}" for finding in brief.all_findings())
        return Outcome(
            id=work.id, hash=digest, outputs=outputs, brief=kept, headline=brief.headline, words=brief.words,
            findings=dict(findings), seconds=time.perf_counter() - began,
        )  # fmt: skip
    except Exception as error:
        # The content may be known although it could not be used: then it need not be tried again until it changes.
        kind, reason, transient = classify(error, work.name, options.recipe.wording)
        return Outcome(
            id=work.id, hash=digest, seconds=time.perf_counter() - began, error=kind, reason=reason, transient=transient
        )


def _given(work: Work) -> tuple[Given, str]:
    """What is to be read, and what tells its content from another."""
    if work.path is None and work.data is None:
        return Given(name=work.name, text=work.text, title=work.title or None), text_hash(work.title, work.text)
    data = work.data if work.data is not None else read_bytes(work.path or "")
    return Given(name=work.name, data=data), data_hash(data)


def read_bytes(path: str) -> bytes:
    """The bytes of a regular file, one more than the limit at most. Raises OSError."""
    # A pipe without a writer would block on opening.
    handle = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    )
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise InputError("brief.not_a_file", path=shown(path))
        return file.read(MAX_FILE_BYTES + 1)


def data_hash(data: bytes) -> str:
    """What tells the content of a file from another."""
    return hashlib.sha256(data).hexdigest()[:32]


def text_hash(title: str, text: str) -> str:
    """What tells the content of a row from another."""
    return data_hash(f"{title}\0{text}".encode("utf-8", "surrogatepass"))


def _bytes(content: str | bytes) -> bytes:
    """A rendered brief as the bytes of a file."""
    return content.encode() if isinstance(content, str) else _without_clock(content)


def _without_clock(data: bytes) -> bytes:
    """A DOCX whose parts carry one fixed time: the same brief is the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            fixed = zipfile.ZipInfo(part.filename, date_time=(1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o644 << 16
            new.writestr(fixed, old.read(part))
    return out.getvalue()


def classify(error: BaseException, name: str, wording: str = "en") -> tuple[str, str, bool]:
    """Class, reason in one line, and whether trying again may help. wording: the language of the reason."""
    if isinstance(error, JianbaoError):
        told = error.worded(wording)
        return _class(error), one_line(f"{name}: {told}" if isinstance(error, DeadlineError) else told), False
    match error:
        case MemoryError():
            return "memory", InputError("brief.item_memory", name=name).worded(wording), True
        case FileNotFoundError():
            return "vanished", InputError("brief.item_gone", name=name).worded(wording), False
        case PermissionError():
            return "permission", InputError("brief.item_permission", name=name).worded(wording), False
        case OSError():
            return (
                "io",
                InputError("brief.item_failed", name=name, reason=reason_of(error)).worded(wording),
                error.errno in _TRANSIENT,
            )
    text = one_line(str(error))
    memory = "out of memory" in text.lower()
    return ("memory" if memory else "internal"), f"{name}: {type(error).__name__}: {text}", memory


def _class(error: JianbaoError) -> str:
    if isinstance(error, DeadlineError):
        return "timeout"
    return "model" if isinstance(error, ModelError) else "input"


def one_line(text: str, *, limit: int = 600) -> str:
    """Text for a line of a log or a cell of a table."""
    text = " ".join(shown(text.replace("\n", " ").replace("\t", " ")).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def work_loop(connection: Connection, options: WorkerOptions, log: str | None) -> None:
    """The main function of a worker process. Receives lists of `Work`, None to end; sends ("ready", signature), then lists of `Outcome`."""
    import faulthandler
    import signal
    import threading

    # Ctrl-C is for the parent, which ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if log is not None:
        # Libraries that write to standard error would break the progress bar; what a crash says is kept.
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        faulthandler.enable()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        # Or numpy in each worker would take all cores; it is not imported yet.
        os.environ.setdefault(name, str(options.threads or 1))
    try:
        composer = make_composer(options)
        connection.send(("ready", signature(composer, options)))
    except Exception as error:
        kind, reason, _ = classify(error, options.recipe.model, options.recipe.wording)
        connection.send(("broken", reason if kind != "internal" else f"The worker could not start: {reason}"))
        return
    while True:
        try:
            works: Sequence[Work] | None = connection.recv()
        except EOFError:
            return
        if works is None:
            return
        connection.send(("done", [make(work, composer, options) for work in works]))


def _end_with_parent() -> None:
    """An orphan has nobody to work for."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
