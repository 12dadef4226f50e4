-- Which claims did nobody else ever corroborate?
--
-- How to read: a row is a loss with a printed figure that has one independent source only, however many outlets
-- printed it; the largest figures first. Most true claims are among them: no corroboration is no refutation. Parts of
-- larger figures are left out.
SELECT
    day,
    first_claimant AS claimant,
    victim,
    category,
    outcome,
    coalesce(count_best, count_high) AS figure,
    first_words AS words,
    documents,
    publisher_families,
    event_id
FROM marts.loss_events
WHERE independent_sources = 1 AND NOT is_part AND coalesce(count_best, count_high) IS NOT NULL
ORDER BY figure DESC, day DESC, event_id
LIMIT 1000
