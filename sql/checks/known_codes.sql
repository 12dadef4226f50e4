-- Categories, entities, sides, models and places of claims are in the reference lists.
-- severity: error
-- table: core.loss_claims
SELECT loss_claim_id, 'category' AS slot, category_code AS code
FROM core.loss_claims
WHERE category_code NOT IN (SELECT category_code FROM ref.loss_categories)
UNION ALL
SELECT loss_claim_id, 'model', model_id
FROM core.loss_claims
WHERE model_id IS NOT NULL AND model_id NOT IN (SELECT model_id FROM ref.equipment_models)
UNION ALL
SELECT loss_claim_id, 'victim', victim_entity_id
FROM core.loss_claims
WHERE victim_entity_id IS NOT NULL AND victim_entity_id NOT IN (SELECT entity_id FROM ref.entities)
UNION ALL
SELECT loss_claim_id, 'claimant', claimant_entity_id
FROM core.loss_claims
WHERE claimant_entity_id IS NOT NULL AND claimant_entity_id NOT IN (SELECT entity_id FROM ref.entities)
UNION ALL
SELECT loss_claim_id, 'perpetrator', perpetrator_entity_id
FROM core.loss_claims
WHERE perpetrator_entity_id IS NOT NULL AND perpetrator_entity_id NOT IN (SELECT entity_id FROM ref.entities)
UNION ALL
SELECT loss_claim_id, 'side', victim_side
FROM core.loss_claims
WHERE victim_side IS NOT NULL AND victim_side NOT IN (SELECT side FROM ref.entities WHERE side IS NOT NULL)
