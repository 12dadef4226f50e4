"""Finds the losses: counted noun phrases, and the verbs, nouns and tables that say that they were lost.

tokenview     tokens with what the lexicon knows of each; numbers reads figures with their bounds
chunker       a sentence as chunks: noun_phrases, verb_groups (records in phrases)
chunkview     small questions about the chunks of a sentence; clauses: subjects and objects;
              factuality: whether it says that it happened
frames        the rules of loss in their order: totals, tables, loss_nouns, verb_frames (verb_subjects,
              verb_objects), states, figures, parts; reading holds what is taken, hits what comes out
"""
