"""Claims made comparable, and gathered into figures: the same number said by the same origin about the same loss.

A *figure* is the unit of all relations: copies point to the figure's first claim, and only first claims are compared
with each other, so that work grows with the number of claims and not with its square.

Two claims are one figure if they agree in origin, victim, kind of loss, outcome class, aggregation, printed number
and day, and stand at the same rank among such claims of their documents (two "three tanks" in one article are two
losses, and two in its copy as well). Figures below ``DISTINCTIVE`` that are no running totals must name the same
places besides: small numbers coincide by chance.

The day may differ where it was not printed: a distinctive figure without a day joins a dated one of up to
``UNDATED_DAYS`` before, and a running total "so far" the same total of up to so many days before. In near-duplicate
texts equal figures are one, whenever the copies were published.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.resolve.components import components

DISTINCTIVE = 10
UNDATED_DAYS = 2
SETTLEMENT = 3  # UCDP where_prec: a named place or its surroundings


@dataclass(frozen=True)
class Claims:
    """Prepared claims.

    Attributes:
        asserted: claims said to have happened and not denied, a row each, with the columns of ``prepare`` and
            ``figure`` (the loss_claim_id of the figure's first claim; NULL where there is no number or the claim
            restates another of its text).
        denied: claims that the text says are denied.
    """

    asserted: pl.DataFrame
    denied: pl.DataFrame

    @property
    def figures(self) -> pl.DataFrame:
        """The first claim of each figure."""
        return self.asserted.filter(pl.col("figure") == pl.col("loss_claim_id"))


def prepare(frames: dict[str, pl.DataFrame], versions: pl.DataFrame) -> Claims:
    """Claims of the given versions with the keys that relations compare.

    Args:
        frames: the tables of ``resolve.READS``, and ``resolve.article_sources``.
        versions: version_id of the versions to take.

    Returns:
        Columns besides those of ``core.loss_claims``: document_id, published, source_family, publisher_family,
        origin (who is credited; the publisher where nobody is), root (the body the origin answers to), victim,
        theatre (what keeps wars apart), kind (category, generic ones rolled up), loss_class, outcome_class,
        number (printed, "low-high" for a range), size, low and high (-inf and inf where open), day, dated,
        spots (settlement-precise places), place_key, key.
    """
    claims = (
        frames["core.loss_claims"]
        .filter(pl.col("modality") == "asserted")
        .join(versions.select("version_id").unique(), on="version_id", how="semi")
        .join(_articles(frames), on="version_id")
        .join(_places(frames["core.claim_places"]), on="loss_claim_id", how="left")
        .join(_kinds(frames), on="category_code", how="left")
    )
    claims = _add_actors(claims, frames["ref.entities"])
    claims = _add_keys(claims)
    asserted = claims.filter(pl.col("status") != "denied")
    return Claims(_add_figures(asserted), claims.filter(pl.col("status") == "denied"))


def _articles(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return (
        frames["core.articles"]
        .join(frames["resolve.article_sources"], on="version_id")
        .select(
            "version_id",
            "document_id",
            "publisher_family",
            "source_family",
            "cluster_id",
            published=pl.coalesce("date_published", "fetched_at"),
        )
    )


def _places(places: pl.DataFrame) -> pl.DataFrame:
    known = places.filter(pl.col("place_id").is_not_null()).sort("loss_claim_id", "place_id")
    return known.group_by("loss_claim_id", maintain_order=True).agg(
        place_key=pl.col("place_id").unique(maintain_order=True).str.join(","),
        spots=pl.col("place_id").filter(pl.col("where_prec") <= SETTLEMENT).unique(maintain_order=True).str.join(","),
    )


def _kinds(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Roll generic categories up to their group: "fighters" and "people", "armoured vehicles" of no special type."""
    categories = frames["ref.loss_categories"]
    parent = dict(categories.select("category_code", "parent_code").iter_rows())
    group_of = dict(frames["ref.category_groups"].select("category_code", "category_group").iter_rows())
    rows = []
    for code, loss_class in categories.select("category_code", "loss_class").iter_rows():
        group = next((group_of[above] for above in ancestors(code, parent) if above in group_of), code)
        generic = code in parent.values() or code.endswith("_OTHER")
        rows.append((code, group, group if generic else code, loss_class))
    return pl.DataFrame(rows, schema=["category_code", "category_group", "kind", "loss_class"], orient="row")


def ancestors(key: str, parent: dict[str, str | None]) -> list[str]:
    """The key and everything above it, nearest first."""
    found = [key]
    while (above := parent.get(found[-1])) and above not in found:
        found.append(above)
    return found


def _add_actors(claims: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    parent = dict(entities.select("entity_id", "parent_entity_id").iter_rows())
    roots = pl.DataFrame(
        [(entity, ancestors(entity, parent)[-1]) for entity in parent],
        schema={"claimant_entity_id": pl.String, "root": pl.String},
        orient="row",
    )
    conflicts = entities.select("entity_id", "conflict_id")

    def conflict(column: str) -> pl.DataFrame:
        return conflicts.rename({"entity_id": column, "conflict_id": f"conflict_of_{column}"})

    words = pl.col("claimant_text").str.to_lowercase()
    basis = pl.col("claimant_basis")
    # "he" or "the ministry" is nobody outside its own text; a name without an id is itself everywhere.
    unlisted = (
        pl.when((basis == "explicit") & words.is_not_null())
        .then(pl.lit("name:") + words)
        .when(basis == "unattributed")
        .then(pl.lit("unattributed:") + pl.col("source_family"))
        .when(words.is_not_null())
        .then(pl.concat_str(pl.lit("text:"), "cluster_id", pl.lit(":"), words))
        .otherwise(pl.lit("publisher:") + pl.col("source_family"))
    )
    side_or_name = pl.coalesce("victim_side", "victim_entity_id", pl.col("victim_text").str.to_lowercase())
    by_claim = ("victim_entity_id", "claimant_entity_id", "perpetrator_entity_id")
    for column in by_claim:
        claims = claims.join(conflict(column), on=column, how="left")
    return claims.join(roots, on="claimant_entity_id", how="left").with_columns(
        origin=pl.coalesce("claimant_entity_id", unlisted),
        root=pl.coalesce("root", "claimant_entity_id", unlisted),
        victim=side_or_name.fill_null("unknown"),
        theatre=pl.coalesce(
            *(f"conflict_of_{column}" for column in by_claim),
            pl.lit("side:") + pl.col("victim_side"),
            pl.lit("place:") + pl.col("place_key"),
            pl.lit("text:") + pl.col("cluster_id"),
        ),
    )


def _add_keys(claims: pl.DataFrame) -> pl.DataFrame:
    best, low, high = pl.col("count_best"), pl.col("count_low"), pl.col("count_high")
    about = pl.col("count_qualifier") == "about"
    persons = pl.col("loss_class") == "personnel"
    outcome = pl.col("outcome")
    claims = claims.with_columns(
        number=pl.coalesce(best.cast(pl.String), pl.concat_str(low, pl.lit("-"), high)),
        size=pl.coalesce(best, high, low),
        # "about 100" is compared as 90 to 110.
        low=pl.when(about).then(best * 0.9).otherwise(low.cast(pl.Float64)).fill_null(float("-inf")),
        high=pl.when(about).then(best * 1.1).otherwise(high.cast(pl.Float64)).fill_null(float("inf")),
        # Words for the same fate differ from copy to copy ("eliminated", "lost", "killed").
        outcome_class=pl.when(persons & outcome.is_in(["killed", "eliminated", "lost"]))
        .then(pl.lit("dead or lost"))
        .when(~persons & outcome.is_in(["destroyed", "eliminated", "lost"]))
        .then(pl.lit("destroyed or lost"))
        .otherwise(outcome),
        day=pl.coalesce("period_end", pl.col("published").dt.date()),
        # A running total "so far" is only as dated as its article.
        dated=pl.col("period_end").is_not_null()
        & (
            (pl.col("period_basis") == "explicit")
            | ((pl.col("period_basis") == "relative_resolved") & (pl.col("aggregation") == "incremental"))
        ),
        place_key=pl.col("place_key").fill_null(""),
        spots=pl.col("spots").fill_null(""),
    )
    small = (pl.col("size") < DISTINCTIVE) & (pl.col("aggregation") == "incremental")
    return claims.with_columns(
        # What two claims share if they are about the same loss, whoever says it.
        loss_key=joined(
            "theatre", "victim", "kind", "outcome_class", "aggregation", "number",
            pl.when(small).then("place_key").otherwise(pl.lit("")),
        ),
    )  # fmt: skip


def joined(*columns: str | pl.Expr) -> pl.Expr:
    """Columns as one key; NULL counts as empty."""
    parts = [pl.col(c) if isinstance(c, str) else c for c in columns]
    return pl.concat_str([part.cast(pl.String).fill_null("") for part in parts], separator="\x1f")


FIRST = ("published", "document_id", "item_start", "loss_claim_id")  # the order in which claims came to be known


def _add_figures(claims: pl.DataFrame) -> pl.DataFrame:
    numbered = claims.filter(pl.col("number").is_not_null() & pl.col("restates_claim_id").is_null()).sort(*FIRST)
    numbered = numbered.with_columns(rank=pl.int_range(pl.len()).over("document_id", "origin", "loss_key", "day"))
    numbered = numbered.with_columns(figure_key=joined("origin", "loss_key", "rank"))
    numbered = numbered.with_columns(group=pl.col("loss_claim_id").first().over("figure_key", "day"))
    groups = numbered.group_by("figure_key", "day", "group", "aggregation", maintain_order=True).agg(
        dated=pl.col("dated").any(), size=pl.col("size").first()
    )
    links = pl.concat([_undated_to_dated(groups), _totals_so_far(groups), _copies(numbered)])
    ids = groups["group"].to_list()
    joint = pl.DataFrame(
        {"group": ids, "figure": components(ids, links.iter_rows())}, schema={"group": pl.String, "figure": pl.String}
    )
    # A dated figure may have been published after the undated one that joined it.
    figures = (
        numbered.join(joint, on="group")
        .sort(*FIRST)
        .with_columns(figure=pl.col("loss_claim_id").first().over("figure"))
    )
    return claims.join(figures.select("loss_claim_id", "figure", "rank"), on="loss_claim_id", how="left")


def _undated_to_dated(groups: pl.DataFrame) -> pl.DataFrame:
    undated = groups.filter(~pl.col("dated") & (pl.col("size") >= DISTINCTIVE)).sort("day")
    dated = groups.filter("dated").select("figure_key", "day", other="group").sort("day")
    return (
        undated.join_asof(
            dated,
            on="day",
            by="figure_key",
            strategy="backward",
            tolerance=f"{UNDATED_DAYS}d",
            check_sortedness=False,  # both are sorted by day above; Polars cannot see it within groups
        )
        .select("group", "other")
        .drop_nulls()
    )


def _totals_so_far(groups: pl.DataFrame) -> pl.DataFrame:
    undated = groups.filter(
        ~pl.col("dated") & (pl.col("aggregation") == "cumulative") & (pl.col("size") >= DISTINCTIVE)
    ).sort("figure_key", "day")
    before = undated.with_columns(
        other=pl.col("group").shift(1).over("figure_key"), day_before=pl.col("day").shift(1).over("figure_key")
    )
    near = pl.col("day") - pl.col("day_before") <= pl.duration(days=UNDATED_DAYS)
    return before.filter(near).select("group", "other")


def _copies(numbered: pl.DataFrame) -> pl.DataFrame:
    first = pl.col("group").first().over("cluster_id", "figure_key")
    return numbered.select("group", other=first).filter(pl.col("group") != pl.col("other")).unique(maintain_order=True)
