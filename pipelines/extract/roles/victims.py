"""Who lost it and who did it, for every hit of a document.

The first of these that speaks decides:

1. the owner in words: a name or side in the phrase ("Russian tanks", "army truck", "its soldiers"), an owner after it
   ("of the 47th Brigade", "belonging to the militia"), the subject of "lost" → ``explicit``
2. the claim it hangs on: the whole of a part, the antecedent of a number alone ("and wounding eight others")
3. what was lost: civilians; own soldiers, of the state that the text is about; rebels, of the group that it names
4. who did it: the opponent of the agent
5. who says it: what falls in a military's tally is its enemy's
6. the claim beside it, of the same event

``owners`` holds step 1, ``inference`` the others, ``sides`` what both start from; this module has the order.
Nationality is no side and origin no owner. No party is inferred that the text does not name: see ``parties``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.extract.grammar.hits import Hit
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.names.entities import Entities
from pipelines.extract.roles.camps import Camps
from pipelines.extract.roles.inference import Inference
from pipelines.extract.roles.owners import Owners
from pipelines.extract.roles.parties import Parties, unwrapped
from pipelines.extract.roles.party import CIVILIANS, Party, same
from pipelines.extract.roles.sides import EXPLICIT, INFERRED, Sides, Victim
from pipelines.extract.speech.attribution import Attribution

#: entity types that lose what their state's forces lose
_STATE = frozenset({"state", "state_armed_force", "government_body", "person"})


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
        self.camps = Camps(lexicon)

    def read(self, text: str, hits: Sequence[Hit], entities: Entities, attribution: Attribution) -> list[Roles]:
        """Return the roles of every hit, parallel to ``hits``; None where the text gives no ground for one."""
        if not hits:
            return []
        text = unwrapped(text)
        return _Decision(Sides(text, hits, Parties(text, entities, self.camps), attribution), self.lexicon).run()


class _Decision:
    """The victims of one document."""

    def __init__(self, sides: Sides, lexicon: Lexicon) -> None:
        self.hits, self.agents = sides.hits, sides.agents
        self.parties, self.camps = sides.parties, sides.camps
        self.found: list[Victim | None] = [None] * len(self.hits)
        self.inference = Inference(sides, lexicon, self.found)
        self.owners = Owners(sides, lexicon, self.inference)

    def run(self) -> list[Roles]:
        """Decide in three passes: what is said in words first, so that the rest can lean on it."""
        for step in (self._in_words, self._by_link_or_kind, self.inference.by_neighbour):
            for i in range(len(self.hits)):
                if self.found[i] is None:
                    self.found[i] = step(i)
        return [
            self._roles(self.hits[i], self._of_the_teller(i) if self._himself(i) else victim, agent)
            for i, (victim, agent) in enumerate(zip(self.found, self.agents, strict=True))
        ]

    def _in_words(self, i: int) -> Victim | None:
        if self.hits[i].category != "PERS_CIV":
            return self.owners.in_words(i)
        of_party = self._whole(i) or self.owners.of_group(i) or self.owners.of_loser(i) or self.inference.by_own_word(i)
        return of_party or Victim(CIVILIANS, self._civil_basis(i))

    def _by_link_or_kind(self, i: int) -> Victim | None:
        return self.inference.by_link(i) or self.inference.by_kind(i)

    def _whole(self, i: int) -> Victim | None:
        """Women among "30 militants, including two women" are the militants' loss."""
        hit = self.hits[i]
        j = next((j for j in range(i - 1, -1, -1) if self.hits[j] is hit.parent), None)
        if j is None or self.hits[j].category != "PERS_MIL" or self.hits[j].phrase.union:
            return None
        return self.found[j]

    def _civil_basis(self, i: int) -> str:
        """Whether the words say civilians: "children" do, "a woman" may be anybody, a number says what it hangs on."""
        hit = self.hits[i]
        if hit.phrase.headless and hit.rule_id != "part.of_them":
            before = [j for j in range(max(0, i - 3), i) if self.hits[j].category == "PERS_CIV"]
            near = before and self.hits[before[-1]].sentence is hit.sentence
            return self._civil_basis(before[-1]) if near else INFERRED
        return INFERRED if hit.phrase.head in {"woman", "guest"} else EXPLICIT

    def _himself(self, i: int) -> bool:
        """Tell whether an inference made the attacker whom the clause names his own victim."""
        hit, victim, agent = self.hits[i], self.found[i], self.agents[i]
        if victim is None or victim.basis != INFERRED or hit.agent is None or agent is None:
            return False
        party = victim.party
        if not agent.entity_id and self.camps.of_phrase(agent.text) == "rebel":
            return same(party, agent)  # "the army said rebels shot down two helicopters"
        if not any(hit.agent[0] <= p.at < hit.agent[1] for p in self.parties.named):
            return False
        return same(party, agent) or (party.camp == agent.camp == "state" and party.country == agent.country)

    def _of_the_teller(self, i: int) -> Victim | None:
        """ "Rebels sank a patrol boat, the navy said": what a state tells of its enemy's deeds is its own loss."""
        agent, speaker = self.agents[i], self.inference.speakers[i]
        if agent is None or speaker is None or speaker.camp != "state" or agent.camp != "rebel":
            return None
        return Victim(speaker, INFERRED)

    def _roles(self, hit: Hit, victim: Victim | None, agent: Party | None) -> Roles:
        roles = Roles(perpetrator_entity_id=agent.entity_id, perpetrator_text=agent.text) if agent else Roles()
        if victim is None:
            return roles
        party = self.parties.in_print(victim.party, hit.start)
        if self.camps.types.get(party.entity_id or "") in _STATE:
            # who loses tanks is the army, not the state; of an army with a command for this war, that command
            country = self.camps.countries.get(party.entity_id or "")
            of_state = self.camps.types.get(party.entity_id or "") != "state_armed_force"
            force = self.parties.command(country) or (self.parties.force(country) if of_state else None)
            party = replace(party, entity_id=force or party.entity_id)
        return replace(
            roles,
            victim_entity_id=party.entity_id,
            victim_text=party.text,
            victim_side=party.side,
            victim_basis=victim.basis,
        )
