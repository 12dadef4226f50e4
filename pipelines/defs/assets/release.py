"""The release: a checked, immutable copy of the warehouse that analysts open."""

from __future__ import annotations

import logging

import dagster as dg

from pipelines import schemas
from pipelines.defs.resources import Home
from pipelines.defs.tables import OWNERS, asset_key
from pipelines.settings import Settings
from pipelines.warehouse.release import release
from pipelines.warehouse.sqlfiles import read_folder

RELEASE = dg.AssetKey(["release", "current"])
log = logging.getLogger("lossledger")


@dg.definitions
def release_asset() -> dg.Definitions:
    """The release depends on every table and every mart."""
    tables = [t.full_name for t in schemas.all_tables() if t.layer != "meta"]
    sql = Settings.from_env().sql
    marts = [f"marts.{file.name}" for folder in ("marts", "macros") for file in read_folder(sql / folder)]

    @dg.asset(
        key=RELEASE,
        deps=[asset_key(name) for name in tables + marts],
        group_name="release",
        kinds={"duckdb"},
        owners=OWNERS,
        description="warehouse/current.duckdb: the file analysts open, read-only. It is made only when every "
        "blocking check passes and something changed; an open session on an older release goes on undisturbed.",
    )
    def current(home: Home) -> dg.MaterializeResult[None]:
        done = release(home.warehouse)
        for warning in done.warnings:
            log.warning("%s %s: %s", warning.table, warning.name, warning.message)
        if not done.made:
            log.info("nothing changed, no new release")
        return dg.MaterializeResult(
            metadata={
                "path": dg.MetadataValue.path(str(done.path)),
                "new_release": done.made,
                "rows": dg.MetadataValue.json(done.tables),
                "warnings": len(done.warnings),
            }
        )

    return dg.Definitions(assets=[current])
