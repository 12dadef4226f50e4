-- Blocks of an article lie within its text, in order, and do not overlap.
-- severity: error
-- table: core.text_blocks
SELECT b.version_id, b.block_no, b.start_char, b.end_char
FROM (
    SELECT *, max(end_char) OVER (
        PARTITION BY version_id ORDER BY block_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS before
    FROM core.text_blocks
) b
JOIN core.articles a ON a.version_id = b.version_id
WHERE b.end_char > length(a.text) OR b.start_char >= b.end_char OR b.start_char < b.before
