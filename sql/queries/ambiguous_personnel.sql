-- Which personnel claims leave open whether people died?
--
-- How to read: killed, wounded, captured and missing say what happened; eliminated, lost and casualties do not. The
-- General Staff of Ukraine's "eliminated", for one, is killed and wounded together. Never compare an open outcome with
-- a count of dead. people is the sum of printed figures of top-level incremental claims, as a weight and no total.
SELECT
    coalesce(e.canonical_name, c.claimant_text, 'the articles themselves') AS claimant,
    c.outcome,
    count(*) AS claims,
    CAST(
        sum(c.count_best) FILTER (c.aggregation = 'incremental' AND c.parent_claim_id IS NULL AND c.restates_claim_id IS NULL)
        AS BIGINT
    ) AS people,
    min(c.item_text) AS example
FROM marts.claims c
JOIN ref.loss_categories k ON k.category_code = c.category_code AND k.loss_class = 'personnel'
LEFT JOIN ref.entities e ON e.entity_id = c.claimant_entity_id
WHERE c.outcome IN ('eliminated', 'lost', 'casualties') AND c.modality = 'asserted'
GROUP BY ALL
ORDER BY claims DESC, claimant, outcome
LIMIT 1000
