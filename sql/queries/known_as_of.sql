-- What did we know as of a date?
--
-- How to read: the rows are the claims that articles showed at the moment in the first line of the query; change it.
-- Articles that were changed or withdrawn later appear as they were, later articles not at all. now says what has
-- become of each: 'current', 'changed' (the article was edited since) or 'withdrawn'. Knowing starts when an article
-- was fetched: an archive loaded today was not known before today.
WITH asked AS (SELECT TIMESTAMPTZ '2024-03-15 00:00:00+00' AS moment),

known AS (
    SELECT *
    FROM marts.claims_as_of((SELECT moment FROM asked))
    ORDER BY date_published DESC, document_id, item_start
    LIMIT 1000
)

SELECT
    k.date_published,
    coalesce(e.canonical_name, k.claimant_text, k.outlet) AS claimant,
    k.victim_side,
    k.category,
    k.item_text,
    k.count_best,
    k.count_qualifier,
    k.outcome,
    CASE v.ended_by WHEN 'superseded' THEN 'changed' WHEN 'withdrawn' THEN 'withdrawn' WHEN 'retracted' THEN 'withdrawn'
        ELSE 'current'
    END AS now,
    k.outlet,
    k.url
FROM known k
JOIN asked a ON true
JOIN resolve.version_spans v
    ON v.version_id = k.version_id AND v.valid_from <= a.moment AND coalesce(a.moment < v.valid_to, true)
LEFT JOIN ref.entities e ON e.entity_id = k.claimant_entity_id
ORDER BY k.date_published DESC, k.document_id, k.item_start
