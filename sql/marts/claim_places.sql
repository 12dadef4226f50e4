-- Where current claims are set, with coordinates for maps. A claim with two places has two rows and is still one
-- loss: never sum over this table.
-- grain: one place of a loss claim
-- columns:
--   loss_claim_id | - | See marts.claims.
--   name | - | The place as printed.
--   place_id | - | See resolve.places; NULL: not in the gazetteer.
--   place | - | Name in English.
--   place_type | - | country, adm1, settlement, ...
--   country_iso2 | - | Country, ISO 3166-1.
--   latitude | degrees | Latitude; NULL for areas and unknown places.
--   longitude | degrees | Longitude; NULL for areas and unknown places.
--   role | - | at, near, border_of or direction_of.
--   where_prec | - | UCDP precision, 1 exact to 7 international.
SELECT
    p.loss_claim_id,
    p.name,
    p.place_id,
    g.name AS place,
    g.place_type,
    g.country_iso2,
    g.latitude,
    g.longitude,
    p.role,
    p.where_prec
FROM core.claim_places p
JOIN marts.claims c ON c.loss_claim_id = p.loss_claim_id
LEFT JOIN resolve.places g ON g.place_id = p.place_id
