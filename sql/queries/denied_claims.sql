-- Which claims were denied, and by whom?
--
-- How to read: a row is one denial of one statement, as an article reports it, losses first. denied_kind tells what the
-- statement is about: a denied withdrawal or entry is no denied loss, and loss_claims says how many counted losses stand
-- in it. Denials of other things (intentions, accusations) are in marts.denials only.
-- 'denied elsewhere' means that one article quotes the denial of a figure and another article asserts that figure.
-- An empty claimed_by: nobody is named. A denial proves nothing either way.
SELECT
    d.date_published,
    d.denier AS denied_by,
    d.quote AS denial,
    d.denied_quote AS denied,
    d.denied_kind,
    coalesce(e.canonical_name, d.denied_claimant_text) AS claimed_by,
    d.denied_loss_claims AS loss_claims,
    'in the same article' AS found,
    d.outlet,
    d.url
FROM marts.denials d
LEFT JOIN ref.entities e ON e.entity_id = d.denied_claimant_entity_id
WHERE d.denied_statement_id IS NOT NULL AND (d.denied_kind <> 'other' OR d.denied_loss_claims > 0)
UNION ALL
SELECT
    d.date_published,
    d.denier,
    d.quote,
    r.to_words,
    'loss',
    r.to_claimant,
    1,
    'denied elsewhere',
    d.outlet,
    d.url
FROM marts.relations r
JOIN marts.denials d ON d.statement_id = r.from_statement_id
WHERE r.rule_id = 'denied_elsewhere'
ORDER BY loss_claims DESC, date_published DESC, found, denied
LIMIT 1000
