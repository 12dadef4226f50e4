-- Every claim that an event of marts.loss_events rests on.
-- grain: one claim of an event
-- columns:
--   event_id | - | See marts.loss_events.
--   loss_claim_id | - | See marts.claims.
--   role | - | first, repeat, rounded, corroboration, rival or update.
--   date_published | - | Publication time of the article.
--   outlet | - | Name of the outlet.
--   publisher_family | - | Owner group of the outlet.
--   source_family | - | Family that wrote the words: the news agency, or the first of near-duplicate copies.
--   claimant | - | Who is credited with the figure.
--   item_text | - | The counted words.
--   count_best | items | The printed figure.
--   count_qualifier | - | How it is bounded.
--   url | - | Address of the article.
SELECT
    m.event_id,
    m.loss_claim_id,
    m.role,
    c.date_published,
    c.outlet,
    c.publisher_family,
    s.source_family,
    coalesce(
        e.canonical_name,
        c.claimant_text,
        CASE c.claimant_basis WHEN 'unattributed' THEN 'not attributed' ELSE c.outlet END
    ) AS claimant,
    c.item_text,
    c.count_best,
    c.count_qualifier,
    c.url
FROM resolve.loss_event_members m
JOIN marts.claims c ON c.loss_claim_id = m.loss_claim_id
JOIN resolve.article_sources s ON s.version_id = c.version_id
LEFT JOIN ref.entities e ON e.entity_id = c.claimant_entity_id
