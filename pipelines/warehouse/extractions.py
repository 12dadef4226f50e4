"""Turns what was read out of articles into rows of ``core``: links become ids, records become frames."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from pipelines import schemas
from pipelines.extract.model import Extraction, LossClaim, Statement
from pipelines.schemas.table import polars_schema

TABLES = (
    "core.extractions",
    "core.mentions",
    "core.statements",
    "core.loss_claims",
    "core.claim_places",
    "core.rejections",
    "quarantine.surface_forms",
)


@dataclass(frozen=True)
class Read:
    """One article version with what was read out of it; ``text`` is the version's text."""

    version_id: str
    text: str
    fingerprint: str
    extraction: Extraction


def make_id(*parts: object) -> str:
    """32 hexadecimal digits that depend on nothing but the parts."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]


def to_frames(reads: Iterable[Read], extractor_version: str) -> dict[str, pl.DataFrame]:
    """Rows for every table of ``TABLES``; the frames have the declared columns and types."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for read in reads:
        _add(rows, read, extractor_version)
    return {
        name: pl.DataFrame(found, schema=polars_schema(schemas.table(name)), orient="row")
        for name, found in rows.items()
    }


def _add(rows: dict[str, list[dict[str, object]]], read: Read, extractor_version: str) -> None:
    version, extraction = {"version_id": read.version_id}, read.extraction
    statement_ids = [
        make_id("statement", read.version_id, i, s.start, s.end) for i, s in enumerate(extraction.statements)
    ]
    claim_ids = [make_id("claim", read.version_id, c.start, c.end) for c in extraction.claims]
    rows["core.extractions"].append(
        version
        | {
            "fingerprint": read.fingerprint,
            "extractor_version": extractor_version,
            "claims": len(extraction.claims),
            "rejections": len(extraction.rejections),
        }
    )
    for index, statement in enumerate(extraction.statements):
        rows["core.statements"].append(version | _statement(statement, index, statement_ids, read.text))
    for index, claim in enumerate(extraction.claims):
        rows["core.loss_claims"].append(version | _claim(claim, index, claim_ids, statement_ids))
        rows["core.claim_places"] += [
            {
                "loss_claim_id": claim_ids[index],
                "start_char": place.start,
                "end_char": place.end,
                "name": place.name,
                "place_id": place.place_id,
                "role": place.role,
                "where_prec": place.where_prec,
            }
            for place in claim.places
        ]
    rows["core.mentions"] += _unique(
        version
        | {
            "start_char": m.start,
            "end_char": m.end,
            "mention_type": m.mention_type,
            "surface": m.surface,
            "entity_id": m.entity_id,
            "entity_type": m.entity_type,
            "place_id": m.place_id,
        }
        for m in extraction.mentions
    )
    rows["core.rejections"] += _unique(
        version
        | {
            "start_char": r.start,
            "end_char": r.end,
            "reason": r.reason,
            "surface": r.surface,
            "detail": r.detail or None,
        }
        for r in extraction.rejections
    )
    rows["quarantine.surface_forms"] += _unique(version | form for form in _unmatched(extraction, read.text))


def _statement(s: Statement, index: int, ids: list[str], text: str) -> dict[str, object]:
    return {
        "statement_id": ids[index],
        "quote": text[s.start : s.end],
        "quote_start": s.start,
        "quote_end": s.end,
        "kind": s.kind,
        "status": s.status,
        "claimant_entity_id": s.claimant_entity_id,
        "claimant_text": s.claimant_text,
        "claimant_basis": s.claimant_basis,
        "attribution_chain": list(s.attribution_chain),
        "reporting_verb": s.reporting_verb,
        "denies_statement_id": None if s.denies is None else ids[s.denies],
    }


def _claim(c: LossClaim, index: int, ids: list[str], statement_ids: list[str]) -> dict[str, object]:
    return {
        "loss_claim_id": ids[index],
        "statement_id": statement_ids[c.statement],
        "item_text": c.surface,
        "item_start": c.start,
        "item_end": c.end,
        "category_code": c.category,
        "model_text": c.model,
        "model_id": c.model_id,
        "count_best": c.count_best,
        "count_low": c.count_low,
        "count_high": c.count_high,
        "count_qualifier": c.count_qualifier,
        "count_text": c.count_text,
        "outcome": c.outcome,
        "victim_entity_id": c.victim_entity_id,
        "victim_text": c.victim_text,
        "victim_side": c.victim_side,
        "victim_basis": c.victim_basis,
        "perpetrator_entity_id": c.perpetrator_entity_id,
        "perpetrator_text": c.perpetrator_text,
        "claimant_entity_id": c.claimant_entity_id,
        "claimant_text": c.claimant_text,
        "claimant_basis": c.claimant_basis,
        "attribution_chain": list(c.attribution_chain),
        "status": c.status,
        "modality": c.modality,
        "aggregation": c.aggregation,
        "parent_claim_id": None if c.parent is None else ids[c.parent],
        "part_kind": c.part_kind,
        "restates_claim_id": None if c.restates is None else ids[c.restates],
        "period_start": c.period_start,
        "period_end": c.period_end,
        "period_text": c.period_text,
        "period_semantics": c.period_semantics,
        "period_basis": c.period_basis,
        "date_prec": c.date_prec,
        "confidence": c.confidence,
        "rule_id": c.rule_id,
    }


def _unmatched(extraction: Extraction, text: str) -> Iterable[dict[str, object]]:
    """Names that stand in a slot but are in no reference file."""
    for claim in extraction.claims:
        if claim.claimant_text and not claim.claimant_entity_id and claim.claimant_basis == "explicit":
            yield _form(claim, "claimant", claim.claimant_text)
        if claim.victim_text and not claim.victim_entity_id and claim.victim_basis == "explicit":
            yield _form(claim, "victim", claim.victim_text)
        for place in claim.places:
            if place.place_id is None:
                yield {
                    "start_char": place.start,
                    "end_char": place.end,
                    "kind": "place",
                    "surface": text[place.start : place.end],
                }


def _form(claim: LossClaim, kind: str, surface: str) -> dict[str, object]:
    return {"start_char": claim.start, "end_char": claim.end, "kind": kind, "surface": surface}


def _unique(rows: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """One row a place, kind and reason: the first wins."""
    seen: dict[tuple[object, ...], dict[str, object]] = {}
    for row in rows:
        key = tuple(row.get(name) for name in ("start_char", "end_char", "mention_type", "reason", "kind"))
        seen.setdefault(key, row)
    return list(seen.values())
