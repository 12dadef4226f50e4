-- Loss claims of current articles: who says that whom lost what. Claims are attributed statements, never facts.
-- Never sum over claimants, over cumulative and incremental, over a whole and its parts, over restatements, or
-- over overlapping periods; marts.losses_by_day keeps these rules. Denied claims and losses that are only
-- possible (modality) are rows here too.
-- grain: one loss claim of a current article version
-- columns:
--   loss_claim_id | - | Hash of version and span.
--   version_id | - | The article version it stands in.
--   document_id | - | The article through all its versions.
--   headline | - | Headline of the article.
--   outlet | - | Name of the outlet.
--   publisher_family | - | Owner group: outlets of one family are not independent.
--   url | - | Canonical URL of the article.
--   date_published | - | Publication time of the article.
--   statement_id | - | The statement it is part of, see marts.statements.
--   quote | - | The words of that statement.
--   item_text | - | The counted noun phrase as printed.
--   item_start | characters | First character of the phrase in the article's text.
--   item_end | characters | After the last character of the phrase.
--   category_code | - | What was lost, see ref.loss_categories.
--   category | - | What was lost, in words.
--   model_text | - | Model or type as printed.
--   model_id | - | See ref.equipment_models.
--   count_best | items | The printed figure; NULL if none is printed, never 0 for unknown.
--   count_low | items | Lower bound the words give: more than 340 is 341 or more.
--   count_high | items | Upper bound the words give; NULL: open.
--   count_qualifier | - | exact, at_least, more_than, up_to, less_than, about, range, vague or unstated.
--   count_text | - | The words of bound and figure.
--   outcome | - | What is said to have happened; killed, eliminated and casualties are different.
--   victim_entity_id | - | Who lost it, see ref.entities.
--   victim_text | - | Who lost it, as printed.
--   victim_side | - | Side of the victim: a label for arithmetic, not a judgement.
--   victim_basis | - | explicit, modifier_in_scope, inferred_opponent or unknown.
--   perpetrator_entity_id | - | Who is said to have caused it, see ref.entities.
--   claimant_entity_id | - | Who is credited with the figure, see ref.entities.
--   claimant_text | - | Who is credited with the figure, as printed.
--   claimant_basis | - | explicit, coreference, unattributed or narrator.
--   attribution_chain | - | Who relayed it, from the claimant outwards: TASS, RT where the FSB is the claimant.
--   status | - | asserted; denied or confirmed if the text says so.
--   modality | - | asserted; hypothetical and future losses are not losses.
--   aggregation | - | cumulative for a running total, else incremental.
--   parent_claim_id | - | The claim it is a part of: never add both.
--   part_kind | - | breakdown if the parts make up the whole, including if they are some of it.
--   restates_claim_id | - | The earlier claim of this text it repeats: never add both.
--   period_start | - | First day it covers; NULL: not said.
--   period_end | - | Last day it covers.
--   period_text | - | The words that say when.
--   period_semantics | - | within, throughout, since_start or unknown.
--   period_basis | - | explicit, relative_resolved, publication or unknown.
--   date_prec | - | UCDP date precision, 1 day to 5 year or more.
--   places | - | Where: list of place_id, name as printed, role, where_prec (UCDP). Two places are one loss.
--   confidence | - | Confidence of the extraction, 0-100 (STIX), not of the claim.
--   rule_id | - | The rule that found it.
--   extractor_version | - | Version of code, lexicons and reference data that read the article.
SELECT
    loss_claim_id,
    version_id,
    document_id,
    headline,
    outlet,
    publisher_family,
    url,
    date_published,
    statement_id,
    quote,
    item_text,
    item_start,
    item_end,
    category_code,
    category,
    model_text,
    model_id,
    count_best,
    count_low,
    count_high,
    count_qualifier,
    count_text,
    outcome,
    victim_entity_id,
    victim_text,
    victim_side,
    victim_basis,
    perpetrator_entity_id,
    claimant_entity_id,
    claimant_text,
    claimant_basis,
    attribution_chain,
    status,
    modality,
    aggregation,
    parent_claim_id,
    part_kind,
    restates_claim_id,
    period_start,
    period_end,
    period_text,
    period_semantics,
    period_basis,
    date_prec,
    places,
    confidence,
    rule_id,
    extractor_version
FROM marts.claim_history
WHERE valid_to IS NULL
