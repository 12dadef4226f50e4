-- Which running totals fall?
--
-- How to read: a row is a running total of one claimant that is below the total the same claimant gave for the day
-- before it in the series (same victim, category, outcome and beginning), bounds respected. A total cannot fall:
-- either one figure is wrong, or the two do not count the same thing.
SELECT
    coalesce(later.period_end, CAST(later.date_published AT TIME ZONE 'UTC' AS DATE)) AS day,
    r.to_claimant AS claimant,
    later.victim_side,
    later.category,
    later.outcome,
    coalesce(earlier.period_end, CAST(earlier.date_published AT TIME ZONE 'UTC' AS DATE)) AS earlier_day,
    earlier.item_text AS earlier_words,
    earlier.count_best AS earlier_total,
    later.item_text AS words,
    later.count_best AS total,
    r.from_outlet,
    r.to_outlet
FROM marts.relations r
JOIN marts.claims later ON later.loss_claim_id = r.from_claim_id
JOIN marts.claims earlier ON earlier.loss_claim_id = r.to_claim_id
WHERE r.rule_id = 'falling_series'
ORDER BY day DESC, claimant, category
LIMIT 1000
