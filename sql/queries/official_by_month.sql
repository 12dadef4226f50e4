-- What do the official daily figures add up to by month, corrections taken out?
--
-- How to read: daily is what the report claims for the month's days: the change of the running total less published
-- corrections. change is the plain difference of totals; where the two differ, the source corrected itself. days
-- counts reports with a usable day's figure: a month with fewer days than the calendar is incomplete. Every series
-- stands for itself: never add two.
SELECT
    CAST(date_trunc('month', t.day) AS DATE) AS month,
    t.series_id,
    t.claimant_entity_id AS claimant,
    t.victim_side,
    k.label AS category,
    t.outcome,
    count(t.daily) AS days,
    CAST(sum(t.daily) AS BIGINT) AS daily,
    CAST(sum(t.change) AS BIGINT) AS change,
    CAST(sum(t.correction) AS BIGINT) AS correction,
    max_by(t.cumulative, t.day) AS total_at_end
FROM series.official_daily_totals t
JOIN ref.loss_categories k ON k.category_code = t.category_code
GROUP BY ALL
ORDER BY month DESC, t.series_id, category, t.outcome
LIMIT 1000
