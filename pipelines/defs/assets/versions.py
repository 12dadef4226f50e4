"""Versions and near-duplicates: how an article was edited, and which articles tell one story in the same words."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from pipelines.defs.resources import Home
from pipelines.defs.tables import report_tables, table_spec
from pipelines.documents.versions import Notices, version_changes
from pipelines.schemas import versions as declared
from pipelines.warehouse.build import read, replace_all, replace_where

TABLES = [table.full_name for table in declared.TABLES]
READS = ["core.articles", "core.text_blocks"]
BATCH = 1000

UNSIGNED = """
    SELECT a.version_id FROM core.articles a LEFT JOIN resolve.signatures s USING (version_id)
    WHERE s.text_sha256 IS DISTINCT FROM a.text_sha256 ORDER BY a.version_id
"""
# A signature that is new for an old article, or gone, may move the borders of clusters: then all are drawn anew.
STALE_CLUSTERS = """
    SELECT count(*) FROM resolve.clusters c
    WHERE c.version_id NOT IN (SELECT version_id FROM core.articles) OR c.version_id IN (SELECT unnest($ids))
"""
# Texts are only needed where there is something to compare.
VERSIONS = """
    SELECT version_id, document_id, fetched_at, headline,
        CASE WHEN count(*) OVER (PARTITION BY document_id) > 1 THEN text END AS text
    FROM core.articles
"""


@dg.multi_asset(specs=[table_spec(name, READS) for name in TABLES], can_subset=False)
def versions(home: Home) -> Iterator[dg.MaterializeResult[None]]:
    """Sign what is new, cluster it, and compare the versions of each document."""
    from pipelines.documents.near_duplicates import cluster, sign  # loads SciPy: not for a run that only polls

    with home.warehouse.writer() as con:
        ids = read(con, UNSIGNED)["version_id"].to_list()
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            articles, blocks = (
                read(con, f"SELECT * FROM {name} WHERE version_id IN (SELECT unnest(?))", [batch])  # noqa: S608
                for name in READS
            )
            signatures = {"resolve.signatures": sign(articles, blocks)}
            replace_where(con, signatures, {"resolve.signatures": ("version_id", batch)})
        stale = con.execute(STALE_CLUSTERS, {"ids": ids}).fetchone()
        known = read(con, "SELECT * FROM resolve.clusters")
        if stale and stale[0]:
            known = known.clear()
        new = read(
            con,
            "SELECT version_id, fetched_at, date_published FROM core.articles "
            "WHERE version_id NOT IN (SELECT unnest(?))",
            [known["version_id"].to_list()],
        )
        several = read(con, VERSIONS)
        replace_all(
            con,
            {
                "resolve.clusters": known.vstack(cluster(new, read(con, "SELECT * FROM resolve.signatures"), known)),
                "resolve.version_changes": version_changes(
                    several,
                    read(
                        con,
                        "SELECT * FROM core.text_blocks WHERE version_id IN (SELECT unnest(?))",
                        [several.drop_nulls("text")["version_id"].to_list()],
                    ),
                    Notices.load(home.settings.seeds),
                ),
            },
        )
        con.execute("DELETE FROM resolve.signatures WHERE version_id NOT IN (SELECT version_id FROM core.articles)")
        yield from report_tables(con, TABLES)
