"""Who lost a thing that no words give an owner: homes and lorries of residents, merchant ships, an enemy's guns.

Part of step 3 of the decision in ``victims``: by what was lost, beside whom, who did it, who says it.
"""

from __future__ import annotations

import re

from pipelines.extract.grammar.hits import Hit
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.roles.party import CIVILIANS, Party
from pipelines.extract.roles.sides import EXPLICIT, INFERRED, Sides, Victim

#: Category codes of what stands at home: without an owner in words it is the residents'.
OF_RESIDENTS = frozenset({"BUILDING"})
#: Beside these in one list a building is an army's.
_OF_WAR = ("IED", "TANK", "ARTY", "WEAPON", "STRONGPOINT", "MORTAR")
_BESIDE_HOMES = frozenset({"VEH", "ENERGY", "EQUIP"})
_PUBLIC = re.compile(r"\b(?:federal|government|state)\b")  # of the state, not of its army
_HOLDS_BACK = re.compile(
    r"\b(?:den(?:y|ied|ies)|admit|acknowledg|confirm|conced|lost|suffer)\w*\b[^.;]*$", re.IGNORECASE
)
MERCHANT_NAME = re.compile(r"\bM[/.]?[VT]\.? [A-Z]")
#: "the Greek-owned Eternity C", "the Liberian-flagged Magic Seas": ships of trade, unless a navy is spoken of
FLAGGED = re.compile(r"\b[A-Z]\w+-(?:owned|flagged|registered|operated|managed)\b")


class Things:
    """Concludes who lost the things of one document; ``found`` holds the victims decided so far."""

    def __init__(self, sides: Sides, lexicon: Lexicon, found: list[Victim | None]) -> None:
        self.sides, self.lexicon, self.found = sides, lexicon, found
        self.text, self.hits = sides.text, sides.hits
        self.parties, self.camps = sides.parties, sides.camps
        self.speakers, self.agents = sides.speakers, sides.agents

    def victim(self, i: int) -> Victim | None:
        """Return who lost the thing of hit ``i``."""
        hit = self.hits[i]
        words = self.text[hit.phrase.start_char : hit.phrase.end_char].lower()
        foe = self.sides.struck(i) or self.parties.opponent(self.agents[i], hit.start)
        taken = hit.outcome == "captured"
        beside = [h for h in self.hits if h.predicate == hit.predicate]
        listed = {h.category for h in beside if h is not hit}
        military = (
            self.camps.of_phrase(_PUBLIC.sub("", words)) in {"state", "rebel"}
            or any(
                self.camps.cues["war"].search(self.text, h.start, h.end) for h in beside if h.category in OF_RESIDENTS
            )
            or any(self.lexicon.is_a(category, code) for category in listed for code in _OF_WAR)
        )
        if "civilian" in words:
            return Victim(CIVILIANS, EXPLICIT)
        if hit.category in OF_RESIDENTS and not taken and not military:
            return Victim(CIVILIANS, INFERRED)
        if hit.category in {"SHIP", "NAVAL"} and not military and self._merchant(hit, words):
            return Victim(CIVILIANS, INFERRED)
        if hit.category in _BESIDE_HOMES and not taken and not military and self._beside_homes(i, words):
            return Victim(CIVILIANS, INFERRED)
        if hit.category == "VEH" and not military and self._of_bystanders(i, words):
            return Victim(CIVILIANS, INFERRED)
        deed = self._same_deed(i)
        if deed is not None:
            return deed
        foe = self._of_weight(hit, foe, self.agents[i])
        if foe is not None:
            return Victim(foe, INFERRED)
        speaker = self.speakers[i]
        own = self._own_beside(i)
        if own is not None:
            return own
        public = hit.category in {"BRIDGE", "INFRA", "ENERGY"} and not taken and not military
        if public and hit.agent is None and speaker is not None and speaker.camp == "state":
            return Victim(speaker, INFERRED)  # what a country's own officials report of its bridges and runways
        before = self.text[hit.sentence.start : hit.start]
        if hit.rule_id.startswith("of.") and hit.agent is None and speaker is not None and _HOLDS_BACK.search(before):
            return Victim(speaker, EXPLICIT)
        enemy = self.parties.opponent(speaker, hit.start)
        enemy = self._of_weight(hit, enemy, speaker)
        return Victim(enemy, INFERRED) if enemy is not None else None

    def _of_weight(self, hit: Hit, enemy: Party | None, party: Party | None) -> Party | None:
        """Tanks and aircraft are a state's rather than a tribe's, where the text names both beside ``party``."""
        heavy = any(self.lexicon.is_a(hit.category, code) for code in ("AIRCRAFT", "HELI", "NAVAL", "TANK", "AD"))
        if not heavy or party is None or party.camp != "state":
            return enemy
        if enemy is not None and (enemy.camp != "rebel" or enemy.entity_id):
            return enemy
        states = [p for p in self.parties.named if p.camp == "state" and p.country != party.country and not p.where]
        return self.parties.nearest(states, hit.start) or enemy

    def _merchant(self, hit: Hit, words: str) -> bool:
        """Tell whether a ship carries goods, by its kind, its name ("MV Tutor") or the sentence, if no navy sank it."""
        kind = self.camps.cues["merchant"].search(words)
        if (kind and "vessel" not in kind.group()) or MERCHANT_NAME.search(self.text, hit.start, hit.end + 40):
            return True
        agent = self.agents[self.hits.index(hit)]
        if agent is not None and agent.camp != "rebel":
            return False
        if FLAGGED.search(self.text, hit.start, hit.end) and not self.camps.cues["navy"].search(words):
            return True
        said = self.camps.cues["merchant"].search(self.text, max(0, hit.sentence.start - 200), hit.sentence.end)
        navy = self.camps.cues["navy"].search(self.text, max(0, hit.sentence.start - 200), hit.sentence.end)
        return said is not None and navy is None

    def _own_beside(self, i: int) -> Victim | None:
        """What was lost with soldiers: "killing 25 troops and carrying off weapons"."""
        hit = self.hits[i]
        for j in range(i - 1, max(i - 4, -1), -1):
            other, victim = self.hits[j], self.found[j]
            if other.sentence is not hit.sentence:
                return None
            if victim is None or other.category != "PERS_MIL" or victim.party.camp != "state":
                continue
            with_them = hit.agent is not None or hit.outcome != "captured" or hit.rule_id.endswith(".active")
            if (other.agent == hit.agent or hit.agent is None) and with_them:
                return Victim(victim.party, INFERRED)
        return None

    def _same_deed(self, i: int) -> Victim | None:
        """What the agent did to an owner in words, in the same sentence: "downed a government jet, took five tanks"."""
        hit = self.hits[i]
        for j in range(len(self.hits)):
            other, victim = self.hits[j], self.found[j]
            if j == i or other.sentence is not hit.sentence or victim is None or victim.basis == INFERRED:
                continue
            deed = other.agent is not None and other.agent == hit.agent
            deed = deed and (other.category != "PERS_MIL" or victim.basis != INFERRED)
            listed = other.predicate == hit.predicate and not self.lexicon.is_person(other.category)
            if (deed or listed) and victim.party.camp != "civilian":
                return Victim(victim.party, INFERRED)
        return None

    def _of_bystanders(self, i: int, words: str) -> bool:
        """Cars, lorries, motorcycles that nobody's soldiers drive: lost with civilians, or told of by residents."""
        hit, agent = self.hits[i], self.agents[i]
        if agent is not None and agent.camp == "state" and hit.outcome == "captured":
            return False
        if self.camps.of_phrase(words) == "civil" and agent is not None and agent.camp == "rebel":
            return True  # "gunmen burned a dozen buses"
        near = [h for h in self.hits if abs(h.sentence.index - hit.sentence.index) <= 1]
        if any(h.category == "PERS_MIL" for h in near) or self.camps.cues["war"].search(words):
            return False
        for other, victim in zip(self.hits, self.found, strict=True):
            together = other.sentence is hit.sentence and other.agent == hit.agent
            if together and victim is not None and victim.party.camp == "civilian":
                return True  # "beheaded six villagers and made off with two lorries"
        told = self.camps.cues["bystander"].search(self.sides.claimants[i].text or "") is not None
        shelled = agent is None or agent.camp == "state"
        speaker = self.speakers[i]
        side = speaker is not None and speaker.camp == "rebel"  # a channel of the rebels is no bystander
        return told and not side and shelled and hit.outcome != "captured"

    def _beside_homes(self, i: int, words: str) -> bool:
        """A car, a power line: of residents when homes or residents suffered beside it."""
        hit = self.hits[i]
        civil = self.camps.of_phrase(words) == "civil"
        if civil and hit.outcome == "damaged":
            return True
        if re.search(r"\bvehicles?$", words) and hit.outcome == "damaged":
            return any(
                victim is not None and victim.party.camp == "civilian"
                for other, victim in zip(self.hits, self.found, strict=True)
                if abs(other.sentence.index - hit.sentence.index) <= 1
            )
        if not civil and hit.category != "ENERGY":
            return False
        return any(
            abs(other.sentence.index - hit.sentence.index) <= 1
            and (other.category in OF_RESIDENTS or other.category == "PERS_CIV")
            for other in self.hits
        )
