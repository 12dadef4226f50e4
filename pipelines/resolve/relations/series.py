"""updates and contradicts within one origin's running totals, and updates of a growing toll.

A series is what one origin says one victim lost in all of one category since one day, in the same places (or in none
named): parts and increments are not in it, and personnel outcomes are never mixed. Each total is compared with those
of the day before it in the series: a total that must be lower (its upper bound below the other's lower) contradicts, a
higher one updates.

A growing toll is one origin's figure for people at one named spot and day that a later article raises.
"""

from __future__ import annotations

import polars as pl

from pipelines.resolve.figures import FIRST, Claims, joined
from pipelines.resolve.relations import rows

# Of one day's totals so many are compared, the first published; more are copies with slips.
TOTALS_A_DAY = 5


def updates(claims: Claims) -> pl.DataFrame:
    """Updates, as rows of ``resolve.relations``."""
    compared = neighbours(claims)
    higher = compared.filter((pl.col("size") > pl.col("to_size")) & (pl.col("high") >= pl.col("to_low")))
    detail = pl.col("number") + pl.lit(" after ") + pl.col("to_number")
    return pl.concat(
        [
            rows(higher, "updates", "rising_total", basis="same_series", confidence=80, detail=detail),
            rows(
                growing_tolls(claims),
                "updates",
                "growing_toll",
                basis="same_place_and_day",
                confidence=70,
                detail=detail,
            ),
        ]
    )


def falls(claims: Claims) -> pl.DataFrame:
    """Running totals that fall, as ``contradicts`` rows of ``resolve.relations``."""
    fallen = neighbours(claims).filter(pl.col("high") < pl.col("to_low"))
    detail = pl.col("number") + pl.lit(" after ") + pl.col("to_number")
    return rows(fallen, "contradicts", "falling_series", basis="same_series", confidence=80, detail=detail)


def neighbours(claims: Claims) -> pl.DataFrame:
    """Each total beside those of the day before it in its series (``to_...``)."""
    personnel = pl.col("loss_class") == "personnel"
    outcome = pl.when(personnel).then("outcome").otherwise("outcome_class")
    totals = (
        claims.figures.filter((pl.col("aggregation") == "cumulative") & pl.col("parent_claim_id").is_null())
        .with_columns(
            series=joined(
                "theatre", "origin", "victim", "category_code", "model_id", outcome, "period_start", "place_key"
            )
        )
        .sort("series", "day", *FIRST)
        .filter(pl.int_range(pl.len()).over("series", "day") < TOTALS_A_DAY)
    )
    days = (
        totals.select("series", "day")
        .unique(maintain_order=True)
        .with_columns(day_before=pl.col("day").shift(1).over("series"))
        .drop_nulls()
    )
    before = totals.select(
        "series",
        day_before="day",
        to_claim_id="loss_claim_id",
        to_statement_id="statement_id",
        to_number="number",
        to_size="size",
        to_low="low",
    )
    return totals.join(days, on=["series", "day"]).join(before, on=["series", "day_before"]).select(
        "number", "size", "high", "to_claim_id", "to_statement_id", "to_number", "to_size", "to_low",
        from_claim_id="loss_claim_id", from_statement_id="statement_id",
    )  # fmt: skip


def growing_tolls(claims: Claims) -> pl.DataFrame:
    """Figures that raise the one published before for the same people, spot and day."""
    named = ["loss_claim_id", "statement_id", "number", "size", "document_id"]
    tolls = (
        claims.figures.filter(
            (pl.col("loss_class") == "personnel")
            & (pl.col("aggregation") == "incremental")
            & pl.col("parent_claim_id").is_null()
            & (pl.col("spots") != "")
        )
        .with_columns(toll=joined("theatre", "origin", "victim", "kind", "outcome", "spots", "day"))
        .sort("toll", *FIRST)
        .with_columns(pl.col(name).shift(1).over("toll").alias(f"to_{name}") for name in named)
    )
    raised = (pl.col("size") > pl.col("to_size")) & (pl.col("document_id") != pl.col("to_document_id"))
    return tolls.filter(raised).select(
        "number",
        "to_number",
        "to_statement_id",
        from_claim_id="loss_claim_id",
        from_statement_id="statement_id",
        to_claim_id="to_loss_claim_id",
    )
