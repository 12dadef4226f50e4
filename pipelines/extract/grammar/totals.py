"""Sums of loss: "the death toll rose to 23", "losses amounted to two tanks", "the number of Kenyans killed"."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.entries import Nominal
from pipelines.extract.grammar.hits import Table, slug
from pipelines.extract.grammar.phrases import VerbGroup
from pipelines.extract.grammar.reading import Rules

_TALLIES = frozenset({"number", "toll", "count", "total", "tally"})
_CAPTIVES = frozenset({"prisoner", "captive", "hostage", "prisoner of war", "pow"})
_SUMS = frozenset({"reach", "rise", "stand", "number", "total", "be", "come", "climb", "exceed", "run", "pass", "top"})


class TotalRules(Rules):
    """Reads nouns that announce a figure."""

    def totals(self) -> None:
        """Read the figure, or the list, that a noun of loss announces."""
        for k, chunk in enumerate(self.chunks):
            nominal = chunk.nominal
            if nominal is None or k in self.taken or chunk.kind == "prep":
                continue
            phrase = chunk.phrase
            if phrase is not None and phrase.number is not None:
                continue
            target = self._total_target(k, nominal)
            loser = self._owner_of(k)
            rule = f"total.{slug(nominal.words)}"
            if nominal.things and nominal.persons and nominal.outcome_of_list:
                self.reading.table_here = Table(
                    nominal.persons, nominal.things, rule, self.span(k, k), loser, self.sentence.para
                )
            if target is None:
                continue
            items = self.at.objects(target - 1)
            items = items if target in items else [target]
            state = self.at.verb(items[-1] + 1)
            if state is not None and state.frames and not (state.be or state.have) and "participle" in state.forms:
                items = []  # "casualties: 6 men killed, 11 wounded": each has its own outcome
            items += self._after_participles(items[-1] if items else target)
            reason = self.facts.blocked(k, noun=True) or self._total_modal(k, target)
            self._exceeded(k, target)
            self._take_total(k, items, nominal, reason)

    def counted_kinds(self) -> None:
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
            if outcome and target is not None and not self.facts.blocked(k, noun=True):
                rule = f"total.number_{slug(frame.verb)}"
                category = self.at.np(target).category or category
                if self.take(target, outcome, rule, self.span(k, last), category=category) is not None:
                    self.reading.spent.add(kind)

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
                return self.facts.blocked(j)
        return ""

    def _take_total(self, k: int, items: list[int], nominal: Nominal, reason: str) -> None:
        loser, rule = self._owner_of(k), f"total.{slug(nominal.words)}"
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
            elif nominal.outcome_of_list and phrase.head in _CAPTIVES:
                outcome = "captured"  # "losses of 400 dead and 90 prisoners"
            if not outcome:
                self.why_not.setdefault(j, "no_frame")
                continue
            if reason:
                self.why_not[j] = reason
                continue
            self.take(j, outcome, rule, self.span(k, k), loser=loser, category=category)

    def _after_participles(self, last: int) -> list[int]:
        """ "Losses at 4,000 killed, 9,000 wounded and two guns": the list goes on after figures with an outcome."""
        items: list[int] = []
        seen = False
        for j in range(last + 1, len(self.chunks)):
            verb = self.at.verb(j)
            if verb is not None:
                items = []  # "and two lorries were burned": what stands before a verb is its own
                bare = "participle" in verb.forms and not (verb.be or verb.have or verb.to or verb.modal)
                if not bare or not verb.frames or self.at.object_starts(j):
                    break
                seen = True
            elif self.at.kind(j) == "np":
                if not self.at.counted(j):
                    break
                if seen:
                    items.append(j)
            elif self.at.kind(j) not in {"comma", "conj"}:
                break
        return items

    def _exceeded(self, k: int, target: int) -> None:
        """ "Losses exceeded 300": the verb bounds the figure."""
        number = self.at.np(target).number
        verbs = [self.at.verb(j) for j in range(k, target)]
        over = any(verb is not None and verb.lemma in self.lexicon.linking["over"] for verb in verbs)
        if over and number is not None and number.qualifier == "exact" and number.best is not None:
            bound = replace(number, low=number.best + 1, high=None, qualifier="more_than")
            self.at.np(target).number = bound

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
            return self.reading.person_or_last(j) if nominal.persons not in {"killed"} else "PERS"
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
            after = self.at.past_prep(j) if self.at.kind(j) == "prep" else j
            j = after if self.at.kind(after) == "colon" else j  # "trophies of the week:"
            n = j if self.at.kind(j) == "np" else self.at.right(j) if self.at.kind(j) in {"colon", "dash"} else -1
            return n if self.at.counted(n) and self._plain_figure(n, nominal) else None
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
                return n if self.at.counted(n) and self._plain_figure(n, nominal) else None
            if kind == "prep":
                if self.at.kind(j + 1) == "prep" and self.at.word(j + 1) in {"to", "from", "at"}:
                    j += 1  # "revised down to 14"
                    continue
                n = self.at.right(j)
                figure = self.at.counted(n) and self._plain_figure(n, nominal)
                if figure and word == "of" and j == self.at.right(k) and not single:
                    return n
                if figure and (link or raised) and word in {"to", "at", "of", "as"}:
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
                    n = n + 1 if self.at.word(n) == "as" else n  # "are given as"
                    if self.at.counted(n) and self._plain_figure(n, nominal):
                        return n
                elif link or not (self.at.reduced(j) or self.speech_inside(j)):
                    return None
            elif kind in {"semi", "stop", "sub"}:
                return None
            elif kind == "np" and self.at.counted(j) and self._plain_figure(j, nominal):
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
            if self.at.word(j) in {"of", "among"} and self.at.kind(j + 1) == "np" and not self.at.counted(j + 1):
                return self.span(j + 1, j + 1)
            j = self.at.past_prep(j)
        before = self.at.left(k)
        if self.at.kind(before) == "np" and self.chunks[before].end == self.chunks[k].i:
            return self.span(before, before)
        if phrase.modifiers is not None or phrase.end - phrase.i > 1:
            return (phrase.start_char, phrase.end_char)
        if self.at.kind(before) in {"pron", "word"}:
            return self.span(before, k)
        return None
