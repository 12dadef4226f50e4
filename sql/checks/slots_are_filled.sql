-- Few claims are without a known victim, claimant or number: a rising rate means words that no list has yet.
-- severity: warn
-- table: core.loss_claims
SELECT rates.*
FROM (
    SELECT
        count(*) AS claims,
        round(avg(CASE WHEN victim_basis = 'unknown' THEN 1 ELSE 0 END), 2) AS unknown_victims,
        round(avg(CASE WHEN count_qualifier IN ('vague', 'unstated') THEN 1 ELSE 0 END), 2) AS without_number
    FROM core.loss_claims
) rates
WHERE claims >= 100 AND (unknown_victims > 0.5 OR without_number > 0.5)
