-- What an extractor made of an article version, as one hash: two releases compare readings first and look only into
-- the articles that were read differently.
-- grain: one version of an article
-- columns:
--   version_id | - | The version, see core.articles.
--   extractor_version | - | Version of code, lexicons and reference data that read it.
--   claims | claims | Loss claims found.
--   reading | - | Hash of all claims and their slots, in whatever order.
SELECT
    x.version_id,
    x.extractor_version,
    count(c.loss_claim_id) AS claims,
    coalesce(
        bit_xor(
            hash(
                c.item_start, c.item_end, c.category_code, c.model_id, c.count_best, c.count_low, c.count_high,
                c.outcome, c.victim_entity_id, c.claimant_entity_id, c.status, c.aggregation
            )
        ) FILTER (c.loss_claim_id IS NOT NULL),
        0
    ) AS reading
FROM core.extractions x
LEFT JOIN core.loss_claims c ON c.version_id = x.version_id
GROUP BY x.version_id, x.extractor_version
