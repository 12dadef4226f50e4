-- Denials in current articles, and what they deny where the article says it. A denial of responsibility is no
-- denial of the loss, and a denied statement need not be about a loss: see denied_kind and denied_loss_claims.
-- grain: one denial of a current article
-- columns:
--   statement_id | - | The denial, see marts.statements.
--   version_id | - | The article version, see marts.articles.
--   quote | - | The words of the denial.
--   claimant_entity_id | - | Who denies, see ref.entities.
--   claimant_text | - | Who denies, as printed.
--   denier | - | Who denies, ready to read.
--   denied_statement_id | - | What is denied; NULL: the article does not say which statement.
--   denied_quote | - | The words of the denied statement.
--   denied_kind | - | Kind of the denied statement.
--   denied_claimant_entity_id | - | Who had said it; NULL: unattributed or not in the reference list.
--   denied_claimant_text | - | Who had said it, as printed.
--   denied_loss_claims | claims | Loss claims within the denied statement.
--   outlet | - | Name of the outlet.
--   date_published | - | Publication time.
--   url | - | Canonical URL.
WITH claims AS (
    SELECT statement_id, count(*) AS loss_claims
    FROM core.loss_claims
    GROUP BY statement_id
)

SELECT
    s.statement_id,
    s.version_id,
    s.quote,
    s.claimant_entity_id,
    s.claimant_text,
    coalesce(e.canonical_name, s.claimant_text, 'not named') AS denier,
    d.statement_id AS denied_statement_id,
    d.quote AS denied_quote,
    d.kind AS denied_kind,
    d.claimant_entity_id AS denied_claimant_entity_id,
    d.claimant_text AS denied_claimant_text,
    coalesce(c.loss_claims, 0) AS denied_loss_claims,
    a.outlet,
    a.date_published,
    a.url
FROM core.statements s
JOIN marts.articles a ON a.version_id = s.version_id
LEFT JOIN core.statements d ON d.statement_id = s.denies_statement_id
LEFT JOIN claims c ON c.statement_id = d.statement_id
LEFT JOIN ref.entities e ON e.entity_id = s.claimant_entity_id
WHERE s.kind = 'denial' OR s.denies_statement_id IS NOT NULL
