"""External series: the user's own copies in warehouse/series, each stamped with its snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from pipelines.defs.resources import Home
from pipelines.defs.tables import report_tables, table_spec
from pipelines.schemas import series as declared
from pipelines.series.load import load_series, read_files
from pipelines.series.sources import read_sources
from pipelines.warehouse.build import read, replace_all

TABLES = [table.full_name for table in declared.TABLES]
DEPS = ["ref.category_crosswalk", "ref.equipment_models"]


@dg.multi_asset(specs=[table_spec(name, DEPS) for name in TABLES], can_subset=False)
def series(home: Home) -> Iterator[dg.MaterializeResult[None]]:
    """Load every series whose files are there; without files the tables are empty."""
    folder = home.settings.series
    files = read_files(read_sources(home.settings.seeds / "series.toml"), folder)
    # The file's own time, so that a rebuild gives the same rows.
    copied = {file.snapshot_id: datetime.fromtimestamp((folder / file.name).stat().st_mtime, UTC) for file in files}
    with home.warehouse.writer() as con:
        crosswalk, models = (read(con, f"SELECT * FROM {name}") for name in DEPS)  # noqa: S608 declared names
        replace_all(con, load_series(files, crosswalk, models, copied))
        yield from report_tables(con, TABLES)
