"""Claims about the same loss become one event.

Two figures are about the same loss if one repeats, rounds, corroborates, contradicts (a rival figure for one spot and
day) or raises (a growing toll) the other. Running totals of different days are different events, and so are a whole
and its part. A claim with no number is an event of its own: nothing tells whose "several tanks" are whose. Denied and
only possible losses are in no event.

The bounds of an event are the widest of every origin's last figure; its best figure is the one with most independent
sources, at equal support the latest. Nothing is averaged.
"""

from __future__ import annotations

import polars as pl

from pipelines.resolve.components import components
from pipelines.resolve.figures import FIRST, Claims

RULE_VERSION = "1"  # raise it when what makes one event changes
# What a relation makes of its later claim; others do not join events.
ROLES = {
    "same_figure": "repeat",
    "restated_in_text": "repeat",
    "rounded_figure": "rounded",
    "independent_same_figure": "corroboration",
    "rival_figure": "rival",
    "growing_toll": "update",
}


def loss_events(claims: Claims, relations: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of ``resolve.loss_events`` and ``resolve.loss_event_members``.

    Args:
        claims: prepared claims of current versions.
        relations: rows of ``resolve.relations``.
    """
    edges = relations.filter(pl.col("rule_id").is_in(list(ROLES)) & pl.col("from_claim_id").is_not_null())
    said = claims.asserted.sort(*FIRST)
    ids = said["loss_claim_id"].to_list()
    links = edges.select("from_claim_id", "to_claim_id").iter_rows()
    said = said.with_columns(event_id=pl.Series(components(ids, links), dtype=pl.String))
    roles = edges.select(
        loss_claim_id="from_claim_id", role=pl.col("rule_id").replace_strict(ROLES, return_dtype=pl.String)
    ).unique("loss_claim_id", keep="first", maintain_order=True)
    members = said.join(roles, on="loss_claim_id", how="left").select(
        "loss_claim_id",
        "event_id",
        role=pl.when(pl.col("loss_claim_id") == pl.col("event_id"))
        .then(pl.lit("first"))
        .otherwise(pl.col("role").fill_null("repeat")),
    )
    return _describe(said, relations), members


def _describe(said: pl.DataFrame, relations: pl.DataFrame) -> pl.DataFrame:
    first = pl.col
    denied = relations.filter(pl.col("relation") == "denies")
    denied_claim = pl.col("loss_claim_id").is_in(denied["to_claim_id"].drop_nulls().to_list())
    denied_statement = pl.col("statement_id").is_in(
        denied.filter(pl.col("to_claim_id").is_null())["to_statement_id"].to_list()
    )
    events = said.group_by("event_id", maintain_order=True).agg(
        victim_entity_id=first("victim_entity_id").drop_nulls().first(),
        victim_side=first("victim_side").first(),
        category_code=first("category_code").first(),
        outcome=first("outcome").first(),
        aggregation=first("aggregation").first(),
        day=first("day").first(),
        claims=pl.len(),
        documents=first("document_id").n_unique(),
        publisher_families=first("publisher_family").n_unique(),
        is_part=first("parent_claim_id").is_not_null().all(),
        is_denied=(denied_claim | denied_statement).any(),
    )
    return (
        events.join(_bounds(said), on="event_id", how="left")
        .join(_independent(said), on="event_id", how="left")
        .with_columns(rule_version=pl.lit(RULE_VERSION))
    )


def _bounds(said: pl.DataFrame) -> pl.DataFrame:
    numbered = said.filter(pl.col("size").is_not_null())
    last = numbered.unique(["event_id", "origin"], keep="last", maintain_order=True)
    bounds = last.group_by("event_id", maintain_order=True).agg(
        count_low=pl.col("count_low").min(),
        count_high=pl.when(pl.col("count_high").is_not_null().all()).then(pl.col("count_high").max()),
    )
    support = (
        numbered.filter(pl.col("count_best").is_not_null())
        .group_by("event_id", "count_best", maintain_order=True)
        .agg(support=pl.struct("source_family", "root").n_unique(), latest=pl.col("published").max())
        .sort("support", "latest", "count_best", descending=True)
        .unique("event_id", keep="first", maintain_order=True)
    )
    return bounds.join(support.select("event_id", "count_best"), on="event_id", how="left")


def _independent(said: pl.DataFrame) -> pl.DataFrame:
    """Events and how many of their members differ pairwise in source family and in origin."""
    attributed = said.with_columns(root=pl.when(~pl.col("origin").str.starts_with("unattributed:")).then("root"))
    pairs = attributed.select("event_id", "source_family", "root").unique(maintain_order=True)
    counts = pairs.group_by("event_id", maintain_order=True).agg(
        families=pl.col("source_family").n_unique(), roots=pl.col("root").drop_nulls().n_unique()
    )
    several = counts.filter((pl.col("families") > 1) & (pl.col("roots") > 1))
    by_event = (
        pairs.filter(pl.col("root").is_not_null())
        .join(several, on="event_id", how="semi")
        .group_by("event_id", maintain_order=True)
        .agg("source_family", "root")
    )
    matched = pl.DataFrame(
        [(event, matching(list(zip(families, roots, strict=True)))) for event, families, roots in by_event.iter_rows()],
        schema={"event_id": pl.String, "independent_sources": pl.Int64},
        orient="row",
    )
    return (
        counts.select("event_id")
        .join(matched, on="event_id", how="left")
        .with_columns(pl.col("independent_sources").fill_null(1))
    )


def matching(pairs: list[tuple[str, str]]) -> int:
    """The most pairs of which no two share a family or an origin (a maximum bipartite matching)."""
    origins_of: dict[str, list[str]] = {}
    for family, origin in pairs:
        origins_of.setdefault(family, []).append(origin)
    taken: dict[str, str] = {}

    def place(family: str, tried: set[str]) -> bool:
        for origin in origins_of[family]:
            if origin not in tried:
                tried.add(origin)
                if origin not in taken or place(taken[origin], tried):
                    taken[origin] = family
                    return True
        return False

    return sum(place(family, set()) for family in origins_of)
