"""Tables of articles and of what was read out of them. Each fact is stored once."""

from __future__ import annotations

import dataframely as dy
import polars as pl

from pipelines.schemas import columns as c
from pipelines.schemas import enums
from pipelines.schemas.table import Table


class Documents(dy.Schema):
    """An article through all its versions."""

    document_id = c.id32("Hash of the canonical URL, else of source and relative path.", primary_key=True)
    source_id = c.text("Source that brought it first.")
    key = c.text("URL or path within the source.")
    url = c.text("Canonical URL.", nullable=True)
    outlet_id = c.text("Outlet, see ref.outlets.", nullable=True)


class Articles(dy.Schema):
    """One version of a document: its text and metadata."""

    version_id = c.id32("Hash of the document and the bytes first fetched with this text.", primary_key=True)
    document_id = c.id32("The document this is a version of.")
    headline = c.text("Headline; empty if the article shows none.", nullable=True)
    text = c.text("Headline, standfirst, captions and body in NFC; all offsets index this.", min_length=1)
    text_sha256 = c.sha256("Hash of the text.")
    language = c.text("ISO 639-1 code, detected.", nullable=True)
    date_published = c.instant("Publication time; its precision says how much of it is known.", nullable=True)
    date_published_precision = c.one_of(enums.DATE_PRECISIONS, "How much of the publication time is known.")
    date_published_basis = c.one_of(enums.DATE_BASES, "Where the publication time was read.")
    date_modified = c.instant("Last modification as the publisher states it.", nullable=True)
    byline = c.text("Author line as printed.", nullable=True)
    section = c.text("Section of the outlet.", nullable=True)
    wire_credit = c.text("News agency the text credits (outlet_id of the agency, else as printed).", nullable=True)
    fetched_at = c.instant("When this text was first fetched.")
    cleaner_version = c.text("Version of the code that made the text out of the bytes.")


class TextBlocks(dy.Schema):
    """A stretch of an article's text with one function."""

    version_id = c.id32("See core.articles.", primary_key=True)
    block_no = dy.Int32(primary_key=True, min=0, description="Position in the text, from 0.")
    kind = c.one_of(enums.BLOCK_KINDS, "Function of the stretch.")
    start_char = c.offset("First character.")
    end_char = c.offset("After the last character.")


class Extractions(dy.Schema):
    """The ledger of extraction."""

    version_id = c.id32("See core.articles.", primary_key=True)
    fingerprint = c.text("Hash of landed bytes, article metadata and extractor; a new one re-extracts.")
    extractor_version = c.text("Version of code, lexicons and reference data that read the article.")
    claims = c.whole("Loss claims found.", "claims")
    rejections = c.whole("Numbers looked at and not taken.", "numbers")


class Mentions(dy.Schema):
    """A name or reference in the text."""

    version_id = c.id32("See core.articles.", primary_key=True)
    start_char = c.offset("First character.", primary_key=True)
    end_char = c.offset("After the last character.", primary_key=True)
    mention_type = c.one_of(enums.MENTION_TYPES, "How the text refers.", primary_key=True)
    surface = c.text("The words as printed.")
    entity_id = c.text("See ref.entities.", nullable=True)
    entity_type = c.text("As in ref.entities; place or equipment_model besides.", nullable=True)
    place_id = c.text("Gazetteer id, see ref.places.", nullable=True)


class Statements(dy.Schema):
    """Somebody says something."""

    statement_id = c.id32("Hash of version and span.", primary_key=True)
    version_id = c.id32("See core.articles.")
    quote = c.text("The words of the statement.")
    quote_start = c.offset("First character of the quote.")
    quote_end = c.offset("After the last character of the quote.")
    kind = c.one_of(enums.STATEMENT_KINDS, "What it is about.")
    status = c.one_of(enums.STATUSES, "Whether the text says it is denied or confirmed.")
    claimant_entity_id = c.text("Who says it, see ref.entities.", nullable=True)
    claimant_text = c.text("Who says it, as printed.", nullable=True)
    claimant_basis = c.one_of(enums.CLAIMANT_BASES, "How the claimant is known.")
    attribution_chain = dy.List(
        dy.String(), description="Who relayed it, from the claimant outwards: TASS, RT where the FSB is the claimant."
    )
    reporting_verb = c.text("Lemma of the verb of saying.", nullable=True)
    denies_statement_id = c.id32("The statement that this one denies.", nullable=True)


class LossClaims(dy.Schema):
    """One counted noun phrase that somebody says was lost."""

    loss_claim_id = c.id32("Hash of version and span.", primary_key=True)
    version_id = c.id32("See core.articles.")
    statement_id = c.id32("The statement it is part of; it holds claimant, chain and verb.")
    item_text = c.text("The counted noun phrase as printed.")
    item_start = c.offset("First character of the phrase.")
    item_end = c.offset("After the last character of the phrase.")
    category_code = c.text("Most specific category the words support, see ref.loss_categories.")
    model_text = c.text("Model or type as printed.", nullable=True)
    model_id = c.text("See ref.equipment_models.", nullable=True)
    count_best = c.whole("The printed figure; NULL if none is printed, never 0 for unknown.", "items", nullable=True)
    count_low = c.whole("Lower bound the words give.", "items", nullable=True)
    count_high = c.whole("Upper bound the words give.", "items", nullable=True)
    count_qualifier = c.one_of(enums.COUNT_QUALIFIERS, "How the figure is bounded.")
    count_text = c.text("The words of bound and figure.", nullable=True)
    outcome = c.one_of(enums.OUTCOMES, "What is said to have happened.")
    victim_entity_id = c.text("Who lost it, see ref.entities.", nullable=True)
    victim_text = c.text("Who lost it, as printed.", nullable=True)
    victim_side = c.text("Side of the victim: a label for arithmetic, not a judgement.", nullable=True)
    victim_basis = c.one_of(enums.VICTIM_BASES, "How the victim is known.")
    perpetrator_entity_id = c.text("Who is said to have caused it, see ref.entities.", nullable=True)
    perpetrator_text = c.text("Who is said to have caused it, as printed.", nullable=True)
    claimant_entity_id = c.text("Who is credited with this figure, see ref.entities.", nullable=True)
    claimant_text = c.text("Who is credited with this figure, as printed.", nullable=True)
    claimant_basis = c.one_of(enums.CLAIMANT_BASES, "How the claimant is known.")
    attribution_chain = dy.List(
        dy.String(), description="Who relayed it, from the claimant outwards: TASS, RT where the FSB is the claimant."
    )
    status = c.one_of(enums.STATUSES, "Whether the text says this claim is denied or confirmed.")
    modality = c.one_of(enums.MODALITIES, "Said to have happened, or only possible or planned.")
    aggregation = c.one_of(enums.AGGREGATIONS, "A running total, or what one period added.")
    parent_claim_id = c.id32("The claim it is a part of: never add both.", nullable=True)
    part_kind = c.one_of(enums.PART_KINDS, "Whether the parts exhaust the whole.", nullable=True)
    restates_claim_id = c.id32("The earlier claim of the same text it merely repeats: never add both.", nullable=True)
    period_start = c.day("First day the claim covers; NULL: not said.", nullable=True)
    period_end = c.day("Last day the claim covers.", nullable=True)
    period_text = c.text("The words that say when.", nullable=True)
    period_semantics = c.one_of(enums.PERIOD_SEMANTICS, "within: on at least one day of the period.")
    period_basis = c.one_of(enums.PERIOD_BASES, "How the period is known.")
    date_prec = dy.Int16(min=1, max=5, nullable=True, description="UCDP date precision, 1 day to 5 year or more.")
    confidence = dy.Int16(min=0, max=100, description="Confidence of the extraction, 0-100 (STIX), not of the claim.")
    rule_id = c.text("The rule that found it.")

    @dy.rule()
    def span_length_matches_text(cls) -> pl.Expr:
        """A phrase is as long as its span."""
        return pl.col("item_end") - pl.col("item_start") == pl.col("item_text").str.len_chars()

    @dy.rule()
    def bounds_in_order(cls) -> pl.Expr:
        """The lower bound is not above the upper."""
        return (
            pl.col("count_low").is_null()
            | pl.col("count_high").is_null()
            | (pl.col("count_low") <= pl.col("count_high"))
        )

    @dy.rule()
    def bounds_follow_qualifier(cls) -> pl.Expr:
        """Bounds are what DOMAIN rule 3 says for the qualifier."""
        best, low, high = pl.col("count_best"), pl.col("count_low"), pl.col("count_high")
        none = best.is_null() & low.is_null() & high.is_null()
        has_best = best.is_not_null()
        cases = {
            "exact": has_best & low.eq_missing(best) & high.eq_missing(best),
            "at_least": has_best & low.eq_missing(best) & high.is_null(),
            "more_than": has_best & low.eq_missing(best + 1) & high.is_null(),
            "up_to": has_best & low.is_null() & high.eq_missing(best),
            "less_than": has_best & low.is_null() & high.eq_missing(best - 1),
            "about": has_best & low.is_null() & high.is_null(),
            "range": best.is_null() & low.is_not_null() & high.is_not_null(),
            "vague": none,
            "unstated": none,
        }
        return pl.any_horizontal([(pl.col("count_qualifier") == name) & rule for name, rule in cases.items()])

    @dy.rule()
    def victim_basis_agrees(cls) -> pl.Expr:
        """An unknown victim has no id, a known one has an id or words."""
        known = pl.col("victim_entity_id").is_not_null() | pl.col("victim_text").is_not_null()
        return known == (pl.col("victim_basis") != "unknown")


class ClaimPlaces(dy.Schema):
    """A place a claim is set in. Two places do not double the count."""

    loss_claim_id = c.id32("See core.loss_claims.", primary_key=True)
    start_char = c.offset("First character of the place name.", primary_key=True)
    end_char = c.offset("After the last character.")
    name = c.text("The place as printed.")
    place_id = c.text("Gazetteer id; NULL: not in the gazetteer.", nullable=True)
    role = c.one_of(enums.PLACE_ROLES, "How the place relates to the loss.")
    where_prec = dy.Int16(min=1, max=7, description="UCDP spatial precision, 1 exact to 7 international.")


class Rejections(dy.Schema):
    """A number in a sentence about losses that became no claim."""

    version_id = c.id32("See core.articles.", primary_key=True)
    start_char = c.offset("First character.", primary_key=True)
    end_char = c.offset("After the last character.", primary_key=True)
    surface = c.text("The number as printed.")
    reason = c.text("Why it was not taken.", primary_key=True)
    detail = c.text("What the reason rests on.", nullable=True)


class UnmatchedSurfaces(dy.Schema):
    """Words that stand where a known name or category should."""

    version_id = c.id32("See core.articles.", primary_key=True)
    start_char = c.offset("First character.", primary_key=True)
    end_char = c.offset("After the last character.", primary_key=True)
    kind = c.text("claimant, victim or place.", primary_key=True)
    surface = c.text("The words that no entity, alias or place covers.")


ARTICLE = {"version_id": "core.articles"}
TABLES = [
    Table("core", "documents", Documents, "Articles through all their versions.", "one document"),
    Table(
        "core",
        "articles",
        Articles,
        "Article texts and metadata. A changed text is a new version of the same document.",
        "one version of a document",
        references={"document_id": "core.documents"},
    ),
    Table(
        "core",
        "text_blocks",
        TextBlocks,
        "Which stretch of a text is headline, caption, body, ...",
        "one stretch",
        references=ARTICLE,
    ),
    Table(
        "core",
        "extractions",
        Extractions,
        "Which article was read by which extractor version.",
        "one article version",
        references=ARTICLE,
    ),
    Table(
        "core",
        "mentions",
        Mentions,
        "Names and references found in the texts, linked where they can be.",
        "one mention",
        references=ARTICLE,
    ),
    Table(
        "core",
        "statements",
        Statements,
        "Who says what, and whether it is denied.",
        "one statement",
        references=ARTICLE,
    ),
    Table(
        "core",
        "loss_claims",
        LossClaims,
        "Claimed losses: attributed statements, never facts. Never sum over claimants, over cumulative and "
        "incremental, over a whole and its parts, over restatements, or over overlapping periods.",
        "one counted noun phrase",
        references=ARTICLE | {"statement_id": "core.statements"},
    ),
    Table(
        "core",
        "claim_places",
        ClaimPlaces,
        "Places of claims. Joining it repeats a claim once a place: do not sum after the join.",
        "one place of a claim",
        references={"loss_claim_id": "core.loss_claims"},
    ),
    Table(
        "core",
        "rejections",
        Rejections,
        "Numbers in sentences about losses that were not taken, with the reason.",
        "one number",
        references=ARTICLE,
    ),
    Table(
        "quarantine",
        "surface_forms",
        UnmatchedSurfaces,
        "Surface forms that no entity or place of the reference data covers: the work list for aliases.",
        "one mention",
        references=ARTICLE,
    ),
]
