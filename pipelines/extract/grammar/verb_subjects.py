"""Verbs whose subject is lost: "two tanks were destroyed", "two soldiers died", "two killed"."""

from __future__ import annotations

from pipelines.extract.grammar.hits import slug
from pipelines.extract.grammar.loss_nouns import OUTCOME_HEADS
from pipelines.extract.grammar.phrases import VerbGroup
from pipelines.extract.grammar.verb_frames import VerbRules

_WITHIN = frozenset({"in", "on", "at", "from", "near", "inside", "under", "beside", "through"})

_FAR = 12  # chunks between a verb and a subject with clauses in between


class SubjectRules(VerbRules):
    """Reads what stands before a verb of loss."""

    def patient(self, k: int) -> None:
        """Take what stands as subject of the verb at ``k``: "two tanks were destroyed", "two men died"."""
        verb = self.at.group(k)
        if self._object_after_passive(k):
            return
        shared = self._shares_passive(k)
        kinds = self._subject_kinds(k, verb, shared)
        if not kinds:
            return
        reason = self.facts.blocked(shared if shared is not None else k) or (
            self.facts.blocked(k) if shared is not None else ""
        )
        subjects = self.at.subjects(shared if shared is not None else k)
        agent = self.reading.agent_of(k) if verb.passive or shared is not None or "passive" in kinds else None
        predicate = self.span(k, k)
        frames = (
            frozenset({"transitive", "either", "loser"})
            if "passive" in kinds
            else frozenset({"intransitive", "either"})
        )
        if "passive" in kinds and "intransitive" in kinds:
            frames = frozenset({"transitive", "either", "loser", "intransitive"})
        left = False
        bare = not verb.passive and shared is None and "intransitive" not in kinds
        if bare and self.at.speech(k) and any(self.at.verb(n) is not None for n in range(k + 1, len(self.chunks))):
            return  # "the governor claimed near the town 30 men lost their lives"
        if bare:
            nearest = self.at.left(k)
            if (
                self.at.counted(nearest)
                and nearest not in subjects
                and self.at.word(self.at.left(nearest)) not in {"by", "in"}
            ):
                subjects = [nearest]  # "spoke of 16 militants killed"
            left = any(self._left(j) for j in subjects)
            if not left:
                subjects = [] if self._of_place(nearest) else self._adjacent(subjects)
        absolute = self._absolute(k, verb)
        if absolute:
            subjects = absolute
        if absolute or bare:
            reason = reason or self._would(k)
        mixed = any(self.at.known(j) and not self.lexicon.is_person(self.at.np(j).category or "") for j in subjects)
        for j in subjects:
            phrase = self.at.np(j)
            found = None
            if bare and (phrase.outcome_noun is not None or phrase.head in OUTCOME_HEADS):
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
            if not self.reading.claimable(phrase, definite=True):
                continue
            if bare and not (phrase.counted or phrase.name or self.reading.headline or self._gapped(j) or left):
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
            self.take(j, outcome, f"{slug(frame.verb)}.{voice}", predicate, agent=agent, category=category)

    def far_patient(self, k: int) -> None:
        """Give a passive or intransitive verb that found nothing the last counted phrase before it that nobody took.

        "Several camps, it added, had been destroyed", "one attacker who tried to flee in a lorry was taken alive".
        """
        verb = self.at.group(k)
        frames = frozenset({"transitive", "either", "loser"} if verb.passive else {"intransitive"})
        start = self.span(k, k)[0]
        if verb.to or not any(frame.frame in frames for frame, _ in verb.frames) or self.facts.blocked(k):
            return
        if any(hit.predicate[0] == start for hits in self.taken.values() for hit in hits):
            return
        for j in range(k - 1, max(k - _FAR, -1), -1):
            before = self.at.verb(j)
            if self.at.kind(j) in {"semi", "stop", "bullet"} or self.at.word(j) in {"where", "when"}:
                return
            if before is not None and before.frames:
                return
            phrase = self.at.phrase(j)
            if phrase is None or phrase.number is None or phrase.category is None or j in self.taken:
                continue
            if self.at.kind(self.at.left(j)) == "prep" or self.why_not.get(j, "no_frame") != "no_frame":
                continue
            found = self._frame_for(k, j, frames)
            if found is not None:
                frame, outcome, category = found
                self.take(j, outcome, f"{slug(frame.verb)}.far", self.span(k, k), category=category)
            return

    def _adjacent(self, subjects: list[int]) -> list[int]:
        """Before a bare participle ("3 tanks, 40 men killed") only counted phrases of one list belong to it."""
        kept = subjects[-1:]
        for j in reversed(subjects[:-1]):
            between = {self.at.kind(n) for n in range(j + 1, kept[0])}
            if not self.at.counted(j) or "adjective" in between or not between <= {"comma", "conj", "adv", "quote"}:
                break
            kept.insert(0, j)
        return kept

    def _would(self, k: int) -> str:
        """ "The navy would be in a shambles, with 138 ships sunk": the main verb says that it is only thought of."""
        within = False
        for j in range(k - 1, -1, -1):
            verb = self.at.verb(j)
            within |= self.at.kind(j) == "prep" and self.at.word(j) == "with"
            if verb is not None and verb.modal:
                return "hypothetical" if within else ""
            if self.at.kind(j) in {"semi", "stop", "sub"} or (verb is not None and (verb.be or verb.have)):
                return ""
        return ""

    def _left(self, j: int) -> bool:
        """ "Left a major, his driver and two privates wounded": the list right behind "leave"."""
        verb = self.at.verb(self.at.left(j))
        return verb is not None and verb.lemma == "leave" and not verb.passive

    def _of_place(self, j: int) -> bool:
        """ "Found a mortar in an orchard abandoned by rebels": the participle is of the place, not of the mortar."""
        phrase = self.at.phrase(j)
        within = self.at.kind(self.at.left(j)) == "prep" and self.at.word(self.at.left(j)) in _WITHIN
        if phrase is None or not within or phrase.det not in {"a", "the", "poss"} or self.reading.headline:
            return False
        plain = not self.tokens[phrase.end - 1].text[:1].isupper()
        return plain and any(self.at.verb(n) is not None for n in range(j))

    def _gapped(self, j: int) -> bool:
        """ "A boy was killed and his mother wounded": a connector and a passive before it lend their "was"."""
        n = self.at.left(j)
        if self.at.kind(n) not in {"conj", "comma", "semi"}:
            return False
        while n >= 0 and self.at.kind(n) not in {"stop", "sub", "rel"}:
            before = self.at.verb(n)
            if before is not None:
                bare = "participle" in before.forms and not (before.have or before.to or before.modal)
                if before.be or not bare or not before.frames:
                    return before.passive
            n -= 1
        return False

    def _absolute(self, k: int, verb: VerbGroup) -> list[int]:
        """ "With 42 sailors lost", "with nine troops dying each day": the phrase between "with" and a participle."""
        j = self.at.left(k)
        participle = verb.forms & {"participle", "gerund"} and not (verb.have or verb.to or verb.modal)
        counted = self.at.counted(j) and self.at.word(self.at.left(j)) == "with"
        return [j] if participle and counted and not self._takes_object(k) else []

    def _subject_kinds(self, k: int, verb: VerbGroup, shared: int | None) -> frozenset[str]:
        """Decide the voice: what of passive and intransitive the verb at ``k`` may be."""
        frames = {frame.frame for frame, _ in verb.frames}
        kinds: set[str] = set()
        if self.at.kind(k + 1) == "colon" and not verb.passive:
            return frozenset()  # a label: "destroyed: 842"
        past = "participle" in verb.forms
        if verb.passive or shared is not None:
            return frozenset({"passive", "intransitive"} if "intransitive" in frames else {"passive"})
        object_follows = self._takes_object(k)
        if frames & {"intransitive"} or ("either" in frames and not object_follows):
            tails = [frame for frame, _ in verb.frames if frame.frame == "intransitive"]
            bare = verb.forms == {"participle"} and not (verb.have or verb.be or verb.get)
            if not bare and not (verb.be and not verb.passive and verb.forms != {"gerund"}):
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
