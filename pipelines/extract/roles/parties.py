"""The parties of one document: whom it names, in which words, on which side, and who stands against whom.

A party is a fighting side as the text has it: a state's forces, an armed group, civilians. Only what the text names is
a party; the one exception is the state that a listed enemy fights ("Ukrainian drones hit a column").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from pipelines.extract.names.entities import Actor, Entities, Found
from pipelines.extract.roles.camps import GROUP, Camps
from pipelines.extract.roles.feuds import Feud, feuds
from pipelines.extract.roles.party import CIVILIANS, Party, same
from pipelines.extract.roles.unlisted import DEFINED, unlisted_groups
from pipelines.extract.text import Sentence, in_capitals

_ARTICLES = frozenset({"The", "A", "An", "Its", "Their"})
_AMONG = re.compile(r"\b(?:including|among them|among whom) (?:\w+ ){0,3}$")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]\w+")
_SUBJECT = re.compile(
    r"(?:The )?(?P<name>[A-Z][\w-]+(?:[’']s)?(?: [A-Z][\w’'-]+)*(?: [a-z]+)?"
    r" (?:army|forces|military|troops|police|navy|militia|fighters|soldiers|guards|rebels|Army|Forces|Force|Rifles"
    r"|Guard))\b"
)
#: "in Mali", "across northern Syria": a country named as the place.
_WHERE = re.compile(
    r"\b(?:in|inside|near|across|over|around|throughout|outside|off|into|at|within|entered|reached|left"
    r"|(?:part|parts|town|city|village|province|region|border|coast|north|south|east|west) of)"
    r" (?:the )?(?:(?:south|north|east|west|central|upper|lower)\w*(?:[- ]\w+)? )?$"
)


#: "a front for Jaish", "the ambassador to Mali": not whom anybody fights
_OBLIQUE = re.compile(r"\b(?:for|of|to|with|from)(?: the)? $")


class Parties:
    """The parties that one document names."""

    def __init__(self, text: str, entities: Entities, camps: Camps) -> None:
        self.text, self.entities, self.camps = text, entities, camps

    @cached_property
    def named(self) -> list[Party]:
        """Every mention of a party, in text order."""
        parties = [party for found in self.entities.found if (party := self._of(found)) is not None]
        unlisted = unlisted_groups(self.text, self.camps)
        peoples = self.camps.peoples_in(self.text)
        inside_names = [
            (at, at + len(word)) for at, word in peoples if " " in word
        ]  # "Vietnamese" of "South Vietnamese"
        inside_names += [  # "Rwandan" of "Rwandan Patriotic Front"
            (m.start(), m.end()) for name in unlisted if " " in name for m in re.finditer(re.escape(name), self.text)
        ]
        parties = [p for p in parties if not _within(p.at, p.at + len(p.text), inside_names)]
        taken = [
            (f.mention.start, f.mention.end)
            for f in self.entities.found
            if (f.mention.entity_id or f.country) and not _within(f.mention.start, f.mention.end, inside_names)
        ]
        known_sides = {p.country if p.camp == "state" else p.entity_id for p in parties if p.camp in {"state", "rebel"}}
        for name, (at, full) in unlisted.items():
            if name.split()[-1] in self.camps.units and len(known_sides) > 1 and not self._of_rebels(name):
                continue  # "the Khartia Brigade", where two others fight: a unit of one of them
            if not any(a < at + len(name) and at < b for a, b in taken):
                parties += [
                    Party(name, None, None, None, "rebel", m.start(), full)
                    for m in re.finditer(rf"(?<![\w-]){re.escape(name)}s?\b", self.text)
                ]
        known = {p.at for p in parties}
        for at, word in peoples:
            inside = any(a <= at < b or a < at + len(word) <= b for a, b in taken)
            if at not in known and not inside and not any(p.at <= at < p.at + len(p.text) for p in parties):
                home = self.camps.homes.get(word) or None
                parties.append(Party(word, None, None, home, self.camps.peoples[word], at))
        return sorted(parties, key=lambda p: p.at)

    def _of_rebels(self, name: str) -> bool:
        """Tell whether the text says of a body that it is of rebels: "Kuku Brigade gunmen"."""
        return any(
            self.camps.of_word(match.group(1)) == "rebel"
            for match in re.finditer(rf"{re.escape(name)}s? ([a-z]+)", self.text)
        )

    def _of(self, found: Found) -> Party | None:
        mention = found.mention
        origin = re.match(r"[-‑][a-z]+(?:ed|ade|uilt)\b", self.text[mention.end : mention.end + 14])
        if found.kind in {"place", "title"} or (origin and not origin.group().endswith(("held", "controlled"))):
            return None
        if found.kind == "country" and self._of_institution(mention.start, mention.end):
            return None
        if mention.entity_id is None and found.country is None:
            if found.kind == "entity" and self.camps.of_phrase(self.text[mention.end : mention.end + 14]) == "rebel":
                return Party(mention.surface, None, None, None, "rebel", mention.start)
            return None
        entity, side, entity_type = mention.entity_id, self.entities.side_of(mention.entity_id), mention.entity_type
        if found.kind == "entity" and found.country and (foreign := self._foreign_before(found)):
            return Party(f"{foreign} {mention.surface}", None, None, None, "rebel", mention.start)  # "Nepalese Maoists"
        if found.kind in {"demonym", "people"}:
            entity = self.force(found.country)
            side = self.entities.side_of(entity) or self.camps.state_sides.get(found.country or "")
            entity_type = "state"
        camp = self.camps.of_type(entity_type, side)
        where = (
            found.kind == "country" and _WHERE.search(self.text[max(0, mention.start - 40) : mention.start]) is not None
        )
        return Party(mention.surface, entity, side, found.country, camp, mention.start, "", where) if camp else None

    def _of_institution(self, start: int, end: int) -> bool:
        """Tell whether a country only says where somebody sits: "the Pakistan Institute", "based in Britain"."""
        after = self.camps.cues["institution"].match(self.text, end + 1)
        return after is not None or self.text.endswith("based in ", 0, start)

    def _foreign_before(self, found: Found) -> str:
        """Return the nationality right before a group's name, if it is not the group's own."""
        start = found.mention.start
        for other in self.entities.found_in(max(0, start - 25), start):
            adjacent = self.text[other.mention.end : start] == " " and other.kind == "demonym"
            group = self.camps.types.get(found.mention.entity_id or "") in GROUP
            if adjacent and group and other.country != found.country and self.camps.of_word(found.mention.surface):
                return other.mention.surface
        return ""

    def navy(self, start: int, end: int) -> Party | None:
        """Return whose warship ``text[start:end]`` names: "HMS Sheffield"."""
        ship = self.camps.warship.search(self.text, start, end)
        if ship is None:
            return None
        country, navy = self.camps.ships[ship.group(1)]
        force = self.force(country)
        printed = self.of_country(country, ship.start())
        if printed is not None:
            return replace(printed, at=ship.start())
        return Party(navy, force, self.entities.side_of(force), country, "state", ship.start())

    def command(self, country: str | None) -> str | None:
        """Return a country's command for the war of this document, if its forces as a whole belong to no war."""
        options = self.camps.commands.get(country or "")
        if not options:
            return None
        wars = {self.camps.wars.get(f.mention.entity_id or "") for f in self.entities.found} - {None}
        return next((entity for entity in options if self.camps.wars[entity] in wars), None)

    def force(self, country: str | None) -> str | None:
        """Return the entity of a country's armed forces, if the list has one."""
        return self.entities.force_of_country(country or "")

    def in_full(self, party: Party) -> Party:
        """Give a group the fullest form that the text prints: "New People's Army (NPA)" for "NPA"."""
        for match in DEFINED.finditer(self.text):
            inside = [p for p in self.named if match.start() <= p.at < match.end()]
            if {party.text, party.full} & set(match.groups()) or any(
                p.entity_id and p.entity_id == party.entity_id for p in inside
            ):
                return replace(party, text=match.group().rstrip(",)") + ")")
        names = [p.text for p in self.groups if party.entity_id and p.entity_id == party.entity_id]
        if party.text.isupper():  # "LTTE" is no "Sea Tiger"
            names = [name for name in names if name[:1] == party.text[:1]]
        full = max(names, key=lambda name: len(name.split()), default=party.text)
        return replace(party, text=full) if len(full.split()) > len(party.text.split()) else party

    def of_actor(self, actor: Actor | None, at: int = -1) -> Party | None:
        """Return the party that an actor of ``entities`` is; None for one that takes no side."""
        if actor is None or not (actor.entity_id or actor.country):
            return None
        entity_type = actor.entity_type or self.camps.types.get(actor.entity_id or "")
        if actor.entity_id == "civilians":
            return replace(CIVILIANS, text=actor.text)
        camp = self.camps.of_type(entity_type, actor.side)
        return Party(actor.text, actor.entity_id, actor.side, actor.country, camp, at)

    def _is_named(self, at: int) -> bool:
        return any(p.at <= at < p.at + len(p.text) for p in self.named)

    def force_of(self, state: Party, nouns: Sequence[str], sentence: Sentence) -> Party:
        """Name a state that has no country here by the first of ``nouns`` in the sentence, else in the document."""
        if state.country or self.is_force(state):
            return state
        for start, end in ((sentence.start, sentence.end), (0, len(self.text))):
            for noun in nouns:
                match = re.compile(
                    rf"(?:(?:[A-Z][\w’'-]+|government|federal) ){{0,3}}\b(?i:{re.escape(noun)})\b"
                ).search(self.text, start, end)
                if match:
                    words = match.group().split()
                    return replace(state, text=" ".join(words[1:] if words[0] in _ARTICLES else words), where=False)
        return state

    def force_named(self, state: Party, noun: str) -> Party:
        """Name the force that ``noun`` means with its state: "navy" of "Sri Lanka" is "Sri Lanka navy"."""
        if not noun or self.is_force(state):
            return state
        return replace(state, text=f"{state.text} {noun}" if state.country else noun, where=False)

    def subject(self, sentence: Sentence) -> Party | None:
        """Return the force that opens a sentence by its name: "Stepanakert’s defence army", "The Assam Rifles"."""
        match = _SUBJECT.match(self.text, sentence.start, sentence.end)
        if match is None or self.camps.of_phrase(match.group("name")) not in {"state", "rebel"}:
            return None
        party = next((p for p in self.named if match.start() <= p.at < match.end()), None)
        return party or Party(match.group("name"), camp=self.camps.of_phrase(match.group("name")))

    def is_force(self, party: Party) -> bool:
        """Tell whether a party is named as a force ("Russian troops") rather than by its country alone."""
        return len(party.text.split()) > 1 and self.camps.of_phrase(party.text) == "state"

    def struck(self, sentence: Sentence) -> list[Party]:
        """Return the parties that ``sentence`` says were attacked or fought, in text order."""
        found = []
        for party in self.named:
            if not sentence.start <= party.at < sentence.end or party.where:
                continue
            before = self.text[max(sentence.start, party.at - 60) : party.at]
            hit = self.camps.attacks.search(before) or self.camps.blow_on.search(before)
            if hit is not None and self.fights(party):
                found.append(party)
        for match in self.camps.attacked_name.finditer(self.text, sentence.start, sentence.end):
            name = match.group("name")
            if (
                name
                and self.camps.cues["force"].match(self.text, match.end())
                and not self._is_named(match.start("name"))
            ):
                found.append(Party(name, camp=self.camps.of_phrase(name) or "state", at=match.start("name")))
        for match in self.camps.attacked_force.finditer(self.text, sentence.start, sentence.end):
            noun = match.group("force")
            if self.camps.of_word(noun) == "state" and not any(p.at <= match.start("force") < p.at + 40 for p in found):
                home = self.home(match.start())
                struck = self.force_named(home, noun) if home is not None else Party(noun, camp="state")
                found.append(replace(struck, at=match.start("force")))
        return sorted(found, key=lambda p: p.at)

    def fights(self, party: Party) -> bool:
        """Tell whether a name is that of a force, or stands before one: "a Soviet convoy", not "a Kyiv hospital"."""
        if party.camp == "rebel" or self.is_force(party):
            return True
        return self.camps.cues["force"].match(self.text, party.at + len(party.text)) is not None

    # -- the parties of a place in the text

    def of_side(self, side: str, at: int) -> Party | None:
        """Return the forces of a side in the words of the text: its nearest name before ``at``, else after."""
        options = [p for p in self.named if p.side == side]
        groups = [p for p in options if p.camp == "rebel"]
        force = self.camps.forces.get(side)
        if groups and self.camps.types.get(force or "") != "state_armed_force":
            return self._which(groups, at) or self.noun(at)
        best = self._best_name(options, at)
        return replace(best, entity_id=force or best.entity_id, camp="state") if best is not None else None

    def of_country(self, country: str, at: int) -> Party | None:
        """Return the forces of a country in the words of the text."""
        best = self._best_name([p for p in self.named if p.country == country and p.camp == "state"], at)
        if best is None:
            return None
        force = self.entities.force_of_country(country)
        return replace(best, entity_id=force, side=self.entities.side_of(force) or best.side)

    def _best_name(self, options: list[Party], at: int) -> Party | None:
        """A name of the forces themselves rather than of the country, its ministries and its speakers."""
        armed = {"state_armed_force", "state"}
        forces = [p for p in options if self.camps.types.get(p.entity_id or "", "state") in armed]
        named = [p for p in forces if len(p.text.split()) > 1 and not p.where]
        forces = [p for p in forces if p.text != self.camps.capitals.get(p.country or "")] or forces
        best = self.nearest(named or forces or options, at)
        if best is not None and not forces and (noun := self.force_noun):
            return replace(best, text=noun)
        return best

    @cached_property
    def force_noun(self) -> str | None:
        """What the text calls the forces of its state, when it does not say of which state."""
        names = r"\b(?:(?:security|armed|government|defen[cs]e) forces|army|military|troops)\b"
        found = re.search(names, self.text, re.IGNORECASE)
        return found.group() if found else None

    @staticmethod
    def nearest(options: list[Party], at: int) -> Party | None:
        """Return the last of ``options`` before ``at``, else the first after it."""
        before = [p for p in options if p.at <= at]
        return before[-1] if before else options[0] if options else None

    @cached_property
    def countries(self) -> list[str]:
        """The countries whose state the text names, most named first."""
        counts = Counter(p.country for p in self.named if p.country and p.camp == "state")
        counts.update(f.country for f in self.entities.found if f.country and self._of_state(f))
        return [country for country, _ in sorted(counts.items(), key=lambda item: -item[1])]

    def _of_state(self, found: Found) -> bool:
        """Tell whether a mention is of a country, its people or its bodies, not of a group that lives there."""
        if found.kind == "country" and self._of_institution(found.mention.start, found.mention.end):
            return False
        if found.kind == "entity":
            return self.camps.of_type(found.mention.entity_type, None) == "state"
        return found.kind in {"country", "demonym", "people", "body"}

    def home(self, at: int) -> Party | None:
        """Return the forces of the country that the text is about."""
        for country in self.countries:
            party = self.of_country(country, at)
            if party is not None:
                return party
        foes = (self._listed_opponent(group, at) for group in self.groups)
        foe = next((foe for foe in foes if foe is not None and foe.camp == "state"), None)
        return foe or next((self._force_in(p.country) for p in self.groups if p.country and not p.entity_id), None)

    def _force_in(self, country: str) -> Party | None:
        """The forces of a country that the text knows only by a people of it: "the army", for "Karenni fighters"."""
        force = self.force(country)
        if force is None:
            return None
        words = self.force_noun or self.camps.names[force]
        return Party(words, force, self.entities.side_of(force), country, "state")

    def in_own_name(self, party: Party) -> Party:
        """Name a state by its country or people rather than by its capital, if the text does: "South Africans"."""
        capitals = {self.camps.capitals.get(party.country or "")}
        names = [p for p in self.named if p.country == party.country and p.camp == "state" and p.text not in capitals]
        best = self.nearest([p for p in names if not p.where] or names, party.at)
        return replace(party, text=best.text) if best is not None and party.text in capitals else party

    def in_print(self, party: Party, at: int) -> Party:
        """Name a party as the text does, where the words at hand hold no name of it: "the group", "the ministry"."""
        if not party.entity_id and not (party.country and party.camp == "state"):
            return party
        here = [p for p in self.named if p.text in party.text and p.country == party.country]
        words = any(word[:1].isupper() for word in self.camps.name(party.text).split())
        if party.camp == "rebel":
            names = [p for p in self.groups if p.entity_id == party.entity_id]
            best = None if words or here else self.nearest(names, at)
            return self.in_full(replace(party, text=best.text)) if best is not None else party
        if any(self._of_forces(p) for p in here) or (words and not here):
            return party
        best = self._best_name([p for p in self.named if p.country == party.country and self._of_forces(p)], at)
        if not words and self.camps.cues["corps"].search(party.text):
            return party  # "members of the security forces": not the army
        if best is None or (not words and self.camps.of_phrase(party.text) == "state" and not self.is_force(best)):
            return party  # "the army", where the text only names its country besides
        return replace(party, text=best.text)

    def _of_forces(self, party: Party) -> bool:
        """Tell whether a name is that of a state or its forces, not of a ministry or a man who speaks for them."""
        types = {"state", "state_armed_force", "military_unit", "paramilitary", "law_enforcement"}
        of_state = party.camp == "state" and self.camps.types.get(party.entity_id or "", "state") in types
        return of_state and not self.camps.cues["office"].search(party.text)

    def theatre(self, at: int) -> Party | None:
        """Return ``home``, or the forces of the country of the places named: "our defenders" at Pokrovsk."""
        home = self.home(at)
        if home is not None or self.named:
            return home
        lands = Counter(self.camps.places[n] for n in _CAPITALISED.findall(self.text) if n in self.camps.places)
        force = self.force(max(lands, key=lambda land: lands[land], default=None))
        if force is None:
            return None
        return Party(
            self.camps.names[force], force, self.entities.side_of(force), self.camps.countries[force], "state", -1
        )

    @cached_property
    def groups(self) -> list[Party]:
        """Every mention of an armed group."""
        return [p for p in self.named if p.camp == "rebel"]

    def group(self, at: int, but: Party | None = None) -> Party | None:
        """Return the armed group that "the militants" at ``at`` are: the only one, or the last one of the paragraph."""
        return self._which([p for p in self.groups if but is None or not same(p, but)], at)

    def _which(self, options: list[Party], at: int) -> Party | None:
        """Choose among groups: the only one, the last one of one side, the last one of this or the last paragraphs."""
        if not options:
            return None
        if all(same(p, options[0]) for p in options):
            return self.in_full(self.nearest(options, at) or options[0])
        before = [p for p in options if p.at <= at]
        if not before:
            return None
        nearest = before[-1]
        paragraphs = self.text.count("\n", nearest.at, at) - self.text.count("\n\n", nearest.at, at)
        para = self.text.rfind("\n", 0, at) + 1
        sentence = max(para, self.text.rfind(". ", 0, at) + 1)
        one_side = options[0].side is not None and all(p.side == options[0].side for p in options)
        nouns = [n for n, _ in self._nouns if para <= n < (self.text.find("\n", at) + 1 or len(self.text))]
        if paragraphs == 1 and any(sentence <= n < at for n in nouns):
            return None  # "laid an ambush for bandits and killed 27"
        if paragraphs > 1 and (nouns or not one_side):
            return None
        return self.in_full(nearest) if one_side or at - nearest.at < 600 else None

    def noun(self, at: int) -> Party | None:
        """Return the rebel noun of the sentence, else the one the text uses most: a group that has no name here."""
        nouns = self._nouns
        if not nouns:
            return None
        start = max(self.text.rfind(". ", 0, at), self.text.rfind("\n", 0, at))
        here = [n for n in nouns if start < n[0] <= at]
        here = [n for n in here if not _AMONG.search(self.text[max(0, n[0] - 30) : n[0]])] or here
        counts = Counter(word.lower().removesuffix("s") for _, word in nouns)
        best = max(counts, key=lambda word: counts[word])
        first, word = here[-1] if here else next(n for n in nouns if n[1].lower().removesuffix("s") == best)
        named = re.search(r"(?<=[a-z,] )[A-Z][\w-]+ $", self.text[max(0, first - 30) : first])
        return Party((named.group() if named else "") + word, None, None, None, "rebel", first)

    @cached_property
    def _nouns(self) -> list[tuple[int, str]]:
        return self.camps.rebel_nouns(self.text)

    def rebels(self, at: int, but: Party | None = None) -> Party | None:
        """Return the armed group at ``at``, by name or by noun."""
        return self.group(at, but) or self.noun(at)

    # -- who fights whom

    def opponent(self, party: Party | None, at: int) -> Party | None:
        """Return whom ``party`` fights in this text."""
        if party is None or not party.camp or party.camp == "civilian":
            return None
        listed = self._listed_opponent(party, at)
        if listed is not None and listed.at >= 0:
            return listed
        foe = self._foe_here(party, at)
        if foe is None and listed is not None and self._in_text(listed):
            return listed
        foe = foe or self._other_force(party, at) or listed
        if foe is not None:
            return foe
        if party.camp == "rebel":
            home = self.home(at)
            if home is None or (home.side is not None and home.side == party.side):
                return None
            return home if self._in_war(party, home, at) else None
        group = self.group(at, party)
        if group is not None and (group.side is None or group.side != party.side):
            return group
        sentence = max(self.text.rfind(". ", 0, at), self.text.rfind("\n", 0, at))
        abroad = party.country is not None and self.countries[:1] not in ([], [party.country])
        if not self._nouns or (abroad and not any(sentence < n <= at for n, _ in self._nouns)):
            other = next((c for c in self.countries[:3] if c != party.country), None)
            if other is not None and (party.country is None or party.country in self.countries) and not self.groups:
                return self.of_country(other, at)
        return self.noun(at)

    def _in_war(self, group: Party, state: Party, at: int) -> bool:
        """Tell whether a state can be whom a group of known enemies fights: one of them, or of this paragraph."""
        foes = self.camps.foes.get(group.side or "")
        if not foes or state.side in foes:
            return True
        start, end = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
        here = (p for p in self.named if p.camp == "state" and start <= p.at < (end if end >= 0 else len(self.text)))
        return any(p.country == state.country for p in here)

    @cached_property
    def feuds(self) -> list[Feud]:
        """The pairs of parties that the text itself sets against each other."""
        return feuds(self.text, self.named, self.camps)

    def foe_told(self, party: Party, at: int) -> Party | None:
        """Return whom the paragraph has set against ``party`` before ``at``, if it says so."""
        foe = self._foe_here(party, at, max(self.text.rfind("\n", 0, at), 0)) if self.feuds else None
        listed = self._listed_opponent(party, at) if foe is not None else None
        return foe if listed is None or listed.at < 0 or (foe and self._alike(listed, foe)) else None

    def _foe_here(self, party: Party, at: int, start: int = -1) -> Party | None:
        """Return whom the text sets against ``party``: the nearest before ``at``, else the first after it.

        ``start``: only what stands between it and ``at`` counts.
        """
        foes = []
        for feud in self.feuds:
            if start >= 0 and not start <= feud.at < at:
                continue
            for one, other in ((feud.first, feud.second), (feud.second, feud.first)):
                if self._alike(one, party):
                    foes.append(replace(other, at=feud.at))
        foe = self.nearest(foes, at)
        if foe is None or foe.camp == "rebel":
            return self.in_full(foe) if foe is not None else None
        return self.of_country(foe.country, at) or foe if foe.country else foe

    @staticmethod
    def _alike(one: Party, other: Party) -> bool:
        """Tell whether two names are of one side: the same party, forces of one country, or one side of the list."""
        if same(one, other) or (one.side is not None and one.side == other.side):
            return True
        return one.camp == other.camp == "state" and one.country is not None and one.country == other.country

    def _in_text(self, party: Party) -> bool:
        """Tell whether the text names the country of a party in any way."""
        country = party.country or self.camps.countries.get(party.entity_id or "")
        return country is None or any(f.country == country and f.kind != "entity" for f in self.entities.found)

    def _other_force(self, party: Party, at: int) -> Party | None:
        """Return the one other force of the paragraph so far: "M23 fighters advanced. Kenya said it had killed six"."""
        start = self.text.rfind("\n", 0, at) + 1
        others = [p for p in self.named if start <= p.at < at and not p.where and not self._alike(p, party)]
        others = [p for p in others if p.camp in {"state", "rebel"} and (p.side is None or p.side != party.side)]
        others = [p for p in others if not _OBLIQUE.search(self.text, max(start, p.at - 12), p.at)]
        if not others or not all(self._alike(p, others[0]) for p in others):
            return None
        if party.camp == others[-1].camp == "rebel":
            states = any(p.camp == "state" for p in self.named)
            if states or self.in_full(party).text == self.in_full(others[-1]).text:
                return None
        armed = any(
            p.camp == "rebel" or self.is_force(p) or self.camps.arms(self.text, p.at + len(p.text)) for p in others
        )
        return others[-1] if armed else None

    def at_war(self, party: Party, at: int) -> bool:
        """Tell whether ``party`` has an enemy in this text, by the list of sides or by the text itself."""
        return self._listed_opponent(party, at) is not None or self._foe_here(party, at) is not None

    @cached_property
    def lands(self) -> list[str]:
        """The countries that the text names in any way, also as places."""
        return [f.country for f in self.entities.found if f.country and f.kind == "country"]

    def _listed_opponent(self, party: Party, at: int) -> Party | None:
        """The opponent by the list of sides: one the text names, or the one state that the side can mean."""
        foes = self.camps.foes.get(party.side or "", ())
        counts = self.entities.side_counts + Counter(self.camps.side_of_land.get(land, "") for land in self.lands)
        side = max(foes, key=lambda foe: counts[foe], default=None)
        if side is None:
            return None
        named = self.of_side(side, at) if counts[side] else None
        if named is not None:
            return named
        force = self.camps.forces.get(side)
        if force and self.camps.types.get(force) == "state_armed_force":
            printed = self.of_country(self.camps.countries.get(force) or "", at)
            if printed is not None:
                return printed
        leads = party.camp != "state" or party.country == self.camps.countries.get(
            self.camps.forces.get(party.side or "", "")
        )
        only = leads and len(foes) == 1 and self.camps.types.get(force or "") == "state_armed_force"
        if only and force and not (party.camp == "state" and self._fights_others(party)):
            return Party(self.force_noun or self.camps.names[force], force, side, None, "state", -1)
        return None

    def _fights_others(self, party: Party) -> bool:
        """Tell whether the text names an armed group, or a state at war, of another side: a war of its own."""
        return any(
            p.side != party.side
            and (p.camp == "rebel" or (p.country != party.country and self.camps.foes.get(p.side or "")))
            for p in self.named
        )


def _within(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether ``start:end`` is a part of one of ``spans``, and not the whole."""
    return any(a <= start and end <= b and b - a > end - start for a, b in spans)


def unwrapped(text: str) -> str:
    """Return ``text`` with the line breaks inside sentences as spaces; offsets hold."""
    if in_capitals(text):
        return re.sub(r"(?<=\S)\n(?=\S)", " ", text)
    return re.sub(r"(?<=\S)\n(?=[a-z0-9(])", " ", text)
