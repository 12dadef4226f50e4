"""Reference data: each CSV of seeds/reference becomes a ``ref`` table, exactly as it stands."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from pipelines.defs.resources import Home
from pipelines.defs.tables import report_tables, table_spec
from pipelines.schemas import reference as declared
from pipelines.warehouse.build import replace_all
from pipelines.warehouse.reference import read_references

TABLES = [table.full_name for table in declared.TABLES]


@dg.multi_asset(specs=[table_spec(name) for name in TABLES], can_subset=False)
def reference(home: Home) -> Iterator[dg.MaterializeResult[None]]:
    """Load all reference tables in one transaction."""
    frames = read_references(home.settings.seeds / "reference")
    with home.warehouse.writer() as con:
        replace_all(con, frames)
        yield from report_tables(con, TABLES)
