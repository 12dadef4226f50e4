"""corroborates: an independent source gives the same figure for the same loss and day.

Independent means another family that wrote the words *and* another origin at the end of the chain; bodies of one
state or movement (one root in ``ref.entities``) are one origin, and so are copies of one text. "Reportedly" has no
origin and corroborates nothing. Every figure is compared with the first one of its loss.
"""

from __future__ import annotations

import polars as pl

from pipelines.resolve.figures import FIRST, Claims, joined
from pipelines.resolve.relations import rows


def corroborates(claims: Claims) -> pl.DataFrame:
    """Corroborations, as rows of ``resolve.relations``."""
    days = claims.figures.select("figure", loss=joined("loss_key", "rank", "day"))
    said = (
        claims.asserted.filter(~pl.col("origin").str.starts_with("unattributed:"))
        .join(days, on="figure")
        .sort("loss", *FIRST)
        .with_columns(
            pl.col(name).first().over("loss").alias(f"first_{name}")
            for name in ("loss_claim_id", "statement_id", "root", "source_family", "cluster_id", "claimant_basis")
        )
    )
    independent = said.filter(
        (pl.col("root") != pl.col("first_root"))
        & (pl.col("source_family") != pl.col("first_source_family"))
        & (pl.col("cluster_id") != pl.col("first_cluster_id"))
    ).unique("figure", keep="first", maintain_order=True)
    # The reporter's own words weigh less: whom the article has it from is not said.
    own = (pl.col("claimant_basis") == "narrator") | (pl.col("first_claimant_basis") == "narrator")
    pairs = independent.select(
        "number",
        from_claim_id="loss_claim_id",
        from_statement_id="statement_id",
        to_claim_id="first_loss_claim_id",
        to_statement_id="first_statement_id",
        surely=pl.when(own).then(50).otherwise(70),
    )
    return rows(
        pairs,
        "corroborates",
        "independent_same_figure",
        basis="same_figure",
        confidence=pl.col("surely"),
        detail=pl.col("number"),
    )
