-- What changed between two extractor versions?
--
-- How to read: attach the older release as "before",
--   lossledger sql -f sql/queries/extractor_versions.sql --attach before=warehouse/releases/<older>.duckdb
-- A row is a claim of an article that both releases hold in the same version: 'added' or 'gone' where only one
-- extractor found it, 'changed' where both found the words and read them differently (changed lists the slots).
WITH reread AS MATERIALIZED (
    SELECT version_id, e.extractor_version AS earlier_version, n.extractor_version AS version
    FROM marts.readings n
    JOIN before.marts.readings e USING (version_id)
    WHERE n.reading <> e.reading OR n.claims <> e.claims
),

now AS (
    SELECT loss_claim_id, version_id, item_text, string_split(reading, '|') AS slots
    FROM marts.claim_history
    WHERE valid_to IS NULL AND version_id IN (SELECT version_id FROM reread)
),

earlier AS (
    SELECT loss_claim_id, version_id, item_text, string_split(reading, '|') AS slots
    FROM before.marts.claim_history
    WHERE valid_to IS NULL AND version_id IN (SELECT version_id FROM reread)
),

compared AS (
    SELECT
        coalesce(n.version_id, e.version_id) AS version_id,
        coalesce(n.item_text, e.item_text) AS item_text,
        CASE WHEN e.loss_claim_id IS NULL THEN 'added' WHEN n.loss_claim_id IS NULL THEN 'gone' ELSE 'changed' END AS change,
        [
            slot
            FOR slot, i IN ['category', 'model', 'count', 'outcome', 'victim', 'claimant', 'status', 'aggregation']
            IF n.slots[i] <> e.slots[i]
        ] AS changed
    FROM now n
    FULL JOIN earlier e ON e.loss_claim_id = n.loss_claim_id -- the id stands for version and span
    WHERE n.slots IS DISTINCT FROM e.slots
)

SELECT
    c.change,
    nullif(array_to_string(c.changed, ', '), '') AS changed,
    a.outlet,
    c.item_text,
    r.earlier_version,
    r.version,
    a.url
FROM compared c
JOIN reread r ON r.version_id = c.version_id
JOIN marts.article_versions a ON a.version_id = c.version_id AND a.is_current
ORDER BY c.change, a.outlet, c.item_text, a.url
LIMIT 1000
