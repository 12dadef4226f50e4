"""Being dead, missing, captive or among the wounded: losses stated by a copula."""

from __future__ import annotations

from pipelines.extract.grammar.clauses import may_contain
from pipelines.extract.grammar.reading import Rules


class StateRules(Rules):
    """Reads "are missing", "lie dead", "was among the dead"."""

    def states(self) -> None:
        """Read copulas with a state ("are missing") and membership ("was among the dead")."""
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
            elif self.at.word(j) in {"among them", "among these", "among those"} or (
                self.at.word(j) in {"among", "amongst"} and self.at.word(j + 1) == "them"
            ):
                self._among_them(k)
            elif self.at.kind(j) == "prep" and self.at.word(j) in {"among", "amongst"}:
                phrase = self.at.phrase(j + 1)
                if phrase is not None and phrase.outcome_noun is not None:
                    self._state_of(
                        self.at.subjects(k),
                        phrase.outcome_noun.outcome,
                        self.span(k, j + 1),
                        self.facts.blocked(k),
                    )
                elif self.at.word(j + 1) == "those" and (participle := self.at.verb(j + 2)) is not None:
                    if participle.frames and not participle.be:  # "was among those killed"
                        outcome = participle.frames[0][0].persons
                        self._state_of(self.at.subjects(k), outcome, self.span(k, j + 2), self.facts.blocked(k))
                elif phrase is not None and phrase.head in {"victim", "fatality", "casualty"}:
                    outcome = "casualties" if phrase.head == "casualty" else "killed"
                    self._state_of(self.at.subjects(k), outcome, self.span(k, j + 1), self.facts.blocked(k))
                elif phrase is not None and (lost := self._lost_people(j + 1)):
                    self._state_of(self.at.subjects(k), lost, self.span(k, j + 1), self.facts.blocked(k))
            elif (
                self.at.kind(j) == "np"
                and verb.lemma == "be"
                and self.at.word(k - 2) == "those"
                and self.at.word(k - 3) in {"among", "amongst"}
                and (participle := self.at.verb(k - 1)) is not None
                and participle.frames
            ):  # "among those killed were Brigadier Omar and two guards"
                self._state_of(self.at.objects(k), participle.frames[0][0].persons, self.span(k - 1, k), "")
            elif (
                self.at.kind(j) == "np"
                and verb.lemma == "be"
                and k >= 2
                and self.at.word(self.at.left(self.at.left(k))) in {"among", "amongst"}
            ):
                phrase = self.at.phrase(self.at.left(k))
                if phrase is not None and phrase.outcome_noun is not None:
                    named = [n for n in range(j, len(self.chunks)) if self.reading.is_named(n)]
                    self._state_of(
                        named if j in named else self.at.objects(k),
                        phrase.outcome_noun.outcome,
                        self.span(k, k),
                        self.facts.blocked(k),
                    )
        if self.reading.headline and self.at.known(0) and self._state_word(1) and not self.taken:
            self._copula(0, 1)  # "Tanker ablaze after missile strike"
        for k, chunk in enumerate(self.chunks):
            if chunk.word == "with" and k:
                self._with_wounds(k - 1)
            elif chunk.verb is not None:
                self._injured(k)
                self._in_hands(k)
        for k in [k - 1 for k, chunk in enumerate(self.chunks) if k and chunk.word in {"among", "amongst"}]:
            dead = self.at.phrase(k + 2)
            if self.at.phrase(k) is not None and dead is not None and dead.outcome_noun is not None:
                before = next((n for n in range(k - 1, -1, -1) if self.at.kind(n) == "verb"), -1)
                items = self.at.objects(before) if before >= 0 else []  # "counted two nuns and a child among the dead"
                listed = items if k in items else [k]
                self._state_of(listed, dead.outcome_noun.outcome, self.span(k + 1, k + 2), "")
        for k, chunk in enumerate(self.chunks):
            phrase = chunk.phrase
            following = self.at.verb(k + 1)
            if chunk.kind == "pron" and chunk.word in {"they", "these"} and k == 0 and following is not None:
                self._they_include(k + 1)
            if phrase is not None and phrase.det == "the" and following is not None and following.lemma == "include":
                outcome = (
                    phrase.outcome_noun.outcome
                    if phrase.outcome_noun
                    else "killed"
                    if phrase.head in {"victim", "fatality"}
                    else ""
                )
                if outcome:
                    self._state_of(self.at.objects(k + 1), outcome, self.span(k, k + 1), "")

    def _among_them(self, k: int) -> None:
        """ "The village head was among them": one of the people counted just before."""
        last = self.reading.nearest_before(k) or self.reading.last_hit()
        if last is None or self.sentence.index - last.sentence.index > 1 or self.facts.blocked(k):
            return
        for n in self.at.subjects(k):
            phrase = self.at.np(n)
            fits = phrase.category is not None and self.lexicon.is_person(phrase.category)
            known = phrase.name or (fits and (phrase.counted or phrase.head_number == "singular"))
            if known and self.lexicon.is_person(last.category) and n not in self.taken:
                hit = self.reading.take_like(n, last, "state.among", phrase.category or "PERS")
                if hit is not None:
                    hit.parent, hit.part_kind, hit.aggregation = last, "including", last.aggregation

    def _they_include(self, k: int) -> None:
        """ "They include 24 patients": of the people counted in the sentence before."""
        last = self.reading.last_hit()
        if self.at.group(k).lemma != "include" or last is None or self.sentence.index - last.sentence.index > 1:
            return
        for n in self.at.objects(k):
            phrase = self.at.np(n)
            if not phrase.counted or phrase.category is None or n in self.taken:
                continue
            if may_contain(self.lexicon, last.category, phrase.category):
                hit = self.reading.take_like(n, last, "part.including", phrase.category)
                if hit is not None:
                    hit.parent, hit.part_kind, hit.aggregation = last, "including", last.aggregation

    def _injured(self, k: int) -> None:
        """ "Her husband has shrapnel wounds", "two boys had burns"."""
        verb, wounds = self.at.verb(k), self.at.phrase(k + 1)
        if verb is None or verb.lemma != "have" or verb.modal or verb.negated or wounds is None:
            return
        if self.tokens[wounds.end - 1].lower not in self.lexicon.linking["wound"]:
            return
        for n in self.at.subjects(k):
            phrase = self.at.np(n)
            person = phrase.category is not None and self.lexicon.is_person(phrase.category)
            if person and self.reading.claimable(phrase, definite=True):
                self.take(n, "wounded", "state.injured", self.span(k, k + 1), category=phrase.category)

    def _with_wounds(self, k: int) -> None:
        """ "Left three dead and nine with shrapnel wounds", "treated 17 people with burns"."""
        wounds = self.at.phrase(k + 2) if self.at.word(k + 1) == "with" else None
        j = k - 1 if self.at.kind(k) == "prep" else k  # "were pulled out with burns"
        verb = self.at.verb(j)
        if verb is not None and verb.passive and wounds is not None and not self.facts.blocked(j):
            if self.tokens[wounds.end - 1].lower in self.lexicon.linking["wound"]:
                hurt = [n for n in self.at.subjects(j) if n not in self.taken]
                self._state_of(hurt, "wounded", self.span(j, k + 2), "")
            return
        phrase = self.at.phrase(k)
        if wounds is None or phrase is None or k in self.taken or phrase.number is None or phrase.of_them:
            return
        category = phrase.category or (self.reading.person_or_last(k) if phrase.headless else "")
        if not category or not self.lexicon.is_person(category):
            return
        if self.tokens[wounds.end - 1].lower in self.lexicon.linking["wound"] and not self.facts.blocked(k, noun=True):
            self.take(k, "wounded", "state.with_wounds", self.span(k + 1, k + 2), category=category)

    def _in_hands(self, k: int) -> None:
        """ "Four sailors remain in rebel hands", "are in Houthi captivity"."""
        verb = self.at.verb(k)
        if verb is None or verb.lemma not in {"be", "remain", "stay"} or self.at.word(k + 1) != "in":
            return
        hands = self.at.phrase(k + 3) or self.at.phrase(k + 2)  # "in Chinese | captivity"
        if hands is None:
            return
        if hands.number is None and self.tokens[hands.end - 1].lower in {"hands", "captivity"}:
            self._state_of(self.at.subjects(k), "captured", self.span(k, k + 2), self.facts.blocked(k))

    def _lost_people(self, k: int) -> str:
        """Return what befell the people at ``k``: "(were among) the nine people abducted", "who were killed"."""
        phrase = self.at.phrase(k)
        if phrase is None or phrase.category is None or not self.lexicon.is_person(phrase.category):
            return ""
        n = k + 1 if self.at.kind(k + 1) != "rel" else k + 2
        verb = self.at.verb(n)
        if verb is None or not verb.frames or verb.negated or verb.modal or verb.to:
            return ""
        frame = verb.frames[0][0]
        patient = verb.passive or (n == k + 1 and "participle" in verb.forms and not verb.have)
        return frame.persons if (patient or frame.frame == "intransitive") and not frame.tails else ""

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
        reason = self.facts.blocked(k)
        for n in self.at.subjects(k) if self.at.verb(k) is not None else [k]:
            phrase = self.at.phrase(n)
            if phrase is None or not phrase.loseable or not self.reading.claimable(phrase, definite=True):
                continue
            category = phrase.category or self.reading.person_or_last(n)
            outcome = entry.persons if self.lexicon.is_person(category) else entry.things
            if not outcome:
                continue
            if reason:
                self.why_not[n] = reason
                continue
            self.take(n, outcome, f"state.{entry.word.split()[0]}", self.span(k, j), category=category)

    def _state_of(self, found: list[int], outcome: str, predicate: tuple[int, int], reason: str) -> None:
        parent = next((h for h in reversed(self.context.hits) if h.outcome in {outcome, "casualties"}), None)
        for n in found:
            phrase = self.at.phrase(n)
            if phrase is None or not (phrase.name or (phrase.loseable and phrase.counted)):
                continue
            if reason:
                self.why_not[n] = reason
                continue
            category = phrase.category or ("PERS" if phrase.name else self.reading.person_or_last(n))
            hit = self.take(n, outcome, "state.among", predicate, category=category)
            if hit is not None and parent is not None and may_contain(self.lexicon, parent.category, hit.category):
                hit.parent, hit.part_kind = parent, "including"
