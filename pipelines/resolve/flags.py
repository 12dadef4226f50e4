"""Reasons to doubt a claim, set beside it. A flag never changes the claim, and no flag means nothing.

- ``victim_never_operated_model``: the model is listed with operators and the victim's side is not among them. Sides
  whose losses are pictured (basis seen_lost) are covered model by model. Of other sides the list is general knowledge
  and has gaps: they are flagged only where it gives them no model of that category at all. Absence is no proof:
  captured equipment changes hands.
- ``total_differs_from_parts``: the parts that are said to make up a whole cannot add up to it, or some of its parts
  alone exceed it.
- ``falling_series``: a running total that is below the same origin's total of the day before.
- ``above_known_inventory``: more than ``INVENTORY`` times the number of a model that the side is known to have had.
- ``outlier_in_story``: ``OUTLIER`` times the next highest of at least ``STORY`` other figures for the same loss.
"""

from __future__ import annotations

import polars as pl

from pipelines.resolve.figures import Claims, joined
from pipelines.resolve.relations.series import neighbours

INVENTORY = 2
OUTLIER = 10
STORY = 3


def claim_flags(claims: Claims, reference: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Rows of ``resolve.claim_flags``.

    Args:
        claims: prepared claims.
        reference: ``ref.model_operators``, ``ref.model_inventories``, ``ref.equipment_models`` and ``ref.entities``.
    """
    models = reference["ref.equipment_models"].select("model_id", "canonical_name", "category_code")
    names = reference["ref.entities"].select(victim_entity_id="entity_id", victim_name="canonical_name")
    named = claims.asserted.join(names, on="victim_entity_id", how="left")
    flags = [
        never_operated(named, reference["ref.model_operators"], models),
        total_differs_from_parts(claims),
        falling_series(claims),
        above_known_inventory(named, reference["ref.model_inventories"], models),
        outlier_in_story(claims),
    ]
    return pl.concat(flags).unique(["loss_claim_id", "flag"], keep="first", maintain_order=True)


def _flag(frame: pl.DataFrame, flag: str, detail: pl.Expr, basis: str) -> pl.DataFrame:
    return frame.select("loss_claim_id", flag=pl.lit(flag), detail=detail, basis=pl.lit(basis))


def never_operated(claims: pl.DataFrame, operators: pl.DataFrame, models: pl.DataFrame) -> pl.DataFrame:
    """Claims whose victim's side is not among the known operators of the model."""
    known = operators.sort("model_id", "side").group_by("model_id", maintain_order=True).agg(sides="side")
    listed = operators.join(models, on="model_id").with_columns(
        kind_of_model=pl.when(pl.col("basis") == "seen_lost").then(pl.lit("any")).otherwise("category_code")
    )
    covered = listed.select("side", "kind_of_model").unique()
    pictured = covered.filter(pl.col("kind_of_model") == "any")["side"].to_list()
    suspect = (
        claims.filter(pl.col("model_id").is_not_null() & pl.col("victim_side").is_not_null())
        .join(known, on="model_id")
        .join(models.rename({"category_code": "kind_of_model"}), on="model_id")
        .filter(
            pl.col("victim_side").is_in(operators["side"].unique().to_list())
            & ~pl.col("sides").list.contains(pl.col("victim_side"))
        )
    )
    has_others = suspect.join(
        covered, left_on=["victim_side", "kind_of_model"], right_on=["side", "kind_of_model"], how="semi"
    )
    suspect = suspect.filter(
        pl.col("victim_side").is_in(pictured) | ~pl.col("loss_claim_id").is_in(has_others["loss_claim_id"].to_list())
    )
    detail = pl.format(
        "{} is known with {}, not with {} ({})",
        pl.coalesce("canonical_name", "model_id"),
        pl.col("sides").list.head(6).list.join(", "),
        pl.coalesce("victim_name", "victim_text", "victim_side"),
        "victim_side",
    )
    return _flag(suspect, "victim_never_operated_model", detail, "ref.model_operators")


def total_differs_from_parts(claims: Claims) -> pl.DataFrame:
    """Wholes whose parts cannot add up to them."""
    parts = (
        claims.asserted.filter(pl.col("parent_claim_id").is_not_null() & pl.col("restates_claim_id").is_null())
        .group_by("parent_claim_id", "part_kind", maintain_order=True)
        .agg(
            parts=pl.len(),
            parts_low=pl.col("low").clip(lower_bound=0).sum(),
            # A part with no number leaves the sum open.
            parts_high=pl.when(pl.col("size").is_not_null().all()).then(pl.col("high").sum()).otherwise(float("inf")),
            printed=pl.col("size").sum(),
        )
    )
    wholes = claims.asserted.filter(pl.col("size").is_not_null()).join(
        parts, left_on="loss_claim_id", right_on="parent_claim_id"
    )
    too_many = pl.col("parts_low") > pl.col("high")
    too_few = (
        (pl.col("part_kind_right") == "breakdown") & (pl.col("parts") > 1) & (pl.col("parts_high") < pl.col("low"))
    )
    detail = pl.format("{} stated, its {} parts give {}", "number", "parts", "printed")
    return _flag(wholes.filter(too_many | too_few), "total_differs_from_parts", detail, "core.loss_claims")


def falling_series(claims: Claims) -> pl.DataFrame:
    """Running totals below the one before."""
    fallen = neighbours(claims).filter(pl.col("high") < pl.col("to_low"))
    detail = pl.format("{} after {}", "number", "to_number")
    return _flag(fallen.rename({"from_claim_id": "loss_claim_id"}), "falling_series", detail, "core.loss_claims")


def above_known_inventory(claims: pl.DataFrame, inventories: pl.DataFrame, models: pl.DataFrame) -> pl.DataFrame:
    """Claims of far more of a model than the victim's side is known to have had."""
    excess = (
        claims.filter(pl.col("size").is_not_null())
        .join(inventories, left_on=["model_id", "victim_side"], right_on=["model_id", "side"])
        .join(models.select("model_id", "canonical_name"), on="model_id")
        .filter(pl.max_horizontal("count_low", "count_best") > pl.col("known") * INVENTORY)
    )
    detail = pl.format("{} where {} are known of {} ({})", "number", "known", "canonical_name", "as_of")
    return _flag(excess, "above_known_inventory", detail, "ref.model_inventories")


def outlier_in_story(claims: Claims) -> pl.DataFrame:
    """Figures far above all others for the same victim, kind, outcome and day."""
    story = joined("theatre", "victim", "kind", "outcome_class", "aggregation", "day", "place_key")
    size = pl.col("size")
    figures = claims.figures.with_columns(story=story).with_columns(
        others=pl.len().over("story") - 1,
        highest=size.max().over("story"),
        next_highest=size.sort(descending=True).get(1, null_on_oob=True).over("story"),
    )
    far = figures.filter(
        (pl.col("others") >= STORY) & (size == pl.col("highest")) & (size >= OUTLIER * pl.col("next_highest"))
    )
    detail = pl.format("{} where the next highest of {} other figures is {}", "number", "others", "next_highest")
    return _flag(far, "outlier_in_story", detail, "core.loss_claims")
