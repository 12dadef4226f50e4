"""What a table declaration is, and what is derived from it: DDL, comments, column sets.

A table is a dataframely schema (types, nullability, keys, rules, column descriptions and units) plus where it
lives and what one row means. Everything that describes a table elsewhere is derived from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import dataframely as dy
import polars as pl


@dataclass(frozen=True)
class Table:
    """One warehouse table. ``references`` maps a column to the ``layer.table`` whose key it must exist in."""

    layer: str
    name: str
    schema: type[dy.Schema]
    description: str
    grain: str
    references: dict[str, str] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        """``layer.table``, as written in SQL."""
        return f"{self.layer}.{self.name}"

    @property
    def columns(self) -> dict[str, dy.Column]:
        """Column name to dataframely column, in table order."""
        return self.schema.columns()

    @property
    def primary_key(self) -> list[str]:
        """The columns that identify a row; empty if none do."""
        return self.schema.primary_key()

    def ddl(self) -> Iterator[str]:
        """The statements that make the empty table with its constraints and comments."""
        lines = [_column_ddl(name, column) for name, column in self.columns.items()]
        if self.primary_key:
            lines.append(f"PRIMARY KEY ({', '.join(self.primary_key)})")
        yield f"CREATE TABLE {self.full_name} (\n  " + ",\n  ".join(lines) + "\n)"
        yield f"COMMENT ON TABLE {self.full_name} IS {quote(f'{self.description} One row: {self.grain}.')}"
        for name, column in self.columns.items():
            yield f"COMMENT ON COLUMN {self.full_name}.{name} IS {quote(describe(column))}"


def describe(column: dy.Column) -> str:
    """A column's description with its unit, as shown in SQL, the UI and the data dictionary."""
    unit = (column.metadata or {}).get("unit")
    return f"{column.description or ''}" + (f" [{unit}]" if unit else "")


def quote(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def duckdb_type(column: dy.Column) -> str:
    """The DuckDB type of a declared column.

    Raises:
        TypeError: the dataframely type has no counterpart here.
    """
    if isinstance(column, dy.List):
        return duckdb_type(column.inner) + "[]"
    if isinstance(column, dy.Datetime):
        return "TIMESTAMPTZ" if column.time_zone else "TIMESTAMP"
    for kind, sql in _TYPES.items():
        if isinstance(column, kind):
            return sql
    raise TypeError(f"no DuckDB type for {column!r}: add it to pipelines/schemas/table.py")


_TYPES: dict[type[dy.Column], str] = {
    dy.String: "VARCHAR",
    dy.Enum: "VARCHAR",
    dy.Bool: "BOOLEAN",
    dy.Int16: "SMALLINT",
    dy.Int32: "INTEGER",
    dy.Int64: "BIGINT",
    dy.Float64: "DOUBLE",
    dy.Date: "DATE",
}


def _column_ddl(name: str, column: dy.Column) -> str:
    parts = [name, duckdb_type(column)]
    if not column.nullable:
        parts.append("NOT NULL")
    if isinstance(column, dy.Enum):
        values = ", ".join(quote(value) for value in column.categories)
        parts.append(f"CHECK ({name} IN ({values}))")
    return " ".join(parts)


def polars_schema(table: Table) -> dict[str, pl.DataType]:
    """Column name to Polars type; enumerations are plain strings so that bad values can be reported."""
    return {
        name: pl.String() if isinstance(column, dy.Enum) else column.dtype for name, column in table.columns.items()
    }
