-- Which totals differ from their parts?
--
-- How to read: a row is a total whose parts, as the same article lists them, cannot add up to it: total is the
-- printed figure and parts_sum the sum of the printed parts. Bounds are respected: "up to 60" may be fewer. A list
-- that is only a selection ("including ...") is shown when it exceeds the whole.
SELECT
    whole.date_published,
    coalesce(e.canonical_name, whole.claimant_text, whole.outlet) AS claimant,
    whole.category,
    whole.item_text AS total_words,
    coalesce(whole.count_best, whole.count_high) AS total,
    CAST(sum(coalesce(part.count_best, part.count_high)) AS BIGINT) AS parts_sum,
    string_agg(part.item_text, ' + ' ORDER BY part.item_start) AS parts,
    whole.outlet,
    whole.url
FROM resolve.claim_flags f
JOIN marts.claims whole ON whole.loss_claim_id = f.loss_claim_id
JOIN marts.claims part ON part.parent_claim_id = whole.loss_claim_id AND part.restates_claim_id IS NULL
LEFT JOIN ref.entities e ON e.entity_id = whole.claimant_entity_id
WHERE f.flag = 'total_differs_from_parts'
GROUP BY ALL
ORDER BY whole.date_published DESC, total DESC
LIMIT 1000
