"""Speech frames of one sentence: who is said to say what, by word order alone.

A frame is a speaker, a verb (or a noun such as "tally") and the stretch of the sentence it covers. Which verbs and
nouns speak is data; here are the shapes: "X said that ...", "..., X said", "..., said X", "according to X",
"X's count of ...", "a report by X that ...", "denied by X".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.speech.speaker_phrases import is_circumstance, np_left, np_right, word_at
from pipelines.extract.speech.speech_nouns import according_frame, as_put_frame, by_count_frame, if_frame, noun_frame
from pipelines.extract.speech.speech_verbs import verb_frame
from pipelines.extract.speech.speech_words import Frame, Line, SpeechWords, word_set
from pipelines.extract.text import Sentence, Token

_ARTICLES = word_set("article story version newspaper daily weekly website magazine broadcaster channel")
_GUESSES = word_set("estimate suggest indicate")
_MATERIAL = word_set("data figures statistics information intelligence records documents evidence its their his her")


def read_frames(sentence: Sentence, words: SpeechWords) -> list[Frame]:
    """Return the speech frames of a sentence in text order, with scopes that do not overlap."""
    tokens = sentence.tokens
    frames: list[Frame] = []
    line = Line(tokens, sentence, words, frames)
    for i, token in enumerate(tokens):
        if token.lower not in words.cues:
            continue
        frame = _frame_at(line, i)
        after = word_at(tokens, i + 1)
        denied = bool(frames) and frames[-1].form == "back"
        if frame and frame.kind == "hedge" and after == "about" and not denied:
            frame = None
        if frame and frames and frames[-1].form in ("pre", "post") and frame.until <= frames[-1].until:
            frame = None  # "by Oryx's count", "according to figures released by X" are read already
        if frame and not (frames and _is_object_of(frames[-1], frame, after)):
            frames.append(frame)
    if len(frames) > 1 and frames[-1].form == "post" and _is_pronoun(sentence, frames[-1]):
        frames = [f for f in frames if f.lemma not in _GUESSES or f.form != "pre"]  # "“estimates” put it at 9, it said"
    _gapped(tokens, frames)
    _cited(tokens, frames, words.relays)
    frames.sort(key=lambda f: f.at)
    return _scoped(frames, sentence)


def _is_pronoun(sentence: Sentence, frame: Frame) -> bool:
    """Tell whether it, he, she or they speak."""
    if frame.speaker is None:
        return False
    printed = sentence.text[frame.speaker[0] - sentence.start : frame.speaker[1] - sentence.start]
    return printed.lower() in ("it", "he", "she", "they")


def _is_object_of(denial: Frame, noun: Frame, after: str) -> bool:
    """Tell "rejected the separatists' figures": the noun points back and says nothing itself."""
    close = noun.form == "noun" and denial.form == "back" and noun.at - denial.until < 40
    return close and after not in ("that", "of", "by", "claiming", ",", "about", "to")


def _frame_at(line: Line, i: int) -> Frame | None:
    tokens, sentence, words = line.tokens, line.sentence, line.words
    token = tokens[i]
    word = token.lower
    if word == "according" and word_at(tokens, i + 1) == "to":
        return according_frame(tokens, i, i + 2, sentence, words)
    if word == "per" and (i == 0 or word_at(tokens, i - 1) in ("as", ",", "—", "–")):  # "as per X"
        begin = i - 1 if word_at(tokens, i - 1) == "as" else i
        return according_frame(tokens, begin, i + 1, sentence, words)
    if word == "as":
        return as_put_frame(tokens, i, sentence)
    if word == "if":
        return if_frame(tokens, i, sentence)
    if word in ("by", "in", "on"):
        return by_count_frame(tokens, i, words, sentence)
    if word in ("bear", "bears", "bore") and word_at(tokens, i + 1) == "out":
        start = np_left(tokens, i - 1)
        begin = tokens[start].start if start is not None else token.start
        return Frame("pre", "evidence", "bear out", None, begin, tokens[i + 1].end, begin, sentence.end)
    verb = words.verbs.get(word)
    if verb:
        found = verb_frame(line, i, verb)
        if found:
            return found
    kind = words.nouns.get(word)
    if kind == "message" and line.frames and line.frames[-1].kind in ("say", "tell") and is_circumstance(tokens, i):
        return None  # "told the Security Council in a report that ..."
    if kind:
        return noun_frame(tokens, i, kind, words, sentence)
    return None


def _gapped(tokens: Sequence[Token], frames: list[Frame]) -> None:
    """Read "Kampala puts the dead at 19, Western diplomats at between 40 and 50": a second speaker, no verb."""
    for frame in list(frames):
        if frame.lemma != "put":
            continue
        for k, token in enumerate(tokens):
            if token.start <= frame.until or token.lower != "at" or k < 2:
                continue
            start = np_left(tokens, k - 1)
            if (
                start is None
                or word_at(tokens, start - 1) not in (",", "and", ";")
                or tokens[start].start < frame.until
            ):
                continue
            if not any(t.text[0].isupper() for t in tokens[start:k]):  # "and the injured at 40": counted, no speaker
                continue
            if any(t.lower == "at" for t in tokens if frame.until < t.start < tokens[start].start):
                speaker = (tokens[start].start, tokens[k - 1].end)
                frames.append(replace(frame, speaker=speaker, at=token.start, until=token.end, start=token.start))


def _cited(tokens: Sequence[Token], frames: list[Frame], agencies: frozenset[str]) -> None:
    """Read "CNN, citing officials, reported ...": who is cited speaks, who cites is the relay."""
    for k, token in enumerate(tokens):
        which = token.lower in ("cited", "quoted", "cites", "quotes") and word_at(tokens, k - 1) in ("which", "who")
        authority = token.lower == "of" and word_at(tokens, k - 1) == "authority"  # "on the authority of X"
        if not frames or not (token.lower in ("citing", "quoting") or which or authority):
            continue
        end = np_right(tokens, k + 1)
        if end is None or tokens[k + 1].lower in _MATERIAL:  # "officials citing data from X": the officials speak
            continue
        n = next((m for m, f in enumerate(frames) if f.at > token.start), len(frames) - 1)
        frame = frames[n]
        if frame.speaker and frame.at < token.start and frame.lemma not in ("report", "write"):
            printed = " ".join(t.lower for t in tokens if frame.speaker[0] <= t.start < frame.speaker[1])
            if printed.removeprefix("the ") not in agencies and not _ARTICLES & set(printed.split()):
                continue  # "the ministry said ..., citing its own data": it speaks all the same
        if frame.speaker and frame.form != "back":
            relays = (*frame.relays, frame.speaker) if frame.speaker[0] != tokens[k + 1].start else frame.relays
            frames[n] = replace(frame, speaker=(tokens[k + 1].start, tokens[end].end), relays=relays, shared=True)


def _scoped(frames: list[Frame], sentence: Sentence) -> list[Frame]:
    """Cut the scopes at one another: each stretch of the sentence has one nearest speaker."""
    scoped: list[Frame] = []
    cursor = sentence.start
    for n, frame in enumerate(frames):
        following = frames[n + 1] if n + 1 < len(frames) else None
        start, end = frame.start, frame.end
        if frame.form == "post":  # what stands before an aside with a speaker of its own is this one's
            apart = any(f.form == "post" or f.start == sentence.start for f in scoped)
            parted = bool(scoped) and ";" in sentence.text[: scoped[0].at - sentence.start]
            start = cursor if apart or parted else sentence.start
        if frame.form == "back":
            start, end = frame.at, frame.at  # its scope is what was said before: see attribution
            later = following
            end = later.at if later and not later.shared and later.form == "noun" else sentence.end
            if _is_parenthetic(frame, sentence) and " that " not in sentence.text[frame.until - sentence.start :][:8]:
                end = sentence.start + sentence.text.index(",", frame.until - sentence.start)
        if following is not None and (_is_parenthetic(following, sentence) or _is_inside(following, frame, sentence)):
            following = frames[n + 2] if n + 2 < len(frames) else None
        if following is not None:
            limit = _begin(following)
            if limit < frame.at:  # "Bamako, which admits to nine dead, said ...": one speaker, two verbs
                limit = following.at
            if following.form == "post":
                limit = frame.until if frame.form == "post" else _separator(sentence, frame.until, limit)
            end = max(min(end, limit), frame.until)
        nested = frame.form == "noun" and frame.end < sentence.end and following is not None
        if not nested:  # "their twelfth by their own count, X said": X said all of it
            cursor = end if frame.form != "post" or following is not None else sentence.end
        scoped.append(replace(frame, start=start, end=end))
    return scoped


def _is_parenthetic(frame: Frame, sentence: Sentence) -> bool:
    """Tell ", denied by the Kremlin, that" and ", which Baku disputes,": they interrupt the speech before them."""
    text, a, b = sentence.text, frame.at - sentence.start, frame.until - sentence.start
    if frame.form != "back":
        return False
    speaker = frame.speaker[0] - sentence.start if frame.speaker else a
    which = text[:speaker].endswith(", which ") and "," in text[b:]
    return which or (text[:a].endswith(", ") and text[b : b + 1] == "," and " that " in text[b : b + 8])


def _is_inside(noun: Frame, frame: Frame, sentence: Sentence) -> bool:
    """Tell "X said that its own losses, 21 men, were ...": after the item it is still X who speaks."""
    return noun.form == "noun" and noun.end < sentence.end and frame.form == "pre" and noun.speaker is not None


def _begin(frame: Frame) -> int:
    """Return where a frame begins: at its speaker or its verb, whichever is first."""
    if frame.speaker and not frame.shared:
        return min(frame.speaker[0], frame.at)
    return frame.at


def _separator(sentence: Sentence, start: int, end: int) -> int:
    """Return where the last clause before ``end`` begins, or ``end`` when ``start:end`` is one clause."""
    text = sentence.text[start - sentence.start : end - sentence.start]
    best = max(
        text.rfind(";"), text.rfind(", and "), text.rfind(", but "), text.rfind(", while "), text.rfind(" while ")
    )
    return start + best if best > 0 else end
