"""How the SQL layer bears a million claims: a generator, the rebuild of the marts, and the time of every query.

The made-up news is shaped like the real thing: stories of which several outlets print the same figures, running
totals that grow by the day, parts, bare plurals, denials, places, models, syndicated copies and edited articles.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines import schemas
from pipelines.resolve.resolve import READS, resolve
from pipelines.settings import PROJECT, Settings
from pipelines.warehouse.build import build_marts, create_tables, insert, read, replace_all
from pipelines.warehouse.reference import read_reference
from pipelines.warehouse.sqlfiles import read_folder

CLAIMS_AN_ARTICLE = 5
DAYS = 730
ARTICLES_A_STORY = 6


def make_warehouse(path: Path | str, seeds: Path) -> duckdb.DuckDBPyConnection:
    """An empty warehouse with the reference data."""
    con = duckdb.connect(str(path))
    con.execute("SET TimeZone = 'UTC'")
    create_tables(con)
    for table in schemas.all_tables():
        if table.layer == "ref":
            insert(con, table.full_name, read_reference(seeds / "reference", table))
    return con


def generate_claims(con: duckdb.DuckDBPyConnection, claims: int) -> None:
    """Fill the tables below ``resolve`` with about so many claims; the same number gives the same rows.

    Args:
        con: a warehouse with reference data and no articles (``make_warehouse``).
        claims: how many loss claims to make.
    """
    con.execute("SET VARIABLE articles = ?", [max(claims // CLAIMS_AN_ARTICLE, 1)])
    con.execute("SET VARIABLE days = ?", [DAYS])
    con.execute("SET VARIABLE stories = ?", [max(claims // CLAIMS_AN_ARTICLE // ARTICLES_A_STORY, 1)])
    con.begin()
    for statement in (PROJECT / "pipelines" / "bench" / "generate.sql").read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            con.execute(statement)
    con.commit()


@dataclass(frozen=True)
class Timing:
    """A query of ``sql/queries`` and the median of its runs."""

    name: str
    milliseconds: float
    rows: int


@dataclass(frozen=True)
class SqlFigures:
    """What the SQL layer took on ``claims`` claims. ``queries`` has the slowest first."""

    claims: int
    resolve_seconds: float
    marts_seconds: float
    queries: list[Timing]

    def lines(self) -> list[str]:
        """The figures in words, a line each."""
        return [
            f"{self.claims:,} claims: relations and events in {self.resolve_seconds:.1f} s, "
            f"all marts in {self.marts_seconds:.1f} s",
            *(f"{t.milliseconds:7.1f} ms  {t.name} ({t.rows} rows)" for t in self.queries),
        ]


def measure(claims: int, folder: Path, settings: Settings, runs: int = 5) -> SqlFigures:
    """Make a warehouse of so many claims in ``folder`` (about 1.3 GB for a million), build it, time every query."""
    path = folder / "bench.duckdb"
    path.unlink(missing_ok=True)
    con = make_warehouse(path, settings.seeds)
    try:
        generate_claims(con, claims)
        start = time.perf_counter()
        frames = {name: read(con, f"SELECT {', '.join(columns)} FROM {name}") for name, columns in READS.items()}  # noqa: S608
        replace_all(con, resolve(frames))
        resolved = time.perf_counter()
        build_marts(con, settings)
        built = time.perf_counter()
        attach_earlier_release(con)
        return SqlFigures(claims, resolved - start, built - resolved, time_queries(con, settings.sql, runs))
    finally:
        con.close()
        path.unlink()


def attach_earlier_release(con: duckdb.DuckDBPyConnection) -> None:
    """A catalog ``before`` in which another extractor read every fiftieth article differently."""
    con.execute("ATTACH ':memory:' AS before")
    con.execute("CREATE SCHEMA before.marts")
    con.execute(
        "CREATE TABLE before.marts.readings AS "
        "SELECT * REPLACE (reading + hash(version_id) % 50 // 49 AS reading) FROM marts.readings"
    )
    con.execute(
        "CREATE TABLE before.marts.claim_history AS SELECT * REPLACE ("
        "replace(reading, '|destroyed|', CASE WHEN hash(version_id) % 50 = 49 THEN '|damaged|' ELSE '|destroyed|' END) "
        "AS reading) FROM marts.claim_history"
    )


def time_queries(con: duckdb.DuckDBPyConnection, sql: Path, runs: int = 5) -> list[Timing]:
    """Run every query ``runs`` times after one run to warm up; slowest first.

    A catalog ``before`` must be attached for the query that compares two releases.
    """
    timings = []
    for file in read_folder(sql / "queries"):
        rows = con.sql(file.sql).fetchall()
        seconds = []
        for _ in range(runs):
            start = time.perf_counter()
            con.sql(file.sql).fetchall()
            seconds.append(time.perf_counter() - start)
        timings.append(Timing(file.name, statistics.median(seconds) * 1000, len(rows)))
    return sorted(timings, key=lambda timing: -timing.milliseconds)
