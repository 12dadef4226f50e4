-- Claims belong to a statement of the same text, and denials to a denied statement of the same text.
-- severity: error
-- table: core.statements
SELECT c.loss_claim_id AS id, c.statement_id AS target
FROM core.loss_claims c
JOIN core.statements s ON s.statement_id = c.statement_id
WHERE s.version_id <> c.version_id
UNION ALL
SELECT s.statement_id, s.denies_statement_id
FROM core.statements s
LEFT JOIN core.statements d ON d.statement_id = s.denies_statement_id
WHERE
    s.denies_statement_id IS NOT NULL
    AND (d.version_id IS DISTINCT FROM s.version_id OR d.statement_id = s.statement_id)
