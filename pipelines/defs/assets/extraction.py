"""Extraction: articles become mentions, statements and loss claims.

Only versions whose fingerprint (text, metadata, code, lexicons, reference data) is missing are read, in batches
that are committed one by one: a stopped run goes on where it was, and a new word in a lexicon re-extracts.
"""

# No "from __future__ import annotations" here: Dagster reads the annotations of assets with a config.
import logging
from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from pipelines.defs.resources import Home
from pipelines.defs.tables import report_tables, table_spec
from pipelines.extract.extractor import extract_many
from pipelines.extract.version import extractor_version
from pipelines.schemas import reference
from pipelines.settings import Settings
from pipelines.warehouse import articles
from pipelines.warehouse.build import replace_where
from pipelines.warehouse.extractions import TABLES, Read, to_frames

log = logging.getLogger("lossledger")
BATCH = 500
# The extractor reads the same files that the ref tables are made of.
READS = ["core.articles", "core.text_blocks", *(table.full_name for table in reference.TABLES)]


class ExtractConfig(dg.Config):
    """Which articles to read again although nothing changed."""

    re_extract: bool = Field(default=False, description="Read articles again even if nothing changed.")
    since: str | None = Field(default=None, description="With re_extract: fetched on or after this day.")
    sources: list[str] = Field(default=[], description="With re_extract: only articles of these sources.")


@dg.definitions
def extraction_assets() -> dg.Definitions:
    """The extraction tables; their code version is the extractor's."""
    version = extractor_version(Settings.from_env().seeds)
    specs = [table_spec(name, READS, version) for name in TABLES]

    @dg.multi_asset(specs=specs, can_subset=False)
    def extraction(config: ExtractConfig, home: Home) -> Iterator[dg.MaterializeResult[None]]:
        """Read what is new, batch by batch."""
        version = extractor_version(home.settings.seeds)
        with home.warehouse.writer() as con:
            if config.re_extract:
                articles.mark_unread(con, config.since, config.sources)
            todo = articles.unread(con, version)
            for start in range(0, len(todo), BATCH):
                batch = todo[start : start + BATCH]
                ids = [version_id for version_id, _ in batch]
                documents = articles.load(con, ids)
                extractions = extract_many(documents, home.settings.seeds, home.settings.workers)
                reads = [
                    Read(version_id, document.text, fingerprint, extraction)
                    for (version_id, fingerprint), document, extraction in zip(
                        batch, documents, extractions, strict=True
                    )
                ]
                deletions = dict.fromkeys(reversed(TABLES), ("version_id", ids))
                replace_where(con, to_frames(reads, version), deletions)
                log.info("read %d of %d articles", start + len(batch), len(todo))
            yield from report_tables(con, TABLES)

    return dg.Definitions(assets=[extraction])
