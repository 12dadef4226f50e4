-- What changed between two extractor versions?
--
-- How to read: attach the older release first,
--   ATTACH 'warehouse/releases/<older>.duckdb' AS before (READ_ONLY);
-- A row is a claim of an article that both releases hold in the same version: 'added' or 'gone' where only one
-- extractor found it, 'changed' where both found the words and read them differently (changed lists the slots).
WITH reread AS (
    SELECT version_id
    FROM marts.readings n
    JOIN before.marts.readings e USING (version_id)
    WHERE n.reading <> e.reading OR n.claims <> e.claims
),

now AS (
    SELECT c.* FROM marts.claims c WHERE c.version_id IN (SELECT version_id FROM reread)
),

earlier AS (
    SELECT c.* FROM before.marts.claims c WHERE c.version_id IN (SELECT version_id FROM reread)
),

compared AS (
    SELECT
        coalesce(n.outlet, e.outlet) AS outlet,
        coalesce(n.item_text, e.item_text) AS item_text,
        CASE WHEN e.loss_claim_id IS NULL THEN 'added' WHEN n.loss_claim_id IS NULL THEN 'gone' ELSE 'changed' END AS change,
        CASE
            WHEN e.loss_claim_id IS NOT NULL AND n.loss_claim_id IS NOT NULL
                THEN concat_ws(
                    ', ',
                    CASE WHEN n.category_code <> e.category_code THEN 'category' END,
                    CASE WHEN n.model_id IS DISTINCT FROM e.model_id THEN 'model' END,
                    CASE
                        WHEN
                            (n.count_best, n.count_low, n.count_high)
                            IS DISTINCT FROM (e.count_best, e.count_low, e.count_high)
                            THEN 'count'
                    END,
                    CASE WHEN n.outcome <> e.outcome THEN 'outcome' END,
                    CASE WHEN n.victim_entity_id IS DISTINCT FROM e.victim_entity_id THEN 'victim' END,
                    CASE WHEN n.claimant_entity_id IS DISTINCT FROM e.claimant_entity_id THEN 'claimant' END,
                    CASE WHEN n.status <> e.status THEN 'status' END,
                    CASE WHEN n.aggregation <> e.aggregation THEN 'aggregation' END
                )
        END AS changed,
        e.extractor_version AS earlier_version,
        n.extractor_version AS version,
        coalesce(n.url, e.url) AS url
    FROM now n
    FULL JOIN earlier e ON e.loss_claim_id = n.loss_claim_id -- the id stands for version and span
)

SELECT change, changed, outlet, item_text, earlier_version, version, url
FROM compared
WHERE change <> 'changed' OR changed <> ''
ORDER BY change, outlet, item_text, url
LIMIT 1000
