-- Every version of every article and when it was shown, without its text (marts.articles has the text of the
-- current ones). A version that was shown, replaced and shown again has a row for each time.
-- grain: one uninterrupted time that a version was shown
-- columns:
--   version_id | - | The version, see core.articles.
--   document_id | - | The article through all its versions.
--   headline | - | Headline.
--   outlet_id | - | Outlet, see ref.outlets; NULL: unknown.
--   outlet | - | Name of the outlet; the source where no outlet is known.
--   publisher_family | - | Owner group; outlets that are in no list are a family of their own, 'unknown:...'.
--   url | - | Canonical URL.
--   date_published | - | Publication time, see date_published_precision.
--   date_published_precision | - | How much of the publication time is known.
--   date_published_basis | - | Where the publication time was read.
--   day | - | Day of publication in UTC; the day of the first fetch where the publisher gives none.
--   fetched_at | - | When this text was first fetched.
--   change_kind | - | What changed against the version before; first for the first.
--   valid_from | - | From when the document showed this version.
--   valid_to | - | Until when; NULL: it is current.
--   ended_by | - | superseded, withdrawn or retracted; NULL: it is current.
--   is_current | - | True: readers see this version now.
SELECT
    a.version_id,
    a.document_id,
    a.headline,
    d.outlet_id,
    o.outlet,
    o.publisher_family,
    d.url,
    a.date_published,
    a.date_published_precision,
    a.date_published_basis,
    CAST(coalesce(a.date_published, a.fetched_at) AT TIME ZONE 'UTC' AS DATE) AS day,
    a.fetched_at,
    coalesce(c.change_kind, 'first') AS change_kind,
    s.valid_from,
    s.valid_to,
    s.ended_by,
    s.valid_to IS NULL AS is_current
FROM resolve.version_spans s
JOIN core.articles a ON a.version_id = s.version_id
JOIN core.documents d ON d.document_id = a.document_id
JOIN resolve.article_sources o ON o.version_id = a.version_id
LEFT JOIN resolve.version_changes c ON c.version_id = a.version_id
