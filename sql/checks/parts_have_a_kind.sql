-- A claim has a part_kind if and only if it has a parent.
-- severity: error
-- table: core.loss_claims
SELECT loss_claim_id, parent_claim_id, part_kind
FROM core.loss_claims
WHERE (parent_claim_id IS NULL) <> (part_kind IS NULL)
