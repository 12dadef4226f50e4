-- How statements and claims stand to each other, ready to read: the later one denies, repeats, updates, corrects,
-- contradicts, corroborates or is part of the earlier one, or gives its figures for the other side. A relation is
-- found by a rule (rule_id) and does not say who is right.
-- grain: one relation found by one rule
-- columns:
--   relation | - | from <relation> to.
--   from_claimant | - | Who says the later one.
--   from_outlet | - | Outlet of the later one.
--   from_words | - | Its counted words, or its quote where the relation holds for whole statements.
--   to_claimant | - | Who said the earlier one.
--   to_outlet | - | Outlet of the earlier one.
--   to_words | - | Its counted words or quote.
--   detail | - | The figures that led to it.
--   basis | - | What the relation rests on.
--   confidence | - | Confidence in the relation, 0-100 (STIX).
--   rule_id | - | The rule, see pipelines/resolve/relations.
--   from_statement_id | - | The later statement.
--   to_statement_id | - | The earlier statement.
--   from_claim_id | - | The later claim; NULL: the relation holds for whole statements.
--   to_claim_id | - | The earlier claim.
--   relation_id | - | Hash of relation, rule and both ends.
WITH statements AS (
    SELECT
        s.statement_id,
        s.quote,
        o.outlet,
        coalesce(
            e.canonical_name,
            s.claimant_text,
            CASE s.claimant_basis WHEN 'unattributed' THEN 'not attributed' ELSE o.outlet END
        ) AS claimant
    FROM core.statements s
    JOIN resolve.article_sources o ON o.version_id = s.version_id
    LEFT JOIN ref.entities e ON e.entity_id = s.claimant_entity_id
)

SELECT
    r.relation,
    later.claimant AS from_claimant,
    later.outlet AS from_outlet,
    coalesce(later_claim.item_text, later.quote) AS from_words,
    earlier.claimant AS to_claimant,
    earlier.outlet AS to_outlet,
    coalesce(earlier_claim.item_text, earlier.quote) AS to_words,
    r.detail,
    r.basis,
    r.confidence,
    r.rule_id,
    r.from_statement_id,
    r.to_statement_id,
    r.from_claim_id,
    r.to_claim_id,
    r.relation_id
FROM resolve.relations r
JOIN statements later ON later.statement_id = r.from_statement_id
JOIN statements earlier ON earlier.statement_id = r.to_statement_id
LEFT JOIN core.loss_claims later_claim ON later_claim.loss_claim_id = r.from_claim_id
LEFT JOIN core.loss_claims earlier_claim ON earlier_claim.loss_claim_id = r.to_claim_id
