-- How far does a naive sum lie above a de-duplicated one?
--
-- How to read: naive adds up every printed figure, as a careless query would: copies, parts and running totals
-- included. deduplicated takes from each claimant and day the highest figure only, whatever its outcome's wording, so
-- copies, restatements, parts and the day's increments within its total fall away. largest_total is the highest
-- running total of any one claimant. Even deduplicated adds several claimants and running totals of several days: it
-- measures the echo, it is not a number of losses.
WITH naive AS (
    SELECT victim_side, category_code, category, sum(count_best) AS total, count(count_best) AS figures
    FROM marts.claims
    WHERE modality = 'asserted' AND status <> 'denied' AND outcome NOT IN ('damaged', 'wounded')
    GROUP BY ALL
),

highest AS (
    SELECT
        victim_side,
        category_code,
        claimant,
        day,
        max(count_best) AS figure,
        max(count_best) FILTER (aggregation = 'cumulative') AS running_total
    FROM marts.losses_by_day
    WHERE outcome NOT IN ('damaged', 'wounded')
    GROUP BY ALL
),

deduplicated AS (
    SELECT victim_side, category_code, sum(figure) AS total, max(running_total) AS largest_total
    FROM highest
    GROUP BY ALL
)

SELECT
    n.victim_side,
    n.category,
    n.figures,
    CAST(n.total AS BIGINT) AS naive,
    CAST(d.total AS BIGINT) AS deduplicated,
    d.largest_total,
    round(n.total / d.total, 2) AS factor
FROM naive n
JOIN deduplicated d ON d.category_code = n.category_code AND d.victim_side IS NOT DISTINCT FROM n.victim_side
WHERE n.total > 0
ORDER BY n.total DESC, n.victim_side, n.category
