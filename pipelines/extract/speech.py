"""Speech frames of one sentence: who is said to say what, by word order alone.

A frame is a speaker, a verb (or a noun such as "tally") and the stretch of the sentence it covers. Which verbs and
nouns speak is data; here are the shapes: "X said that ...", "..., X said", "..., said X", "according to X",
"X's count of ...", "a report by X that ...", "denied by X".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.text import Sentence, Token


def word_set(text: str) -> frozenset[str]:
    """Return the words of ``text`` as a set."""
    return frozenset(text.split())


_DASHES = frozenset({"–", "—", "‒", "-", "―"})
_QUOTES = frozenset({'"', "“", "”", "«", "»", "„"})
_STOPS = frozenset({",", ";", ":", ".", "?", "!", "…", "•", "|", "[", "]", ">", "*", "#"}) | _DASHES | _QUOTES
_CLAUSE_WORDS = word_set(
    "that which who whom whose but while whereas as because although though if when where after before since than so"
    " whether until unless what how why yet"
)
_AUXILIARIES = word_set(
    "is are was were be been being has have had do does did will would can could may might must shall should"
)
_ADVERBS = word_set(
    "also later earlier then now further additionally again already once still not never n't separately meanwhile"
    " however therefore thus nevertheless nonetheless moreover too only just since previously"
    " himself herself itself themselves both all neither nor"
    " either today yesterday overnight even"
)
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_LEADS = word_set("and or also meanwhile separately earlier later but despite amid like")
_ENDS_NP = _DAYS | word_set("( include includes last yesterday today earlier")
_PAST = word_set("lost put took left hit fell held made came began shot met sent got saw ran won gave")
_PICTURES = word_set("footage video videos photo photos photographs images image pictures clip clips")
_RUMOURS = word_set("rumour rumor rumours rumors word legend talk gossip")
_DEEDS = word_set("attack attacks bombing bombings blast blasts raid raids ambush assault explosion strike strikes")
_KILLING = word_set(
    "killing killings death deaths murder murders massacre slaughter loss losses shooting executing wounding abducting"
    " abduction downing sinking destroying destruction murdering massacring slaughtering burning torching"
)
_ONE = word_set("a an this its another one each every his her their")
_SEEN = word_set("seen reviewed obtained viewed examined read reached contacted interviewed quoted cited questioned")
_RECORDS = word_set("document documents record records file files papers minutes letters emails transcripts register")
_RESUMES = word_set("it they he she we were was had has have is are to its their")
_ORDINALS = word_set("first second third fourth fifth last next latest only other same previous new newly recent")
_NO_AGENT = word_set("more about up at nearly over almost less fewer name telephone phone")
_GOES_ON = word_set("add say claim state report announce")
_COUNTING = word_set("count tally record document register list identify verify name log estimate")
_FINITE = word_set(
    "said says claimed added reported told denied rejected dismissed called confirmed acknowledged announced stated"
    " confirm deny reject"
)
_DETERMINERS = word_set(
    "the a an its their his her our my this that these those some several many one two three both another"
)
_SKIP_LINKS = frozenset({"by", "of", "on", "in", "at", "to", "with", "for"})
_SKIP_ENDS = _STOPS | _CLAUSE_WORDS | {"("}
_PREPOSITIONS = word_set("in on at by from during after for since under with amid within over until")
_QUOTES_HIM = word_set("quoted cited quotes cites quoting citing")
_SPANS = word_set("hour hours day days week weeks month months year years")
_MONTHS = word_set(
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
)
_PARENTHETIC = (
    word_set(
        "quoted cited citing speaking quoting in on at for who which whose after when while asked writing using under"
        " according as referring addressing describing by during posting with also known via where reporting"
        " without including"
    )
    | _DAYS
)
_CONTENT_STARTS = _DETERMINERS | _PREPOSITIONS | {"about", "killing", "it", "they", "he"}
_NOUN_BEFORE = (_DETERMINERS - {"that"}) | {"'s", "'", "of", "by", "no", "any", "to", "own", "such"}
_PRONOUNS = word_set("it they he she we i this")
_AFTER_POST = word_set("and while after but when as before in on at late early to during via of by from through")
_NOT_A_SPEAKER = word_set("there which who that what nobody none nothing no-one losses casualties deaths")
_ADDRESSEES = word_set(
    "reporters journalists parliament lawmakers the a an this us his her its media me them him local state national"
    " television radio afp reuters ap bbc cnn"
)
_ADVERBIALS = tuple(
    tuple(phrase.split())
    for phrase in (
        "for its part",
        "for their part",
        "for his part",
        "in turn",
        "in total",
        "last week",
        "last month",
        "last year",
        "last night",
        "at first",
        "at last",
        "by then",
        "so far",
        "by contrast",
        "the day before",
        "the same day",
    )
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb of saying: lemma, kind and the words it cannot speak without (see reporting_verbs.csv)."""

    lemma: str
    kind: str
    ambiguous: bool
    needs: frozenset[str] = frozenset()
    within: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One speech frame. All offsets are document offsets."""

    form: str  # pre ("X said that"), post ("..., X said"), noun ("X's tally of"), back (speaks of what was said before)
    kind: str  # of the verb or noun; "according", "hedge", "evidence"
    lemma: str | None
    speaker: tuple[int, int] | None  # None: nobody is named
    at: int  # start of the verb
    until: int  # end of the verb
    start: int  # what it covers
    end: int
    relays: tuple[tuple[int, int], ...] = ()
    shared: bool = False  # the speaker is the one of the frame before ("and rejected ...")


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence while its frames are read; ``frames`` grows from left to right."""

    tokens: Sequence[Token]
    sentence: Sentence
    words: SpeechWords
    frames: list[Frame]

    def frame(
        self,
        form: str,
        kind: str,
        lemma: str,
        speaker: tuple[int, int] | None,
        i: int,
        *,
        shared: bool = False,
    ) -> Frame:
        """Return the frame of the verb or noun at token ``i``, which covers the sentence from there on."""
        token = self.tokens[i]
        return Frame(form, kind, lemma, speaker, token.start, token.end, token.start, self.sentence.end, shared=shared)


class SpeechWords:
    """The verbs and nouns of saying, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.verbs: dict[str, Verb] = {}
        for row in lexicon.table("reporting_verbs"):
            ambiguous = set(row["ambiguous"].split())
            for form in row["forms"].split():
                needs = frozenset(row["needs"].split() if form in ambiguous or not ambiguous else ())
                within = int(row["within"] or 0)
                self.verbs[form] = Verb(row["lemma"], row["kind"], form in ambiguous, needs, within)
        self.nouns = {row["noun"]: row["kind"] for row in lexicon.table("speech_nouns")}
        self.relays = frozenset(row["name"].lower() for row in lexicon.table("relays"))
        self.speakers = frozenset(row["noun"] for row in lexicon.table("speaker_nouns"))
        self.hedges = tuple(row["phrase"] for row in lexicon.table("hedges"))
        self.cues = frozenset({*self.verbs, *self.nouns, "according", "per", "by", "in", "as", "bear", "bears", "bore"})
        words = {cue for form, verb in self.verbs.items() for cue in _cues(form, verb)}
        words |= {"according to", "quoted", "citing", "per ", " put it", *self.hedges}
        words |= {noun + mark for noun in self.nouns for mark in " ,:"} | {"bear out", "bears out", "bore out"}
        self._automaton = AhoCorasick(sorted(words))

    def may_speak(self, text: str) -> bool:
        """Tell cheaply whether a lower-cased sentence can hold a speech frame at all."""
        return bool(self._automaton.find_matches_as_indexes(text))


def _cues(form: str, verb: Verb) -> list[str]:
    """Return the strings without which ``form`` does not speak: "has it that" and not every "has"."""
    if verb.within != 1 or not verb.ambiguous or verb.needs & {".", ":"}:
        return [form]
    return [f"{form} {need.replace('_', ' ')}" for need in sorted(verb.needs)]


def read_frames(sentence: Sentence, words: SpeechWords) -> list[Frame]:
    """Return the speech frames of a sentence in text order, with scopes that do not overlap."""
    tokens = sentence.tokens
    frames: list[Frame] = []
    line = _Line(tokens, sentence, words, frames)
    for i, token in enumerate(tokens):
        if token.lower not in words.cues:
            continue
        frame = _frame_at(line, i)
        after = _word(tokens, i + 1)
        denied = bool(frames) and frames[-1].form == "back"
        if frame and frame.kind == "hedge" and after == "about" and not denied:
            frame = None
        if frame and frames and frames[-1].form in ("pre", "post") and frame.until <= frames[-1].until:
            frame = None  # "by Oryx's count", "according to figures released by X" are read already
        if frame and not (frames and _is_object_of(frames[-1], frame, after)):
            frames.append(frame)
    _gapped(tokens, frames)
    _cited(tokens, frames, words.relays)
    frames.sort(key=lambda f: f.at)
    return _scoped(frames, sentence)


def _is_object_of(denial: Frame, noun: Frame, after: str) -> bool:
    """Tell "rejected the separatists' figures": the noun points back and says nothing itself."""
    close = noun.form == "noun" and denial.form == "back" and noun.at - denial.until < 40
    return close and after not in ("that", "of", "by", "claiming", ",", "about", "to")


def _frame_at(line: _Line, i: int) -> Frame | None:
    tokens, sentence, words = line.tokens, line.sentence, line.words
    token = tokens[i]
    word = token.lower
    if word == "according" and _word(tokens, i + 1) == "to":
        return _according(tokens, i, i + 2, sentence, words)
    if word == "per" and (i == 0 or _word(tokens, i - 1) in ("as", ",", "—", "–")):  # "as per X"
        begin = i - 1 if _word(tokens, i - 1) == "as" else i
        return _according(tokens, begin, i + 1, sentence, words)
    if word == "as":
        return _as_put(tokens, i, sentence)
    if word in ("by", "in"):
        return _by_count(tokens, i, words, sentence)
    if word in ("bear", "bears", "bore") and _word(tokens, i + 1) == "out":
        start = _np_left(tokens, i - 1)
        begin = tokens[start].start if start is not None else token.start
        return Frame("pre", "evidence", "bear out", None, begin, tokens[i + 1].end, begin, sentence.end)
    verb = words.verbs.get(word)
    if verb:
        found = _verb_frame(line, i, verb)
        if found:
            return found
    kind = words.nouns.get(word)
    if kind == "message" and line.frames and line.frames[-1].kind in ("say", "tell") and _is_circumstance(tokens, i):
        return None  # "told the Security Council in a report that ..."
    if kind:
        return _noun_frame(tokens, i, kind, words, sentence)
    return None


def _verb_frame(line: _Line, i: int, verb: Verb) -> Frame | None:
    tokens, frames = line.tokens, line.frames
    token, before = tokens[i], _word(tokens, i - 1)
    back = verb.kind in ("deny", "call")
    by_agent = _passive_frame(line, i, verb)
    if by_agent or _is_no_verb(line, i, verb):
        return by_agent
    if before in ("and", "but", "then", "or", "nor") and not token.lower.endswith("ing"):
        boasts = verb.kind == "claim" and _word(tokens, i + 1) in ("of", "that", "to")  # "... and boasts of 40 kills"
        if verb.ambiguous and verb.kind not in ("deny", "admit") and not boasts:
            return None
        parted = frames and any(t.lower == ";" and t.start >= frames[-1].until for t in tokens[:i])
        speaker = frames[-1].speaker if frames and not parted else _clause_subject(tokens, i - 1)
        if speaker:
            return line.frame("back" if back else "pre", verb.kind, verb.lemma, speaker, i, shared=True)
        return None
    if token.lower.endswith("ing"):
        return _participle(line, i, verb)
    relays: list[tuple[int, int]] = []
    subject = _subject(tokens, i, relays)
    if subject is None:
        return _inverted(tokens, i, verb, line.sentence)
    first, last = subject
    last = next((k - 1 for k in range(first + 1, last) if _is_seen_by(tokens, k)), last)
    head = tokens[last].lower
    if verb.lemma == "have it" and head in _RUMOURS:
        return line.frame("noun", "hedge", verb.lemma, None, i)
    if verb.lemma == "show":
        return _shown(line, i, first, last)
    if head in ("we", "i") or line.words.nouns.get(head) == "tally":
        return None  # "we estimate" inside a quotation; "revised figures confirmed"
    if verb.ambiguous and token.lower == verb.lemma and any(t.lower in _ONE for t in tokens[max(first, i - 3) : i]):
        return None  # "a CNN report": the singular needs another form
    if verb.ambiguous and not _plausible_subject(tokens, first, last):
        return None
    begin = None if back else _object_relative(tokens, first, last, i)
    if begin is not None:
        speaker, until = _span(tokens, (begin[1], last)), tokens[i].end
        end = next((t.start for t in tokens[i + 1 :] if t.lower in _STOPS), line.sentence.end)
        return Frame("post", verb.kind, verb.lemma, speaker, token.start, max(until, end), tokens[begin[0]].start, end)
    form = "back" if back else _form(tokens, first, i, verb)
    frame = line.frame(form, verb.kind, verb.lemma, (tokens[first].start, tokens[last].end), i)
    if _word(tokens, last + 1) == "," and _word(tokens, last + 2) in ("who", "which"):
        frame = replace(frame, end=_end_of_relative(tokens, i, frame.end))
    deed = verb.lemma == "claim" and bool(_DEEDS & {t.lower for t in tokens[i + 1 : i + 5]})
    deed = deed or (verb.lemma == "blame" and _word(tokens, _after_for(tokens, i)) not in _KILLING)
    if deed or _word(tokens, i + 1) in ("responsibility", "credit"):  # "that killed 84" says the article
        clause = next((t.start for t in tokens[i + 2 :] if t.lower in ("that", "which")), frame.end)
        frame = replace(frame, end=clause)
    return replace(frame, relays=tuple(relays))


def _opens_count(token: Token) -> bool:
    return token.text[0].isdigit() or token.lower in _DETERMINERS


def _is_seen_by(tokens: Sequence[Token], k: int) -> bool:
    """Tell "A document seen by Reuters", "Residents reached by phone": who spoke to them is no part of the name."""
    return tokens[k].lower in _SEEN and tokens[k + 1].lower in ("by", "in", "on")


def _object_relative(tokens: Sequence[Token], first: int, last: int, i: int) -> tuple[int, int] | None:
    """Return where phrase and speaker begin in "the 14 tanks (that) Kyiv says it destroyed", else None."""
    if _word(tokens, i + 1) not in _RESUMES and not (i + 1 < len(tokens) and tokens[i + 1].lower in (",", ".")):
        return None
    if _word(tokens, first - 1) in ("that", "which") and first > 1:
        noun = tokens[first - 2]
        start = _np_left(tokens, first - 2)
        counted = start is not None and any(
            t.text[0].isdigit() or t.lower in _DETERMINERS for t in tokens[start : first - 2]
        )
        plain_noun = noun.lower.isalpha() and noun.text[0].islower() and not noun.lower.endswith(("ed", "ly"))
        return (start, first) if start is not None and counted and plain_noun else None
    for k in range(last, first + 1, -1):
        if tokens[k].text[0].isupper() or tokens[k].lower == "the":
            noun = tokens[k - 1]
            if noun.text[0].islower() and noun.lower.endswith("s") and noun.lower != "'s":
                opens = (m for m in range(k - 2, first - 1, -1) if _opens_count(tokens[m]))
                start = next(opens, None)
                return (start, k) if start is not None else None
            if tokens[k].lower == "the":
                return None
        elif tokens[k].text[0].isdigit():
            return None
    return None


def _after_for(tokens: Sequence[Token], i: int) -> int:
    """Return the index of the noun or participle in "blamed the rebels for (the) killing", "for the deaths of"."""
    k = next((k for k in range(i + 1, len(tokens)) if tokens[k].lower == "for"), len(tokens)) + 1
    return k + 1 if _word(tokens, k) in _DETERMINERS else k


def _end_of_relative(tokens: Sequence[Token], i: int, end: int) -> int:
    """Return where ", which admits to nine dead" ends: at the comma before the verb of the main clause."""
    for k in range(i + 1, len(tokens) - 1):
        after = tokens[k + 1].lower
        if tokens[k].lower == "," and (after in _AUXILIARIES or after in _FINITE or after.endswith("ed")):
            return tokens[k].start
    return end


def _shown(line: _Line, i: int, first: int, last: int) -> Frame | None:
    """Read "figures from X show", "data compiled by X show", "UN data show": footage and photographs say nothing."""
    tokens = line.tokens
    nouns = (k for k in range(first, last + 1) if tokens[k].lower in _RECORDS)
    noun = next(nouns, None)
    if noun is None:
        noun = next((k for k in range(first, last + 1) if line.words.nouns.get(tokens[k].lower) == "tally"), None)
    if noun is None:
        return None
    owner = next((k + 1 for k in range(noun + 1, last) if tokens[k].lower in ("by", "from")), first)
    return line.frame("pre", "count", "show", (tokens[owner].start, tokens[last].end), i)


def _passive_frame(line: _Line, i: int, verb: Verb) -> Frame | None:
    """Read "as reported by X", "is denied by X", "claims, denied by X": what stands before is X's, or is denied."""
    tokens, sentence = line.tokens, line.sentence
    token, before = tokens[i], _word(tokens, i - 1)
    by = _agent(tokens, i)
    if by is None or not token.lower.endswith(("ed", "en", "id")):
        return None
    back = verb.kind in ("deny", "call")
    counted = verb.lemma in _COUNTING or verb.kind in ("claim", "say", "admit")  # "the 30 dead reported by X"
    noun = before.isalpha() and before not in _CLAUSE_WORDS | _AUXILIARIES
    joined = _is_passive(tokens, i) or _is_noun_before(tokens, i, line.words) or (counted and noun)
    if not (back or before in ("as", ",") or joined):
        return None
    end = _np_right(tokens, by + 1)
    if end is None or tokens[by + 1].lower in _NO_AGENT or tokens[by + 1].text[0].isdigit():
        return None
    speaker = (tokens[by + 1].start, tokens[end].end)
    leads = before == "as" and i < 4
    start, stop = (token.start, sentence.end) if leads else (sentence.start, speaker[1])
    if _word(tokens, end + 1) == "that" and not back:  # "it was confirmed by X that ..."
        return Frame("pre", verb.kind, verb.lemma, speaker, token.start, speaker[1], token.start, sentence.end)
    return Frame("back" if back else "post", verb.kind, verb.lemma, speaker, token.start, speaker[1], start, stop)


def _is_no_verb(line: _Line, i: int, verb: Verb) -> bool:
    """Tell the noun, the adjective, the passive and the infinitive from a verb that says something here."""
    tokens = line.tokens
    word, before, after = tokens[i].lower, _word(tokens, i - 1), _word(tokens, i + 1)
    if _is_passive(tokens, i) or before == "to" or not _fits(line, i, verb):
        return True
    if before in ("not", "n't") and verb.kind in ("say", "claim", "count"):  # "did not say that"
        return True
    if not verb.ambiguous:
        return before in ("be", "been") and word in ("said", "claimed")
    if before in _NOUN_BEFORE or before.isdigit() or (before.endswith("ed") and tokens[i - 1].text.islower()):
        return True
    content = after in _CONTENT_STARTS or after[:1].isdigit()
    if before.endswith("ly") and not content and not _has_auxiliary(tokens, i):  # "visually confirmed losses"
        return True
    if after == "of" and verb.lemma not in ("speak", "talk", "boast", "brag", "know"):
        return True
    if verb.lemma in ("post", "share", "publish", "release") and _PICTURES & {t.lower for t in tokens[i + 1 : i + 4]}:
        return True
    if verb.kind == "say":  # "recalled its ambassador"
        return after in _DETERMINERS - {"that", "this"} and before not in _STOPS
    # "footage published on Friday", "the advances recorded in May"
    bounded = _word(tokens, i + 2) in ("least", "most", "to") or _word(tokens, i + 2)[:1].isdigit()
    ends = after in _PREPOSITIONS | {"to", "and", ",", "."}
    return verb.kind == "count" and ends and not bounded and not _has_auxiliary(tokens, i)


def _form(tokens: Sequence[Token], first: int, i: int, verb: Verb) -> str:
    """Tell "X said that ..." (pre) from "..., X said" (post) by what follows the verb."""
    if first == 0:
        return "pre"
    if verb.kind in ("count", "admit", "confirm"):
        closes = i + 1 >= len(tokens) or tokens[i + 1].lower in (".", ";", ",")
        return "post" if closes and _word(tokens, first - 1) == "," else "pre"
    j = i + 1
    if _word(tokens, j) in ("up", "out"):  # summed up, pointed out
        j += 1
    if verb.kind == "tell":  # the addressee ends at a mark or at the content
        while j < len(tokens) and tokens[j].lower not in _STOPS and tokens[j].lower not in _CLAUSE_WORDS:
            opens = tokens[j].lower in ("the", "its", "their", "it", "they", "he")
            if opens and j > i + 1 and tokens[j - 1].lower not in _PREPOSITIONS | _SKIP_LINKS:
                return "pre"
            j += 1
        if _word(tokens, j) in _CLAUSE_WORDS:
            return "pre"
    j = _skip_circumstance(tokens, j)
    if j >= len(tokens):
        return "post"
    word = tokens[j].lower
    if word == ":":
        quoted = _word(tokens, j + 1) in _QUOTES
        return "pre" if quoted or tokens[first - 1].lower != "," else "post"
    if word in _STOPS or word in _AFTER_POST or word in ("said", "adding"):
        return "post"
    return "pre"


def _skip_circumstance(tokens: Sequence[Token], j: int) -> int:
    """Skip "on Friday", "in a statement (1)", "late on Thursday", "by telephone" after a verb of saying."""
    while j < len(tokens):
        word = tokens[j].lower
        if word == "(":
            while j < len(tokens) and tokens[j].lower != ")":
                j += 1
            j += 1
            continue
        if word in _DAYS or word in ("late", "early", "yesterday", "today", "also", "separately"):
            j += 1
        elif _word(tokens, j + 1) in _SPANS and _word(tokens, j + 2) in ("after", "before", "ago", "later", "earlier"):
            j += 2  # "said a week after the attack"
        elif word in ("on", "in", "at", "to", "via", "by", "during", "through", "earlier") and j + 1 < len(tokens):
            k = j + 1
            limit = j + 12
            while k < len(tokens) and k < limit and tokens[k].lower not in _SKIP_ENDS:
                if tokens[k].lower in ("it", "its", "they", "he") and k > j + 1:
                    break
                if tokens[k].lower == "the" and k > j + 1 and tokens[k - 1].lower not in _SKIP_LINKS:
                    break
                if tokens[k].lower in ("posted", "published", "shared", "carried", "issued") or k == j + 1:
                    k += 1
                    continue
                if tokens[k].lower in _AUXILIARIES:
                    return j
                k += 1
            if k >= len(tokens) or tokens[k].lower != "(":
                return k
            j = k
        else:
            break
    return j


def _participle(line: _Line, i: int, verb: Verb) -> Frame | None:
    """Read "..., adding that ...": the speaker before goes on; and "a viral post claiming that ..."."""
    tokens, frames = line.tokens, line.frames
    before = _word(tokens, i - 1)
    if verb.kind == "deny" and before == "as":  # "a source was quoted as denying reports of ..."
        quoted = _quoted_as(line, i, verb)
        return replace(quoted, form="back") if quoted else None
    if verb.kind == "deny" and before == "," and frames and frames[-1].speaker:
        return line.frame("back", verb.kind, verb.lemma, frames[-1].speaker, i, shared=True)
    if verb.kind in ("deny", "call"):
        return None
    if verb.kind == "tell":  # "with security sources telling AFP that ..."
        start = _np_left(tokens, i - 1)
        if start is not None and tokens[start].lower == "with":
            start += 1
        if start is None or start > i - 1:
            return None
        return line.frame("pre", verb.kind, verb.lemma, (tokens[start].start, tokens[i - 1].end), i)
    if before == "as":
        return _quoted_as(line, i, verb)
    if before in (",", "and") or before in _DASHES:
        if frames and frames[-1].speaker:
            return line.frame("pre", verb.kind, verb.lemma, frames[-1].speaker, i, shared=True)
        subject = _clause_subject(tokens, i - 1) if verb.lemma in _GOES_ON else None
        return line.frame("pre", verb.kind, verb.lemma, subject, i) if subject else None
    start = _np_left(tokens, i - 1)
    if start is None or before not in line.words.nouns or before in _NOT_A_SPEAKER:
        return None
    return line.frame("noun", "message", verb.lemma, (tokens[start].start, tokens[i - 1].end), i)


def _quoted_as(line: _Line, i: int, verb: Verb) -> Frame | None:
    """Read "X was quoted as saying", "Al-Watan quoted X as saying": X speaks, who quotes is the relay."""
    tokens = line.tokens
    quoted = next((k for k in range(i - 2, max(-1, i - 16), -1) if tokens[k].lower in _QUOTES_HIM), None)
    if quoted is None:
        return None
    closes = (
        i + 1 >= len(tokens) or tokens[i + 1].lower in _STOPS - _QUOTES - {":", ","} or _word(tokens, i + 1) == "by"
    )
    form = "post" if closes and quoted > 3 else "pre"
    if quoted == i - 2 or tokens[quoted + 1].lower in ("by", "on", "in"):
        subject = _subject(tokens, quoted, [])
        return line.frame(form, verb.kind, verb.lemma, _span(tokens, subject), i) if subject else None
    frame = line.frame(form, verb.kind, verb.lemma, _span(tokens, (quoted + 1, i - 2)), i, shared=True)
    relay = _subject(tokens, quoted, [])
    return replace(frame, relays=(_span(tokens, relay),)) if relay else frame


def _span(tokens: Sequence[Token], subject: tuple[int, int]) -> tuple[int, int]:
    return tokens[subject[0]].start, tokens[subject[1]].end


def _inverted(tokens: Sequence[Token], i: int, verb: Verb, sentence: Sentence) -> Frame | None:
    """Read "..., said X": the speaker follows the verb."""
    before, token = _word(tokens, i - 1), tokens[i]
    if before not in _STOPS or verb.kind not in ("say", "claim", "tell", "admit", "confirm"):
        return None
    if verb.kind in ("admit", "confirm") and not _ends_sentence(tokens, i):  # "admitted the rebel leader."
        return None
    cited = _word(tokens, i + 1) in ("quoting", "citing")
    if cited:
        i += 1
    if verb.ambiguous and token.lower not in ("reports", "claimed", "writes", "reported", "reads"):
        return None
    first = _skip_circumstance(tokens, i + 1)
    following = tokens[first] if first < len(tokens) else None
    if following is None or following.lower == "that":
        return None
    if not (cited or following.text[0].isupper() or following.lower in _DETERMINERS):
        return None
    end = _np_right(tokens, first)
    if end is None:
        return None
    cut = next((k for k in range(first + 1, end + 1) if tokens[k].lower in ("in", "on", "during")), end + 1)
    end = cut - 1
    speaker = _span(tokens, _named(tokens, first, end))
    return Frame("post", verb.kind, verb.lemma, speaker, token.start, speaker[1], token.start, sentence.end)


def _according(tokens: Sequence[Token], i: int, first: int, sentence: Sentence, words: SpeechWords) -> Frame | None:
    """Read "according to X", "(as) per X": the words begin at token ``i``, the speaker at ``first``."""
    if _word(tokens, first) in ("which", "whom"):
        return None
    end = _np_right(tokens, first)
    if end is None or tokens[end].lower in ("information", "data", "which", "whom", "plan", "law"):
        return None
    named = _named(tokens, first, end)
    maker = _maker(tokens, *named, words)
    speaker, kind = _span(tokens, maker), "according" if maker == named else "tally"
    form = "pre" if i <= 1 or _word(tokens, i - 1) in (";", "—", "–") else "post"
    return Frame(form, kind, "according to", speaker, tokens[i].start, speaker[1], tokens[i].start, sentence.end)


def _as_put(tokens: Sequence[Token], i: int, sentence: Sentence) -> Frame | None:
    """Read "as the governor put it"."""
    put = next((k for k in range(i + 2, min(i + 10, len(tokens))) if tokens[k].lower in ("put", "puts")), None)
    if put is None or _word(tokens, put + 1) != "it" or any(t.lower in _STOPS for t in tokens[i + 1 : put]):
        return None
    speaker, until = _span(tokens, (i + 1, put - 1)), tokens[put + 1].end
    start = tokens[i].start
    return Frame("pre" if i == 0 else "post", "say", "put", speaker, start, until, start, sentence.end)


def _named(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Return the name in "a think tank, the Institute of X,", "the mayor, Ali Hassan.", else the phrase itself."""
    if tokens[first].lower not in _DETERMINERS or _word(tokens, last + 1) != "," or last + 2 >= len(tokens):
        return first, last
    k = last + 2
    end = _np_right(tokens, k)
    if end is None or _word(tokens, end + 1) not in (",", "", ".", "(", ";") or not tokens[end].text[0].isupper():
        return first, last
    if tokens[first].lower in ("a", "an"):
        opens = tokens[k].text[0].isupper() or (tokens[k].lower == "the" and _word(tokens, k + 1))
        return (k, end) if opens else (first, last)
    person = end > k and all(t.text[0].isupper() for t in tokens[k : end + 1])
    return (k, end) if person and tokens[last].text[0].islower() else (first, last)


def _maker(tokens: Sequence[Token], first: int, last: int, words: SpeechWords) -> tuple[int, int]:
    """Return X in "a count by X", "figures released by X", "a statement from X", else the phrase itself."""
    noun = next((k for k in range(first, last) if tokens[k].lower in words.nouns), None)
    if noun is None or any(tokens[k].text[0].isupper() or tokens[k].lower == "'s" for k in range(first, noun)):
        return first, last  # "UN figures", "the army's count": the owner is named
    by = next((k for k in range(noun + 1, min(noun + 4, last)) if tokens[k].lower in ("by", "from")), None)
    return (by + 1, last) if by is not None else (first, last)


def _by_count(tokens: Sequence[Token], i: int, words: SpeechWords, sentence: Sentence) -> Frame | None:
    """Read "by Oryx's count", "in British estimates", "by the count of one group": the whole sentence is theirs."""
    noun = next((k for k in range(i + 1, min(i + 9, len(tokens))) if words.nouns.get(tokens[k].lower) == "tally"), None)
    if noun is None or tokens[noun].lower in ("losses", "number", "numbers", "toll"):
        return None
    first, last = i + 1, noun
    owner = next((k for k in range(first, noun) if tokens[k].lower in ("'s", "'")), None)
    if any(tokens[k].lower in _STOPS for k in range(first, noun)):
        return None
    if owner is not None:
        last = owner - 1
    elif noun == first + 1 and tokens[first].lower == "the" and _word(tokens, noun + 1) == "of":
        end = _np_right(tokens, noun + 2)
        if end is None:
            return None
        first, last = noun + 2, end
    elif not all(t.text[0].isupper() for t in tokens[first:noun]) or noun == first:
        return None
    speaker, until = _span(tokens, (first, last)), tokens[max(last, noun)].end
    form = "pre" if i == 0 else "post"
    lemma = tokens[noun].lower
    return Frame(form, "tally", lemma, speaker, tokens[i].start, until, tokens[i].start, sentence.end)


def _noun_frame(tokens: Sequence[Token], i: int, kind: str, words: SpeechWords, sentence: Sentence) -> Frame | None:
    """Read "X's tally of ...", "by X's count", "a report by X that ...", "a Houthi report that ..."."""
    token, after = tokens[i], _word(tokens, i + 1)
    if kind == "medium" and (
        (after in ("that", "about") and _is_circumstance(tokens, i))
        or after not in ("that", "by", "claiming", "of", "about")
    ):
        return None
    start = _np_left(tokens, i - 1) if i else None
    owner_end = None
    k = i - 1
    while start is not None and k >= start:
        if tokens[k].lower in ("'s", "'"):
            owner_end = k - 1
        elif tokens[k].lower in ("their", "its", "his") and (k == i - 1 or _word(tokens, k + 1) == "own"):
            subject = _clause_subject(tokens, k)
            if k == _clause_start(tokens, k) and _word(tokens, k + 1) == "own":
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
        while tokens[start].lower in _PREPOSITIONS | {"as", "on"} and start < owner_end:
            start += 1
        counts_others = tokens[owner_end].lower.removesuffix("s") in words.speakers  # "the ministry's toll"
        if token.lower in ("losses", "number", "numbers", "toll") and not counts_others:
            return None
        if tokens[start].lower in _NOT_A_SPEAKER:
            return None
        if token.lower == "information" and after not in _CONTENT_STARTS | {"that", "of", ",", ":"}:
            return None  # "Somalia's information ministry"
        speaker = (tokens[start].start, tokens[owner_end].end)
        return Frame("noun", kind, token.lower, speaker, token.start, token.end, speaker[0], sentence.end)
    if kind == "tally":
        return None
    if after in ("by", "from") or (after == "of" and _word(tokens, i + 2) == "the"):
        end = _np_right(tokens, i + 2)
        about = next((k for k in range(i + 3, (end or i) + 1) if tokens[k].lower == "about"), None)
        end = about - 1 if about else end
        if end is not None and _word(tokens, end + 1) in ("that", "of", "claiming", "about", "saying"):
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


def _is_circumstance(tokens: Sequence[Token], i: int) -> bool:
    """Tell "said in a media statement that": the statement is where it was said."""
    for k in range(i - 1, max(-1, i - 7), -1):
        if tokens[k].lower in ("in", "on", "via", "through"):
            return True
        if tokens[k].lower in _STOPS:
            return False
    return False


def _gapped(tokens: Sequence[Token], frames: list[Frame]) -> None:
    """Read "Kampala puts the dead at 19, Western diplomats at between 40 and 50": a second speaker, no verb."""
    for frame in list(frames):
        if frame.lemma != "put":
            continue
        for k, token in enumerate(tokens):
            if token.start <= frame.until or token.lower != "at" or k < 2:
                continue
            start = _np_left(tokens, k - 1)
            if start is None or _word(tokens, start - 1) not in (",", "and", ";") or tokens[start].start < frame.until:
                continue
            if not any(t.text[0].isupper() for t in tokens[start:k]):  # "and the injured at 40": counted, no speaker
                continue
            if any(t.lower == "at" for t in tokens if frame.until < t.start < tokens[start].start):
                speaker = (tokens[start].start, tokens[k - 1].end)
                frames.append(replace(frame, speaker=speaker, at=token.start, until=token.end, start=token.start))


def _cited(tokens: Sequence[Token], frames: list[Frame], agencies: frozenset[str]) -> None:
    """Read "CNN, citing officials, reported ...": who is cited speaks, who cites is the relay."""
    for k, token in enumerate(tokens):
        if token.lower not in ("citing", "quoting") or not frames:
            continue
        end = _np_right(tokens, k + 1)
        if end is None:
            continue
        n = next((m for m, f in enumerate(frames) if f.at > token.start), len(frames) - 1)
        frame = frames[n]
        if frame.speaker and frame.at < token.start and frame.lemma not in ("report", "write"):
            printed = " ".join(t.lower for t in tokens if frame.speaker[0] <= t.start < frame.speaker[1])
            if printed.removeprefix("the ") not in agencies:
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
        if frame.form == "post":
            start = cursor
        if frame.form == "back":
            start, end = frame.at, frame.at  # its scope is what was said before: see attribution
            later = following
            end = later.at if later and not later.shared and later.form == "noun" else sentence.end
            if _is_parenthetic(frame, sentence) and " that " not in sentence.text[frame.until - sentence.start :][:8]:
                end = frame.until
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
    if frame.form != "back" or text[b : b + 1] != ",":
        return False
    speaker = frame.speaker[0] - sentence.start if frame.speaker else a
    which = text[:speaker].endswith(", which ")
    return which or (text[:a].endswith(", ") and " that " in text[b : b + 8])


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


def _word(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _is_passive(tokens: Sequence[Token], i: int) -> bool:
    j = i - 1
    while j >= 0 and (tokens[j].lower in _ADVERBS or tokens[j].lower.endswith("ly")):
        j -= 1
    if _word(tokens, j) in ("been", "being", "be"):
        return True
    return _word(tokens, j) in ("is", "are", "was", "were", "'re") and _is_auxiliary(tokens, j)


def _fits(line: _Line, i: int, verb: Verb) -> bool:
    """Tell whether a verb that is something else as a rule speaks here: "put the toll at", "spoke of"."""
    if verb.lemma == "claim":  # "the war has claimed the lives of 400"
        return not {"lives", "life", "victims"} & {t.lower for t in line.tokens[i + 1 : i + 8]}
    if not verb.needs:
        return True
    following = [t.lower for t in line.tokens[i + 1 : i + 1 + max(verb.within, 3)]]
    ends = not following or bool(_STOPS & {following[0]})
    in_a_row = {"_".join(following[:n]) for n in (2, 3)}
    return bool(verb.needs & {*following[: verb.within], *in_a_row}) or ("." in verb.needs and ends)


def _has_auxiliary(tokens: Sequence[Token], i: int) -> bool:
    return any(_word(tokens, k) in ("has", "have", "had") for k in range(max(0, i - 3), i))


def _is_noun_before(tokens: Sequence[Token], i: int, words: SpeechWords) -> bool:
    return _word(tokens, i - 1) in words.nouns or _word(tokens, i - 2) in words.nouns


def _agent(tokens: Sequence[Token], i: int) -> int | None:
    """Return the index of "by" in "denied (on Friday) by"."""
    for k in range(i + 1, min(i + 4, len(tokens))):
        if tokens[k].lower == "by":
            return k
        if tokens[k].lower in _STOPS:
            return None
    return None


def _subject(tokens: Sequence[Token], i: int, relays: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the noun phrase that is the subject of the verb at ``i``: first and last token index."""
    j, reached = i - 1, i
    while j < reached:
        reached = j
        while j >= 0 and (_is_auxiliary(tokens, j) or _is_adverb(tokens[j])):
            j -= 1
        if j > 0 and tokens[j].lower == "first" and tokens[j - 1].lower not in _DETERMINERS | {"at"}:  # "X first said"
            j -= 1
        j = _skip_adverbial(tokens, _skip_time_back(tokens, j))
    if j > 1 and tokens[j].lower == "having" and tokens[j - 1].lower == ",":  # "Bamako, having at first admitted"
        j -= 2
    if j < 0:
        return None
    if tokens[j].lower == ",":
        k = j - 1
        while k >= 0 and tokens[k].lower not in (",", ";", ":") and tokens[k].lower not in _DASHES:
            k -= 1
        if _unpaired(tokens[k + 1 : j]):
            return None
        inner = tokens[k + 1 : j]
        if not inner or k < 0 or tokens[k].lower != ",":
            return None
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        clause = any(t.lower in _AUXILIARIES or (t.text.endswith("ed") and "-" not in t.text) for t in inner)
        clause = clause and inner[0].lower not in _PARENTHETIC and tokens[i].lower not in ("told", "tells")
        if clause and following and (following.text[0].isupper() or following.lower in ("the", "a", "an")):
            return None  # "..., reports Artsrun Ovannisyan": the speaker follows
        participle = inner[0].lower.endswith("ing") and inner[0].lower not in _PARENTHETIC
        if participle and _ends_sentence(tokens, i):
            return None  # "a drone hit a bus, killing two, said Ali Sow, the mayor"
        opens_clause = any(t.lower in _AUXILIARIES for t in tokens[_clause_start(tokens, k) : k]) and tokens[
            i
        ].lower not in ("told", "tells")
        if opens_clause and _ends_sentence(tokens, i):
            return None  # "20 died, including 5 children, said Dr Hams"
        if inner[0].lower in _PARENTHETIC or inner[0].lower.endswith("ing") or _is_adverb(inner[0]):
            relays.extend(_relays_in(inner))
            j = k - 1
        elif inner[0].text[0].isupper() and inner[0].lower not in _DETERMINERS:
            return k + 1, j - 1  # "the military's media wing, ISPR, said"; "The Director, Maj. Gen. X, told"
        elif tokens[k - 1].text[0].isupper():
            j = k - 1  # "Oleh Synehubov, the governor of Kharkiv region, told"
        else:
            start = _np_left(tokens, k - 1)
            return (start, j - 1) if start is not None else (k + 1, j - 1)
        if (
            tokens[j].text[0].islower() and j > 1
        ):  # "Maj. Gen. Kangye, the director of operations, who spoke in Abuja, said"
            title = _np_left(tokens, j)
            if (
                title is not None
                and title > 1
                and tokens[title - 1].lower == ","
                and tokens[title - 2].text[0].isupper()
            ):
                name = _np_left(tokens, title - 2)
                if name is not None and all(t.text[0].isupper() for t in tokens[name : title - 1]):
                    return name, title - 2
        if j < 0:
            return None
    elif tokens[j].lower in _DASHES:  # "Residents in three towns — A, B and C — said"
        opening = next((k for k in range(j - 1, max(-1, j - 20), -1) if tokens[k].lower in _DASHES), 0)
        if opening <= 0:
            return None
        j = opening - 1
    elif tokens[j].lower == ")":
        while j >= 0 and tokens[j].lower != "(":
            j -= 1
        j -= 1
    if tokens[j].lower in ("there", "here") and j > 1:
        j -= 1
    relative = tokens[j].lower if tokens[j].lower in ("who", "which") else ""
    if relative:
        comma = _word(tokens, j - 1) == ","
        if relative == "which" and not comma:
            return None
        j -= 2 if comma else 1
    who = _restrictive(tokens, j)
    j = who - 1 if who is not None else j
    start = _np_left(tokens, j)
    if start is None or tokens[j].lower in _NOT_A_SPEAKER:
        return None
    if relative == "which" and not any(t.text[0].isupper() for t in tokens[start : j + 1]):
        return None  # "the blast, which ..."
    return start, j


def _restrictive(tokens: Sequence[Token], j: int) -> int | None:
    """Return the index of "who" in "An official who asked not to be named said", if ``j`` ends such a clause."""
    for k in range(j - 1, max(0, j - 14), -1):
        if tokens[k].lower in _STOPS:
            return None
        if tokens[k].lower == "who":
            verb = tokens[k + 1]
            finite = verb.lower in _AUXILIARIES or verb.lower in _PAST or verb.lower.endswith(("ed", "s", "n't"))
            return k if finite and verb.text[0].islower() and tokens[k - 1].lower not in _CLAUSE_WORDS else None
    return None


def _is_auxiliary(tokens: Sequence[Token], k: int) -> bool:
    """Tell "is" from the Islamic State, "IS", in a sentence that is not all capitals."""
    if tokens[k].text == "IS":
        return all(t.text.isupper() for t in tokens[max(0, k - 2) : k + 3] if t.text.isalpha())
    return tokens[k].lower in _AUXILIARIES or tokens[k].lower == "'re"


def _unpaired(tokens: Sequence[Token]) -> bool:
    """Tell whether a quotation begins or ends among the tokens, so that they are more than an aside."""
    marks = [t.text for t in tokens if t.text in _QUOTES]
    return len(marks) % 2 == 1


def _is_adverb(token: Token) -> bool:
    """Tell "later", "officially"; a capital may begin a name ("Willy") unless it begins the sentence."""
    return token.lower in _ADVERBS or (token.lower.endswith("ly") and (token.text[0].islower() or token.i == 0))


def _ends_sentence(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the verb at ``i`` is followed by a name and nothing that could be said."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or not (following.text[0].isupper() or following.lower in ("the", "a", "an")):
        return False
    end = _np_right(tokens, i + 1)
    return end is not None and (end + 1 >= len(tokens) or tokens[end + 1].lower in _STOPS)


def _skip_time_back(tokens: Sequence[Token], j: int) -> int:
    """Step left over "on Friday", "on October 2", "late on Thursday" between subject and verb."""
    k = j
    while k >= 0 and (tokens[k].lower in _DAYS or tokens[k].lower in _MONTHS or tokens[k].text.isdigit()):
        k -= 1
    if k < j:
        if _word(tokens, k) == "on":
            k -= 1
        if _word(tokens, k) in ("late", "early"):
            k -= 1
        return k
    return j


def _skip_adverbial(tokens: Sequence[Token], j: int) -> int:
    """Step left over "for its part", "last week", "at first" between subject and verb."""
    for phrase in _ADVERBIALS:
        size = len(phrase)
        if j - size >= 0 and tuple(t.lower for t in tokens[j - size + 1 : j + 1]) == phrase:
            return j - size
    return j


def _relays_in(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the medium in "quoted by the broadcaster Suspilne", "in a statement carried by its radio"."""
    for k, token in enumerate(tokens[:-1]):
        if (
            token.lower == "by"
            and k
            and tokens[k - 1].lower in ("quoted", "cited", "carried", "published", "reported", "aired")
        ):
            return [(tokens[k + 1].start, tokens[-1].end)]
    return []


def _np_left(tokens: Sequence[Token], j: int) -> int | None:
    """Return where the noun phrase that ends at ``j`` begins, or None if none ends there."""
    if j < 0 or tokens[j].lower in _STOPS or tokens[j].lower in _CLAUSE_WORDS - {"who"}:
        return None
    k = j
    while k >= 0:
        word = tokens[k].lower
        if word == ")":
            opening = next((m for m in range(k, -1, -1) if tokens[m].lower == "("), -1)
            if opening < 0 or k - opening > 4:  # a dateline: "CAIRO (Sputnik - 29 June) The army said"
                break
            k = opening - 1
            continue
        if word in _STOPS or (word == "'" and _word(tokens, k - 1) == "'"):
            break
        if word in _CLAUSE_WORDS and k != j:
            break
        if _is_auxiliary(tokens, k) or word in _FINITE:
            break
        if word in ("and", "or") and k < j and not _joins_names(tokens, k):
            break
        if word in ("then", "not") and k < j:
            break
        k -= 1
    start = k + 1
    start = j if tokens[j].lower in _PRONOUNS - {"this"} else _drop_lead(tokens, start, j)
    while start < j and (tokens[start].lower in _LEADS or _is_adverb(tokens[start])):
        start += 1
    if start > j or j - start > 16 or (start == j and tokens[j].lower in _PREPOSITIONS):
        return None
    return start


def _joins_names(tokens: Sequence[Token], k: int) -> bool:
    """Tell "Mediazona and its partners" (one phrase) from "... was hit and the army" (a new clause)."""
    left = k - 1
    size = 0
    while left >= 0 and tokens[left].lower not in _STOPS and size < 6:
        word = tokens[left].lower
        if word in _AUXILIARIES or word.endswith("ed") or word in _CLAUSE_WORDS:
            return False
        left -= 1
        size += 1
    listed = size < 4 and left >= 0 and tokens[left].lower == "," and tokens[k - 1].lower.endswith(("s", "police"))
    named = tokens[left + 1].text[0].isupper() or tokens[left + 1].lower in _DETERMINERS
    return 0 < size < 6 and (named or listed)  # "..., officials and police sources said"


def _drop_lead(tokens: Sequence[Token], start: int, end: int) -> int:
    """Drop a leading circumstance that no comma cuts off: "On Tuesday the army", "In September one of its men"."""
    if tokens[start].lower not in _PREPOSITIONS or start >= end:
        return start
    for k in range(start + 1, end + 1):
        word = tokens[k].lower
        previous = tokens[k - 1].lower
        if k > start + 1 and word in _DETERMINERS:
            return k
        dated = previous in _DAYS or previous in _MONTHS or previous.isdigit()
        if dated and not word.isdigit() and word not in _MONTHS:
            return k
    return start + 1


def _np_right(tokens: Sequence[Token], i: int) -> int | None:
    """Return where the noun phrase that begins at ``i`` ends."""
    k = i
    while k < len(tokens) and tokens[k].lower not in _STOPS:
        word, after = tokens[k].lower, _word(tokens, k + 1)
        if k > i and (word in _CLAUSE_WORDS or word in _AUXILIARIES or word in _ENDS_NP):
            break
        if k > i and word == "and" and not _and_in_np(tokens, k):
            break
        if k > i and ((word == "in" and after in ("its", "a", "his")) or (word == "on" and after in _DAYS)):
            break
        k += 1
    return k - 1 if k > i else None


def _and_in_np(tokens: Sequence[Token], k: int) -> bool:
    return k + 1 < len(tokens) and (tokens[k + 1].text[0].isupper() or tokens[k + 1].lower in ("its", "their"))


def _clause_start(tokens: Sequence[Token], i: int) -> int:
    k = i
    while k > 0 and tokens[k - 1].lower not in (";", ":", "—", "–"):
        k -= 1
    return k


def _clause_subject(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return the phrase at the start of the clause that ``i`` is in, up to its verb: the owner of "their own"."""
    begin = _clause_start(tokens, i)
    for k in range(begin, min(begin + 8, i)):
        word = tokens[k].lower
        if word in _STOPS or word in _AUXILIARIES or word in _ADVERBS or word.endswith("ed") or word in _PAST:
            return (tokens[begin].start, tokens[k - 1].end) if k > begin else None
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


def _plausible_subject(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell "the army reports losses" from "confirmed advances": an ambiguous verb needs a subject like a speaker."""
    head = tokens[last]
    if head.lower in _PRONOUNS:
        return True
    if head.text[0].islower() and head.lower in _ADVERBS | _PREPOSITIONS | _DETERMINERS | _ORDINALS:
        return False
    if tokens[first].lower in _PREPOSITIONS:
        return False
    capital = any(t.text != t.lower for t in tokens[first : last + 1])  # also "al-Shabaab"
    plural = head.lower.endswith("s") or head.lower in ("media", "police")
    return capital or tokens[first].lower in _DETERMINERS or first == 0 or plural
