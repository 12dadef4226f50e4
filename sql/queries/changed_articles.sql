-- Which articles changed after they were first fetched, and did their figures change?
--
-- How to read: a row is one new version of an article. change_kind says what changed (figures: a number in the text;
-- correction and retraction: the publisher says so). corrected lists claims whose figure is another one now, as
-- 'new for old'. An article that went back to an earlier wording has a row for each time it changed.
WITH corrected AS (
    SELECT s.version_id, string_agg(r.detail, '; ' ORDER BY r.detail) AS figures
    FROM resolve.relations r
    JOIN core.statements s ON s.statement_id = r.from_statement_id
    WHERE r.relation = 'corrects'
    GROUP BY s.version_id
)

SELECT
    v.outlet,
    v.headline,
    v.valid_from AS changed_at,
    v.change_kind,
    c.figures AS corrected,
    v.is_current,
    v.ended_by,
    v.url
FROM marts.article_versions v
LEFT JOIN corrected c ON c.version_id = v.version_id
WHERE
    v.change_kind <> 'first'
    OR v.ended_by IN ('withdrawn', 'retracted')
ORDER BY v.valid_from DESC, v.document_id
LIMIT 1000
