"""Who lost it and who did it, for every hit of a document.

The first of these that speaks decides: the side named inside the phrase ("Russian tanks", "its soldiers") → the owner after
it ("of the 47th Brigade") → the subject of "lost" → what was lost (civilians, militants) → the opponent of the agent →
the claimant's side (own soldiers who fell, the enemy's things destroyed) → the victim of the claim beside it.
Nationality is no side and origin no owner: ``entities`` knows the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.attribution import Attribution
from pipelines.extract.entities import Actor, Entities
from pipelines.extract.frames import Hit
from pipelines.extract.lexicon import Lexicon

_OWN_VERBS = frozenset(
    "make_the_supreme_sacrifice make_the_ultimate_sacrifice make_supreme_sacrifice pay_the_supreme_price pay_the_ultimate_price "
    "pay_the_supreme_sacrifice embrace_martyrdom embrace_shahadat attain_martyrdom achieve_martyrdom martyr lay_down give "
    "fall die lose perish".split()
)
_ENEMY = frozenset({"enemy", "adversary", "invader", "occupier", "aggressor", "foe", "invaders", "occupiers", "opponent", "other side", "occupant"})
_TRAILS = ("of ", "belonging to ", "from ", "launched by ", "fired by ", "sent by ", "owned by ", "operated by ", "used by ", "flown by ")


@dataclass(frozen=True, slots=True)
class Roles:
    """Victim and perpetrator of one claim."""

    victim_entity_id: str | None = None
    victim_text: str | None = None
    victim_side: str | None = None
    victim_basis: str = "unknown"  # explicit, modifier_in_scope, inferred_opponent, unknown
    perpetrator_entity_id: str | None = None
    perpetrator_text: str | None = None


class VictimReader:
    """Fills the roles of the hits of one document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.noun_kinds = {row["noun"]: row["stands_for"] for row in lexicon.table("force_nouns")}

    def read(self, text: str, hits: Sequence[Hit], entities: Entities, attribution: Attribution) -> list[Roles]:
        """Return the roles of every hit, in order."""
        found = [self._roles(text, hit, entities, attribution) for hit in hits]
        return self._from_neighbours(hits, found)

    # -- one hit

    def _roles(self, text: str, hit: Hit, entities: Entities, attribution: Attribution) -> Roles:
        agent = entities.actor(*hit.agent) if hit.agent else None
        claimant = attribution.claimant_at(hit.start, hit.end)
        speaker = self._actor_of(claimant.entity_id, claimant.text, entities)
        perpetrator = agent
        victim, basis = self._named(text, hit, entities, speaker)
        if victim is None:
            victim, basis = self._by_kind(text, hit, agent, speaker, entities)
        if victim is None:
            return Roles(
                perpetrator_entity_id=perpetrator.entity_id if perpetrator else None,
                perpetrator_text=perpetrator.text if perpetrator else None,
            )
        return Roles(
            victim.entity_id,
            victim.text,
            victim.side,
            basis,
            perpetrator.entity_id if perpetrator else None,
            perpetrator.text if perpetrator else None,
        )

    @staticmethod
    def _actor_of(entity_id: str | None, text: str | None, entities: Entities) -> Actor | None:
        if entity_id is None:
            return None
        return Actor(text or entity_id, entity_id, entities.side_of(entity_id), None, "explicit")

    def _named(self, text: str, hit: Hit, entities: Entities, speaker: Actor | None) -> tuple[Actor | None, str]:
        phrase = hit.phrase
        if phrase.owner is not None:
            actor = entities.actor(*phrase.owner)
            if actor is not None:
                return actor, "explicit"
        start, end = (phrase.start_char, phrase.end_char)
        words = text[start:end].lower().split()
        inside = self._inside(text, hit, start, end, entities)
        if inside is not None:
            return inside, "modifier_in_scope"
        if any(w.strip("’'s,") in _ENEMY for w in words):
            foe = entities.opponent(speaker) if speaker else None
            if foe is not None:
                return foe, "modifier_in_scope"
        pronoun = next((w for w in words if w in {"its", "their", "his", "her", "our"}), None)
        if pronoun is not None:
            at = start + text[start:end].lower().find(pronoun)
            actor = speaker if pronoun == "our" else entities.actor(at, at + len(pronoun))
            if actor is not None and actor.entity_type != "person":
                return actor, "explicit"
        after = self._after(text, hit, end, entities)
        if after is not None:
            return after, "explicit"
        if hit.loser is not None:
            return self._loser(text, hit, entities, speaker)
        return None, "unknown"

    def _inside(self, text: str, hit: Hit, start: int, end: int, entities: Entities) -> Actor | None:
        found = [f for f in entities.found_in(start, end) if f.kind not in {"place", "title", "person"}]
        if not found:
            return None
        if hit.phrase.model and all(f.mention.surface in hit.phrase.model for f in found):
            return None
        return entities.actor(found[0].mention.start, end)

    def _after(self, text: str, hit: Hit, end: int, entities: Entities) -> Actor | None:
        """The owner that follows: "of the 47th Brigade", "belonging to ...", "launched by Russia"."""
        rest = text[end : end + 60].lower()
        if rest.startswith(" aimed at") or not rest.startswith(" "):
            return None
        for trail in _TRAILS:
            if rest[1:].startswith(trail):
                begin = end + 1 + len(trail)
                if trail == "from " and self.lexicon.is_person(hit.category):
                    return None
                stop = min((p for p in (text.find(m, begin) for m in ",;.()–—\n") if p >= 0), default=begin + 60)
                stop = min(stop, begin + 60)
                found = [f for f in entities.found_in(begin, stop) if f.kind not in {"place", "title"}]
                if found and found[0].mention.start - begin <= 25:
                    if trail == "from " and found[0].kind in {"country"}:
                        return None
                    return entities.actor(begin, found[0].mention.end)
        return None

    def _loser(self, text: str, hit: Hit, entities: Entities, speaker: Actor | None) -> tuple[Actor | None, str]:
        assert hit.loser is not None
        words = {w.strip("’'s,.“”\"") for w in text[hit.loser[0] : hit.loser[1]].lower().split()}
        actor = entities.actor(*hit.loser)
        if actor is not None and actor.entity_type != "civilian_population":
            return actor, "explicit"
        if words & _ENEMY:
            foe = entities.opponent(speaker) if speaker else None
            if foe is not None:
                return foe, "inferred_opponent"
        printed = text[hit.loser[0] : hit.loser[1]]
        if speaker is not None and words & {"we", "our"}:
            return speaker, "explicit"
        if self._kind_of(printed) == "force" and speaker is not None and speaker.side:
            return speaker, "explicit"
        return Actor(printed, None, None, None, "explicit"), "explicit"

    def _kind_of(self, words: str) -> str:
        for word in reversed(words.lower().replace("’", "'").split()):
            bare = word.strip(",.'\"")
            for form in (bare, bare.removesuffix("s"), bare.removesuffix("es")):
                if form in self.noun_kinds:
                    return self.noun_kinds[form]
        return ""

    # -- by what was lost, by agent, by claimant

    def _by_kind(
        self, text: str, hit: Hit, agent: Actor | None, speaker: Actor | None, entities: Entities
    ) -> tuple[Actor | None, str]:
        surface = text[hit.phrase.start_char : hit.phrase.end_char]
        if hit.category == "PERS_CIV":
            return _CIVILIANS, "explicit"
        if hit.category == "BUILDING" and not (speaker and agent and agent.side == speaker.side and "base" in surface):
            return _CIVILIANS, "inferred_opponent"
        kind = self._kind_of(hit.phrase.head) if hit.category == "PERS_MIL" else ""
        verb = hit.rule_id.split(".")[0]
        foe = entities.opponent(agent) if agent is not None else None
        if foe is not None and not (hit.category == "PERS" and not hit.phrase.headless):
            return foe, "inferred_opponent"
        if hit.category == "PERS":
            if hit.phrase.headless:
                return None, "unknown"
            return (_CIVILIANS if hit.outcome in {"killed", "wounded", "missing", "casualties"} else None), "inferred_opponent"
        if kind == "rebel":
            named = self._printed(text, hit)
            other = entities.opponent(speaker) if speaker is not None and speaker.side else None
            if other is not None:
                return other, "inferred_opponent"
            return named, "explicit"
        if speaker is not None and speaker.side:
            own = hit.category == "PERS_MIL" and (
                verb in _OWN_VERBS or (agent is None and hit.outcome in {"killed", "wounded", "missing"} and kind != "rebel" and not hit.phrase.headless)
            )
            if own:
                return speaker, "explicit"
            other = entities.opponent(speaker)
            if other is not None:
                return other, "inferred_opponent"
        if hit.category == "PERS_MIL" and kind in {"rebel", "unit"}:
            return self._printed(text, hit), "explicit"
        return None, "unknown"

    @staticmethod
    def _printed(text: str, hit: Hit) -> Actor | None:
        """The noun itself names the victim: "jihadists", "Chin rebels"."""
        span = hit.phrase.modifiers
        if span is None or hit.phrase.headless:
            return None
        return Actor(text[span[0] : span[1]], None, None, None, "explicit")

    # -- by the claims beside it

    def _from_neighbours(self, hits: Sequence[Hit], roles: list[Roles]) -> list[Roles]:
        """A claim without a victim takes that of the nearest claim with the same predicate, sentence or paragraph."""
        filled = list(roles)
        for i, hit in enumerate(hits):
            if filled[i].victim_text is not None:
                continue
            best: tuple[int, int] | None = None
            for j in range(max(0, i - 8), min(len(hits), i + 3)):
                other = hits[j]
                if j == i or roles[j].victim_text is None and filled[j].victim_text is None:
                    continue
                if filled[j].victim_entity_id == "civilians" and not self.lexicon.is_person(hit.category):
                    continue
                distance = abs(other.sentence.index - hit.sentence.index)
                if distance > 3 or (j > i and distance > 0):
                    continue
                same = other.predicate == hit.predicate
                score = (0 if same else 1) + 2 * distance + (0 if j < i else 1)
                if not same and other.agent != hit.agent and other.agent is not None and hit.agent is not None:
                    score += 3
                if best is None or score < best[0] or (score == best[0] and j < i):
                    best = (score, j)
            if best is not None:
                model = filled[best[1]]
                filled[i] = Roles(
                    model.victim_entity_id,
                    model.victim_text,
                    model.victim_side,
                    "inferred_opponent",
                    filled[i].perpetrator_entity_id,
                    filled[i].perpetrator_text,
                )
        return filled


_CIVILIANS = Actor("civilians", "civilians", None, None, "explicit", "civilian_population")
