"""Tables about the warehouse itself: versions, hashes, what a release holds."""

from __future__ import annotations

import dataframely as dy

from pipelines.schemas import columns as c
from pipelines.schemas.table import Table


class Build(dy.Schema):
    """What made this file."""

    schema_hash = c.text("Hash of all table declarations; another one rebuilds the file from landing.")
    lossledger_version = c.text("Version of the package.")
    duckdb_version = c.text("Version of DuckDB that made the file.")
    created_at = c.instant("When the file was begun.")


class TableContents(dy.Schema):
    """What a table held at the release; equal contents make no new release."""

    table_name = c.text("layer.table", primary_key=True)
    row_count = c.whole("Rows.", "rows")
    content_hash = c.text("Hash over all rows, whatever their order.")


class Release(dy.Schema):
    """The release this file is."""

    released_at = c.instant("When it was released.")
    extractor_version = c.text("The one extractor whose output it holds.", nullable=True)


TABLES = [
    Table("meta", "build", Build, "Versions that made this file.", "the build"),
    Table("meta", "table_contents", TableContents, "Row counts and content hashes at release.", "one table"),
    Table("meta", "release", Release, "When this file was released.", "the release"),
]
