"""The records extraction takes and gives: plain data, no behaviour.

Offsets count Unicode code points of ``Document.text``, end exclusive; ``text[start:end]`` is the stored
surface, always. Links between records of one document (parent, restates, statement, denies) are indexes into
the lists of the same ``Extraction``; the warehouse turns them into ids. Enumerations: see each field.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with one function in the article."""

    kind: str  # headline, standfirst, byline, caption, credit, heading, body, boilerplate
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article version as extraction sees it. Without blocks the whole text is body."""

    id: str
    text: str
    title: str | None = None  # context only: never a source of claims
    published_at: date | None = None  # resolves "on Monday", "in recent days"
    outlet_id: str | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """Where a claim is set, as the text says it."""

    name: str  # as printed
    place_id: str | None  # of seeds/reference/places.csv or "gn<geonames id>"; None: not in the gazetteer
    role: str  # at, near, border_of, direction_of
    where_prec: int  # UCDP 1 exact .. 4 first-order region, 5 line or border, 6 country, 7 international
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says something: the sentence or clause, who is credited, and whether it is denied."""

    start: int  # of the quote
    end: int
    kind: str  # loss, withdrawal, territorial, denial, confirmation, other
    status: str  # asserted, denied, confirmed
    claimant_text: str | None = None  # as printed ("The group")
    claimant_entity_id: str | None = None
    claimant_basis: str = "narrator"  # explicit, coreference, unattributed, narrator
    attribution_chain: tuple[str, ...] = ()  # relays from the claimant outwards: entity ids, or names as printed
    reporting_verb: str | None = None  # lemma
    denies: int | None = None  # index of the statement that this one denies


@dataclass(frozen=True, slots=True)
class LossClaim:
    """One counted noun phrase that somebody says was lost. Field meanings: seeds of the data dictionary."""

    start: int
    end: int
    surface: str
    category: str
    model: str | None  # as printed
    model_id: str | None  # of seeds/reference/equipment_models.csv
    count_best: int | None
    count_low: int | None
    count_high: int | None
    count_qualifier: str  # exact, at_least, more_than, up_to, less_than, about, range, vague, unstated
    count_text: str | None  # the words of the bound and figure ("more than 340"); None for a bare plural
    outcome: str  # killed, wounded, captured, missing, casualties, eliminated, destroyed, damaged, abandoned, lost
    victim_entity_id: str | None
    victim_text: str | None  # as printed
    victim_side: str | None
    victim_basis: str  # explicit, modifier_in_scope, inferred_opponent, unknown
    perpetrator_entity_id: str | None
    perpetrator_text: str | None
    claimant_text: str | None
    claimant_entity_id: str | None
    claimant_basis: str
    attribution_chain: tuple[str, ...]
    status: str  # asserted, denied, confirmed
    modality: str  # asserted, hypothetical, future
    aggregation: str  # incremental, cumulative
    statement: int  # index of the statement it is part of
    parent: int | None  # index of the claim it is a part of
    part_kind: str | None  # breakdown, including
    restates: int | None  # index of the earlier claim it repeats
    period_start: date | None
    period_end: date | None
    period_text: str | None
    period_semantics: str  # within, throughout, since_start, unknown
    period_basis: str  # explicit, relative_resolved, publication, unknown
    date_prec: int | None  # UCDP 1 day .. 5 year or more
    places: tuple[PlaceRef, ...]
    confidence: int  # 0-100 (STIX)
    rule_id: str  # the frame that fired


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or reference in the text, linked where it can be."""

    start: int
    end: int
    surface: str
    mention_type: str  # name, acronym, alias, nominal, pronoun, place, model
    entity_id: str | None = None
    entity_type: str | None = None  # as in seeds/reference/entities.csv; "place"; "equipment_model"
    place_id: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A number in a gated sentence that became no claim, and why: the work list for recall."""

    start: int
    end: int
    surface: str
    reason: str  # a short code: not_a_loss_head, blocker:aid, no_frame, date, age, ...
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read out of one document. Claims are in text order."""

    document_id: str
    claims: list[LossClaim] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
