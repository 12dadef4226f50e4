"""The sides around each claim of a document: who speaks of it, who did it, whom they fought, whose army is meant.

Both ways to a victim start from here: the words that name an owner (``owners``) and the inference (``inference``).
Nothing in this module decides a victim.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pipelines.extract.grammar.hits import Hit
from pipelines.extract.roles.parties import Parties
from pipelines.extract.roles.party import Party, same
from pipelines.extract.speech.attribution import Attribution, Claimant

#: The bases of a victim: words around the loss name it, a word in its phrase does, or it is concluded.
EXPLICIT, IN_SCOPE, INFERRED = "explicit", "modifier_in_scope", "inferred_opponent"
SELF = frozenset({"we", "our", "us", "ours"})
THEY = frozenset({"it", "its", "they", "their", "he", "his", "she", "her", "who", "which"})
SAID_THAT = re.compile(
    r"\b(?:sa(?:id|ys|ying)|claim(?:ed|s)|report(?:ed|s)|announced|acknowledge[ds]|admit(?:ted|s)|confirm(?:ed|s)"
    r"|conceded|den(?:ied|ies)|insist(?:ed|s)|state[ds]|added)(?: on \w+day)?(?: that)? (?=(?:it|they|he|she)\b)"
)
#: Category codes of what is shot down in flight or at sea: the side that the sentence names beside it launched it.
SHOT_DOWN = frozenset(
    {"UAV", "UAV_OWA", "UAV_RECCE", "UCAV", "MISSILE", "MSL_CRUISE", "MSL_BALLISTIC", "ROCKET", "USV"}
)
_PERSONS = frozenset({"PERS", "PERS_MIL", "PERS_CIV"})
_OPENS_CLAUSE = re.compile(r"(?:, and|, but| but| while| as| when| before| until|, so| whereupon)(?: the)? $")
#: Between the subject of a clause and its verb, or a participle that hangs on its verb.
_ITS_VERB = re.compile(r"s?(?:[’']s?)?(?:(?: [a-z-]+){0,2}|(?: [a-z-]+){1,5},?) ")
_SAID_SO = re.compile(
    r" (?:said|says|say|claimed|claims|claim|reported|reports|announced|confirmed|added|stated|alleged)"
    r"(?: (?:on|late|early|yesterday|today)(?: \w+day)?)?(?: that)? (?!(?:its|their|his|her|it|they|he|she)\b)"
)
_RELATIVE = re.compile(r"(?:whose|which|who|that)\b", re.IGNORECASE)
_LEAD = 4  # characters: a pronoun nearer to the start of its sentence is its first word
_REACH = 70  # characters: how far into a sentence its subject may begin
_NOUN = re.compile(r"[A-Za-z]{4,}")
_OBLIQUE = re.compile(
    r"\b(?:in|at|near|on|of|from|for|after|against|by|with|to|on behalf of|between)(?: (?:the|a|an|its|their))? ?$"
)
_CLAUSE = re.compile(r"(?<!Gen)(?<!Lt)[.;:“”\n]")
_STRUCK_BY = re.compile(r"\b(?:attack|strike|raid|launch|fire|shell|bomb|bombard|hit)(?:ed|d|ing|s)? by (?:the )?$")
#: After "they": who did it is who says so ("They claim to have slain 24").
_CLAIMS_TO = re.compile(
    r"(?: (?:also|later|further|even|then))? (?:claim|say|said|boast|report|admit|announc|den(?:y|ie)|insist)\w*"
    r"(?:,[^,]{0,40},)?(?: to have| that| they| it| having)\b"
)
_OPENING = re.compile(r"(?:[A-Z]\w+ [^,.;]{0,40}, )?(?:(?P<own>Its|Their|His|Her|Our)|(?P<self>It|They|He|She|We))\b")
_LOST_TO = re.compile(r" to (?:the |a |an )?")


@dataclass(frozen=True, slots=True)
class Victim:
    """The party that suffered a loss and the basis on which it is held to be: EXPLICIT, IN_SCOPE or INFERRED."""

    party: Party
    basis: str


class Sides:
    """The sides around every hit of one document.

    ``claimants``, ``speakers`` (the parties that the claimants speak for) and ``agents`` (the parties that did it) are
    parallel to ``hits``; None where the text names nobody, or one that takes no side.
    """

    def __init__(self, text: str, hits: Sequence[Hit], parties: Parties, attribution: Attribution) -> None:
        self.text, self.hits = text, hits
        self.parties, self.entities, self.camps = parties, parties.entities, parties.camps
        self.claimants = [attribution.claimant_at(hit.start, hit.end) for hit in hits]
        self._attribution = attribution
        self.speakers = [
            self._speaker(claimant, hit.start, hit.end) for hit, claimant in zip(hits, self.claimants, strict=True)
        ]
        self.agents = [self._agent(i) for i in range(len(hits))]

    def struck(self, i: int, camp: str = "") -> Party | None:
        """Whom the sentence says was attacked or fought: "ambushed a Soviet convoy and destroyed nineteen trucks"."""
        hit, agent = self.hits[i], self.agents[i]
        options = [p for p in self.parties.struck(hit.sentence) if camp in {"", "either", p.camp}]
        for party in (agent, None if agent is not None else self.speakers[i]):
            if party is not None:
                options = [p for p in options if not same(p, party) and (p.side is None or p.side != party.side)]
        before = [p for p in options if p.at < hit.start]
        found = before[-1] if before else options[0] if options else None
        if found is None or agent is None or found.camp != "state" or found.country is None:
            return found
        foe = self.parties.opponent(agent, hit.start)  # "JNIM overran the army base": the army of its own war
        here = (p.country for p in self.parties.named if hit.sentence.start <= p.at < hit.sentence.end)
        same_land = foe is None or foe.at < 0 or foe.country == found.country or found.country in here
        return found if same_land else foe

    def state_of(self, i: int) -> Party | None:
        """Whose soldiers and army trucks: the opponent of a state's enemy, the speaker's own, the state of the text."""
        hit = self.hits[i]
        for party in (self.agents[i], self.speakers[i]):
            if party is None or party.camp == "":
                continue
            foe = self.parties.opponent(party, hit.start)
            fights_state = foe is not None and foe.camp == "state"
            if party is self.agents[i] and fights_state:
                return foe
            if party is self.speakers[i] and party.camp == "rebel" and fights_state:
                return foe
            if party.camp == "state" and (party is self.speakers[i] or not fights_state) and hit.agent is None:
                own = self.parties.of_country(party.country, hit.start) if party.country else None
                return own or party
        return self.parties.home(hit.start)

    def enemy(self, i: int) -> Party | None:
        """Whom "the enemy" and "the invaders" are to who speaks, else to the country that the text is about."""
        at = self.hits[i].start
        foe = self.parties.opponent(self.speakers[i], at)
        return foe or self.parties.opponent(self.parties.theatre(at), at)

    def mission(self, i: int) -> Party | None:
        """The body that peacekeepers serve: the one its sentence names, else the last that the text has named."""
        hit = self.hits[i]
        bodies = [f.mention for f in self.entities.found if f.mention.entity_type == "igo"]
        here = [m for m in bodies if hit.sentence.start <= m.start < hit.sentence.end]
        before = [m for m in bodies if m.start < hit.start]
        body = here[0] if here else before[-1] if before else bodies[0] if bodies else None
        return Party(body.surface, body.entity_id) if body is not None else None

    def by_noun(self, words: str, at: int, before: str = "") -> Party | None:
        """The party that a common noun means: "the army", "troops", "the rebels"; ``before``: the words before it."""
        camp = self.camps.of_phrase(f"{before} {words}")
        if camp == "state":
            return self.parties.home(at) or Party(words, None, None, None, "state")
        if camp == "rebel":
            return self.parties.group(at) or Party(words, None, None, None, "rebel")
        if self.camps.cues["attacker"].search(words):  # "the attackers burned ten pickups"
            return self.parties.rebels(at)
        return None

    def _speaker(self, claimant: Claimant, start: int, end: int) -> Party | None:
        """The party that the claimant of ``text[start:end]`` speaks for; None for one that takes no side."""
        entity = claimant.entity_id
        if claimant.text and self.camps.cues["institution"].search(claimant.text):
            return None  # scholars and newspapers, whatever country their name holds
        if entity is not None and (self.entities.side_of(entity) or not claimant.text):
            side, entity_type = self.entities.side_of(entity), self.camps.types.get(entity)
            camp = self.camps.of_type(entity_type, side)
            country = self.camps.countries.get(entity or "")
            army = camp == "rebel" and self.camps.of_phrase(claimant.text or "") == "state"
            if not army or any(word[:1].isupper() for word in self.camps.name(claimant.text or "").split()):
                return Party(claimant.text or entity, entity, side, country, camp) if camp else None
        words = claimant.text
        if not words:
            return None
        if words.lower() in THEY:
            at = self.text.rfind(words, 0, end)
            return self._spoken_of(at, at + len(words), at) if at >= 0 and words[0].isupper() else None
        at = self.text.rfind(words, 0, end + 400)
        if at < 0:
            at = self.text.find(words)
        if at >= 0:
            inside = next((p for p in self.parties.named if at <= p.at < at + len(words)), None)
            party = inside or self._beside(at, at + len(words))
            if party is not None:
                return replace(party, text=words)
        if self.camps.cues["bystander"].search(words) is None:
            for place in re.finditer(re.escape(words.split()[-1]), self.text):
                beside = [p for p in self.parties.named if 0 < place.start() - p.at < 70]
                if beside and not re.search(r"(?<!Gen)(?<!Lt)\.|[;“”\n]", self.text[beside[-1].at : place.start()]):
                    return replace(beside[-1], text=words)
        before = _CLAUSE.split(self.text[max(0, at - 25) : at])[-1] if at >= 0 else ""  # "army spokesman" of a name
        return self.by_noun(words, start, before)

    def _beside(self, start: int, end: int) -> Party | None:
        """The party named beside a speaker: "Taliban spokesman Zabihullah Mujahid", not beside doctors."""
        if self.camps.cues["bystander"].search(self.text, start, end):
            return None
        begin = max(start - 60, *(self.text.rfind(mark, 0, start) + 1 for mark in (".", "\n", "“")))
        near = [p for p in self.parties.named if begin <= p.at < start or end <= p.at < end + 30]
        near = [p for p in near if not re.search(r"[.;“”]", self.text[min(p.at, start) : max(p.at, start)])]
        return min(near, key=lambda p: abs(p.at - start), default=None)

    def _agent(self, i: int) -> Party | None:
        hit = self.hits[i]
        if hit.agent is None:
            opens = hit.rule_id.endswith(".active") and "," not in self.text[hit.sentence.start : hit.predicate[0]]
            subject = self.subject(hit.sentence.start, hit.predicate[0]) if opens else None
            first = subject is not None and subject.at - hit.sentence.start <= _LEAD
            return subject if first else self._attacker(hit)
        for j, other in enumerate(self.hits[:i]):  # "a jet was shot down by the army, killing both on board"
            lost = other.start <= hit.agent[0] < other.end and not other.rule_id.endswith(".active")
            if lost and other.sentence is hit.sentence and other.category not in _PERSONS:
                return self._agent(j) if other.agent is not None else None
        nearer = self._nearer_subject(hit)
        if nearer is not None:
            return nearer
        words = self.text[slice(*hit.agent)]
        by = self.camps.blow_by.match(self.text, *hit.agent) or self.camps.blow_by.search(self.text, *hit.agent)
        if by is not None:  # "an attack by Kuku gunmen on a Malian post"
            named = [p for p in self.parties.named if by.end() <= p.at < by.end() + 20 and not p.where]
            return named[0] if named else self.by_noun(self.text[by.end() : hit.agent[1]].split(" on ")[0], hit.start)
        if self.camps.attacks.search(self.text[hit.sentence.start : hit.agent[0]]):
            subject = self.subject(hit.sentence.start, hit.agent[0])
            if subject is not None:
                return subject  # "Abkhaz fighters threw back a Georgian attack, taking two mortars"
        if words.lower() in SELF:
            return self.speakers[i]
        speaker = self.speakers[i]
        if speaker is not None and re.match(r"(?:its|their|his|our)\b", words.lower()):
            return speaker
        said = _SAID_SO.match(self.text, hit.agent[1], hit.predicate[0])
        if said is not None:  # "police said rebels had stormed a post, killing nine": not the police
            subject = self.subject(said.end(), hit.predicate[0])
            if subject is not None and subject.at - said.end() <= _LEAD:
                return subject
        if _RELATIVE.match(words):  # "the Taliban, whose bombers slew 11 troops"
            before = [
                p for p in self.parties.named if max(hit.sentence.start, hit.agent[0] - 60) <= p.at < hit.agent[0]
            ]
            if before:
                return before[-1]
        inside = [p for p in self.parties.named if hit.agent[0] <= p.at < hit.agent[1]]
        if self.camps.of_phrase(words) == "rebel" and all(p.camp == "state" for p in inside):
            return self.parties.group(hit.agent[0]) or Party(words, None, None, None, "rebel")
        if not inside and speaker is not None and speaker.camp == "state" and self.camps.of_phrase(words) == "state":
            return speaker
        if words.lower() in THEY:
            said_so = SAID_THAT.search(self.text, max(hit.sentence.start, hit.agent[0] - 40), hit.agent[1])
            if said_so is not None and said_so.end() == hit.agent[0] and speaker is not None and speaker.camp:
                return speaker  # "Asmara said it had shot down a MiG"
            if speaker is not None and speaker.camp and _CLAIMS_TO.match(self.text, hit.agent[1]):
                return speaker
            subject = self._spoken_of(*hit.agent, hit.sentence.start)
            if subject is not None:
                return subject
        if inside and inside[-1].camp == "rebel" and inside[-1].entity_id is None:
            return inside[-1]
        ours = self.camps.of_phrase(words) == "state" or self.camps.cues["gunner"].search(words) is not None
        if not inside and speaker is None and ours and self._voice is not None:
            return self._voice
        party = self.parties.of_actor(self.entities.actor(*hit.agent), hit.agent[0])
        if party is not None and party.camp:
            return party
        if (
            not inside
            and speaker is not None
            and self.camps.of_phrase(words) != "rebel"
            and not self.camps.cues["blow"].search(words)
        ):
            return speaker  # "the Yug battlegroup eliminated", said by the ministry
        return self.by_noun(words, hit.start) or self._attacker(hit)

    def _nearer_subject(self, hit: Hit) -> Party | None:
        """ "The rebels fled, and Thai soldiers seized two guns": the party that opens the clause of the verb."""
        start, end = hit.agent[1] if hit.agent else 0, hit.predicate[0]
        for party in reversed([p for p in self.parties.named if start <= p.at < end and not p.where]):
            after = self.text[party.at + len(party.text) : end]
            if _OPENS_CLAUSE.search(self.text, start, party.at) and _ITS_VERB.fullmatch(after):
                return party
        return None

    @cached_property
    def _voice(self) -> Party | None:
        """The state whose claims most of the document reports: "our air defences", in a ministry's own summary."""
        voices = [p for p in self.speakers if p is not None and p.camp == "state" and p.country]
        ranked = Counter(p.country for p in voices).most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
            return None
        return next(p for p in voices if p.country == ranked[0][0])

    def _spoken_of(self, start: int, end: int, sentence: int) -> Party | None:
        """Whom "they" at ``start:end`` means: the subject of its sentence so far, else that of the sentence before."""
        if start - sentence > _LEAD:
            return self.subject(sentence, start)
        stop = len(self.text[:sentence].rstrip(" \n"))
        if "\n\n" in self.text[stop:sentence]:
            return None
        ends = [(self.text.rfind(mark, 0, max(0, stop - 2)), mark) for mark in (". ", "\n", ".” ", "! ", "? ")]
        begin = max((at + len(mark) for at, mark in ends if at >= 0), default=0)
        return self.subject(begin, stop)

    def subject(self, start: int, end: int, depth: int = 0) -> Party | None:
        """Return the party that ``text[start:end]`` begins with: a name, a noun for one, or a pronoun's own."""
        opening = _OPENING.match(self.text, start, end)
        if opening is not None:
            at = opening.start(opening.lastgroup or 0)
            speaker = self._speaker(self._attribution.claimant_at(end - 3, end), at, end)
            return speaker or (self._spoken_of(at, at + 3, start) if depth < 2 else None)
        found = [p for p in self.parties.named if start <= p.at < min(end, start + _REACH) and not p.where]
        found = [p for p in found if not _OBLIQUE.search(self.text, max(start, p.at - 16), p.at)]
        first = found[0] if found else None
        for match in _NOUN.finditer(self.text, start, min(end, start + _REACH)):
            if first is not None and first.at <= match.start():
                break
            at = match.start()
            armed = self.camps.of_word(match.group()) in {"rebel", "state"}
            if armed and not _OBLIQUE.search(self.text, max(start, at - 16), at):
                party = self.by_noun(match.group(), at)
                return replace(party, at=at) if party is not None else None
        return first

    def _attacker(self, hit: Hit) -> Party | None:
        """Whose blow the sentence speaks of before the claim: "Iranian rockets", "a Houthi missile"."""
        near = [p for p in self.parties.named if hit.sentence.start <= p.at < hit.predicate[0] and p.at < hit.start]
        to = _LOST_TO.match(self.text, hit.predicate[1])
        if to is not None:  # "five have been lost to Russian attacks"
            return next((p for p in self.parties.named if p.at == to.end()), None)
        struck = [
            p
            for p in near
            if self.camps.strikes.match(self.text, p.at + len(p.text))
            or _STRUCK_BY.search(self.text[max(hit.sentence.start, p.at - 40) : p.at])
        ]
        return struck[-1] if struck and hit.category not in SHOT_DOWN else None
