"""Do official figures that articles quote agree with the official series of that day? A test of the extractor."""

from __future__ import annotations

import polars as pl

# Who may speak for the side that reports: volunteers, persons and media have figures of their own.
BODIES = ("state", "government_body", "state_armed_force")

# Verdicts, best first.
VERDICTS = ("same figure", "same figure, day before", "within its bounds", "differs")


def quoted_figures(
    claims: pl.DataFrame, official: pl.DataFrame, groups: pl.DataFrame, entities: pl.DataFrame
) -> pl.DataFrame:
    """Claims that bodies of the reporting side make about its enemy, each beside the official series.

    Running totals are compared with the printed total, other figures with the day's change, of the same category
    group (labels of different schemes do not nest) on the same day and the day before, since a report of the
    morning is quoted until the next. Claims on days without a report are left out. What articles quote need not
    come from the General Staff at all, so "differs" is a case to read, not yet an error.

    Args:
        claims: marts.claims with ``day``: the end of the period, else the day of publication.
        official: series.official_daily_totals.
        groups: marts.categories (category_code, category_group).
        entities: ref.entities (entity_id, side, entity_type).

    Returns:
        One row a claim: loss_claim_id, day, category_group, aggregation, item_text, count_best, official (the
        nearest figure), series_id, verdict.
    """
    group = groups.select("category_code", "category_group")
    sides = entities.select("entity_type", claimant_entity_id="entity_id", claimant_side="side")
    official, claims = (frame.join(sides, on="claimant_entity_id") for frame in (official, claims))
    quoted = claims.filter(
        (pl.col("modality") == "asserted")
        & pl.col("entity_type").is_in(BODIES)
        & (pl.col("category_code") != "PERS_CIV")
        & pl.any_horizontal(pl.col("count_best", "count_low", "count_high").is_not_null())
    ).join(group, on="category_code")
    side = ["series_id", "claimant_side", "victim_side", "category_group", "day"]
    # Reports print the change; without its corrections it is the day's loss. Either may be quoted.
    kinds = {"cumulative": "cumulative", "change": "incremental", "daily": "incremental"}
    figures = (
        official.join(group, on="category_code")
        .unpivot(list(kinds), index=side, variable_name="aggregation", value_name="official")
        .with_columns(pl.col("aggregation").replace(kinds))
        .drop_nulls("official")
        .unique()
    )
    both_days = pl.concat(
        [
            figures.with_columns(late=pl.lit(False)),
            figures.with_columns(pl.col("day").dt.offset_by("1d"), late=pl.lit(True)),
        ]
    )
    key = ["claimant_side", "victim_side", "category_group", "aggregation", "day"]
    pairs = quoted.join(both_days, on=key)
    same = pl.col("count_best") == pl.col("official")
    low, high = pl.col("count_low"), pl.col("count_high")
    bounded = (pl.col("count_qualifier") != "exact") & (low.is_not_null() | high.is_not_null())
    within = bounded & (low.is_null() | (low <= pl.col("official"))) & (high.is_null() | (pl.col("official") <= high))
    # "about 166,000" is the series' 166,570 rounded
    rounded = (pl.col("count_qualifier") == "about") & (
        (pl.col("count_best") - pl.col("official")).abs() * 100 <= pl.col("official")
    )
    judged = pairs.with_columns(
        verdict=pl.when(same & ~pl.col("late"))
        .then(0)
        .when(same)
        .then(1)
        .when(within.fill_null(False) | rounded)
        .then(2)
        .otherwise(3),
        distance=(pl.coalesce("count_best", "count_low", "count_high") - pl.col("official")).abs(),
    )
    nearest = judged.sort("loss_claim_id", "verdict", "late", "distance", "series_id").unique(
        "loss_claim_id", keep="first", maintain_order=True
    )
    return nearest.select(
        "loss_claim_id", "day", "category_group", "aggregation", "item_text", "count_best", "official", "series_id",
        verdict=pl.col("verdict").replace_strict(range(4), VERDICTS, return_dtype=pl.String),
    )  # fmt: skip
