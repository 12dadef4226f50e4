-- How do the losses that a side admits compare with those it claims of its enemy?
--
-- How to read: a row is one claimant's side, category, outcome and kind of aggregation. own are claims about losses of
-- the claimant's own side, enemy about the other side's; own_claims and enemy_claims count the claims, the others the
-- highest figure for a day (highest) and, for increments, the sum over days of the day's highest figure (summed).
-- Sums miss days without a report and may count one loss under two dates: read them as orders of magnitude.
WITH sided AS (
    SELECT
        e.side AS claimant_side,
        l.category,
        l.outcome,
        l.aggregation,
        l.day,
        l.victim_side = e.side AS own,
        max(l.count_best) AS figure,
        sum(l.claims) AS claims
    FROM marts.losses_by_day l
    JOIN ref.entities e ON e.entity_id = l.claimant_entity_id
    WHERE e.side IS NOT NULL AND l.victim_side IS NOT NULL
    GROUP BY ALL
)

SELECT
    claimant_side,
    category,
    outcome,
    aggregation,
    CAST(coalesce(sum(claims) FILTER (own), 0) AS BIGINT) AS own_claims,
    max(figure) FILTER (own) AS own_highest,
    CAST(sum(figure) FILTER (own AND aggregation = 'incremental') AS BIGINT) AS own_summed,
    CAST(coalesce(sum(claims) FILTER (NOT own), 0) AS BIGINT) AS enemy_claims,
    max(figure) FILTER (NOT own) AS enemy_highest,
    CAST(sum(figure) FILTER (NOT own AND aggregation = 'incremental') AS BIGINT) AS enemy_summed
FROM sided
GROUP BY claimant_side, category, outcome, aggregation
ORDER BY claimant_side, category, outcome, aggregation
