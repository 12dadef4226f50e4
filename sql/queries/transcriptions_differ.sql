-- Where do two transcriptions of one official report differ?
--
-- How to read: a row is one figure of one day's report that two series print differently; both are typed from the same
-- report, so one of them is a slip, or took the figure from a later correction. Only labels that stand for the same
-- category are compared. The report itself decides: follow its link where there is one.
SELECT
    a.day,
    a.claimant_entity_id AS claimant,
    a.category_code,
    a.series_id,
    a.cumulative AS total,
    b.series_id AS other_series_id,
    b.cumulative AS other_total,
    a.cumulative - b.cumulative AS difference,
    coalesce(a.source_url, b.source_url) AS source_url
FROM series.official_daily_totals a
JOIN series.official_daily_totals b
    ON
        b.day = a.day
        AND b.category_code = a.category_code
        AND b.victim_side = a.victim_side
        AND b.claimant_entity_id = a.claimant_entity_id
        AND b.outcome = a.outcome
        AND b.series_id > a.series_id
        AND b.cumulative <> a.cumulative
WHERE a.match_type IN ('exactMatch', 'closeMatch') AND b.match_type IN ('exactMatch', 'closeMatch')
ORDER BY a.day DESC, a.category_code, a.series_id, b.series_id
LIMIT 1000
