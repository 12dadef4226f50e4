-- How many independent sources has each claimed figure?
--
-- How to read: a row is one loss with everybody who tells it. documents counts articles, publisher_families their
-- owners, and independent_sources the most of them that differ pairwise both in who wrote the words (a news agency's
-- text counts once, wherever it is printed) and in the origin at the end of the chain (bodies of one state are one
-- origin). Many documents with one independent source are an echo.
SELECT
    day,
    first_claimant AS claimant,
    victim,
    category,
    first_words AS words,
    count_low AS low,
    count_best AS best,
    count_high AS high,
    documents,
    publisher_families,
    independent_sources,
    event_id
FROM marts.loss_events
WHERE documents > 1
ORDER BY documents DESC, day DESC, event_id
LIMIT 1000
