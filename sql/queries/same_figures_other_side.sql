-- Where do the same figures stand with another claimant or for the other side?
--
-- How to read: a row is two statements that print the same numbers for comparable categories within a few days while
-- their claimants and the victims' sides differ: one of the two outlets may have turned the report round. The
-- warehouse keeps both as printed and does not say which is right. shared lists the equal figures.
SELECT
    detail AS shared,
    from_claimant,
    from_outlet,
    from_words,
    to_claimant,
    to_outlet,
    to_words,
    confidence
FROM marts.relations
WHERE relation = 'attribution_conflict'
ORDER BY confidence DESC, shared, from_outlet, to_outlet
LIMIT 1000
