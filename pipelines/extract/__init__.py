"""Article in, loss claims out: a deterministic cascade of small rules over word lists kept in ``seeds/``.

Pure functions: no Dagster, no database, no network, and no other package of this project. In the order of work:

    lexicon      the words, checked; the gate: texts without a word of loss are not read
    text         sentences and tokens with offsets
    entities     names and references; gazetteer and places: where
    speech       who says what in one sentence, by its verbs and nouns and the phrase that speaks (speech_*, speaker_*)
    attribution  who says what in the text: said (the statements), speakers, headlines, issuers, continuing, denials
    numbers, phrases      figures with bounds; chunker: noun_phrases and verb_groups of a sentence (over tokenview)
    clauses, factuality   subjects and objects of a clause; whether it says that it happened
    frames                the rules of loss in their order: totals, tables, loss_nouns, verb_frames (verb_subjects,
                          verb_objects), states, figures, parts; reading holds what is taken, hits what comes out
    victims      who lost it, who caused it: the order of decision over owners (in words) and inference (concluded);
                 parties: whom a text names; sides: who speaks, who strikes and whom they fight, claim by claim
    links, times, aggregation   what repeats what; when; which figures are running totals
    extractor    runs it all; windows cuts very long texts; model holds the records

``jsonl``, ``explain``, ``gold`` and ``evaluate`` are for people who work without the warehouse.
"""
