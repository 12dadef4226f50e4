"""Checks of the warehouse: generated from the table declarations, and the queries of ``sql/checks``.

The Dagster checks and the release run the same functions: after a failed check a downstream asset can
still be materialized alone, so the release must look for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines import schemas
from pipelines.ingest.landing import Landing
from pipelines.schemas.table import Table
from pipelines.settings import Settings
from pipelines.warehouse.build import read
from pipelines.warehouse.sqlfiles import SqlFile, read_folder


@dataclass(frozen=True)
class CheckOutcome:
    """What a check found. ``examples`` are a few failing rows as text, without article text."""

    name: str
    table: str
    blocking: bool
    failures: int
    message: str
    examples: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """No failing row."""
        return self.failures == 0


def check_schema(con: duckdb.DuckDBPyConnection, table: Table) -> CheckOutcome:
    """Every row fits its declaration: types, keys, enumerations, rules, and parents that exist."""
    found: dict[str, int] = {}
    frame = read(con, f"SELECT * FROM {table.full_name}")
    _, failure = table.schema.filter(frame, cast=True)
    found |= {rule: count for rule, count in failure.counts().items() if count}
    for column, parent in table.references.items():
        parent_key = schemas.table(parent).primary_key[0]
        orphans = con.execute(
            f"SELECT count(*) FROM {table.full_name} c WHERE c.{column} IS NOT NULL "
            f"AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.{parent_key} = c.{column})"
        ).fetchone()
        if orphans and orphans[0]:
            found[f"{column} not in {parent}"] = orphans[0]
    message = "; ".join(f"{rule}: {count} rows" for rule, count in sorted(found.items())) or "all rows fit"
    return CheckOutcome("schema", table.full_name, True, sum(found.values()), message)


def check_sql(con: duckdb.DuckDBPyConnection, file: SqlFile) -> CheckOutcome:
    """Run one query of ``sql/checks``: the rows it returns are the failures."""
    rows = read(con, file.sql)
    examples = tuple(str(row)[:200] for row in rows.head(3).iter_rows(named=True))
    blocking = file.fields.get("severity", "error") == "error"
    message = file.title if rows.is_empty() else f"{rows.height} rows fail: {file.title}"
    return CheckOutcome(file.name, file.fields.get("table", ""), blocking, rows.height, message, examples)


def check_complete(con: duckdb.DuckDBPyConnection) -> CheckOutcome:
    """Every fetch has an outcome and every readable article was extracted: no half-made release."""
    row = con.execute(
        """
        SELECT
            (SELECT count(*) FROM raw.fetches f
             WHERE NOT EXISTS (SELECT 1 FROM core.fetch_outcomes o WHERE o.fetch_id = f.fetch_id)),
            (SELECT count(*) FROM core.articles a
             WHERE NOT EXISTS (SELECT 1 FROM core.extractions e WHERE e.version_id = a.version_id)),
            (SELECT greatest(count(DISTINCT extractor_version) - 1, 0) FROM core.extractions)
        """
    ).fetchone()
    unread, unextracted, mixed = row if row else (0, 0, 0)
    parts = []
    if unread:
        parts.append(f"{unread} fetches have no outcome")
    if unextracted:
        parts.append(f"{unextracted} articles were not extracted")
    if mixed:
        parts.append("articles were read by more than one extractor version")
    message = "; ".join(parts) + ": materialize all assets" if parts else "nothing is left to read"
    return CheckOutcome("complete", "core.extractions", True, unread + unextracted + mixed, message)


def check_landed(con: duckdb.DuckDBPyConnection, settings: Settings) -> CheckOutcome:
    """A build file made anew while a run was under way is empty but sound: it must not become a release."""
    row = con.execute("SELECT count(*) FROM raw.fetches").fetchone()
    empty = row == (0,) and any(True for _ in Landing(settings.landing).records())
    message = "the landing was not read into this build file: materialize all assets" if empty else "landing was read"
    return CheckOutcome("landed", "raw.fetches", True, int(empty), message)


def run_all(con: duckdb.DuckDBPyConnection, settings: Settings) -> Iterator[CheckOutcome]:
    """Every check there is, blocking or not."""
    for table in schemas.all_tables():
        yield check_schema(con, table)
    yield check_landed(con, settings)
    yield check_complete(con)
    for file in read_folder(settings.sql / "checks"):
        yield check_sql(con, file)


# Columns with words of articles: previews are kept in Dagster's history, where `forget` does not reach.
WORDS = {
    "article", "byline", "claimant", "claimant_text", "count_text", "denied_claimant_text", "denied_quote", "detail",
    "headline", "item", "item_text", "metadata", "minhash", "name", "perpetrator_text", "period_text", "places",
    "quote", "surface", "text", "victim", "victim_text",
}  # fmt: skip


def preview(con: duckdb.DuckDBPyConnection, table: str, limit: int = 5) -> pl.DataFrame:
    """A few rows for people to look at, without the words of articles."""
    names = read(con, f"DESCRIBE {table}")["column_name"].to_list()
    shown = names if table.startswith("ref.") else [name for name in names if name not in WORDS]
    columns = ", ".join(f'"{name}"' for name in shown)
    return read(con, f"SELECT {columns} FROM {table} LIMIT {int(limit)}")
