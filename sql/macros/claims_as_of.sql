-- Loss claims as the warehouse knew them at a moment: the versions that articles showed then.
--
-- Use: SELECT * FROM marts.claims_as_of(TIMESTAMPTZ '2024-03-15 00:00:00+00').
-- A version counts from the fetch that first showed it until the fetch that no longer did, so an article that
-- was withdrawn or changed later is still there as it was. All versions are read by the extractor of this
-- release: compare two releases to see what another extractor made of them. Columns as in marts.claims.
CREATE OR REPLACE MACRO marts.claims_as_of(ts) AS TABLE
SELECT * EXCLUDE (reading, valid_from, valid_to)
FROM marts.claim_history
WHERE valid_from <= ts AND (valid_to IS NULL OR ts < valid_to)
