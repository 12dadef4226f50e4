"""How a table becomes an asset: description, columns, group, kinds, and what a run reports about it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from importlib.metadata import version

import dagster as dg
import duckdb

from pipelines import schemas
from pipelines.schemas.table import Table, describe, duckdb_type
from pipelines.warehouse.checks import preview
from pipelines.warehouse.sqlfiles import SqlFile

log = logging.getLogger("lossledger")
OWNERS = ["team:lossledger"]


def asset_key(full_name: str) -> dg.AssetKey:
    """``core.articles`` -> AssetKey(["core", "articles"])."""
    return dg.AssetKey(full_name.split("."))


def table_spec(full_name: str, deps: Iterable[str] = (), code_version: str | None = None) -> dg.AssetSpec:
    """The asset of a declared table."""
    table = schemas.table(full_name)
    return dg.AssetSpec(
        asset_key(full_name),
        deps=[asset_key(name) for name in deps],
        description=f"{table.description} One row: {table.grain}.",
        group_name=table.layer,
        kinds={"duckdb", "polars"},
        owners=OWNERS,
        code_version=code_version or version("lossledger"),
        metadata={"dagster/column_schema": column_schema(table), "dagster/table_name": full_name},
    )


def column_schema(table: Table) -> dg.TableSchema:
    """The declared columns as Dagster shows them."""
    key = table.primary_key
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name,
                duckdb_type(column),
                description=describe(column),
                constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=key == [name]),
            )
            for name, column in table.columns.items()
        ]
    )


def mart_spec(file: SqlFile) -> dg.AssetSpec:
    """The asset of a mart; its header is the only metadata."""
    columns = [
        dg.TableColumn(c.name, description=c.description + (f" [{c.unit}]" if c.unit else "")) for c in file.columns
    ]
    return dg.AssetSpec(
        ["marts", file.name],
        deps=[asset_key(name) for name in file.depends_on],
        description=f"{file.description} One row: {file.fields.get('grain', '')}.",
        group_name="marts",
        kinds={"duckdb", "sql"},
        owners=OWNERS,
        code_version=version("lossledger"),
        metadata={
            "dagster/column_schema": dg.TableSchema(columns=columns),
            "dagster/table_name": f"marts.{file.name}",
        },
    )


def report_table(con: duckdb.DuckDBPyConnection, full_name: str) -> dg.MaterializeResult[None]:
    """Row count and a few rows of a table that was just written and committed."""
    row = con.execute(f"SELECT count(*) FROM {full_name}").fetchone()  # noqa: S608 a declared name
    count = int(row[0]) if row else 0
    log.info("%-34s %9d rows", full_name, count)
    return dg.MaterializeResult(
        asset_key=asset_key(full_name),
        metadata={"dagster/row_count": count, "preview": dg.MetadataValue.md(_markdown(con, full_name))},
    )


def report_tables(con: duckdb.DuckDBPyConnection, names: Iterable[str]) -> Iterator[dg.MaterializeResult[None]]:
    """``report_table`` for several."""
    for name in names:
        yield report_table(con, name)


def _markdown(con: duckdb.DuckDBPyConnection, full_name: str) -> str:
    rows = preview(con, full_name)
    if rows.is_empty():
        return "*no rows*"
    lines = [" | ".join(rows.columns), " | ".join("---" for _ in rows.columns)]
    for row in rows.iter_rows():
        # Article text is untrusted: nothing in it may become markup in the UI.
        lines.append(" | ".join(_escape(str(value)) for value in row))
    return "\n".join(f"| {line} |" for line in lines)


def _escape(text: str) -> str:
    flat = " ".join(text.split())
    for char in "\\`*_{}[]()#+!|":
        flat = flat.replace(char, "\\" + char)
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
