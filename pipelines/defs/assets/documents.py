"""Documents: landed bytes become articles with blocks, or a reason in quarantine; one outcome each fetch."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import polars as pl

from pipelines.defs.resources import Home
from pipelines.defs.tables import report_tables, table_spec
from pipelines.documents.read import Known, cleaner_version, read_documents
from pipelines.ingest.landing import Landing
from pipelines.ingest.sources import load_sources
from pipelines.warehouse.articles import drop_orphans
from pipelines.warehouse.build import read, replace_where

KEYS = {
    "core.documents": "document_id",
    "core.articles": "version_id",
    "core.text_blocks": "version_id",
    "core.fetch_outcomes": "fetch_id",
    "quarantine.documents": "fetch_id",
}


@dg.multi_asset(specs=[table_spec(name, ["raw.fetches"]) for name in KEYS], can_subset=False)
def documents(home: Home) -> Iterator[dg.MaterializeResult[None]]:
    """Read what is new in committed batches; a stopped run goes on where it was."""
    settings, landing = home.settings, Landing(home.settings.landing)
    sources = load_sources(settings.seeds / "sources.toml", settings.warehouse)
    with home.warehouse.writer() as con:
        known = Known.from_frames(
            read(con, "SELECT document_id FROM core.documents"),
            read(con, "SELECT * EXCLUDE (text) FROM core.articles"),
            read(con, "SELECT fetch_id, fingerprint FROM core.fetch_outcomes"),
            cleaner_version(settings.seeds),
        )
        batches = read_documents(
            landing.records(),
            landing,
            known,
            settings.seeds,
            workers=settings.workers,
            triaged=sources.triaged(),
        )
        for frames in batches:
            fetched = frames["core.fetch_outcomes"]["fetch_id"].to_list()
            deletions = {
                name: (key, fetched if key == "fetch_id" else _distinct(frames[name], key))
                for name, key in KEYS.items()
            }
            replace_where(con, frames, deletions)
        drop_orphans(con)
        yield from report_tables(con, KEYS)


def _distinct(frame: pl.DataFrame, column: str) -> list[str]:
    return frame[column].unique(maintain_order=True).to_list()
