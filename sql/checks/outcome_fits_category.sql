-- People are not destroyed, damaged or abandoned; things are not killed, wounded or missing.
-- severity: warn
-- table: core.loss_claims
SELECT c.loss_claim_id, c.category_code, c.outcome, c.item_text
FROM core.loss_claims c
JOIN ref.loss_categories k ON k.category_code = c.category_code
WHERE
    (k.loss_class = 'personnel' AND c.outcome IN ('destroyed', 'damaged', 'abandoned'))
    OR (k.loss_class <> 'personnel' AND c.outcome IN ('killed', 'wounded', 'missing', 'casualties'))
