-- What an extractor made of an article version, as one hash: two releases compare readings first and look only into
-- the articles that were read differently. Slots: category, model, count, outcome, victim, claimant, status and
-- aggregation of every claim.
-- grain: one version of an article
-- columns:
--   version_id | - | The version, see core.articles.
--   extractor_version | - | Version of code, lexicons and reference data that read it.
--   claims | claims | Loss claims found.
--   reading | - | Hash of all claims and their slots, in whatever order.
SELECT
    x.version_id,
    x.extractor_version,
    count(DISTINCT h.loss_claim_id) AS claims,
    coalesce(bit_xor(DISTINCT hash(h.loss_claim_id, h.reading)) FILTER (h.loss_claim_id IS NOT NULL), 0) AS reading
FROM core.extractions x
LEFT JOIN marts.claim_history h ON h.version_id = x.version_id
GROUP BY x.version_id, x.extractor_version
