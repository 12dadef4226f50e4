-- The stored words of claims, quotes, mentions and places are the article's text between their offsets.
-- severity: error
-- table: core.loss_claims
SELECT 'loss_claim' AS record, c.loss_claim_id AS id, c.version_id, c.item_start AS start_char
FROM core.loss_claims c
JOIN core.articles a ON a.version_id = c.version_id
WHERE substring(a.text, c.item_start + 1, c.item_end - c.item_start) <> c.item_text
UNION ALL
SELECT 'statement', s.statement_id, s.version_id, s.quote_start
FROM core.statements s
JOIN core.articles a ON a.version_id = s.version_id
WHERE substring(a.text, s.quote_start + 1, s.quote_end - s.quote_start) <> s.quote
UNION ALL
SELECT 'mention', m.surface, m.version_id, m.start_char
FROM core.mentions m
JOIN core.articles a ON a.version_id = m.version_id
WHERE substring(a.text, m.start_char + 1, m.end_char - m.start_char) <> m.surface
UNION ALL
SELECT 'place', p.loss_claim_id, a.version_id, p.start_char
FROM core.claim_places p
JOIN core.loss_claims c ON c.loss_claim_id = p.loss_claim_id
JOIN core.articles a ON a.version_id = c.version_id
WHERE substring(a.text, p.start_char + 1, p.end_char - p.start_char) <> p.name
