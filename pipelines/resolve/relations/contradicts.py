"""contradicts: figures for one loss that cannot both be right.

Between origins: other figures for the same victim, kind, exact outcome, dated day and named spot (or, for running
totals, the same first and last day), with bounds that do not overlap. Every figure is compared with the first one.
Within one origin: running totals that fall (``series``).
"""

from __future__ import annotations

import polars as pl

from pipelines.resolve.figures import FIRST, Claims, joined
from pipelines.resolve.relations import rows
from pipelines.resolve.relations.series import falls


def contradicts(claims: Claims) -> pl.DataFrame:
    """Contradictions, as rows of ``resolve.relations``."""
    detail = pl.col("number") + pl.lit(" against ") + pl.col("first_number")
    return pl.concat(
        [
            rows(
                rivals(claims), "contradicts", "rival_figure", basis="same_place_and_day", confidence=40, detail=detail
            ),
            falls(claims),
        ]
    )


def rivals(claims: Claims) -> pl.DataFrame:
    """Figures of other origins that exclude the first one for the same loss."""
    total = (pl.col("aggregation") == "cumulative") & pl.col("period_start").is_not_null()
    spot = (pl.col("aggregation") == "incremental") & (pl.col("spots") != "")
    kept = ("loss_claim_id", "statement_id", "root", "low", "high", "number")
    figures = (
        claims.figures.filter(pl.col("dated") & pl.col("parent_claim_id").is_null() & (total | spot))
        .with_columns(
            loss=joined(
                "theatre", "victim", "kind", "outcome", "aggregation", "period_start", "day", "spots", "model_id"
            )
        )
        .sort("loss", *FIRST)
        .with_columns(pl.col(name).first().over("loss").alias(f"first_{name}") for name in kept)
    )
    apart = (pl.col("high") < pl.col("first_low")) | (pl.col("low") > pl.col("first_high"))
    return figures.filter((pl.col("root") != pl.col("first_root")) & apart).select(
        "number",
        "first_number",
        from_claim_id="loss_claim_id",
        from_statement_id="statement_id",
        to_claim_id="first_loss_claim_id",
        to_statement_id="first_statement_id",
    )
