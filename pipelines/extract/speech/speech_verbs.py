"""Frames that verbs make: "X said that ...", "..., said X", "as reported by X", "X was quoted as saying"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.speech.speaker_phrases import (
    AUXILIARIES,
    CLAUSE_WORDS,
    DASHES,
    DETERMINERS,
    FINITE,
    NOT_A_SPEAKER,
    PREPOSITIONS,
    QUOTES,
    SKIP_LINKS,
    STOPS,
    agent_by,
    clause_subject,
    ends_sentence,
    has_auxiliary,
    is_passive,
    is_seen_by,
    is_verb_like,
    named_speaker,
    np_left,
    np_right,
    object_relative,
    plausible_subject,
    skip_circumstance,
    span,
    subject_of,
    without_circumstance,
    word_at,
)
from pipelines.extract.speech.speech_nouns import CONTENT_STARTS, RECORDS, shown_frame
from pipelines.extract.speech.speech_words import Frame, Line, SpeechWords, Verb, word_set
from pipelines.extract.text import Token

_PICTURES = word_set("imagery footage video videos photo photos photographs images image pictures clip clips")
_RUMOURS = word_set("rumour rumor rumours rumors word legend talk gossip")
_DEEDS = word_set("attack attacks bombing bombings blast blasts raid raids ambush assault explosion strike strikes")
_KILLING = word_set(
    "killing killings death deaths murder murders massacre slaughter loss losses shooting executing wounding abducting"
    " abduction downing sinking destroying destruction murdering massacring slaughtering burning torching"
)
_PAST_VERBS = word_set("lost shot hit took left fell held made came began met sent got saw ran won gave were was")
_SHOWING = word_set("suggest indicate reveal put give list record say state estimate document register point speak")
_MADE = word_set(
    "by from of for in on compiled released published seen obtained kept collected gathered issued provided"
)
_CONTRASTS = word_set("but while although though whereas yet")
_INTENTIONS = word_set("would will shall 'll")
_RELATIVES = word_set(
    "where which whose after when despite amid following"
)  # "said he would visit the town, | where 70 people died"
_ISSUES = word_set("issued issues released releases published publishes made put gave sent circulated posted shared")
_ASIDES = word_set("who which whose whom when while after as where according by quoted cited")
_HURT = word_set("wounded injured displaced affected bereaved")
_SHARES = word_set("post share publish release circulate broadcast air upload")
_OF_WHAT = word_set("of showing claiming purporting claims purports shows show")
_TAKES = word_set("used took went turned appeared emerged uses takes")
_BOUNDS = word_set("least most about around over nearly almost some roughly more fewer between up")
_ONE = word_set("a an this its another one each every his her their")
_NO_AGENT = word_set("more about up at nearly over almost less fewer name telephone phone")
_GOES_ON = word_set("add say claim state report announce")
_COUNTING = word_set("count tally record document register list identify verify name log estimate")
_QUOTES_HIM = word_set("quoted cited quotes cites quoting citing")
_NOUN_BEFORE = (DETERMINERS - {"that"}) | {"'s", "'", "of", "by", "no", "any", "to", "own", "such"}
_AFTER_POST = word_set("and while after but when as before in on at late early to during via of by from through")


def verb_frame(line: Line, i: int, verb: Verb) -> Frame | None:
    """Return the frame that the verb of saying at ``i`` makes, or None if it says nothing here."""
    tokens, frames = line.tokens, line.frames
    token, before = tokens[i], word_at(tokens, i - 1)
    silent = word_at(tokens, i + 1) in ("nothing", "little") and word_at(tokens, i + 2) not in AUXILIARIES | {"of"}
    if silent and verb.kind in ("say", "tell"):
        return None
    if verb.lemma == "describe" and word_at(tokens, i + 1) == "how":
        verb = replace(verb, kind="say", ambiguous=False)
    back = verb.kind in ("deny", "call")
    if verb.lemma in _SHOWING or token.lower in line.words.nouns:
        data = _data_frame(line, i, verb)
        after = word_at(tokens, i + 1)
        noun = token.lower in line.words.nouns and after in line.words.verbs and after not in AUXILIARIES
        if data or noun:  # "official estimates put"
            return data
    if word_at(tokens, i - 1) == "to" and (verb.kind == "claim" or verb.lemma == "announce"):
        took = next((k for k in range(i - 2, max(0, i - 9), -1) if tokens[k].lower in _TAKES), None)
        subject = subject_of(tokens, took, []) if took is not None else None
        if subject:  # "took to the radio to claim"
            return line.frame("pre", verb.kind, verb.lemma, span(tokens, subject), i)
    by_agent = _passive_frame(line, i, verb)
    if by_agent or _is_no_verb(line, i, verb):
        return by_agent
    if before in ("and", "but", "then", "or", "nor") and not token.lower.endswith("ing"):
        boasts = verb.kind == "claim" and word_at(tokens, i + 1) in (
            "of",
            "that",
            "to",
            "it",
            "they",
        )  # "... and boasts of 40 kills"
        if verb.ambiguous and verb.kind not in ("deny", "admit") and not boasts:
            return None
        parted = frames and any(t.lower == ";" and t.start >= frames[-1].until for t in tokens[:i])
        speaker = frames[-1].speaker if frames and not parted else clause_subject(tokens, i - 1)
        if speaker:
            return line.frame("back" if back else "pre", verb.kind, verb.lemma, speaker, i, shared=True)
        return None
    if token.lower.endswith("ing"):
        return _participle(line, i, verb)
    if before == "having" and word_at(tokens, i - 2) == "as":  # "is quoted as having said"
        return _quoted_as(line, i, verb)
    relays: list[tuple[int, int]] = []
    subject = None if _speaker_follows(line, i, verb) else subject_of(tokens, i, relays)
    if subject is None:
        return _inverted(line, i, verb)
    first, last = subject
    last = next((k - 1 for k in range(first + 1, last) if is_seen_by(tokens, k)), last)
    last = without_circumstance(tokens, first, last, line.words)
    head = tokens[last].lower
    if _PICTURES & {t.lower for t in tokens[first : last + 1]} and head not in line.words.nouns:
        if (
            verb.kind == "confirm" and not frames and not has_auxiliary(tokens, i)
        ):  # "satellite images confirm the loss of two jets"
            return line.frame("pre", "evidence", verb.lemma, None, i)
        return None  # "footage published on Friday indicates"
    if verb.lemma == "have it" and head in _RUMOURS:
        return line.frame("noun", "hedge", verb.lemma, None, i)
    if verb.lemma == "show":
        return shown_frame(line, i, verb, first, last)
    if head in ("we", "i") or line.words.nouns.get(head) == "tally":
        return None  # "we estimate" inside a quotation; "revised figures confirmed"
    if verb.ambiguous and token.lower == verb.lemma and any(t.lower in _ONE for t in tokens[max(first, i - 3) : i]):
        return None  # "a CNN report": the singular needs another form
    says_that = token.lower.endswith("ed") and word_at(tokens, skip_circumstance(tokens, i + 1)) == "that"
    if verb.ambiguous and not says_that and not plausible_subject(tokens, first, last):
        return None
    begin = None if back else object_relative(tokens, first, last, i)
    if begin is not None:
        speaker, until = span(tokens, (begin[1], last)), tokens[i].end
        end = next((t.start for t in tokens[i + 1 :] if t.lower in STOPS), line.sentence.end)
        return Frame("post", verb.kind, verb.lemma, speaker, token.start, max(until, end), tokens[begin[0]].start, end)
    form = "back" if back else _form(tokens, first, i, verb)
    frame = line.frame(form, verb.kind, verb.lemma, (tokens[first].start, tokens[last].end), i)
    if form == "post":
        frame = replace(frame, end=_circumstance_of_saying(tokens, i, frame.end))
    if word_at(tokens, last + 1) == "," and word_at(tokens, last + 2) in ("who", "which"):
        frame = replace(frame, end=_end_of_relative(tokens, i, frame.end))
    return replace(frame, end=min(frame.end, _article_again(tokens, i, verb, frame.end)), relays=tuple(relays))


def _data_frame(line: Line, i: int, verb: Verb) -> Frame | None:
    """Read "UN figures suggest", "data from the ministry list 97 dead": whose figures they are speaks."""
    before = word_at(line.tokens, i - 1)
    if verb.lemma == "show" or before in _NOUN_BEFORE or is_passive(line.tokens, i):
        return None
    subject = subject_of(line.tokens, i, [])
    if subject is None:
        return None
    head = next((k for k in range(subject[0], subject[1] + 1) if _is_figures(line, k)), None)
    if head is None or (head < subject[1] and line.tokens[head + 1].lower not in _MADE):
        return None
    return shown_frame(line, i, verb, *subject)


def _is_figures(line: Line, k: int) -> bool:
    word = line.tokens[k].lower
    return word in RECORDS or (
        line.words.nouns.get(word) == "tally" and word not in ("losses", "toll", "number", "numbers", "account")
    )


def _circumstance_of_saying(tokens: Sequence[Token], i: int, end: int) -> int:
    """Return where "..., the leader said | after his men had killed 20" leaves what is said, else ``end``."""
    j = skip_circumstance(tokens, i + 1)
    if word_at(tokens, i + 1) == ",":  # "..., officials said, hours after 5 died": theirs
        return end
    return tokens[j].start if word_at(tokens, j) in ("after", "when", "as", "while", "following") else end


def _article_again(tokens: Sequence[Token], i: int, verb: Verb, end: int) -> int:
    """Return where the article speaks again: "claimed the attack | that killed 84", "announced a truce | after ..."."""
    ours = next((k for k in range(i + 1, len(tokens) - 1) if tokens[k].lower == ";" and _we_see(tokens, k + 1)), None)
    if ours is not None:
        return tokens[ours].start
    deed = verb.lemma == "claim" and bool(_DEEDS & {t.lower for t in tokens[i + 1 : i + 5]})
    deed = deed or (verb.lemma == "blame" and word_at(tokens, _after_for(tokens, i)) not in _KILLING)
    if deed or word_at(tokens, i + 1) in ("responsibility", "credit"):
        return next((t.start for t in tokens[i + 2 :] if t.lower in ("that", "which", "whose")), end)
    if verb.lemma in ("speak", "talk"):  # "spoke of progress, | but 31 soldiers were killed"
        return next(
            (t.start for k, t in enumerate(tokens) if k > i and t.lower in _CONTRASTS and tokens[k - 1].lower == ","),
            end,
        )
    if word_at(tokens, i + 2) in _INTENTIONS or word_at(tokens, i + 3) in _INTENTIONS:
        return next((t.start for t in tokens[i + 3 :] if t.lower in _RELATIVES), end)
    if verb.lemma in ("announce", "declare") and "that" not in {t.lower for t in tokens[i + 1 : i + 4]}:
        return next((t.start for t in tokens[i + 2 :] if t.lower in ("after", "following", "when")), end)
    return end


def _after_for(tokens: Sequence[Token], i: int) -> int:
    """Return the index of the noun or participle in "blamed the rebels for (the) killing", "for the deaths of"."""
    k = next((k for k in range(i + 1, len(tokens)) if tokens[k].lower == "for"), len(tokens)) + 1
    return k + 1 if word_at(tokens, k) in DETERMINERS else k


def _end_of_relative(tokens: Sequence[Token], i: int, end: int) -> int:
    """Return where ", which admits to nine dead" ends: at the comma before the verb of the main clause."""
    for k in range(i + 1, len(tokens) - 1):
        after = tokens[k + 1].lower
        if tokens[k].lower == "," and (after in AUXILIARIES or after in FINITE or after.endswith("ed")):
            return tokens[k].start
    return end


def _passive_frame(line: Line, i: int, verb: Verb) -> Frame | None:
    """Read "as reported by X", "is denied by X", "claims, denied by X": what stands before is X's, or is denied."""
    tokens, sentence = line.tokens, line.sentence
    token, before = tokens[i], word_at(tokens, i - 1)
    by = agent_by(tokens, i)
    if verb.lemma == "claim" and {"responsibility", "credit"} & {t.lower for t in tokens[:i]}:
        return None  # "responsibility for the raid, in which 6 died, was claimed by X"
    if by is None or not (token.lower.endswith(("ed", "en", "id")) or token.lower in ("put", "set")):
        return None
    back = verb.kind in ("deny", "call")
    counted = verb.lemma in _COUNTING or verb.kind in ("claim", "say", "admit")  # "the 30 dead reported by X"
    noun = before.isalpha() and before not in CLAUSE_WORDS | AUXILIARIES
    joined = is_passive(tokens, i) or _is_noun_before(tokens, i, line.words) or (counted and noun)
    if not (back or before in ("as", ",") or joined):
        return None
    end = np_right(tokens, by + 1)
    if end is not None:  # "said by X to have lost", "put by X at 29", "accused by X of"
        complement = {"to", "as", *(("of",) if verb.lemma == "accuse" else ())}
        cut = (k - 1 for k in range(by + 2, end + 1) if tokens[k].lower in complement or _at_figure(tokens, k))
        end = next(cut, end)
    if end is None or tokens[by + 1].lower in _NO_AGENT or tokens[by + 1].text[0].isdigit():
        return None
    speaker = (tokens[by + 1].start, tokens[end].end)
    leads = i < 5 and (before == "as" or tokens[0].lower == "as")  # "As was announced by X, ..."
    start, stop = (token.start, sentence.end) if leads else (sentence.start, speaker[1])
    that = end + 1
    if word_at(tokens, that) in ("who", ",") and tokens[0].lower in ("it", "this"):
        # "it was claimed by an official who asked not to be named that", "by Ivan Petrov, the mayor, that"
        that = next((k for k in range(that, len(tokens)) if tokens[k].lower == "that"), that)
    if word_at(tokens, that) == "that" and not back:  # "it was confirmed by X that ..."
        return Frame("pre", verb.kind, verb.lemma, speaker, token.start, speaker[1], token.start, sentence.end)
    if token.lower in ("put", "set") and not _at_figure(tokens, end + 1) and word_at(tokens, end + 1) != "as":
        return None  # "was set ablaze by a missile"
    if not back and (
        word_at(tokens, end + 1) in complement or _at_figure(tokens, end + 1)
    ):  # "are said by X to have lost 40", "was put by X at 29"
        start, stop = sentence.start, sentence.end
    return Frame("back" if back else "post", verb.kind, verb.lemma, speaker, token.start, speaker[1], start, stop)


def _is_no_verb(line: Line, i: int, verb: Verb) -> bool:
    """Tell the noun, the adjective, the passive and the infinitive from a verb that says something here."""
    tokens = line.tokens
    word, before, after = tokens[i].lower, word_at(tokens, i - 1), word_at(tokens, i + 1)
    if word == "said" and after == "to" and word_at(tokens, i + 2) in ("have", "be"):  # "a man said to have been shot"
        return True
    if is_passive(tokens, i) or before == "to" or not _fits(line, i, verb):
        return True
    if before in ("not", "n't") and verb.kind in ("say", "claim", "count"):  # "did not say that"
        return True
    if word.endswith("ed") and word_at(tokens, skip_circumstance(tokens, i + 1)) == "that":
        return False  # "the wounded reported on Tuesday that"
    if not verb.ambiguous:
        return before in ("be", "been") and word in ("said", "claimed")
    if _is_closed(tokens, i):
        return False
    if before in _NOUN_BEFORE or before.isdigit() or (before.endswith("ed") and tokens[i - 1].text.islower()):
        who = any(t.lower == "who" for t in tokens[max(0, i - 8) : i])  # "who asked not to be named claimed"
        return before not in _HURT and not who
    if verb.lemma in _SHARES:
        pictures = next((k for k in range(i + 1, min(i + 5, len(tokens))) if tokens[k].lower in _PICTURES), None)
        if pictures is not None:  # "released images of two burned tanks" says so, "released a video on Friday" does not
            return not _OF_WHAT & {t.lower for t in tokens[pictures + 1 : pictures + 6]}
    content = after in CONTENT_STARTS or after[:1].isdigit()
    if before.endswith("ly") and not content and not has_auxiliary(tokens, i):  # "visually confirmed losses"
        return True
    if after == "of" and verb.lemma not in ("speak", "talk", "boast", "brag", "know", "write"):
        return True
    if verb.kind == "say":  # "recalled its ambassador"
        return after in DETERMINERS - {"that", "this"} and before not in STOPS
    # "footage published on Friday", "the advances recorded in May"
    bounded = word_at(tokens, i + 2) in ("least", "most", "to") or word_at(tokens, i + 2)[:1].isdigit()
    ends = after in PREPOSITIONS | {"to", "and", ",", "."}
    return verb.kind == "count" and ends and not bounded and not has_auxiliary(tokens, i)


def _form(tokens: Sequence[Token], first: int, i: int, verb: Verb) -> str:
    """Tell "X said that ..." (pre) from "..., X said" (post) by what follows the verb."""
    if first == 0:
        return "pre"
    if verb.kind in ("count", "admit", "confirm"):
        closes = i + 1 >= len(tokens) or tokens[i + 1].lower in (".", ";", ",")
        return "post" if closes and word_at(tokens, first - 1) in {",", *QUOTES} else "pre"
    j = i + 1
    if word_at(tokens, j) in ("up", "out"):  # summed up, pointed out
        j += 1
    if verb.kind == "tell":  # the addressee ends at a mark or at the content
        while j < len(tokens) and tokens[j].lower not in STOPS and tokens[j].lower not in CLAUSE_WORDS:
            opens = tokens[j].lower in ("the", "its", "their", "it", "they", "he")
            if opens and j > i + 1 and tokens[j - 1].lower not in PREPOSITIONS | SKIP_LINKS:
                return "pre"
            j += 1
        if word_at(tokens, j) in CLAUSE_WORDS:
            return "pre"
    j = skip_circumstance(tokens, j)
    if j >= len(tokens):
        return "post"
    word = tokens[j].lower
    if word == ":":
        quoted = word_at(tokens, j + 1) in QUOTES
        return "pre" if quoted or tokens[first - 1].lower != "," else "post"
    if word in STOPS or word in _AFTER_POST or word in ("said", "adding"):
        return "post"
    return "pre"


def _participle(line: Line, i: int, verb: Verb) -> Frame | None:
    """Read "..., adding that ...": the speaker before goes on; and "a viral post claiming that ..."."""
    tokens, frames = line.tokens, line.frames
    before = word_at(tokens, i - 1)
    if verb.kind == "deny" and before == "as":  # "a source was quoted as denying reports of ..."
        quoted = _quoted_as(line, i, verb)
        return replace(quoted, form="back") if quoted else None
    if verb.kind == "deny" and before == "," and frames and frames[-1].speaker:
        return line.frame("back", verb.kind, verb.lemma, frames[-1].speaker, i, shared=True)
    if verb.kind in ("deny", "call"):
        return None
    if before == "as":
        return _quoted_as(line, i, verb)
    if verb.kind == "tell":  # "with security sources telling AFP that ..."
        start = np_left(tokens, i - 1)
        if start is not None and tokens[start].lower == "with":
            start += 1
        if start is None or start > i - 1:
            return None
        return line.frame("pre", verb.kind, verb.lemma, (tokens[start].start, tokens[i - 1].end), i)
    if before in (",", "and") or before in DASHES:
        if frames and frames[-1].speaker:
            return line.frame("pre", verb.kind, verb.lemma, frames[-1].speaker, i, shared=True)
        subject = clause_subject(tokens, i - 1) if verb.lemma in _GOES_ON else None
        return line.frame("pre", verb.kind, verb.lemma, subject, i) if subject else None
    start = np_left(tokens, i - 1)
    if start is None or before not in line.words.nouns or before in NOT_A_SPEAKER:
        return None
    issued = next((k for k in range(start, i - 1) if tokens[k].lower in _ISSUES), None)
    if issued is not None:  # "The army issued a statement saying that ..."
        issuer = subject_of(tokens, issued, [])
        return line.frame("pre", "say", verb.lemma, span(tokens, issuer), i) if issuer else None
    return line.frame("noun", "message", verb.lemma, (tokens[start].start, tokens[i - 1].end), i)


def _quoted_as(line: Line, i: int, verb: Verb) -> Frame | None:
    """Read "X was quoted as saying", "Al-Watan quoted X as saying": X speaks, who quotes is the relay."""
    tokens = line.tokens
    said = i - 1 if word_at(tokens, i - 1) == "as" else i - 2  # "as saying", "as having said"
    quoted = next((k for k in range(said - 1, max(-1, i - 16), -1) if tokens[k].lower in _QUOTES_HIM), None)
    if quoted is None:
        return None
    closes = (
        i + 1 >= len(tokens) or tokens[i + 1].lower in STOPS - QUOTES - {":", ","} or word_at(tokens, i + 1) == "by"
    )
    form = "post" if closes and quoted > 3 else "pre"
    if quoted == said - 1 or tokens[quoted + 1].lower in ("by", "on", "in"):
        subject = subject_of(tokens, quoted, [])
        return line.frame(form, verb.kind, verb.lemma, span(tokens, subject), i) if subject else None
    frame = line.frame(form, verb.kind, verb.lemma, span(tokens, (quoted + 1, said - 1)), i, shared=True)
    relay = subject_of(tokens, quoted, [])
    return replace(frame, relays=(span(tokens, relay),)) if relay else frame


def _inverted(line: Line, i: int, verb: Verb) -> Frame | None:
    """Read "..., said X": the speaker follows the verb."""
    tokens, sentence = line.tokens, line.sentence
    before, token = word_at(tokens, i - 1), tokens[i]
    if not (before in STOPS or _is_closed(tokens, i)) or verb.kind not in ("say", "claim", "tell", "admit", "confirm"):
        return None
    if verb.kind in ("admit", "confirm") and not ends_sentence(tokens, i):  # "admitted the rebel leader."
        return None
    cited = word_at(tokens, i + 1) in ("quoting", "citing")
    if cited:
        i += 1
    if (
        verb.ambiguous
        and not _is_closed(tokens, i)
        and token.lower not in ("reports", "claimed", "writes", "reported", "reads")
    ):
        return None
    first = skip_circumstance(tokens, i + 1)
    following = tokens[first] if first < len(tokens) else None
    if following is None or following.lower == "that":
        return None
    end = np_right(tokens, first)
    if end is None:
        return None
    end = next((k - 1 for k in range(first + 1, end) if is_seen_by(tokens, k)), end)
    named = following.text[0].isupper() or following.lower in DETERMINERS
    if not (cited or named or _is_bare_speaker(line, first, end)):
        return None
    cut = next((k for k in range(first + 1, end + 1) if tokens[k].lower in ("in", "on", "during")), end + 1)
    end = cut - 1
    speaker = span(tokens, named_speaker(tokens, first, end))
    goes_on = any(t.lower == "," and is_verb_like(tokens[k + 1]) for k, t in enumerate(tokens[:-1]) if k > end + 1)
    relatives = ("whose",) if goes_on else ("whose", "who", "whom")
    about_him = (t.start for t in tokens[end + 1 : end + 8] if t.lower in relatives)
    return Frame("post", verb.kind, verb.lemma, speaker, token.start, speaker[1], token.start,
                 next(about_him, sentence.end))  # fmt: skip


def _speaker_follows(line: Line, i: int, verb: Verb) -> bool:
    """Tell "On Monday, nine men were killed, said two witnesses": between the commas stands a clause."""
    tokens = line.tokens
    if word_at(tokens, i - 1) != "," or verb.kind not in ("say", "claim", "tell") or i + 1 >= len(tokens):
        return False
    opens = next((k for k in range(i - 2, -1, -1) if tokens[k].lower in STOPS), -1) + 1
    if tokens[opens].lower in _ASIDES or tokens[opens].lower.endswith("ing"):
        return False
    if not any(is_verb_like(t) for t in tokens[opens + 1 : i - 1]):
        return False
    end = np_right(tokens, i + 1)
    return end is not None and _is_bare_speaker(line, i + 1, end)


def _we_see(tokens: Sequence[Token], k: int) -> bool:
    """Tell "; we have found the remains of 11", "; but we could": the article speaks of itself."""
    return "we" in (word_at(tokens, k), word_at(tokens, k + 1)) and not any(t.lower in QUOTES for t in tokens)


def _at_figure(tokens: Sequence[Token], k: int) -> bool:
    """Tell "at 29" and "at around 29" from "at the hospital"."""
    after = word_at(tokens, k + 1)
    return word_at(tokens, k) == "at" and (after[:1].isdigit() or after in _BOUNDS)


def _is_closed(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a quotation ends before the verb at ``i``: 'They shot nine of us,' recalled ..."""
    return word_at(tokens, i - 1) in ("'", '"', "”") and word_at(tokens, i - 2) in (",", ".", "!", "?", "…")


def _is_bare_speaker(line: Line, first: int, end: int) -> bool:
    """Tell "..., says governor", "..., said headman U Tin", "..., said men who fled" from "..., said rebels shot 9"."""
    phrase = line.tokens[first : end + 1]
    after = word_at(line.tokens, end + 1)
    if after not in STOPS | {"", "who", "whose"} and not (
        end + 2 < len(line.tokens) and is_seen_by(line.tokens, end + 1)
    ):
        return False
    verbs = ((t.lower.endswith("ed") and t.text.islower()) or t.lower in _PAST_VERBS for t in phrase)
    if any(verbs) or any(t.text[0].isdigit() for t in phrase):
        return False
    return any(t.lower in line.words.speakers or t.text[0].isupper() for t in phrase)


def _fits(line: Line, i: int, verb: Verb) -> bool:
    """Tell whether a verb that is something else as a rule speaks here: "put the toll at", "spoke of"."""
    if verb.lemma == "claim":  # "the war has claimed the lives of 400"
        return not {"lives", "life", "victims"} & {t.lower for t in line.tokens[i + 1 : i + 8]}
    if not verb.needs:
        return True
    closes = (word_at(line.tokens, i - 1) == "," or _is_closed(line.tokens, i)) and " " not in verb.lemma
    if closes and verb.kind in ("say", "claim") and ends_sentence(line.tokens, i):  # "..., complained the mufti"
        end = np_right(line.tokens, i + 1)
        return end is not None and _is_bare_speaker(line, i + 1, end)
    ahead = (t.lower for t in line.tokens[i + 1 : i + 4 + max(verb.within, 3)] if not t.lower.endswith("ly"))
    following = list(ahead)[: max(verb.within, 3)]  # "spoke proudly of"
    ends = not following or bool(STOPS & {following[0]})
    in_a_row = {"_".join(following[:n]) for n in (2, 3)}
    return bool(verb.needs & {*following[: verb.within], *in_a_row}) or ("." in verb.needs and ends)


def _is_noun_before(tokens: Sequence[Token], i: int, words: SpeechWords) -> bool:
    return word_at(tokens, i - 1) in words.nouns or word_at(tokens, i - 2) in words.nouns
