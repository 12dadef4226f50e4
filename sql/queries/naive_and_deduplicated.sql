-- How far does a naive sum lie above a de-duplicated one?
--
-- How to read: naive adds up every printed figure, as a careless query would: copies, parts and running totals
-- included. deduplicated takes from each claimant and day the highest figure only, so copies, restatements, parts and
-- the day's increments within its total fall away. largest_total is the highest running total of any one claimant.
-- Even deduplicated adds several claimants and running totals of several days: it measures the echo, it is not a
-- number of losses. Outcomes of people stay apart; of things, "lost" is everything but damaged.
WITH naive AS (
    SELECT
        c.victim_side,
        k.category_code,
        k.label AS category,
        CASE WHEN k.loss_class = 'personnel' OR c.outcome = 'damaged' THEN c.outcome ELSE 'lost' END AS outcome,
        sum(c.count_best) AS total,
        count(c.count_best) AS figures
    FROM marts.claims c
    JOIN marts.categories k ON k.category_code = c.category_code
    WHERE c.modality = 'asserted' AND c.status <> 'denied'
    GROUP BY ALL
),

highest AS (
    SELECT
        l.victim_side,
        k.category_code,
        CASE WHEN k.loss_class = 'personnel' OR l.outcome = 'damaged' THEN l.outcome ELSE 'lost' END AS outcome,
        l.claimant,
        l.day,
        max(l.count_best) AS figure,
        max(l.count_best) FILTER (l.aggregation = 'cumulative') AS running_total
    FROM marts.losses_by_day l
    JOIN marts.categories k ON k.category_code = l.category_code
    GROUP BY ALL
),

deduplicated AS (
    SELECT victim_side, category_code, outcome, sum(figure) AS total, max(running_total) AS largest_total
    FROM highest
    GROUP BY ALL
)

SELECT
    n.victim_side,
    n.category,
    n.outcome,
    n.figures,
    CAST(n.total AS BIGINT) AS naive,
    CAST(d.total AS BIGINT) AS deduplicated,
    d.largest_total,
    round(n.total / d.total, 2) AS factor
FROM naive n
JOIN deduplicated d
    ON d.category_code = n.category_code AND d.outcome = n.outcome AND d.victim_side IS NOT DISTINCT FROM n.victim_side
WHERE n.total > 0
ORDER BY n.total DESC, n.victim_side, n.category, n.outcome
