"""Who lost it where no words name the owner: concluded from other claims, what was lost, who did it, who says it.

Steps 2 to 6 of the decision in ``victims``. Each method takes the index of a hit and returns its victim, or None where
it has nothing to say.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extract.grammar.hits import Hit
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.roles.party import CIVILIANS, Party, same
from pipelines.extract.roles.sides import EXPLICIT, INFERRED, SHOT_DOWN, Sides, Victim
from pipelines.extract.roles.things import FLAGGED, MERCHANT_NAME, Things

_FIGHTERS = re.compile(r"\b(?:prisoner|captive|fighter|combatant|men\b|militant)", re.IGNORECASE)
_HARMED = frozenset({"killed", "wounded", "missing"})
#: "Russian tank losses", "Russia has lost": whose losses a passage is about.
_LOSSES = re.compile(r"(?:[’']s)? (?:[a-z-]+ ){0,3}(?:loss(?:es)?|lost|loses|casualties)\b")
_WORDS = re.compile(r"[A-Za-z]{4,}")
_PEOPLE = frozenset({"people", "civilians", "villagers", "residents"})
_SAYS_AFTER = re.compile(r"(?:s)?(?: on \w+day)? (?:sa(?:id|y|ys)|report|claim|confirm|told|added|announced)")
_FORCE_NOUNS = frozenset({"army", "navy", "marine", "coastguard", "gendarmerie"})
_POSSESSED = re.compile(r"\b(?:its|their|his|our|her) (?:own )?[a-z]+$")
_MANNED = ("NAVAL", "AIRCRAFT", "HELI", "TANK", "AFV", "VEH", "SHIP", "BOAT")
_ABOARD = re.compile(r",? (?:(?:of )?(?:those|who were|people) )?(?:on ?board|aboard|inside|on it)\b")
#: From this figure on a toll without a label is that of a war, and mixes soldiers with civilians.
_WAR_TOLL = 500
#: "which admits to 23 dead", "its own 23 dead": what follows is the loss of who says it.
ADMITS = re.compile(r"(?<!-)\b(?:(?:admit|acknowledg|conced)\w*|own)\b[^.;]*$", re.IGNORECASE)


class Inference:
    """Concludes the victims of one document; ``found`` holds those decided so far, parallel to the hits."""

    def __init__(self, sides: Sides, lexicon: Lexicon, found: list[Victim | None]) -> None:
        self.sides, self.lexicon, self.found = sides, lexicon, found
        self.text, self.hits = sides.text, sides.hits
        self.parties, self.entities, self.camps = sides.parties, sides.entities, sides.camps
        self.speakers, self.agents = sides.speakers, sides.agents
        self.things = Things(sides, lexicon, found)

    # -- 2. the claim it hangs on

    def by_link(self, i: int) -> Victim | None:
        """A part has the victim of its whole, a number alone that of its antecedent, a repeat that of the first."""
        hit = self.hits[i]
        if hit.parent is not None:
            j = next((j for j in range(i - 1, -1, -1) if self.hits[j] is hit.parent), None)
            if j is not None and (victim := self.found[j]) is not None:
                soldiers = hit.category == "PERS_MIL" and victim.party.camp == "civilian"
                return None if soldiers else victim
            return None
        again = hit.phrase.det == "the" and hit.phrase.number is None
        toll = hit.category == "PERS" and hit.phrase.outcome_noun is not None  # "lost 250 men: 180 dead, 60 wounded"
        same_number = None  # "the three gunmen" after "three Palestinian militants"
        if hit.phrase.det == "the" and hit.phrase.number is not None:
            same_number = hit.phrase.number.best
        if not hit.phrase.headless and not again and not toll and same_number is None:
            return None
        person = self.lexicon.is_person(hit.category)
        struck = self._of_the_struck(i) if person else None
        if struck is not None:
            return struck
        for j in range(i - 1, max(i - 8, -1), -1):
            other, victim = self.hits[j], self.found[j]
            if victim is None:
                continue
            if same_number is not None and not hit.phrase.headless and not toll:
                number = other.phrase.number
                if number is not None and number.best == same_number and other.category == hit.category:
                    return victim
                continue
            if again:
                if self.lexicon.common(hit.category, other.category) not in {None, "EQUIP", "INFRA"}:
                    return victim
                continue
            near = hit.sentence.index - other.sentence.index <= (0 if toll else 1)
            if near and other.parent is None and self.lexicon.is_person(other.category) == person:
                if other.category == "PERS_CIV":
                    continue
                if other.sentence is not hit.sentence and self._rebel_between(hit):
                    return None
                speaker = self.speakers[i]
                if hit.outcome == "eliminated" and speaker is not None and victim.party.camp == speaker.camp:
                    continue
                if hit.outcome == "eliminated" and victim.party.camp == "civilian":
                    continue
                if self._turned(hit, other):
                    return None
                return Victim(victim.party, INFERRED) if person and not toll else victim
        return None

    def _rebel_between(self, hit: Hit) -> bool:
        """A rebel noun in the sentence is a nearer antecedent: "laid an ambush for bandits and killed 27"."""
        return hit.category == "PERS_MIL" and bool(self.camps.rebel_nouns(self.text[hit.sentence.start : hit.start]))

    @staticmethod
    def _turned(hit: Hit, other: Hit) -> bool:
        """The agent changed between two claims: they are not of one side."""
        return (
            hit.agent is not None
            and other.agent is not None
            and hit.agent != other.agent
            and hit.sentence is not other.sentence
        )

    def last_person(self, i: int) -> Victim | None:
        """The people spoken of just before hit ``i``: "37 surrendered. They abandoned ..."."""
        for j in range(i - 1, max(i - 4, -1), -1):
            other, victim = self.hits[j], self.found[j] or self.by_link(j) or self.by_kind(j)
            if self.hits[i].sentence.index - other.sentence.index > 1:
                return None
            if (
                victim is not None
                and other.rule_id.endswith((".passive", ".intransitive"))
                and other.category == "PERS_MIL"
            ):
                return victim
        return None

    def people_before(self, i: int) -> Party | None:
        """Whom the same sentence has just spoken of as lost, if not those who did hit ``i``."""
        hit, agent = self.hits[i], self.agents[i]
        for j in range(i - 1, max(i - 4, -1), -1):
            other = self.hits[j]
            if other.sentence is not hit.sentence:
                return None
            victim = self.found[j] or self.by_kind(j)
            if self.lexicon.is_person(other.category) and other.parent is None and victim is not None:
                return None if agent is not None and same(victim.party, agent) else victim.party
        return None

    # -- 3.-5. by what was lost, who did it, who says it

    def by_kind(self, i: int) -> Victim | None:
        """People by who they are, things by whose they can be; then the opponent of who did it or says it."""
        hit = self.hits[i]
        if self.lexicon.is_person(hit.category):
            return self._people(i)
        return self.things.victim(i)

    def _people(self, i: int) -> Victim | None:
        hit = self.hits[i]
        surface = self.text[hit.phrase.start_char : hit.phrase.end_char]
        if hit.rule_id == "part.of_them":
            surface = self.text[hit.phrase.start_char : hit.phrase.end_char + 35]
        own = self.by_own_word(i)
        if own is not None:
            return own
        aboard = _ABOARD.match(self.text, hit.phrase.end_char) is not None
        if (aboard or hit.phrase.head in self.camps.crew) and (crew := self.aboard(i, aboard)) is not None:
            return crew
        camp = self.camps.of_phrase(surface)
        if camp == "either" and self.camps.of_phrase(surface.rpartition(" ")[0]) == "state":
            camp = "state"  # "government fighters"
        if camp == "folk":
            return Victim(Party(self._head_words(hit)), EXPLICIT)
        if hit.category != "PERS_MIL" and camp != "state":
            camp = ""
        struck = self.sides.struck(i, camp) or self._told(i, camp)
        foe = struck or self.parties.opponent(self.agents[i], hit.start)
        if camp == "foreign":
            whole = any(part.parent is hit for part in self.hits)  # "12 peacekeepers, including two of MONUSCO"
            guest = self.camps.of_word(hit.phrase.head) == "foreign" and not whole
            speaker = self.speakers[i]
            if _POSSESSED.search(surface) and speaker is not None and speaker.camp == "state":
                return Victim(speaker, EXPLICIT)  # "two of his peacekeepers", a Russian officer said
            body = self.sides.mission(i) if guest else None
            return Victim(body, INFERRED) if body is not None else Victim(Party(surface), EXPLICIT)
        around = self.text[max(0, hit.start - 160) : hit.end + 100]
        merchant = self.camps.cues["merchant"].search(around) or MERCHANT_NAME.search(around) or FLAGGED.search(around)
        if hit.phrase.head in self.camps.seafarers and merchant:
            return Victim(CIVILIANS, INFERRED)
        parts = {p.category: j for j, p in enumerate(self.hits) if p.parent is hit and p.sentence is hit.sentence}
        if hit.category == "PERS" and "PERS_MIL" in parts and "PERS_CIV" not in parts:
            return self.found[parts["PERS_MIL"]] or self.by_kind(parts["PERS_MIL"])
        if camp == "enemy":
            enemy = self.sides.enemy(i) or foe
            return Victim(enemy, INFERRED) if enemy is not None else None
        if camp == "state" and (told := self._told(i, camp)) is not None and told.camp == "rebel":
            return Victim(told, INFERRED)
        if camp == "state":
            return self._own_soldiers(i, surface, foe)
        if camp == "rebel":
            return self._rebels(i, surface, foe)
        sibling = self._sibling(i)
        if sibling is not None:
            return sibling
        fought = hit.outcome == "eliminated" or (hit.outcome == "captured" and _FIGHTERS.search(surface))
        if hit.category == "PERS" and not fought:
            crew = self._crew(i) or self._of_those_before(i)
            if crew is not None:
                return crew
            if hit.outcome in {"eliminated", "lost"} and foe is not None:
                return Victim(foe, INFERRED)
            agent, speaker = self.agents[i], self.speakers[i]
            number = hit.phrase.number if hit.phrase.headless else None
            boast = agent is not None and speaker is not None and same(agent, speaker)
            if boast and foe is not None and number is not None and number.best is not None:
                return Victim(foe, INFERRED)  # "they claim to have killed 24": nobody boasts of civilians
            if struck is not None and (hit.phrase.head in self.camps.armed or hit.phrase.headless):
                return Victim(struck, INFERRED)
            if hit.phrase.head in {"member", "element"} and (group := self.parties.group(hit.start)):
                return Victim(group, INFERRED)
            if hit.outcome == "eliminated" and self.camps.rebel_nouns(self.text[hit.sentence.start : hit.start]):
                party = self.parties.rebels(hit.start)
                return Victim(party, INFERRED) if party is not None else None
            number = hit.phrase.number
            if hit.agent is None and number is not None and (number.best or 0) >= _WAR_TOLL:
                return None
            return Victim(CIVILIANS, INFERRED)
        attacker = self.camps.cues["attacker"].search(hit.phrase.head) is not None
        rebels = self.parties.rebels(hit.start) if attacker and (foe is None or foe.camp == "state") else None
        if rebels is not None:
            return Victim(rebels, INFERRED)
        if foe is not None:
            return Victim(foe, INFERRED)
        before = self._of_those_before(i)
        if before is not None:
            return before
        speaker = self.speakers[i]
        if ADMITS.search(self.text[hit.sentence.start : hit.start]) and speaker is not None:
            return Victim(speaker, EXPLICIT)
        aboard = hit.phrase.head in self.camps.crew and hit.outcome in _HARMED and hit.agent is None
        if aboard and speaker is not None and speaker.camp == "state":
            return Victim(speaker, INFERRED)  # what a force reports of a crew is of its own
        agent, enemy = self.agents[i], self.parties.opponent(speaker, hit.start)
        if enemy is None and camp == "either" and (agent is None or agent.camp == "state"):
            enemy = self.parties.group(hit.start)  # "two of the attackers", "six combatants gave themselves up"
        if attacker and (enemy is None or enemy.camp == "state"):
            return Victim(Party(self._head_words(hit), camp="rebel"), EXPLICIT)
        return Victim(enemy, INFERRED) if enemy is not None else None

    def _told(self, i: int, camp: str) -> Party | None:
        """Whom the text has just set against who did it, where no state is there to lose "soldiers" or "men"."""
        hit, agent = self.hits[i], self.agents[i]
        if agent is None or agent.camp not in {"state", "rebel"} or camp not in {"", "either", "state"}:
            return None
        if hit.phrase.head not in self.camps.armed and camp != "state":
            return None
        told = self.sides.struck(i) or self.parties.foe_told(agent, hit.start)
        if told is None or told.camp not in {"state", "rebel"} or same(told, agent):
            return None
        if camp == "state" and told.camp == "rebel" and agent.camp == "rebel":
            start = self.text.rfind("\n", 0, hit.start) + 1
            states = [p for p in self.parties.named if p.camp == "state" and start <= p.at < hit.sentence.end]
            return None if states else told
        return told

    def by_own_word(self, i: int) -> Victim | None:
        """ "Four martyrs", "brave sons", "three of our comrades": what a party calls its own."""
        hit, speaker = self.hits[i], self.speakers[i]
        words = self.text[hit.phrase.start_char : hit.phrase.end_char]
        if self.camps.of_phrase(words) != "own" or (hit.agent is not None and speaker is None):
            return None
        if re.match(r"\S+ of (?:his|her) ", words) or re.search(r"\b(?:his|her) \w+$", words):
            before = [v for h, v in zip(self.hits[:i], self.found, strict=False) if h.sentence is hit.sentence and v]
            return Victim(before[-1].party, INFERRED) if before else None
        said_by = self.sides.claimants[i].text or ""
        if speaker is not None and speaker.camp and self.camps.cues["bystander"].search(said_by) is None:
            return Victim(speaker, EXPLICIT)
        return None

    def _head_words(self, hit: Hit) -> str:
        """The words of a phrase without its number: "vigilantes" of "eight vigilantes"."""
        inner = hit.phrase.modifiers
        return self.text[slice(*inner)] if inner else self.text[hit.phrase.start_char : hit.phrase.end_char]

    def _sibling(self, i: int) -> Victim | None:
        """ "Two officers, along with five men, fell": soldiers of the same predicate."""
        hit = self.hits[i]
        for j in range(max(0, i - 3), i):
            other, victim = self.hits[j], self.found[j]
            soldiers = other.predicate == hit.predicate and other.category == "PERS_MIL"
            if victim is not None and soldiers and hit.phrase.head == "man":
                return victim
        return None

    def _own_soldiers(self, i: int, surface: str, foe: Party | None) -> Victim | None:
        """Soldiers and police: of the state that the text is about, unless that state's forces did it."""
        hit, speaker = self.hits[i], self.speakers[i]
        regime = self.camps.of_phrase(surface.rpartition(" ")[0]) == "state"  # "64 government troops"
        if foe is not None and foe.camp == "state":
            return Victim(self._force_of(hit, foe), EXPLICIT if regime else INFERRED)
        civil = self.camps.cues["bystander"].search(self.sides.claimants[i].text or "") is not None
        if hit.outcome not in _HARMED and speaker is not None and hit.agent is None and not civil:
            enemy = self.parties.opponent(speaker, hit.start)
            if enemy is not None and enemy.camp == "state":
                return Victim(enemy, INFERRED)
        crew = self._crew(i)
        if crew is not None and crew.party.camp == "state":
            return crew
        state, agent = self.sides.state_of(i), self.agents[i]
        doer = agent is not None and agent.camp == "state" and hit.agent is not None
        named = doer and any(hit.agent[0] <= p.at < hit.agent[1] for p in self.parties.named if hit.agent)
        if named and state is not None and agent is not None and state.country == agent.country:
            state = None  # no force kills its own policemen
        if re.search(r"\b(?:police|security)", surface.lower()):
            if "police" not in surface.lower() or state is None or state.country is None:
                police = re.search(r"\bpolice\b", self.text) if "police" in surface.lower() else None
                inner = hit.phrase.modifiers
                words = police.group() if police else self.text[slice(*inner)] if inner else surface
                state = replace(state, text=words) if state is not None else Party(words, camp="state")
            own = speaker is not None and state.camp == speaker.camp and hit.agent is None
            return Victim(state, EXPLICIT if own or state.country is None else INFERRED)
        if state is None:  # soldiers of whom the text says no more have no party, unless it speaks of "the army"
            noun = self.parties.force_noun
            return Victim(Party(noun, camp="state"), INFERRED) if noun else None
        own = regime or (speaker is not None and speaker.entity_id == state.entity_id)
        return Victim(self._force_of(hit, state), EXPLICIT if own else INFERRED)

    def _force_of(self, hit: Hit, state: Party) -> Party:
        """The force of ``state`` that these soldiers, sailors or policemen belong to, in the words of the text."""
        words = self.text[hit.phrase.start_char : hit.phrase.end_char].lower().split()[:-1]
        noun = next((w for w in words if w in _FORCE_NOUNS), "")  # "two navy sailors"
        if noun:
            return self.parties.force_named(state, noun)
        return self.parties.force_of(state, self.camps.branches.get(hit.phrase.head, ()), hit.sentence)

    def _rebels(self, i: int, surface: str, foe: Party | None) -> Victim:
        """Militants, terrorists: the group the text names, else the noun as printed."""
        hit = self.hits[i]
        if foe is None or foe.camp != "rebel":
            foe = self.parties.opponent(self.speakers[i], hit.start)
        group = self.parties.group(hit.start, self.speakers[i]) or self.parties.group(hit.start)
        agent = self.agents[i]
        if group is not None and agent is not None and same(group, agent):
            group = self.parties.group(hit.start, agent)
        for party in (group, foe):
            if party is not None and party.camp == "rebel" and (party.entity_id or party in self.parties.groups):
                return Victim(party, INFERRED)
        inner = hit.phrase.modifiers
        return Victim(Party(self.text[slice(*inner)] if inner else surface, camp="rebel"), EXPLICIT)

    def _crew(self, i: int) -> Victim | None:
        """The men of the ship, tank or aircraft that was lost in the sentence before, or in this one."""
        hit = self.hits[i]
        for j in range(i - 1, max(i - 4, -1), -1):
            other, victim = self.hits[j], self.found[j]
            if hit.sentence.index - other.sentence.index > 1 or victim is None or victim.party.camp == "civilian":
                continue
            vessel = any(self.lexicon.is_a(other.category, code) for code in ("NAVAL", "AIRCRAFT", "HELI", "TANK"))
            if vessel and (victim.basis != INFERRED or hit.phrase.head in self.camps.crew):
                return Victim(victim.party, INFERRED)
        navy = self.parties.navy(hit.sentence.start, hit.sentence.end)
        return Victim(navy, INFERRED) if navy is not None else None

    def aboard(self, i: int, said: bool) -> Victim | None:
        """ "Shot down a Russian helicopter, killing two crew members": the men of what the same deed destroyed."""
        hit = self.hits[i]
        for other, victim in zip(self.hits[:i], self.found, strict=False):
            if other.sentence is not hit.sentence or victim is None:
                continue
            if not said and other.agent != hit.agent:
                continue
            if not said and hit.agent is None and hit.phrase.det not in {"the", "poss", "all"}:
                continue
            if any(self.lexicon.is_a(other.category, code) for code in _MANNED):
                return Victim(victim.party, INFERRED)
        return None

    def _of_those_before(self, i: int) -> Victim | None:
        """A number alone means the people just spoken of: "500 Ukrainian soldiers were treated, and one had died"."""
        hit = self.hits[i]
        if not hit.phrase.headless:
            return None
        for match in reversed(list(_WORDS.finditer(self.text, hit.sentence.start, hit.start))):
            word = match.group().lower()
            if hit.agent is not None and hit.agent[0] <= match.start() < hit.agent[1]:
                continue
            if _SAYS_AFTER.match(self.text, match.end()):
                continue  # "police said"
            if word.removesuffix("s") in self.camps.branches or word in self.camps.branches:
                before = [p for p in self.parties.named if hit.sentence.start <= p.at < match.end() and not p.where]
                state = before[-1] if before and match.start() - before[-1].at < 30 else self.sides.state_of(i)
                return Victim(state, INFERRED) if state is not None and state.camp == "state" else None
            camp = self.camps.of_word(word)
            if camp == "foreign":
                body = self.sides.mission(i)
                return Victim(body, INFERRED) if body is not None else Victim(Party(match.group()), INFERRED)
            if word in _PEOPLE or camp in {"rebel", "civil"}:
                return None
        return None

    def _of_the_struck(self, i: int) -> Victim | None:
        """ "Shot at fishermen, killing two": a number alone means those whom the same agent attacked."""
        hit = self.hits[i]
        if not hit.phrase.headless or hit.agent is None:
            return None
        for match in reversed(list(_WORDS.finditer(self.text, hit.agent[1], hit.start))):
            word = match.group().lower()
            camp = self.camps.of_word(word)
            if camp in {"state", "rebel", "either"}:
                return None
            if camp == "foreign":
                body = self.sides.mission(i)
                return Victim(body, INFERRED) if body is not None else Victim(Party(match.group()), INFERRED)
            if word in self.camps.civilians:
                return Victim(CIVILIANS, INFERRED)
        return None

    # -- 6. the claim beside it

    def by_neighbour(self, i: int) -> Victim | None:
        """The victim of the nearest claim: of the same predicate first, then of the sentence and those about it."""
        hit = self.hits[i]
        soldiers = self.lexicon.is_person(hit.category) and self.camps.of_phrase(hit.phrase.head) == "state"
        attackers = self.camps.cues["attacker"].search(hit.phrase.head) is not None
        if hit.category == "PERS":
            return None
        best: tuple[int, Victim] | None = None
        for j in range(max(0, i - 8), min(len(self.hits), i + 3)):
            other, victim = self.hits[j], self.found[j]
            if j == i or victim is None or victim.party.camp == "civilian":
                continue
            if soldiers and victim.party.camp == "rebel":
                continue
            if attackers and victim.party.camp == "state":
                continue
            distance = abs(other.sentence.index - hit.sentence.index)
            if distance > 3 or (j > i and distance > 0):
                continue
            if self.lexicon.is_person(other.category) and self.camps.of_phrase(other.phrase.head) in {
                "state",
                "foreign",
            }:
                continue
            score = (0 if other.predicate == hit.predicate else 1) + 2 * distance + (0 if j < i else 1)
            if best is None or score < best[0]:
                best = (score, victim)
        if best is not None:
            return Victim(best[1].party, INFERRED)
        if hit.category in SHOT_DOWN and self.speakers[i] is None:  # what is shot down over a country
            enemy = self.parties.opponent(self.parties.theatre(hit.start), hit.start)
            return Victim(enemy, INFERRED) if enemy is not None else None
        losing = [p for p in self.parties.named if p.at < hit.start and _LOSSES.match(self.text, p.at + len(p.text))]
        if losing and not hit.category.startswith("PERS"):
            return Victim(losing[-1], INFERRED)
        group = self.parties.group(hit.start, self.agents[i])
        if group is not None and not self.lexicon.is_person(hit.category) and hit.agent is not None:
            return Victim(group, INFERRED)
        seized = (hit.outcome == "captured" and hit.category == "WEAPON") or hit.category == "IED"
        if seized and (rebels := self.parties.rebels(hit.start)):
            return Victim(rebels, INFERRED)  # arms seized with nobody named: of the rebels whom the text speaks of
        heavy = any(self.lexicon.is_a(hit.category, code) for code in ("AIRCRAFT", "HELI", "NAVAL", "TANK"))
        if len(self.parties.countries) == 1 and (heavy or hit.phrase.head in self.camps.crew):
            home = self.parties.home(hit.start)
            return Victim(home, INFERRED) if home is not None else None
        return None
