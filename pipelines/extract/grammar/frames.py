"""Predicates of loss and what they claim: the grammar of "destroyed", "were killed", "losses amounted to".

Each rule pairs a predicate from the lexicon with the noun phrases it governs and yields hits: phrase, outcome, the rule
that fired, and the spans of the agent and of the loser if the clause names them. Who they are is decided elsewhere.
Numbers that no rule takes are rejected with a reason. Every family of rules is a module of its own.

Rules, in the order they are tried (the first to take a phrase keeps it):

``<verb>.passive``       two tanks were destroyed · two tanks destroyed · 3,060 of which were destroyed
``<verb>.intransitive``  two soldiers died
``<verb>.active``        X destroyed two tanks, a truck and mortars · X sent two men to hell
``<verb>.loser``         X lost two tanks           ``cost`` the raid cost X two tanks
``<verb>.deprive, .pay`` the raid rid X of two tanks · X paid for the hill with two tanks
``state.copula``         two men are missing · two children were among the dead
``total.<noun>``         the death toll rose to 23 · losses amounted to two tanks · dead: 57,310 (+98)
``of.<noun>``            the loss of two tanks · bodies of two men
``noun.<outcome>``       12 deaths · 300 casualties · 158,700 Russian dead · nine bodies
``adjective.<word>``     two destroyed tanks · a burned bank
``row, headed_list``     tanks – 11,047 (+4) · Group Centre: 265 men, two tanks
``bracketed``            2 T-72B3 (1, destroyed) (2, captured)
``addition, revision``   along with nine drones · earlier put it at 21
``share, earlier``       tanks make up 61 of the losses · 63 died, up from 58
``rival``                Kyiv says 369 (another figure for what was just counted)
``part``                 including 11 Bradleys · nine of them · three over Kursk
``<verb>.far``           several camps, it added, had been destroyed
``gap``                  up to 215 by the Zapad group · the Allies (lost) 30 freighters
"""

from __future__ import annotations

from pipelines.extract.grammar.figures import FigureRules
from pipelines.extract.grammar.hits import Context, Hit, Table
from pipelines.extract.grammar.loss_nouns import NounRules
from pipelines.extract.grammar.parts import PartRules
from pipelines.extract.grammar.reading import Reading, Rules
from pipelines.extract.grammar.states import StateRules
from pipelines.extract.grammar.tables import TableRules
from pipelines.extract.grammar.totals import TotalRules
from pipelines.extract.grammar.verb_objects import ObjectRules
from pipelines.extract.grammar.verb_subjects import SubjectRules
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Rejection
from pipelines.extract.text import Sentence


class SentenceFrames(Rules):
    """Reads one sentence: runs the families of rules in their order."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, context: Context) -> None:
        super().__init__(Reading(sentence, lexicon, context))

    def read(self) -> tuple[list[Hit], list[Rejection]]:
        """Return the hits in text order and the rejected numbers."""
        reading = self.reading
        totals, nouns, tables = TotalRules(reading), NounRules(reading), TableRules(reading)
        subjects, objects, states = SubjectRules(reading), ObjectRules(reading), StateRules(reading)
        figures, parts = FigureRules(reading), PartRules(reading)
        verbs = [k for k, chunk in enumerate(self.chunks) if chunk.verb is not None and chunk.verb.frames]
        totals.totals()
        totals.counted_kinds()
        tables.rows()
        tables.bracketed()
        nouns.of_phrases()
        for k in verbs:
            subjects.patient(k)
        for k in verbs:
            objects.patient(k)
        for k in verbs:
            objects.pronoun(k)
        states.states()
        for k in verbs:
            objects.announced_list(k)
        nouns.counted_nouns()
        figures.additions()
        figures.beside()
        figures.so_did()
        figures.revisions()
        figures.shares()
        figures.earlier()
        figures.rivals()
        tables.headed_list()
        parts.parts()
        parts.breakdowns()
        parts.gaps()
        for k in verbs:
            subjects.far_patient(k)
        hits = sorted((hit for found in self.taken.values() for hit in found), key=lambda h: (h.start, h.end))
        self.context.hits.extend(hits)
        self.context.table = self._table_after(hits)
        return hits, self._rejections()

    def _table_after(self, hits: list[Hit]) -> Table | None:
        """A heading stays in force for the rows that follow it, until a sentence with a verb of its own."""
        if self.reading.table_here is not None:
            return self.reading.table_here
        if self.context.table is None:
            return None
        rows = any(hit.rule_id.startswith("row") for hit in hits)
        verbs = any(chunk.kind == "verb" for chunk in self.chunks)
        return self.context.table if rows or not verbs else None

    def _rejections(self) -> list[Rejection]:
        rejected = []
        for k, chunk in enumerate(self.chunks):
            phrase = chunk.phrase
            if phrase is None or phrase.number is None or k in self.taken:
                continue
            if phrase.number.best is None and phrase.number.low is None:
                continue
            reason = self.why_not.get(k) or phrase.reason or self._why(k)
            rejected.append(
                Rejection(
                    phrase.start_char,
                    phrase.end_char,
                    self.sentence.text[phrase.start_char - self.sentence.start : phrase.end_char - self.sentence.start],
                    reason,
                    phrase.head,
                )
            )
        return rejected

    def _why(self, k: int) -> str:
        """Name the verb that kept a counted phrase from being a loss."""
        for j in range(k - 1, max(k - 7, -1), -1):
            verb = self.at.verb(j)
            if verb is not None:
                return (
                    f"blocker:{self.lexicon.blocking_verbs[verb.lemma]}"
                    if verb.lemma in self.lexicon.blocking_verbs
                    else "no_frame"
                )
        return "no_frame"
