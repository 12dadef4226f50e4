"""Article in, loss claims out: a deterministic cascade of small rules over word lists kept in ``seeds/``.

Pure functions: no Dagster, no database, no network, and no other package of this project. In the order of work:

    lexicon      the words, checked (lists: seed_tables, records: entries, forms: inflection); the gate: texts without
                 a word of loss are not read
    text         sentences and tokens with offsets
    names/       entities and references to them, places
    grammar/     what was lost, how many, what became of it
    context      whether it belongs to a conflict at all, or to a storm, a crash, a film
    speech/      who says it, who denies it
    roles/       who lost it, who caused it
    links, times, aggregation   what repeats what; when; which figures are running totals
    extractor    runs it all; windows cuts very long texts; model holds the records; version names what made them

``jsonl``, ``explain``, ``gold`` and ``evaluate`` are for people who work without the warehouse.
"""
