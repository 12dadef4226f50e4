"""The data dictionary: every table and column, written out of the declarations and the headers of the marts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines import schemas
from pipelines.schemas.table import describe, duckdb_type
from pipelines.settings import Settings
from pipelines.warehouse.sqlfiles import read_folder

LAYERS = {
    "marts": "What analysts read.",
    "core": "Articles and what was read out of them; each fact once.",
    "resolve": "How claims and versions relate.",
    "series": "External series, each stamped with its snapshot; never mixed with claims.",
    "quarantine": "What could not be used, with the reason.",
    "raw": "What was fetched.",
    "ref": "Reference data.",
    "meta": "The warehouse itself.",
}


def dictionary(settings: Settings) -> str:
    """The whole dictionary as Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Made by `make docs` from `pipelines/schemas` and the headers of `sql/marts`; a test keeps it true.",
    ]
    for layer, about in LAYERS.items():
        lines += ["", f"## {layer}", "", about]
        lines += _marts(settings) if layer == "marts" else _tables(layer)
    return "\n".join(lines) + "\n"


def write_dictionary(settings: Settings) -> Path:
    """Write it beside the SQL; returns the path."""
    path = settings.sql / "DATA_DICTIONARY.md"
    path.write_text(dictionary(settings), encoding="utf-8")
    return path


def _marts(settings: Settings) -> Iterator[str]:
    for file in read_folder(settings.sql / "marts"):
        yield from ("", f"### marts.{file.name}", "", file.description, "", f"One row: {file.fields.get('grain', '')}.")
        yield from ("", "| column | unit | description |", "|---|---|---|")
        for column in file.columns:
            yield f"| `{column.name}` | {column.unit} | {_cell(column.description)} |"


def _tables(layer: str) -> Iterator[str]:
    for table in schemas.all_tables():
        if table.layer != layer:
            continue
        key = ", ".join(f"`{name}`" for name in table.primary_key) or "none"
        yield from ("", f"### {table.full_name}", "", table.description, "", f"One row: {table.grain}. Key: {key}.")
        yield from ("", "| column | type | description |", "|---|---|---|")
        for name, column in table.columns.items():
            kind = duckdb_type(column) + ("" if column.nullable else " NOT NULL")
            yield f"| `{name}` | {kind} | {_cell(describe(column))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
