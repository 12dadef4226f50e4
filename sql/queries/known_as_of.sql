-- What did we know as of a date?
--
-- How to read: the rows are the claims that articles showed at the moment in the first line of the query; change it.
-- Articles that were changed or withdrawn later appear as they were, later articles not at all. now says what has
-- become of each: 'current', 'changed' (the article was edited since) or 'withdrawn'. Knowing starts when an article
-- was fetched: an archive loaded today was not known before today.
WITH asked AS (SELECT TIMESTAMPTZ '2024-03-15 00:00:00+00' AS moment)

SELECT
    h.date_published,
    coalesce(e.canonical_name, h.claimant_text, h.outlet) AS claimant,
    h.victim_side,
    h.category,
    h.item_text,
    h.count_best,
    h.count_qualifier,
    h.outcome,
    CASE h.ended_by WHEN 'superseded' THEN 'changed' WHEN 'withdrawn' THEN 'withdrawn' WHEN 'retracted' THEN 'withdrawn'
        ELSE 'current'
    END AS now,
    h.outlet,
    h.url
FROM (
    SELECT
        c.*,
        (
            SELECT v.ended_by FROM resolve.version_spans v
            WHERE v.version_id = c.version_id AND v.valid_from <= moment AND coalesce(moment < v.valid_to, true)
        ) AS ended_by
    FROM marts.claims_as_of((SELECT moment FROM asked)) c, asked
) h
LEFT JOIN ref.entities e ON e.entity_id = h.claimant_entity_id
ORDER BY h.date_published DESC, h.document_id, h.item_start
LIMIT 1000
