"""Finds who says it.

frames        the speech frames of one sentence: speech_verbs, speech_nouns, speaker_phrases over speech_words
attribution   who says what in the text: said (the statements), speakers, headlines, issuers, continuing, denials
"""
