"""The file contract of ``lossledger extract``: a record a line in, its claims a line out.

In: ``{"id", "text"}`` and optionally ``title``, ``published_at`` (ISO date or time), ``outlet_id``.
Out: ``{"id", "claims"}``. Offsets index ``text`` as given. Field names are those of the annotation guidelines; see
the README.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pipelines.extract.model import Document, Extraction, LossClaim, Rejection

#: How the basis of a victim is called in files.
_BASIS = {"modifier_in_scope": "explicit", "inferred_opponent": "inferred"}


class RecordError(ValueError):
    """A line that is no record; the message names the line and the mend."""


def read_documents(lines: Iterable[str]) -> Iterator[Document]:
    """Yield a document for every non-empty line. Raises RecordError."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise RecordError(f"line {number}: no JSON ({error})") from None
        if not isinstance(record, dict) or not isinstance(record.get("text"), str) or "id" not in record:
            raise RecordError(f'line {number}: wants an object with "id" and "text"')
        if not record["text"].isprintable() and any("\ud800" <= char <= "\udfff" for char in record["text"]):
            raise RecordError(f"line {number}: the text holds half a surrogate pair; save it as UTF-8 anew")
        yield Document(
            id=str(record["id"]),
            text=record["text"],
            title=record.get("title"),
            published_at=_date(record.get("published_at"), number),
            outlet_id=record.get("outlet_id"),
        )


def _date(value: object, line: int) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise RecordError(f"line {line}: published_at {value!r} is no ISO date") from None


def write_extraction(extraction: Extraction, *, listed: Collection[str], rejections: bool = False) -> str:
    """Return the output line of one document, without a line end.

    ``victim`` is the entity id for an entity in ``listed`` (those the annotation guidelines name), else the words.
    """
    claims = [_claim(claim, listed) for claim in extraction.claims]
    record: dict[str, Any] = {"id": extraction.document_id, "claims": claims}
    if rejections:
        record["rejections"] = [_rejection(r) for r in extraction.rejections]
    return json.dumps(record, ensure_ascii=False)


def listed_entities(rows: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Return the ids of the rows of entities.csv that the annotation guidelines list."""
    return frozenset(row["entity_id"] for row in rows if row["in_guidelines"].lower() in {"true", "yes", "1"})


def _claim(claim: LossClaim, listed: Collection[str]) -> dict[str, Any]:
    return {
        "start": claim.start,
        "end": claim.end,
        "surface": claim.surface,
        "category": claim.category,
        "model": claim.model,
        "model_id": claim.model_id,
        "count_best": claim.count_best,
        "count_low": claim.count_low,
        "count_high": claim.count_high,
        "count_qualifier": claim.count_qualifier,
        "outcome": claim.outcome,
        "victim": claim.victim_entity_id if claim.victim_entity_id in listed else claim.victim_text,
        "victim_basis": _BASIS.get(claim.victim_basis, claim.victim_basis),
        "victim_id": claim.victim_entity_id,
        "victim_text": claim.victim_text,
        "victim_side": claim.victim_side,
        "perpetrator_id": claim.perpetrator_entity_id,
        "claimant": claim.claimant_text,
        "claimant_id": claim.claimant_entity_id,
        "status": claim.status,
        "modality": claim.modality,
        "aggregation": claim.aggregation,
        "parent": claim.parent,
        "restates": claim.restates,
        "period_start": claim.period_start.isoformat() if claim.period_start else None,
        "period_end": claim.period_end.isoformat() if claim.period_end else None,
        "places": [{"name": p.name, "place_id": p.place_id, "role": p.role} for p in claim.places],
        "confidence": claim.confidence,
        "rule_id": claim.rule_id,
    }


def _rejection(rejection: Rejection) -> dict[str, Any]:
    return {
        "start": rejection.start,
        "end": rejection.end,
        "surface": rejection.surface,
        "reason": rejection.reason,
        "detail": rejection.detail,
    }
