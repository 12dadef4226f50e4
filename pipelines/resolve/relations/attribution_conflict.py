"""attribution_conflict: two statements give the same figures for opposite victims.

Outlets sometimes turn a communique round: the same numbers, another claimant, the other side's losses. Two statements
are in conflict if at least ``SHARED`` printed figures of ten or more agree, in categories of which one includes the
other, within ``DAYS`` days, while claimants (their roots) and victims' sides differ. Which of them is right is not
said: each keeps what its article says. Every statement points to the earliest of the other side.
"""

from __future__ import annotations

import polars as pl

from pipelines.resolve.figures import DISTINCTIVE, Claims, ancestors
from pipelines.resolve.relations import rows

SHARED = 2
DAYS = 3
# Of one figure so many statements a side are compared, the first published.
STATEMENTS = 20


def attribution_conflict(claims: Claims, categories: pl.DataFrame) -> pl.DataFrame:
    """Conflicts, as rows of ``resolve.relations``.

    Args:
        claims: prepared claims.
        categories: ``ref.loss_categories`` (category_code, parent_code).
    """
    figures = (
        claims.asserted.filter(
            (pl.col("size") >= DISTINCTIVE)
            & pl.col("victim_side").is_not_null()
            & pl.col("parent_claim_id").is_null()
            & pl.col("restates_claim_id").is_null()
        )
        .sort("published", "document_id", "item_start")
        .filter(pl.len().over("statement_id") >= SHARED)
        .with_columns(order=pl.int_range(pl.len()))
        .select(
            "theatre",
            "category_group",
            "number",
            "category_code",
            "victim_side",
            "root",
            "day",
            "statement_id",
            "order",
        )
    )
    figures = figures.filter(
        pl.int_range(pl.len()).over("theatre", "category_group", "number", "victim_side", "day") < STATEMENTS
    )
    pairs = _same_figures(figures, categories)
    later_earlier = pairs.group_by("statement_id", "to_statement_id", maintain_order=True).agg(
        shared=pl.col("number").n_unique(),
        numbers=pl.col("number").unique(maintain_order=True).sort().str.join(", "),
        order=pl.col("order").min(),
        to_order=pl.col("to_order").min(),
    )
    conflicts = later_earlier.filter(pl.col("shared") >= SHARED)
    return rows(
        _to_earliest(conflicts),
        "attribution_conflict",
        "same_figures_other_victim",
        basis="same_figure",
        confidence=85,
        detail=pl.col("numbers"),
    )


def _same_figures(figures: pl.DataFrame, categories: pl.DataFrame) -> pl.DataFrame:
    parent = dict(categories.select("category_code", "parent_code").iter_rows())
    related = pl.DataFrame(
        [pair for code in parent for above in ancestors(code, parent) for pair in {(code, above), (above, code)}],
        schema=["category_code", "to_category_code"],
        orient="row",
    ).unique(maintain_order=True)
    # Days fall into buckets; a figure is looked for in its own and the neighbouring ones.
    bucket = pl.col("day").to_physical() // (DAYS + 1)
    others = figures.with_columns(bucket=pl.concat_list(bucket - 1, bucket, bucket + 1)).explode("bucket")
    others = others.rename(
        {name: f"to_{name}" for name in ("category_code", "victim_side", "root", "day", "statement_id", "order")}
    )
    return (
        figures.with_columns(bucket=bucket)
        .join(others, on=["theatre", "category_group", "number", "bucket"])
        .filter(
            (pl.col("victim_side") != pl.col("to_victim_side"))
            & (pl.col("root") != pl.col("to_root"))
            & (pl.col("order") > pl.col("to_order"))
            & ((pl.col("day") - pl.col("to_day")).abs() <= pl.duration(days=DAYS))
        )
        .join(related, on=["category_code", "to_category_code"], how="semi")
    )


def _to_earliest(conflicts: pl.DataFrame) -> pl.DataFrame:
    """Keep for each statement, on either end, the pair with its earliest counterpart."""
    by_later = conflicts.sort("order", "to_order").unique("statement_id", keep="first", maintain_order=True)
    by_earlier = conflicts.sort("to_order", "order").unique("to_statement_id", keep="first", maintain_order=True)
    kept = pl.concat([by_later, by_earlier]).unique(["statement_id", "to_statement_id"], maintain_order=True)
    return kept.sort("order", "to_order").rename({"statement_id": "from_statement_id"})
