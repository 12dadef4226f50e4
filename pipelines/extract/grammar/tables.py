"""Losses listed without a verb: rows of a table ("tanks – 11,047 (+4)") and lists under a heading."""

from __future__ import annotations

from pipelines.extract.grammar.hits import Hit, Table, slug
from pipelines.extract.grammar.reading import Rules


class TableRules(Rules):
    """Reads rows and headed lists."""

    def rows(self) -> None:
        """ "tanks – 11,047 (+4)": a noun, a dash or colon, a figure; only under a heading that states a loss."""
        table = self.reading.table_here or self._lost_table() or self.context.table
        if table is None:
            return
        last: Hit | None = None
        for k in range(len(self.chunks)):
            phrase = self.at.phrase(k)
            if self.at.kind(k) not in {"np", "word", "verb"} or k in self.taken:
                continue
            j = k + 1 if not self._bare_row(k) else k
            if self.at.word(j) == "of" and self.at.kind(j + 1) == "np" and not self.at.counted(j + 1):
                j += 2  # "UAVs of tactical level – 36"
            if (
                self.at.kind(j) not in {"colon", "dash"}
                and not (self.at.kind(j) == "comma" and self._apart(j))
                and j > k
            ):
                continue
            figure = self.at.phrase(j + 1)
            if figure is None or not figure.headless or j + 1 in self.taken:
                continue
            nominal = self.chunks[k].nominal
            if nominal is not None and last is not None and (phrase is None or phrase.category is None):
                outcome = nominal.persons if self.lexicon.is_person(last.category) else nominal.things
                if outcome:
                    hit = self.take(
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
            hit = self.take(j + 1, outcome, "row", table.predicate, loser=table.loser, category=category)
            if hit is not None:
                hit.start = self._row_start(k)
                hit.aggregation = "cumulative"
                last = hit

    def bracketed(self) -> None:
        """ "2 T-72B3: (1, destroyed) (2, captured)": what became of each of them stands in brackets behind."""
        for k in range(len(self.chunks) - 2):
            first = k + 2 if self.at.kind(k + 1) in {"colon", "dash"} else k + 1
            if self.at.kind(first) != "open" or not (self.at.known(k) and self.at.counted(k)) or k in self.taken:
                continue
            outcomes: set[str] = set()
            figures: list[int] = []
            j = first
            while j < len(self.chunks) and self.at.kind(j) in {"open", "close", "comma", "conj", "np", "verb"}:
                verb = self.at.verb(j)
                if verb is not None:
                    bare = "participle" in verb.forms and not (verb.be or verb.have or verb.to or verb.modal)
                    outcomes.add(verb.frames[0][0].things if bare and verb.frames else "")
                elif self.at.kind(j) == "np":
                    if not self.at.np(j).headless:
                        break
                    if self.at.kind(j + 1) != "verb":
                        figures.append(j)  # the number of an item, not a count ("nine destroyed")
                j += 1
            if not outcomes or "" in outcomes or self.lexicon.is_person(self.at.np(k).category or ""):
                continue
            outcome = outcomes.pop() if len(outcomes) == 1 else "lost"
            if self.take(k, outcome, "bracketed", self.span(first, j - 1)) is not None:
                self.reading.spent.update(figures)

    def _bare_row(self, k: int) -> bool:
        """ "Personnel 340, tanks 6": the figure right behind its noun."""
        row = self.at.known(k) and not self.at.counted(k) and self.at.kind(k + 1) == "np" and self.at.counted(k + 1)
        ends = self.at.kind(k + 2) in {"comma", "semi", "stop", "open", "conj", ""}
        opens = self.at.kind(k - 1) in {"colon", "comma", "semi", "conj", "dash", ""}
        return row and ends and opens

    def _apart(self, k: int) -> bool:
        """ "Tanks, 36; lorries, 13": rows whose figure follows a comma, with semicolons between the rows."""
        after = self.at.kind(k + 2)
        return self.at.kind(k - 2) in {"colon", "semi", "conj", ""} and after in {"semi", "open", "stop", ""}

    def _lost_table(self) -> Table | None:
        """ "The enemy has lost: tanks – 12; guns – 3": a verb of losing that heads rows."""
        for k, chunk in enumerate(self.chunks):
            verb = chunk.verb
            if verb is None or self.at.kind(k + 1) != "colon" or verb.negated or verb.modal or verb.passive:
                continue
            frame = next((f for f, _ in verb.frames if f.frame == "loser" and not f.tails and not f.only), None)
            row = self.at.kind(k + 2) == "np" and self.at.kind(k + 3) in {"dash", "colon"}
            if frame is not None and row:
                rule, loser = f"total.{slug(frame.verb)}", self.reading.subject_span(k)
                self.reading.table_here = Table(
                    frame.persons, frame.things, rule, self.span(k, k), loser, self.sentence.para
                )
                return self.reading.table_here
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

    def headed_list(self) -> None:
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
        items = [n for n in items if self.at.counted(n) and self.at.known(n)]
        if len(items) < 2 or self.sentence.index - last.sentence.index > 3 or last.modality != "asserted":
            return
        for n in items:
            category = self.at.np(n).category or "EQUIP"
            person = self.lexicon.is_person(category)
            like = [h for h in self.context.hits[-12:] if self.lexicon.is_person(h.category) == person]
            outcomes = {h.outcome for h in like if h.sentence.index == like[-1].sentence.index}
            outcome = outcomes.pop() if len(outcomes) == 1 else "lost"
            self.take(
                n,
                outcome,
                "headed_list",
                self.span(0, colon),
                agent=last.agent,
                loser=last.loser,
                category=category,
            )
