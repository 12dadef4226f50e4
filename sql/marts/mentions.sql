-- Names and references in current articles, linked to entities, places and models where they can be.
-- grain: one mention in a current article
-- columns:
--   version_id | - | The article version, see marts.articles.
--   start_char | characters | First character in marts.articles.text.
--   end_char | characters | After the last character.
--   surface | - | The words as printed.
--   entity_id | - | See ref.entities.
--   entity_type | - | As in ref.entities; place or equipment_model besides.
--   place_id | - | Gazetteer id.
--   mention_type | - | name, acronym, alias, nominal, pronoun, place or model.
SELECT
    m.version_id,
    m.start_char,
    m.end_char,
    m.surface,
    m.entity_id,
    m.entity_type,
    m.place_id,
    m.mention_type
FROM core.mentions m
JOIN marts.articles a ON a.version_id = m.version_id
