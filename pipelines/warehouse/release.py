"""Releases: immutable copies of the build file that passed every blocking check.

A release is never written again, and ``current.duckdb`` is a link that is swapped in one step: a reader's
open session never blocks a run, a run never breaks a session, and a crash leaves the last release in place.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines import schemas
from pipelines.settings import Settings
from pipelines.warehouse.build import NO_DOWNLOADS, Warehouse, drop_retired_marts, replace_all
from pipelines.warehouse.checks import CheckOutcome, run_all

log = logging.getLogger("lossledger.warehouse")


class ReleaseRefused(RuntimeError):
    """A blocking check failed: the last release stays current."""

    def __init__(self, failed: list[CheckOutcome]) -> None:
        lines = [f"  {outcome.table} {outcome.name}: {outcome.message}" for outcome in failed]
        super().__init__("no release: these checks failed\n" + "\n".join(lines))
        self.failed = failed


@dataclass(frozen=True)
class Released:
    """What the release step did. ``path`` is the release that is current now."""

    path: Path
    made: bool
    tables: dict[str, int]  # layer.table to rows
    warnings: list[CheckOutcome]


def release(warehouse: Warehouse) -> Released:
    """Check the build file and make it the current release, unless nothing changed.

    Raises:
        ReleaseRefused: a blocking check failed; nothing was changed.
    """
    settings = warehouse.settings
    with warehouse.lock():
        with warehouse.writer() as con:
            drop_retired_marts(con, settings)
            outcomes = list(run_all(con, settings))
            if failed := [o for o in outcomes if o.blocking and not o.passed]:
                raise ReleaseRefused(failed)
            contents = table_contents(con)
            counts = dict(contents.select("table_name", "row_count").iter_rows())
            warnings = [o for o in outcomes if not o.passed]
            if _unchanged(settings.current, contents):
                return Released(settings.current.resolve(), False, counts, warnings)
            released_at = datetime.now(UTC)
            _stamp(con, contents, released_at)
            con.execute("CHECKPOINT")
        path = _publish(settings, released_at)
        prune(settings)
    return Released(path, True, counts, warnings)


def table_contents(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Rows and a hash of every table but ``meta``, whatever the order of the rows."""
    names = con.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() "
        "WHERE NOT internal AND schema_name <> 'meta' ORDER BY ALL"
    ).fetchall()
    rows = []
    for (name,) in names:
        found = con.execute(f"SELECT count(*), coalesce(sum(hash(t)::HUGEINT), 0)::VARCHAR FROM {name} t").fetchone()
        if found:
            rows.append((name, found[0], found[1]))
    return pl.DataFrame(
        rows, schema={"table_name": pl.String, "row_count": pl.Int64, "content_hash": pl.String}, orient="row"
    )


@contextlib.contextmanager
def open_release(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A release for reading: as any analyst's client opens it, with times in UTC. Nothing is ever downloaded."""
    with contextlib.closing(duckdb.connect(str(path), read_only=True, config=NO_DOWNLOADS)) as con:
        con.execute("SET TimeZone = 'UTC'")
        yield con


def prune(settings: Settings) -> list[Path]:
    """Remove all but the newest releases and what a crash left; an open reader keeps its file."""
    current = settings.current.resolve() if settings.current.exists() else None
    keep = set(sorted(settings.releases.glob("*.duckdb"))[-settings.keep_releases :]) | {current}
    gone = [path for path in settings.releases.glob("*.duckdb") if path not in keep]
    gone += [page for page in settings.releases.glob("*.html") if page.with_suffix(".duckdb") not in keep]
    gone += settings.releases.glob(".incomplete-*")
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _unchanged(current: Path, contents: pl.DataFrame) -> bool:
    if not current.exists():
        return False
    try:
        with open_release(current) as con:
            before = con.execute("SELECT table_name, row_count, content_hash FROM meta.table_contents").fetchall()
            schema = con.execute("SELECT schema_hash FROM meta.build").fetchone()
    except duckdb.Error:
        return False
    return schema == (schemas.schema_hash(),) and sorted(before) == sorted(contents.rows())


def _stamp(con: duckdb.DuckDBPyConnection, contents: pl.DataFrame, released_at: datetime) -> None:
    version = con.execute("SELECT max(extractor_version) FROM core.extractions").fetchone()
    release = pl.DataFrame(
        {"released_at": [released_at], "extractor_version": [version[0] if version else None]},
        schema={"released_at": pl.Datetime("us", "UTC"), "extractor_version": pl.String},
    )
    replace_all(con, {"meta.table_contents": contents, "meta.release": release})


def _publish(settings: Settings, released_at: datetime) -> Path:
    settings.releases.mkdir(parents=True, exist_ok=True)
    target = settings.releases / f"{released_at:%Y%m%dT%H%M%S%fZ}.duckdb"
    incomplete = settings.releases / f".incomplete-{uuid.uuid4().hex}"
    with settings.build.open("rb") as source, incomplete.open("wb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())
    incomplete.chmod(0o444)
    incomplete.rename(target)
    point_to(settings.current, target)
    log.info("released %s", target)
    return target


def point_to(link: Path, target: Path) -> None:
    """Make ``link`` a relative link to ``target`` in one step."""
    fresh = link.with_name(f".{link.name}-{uuid.uuid4().hex}")
    fresh.symlink_to(target.relative_to(link.parent))
    fresh.replace(link)
