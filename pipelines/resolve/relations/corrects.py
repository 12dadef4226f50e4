"""corrects: a new version of an article gives another figure for a claim of the version before.

Only where the change of the text is one of figures or a correction. Claims of the two versions are paired by
victim, kind and outcome, in text order; who is credited may have changed as well.
"""

from __future__ import annotations

import polars as pl

from pipelines.resolve.figures import Claims, joined
from pipelines.resolve.relations import rows


def corrects(changes: pl.DataFrame, new: Claims, old: Claims) -> pl.DataFrame:
    """Corrections, as rows of ``resolve.relations``.

    Args:
        changes: ``resolve.version_changes``.
        new: claims of current versions.
        old: claims of the versions before them.
    """
    changed = changes.filter(
        pl.col("change_kind").is_in(["figures", "correction"]) & pl.col("previous_version_id").is_not_null()
    ).select("version_id", "previous_version_id")
    pairs = (
        _in_order(new.asserted)
        .join(changed, on="version_id")
        .join(
            _in_order(old.asserted).select(
                "same",
                previous_version_id="version_id",
                to_claim_id="loss_claim_id",
                to_statement_id="statement_id",
                to_number="number",
            ),
            on=["previous_version_id", "same"],
        )
        .filter(pl.col("number").ne_missing(pl.col("to_number")))
    )
    unknown = pl.lit("no number")
    return rows(
        pairs.rename({"loss_claim_id": "from_claim_id", "statement_id": "from_statement_id"}),
        "corrects",
        "changed_figure",
        basis="version_change",
        confidence=80,
        detail=pl.col("number").fill_null(unknown) + pl.lit(" for ") + pl.col("to_number").fill_null(unknown),
    )


def _in_order(claims: pl.DataFrame) -> pl.DataFrame:
    slot = joined("victim", "kind", "outcome_class", "aggregation", "model_id")
    return (
        claims.filter(pl.col("restates_claim_id").is_null())
        .sort("version_id", "item_start")
        .with_columns(slot=slot)
        .with_columns(same=joined("slot", pl.int_range(pl.len()).over("version_id", "slot")))
    )
