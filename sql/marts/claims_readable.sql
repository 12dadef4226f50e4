-- Claims ready to read, in words. For reading and filtering, not for sums: see marts.losses_by_day.
-- grain: one loss claim of a current article version
-- columns:
--   date | - | Last day the claim covers; the day of publication where the text gives no time.
--   claimant | - | Who is credited with the figure.
--   victim | - | Who lost it; in brackets how that is known where the words do not say it outright.
--   category | - | What was lost.
--   model | - | Model or type.
--   count | - | The figure with its bound in words: 'more than 340', 'number not stated'.
--   outcome | - | What is said to have happened.
--   place | - | Where, as printed: at, near, on the border of or towards it. Two places are one loss.
--   status | - | asserted, denied or confirmed; possible or future for losses that have not happened.
--   notes | - | Why not to add it to others (part, repeated, running total) and why to doubt it (flags).
--   quote | - | The statement in its exact words.
--   item | - | The counted words within the quote.
--   article | - | Headline of the article.
--   outlet | - | Name of the outlet.
--   link | - | Address of the article.
--   loss_claim_id | - | See marts.claims.
WITH flags AS (
    SELECT loss_claim_id, string_agg(replace(flag, '_', ' '), '; ' ORDER BY flag) AS flags
    FROM resolve.claim_flags
    GROUP BY loss_claim_id
),

claims AS (
    SELECT
        *,
        [
            CASE p.role
                WHEN 'near' THEN 'near ' || p.name
                WHEN 'border_of' THEN 'border of ' || p.name
                WHEN 'direction_of' THEN 'towards ' || p.name
                ELSE p.name
            END
            FOR p IN places
        ] AS place_names
    FROM marts.claims
)

SELECT
    coalesce(c.period_end, v.day) AS date,
    coalesce(
        claimant.canonical_name,
        c.claimant_text,
        CASE c.claimant_basis WHEN 'unattributed' THEN 'not attributed' ELSE 'the article itself' END
    ) AS claimant,
    coalesce(victim.canonical_name, c.victim_text, 'not known')
    || CASE c.victim_basis WHEN 'inferred_opponent' THEN ' (inferred)' ELSE '' END AS victim,
    c.category,
    coalesce(model.canonical_name, c.model_text) AS model,
    CASE
        WHEN c.count_qualifier = 'exact' THEN format('{:,}', c.count_best)
        WHEN c.count_qualifier = 'at_least' THEN 'at least ' || format('{:,}', c.count_best)
        WHEN c.count_qualifier = 'more_than' THEN 'more than ' || format('{:,}', c.count_best)
        WHEN c.count_qualifier = 'up_to' THEN 'up to ' || format('{:,}', c.count_best)
        WHEN c.count_qualifier = 'less_than' THEN 'fewer than ' || format('{:,}', c.count_best)
        WHEN c.count_qualifier = 'about' THEN 'about ' || format('{:,}', c.count_best)
        WHEN c.count_qualifier = 'range'
            THEN format('{:,}', c.count_low) || ' to ' || format('{:,}', c.count_high)
        WHEN c.count_text IS NOT NULL THEN 'number not stated (' || c.count_text || ')'
        ELSE 'number not stated'
    END AS count,
    c.outcome,
    nullif(array_to_string([name FOR name, i IN c.place_names IF list_position(c.place_names, name) = i], ', '), '')
        AS place,
    CASE c.modality WHEN 'hypothetical' THEN 'possible' WHEN 'future' THEN 'future' ELSE c.status END AS status,
    nullif(
        concat_ws(
            '; ',
            CASE WHEN c.parent_claim_id IS NOT NULL THEN 'part of a larger figure' END,
            CASE WHEN c.restates_claim_id IS NOT NULL THEN 'repeats an earlier figure of the article' END,
            CASE WHEN c.aggregation = 'cumulative' THEN 'running total' END,
            f.flags
        ),
        ''
    ) AS notes,
    c.quote,
    c.item_text AS item,
    c.headline AS article,
    c.outlet,
    c.url AS link,
    c.loss_claim_id
FROM claims c
JOIN marts.article_versions v ON v.version_id = c.version_id AND v.is_current
LEFT JOIN ref.entities claimant ON claimant.entity_id = c.claimant_entity_id
LEFT JOIN ref.entities victim ON victim.entity_id = c.victim_entity_id
LEFT JOIN ref.equipment_models model ON model.model_id = c.model_id
LEFT JOIN flags f ON f.loss_claim_id = c.loss_claim_id
