"""What polling must remember between runs: which page is due when, which file was read how far.

Losing this file costs requests and time, never data: the landing alone decides what is new.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from pipelines.ingest.sink import Said

MAX_FAILURES = 11  # then a page is no longer asked for; with these waits after ten days
FIRST_RETRY = timedelta(minutes=15)  # doubled with every failure
log = logging.getLogger(__name__)
LAYOUT = 2  # of the tables below; a file of another layout starts anew
_TABLES = """
DROP TABLE IF EXISTS pages;
DROP TABLE IF EXISTS due;
DROP TABLE IF EXISTS files;
DROP TABLE IF EXISTS landing;
CREATE TABLE pages (
    source_id TEXT, key TEXT, first_seen REAL, due REAL, failures INTEGER, changed TEXT, said TEXT, url TEXT,
    sha256 TEXT, PRIMARY KEY (source_id, key)
) WITHOUT ROWID;
CREATE INDEX pages_due ON pages (source_id, due);
CREATE TABLE due (name TEXT PRIMARY KEY, at REAL) WITHOUT ROWID;
CREATE TABLE files (
    source_id TEXT, key TEXT, signature TEXT, position INTEGER, finished INTEGER,
    PRIMARY KEY (source_id, key)
) WITHOUT ROWID;
CREATE TABLE landing (manifest_bytes INTEGER);
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a listing named.

    ``changed``: when the listing says it last changed, as written. ``url``: its canonical address, once it answered;
    a page that is gone must be known by it. ``sha256``: the bytes it landed last, if it shows an article.
    """

    key: str
    said: Said
    changed: str | None = None
    url: str | None = None
    sha256: str | None = None


class State:
    """One SQLite file. Every method commits; only the holder of the writer lock uses it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = _open(path)
        except sqlite3.DatabaseError as error:
            log.warning("%s cannot be used (%s): polling starts anew, the old file is kept as .damaged", path, error)
            path.rename(path.with_suffix(".damaged"))
            self._db = _open(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def see(self, source_id: str, pages: Iterable[Page], now: datetime) -> None:
        """Note what a listing names: a new page is due at once, and so is one that it says has changed."""
        for page in pages:
            said = json.dumps([page.said.url, page.said.outlet_id, page.said.metadata], sort_keys=True)
            self._db.execute(
                "INSERT INTO pages VALUES (?, ?, ?, ?, 0, ?, ?, NULL, NULL) ON CONFLICT DO UPDATE SET "
                "due = CASE WHEN changed IS NOT excluded.changed THEN excluded.due ELSE due END, "
                "failures = CASE WHEN changed IS NOT excluded.changed THEN 0 ELSE failures END, "
                "changed = excluded.changed, said = excluded.said",
                (source_id, page.key, now.timestamp(), now.timestamp(), page.changed, said),
            )

    def due_pages(self, source_id: str, now: datetime, limit: int) -> list[Page]:
        """Pages to ask for now, those first that have waited longest."""
        rows = self._db.execute(
            "SELECT key, said, changed, url, sha256 FROM pages "
            "WHERE source_id = ? AND due <= ? ORDER BY due, key LIMIT ?",
            (source_id, now.timestamp(), limit),
        )
        return [Page(key, _said(said), changed, url, sha256) for key, said, changed, url, sha256 in rows]

    def asked(self, source_id: str, page: Page, now: datetime, reask_days: tuple[float, ...]) -> None:
        """A page answered: it is due again at the next of ``reask_days`` after it was first seen."""
        (first,) = self._db.execute(
            "SELECT first_seen FROM pages WHERE source_id = ? AND key = ?", (source_id, page.key)
        ).fetchone()
        later = [at for days in reask_days if (at := first + days * 86400) > now.timestamp()]
        self._db.execute(
            "UPDATE pages SET due = ?, failures = 0, url = ?, sha256 = ? WHERE source_id = ? AND key = ?",
            (min(later, default=None), page.url, page.sha256, source_id, page.key),
        )

    def failed(self, source_id: str, key: str, now: datetime) -> bool:
        """A page did not answer: it is due again after a wait that doubles, and at last no more; whether it is."""
        (failures,) = self._db.execute(
            "SELECT failures FROM pages WHERE source_id = ? AND key = ?", (source_id, key)
        ).fetchone()
        due = (now + FIRST_RETRY * 2**failures).timestamp() if failures + 1 < MAX_FAILURES else None
        self._db.execute(
            "UPDATE pages SET due = ?, failures = ? WHERE source_id = ? AND key = ?",
            (due, failures + 1, source_id, key),
        )
        return due is not None

    def is_due(self, name: str, now: datetime) -> bool:
        """Whether the wait set for a listing or host is over."""
        row = self._db.execute("SELECT at FROM due WHERE name = ?", (name,)).fetchone()
        return row is None or row[0] <= now.timestamp()

    def wait(self, name: str, until: datetime) -> None:
        """Set when a listing or host may be asked again."""
        self._db.execute("INSERT OR REPLACE INTO due VALUES (?, ?)", (name, until.timestamp()))

    def position(self, source_id: str, key: str, signature: str) -> tuple[int, bool]:
        """How far a file was read, and whether to its end; from the start if it is another file now."""
        row = self._db.execute(
            "SELECT position, finished FROM files WHERE source_id = ? AND key = ? AND signature = ?",
            (source_id, key, signature),
        ).fetchone()
        return (row[0], bool(row[1])) if row else (0, False)

    def reached(self, source_id: str, key: str, signature: str, position: int, *, finished: bool) -> None:
        """Note how far a file was read; call it after the landing was synced."""
        self._db.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
            (source_id, key, signature, position, finished),
        )

    def check_landing(self, manifest_bytes: int) -> None:
        """Forget which files were read if the landing is an older or emptier one than the last run left."""
        row = self._db.execute("SELECT max(manifest_bytes) FROM landing").fetchone()
        if manifest_bytes < (row[0] or 0):
            self._db.execute("DELETE FROM files")

    def note_landing(self, manifest_bytes: int) -> None:
        """Remember how long the manifest is after a run."""
        with closing(self._db.cursor()) as cursor:
            cursor.execute("BEGIN")
            cursor.execute("DELETE FROM landing")
            cursor.execute("INSERT INTO landing VALUES (?)", (manifest_bytes,))
            cursor.execute("COMMIT")


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
    if db.execute("PRAGMA user_version").fetchone() != (LAYOUT,):
        db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version={LAYOUT}; COMMIT")
    return db


def _said(text: str) -> Said:
    url, outlet_id, metadata = json.loads(text)
    said: dict[str, Any] = metadata
    return Said(url, outlet_id, said)
