"""Tables of what follows from claims: which version was current when, relations, events, plausibility flags.

All of it is rebuilt from ``core`` by documented rules and never changes a claim.
"""

from __future__ import annotations

import dataframely as dy

from pipelines.schemas import columns as c
from pipelines.schemas import enums
from pipelines.schemas.table import Table


class VersionSpans(dy.Schema):
    """From when to when a document showed a version."""

    document_id = c.id32("See core.documents.")
    version_id = c.id32("See core.articles.", primary_key=True)
    valid_from = c.instant("Fetch that first showed this version in this span.", primary_key=True)
    valid_to = c.instant("Fetch that no longer showed it; NULL: it is current.", nullable=True)
    ended_by = c.one_of(enums.SPAN_ENDS, "Why the span ended.", nullable=True)


class ArticleSources(dy.Schema):
    """Whose words an article carries."""

    version_id = c.id32("See core.articles.", primary_key=True)
    outlet = c.text("Name of the outlet; its id, else the source, where it is in no list.")
    publisher_family = c.text("Owner group of the outlet; 'unknown:...' for an outlet that is in no list.")
    source_family = c.text(
        "Family that wrote the words: the news agency credited, else that of the first near-duplicate copy."
    )
    cluster_id = c.text("Near-duplicate texts share it, see resolve.clusters.")


class Places(dy.Schema):
    """A place with its coordinates."""

    place_id = c.text("As in core.claim_places and core.mentions.", primary_key=True)
    name = c.text("Name in English.")
    place_type = c.text("country, adm1, settlement, ...")
    country_iso2 = c.text("Country, ISO 3166-1.", nullable=True)
    latitude = dy.Float64(
        min=-90, max=90, nullable=True, description="Latitude; NULL for areas.", metadata={"unit": "degrees"}
    )
    longitude = dy.Float64(
        min=-180, max=180, nullable=True, description="Longitude; NULL for areas.", metadata={"unit": "degrees"}
    )
    source = c.text("reference (ref.places) or geonames (the gazetteer library).")


class Relations(dy.Schema):
    """One statement or claim stands in a relation to an earlier one."""

    relation_id = c.id32("Hash of relation, rule and both ends.", primary_key=True)
    relation = c.one_of(enums.RELATIONS, "from <relation> to: the later repeats the earlier.")
    from_statement_id = c.id32("The later statement.")
    to_statement_id = c.id32("The earlier statement.")
    from_claim_id = c.id32("The later claim; NULL: the relation holds for whole statements.", nullable=True)
    to_claim_id = c.id32("The earlier claim.", nullable=True)
    basis = c.one_of(enums.RELATION_BASES, "What the relation rests on.")
    confidence = dy.Int16(min=0, max=100, description="Confidence in the relation, 0-100 (STIX).")
    rule_id = c.text("The rule that found it, see pipelines/resolve.")
    detail = c.text("The figures that led to it.", nullable=True)


class LossEvents(dy.Schema):
    """Claims about the same loss, gathered."""

    event_id = c.id32("loss_claim_id of the member that was published first.", primary_key=True)
    victim_entity_id = c.text("Who lost it, by the first member that names an entity.", nullable=True)
    victim_side = c.text("Side of the victim.", nullable=True)
    category_code = c.text("Category of the first member, see ref.loss_categories.")
    outcome = c.one_of(enums.OUTCOMES, "Outcome of the first member.")
    aggregation = c.one_of(enums.AGGREGATIONS, "A running total, or what one period added.")
    day = c.day("Last day the first member covers, else the day it was published.", nullable=True)
    count_low = c.whole("Lowest bound of any source's last figure.", "items", nullable=True)
    count_best = c.whole(
        "The figure with most independent sources, at equal support the latest.", "items", nullable=True
    )
    count_high = c.whole("Highest bound of any source's last figure; NULL: open or unknown.", "items", nullable=True)
    claims = c.whole("Member claims.", "claims")
    documents = c.whole("Documents they stand in.", "documents")
    publisher_families = c.whole("Publisher families they stand in.", "families")
    independent_sources = c.whole("Most members that differ pairwise in source family and in origin.", "sources")
    is_part = c.flag("True: every member is a part of a larger figure, so never add it to that figure.")
    is_denied = c.flag("True: some statement denies a member.")
    rule_version = c.text("Version of the rules that gathered it.")


class LossEventMembers(dy.Schema):
    """A claim and the event it is about."""

    loss_claim_id = c.id32("See core.loss_claims.", primary_key=True)
    event_id = c.id32("See resolve.loss_events.")
    role = c.one_of(enums.MEMBER_ROLES, "What the claim adds to the event.")


class ClaimFlags(dy.Schema):
    """A reason to doubt a claim, beside it. The claim itself is never changed."""

    loss_claim_id = c.id32("See core.loss_claims.", primary_key=True)
    flag = c.one_of(enums.CLAIM_FLAGS, "What is implausible.", primary_key=True)
    detail = c.text("The figures or names behind it, in words.")
    basis = c.text("Data the flag rests on, as layer.table.")


CLAIM = {"loss_claim_id": "core.loss_claims"}
TABLES = [
    Table(
        "resolve",
        "version_spans",
        VersionSpans,
        "Which version of a document was shown from when to when. A text that goes back to an earlier wording "
        "is current again; a withdrawn article has no current version.",
        "one uninterrupted time that a version was shown",
        references={"version_id": "core.articles", "document_id": "core.documents"},
    ),
    Table(
        "resolve",
        "article_sources",
        ArticleSources,
        "Who published an article and who wrote its words: copies of one text count once.",
        "one article version",
        references={"version_id": "core.articles"},
    ),
    Table("resolve", "places", Places, "Places that claims and mentions name, with coordinates.", "one place"),
    Table(
        "resolve",
        "relations",
        Relations,
        "Relations between statements and claims of current versions (and, for corrects, the version before). "
        "Copies point to the first report, not to each other.",
        "one relation found by one rule",
        references={
            "from_statement_id": "core.statements",
            "to_statement_id": "core.statements",
            "from_claim_id": "core.loss_claims",
            "to_claim_id": "core.loss_claims",
        },
    ),
    Table(
        "resolve",
        "loss_events",
        LossEvents,
        "Claims about the same loss, across articles and days. Running totals and parts overlap other events: "
        "never sum over them.",
        "one loss as far as the rules can tell",
        references={"event_id": "core.loss_claims"},
    ),
    Table(
        "resolve",
        "loss_event_members",
        LossEventMembers,
        "Which claims each event rests on. Denied and only possible losses are in no event.",
        "one claim",
        references=CLAIM | {"event_id": "resolve.loss_events"},
    ),
    Table(
        "resolve",
        "claim_flags",
        ClaimFlags,
        "Plausibility flags beside claims of current versions.",
        "one flag of one claim",
        references=CLAIM,
    ),
]
