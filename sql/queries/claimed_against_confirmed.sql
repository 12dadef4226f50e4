-- How do claimed losses compare with what pictures confirm, by category, side and month?
--
-- How to read: a row is one claimant, victim's side, category group and month. claimed adds up the claimant's daily
-- increments as articles carry them, running_total is its highest total printed in the month; confirmed counts items
-- recorded in that month and confirmed_to_date until its end. Compare claimed with confirmed and running_total with
-- confirmed_to_date. Pictures are a lower bound and late, claims an interested party's word: a ratio far above 1 is
-- usual and proves nothing alone. Damaged items are left out on both sides; groups, because labels of different
-- schemes do not nest.
WITH claimed AS (
    SELECT
        CAST(date_trunc('month', l.day) AS DATE) AS month,
        l.claimant,
        l.victim_side,
        k.category_group,
        sum(l.count_best) FILTER (l.aggregation = 'incremental') AS claimed,
        max(l.count_best) FILTER (l.aggregation = 'cumulative') AS running_total
    FROM marts.losses_by_day l
    JOIN marts.categories k ON k.category_code = l.category_code AND k.loss_class = 'equipment'
    WHERE l.outcome <> 'damaged'
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
    c.running_total,
    f.confirmed_to_date,
    round(c.running_total / f.confirmed_to_date, 2) AS ratio_to_date,
    f.series_id
FROM claimed c
JOIN marts.confirmed_by_month f
    ON f.month = c.month AND f.victim_side = c.victim_side AND f.category_group = c.category_group
WHERE c.claimed IS NOT NULL OR c.running_total IS NOT NULL
ORDER BY c.month DESC, c.victim_side, c.category_group, c.claimant
LIMIT 1000
