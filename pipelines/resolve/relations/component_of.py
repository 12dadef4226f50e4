"""component_of: a claim is part of another of the same article, as the text says ("19 vehicles, including 11 ...")."""

from __future__ import annotations

import polars as pl

from pipelines.resolve.figures import Claims
from pipelines.resolve.relations import ends, rows


def component_of(claims: Claims) -> pl.DataFrame:
    """Parts and their wholes, as rows of ``resolve.relations``."""
    parts = claims.asserted.filter(pl.col("parent_claim_id").is_not_null()).select(
        "part_kind", from_claim_id="loss_claim_id", from_statement_id="statement_id", to_claim_id="parent_claim_id"
    )
    return rows(
        parts.join(ends(claims.asserted, "to"), on="to_claim_id"),
        "component_of",
        "part_in_text",
        basis="stated_in_text",
        confidence=90,
        detail=pl.col("part_kind"),
    )
