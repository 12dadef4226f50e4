"""Predicates of loss and what they claim: the grammar of "destroyed", "were killed", "losses amounted to".

Each rule pairs a predicate from the lexicon with the noun phrases it governs and yields hits: phrase, outcome, the rule
that fired, and the spans of the agent and of the loser if the clause names them. Who they are is decided elsewhere.
Numbers that no rule takes are rejected with a reason.

Rules, in the order they are tried (the first to take a phrase keeps it):

``<verb>.passive``       two tanks were destroyed · two tanks destroyed · 3,060 of which were destroyed
``<verb>.intransitive``  two soldiers died
``<verb>.active``        X destroyed two tanks, a truck and mortars · X sent two men to hell
``<verb>.loser``         X lost two tanks           ``cost`` the raid cost X two tanks
``state.copula``         two men are missing · two children were among the dead
``total.<noun>``         the death toll rose to 23 · losses amounted to two tanks · dead: 57,310 (+98)
``of.<noun>``            the loss of two tanks · bodies of two men
``noun.<outcome>``       12 deaths · 300 casualties · 158,700 Russian dead
``adjective.<word>``     two destroyed tanks
``row``                  tanks – 11,047 (+4)
``part``                 including 11 Bradleys · nine of them · three over Kursk
``gap``                  up to 215 by the Zapad group
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipelines.extract.clauses import Clauses, may_contain
from pipelines.extract.lexicon import BODIES, Frame, Lexicon, Nominal
from pipelines.extract.model import Rejection
from pipelines.extract.phrases import Chunker, Phrase, VerbGroup
from pipelines.extract.text import Sentence

MILLION = 1_000_000
_SHORT = 120  # characters: a sentence without a word of loss that only gives another figure


@dataclass(slots=True)
class Hit:
    """A phrase that somebody lost, before roles are filled."""

    sentence: Sentence
    phrase: Phrase
    category: str
    outcome: str
    rule_id: str
    predicate: tuple[int, int]  # offsets of the words that state the loss
    agent: tuple[int, int] | None = None  # offsets of who did it
    loser: tuple[int, int] | None = None  # offsets of who lost it, where the predicate names them
    modality: str = "asserted"
    parent: Hit | None = None
    part_kind: str | None = None
    aggregation: str = ""  # set by the rule where the form decides: rows of a table, "(+12)"
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Table:
    """A total that lines of the form "tanks – 11,047" belong to."""

    persons: str
    things: str
    rule_id: str
    predicate: tuple[int, int]
    loser: tuple[int, int] | None
    para: int


@dataclass(slots=True)
class Context:
    """What earlier sentences of the document leave behind for later ones."""

    text: str = ""  # of the document
    hits: list[Hit] = field(default_factory=list)
    table: Table | None = None

    def goes_on(self, sentence: Sentence) -> bool:
        """Tell whether a sentence without a word of loss may go on with what was lost: rows, lists, rival figures."""
        if self.table is not None:
            return True
        last = self.hits[-1].sentence.index if self.hits else -9
        short = len(sentence.text) < _SHORT
        return sentence.index - last <= (1 if short else 0) or (sentence.index - last <= 3 and ":" in sentence.text)

    def first_mention(self, head: str, start: int) -> bool:
        """Tell whether the text before offset ``start`` has not named such a person yet."""
        return re.search(rf"\b{re.escape(head)}s?\b", self.text[:start], re.IGNORECASE) is None

    def latest(
        self, lexicon: Lexicon, *, persons: bool, things: bool, only: frozenset[str] = frozenset()
    ) -> Hit | None:
        """Return the last hit that a number without a noun may stand for."""
        for hit in reversed(self.hits[-12:]):
            person = lexicon.is_person(hit.category)
            if (person and persons) or (not person and things and fits(lexicon, hit.category, only)):
                return hit
        return None


def fits(lexicon: Lexicon, category: str, only: frozenset[str]) -> bool:
    """Tell whether ``category`` is among the codes a verb is limited to (none = no limit)."""
    codes = only - {"counted", "bodies", "tolls", "negated"}
    return not codes or any(lexicon.is_a(category, code) for code in codes)


class SentenceFrames:
    """Reads one sentence."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, context: Context) -> None:
        self.sentence, self.lexicon, self.context = sentence, lexicon, context
        chunker = Chunker(sentence, lexicon)
        self.chunks = chunker.run()
        self.tokens, self.numbers = chunker.tokens, chunker.numbers
        self.at = Clauses(self.chunks, chunker.tokens, chunker.notes, lexicon)
        self.taken: dict[int, list[Hit]] = {}
        self.why_not: dict[int, str] = {}
        self.spent: set[int] = set()  # kinds whose number was taken: "South Africans" in "the number of them killed"
        self.table_here: Table | None = None
        self.contest = any(c.phrase is not None and c.phrase.reason in {"politics", "sport"} for c in self.chunks)
        self.headline = not sentence.text.rstrip("\"”’'»)").endswith((".", "!", "?", "…", ";", ":", ","))

    def read(self) -> tuple[list[Hit], list[Rejection]]:
        """Return the hits in text order and the rejected numbers."""
        verbs = [k for k, chunk in enumerate(self.chunks) if chunk.verb is not None and chunk.verb.frames]
        self._totals()
        self._counted_kinds()
        self._rows()
        self._ofs()
        for k in verbs:
            self._patient_subject(k)
        for k in verbs:
            self._patient_object(k)
        for k in verbs:
            self._pronoun_object(k)
        self._states()
        for k in verbs:
            self._announced_list(k)
        self._nouns_and_adjectives()
        self._additions()
        self._revisions()
        self._rival_figures()
        self._headed_list()
        self._parts()
        self._breakdowns()
        self._gaps()
        hits = sorted((hit for found in self.taken.values() for hit in found), key=lambda h: (h.start, h.end))
        self.context.hits.extend(hits)
        self.context.table = self._table_after(hits)
        return hits, self._rejections()

    # -- taking a phrase

    def _span(self, a: int, b: int) -> tuple[int, int]:
        """Offsets of chunks ``a`` to ``b`` inclusive."""
        return self.tokens[self.chunks[a].i].start, self.tokens[self.chunks[b].end - 1].end

    def _take(
        self,
        k: int,
        outcome: str,
        rule: str,
        predicate: tuple[int, int],
        *,
        agent: tuple[int, int] | None = None,
        loser: tuple[int, int] | None = None,
        modality: str = "asserted",
        category: str | None = None,
    ) -> Hit | None:
        phrase = self.at.np(k)
        if phrase.det == "no" or (phrase.number is not None and phrase.number.best == 0):
            self.why_not[k] = "negation"
            return None
        if k in self.spent:
            return None
        if k in self.taken:
            first = self.taken[k][0]
            if (
                rule.split(".", maxsplit=1)[0] != first.rule_id.split(".")[0]
                and first.outcome != outcome
                and self._joined(first.predicate, predicate)
            ):
                first.outcome = joint_outcome(first.outcome, outcome)
            return None
        hit = Hit(
            self.sentence,
            phrase,
            category or phrase.category or "PERS",
            outcome,
            rule,
            predicate,
            agent,
            loser,
            modality,
            start=phrase.start_char,
            end=phrase.end_char,
        )
        self.taken[k] = [hit]
        self._increment(k, hit)
        return hit

    def _increment(self, k: int, hit: Hit) -> None:
        """ "57,310 (+98)": the number in brackets is a claim of its own."""
        j = k + 1
        if self.at.kind(j) == "open" and self.at.kind(j + 1) == "np":
            phrase = self.at.phrase(j + 1)
            if phrase is not None and phrase.headless and self.tokens[phrase.i].text == "+":
                hit.aggregation = "cumulative"
                if phrase.number is not None and phrase.number.best == 0:
                    self.why_not[j + 1] = "zero"
                    return
                more = replace(
                    hit,
                    phrase=phrase,
                    rule_id="row.increment",
                    aggregation="incremental",
                    start=phrase.start_char,
                    end=phrase.end_char,
                )
                self.taken[j + 1] = [more]

    def _joined(self, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """Two predicates joined by "and" or "or" with no noun phrase between share their patient."""
        a, b = sorted((first, second))
        between = self.sentence.text[a[1] - self.sentence.start : b[0] - self.sentence.start].strip(" ,").lower()
        return between in {"and", "or", "", "and/or", "and then", "or otherwise", ", and", ", or"} or (
            len(between) < 60 and between.split()[-1:] in (["and"], ["or"]) and not any(c.isdigit() for c in between)
        )

    # -- frames of a verb

    def _frame_for(self, k: int, j: int, kinds: frozenset[str]) -> tuple[Frame, str, str] | None:
        """Return (frame, outcome, category) if the verb at ``k`` makes a loss of the phrase at ``j``."""
        verb, phrase = self.at.group(k), self.at.np(j)
        for frame, forms in sorted(verb.frames, key=lambda f: (not f[0].tails, not f[0].idle)):
            if frame.idle and self._tail(k, frame, phrase):
                return None
            if j < k and forms == {"base"} and frame.frame == "transitive":
                continue
            if frame.frame not in kinds or ("negated" in frame.only and not verb.negated):
                continue
            if frame.tails and not self._tail(k, frame, phrase):
                continue
            # "suffered", "sustained": what stands before the verb is who lost, never what was lost
            if "counted" in frame.only and ((frame.frame == "loser" and j < k) or not phrase.counted):
                continue
            category = phrase.category or self._category_of_headless(j, frame) or self._implied(phrase, frame)
            if category is None:
                continue
            person = self.lexicon.is_person(category)
            if phrase.outcome_noun is not None and phrase.outcome_noun.kind == "count":
                if frame.verb in {"kill", "wound"}:
                    continue
                return frame, phrase.outcome_noun.outcome, category
            outcome = frame.persons if person else frame.things
            if person and self.contest and outcome in {"lost", "captured", "eliminated"} and category != "PERS_MIL":
                continue  # "lost 12 seats and a minister"
            if person and outcome == "eliminated" and category != "PERS_MIL" and not phrase.counted:
                continue  # "destroyed his opponents"
            if person and outcome == "lost" and phrase.head == "life":
                outcome = "killed"
            if not outcome:
                continue
            if person and "bodies" in frame.only:
                if not self._is_body(phrase):
                    continue
            elif person and outcome == "wounded" and self._is_body(phrase):
                continue
            elif "tolls" in frame.only:
                if phrase.outcome_noun is None:
                    continue
            elif not fits(self.lexicon, category, frame.only):
                continue
            return frame, outcome, category
        return None

    def _implied(self, phrase: Phrase, frame: Frame) -> str | None:
        """A counted noun in no list is what the verb is made for: "four fidayeen killed", "six Phantoms shot down"."""
        if not self._unknown(phrase) or not frame.implied:
            return None
        name = self.tokens[phrase.end - 1].text[:1].isupper()
        told = self.lexicon.is_person(frame.implied) or frame.implied == "NAVAL" or name
        return frame.implied if told else None

    @staticmethod
    def _unknown(phrase: Phrase) -> bool:
        return phrase.reason == "unknown_head" and phrase.number is not None

    @staticmethod
    def _is_body(phrase: Phrase) -> bool:
        dead = phrase.adjective is not None and phrase.adjective.persons == "killed"
        state = phrase.outcome_noun is not None and phrase.outcome_noun.outcome == "killed"
        return dead or state or phrase.head in BODIES

    def _tail(self, k: int, frame: Frame, phrase: Phrase) -> bool:
        """Tell whether one of the frame's tails follows in the clause (or closes the object)."""
        start = self.chunks[k].end
        stop = start
        while stop < len(self.tokens) and stop - start < 24 and self.tokens[stop].text not in {";", ".", "“"}:
            stop += 1
        words = [token.lower for token in self.tokens[start:stop]]
        for tail in frame.tails:
            n = len(tail)
            for i in range(1 if frame.idle and tail[0] not in _OPENING else len(words) - n + 1):
                if tuple(words[i : i + n]) == tail:
                    limit = 3 if frame.frame == "intransitive" else 16
                    if frame.frame == "intransitive" and tail[0] in {"in", "with", "at", "on", "for"}:
                        limit = 14
                    if i <= limit + 3:
                        return True
        return False

    def _category_of_headless(self, j: int, frame: Frame) -> str | None:
        """A number alone counts what the verb asks for, or what was counted last."""
        phrase = self.at.np(j)
        if not phrase.headless:
            return None
        persons, things = bool(frame.persons) and "bodies" not in frame.only, bool(frame.things)
        if frame.only == frozenset({"PERS"}):
            things = False
        if frame.persons == "eliminated" and frame.verb in _OF_PEOPLE and phrase.more is not None:
            hit = self.context.latest(self.lexicon, persons=True, things=False)
            if hit is not None and not any(self.at.known(n) for n in range(j)):
                return hit.category
        # a number after the verb: first what stands before it in the sentence
        for n in range(j - 1, -1, -1):
            other = self.at.phrase(n)
            category = self.taken[n][0].category if n in self.taken else other.category if other is not None else None
            if other is None or category is None or not (n in self.taken or other.number is not None or phrase.of_them):
                continue
            person = self.lexicon.is_person(category)
            if person and persons:
                return category
            if not person and things and fits(self.lexicon, category, frame.only):
                return category
        hit = self.context.latest(self.lexicon, persons=persons, things=things, only=frame.only)
        if hit is not None:
            return hit.category
        if persons and (not things or frame.persons in {"killed", "wounded"}):
            return "PERS"
        if frame.things and frame.verb in {"shoot down", "down", "intercept"} and phrase.number is not None:
            return None
        return "PERS" if persons and not phrase.more else None

    # -- verbs whose subject is lost

    def _patient_subject(self, k: int) -> None:
        verb = self.at.group(k)
        if self._object_after_passive(k):
            return
        shared = self._shares_passive(k)
        kinds = self._subject_kinds(k, verb, shared)
        if not kinds:
            return
        reason = self.at.blocked(shared if shared is not None else k) or (
            self.at.blocked(k) if shared is not None else ""
        )
        subjects = self.at.subjects(shared if shared is not None else k)
        agent = self._by(k) if verb.passive or shared is not None or "passive" in kinds else None
        predicate = self._span(k, k)
        frames = (
            frozenset({"transitive", "either", "loser"})
            if "passive" in kinds
            else frozenset({"intransitive", "either"})
        )
        if "passive" in kinds and "intransitive" in kinds:
            frames = frozenset({"transitive", "either", "loser", "intransitive"})
        bare = not verb.passive and shared is None and "intransitive" not in kinds
        if bare:
            nearest = self.at.left(k)
            if (
                self._counts(nearest)
                and nearest not in subjects
                and self.at.word(self.at.left(nearest)) not in {"by", "in"}
            ):
                subjects = [nearest]  # "spoke of 16 militants killed"
            subjects = self._adjacent(subjects)
        absolute = self._absolute(k, verb)
        if absolute:
            subjects = absolute
        mixed = any(self.at.known(j) and not self.lexicon.is_person(self.at.np(j).category or "") for j in subjects)
        for j in subjects:
            phrase = self.at.np(j)
            found = None
            if bare and (phrase.outcome_noun is not None or phrase.head in _OUTCOME_HEADS):
                continue  # "180 dead, 60 wounded": each has its own outcome
            if phrase.name and not phrase.loseable:
                found = self._named(k, j, frames)
            elif phrase.loseable or self._unknown(phrase):
                found = self._frame_for(k, j, frames)
            if found is None:
                if phrase.counted:
                    self.why_not.setdefault(j, phrase.reason or "no_frame")
                continue
            frame, outcome, category = found
            if not self._claimable(phrase, definite=True):
                continue
            if bare and not (phrase.counted or phrase.name or self.headline):
                continue  # "armour smashed through": no passive
            unaided = not verb.passive and shared is None
            alone = not (absolute or mixed)
            if unaided and alone and frame.frame == "loser" and self.lexicon.is_person(category):
                continue  # "ministers lost in their constituencies"
            if "negated" in frame.only:  # "did not return"
                reason = "hypothetical" if verb.modal else ""
            if reason:
                self._refuse(j, k, reason, found)
                continue
            voice = "intransitive" if frame.frame == "intransitive" else "passive"
            self._take(j, outcome, f"{_slug(frame.verb)}.{voice}", predicate, agent=agent, category=category)

    def _adjacent(self, subjects: list[int]) -> list[int]:
        """Before a bare participle ("3 tanks, 40 men killed") only counted phrases of one list belong to it."""
        kept = subjects[-1:]
        for j in reversed(subjects[:-1]):
            between = {self.at.kind(n) for n in range(j + 1, kept[0])}
            if not self._counts(j) or "adjective" in between or not between <= {"comma", "conj", "adv", "quote"}:
                break
            kept.insert(0, j)
        return kept

    def _absolute(self, k: int, verb: VerbGroup) -> list[int]:
        """ "With 42 sailors lost", "with nine troops dying each day": the phrase between "with" and a participle."""
        j = self.at.left(k)
        participle = verb.forms & {"participle", "gerund"} and not (verb.have or verb.to or verb.modal)
        counted = self._counts(j) and self.at.word(self.at.left(j)) == "with"
        return [j] if participle and counted and not self._takes_object(k) else []

    def _refuse(self, j: int, k: int, reason: str, found: tuple[Frame, str, str]) -> None:
        frame, outcome, category = found
        phrase = self.at.np(j)
        if reason in {"hypothetical", "future"} and phrase.counted and j not in self.taken:
            self._take(
                j, outcome, f"{_slug(frame.verb)}.{reason}", self._span(k, k), modality=reason, category=category
            )
        self.why_not[j] = reason

    def _claimable(self, phrase: Phrase, *, definite: bool) -> bool:
        """Without a number or "a", only plural nouns, definite singulars and names can be claims."""
        if phrase.counted or phrase.name:
            return True
        if phrase.category is None or self._ordinal(phrase) or phrase.head == "life":
            return False  # "lost their lives" counts the subject
        if self.lexicon.is_person(phrase.category) and phrase.head_number == "singular":
            if phrase.det == "the" and definite and phrase.category != "PERS" and phrase.head not in _ANYBODY:
                return self.context.first_mention(phrase.head, phrase.start_char)  # "the base commander was hurt"
            return (phrase.det == "poss" and phrase.owner is None) or (phrase.det == "" and self.headline)
        if phrase.outcome_noun is not None:
            return False
        if phrase.head_number in {"plural", "both"}:
            return phrase.det in {"", "poss", "all"}  # "the tanks" without a number refers back
        return definite and phrase.det in {"", "the", "poss"} and not self.lexicon.is_person(phrase.category)

    def _ordinal(self, phrase: Phrase) -> bool:
        """ "the second ship": an ordinal is no count."""
        words = (self.tokens[n].text for n in range(phrase.i, phrase.end))
        return phrase.det in {"the", "poss"} and any(word in _ORDINALS for word in words)

    def _named(self, k: int, j: int, kinds: frozenset[str]) -> tuple[Frame, str, str] | None:
        """A name as the one who died: only verbs of people, and only a name of two words or more."""
        verb = self.at.group(k)
        phrase = self.at.np(j)
        if phrase.reason != "no_head" or phrase.owner is not None:
            return None
        for frame, _ in verb.frames:
            if (
                frame.frame in kinds
                and frame.only == frozenset({"PERS"})
                and frame.persons in {"killed", "wounded", "captured"}
            ):
                if frame.tails and not self._tail(k, frame, phrase):
                    continue
                return frame, frame.persons, "PERS"
        return None

    def _subject_kinds(self, k: int, verb: VerbGroup, shared: int | None) -> frozenset[str]:
        """Decide the voice: what of passive and intransitive the verb at ``k`` may be."""
        frames = {frame.frame for frame, _ in verb.frames}
        kinds: set[str] = set()
        if self.at.kind(k + 1) == "colon" and not verb.passive:
            return frozenset()  # a label: "destroyed: 842"
        past = "past" in verb.forms or "participle" in verb.forms
        if verb.passive or shared is not None:
            return frozenset({"passive", "intransitive"} if "intransitive" in frames else {"passive"})
        object_follows = self._takes_object(k)
        if frames & {"intransitive"} or ("either" in frames and not object_follows):
            tails = [frame for frame, _ in verb.frames if frame.frame == "intransitive"]
            if not (verb.be and not verb.passive and verb.forms != {"gerund"}):
                kinds.add("intransitive")
            if tails and all(frame.tails for frame in tails) and "transitive" not in frames and "loser" not in frames:
                return frozenset(kinds)
        if (
            past
            and not verb.have
            and not verb.modal
            and not verb.do
            and not verb.to
            and not verb.be
            and not object_follows
        ):
            before = self.at.left(k)
            if self._has_noun_before(before) or self.at.kind(before) in {"close", "comma"}:
                kinds.add("passive")
        return frozenset(kinds)

    def _has_noun_before(self, k: int) -> bool:
        return self.at.kind(k) in {"np", "word"}

    def _takes_object(self, k: int) -> bool:
        """Tell whether an object follows the verb at ``k`` ("killed 12", not "killed Tuesday")."""
        j = k + 1
        while self.at.kind(j) in {"adv", "quote"}:
            j += 1
        if self.at.kind(j) == "pron":
            return self.at.word(j) not in {"there", "here"}
        phrase = self.at.phrase(j)
        if phrase is None:
            if self.at.kind(j) in {"conj", "comma"}:
                n = self.at.right(j)
                other = self.at.verb(n)
                return (
                    other is not None
                    and bool(other.frames)
                    and not other.be
                    and not other.have
                    and self._takes_object(n)
                )
            return False
        if phrase.reason == "time":
            return False  # "killed Tuesday", "sank six days later"
        return not (phrase.counted and self.at.is_subject(j) and self.at.kind(j - 1) == "comma")

    def _shares_passive(self, k: int) -> int | None:
        """ "were shot or WOUNDED": a bare participle joined to a passive verb shares its subject."""
        verb = self.at.group(k)
        if verb.be or verb.have or verb.to or verb.modal or "participle" not in verb.forms or self._takes_object(k):
            return None
        j = self.at.left(k)
        posture = self.at.verb(j)
        if posture is not None and posture.lemma in {"lie", "stand", "sit"}:
            return j  # "fourteen tanks lay wrecked"
        if self.at.kind(j) not in {"conj", "comma"}:
            return None
        while self.at.kind(j) in {"conj", "comma", "adv"}:
            j -= 1
        steps = 0
        while j >= 0 and steps < 8:
            other = self.at.verb(j)
            if other is not None:
                if other.passive:
                    return j
                if "participle" in other.forms and not other.have and not other.be and other.frames and j + 1 < k:
                    further = self._shares_passive(j)
                    return further if further is not None else (j if self._has_noun_before(self.at.left(j)) else None)
                return None
            if self.at.kind(j) == "semi":
                return None
            phrase = self.at.phrase(j)
            if phrase is not None and (phrase.counted or phrase.loseable) and self.at.kind(self.at.left(j)) != "prep":
                return None
            j -= 1
            steps += 1
        return None

    def _object_after_passive(self, k: int) -> bool:
        """ "Was credited with six tanks": a verb with a preposition of its own keeps its object in the passive."""
        verb = self.at.group(k)
        return verb.passive and verb.lemma.endswith(" with") and self._takes_object(k)

    def _by(self, k: int) -> tuple[int, int] | None:
        """Return the span of the agent in "destroyed by X" after the verb at ``k``."""
        j = k + 1
        steps = 0
        while j < len(self.chunks) and steps < 7:
            if self.at.kind(j) == "prep" and self.at.word(j) == "by" and self.at.kind(j + 1) == "np":
                return self._long_span(j + 1)
            if self.at.kind(j) in {"verb", "semi", "stop", "sub", "comma"}:
                return None
            j += 1
            steps += 1
        return None

    def _long_span(self, k: int) -> tuple[int, int]:
        """The phrase at ``k`` with a following "of ..."."""
        last = k
        while self.at.kind(last + 1) == "prep" and self.at.word(last + 1) == "of" and self.at.kind(last + 2) == "np":
            last += 2
        return self._span(k, last)

    # -- verbs whose object is lost

    def _patient_object(self, k: int) -> None:
        verb = self.at.group(k)
        if any(frame.frame in {"deprive", "pay"} for frame, _ in verb.frames):
            self._deprived(k)
            return
        if verb.passive and not self._object_after_passive(k):
            return
        if self._shares_passive(k) is not None:
            return
        objects = self.at.objects(k)
        if not objects:
            self._object_before(k)
            return
        reason = self.at.blocked(k) or self._blocked_with_partner(k)
        subject = self._subject_span(k)
        predicate = self._span(k, k)
        if any(frame.frame == "cost" for frame, _ in verb.frames):
            self._cost(k, objects, predicate, reason)
            return
        kinds = frozenset({"transitive", "either", "loser"})
        for item in objects:
            j = self._apposed(item)
            phrase = self.at.np(j)
            found = self._frame_for(k, j, kinds) if phrase.loseable or self._unknown(phrase) else None
            beside_dead = verb.lemma == "leave" and objects[0] in self.taken
            if found is None and beside_dead and self._left_things(k, j, subject):
                continue
            if found is None and phrase.name and j in {objects[0], self._apposed(objects[0])}:
                found = self._named(k, j, kinds)
            if found is None:
                if phrase.counted:
                    self.why_not.setdefault(j, phrase.reason or "no_frame")
                continue
            frame, outcome, category = found
            if j != item:
                category = self.at.np(item).category or category
            if not self._claimable(phrase, definite=True):
                continue
            if reason:
                self._refuse(j, k, reason, found)
                continue
            loser = subject if frame.frame == "loser" else None
            agent = None if frame.frame == "loser" else subject
            self._take(j, outcome, f"{_slug(frame.verb)}.{'loser' if loser or frame.frame == 'loser' else 'active'}",
                       predicate, agent=agent, loser=loser, category=category)  # fmt: skip

    def _left_things(self, k: int, j: int, subject: tuple[int, int] | None) -> bool:
        """ "They left fourteen dead, two lorries and a mortar": what lies beside the dead was left behind too."""
        phrase = self.at.np(j)
        actor = self.at.phrase(next(iter(self.at.subjects(k)), -1))
        blow = actor is not None and actor.reason in {"event", "occasion"}
        if blow or not phrase.counted or phrase.category is None or self.lexicon.is_person(phrase.category):
            return False
        return self._take(j, "abandoned", "leave.loser", self._span(k, k), loser=subject) is not None

    def _apposed(self, k: int) -> int:
        """ "The mayor, Felix Gutierrez": the name stands for the one person that a definite phrase means."""
        phrase = self.at.np(k)
        if phrase.category is None or phrase.name or phrase.counted or not self.lexicon.is_person(phrase.category):
            return k
        if phrase.head_number != "singular" or phrase.det not in {"the", "poss"}:
            return k
        j = k + 1
        while self.at.kind(j) == "prep" and j < k + 5:
            j = self.at.past_prep(j)
        name = self.at.phrase(j + 1)
        return j + 1 if self.at.kind(j) == "comma" and name is not None and name.name else k

    def _pronoun_object(self, k: int) -> None:
        """ "Fired at a tank, destroying it": the pronoun stands for what was counted just before."""
        verb, word = self.at.group(k), self.at.word(k + 1)
        if (
            verb.forms != {"gerund"}
            or self.at.kind(k + 1) != "pron"
            or word not in {"it", "them"}
            or self.at.blocked(k)
        ):
            return
        for j in range(k - 1, max(k - 10, -1), -1):
            phrase = self.at.phrase(j)
            if phrase is None or not phrase.counted or phrase.category is None or j in self.taken:
                continue
            one = phrase.det == "a" or (phrase.number is not None and phrase.number.best == 1)
            if self.lexicon.is_person(phrase.category) or one != (word == "it"):
                continue
            found = self._frame_for(k, j, frozenset({"transitive", "either"}))
            if found is not None:
                frame, outcome, category = found
                self._take(j, outcome, f"{_slug(frame.verb)}.pronoun", self._span(k, k + 1), category=category)
            return

    def _announced_list(self, k: int) -> None:
        """ "Also recovered were four rifles", "items recovered include 33 rifles": the list follows a linking verb."""
        verb = self.at.group(k)
        if "participle" not in verb.forms or verb.be or verb.have or verb.to or verb.modal or self._takes_object(k):
            return
        subject = self.at.left(k)
        announces = self.at.kind(subject) != "np" or not self._counts(subject)
        j = k + 1
        while announces and j < min(k + 12, len(self.chunks)) and self.at.kind(j) not in {"semi", "stop", "sub"}:
            link = self.at.verb(j)
            if (link is not None and link.lemma in {"be", "include", "comprise"} and not link.frames) or self.at.kind(
                j
            ) == "colon":
                self._take_list(k, self.at.objects(j), self.at.phrase(subject))
                return
            if link is not None:
                return
            j += 1

    def _take_list(self, k: int, items: list[int], subject: Phrase | None) -> None:
        counted = subject.category if subject is not None else None  # "tanks lost: 12"
        for item in items:
            n = self._apposed(item)
            phrase = self.at.np(n)
            found = self._frame_for(k, n, frozenset({"transitive", "either", "loser"})) if phrase.loseable else None
            if found is None and phrase.name:
                found = self._named(k, n, frozenset({"transitive", "either"}))
            if found is not None and (phrase.counted or phrase.name):
                frame, outcome, category = found
                if phrase.headless and counted is not None:
                    category = counted
                    outcome = frame.persons if self.lexicon.is_person(category) else frame.things
                self._take(n, outcome, f"{_slug(frame.verb)}.list", self._span(k, k), category=category)

    def _blocked_with_partner(self, k: int) -> str:
        """A verb joined to a blocked one shares its fate: "could kill or wound 300"."""
        verb = self.at.group(k)
        if verb.forms & {"base"} and not (verb.be or verb.have or verb.to or verb.modal):
            j = self.at.left(k)
            while j >= 0 and self.at.kind(j) not in {"verb", "semi", "stop"}:
                j -= 1
            if self.at.verb(j) is not None and (self.at.verb(j).modal or self.at.verb(j).to):  # type: ignore[union-attr]
                return self.at.blocked(j)
        return ""

    def _object_before(self, k: int) -> None:
        """ "the tanks (that) Ukraine destroyed": the object of a relative clause stands before its subject."""
        verb = self.at.group(k)
        subject = self.at.left(k)
        if self.at.kind(subject) not in {"np", "pron"} or verb.forms <= {"gerund"}:
            return
        j = self.at.left(subject)
        if self.at.kind(j) == "rel":
            j = self.at.left(j)
        phrase = self.at.phrase(j)
        if phrase is None or not phrase.loseable or not phrase.counted or j in self.taken:
            return
        found = self._frame_for(k, j, frozenset({"transitive", "either", "loser"}))
        if found is None or self.at.blocked(k):
            return
        frame, outcome, category = found
        span = self._span(subject, subject)
        loser = span if frame.frame == "loser" else None
        self._take(
            j,
            outcome,
            f"{_slug(frame.verb)}.relative",
            self._span(k, k),
            agent=None if loser else span,
            loser=loser,
            category=category,
        )

    def _cost(self, k: int, objects: list[int], predicate: tuple[int, int], reason: str) -> None:
        """ "the day cost the invaders 980 men": first who loses, then what."""
        first = objects[0]
        loser: tuple[int, int] | None = None
        start = k
        if not self._counts(first) and self.at.kind(first + 1) == "np" and self._counts(first + 1):
            loser, start = self._span(first, first), first
        elif self.at.kind(k + 1) == "pron":
            loser, start = self._span(k + 1, k + 1), k + 1
        for j in self.at.objects(start):
            phrase = self.at.np(j)
            found = self._frame_for(k, j, frozenset({"cost", "transitive"})) if phrase.loseable else None
            if found is None:
                continue
            _, outcome, category = found
            if reason:
                self.why_not[j] = reason
                continue
            self._take(j, outcome, "cost", predicate, loser=loser, category=category)

    def _deprived(self, k: int) -> None:
        """ "The raid rid them of two guns", "they paid for the hill with 40 men": a preposition opens the loss."""
        verb = self.at.group(k)
        frame = next(frame for frame, _ in verb.frames if frame.frame in {"deprive", "pay"})
        words = {tail[0] for tail in frame.tails}
        j = self.at.right(k)
        while self.at.kind(j) in {"np", "pron", "prep", "adv"} and self.at.word(j) not in words:
            j += 1
        if self.at.word(j) not in words or not self._counts(j + 1):
            return
        reason = self.at.blocked(k)
        loser: tuple[int, int] | None
        if frame.frame == "deprive" and not verb.passive and self.at.kind(k + 1) in {"np", "pron"}:
            loser = self._span(k + 1, k + 1)
        else:
            loser = None if verb.passive and frame.frame == "pay" else self._subject_span(k)
        for n in self.at.objects(j):
            phrase = self.at.np(n)
            found = self._frame_for(k, n, frozenset({"deprive", "pay"})) if phrase.loseable else None
            if found is None or not phrase.counted:
                continue
            if reason:
                self.why_not[n] = reason
                continue
            rule = f"{_slug(frame.verb)}.{frame.frame}"
            self._take(n, found[1], rule, self._span(k, k), loser=loser, category=found[2])

    def _counts(self, k: int) -> bool:
        phrase = self.at.phrase(k)
        return phrase is not None and phrase.counted

    def _subject_span(self, k: int) -> tuple[int, int] | None:
        """Return the span of the subject of the active verb at ``k``, also across "and" and participles."""
        j = self.at.left(k)
        hops = 0
        while j >= 0 and hops < 30:
            kind = self.at.kind(j)
            if kind == "rel":
                antecedent = self.at.antecedent(j)
                return self._long_span(antecedent[0]) if antecedent else None
            if kind in {"semi", "stop", "bullet"}:
                return None
            if kind == "np" or (kind == "pron" and self.at.word(j) in _SUBJECT_PRONOUNS):
                start = self.at.clause_start(k)
                tops = [n for n in range(start, k) if self._is_top(n)]
                if tops:
                    return self._long_span(tops[0])
                verb = self.at.verb(start - 1) if start else None
                if verb is not None and start - 1 != k:  # a joined verb: its subject is ours
                    return self._subject_span(start - 1)
                return None
            if kind == "verb":
                return self._subject_span(j)
            if kind == "sub":
                return None
            j -= 1
            hops += 1
        return None

    def _is_top(self, n: int) -> bool:
        kind = self.at.kind(n)
        if kind == "pron":
            return self.at.word(n) in _SUBJECT_PRONOUNS
        if kind != "np":
            return False
        before = self.at.left(n)
        if self.at.kind(before) == "verb" or (
            self.at.kind(before) in {"conj", "comma"} and self._object_list_item(before)
        ):
            return False
        phrase = self.at.phrase(n)
        if phrase is not None and phrase.reason == "time":
            return False
        return self.at.kind(before) != "prep"

    def _object_list_item(self, k: int) -> bool:
        j = k
        while j >= 0 and self.at.kind(j) in {"conj", "comma", "np"}:
            j -= 1
        return self.at.kind(j) == "verb"

    # -- being dead, missing, among the wounded

    def _states(self) -> None:
        for k, chunk in enumerate(self.chunks):
            verb = chunk.verb
            if verb is None or verb.lemma not in {
                "be",
                "remain",
                "lie",
                "go",
                "leave",
                "list",
                "declare",
                "report",
                "find",
                "confirm",
                "pronounce",
                "presume",
            }:
                continue
            j = self.at.right(k)
            if self.at.kind(j) == "adjective" or self._state_word(j):
                self._copula(k, j)
            elif self.at.kind(j) == "prep" and self.at.word(j) in {"among", "amongst"}:
                phrase = self.at.phrase(j + 1)
                if phrase is not None and phrase.outcome_noun is not None:
                    self._state_of(
                        self.at.subjects(k), phrase.outcome_noun.outcome, self._span(k, j + 1), self.at.blocked(k)
                    )
                elif self.at.word(j + 1) == "those" and (participle := self.at.verb(j + 2)) is not None:
                    if participle.frames and not participle.be:  # "was among those killed"
                        outcome = participle.frames[0][0].persons
                        self._state_of(self.at.subjects(k), outcome, self._span(k, j + 2), self.at.blocked(k))
                elif phrase is not None and phrase.head in {"victim", "fatality", "casualty"}:
                    outcome = "casualties" if phrase.head == "casualty" else "killed"
                    self._state_of(self.at.subjects(k), outcome, self._span(k, j + 1), self.at.blocked(k))
            elif (
                self.at.kind(j) == "np"
                and verb.lemma == "be"
                and self.at.word(k - 2) == "those"
                and self.at.word(k - 3) in {"among", "amongst"}
                and (participle := self.at.verb(k - 1)) is not None
                and participle.frames
            ):  # "among those killed were Brigadier Omar and two guards"
                self._state_of(self.at.objects(k), participle.frames[0][0].persons, self._span(k - 1, k), "")
            elif (
                self.at.kind(j) == "np"
                and verb.lemma == "be"
                and k >= 2
                and self.at.word(self.at.left(self.at.left(k))) in {"among", "amongst"}
            ):
                phrase = self.at.phrase(self.at.left(k))
                if phrase is not None and phrase.outcome_noun is not None:
                    named = [n for n in range(j, len(self.chunks)) if self._is_named(n)]
                    self._state_of(
                        named if j in named else self.at.objects(k),
                        phrase.outcome_noun.outcome,
                        self._span(k, k),
                        self.at.blocked(k),
                    )
        for k, chunk in enumerate(self.chunks):
            dead = self.at.phrase(k + 2) if self.at.word(k + 1) in {"among", "amongst"} else None
            if chunk.phrase is not None and dead is not None and dead.outcome_noun is not None:
                self._state_of([k], dead.outcome_noun.outcome, self._span(k + 1, k + 2), "")  # "a child among the dead"
        for k, chunk in enumerate(self.chunks):
            phrase = chunk.phrase
            following = self.at.verb(k + 1)
            if phrase is not None and phrase.det == "the" and following is not None and following.lemma == "include":
                outcome = (
                    phrase.outcome_noun.outcome
                    if phrase.outcome_noun
                    else "killed"
                    if phrase.head in {"victim", "fatality"}
                    else ""
                )
                if outcome:
                    self._state_of(self.at.objects(k + 1), outcome, self._span(k, k + 1), "")

    def _is_named(self, n: int) -> bool:
        """Tell whether chunk ``n`` is a person's name in a list of names, "A, chief of X; B, chief of Y"."""
        phrase = self.at.phrase(n)
        return phrase is not None and phrase.name and self.at.kind(self.at.left(n)) != "prep"

    def _state_word(self, j: int) -> bool:
        note = self.at.notes[self.chunks[j].i] if j < len(self.chunks) else None
        return (
            note is not None
            and "adjective" in note
            and note["adjective"][1].use != "attributive"
            and self.at.kind(j) in {"np", "adjective", "word"}
        )

    def _copula(self, k: int, j: int) -> None:
        note = self.at.notes[self.chunks[j].i] or {}
        if "adjective" not in note:
            return
        entry = note["adjective"][1]
        if entry.use == "attributive":
            return
        reason = self.at.blocked(k)
        for n in self.at.subjects(k):
            phrase = self.at.phrase(n)
            if phrase is None or not phrase.loseable or not (phrase.counted or phrase.name):
                continue
            category = phrase.category or self._person_or_last(n)
            outcome = entry.persons if self.lexicon.is_person(category) else entry.things
            if not outcome:
                continue
            if reason:
                self.why_not[n] = reason
                continue
            self._take(n, outcome, f"state.{entry.word.split()[0]}", self._span(k, j), category=category)

    def _person_or_last(self, n: int) -> str:
        for m in range(n - 1, -1, -1):
            if m in self.taken and self.lexicon.is_person(self.taken[m][0].category):
                return self.taken[m][0].category
        hit = self.context.latest(self.lexicon, persons=True, things=False)
        return hit.category if hit is not None else "PERS"

    def _state_of(self, found: list[int], outcome: str, predicate: tuple[int, int], reason: str) -> None:
        parent = next((h for h in reversed(self.context.hits) if h.outcome in {outcome, "casualties"}), None)
        for n in found:
            phrase = self.at.phrase(n)
            if phrase is None or not (phrase.name or (phrase.loseable and phrase.counted)):
                continue
            if reason:
                self.why_not[n] = reason
                continue
            category = phrase.category or ("PERS" if phrase.name else self._person_or_last(n))
            hit = self._take(n, outcome, "state.among", predicate, category=category)
            if hit is not None and parent is not None and may_contain(self.lexicon, parent.category, hit.category):
                hit.parent, hit.part_kind = parent, "including"

    # -- nouns that state a loss

    def _totals(self) -> None:
        for k, chunk in enumerate(self.chunks):
            nominal = chunk.nominal
            if nominal is None or k in self.taken or chunk.kind == "prep":
                continue
            phrase = chunk.phrase
            if phrase is not None and phrase.number is not None:
                continue
            target = self._total_target(k, nominal)
            loser = self._owner_of(k)
            rule = f"total.{_slug(nominal.words)}"
            if nominal.things and nominal.persons and nominal.outcome_of_list:
                self.table_here = Table(
                    nominal.persons, nominal.things, rule, self._span(k, k), loser, self.sentence.para
                )
            if target is None:
                continue
            state = self.at.verb((self.at.objects(target - 1) or [target])[-1] + 1)
            if state is not None and state.frames and not (state.be or state.have) and "participle" in state.forms:
                continue  # "casualties: 6 men killed, 11 wounded": each has its own outcome
            reason = self.at.blocked(k, noun=True) or self._total_modal(k, target)
            self._take_total(k, target, nominal, reason)

    def _counted_kinds(self) -> None:
        """ "The number of Maoists killed rose to 31", "those surrendering number 40": a sum whose outcome is a verb."""
        for k in range(len(self.chunks) - 1):
            kind = last = k
            phrase = self.at.phrase(k)
            if phrase is not None and self.tokens[phrase.end - 1].lower in _TALLIES and self.at.word(k + 1) == "of":
                kind, last = k + 2, k + 2
            elif self.at.word(k) != "those":
                continue
            counted = self.at.phrase(kind)
            unclear = counted is None or counted.category is None or counted.counted
            if kind != k and unclear and self.at.word(kind) != "those":
                continue
            last = kind + 2 if self.at.kind(kind + 1) == "rel" else kind + 1
            verb = self.at.verb(last)
            frame = next((f for f, _ in verb.frames if not f.tails and not f.only & {"bodies"}), None) if verb else None
            if frame is None:
                continue
            category = counted.category if counted is not None and counted.category is not None else "PERS"
            outcome = frame.persons if self.lexicon.is_person(category) else frame.things
            target = self._total_target(last, Nominal("number of", frame.persons, frame.things, "total"))
            target = self._set_before(k) if target is None and kind != k else target
            if outcome and target is not None and not self.at.blocked(k, noun=True):
                rule = f"total.number_{_slug(frame.verb)}"
                category = self.at.np(target).category or category
                if self._take(target, outcome, rule, self._span(k, last), category=category) is not None:
                    self.spent.add(kind)

    def _set_before(self, k: int) -> int | None:
        """ "Takes to thirteen the number of": the figure stands between a raising verb and what it counts."""
        n = self.at.left(k)
        verb = self.at.verb(self.at.left(n - 1))
        figure = self.at.phrase(n)
        if figure is None or not figure.headless or self.at.word(n - 1) != "to" or verb is None:
            return None
        return n if verb.lemma in self.lexicon.linking["raise"] and not verb.modal and not verb.negated else None

    def _total_modal(self, k: int, target: int) -> str:
        for j in range(k, target):
            verb = self.at.verb(j)
            if verb is not None and (verb.modal or verb.negated):
                return self.at.blocked(j)
        return ""

    def _take_total(self, k: int, target: int, nominal: Nominal, reason: str) -> None:
        loser, rule = self._owner_of(k), f"total.{_slug(nominal.words)}"
        items = self.at.objects(target - 1)
        if target not in items:
            items = [target]
        for j in items:
            phrase = self.at.np(j)
            if not phrase.loseable or not (phrase.counted or nominal.things):
                if phrase.counted:
                    self.why_not.setdefault(j, phrase.reason or "no_frame")
                continue
            category = phrase.category
            if category is None:
                category = self._total_category(j, k, nominal)
                if category is None:
                    continue
            outcome = nominal.persons if self.lexicon.is_person(category) else nominal.things
            if phrase.outcome_noun is not None and phrase.outcome_noun.kind == "state":
                outcome = phrase.outcome_noun.outcome
            if not outcome:
                self.why_not.setdefault(j, "no_frame")
                continue
            if reason:
                self.why_not[j] = reason
                continue
            self._take(j, outcome, rule, self._span(k, k), loser=loser, category=category)

    def _total_category(self, j: int, k: int, nominal: Nominal) -> str | None:
        words = nominal.words.split()
        for code, names in (
            ("TANK", {"tank"}),
            ("AIRCRAFT", {"aircraft"}),
            ("PERS_MIL", {"personnel", "troop", "manpower", "soldiers"}),
            ("PERS_CIV", {"civilian", "civilians"}),
        ):
            if names & set(words):
                return code
        if nominal.persons and not nominal.things:
            return self._person_or_last(j) if nominal.persons not in {"killed"} else "PERS"
        hit = self.context.latest(self.lexicon, persons=bool(nominal.persons), things=bool(nominal.things))
        if hit is not None:
            return hit.category
        return None

    def _total_target(self, k: int, nominal: Nominal) -> int | None:
        """Find the figure of a total: after "of", a linking verb, a colon, or "at" and "to" of a raising verb."""
        single = nominal.outcome_only
        raised = self._raised(k)
        j = k + 1
        if nominal.use == "label":
            n = j if self.at.kind(j) == "np" else self.at.right(j) if self.at.kind(j) in {"colon", "dash"} else -1
            return n if self._counts(n) and self._plain_figure(n, nominal) else None
        link = False
        steps = 0
        while j < len(self.chunks) and steps < 16:
            kind, word = self.at.kind(j), self.at.word(j)
            steps += 1
            if kind == "rel" and word == "that":
                return None
            if kind in {"colon", "dash"} and (steps < 12 or link):
                n = self.at.right(j)
                if self.at.kind(n) == "quote":
                    n = self.at.right(n)
                return n if self._counts(n) and self._plain_figure(n, nominal) else None
            if kind == "prep":
                if self.at.kind(j + 1) == "prep" and self.at.word(j + 1) in {"to", "from", "at"}:
                    j += 1  # "revised down to 14"
                    continue
                n = self.at.right(j)
                figure = self._counts(n) and self._plain_figure(n, nominal)
                if figure and word == "of" and j == self.at.right(k) and not single:
                    return n
                if figure and (link or raised) and word in {"to", "at", "of"}:
                    return n
                if figure and link and word in {"from", "by"}:
                    j = n + 1
                    continue
                j = self.at.past_prep(j)
                continue
            if kind == "verb":
                verb = self.at.group(j)
                if single and not raised and not self._sums_up(k, verb):
                    return None
                if verb.lemma in self.lexicon.linking["link"] or verb.lemma in self.lexicon.linking["raise"]:
                    link = True
                    n = self.at.right(j)
                    if self._counts(n) and self._plain_figure(n, nominal):
                        return n
                elif link or not (self.at.reduced(j) or self.speech_inside(j)):
                    return None
            elif kind in {"semi", "stop", "sub"}:
                return None
            elif kind == "np" and self._counts(j) and self._plain_figure(j, nominal):
                bound = self.at.np(j).number
                if link or (raised and bound is not None and bound.qualifier == "up_to"):
                    return j  # "put the toll as high as 37"
            j += 1
        return None

    def _sums_up(self, k: int, verb: VerbGroup) -> bool:
        """Tell whether a bare outcome before ``verb`` is a sum: "the dead number 12", "British dead come to 17"."""
        phrase = self.at.phrase(k)
        if phrase is None or verb.lemma == "number":
            return verb.lemma == "number"
        if verb.passive and verb.lemma in self.lexicon.linking["raise"] and phrase.end - phrase.i > 1:
            return True  # "Royalist dead were put at 200"
        plural = self.tokens[phrase.end - 1].lower in {"deaths", "fatalities", "prisoners", "hostages"}
        return verb.lemma in _SUMS and (phrase.det == "the" or plural or phrase.end - phrase.i > 1)

    def speech_inside(self, k: int) -> bool:
        """ "losses ..., as reported by X, amount to": a participle between commas."""
        return self.at.kind(self.at.left(k)) in {"sub", "comma"} or self.at.word(self.at.left(k)) == "as"

    def _plain_figure(self, n: int, nominal: Nominal) -> bool:
        phrase = self.at.phrase(n)
        if phrase is None or (phrase.number is None and phrase.det != "a"):
            return False
        if phrase.reason:
            return False
        if phrase.category is None:
            return True
        return bool(nominal.persons if self.lexicon.is_person(phrase.category) else nominal.things)

    def _raised(self, k: int) -> bool:
        """A verb that sets a figure governs the noun: "bringing the toll to", "put the dead at 31, the hurt at 90"."""
        for j in range(k - 1, max(k - 7, -1), -1):
            verb = self.at.verb(j)
            if verb is not None:
                return verb.lemma in self.lexicon.linking["raise"]
            if self.at.kind(j) in {"semi", "stop", "comma"}:
                return False
        return False

    def _owner_of(self, k: int) -> tuple[int, int] | None:
        """Whose losses: "Russia's losses", "the enemy's losses", "losses of the enemy", "the Russian death toll"."""
        phrase = self.at.phrase(k)
        if phrase is None:
            return None
        if phrase.owner is not None:
            return phrase.owner
        j = k + 1
        while self.at.kind(j) == "prep" and j < k + 6:
            if self.at.word(j) in {"of", "among"} and self.at.kind(j + 1) == "np" and not self._counts(j + 1):
                return self._span(j + 1, j + 1)
            j = self.at.past_prep(j)
        before = self.at.left(k)
        if self.at.kind(before) == "np" and self.chunks[before].end == self.chunks[k].i:
            return self._span(before, before)
        if phrase.modifiers is not None or phrase.end - phrase.i > 1:
            return (phrase.start_char, phrase.end_char)
        if self.at.kind(before) in {"pron", "word"}:
            return self._span(before, k)
        return None

    def _ofs(self) -> None:
        for k, chunk in enumerate(self.chunks):
            nominal = chunk.nominal_of
            if nominal is None or (chunk.verb is not None and chunk.verb.forms != {"gerund"}):
                continue
            if self.at.word(k + 1) != ("to" if nominal.words == "damage" else "of"):
                continue
            phrase = chunk.phrase
            if phrase is not None and phrase.number is not None and phrase.category not in {"PERS"}:
                continue
            reason = self.at.blocked(k, noun=True)
            for first in self._of_items(k + 1):
                j = self._apposed(first)
                item = self.at.np(j)
                definite = item.det == "the" and (item.model is not None or self._one_thing(item))
                if not (item.loseable and (item.counted or item.name or definite)):
                    if item.name and nominal.persons in {"killed", "lost"} and not item.loseable:
                        known = self.at.np(first).category or "PERS"
                        self._take(j, "killed", f"of.{_slug(nominal.words)}", self._span(k, k), category=known)
                    elif item.counted:
                        self.why_not.setdefault(j, item.reason or "no_frame")
                    continue
                category = item.category or self._person_or_last(j)
                outcome = nominal.persons if self.lexicon.is_person(category) else nominal.things
                outcome = "killed" if outcome == "lost" and item.head == "life" else outcome
                if not outcome:
                    continue
                if item.headless and item.number is not None and (item.number.best or 0) >= MILLION:
                    self.why_not[j] = "money"  # "a loss of 42 million"
                    continue
                if reason or (definite and not item.counted and self._clause_modal(j)):
                    self.why_not[j] = reason or "hypothetical"  # "the destruction of the dam could drown"
                    continue
                agent = self._by(j)
                loser = self._subject_span(k) if nominal.words in {"loss"} and self._admits(k) else None
                self._take(
                    j,
                    outcome,
                    f"of.{_slug(nominal.words)}",
                    self._span(k, k),
                    agent=agent,
                    loser=loser,
                    category=category,
                )

    def _one_thing(self, item: Phrase) -> bool:
        """ "The destruction of the Kakhovka dam": a definite singular thing is one."""
        thing = item.category is not None and not self.lexicon.is_person(item.category)
        return thing and item.head_number == "singular" and not self._ordinal(item)

    def _of_items(self, k: int) -> list[int]:
        """The list after the "of" at ``k``, also with "of" before every item: "of Sergeant Ali and of a truck"."""
        items = self.at.objects(k)
        j = items[-1] + 1 if items else k
        while items and self.at.kind(j) in {"comma", "conj"}:
            j += 1
            if self.at.word(j) == "of" and (more := self.at.objects(j)):
                items += [n for n in more if n not in items]
                j = more[-1] + 1
        return items

    def _admits(self, k: int) -> bool:
        """ "acknowledged the loss of": the speaker lost it; "confirmed the loss of two tanks" leaves it open."""
        verb = self.at.verb(self.at.left(k))
        return verb is not None and verb.lemma in {"acknowledge", "admit", "suffer", "concede", "mourn", "regret"}

    def _nouns_and_adjectives(self) -> None:
        for k, chunk in enumerate(self.chunks):
            phrase = chunk.phrase
            if phrase is None or k in self.taken or self.why_not.get(k, "no_frame") != "no_frame":
                continue
            if phrase.number is None and not self._wreck(phrase):
                continue
            if self._given_back(k):
                self.why_not[k] = "other"
                continue
            outcome, rule = "", ""
            category = phrase.category or "PERS"
            if phrase.outcome_noun is not None:
                outcome, rule = phrase.outcome_noun.outcome, f"noun.{phrase.outcome_noun.outcome}"
            elif phrase.adjective is not None and phrase.category is not None:
                person = self.lexicon.is_person(phrase.category)
                outcome = phrase.adjective.persons if person else phrase.adjective.things
                rule = f"adjective.{phrase.adjective.word}"
            elif phrase.head in BODIES and phrase.det != "the" and not self._body_of_state(phrase):
                outcome, rule = "killed", "noun.body"
            elif phrase.head in _OUTCOME_HEADS:
                outcome = _OUTCOME_HEADS[phrase.head]
                rule = f"noun.{outcome}"
            if not outcome:
                continue
            reason = self.at.blocked(k, noun=True) or self._clause_modal(k)
            if reason:
                self.why_not[k] = reason
                continue
            if phrase.adjective is not None and phrase.outcome_noun is None and phrase.det == "poss":
                continue
            self._take(k, outcome, rule, self._span(k, k), category=category, loser=None)

    def _wreck(self, phrase: Phrase) -> bool:
        """ "A burned bank", "a wrecked Mi-8": one thing, seen destroyed."""
        state = phrase.adjective.things if phrase.adjective is not None else ""
        thing = phrase.category is not None and not self.lexicon.is_person(phrase.category)
        return phrase.det == "a" and thing and state == "destroyed"

    def _body_of_state(self, phrase: Phrase) -> bool:
        """ "Three Russian bodies linked to the programme": offices, not dead men."""
        return self.tokens[phrase.end - 1].lower == "bodies" and self.tokens[phrase.end - 2].text[0].isupper()

    def _clause_modal(self, k: int) -> str:
        """A noun of loss under "could", "would", "not" of its clause happened no more than its verb did."""
        for step in (-1, 1):
            j = k + step
            while 0 <= j < len(self.chunks) and self.at.kind(j) not in {"semi", "stop", "sub", "rel", "comma"}:
                verb = self.at.verb(j)
                if verb is not None:
                    if verb.modal or verb.negated:
                        return self.at.blocked(j) or "hypothetical"
                    if step == 1 or not verb.to:
                        break
                j += step
        return ""

    def _given_back(self, k: int) -> bool:
        """Prisoners and bodies that are exchanged or freed are no new loss."""
        noun = self.at.phrase(k - 2) if self.at.word(k - 1) == "of" else None
        if noun is not None and self.tokens[noun.end - 1].lower in self.lexicon.linking["back"]:
            return True
        for j in range(k - 1, max(k - 6, -1), -1):
            verb = self.at.verb(j)
            if verb is not None:
                return self.lexicon.blocking_verbs.get(verb.lemma) in {"other", "aid"} and verb.lemma != "receive"
        return False

    # -- rows of a table

    def _rows(self) -> None:
        """ "tanks – 11,047 (+4)": a noun, a dash or colon, a figure; only under a heading that states a loss."""
        table = self.table_here or self._lost_table() or self.context.table
        if table is None:
            return
        last: Hit | None = None
        for k in range(len(self.chunks)):
            phrase = self.at.phrase(k)
            if self.at.kind(k) not in {"np", "word", "verb"} or k in self.taken:
                continue
            j = k + 1
            if self.at.kind(j) not in {"colon", "dash"}:
                continue
            figure = self.at.phrase(j + 1)
            if figure is None or not figure.headless or j + 1 in self.taken:
                continue
            nominal = self.chunks[k].nominal
            if nominal is not None and last is not None and (phrase is None or phrase.category is None):
                outcome = nominal.persons if self.lexicon.is_person(last.category) else nominal.things
                if outcome:
                    hit = self._take(
                        j + 1, outcome, "row.part", table.predicate, loser=table.loser, category=last.category
                    )
                    if hit is not None:
                        hit.parent, hit.part_kind, hit.aggregation = last, "breakdown", "cumulative"
                continue
            if phrase is None or phrase.category is None or phrase.number is not None:
                continue
            category = self._union_before(k, phrase.category)
            outcome = table.persons if self.lexicon.is_person(category) else table.things
            if not outcome:
                continue
            hit = self._take(j + 1, outcome, "row", table.predicate, loser=table.loser, category=category)
            if hit is not None:
                hit.start = self._row_start(k)
                hit.aggregation = "cumulative"
                last = hit

    def _lost_table(self) -> Table | None:
        """ "The enemy has lost: tanks – 12; guns – 3": a verb of losing that heads rows."""
        for k, chunk in enumerate(self.chunks):
            verb = chunk.verb
            if verb is None or self.at.kind(k + 1) != "colon" or verb.negated or verb.modal or verb.passive:
                continue
            frame = next((f for f, _ in verb.frames if f.frame == "loser" and not f.tails and not f.only), None)
            row = self.at.kind(k + 2) == "np" and self.at.kind(k + 3) in {"dash", "colon"}
            if frame is not None and row:
                rule, loser = f"total.{_slug(frame.verb)}", self._subject_span(k)
                self.table_here = Table(frame.persons, frame.things, rule, self._span(k, k), loser, self.sentence.para)
                return self.table_here
        return None

    def _row_start(self, k: int) -> int:
        """The row begins with the first of "ships / boats"."""
        while self.at.kind(k - 1) in {"slash", "conj"} and self.at.known(k - 2):
            k -= 2
        return self.tokens[self.chunks[k].i].start

    def _union_before(self, k: int, category: str) -> str:
        while (
            self.at.kind(k - 1) in {"slash", "conj"}
            and (other := self.at.phrase(k - 2)) is not None
            and other.category is not None
        ):
            category = self.lexicon.common(category, other.category) or category
            k -= 2
        return category

    def _table_after(self, hits: list[Hit]) -> Table | None:
        """A heading stays in force for the rows that follow it, until a sentence with a verb of its own."""
        if self.table_here is not None:
            return self.table_here
        if self.context.table is None:
            return None
        rows = any(hit.rule_id.startswith("row") for hit in hits)
        verbs = any(chunk.kind == "verb" for chunk in self.chunks)
        return self.context.table if rows or not verbs else None

    # -- what is added to a claim, and figures that replace one

    def _additions(self) -> None:
        """ "All six missiles were shot down, along with nine drones": a list added after the verb."""
        for k in range(1, len(self.chunks)):
            words = " ".join(token.lower for token in self.tokens[self.chunks[k].i : self.chunks[k].end])
            whole = self._nearest_before(k) if words in self.lexicon.linking["plus"] else None
            if whole is None or whole.predicate[0] < whole.start:
                continue
            for j in self.at.objects(k):
                item = self.at.np(j)
                if j in self.taken or not item.counted or item.category is None:
                    continue
                if self.lexicon.is_person(item.category) == self.lexicon.is_person(whole.category):
                    self._take_like(j, whole, "addition", item.category)

    def _revisions(self) -> None:
        """ "It raised the figure to fourteen", "had earlier put it at 21": another figure for the last claim."""
        for k, chunk in enumerate(self.chunks):
            verb = chunk.verb
            if verb is None or verb.lemma not in self.lexicon.linking["raise"] or verb.modal or verb.negated:
                continue
            n = self.at.right(k)
            figure = self.at.phrase(n)
            named = figure is not None and self.tokens[figure.end - 1].lower in self.lexicon.linking["figure"]
            if not named and not (self.at.kind(n) == "pron" and self.at.word(n) in {"it", "this", "that"}):
                continue
            target = n + 2
            number = self.at.phrase(target)
            if self.at.word(n + 1) not in {"to", "at", "of"} or number is None or not number.headless:
                continue
            if target in self.taken:
                continue
            last = self._nearest_before(k) or self._last_hit()
            if last is not None and self.lexicon.is_person(last.category):
                self._take_like(target, last, "revision", last.category)

    def _rival_figures(self) -> None:
        """ "Kyiv says 369", "Moscow acknowledges two": another figure for what was just counted."""
        for k, chunk in enumerate(self.chunks):
            verb = chunk.verb
            if (
                verb is None
                or verb.passive
                or verb.modal
                or verb.negated
                or verb.lemma not in self.lexicon.linking["rival"]
            ):
                continue
            n = k + 1
            if self.at.kind(n) == "prep" and self.at.word(n) in {"of", "to", "at"}:
                n += 1
            number = self.at.phrase(n)
            if number is None or n in self.taken or number.more or number.of_them or not number.headless:
                continue
            last = self._nearest_before(k) or self._last_hit()
            near = last is not None and self.sentence.index - last.sentence.index <= 1
            ends = self.at.kind(n + 1) in {"", "stop", "comma", "semi", "dash", "quote", "close"}
            if last is not None and near and ends and last.modality == "asserted" and last.phrase.number is not None:
                self._take_like(n, last, "rival", last.category)

    def _headed_list(self) -> None:
        """ "Group Centre: up to 265 men, two tanks": a list without a verb goes on with what was lost before."""
        colon = next((k for k in range(1, len(self.chunks)) if self.at.kind(k) == "colon"), 0)
        if not colon or self.taken or any(chunk.kind == "verb" for chunk in self.chunks) or not self.context.hits:
            return
        last = self.context.hits[-1]
        items = []
        j = colon
        while j < len(self.chunks) and self.at.kind(j) in {"colon", "semi", "comma"}:  # items may be apart by ";"
            found = self.at.objects(j)
            items += found
            j = found[-1] + 1 if found else len(self.chunks)
        items = [n for n in items if self._counts(n) and self.at.known(n)]
        if len(items) < 2 or self.sentence.index - last.sentence.index > 3 or last.modality != "asserted":
            return
        for n in items:
            category = self.at.np(n).category or "EQUIP"
            person = self.lexicon.is_person(category)
            like = [h for h in self.context.hits[-12:] if self.lexicon.is_person(h.category) == person]
            outcomes = {h.outcome for h in like if h.sentence.index == like[-1].sentence.index}
            outcome = outcomes.pop() if len(outcomes) == 1 else "lost"
            self._take(
                n, outcome, "headed_list", self._span(0, colon), agent=last.agent, loser=last.loser, category=category
            )

    # -- parts and gaps

    def _parts(self) -> None:
        for k in range(len(self.chunks)):
            after = self.at.is_part_word(k)
            following = self.at.verb(k + 1)
            if self.at.kind(k) == "rel" and following is not None and following.lemma == "include":
                after = k + 2  # "three firearms that included two rifles"
            phrase = self.at.phrase(k)
            if phrase is not None and phrase.of_them and k not in self.taken and k not in self.why_not:
                self._part_of_them(k, phrase)
            if self.at.word(k) == "of" and self.at.word(k + 1) in {"whom", "which"} and self.at.kind(k + 2) == "np":
                self._fronted_part(k + 2)
            if not after:
                continue
            whole = self._nearest_before(k)
            if whole is None:
                continue
            for j in self._part_list(after):
                item = self.at.np(j)
                if j in self.taken:
                    hit = self.taken[j][0]
                    if (
                        hit.parent is None
                        and hit is not whole
                        and may_contain(self.lexicon, whole.category, hit.category)
                    ):
                        hit.parent, hit.part_kind = whole, "including"
                    continue
                one = item.category is not None and item.head_number == "singular" and item.det == "the"
                if not item.counted and self.tokens[self.chunks[k].i - 1].lower in {"most", "half", "many", "some"}:
                    continue  # "most of them women"
                if not (item.loseable and (one or self._claimable(item, definite=True))) and not item.name:
                    continue
                category = item.category or whole.category
                if self.lexicon.is_person(category) != self.lexicon.is_person(whole.category):
                    continue
                hit2 = self._take_like(j, whole, "part.including", category)
                if hit2 is not None:
                    hit2.aggregation = whole.aggregation
                    if may_contain(self.lexicon, whole.category, category):
                        hit2.parent, hit2.part_kind = whole, "including"

    def _breakdowns(self) -> None:
        """ "lost 17 machines: three tanks, six MT-LBs and eight buggies": parts after a colon or dash."""
        for k in range(1, len(self.chunks)):
            if self.at.kind(k) not in {"colon", "dash", "open"} or self.at.kind(k + 1) != "np":
                continue
            whole = self._nearest_before(k)
            if whole is None or whole.phrase.number is None or whole.rule_id.startswith("row"):
                continue
            parts = [] if self.at.kind(k) == "open" else [n for n in self.at.objects(k) if self._counts(n)]
            for j in parts + self._names_after(k, whole):
                category = self.at.np(j).category or (whole.category if self.at.np(j).name else None)
                if j in self.taken or category is None or not may_contain(self.lexicon, whole.category, category):
                    continue
                hit = self._take_like(j, whole, "part.breakdown", category)
                if hit is not None:
                    hit.parent, hit.part_kind, hit.aggregation = whole, "breakdown", whole.aggregation

    def _names_after(self, k: int, whole: Hit) -> list[int]:
        """The names after the mark at ``k``, right after the people: "two soldiers — Naik Ali and Sepoy Imran —"."""
        if not self.lexicon.is_person(whole.category) or self.chunks[k - 1].phrase is not whole.phrase:
            return []
        j = k + 1
        while self.at.kind(j) in {"np", "comma", "conj", "prep", "adv"}:
            j += 1
        return [n for n in range(k + 1, j) if self._is_named(n)]

    def _take_like(self, k: int, model: Hit, rule: str, category: str) -> Hit | None:
        """Take a phrase with the outcome, the roles and the standing of another hit."""
        return self._take(
            k,
            model.outcome,
            rule,
            model.predicate,
            agent=model.agent,
            loser=model.loser,
            modality=model.modality,
            category=category,
        )

    def _part_list(self, k: int) -> list[int]:
        if self.at.kind(k) == "np":
            return self.at.objects(k - 1) or [k]
        return []

    def _part_of_them(self, k: int, phrase: Phrase) -> None:
        whole = self._nearest_before(k) or self._last_hit()
        if whole is None:
            return
        following = self.at.verb(self.at.right(k))
        helped = following is not None and (following.be or following.have or following.modal)
        if following is not None and helped and not following.frames and following.lemma != "be":
            return
        if (
            following is not None
            and not following.be
            and not following.frames
            and following.forms
            and following.forms != {"gerund"}
        ):
            return
        noun = self.at.phrase(self.at.right(k))
        if whole.sentence is not self.sentence and (noun is None or noun.category is None):
            return
        category = whole.category
        if noun is not None and noun.category is not None and not noun.counted:
            category = noun.category
        hit = self._take_like(k, whole, "part.of_them", category)
        if hit is not None:
            hit.parent, hit.part_kind, hit.aggregation = whole, "including", whole.aggregation

    def _fronted_part(self, k: int) -> None:
        """ "Of whom 387 were civilians": the number belongs to what was lost before."""
        whole, phrase, verb = self._nearest_before(k), self.at.np(k), self.at.verb(k + 1)
        kind = self.at.phrase(k + 2)
        if whole is None or k in self.taken or not phrase.headless:
            return
        if self.at.kind(k + 1) in {"prep", "adjective", "comma", "stop", ""}:
            category: str | None = whole.category  # "of which nine of Western make"
        else:
            category = kind.category if kind is not None and verb is not None and verb.lemma == "be" else None
        if category is None or not may_contain(self.lexicon, whole.category, category):
            return
        hit = self._take_like(k, whole, "part.of_them", category)
        if hit is not None:
            hit.parent, hit.part_kind, hit.aggregation = whole, "including", whole.aggregation

    def _nearest_before(self, k: int) -> Hit | None:
        """The claim that a part belongs to: the last one before it that is no part itself."""
        best: Hit | None = None
        for j in range(k):
            for hit in self.taken.get(j, ()):
                if hit.parent is None and hit.rule_id != "row.increment":
                    best = hit
        return best

    def _last_hit(self) -> Hit | None:
        return self.context.hits[-1] if self.context.hits else None

    def _gaps(self) -> None:
        """Numbers whose verb is left out: "215 by the Zapad group", "28 over Bryansk, nine each over Oryol"."""
        first = min(self.taken, default=len(self.chunks))
        model: Hit | None = None
        colon = False
        for k in range(first, len(self.chunks)):
            if k in self.taken:
                found = self.taken[k][0]
                if found.rule_id != "row.increment":
                    model, colon = found, False
                continue
            kind = self.at.kind(k)
            if kind in {"colon", "dash"}:
                colon = True
            if kind in {"stop"} or (kind == "verb" and not self.at.speech(k) and not self._own_verb(k, model)):
                if kind == "verb" and self.at.reduced(k):
                    continue
                model = model if kind != "stop" else None
                if kind == "verb" and model is not None and self.at.verb(k).frames:  # type: ignore[union-attr]
                    continue
                if kind == "verb":
                    model = None
            phrase = self.at.phrase(k)
            if model is not None and model.loser is not None and self._other_side(k, model):
                continue
            if model is None or phrase is None or not phrase.headless or k in self.why_not or phrase.of_them:
                continue
            before, after = self.at.left(k), self.at.right(k)
            opens = self.at.kind(before) in {"comma", "conj", "semi", "colon", "dash"}
            gap = self.at.kind(after) == "prep" and self.at.word(after) in self.lexicon.linking["gap"]
            gap |= self.at.kind(k + 1) == "adv" and self.at.word(k + 1) in self.lexicon.linking["gap"]
            set_at = (
                self.at.kind(before) == "prep"
                and self.at.word(before) in {"at", "to"}
                and model.rule_id.startswith("total")
            )
            then = self.at.kind(before) in {"comma", "semi"} and self.at.word(k - 1) in {"then", "later"}
            if not ((opens and (gap or phrase.more)) or set_at or then):
                continue
            if phrase.number is not None and phrase.number.vague and not phrase.more:
                continue
            agent = model.agent
            if self.at.word(after) == "by" and self.at.kind(after + 1) == "np":
                agent = self._long_span(after + 1)
            parent, kind_of = (
                (self._whole_of(model), "breakdown") if colon or model.part_kind == "breakdown" else (None, None)
            )
            hit = self._take_like(k, model, "gap", model.category)
            counted = self.at.phrase(self.at.left(before)) if set_at else None
            if hit is not None and counted is not None and counted.outcome_noun is not None:
                hit.outcome = counted.outcome_noun.outcome  # "the dead at 610 and the injured at 4,746"
            if hit is not None:
                hit.agent = agent
                hit.parent, hit.part_kind, hit.aggregation = parent, kind_of, model.aggregation
                model = hit

    def _other_side(self, k: int, model: Hit) -> bool:
        """ "The Germans lost 12 U-boats, the Allies 30 merchantmen": another loser, the same verb."""
        phrase, side = self.at.phrase(k), self.at.phrase(k - 1)
        if phrase is None or phrase.number is None or side is None or not phrase.loseable or side.loseable:
            return False
        if self.at.kind(self.at.left(k - 1)) not in {"comma", "semi", "conj"} or self.at.is_subject(k):
            return False
        outcome = model.outcome
        hit = self._take(
            k,
            outcome,
            "gap.loser",
            model.predicate,
            loser=self._span(k - 1, k - 1),
            modality=model.modality,
            category=phrase.category or model.category,
        )
        return hit is not None

    def _whole_of(self, hit: Hit) -> Hit:
        return hit.parent if hit.part_kind == "breakdown" and hit.parent is not None else hit

    def _own_verb(self, k: int, hit: Hit | None) -> bool:
        return hit is not None and self._span(k, k) == hit.predicate

    # -- what was not taken

    def _rejections(self) -> list[Rejection]:
        rejected = []
        for k, chunk in enumerate(self.chunks):
            phrase = chunk.phrase
            if phrase is None or phrase.number is None or k in self.taken:
                continue
            if phrase.number.best is None and phrase.number.low is None:
                continue
            reason = self.why_not.get(k) or phrase.reason or self._why(k)
            rejected.append(
                Rejection(
                    phrase.start_char,
                    phrase.end_char,
                    self.sentence.text[phrase.start_char - self.sentence.start : phrase.end_char - self.sentence.start],
                    reason,
                    phrase.head,
                )
            )
        return rejected

    def _why(self, k: int) -> str:
        """Name the verb that kept a counted phrase from being a loss."""
        for j in range(k - 1, max(k - 7, -1), -1):
            verb = self.at.verb(j)
            if verb is not None:
                return (
                    f"blocker:{self.lexicon.blocking_verbs[verb.lemma]}"
                    if verb.lemma in self.lexicon.blocking_verbs
                    else "no_frame"
                )
        return "no_frame"


#: Verbs that mean people unless the text says otherwise.
_OF_PEOPLE = frozenset({"eliminate", "neutralise", "liquidate", "take out", "dispose of"})
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest next same".split()  # noqa: SIM905
)
#: Definite nouns that mostly stand for somebody named before.
_ANYBODY = frozenset({"man", "woman", "boy", "girl", "child", "victim", "civilian", "soldier", "worker", "resident"})
#: Counted nouns that say by themselves what happened.
_OUTCOME_HEADS = {"fatality": "killed", "martyr": "killed", "casualty": "casualties"}
_TALLIES = frozenset({"number", "toll", "count", "total", "tally"})
_SUMS = frozenset({"reach", "rise", "stand", "number", "total", "be", "come", "climb", "exceed", "pass", "top"})
_OPENING = frozenset({"under", "beneath", "in", "by", "alive"})
_SUBJECT_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "this", "these", "those"})


def joint_outcome(first: str, second: str) -> str:
    """Return the outcome of one count that has two: killed and wounded are casualties, any other mix is lost."""
    if first == second:
        return first
    if {first, second} <= {"killed", "wounded", "casualties"}:
        return "casualties"
    return "lost"


def _slug(words: str) -> str:
    return words.replace(" ", "_")
