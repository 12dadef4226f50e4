-- The whole of a part and the original of a restatement are claims of the same text, and no claim is its own.
-- severity: error
-- table: core.loss_claims
SELECT c.loss_claim_id, 'parent' AS link, c.parent_claim_id AS target
FROM core.loss_claims c
LEFT JOIN core.loss_claims t ON t.loss_claim_id = c.parent_claim_id
WHERE
    c.parent_claim_id IS NOT NULL
    AND (t.version_id IS DISTINCT FROM c.version_id OR c.parent_claim_id = c.loss_claim_id)
UNION ALL
SELECT c.loss_claim_id, 'restates', c.restates_claim_id
FROM core.loss_claims c
LEFT JOIN core.loss_claims t ON t.loss_claim_id = c.restates_claim_id
WHERE
    c.restates_claim_id IS NOT NULL
    AND (t.version_id IS DISTINCT FROM c.version_id OR c.restates_claim_id = c.loss_claim_id)
