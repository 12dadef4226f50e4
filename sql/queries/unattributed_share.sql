-- What share of each outlet's claims is attributed to nobody?
--
-- How to read: unattributed are claims that the text gives as hearsay ("reportedly"), narrator those the article states
-- in its own voice. share is both together. A high share means that nobody can be asked.
SELECT
    outlet,
    publisher_family,
    count(*) AS claims,
    count(*) FILTER (claimant_basis = 'unattributed') AS unattributed,
    count(*) FILTER (claimant_basis = 'narrator') AS narrator,
    round(avg(CASE WHEN claimant_basis IN ('unattributed', 'narrator') THEN 1 ELSE 0 END), 3) AS share
FROM marts.claims
WHERE modality = 'asserted'
GROUP BY outlet, publisher_family
ORDER BY claims DESC, outlet
