-- Models that sides are said to have lost. None of the counts is a number of vehicles lost: claims counts mentions,
-- events losses as far as they can be told apart, highest is the largest figure of any one claim.
-- grain: one model of one side and category
-- columns:
--   victim_side | - | Side of the victim; NULL: not known.
--   model_id | - | See ref.equipment_models; NULL: a name that no list has.
--   model | - | Name of the model, as printed where no list has it.
--   category | - | Category the claims give.
--   claims | claims | Asserted claims that name it.
--   events | events | Events those claims belong to.
--   highest | items | Largest printed figure of one claim; NULL: none is printed.
--   doubtful | claims | Claims whose victim is not known to have the model.
WITH named AS (
    SELECT
        c.loss_claim_id,
        c.victim_side,
        c.model_id,
        coalesce(m.canonical_name, c.model_text) AS model,
        c.category,
        c.count_best
    FROM marts.claims c
    LEFT JOIN ref.equipment_models m ON m.model_id = c.model_id
    WHERE (c.model_id IS NOT NULL OR c.model_text IS NOT NULL) AND c.modality = 'asserted' AND c.status <> 'denied'
)

SELECT
    n.victim_side,
    n.model_id,
    n.model,
    n.category,
    count(*) AS claims,
    count(DISTINCT e.event_id) AS events,
    max(n.count_best) AS highest,
    count(f.loss_claim_id) AS doubtful
FROM named n
LEFT JOIN resolve.loss_event_members e ON e.loss_claim_id = n.loss_claim_id
LEFT JOIN resolve.claim_flags f ON f.loss_claim_id = n.loss_claim_id AND f.flag = 'victim_never_operated_model'
GROUP BY ALL
