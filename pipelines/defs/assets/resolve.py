"""What follows from the claims: versions and near-duplicates, relations, events, plausibility flags."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from pipelines.defs.resources import Home
from pipelines.defs.tables import report_tables, table_spec
from pipelines.resolve.resolve import MAKES, READS, resolve
from pipelines.warehouse.build import read, replace_all


@dg.multi_asset(specs=[table_spec(name, READS) for name in MAKES], can_subset=False)
def knowledge(home: Home) -> Iterator[dg.MaterializeResult[None]]:
    """Rebuild relations, events and flags from core; no claim is ever changed."""
    with home.warehouse.writer() as con:
        frames = {
            name: read(con, f"SELECT {', '.join(columns)} FROM {name}")  # noqa: S608 declared names
            for name, columns in READS.items()
        }
        replace_all(con, resolve(frames))
        yield from report_tables(con, MAKES)
