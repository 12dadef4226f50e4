"""Whose words an article carries: the ground for counting independent sources.

The publisher family is who owns the outlet. The source family is who wrote the words: the news agency that the text
credits, else the family of the first of all near-duplicate copies, else the publisher family itself.
"""

from __future__ import annotations

import polars as pl


def article_sources(
    articles: pl.DataFrame, documents: pl.DataFrame, outlets: pl.DataFrame, clusters: pl.DataFrame
) -> pl.DataFrame:
    """Rows of ``resolve.article_sources``.

    Args:
        articles: ``core.articles`` (version_id, document_id, date_published, fetched_at, wire_credit).
        documents: ``core.documents`` (document_id, source_id, url, outlet_id).
        outlets: ``ref.outlets`` (outlet_id, name, publisher_family).
        clusters: ``resolve.clusters`` (version_id, cluster_id).
    """
    host = pl.col("url").str.extract(r"^[a-z]+://(?:www\.)?([^/:]+)", 1)
    wires = outlets.select(wire_credit="outlet_id", wire_family="publisher_family")
    rows = (
        articles.join(documents, on="document_id")
        .join(outlets, on="outlet_id", how="left")
        .join(wires, on="wire_credit", how="left")
        .join(clusters.select("version_id", "cluster_id"), on="version_id", how="left")
        .with_columns(
            outlet=pl.coalesce("name", "outlet_id", "source_id"),
            publisher_family=pl.coalesce(
                "publisher_family", pl.lit("unknown:") + pl.coalesce("outlet_id", host, "source_id")
            ),
            wire_family=pl.coalesce("wire_family", pl.lit("unknown:") + pl.col("wire_credit")),
            cluster_id=pl.coalesce("cluster_id", "version_id"),
            published=pl.coalesce("date_published", "fetched_at"),
        )
        .sort("published", "document_id", "version_id")
    )
    first_copy = pl.col("publisher_family").first().over("cluster_id")
    credited = pl.col("wire_family").drop_nulls().first().over("cluster_id")
    return rows.with_columns(source_family=pl.coalesce("wire_family", credited, first_copy)).select(
        "version_id", "outlet", "publisher_family", "source_family", "cluster_id"
    )
