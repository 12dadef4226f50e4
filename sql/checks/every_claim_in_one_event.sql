-- Every asserted claim of a current article is in exactly one event, and every event has its members.
-- severity: error
-- table: marts.claims
SELECT c.loss_claim_id AS id
FROM marts.claims c
LEFT JOIN resolve.loss_event_members m ON m.loss_claim_id = c.loss_claim_id
WHERE (c.modality = 'asserted' AND c.status <> 'denied') <> (m.event_id IS NOT NULL)
UNION ALL
SELECT e.event_id
FROM resolve.loss_events e
LEFT JOIN (SELECT event_id, count(*) AS members FROM resolve.loss_event_members GROUP BY event_id) m
    ON m.event_id = e.event_id
WHERE m.members IS DISTINCT FROM e.claims
