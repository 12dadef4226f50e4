"""Writes marts of a release as CSV or Parquet files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.warehouse.release import open_release

FORMATS = {"csv": "(FORMAT csv, HEADER)", "parquet": "(FORMAT parquet, COMPRESSION zstd)"}


class ExportError(ValueError):
    """An unknown mart or format; the message says which there are."""


def export_marts(release: Path, folder: Path, names: Sequence[str], fmt: str) -> Iterator[tuple[Path, int]]:
    """Write ``<folder>/<mart>.<fmt>`` for each mart (all if none is named); yields path and row count.

    Lists become JSON text in CSV. A file is complete or not there.

    Raises:
        ExportError: no such mart or format.
    """
    if fmt not in FORMATS:
        raise ExportError(f"no format {fmt!r}: choose one of {', '.join(FORMATS)}")
    with open_release(release) as con:
        marts = [
            row[0]
            for row in con.execute(
                "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'marts' ORDER BY ALL"
            ).fetchall()
        ]
        if unknown := [name for name in names if name not in marts]:
            raise ExportError(f"no mart {', '.join(unknown)}: choose from {', '.join(marts)}")
        folder.mkdir(parents=True, exist_ok=True)
        for name in names or marts:
            path, part = folder / f"{name}.{fmt}", folder / f".{name}.{fmt}.part"
            columns = "*"
            if fmt == "csv":
                described = con.execute(f"DESCRIBE marts.{name}").fetchall()
                lists = [row[0] for row in described if row[1].endswith("]")]
                if lists:
                    columns = f"* REPLACE ({', '.join(f'to_json({c})::VARCHAR AS {c}' for c in lists)})"
            target = str(part).replace("'", "''")
            rows = con.execute(f"COPY (SELECT {columns} FROM marts.{name}) TO '{target}' {FORMATS[fmt]}").fetchone()
            part.replace(path)
            yield path, int(rows[0]) if rows else 0
