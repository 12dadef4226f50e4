-- Made-up articles, statements and claims for measuring. Variables: articles, stories, days. The statements are run
-- one by one in one transaction; all randomness is hash() of running numbers, so the same size gives the same rows.
CREATE OR REPLACE TEMP MACRO id32(kind, n) AS md5(kind || ':' || n);
CREATE OR REPLACE TEMP MACRO dice(n, salt, sides) AS CAST(hash(n, salt) % sides AS INTEGER);

-- A story: a claimant's report of a day with up to five losses of one victim. Every fortieth is told by the other side
-- as well, with the same figures for the opposite victim (twin).
CREATE OR REPLACE TEMP TABLE stories AS
WITH told_by AS (
    SELECT
        n AS story,
        CASE WHEN n % 40 = 1 THEN n - 1 ELSE n END AS twin,
        DATE '2022-02-24' + CAST(twin * getvariable('days') // getvariable('stories') AS INTEGER) AS day,
        ['ua_gs', 'ru_mod', 'ua_mod', 'ru_mod', 'fsb', 'frl', 'ua_gs', 'gaza_moh'][1 + dice(twin, 'claimant', 8)] AS first
    FROM range(getvariable('stories')) t (n)
)

SELECT
    story,
    twin,
    day,
    CASE WHEN story = twin THEN first WHEN first IN ('ru_mod', 'fsb') THEN 'ua_gs' ELSE 'ru_mod' END AS claimant
FROM told_by;

CREATE OR REPLACE TEMP TABLE told AS
SELECT
    story,
    position,
    claimant,
    day,
    CASE
        WHEN claimant IN ('ua_gs', 'ua_mod', 'frl') THEN 'ru_af'
        WHEN claimant = 'gaza_moh' THEN 'civilians'
        ELSE 'ua_af'
    END AS victim,
    [
        'PERS_MIL', 'TANK', 'ACV_NT', 'ARTY', 'MLRS', 'AD', 'AIRCRAFT', 'HELI', 'UAV', 'VEH', 'IFV', 'APC', 'ARTY_SP'
    ][1 + dice(twin * 10 + position, 'category', 13)] AS category,
    dice(twin, 'cumulative', 4) = 0 AS cumulative,
    -- A few large figures, many small ones.
    CAST(1 + power(1.6, dice(twin * 10 + position, 'size', 15)) + dice(twin * 10 + position, 'rest', 5) AS BIGINT) AS size
FROM stories, range(5) p (position);

INSERT INTO core.documents BY NAME
SELECT
    id32('document', n) AS document_id,
    'bench' AS source_id,
    'article-' || n AS key,
    'https://outlet' || dice(n, 'outlet', 80) || '.example/' || n AS url,
    (SELECT list(outlet_id ORDER BY outlet_id) FROM ref.outlets)[1 + dice(n, 'outlet', 80)] AS outlet_id
FROM range(getvariable('articles')) t (n);

-- Every thirtieth article was edited once: two versions.
CREATE OR REPLACE TEMP TABLE versions AS
SELECT
    n,
    v AS version,
    dice(n, 'story', getvariable('stories')) AS story,
    id32('version' || v, n) AS version_id
FROM range(getvariable('articles')) t (n), range(2) u (v)
WHERE v = 0 OR n % 30 = 0;

INSERT INTO core.articles BY NAME
SELECT
    version_id,
    id32('document', n) AS document_id,
    'Losses reported, ' || n AS headline,
    'Losses reported, ' || n || version || repeat(' The ministry said that tanks and vehicles were destroyed.', 20) AS text,
    sha256(version_id) AS text_sha256,
    'en' AS language,
    CAST(s.day AS TIMESTAMPTZ) + to_minutes(dice(n, 'minute', 2880)) AS date_published,
    'minute' AS date_published_precision,
    'feed' AS date_published_basis,
    CAST(s.day AS TIMESTAMPTZ) + to_minutes(2880 + version * 600 + dice(n, 'fetch', 600)) AS fetched_at,
    '1' AS cleaner_version
FROM versions JOIN stories s USING (story);

INSERT INTO raw.fetches BY NAME
SELECT
    id32('fetch' || v.version, n) AS fetch_id,
    'bench' AS source_id,
    'article-' || n AS key,
    a.fetched_at,
    sha256(v.version_id) AS sha256,
    1000 AS size_bytes,
    'usable' AS pub_status,
    '{}' AS metadata
FROM versions v JOIN core.articles a USING (version_id);

INSERT INTO core.fetch_outcomes BY NAME
SELECT
    id32('fetch' || version, n) AS fetch_id,
    'parsed' AS outcome,
    version_id,
    id32('document', n) AS document_id,
    'f' AS fingerprint
FROM versions;

INSERT INTO resolve.version_changes BY NAME
SELECT
    version_id,
    id32('document', n) AS document_id,
    CASE WHEN version = 1 THEN id32('version0', n) END AS previous_version_id,
    CASE version WHEN 0 THEN 'first' ELSE ['figures', 'body', 'trivial', 'correction'][1 + dice(n, 'change', 4)] END
        AS change_kind
FROM versions;

-- Every fifth article is a copy of the first one of its story.
INSERT INTO resolve.clusters BY NAME
SELECT
    version_id,
    CASE WHEN n % 5 = 0 THEN first(version_id) OVER (PARTITION BY story ORDER BY n, version) ELSE version_id END
        AS cluster_id,
    1.0 AS similarity
FROM versions;

INSERT INTO core.extractions BY NAME
SELECT version_id, 'f' AS fingerprint, 'bench' AS extractor_version, 5 AS claims, 0 AS rejections FROM versions;

INSERT INTO core.statements BY NAME
SELECT
    id32('statement' || version, n) AS statement_id,
    version_id,
    'The ministry said that tanks and vehicles were destroyed.' AS quote,
    20 AS quote_start,
    77 AS quote_end,
    'loss' AS kind,
    CASE WHEN n % 50 = 0 THEN 'denied' ELSE 'asserted' END AS status,
    CASE WHEN n % 9 > 0 THEN s.claimant END AS claimant_entity_id,
    CASE WHEN n % 9 > 0 THEN 'the ministry' END AS claimant_text,
    CASE n % 9 WHEN 0 THEN CASE n % 2 WHEN 0 THEN 'narrator' ELSE 'unattributed' END ELSE 'explicit' END AS claimant_basis,
    []::VARCHAR[] AS attribution_chain,
    'say' AS reporting_verb
FROM versions JOIN stories s USING (story);

INSERT INTO core.statements BY NAME
SELECT
    id32('denial' || version, n) AS statement_id,
    version_id,
    'This was denied.' AS quote,
    78 AS quote_start,
    94 AS quote_end,
    'denial' AS kind,
    'asserted' AS status,
    CASE s.claimant WHEN 'ru_mod' THEN 'ua_gs' ELSE 'ru_kremlin' END AS claimant_entity_id,
    'explicit' AS claimant_basis,
    []::VARCHAR[] AS attribution_chain,
    'deny' AS reporting_verb,
    id32('statement' || version, n) AS denies_statement_id
FROM versions JOIN stories s USING (story)
WHERE n % 50 = 0;

INSERT INTO core.loss_claims BY NAME
WITH claims AS (
    SELECT
        v.n,
        v.version,
        v.version_id,
        t.*,
        id32('claim' || v.version || t.position, v.n) AS loss_claim_id,
        -- One article in eight has a figure of its own; edited ones may have corrected it.
        CASE
            WHEN dice(v.n * 5 + t.position, 'unstated', 7) = 0 THEN NULL
            ELSE t.size + CASE WHEN v.n % 8 = 0 THEN 1 ELSE 0 END + CASE WHEN v.version = 1 THEN v.n % 2 ELSE 0 END
        END AS figure
    FROM versions v JOIN told t USING (story)
)

SELECT
    loss_claim_id,
    version_id,
    id32('statement' || version, n) AS statement_id,
    'tanks' AS item_text,
    41 + position AS item_start,
    46 + position AS item_end,
    category AS category_code,
    m.model_id AS model_text,
    m.model_id,
    figure AS count_best,
    CASE WHEN n % 6 = 0 THEN figure + 1 ELSE figure END AS count_low,
    CASE WHEN n % 6 = 0 THEN NULL ELSE figure END AS count_high,
    CASE WHEN figure IS NULL THEN 'unstated' WHEN n % 6 = 0 THEN 'more_than' ELSE 'exact' END AS count_qualifier,
    CASE category WHEN 'PERS_MIL' THEN ['killed', 'eliminated', 'wounded', 'casualties'][1 + story % 4] ELSE 'destroyed' END
        AS outcome,
    victim AS victim_entity_id,
    e.side AS victim_side,
    'explicit' AS victim_basis,
    CASE WHEN n % 9 > 0 THEN claimant END AS claimant_entity_id,
    CASE WHEN n % 9 > 0 THEN 'the ministry' END AS claimant_text,
    CASE n % 9 WHEN 0 THEN CASE n % 2 WHEN 0 THEN 'narrator' ELSE 'unattributed' END ELSE 'explicit' END AS claimant_basis,
    []::VARCHAR[] AS attribution_chain,
    CASE WHEN n % 50 = 0 THEN 'denied' ELSE 'asserted' END AS status,
    'asserted' AS modality,
    CASE WHEN cumulative THEN 'cumulative' ELSE 'incremental' END AS aggregation,
    CASE WHEN position = 4 AND n % 2 = 0 THEN id32('claim' || version || '3', n) END AS parent_claim_id,
    CASE WHEN position = 4 AND n % 2 = 0 THEN 'including' END AS part_kind,
    CASE WHEN cumulative THEN DATE '2022-02-24' END AS period_start,
    CASE WHEN n % 3 > 0 THEN day END AS period_end,
    CASE WHEN cumulative THEN 'since_start' ELSE 'within' END AS period_semantics,
    CASE WHEN n % 3 > 0 THEN 'explicit' ELSE 'publication' END AS period_basis,
    1 AS date_prec,
    80 AS confidence,
    'bench' AS rule_id
FROM claims
LEFT JOIN ref.entities e ON e.entity_id = victim
LEFT JOIN (
    SELECT category_code, model_id, row_number() OVER (PARTITION BY category_code ORDER BY model_id) AS nth
    FROM ref.equipment_models
) m ON m.category_code = category AND m.nth = 1 + dice(story, 'model', 6) AND n % 4 = 0;

INSERT INTO core.claim_places BY NAME
SELECT
    c.loss_claim_id,
    100 + t.k AS start_char,
    105 + t.k AS end_char,
    p.name,
    p.place_id,
    'near' AS role,
    2 AS where_prec
FROM core.loss_claims c, range(2) t (k)
JOIN (
    SELECT place_id, name, row_number() OVER (ORDER BY place_id) - 1 AS nth FROM ref.places WHERE latitude IS NOT NULL
) p ON p.nth = hash(c.version_id, t.k) % (SELECT count(*) FROM ref.places WHERE latitude IS NOT NULL)
WHERE hash(c.loss_claim_id) % 5 < 2 AND (t.k = 0 OR hash(c.loss_claim_id) % 10 = 0);

INSERT INTO core.mentions BY NAME
SELECT
    version_id,
    25 AS start_char,
    37 AS end_char,
    'nominal' AS mention_type,
    'The ministry' AS surface,
    'ru_mod' AS entity_id,
    'government_body' AS entity_type
FROM versions
