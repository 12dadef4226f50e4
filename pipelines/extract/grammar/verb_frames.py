"""Verbs of loss: whether a verb makes a loss of a noun phrase, with which outcome, and in which voice.

What stands before the verb is read in ``verb_subjects``, what stands behind it in ``verb_objects``.
"""

from __future__ import annotations

from pipelines.extract.entries import Frame
from pipelines.extract.grammar.hits import fits, slug
from pipelines.extract.grammar.phrases import Phrase
from pipelines.extract.grammar.reading import Rules
from pipelines.extract.lexicon import BODIES

#: Verbs that mean people unless the text says otherwise.
_OF_PEOPLE = frozenset({"eliminate", "neutralise", "liquidate", "take out", "dispose of"})
#: What the name of a trade or of one who does something ends in: "a beekeeper", "a wheelwright", "a lutenist".
_DOERS = ("er", "or", "ist", "ian", "man", "woman", "ant", "ent", "ee", "ess", "wright", "smith", "monger", "mate",
          "hand", "boy", "girl", "folk", "person", "herd")  # fmt: skip
#: Nouns of two meanings, told apart by a verb that is of one of them only.
_BESIDES = {("bomber", "PERS"): "PERS_MIL", ("escort", "NAVAL"): "SHIP", ("raider", "NAVAL"): "SHIP",
            ("consort", "NAVAL"): "SHIP", ("transport", "NAVAL"): "SHIP", ("trader", "NAVAL"): "SHIP",
            ("tanker", "NAVAL"): "SHIP", ("carrier", "NAVAL"): "SHIP", ("freighter", "NAVAL"): "SHIP"}  # fmt: skip
#: What may be an aircraft under a verb that is made for aircraft.
_FLYING = frozenset({"machine", "raider", "balloon", "craft", "intruder", "hostile"})
_NEVER_LOST = frozenset({"place", "politics", "sport", "business"})
_TOLD = frozenset({"presume", "report", "confirm", "believe", "list", "declare", "record", "register"})
_OPENING = frozenset({"under", "beneath", "in", "by", "alive", "to", "on"})


def _order(found: tuple[Frame, frozenset[str]]) -> tuple[int, bool, bool]:
    """The longest verb first ("fall prisoner"), then what needs more words, first what is none with them."""
    frame = found[0]
    return -frame.verb.count(" "), not frame.tails, not frame.idle


class VerbRules(Rules):
    """What the rules for subjects and objects of verbs share."""

    def _frame_for(self, k: int, j: int, kinds: frozenset[str]) -> tuple[Frame, str, str] | None:
        """Return (frame, outcome, category) if the verb at ``k`` makes a loss of the phrase at ``j``."""
        verb, phrase = self.at.group(k), self.at.np(j)
        for frame, forms in sorted(verb.frames, key=_order):
            if frame.idle and self._tail(k, frame, phrase):
                return None
            if j < k and forms == {"base"} and frame.frame == "transitive":
                continue
            if frame.frame not in kinds or ("negated" in frame.only and not verb.negated):
                continue
            if frame.tails and not self._tail(k, frame, phrase):
                continue
            # "suffered", "sustained": what stands before the verb is who lost, never what was lost
            suffered = frame.frame == "loser" and frame.persons == "casualties" and j < k
            if "counted" in frame.only and (suffered or not phrase.counted):
                continue
            category = phrase.category or self._category_of_headless(j, frame) or self._implied(phrase, frame)
            if category is None:
                continue
            category = _BESIDES.get((phrase.head, " ".join(sorted(frame.only))), category)
            if (phrase.head in {"fighter", "enemy fighter"} and frame.things and self._flying(frame)) or (
                phrase.head in _FLYING and frame.implied == "AIRCRAFT"
            ):
                category = "AIRCRAFT"  # "lost three fighters and a bomber", "brought down six enemy machines"
            person = self.lexicon.is_person(category)
            if phrase.outcome_noun is not None and phrase.outcome_noun.kind == "count":
                if frame.verb in {"kill", "wound"}:
                    continue
                return frame, phrase.outcome_noun.outcome, category
            outcome = frame.persons if person else frame.things
            state = phrase.outcome_noun.outcome if phrase.outcome_noun is not None else outcome
            if state != outcome and person and phrase.number is not None and phrase.category != "PERS":
                continue  # "captures two patrol boats; over 60 marines dead"
            if (
                person
                and self.reading.contest
                and outcome in {"lost", "captured", "eliminated"}
                and category != "PERS_MIL"
            ):
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

    def _flying(self, frame: Frame) -> bool:
        """Tell whether fighters are aircraft here: by the verb, or by bombers, pilots and squadrons beside them."""
        if frame.implied == "AIRCRAFT" or frame.persons in {"killed", "wounded", "captured", "casualties"}:
            return frame.implied == "AIRCRAFT"
        return not self.lexicon.linking["airman"].isdisjoint(token.lower for token in self.tokens)

    def _implied(self, phrase: Phrase, frame: Frame) -> str | None:
        """A counted noun in no list is what the verb is made for: "four fidayeen killed", "six Phantoms shot down"."""
        if phrase.reason == "unit":
            return "UNIT" if self._body_of_men(phrase) and frame.persons in {"eliminated", "lost"} else None
        if not self._unknown(phrase) or not frame.implied:
            return None
        if phrase.det == "a" and not self.tokens[phrase.end - 1].text.endswith(_DOERS):
            return frame.implied if frame.implied == "AIRCRAFT" else None  # "shot down a Halifax"
        if phrase.det == "a" and frame.only != frozenset({"PERS"}):
            return None
        name = self.tokens[phrase.end - 1].text[:1].isupper()
        told = self.lexicon.is_person(frame.implied) or frame.implied == "NAVAL" or name
        return frame.implied if told else None

    def _unknown(self, phrase: Phrase) -> bool:
        """Tell whether a counted phrase is no loss by its noun, but may be one by its verb."""
        if phrase.reason == "unit":
            return self._body_of_men(phrase)
        if phrase.reason == "no_head" and phrase.det == "a" and not phrase.name and phrase.owner is None:
            last = self.tokens[phrase.end - 1].text
            return last.endswith(_DOERS) or last[:1].isupper()
        return phrase.reason == "unknown_head" and phrase.number is not None

    def _body_of_men(self, phrase: Phrase) -> bool:
        """ "Two platoons", "an entire battalion": a unit that may be lost as a whole."""
        half = phrase.i > 0 and self.tokens[phrase.i - 1].lower in {"half", "to"}  # half, or up to, a company
        return phrase.counted and not half and self.tokens[phrase.end - 1].lower in self.lexicon.linking["unit"]

    @staticmethod
    def _is_body(phrase: Phrase) -> bool:
        dead = phrase.adjective is not None and phrase.adjective.persons == "killed"
        state = phrase.outcome_noun is not None and phrase.outcome_noun.outcome == "killed"
        return dead or state or phrase.head in BODIES

    def _tail(self, k: int, frame: Frame, phrase: Phrase) -> bool:
        """Tell whether one of the frame's tails follows in the clause (or closes the object)."""
        start = self.chunks[k].end
        longest = max(other.verb.count(" ") for other, _ in self.at.group(k).frames)
        start -= longest - frame.verb.count(" ")  # "blown out | of the air" is "blown | out of the air"
        stop = start
        while stop < len(self.tokens) and stop - start < 24 and self.tokens[stop].text not in {";", ".", "“"}:
            stop += 1
        words = [token.lower for token in self.tokens[start:stop]]
        for tail in frame.tails:
            n = len(tail)
            for i in range(1 if frame.idle and tail[0] not in _OPENING else len(words) - n + 1):
                if tuple(words[i : i + n]) == tail and (i == 0 or words[i - 1] != "according"):
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
            if other is not None and other.number is not None and other.reason in _NEVER_LOST and not frame.only:
                return None  # "captured 28 settlements and lost four"
            category = self.taken[n][0].category if n in self.taken else other.category if other is not None else None
            headed = n == 0 and self.at.kind(1) in {"colon", "dash"}  # "tanks: 12 destroyed"
            named = n in self.taken or phrase.of_them or headed
            if other is None or category is None or not (named or other.number is not None):
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
        if frame.persons == "eliminated" and frame.things and frame.verb not in _OF_PEOPLE:
            return "EQUIP"  # "four were probably destroyed"
        return "PERS" if persons and not phrase.more else None

    def _refuse(self, j: int, k: int, reason: str, found: tuple[Frame, str, str]) -> None:
        frame, outcome, category = found
        phrase = self.at.np(j)
        if reason in {"hypothetical", "future"} and phrase.counted and j not in self.taken:
            self.take(j, outcome, f"{slug(frame.verb)}.{reason}", self.span(k, k), modality=reason, category=category)
        self.why_not[j] = reason

    def _named(self, k: int, j: int, kinds: frozenset[str]) -> tuple[Frame, str, str] | None:
        """A name as the one who died: only verbs of people, and only a name of two words or more."""
        verb = self.at.group(k)
        phrase = self.at.np(j)
        if phrase.reason != "no_head" or phrase.owner is not None:
            return None
        for frame, _ in verb.frames:
            if (
                frame.frame in kinds
                and (frame.only == frozenset({"PERS"}) or frame.verb in _OF_PEOPLE)
                and frame.persons in {"killed", "wounded", "captured", "eliminated"}
            ):
                if frame.tails and not self._tail(k, frame, phrase):
                    continue
                return frame, frame.persons, "PERS"
        return None

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
                alike = other is not None and (other.forms == {"gerund"}) == (self.at.group(k).forms == {"gerund"})
                return (
                    other is not None
                    and alike  # not "burned out, killing two"
                    and bool(other.frames)
                    and not other.be
                    and not other.have
                    and self._takes_object(n)
                )
            return False
        if self.at.word(j) in {"alive", "prisoner", "captive", "hostage"}:
            return False  # "four more taken alive"
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
        if posture is not None and posture.passive and posture.lemma in _TOLD:
            return j  # "three are presumed drowned"
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
