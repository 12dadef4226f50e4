"""Reads ``seeds/reference`` into frames as the declarations say."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines.schemas.table import Table, polars_schema


class ReferenceError(ValueError):
    """A reference file does not fit its declaration; the message names file, column and mend."""


def read_reference(folder: Path, table: Table) -> pl.DataFrame:
    """The rows of ``<folder>/<table>.csv``; empty fields are NULL.

    Raises:
        ReferenceError: the file is missing, has other columns, or a value is not of its type.
    """
    path = folder / f"{table.name}.csv"
    expected = polars_schema(table)
    try:
        frame = pl.read_csv(path, infer_schema=False, comment_prefix="#")
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ReferenceError(f"{path}: {error}") from error
    if missing := expected.keys() - set(frame.columns):
        raise ReferenceError(f"{path}: the columns {sorted(missing)} are missing")
    if extra := set(frame.columns) - expected.keys():
        raise ReferenceError(f"{path}: declare the columns {sorted(extra)} in pipelines/schemas/reference.py")
    columns = []
    for name, dtype in expected.items():
        text = frame.get_column(name)
        values = _booleans(text) if dtype == pl.Boolean else text.cast(dtype, strict=False)
        bad = text.filter(values.is_null() & text.is_not_null())
        if not bad.is_empty():
            raise ReferenceError(f"{path}: column {name}: {bad[0]!r} is not a {dtype}")
        columns.append(values)
    return pl.DataFrame(columns)


def _booleans(text: pl.Series) -> pl.Series:
    lower = text.str.to_lowercase()
    return lower.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
