"""Shows why each number of a text became a claim or not: the answer to "where does this figure come from"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.extract.model import Document, Extraction, LossClaim


@dataclass(frozen=True, slots=True)
class Note:
    """One stretch of the text and what became of it. ``taken`` is True for a claim."""

    start: int
    end: int
    surface: str
    taken: bool
    why: str


def explain(document: Document, extraction: Extraction) -> Iterator[Note]:
    """Claims and rejected numbers in text order."""
    notes = [Note(c.start, c.end, c.surface, True, _claim(c, extraction)) for c in extraction.claims]
    for rejection in extraction.rejections:
        why = rejection.reason + (f" ({rejection.detail})" if rejection.detail else "")
        surface = document.text[rejection.start : rejection.end]
        notes.append(Note(rejection.start, rejection.end, surface, False, why))
    yield from sorted(notes, key=lambda note: (note.start, note.end, not note.taken))


def _claim(claim: LossClaim, extraction: Extraction) -> str:
    bounds = f"low {_or_none(claim.count_low)}, best {_or_none(claim.count_best)}, high {_or_none(claim.count_high)}"
    victim = claim.victim_entity_id or claim.victim_text or "nobody named"
    claimant = claim.claimant_entity_id or claim.claimant_text or "the article itself"
    parts = [
        f"{claim.category} {claim.outcome}",
        f"{claim.count_qualifier}: {bounds}",
        f"lost by {victim} ({claim.victim_basis})",
        f"claimed by {claimant} ({claim.claimant_basis})",
        f"{claim.status}, {claim.modality}, {claim.aggregation}",
        f"rule {claim.rule_id}, confidence {claim.confidence}",
    ]
    if claim.parent is not None:
        parts.append(f"part of {extraction.claims[claim.parent].surface!r}")
    if claim.restates is not None:
        parts.append(f"repeats {extraction.claims[claim.restates].surface!r}")
    return "; ".join(parts)


def _or_none(value: int | None) -> str:
    return "-" if value is None else str(value)
