-- Who says what in current articles: losses, withdrawals, territory, denials and the rest.
-- grain: one statement of a current article
-- columns:
--   statement_id | - | Hash of version and span.
--   version_id | - | The article version, see marts.articles.
--   quote | - | The words of the statement: marts.articles.text from quote_start to quote_end.
--   quote_start | characters | First character of the quote.
--   quote_end | characters | After the last character of the quote.
--   claimant_entity_id | - | Who says it, see ref.entities.
--   claimant_text | - | Who says it, as printed.
--   claimant_basis | - | explicit, coreference, unattributed or narrator.
--   reporting_verb | - | Lemma of the verb of saying.
--   kind | - | loss, withdrawal, territorial, denial, confirmation or other.
--   status | - | asserted; denied or confirmed if the text says that somebody does so.
SELECT
    s.statement_id,
    s.version_id,
    s.quote,
    s.quote_start,
    s.quote_end,
    s.claimant_entity_id,
    s.claimant_text,
    s.claimant_basis,
    s.reporting_verb,
    s.kind,
    s.status
FROM core.statements s
JOIN marts.articles a ON a.version_id = s.version_id
