"""The forms of English words: plurals of nouns, tenses of verbs. Irregular ones are in the word lists."""

from __future__ import annotations


def pluralize(noun: str) -> str:
    """Return the regular plural: "tank" -> "tanks", "battery" -> "batteries"."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def verb_forms(base: str, past: str = "", participle: str = "") -> list[tuple[str, str]]:
    """Return (word, form) of a verb.

    Several pasts are apart by "/" ("burned/burnt"); a final consonant comes doubled and single ("shelled", "stopped").
    """
    if base == "be":
        return [(w, "past") for w in ("was", "were")] + [("is", "third"), ("are", "base"), ("been", "participle")]
    forms = [(base, "base"), (pluralize(base), "third")]
    stems = [base]
    if len(base) > 2 and base[-1] in "bdgklmnprtz" and base[-2] in "aeiou" and base[-3] not in "aeiou":
        stems.append(base + base[-1])
    for stem in stems:
        gerund = stem[:-1] if stem.endswith("e") and not stem.endswith(("ee", "ye")) else stem
        gerund = stem[:-2] + "y" if stem.endswith("ie") else gerund
        forms.append((gerund + "ing", "gerund"))
        if stem.endswith("e"):
            regular = stem + "d"
        elif stem.endswith("y") and stem[-2] not in "aeiou":
            regular = stem[:-1] + "ied"
        else:
            regular = stem + "ed"
        if not past:
            forms += [(regular, "past"), (regular, "participle")]
    for word in filter(None, past.split("/")):
        forms.append((word, "past"))
    for word in filter(None, (participle or past).split("/")):
        forms.append((word, "participle"))
    return forms
