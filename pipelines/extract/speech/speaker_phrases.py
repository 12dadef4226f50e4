"""The noun phrase that speaks: where it begins and ends beside a verb of saying, by word order alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extract.speech.speech_words import SpeechWords, word_set
from pipelines.extract.text import Token

DASHES = frozenset({"–", "—", "‒", "-", "―"})
QUOTES = frozenset({'"', "“", "”", "«", "»", "„"})
STOPS = frozenset({",", ";", ":", ".", "?", "!", "…", "•", "|", "[", "]", ">", "*", "#"}) | DASHES | QUOTES
CLAUSE_WORDS = word_set(
    "that which who whom whose but while whereas as because although though if when where after before since than so"
    " whether until unless what how why yet"
)
AUXILIARIES = word_set(
    "is are was were be been being has have had do does did will would can could may might must shall should"
)
_ADVERBS = word_set(
    "also later earlier then now further additionally again already once still not never n't separately meanwhile"
    " however therefore thus nevertheless nonetheless moreover too only just since previously"
    " himself herself itself themselves both all neither nor"
    " either today yesterday overnight even"
)
_DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
_EVENTS = word_set("meeting conference briefing interview speech address event ceremony twitter telegram facebook")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:am|pm)?$|(?:GMT|UTC|BST|EST|EDT|CET|CEST|EEST)$")  # of a live text
_LEADS = word_set("and or also meanwhile separately earlier later but despite amid like")
_ENDS_NP = _DAYS | word_set("( include includes last yesterday today earlier")
_PAST = word_set(
    "lost put took left hit fell held made came began shot met sent got saw ran won gave brought blew drove flew fought"
    " beat broke sank rose stood struck slew overran withdrew swept drew fled burnt sought threw bore built bought sold"
    " cut grew kept laid led lay paid rode sang set shook slept spent spread stole stuck swam taught tore woke wrote"
)
_SEEN = word_set("seen reviewed obtained viewed examined read reached contacted interviewed quoted cited questioned")
_RESUMES = word_set("it they he she we were was had has have is are to its their")
_ORDINALS = word_set("first second third fourth fifth last next latest only other same previous new newly recent")
FINITE = word_set(
    "said says claimed added reported told denied rejected dismissed called confirmed acknowledged announced stated"
    " confirm deny reject rejects denies dismisses disputes refutes confirms acknowledges admits announces adds tells"
)
DETERMINERS = word_set(
    "the a an its their his her our my this that these those some several many one two three both another"
)
SKIP_LINKS = frozenset({"by", "of", "on", "in", "at", "to", "with", "for"})
_SKIP_ENDS = STOPS | CLAUSE_WORDS | {"("}
PREPOSITIONS = word_set("in on at by from during after for since under with amid within over until")
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
_HEARSAY = word_set("reported said believed understood alleged thought rumoured rumored known quoted")
_PRONOUNS = word_set("it they he she we i this")
NOT_A_SPEAKER = word_set("there which who that what nobody none nothing no-one losses casualties deaths")
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
_ADVERBIAL_ENDS = frozenset(phrase[-1] for phrase in _ADVERBIALS)


def _opens_count(token: Token) -> bool:
    return token.text[0].isdigit() or token.lower in DETERMINERS


def is_seen_by(tokens: Sequence[Token], k: int) -> bool:
    """Tell "A document seen by Reuters", "Residents reached by phone": who spoke to them is no part of the name."""
    return tokens[k].lower in _SEEN and tokens[k + 1].lower in ("by", "in", "on")


def object_relative(tokens: Sequence[Token], first: int, last: int, i: int) -> tuple[int, int] | None:
    """Return where phrase and speaker begin in "the 14 tanks (that) Kyiv says it destroyed", else None."""
    if word_at(tokens, i + 1) not in _RESUMES and not (i + 1 < len(tokens) and tokens[i + 1].lower in (",", ".")):
        return None
    if word_at(tokens, first - 1) in ("that", "which") and first > 1:
        noun = tokens[first - 2]
        start = np_left(tokens, first - 2)
        counted = start is not None and any(
            t.text[0].isdigit() or t.lower in DETERMINERS for t in tokens[start : first - 2]
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


def skip_circumstance(tokens: Sequence[Token], j: int) -> int:
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
        elif word_at(tokens, j + 1) in _SPANS and word_at(tokens, j + 2) in (
            "after",
            "before",
            "ago",
            "later",
            "earlier",
        ):
            j += 2  # "said a week after the attack"
        elif word in ("on", "in", "at", "to", "via", "by", "during", "through", "earlier") and j + 1 < len(tokens):
            k = j + 1
            limit = j + 12
            while k < len(tokens) and k < limit and tokens[k].lower not in _SKIP_ENDS:
                if tokens[k].lower in ("it", "its", "they", "he") and k > j + 1:
                    break
                if tokens[k].lower == "the" and k > j + 1 and tokens[k - 1].lower not in SKIP_LINKS:
                    break
                if tokens[k].lower in ("posted", "published", "shared", "carried", "issued") or k == j + 1:
                    k += 1
                    continue
                if tokens[k].lower in AUXILIARIES:
                    return j
                k += 1
            if k >= len(tokens) or tokens[k].lower != "(":
                return k
            j = k
        else:
            break
    return j


def span(tokens: Sequence[Token], subject: tuple[int, int]) -> tuple[int, int]:
    """Return the document offsets of a phrase given by its first and last token."""
    return tokens[subject[0]].start, tokens[subject[1]].end


def named_speaker(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Return the name in "a think tank, the Institute of X,", "the mayor, Ali Hassan.", else the phrase itself."""
    if tokens[first].lower not in DETERMINERS or word_at(tokens, last + 1) != "," or last + 2 >= len(tokens):
        return first, last
    k = last + 2
    end = np_right(tokens, k)
    if end is None or word_at(tokens, end + 1) not in (",", "", ".", "(", ";") or not tokens[end].text[0].isupper():
        return first, last
    if tokens[first].lower in ("a", "an"):
        opens = tokens[k].text[0].isupper() or (tokens[k].lower == "the" and word_at(tokens, k + 1))
        return (k, end) if opens else (first, last)
    person = end > k and all(t.text[0].isupper() for t in tokens[k : end + 1])
    return (k, end) if person and tokens[last].text[0].islower() else (first, last)


def is_circumstance(tokens: Sequence[Token], i: int) -> bool:
    """Tell "said in a media statement that": the statement is where it was said."""
    for k in range(i - 1, max(-1, i - 7), -1):
        if tokens[k].lower in ("in", "on", "via", "through"):
            return True
        if tokens[k].lower in STOPS:
            return False
    return False


def word_at(tokens: Sequence[Token], i: int) -> str:
    """Return the plain form of token ``i``; empty beyond the ends of the sentence."""
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def is_passive(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the verb at ``i`` follows a form of "be"."""
    j = i - 1
    while j >= 0 and (tokens[j].lower in _ADVERBS or tokens[j].lower.endswith("ly")):
        j -= 1
    if word_at(tokens, j) in ("been", "being", "be"):
        return True
    return word_at(tokens, j) in ("is", "are", "was", "were", "'re") and _is_auxiliary(tokens, j)


def has_auxiliary(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the verb at ``i`` follows a form of "have"."""
    return any(word_at(tokens, k) in ("has", "have", "had") for k in range(max(0, i - 3), i))


def agent_by(tokens: Sequence[Token], i: int) -> int | None:
    """Return the index of "by" in "denied (on Friday) by"."""
    for k in range(i + 1, min(i + 4, len(tokens))):
        if tokens[k].lower == "by":
            return k
        if tokens[k].lower in STOPS:
            return None
    return None


def without_circumstance(tokens: Sequence[Token], first: int, last: int, words: SpeechWords) -> int:
    """Return where the speaker ends in "The ministry in its latest update (said)", "Mr Sow at a meeting (said)"."""
    for k in range(first + 1, last):
        word = tokens[k].lower
        if word in ("during", "amid", "after", "before", "citing", "quoting"):
            return k - 1
        said_there = word in ("in", "at", "on", "via") and (
            tokens[last].lower in words.nouns or tokens[last].lower in _EVENTS
        )
        if said_there and word_at(tokens, k + 1) in DETERMINERS:
            return k - 1
    return last


def subject_of(tokens: Sequence[Token], i: int, relays: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the noun phrase that is the subject of the verb at ``i``: first and last token index."""
    j, reached = i - 1, i
    while j < reached:
        reached = j
        while j >= 0 and (_is_auxiliary(tokens, j) or _is_adverb(tokens[j])):
            j -= 1
        if j > 0 and tokens[j].lower == "first" and tokens[j - 1].lower not in DETERMINERS | {"at"}:  # "X first said"
            j -= 1
        j = _skip_adverbial(tokens, _skip_time_back(tokens, j))
    if j > 1 and tokens[j].lower == "having" and tokens[j - 1].lower == ",":  # "Bamako, having at first admitted"
        j -= 2
    if j > 1 and tokens[j].lower == "to" and tokens[j - 1].lower in _HEARSAY and is_passive(tokens, j - 1):
        return subject_of(tokens, j - 1, relays)  # "is reported to have said"
    quote = j >= 0 and tokens[j].lower == "'" and word_at(tokens, j - 1) in STOPS  # 'They shot us,' said ...
    if j < 0 or quote or tokens[j].lower in ("to", "having"):
        return None
    if tokens[j].lower == ",":
        k = j - 1
        while k >= 0 and tokens[k].lower not in (",", ";", ":") and tokens[k].lower not in DASHES:
            k -= 1
        if _unpaired(tokens[k + 1 : j]):
            return None
        inner = tokens[k + 1 : j]
        if not inner or k < 0 or tokens[k].lower != ",":
            return None
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        clause = any(t.lower in AUXILIARIES or (t.text.endswith("ed") and "-" not in t.text) for t in inner)
        clause = clause and inner[0].lower not in _PARENTHETIC and tokens[i].lower not in ("told", "tells")
        if clause and following and (following.text[0].isupper() or following.lower in ("the", "a", "an")):
            return None  # "..., reports Artsrun Ovannisyan": the speaker follows
        participle = inner[0].lower.endswith("ing") and inner[0].lower not in _PARENTHETIC
        if participle and ends_sentence(tokens, i):
            return None  # "a drone hit a bus, killing two, said Ali Sow, the mayor"
        opens_clause = any(t.lower in AUXILIARIES for t in tokens[clause_start(tokens, k) : k]) and tokens[
            i
        ].lower not in ("told", "tells")
        if opens_clause and ends_sentence(tokens, i):
            return None  # "20 died, including 5 children, said Dr Hams"
        if inner[0].lower in _PARENTHETIC or inner[0].lower.endswith("ing") or _is_adverb(inner[0]):
            relays.extend(_relays_in(inner))
            j = k - 1
        elif inner[0].text[0].isupper() and inner[0].lower not in DETERMINERS:
            return k + 1, j - 1  # "the military's media wing, ISPR, said"; "The Director, Maj. Gen. X, told"
        elif tokens[k - 1].text.isdigit() and word_at(tokens, k - 2) == "," and k > 2:
            j = k - 3  # "Sarah Johnson, 34, a nurse, said"
        elif tokens[k - 1].text[0].isupper():
            j = k - 1  # "Oleh Synehubov, the governor of Kharkiv region, told"
        else:
            start = np_left(tokens, k - 1)
            return (start, j - 1) if start is not None else (k + 1, j - 1)
        if (
            tokens[j].text[0].islower() and j > 1
        ):  # "Maj. Gen. Kangye, the director of operations, who spoke in Abuja, said"
            title = np_left(tokens, j)
            if (
                title is not None
                and title > 1
                and tokens[title - 1].lower == ","
                and tokens[title - 2].text[0].isupper()
            ):
                name = np_left(tokens, title - 2)
                if name is not None and _is_name(tokens, name, title - 2):
                    return name, title - 2
        if j < 0:
            return None
    elif tokens[j].lower in DASHES:  # "Residents in three towns — A, B and C — said"
        opening = next((k for k in range(j - 1, max(-1, j - 20), -1) if tokens[k].lower in DASHES), 0)
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
        comma = word_at(tokens, j - 1) == ","
        if relative == "which" and not comma:
            return None
        j -= 2 if comma else 1
    whose = next((k for k in range(j - 1, max(0, j - 9), -1) if tokens[k].lower in ("whom", "whose")), None)
    if whose is not None and tokens[whose - 1].text[0].isalpha() and tokens[whose - 1].lower not in SKIP_LINKS:
        j = whose - 1  # "An officer whom I trust told", "A charity whose staff were there said"
    who = _restrictive(tokens, j)
    j = who - 1 if who is not None else j
    start = np_left(tokens, j)
    if start is None or tokens[j].lower in NOT_A_SPEAKER:
        return None
    if relative == "which" and not any(t.text[0].isupper() for t in tokens[start : j + 1]):
        return None  # "the blast, which ..."
    return start, j


def _restrictive(tokens: Sequence[Token], j: int) -> int | None:
    """Return the index of "who" in "An official who asked not to be named said", if ``j`` ends such a clause."""
    for k in range(j - 1, max(0, j - 14), -1):
        if tokens[k].lower in STOPS:
            return None
        if tokens[k].lower in ("who", "that"):
            verb = tokens[k + 1]
            finite = verb.lower in AUXILIARIES or verb.lower in _PAST or verb.lower.endswith(("ed", "n't"))
            finite = finite or (tokens[k].lower == "who" and verb.lower not in DETERMINERS | _PRONOUNS)
            present = verb.lower.endswith("s") and (tokens[k].lower == "who" or word_at(tokens, k + 2) in DETERMINERS)
            noun = tokens[k - 1].lower not in CLAUSE_WORDS | FINITE
            return k if (finite or present) and verb.text[0].islower() and noun else None
    return None


def _is_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell "Saw Htoo" from "Meanwhile" and from "Kassa" in "In Kassa, an official, who ..."."""
    opens = first == 0 or tokens[first - 1].lower in STOPS
    word = tokens[first].lower
    adverbial = first == last and (word in _ADVERBS | _LEADS | _DAYS | _MONTHS or word.endswith(("ly", "while")))
    return opens and not adverbial and all(t.text[0].isupper() for t in tokens[first : last + 1])


def is_stop(tokens: Sequence[Token], k: int) -> bool:
    """Tell a mark that ends a phrase from the dot of "Maj. Gen."."""
    if tokens[k].lower != ".":
        return tokens[k].lower in STOPS
    title = tokens[k - 1].text if k else ""
    return not (title.istitle() and 1 < len(title) < 6 and k + 1 < len(tokens) and tokens[k + 1].text[0].isupper())


def _is_auxiliary(tokens: Sequence[Token], k: int) -> bool:
    """Tell "is" from the Islamic State, "IS", in a sentence that is not all capitals."""
    if tokens[k].text == "IS":
        return all(t.text.isupper() for t in tokens[max(0, k - 2) : k + 3] if t.text.isalpha())
    return tokens[k].lower in AUXILIARIES or tokens[k].lower == "'re"


def _unpaired(tokens: Sequence[Token]) -> bool:
    """Tell whether a quotation begins or ends among the tokens, so that they are more than an aside."""
    marks = [t.text for t in tokens if t.text in QUOTES]
    return len(marks) % 2 == 1


def _is_adverb(token: Token) -> bool:
    """Tell "later", "officially"; a capital may begin a name ("Willy") unless it begins the sentence."""
    return token.lower in _ADVERBS or (token.lower.endswith("ly") and (token.text[0].islower() or token.i == 0))


def ends_sentence(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the verb at ``i`` is followed by a name and nothing that could be said."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or not (following.text[0].isupper() or following.lower in ("the", "a", "an")):
        return False
    end = np_right(tokens, i + 1)
    return end is not None and (end + 1 >= len(tokens) or tokens[end + 1].lower in STOPS)


def _skip_time_back(tokens: Sequence[Token], j: int) -> int:
    """Step left over "on Friday", "on October 2", "late on Thursday" between subject and verb."""
    k = j
    while k >= 0 and (tokens[k].lower in _DAYS or tokens[k].lower in _MONTHS or tokens[k].text.isdigit()):
        k -= 1
    if k < j:
        if word_at(tokens, k) == "on":
            k -= 1
        if word_at(tokens, k) in ("late", "early"):
            k -= 1
        return k
    return j


def _skip_adverbial(tokens: Sequence[Token], j: int) -> int:
    """Step left over "for its part", "last week", "at first" between subject and verb."""
    if j < 0 or tokens[j].lower not in _ADVERBIAL_ENDS:
        return j
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


def np_left(tokens: Sequence[Token], j: int) -> int | None:
    """Return where the noun phrase that ends at ``j`` begins, or None if none ends there."""
    if j < 0 or tokens[j].lower in STOPS or tokens[j].lower in CLAUSE_WORDS - {"who"}:
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
        if is_stop(tokens, k) or word == "(" or (word == "'" and word_at(tokens, k - 1) == "'"):
            break
        if word in CLAUSE_WORDS and k != j:
            break
        if _is_auxiliary(tokens, k) or word in FINITE:
            break
        if word in ("and", "or") and k < j and not _joins_names(tokens, k):
            break
        if word in ("then", "not") and k < j:
            break
        k -= 1
    start = k + 1
    start = j if tokens[j].lower in _PRONOUNS - {"this"} else _drop_lead(tokens, start, j)
    while start < j and (
        tokens[start].lower in _LEADS or _is_adverb(tokens[start]) or _CLOCK.match(tokens[start].text)
    ):
        start += 1
    if start > j or j - start > 16 or (start == j and tokens[j].lower in PREPOSITIONS):
        return None
    return start


def _joins_names(tokens: Sequence[Token], k: int) -> bool:
    """Tell "Mediazona and its partners" (one phrase) from "... was hit and the army" (a new clause)."""
    left = k - 1
    size = 0
    while left >= 0 and tokens[left].lower not in STOPS and size < 6:
        word = tokens[left].lower
        if word in AUXILIARIES or word.endswith("ed") or word in CLAUSE_WORDS:
            return False
        left -= 1
        size += 1
    opens = left >= 0 and tokens[left].lower in {",", *QUOTES}
    listed = size < 4 and opens and not tokens[left + 1].lower.endswith("ing")
    named = tokens[left + 1].text[0].isupper() or tokens[left + 1].lower in DETERMINERS
    return 0 < size < 6 and (named or listed)  # "..., officials and police sources said"


def _drop_lead(tokens: Sequence[Token], start: int, end: int) -> int:
    """Drop a leading circumstance that no comma cuts off: "On Tuesday the army", "In September one of its men"."""
    if tokens[start].lower not in PREPOSITIONS or start >= end:
        return start
    for k in range(start + 1, end + 1):
        word = tokens[k].lower
        previous = tokens[k - 1].lower
        if k > start + 1 and word in DETERMINERS:
            return k
        dated = previous in _DAYS or previous in _MONTHS or previous.isdigit()
        if dated and not word.isdigit() and word not in _MONTHS:
            return k
    return start + 1


def np_right(tokens: Sequence[Token], i: int) -> int | None:
    """Return where the noun phrase that begins at ``i`` ends."""
    k = i
    while k < len(tokens) and not is_stop(tokens, k):
        word, after = tokens[k].lower, word_at(tokens, k + 1)
        if k > i and (word in CLAUSE_WORDS or word in AUXILIARIES or word in _ENDS_NP or word in FINITE):
            break
        if k > i and word == "and" and not _and_in_np(tokens, k):
            break
        if k > i and ((word == "in" and after in ("its", "a", "his")) or (word == "on" and after in _DAYS)):
            break
        k += 1
    return k - 1 if k > i else None


def _and_in_np(tokens: Sequence[Token], k: int) -> bool:
    if k + 1 < len(tokens) and (tokens[k + 1].text[0].isupper() or tokens[k + 1].lower in ("its", "their")):
        return True
    for m in range(k + 1, min(k + 8, len(tokens))):  # "residents and a doctor", but no new clause
        word = tokens[m].lower
        if is_stop(tokens, m) or word in CLAUSE_WORDS or word in ("as", "in", "at", "on"):
            return m > k + 1
        if is_verb_like(tokens[m]) or word in PREPOSITIONS or word in ("of", "to") or word.endswith("ing"):
            return False
    return k + 8 >= len(tokens)


def is_verb_like(token: Token) -> bool:
    """Tell whether a word can be the verb of a clause: an auxiliary, a past, or an adverb before them."""
    word = token.lower
    return word in AUXILIARIES or word in _ADVERBS or word in _PAST or (word.endswith("ed") and token.text.islower())


def clause_start(tokens: Sequence[Token], i: int) -> int:
    """Return where the clause of token ``i`` begins: after a semicolon, a colon or a dash."""
    k = i
    while k > 0 and tokens[k - 1].lower not in (";", ":", "—", "–"):
        k -= 1
    return k


def clause_subject(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """Return the phrase at the start of the clause that ``i`` is in, up to its verb: the owner of "their own"."""
    begin = clause_start(tokens, i)
    for k in range(begin, min(begin + 8, i)):
        word = tokens[k].lower
        if word in STOPS or is_verb_like(tokens[k]):
            return (tokens[begin].start, tokens[k - 1].end) if k > begin else None
    return None


def plausible_subject(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell "the army reports losses" from "confirmed advances": an ambiguous verb needs a subject like a speaker."""
    head = tokens[last]
    if head.lower in _PRONOUNS:
        return True
    if head.text[0].islower() and head.lower in _ADVERBS | PREPOSITIONS | DETERMINERS | _ORDINALS:
        return False
    if tokens[first].lower in PREPOSITIONS:
        return False
    capital = any(t.text != t.lower for t in tokens[first : last + 1])  # also "al-Shabaab"
    plural = head.lower.endswith("s") or head.lower in ("media", "police", "television", "radio")
    plural = plural or any(t.lower == "and" for t in tokens[first:last])
    return capital or tokens[first].lower in DETERMINERS or first == 0 or plural
