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
_ARMED_GROUPS = frozenset({"rebel_group", "militia", "gang", "political_militia"})
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
        #: Sides with a single opponent: it need not be named to be meant.
        self.one_foe = {row["side"] for row in lexicon.table("sides") if row["opponents"] and ";" not in row["opponents"]}

    def read(self, text: str, hits: Sequence[Hit], entities: Entities, attribution: Attribution) -> list[Roles]:
        """Return the roles of every hit, in order."""
        found: list[Roles] = []
        for i, hit in enumerate(hits):
            model = self._model(hits, i)
            before = [(hits[j], found[j]) for j in range(max(0, i - 8), i)]
            found.append(self._roles(text, hit, entities, attribution, found[model] if model is not None else None, before))
        return self._from_neighbours(hits, found, entities)

    def _model(self, hits: Sequence[Hit], i: int) -> int | None:
        """The earlier hit that a part, or a number without a noun, shares its victim with."""
        hit = hits[i]
        if hit.parent is not None:
            return next((j for j in range(i - 1, -1, -1) if hits[j] is hit.parent), None)
        again = hit.phrase.det == "the" and hit.phrase.number is None
        if not hit.phrase.headless and not again:
            return None
        person = self.lexicon.is_person(hit.category)
        for j in range(i - 1, max(i - 8, -1), -1):
            other = hits[j]
            if again and self.lexicon.common(hit.category, other.category) not in {None, "EQUIP", "INFRA"}:
                return j
            if again or hit.sentence.index - other.sentence.index > 1 or other.parent is not None:
                continue
            if self.lexicon.is_person(other.category) == person and other.category != "PERS_CIV":
                return j
        return None

    # -- one hit

    def _roles(
        self,
        text: str,
        hit: Hit,
        entities: Entities,
        attribution: Attribution,
        model: Roles | None,
        before: Sequence[tuple[Hit, Roles]],
    ) -> Roles:
        agent = entities.actor(*hit.agent) if hit.agent else None
        claimant = attribution.claimant_at(hit.start, hit.end)
        speaker = self._actor_of(claimant.entity_id, claimant.text, entities)
        if hit.agent and text[slice(*hit.agent)].lower() == "we":
            agent = speaker
        perpetrator = agent
        victim, basis = self._named(text, hit, entities, speaker, claimant.text or "", before)
        if victim is None and model is not None and model.victim_text is not None and hit.category != "PERS_CIV":
            same = Actor(model.victim_text, model.victim_entity_id, model.victim_side, None, "explicit")
            victim, basis = same, "inferred_opponent"
        if victim is None:
            said_by = claimant.text or ""
            victim, basis = self._by_kind(text, hit, agent, speaker, said_by, entities, before)
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

    def _named(
        self,
        text: str,
        hit: Hit,
        entities: Entities,
        speaker: Actor | None,
        said_by: str,
        before: Sequence[tuple[Hit, Roles]],
    ) -> tuple[Actor | None, str]:
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
            if actor is not None and actor.entity_type != "person" and (actor.entity_id or actor.country):
                return actor, "explicit"
            if hit.agent is None and speaker is not None and self.lexicon.is_person(hit.category):
                return speaker, "explicit"
            if hit.agent is None and said_by and self.lexicon.is_person(hit.category):
                return Actor(said_by, None, None, None, "explicit"), "explicit"
        after = self._after(text, hit, end, entities)
        if after is not None:
            return after, "explicit"
        printed = self._printed_owner(text, hit)
        if printed is not None:
            return printed, "modifier_in_scope"
        if hit.loser is not None:
            return self._loser(text, hit, entities, speaker, before)
        return None, "unknown"

    def _inside(self, text: str, hit: Hit, start: int, end: int, entities: Entities) -> Actor | None:
        found = [f for f in entities.found_in(start, end) if f.kind not in {"place", "title", "person"}]
        if not found:
            return None
        if hit.phrase.model and all(f.mention.surface in hit.phrase.model for f in found):
            return None
        actor = entities.actor(found[0].mention.start, end)
        return actor if actor is not None and (actor.entity_id or actor.country) else None

    def _printed_owner(self, text: str, hit: Hit) -> Actor | None:
        """A name in the phrase that the lists do not know: "two Tamil Tiger boats", "9 Chin rebels"."""
        if hit.phrase.modifiers is None or hit.phrase.model is not None or hit.phrase.headless:
            return None
        words = text[slice(*hit.phrase.modifiers)].split()
        named = [w for w in words[:-1] if w[:1].isupper() and w.isalpha() and not w.isupper()]
        return Actor(" ".join(words), None, None, None, "explicit") if named and hit.category != "PERS_CIV" else None

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

    def _loser(
        self,
        text: str,
        hit: Hit,
        entities: Entities,
        speaker: Actor | None,
        before: Sequence[tuple[Hit, Roles]],
    ) -> tuple[Actor | None, str]:
        assert hit.loser is not None
        printed = text[slice(*hit.loser)]
        words = {w.strip("’'s,.“”\"") for w in printed.lower().split()}
        if words & _ENEMY:
            foe = entities.opponent(speaker) if speaker else None
            return foe, "inferred_opponent"
        if words & {"we", "our"} or (words <= _PRONOUNS and hit.rule_id.startswith("of.")):
            return speaker, "explicit"
        if words <= _PRONOUNS and before and hit.sentence.index - before[-1][0].sentence.index == 1:
            last_hit, last_roles = before[-1]
            if last_hit.rule_id.endswith((".passive", ".intransitive")) and last_roles.victim_text:
                return _as_actor(last_roles), "explicit"  # the patient was the subject: "37 surrendered. They left ..."
        actor = entities.actor(*hit.loser)
        if actor is not None and actor.entity_type not in _NO_LOSERS and (actor.entity_id or actor.country):
            return actor, "explicit"
        if words <= _PRONOUNS:
            named = [f for f in entities.found_in(max(0, hit.start - 600), hit.loser[0]) if entities.side_of(f.mention.entity_id)]
            last = next((f for f in reversed(named) if f.mention.entity_type not in _NO_LOSERS), None)
            return (entities.actor(last.mention.start, last.mention.end) if last else None), "explicit"
        place = next((f for f in entities.found_in(*hit.loser) if f.country), None)
        if place is not None and (force := entities.force_of_country(place.country or "")):
            return Actor(printed, force, entities.side_of(force), place.country, "explicit"), "explicit"
        kind = self._kind_of(printed)
        if kind in {"force", "unit"}:
            if speaker is not None and speaker.side and self.types.get(speaker.entity_id or "") != "rebel_group":
                return speaker, "explicit"
            for _, roles in reversed(before):  # "the military" is the army of whom the text spoke before
                if self.types.get(roles.victim_entity_id or "") == "state_armed_force":
                    return _as_actor(roles), "explicit"
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
        self,
        text: str,
        hit: Hit,
        agent: Actor | None,
        speaker: Actor | None,
        said_by: str,
        entities: Entities,
        before: Sequence[tuple[Hit, Roles]],
    ) -> tuple[Actor | None, str]:
        surface = text[hit.phrase.start_char : hit.phrase.end_char].lower()
        kind = self._kind_of(hit.phrase.head) if hit.category == "PERS_MIL" else ""
        taken = hit.category == "PERS" and hit.phrase.head in {"prisoner", "captive"}
        foe = self._opponent(agent, entities)
        if hit.category == "PERS_CIV":
            return _CIVILIANS, "explicit"
        if hit.category == "BUILDING" and not (_MILITARY & set(surface.replace("-", " ").split())):
            return _CIVILIANS, "inferred_opponent"
        if hit.category == "PERS" and hit.outcome in _HARMED and not taken and not (hit.phrase.headless and foe is not None):
            return _CIVILIANS, "inferred_opponent"
        if kind == "rebel":
            for other in (foe, self._opponent(speaker, entities), self._rebels_named(hit, speaker, entities)):
                if other is not None and entities.side_counts[other.side or ""]:
                    return other, "inferred_opponent"
            return self._printed(text, hit), "explicit"
        if foe is not None:
            return foe, "inferred_opponent"
        soldiers = kind in {"force", "unit"} and hit.outcome in {"killed", "wounded", "missing"}
        if soldiers and (agent is None or agent.side is None) and self.types.get(speaker.entity_id or "" if speaker else "") != "rebel_group":
            crew = bool(before) and hit.sentence.index - before[-1][0].sentence.index <= 1
            if crew and not self.lexicon.is_person(before[-1][0].category) and before[-1][1].victim_side:
                return _as_actor(before[-1][1]), "inferred_opponent"  # the men of the ship that was sunk
            if speaker is not None and speaker.side:
                return speaker, "explicit"
            home = self._home_force(entities)
            if home is not None and "rebel" not in {self._kind_of(word) for word in said_by.split()}:
                return home, "inferred_opponent"
            for _, roles in reversed(before):  # those who killed the militants lost these soldiers
                if roles.perpetrator_text and self._kind_of(roles.perpetrator_text) in {"force", "unit"}:
                    return Actor(roles.perpetrator_text, roles.perpetrator_entity_id, entities.side_of(roles.perpetrator_entity_id), None, "explicit"), "explicit"
            if self._kind_of(said_by) in {"force", "unit"}:
                return Actor(said_by, None, None, None, "explicit"), "explicit"
        other = self._opponent(speaker, entities)
        if other is not None:
            return other, "inferred_opponent"
        if hit.category == "PERS_MIL" and kind == "unit":
            return self._printed(text, hit), "explicit"
        return None, "unknown"

    def _opponent(self, actor: Actor | None, entities: Entities) -> Actor | None:
        """The forces that ``actor`` fights: the only ones, or ones that the text names."""
        if actor is None or not actor.side:
            return None
        foe = entities.opponent(actor)
        if foe is None or (actor.side not in self.one_foe and not entities.side_counts[foe.side or ""]):
            return None
        return foe

    def _home_force(self, entities: Entities) -> Actor | None:
        """The armed forces of the country that the text names most."""
        for country, _ in sorted(entities.country_counts.items(), key=lambda item: (-item[1], item[0]))[:1]:
            force = entities.force_of_country(country)
            if force is not None:
                return Actor(self.names.get(force, force), force, entities.side_of(force), country, "explicit")
        return None

    def _rebels_named(self, hit: Hit, speaker: Actor | None, entities: Entities) -> Actor | None:
        """The armed group named nearest to the claim: "Boko Haram ... 214 insurgents"."""
        best: tuple[int, Actor] | None = None
        for found in entities.found:
            entity = found.mention.entity_id
            if entity is None or self.types.get(entity) not in _ARMED_GROUPS or (speaker and speaker.entity_id == entity):
                continue
            distance = abs(found.mention.start - hit.start)
            if best is None or distance < best[0]:
                actor = Actor(found.mention.surface, entity, entities.side_of(entity), None, "explicit", "rebel_group")
                best = (distance, actor)
        return best[1] if best else None

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
                if filled[j].victim_entity_id == "civilians" and hit.category != "PERS":
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
            target = _CIVILIANS if hit.category == "PERS" and hit.outcome in _HARMED else self._named_most(hit, entities)
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


def _as_actor(roles: Roles) -> Actor:
    return Actor(roles.victim_text or "", roles.victim_entity_id, roles.victim_side, None, "explicit")


_CIVILIANS = Actor("civilians", "civilians", None, None, "explicit", "civilian_population")
