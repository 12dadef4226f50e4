"""denies: a statement denies another.

Where the text says so (``denies_statement_id``). Besides, what an article quotes as a denied loss is denied wherever
others assert the same distinctive figure for the same loss and day: the denial then points to that figure's first
claim.
"""

from __future__ import annotations

import polars as pl

from pipelines.resolve.figures import DISTINCTIVE, Claims, joined
from pipelines.resolve.relations import rows


def denies(statements: pl.DataFrame, claims: Claims) -> pl.DataFrame:
    """Denials, as rows of ``resolve.relations``.

    Args:
        statements: ``core.statements`` of current versions (statement_id, denies_statement_id).
        claims: prepared claims.
    """
    direct = statements.filter(pl.col("denies_statement_id").is_not_null()).select(
        from_statement_id="statement_id", to_statement_id="denies_statement_id"
    )
    asserted = claims.figures.filter(pl.col("size") >= DISTINCTIVE).select(
        "document_id",
        "number",
        loss=joined("loss_key", "day"),
        to_claim_id="loss_claim_id",
        to_statement_id="statement_id",
    )
    elsewhere = (
        claims.denied.filter(pl.col("size") >= DISTINCTIVE)
        .select("statement_id", denying_document="document_id", loss=joined("loss_key", "day"))
        .join(direct, left_on="statement_id", right_on="to_statement_id")
        .join(asserted, on="loss")
        .filter(pl.col("document_id") != pl.col("denying_document"))
        .unique(["from_statement_id", "to_claim_id"], keep="first", maintain_order=True)
    )
    return pl.concat(
        [
            rows(direct, "denies", "denied_in_text", basis="stated_in_text", confidence=95),
            rows(elsewhere, "denies", "denied_elsewhere", basis="same_figure", confidence=60, detail=pl.col("number")),
        ]
    )
