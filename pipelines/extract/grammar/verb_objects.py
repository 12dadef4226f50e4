"""Verbs whose object is lost: "destroyed two tanks", "lost two tanks", "the raid cost them two tanks"."""

from __future__ import annotations

from pipelines.extract.grammar.hits import slug
from pipelines.extract.grammar.phrases import Phrase
from pipelines.extract.grammar.verb_frames import VerbRules
from pipelines.extract.text import plain


class ObjectRules(VerbRules):
    """Reads what stands behind a verb of loss."""

    def patient(self, k: int) -> None:
        """Take what the verb at ``k`` has on its right: "destroyed two tanks and a truck"."""
        verb = self.at.group(k)
        if any(frame.frame in {"deprive", "pay"} for frame, _ in verb.frames):
            self._deprived(k)
            return
        if verb.passive and not self._object_after_passive(k):
            return
        if self._shares_passive(k) is not None:
            return
        objects = self.at.objects(k)
        if (
            not objects
            and self.at.kind(k + 1) in {"pron", "word"}
            and any(frame.frame == "cost" for frame, _ in verb.frames)
        ):
            objects = self.at.objects(k + 1)  # "it cost them 40 dead"
        if not objects:
            self._object_before(k)
            return
        subject = self.reading.subject_span(k)
        if verb.lemma == "contain" and not self._of_store(k):
            return
        reason = self.facts.blocked(k) or self._blocked_with_partner(k) or self._depicted(k, subject)
        predicate = self.span(k, k)
        if any(frame.frame == "cost" for frame, _ in verb.frames):
            self._cost(k, objects, predicate, reason)
            return
        kinds = frozenset({"transitive", "either", "loser"})
        for item in objects:
            j = self.reading.apposed(item)
            phrase = self.at.np(j)
            found = self._frame_for(k, j, kinds) if phrase.loseable or self._unknown(phrase) else None
            beside_dead = verb.lemma == "leave" and objects[0] in self.taken
            if found is None and beside_dead and self._left_things(k, j, subject):
                continue
            if found is None and phrase.name and j in {objects[0], self.reading.apposed(objects[0])}:
                found = self._named(k, j, kinds)
            if found is None:
                if phrase.counted:
                    self.why_not.setdefault(j, phrase.reason or "no_frame")
                continue
            frame, outcome, category = found
            if j != item:
                category = self.at.np(item).category or category
            if not self.reading.claimable(phrase, definite=True):
                continue
            if reason:
                self._refuse(j, k, reason, found)
                continue
            loser = subject if frame.frame == "loser" else None
            agent = None if frame.frame == "loser" else subject
            self.take(j, outcome, f"{slug(frame.verb)}.{'loser' if loser or frame.frame == 'loser' else 'active'}",
                       predicate, agent=agent, loser=loser, category=category)  # fmt: skip
        if verb.lemma == "leave":
            self._left_dead(k, objects, subject)

    def _of_store(self, k: int) -> bool:
        """ "The cache contained 30 rifles": what is in a store that was found was taken with it."""
        stores = (self.at.phrase(n) for n in self.at.subjects(k))
        return any(p is not None and self.tokens[p.end - 1].lower in self.lexicon.linking["store"] for p in stores)

    def _depicted(self, k: int, subject: tuple[int, int] | None) -> str:
        """ "The photographer captured soldiers at prayer": what a picture shows is not taken."""
        if subject is None or self.at.group(k).lemma != "capture":
            return ""
        words = plain(self.sentence.text[subject[0] - self.sentence.start : subject[1] - self.sentence.start]).split()
        return "depicted" if self.lexicon.linking["picture"].intersection(words) else ""

    def _left_dead(self, k: int, objects: list[int], subject: tuple[int, int] | None) -> None:
        """ "Leaving the groom and six guests dead": who stands beside the dead in one list is dead too."""
        dead = [j for j in objects if j in self.taken and self.taken[j][0].outcome in {"killed", "wounded"}]
        for j in objects[: objects.index(dead[-1])] if dead else []:
            last = self.taken[dead[-1]][0]
            phrase = self.at.np(j)
            person = phrase.category is not None and self.lexicon.is_person(phrase.category)
            if person and j not in self.taken and self.reading.claimable(phrase, definite=True):
                self.take(j, last.outcome, last.rule_id, self.span(k, k), agent=subject, category=phrase.category)

    def _left_things(self, k: int, j: int, subject: tuple[int, int] | None) -> bool:
        """ "They left fourteen dead, two lorries and a mortar": what lies beside the dead was left behind too."""
        phrase = self.at.np(j)
        actor = self.at.phrase(next(iter(self.at.subjects(k)), -1))
        weapon = actor is not None and actor.category is not None and not self.lexicon.is_person(actor.category)
        state = self.at.notes[self.chunks[j + 1].i] if j + 1 < len(self.chunks) else None
        after = state["adjective"][1] if state is not None and "adjective" in state else None
        burning = after is not None and bool(after.things) and after.use != "attributive" and phrase.counted
        if (
            burning
            and phrase.category is not None
            and not self.lexicon.is_person(phrase.category)
            and after is not None
        ):
            outcome, span = after.things, self.span(k, j + 1)  # "left one man dead and a dozen cars ablaze"
            return self.take(j, outcome, "leave.active", span, agent=subject) is not None
        blow = weapon or (actor is not None and actor.reason in {"event", "occasion"})
        if blow or not phrase.counted or phrase.category is None or self.lexicon.is_person(phrase.category):
            return False
        return self.take(j, "abandoned", "leave.loser", self.span(k, k), loser=subject) is not None

    def pronoun(self, k: int) -> None:
        """ "Fired at a tank, destroying it", "stopped two men and shot them dead": what was counted just before."""
        verb, word = self.at.group(k), self.at.word(k + 1)
        joined = verb.forms == {"gerund"} or (not verb.passive and self.at.kind(self.at.left(k)) in {"conj", "sub"})
        if not joined or self.at.kind(k + 1) != "pron" or word not in {"it", "them"} or self.facts.blocked(k):
            return
        for j in range(k - 1, max(k - 10, -1), -1):
            phrase = self.at.phrase(j)
            if phrase is None or not phrase.counted or phrase.category is None or j in self.taken:
                continue
            one = phrase.det == "a" or (phrase.number is not None and phrase.number.best == 1)
            person = self.lexicon.is_person(phrase.category)
            if one != (word == "it") or (person and word == "it") or (person and self.at.verb(self.at.left(j)) is None):
                continue  # people are meant only where they are the object of the verb before
            found = self._frame_for(k, j, frozenset({"transitive", "either"}))
            if found is not None:
                frame, outcome, category = found
                self.take(j, outcome, f"{slug(frame.verb)}.pronoun", self.span(k, k + 1), category=category)
            return

    def announced_list(self, k: int) -> None:
        """ "Also recovered were four rifles", "items recovered include 33 rifles": the list follows a linking verb."""
        verb = self.at.group(k)
        if "participle" not in verb.forms or verb.be or verb.have or verb.to or verb.modal or self._takes_object(k):
            return
        subject = self.at.left(k)
        announces = self.at.kind(subject) != "np" or not self.at.counted(subject)
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
            n = self.reading.apposed(item)
            phrase = self.at.np(n)
            found = self._frame_for(k, n, frozenset({"transitive", "either", "loser"})) if phrase.loseable else None
            if found is None and phrase.name:
                found = self._named(k, n, frozenset({"transitive", "either"}))
            if found is not None and (phrase.counted or phrase.name):
                frame, outcome, category = found
                if phrase.headless and counted is not None:
                    category = counted
                    outcome = frame.persons if self.lexicon.is_person(category) else frame.things
                self.take(n, outcome, f"{slug(frame.verb)}.list", self.span(k, k), category=category)

    def _blocked_with_partner(self, k: int) -> str:
        """A verb joined to a blocked one shares its fate: "could kill or wound 300"."""
        verb = self.at.group(k)
        if verb.forms & {"base"} and not (verb.be or verb.have or verb.to or verb.modal):
            j = self.at.left(k)
            while j >= 0 and self.at.kind(j) not in {"verb", "semi", "stop"}:
                j -= 1
            if self.at.verb(j) is not None and (self.at.verb(j).modal or self.at.verb(j).to):  # type: ignore[union-attr]
                return self.facts.blocked(j)
        return ""

    def _object_before(self, k: int) -> None:
        """ "the tanks (that) Ukraine destroyed": the object of a relative clause stands before its subject."""
        verb = self.at.group(k)
        subject = self.at.left(k)
        if self.at.kind(subject) not in {"np", "pron"} or verb.forms <= {"gerund"}:
            return
        j = self.at.left(subject)
        relative, apart = self.at.kind(j) == "rel", False
        if relative:
            j = self.at.left(j)
            apart = self.at.kind(j) == "comma"  # "the helicopter, which rebels shot down"
            j = self.at.left(j) if apart else j
        phrase = self.at.phrase(j)
        if phrase is None or not phrase.loseable or j in self.taken:
            return
        if not phrase.counted and not (relative and self.reading.claimable(phrase, definite=apart)):
            return  # without "that" or "whom", only a figure shows that it is no subject
        found = self._frame_for(k, j, frozenset({"transitive", "either", "loser"}))
        if found is None or self.facts.blocked(k):
            return
        frame, outcome, category = found
        span = self.span(subject, subject)
        loser = span if frame.frame == "loser" else None
        self.take(
            j,
            outcome,
            f"{slug(frame.verb)}.relative",
            self.span(k, k),
            agent=None if loser else span,
            loser=loser,
            category=category,
        )

    def _cost(self, k: int, objects: list[int], predicate: tuple[int, int], reason: str) -> None:
        """ "the day cost the invaders 980 men": first who loses, then what."""
        first = objects[0]
        loser: tuple[int, int] | None = None
        start = k
        if not self.at.counted(first) and self.at.kind(first + 1) == "np" and self.at.counted(first + 1):
            loser, start = self.span(first, first), first
        elif self.at.kind(k + 1) in {"pron", "word"}:
            loser, start = self.span(k + 1, k + 1), k + 1
        for j in self.at.objects(start):
            phrase = self.at.np(j)
            found = self._frame_for(k, j, frozenset({"cost", "transitive"})) if phrase.loseable else None
            if found is None:
                continue
            _, outcome, category = found
            limb = self.at.phrase(j + 1)
            if phrase.headless and limb is not None and limb.det == "poss":
                continue  # "cost a third his leg"
            if phrase.outcome_noun is not None:
                outcome = phrase.outcome_noun.outcome  # "40 dead"
            if reason:
                self.why_not[j] = reason
                continue
            self.take(j, outcome, "cost", predicate, loser=loser, category=category)

    def _deprived(self, k: int) -> None:
        """ "The raid rid them of two guns", "they paid for the hill with 40 men": a preposition opens the loss."""
        verb = self.at.group(k)
        frame = next(frame for frame, _ in verb.frames if frame.frame in {"deprive", "pay"})
        words = {tail[0] for tail in frame.tails}
        j = self.at.right(k)
        while self.at.kind(j) in {"np", "pron", "prep", "adv"} and self.at.word(j) not in words:
            j += 1
        if self.at.word(j) not in words or not self.at.counted(j + 1):
            return
        reason = self.facts.blocked(k)
        loser: tuple[int, int] | None
        if frame.frame == "deprive" and not verb.passive and self.at.kind(k + 1) in {"np", "pron"}:
            loser = self.span(k + 1, k + 1)
        else:
            loser = None if verb.passive and frame.frame == "pay" else self.reading.subject_span(k)
        for n in self.at.objects(j):
            phrase = self.at.np(n)
            found = self._frame_for(k, n, frozenset({"deprive", "pay"})) if phrase.loseable else None
            if found is None or not phrase.counted:
                continue
            if reason:
                self.why_not[n] = reason
                continue
            rule = f"{slug(frame.verb)}.{frame.frame}"
            self.take(n, found[1], rule, self.span(k, k), loser=loser, category=found[2])
