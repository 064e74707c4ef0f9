"""The journal of a batch: what is to be done, what is done, and what came of it. SQLite in WAL mode, one writer.

An item is one article: a file, or a row of a table. Its row is written before the work starts and again when its outputs stand under their
own names, so that whatever kills the process, at most the items in flight are done again.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from brief.batch.files import DiskError
from brief.batch.paths import marked_stem, shown, stem_key
from jianbao.errors import InputError

SCHEMA = 1
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE items (
  id INTEGER PRIMARY KEY,            -- in the order of the inputs
  source BLOB NOT NULL,              -- path of the file or table, as the system's bytes
  row TEXT NOT NULL DEFAULT '',      -- id of a table's row, '' for a file
  stem TEXT NOT NULL,                -- path of the outputs without their last ending
  stem_key TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL DEFAULT 'pending',
  run INTEGER NOT NULL DEFAULT 0,    -- the last run that was given this input
  position INTEGER NOT NULL DEFAULT 0, -- among the inputs of that run
  number INTEGER NOT NULL DEFAULT 0, -- index of the row in its table
  hash TEXT NOT NULL DEFAULT '',     -- of the content that the status is about
  signature TEXT NOT NULL DEFAULT '',
  formats TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT '',    -- class of the error
  reason TEXT NOT NULL DEFAULT '',
  headline TEXT NOT NULL DEFAULT '',
  words INTEGER NOT NULL DEFAULT 0,
  findings TEXT NOT NULL DEFAULT '{}',
  brief BLOB,                        -- the JSON form, packed, where one file of all briefs is asked for
  seconds REAL NOT NULL DEFAULT 0,
  started REAL, finished REAL,
  UNIQUE (source, row)
);
CREATE INDEX items_by_run ON items (run, status, position);
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, started REAL NOT NULL, finished REAL, signature TEXT NOT NULL DEFAULT '', options TEXT NOT NULL,
  host TEXT NOT NULL, pid INTEGER NOT NULL, summary TEXT NOT NULL DEFAULT '{}'
);
"""


class Status(StrEnum):
    """Where an item stands. SKIPPED: not an article (a pipe, a device), so never tried."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as the journal has it. source: path as `os.fsdecode` gives it; number: index of the row in its table."""

    id: int
    source: str
    row: str
    position: int
    number: int
    stem: str
    status: Status
    hash: str
    signature: str
    formats: tuple[str, ...]
    attempts: int
    error: str
    reason: str
    headline: str
    words: int
    findings: Mapping[str, int]
    seconds: float

    @property
    def name(self) -> str:
        """What people know it by."""
        return shown(self.source) + (f" [{shown(self.row)}]" if self.row else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of an item that is done. findings: count by `severity:kind`. brief: the JSON form, where it is to be kept."""

    hash: str
    headline: str = ""
    words: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    brief: bytes | None = None


_COLUMNS = (
    "id, source, row, position, number, stem, status, hash, signature, formats, attempts, error, reason, "
    "headline, words, findings, seconds"
)


class Journal:
    """The journal at `path`, made where there is none. Every method is one transaction unless it stands in `together()`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
            version = self._prepare()
        except sqlite3.DatabaseError as error:
            raise InputError("brief.journal", path=path, reason=error) from None
        if version != SCHEMA:
            raise InputError("brief.journal_layout", path=path, found=version, written=SCHEMA)

    def _prepare(self) -> int:
        """Set the modes and make the tables of a new journal; its layout. Somebody may be looking into it: a new journal waits for them."""
        last = time.monotonic() + 10
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                # The outputs are synced before their row says so; a row lost to a power cut means work done again, and no more.
                self._db.execute("PRAGMA synchronous = NORMAL")
                version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
                if version == 0:
                    self._db.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;")
                    return SCHEMA
                return version
            except sqlite3.OperationalError as error:
                if (
                    error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
                    or time.monotonic() > last
                ):
                    raise
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                time.sleep(0.05)

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction around several calls."""
        with _disk(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    # Runs

    def begin(self, options: Mapping[str, Any]) -> int:
        """A new run; what an earlier one left running is pending again."""
        with self.together():
            self._db.execute("UPDATE items SET status = 'pending' WHERE status = 'running'")
            cursor = self._db.execute(
                "INSERT INTO runs (started, options, host, pid) VALUES (?, ?, ?, ?)",
                (time.time(), json.dumps(dict(options), ensure_ascii=False), platform.node(), os.getpid()),
            )
            return int(cursor.lastrowid or 0)

    def end(self, run: int, *, signature: str, summary: Mapping[str, Any]) -> None:
        """The run is over, in whatever way."""
        self._run(
            "UPDATE runs SET finished = ?, signature = ?, summary = ? WHERE id = ?",
            (time.time(), signature, json.dumps(dict(summary), ensure_ascii=False), run),
        )

    # Items

    def claim(self, source: str, row: str, stem: str, *, run: int, position: int = 0, number: int = 0) -> Entry:
        """The item of this input, made where it is new; `stem` is what its outputs would like to be called.

        A stem that another input holds is left to it, and this one gets a mark. The same input keeps its stem in all runs.
        """
        key = os.fsencode(source)
        entry = self._one("source = ? AND row = ?", (key, row))
        if entry is None:
            taken, attempt, wanted = stem, 0, stem
            while self._one("stem_key = ?", (stem_key(taken),)) is not None:
                taken = marked_stem(wanted, f"{shown(source)}\n{row}", attempt)
                attempt += 1
            self._run(
                "INSERT INTO items (source, row, stem, stem_key, run, position, number) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (key, row, taken, stem_key(taken), run, position, number),
            )
            entry = self._one("source = ? AND row = ?", (key, row))
            assert entry is not None
        else:
            # Given twice in one run, it keeps its first place.
            self._run(
                "UPDATE items SET position = ?, number = ? WHERE id = ? AND run <> ?", (position, number, entry.id, run)
            )
            self._run("UPDATE items SET run = ? WHERE id = ?", (run, entry.id))
        return entry

    def holder(self, stem: str) -> Entry | None:
        """The item that holds a stem."""
        return self._one("stem_key = ?", (stem_key(stem),))

    def move(self, item: int, source: str) -> None:
        """The input of an item lies elsewhere now."""
        self._run("UPDATE items SET source = ? WHERE id = ?", (os.fsencode(source), item))

    def reset(self, item: int) -> None:
        """To be done (again). Attempts that a killed run had begun still count."""
        self._run(
            "UPDATE items SET attempts = CASE status WHEN 'pending' THEN attempts ELSE 0 END, status = 'pending', "
            "error = '', reason = '' WHERE id = ?",
            (item,),
        )

    def start(self, items: Sequence[int]) -> None:
        """These are in flight now."""
        now = time.time()
        with self.together():
            self._db.executemany(
                "UPDATE items SET status = 'running', attempts = attempts + 1, started = ?, finished = NULL WHERE id = ?",
                [(now, item) for item in items],
            )

    def put_back_all(self) -> None:
        """Nothing is in flight any more; what was is not done."""
        self._run("UPDATE items SET status = 'pending' WHERE status = 'running'", ())

    def entry(self, item: int) -> Entry:
        """One item."""
        entry = self._one("id = ?", (item,))
        if entry is None:
            raise KeyError(item)
        return entry

    def finish(self, item: int, result: Result, *, signature: str, formats: Sequence[str]) -> None:
        """Done: the outputs stand under their own names."""
        self._run(
            "UPDATE items SET status = 'done', hash = ?, signature = ?, formats = ?, error = '', reason = '', "
            "headline = ?, words = ?, findings = ?, "
            "brief = ?, seconds = ?, finished = ? WHERE id = ?",
            (
                result.hash,
                signature,
                " ".join(sorted(formats)),
                result.headline,
                result.words,
                json.dumps(dict(sorted(result.findings.items()))),
                zlib.compress(result.brief, 6) if result.brief is not None else None,
                result.seconds,
                time.time(),
                item,
            ),
        )

    def fail(
        self,
        item: int,
        *,
        error: str,
        reason: str,
        hash: str,
        signature: str,
        seconds: float = 0.0,
        status: Status = Status.FAILED,
    ) -> None:
        """Failed for good, or not an article (`Status.SKIPPED`)."""
        self._run(
            "UPDATE items SET status = ?, error = ?, reason = ?, hash = ?, signature = ?, headline = '', words = 0, "
            "findings = '{}', brief = NULL, "
            "seconds = ?, finished = ? WHERE id = ?",
            (str(status), error, reason, hash, signature, seconds, time.time(), item),
        )

    def forget(self, run: int) -> int:
        """Drop what earlier runs were given and did not do, where this run is not given it and it is gone; how many."""
        gone = []
        after = 0
        while part := self._many(
            "run <> ? AND status NOT IN ('done', 'running') AND id > ? ORDER BY id LIMIT 500", (run, after)
        ):
            gone += [(entry.id,) for entry in part if not Path(entry.source).exists()]
            after = part[-1].id
        with self.together():
            self._db.executemany("DELETE FROM items WHERE id = ?", gone)
        return len(gone)

    def pending(self, run: int, *, after: int = -1, limit: int = 500) -> list[Entry]:
        """Items of a run that are to be done, in the order of its inputs, with positions over `after`."""
        return self._many(
            "run = ? AND status = 'pending' AND position > ? ORDER BY position LIMIT ?", (run, after, limit)
        )

    def count(self, run: int | None = None) -> dict[str, int]:
        """Items by status: of one run, or all."""
        where, values = ("WHERE run = ?", (run,)) if run is not None else ("", ())
        with _disk(self.path):
            rows = self._db.execute(f"SELECT status, count(*) FROM items {where} GROUP BY status", values).fetchall()
        return {str(status): 0 for status in Status} | dict(rows)

    def entries(self, *statuses: Status) -> Iterator[Entry]:
        """All items in the order of the inputs, a few at a time."""
        after = 0
        kinds = statuses or tuple(Status)
        marks = ", ".join("?" for _ in kinds)
        while part := self._many(f"status IN ({marks}) AND id > ? ORDER BY id LIMIT 500", (*map(str, kinds), after)):
            yield from part
            after = part[-1].id

    def briefs(self) -> Iterator[tuple[Entry, bytes]]:
        """What `finish` kept, in the order of the inputs."""
        for entry in self.entries(Status.DONE):
            with _disk(self.path):
                (packed,) = self._db.execute("SELECT brief FROM items WHERE id = ?", (entry.id,)).fetchone()
            if packed is not None:
                yield entry, zlib.decompress(packed)

    def _run(self, statement: str, values: Sequence[Any]) -> None:
        with _disk(self.path):
            self._db.execute(statement, values)

    def _one(self, where: str, values: Sequence[Any]) -> Entry | None:
        found = self._many(f"{where} LIMIT 1", values)
        return found[0] if found else None

    def _many(self, where: str, values: Sequence[Any]) -> list[Entry]:
        with _disk(self.path):
            rows = self._db.execute(f"SELECT {_COLUMNS} FROM items WHERE {where}", values).fetchall()
        return [_entry(row) for row in rows]


def _entry(row: Sequence[Any]) -> Entry:
    source = bytes(row[1]) if not isinstance(row[1], str) else row[1].encode()
    (
        id,
        _,
        row_id,
        position,
        number,
        stem,
        status,
        hash,
        signature,
        formats,
        attempts,
        error,
        reason,
        headline,
        words,
        findings,
        seconds,
    ) = row
    return Entry(
        id=id, source=os.fsdecode(source), row=row_id, position=position, number=number, stem=stem, status=Status(status), hash=hash,
        signature=signature, formats=tuple(formats.split()), attempts=attempts, error=error, reason=reason, headline=headline, words=words,
        findings=json.loads(findings), seconds=seconds,
    )  # fmt: skip


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    """A journal that cannot be written ends the run with one sentence."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise DiskError("brief.journal_disk", path=path, reason=error) from error
