-- Every outlet that a document names is in seeds/reference/outlets.csv: outlets decide which sources are independent.
-- severity: warn
-- table: core.documents
SELECT d.document_id, d.source_id, d.outlet_id
FROM core.documents d
LEFT JOIN ref.outlets o USING (outlet_id)
WHERE d.outlet_id IS NOT NULL AND o.outlet_id IS NULL
