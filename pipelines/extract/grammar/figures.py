"""What is added to a loss, and other figures for it: "along with nine drones", "put it at 21", "Kyiv says 369"."""

from __future__ import annotations

from pipelines.extract.grammar.reading import Rules


class FigureRules(Rules):
    """Reads what changes or adds to a hit already found."""

    def additions(self) -> None:
        """ "All six missiles were shot down, along with nine drones": a list added after the verb."""
        for k in range(1, len(self.chunks) if self.taken else 0):
            words = " ".join(token.lower for token in self.tokens[self.chunks[k].i : self.chunks[k].end])
            whole = self.reading.nearest_before(k) if words in self.lexicon.linking["plus"] else None
            if whole is None or whole.predicate[0] < whole.start:
                continue
            for j in self.at.objects(k):
                item = self.at.np(j)
                if j in self.taken or not item.counted or item.category is None:
                    continue
                if self.lexicon.is_person(item.category) == self.lexicon.is_person(whole.category):
                    self.reading.take_like(j, whole, "addition", item.category)

    def beside(self) -> None:
        """ "Besides three soldiers, a guard was killed": what opens the sentence shares the fate of what follows."""
        words = " ".join(token.lower for token in self.tokens[: self.chunks[0].end]) if self.chunks else ""
        if words not in self.lexicon.linking["plus"]:
            return
        items = self.at.objects(0)
        later = next((self.taken[n][0] for n in sorted(self.taken) if items and n > items[-1]), None)
        for j in items:
            item = self.at.np(j)
            back = item.det in {"the", "poss"}  # "in addition to the 14 tanks": spoken of before
            if later is None or j in self.taken or not item.counted or item.category is None or back:
                continue
            if self.lexicon.is_person(item.category) == self.lexicon.is_person(later.category):
                self.reading.take_like(j, later, "addition", item.category)

    def so_did(self) -> None:
        """ "Thirteen Marines died. So did 170 Afghans": the verb of the sentence before."""
        helper = self.at.verb(1)
        last = self.reading.last_hit()
        if self.at.word(0) != "so" or helper is None or not (helper.do or helper.be or helper.have) or helper.frames:
            return
        if last is None or helper.negated or helper.modal or self.sentence.index - last.sentence.index > 1:
            return
        for n in self.at.objects(1):
            phrase = self.at.np(n)
            person = phrase.category is not None and self.lexicon.is_person(phrase.category)
            if phrase.counted and phrase.category is not None and person == self.lexicon.is_person(last.category):
                self.reading.take_like(n, last, "so_did", phrase.category)

    def revisions(self) -> None:
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
            last = self.reading.nearest_before(k) or self.reading.last_hit()
            if last is not None and self.lexicon.is_person(last.category):
                self.reading.take_like(target, last, "revision", last.category)

    def earlier(self) -> None:
        """ "63 people died, up from 58", "an increase from the previous 25": the figure that was replaced."""
        for k in range(1, len(self.chunks) - 1):
            n = k + 1
            if self.at.word(k) != "from" or self.at.word(k - 1) not in self.lexicon.linking["change"]:
                continue
            number = self.at.phrase(n)
            if number is not None and not number.counted and self.at.word(n + 1) == "of":
                n += 2  # "the previous toll of 25"
                number = self.at.phrase(n)
            last = self.reading.nearest_before(k)
            if number is None or n in self.taken or not number.headless or last is None:
                continue
            self.reading.take_like(n, last, "earlier", last.category)

    def shares(self) -> None:
        """ "Tanks make up 61 of the losses", "soldiers account for 40 of them": a kind's part of what was counted."""
        for k, chunk in enumerate(self.chunks):
            verb = chunk.verb
            if verb is None or verb.lemma not in self.lexicon.linking["share"] or verb.modal or verb.negated:
                continue
            kind, number = self.at.phrase(self.at.left(k)), self.at.phrase(k + 1)
            if kind is None or kind.category is None or kind.counted or number is None or number.number is None:
                continue
            last = self.reading.nearest_before(k) or next(
                (h for h in self.context.hits[::-1] if not h.phrase.of_them), None
            )
            near = last is not None and self.sentence.index - last.sentence.index <= 2
            share = (number.of_them and verb.lemma != "be") or self.tokens[
                number.end - 1
            ].lower in self.lexicon.linking["sum"]
            if last is None or not near or not share or k + 1 in self.taken:
                continue
            if self.lexicon.is_person(kind.category) == self.lexicon.is_person(last.category):
                hit = self.reading.take_like(k + 1, last, "share", kind.category)
                if hit is not None:
                    fates = {h.outcome for h in self.context.hits[-8:] if h.sentence.index >= last.sentence.index - 2}
                    if len(fates) > 1 and not self.lexicon.is_person(kind.category):
                        hit.outcome = "lost"  # "214 were destroyed, 18 captured. Tanks account for 57 of the total"
                    hit.aggregation = last.aggregation
                    hit.end = self.tokens[number.number.end - 1].end

    def rivals(self) -> None:
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
            last = self.reading.nearest_before(k) or self.reading.last_hit()
            near = last is not None and self.sentence.index - last.sentence.index <= 1
            ends = self.at.kind(n + 1) in {"", "stop", "comma", "semi", "dash", "quote", "close"}
            if last is not None and near and ends and last.modality == "asserted" and last.phrase.number is not None:
                self.reading.take_like(n, last, "rival", last.category)
