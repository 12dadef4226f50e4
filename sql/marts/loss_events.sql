-- Losses as told by all their sources together: the bounds of what is claimed and how many independent sources
-- claim it. Gathered by rules (rule_version); the member claims are in marts.loss_event_members and are not changed.
-- Never sum over running totals (aggregation = 'cumulative'), over parts (is_part) or over victims and outcomes, and
-- remember that one loss told in two ways may still be two events.
-- grain: one loss as far as the rules can tell
-- columns:
--   event_id | - | loss_claim_id of the member that was published first.
--   day | - | Last day the first member covers, else the day it was published.
--   victim_side | - | Side of the victim.
--   victim_entity_id | - | Who lost it, see ref.entities.
--   victim | - | Who lost it, ready to read.
--   category_code | - | What was lost, see ref.loss_categories.
--   category | - | What was lost, in words.
--   outcome | - | What is said to have happened, by the first member.
--   aggregation | - | cumulative for running totals, else incremental.
--   count_low | items | Lowest bound of any source's last figure.
--   count_best | items | The figure with most independent sources, at equal support the latest.
--   count_high | items | Highest bound of any source's last figure; NULL: open or unknown.
--   first_claimant | - | Who claimed it first.
--   claims | claims | Member claims.
--   documents | documents | Articles that tell it.
--   publisher_families | families | Publisher families of those articles.
--   independent_sources | sources | Most members that differ pairwise in who wrote the words and in the origin.
--   is_part | - | True: a part of a larger figure.
--   is_denied | - | True: somebody denies a member.
--   first_words | - | The first member's counted words.
--   rule_version | - | Version of the rules.
SELECT
    e.event_id,
    e.day,
    e.victim_side,
    e.victim_entity_id,
    coalesce(victim.canonical_name, c.victim_text, 'not known') AS victim,
    e.category_code,
    k.label AS category,
    e.outcome,
    e.aggregation,
    e.count_low,
    e.count_best,
    e.count_high,
    coalesce(
        claimant.canonical_name,
        c.claimant_text,
        CASE c.claimant_basis WHEN 'unattributed' THEN 'not attributed' ELSE c.outlet END
    ) AS first_claimant,
    e.claims,
    e.documents,
    e.publisher_families,
    e.independent_sources,
    e.is_part,
    e.is_denied,
    c.item_text AS first_words,
    e.rule_version
FROM resolve.loss_events e
JOIN marts.claims c ON c.loss_claim_id = e.event_id
LEFT JOIN ref.loss_categories k ON k.category_code = e.category_code
LEFT JOIN ref.entities victim ON victim.entity_id = e.victim_entity_id
LEFT JOIN ref.entities claimant ON claimant.entity_id = c.claimant_entity_id
