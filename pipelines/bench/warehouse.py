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


def resolve_all(con: duckdb.DuckDBPyConnection) -> float:
    """Make the tables of ``resolve``; seconds it took."""
    start = time.perf_counter()
    frames = {name: read(con, f"SELECT {', '.join(columns)} FROM {name}") for name, columns in READS.items()}  # noqa: S608
    replace_all(con, resolve(frames))
    return time.perf_counter() - start


def rebuild_marts(con: duckdb.DuckDBPyConnection, settings: Settings) -> float:
    """Make all marts; seconds it took."""
    start = time.perf_counter()
    build_marts(con, settings)
    return time.perf_counter() - start


@dataclass(frozen=True)
class Timing:
    """A query of ``sql/queries`` and the median of its runs."""

    name: str
    milliseconds: float
    rows: int


def time_queries(con: duckdb.DuckDBPyConnection, sql: Path, runs: int = 5) -> list[Timing]:
    """Run every query ``runs`` times after one run to warm up; slowest first.

    A catalog ``before`` with the older release must be attached for the query that compares two releases.
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
