-- Which losses are claimed near a place?
--
-- How to read: set latitude, longitude and distance in the first lines. Only claims whose place has coordinates are
-- found: a claim "in the Kursk region" is not near any village of it, and where_prec tells how exact the place is.
-- A claim set in two places appears for the nearer one only.
WITH asked AS (SELECT 51.2813 AS latitude, 34.2938 AS longitude, 50 AS km),

near AS (
    SELECT
        p.loss_claim_id,
        p.name,
        p.where_prec,
        2 * 6371 * asin(sqrt(
            power(sin(radians(p.latitude - a.latitude) / 2), 2)
            + cos(radians(a.latitude)) * cos(radians(p.latitude))
            * power(sin(radians(p.longitude - a.longitude) / 2), 2)
        )) AS km
    FROM marts.claim_places p, asked a
    -- A degree of latitude is 111 km: this leaves few rows for the exact distance.
    WHERE abs(p.latitude - a.latitude) * 111 <= a.km
    QUALIFY row_number() OVER (PARTITION BY p.loss_claim_id ORDER BY km, p.name) = 1
)

SELECT
    round(n.km, 1) AS km,
    n.name AS place,
    n.where_prec,
    c.date,
    c.claimant,
    c.victim,
    c.category,
    c.count,
    c.outcome,
    c.outlet,
    c.link
FROM near n
JOIN marts.claims_readable c ON c.loss_claim_id = n.loss_claim_id
WHERE n.km <= (SELECT km FROM asked)
ORDER BY n.km, c.date DESC, c.loss_claim_id
LIMIT 1000
