"""Reads the SQL files of ``sql/``: the header that documents them and the tables they depend on.

A header is the comment lines at the top of a file:

    -- What a row tells, in full sentences.
    -- grain: one loss claim
    -- columns:
    --   count_best | items | The printed figure; NULL if none is printed.
    -- severity: error           (checks only)
    -- table: core.loss_claims   (checks only)
"""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import sqlglot
from sqlglot import exp


class SqlFileError(ValueError):
    """A file of ``sql/`` breaks the rules of its folder; the message names the file and the mend."""


@dataclass(frozen=True)
class Column:
    """A documented output column. ``unit`` is empty where there is none."""

    name: str
    unit: str
    description: str


@dataclass(frozen=True)
class SqlFile:
    """One documented SELECT (or macro) and what it reads."""

    name: str
    path: Path
    sql: str
    title: str  # first line
    description: str  # all lines before the first field
    fields: dict[str, str]  # grain, severity, table
    columns: tuple[Column, ...]
    depends_on: tuple[str, ...]  # layer.table, sorted


def read_folder(folder: Path) -> list[SqlFile]:
    """All files of a folder by name; an absent folder holds none.

    Raises:
        SqlFileError: a file has no header, does not parse, or is not one statement.
    """
    return [read_file(path) for path in sorted(folder.glob("*.sql"))]


def read_file(path: Path) -> SqlFile:
    """Read one file; see ``read_folder`` for errors."""
    sql = path.read_text(encoding="utf-8")
    header = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        header.append(line[2:].removeprefix(" "))
    prose, fields, columns = _parse_header(header, path)
    if not prose:
        raise SqlFileError(f"{path}: no description; begin the file with comment lines that say what a row tells")
    return SqlFile(
        name=path.stem,
        path=path,
        sql=sql,
        title=prose[0],
        description=" ".join(line for line in prose if line),
        fields=fields,
        columns=tuple(columns),
        depends_on=_dependencies(sql, path),
    )


def in_order(files: list[SqlFile], layer: str) -> list[SqlFile]:
    """Files of one layer so that each comes after those it reads.

    Raises:
        SqlFileError: two files read each other.
    """
    by_name = {f"{layer}.{file.name}": file for file in files}
    graph = {name: [d for d in file.depends_on if d in by_name] for name, file in by_name.items()}
    try:
        return [by_name[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        raise SqlFileError(f"sql/{layer}: these files read each other: {' -> '.join(error.args[1])}") from error


def _parse_header(lines: list[str], path: Path) -> tuple[list[str], dict[str, str], list[Column]]:
    prose: list[str] = []
    fields: dict[str, str] = {}
    columns: list[Column] = []
    in_columns = False
    for line in lines:
        key, colon, value = line.partition(":")
        if in_columns and line.startswith("  "):
            parts = [part.strip() for part in line.split("|", 2)]
            if len(parts) != 3:
                raise SqlFileError(
                    f"{path}: write the column as 'name | unit or - | description', not {line.strip()!r}"
                )
            columns.append(Column(parts[0], "" if parts[1] == "-" else parts[1], parts[2]))
        elif colon and key in {"grain", "severity", "table"}:
            fields[key] = value.strip()
            in_columns = False
        elif line.strip() == "columns:":
            in_columns = True
        elif not fields and not columns:
            prose.append(line.strip())
    return prose, fields, columns


def _dependencies(sql: str, path: Path) -> tuple[str, ...]:
    try:
        statements = [s for s in sqlglot.parse(sql, dialect="duckdb") if s is not None]
    except sqlglot.errors.ParseError as error:
        raise SqlFileError(f"{path}: cannot be parsed: {error}") from error
    if len(statements) != 1:
        raise SqlFileError(f"{path}: must hold exactly one statement, holds {len(statements)}")
    made = statements[0].this if isinstance(statements[0], exp.Create) else None
    own = {id(table) for table in made.find_all(exp.Table)} if made is not None else set()
    tables = [table for table in statements[0].find_all(exp.Table) if table.db and id(table) not in own]
    return tuple(sorted({f"{table.db}.{table.name}" for table in tables}))
