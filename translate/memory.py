"""The translation memory: what was translated once is not translated again.

One SQLite file, in the user's cache, for all models and options: an entry is found by a hash of the source sentence,
the people and terms in it, and the signature of the translator (model, engine, options, glossary), so that anything a
translation depends on makes another entry. Entries are whole translations with their findings, so that a hit gives
what the first run gave, to the byte.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from facts.document import SentenceInput
from facts.quantities import Hedge, Kind, Quantity
from jianbao.errors import JianbaoError
from jianbao.system import reason_of
from jianbao.version import VERSION
from translate.check.report import (
    Change,
    ChangeKind,
    Finding,
    Link,
    LinkKind,
    LinkStatus,
    Place,
    Reason,
    Severity,
)
from translate.translation import Translation

LAYOUT = "2"
"""Changes with the form of keys or entries: entries of another layout are not found, and leave as they age."""

MAX_BYTES = 256_000_000
"""Entries together; an entry has about 400 bytes with its row, so this is some 600,000 sentences."""

RUN_BYTES = 16_000_000
"""The same for a memory that ends with its run: some 40,000 sentences."""

ROW_BYTES = 64
"""What a row takes beside its entry: key, times, index."""

TOUCH_SECONDS = 3_600
"""The time of last use is kept no finer than this, so that a hit hardly ever writes."""

WAIT_SECONDS = 30.0
"""For another process that writes; a write takes milliseconds."""

_log = logging.getLogger("jianbao")

_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entries_used ON entries (used);
CREATE TABLE IF NOT EXISTS total (entries INTEGER NOT NULL, bytes INTEGER NOT NULL);
INSERT INTO total SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM total);
CREATE TRIGGER IF NOT EXISTS added AFTER INSERT ON entries BEGIN
    UPDATE total SET entries = entries + 1, bytes = bytes + length(NEW.value) + {ROW_BYTES};
END;
CREATE TRIGGER IF NOT EXISTS dropped AFTER DELETE ON entries BEGIN
    UPDATE total SET entries = entries - 1, bytes = bytes - length(OLD.value) - {ROW_BYTES};
END;
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class MemoryInfo:
    """Where the memory is and what it holds. bytes: of entries; limit: what they are held below."""

    path: Path
    entries: int
    bytes: int
    limit: int


def default_path() -> Path:
    """`memory.sqlite` in the user's cache (JIANBAO_CACHE)."""
    from models.cache import folder

    return folder() / "memory.sqlite"


class TranslationMemory:
    """Translations by key, for several threads and processes at once.

    path: the SQLite file, made where it is missing; the user's cache where None. limit: bytes of entries, above which
    the least recently used leave. Raises JianbaoError where the file cannot be opened. What goes wrong afterwards
    costs time, not the run: it is logged.
    """

    def __init__(self, path: Path | None = None, *, limit: int = MAX_BYTES) -> None:
        if limit < 1:
            raise JianbaoError("translate.memory_limit", limit=limit)
        self.path = path or default_path()
        self.limit = limit
        self._lock = threading.Lock()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
            _patiently(self._prepare)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(self.path, error) from None

    @classmethod
    def of_run(cls) -> TranslationMemory:
        """One that lives as long as this process: a sentence that comes again in another article is not translated again."""
        return cls(Path(":memory:"), limit=RUN_BYTES)

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")  # a power cut may cost the last entries, never the file
        self._db.executescript(_SCHEMA)

    @staticmethod
    def key(signature: str, sentence: SentenceInput) -> bytes:
        """What an entry is found by. People and terms are the document's, which sees more than the sentence."""
        people = [[p.chinese, p.english, p.start, p.end, p.title, p.confident] for p in sentence.people]
        terms = [
            # Where a user's list lies is nothing to a translation; that it is a user's makes an error of a warning.
            [
                m.start,
                m.end,
                t.source,
                t.target,
                t.note,
                t.kind,
                t.case,
                t.firm,
                t.origin if t.origin.startswith("builtin:") else "user",
            ]
            for m in sentence.terms
            for t in (m.term,)
        ]
        parts: list[object] = [LAYOUT, VERSION, signature, sentence.text, people, terms]
        if sentence.month or sentence.months:
            parts.append([sentence.month, sentence.months, sentence.day])
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).digest()

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Translation]:
        """The entries that there are."""
        found: dict[bytes, Translation] = {}
        stale: list[tuple[int, bytes]] = []
        now = int(time.time())
        try:
            with self._lock:
                for key in keys:
                    row = self._db.execute("SELECT value, used FROM entries WHERE key = ?", (key,)).fetchone()
                    if row is None:
                        continue
                    found[key] = loads(row[0])
                    if row[1] < now - TOUCH_SECONDS:
                        stale.append((now, key))
            if stale:
                with self._writing() as db:
                    db.executemany("UPDATE entries SET used = ? WHERE key = ?", stale)
        except (sqlite3.Error, ValueError, KeyError, TypeError, zlib.error) as error:
            _log.warning("The translation memory %s cannot be read (%s).", self.path, error)
        return found

    def put(self, entries: Mapping[bytes, Translation]) -> None:
        """Keep translations. Where two processes have made the same one, the first stands."""
        if not entries:
            return
        now = int(time.time())
        rows = [(key, dumps(value), now) for key, value in entries.items()]
        try:
            with self._writing() as db:
                db.executemany("INSERT OR IGNORE INTO entries VALUES (?, ?, ?)", rows)
                self._shrink(db)
        except sqlite3.Error as error:
            _log.warning("The translation memory %s cannot be written (%s).", self.path, error)

    def _shrink(self, db: sqlite3.Connection) -> None:
        """Least recently used entries leave until a tenth of the limit is free."""
        (held,) = db.execute("SELECT bytes FROM total").fetchone()
        if held <= self.limit:
            return
        leave: list[tuple[bytes]] = []
        for key, size in db.execute("SELECT key, length(value) FROM entries ORDER BY used, key"):
            if held <= self.limit * 0.9:
                break
            held -= size + ROW_BYTES
            leave.append((key,))
        db.executemany("DELETE FROM entries WHERE key = ?", leave)

    def info(self) -> MemoryInfo:
        """Raises JianbaoError where the file cannot be read."""
        try:
            with self._lock:
                entries, size = self._db.execute("SELECT entries, bytes FROM total").fetchone()
        except (sqlite3.Error, TypeError) as error:
            raise _unusable(self.path, error) from None
        return MemoryInfo(self.path, entries, size, self.limit)

    def clear(self) -> int:
        """Forget everything, and give the space back. How many entries there were."""
        entries = self.info().entries
        try:
            with self._writing() as db:
                db.execute("DELETE FROM entries")
            with self._lock:
                self._db.execute("VACUUM")
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise _unusable(self.path, error) from None
        return entries

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")  # waits for a writer here, and never fails at COMMIT for another's sake
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


def clear(path: Path | None = None) -> int:
    """Forget everything at `path`; a file that is no database any more is removed. How many entries there were."""
    where = path or default_path()
    if not where.exists():
        return 0
    try:
        memory = TranslationMemory(where)
    except JianbaoError:
        for name in (where, where.with_name(where.name + "-wal"), where.with_name(where.name + "-shm")):
            name.unlink(missing_ok=True)
        return 0
    try:
        return memory.clear()
    finally:
        memory.close()


def _patiently(work: Callable[[], None]) -> None:
    """Changing to WAL does not wait for other processes that do the same: try again."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            return work()
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _unusable(path: Path, error: Exception) -> JianbaoError:
    reason = reason_of(error) if isinstance(error, OSError) else error
    return JianbaoError("translate.memory_unusable", path=path, reason=reason)


def dumps(translation: Translation) -> bytes:
    """The stored form: JSON, compressed."""
    data = asdict(translation)
    for link in data["links"]:
        if link["quantity"] is not None:  # most fields of a quantity are at their default
            link["quantity"] = {
                k: v for k, v in link["quantity"].items() if v is not None and v is not False and v != ""
            }
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def loads(value: bytes) -> Translation:
    """The translation of a stored form."""
    data = json.loads(zlib.decompress(value).decode("utf-8", "surrogatepass"))
    return Translation(
        source=data["source"],
        text=data["text"],
        score=data["score"],
        findings=tuple(_finding(f) for f in data["findings"]),
        links=tuple(
            Link(
                LinkKind(k["kind"]),
                (k["source"][0], k["source"][1]),
                _span(k["target"]),
                k["expected"],
                LinkStatus(k["status"]),
                _quantity(k["quantity"]),
            )
            for k in data["links"]
        ),
        changes=tuple(Change(ChangeKind(c["kind"]), c["fact"], c["before"], c["after"]) for c in data["changes"]),
    )


def _finding(f: dict[str, Any]) -> Finding:
    return Finding(
        Reason(f["reason"]),
        Severity(f["severity"]),
        _span(f["source"]),
        _span(f["target"]),
        tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in f["values"]),
        Place(f["place"]),
        None if f["cause"] is None else _finding(f["cause"]),
    )


def _span(value: Sequence[int] | None) -> tuple[int, int] | None:
    return None if value is None else (value[0], value[1])


def _quantity(value: dict[str, Any] | None) -> Quantity | None:
    if value is None:
        return None
    hedge = Hedge(value["hedge"]) if "hedge" in value else None
    return Quantity(**{"text": "", **value, "kind": Kind(value["kind"]), "hedge": hedge})
