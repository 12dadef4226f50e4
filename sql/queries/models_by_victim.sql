-- Which models does each side lose, as claimed?
--
-- How to read: claims counts mentions in articles, highest is the largest figure of any one event and events the
-- losses as far as they can be told apart. None of the three is a number of vehicles lost. doubtful counts claims
-- whose victim is not known to have the model.
SELECT
    c.victim_side,
    coalesce(m.canonical_name, c.model_text) AS model,
    c.category,
    count(*) AS claims,
    count(DISTINCT e.event_id) AS events,
    max(c.count_best) AS highest,
    count(f.loss_claim_id) AS doubtful
FROM marts.claims c
LEFT JOIN ref.equipment_models m ON m.model_id = c.model_id
LEFT JOIN resolve.loss_event_members e ON e.loss_claim_id = c.loss_claim_id
LEFT JOIN resolve.claim_flags f ON f.loss_claim_id = c.loss_claim_id AND f.flag = 'victim_never_operated_model'
WHERE (c.model_id IS NOT NULL OR c.model_text IS NOT NULL) AND c.modality = 'asserted' AND c.status <> 'denied'
GROUP BY ALL
ORDER BY claims DESC, model, victim_side
LIMIT 1000
