"""One article in, everything read out of it: runs the steps in order and fills the records of ``model``."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from pipelines.extract.aggregation import AggregationReader
from pipelines.extract.context import ContextReader
from pipelines.extract.grammar.frames import SentenceFrames
from pipelines.extract.grammar.hits import Context, Hit
from pipelines.extract.lexicon import STEM, STRONG, TAIL, WAR, WEAK, Lexicon
from pipelines.extract.links import restates
from pipelines.extract.model import Document, Extraction, LossClaim, Rejection
from pipelines.extract.names.entities import Entities, EntityFinder
from pipelines.extract.names.places import PlaceFinder
from pipelines.extract.roles.victims import Roles, VictimReader
from pipelines.extract.speech.attribution import AttributionReader, Claimant
from pipelines.extract.text import Sentence, plain, segment
from pipelines.extract.times import Period, PeriodReader
from pipelines.extract.windows import WINDOW, joined, windows

#: Kinds of actors whose people are soldiers or fighters.
_FORCES = frozenset(
    {
        "gang",
        "intelligence_service",
        "law_enforcement",
        "military_unit",
        "paramilitary",
        "pmc",
        "rebel_group",
        "state_armed_force",
        "volunteer_unit",
    }
)


class Extractor:
    """Reads articles. Build one per lexicon: it compiles the word lists; ``extract`` keeps no state."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._entities = EntityFinder(lexicon)
        self._context = ContextReader(lexicon)
        self._attribution = AttributionReader(lexicon)
        self._periods = PeriodReader(lexicon)
        self._totals = AggregationReader(lexicon)
        self._places = PlaceFinder(lexicon)
        self._victims = VictimReader(lexicon)
        self._actors = {row["entity_id"]: row["entity_type"] for row in lexicon.table("entities")}

    def extract(self, document: Document) -> Extraction:
        """Return the claims, statements, mentions and rejections of one article."""
        if len(document.text) > WINDOW:
            return joined(document.id, ((offset, self._read(piece)) for offset, piece in windows(document)))
        return self._read(document)

    def _read(self, document: Document) -> Extraction:
        triggers = self.lexicon.gate.triggers(plain(document.text))
        if not _worth_reading(triggers):
            return Extraction(document.id)
        sentences = segment(document)
        context = Context(text=document.text)
        hits: list[Hit] = []
        rejections: list[Rejection] = []
        opened_at: list[int] = []  # sentences with a word of loss
        place = 0
        for sentence in sentences:
            while place < len(triggers) and triggers[place][0] < sentence.start:
                place += 1
            stop = place
            while stop < len(triggers) and triggers[stop][0] < sentence.end:
                stop += 1
            opened = stop > place and _opens(triggers[place:stop], going_on=bool(hits))
            place = stop
            if not (opened or context.goes_on(sentence)) or sentence.silent:
                continue
            opened_at.append(sentence.index)
            found, rejected = SentenceFrames(sentence, self.lexicon, context).read()
            hits += found
            rejections += rejected
        entities = self._entities.find(document, sentences)
        hits, others = self._of_conflict(document, sentences, hits, entities)
        rejections += others
        # Of what is said, only what bears on a claim or denies something about losses is of interest.
        denying = self._attribution.denying(document, sentences)
        if not hits:
            denying &= {j for i in opened_at for j in (i, i + 1)}
        near = denying.union(hit.sentence.index for hit in hits)
        attribution = self._attribution.read(document, sentences, entities, near)
        hits = [
            h for h in hits if not attribution.is_speaker(h.sentence.index, h.start, h.end, h.predicate[0])
        ]  # "killed nine, Salim, a farmer, said"
        told = sentences if hits else [sentence for sentence in sentences if sentence.index in near]
        roles = self._victims.read(document.text, hits, entities, attribution)
        repeats = restates(hits, self.lexicon)
        index = {id(hit): i for i, hit in enumerate(hits)}
        claims = []
        for i, hit in enumerate(hits):
            claim = self._claim(document, sentences, hit, roles[i], attribution.claimant_at(hit.start, hit.end))
            claims.append(
                replace(
                    claim,
                    parent=index.get(id(hit.parent)) if hit.parent is not None else None,
                    restates=repeats[i],
                    places=self._places.of_claim(hit.sentence, hit.start, hit.end, entities),
                )
            )
        order = sorted(range(len(claims)), key=lambda i: (claims[i].start, claims[i].end))
        return Extraction(
            document.id,
            _reordered(claims, order),
            list(attribution.statements),
            sorted([*entities.mentions, *self._places.mentions(told, entities)], key=lambda m: (m.start, m.end)),
            rejections,
        )

    def _of_conflict(
        self, document: Document, sentences: Sequence[Sentence], hits: Sequence[Hit], entities: Entities
    ) -> tuple[list[Hit], list[Rejection]]:
        """Return the hits that may belong to an armed conflict, and why the others do not."""
        if not hits:
            return [], []
        kept, others = [], []
        for hit, reason in zip(hits, self._context.judge(document, sentences, hits, entities), strict=True):
            if reason is None:
                kept.append(hit)
            else:
                others.append(Rejection(hit.start, hit.end, document.text[hit.start : hit.end], "no_conflict", reason))
        return kept, others

    def _claim(
        self, document: Document, sentences: Sequence[Sentence], hit: Hit, roles: Roles, claimant: Claimant
    ) -> LossClaim:
        """Fill the record of one hit; its links and places are added by the caller."""
        phrase = hit.phrase
        best, low, high, qualifier, count_text = _count(document.text, hit)
        period = self._periods.period(sentences, hit.sentence.index, hit.start, hit.end, document.published_at)
        aggregation = hit.aggregation or self._totals.read(sentences, hit.sentence.index, hit.start, hit.end)
        return LossClaim(
            start=hit.start,
            end=hit.end,
            surface=document.text[hit.start : hit.end],
            category=self._category(hit, roles),
            model=phrase.model,
            model_id=phrase.model_id,
            count_best=best,
            count_low=low,
            count_high=high,
            count_qualifier=qualifier,
            count_text=count_text,
            outcome=hit.outcome,
            victim_entity_id=roles.victim_entity_id,
            victim_text=roles.victim_text,
            victim_side=roles.victim_side,
            victim_basis=roles.victim_basis,
            perpetrator_entity_id=roles.perpetrator_entity_id,
            perpetrator_text=roles.perpetrator_text,
            claimant_text=claimant.text,
            claimant_entity_id=claimant.entity_id,
            claimant_basis=claimant.basis,
            attribution_chain=claimant.chain,
            status=claimant.status,
            modality=hit.modality,
            aggregation=aggregation,
            statement=claimant.statement,
            parent=None,
            part_kind=hit.part_kind if hit.parent is not None else None,
            restates=None,
            places=(),
            confidence=_confidence(hit, roles, claimant, period),
            rule_id=hit.rule_id,
            period_start=period.start,
            period_end=period.end,
            period_text=period.text,
            period_semantics=period.semantics,
            period_basis=period.basis,
            date_prec=period.date_prec,
        )

    def _category(self, hit: Hit, roles: Roles) -> str:
        """Men, dead and the like whom a force lost are its fighters; "people" and "lives" stay anybody's."""
        anybody = hit.phrase.union or hit.phrase.head in {"person", "life"}
        if hit.category == "PERS" and not anybody and self._actors.get(roles.victim_entity_id or "") in _FORCES:
            return "PERS_MIL"
        return hit.category


def _count(text: str, hit: Hit) -> tuple[int | None, int | None, int | None, str, str | None]:
    """Return (best, low, high, qualifier, words of the count)."""
    phrase = hit.phrase
    if phrase.number is not None:
        n = phrase.number
        return n.best, n.low, n.high, n.qualifier, text[_offset(hit, n.i) : _offset_end(hit, n.end)]
    if phrase.det == "a" or phrase.name or (phrase.head_number == "singular" and phrase.category is not None):
        words = text[phrase.start_char : _offset_end(hit, phrase.i + 1)] if phrase.det == "a" else None
        return 1, 1, 1, "exact", words
    return None, None, None, "unstated", None


def _offset(hit: Hit, token: int) -> int:
    return hit.sentence.tokens[token].start


def _offset_end(hit: Hit, token: int) -> int:
    return hit.sentence.tokens[token - 1].end


def _confidence(hit: Hit, roles: Roles, claimant: Claimant, period: Period) -> int:
    """0-100, a rough measure of how much of the claim rests on plain grammar rather than on inference."""
    score = 90
    kind = hit.rule_id.rpartition(".")[2]
    if kind not in {"active", "passive", "loser", "intransitive"} and not hit.rule_id.startswith(("row", "total")):
        score -= 10
    if hit.phrase.headless:
        score -= 10
    if hit.phrase.number is None and hit.phrase.det != "a":
        score -= 15
    if roles.victim_basis == "unknown":
        score -= 10
    elif roles.victim_basis == "inferred_opponent":
        score -= 5
    if claimant.basis == "unattributed":
        score -= 5
    if hit.modality != "asserted":
        score -= 20
    return max(score, 5)


def _reordered(claims: Sequence[LossClaim], order: Sequence[int]) -> list[LossClaim]:
    """Put claims into text order and renumber their links."""
    if list(order) == list(range(len(claims))):
        return list(claims)
    new: dict[int | None, int | None] = {None: None}
    new.update((old, i) for i, old in enumerate(order))
    return [replace(claims[old], parent=new[claims[old].parent], restates=new[claims[old].restates]) for old in order]


def _opens(triggers: Sequence[tuple[int, int]], *, going_on: bool) -> bool:
    """Tell whether the gate words (offset, level) of a sentence make it worth reading.

    Once losses were found, a weak word needs no word of war beside it ("They burned 14 houses").
    """
    joined = 0
    for _, level in triggers:
        joined |= level
    weak = joined & WEAK or joined & (STEM | TAIL) == STEM | TAIL
    return bool(joined & STRONG) or (bool(weak) and (going_on or bool(joined & WAR)))


def _worth_reading(triggers: Sequence[tuple[int, int]]) -> bool:
    """Tell whether some stretch of the length of a sentence may open the gate."""
    weak = war = -_STRETCH
    for offset, level in triggers:
        if level & STRONG:
            return True
        weak = offset if level & (WEAK | TAIL) else weak
        war = offset if level & WAR else war
        if weak >= 0 and war >= 0 and abs(weak - war) < _STRETCH:
            return True
    return False


_STRETCH = 300  # characters: longer than most sentences


@lru_cache(maxsize=2)
def _extractor(seeds: Path) -> Extractor:
    return Extractor(Lexicon.load(seeds))


def _extract_batch(seeds: Path, documents: Sequence[Document]) -> list[Extraction]:
    extractor = _extractor(seeds)
    return [extractor.extract(document) for document in documents]


def extract_many(documents: Iterable[Document], seeds: Path, workers: int = 1) -> Iterator[Extraction]:
    """Extract documents in order, over ``workers`` processes; holds no more than a few batches of them at a time."""
    rest = iter(documents)
    batches = iter(lambda: list(islice(rest, _BATCH)), [])
    first = list(islice(batches, 2))
    if workers <= 1 or len(first) < 2:
        for batch in chain(first, batches):
            yield from _extract_batch(seeds, batch)
        return
    with ProcessPoolExecutor(workers) as pool:
        under_way: deque[Future[list[Extraction]]] = deque()
        for batch in chain(first, batches):
            under_way.append(pool.submit(_extract_batch, seeds, batch))
            if len(under_way) > _AHEAD * workers:
                yield from under_way.popleft().result()
        for reading in under_way:
            yield from reading.result()


_BATCH = 32
_AHEAD = 4  # batches a process, so that none waits for a slow one
