"""Parts of a loss and numbers whose verb is left out: "including 11 Bradleys", "nine of them", "three over Kursk"."""

from __future__ import annotations

from pipelines.extract.grammar.clauses import may_contain
from pipelines.extract.grammar.hits import Hit
from pipelines.extract.grammar.phrases import Phrase
from pipelines.extract.grammar.reading import Rules


class PartRules(Rules):
    """Reads what belongs to a hit already found."""

    def parts(self) -> None:
        """ "Including 11 Bradleys", "nine of them", "of whom 387": parts of the hit before."""
        for k in range(len(self.chunks)):
            after = self.at.is_part_word(k)
            following = self.at.verb(k + 1)
            if self.at.kind(k) == "rel" and following is not None and following.lemma == "include":
                after = k + 2  # "three firearms that included two rifles"
            phrase = self.at.phrase(k)
            if phrase is not None and phrase.reason == "complement":
                continue  # "all but three of them"
            if phrase is not None and phrase.of_them and k not in self.taken and k not in self.why_not:
                self._part_of_them(k, phrase)
            if self.at.word(k) == "of" and self.at.word(k + 1) in {"whom", "which"} and self.at.kind(k + 2) == "np":
                self._fronted_part(k + 2)
            if not after or (self.at.word(k) == "of" and self.at.kind(k - 1) == "word"):
                continue  # "nine in ten of them women"
            whole = self.reading.nearest_before(k)
            if self._parts_of_mass(k, after) or whole is None:
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
                if not (item.loseable and (one or self.reading.claimable(item, definite=True))) and not item.name:
                    continue
                category = item.category or whole.category
                if self.lexicon.is_person(category) != self.lexicon.is_person(whole.category):
                    continue
                hit2 = self.reading.take_like(j, whole, "part.including", category)
                if hit2 is not None:
                    hit2.aggregation = whole.aggregation
                    if may_contain(self.lexicon, whole.category, category):
                        hit2.parent, hit2.part_kind = whole, "including"

    def _parts_of_mass(self, k: int, after: int) -> bool:
        """ "Lost a third of its fleet, including two frigates": the parts of what is no claim itself were lost too."""
        j = k - 1
        while j >= 0 and self.at.kind(j) in {"comma", "np", "prep", "adv", "quote"} and j not in self.taken:
            if (nominal := self.chunks[j].nominal) is not None and nominal.outcome_of_list:
                return self._take_parts(after, nominal.persons, nominal.things, j)
            j -= 1
        verb = self.at.verb(j)
        if verb is None or j == k - 1 or verb.passive or self.facts.blocked(j):
            return False
        if self.at.kind(j + 1) != "np" or (self.at.counted(j + 1) and self.at.loseable(j + 1)):
            return False
        frame = next((f for f, _ in verb.frames if f.frame in {"transitive", "loser", "either"} and not f.tails), None)
        return frame is not None and self._take_parts(after, frame.persons, frame.things, j, frame.frame == "loser")

    def _take_parts(self, after: int, persons: str, things: str, j: int, losing: bool = True) -> bool:
        actor = self.reading.subject_span(j)
        for n in self._part_list(after):
            item = self.at.np(n)
            if item.category is None or not item.counted or n in self.taken:
                continue
            outcome = persons if self.lexicon.is_person(item.category) else things
            if outcome:
                loser, agent = (actor, None) if losing else (None, actor)
                self.take(n, outcome, "part.mass", self.span(j, j), agent=agent, loser=loser, category=item.category)
        return True

    def breakdowns(self) -> None:
        """ "lost 17 machines: three tanks, six MT-LBs and eight buggies": parts after a colon or dash."""
        for k in range(1, len(self.chunks)):
            if self.at.kind(k) not in {"colon", "dash", "open"} or self.at.kind(k + 1) != "np":
                continue
            whole = self.reading.nearest_before(k)
            mass = whole is not None and whole.phrase.number is None and not self.lexicon.is_person(whole.category)
            several = mass and sum(self.at.counted(n) for n in self.at.objects(k)) > 1  # "its guns were lost: 60 ..."
            if whole is None or (whole.phrase.number is None and not several) or whole.rule_id.startswith("row"):
                continue
            parts = [] if self.at.kind(k) == "open" else [n for n in self.at.objects(k) if self.at.counted(n)]
            for j in parts + self._names_after(k, whole):
                category = self.at.np(j).category or (whole.category if self.at.np(j).name else None)
                if j in self.taken or category is None or not may_contain(self.lexicon, whole.category, category):
                    continue
                hit = self.reading.take_like(j, whole, "part.breakdown", category)
                if hit is not None:
                    hit.parent, hit.part_kind, hit.aggregation = whole, "breakdown", whole.aggregation

    def _names_after(self, k: int, whole: Hit) -> list[int]:
        """The names after the mark at ``k``, right after the people: "two soldiers — Naik Ali and Sepoy Imran —"."""
        if not self.lexicon.is_person(whole.category) or self.chunks[k - 1].phrase is not whole.phrase:
            return []
        j = k + 1
        while self.at.kind(j) in {"np", "comma", "conj", "prep", "adv"}:
            j += 1
        return [n for n in range(k + 1, j) if self.reading.is_named(n)]

    def _part_list(self, k: int) -> list[int]:
        if self.at.kind(k) == "np":
            return self.at.objects(k - 1) or [k]
        return []

    def _part_of_them(self, k: int, phrase: Phrase) -> None:
        whole = self.reading.nearest_before(k) or self.reading.last_hit()
        if whole is None:
            return
        following = self.at.verb(self.at.right(k))
        helped = following is not None and (following.be or following.have or following.modal)
        if following is not None and helped and not following.frames and following.lemma != "be":
            return
        apart = self.at.kind(self.at.left(k)) == "comma" and following is not None and self.at.reduced(self.at.right(k))
        if (
            following is not None
            and not following.be
            and not following.frames
            and following.forms
            and following.forms != {"gerund"}
            and not apart  # "18 lorries, five of them fitted with guns,"
        ):
            return
        noun = self.at.phrase(self.at.right(k))
        if following is not None and following.lemma == "be" and not following.negated and not following.modal:
            noun = self.at.phrase(self.at.right(k) + 1)  # "two of them are children"
        if whole.sentence is not self.sentence and (noun is None or noun.category is None):
            return
        category = whole.category
        if noun is not None and noun.category is not None and not noun.counted:
            category = noun.category
        hit = self.reading.take_like(k, whole, "part.of_them", category)
        if hit is not None:
            hit.parent, hit.part_kind, hit.aggregation = whole, "including", whole.aggregation

    def _fronted_part(self, k: int) -> None:
        """ "Of whom 387 were civilians": the number belongs to what was lost before."""
        whole, phrase, verb = self.reading.nearest_before(k), self.at.np(k), self.at.verb(k + 1)
        kind = self.at.phrase(k + 2)
        if whole is None or k in self.taken or not phrase.headless:
            return
        state = self.at.notes[self.chunks[k + 2].i] if verb is not None and k + 2 < len(self.chunks) else None
        entry = state["adjective"][1] if state is not None and "adjective" in state else None
        if verb is not None and verb.lemma == "be" and entry is not None and entry.use != "attributive":
            outcome = entry.persons if self.lexicon.is_person(whole.category) else entry.things
            hit = self.reading.take_like(k, whole, "part.of_them", whole.category) if outcome else None
            if hit is not None:  # "of which 700 are beyond repair"
                hit.outcome, hit.parent, hit.part_kind, hit.aggregation = outcome, whole, "including", whole.aggregation
            return
        if self.at.kind(k + 1) in {"prep", "adjective", "comma", "stop", ""}:
            category: str | None = whole.category  # "of which nine of Western make"
        else:
            category = kind.category if kind is not None and verb is not None and verb.lemma == "be" else None
        if category is None or not may_contain(self.lexicon, whole.category, category):
            return
        hit = self.reading.take_like(k, whole, "part.of_them", category)
        if hit is not None:
            hit.parent, hit.part_kind, hit.aggregation = whole, "including", whole.aggregation

    def gaps(self) -> None:
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
            if model.rule_id == "state.with_wounds":
                continue  # "872 in good condition"
            agent = model.agent
            if self.at.word(after) == "by" and self.at.kind(after + 1) == "np":
                agent = self.reading.long_span(after + 1)
            parent, kind_of = (
                (self._whole_of(model), "breakdown") if colon or model.part_kind == "breakdown" else (None, None)
            )
            hit = self.reading.take_like(k, model, "gap", model.category)
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
        if phrase is None or phrase.number is None or side is None or not phrase.loseable:
            return False
        people = side.det == "the" and side.category == "PERS" and not side.counted and side.head[:1].isupper()
        if side.loseable and not people:  # "the Croats nine"
            return False
        if self.at.kind(self.at.left(k - 1)) not in {"comma", "semi", "conj"} or self.at.is_subject(k):
            return False
        outcome = model.outcome
        hit = self.take(
            k,
            outcome,
            "gap.loser",
            model.predicate,
            loser=self.span(k - 1, k - 1),
            modality=model.modality,
            category=phrase.category or model.category,
        )
        return hit is not None

    def _whole_of(self, hit: Hit) -> Hit:
        return hit.parent if hit.part_kind == "breakdown" and hit.parent is not None else hit

    def _own_verb(self, k: int, hit: Hit | None) -> bool:
        return hit is not None and self.span(k, k) == hit.predicate
