"""One sentence while it is read: its chunks, what has been taken so far, and how a phrase is taken.

``Reading`` is what the families of rules share; each family (verbs, states, totals, nouns, tables, parts, figures) is a
class of its own that adds hits to it.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.grammar.chunker import Chunker
from pipelines.extract.grammar.clauses import Clauses
from pipelines.extract.grammar.factuality import Factuality
from pipelines.extract.grammar.hits import Context, Hit, Table, joint_outcome
from pipelines.extract.grammar.phrases import Phrase
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.text import Sentence

_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest next same".split()  # noqa: SIM905
)
#: Definite nouns that mostly stand for somebody named before.
_ANYBODY = frozenset({"man", "woman", "boy", "girl", "child", "victim", "civilian", "soldier", "worker", "resident"})
#: Those who are with somebody and are named by him: "the governor's driver was killed".
_ATTENDANTS = frozenset(
    {"driver", "bodyguard", "aide", "assistant", "interpreter", "secretary", "adjutant", "deputy", "escort"}
)
_SUBJECT_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "this", "these", "those"})


class Reading:
    """The chunks of a sentence and the hits found in it, by chunk. Positions are chunk indexes."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, context: Context) -> None:
        self.sentence, self.lexicon, self.context = sentence, lexicon, context
        chunker = Chunker(sentence, lexicon)
        self.chunks = chunker.run()
        self.tokens = chunker.tokens
        self.at = Clauses(self.chunks, chunker.tokens, chunker.notes, lexicon)
        self.facts = Factuality(self.at)
        self.taken: dict[int, list[Hit]] = {}
        self.why_not: dict[int, str] = {}
        self.spent: set[int] = set()  # kinds whose number was taken: "South Africans" in "the number of them killed"
        self.table_here: Table | None = None
        self.contest = any(c.phrase is not None and c.phrase.reason in {"politics", "sport"} for c in self.chunks)
        self.headline = not sentence.text.rstrip("\"”’'»)").endswith((".", "!", "?", "…", ";", ":", ","))

    def span(self, a: int, b: int) -> tuple[int, int]:
        """Offsets of chunks ``a`` to ``b`` inclusive."""
        return self.tokens[self.chunks[a].i].start, self.tokens[self.chunks[b].end - 1].end

    def take(
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
        """Take the phrase at ``k`` as lost; None if it counts nothing or was taken before.

        A phrase taken by two joined verbs of another outcome gets the outcome of both: "killed or wounded".
        """
        phrase = self.at.np(k)
        if phrase.det == "no" or (phrase.number is not None and phrase.number.best == 0):
            self.why_not[k] = "negation"
            return None
        if k in self.spent:
            return None
        if self._paid_for(k):
            self.why_not[k] = "reward"
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

    def _paid_for(self, k: int) -> bool:
        """ "150,000 roubles for a tank burned, 50,000 for a drone brought down": a reward."""
        verb = self.at.verb(k + 1)
        price = self.at.phrase(k - 2) if self.at.word(k - 1) == "for" else None
        if price is None or price.number is None or verb is None or verb.be or verb.have or verb.forms == {"gerund"}:
            return False
        money = (chunk.phrase for chunk in self.chunks[: k - 1] if chunk.phrase is not None)
        return any(phrase.reason == "money" for phrase in money)

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

    def claimable(self, phrase: Phrase, *, definite: bool) -> bool:
        """Without a number or "a", only plural nouns, definite singulars and names can be claims."""
        if phrase.counted or phrase.name:
            return True
        if phrase.category is None or self.ordinal(phrase) or phrase.head == "life":
            return False  # "lost their lives" counts the subject
        if self.lexicon.is_person(phrase.category) and phrase.head_number == "singular":
            if phrase.det == "the" and definite and phrase.category != "PERS" and phrase.head not in _ANYBODY:
                return self.context.first_mention(phrase.head, phrase.start_char)  # "the base commander was hurt"
            if phrase.det == "poss" and phrase.owner is not None and definite:
                return phrase.head in self.lexicon.linking["kin"] or phrase.head in _ATTENDANTS
            return (phrase.det == "poss" and phrase.owner is None) or (phrase.det == "" and self.headline)
        if phrase.outcome_noun is not None:
            return False
        if phrase.head_number in {"plural", "both"}:
            return phrase.det in {"", "poss", "all"}  # "the tanks" without a number refers back
        return definite and phrase.det in {"", "the", "poss"} and not self.lexicon.is_person(phrase.category)

    def ordinal(self, phrase: Phrase) -> bool:
        """ "the second ship": an ordinal is no count."""
        words = (self.tokens[n].text for n in range(phrase.i, phrase.end))
        return phrase.det in {"the", "poss"} and any(word in _ORDINALS for word in words)

    def agent_of(self, k: int) -> tuple[int, int] | None:
        """Return the span of the agent in "destroyed by X" after the verb at ``k``."""
        j = k + 1
        steps = 0
        while j < len(self.chunks) and steps < 7:
            if self.at.kind(j) == "prep" and self.at.word(j) == "by" and self.at.kind(j + 1) == "np":
                return self.long_span(j + 1)
            if self.at.kind(j) in {"verb", "semi", "stop", "sub", "comma"}:
                return None
            j += 1
            steps += 1
        return None

    def long_span(self, k: int) -> tuple[int, int]:
        """The phrase at ``k`` with what belongs to it: "Group of Forces North", "Battlegroup Dnepr"."""
        last = k
        while True:
            phrase, after = self.at.phrase(last), self.at.phrase(last + 1)
            if self.at.kind(last + 1) == "prep" and self.at.word(last + 1) == "of" and self.at.kind(last + 2) == "np":
                last += 2
            elif after is not None and phrase is not None and phrase.reason == "unit" and self._capital(after):
                last += 1  # a unit's name
            else:
                break
        return self.span(k, last)

    def _capital(self, phrase: Phrase) -> bool:
        return self.tokens[phrase.i].text[:1].isupper()

    def apposed(self, k: int) -> int:
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

    def subject_span(self, k: int) -> tuple[int, int] | None:
        """Return the span of the subject of the active verb at ``k``, also across "and" and participles."""
        j = self.at.left(k)
        hops = 0
        while j >= 0 and hops < 30:
            kind = self.at.kind(j)
            if kind == "rel":
                antecedent = self.at.antecedent(j)
                return self.long_span(antecedent[0]) if antecedent else None
            if kind in {"semi", "stop", "bullet"}:
                return None
            if kind == "np" or (kind == "pron" and self.at.word(j) in _SUBJECT_PRONOUNS):
                start = self.at.clause_start(k)
                tops = [n for n in range(start, k) if self._is_top(n)]
                if tops:
                    return self.long_span(tops[0])
                verb = self.at.verb(start - 1) if start else None
                if verb is not None and start - 1 != k:  # a joined verb: its subject is ours
                    return self.subject_span(start - 1)
                return None
            if kind == "verb":
                return self.subject_span(j)
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

    def is_named(self, n: int) -> bool:
        """Tell whether chunk ``n`` is a person's name in a list of names, "A, chief of X; B, chief of Y"."""
        phrase = self.at.phrase(n)
        return phrase is not None and phrase.name and self.at.kind(self.at.left(n)) != "prep"

    def person_or_last(self, n: int) -> str:
        """Return the category of the people counted last before the number at ``n``, PERS if none were."""
        for m in range(n - 1, -1, -1):
            if m in self.taken and self.lexicon.is_person(self.taken[m][0].category):
                return self.taken[m][0].category
        hit = self.context.latest(self.lexicon, persons=True, things=False)
        return hit.category if hit is not None else "PERS"

    def take_like(self, k: int, model: Hit, rule: str, category: str) -> Hit | None:
        """Take a phrase with the outcome, the roles and the standing of another hit."""
        return self.take(
            k,
            model.outcome,
            rule,
            model.predicate,
            agent=model.agent,
            loser=model.loser,
            modality=model.modality,
            category=category,
        )

    def nearest_before(self, k: int) -> Hit | None:
        """The claim that a part belongs to: the last one before it that is no part itself."""
        best: Hit | None = None
        for j in range(k):
            for hit in self.taken.get(j, ()):
                if hit.parent is None and hit.rule_id != "row.increment":
                    best = hit
        return best

    def last_hit(self) -> Hit | None:
        """Return the last hit of the sentences before."""
        return self.context.hits[-1] if self.context.hits else None


class Rules:
    """A family of rules at work on one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sentence, self.lexicon, self.context = reading.sentence, reading.lexicon, reading.context
        self.chunks, self.tokens = reading.chunks, reading.tokens
        self.at, self.facts = reading.at, reading.facts
        self.taken, self.why_not = reading.taken, reading.why_not
        self.span, self.take = reading.span, reading.take
