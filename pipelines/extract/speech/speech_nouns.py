"""Frames that nouns and prepositions make: "according to X", "by X's count", "X's tally of", "a report by X that"."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.speech.speaker_phrases import (
    DETERMINERS,
    NOT_A_SPEAKER,
    PREPOSITIONS,
    STOPS,
    clause_start,
    clause_subject,
    is_circumstance,
    is_verb_like,
    named_speaker,
    np_left,
    np_right,
    span,
    word_at,
)
from pipelines.extract.speech.speech_words import Frame, Line, SpeechWords, Verb, word_set
from pipelines.extract.text import Sentence, Token

RECORDS = word_set("document documents record records file files papers minutes letters emails transcripts register")
_EARLIER = NOT_A_SPEAKER | word_set("it he she they we at over about")  # who they are was said before
_KEPT = word_set("kept compiled maintained collated published drawn updated assembled")
CONTENT_STARTS = DETERMINERS | PREPOSITIONS | {"about", "killing", "it", "they", "he"}


def shown_frame(line: Line, i: int, verb: Verb, first: int, last: int) -> Frame | None:
    """Read "figures from X show", "data compiled by X show", "UN data show": footage and photographs say nothing."""
    tokens = line.tokens
    nouns = (k for k in range(first, last + 1) if tokens[k].lower in RECORDS)
    noun = next(nouns, None)
    if noun is None:
        noun = next((k for k in range(first, last + 1) if line.words.nouns.get(tokens[k].lower) == "tally"), None)
    if noun is None:
        return None
    owner = next((k + 1 for k in range(noun + 1, last) if tokens[k].lower in ("by", "from")), None)
    if owner is not None:
        return line.frame("pre", "count", verb.lemma, (tokens[owner].start, tokens[last].end), i)
    own = next(
        (k - 1 for k in range(noun - 1, first, -1) if tokens[k].lower in ("'s", "'")), noun
    )  # "the group's tally"
    return line.frame("pre", "count", verb.lemma, (tokens[first].start, tokens[own].end), i)


def if_frame(tokens: Sequence[Token], i: int, sentence: Sentence) -> Frame | None:
    """Read "if X is to be believed", "if X is right": the rest of the sentence is what X says."""
    be = next((k for k in range(i + 2, min(i + 11, len(tokens))) if tokens[k].lower in ("is", "are", "was")), None)
    if be is None or any(t.lower in STOPS for t in tokens[i + 1 : be]) or tokens[i + 1].lower in NOT_A_SPEAKER:
        return None
    believed = tuple(t.lower for t in tokens[be + 1 : be + 4]) == ("to", "be", "believed")
    if not believed and word_at(tokens, be + 1) not in ("right", "correct", "accurate"):
        return None
    until = tokens[be + 3 if believed else be + 1].end
    form, start = ("pre" if i == 0 else "post"), tokens[i].start
    return Frame(form, "according", "according to", span(tokens, (i + 1, be - 1)), start, until, start, sentence.end)


def own_count_frame(tokens: Sequence[Token], i: int, words: SpeechWords, sentence: Sentence) -> Frame:
    """Read "By its own count the army lost 40": who "its" is comes after; ``i`` is the noun."""
    first = i + 2 if word_at(tokens, i + 1) == "," else i + 1
    speaker = span(tokens, (1, 1))  # "In his words, 40 fell"
    if first < len(tokens) and tokens[first].lower not in PREPOSITIONS | _EARLIER and tokens[first].text[0].isalpha():
        ends = (k for k in range(first, min(first + 9, len(tokens))) if _ends_subject(tokens[k], words))
        last = next(ends, first) - 1
        if last >= first:
            speaker = span(tokens, (first, last))
    start = tokens[0].start
    return Frame("pre", "tally", tokens[i].lower, speaker, start, tokens[i].end, start, sentence.end, shared=True)


def _ends_subject(token: Token, words: SpeechWords) -> bool:
    return token.lower in STOPS or is_verb_like(token) or token.lower in words.verbs


def according_frame(
    tokens: Sequence[Token], i: int, first: int, sentence: Sentence, words: SpeechWords
) -> Frame | None:
    """Read "according to X", "(as) per X": the words begin at token ``i``, the speaker at ``first``."""
    if word_at(tokens, first) in ("which", "whom"):
        return None
    end = np_right(tokens, first)
    if end is None or tokens[end].lower in ("information", "data", "which", "whom", "plan", "law"):
        return None
    named = named_speaker(tokens, first, end)
    maker = _maker(tokens, *named, words)
    speaker, kind = span(tokens, maker), "according" if maker == named else "tally"
    form = "pre" if i <= 1 or word_at(tokens, i - 1) in (";", "—", "–") else "post"
    return Frame(form, kind, "according to", speaker, tokens[i].start, speaker[1], tokens[i].start, sentence.end)


def as_put_frame(tokens: Sequence[Token], i: int, sentence: Sentence) -> Frame | None:
    """Read "as the governor put it"."""
    put = next((k for k in range(i + 2, min(i + 10, len(tokens))) if tokens[k].lower in ("put", "puts")), None)
    if put is None or word_at(tokens, put + 1) != "it" or any(t.lower in STOPS for t in tokens[i + 1 : put]):
        return None
    speaker, until = span(tokens, (i + 1, put - 1)), tokens[put + 1].end
    start = tokens[i].start
    return Frame("pre" if i == 0 else "post", "say", "put", speaker, start, until, start, sentence.end)


def _maker(tokens: Sequence[Token], first: int, last: int, words: SpeechWords) -> tuple[int, int]:
    """Return X in "a count by X", "figures released by X", "a statement from X", else the phrase itself."""
    noun = next((k for k in range(first, last) if tokens[k].lower in words.nouns), None)
    if noun is None or any(tokens[k].text[0].isupper() or tokens[k].lower == "'s" for k in range(first, noun)):
        return first, last  # "UN figures", "the army's count": the owner is named
    by = next((k for k in range(noun + 1, min(noun + 4, last)) if tokens[k].lower in ("by", "from")), None)
    return (by + 1, last) if by is not None else (first, last)


def by_count_frame(tokens: Sequence[Token], i: int, words: SpeechWords, sentence: Sentence) -> Frame | None:
    """Read "by Oryx's count", "in British estimates", "by the count of one group": the whole sentence is theirs."""
    noun = next((k for k in range(i + 1, min(i + 9, len(tokens))) if words.nouns.get(tokens[k].lower) == "tally"), None)
    if noun is None or tokens[noun].lower in ("losses", "number", "numbers", "toll"):
        return None
    first, last = i + 1, noun
    owner = next((k for k in range(first, noun) if tokens[k].lower in ("'s", "'")), None)
    if any(tokens[k].lower in STOPS for k in range(first, noun)):
        return None
    if owner is not None:
        last = owner - 1
    elif tokens[first].lower in ("its", "their", "his", "her") and i == 0 and noun <= first + 2:
        return own_count_frame(tokens, noun, words, sentence)
    elif tokens[i].lower == "on":
        return None
    elif noun == first + 1 and tokens[first].lower == "the" and word_at(tokens, noun + 1) == "of":
        end = np_right(tokens, noun + 2)
        if end is None:
            return None
        first, last = noun + 2, end
    elif not all(t.text[0].isupper() for t in tokens[first:noun]) or noun == first:
        return None
    speaker, until = span(tokens, (first, last)), tokens[max(last, noun)].end
    form = "pre" if i == 0 else "post"
    lemma = tokens[noun].lower
    return Frame(form, "tally", lemma, speaker, tokens[i].start, until, tokens[i].start, sentence.end)


def noun_frame(tokens: Sequence[Token], i: int, kind: str, words: SpeechWords, sentence: Sentence) -> Frame | None:
    """Read "X's tally of ...", "by X's count", "a report by X that ...", "a Houthi report that ..."."""
    token, after = tokens[i], word_at(tokens, i + 1)
    if kind == "medium" and (
        (after in ("that", "about") and is_circumstance(tokens, i))
        or after not in ("that", "by", "claiming", "of", "about")
    ):
        return None
    kept = i + 2 if after == "," else i + 1
    if (
        kind == "tally" and word_at(tokens, kept) in _KEPT and word_at(tokens, kept + 1) == "by"
    ):  # "this list, kept by X"
        end = np_right(tokens, kept + 2)
        if end is not None:
            speaker = (tokens[kept + 2].start, tokens[end].end)
            return Frame("noun", kind, "list", speaker, token.start, speaker[1], token.start, sentence.end)
    start = np_left(tokens, i - 1) if i else None
    owner_end = None
    k = i - 1
    while start is not None and k >= start:
        if tokens[k].lower in ("'s", "'"):
            owner_end = k - 1
        elif tokens[k].lower in ("their", "its", "his") and (k == i - 1 or word_at(tokens, k + 1) == "own"):
            subject = clause_subject(tokens, k)
            if k == clause_start(tokens, k) and (kind == "tally" or word_at(tokens, k + 1) == "own"):
                subject = (tokens[k].start, tokens[k].end)  # "its own count was 173": whoever "it" is
            if subject:
                return Frame(
                    "noun",
                    kind,
                    token.lower,
                    subject,
                    token.start,
                    token.end,
                    token.start,
                    _comma_after(tokens, i, sentence),
                )
        if owner_end is not None:
            break
        k -= 1
    if owner_end is not None and start is not None and kind in ("tally", "message", "medium"):
        while tokens[start].lower in PREPOSITIONS | {"as", "on"} and start < owner_end:
            start += 1
        counts_others = tokens[owner_end].lower.removesuffix("s") in words.speakers  # "the ministry's toll"
        if token.lower in ("losses", "number", "numbers", "toll") and not counts_others:
            return None
        if tokens[start].lower in NOT_A_SPEAKER:
            return None
        if token.lower == "information" and after not in CONTENT_STARTS | {"that", "of", ",", ":"}:
            return None  # "Somalia's information ministry"
        speaker = (tokens[start].start, tokens[owner_end].end)
        return Frame("noun", kind, token.lower, speaker, token.start, token.end, speaker[0], sentence.end)
    if kind == "tally":
        return None
    if after in ("by", "from") or (after == "of" and word_at(tokens, i + 2) == "the"):
        end = np_right(tokens, i + 2)
        about = next((k for k in range(i + 3, (end or i) + 1) if tokens[k].lower == "about"), None)
        end = about - 1 if about else end
        if end is not None and word_at(tokens, end + 1) in ("that", "of", "claiming", "about", "saying"):
            speaker = (tokens[i + 2].start, tokens[end].end)
            return Frame("noun", kind, token.lower, speaker, token.start, speaker[1], token.start, sentence.end)
        return None
    if kind == "medium" and after in ("of", "about"):
        return None
    if after == "about":
        return Frame("noun", "hedge", token.lower, None, token.start, token.end, token.start, sentence.end)
    if after in ("that", "of") or (after == "," and any(t.lower == "that" for t in tokens[i + 2 : i + 12])):
        described = start is not None and i - start >= 2 and tokens[start].lower in ("a", "an", "the", "one")
        owner = (tokens[start].start, token.end) if described and start is not None else None
        if owner is None and after == "of":
            return None
        return Frame(
            "noun", kind if owner else "hedge", token.lower, owner, token.start, token.end, token.start, sentence.end
        )
    return None


def _comma_after(tokens: Sequence[Token], i: int, sentence: Sentence) -> int:
    """Return the end of the item after "by their own count, 21 men"; none follows "lost 21 men by their own count"."""
    by = next((k for k in range(i - 1, max(-1, i - 4), -1) if tokens[k].lower in ("by", "on")), 0)
    commas = [t.start for t in tokens[i + 1 :] if t.lower in (",", ";")]
    if commas and tokens[i + 1].lower == ",":
        if by and tokens[by - 1].lower not in (",", "and", "but", "—", "–", ";"):
            return tokens[i].end
        commas = commas[1:]
    return commas[0] if commas else sentence.end
