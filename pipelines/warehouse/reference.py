"""Reads ``seeds/reference`` into frames, and refuses what does not fit the declarations with its file and line."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from pipelines.schemas.reference import LISTS, TABLES
from pipelines.schemas.table import Table, polars_schema


class ReferenceError(ValueError):
    """A reference file does not fit its declaration; the message names file, line, column and mend."""


@dataclass(frozen=True)
class _File:
    path: Path
    table: Table
    frame: pl.DataFrame
    lines: list[int]  # where each row stands

    def fail(self, row: int, problem: str) -> ReferenceError:
        return ReferenceError(f"{self.path}:{self.lines[row]}: {problem}")


def read_references(folder: Path) -> dict[str, pl.DataFrame]:
    """The rows of every list in ``folder`` by full table name; empty fields are NULL.

    Raises:
        ReferenceError: see ``read_reference``; or a code stands in no other list, or a row is its own ancestor.
    """
    files = {table.full_name: _read(folder, table) for table in TABLES}
    for name, file in files.items():
        lists = LISTS.get(name, {})
        for column, target in (file.table.references | lists).items():
            known = set(_keys(files[target]))
            for row, value in enumerate(file.frame.get_column(column)):
                codes = [] if value is None else value.split(";") if column in lists else [value]
                if unknown := [code for code in codes if code not in known]:
                    raise file.fail(row, f"{column}: {unknown[0]!r} is not in {files[target].path.name}")
            if target == name and column not in lists:
                _refuse_circles(file, column)
    return {name: file.frame for name, file in files.items()}


def read_reference(folder: Path, table: Table) -> pl.DataFrame:
    """The rows of ``<folder>/<table>.csv``; empty fields are NULL.

    Raises:
        ReferenceError: the file is missing, has other columns, or a row does not fit: a value that is not of its
            type, out of range or none of an enumeration, an empty field, a key that is there twice.
    """
    return _read(folder, table).frame


def _read(folder: Path, table: Table) -> _File:
    path = folder / f"{table.name}.csv"
    expected = polars_schema(table)
    try:
        with path.open(encoding="utf-8", newline="") as text:
            numbered = [(n, line) for n, line in enumerate(text, 1) if line.strip() and not line.startswith("#")]
            header, *rows = list(csv.reader(line for _, line in numbered)) or [[]]
    except (OSError, UnicodeError, csv.Error) as error:
        raise ReferenceError(f"{path}: {error}") from error
    if missing := expected.keys() - set(header):
        raise ReferenceError(f"{path}: the columns {sorted(missing)} are missing")
    if extra := set(header) - expected.keys():
        raise ReferenceError(f"{path}: declare the columns {sorted(extra)} in pipelines/schemas/reference.py")
    lines = [number for number, _ in numbered[1:]]
    for number, row in zip(lines, rows, strict=False):
        if len(row) != len(header):
            raise ReferenceError(f"{path}:{number}: {len(row)} values for {len(header)} columns")
    printed = pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")
    printed = printed.select(pl.col(name).replace("", None) for name in expected)
    columns = [
        _booleans(printed[name]) if dtype == pl.Boolean else printed[name].cast(dtype, strict=False)
        for name, dtype in expected.items()
    ]
    file = _File(path, table, pl.DataFrame(columns), lines)
    for name, dtype in expected.items():
        if (bad := (file.frame[name].is_null() & printed[name].is_not_null()).arg_true()).len():
            raise file.fail(bad[0], f"{name}: {printed[name][bad[0]]!r} is not a {dtype}")
    _refuse_misfits(file)
    return file


def _refuse_misfits(file: _File) -> None:
    """Whatever the declaration says of a row."""
    _, failure = file.table.schema.filter(file.frame, cast=True)
    for bad in failure.details().iter_rows(named=True):
        row = file.frame.rows().index(tuple(bad[name] for name in file.frame.columns))
        rule = next(rule for rule in failure.counts() if bad[rule] == "invalid")
        raise file.fail(row, _misfit(file.table, bad, rule))


def _misfit(table: Table, row: Mapping[str, Any], rule: str) -> str:
    name, _, kind = rule.partition("|")
    if name not in table.columns:  # the primary key
        return f"{', '.join(repr(row[key]) for key in table.primary_key)} is there twice"
    column = table.columns[name]
    if isinstance(column, dy.Enum) and kind == "dtype":
        return f"{name}: {row[name]!r} is none of {', '.join(column.categories)}"
    return f"{name}: {row[name]!r} breaks the rule {kind}" if row[name] is not None else f"{name}: empty"


def _refuse_circles(file: _File, parent: str) -> None:
    keys = _keys(file)
    parents = dict(zip(keys, file.frame.get_column(parent), strict=True))
    for row, key in enumerate(keys):
        above, seen = parents[key], {key}
        while above is not None:
            if above in seen:
                raise file.fail(row, f"{parent}: {key!r} is its own ancestor")
            seen.add(above)
            above = parents[above]


def _keys(file: _File) -> list[str]:
    return file.frame.get_column(file.table.primary_key[0]).to_list()


def _booleans(text: pl.Series) -> pl.Series:
    lower = text.str.to_lowercase()
    return lower.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
