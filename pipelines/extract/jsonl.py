"""JSON Lines in and out: what ``lossledger extract`` reads and writes, and the one reader of all such files.

In: ``{"id", "text"}`` and optionally ``title``, ``published_at`` (ISO date or time), ``outlet_id``.
Out: ``{"id", "claims"}``. Offsets index ``text`` as given. What the fields mean: ``tests/gold/README.md``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from reprlib import repr as short
from typing import Any, BinaryIO

from pipelines.extract.model import Document, Extraction, LossClaim, Rejection

#: How the basis of a victim is called in files.
_BASIS = {"modifier_in_scope": "explicit", "inferred_opponent": "inferred"}
_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class RecordError(ValueError):
    """A line that is no record; the message names file, line and field."""


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, str]]:
    """Open a file for its bytes, with its name for messages; ``-`` is standard input."""
    if path == Path("-"):
        yield sys.stdin.buffer, "standard input"
    else:
        with path.open("rb") as file:
            yield file, str(path)


def decoded(data: bytes, where: str) -> str:
    """Return UTF-8 bytes as text, without a byte order mark. Raises RecordError that begins with ``where``."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad = data[error.start]
        raise RecordError(f"{where}: not UTF-8: byte 0x{bad:02x} at {error.start}; save it as UTF-8 anew") from None


def parsed(text: str, where: str) -> Any:
    """Return the value of a JSON text. Raises RecordError that begins with ``where``."""
    try:
        return json.loads(text)
    except RecursionError:
        raise RecordError(f"{where}: nested too deep") from None
    except json.JSONDecodeError as error:
        raise RecordError(f"{where}: not JSON: {error}") from None
    except ValueError:
        raise RecordError(f"{where}: a number has thousands of digits") from None


def read_objects(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the object on every non-empty line and its place in the file ``name``, for messages.

    Raises RecordError: not UTF-8, not JSON, not an object, half a surrogate pair in a text.
    """
    for number, line in enumerate(lines, 1):
        where = f"{name} line {number}"
        text = decoded(line, where)
        if not text.strip():
            continue
        row = parsed(text, where)
        if not isinstance(row, dict):
            raise RecordError(f"{where}: not a JSON object")
        if _ESCAPED_SURROGATE.search(line):
            for field, value in row.items():
                _refuse_half_pairs(f"{where}: {field}", value)
        yield where, row


def _refuse_half_pairs(where: str, value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise RecordError(f"{where}: half a surrogate pair; save the text as UTF-8 anew") from None


def read_documents(lines: Iterable[bytes], name: str) -> Iterator[Document]:
    """Yield a document for every non-empty line of the file ``name``. Raises RecordError."""
    for where, row in read_objects(lines, name):
        yield read_document(where, row)


def read_document(where: str, row: Mapping[str, Any]) -> Document:
    """Return the text of one record with what is known of it. Raises RecordError that begins with ``where``."""
    return Document(
        id=record_id(where, row),
        text=required(where, row, "text", str),
        title=_text_or_none(where, row, "title"),
        published_at=day(where, _text_or_none(where, row, "published_at")),
        outlet_id=_text_or_none(where, row, "outlet_id"),
    )


def record_id(where: str, row: Mapping[str, Any]) -> str:
    """Return the id of a record, a text or a whole number in the file. Raises RecordError."""
    value = row.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise RecordError(f"{where}: id: missing or neither a text nor a whole number")
    return str(value)


def required(where: str, row: Mapping[str, Any], name: str, kind: type) -> Any:
    """Return a field that must be there and of this type. Raises RecordError."""
    if not isinstance(row.get(name), kind):
        raise RecordError(f"{where}: {name}: missing or not a {kind.__name__}")
    return row[name]


def day(where: str, published_at: str | None) -> date | None:
    """Return the day of an ISO date or time. Raises RecordError."""
    try:
        return datetime.fromisoformat(published_at).date() if published_at is not None else None
    except ValueError:
        raise RecordError(f"{where}: published_at: {short(published_at)} is no ISO date or time") from None


def _text_or_none(where: str, row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if not isinstance(value, str | None):
        raise RecordError(f"{where}: {name}: {short(value)} is no text")
    return value


def write_extraction(extraction: Extraction, *, listed: Collection[str], rejections: bool = False) -> str:
    """Return the output line of one document, without a line end.

    ``victim`` is the entity id for an entity in ``listed`` (those that files name by their id), else the words.
    """
    claims = [_claim(claim, listed) for claim in extraction.claims]
    record: dict[str, Any] = {"id": extraction.document_id, "claims": claims}
    if rejections:
        record["rejections"] = [_rejection(r) for r in extraction.rejections]
    return json.dumps(record, ensure_ascii=False)


def listed_entities(rows: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Return the ids of the rows of entities.csv that files of claims name by their id."""
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
