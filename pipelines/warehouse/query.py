"""Queries of a user against a release: several in a row, other databases beside it, results written whole."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from typing import IO

import duckdb

from pipelines.schemas.table import quote

ROWS_AT_ONCE = 10_000


class QueryError(ValueError):
    """There is nothing to run, or a database to attach is not named; the message says what to write."""


def attachments(named: Sequence[str]) -> str:
    """The statements that attach databases given as ``name=path``, read-only.

    Raises:
        QueryError: one is not of that form.
    """
    statements = []
    for given in named:
        name, _, path = given.partition("=")
        if not name.isidentifier() or not path:
            raise QueryError(f"--attach {given}: write NAME=PATH, for example before=warehouse/releases/<older>.duckdb")
        statements.append(f'ATTACH {quote(path)} AS "{name}" (READ_ONLY);')
    return " ".join(statements)


def results(con: duckdb.DuckDBPyConnection, text: str) -> Iterator[duckdb.DuckDBPyRelation]:
    """Run the statements of ``text`` one after another; yields the result of each that has one.

    Raises:
        QueryError: there is no statement.
        duckdb.Error: a statement is wrong, or would write.
    """
    statements = con.extract_statements(text)
    if not statements:
        raise QueryError('the query is empty: try lossledger sql "FROM marts.claims_readable"')
    for statement in statements:
        if (relation := con.sql(statement)) is not None:
            yield relation


def write_csv(relation: duckdb.DuckDBPyRelation, out: IO[str]) -> None:
    """Write a header line and every row; NULL is an empty field, a list is JSON text."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(relation.columns)
    for row in _rows(relation):
        writer.writerow(_json(value) if isinstance(value, bool | list | dict) else value for value in row)


def write_json(relation: duckdb.DuckDBPyRelation, out: IO[str]) -> None:
    """Write every row as an object on a line of its own."""
    for row in _rows(relation):
        out.write(_json(dict(zip(relation.columns, row, strict=True))) + "\n")


def _rows(relation: duckdb.DuckDBPyRelation) -> Iterator[tuple[object, ...]]:
    while rows := relation.fetchmany(ROWS_AT_ONCE):
        yield from rows


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
