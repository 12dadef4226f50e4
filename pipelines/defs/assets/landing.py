"""Landing: asks every source and lands what is new; then the manifest becomes ``raw.fetches``."""

# No "from __future__ import annotations" here: Dagster reads the annotations of assets with a config.
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import dagster as dg
from pydantic import Field

from pipelines.defs.resources import Home
from pipelines.defs.tables import OWNERS, report_table, table_spec
from pipelines.documents.read import same_article
from pipelines.ingest.landing import Landing, fetches_frame
from pipelines.ingest.run import ingest
from pipelines.ingest.sink import SourceReport
from pipelines.ingest.sources import load_sources
from pipelines.settings import Settings
from pipelines.warehouse.build import replace_all

MANIFEST = dg.AssetKey(["landing", "manifest"])


class LandingConfig(dg.Config):
    """Which sources to ask."""

    sources: list[str] = Field(default=[], description="Only these sources of seeds/sources.toml; empty: all enabled.")


def check_result(report: SourceReport) -> dg.AssetCheckResult:
    """A source's own check: a warning, because one failing source never stops the others."""
    return dg.AssetCheckResult(
        asset_key=MANIFEST,
        check_name=f"source_{report.source_id}",
        passed=report.ok,
        severity=dg.AssetCheckSeverity.WARN,
        description=report.reason or "asked without a problem",
        metadata=dict(report.counts),
    )


@dg.definitions
def landing_assets() -> dg.Definitions:
    """The landing with one check a source, and its manifest as a table."""
    settings = Settings.from_env()
    sources = load_sources(settings.seeds / "sources.toml", settings.warehouse)
    specs = [
        dg.AssetCheckSpec(f"source_{source.id}", asset=MANIFEST, description=f"Could {source.id} be read?")
        for source in sources.enabled()
    ]

    @dg.asset(
        key=MANIFEST,
        group_name="landing",
        kinds={"file"},
        owners=OWNERS,
        check_specs=specs,
        description="The only truth: bytes by content hash and an append-only manifest of what was fetched when "
        "from where. Written once, never changed; everything else can be rebuilt from it.",
    )
    def landing(config: LandingConfig, home: Home) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
        """Ask the sources; the bytes are on disk before the step ends."""
        asked = load_sources(home.settings.seeds / "sources.toml", home.settings.warehouse)
        if config.sources:
            asked = asked.model_copy(update={"sources": {id_: asked.sources[id_] for id_ in config.sources}})
        with home.warehouse.landing_lock():
            reports = ingest(
                asked,
                Landing(home.settings.landing),
                home.settings.state,
                datetime.now(UTC),
                same_article=partial(same_article, seeds=home.settings.seeds),
            )
            home.note_landing()
        yield dg.MaterializeResult(metadata={r.source_id: dg.MetadataValue.json(dict(r.counts)) for r in reports})
        asked_ids = {report.source_id for report in reports}
        for report in reports:
            yield check_result(report)
        for spec in specs:
            if (source_id := spec.name.removeprefix("source_")) not in asked_ids:
                yield check_result(SourceReport(source_id))

    @dg.multi_asset(specs=[table_spec("raw.fetches").replace_attributes(deps=[MANIFEST])])
    def fetches(home: Home) -> dg.MaterializeResult[None]:
        """The manifest as a table."""
        with home.warehouse.writer() as con:
            replace_all(con, {"raw.fetches": fetches_frame(Landing(home.settings.landing).records())})
            return report_table(con, "raw.fetches")

    return dg.Definitions(assets=[landing, fetches])
