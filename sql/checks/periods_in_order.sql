-- A claim's period does not end before it starts, nor after the day its article was fetched.
-- severity: warn
-- table: core.loss_claims
SELECT c.loss_claim_id, c.period_start, c.period_end, c.period_text
FROM core.loss_claims c
JOIN core.articles a ON a.version_id = c.version_id
WHERE
    c.modality = 'asserted'
    AND (c.period_start > c.period_end OR c.period_end > CAST(a.fetched_at AT TIME ZONE 'UTC' AS DATE) + 1)
