"""Article in, loss claims out: a deterministic cascade of small rules over word lists kept in ``seeds/``.

Pure functions: no Dagster, no database, no network, and no other package of this project. The order of work is
``text`` → ``entities`` → ``attribution`` → ``phrases`` (on ``numbers``) → ``frames`` → ``victims`` → ``links``
→ ``times`` and ``places``; ``extractor`` runs it and ``lexicon`` holds the words.
"""
