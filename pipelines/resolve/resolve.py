"""From the tables of ``core`` to the tables of ``resolve``: what is read, in which order it is made."""

from __future__ import annotations

import hashlib

import polars as pl

from pipelines.resolve.events import loss_events
from pipelines.resolve.figures import prepare
from pipelines.resolve.flags import claim_flags
from pipelines.resolve.places import places
from pipelines.resolve.relations import COLUMNS
from pipelines.resolve.relations.attribution_conflict import attribution_conflict
from pipelines.resolve.relations.component_of import component_of
from pipelines.resolve.relations.contradicts import contradicts
from pipelines.resolve.relations.corrects import corrects
from pipelines.resolve.relations.corroborates import corroborates
from pipelines.resolve.relations.denies import denies
from pipelines.resolve.relations.repeats import repeats
from pipelines.resolve.relations.series import updates
from pipelines.resolve.sources import article_sources
from pipelines.resolve.spans import version_spans

# Table to the columns that are read of it: never the text of articles, which need not fit into memory.
READS: dict[str, tuple[str, ...]] = {
    "raw.fetches": ("fetch_id", "fetched_at", "pub_status"),
    "core.fetch_outcomes": ("fetch_id", "outcome", "version_id", "document_id"),
    "core.documents": ("document_id", "source_id", "url", "outlet_id"),
    "core.articles": ("version_id", "document_id", "date_published", "fetched_at", "wire_credit"),
    "core.statements": ("statement_id", "version_id", "denies_statement_id"),
    "core.loss_claims": (
        "loss_claim_id", "version_id", "statement_id", "item_start", "category_code", "model_id",
        "count_best", "count_low", "count_high", "count_qualifier", "outcome",
        "victim_entity_id", "victim_text", "victim_side", "perpetrator_entity_id",
        "claimant_entity_id", "claimant_text", "claimant_basis", "status", "modality", "aggregation",
        "parent_claim_id", "part_kind", "restates_claim_id", "period_start", "period_end", "period_basis",
    ),
    "core.claim_places": ("loss_claim_id", "place_id", "where_prec"),
    "core.mentions": ("place_id",),
    "resolve.version_changes": ("version_id", "previous_version_id", "change_kind"),
    "resolve.clusters": ("version_id", "cluster_id"),
    "ref.entities": ("entity_id", "canonical_name", "parent_entity_id", "conflict_id"),
    "ref.loss_categories": ("category_code", "parent_code", "loss_class"),
    "ref.category_groups": ("category_code", "category_group"),
    "ref.equipment_models": ("model_id", "canonical_name", "category_code"),
    "ref.model_operators": ("model_id", "side", "basis"),
    "ref.model_inventories": ("model_id", "side", "known", "as_of"),
    "ref.outlets": ("outlet_id", "name", "publisher_family"),
    "ref.places": ("place_id", "name", "place_type", "iso3166_1", "latitude", "longitude"),
}  # fmt: skip

MAKES = (
    "resolve.version_spans",
    "resolve.article_sources",
    "resolve.places",
    "resolve.relations",
    "resolve.loss_events",
    "resolve.loss_event_members",
    "resolve.claim_flags",
)


def resolve(frames: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Make the tables of ``MAKES``.

    Args:
        frames: for each table of ``READS`` a frame with (at least) those columns.

    Returns:
        ``layer.table`` to its rows, in a fixed order.
    """
    changes = frames["resolve.version_changes"]
    spans = version_spans(frames["raw.fetches"], frames["core.fetch_outcomes"], changes)
    sources = article_sources(
        frames["core.articles"], frames["core.documents"], frames["ref.outlets"], frames["resolve.clusters"]
    )
    frames = frames | {"resolve.article_sources": sources}
    current = spans.filter(pl.col("valid_to").is_null()).select("version_id")
    claims = prepare(frames, current)
    before = changes.join(current, on="version_id", how="semi").select(version_id="previous_version_id").drop_nulls()
    statements = frames["core.statements"].join(current, on="version_id", how="semi")
    relations = _with_ids(
        pl.concat(
            [
                denies(statements, claims),
                repeats(claims),
                updates(claims),
                corrects(changes, claims, prepare(frames, before)),
                contradicts(claims),
                corroborates(claims),
                component_of(claims),
                attribution_conflict(claims, frames["ref.loss_categories"]),
            ]
        )
    )
    events, members = loss_events(claims, relations)
    flags = claim_flags(claims, frames)
    return {
        "resolve.version_spans": spans,
        "resolve.article_sources": sources,
        "resolve.places": places(frames["ref.places"], frames["core.claim_places"], frames["core.mentions"]),
        "resolve.relations": relations,
        "resolve.loss_events": events,
        "resolve.loss_event_members": members,
        "resolve.claim_flags": flags,
    }


def _with_ids(relations: pl.DataFrame) -> pl.DataFrame:
    keys = ("relation", "rule_id", "from_statement_id", "to_statement_id", "from_claim_id", "to_claim_id")
    ids = [
        hashlib.sha256("\x1f".join(part or "" for part in row).encode()).hexdigest()[:32]
        for row in relations.select(keys).iter_rows()
    ]
    with_ids = relations.select(pl.Series("relation_id", ids, dtype=pl.String), *COLUMNS)
    return with_ids.unique("relation_id", keep="first", maintain_order=True)
