-- Claimed losses by day, never mixing claimants, victims, outcomes, running totals and increments.
-- Parts, restatements, denied claims and losses that are only possible are left out, and so is what other
-- articles repeat: of all articles that carry the same claimant's figures for a day, the one with the highest
-- figure counts (incremental claims of one article are added up, of running totals the highest is taken).
-- Rows may be added over days only within one claimant, victim, category, outcome and aggregation = 'incremental',
-- and even then the result is a claim, not a fact. count_best misses the claims counted in without_number.
-- grain: one day, claimant, victim, category, outcome and kind of aggregation
-- columns:
--   day | - | Last day the claims cover; the day of publication where the text gives no time.
--   claimant_entity_id | - | Who claims, see ref.entities; NULL: in no list, unattributed, or the article itself.
--   claimant | - | Who claims, ready to read.
--   victim_side | - | Side of the victim.
--   victim_entity_id | - | Who lost it, see ref.entities.
--   victim | - | Who lost it, ready to read.
--   category_code | - | What was lost, see ref.loss_categories.
--   category | - | What was lost, in words.
--   outcome | - | What is said to have happened.
--   aggregation | - | cumulative for running totals, else incremental.
--   count_best | items | Printed figures of the article that gives most; NULL: no article prints one.
--   count_low | items | Lower bounds of that article.
--   count_high | items | Upper bounds of that article; NULL: one of them is open or unknown.
--   claims | claims | Loss claims behind the row, in all articles.
--   without_number | claims | Those of them with no figure and no bound.
--   documents | documents | Articles that carry them.
--   publisher_families | families | Publisher families of those articles.
WITH top_level AS (
    SELECT
        coalesce(c.period_end, v.day) AS day,
        c.claimant_entity_id,
        coalesce(
            c.claimant_entity_id,
            lower(c.claimant_text),
            CASE c.claimant_basis WHEN 'unattributed' THEN 'not attributed' ELSE v.outlet END
        ) AS claimant_key,
        coalesce(
            c.claimant_text,
            CASE c.claimant_basis WHEN 'unattributed' THEN 'not attributed' ELSE v.outlet END
        ) AS claimant_text,
        c.victim_side,
        c.victim_entity_id,
        coalesce(c.victim_entity_id, lower(c.victim_text)) AS victim_key,
        c.victim_text,
        c.category_code,
        c.category,
        c.outcome,
        c.aggregation,
        coalesce(c.count_best, c.count_low) AS figure,
        struct_pack(best := c.count_best, low := c.count_low, high := c.count_high) AS counts,
        c.count_best IS NULL AND c.count_low IS NULL AND c.count_high IS NULL AS without_number,
        c.document_id,
        c.publisher_family
    FROM marts.claims c
    JOIN marts.article_versions v ON v.version_id = c.version_id AND v.is_current
    WHERE
        c.modality = 'asserted'
        AND c.status <> 'denied'
        AND c.parent_claim_id IS NULL
        AND c.restates_claim_id IS NULL
),

by_document AS (
    SELECT
        day,
        claimant_entity_id,
        claimant_key,
        min(claimant_text) AS claimant_text,
        victim_side,
        victim_entity_id,
        victim_key,
        min(victim_text) AS victim_text,
        category_code,
        category,
        outcome,
        aggregation,
        document_id,
        any_value(publisher_family) AS publisher_family,
        CASE aggregation WHEN 'cumulative' THEN max(figure) ELSE sum(figure) END AS figure,
        CASE aggregation
            WHEN 'cumulative' THEN arg_max_null(counts, coalesce(figure, -1))
            ELSE struct_pack(
                best := sum(counts.best),
                low := sum(counts.low),
                high := CASE WHEN count(counts.high) = count(*) THEN sum(counts.high) END
            )
        END AS counts,
        count(*) AS claims,
        count_if(without_number) AS without_number
    FROM top_level
    GROUP BY
        day, claimant_entity_id, claimant_key, victim_side, victim_entity_id, victim_key, category_code, category, outcome,
        aggregation, document_id
),

summed AS (
    SELECT
        day,
        claimant_entity_id,
        claimant_key,
        min(claimant_text) AS claimant_text,
        victim_side,
        victim_entity_id,
        victim_key,
        min(victim_text) AS victim_text,
        category_code,
        category,
        outcome,
        aggregation,
        arg_max_null(counts, (coalesce(figure, -1), document_id)) AS counts,
        sum(claims) AS claims,
        sum(without_number) AS without_number,
        count(*) AS documents,
        count(DISTINCT publisher_family) AS publisher_families
    FROM by_document
    GROUP BY
        day, claimant_entity_id, claimant_key, victim_side, victim_entity_id, victim_key, category_code, category, outcome,
        aggregation
)

SELECT
    s.day,
    s.claimant_entity_id,
    coalesce(claimant.canonical_name, s.claimant_text) AS claimant,
    s.victim_side,
    s.victim_entity_id,
    coalesce(victim.canonical_name, s.victim_text, 'not known') AS victim,
    s.category_code,
    s.category,
    s.outcome,
    s.aggregation,
    CAST(s.counts.best AS BIGINT) AS count_best,
    CAST(s.counts.low AS BIGINT) AS count_low,
    CAST(s.counts.high AS BIGINT) AS count_high,
    CAST(s.claims AS BIGINT) AS claims,
    CAST(s.without_number AS BIGINT) AS without_number,
    s.documents,
    s.publisher_families
FROM summed s
LEFT JOIN ref.entities claimant ON claimant.entity_id = s.claimant_entity_id
LEFT JOIN ref.entities victim ON victim.entity_id = s.victim_entity_id
