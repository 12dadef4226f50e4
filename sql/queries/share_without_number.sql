-- What share of each outlet's claims has no usable number?
--
-- How to read: unstated counts bare plurals ("tanks"), vague counts words such as "dozens" or "several", and share is
-- the part of all claims that has neither figure nor bound. Sums over such an outlet miss that share.
SELECT
    outlet,
    publisher_family,
    count(*) AS claims,
    count(*) FILTER (count_qualifier = 'unstated') AS unstated,
    count(*) FILTER (count_qualifier = 'vague') AS vague,
    round(avg(CASE WHEN count_qualifier IN ('unstated', 'vague') THEN 1 ELSE 0 END), 3) AS share
FROM marts.claims
WHERE modality = 'asserted'
GROUP BY outlet, publisher_family
ORDER BY claims DESC, outlet
