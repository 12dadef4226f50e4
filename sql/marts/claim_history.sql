-- Loss claims of every article version ever shown, with the time it was shown. marts.claims holds the current
-- ones and the macro marts.claims_as_of(ts) those of any moment; sums over this table count versions twice.
-- grain: one loss claim during one uninterrupted time that its article version was shown
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
--   reading | - | What the extractor read into the words, in one text: the slots of marts.readings, split by '|'.
--   valid_from | - | From when the document showed this version.
--   valid_to | - | Until when; NULL: it is current.
WITH places AS (
    SELECT
        loss_claim_id,
        list(
            struct_pack(place_id := place_id, name := name, role := role, where_prec := where_prec)
            ORDER BY start_char
        ) AS places
    FROM core.claim_places
    GROUP BY loss_claim_id
)

SELECT
    c.loss_claim_id,
    c.version_id,
    v.document_id,
    v.headline,
    v.outlet,
    v.publisher_family,
    v.url,
    v.date_published,
    c.statement_id,
    s.quote,
    c.item_text,
    c.item_start,
    c.item_end,
    c.category_code,
    coalesce(k.label, c.category_code) AS category,
    c.model_text,
    c.model_id,
    c.count_best,
    c.count_low,
    c.count_high,
    c.count_qualifier,
    c.count_text,
    c.outcome,
    c.victim_entity_id,
    c.victim_text,
    c.victim_side,
    c.victim_basis,
    c.perpetrator_entity_id,
    c.claimant_entity_id,
    c.claimant_text,
    c.claimant_basis,
    c.attribution_chain,
    c.status,
    c.modality,
    c.aggregation,
    c.parent_claim_id,
    c.part_kind,
    c.restates_claim_id,
    c.period_start,
    c.period_end,
    c.period_text,
    c.period_semantics,
    c.period_basis,
    c.date_prec,
    coalesce(p.places, []) AS places,
    c.confidence,
    c.rule_id,
    x.extractor_version,
    array_to_string(
        [
            c.category_code,
            coalesce(c.model_id, c.model_text, ''),
            coalesce(c.count_best::VARCHAR, '') || '/' || coalesce(c.count_low::VARCHAR, '') || '/'
            || coalesce(c.count_high::VARCHAR, ''),
            c.outcome,
            coalesce(c.victim_entity_id, c.victim_text, ''),
            coalesce(c.claimant_entity_id, c.claimant_text, ''),
            c.status,
            c.aggregation
        ],
        '|'
    ) AS reading,
    v.valid_from,
    v.valid_to
FROM core.loss_claims c
JOIN marts.article_versions v ON v.version_id = c.version_id
JOIN core.statements s ON s.statement_id = c.statement_id
JOIN core.extractions x ON x.version_id = c.version_id
LEFT JOIN ref.loss_categories k ON k.category_code = c.category_code
LEFT JOIN places p ON p.loss_claim_id = c.loss_claim_id
