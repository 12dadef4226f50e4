"""One module a relation. Each gives rows of ``resolve.relations`` without ``relation_id``.

``from`` is the later statement or claim, ``to`` the earlier: *from* repeats, updates, denies, ... *to*.
"""

from __future__ import annotations

import polars as pl

COLUMNS = {
    "relation": pl.String(),
    "from_statement_id": pl.String(),
    "to_statement_id": pl.String(),
    "from_claim_id": pl.String(),
    "to_claim_id": pl.String(),
    "basis": pl.String(),
    "confidence": pl.Int16(),
    "rule_id": pl.String(),
    "detail": pl.String(),
}


def rows(
    frame: pl.DataFrame,
    relation: str,
    rule_id: str,
    *,
    basis: str,
    confidence: int | pl.Expr,
    detail: pl.Expr | None = None,
) -> pl.DataFrame:
    """Rows of the relation table.

    Args:
        frame: from_statement_id and to_statement_id, and from_claim_id and to_claim_id where the relation holds
            between single claims.
        relation: value of ``enums.RELATIONS``.
        rule_id: name of the rule.
        basis: value of ``enums.RELATION_BASES``.
        confidence: 0-100.
        detail: the figures that led to it.
    """
    for name in ("from_claim_id", "to_claim_id"):
        if name not in frame.columns:
            frame = frame.with_columns(pl.lit(None, pl.String).alias(name))
    sure = pl.lit(confidence) if isinstance(confidence, int) else confidence
    return frame.select(
        pl.lit(relation).alias("relation"),
        "from_statement_id",
        "to_statement_id",
        "from_claim_id",
        "to_claim_id",
        pl.lit(basis).alias("basis"),
        sure.cast(pl.Int16).alias("confidence"),
        pl.lit(rule_id).alias("rule_id"),
        (pl.lit(None, pl.String) if detail is None else detail).alias("detail"),
    )


def ends(claims: pl.DataFrame, end: str) -> pl.DataFrame:
    """Ids of claims as one end (``from`` or ``to``) of a relation, to be joined on ``<end>_claim_id``."""
    return claims.select(
        pl.col("loss_claim_id").alias(f"{end}_claim_id"), pl.col("statement_id").alias(f"{end}_statement_id")
    )
