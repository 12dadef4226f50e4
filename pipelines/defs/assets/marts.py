"""Marts: each SELECT of sql/marts becomes a table; its header documents it, sqlglot finds what it reads."""

from __future__ import annotations

import dagster as dg

from pipelines.defs.resources import Home
from pipelines.defs.tables import mart_spec, report_table
from pipelines.settings import Settings
from pipelines.warehouse.build import build_mart
from pipelines.warehouse.sqlfiles import SqlFile, read_file, read_folder


def mart_asset(file: SqlFile) -> dg.AssetsDefinition:
    """The asset of one file; the file is read again at each run."""

    @dg.multi_asset(name=f"mart_{file.name}", specs=[mart_spec(file)])
    def mart(home: Home) -> dg.MaterializeResult[None]:
        with home.warehouse.writer() as con:
            build_mart(con, read_file(home.settings.sql / "marts" / f"{file.name}.sql"))
            return report_table(con, f"marts.{file.name}")

    return mart


def macro_asset(file: SqlFile) -> dg.AssetsDefinition:
    """The asset of a table macro."""

    @dg.multi_asset(name=f"macro_{file.name}", specs=[mart_spec(file)])
    def macro(home: Home) -> None:
        with home.warehouse.writer() as con:
            con.execute(read_file(home.settings.sql / "macros" / f"{file.name}.sql").sql)

    return macro


@dg.definitions
def mart_assets() -> dg.Definitions:
    """One asset a file of sql/marts and sql/macros."""
    sql = Settings.from_env().sql
    marts = [mart_asset(file) for file in read_folder(sql / "marts")]
    macros = [macro_asset(file) for file in read_folder(sql / "macros")]
    return dg.Definitions(assets=[*marts, *macros])
