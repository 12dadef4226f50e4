"""Sentences into chunks: counted noun phrases, verb groups and the marks between them.

A noun phrase is ``[bound] NUMBER [of the] [side, origin, modifiers] HEAD``, where the head is a noun that can be
lost, a type of equipment or, after a number alone, nothing ("over 255"). "Tanks and other armoured vehicles" after
one number is one phrase with the category above both. A verb group holds its auxiliaries. Nothing here decides
what is a loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.extract.lexicon import (
    Adjective,
    Frame,
    Head,
    Lexicon,
    Model,
    Nominal,
    Note,
    NotLoss,
    OutcomeNoun,
)
from pipelines.extract.numbers import Number, NumberReader
from pipelines.extract.text import Sentence, Token

_MARKS = {
    ",": "comma",
    ";": "semi",
    ":": "colon",
    "–": "dash",
    "—": "dash",
    "‒": "dash",
    "−": "dash",
    "-": "dash",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
    ".": "stop",
    "!": "stop",
    "?": "stop",
    "…": "stop",
    "|": "stop",
    "/": "slash",
    "•": "bullet",
    "·": "bullet",
    "*": "bullet",
}
_QUOTES = frozenset("\"“”„«»'‘’")
#: Function words that end a noun phrase wherever they stand.
_ENDS = frozenset({"prep", "conj", "sub", "rel", "be", "have", "do", "modal", "get", "neg", "pron", "det", "poss"})
_THEM = frozenset({"them", "these", "those", "which", "whom", "us", "latter", "whose"})
_MORE = frozenset({"more", "other", "others", "further", "additional", "extra", "separate", "different"})
_NAME_LINKS = frozenset({"al", "el", "bin", "ibn", "abu", "de", "la", "van", "von", "ul", "ur", "ben"})
_AFTER_NOUN = frozenset(
    {"alone", "there", "here", "alive", "outright", "nearby", "yesterday", "each", "apiece", "total"}
)
_MAX_MODIFIERS = 8
# A word that is in no list may still show by its ending that it is no noun.
_PARTICIPLE_ENDS = ("ed", "ing")


@dataclass(slots=True)
class Phrase:
    """A noun phrase at tokens ``i:end``; offsets are of its printed surface."""

    i: int
    end: int
    start_char: int
    end_char: int
    number: Number | None = None
    det: str = ""  # "", a, the, poss, all, this, no
    category: str | None = None
    head_number: str = "both"  # singular, plural, both
    head: str = ""
    reason: str = ""  # why it cannot be a loss, if it cannot: a code of not_losses.csv, unknown_head
    model: str | None = None
    model_id: str | None = None
    adjective: Adjective | None = None
    outcome_noun: OutcomeNoun | None = None
    of_them: str = ""  # the pronoun in "three of them", "3,060 of which"
    more: bool = False  # "five others", "310 more"
    name: bool = False  # a person's name
    owner: tuple[int, int] | None = None  # offsets of the owner: "Ukraine" in "Ukraine's tanks"
    total: Number | None = None  # the whole in "94 of 121 drones"
    union: bool = False
    modifiers: tuple[int, int] | None = None  # offsets of what stands between the number and the head

    @property
    def counted(self) -> bool:
        """True when the words give a number, "a" included."""
        return self.number is not None or self.det == "a"

    @property
    def headless(self) -> bool:
        """True for a number that stands alone: "over 255", "five others"."""
        return self.category is None and self.number is not None and not self.reason

    @property
    def loseable(self) -> bool:
        """True when the phrase can be what was lost."""
        return self.category is not None or self.headless


@dataclass(slots=True)
class VerbGroup:
    """A verb with its auxiliaries."""

    lemma: str
    frames: list[tuple[Frame, frozenset[str]]] = field(default_factory=list)  # of loss verbs
    forms: frozenset[str] = frozenset()
    be: bool = False
    have: bool = False
    get: bool = False
    modal: str = ""
    do: bool = False
    to: bool = False
    negated: bool = False
    ambiguous: bool = False

    @property
    def passive(self) -> bool:
        """True for "were destroyed", "got killed", "being shot down"."""
        return (self.be or self.get) and "participle" in self.forms


@dataclass(slots=True)
class Chunk:
    """A piece of a sentence: tokens ``i:end``."""

    kind: str  # np, verb, prep, conj, sub, rel, neg, adv, pron, time, adjective, word, or a mark of _MARKS
    i: int
    end: int
    word: str = ""
    phrase: Phrase | None = None
    verb: VerbGroup | None = None
    nominal: Nominal | None = None  # on np and word chunks: a noun that states a loss
    nominal_of: Nominal | None = None


class Chunker:
    """Cuts the tokens of one sentence into chunks."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence, self.lexicon = sentence, lexicon
        self.tokens: Sequence[Token] = sentence.tokens
        self.notes: list[Note | None] = lexicon.look_up(self.tokens)
        self.numbers = NumberReader(self.tokens, self.notes)
        self.chunks: list[Chunk] = []

    # -- looking at tokens

    def _word(self, i: int) -> str:
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def _function(self, i: int) -> str:
        if 0 <= i < len(self.notes) and (note := self.notes[i]) is not None and "function" in note:
            found: str = note["function"][1]
            if self.tokens[i].text == "US":
                return ""  # the country, not the pronoun
            if found == "modal" and self._month(i):
                return "time"
            if self._word(i) in _DIRECTIONS and self._capital(i) and i > 0:
                return ""  # "two South Africans"
            return found
        return ""

    def _get(self, i: int, kind: str) -> tuple[int, Any] | None:
        if 0 <= i < len(self.notes) and (note := self.notes[i]) is not None:
            return note.get(kind)
        return None

    def _capital(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].text[0].isupper()

    # -- the loop

    def run(self) -> list[Chunk]:
        """Return the chunks of the sentence in order."""
        i = 0
        while i < len(self.tokens):
            i = self._next(i)
        return self.chunks

    def _push(self, kind: str, i: int, end: int, **more: object) -> int:
        chunk = Chunk(kind, i, end, self._word(i))
        for name, value in more.items():
            setattr(chunk, name, value)
        for start in range(i, end):  # "Russia's combat losses", "the loss": the noun that ends the chunk counts
            note = self.notes[start]
            for key, slot in (("nominal_total", "nominal"), ("nominal_of", "nominal_of")):
                if note is None or key not in note or getattr(chunk, slot) is not None:
                    continue
                trailing = note[key][0] == end - 1 and chunk.phrase is not None and not chunk.phrase.loseable
                if note[key][0] == end or trailing:  # "losses upriver"
                    setattr(chunk, slot, note[key][1])
        self.chunks.append(chunk)
        return end

    def _next(self, i: int) -> int:
        text = self.tokens[i].text
        if text in _QUOTES:
            return self._push("quote", i, i + 1)
        following = self._get(i + 1, "not_loss")
        if text == "that" and following is not None and following[1].reason == "time":
            return self._push("adv", i, following[0])  # "losses that week"
        if text == "," and self._age(i):
            return self._push("adv", i, i + 3)
        if text in _MARKS and not (text == "(" and self.numbers.read(i) is not None):
            return self._push(_MARKS[text], i, i + 1)
        if text == "+" and (number := self.numbers.read(i + 1)) is not None:
            phrase = self._phrase_of(i, number.end, number)
            return self._push("np", i, number.end, phrase=phrase)
        group = self._verb_group(i)
        if group is not None:
            end, verb = group
            return self._push("verb", i, end, verb=verb)
        nominal = self._nominal(i)
        if nominal is not None:
            return nominal
        noun_phrase = self._noun_phrase(i)
        if noun_phrase is not None:
            self._count_of_whole(noun_phrase)
            self._join_union(noun_phrase)
            return self._push("np", i, noun_phrase.end, phrase=noun_phrase)
        found = self._get(i, "adjective")
        if found is not None:
            return self._push("adjective", i, found[0])
        function = self._function(i)
        if function == "time" and self._word(i) in _MONTHS and self._day(i + 1):
            return self._push("time", i, i + 2)  # "June 12"
        if function:
            end = self._get(i, "function")[0]  # type: ignore[index]
            kind = "pron" if function in {"det", "poss", "pron"} else function
            return self._push(kind, i, end)
        if self._day(i) and self._word(i + 1) in _MONTHS and self._capital(i + 1):
            return self._push("time", i, i + 2)  # "12 June"
        return self._push("word", i, i + 1)

    def _day(self, i: int) -> bool:
        word = self._word(i)
        return word.isascii() and word.isdigit() and 0 < int(word) <= 31

    def _age(self, i: int) -> bool:
        """ "A man, 61, dies": an age between commas after a person."""
        last = self.chunks[-1].phrase if self.chunks else None
        age = self._word(i + 1)
        person = last is not None and (
            last.name or (last.category in {"PERS", "PERS_CIV", "PERS_MIL"} and last.head_number == "singular")
        )
        return person and age.isdigit() and len(age) <= 2 and self._word(i + 2) == ","

    def _nominal(self, i: int) -> int | None:
        """A noun phrase like "number of people killed" or "total combat losses" is one chunk."""
        if self._word(i) == "the" and (found := self._get(i + 1, "nominal_total")) is not None and found[0] > i + 3:
            phrase = self._phrase_of(i, found[0], None)
            phrase.reason, phrase.det = "nominal", "the"
            return self._push("np", i, found[0], phrase=phrase)
        found = self._get(i + 1, "nominal_of") if self._word(i) in {"the", "its", "their"} else None
        long = found is not None and (found[0] > i + 2 or self._word(i + 1).endswith("ing"))
        if found is not None and long and self._word(found[0]) == "of":  # "the burned-out remains of", "the downing of"
            phrase = self._phrase_of(i, found[0], None)
            phrase.reason, phrase.det = "nominal", "the"
            return self._push("np", i, found[0], phrase=phrase)
        for kind in ("nominal_total", "nominal_of"):
            found = self._get(i, kind)
            if found is not None and (found[0] > i + 1 or self._get(i, "outcome_noun") is None):
                head = self._get(i, "head")
                if head is not None and head[0] >= found[0]:
                    continue
                if self._get(found[0], "head") is not None and kind == "nominal_total":
                    continue
                phrase = self._phrase_of(i, found[0], None)
                phrase.reason = "nominal"
                return self._push("np", i, found[0], phrase=phrase)
        return None

    def _count_of_whole(self, phrase: Phrase) -> None:
        """ "Its crew of nine", "the garrison of 3,000": the number says how many people the whole is."""
        end = phrase.end
        whole = self._word(end - 1) in self.lexicon.linking["whole"] and self._word(end) == "of"
        number = self.numbers.read(end + 1) if whole and phrase.number is None else None
        if (
            number is None
            or number.best is None
            or (self._noun_may_follow_count(number.end) and self._head_ahead(number.end))
        ):
            return
        phrase.number, phrase.category = number, phrase.category or "PERS"
        phrase.reason, phrase.det = "", phrase.det if phrase.det == "poss" else ""
        phrase.end, phrase.end_char = number.end, self.tokens[number.end - 1].end

    def _join_union(self, phrase: Phrase) -> None:
        """One count over two nouns: "130 tanks and other armoured vehicles", "weapons and vehicles"."""
        plural = phrase.head_number in {"plural", "both"} or phrase.model is not None
        number = phrase.number
        if phrase.category is None or not plural or phrase.of_them or phrase.det in {"a", "no"}:
            return
        if (number is not None and number.best == 1) or phrase.outcome_noun is not None:
            return
        if number is None and self.chunks and self.chunks[-1].kind in {"comma", "conj"}:
            return  # items of a longer list stay apart
        if number is None and self._capital(phrase.end - 1) and self.lexicon.is_a(phrase.category, "NAVAL"):
            return  # "HMS Ardent and HMS Antelope": two names
        while self._word(phrase.end) in {"and", "or", "/"}:
            j = phrase.end + 1
            if self.numbers.read(j) is not None or self._word(j) in {
                "the",
                "a",
                "an",
                "its",
                "their",
                "his",
                "her",
                "some",
            }:
                return
            if self._word(j) == "other":
                j += 1
            other = self._noun_phrase(j)
            if other is None or other.category is None or other.number is not None or other.owner is not None:
                return
            if (
                other.head_number == "singular"
                or other.adjective is not None
                or self.lexicon.categories[phrase.category].loss_class
                != (self.lexicon.categories[other.category].loss_class)
            ):
                return
            if self._word(other.end) == "," and self._word(phrase.end) != "/" and number is None:
                return
            active = bool(self.chunks) and self.chunks[-1].verb is not None and not self.chunks[-1].verb.passive
            if active and (self._function(other.end) in {"be", "have"} or self._get(other.end, "verb") is not None):
                return  # "killed 20 soldiers and civilians fled"
            common = self.lexicon.common(phrase.category, other.category)
            phrase.category = common or phrase.category
            phrase.end, phrase.end_char, phrase.union = other.end, other.end_char, True

    # -- verb groups

    def _verb_group(self, i: int) -> tuple[int, VerbGroup] | None:
        group = VerbGroup("")
        j = i
        while True:
            function = self._function(j)
            word = self._word(j)
            if function == "be":
                group.be = True
                group.negated |= word.endswith("n't")
            elif function == "have":
                group.have = True
                group.negated |= word.endswith("n't")
            elif function == "get":
                group.get = True
            elif function == "do":
                group.do = True
                group.negated |= word.endswith("n't")
            elif (function == "modal" and not self._month(j)) or word in {"'ll", "'d"}:
                group.modal = word
            elif word == "to" and self._infinitive(j + 1):
                group.to = True
            elif (j > i or (word == "never" and self._verb_at(j + 1))) and function == "neg" and word in _NOT:
                group.negated = True
            elif (j > i and (function == "adv" or word.endswith("ly")) and word not in {"only"}) or (
                i < j < len(self.tokens) and self.tokens[j].text in _QUOTES and self._loss_forms(j + 1)
            ):
                pass
            else:
                break
            j += 1
        started = j > i
        verb = self._main_verb(j, group, started)
        if verb is not None:
            return verb
        if not started:
            return None
        # Auxiliaries with nothing after them: a copula, "have" as a main verb, or "to" that was no infinitive.
        if group.to and not (group.be or group.have):
            return None
        while j > i and self._function(j - 1) == "adv":
            j -= 1
        group.lemma = "be" if group.be else "have" if group.have else "get" if group.get else "do" if group.do else ""
        if not group.lemma:
            group.lemma = "modal"
        return j, group

    def _verb_at(self, i: int) -> bool:
        return bool(self._loss_forms(i)) or self._get(i, "other_verb") is not None

    def _month(self, i: int) -> bool:
        """ "May" beside a figure or after "in" is the month."""
        if self.tokens[i].text != "May":
            return False
        before = self._word(i - 1)
        beside = before.isdigit() or self._word(i + 1).isdigit()
        return beside or before in {"in", "since", "until", "by", "from", "late", "early", "mid", "of", "to"}

    def _infinitive(self, i: int) -> bool:
        while self._function(i) == "adv":
            i += 1
        if self._function(i) in {"be", "have", "get", "do"}:
            return True
        for _, form in self._loss_forms(i):
            if "base" in form.forms:
                return True
        other = self._get(i, "other_verb")
        return (
            other is not None and other[1].form == "base" and not (self._get(i, "head") or self._get(i, "not_loss"))
        ) or (other is not None and other[1].form == "base" and not self._ends_phrase(i + 1))

    def _ends_phrase(self, i: int) -> bool:
        return self._word(i) in _MARKS or self._function(i) in {"be", "have", "modal"} or i >= len(self.tokens)

    def _loss_forms(self, i: int) -> list[tuple[int, Any]]:
        note = self.notes[i] if 0 <= i < len(self.notes) else None
        found: list[tuple[int, Any]] = note.get("verb", []) if note is not None else []
        return found

    def _main_verb(self, j: int, group: VerbGroup, started: bool) -> tuple[int, VerbGroup] | None:
        if j >= len(self.tokens):
            return None
        gerund = not started and self._word(j).endswith("ing") and self._function(j - 1) in {"det", "poss"}
        if gerund and (self._function(j + 1) in _ENDS or self._word(j + 1) in _MARKS):
            return None  # "involved in the hijacking"
        forms = [(end, form) for end, form in self._loss_forms(j) if self._tail_ahead(end, form.frame)]
        other = self._get(j, "other_verb")
        state = self._get(j, "adjective")
        if state is not None and not forms and state[1].use != "attributive":
            return None  # "are missing"
        if not forms and other is None:
            word = self._word(j)
            regular = word.endswith("ed") and len(word) > 4 and not self._capital(j)
            if (
                regular
                and self._get(j, "head") is None
                and self._get(j, "adjective") is None
                and (started or self._after_noun())
            ):
                group.lemma, group.forms = word, frozenset({"past", "participle"})
                return j + 1, group
            return None
        longest = max((end for end, _ in forms), default=j)
        noun = self._get(j, "head")
        if not started and noun is not None and noun[0] > max(longest, j + 1):
            return None  # "fighting positions"
        if forms and other is not None and other[0] > longest:
            forms = []
        if forms:
            usable = [(end, form) for end, form in forms if self._fits(form, group, started, end)]
            if any(form.forms != {"base"} for _, form in usable) and not started:
                usable = [(end, form) for end, form in usable if form.forms != {"base"}]  # "fell": of "fall"
            if usable and self._is_verb_here(j, longest, started, bool(other and other[1].ambiguous)):
                longest = max(end for end, _ in usable)
                best = [form for end, form in usable if end == longest or form.frame.tails]
                if self._nounlike(j, longest, started, best):
                    if other is None or other[1].form in {"base", "third"}:
                        return None
                    best = []  # "losses fell to 31": past of "fall", no form of "fell"
            else:
                best = []
            if best:
                group.frames = [(form.frame, form.forms) for form in best]
                group.forms = frozenset().union(*(form.forms for form in best))
                group.lemma = best[0].frame.verb
                return longest, group
        if other is not None:
            entry = other[1]
            ambiguous: bool = entry.ambiguous
            if not started and (self._get(j, "number") or self._get(j, "model") or self._function(j) == "prep"):
                return None
            if started and not group.be and not group.have and not group.get and entry.form == "gerund":
                pass
            if ambiguous and not started and not self._finite_context(other[0]):
                return None
            if started and ambiguous and (group.be or group.get) and not group.to:
                return None
            if not started and not ambiguous and self._attributive(j, other[0]):
                return None
            group.lemma = entry.lemma
            group.forms = frozenset({"past", "participle"} if entry.form in {"past", "participle"} else {entry.form})
            return other[0], group
        return None

    def _tail_ahead(self, i: int, frame: Frame) -> bool:
        """A verb that is a loss only with more words ("sent | to hell") is none without them."""
        if not frame.tails:
            return True
        rest = f" {' '.join(token.lower for token in self.tokens[i:])} "
        return any(f" {' '.join(tail)} " in rest for tail in frame.tails)

    def _fits(self, form: Any, group: VerbGroup, started: bool, end: int) -> bool:
        forms: frozenset[str] = form.forms
        if group.be or group.get:
            return bool(forms & {"participle", "gerund"}) or group.to or bool(group.modal)
        if group.have:
            return "participle" in forms
        if group.to or group.modal or group.do:
            return "base" in forms
        if forms == {"base"}:
            listed = bool(self.chunks) and self.chunks[-1].kind == "comma" and self._object_follows(end)
            return started or self._after_noun() or not self.chunks or listed  # "kill 40 rebels, seize 3 tanks"
        return True

    def _nounlike(self, j: int, end: int, started: bool, forms: list[Any]) -> bool:
        """Tell nouns from verbs: "wounds", "loots", "down", "stop" count as verbs only before an object."""
        only = frozenset().union(*(form.forms for form in forms))
        if started or end > j + 1 or not only <= {"base", "third"}:
            return False
        if "third" in only and self._after_noun() and all(self._dies(form.frame) for form in forms):
            return False  # "man, 61, dies"
        several = self.chunks[-1].phrase if self.chunks else None
        if several is not None and several.number is not None and several.number.best != 1 and several.loseable:
            closed = end >= len(self.tokens) or self._word(end) in _MARKS or self._function(end) in {"prep", "time"}
            if closed and any(form.frame.frame == "intransitive" for form in forms):
                return False  # "40 rebels surrender in Borno"
        joined = bool(self.chunks) and self.chunks[-1].kind in {"comma", "conj"} and len(self.chunks) > 2
        figure = self._word(end) in {"to", "at"} and self.numbers.read(end + 1) is not None
        return not ((self._after_noun() or joined) and ((figure and "third" in only) or self._object_follows(end)))

    @staticmethod
    def _dies(frame: Frame) -> bool:
        return frame.frame == "intransitive" and frame.only == frozenset({"PERS"}) and not frame.tails

    def _after_noun(self) -> bool:
        for chunk in reversed(self.chunks):
            if chunk.kind in {"adv", "quote", "close"}:
                continue
            return chunk.kind in {"np", "pron", "rel", "time"} or (chunk.kind == "word" and chunk.word.isalpha())
        return False

    def _after_those(self) -> bool:
        """ "Those killed number 70": a pronoun and a participle are a noun."""
        last = self.chunks[-2:]
        return len(last) == 2 and last[0].word == "those" and last[1].verb is not None

    def _object_follows(self, i: int) -> bool:
        if i >= len(self.tokens):
            return False
        return (
            self._function(i) in {"det", "poss", "pron"}
            or self.numbers.read(i) is not None
            or self._get(i, "bound") is not None
            or self._get(i, "head") is not None
            or self._get(i, "model") is not None
            or self._get(i, "nominal_total") is not None
            or self._capital(i)
        )

    def _finite_context(self, end: int) -> bool:
        """An ambiguous form ("strikes", "report") is a verb after a noun and before an object or "that"."""
        figure = self._word(end) in {"to", "at"} and self.numbers.read(end + 1) is not None
        state = self._get(end, "adjective")
        if state is not None and state[1].use != "attributive":
            return True  # "60 people, 20 of them children, lie dead"
        return (self._after_noun() or self._after_those()) and (
            figure
            or self._function(end) in {"det", "poss", "pron", "rel"}
            or self.numbers.read(end) is not None
            or self._get(end, "bound") is not None
        )

    def _is_verb_here(self, j: int, end: int, started: bool, ambiguous: bool) -> bool:
        if started:
            return True
        if ambiguous and not self._after_noun():
            return self._object_follows(end)
        return not self._attributive(j, end)

    def _attributive(self, j: int, end: int) -> bool:
        """Tell "destroyed tanks littered ..." from "destroyed tanks": a participle before its own noun."""
        if self.chunks and self.chunks[-1].kind not in {"prep", "verb", "stop", "bullet", "colon"}:
            return False
        if self.chunks and self.chunks[-1].kind == "verb" and self.chunks[-1].verb is not None:
            verb = self.chunks[-1].verb
            if verb.be or verb.have or verb.to:
                return False
        adjective = self._get(j, "adjective")
        if adjective is None and not self._word(j).endswith("ed"):
            return False
        if not self.chunks:
            return self._head_ahead(end) and self._capital(j) and not self._object_follows_list(end)
        return self._head_ahead(end)

    def _object_follows_list(self, end: int) -> bool:
        return self._function(end) in {"det", "poss"} or self.numbers.read(end) is not None

    def _head_ahead(self, i: int) -> bool:
        """A head noun follows with nothing between but words of a noun phrase."""
        for j in range(i, min(i + _MAX_MODIFIERS, len(self.tokens))):
            if self._get(j, "head") is not None or self._get(j, "model") is not None:
                return True
            if (
                self._function(j) in _ENDS
                or self._function(j) == "time"
                or self._word(j) in _MARKS
                or self._word(j) == "'s"
                or self.numbers.read(j) is not None
            ):
                return False
        return False

    # -- noun phrases

    def _phrase_of(self, i: int, end: int, number: Number | None) -> Phrase:
        return Phrase(i, end, self.tokens[i].start, self.tokens[end - 1].end, number)

    def _noun_phrase(self, i: int) -> Phrase | None:
        number = self.numbers.read(i)
        det, j = "", i
        if number is not None:
            j = number.end
        elif self._word(i) == "those" and self._loss_forms(i + 1) and not self._head_ahead(i + 1):
            return None  # "those surrendering number 40"
        elif self._function(i) in {"det", "poss"}:
            word = self._word(i)
            one = {"an": "a", "a": "a", "another": "a", "the": "the"}
            det = one.get(word, "poss" if self._function(i) == "poss" else word)
            j = i + 1
            other = word == "another" and self._word(i - 1) != "or"  # not "of one sort or another"
            alone = other or (det == "a" and self._word(j) in {"second", "third", "fourth", "fifth"})
            end = j if word == "another" else j + 1
            if alone and not self._noun_may_follow_count(end):
                phrase = self._phrase_of(i, end, Number(i, end, i, 1, 1, 1, "exact"))
                return phrase  # "another was seized", "disabled a third"
            if self._word(j) == "own":
                j += 1
            number = self.numbers.read(j)
            if number is not None:
                j = number.end
        elif self._word(i) == "some" and self._head_ahead(i + 1):
            number, j = Number(i, i + 1, i, None, None, None, "vague"), i + 1
        elif self._word(i) == "no":
            det, j = "no", i + 1
        elif self._function(i) in _ENDS or self._function(i) == "adv":
            return None
        if number is not None and self._no_count(i, number):
            return None
        phrase = Phrase(i, j, self.tokens[i].start, self.tokens[max(j, i + 1) - 1].end, number, det)
        found = None
        if number is not None:
            found = self._partitive(phrase, j)
            if found is None and self._word(j) in _MORE and self._get(j, "head") is None:
                phrase.more = True
                j += 1
                if self._word(j) == "of":
                    found = self._partitive(phrase, j)
        found = found or self._with_head(phrase, j)
        if found is not None and self._word(i - 1) == "but" and self._word(i - 2) == "all":
            found.reason, found.category = "complement", None  # "all but three drones": not the number lost
        return found

    def _no_count(self, i: int, number: Number) -> bool:
        """Dates, years, times and ordinals look like figures but count nothing."""
        figure = self.tokens[number.figure]
        following = self._word(number.end)
        if self._function(number.end) == "time" and following not in {"last", "past", "march", "may"}:
            return True  # 6 August
        before = self._word(number.figure - 1)
        if number.vague and self._word(number.i) == "many" and before in {"how", "as", "so", "too", "that"}:
            return True
        unit = self._get(number.figure - 1, "not_loss")
        if unit is not None and unit[1].reason == "unit" and self._capital(number.figure - 1):
            return True  # Battalion 268
        apart = before == following == "," and number.qualifier == "exact" and self._capital(number.figure - 2)
        if apart and 0 < (number.best or 0) < 110 and figure.text.isdigit():
            return True  # an age: "Hamza Rehan, 27, ..."
        month = self.tokens[number.figure - 1].text == "May" or (following == "may" and self._capital(number.end))
        if month and "prep" in {self._function(number.figure - 2), self._function(number.i - 1)}:
            return True  # on May 13, since 10 May
        if self._function(number.figure - 1) == "time" and before not in {"last", "past"}:
            return not (self._head_ahead(number.end) and following != "," and before not in _MONTHS)
        if before == "." and self._word(number.figure - 2) in _MONTHS:
            return True
        span = before in {"–", "-"} and self.tokens[number.figure - 2].text.isdigit()
        if span and self.tokens[number.figure - 1].start == self.tokens[number.figure - 2].end:
            return True  # the end of a span of years or of a score: 2022–26
        counts = bool(self.chunks) and self.chunks[-1].kind == "verb"  # "British dead number 255"
        if before in _NUMBERED and number.qualifier == "exact" and not counts:
            return True
        year = figure.text.isdigit() and len(figure.text) == 4 and 1900 <= int(figure.text) <= 2100
        return year and number.qualifier == "exact" and not self._head_ahead(number.end)

    def _partitive(self, phrase: Phrase, j: int) -> Phrase | None:
        """Read "three of them", "six of the 11 drones", "dozens of its soldiers"."""
        opened = self._word(j) == "of"
        if not opened:
            taken_of = phrase.number is not None and phrase.number.vague and self._word(j - 1) == "of"
            if not taken_of or self._function(j) not in {"det", "poss", "pron", "rel"}:
                return None
            opened = True
        k = j + 1 if self._word(j) == "of" else j
        word = self._word(k)
        if word == "the" and self._word(k + 1) == "latter":
            word, k = "latter", k + 1
        if word in _THEM:
            if word in {"these", "those"} and (self._head_ahead(k + 1) or self.numbers.read(k + 1) is not None):
                word = ""
            else:
                phrase.of_them = word
                phrase.end = k + 1
                return phrase
        inner = self._noun_phrase(k)
        if inner is None or (inner.category is None and inner.outcome_noun is None and not inner.reason):
            return None
        if inner.det == "" and inner.number is None and inner.reason:
            return None
        for name in ("category", "head_number", "head", "reason", "model", "model_id", "owner", "outcome_noun"):
            setattr(phrase, name, getattr(inner, name))
        phrase.adjective = inner.adjective
        phrase.total = inner.number
        phrase.modifiers = (inner.start_char, inner.end_char)
        phrase.end, phrase.end_char = inner.end, inner.end_char
        return phrase

    def _with_head(self, phrase: Phrase, j: int) -> Phrase | None:
        """Walk over modifiers to the last head; the words after it decide whether it was one."""
        i, k = phrase.i, j
        best: tuple[int, int, Any] | None = None  # (from, to, entry) of the last head
        names, owner_end = 0, 0
        anchored = phrase.number is not None or phrase.det != ""
        while k < len(self.tokens) and k - (best[1] if best else j) < _MAX_MODIFIERS:
            word, function = self._word(k), self._function(k)
            if k > i and (word == "'s" or self._plural_owner(k, anchored=anchored)):
                phrase.owner = (self.tokens[i].start, self.tokens[k - 1].end)
                best, owner_end = None, k
                number = self.numbers.read(k + 1)
                if number is not None:
                    phrase.number = number
                k = j = number.end if number is not None else k + 1
                if self._word(k) == "own":
                    k = j = k + 1
                anchored = True
                phrase.det = "a" if word != "'s" and phrase.det == "a" else "poss"  # "a terrorists' camp"
                continue
            if word == "/" and self._capital(k - 1) and self._capital(k + 1):
                k += 1
                continue
            named = best is None or isinstance(best[2], NotLoss)
            if word == "(" and named and anchored and self._acronym(k):
                k += 3  # "four New People's Army (NPA) fighters"
                continue
            rank = self._get(k - 1, "title") if word == "." else None
            if rank is not None and rank[0] == k + 1 and rank[1].kind == "rank" and self._capital(k + 1):
                k += 1  # "Brig. Ahmed Gouja"
                continue
            if word == "." and len(self._word(k - 1)) == 1 and self._capital(k - 1) and self._capital(k + 1):
                k += 1  # "Wing Commander A. Varthaman"
                continue
            if word in _MARKS or function in _ENDS:
                break
            if word in _QUOTES:
                if best is None and anchored and self._head_ahead(k + 1) and k > j - 1:
                    k += 1
                    continue
                if best is None and anchored and k > j and self._head_ahead(k + 1):
                    k += 1
                    continue
                break
            head, other, model = self._get(k, "head"), self._get(k, "not_loss"), self._get(k, "model")
            if other is not None and (head is None or other[0] >= head[0]) and (model is None or other[0] > model[0]):
                if (anchored or best) and phrase.number is None and self._is_finite(k, other[0], k > j):
                    break  # "the squadron claims 14 MiGs"
                best = (k, other[0], other[1])
                k = other[0]
                continue
            if model is not None and (head is None or model[0] >= head[0]):
                if phrase.model is None:
                    self._set_model(phrase, k, model)
                best = (k, model[0], model[1])
                k = model[0]
                continue
            if head is not None and self._national(k, head) and self._noun_ahead(head[0]):
                k = head[0]
                continue
            if head is not None and best is not None and self._ship_name(best[1], k, best[2]):
                k += 1
                continue
            if head is not None:
                if self._is_finite(k, head[0], best is not None):
                    break
                best = (k, head[0], head[1])
                k = head[0]
                continue
            state = self._get(k, "outcome_noun")
            if state is not None and not self._head_ahead(state[0]) and (anchored or state[1].kind == "count"):
                if best is not None and not (anchored or best is None):
                    break
                participle = any(self._tail_ahead(end, form.frame) for end, form in self._loss_forms(k))
                if participle and not (phrase.det == "the" and k == j):
                    break
                if best is None:
                    best = (k, state[0], state[1])
                else:
                    phrase.outcome_noun = state[1]
                    best = (best[0], state[0], best[2])
                k = state[0]
                continue
            adjective = self._get(k, "adjective")
            if (
                adjective is not None
                and best is None
                and self._head_ahead(adjective[0])
                and (self._get(k, "verb") is None or anchored or k == i)
            ):
                entry = adjective[1]
                if entry.use != "predicative":
                    phrase.adjective = entry
                    k = adjective[0]
                    continue
            if self._breaks(k, best is not None, anchored, k == j):
                break
            number = self.numbers.read(k)
            if number is not None:
                before = self.chunks[-1].verb if self.chunks else None
                costs = before is not None and any(frame.frame == "cost" for frame, _ in before.frames)
                if (
                    not costs
                    and anchored
                    and best is None
                    and self._capital(k - 1)
                    and self.tokens[k].text[0].isdigit()
                    and not self._word(k - 1).endswith(("ies", "ans"))  # "the Allies 30 ships"
                ):
                    k = number.end  # a designator: "Hermes 900 drone"
                    continue
                break
            if self._name_part(k):
                names += 1
            k += 1
        if owner_end and best is None and k == j:  # nothing after "'s" belongs to a noun phrase
            phrase.owner, phrase.number, phrase.reason = None, None, "no_head"
            phrase.end, phrase.end_char = owner_end, self.tokens[owner_end - 1].end
            return phrase
        return self._close(phrase, j, k, best, names)

    def _plural_owner(self, k: int, *, anchored: bool) -> bool:
        """ "A terrorists' camp": an apostrophe after a plural and before a noun."""
        mark = self.tokens[k].text in {"'", "’"} and self.tokens[k].start == self.tokens[k - 1].end
        apart = k + 1 < len(self.tokens) and self.tokens[k + 1].start > self.tokens[k].end
        return mark and apart and anchored and self._word(k - 1).endswith("s") and self._head_ahead(k + 1)

    def _ship_name(self, start: int, k: int, entry: Any) -> bool:
        """ "The bulk carrier Transworld Navigator": capitals after a kind of ship are its name."""
        ship = isinstance(entry, Head) and self.lexicon.is_a(entry.category, "NAVAL") and not self._capital(start - 1)
        return ship and all(self._capital(n) for n in range(start, k + 1))

    def _name_part(self, n: int) -> bool:
        """A capital, a particle ("bin") or both in one word ("al-Rahawi")."""
        first, _, rest = self.tokens[n].text.partition("-")
        return first == "." or self._capital(n) or (first.lower() in _NAME_LINKS and (not rest or rest[0].isupper()))

    def _acronym(self, k: int) -> bool:
        short = k + 2 < len(self.tokens) and self.tokens[k + 1].text.isupper() and self._word(k + 2) == ")"
        return short and self._head_ahead(k + 3)

    def _national(self, k: int, head: tuple[int, Any]) -> bool:
        """ "Ukrainian" alone is a person, before a noun it is an adjective."""
        entry = head[1]
        return self._capital(k) and entry.category == "PERS" and entry.number != "plural"

    def _noun_ahead(self, i: int) -> bool:
        for j in range(i, min(i + 4, len(self.tokens))):
            if (
                self._get(j, "head") is not None
                or self._get(j, "not_loss") is not None
                or self._get(j, "model") is not None
            ):
                return True
            if not self._noun_may_follow(j) or self._function(j) == "time":
                return False
            if self._loss_forms(j) and self._get(j, "adjective") is None:
                return False
        return False

    def _set_model(self, phrase: Phrase, k: int, model: Any) -> None:
        end, entry, plural = model
        text = self.sentence.text[
            self.tokens[k].start - self.sentence.start : self.tokens[end - 1].end - self.sentence.start
        ]
        phrase.model, phrase.model_id = (text[:-1].rstrip("'’") if plural else text), entry.model_id

    def _is_finite(self, k: int, end: int, seen: bool) -> bool:
        """A word that is a noun and a verb ("mines", "guards") is a verb after a head and before an object."""
        if not seen or (self._get(k, "other_verb") is None and self._get(k, "verb") is None):
            return False
        return self._function(end) in {"det", "poss", "pron"} or self.numbers.read(end) is not None

    def _breaks(self, k: int, seen: bool, anchored: bool, first: bool) -> bool:
        """Tell whether the word at ``k`` ends the noun phrase because it is a verb or an adverb."""
        word = self._word(k)
        if self._function(k) == "time":
            return True
        if self._function(k) == "adv":
            return seen or not self._head_ahead(k + 1)
        forms = [(end, form) for end, form in self._loss_forms(k) if self._tail_ahead(end, form.frame)]
        if any(end > k + 1 and "participle" in form.forms for end, form in forms):
            return True  # "almost 3,000 taken prisoner"
        other = self._get(k, "other_verb")
        if other is not None and not forms and self._capital(k) and k > 0 and not seen:
            return False  # "the United States", "Allied Command"
        if forms or (other is not None and not other[1].ambiguous):
            if forms and all(f.forms <= {"base", "third"} for _, f in forms):
                figure = k + 2 if self._word(k + 1) in {"to", "at"} else k + 1  # "the ambush takes to 13 the number"
                counted = self.numbers.read(figure) is not None or self._get(k + 1, "bound") is not None
                return (k > 0 and not first and (counted or self._function(k + 1) == "det")) or (
                    seen and self._object_follows(k + 1)
                )
            if seen:
                return True
            modifies = anchored and (first or self._word(k - 1).endswith("ly"))
            after_det = self._function(k - 1) in {"det", "poss"} and self._noun_may_follow(k + 1)
            return not (modifies and (after_det or self._head_ahead(k + 1)))
        if other is not None:
            if k > 0 and other[1].form == "third" and self._word(k + 1) in {"to", "at"} and self.numbers.read(k + 2):
                return True  # "the toll ... rises to 23"
            return (seen or not anchored) and (
                self._function(k + 1) in {"det", "poss", "pron", "rel"} or self.numbers.read(k + 1) is not None
            )
        if word.endswith("ly") and word not in {"family", "assembly", "supply"}:
            return seen or not self._head_ahead(k + 1)
        if word.endswith(_PARTICIPLE_ENDS) and len(word) > 5 and "-" not in word and not self._capital(k):
            return seen or not (anchored or self._head_ahead(k + 1))
        return False

    def _noun_may_follow_count(self, k: int) -> bool:
        """Tell whether a noun phrase goes on at ``k``; "of" and verbs end it."""
        if self._word(k) == "of":
            return True
        if not self._noun_may_follow(k):
            return False
        if self._get(k, "head") is not None or self._get(k, "model") is not None:
            return True
        return not (self._loss_forms(k) or self._get(k, "other_verb") is not None or self._function(k) == "adv")

    def _noun_may_follow(self, k: int) -> bool:
        return k < len(self.tokens) and self._word(k) not in _MARKS and self._function(k) not in _ENDS

    def _close(self, phrase: Phrase, j: int, k: int, best: tuple[int, int, Any] | None, names: int) -> Phrase | None:
        if best is None:
            return self._without_head(phrase, j, k, names)
        start, end, entry = best
        rest = range(end, k)
        if rest and not self._name_after(phrase, entry, end, k):
            lower = [n for n in rest if not self._capital(n)]
            number = entry.number if isinstance(entry, Head | NotLoss) else "both"
            agrees = number != "singular" and (phrase.number is None or phrase.number.best != 1)
            first = self._word(end)
            if lower and not agrees and first not in _AFTER_NOUN and not first.endswith("ly"):
                phrase.reason, phrase.head = "unknown_head", self._word(k - 1)
                phrase.end, phrase.end_char = k, self.tokens[k - 1].end
                phrase.model = phrase.model_id = None
                return phrase
            k = end
        phrase.modifiers = (self.tokens[j].start, self.tokens[end - 1].end) if end > j else None
        phrase.end, phrase.end_char = max(k, end), self.tokens[max(k, end) - 1].end
        several = phrase.number is not None and (phrase.number.best or 2) > 1
        if isinstance(entry, NotLoss) and several and self._word(end - 1) == "forces":
            phrase.category, phrase.head = "PERS_MIL", "forces"  # "109 security forces"
            return phrase
        if isinstance(entry, NotLoss):
            phrase.reason, phrase.model = entry.reason, None
            return phrase
        if isinstance(entry, OutcomeNoun):
            phrase.outcome_noun, phrase.category, phrase.head_number = entry, "PERS", "both"
            phrase.head = self._word(start)
            return phrase
        if isinstance(entry, Model):
            phrase.category, phrase.head = entry.category, self._word(start)
            ship = phrase.number is None and self.lexicon.is_a(entry.category, "NAVAL")
            phrase.head_number = "singular" if ship else "both"  # "the Moskva" is one ship
            return phrase
        if several and entry.number == "singular" and entry.noun in _STATES and start == j:
            phrase.end, phrase.end_char = j, self.tokens[j - 1].end  # "taken seven prisoner"
            return phrase
        phrase.head, phrase.head_number = entry.noun, entry.number
        phrase.category = self._category(entry, phrase)
        self._designator(phrase, j, start)
        if phrase.model is not None and entry.noun == "fighter":
            phrase.category = phrase.category if phrase.category != "PERS_MIL" else "AIRCRAFT"
        if phrase.det == "a" and entry.number == "plural":
            phrase.det = "the"
        return phrase

    def _category(self, head: Head, phrase: Phrase) -> str:
        """The model makes a general head more exact: "Kozak armoured vehicles", "S-400 launchers"."""
        if phrase.model_id is None:
            return head.category
        model = self.model_category(phrase.model_id)
        if model is None or not self.lexicon.categories[model]:
            return head.category
        if head.noun.endswith("launcher") and self.lexicon.is_a(model, "MISSILE"):
            return head.category
        generic = head.noun in _GENERIC or self.lexicon.is_a(model, head.category)
        armour = head.category in {"AFV_OTHER", "VEH", "APC", "IFV"} and self.lexicon.is_a(model, "ACV_NT")
        return model if generic or (armour and head.category in {"AFV_OTHER", "VEH"}) else head.category

    def model_category(self, model_id: str) -> str | None:
        """Return the category of a model, None if it is not in the list."""
        return self.lexicon.model_categories.get(model_id)

    def _designator(self, phrase: Phrase, j: int, start: int) -> None:
        """A word with letters and digits before the head is the model, known or not: "KS-701 fast boats"."""
        if phrase.model is not None:
            # "MQ-9 Reaper", "Antonov An-26": names that stand around the known model belong to it.
            return
        for n in range(j, start):
            text = self.tokens[n].text
            if (
                any(c.isdigit() for c in text)
                and any(c.isalpha() for c in text)
                and text[0].isupper()
                and not text[0].isdigit()
            ):
                phrase.model = text
                return
            if n + 1 < start and text[0].isupper() and self.tokens[n + 1].text[:1].isdigit() and text.isalpha():
                phrase.model = f"{text} {self.tokens[n + 1].text}"
                return

    def _name_after(self, phrase: Phrase, entry: Any, end: int, k: int) -> bool:
        """ "Captain Hamza Rehan": a rank or office and a name."""
        if not isinstance(entry, Head) or entry.number == "plural":
            return False
        ship = self.lexicon.is_a(entry.category, "NAVAL")
        if not ship and (entry.category == "PERS" or not self.lexicon.is_person(entry.category)):
            return False
        if phrase.number is not None or not all(self._name_part(n) for n in range(end, k)):
            return False
        phrase.name = not ship
        return True

    def _without_head(self, phrase: Phrase, j: int, k: int, names: int) -> Phrase | None:
        i = phrase.i
        if phrase.number is not None and (k == j or phrase.more or (self._word(j) in _AFTER_NOUN and k == j + 1)):
            end = max(j, phrase.number.end)
            if k > j and phrase.more:
                k = j
            if self._word(end) in {"each", "apiece"}:
                end += 1
            phrase.end, phrase.end_char = end, self.tokens[end - 1].end
            return phrase
        if k == j and phrase.det and phrase.number is None:
            return None
        if k <= i:
            return None
        phrase.end, phrase.end_char = k, self.tokens[k - 1].end
        if phrase.number is not None:
            words = self._word(j)
            if self.tokens[k - 1].text[0].isupper() and all(self._capital(n) for n in range(j, k)):
                phrase.head = words
            phrase.reason = "unknown_head"
            phrase.head = self._word(k - 1)
            self._designated_head(phrase, k - 1)
        else:
            phrase.reason = "no_head"
            phrase.name = names >= 2 and not phrase.det and all(self._name_part(n) for n in range(j, k))
            phrase.head = self._word(k - 1)
        return phrase

    def _designated_head(self, phrase: Phrase, k: int) -> None:
        """A number before an unknown type with digits ("57 F-4s") counts equipment."""
        text = self.tokens[k].text
        if text[0].isupper() and any(c.isdigit() for c in text) and any(c.isalpha() for c in text):
            phrase.reason, phrase.category, phrase.model = "", "EQUIP", text.removesuffix("s")


#: Heads that say little by themselves: the model's own class is meant.
_GENERIC = frozenset(
    {
        "launcher",
        "system",
        "complex",
        "launch vehicle",
        "vehicle",
        "combat vehicle",
        "machine",
        "battery",
        "missile launcher",
        "fighter",
        "carrier",
    }
)
_NUMBERED = frozenset({"no", "number", "page", "article", "chapter", "section", "resolution", "#"})
_NOT = frozenset({"not", "never", "n't"})
_DIRECTIONS = frozenset({"north", "south", "east", "west"})
_STATES = frozenset({"prisoner", "captive", "hostage"})
_MONTHS = frozenset(
    "january february march april may june july august september october november december "  # noqa: SIM905
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


def chunk(sentence: Sentence, lexicon: Lexicon) -> list[Chunk]:
    """Return the chunks of ``sentence``."""
    return Chunker(sentence, lexicon).run()
