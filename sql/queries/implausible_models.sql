-- Which claims name a model that the victim never operated?
--
-- How to read: a row is a claim whose stated or inferred victim is not among the sides known to operate the model
-- (ref.model_operators). The usual reason is a report that was turned round or a victim that was inferred wrongly
-- (see victim_basis); captured equipment is another. The claim stays as its article has it.
SELECT
    c.date_published,
    coalesce(e.canonical_name, c.claimant_text, c.outlet) AS claimant,
    c.item_text,
    c.model_text,
    c.victim_entity_id,
    c.victim_basis,
    f.detail,
    c.quote,
    c.outlet,
    c.url
FROM resolve.claim_flags f
JOIN marts.claims c ON c.loss_claim_id = f.loss_claim_id
LEFT JOIN ref.entities e ON e.entity_id = c.claimant_entity_id
WHERE f.flag = 'victim_never_operated_model'
ORDER BY c.date_published DESC, c.loss_claim_id
LIMIT 1000
