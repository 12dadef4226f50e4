-- Who claims which losses for which day, and how many of the claims have no number?
--
-- How to read: a row is what one claimant says that one victim lost on one day in one category and outcome. claimed
-- is the figure of the article that gives most; low and high are its bounds, high is empty where they are open.
-- A claim without a number ("several tanks") adds nothing to claimed and is counted in without_number, so claimed is
-- too low wherever that is above 0. Add rows up only within one claimant, victim, category, outcome and
-- 'incremental': running totals (cumulative) already hold the days before.
SELECT
    day,
    claimant,
    victim,
    category,
    outcome,
    aggregation,
    count_best AS claimed,
    count_low AS low,
    count_high AS high,
    claims,
    without_number,
    publisher_families
FROM marts.losses_by_day
ORDER BY day DESC, claimant, victim, category, outcome, aggregation
LIMIT 1000
