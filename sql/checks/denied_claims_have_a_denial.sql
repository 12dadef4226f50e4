-- What is marked as denied is denied by some statement of its text.
-- severity: warn
-- table: core.statements
SELECT s.statement_id, s.version_id, s.quote
FROM core.statements s
WHERE
    s.status = 'denied'
    AND NOT EXISTS (SELECT 1 FROM core.statements d WHERE d.denies_statement_id = s.statement_id)
