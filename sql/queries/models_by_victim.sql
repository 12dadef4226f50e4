-- Which models does each side lose, as claimed?
--
-- How to read: claims counts mentions in articles, highest is the largest figure of any one claim and events the losses
-- as far as they can be told apart. None of the three is a number of vehicles lost. doubtful counts claims whose
-- victim is not known to have the model.
SELECT victim_side, model, category, claims, events, highest, doubtful
FROM marts.losses_by_model
ORDER BY claims DESC, model, category, victim_side
LIMIT 1000
