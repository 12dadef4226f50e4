-- How did one figure spread through the outlets?
--
-- How to read: the rows are everybody who tells the most reported loss of the warehouse, in order of publication; put
-- another event_id (see the query independent_sources) into the first lines. hours is the time since the first
-- report, role what each article added, source_family who wrote the words it prints.
WITH asked AS (
    SELECT event_id FROM marts.loss_events ORDER BY documents DESC, day DESC, event_id LIMIT 1
)

SELECT
    m.date_published,
    round(date_diff('minute', min(m.date_published) OVER (), m.date_published) / 60.0, 1) AS hours,
    m.outlet,
    m.publisher_family,
    m.source_family,
    m.claimant,
    m.role,
    m.item_text,
    m.url
FROM marts.loss_event_members m
WHERE m.event_id = (SELECT event_id FROM asked)
ORDER BY m.date_published, m.outlet, m.loss_claim_id
