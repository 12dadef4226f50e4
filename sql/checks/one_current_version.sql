-- A document has at most one current version.
-- severity: error
-- table: resolve.version_spans
SELECT document_id, count(*) AS current_versions
FROM resolve.version_spans
WHERE valid_to IS NULL
GROUP BY document_id
HAVING count(*) > 1
