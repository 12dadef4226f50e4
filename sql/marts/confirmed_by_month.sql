-- Items confirmed by pictures, by month of recording. A lower bound: not every loss is pictured, and an item may be
-- recorded long after it was lost. Damaged items are left out. Empty until a series is loaded.
-- grain: one month, series, side and category group
-- columns:
--   month | - | First day of the month of recording.
--   series_id | - | Series, see series.snapshots.
--   victim_side | - | Side that lost them.
--   category_group | - | Coarse group of categories.
--   confirmed | items | Items recorded in the month as destroyed, captured, abandoned or lost.
--   confirmed_to_date | items | All such items recorded until the end of the month.
WITH monthly AS (
    SELECT
        CAST(date_trunc('month', i.day_recorded) AS DATE) AS month,
        i.series_id,
        i.victim_side,
        k.category_group,
        count(*) AS confirmed
    FROM series.confirmed_items i
    JOIN marts.categories k ON k.category_code = i.category_code
    WHERE i.outcome <> 'damaged'
    GROUP BY ALL
)

SELECT
    month,
    series_id,
    victim_side,
    category_group,
    confirmed,
    CAST(
        sum(confirmed) OVER (PARTITION BY series_id, victim_side, category_group ORDER BY month) AS BIGINT
    ) AS confirmed_to_date
FROM monthly
