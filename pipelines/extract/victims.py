"""Who lost it and who did it, for every hit of a document.

The first of these that speaks decides: the side named inside the phrase ("Russian tanks", "its soldiers") → the owner after
it ("of the 47th Brigade") → the subject of "lost" → what was lost (civilians, militants) → the opponent of the agent →
the claimant's side (own soldiers who fell, the enemy's things destroyed) → the victim of the claim beside it.
Nationality is no side and origin no owner: ``entities`` knows the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.extract.attribution import Attribution
from pipelines.extract.entities import Actor, Entities
from pipelines.extract.frames import Hit
from pipelines.extract.lexicon import Lexicon

_ENEMY = frozenset({"enemy", "adversary", "invader", "occupier", "aggressor", "foe", "invaders", "occupiers", "opponent", "other side", "occupant"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "its", "their", "his", "her", "who", "which"})
_NO_LOSERS = frozenset({"civilian_population", "osint_project", "news_agency", "igo", "ngo", "media", "place"})
_HARMED = frozenset({"killed", "wounded", "missing", "casualties", "captured"})
#: Buildings of an army, told by a word beside the noun.
_MILITARY = frozenset(
    "drone drones uav military army ied vbied weapons weapon ammunition missile bomb explosives police hangar hangars enemy held "
    "staging storage command government factory factories workshop workshops barracks airfield naval production".split()
)
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
        self.types = {row["entity_id"]: row["entity_type"] for row in lexicon.table("entities")}
        self.names = {row["entity_id"]: row["canonical_name"] for row in lexicon.table("entities")}
        self.noun_kinds = {row["noun"]: row["stands_for"] for row in lexicon.table("force_nouns")}

    def read(self, text: str, hits: Sequence[Hit], entities: Entities, attribution: Attribution) -> list[Roles]:
        """Return the roles of every hit, in order."""
        found: list[Roles] = []
        for i, hit in enumerate(hits):
            model = self._model(hits, i)
            found.append(self._roles(text, hit, entities, attribution, found[model] if model is not None else None))
        return self._from_neighbours(hits, found, entities)

    def _model(self, hits: Sequence[Hit], i: int) -> int | None:
        """The earlier hit that a part, or a number without a noun, shares its victim with."""
        hit = hits[i]
        if hit.parent is not None:
            return next((j for j in range(i - 1, -1, -1) if hits[j] is hit.parent), None)
        if not hit.phrase.headless:
            return None
        person = self.lexicon.is_person(hit.category)
        for j in range(i - 1, max(i - 6, -1), -1):
            if hit.sentence.index - hits[j].sentence.index <= 1 and self.lexicon.is_person(hits[j].category) == person:
                return j
        return None

    # -- one hit

    def _roles(
        self, text: str, hit: Hit, entities: Entities, attribution: Attribution, model: Roles | None
    ) -> Roles:
        agent = entities.actor(*hit.agent) if hit.agent else None
        claimant = attribution.claimant_at(hit.start, hit.end)
        speaker = self._actor_of(claimant.entity_id, claimant.text, entities)
        perpetrator = agent
        victim, basis = self._named(text, hit, entities, speaker)
        if victim is None and model is not None and model.victim_text is not None and hit.category != "PERS_CIV":
            same = Actor(model.victim_text, model.victim_entity_id, model.victim_side, None, "explicit")
            victim, basis = same, "inferred_opponent"
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

    def _actor_of(self, entity_id: str | None, text: str | None, entities: Entities) -> Actor | None:
        if entity_id is None:
            return None
        entity_type = self.types.get(entity_id)
        return Actor(text or entity_id, entity_id, entities.side_of(entity_id), None, "explicit", entity_type)

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
        actor = entities.actor(found[0].mention.start, end)
        return actor if actor is not None and (actor.entity_id or actor.country) else None

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
        printed = text[slice(*hit.loser)]
        words = {w.strip("’'s,.“”\"") for w in printed.lower().split()}
        if words & _ENEMY:
            foe = entities.opponent(speaker) if speaker else None
            return foe, "inferred_opponent"
        if words & {"we", "our"} or (words <= _PRONOUNS and hit.rule_id.startswith("of.")):
            return speaker, "explicit"
        actor = entities.actor(*hit.loser)
        if actor is not None and actor.entity_type not in _NO_LOSERS:
            return actor, "explicit"
        if words <= _PRONOUNS:
            named = [f for f in entities.found_in(max(0, hit.start - 600), hit.loser[0]) if entities.side_of(f.mention.entity_id)]
            last = next((f for f in reversed(named) if f.mention.entity_type not in _NO_LOSERS), None)
            return (entities.actor(last.mention.start, last.mention.end) if last else None), "explicit"
        place = next((f for f in entities.found_in(*hit.loser) if f.country), None)
        if place is not None and (force := entities.force_of_country(place.country or "")):
            return Actor(printed, force, entities.side_of(force), place.country, "explicit"), "explicit"
        kind = self._kind_of(printed)
        if kind == "force" and speaker is not None and speaker.side:
            return speaker, "explicit"
        if kind or any(w[:1].isupper() for w in printed.split()[1:]):
            return Actor(printed, None, None, None, "explicit"), "explicit"
        return None, "unknown"

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
        surface = text[hit.phrase.start_char : hit.phrase.end_char].lower()
        kind = self._kind_of(hit.phrase.head) if hit.category == "PERS_MIL" else ""
        foe = entities.opponent(agent) if agent is not None else None
        if hit.category == "PERS_CIV":
            return _CIVILIANS, "explicit"
        if hit.category == "BUILDING" and not (_MILITARY & set(surface.replace("-", " ").split())):
            return _CIVILIANS, "inferred_opponent"
        if hit.category == "PERS" and hit.outcome in _HARMED and not (hit.phrase.headless and foe is not None):
            return _CIVILIANS, "inferred_opponent"
        if kind == "rebel":
            for other in (foe, entities.opponent(speaker) if speaker is not None else None):
                if other is not None and entities.side_counts[other.side or ""]:
                    return other, "inferred_opponent"
            return self._printed(text, hit), "explicit"
        if foe is not None:
            return foe, "inferred_opponent"
        if speaker is not None and speaker.side:
            soldiers = hit.category == "PERS_MIL" and not hit.phrase.headless and hit.outcome in {"killed", "wounded", "missing"}
            if soldiers and (agent is None or agent.side is None) and speaker.entity_type != "rebel_group":
                return speaker, "explicit"
            other = entities.opponent(speaker)
            if other is not None:
                return other, "inferred_opponent"
        if hit.category == "PERS_MIL" and kind == "unit":
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

    def _from_neighbours(self, hits: Sequence[Hit], roles: list[Roles], entities: Entities) -> list[Roles]:
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
                continue
            target = self._named_most(hit, entities)
            if target is not None:
                filled[i] = replace(
                    filled[i],
                    victim_entity_id=target.entity_id,
                    victim_text=target.text,
                    victim_side=target.side,
                    victim_basis="inferred_opponent",
                )
        return filled

    def _named_most(self, hit: Hit, entities: Entities) -> Actor | None:
        """With no other clue: the armed group named most for things; the only state's forces for soldiers."""
        state_wanted = hit.category == "PERS_MIL" and self._kind_of(hit.phrase.head) == "force"
        options = []
        for side, count in sorted(entities.side_counts.items()):
            force = entities.force_of(side)
            if force and (self.types.get(force) == "state_armed_force") == state_wanted:
                options.append((count, side, force))
        if not options or (state_wanted and len(options) > 1):
            return None
        _, side, force = max(options)
        return Actor(self.names.get(force, force), force, side, None, "explicit")


_CIVILIANS = Actor("civilians", "civilians", None, None, "explicit", "civilian_population")
