"""Marts: each SELECT of sql/marts becomes a table; its header documents it, sqlglot finds what it reads."""

from __future__ import annotations

import dagster as dg

from pipelines.defs.resources import Home
from pipelines.defs.tables import mart_spec, report_table
from pipelines.settings import Settings
from pipelines.warehouse.build import build_macros, build_mart
from pipelines.warehouse.sqlfiles import SqlFile, read_file, read_folder


def mart_asset(file: SqlFile) -> dg.AssetsDefinition:
    """The asset of one file; the file is read again at each run."""

    @dg.multi_asset(name=f"mart_{file.name}", specs=[mart_spec(file)])
    def mart(home: Home) -> dg.MaterializeResult[None]:
        with home.warehouse.writer() as con:
            build_mart(con, read_file(home.settings.sql / "marts" / f"{file.name}.sql"))
            build_macros(con, read_folder(home.settings.sql / "macros"))
            return report_table(con, f"marts.{file.name}")

    return mart


@dg.definitions
def mart_assets() -> dg.Definitions:
    """One asset a file of sql/marts."""
    return dg.Definitions(assets=[mart_asset(file) for file in read_folder(Settings.from_env().sql / "marts")])
