-- How do claimed losses compare with what pictures confirm, by category, side and month?
--
-- How to read: a row is one claimant, victim's side, category group and month. claimed adds up the claimant's daily
-- increments as articles carry them, running_total is its highest total printed in the month; confirmed counts items
-- recorded in that month and confirmed_to_date until its end. Compare claimed with confirmed and running_total with
-- confirmed_to_date. Pictures are a lower bound and late, claims an interested party's word: a ratio far above 1 is
-- usual and proves nothing alone. Damaged items are left out on both sides. Within a day a loss counts once whatever
-- its outcome is called, and "armoured vehicles" are not added to the carriers among them. Groups are compared, because
-- labels of different schemes do not nest.
WITH daily AS (
    SELECT
        l.day,
        l.claimant,
        l.victim_side,
        k.category_group,
        k.is_composite,
        k.category_code,
        l.aggregation,
        max(l.count_best) AS figure
    FROM marts.losses_by_day l
    JOIN marts.categories k ON k.category_code = l.category_code AND k.loss_class = 'equipment'
    WHERE l.outcome <> 'damaged' AND l.count_best IS NOT NULL
    GROUP BY ALL
),

grouped AS (
    SELECT
        CAST(date_trunc('month', day) AS DATE) AS month,
        claimant,
        victim_side,
        category_group,
        aggregation,
        greatest(max(figure) FILTER (is_composite), sum(figure) FILTER (NOT is_composite)) AS figure
    FROM daily
    GROUP BY day, claimant, victim_side, category_group, aggregation
),

claimed AS (
    SELECT
        month,
        claimant,
        victim_side,
        category_group,
        sum(figure) FILTER (aggregation = 'incremental') AS claimed,
        max(figure) FILTER (aggregation = 'cumulative') AS running_total
    FROM grouped
    GROUP BY ALL
)

SELECT
    c.month,
    c.victim_side,
    c.category_group,
    c.claimant,
    CAST(c.claimed AS BIGINT) AS claimed,
    f.confirmed,
    round(c.claimed / f.confirmed, 2) AS ratio,
    CAST(c.running_total AS BIGINT) AS running_total,
    f.confirmed_to_date,
    round(c.running_total / f.confirmed_to_date, 2) AS ratio_to_date,
    f.series_id
FROM claimed c
JOIN marts.confirmed_by_month f
    ON f.month = c.month AND f.victim_side = c.victim_side AND f.category_group = c.category_group
ORDER BY c.month DESC, c.victim_side, c.category_group, c.claimant
LIMIT 1000
