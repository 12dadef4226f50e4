-- Articles in their current version, ready to read. Offsets of mentions, statements and claims index text.
-- grain: one article in its current version
-- columns:
--   version_id | - | The version, see core.articles.
--   document_id | - | The article through all its versions.
--   headline | - | Headline.
--   text | - | Headline, standfirst, captions and body; core.text_blocks names the stretches.
--   language | - | ISO 639-1 code, detected.
--   date_published | - | Publication time, see date_published_precision.
--   date_published_precision | - | How much of the publication time is known.
--   date_published_basis | - | Where the publication time was read.
--   outlet | - | Name of the outlet.
--   publisher_family | - | Owner group: outlets of one family are not independent.
--   url | - | Canonical URL.
--   fetched_at | - | When this text was first fetched.
SELECT
    v.version_id,
    v.document_id,
    v.headline,
    a.text,
    a.language,
    v.date_published,
    v.date_published_precision,
    v.date_published_basis,
    v.outlet,
    v.publisher_family,
    v.url,
    v.fetched_at
FROM marts.article_versions v
JOIN core.articles a ON a.version_id = v.version_id
WHERE v.is_current
