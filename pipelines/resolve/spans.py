"""Which version a document showed from when to when, as the fetches tell.

A version is shown from the fetch that first showed it to the fetch that showed something else. So a text that goes
back to an earlier wording is current again, and a document that is gone, canceled or replaced by a retraction
notice has no current version, only history. A fetch that could not be read says nothing and ends nothing.
"""

from __future__ import annotations

import polars as pl


def version_spans(fetches: pl.DataFrame, outcomes: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Rows of ``resolve.version_spans``.

    Args:
        fetches: ``raw.fetches`` (fetch_id, fetched_at, pub_status).
        outcomes: ``core.fetch_outcomes`` (fetch_id, outcome, version_id, document_id).
        changes: ``resolve.version_changes`` (version_id, change_kind).
    """
    retracted = pl.col("change_kind").eq_missing(pl.lit("retraction"))
    withdrawn = (pl.col("outcome") == "gone") | (pl.col("pub_status") != "usable")
    states = (
        outcomes.filter(pl.col("document_id").is_not_null() & (pl.col("outcome") != "quarantined"))
        .join(fetches, on="fetch_id")
        .join(changes.select("version_id", "change_kind").unique("version_id"), on="version_id", how="left")
        .with_columns(
            shown=pl.when(~withdrawn & ~retracted).then("version_id"),
            # Why the span before it ends, should it be another one.
            ends=pl.when(withdrawn)
            .then(pl.lit("withdrawn"))
            .when(retracted)
            .then(pl.lit("retracted"))
            .otherwise(pl.lit("superseded")),
        )
        .sort("document_id", "fetched_at", "fetch_id")
    )
    changed = pl.col("shown").ne_missing(pl.col("shown").shift(1).over("document_id")) | (
        pl.int_range(pl.len()).over("document_id") == 0
    )
    spans = states.filter(changed).with_columns(
        valid_from=pl.col("fetched_at"),
        valid_to=pl.col("fetched_at").shift(-1).over("document_id"),
        ended_by=pl.col("ends").shift(-1).over("document_id"),
    )
    lasted = pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("valid_from"))
    return spans.filter(pl.col("shown").is_not_null() & lasted).select(
        "document_id", pl.col("shown").alias("version_id"), "valid_from", "valid_to", "ended_by"
    )
