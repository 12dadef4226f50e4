"""Nouns that state a loss by themselves: "the loss of two tanks", "12 deaths", "nine bodies", "two wrecked tanks"."""

from __future__ import annotations

from pipelines.extract.entries import Nominal
from pipelines.extract.grammar.hits import slug
from pipelines.extract.grammar.phrases import Phrase
from pipelines.extract.grammar.reading import Rules
from pipelines.extract.lexicon import BODIES

MILLION = 1_000_000
#: Counted nouns that say by themselves what happened.
OUTCOME_HEADS = {"fatality": "killed", "martyr": "killed", "casualty": "casualties"}


class NounRules(Rules):
    """Reads nouns and adjectives of loss."""

    def of_phrases(self) -> None:
        """ "The loss of two tanks", "bodies of six men": what was lost follows "of"."""
        for k, chunk in enumerate(self.chunks):
            nominal = chunk.nominal_of
            if nominal is None or (chunk.verb is not None and chunk.verb.forms != {"gerund"}):
                continue
            if self.at.word(k + 1) != ("to" if nominal.words == "damage" else "of"):
                continue
            phrase = chunk.phrase
            if phrase is not None and phrase.number is not None and phrase.category not in {"PERS"}:
                continue
            reason = self.facts.blocked(k, noun=True) or self._not_done(k, nominal)
            for first in self._of_items(k + 1):
                j = self.reading.apposed(first)
                item = self.at.np(j)
                definite = item.det == "the" and (item.model is not None or self._one_thing(item))
                if not (item.loseable and (item.counted or item.name or definite)):
                    if item.name and nominal.persons in {"killed", "lost"} and not item.loseable:
                        known = self.at.np(first).category or "PERS"
                        self.take(j, "killed", f"of.{slug(nominal.words)}", self.span(k, k), category=known)
                    elif item.counted:
                        self.why_not.setdefault(j, item.reason or "no_frame")
                    continue
                category = item.category or self._thing_before(k, nominal) or self.reading.person_or_last(j)
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
                agent = self.reading.agent_of(j)
                loser = self.reading.subject_span(k) if nominal.words in {"loss"} and self._admits(k) else None
                self.take(
                    j,
                    outcome,
                    f"of.{slug(nominal.words)}",
                    self.span(k, k),
                    agent=agent,
                    loser=loser,
                    category=category,
                )

    def _thing_before(self, k: int, nominal: Nominal) -> str:
        """ "Eleven aircraft were destroyed for the loss of four": the number counts what stands before."""
        things = (
            phrase.category
            for n in range(k - 1, -1, -1)
            if (phrase := self.at.phrase(n)) is not None and phrase.counted and phrase.category is not None
        )
        last = next(things, "")
        return (
            last if nominal.persons == "lost" and nominal.things and last and not self.lexicon.is_person(last) else ""
        )

    def _not_done(self, k: int, nominal: Nominal) -> str:
        """ "Ordered the seizure of", "envisaged the destruction of"; "handed over the bodies of": no new loss."""
        n = self.at.left(k)
        verb = self.at.verb(n if self.at.kind(n) != "prep" else n - 1)  # "handed | over"
        if verb is None or verb.passive:
            return ""
        reason = self.lexicon.blocking_verbs.get(verb.lemma, "")
        if nominal.persons == "killed" and nominal.things in {"", "destroyed"} and reason in {"aid", "other"}:
            return "other" if verb.lemma != "receive" else ""
        return "hypothetical" if reason == "planned" or verb.lemma in {"order", "demand", "urge", "seek"} else ""

    def _one_thing(self, item: Phrase) -> bool:
        """ "The destruction of the Kakhovka dam": a definite singular thing is one."""
        thing = item.category is not None and not self.lexicon.is_person(item.category)
        return thing and item.head_number == "singular" and not self.reading.ordinal(item)

    def _of_items(self, k: int) -> list[int]:
        """The list after the "of" at ``k``, also with "of" before every item: "of Sergeant Ali and of a truck"."""
        items = self.at.objects(k)
        last = self._last_before_verb(k, items)
        if last:
            items.append(last)
        j = items[-1] + 1 if items else k
        while items and self.at.kind(j) in {"comma", "conj"}:
            j += 1
            if self.at.word(j) == "of" and (more := self.at.objects(j)):
                items += [n for n in more if n not in items]
                j = more[-1] + 1
        return items

    def _last_before_verb(self, k: int, items: list[int]) -> int:
        """ "The loss of a tank and 22 men shook them": the last of the list looks like the subject of the verb."""
        n = items[-1] + 1 if items else 0
        while self.at.kind(n) == "np" and self.at.known(n) is False:
            n += 1
        if not items or self.at.kind(n) != "conj" or not self.at.counted(n + 1) or not self.at.loseable(n + 1):
            return 0
        start = self.at.clause_start(items[0])
        first = not any(self.at.verb(m) is not None for m in range(start, k))
        return n + 1 if first and self.at.is_subject(n + 1) and self.chunks[k - 1].nominal_of is not None else 0

    def _admits(self, k: int) -> bool:
        """ "acknowledged the loss of": the speaker lost it; "confirmed the loss of two tanks" leaves it open."""
        verb = self.at.verb(self.at.left(k))
        return verb is not None and verb.lemma in {"acknowledge", "admit", "suffer", "concede", "mourn", "regret"}

    def counted_nouns(self) -> None:
        """ "12 deaths", "nine bodies", "two destroyed tanks": the noun phrase says it all."""
        for k, chunk in enumerate(self.chunks):
            phrase = chunk.phrase
            if phrase is None or k in self.taken or self.why_not.get(k, "no_frame") != "no_frame":
                continue
            if phrase.number is None and not self._wreck(k, phrase) and not self._wrecks(k, phrase):
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
            elif (
                phrase.head in BODIES
                and (phrase.det != "the" or self._the_rest(phrase))
                and not self._body_of_state(phrase)
            ):
                outcome, rule = "killed", "noun.body"
            elif phrase.head in OUTCOME_HEADS:
                outcome = OUTCOME_HEADS[phrase.head]
                rule = f"noun.{outcome}"
            if not outcome or self._of_one_of_the(k, phrase):
                continue
            reason = self.facts.blocked(k, noun=True) or self._clause_modal(k)
            if reason:
                self.why_not[k] = reason
                continue
            if phrase.adjective is not None and phrase.outcome_noun is None and phrase.det == "poss":
                continue
            if (
                phrase.number is None
                and self.at.word(k - 1) == "of"
                and self.at.counted(k - 2)
                and self.at.known(k - 2)
            ):
                hit = self.take(k - 2, outcome, rule, self.span(k, k), category=category)
                if hit is not None:
                    hit.end = phrase.end_char  # "70 pieces of wrecked equipment"
                continue
            self.take(k, outcome, rule, self.span(k, k), category=category, loser=None)

    def _wreck(self, k: int, phrase: Phrase) -> bool:
        """ "A burned bank", "a wrecked Mi-8", "a captured tank": one thing, seen destroyed or taken."""
        state = phrase.adjective.things if phrase.adjective is not None else ""
        if phrase.det != "a" or phrase.category is None or self.lexicon.is_person(phrase.category):
            return False
        arms = phrase.model is not None or phrase.category not in {"EQUIP", "VEH", "INFRA", "BUILDING", "DEPOT"}
        equipment = self.lexicon.categories[phrase.category].loss_class == "equipment"
        taken = state == "captured" and arms and equipment and self.at.word(k - 1) != "for"  # a reward
        return state == "destroyed" or taken

    def _wrecks(self, k: int, phrase: Phrase) -> bool:
        """ "Captured equipment", "burnt-out lorries": arms and vehicles of unknown number, if nobody mends them."""
        state = phrase.adjective.things if phrase.adjective is not None and not phrase.adjective.persons else ""
        state = state or (phrase.adjective.things if phrase.adjective and phrase.adjective.word == "captured" else "")
        if phrase.det or phrase.category is None or not state or phrase.head_number == "singular":
            return False
        if self.lexicon.categories[phrase.category].loss_class != "equipment":
            return False
        before = next((self.at.verb(n) for n in range(k - 1, max(k - 5, -1), -1) if self.at.verb(n) is not None), None)
        return before is None or not (before.to or before.modal or before.lemma in self.lexicon.linking["mend"])

    def _the_rest(self, phrase: Phrase) -> bool:
        """ "The remaining three bodies": not those spoken of before."""
        return self.tokens[phrase.i + 1].lower in {"remaining", "other", "last", "first"}

    def _of_one_of_the(self, k: int, phrase: Phrase) -> bool:
        """ "The mother of one of the dead soldiers": somebody spoken of before."""
        one = phrase.number is not None and phrase.number.best == 1 and self.tokens[phrase.i + 1].lower == "of"
        return one and self.at.word(k - 1) == "of"

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
                    seen = (
                        verb.modal in {"can", "could"} and verb.passive and verb.lemma in self.lexicon.linking["seen"]
                    )
                    if (verb.modal and not seen) or verb.negated:
                        return self.facts.blocked(j) or "hypothetical"
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
