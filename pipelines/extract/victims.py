"""Who lost it and who did it, for every hit of a document.

The first of these that speaks decides:

1. the owner in words: a name or side in the phrase ("Russian tanks", "army truck", "its soldiers"), an owner after it
   ("of the 47th Brigade", "belonging to the militia"), the subject of "lost" → ``explicit``
2. the claim it hangs on: the whole of a part, the antecedent of a number alone ("and wounding eight others")
3. what was lost: civilians; own soldiers, of the state that the text is about; rebels, of the group that it names
4. who did it: the opponent of the agent
5. who says it: what falls in a military's tally is its enemy's
6. the claim beside it, of the same event

Nationality is no side and origin no owner. No party is inferred that the text does not name: see ``parties``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.extract.attribution import Attribution, Claimant
from pipelines.extract.entities import Entities
from pipelines.extract.frames import Hit
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.parties import CIVILIANS, Camps, Parties, Party, same, unwrapped

_EXPLICIT, _IN_SCOPE, _INFERRED = "explicit", "modifier_in_scope", "inferred_opponent"
_FIGHTERS = re.compile(r"\b(?:prisoner|captive|fighter|combatant|men\b|militant)", re.IGNORECASE)
_SELF = frozenset({"we", "our", "us", "ours"})
_THEY = frozenset({"it", "its", "they", "their", "he", "his", "she", "her", "who", "which"})
_HARMED = frozenset({"killed", "wounded", "missing"})
#: Category codes of what stands at home: without an owner in words it is the residents'.
_OF_RESIDENTS = frozenset({"BUILDING"})
#: Beside these in one list a building is an army's.
_OF_WAR = ("IED", "TANK", "ARTY", "WEAPON", "STRONGPOINT", "MORTAR")
_BESIDE_HOMES = frozenset({"VEH", "ENERGY", "EQUIP"})
_TRAIL = re.compile(
    r",? (?:who were |that were |which were )?(?P<how>of|for|on|from|belonging to"
    r"|(?:launched|fired|sent|owned|operated|used|flown|manned|held|occupied|run|controlled) by) (?=[\w“\"’])",
    re.IGNORECASE,
)
_AMONG = re.compile(r" (?:among|within|in the ranks of) (?P<who>[^.,;()]{3,50})")
#: "a school (that) the rebels were using as a barracks"
_USED = re.compile(
    r",? (?:that |which |where )?(?:the )?(?P<who>[^.,;]{2,40}?)"
    r" (?:ha[sd] been |were |was |are |is )(?:us|occupy|hid|shelter|hold)ing\b"
)

#: "of the Assam Rifles", "of the 47th Brigade", "from the al-Nusra Front": the name of a body that no list holds.
_UNLISTED_OWNER = re.compile(
    r"(?:(?:the|its|their|his) (?=[A-Z\d])|(?=\d+(?:st|nd|rd|th)? [A-Z])|(?=[A-Z]{3})"
    r"|(?=(?:Los|Al|Hezb|Jaish|Ansar)\b))"
    r"(?P<name>(?:\d+(?:st|nd|rd|th)? )?[A-Z][\w’'-]+(?: (?:of )?[A-Z][\w’'-]+)*)"
)
_PROXY = re.compile(r"[A-Z]\w+(?:[ -](?:backed|sponsored|proxy|proxies|supported))\b")
_TRAIL_END = re.compile(r"[,;.()–—\n“”]|\b(?:in|at|near|during|after|who|which|that|while|and|were|was|had|have)\b")
#: "Kyiv says pilot", "a spokesman acknowledged the loss": what stands before a verb of speech is no owner.
_SAYS = re.compile(
    r".*\b(?:sa(?:id|ys|ying)|claim(?:ed|s)|report(?:ed|s)|announced|acknowledged|admitted|according to|confirmed"
    r"|spoke)\b",
    re.DOTALL,
)
_STRUCK_BY = re.compile(r"\b(?:attack|strike|raid|launch|fire|shell|bomb|bombard|hit)(?:ed|d|ing|s)? by (?:the )?$")
_SHOT_DOWN = frozenset(
    {"UAV", "UAV_OWA", "UAV_RECCE", "UCAV", "MISSILE", "MSL_CRUISE", "MSL_BALLISTIC", "ROCKET", "USV"}
)
#: "Russian tank losses", "Russia has lost": whose losses a passage is about.
_LOSSES = re.compile(r"(?:[’']s)? (?:[a-z-]+ ){0,3}(?:loss(?:es)?|lost|loses|casualties)\b")
_SAID_THAT = re.compile(
    r"\b(?:sa(?:id|ys|ying)|claim(?:ed|s)|report(?:ed|s)|announced|acknowledge[ds]|admit(?:ted|s)|confirm(?:ed|s)"
    r"|conceded|den(?:ied|ies)|insist(?:ed|s)|state[ds]|added)(?: on \w+day)?(?: that)? (?=(?:it|they|he|she)\b)"
)
_AT_COST = re.compile(r"\b(?:against|at|for|with) (?:only )?(?:the|a) (?:loss|cost|price) of $")
#: "They left fourteen dead", "fled, leaving behind 34 bodies".
_LEFT = re.compile(
    r"(?P<fled>\b(?:fled|ran|retreat|withdr[ae]w|escap|flee|pulled back|routed)\w*\b.{0,30}?)?"
    r"\b(?P<left>left|leave|leaves|leaving)(?: behind)?(?: them)? $"
)
_UNIT = re.compile(
    r"\b(?:[Tt]roops|[Ss]oldiers|[Ff]orces|[Mm]en|[Jj]awans|[Pp]ersonnel|[Pp]atrol|[Uu]nits) (?:of|from) (?:the )?"
    r"(?P<name>(?:\d+(?:st|nd|rd|th)? )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*)"
)
_EVENT = re.compile(
    r"\b(?:fighting|clash|battle|attack|strike|raid|bomb|blast|explosion|shell|ambush|violence|assault|offensive"
    r"|operation|incident|crash|gunfight|firefight|war|campaign|encounter|missile|rocket|drone|it)(?:e?s|ing)?\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"\b(?:federal|government|state)\b")  # of the state, not of its army
_LOST_TO = re.compile(r" to (?:the |a |an )?")
_WORDS = re.compile(r"[A-Za-z]{4,}")
_HAS = re.compile(r",? (?:having|had|has|with)(?: also)?(?: suffered| taken)? $")
_FORCE_NOUNS = frozenset({"army", "navy", "marine", "coastguard", "gendarmerie"})
_FOR_GROUP = re.compile(r" (?:for|of|in) the (?:group|movement|organi[sz]ation|militia|rebels|militants)\b")
_SPEAKS_FOR = re.compile(
    r"(?:an?|the|its|their)? ?(?:spokes\w+|officials?|a source|sources?|commanders?)\b", re.IGNORECASE
)
#: "killed nine and lost two", "stormed the camp, losing four": the verb of loss has the subject of the verb before.
_ALSO = re.compile(r"(?:,| and| but|, and|, but)(?: also| then| itself| themselves)?(?: ha[sd]| have)? $|, $")
_JUST_LOST = re.compile(r"\b(?:lost|lose|loses|losing|suffered) (?:[^.;]{0,45})$")
#: From this figure on a toll without a label is that of a war, and mixes soldiers with civilians.
_WAR_TOLL = 500
_HOLDS_BACK = re.compile(
    r"\b(?:den(?:y|ied|ies)|admit|acknowledg|confirm|conced|lost|suffer)\w*\b[^.;]*$", re.IGNORECASE
)
_ADMITS = re.compile(r"\b(?:admit|acknowledg|conced|own)\w*\b[^.;]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Roles:
    """Victim and perpetrator of one claim."""

    victim_entity_id: str | None = None
    victim_text: str | None = None
    victim_side: str | None = None
    victim_basis: str = "unknown"  # explicit, modifier_in_scope, inferred_opponent, unknown
    perpetrator_entity_id: str | None = None
    perpetrator_text: str | None = None


@dataclass(frozen=True, slots=True)
class _Victim:
    party: Party
    basis: str


class VictimReader:
    """Fills the roles of the hits of one document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.camps = Camps(lexicon)

    def read(self, text: str, hits: Sequence[Hit], entities: Entities, attribution: Attribution) -> list[Roles]:
        """Return the roles of every hit, in order."""
        text = unwrapped(text)
        return _Reading(text, hits, Parties(text, entities, self.camps), attribution, self.lexicon).run()


class _Reading:
    """The victims of one document."""

    def __init__(
        self, text: str, hits: Sequence[Hit], parties: Parties, attribution: Attribution, lexicon: Lexicon
    ) -> None:
        self.text, self.hits, self.lexicon = text, hits, lexicon
        self.parties, self.entities, self.camps = parties, parties.entities, parties.camps
        self.claimants = [attribution.claimant_at(hit.start, hit.end) for hit in hits]
        self.speakers = [self._speaker(hit, claimant) for hit, claimant in zip(hits, self.claimants, strict=True)]
        self.agents = [self._agent(i) for i in range(len(hits))]
        self.found: list[_Victim | None] = [None] * len(hits)

    def run(self) -> list[Roles]:
        """Decide in two passes: what is said in words first, so that the rest can lean on it."""
        for i in range(len(self.hits)):
            self.found[i] = self._in_words(i)
        for i in range(len(self.hits)):
            if self.found[i] is None:
                self.found[i] = self._by_link(i) or self._by_kind(i)
        for i in range(len(self.hits)):
            if self.found[i] is None:
                self.found[i] = self._by_neighbour(i)
        return [
            self._roles(None if self._himself(i) else victim, agent)
            for i, (victim, agent) in enumerate(zip(self.found, self.agents, strict=True))
        ]

    def _himself(self, i: int) -> bool:
        """Tell whether an inference made the attacker whom the clause names his own victim."""
        hit, victim, agent = self.hits[i], self.found[i], self.agents[i]
        if victim is None or victim.basis != _INFERRED or hit.agent is None or agent is None:
            return False
        if not any(hit.agent[0] <= p.at < hit.agent[1] for p in self.parties.named):
            return False
        party = victim.party
        return same(party, agent) or (party.camp == agent.camp == "state" and party.country == agent.country)

    def _roles(self, victim: _Victim | None, agent: Party | None) -> Roles:
        roles = Roles(perpetrator_entity_id=agent.entity_id, perpetrator_text=agent.text) if agent else Roles()
        if victim is None:
            return roles
        party = victim.party
        if self.camps.types.get(party.entity_id or "") in {"state", "state_armed_force"}:
            # who loses tanks is the army, not the state; of an army with a command for this war, that command
            country = self.camps.countries.get(party.entity_id or "")
            of_state = self.camps.types.get(party.entity_id or "") == "state"
            force = self.parties.command(country) or (self.parties.force(country) if of_state else None)
            party = replace(party, entity_id=force or party.entity_id)
        return replace(
            roles,
            victim_entity_id=party.entity_id,
            victim_text=party.text,
            victim_side=party.side,
            victim_basis=victim.basis,
        )

    # -- speaker and agent

    def _speaker(self, hit: Hit, claimant: Claimant) -> Party | None:
        """The party that the claimant speaks for; None for one that takes no side."""
        entity = claimant.entity_id
        if entity is not None and (self.entities.side_of(entity) or not claimant.text):
            side, entity_type = self.entities.side_of(entity), self.camps.types.get(entity)
            camp = self.camps.of_type(entity_type, side)
            country = self.camps.countries.get(entity or "")
            return Party(claimant.text or entity, entity, side, country, camp) if camp else None
        words = claimant.text
        if not words:
            return None
        at = self.text.rfind(words, 0, hit.end + 400)
        if at < 0:
            at = self.text.find(words)
        if at >= 0:
            start = max(self.text.rfind(mark, 0, at) for mark in (".", "\n", "“")) + 1
            stop = at + len(words)
            inside = [p for p in self.parties.named if at <= p.at < stop]
            beside = [p for p in self.parties.named if max(start, at - 60) <= p.at < at or stop <= p.at < stop + 30]
            beside = [p for p in beside if not re.search(r"[.;“”]", self.text[min(p.at, at) : max(p.at, at)])]
            for party in (*inside, *sorted(beside, key=lambda p: abs(p.at - at))):
                return replace(party, text=words)
        for place in re.finditer(re.escape(words.split()[-1]), self.text):
            beside = [p for p in self.parties.named if 0 < place.start() - p.at < 70]
            if beside and not re.search(r"(?<!Gen)(?<!Lt)\.|[;“”\n]", self.text[beside[-1].at : place.start()]):
                return replace(beside[-1], text=words)
        return self._by_noun(self.text[max(0, at - 25) : at] + words if at >= 0 else words, hit.start)

    def _agent(self, i: int) -> Party | None:
        hit = self.hits[i]
        if hit.agent is None:
            return self._attacker(hit)
        words = self.text[slice(*hit.agent)]
        if words.lower() in _SELF:
            return self.speakers[i]
        speaker = self.speakers[i]
        if speaker is not None and re.match(r"(?:its|their|his|our)\b", words.lower()):
            return speaker
        inside = [p for p in self.parties.named if hit.agent[0] <= p.at < hit.agent[1]]
        if self.camps.of_phrase(words) == "rebel" and all(p.camp == "state" for p in inside):
            return self.parties.group(hit.agent[0]) or Party(words, None, None, None, "rebel")
        if not inside and speaker is not None and speaker.camp == "state" and self.camps.of_phrase(words) == "state":
            return speaker
        if words.lower() in _THEY:
            said_so = _SAID_THAT.search(self.text, max(hit.sentence.start, hit.agent[0] - 40), hit.agent[1])
            if said_so is not None and said_so.end() == hit.agent[0] and speaker is not None and speaker.camp:
                return speaker  # "Asmara said it had shot down a MiG"
        if inside and inside[-1].camp == "rebel" and inside[-1].entity_id is None:
            return inside[-1]
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
        return self._by_noun(words, hit.start) or self._attacker(hit)

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
        return struck[-1] if struck and hit.category not in _SHOT_DOWN else None

    def _by_noun(self, words: str, at: int) -> Party | None:
        """The party that a common noun means: "the army", "troops", "the rebels"."""
        camp = self.camps.of_phrase(words)
        if camp == "state":
            return self.parties.home(at) or Party(words, None, None, None, "state")
        if camp == "rebel":
            return self.parties.group(at) or Party(words, None, None, None, "rebel")
        return None

    # -- 1. the owner in words

    def _in_words(self, i: int) -> _Victim | None:
        hit = self.hits[i]
        if hit.category == "PERS_CIV":
            whole = self._whole(i) or self._of_group(i)
            return whole or _Victim(CIVILIANS, self._civil_basis(i))
        if hit.rule_id.startswith("lose.") and hit.agent is not None:
            return _Victim(self.agents[i] or Party(self.text[slice(*hit.agent)]), _EXPLICIT)  # "three lost by Baku"
        lost = (
            self._holder(i) or self._lost_before(i) or self._admitted(i) or self._at_the_cost(i) or self._left_dead(i)
        )
        if lost is not None:
            return lost
        if hit.loser is not None and self.text[slice(*hit.loser)].lower() in _THEY:
            return self._loser(i)
        navy = self.parties.navy(hit.start, hit.end)
        if navy is not None:
            return _Victim(navy, _IN_SCOPE)
        return self._possessor(i) or self._inside(i) or self._after(i) or self._loser(i) or self._unlisted(i)

    def _civil_basis(self, i: int) -> str:
        """Whether the words say civilians: "children" do, "a woman" may be anybody, a number says what it hangs on."""
        hit = self.hits[i]
        if hit.phrase.headless and hit.rule_id != "part.of_them":
            before = [j for j in range(max(0, i - 3), i) if self.hits[j].category == "PERS_CIV"]
            near = before and self.hits[before[-1]].sentence is hit.sentence
            return self._civil_basis(before[-1]) if near else _INFERRED
        return _INFERRED if hit.phrase.head in {"woman", "guest"} else _EXPLICIT

    def _of_group(self, i: int) -> _Victim | None:
        """ "A senior Hamas official", "a supply official for the group": the group's own."""
        hit = self.hits[i]
        start, end = hit.phrase.start_char, hit.phrase.end_char
        if hit.phrase.head not in self.camps.officials:
            return None
        group = next((p for p in self.parties.groups if start <= p.at < end), None)
        if group is None and _FOR_GROUP.match(self.text, end):
            group = self.parties.group(start)
        return _Victim(group, _IN_SCOPE) if group is not None else None

    def _whole(self, i: int) -> _Victim | None:
        """Women among "30 militants, including two women" are the militants' loss."""
        hit = self.hits[i]
        j = next((j for j in range(i - 1, -1, -1) if self.hits[j] is hit.parent), None)
        if j is None or self.hits[j].category != "PERS_MIL" or self.hits[j].phrase.union:
            return None
        return self.found[j]

    def _holder(self, i: int) -> _Victim | None:
        """ "A British battalion on the Imjin having 63 dead", "the rebels had 14 wounded"."""
        hit = self.hits[i]
        has = _HAS.search(self.text, hit.sentence.start, hit.start)
        if has is None or has.end() != hit.start or not self.lexicon.is_person(hit.category):
            return None
        named = [p for p in self.parties.named if max(hit.sentence.start, has.start() - 60) <= p.at < has.start()]
        named = [p for p in named if not p.where and p.camp != "civilian"]
        if not named or not self.parties.fights(named[-1]) or _EVENT.search(self.text, named[-1].at, has.start()):
            return None
        return _Victim(named[-1], _EXPLICIT)

    def _at_the_cost(self, i: int) -> _Victim | None:
        """ "Wrecking 300 tanks against the loss of four": the attacker's own."""
        hit = self.hits[i]
        if not _AT_COST.search(self.text, hit.sentence.start, hit.start):
            return None
        named = [p for p in self.parties.named if hit.sentence.start <= p.at < hit.start and not p.where]
        party = named[0] if named else self.speakers[i]
        return _Victim(party, _INFERRED) if party is not None else None

    def _left_dead(self, i: int) -> _Victim | None:
        """ "The rebels left three dead on the field", "fled leaving 34 bodies": the subject's own."""
        hit = self.hits[i]
        left = _LEFT.search(self.text, hit.sentence.start, hit.start)
        if left is None or left.end() != hit.start:
            return None
        if not self.lexicon.is_person(hit.category) and not left.group("fled"):
            return None
        subject = self.text[hit.sentence.start : left.start("left")]
        if _EVENT.search(subject):
            return None  # "fighting between the army and the rebels left 40 soldiers dead"
        named = [p for p in self.parties.named if hit.sentence.start <= p.at < left.start("left") and not p.where]
        nouns = self.camps.rebel_nouns(subject)
        if nouns and (not named or named[-1].at < hit.sentence.start + nouns[-1][0]):
            group = self.parties.rebels(hit.start)
            return _Victim(group, _EXPLICIT) if group is not None else None
        if named and named[-1].camp != "civilian":
            return _Victim(named[-1], _EXPLICIT)
        if re.search(r"\bthey $", subject, re.IGNORECASE):
            foe = self.parties.opponent(self.speakers[i], hit.start)
            return _Victim(foe, _INFERRED) if foe is not None else None
        return None

    def _unlisted(self, i: int) -> _Victim | None:
        """Members of a body that no list holds: "two CJTF members", "District Reserve Guard jawans"."""
        hit = self.hits[i]
        if hit.category != "PERS_MIL" or hit.phrase.modifiers is None or hit.phrase.head not in self.camps.members:
            return None
        words = self.text[slice(*hit.phrase.modifiers)].split()
        named = [w for w in words[:-1] if w[:1].isupper()]
        return _Victim(Party(" ".join(words)), _IN_SCOPE) if named else None

    def _lost_before(self, i: int) -> _Victim | None:
        """ "The army lost 1,280 killed", "is known to have lost 1,000 tanks": forms whose loser the grammar misses."""
        hit = self.hits[i]
        before = self.text[hit.sentence.start : hit.start]
        lost = _JUST_LOST.search(before)
        if lost is None or hit.loser is not None:
            return None
        if hit.phrase.category is not None and not re.search(r"\b(?:lost|lose|loses|losing) $", before):
            return None
        at = hit.sentence.start + lost.start()
        near = [p for p in self.parties.named if hit.sentence.start <= p.at < at and not p.where]
        subject = self.text[hit.sentence.start : at]
        if near:  # "killed nine Chin rebels and lost two soldiers": the subject of both, not the object of the first
            return _Victim(near[0] if _ALSO.search(subject) else near[-1], _EXPLICIT)
        party = self._by_noun(subject, hit.start)
        return _Victim(party, _EXPLICIT) if party is not None else None

    def _admitted(self, i: int) -> _Victim | None:
        """ "Islamabad, which admits to 23 dead": its own."""
        hit = self.hits[i]
        rebel = self.camps.of_phrase(hit.phrase.head) == "rebel"
        if not self.lexicon.is_person(hit.category) or hit.agent is not None or rebel:
            return None
        admits = _ADMITS.search(self.text[hit.sentence.start : hit.start])
        if admits is None or len(admits.group()) > 60:
            return None
        at = hit.sentence.start + admits.start()
        reach = hit.sentence.start if admits.group().startswith("own") else max(at - 60, hit.sentence.start)
        near = [p for p in self.parties.named if reach <= p.at < at and p.camp]
        if not near or hit.phrase.head in {"people", "person"}:
            return None
        party = near[0] if re.match(r"own\b", admits.group()) else near[-1]
        force = self.parties.force(party.country or "") if party.camp == "state" else None
        return _Victim(replace(party, entity_id=force or party.entity_id), _EXPLICIT)

    def _possessor(self, i: int) -> _Victim | None:
        """ "Ukraine's tanks", "its soldiers", "three of our men"."""
        hit = self.hits[i]
        if hit.phrase.owner is not None:
            owner = self._noun_phrase(i, *hit.phrase.owner)
            if owner is not None:
                return _Victim(owner, _EXPLICIT)
        words = [w.strip("’'s,").lower() for w in self.text[hit.start : hit.end].split()]
        pronoun = next((w for w in words if w in _THEY | _SELF), None)
        return self._possessed(i, pronoun) if pronoun is not None else None

    def _possessed(self, i: int, pronoun: str) -> _Victim | None:
        """What "its", "their", "our" before the lost thing stands for."""
        hit = self.hits[i]
        speaker, claimant = self.speakers[i], self.claimants[i]
        person = self.lexicon.is_person(hit.category)
        passive = hit.rule_id.endswith((".passive", ".intransitive"))  # "said two of its men were killed by a mine"
        own = (hit.agent is None or passive) and (person or pronoun in _SELF)
        if own and speaker is not None and speaker.camp:
            words = claimant.text or speaker.text
            if speaker.country and _SPEAKS_FOR.match(words):  # "spokesperson Emmanuel Mlelemba" is no army
                own_state = self.parties.of_country(speaker.country, hit.start)
                words = own_state.text if own_state is not None else words
            return _Victim(self.parties.in_own_name(replace(speaker, text=words)), _EXPLICIT)
        if own and claimant.text:
            return _Victim(Party(claimant.text, claimant.entity_id, camp="state"), _EXPLICIT)
        agent = self.agents[i]
        others = agent is not None and speaker is not None and speaker.camp and not same(agent, speaker)
        if others and not passive and speaker and agent and (agent.side is None or agent.side != speaker.side):
            return _Victim(speaker, _EXPLICIT)  # "Peru said Ecuador had shot down two of its helicopters"
        if hit.agent is not None and not passive:
            foe = self._struck(i) or self.parties.opponent(self.agents[i], hit.start)
            return _Victim(foe, _EXPLICIT) if foe is not None else None
        before = self._last_person(i)
        if before is not None:
            return _Victim(before.party, _EXPLICIT)
        subject = self.parties.subject(hit.sentence)
        if subject is not None:
            return _Victim(subject, _EXPLICIT)
        party = self.parties.nearest([p for p in self.parties.named if p.at < hit.start], hit.start)
        return _Victim(party, _EXPLICIT) if party is not None else None

    def _inside(self, i: int) -> _Victim | None:
        """A side in the phrase: a name ("Russian"), a force ("an army truck"), the enemy."""
        hit = self.hits[i]
        start, end = hit.phrase.start_char, hit.phrase.end_char
        words = self.text[start:end]
        lower = words.lower()
        camps = {self.camps.of_word(w) for w in re.split(r"[\s-]+", lower)}
        names = [p for p in self.parties.named if start <= p.at < end]
        if hit.phrase.model:
            names = [p for p in names if p.text not in hit.phrase.model]
        dwelling = hit.category in _OF_RESIDENTS and not self.camps.cues["force"].search(f" {lower}")
        if names and dwelling and all(p.camp == "state" and not self.parties.is_force(p) for p in names):
            return _Victim(CIVILIANS, _INFERRED)  # "30 Tajik homes", "a Kyiv apartment block"
        if names:
            return self._national(hit, names, words, camps)
        if "enemy" in camps:
            foe = self.parties.opponent(self.speakers[i] or self.parties.theatre(start), start)
            return _Victim(foe, _IN_SCOPE) if foe is not None else None
        foreign = [f for f in self.entities.found_in(start, end) if f.mention.entity_type == "igo"]
        if foreign:
            return _Victim(Party(foreign[0].mention.surface, foreign[0].mention.entity_id), _IN_SCOPE)
        if self.lexicon.is_person(hit.category):
            return None
        kin = self._kin_of_group(words) if hit.phrase.model is None else None
        if kin is not None:
            return _Victim(kin, _IN_SCOPE)
        modifiers = [w for w in lower.split()[:-1] if w not in {"military", "security", "officer", "personnel"}]
        camp = self.camps.of_phrase(" ".join(modifiers))
        if camp == "state" and dwelling:
            return None  # a federal college, a government hospital
        if camp == "state":
            home = self._state_of(i)
            named = " ".join(w for w in words.split()[:-1] if w[:1].isupper())
            if home is None:
                return _Victim(Party(words, camp="state"), _IN_SCOPE)
            if len(named.split()) > 1:
                return _Victim(replace(home, text=named), _IN_SCOPE)
            noun = next((w for w in reversed(modifiers) if self.camps.of_word(w) == "state"), "")
            return _Victim(self.parties.force_named(home, noun), _IN_SCOPE)
        if camp == "rebel":
            party = self.parties.rebels(start)
            return _Victim(party, _IN_SCOPE) if party is not None else None
        return None

    def _kin_of_group(self, words: str) -> Party | None:
        """A group by a part of its name: "Tamil Tiger boats" of the Liberation Tigers of Tamil Eelam."""
        names = {w.strip("’'s,") for w in words.split()[:-1] if w[:1].isupper() and len(w) > 3}
        for party in self.parties.groups:
            if party.entity_id is None and names & {w.removesuffix("s") for w in party.text.split() if len(w) > 3}:
                return replace(party, text=" ".join(w for w in words.split()[:-1] if w[:1].isupper()))
        return None

    def _national(self, hit: Hit, names: list[Party], words: str, camps: set[str]) -> _Victim | None:
        """A name in the phrase, with the noun it goes with."""
        groups = [p for p in names if p.camp == "rebel"]
        party = (groups or names)[0]
        if hit.phrase.head == "hostage":
            return _Victim(CIVILIANS, _INFERRED)
        country_only = party.camp == "state" and self.camps.types.get(party.entity_id or "") in {
            "state",
            "state_armed_force",
            None,
        }
        if country_only and self.lexicon.is_person(hit.category):
            if "rebel" in camps:
                actor = self.entities.actor(party.at, hit.phrase.end_char)
                group = self.parties.group(hit.start) if actor is None or actor.side is None else None
                if group is not None and (group.country in {None, party.country}):
                    return _Victim(group, _IN_SCOPE)
                return _Victim(Party(words, None, None, party.country, "rebel"), _IN_SCOPE)
            if hit.outcome in {"lost", "eliminated", "captured"} and "foreign" not in camps:
                return _Victim(party, _IN_SCOPE)
            if hit.category == "PERS" or "foreign" in camps:
                return _Victim(Party(party.text, None, None, party.country), _IN_SCOPE)
        return _Victim(party, _IN_SCOPE)

    def _after(self, i: int) -> _Victim | None:
        """The owner that follows: "of the 47th Brigade", "belonging to the militia", "on the Armenian side"."""
        hit = self.hits[i]
        begin = hit.phrase.end_char
        among = _AMONG.match(self.text, begin)
        if among is not None and self.lexicon.is_person(hit.category):  # "58 more deaths among its troops"
            own = among.group("who").split()[0].lower()
            if own in _THEY | _SELF:
                return self._possessed(i, own)
            owner = self._noun_phrase(i, *among.span("who"))
            return _Victim(owner, _EXPLICIT) if owner is not None else None
        trail = _TRAIL.match(self.text, begin)
        if trail is None and hit.predicate[0] >= begin and not self.text[begin : hit.predicate[0]].strip(" "):
            trail = re.compile(r" (?P<how>on) the (?=\w+ side)").match(self.text, hit.predicate[1])
        if trail is None:
            later = re.compile(r"[^.;\n]{0,140}? (?P<how>on) the (?=\w+ side)").match(self.text, begin)
            trail = later
        used = _USED.match(self.text, begin)
        if used is not None:
            owner = self._noun_phrase(i, *used.span("who"))
            return _Victim(owner, _INFERRED) if owner is not None else None
        if trail is None:
            return None
        how, at = trail.group("how").lower(), trail.end()
        person = self.lexicon.is_person(hit.category)
        stop = _TRAIL_END.search(self.text, at)
        end = min(stop.start() if stop else at + 60, at + 60)
        words = self.text[at:end]
        if how == "on" and hit.rule_id.startswith("inflict"):  # "inflicted 15 casualties on the army"
            owner = self._noun_phrase(i, at, end)
            return _Victim(owner, _EXPLICIT) if owner is not None else None
        if how == "on" and not re.search(r"side$", words.strip()):
            return None
        if how == "of" and hit.phrase.headless and words.split()[:1] and words.split()[0].lower() in _THEY | _SELF:
            possessed = self._possessed(i, words.split()[0].lower())  # "729 of its servicemen have perished"
            if possessed is not None:
                return possessed
        if _PROXY.match(self.text, at):
            return None  # "belonging to Indian proxy Fitna al Khawarij"
        names = [p for p in self.parties.named if at <= p.at < end and p.at - at <= 30]
        foreign = [f for f in self.entities.found_in(at, end) if f.mention.entity_type == "igo"]
        if foreign and person:
            return _Victim(Party(words.strip(), foreign[0].mention.entity_id), _EXPLICIT)
        if names:
            if how == "from" and names[0].camp == "state" and not person and self.camps.of_phrase(words) == "":
                return None
            if how == "for" and names[0].camp != "rebel":
                return None
            party = names[-1] if len(names) > 1 and names[-1].camp == "rebel" else names[0]
            return _Victim(party, _EXPLICIT)
        camp = self.camps.of_phrase(words)
        if how == "of" and not person and camp == "state" and "forces" not in words:
            return None
        member = hit.category == "PERS_MIL" or (person and hit.phrase.head in self.camps.members)
        unlisted = _UNLISTED_OWNER.match(words)
        if unlisted is not None and (member or how == "belonging to") and how in {"of", "from", "belonging to"}:
            home = self.parties.home(hit.start) if unlisted.group("name")[0].isdigit() else None
            if home is not None and self.parties.is_force(home):
                return _Victim(home, _EXPLICIT)  # a brigade of the army that the text names
            return _Victim(Party(unlisted.group("name"), camp=camp or self.camps.of_phrase(hit.phrase.head)), _EXPLICIT)
        if how == "from" and not person and camp in {"state", "rebel"} and hit.outcome == "captured":
            home = self._state_of(i) if camp == "state" else None
            owner = self.parties.force_named(home, words.strip()) if home else Party(words.strip(), camp=camp)
            return _Victim(owner, _EXPLICIT)
        if camp == "rebel" and how != "from":
            group = self.parties.group(at)
            return _Victim(group or Party(words.strip(), camp="rebel"), _EXPLICIT)
        if camp == "either" and how == "used by" and (group := self.parties.rebels(at)):
            return _Victim(group, _EXPLICIT)
        last = words.split()[-1] if words.split() else ""
        if camp == "state" and how in {"of", "belonging to"} and (self.camps.of_word(last) or last == "forces"):
            home = self._state_of(i)
            return _Victim(
                replace(home, text=words.strip())
                if home and home.entity_id is None
                else home or Party(words.strip(), camp="state"),
                _EXPLICIT,
            )
        return None

    def _loser(self, i: int) -> _Victim | None:
        """The subject of "lost", the owner of "losses"."""
        hit = self.hits[i]
        if hit.loser is None:
            nouns = self.camps.rebel_nouns(self.text[hit.sentence.start : hit.predicate[0]])
            group = self.parties.rebels(hit.start) if nouns and hit.rule_id.endswith(".loser") else None
            return _Victim(group, _EXPLICIT) if group is not None else None
        start, end = hit.loser
        between = _SAYS.match(self.text, end, hit.predicate[0])
        if between is not None:  # "M23's spokesman said the army had lost"
            verb = re.compile(r"\b(?:ha[sd]|have)\b").search(self.text, between.end(), hit.predicate[0])
            owner = self._noun_phrase(i, between.end() + 1, verb.start() if verb else hit.predicate[0])
            if owner is not None:
                return _Victim(owner, _EXPLICIT)
        later = [p for p in self.parties.named if end <= p.at < hit.predicate[0]]
        if (
            later and hit.rule_id.endswith(".loser") and not _ALSO.search(self.text[end : hit.predicate[0]])
        ):  # "According to the ministry, Azerbaijan has lost"
            return _Victim(later[-1], _EXPLICIT)
        said = _SAYS.match(self.text, start, end)
        if said is not None and said.end() >= end - 1:
            return self._own_loss(i)
        if said is not None:
            start = said.end() + 1
        words = {w.strip("’'s,.“”\"").lower() for w in self.text[start:end].split()}
        if "own" in words and words & _THEY:  # "killed 200 Serbs; its own losses were 174 dead"
            party = next((p for p in self.parties.named if hit.sentence.start <= p.at < start and not p.where), None)
            if party is not None:
                return _Victim(party, _EXPLICIT)
        if "own" in words:  # "Own casualties: 6"
            return self._own_loss(i) if self.speakers[i] else self._last_force(i)
        if words & _SELF or (words <= _THEY and hit.rule_id.startswith("of.")):
            return self._own_loss(i)
        if words <= _THEY:
            said_so = _SAID_THAT.search(self.text, max(hit.sentence.start, start - 40), end)
            if said_so is not None and said_so.end() == start:  # "India said it lost 20 soldiers"
                near = [p for p in self.parties.named if hit.sentence.start <= p.at < said_so.start() and not p.where]
                return _Victim(near[-1], _EXPLICIT) if near else self._own_loss(i)
            before = self._last_person(i)
            if before is not None:
                return _Victim(before.party, _EXPLICIT)
            party = self.parties.nearest([p for p in self.parties.named if p.at < start], start)
            speaker = self.speakers[i]
            if party is not None and speaker is not None and speaker.side and party.side == speaker.side:
                party = self.parties.opponent(speaker, start)  # "They lost forty men", says a commander
            return _Victim(party, _EXPLICIT) if party is not None else None
        claimant = self.claimants[i].text
        if claimant and self.text[start:end] in claimant:
            return self._own_loss(i)
        owner = self._noun_phrase(i, start, end)
        if owner is not None and self.camps.of_phrase(self.text[start:end]) == "enemy":
            return _Victim(owner, _INFERRED)
        if owner is None and hit.rule_id.endswith(".loser"):
            owner = self._by_noun(self.text[hit.sentence.start : hit.predicate[0]], hit.start)
            owner = owner if owner is not None and len(owner.text) < 60 else None
        return _Victim(owner, _EXPLICIT) if owner is not None else None

    def _last_force(self, i: int) -> _Victim | None:
        """The force that the text is about, where nobody speaks for it: "Troops of 58 Division"."""
        hit = self.hits[i]
        units = list(_UNIT.finditer(self.text, 0, hit.start))
        home = self.parties.home(hit.start) or self.speakers[i]
        party = Party(units[-1].group("name"), camp="state") if units else home
        return _Victim(party, _EXPLICIT) if party is not None else None

    def _own_loss(self, i: int) -> _Victim | None:
        speaker = self.speakers[i]
        if speaker is not None:
            force = self.parties.force(speaker.country or "") if speaker.camp == "state" else None
            return _Victim(replace(speaker, entity_id=force or speaker.entity_id), _EXPLICIT)
        words = self.claimants[i].text
        return _Victim(Party(words), _EXPLICIT) if words else None

    def _noun_phrase(self, i: int, start: int, end: int) -> Party | None:
        """The party that the owner or loser at ``start:end`` is."""
        words = self.text[start:end]
        if _SAYS.match(words):
            return None
        camp = self.camps.of_phrase(words)
        if camp == "enemy":
            return self.parties.opponent(self.speakers[i], start)
        names = [p for p in self.parties.named if start <= p.at < end]
        if camp == "rebel" and names and all(p.camp == "state" and not self.parties.is_force(p) for p in names):
            return self.parties.group(start) or Party(words, None, None, names[-1].country, "rebel")
        if names:
            return replace(names[-1], text=words) if names[-1].entity_id is None else names[-1]
        actor = self.parties.of_actor(self.entities.actor(start, end), start)
        if actor is not None and actor.camp:
            return actor
        place = next((f for f in self.entities.found_in(start, end) if f.country), None)
        if place is not None:
            force = self.parties.force(place.country or "")
            return Party(words, force, self.entities.side_of(force), place.country, "state")
        if camp == "rebel":
            return self.parties.group(start) or Party(words, camp="rebel")
        if camp == "state":
            home = self._state_of(i)
            return home if home is not None and home.entity_id else Party(words, camp="state")
        named = words.split()[1:] if words.split() and words.split()[0].lower() in {"the", "a", "an"} else words.split()
        if named and any(w[:1].isupper() for w in named) and not self.camps.cues["toll"].search(words.lower()):
            return Party(words)
        return None

    def _state_of(self, i: int) -> Party | None:
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

    # -- 2. the claim it hangs on

    def _by_link(self, i: int) -> _Victim | None:
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
                return victim
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

    def _last_person(self, i: int) -> _Victim | None:
        """The people just spoken of: "37 surrendered. They abandoned ..."."""
        for j in range(i - 1, max(i - 4, -1), -1):
            other, victim = self.hits[j], self.found[j] or self._by_link(j) or self._by_kind(j)
            if self.hits[i].sentence.index - other.sentence.index > 1:
                return None
            if (
                victim is not None
                and other.rule_id.endswith((".passive", ".intransitive"))
                and other.category == "PERS_MIL"
            ):
                return victim
        return None

    # -- 3.-5. by what was lost, who did it, who says it

    def _by_kind(self, i: int) -> _Victim | None:
        hit = self.hits[i]
        if self.lexicon.is_person(hit.category):
            return self._people(i)
        return self._thing(i)

    def _people(self, i: int) -> _Victim | None:
        hit = self.hits[i]
        surface = self.text[hit.phrase.start_char : hit.phrase.end_char]
        if hit.rule_id == "part.of_them":
            surface = self.text[hit.phrase.start_char : hit.phrase.end_char + 35]
        camp = self.camps.of_phrase(surface)
        if hit.category != "PERS_MIL" and camp != "state":
            camp = ""
        struck = self._struck(i, camp)
        foe = struck or self.parties.opponent(self.agents[i], hit.start)
        if camp == "foreign":
            igo = [f.mention for f in self.entities.found_in(hit.sentence.start, hit.sentence.end)]
            others = [h.start for h in self.hits if h.start > hit.start and h.parent is hit]
            igo = [
                m
                for m in igo
                if m.entity_type == "igo"
                and not any(start < m.start for start in others)
                and self.camps.of_word(hit.phrase.head) == "foreign"
            ]
            if igo:
                return _Victim(Party(igo[0].surface, igo[0].entity_id), _INFERRED)
            return _Victim(Party(surface), _EXPLICIT)
        if hit.phrase.head in self.camps.seafarers and self.camps.cues["merchant"].search(
            self.text[max(0, hit.start - 160) : hit.end + 100]
        ):
            return _Victim(CIVILIANS, _INFERRED)
        parts = {part.category: j for j, part in enumerate(self.hits) if part.parent is hit}
        if hit.category == "PERS" and "PERS_MIL" in parts and "PERS_CIV" not in parts:
            return self.found[parts["PERS_MIL"]] or self._by_kind(parts["PERS_MIL"])
        if camp == "enemy":
            enemy = self.parties.opponent(self.speakers[i], hit.start) or foe
            enemy = enemy or self.parties.opponent(self.parties.theatre(hit.start), hit.start)
            return _Victim(enemy, _INFERRED) if enemy is not None else None
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
                return _Victim(foe, _INFERRED)
            if struck is not None and (hit.phrase.head in self.camps.armed or hit.phrase.headless):
                return _Victim(struck, _INFERRED)
            if hit.phrase.head in {"member", "element"} and (group := self.parties.group(hit.start)):
                return _Victim(group, _INFERRED)
            if hit.outcome == "eliminated" and self.camps.rebel_nouns(self.text[hit.sentence.start : hit.start]):
                party = self.parties.rebels(hit.start)
                return _Victim(party, _INFERRED) if party is not None else None
            number = hit.phrase.number
            if hit.agent is None and number is not None and (number.best or 0) >= _WAR_TOLL:
                return None
            return _Victim(CIVILIANS, _INFERRED)
        if foe is not None:
            return _Victim(foe, _INFERRED)
        before = self._of_those_before(i)
        if before is not None:
            return before
        speaker = self.speakers[i]
        if _ADMITS.search(self.text[hit.sentence.start : hit.start]) and speaker is not None:
            return _Victim(speaker, _EXPLICIT)
        enemy = self.parties.opponent(speaker, hit.start)
        if enemy is None and camp == "either" and (self.agents[i] is None or self.agents[i].camp == "state"):  # type: ignore[union-attr]
            enemy = self.parties.group(hit.start)  # "two of the attackers", "six combatants gave themselves up"
        return _Victim(enemy, _INFERRED) if enemy is not None else None

    def _sibling(self, i: int) -> _Victim | None:
        """ "Two officers, along with five men, fell": soldiers of the same predicate."""
        hit = self.hits[i]
        for j in range(max(0, i - 3), i):
            other, victim = self.hits[j], self.found[j]
            same = other.predicate == hit.predicate and other.category == "PERS_MIL"
            if victim is not None and same and hit.phrase.head == "man":
                return victim
        return None

    def _own_soldiers(self, i: int, surface: str, foe: Party | None) -> _Victim | None:
        """Soldiers and police: of the state that the text is about, unless that state's forces did it."""
        hit, speaker = self.hits[i], self.speakers[i]
        if foe is not None and foe.camp == "state":
            return _Victim(self._force_of(hit, foe), _INFERRED)
        if hit.outcome not in _HARMED and self.speakers[i] is not None and hit.agent is None:
            enemy = self.parties.opponent(self.speakers[i], hit.start)
            if enemy is not None and enemy.camp == "state":
                return _Victim(enemy, _INFERRED)
        crew = self._crew(i)
        if crew is not None and crew.party.camp == "state":
            return crew
        state = self._state_of(i)
        if re.search(r"\b(?:police|security)", surface.lower()):
            if "police" not in surface.lower() or state is None or state.country is None:
                police = re.search(r"\bpolice\b", self.text) if "police" in surface.lower() else None
                inner = hit.phrase.modifiers
                words = police.group() if police else self.text[slice(*inner)] if inner else surface
                state = replace(state, text=words) if state is not None else Party(words, camp="state")
            own = speaker is not None and state.camp == speaker.camp and hit.agent is None
            return _Victim(state, _EXPLICIT if own or state.country is None else _INFERRED)
        if state is None:
            return _Victim(Party(self.parties.force_noun or surface, camp="state"), _EXPLICIT)
        own = self.speakers[i] is not None and self.speakers[i].entity_id == state.entity_id  # type: ignore[union-attr]
        return _Victim(self._force_of(hit, state), _EXPLICIT if own else _INFERRED)

    def _force_of(self, hit: Hit, state: Party) -> Party:
        """The force of ``state`` that these soldiers, sailors or policemen belong to, in the words of the text."""
        words = self.text[hit.phrase.start_char : hit.phrase.end_char].lower().split()[:-1]
        noun = next((w for w in words if w in _FORCE_NOUNS), "")  # "two navy sailors"
        if noun:
            return self.parties.force_named(state, noun)
        return self.parties.force_of(state, self.camps.branches.get(hit.phrase.head, ()), hit.sentence)

    def _struck(self, i: int, camp: str = "") -> Party | None:
        """Whom the sentence says was attacked or fought: "ambushed a Soviet convoy and destroyed nineteen trucks"."""
        hit, agent = self.hits[i], self.agents[i]
        options = [p for p in self.parties.struck(hit.sentence) if camp in {"", "either", p.camp}]
        for party in (agent, None if agent is not None else self.speakers[i]):
            if party is not None:
                options = [p for p in options if not same(p, party) and (p.side is None or p.side != party.side)]
        before = [p for p in options if p.at < hit.start]
        return before[-1] if before else options[0] if options else None

    def _rebels(self, i: int, surface: str, foe: Party | None) -> _Victim:
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
                return _Victim(party, _INFERRED)
        inner = hit.phrase.modifiers
        return _Victim(Party(self.text[slice(*inner)] if inner else surface, camp="rebel"), _EXPLICIT)

    def _crew(self, i: int) -> _Victim | None:
        """The men of the ship, tank or aircraft that was lost in the sentence before, or in this one."""
        hit = self.hits[i]
        for j in range(i - 1, max(i - 4, -1), -1):
            other, victim = self.hits[j], self.found[j]
            if hit.sentence.index - other.sentence.index > 1 or victim is None or victim.party.camp == "civilian":
                continue
            vessel = any(self.lexicon.is_a(other.category, code) for code in ("NAVAL", "AIRCRAFT", "HELI", "TANK"))
            if vessel and (victim.basis != _INFERRED or hit.phrase.head in self.camps.crew):
                return _Victim(victim.party, _INFERRED)
        navy = self.parties.navy(hit.sentence.start, hit.sentence.end)
        return _Victim(navy, _INFERRED) if navy is not None else None

    def _of_those_before(self, i: int) -> _Victim | None:
        """A number alone means the people just spoken of: "500 Ukrainian soldiers were treated, and one had died"."""
        hit = self.hits[i]
        if not hit.phrase.headless:
            return None
        for match in reversed(list(_WORDS.finditer(self.text, hit.sentence.start, hit.start))):
            word = match.group().lower()
            if hit.agent is not None and hit.agent[0] <= match.start() < hit.agent[1]:
                continue
            if word.removesuffix("s") in self.camps.branches or word in self.camps.branches:
                before = [p for p in self.parties.named if hit.sentence.start <= p.at < match.end() and not p.where]
                state = before[-1] if before and match.start() - before[-1].at < 30 else self._state_of(i)
                return _Victim(state, _INFERRED) if state is not None and state.camp == "state" else None
            if self.camps.of_word(word) in {"rebel", "civil"} or word in {
                "people",
                "civilians",
                "villagers",
                "residents",
            }:
                return None
        return None

    def _thing(self, i: int) -> _Victim | None:
        hit = self.hits[i]
        words = self.text[hit.phrase.start_char : hit.phrase.end_char].lower()
        foe = self._struck(i) or self.parties.opponent(self.agents[i], hit.start)
        taken = hit.outcome == "captured"
        beside = [h for h in self.hits if h.predicate == hit.predicate]
        listed = {h.category for h in beside if h is not hit}
        military = (
            self.camps.of_phrase(_PUBLIC.sub("", words)) in {"state", "rebel"}
            or any(
                self.camps.cues["war"].search(self.text, h.start, h.end) for h in beside if h.category in _OF_RESIDENTS
            )
            or any(self.lexicon.is_a(category, code) for category in listed for code in _OF_WAR)
        )
        if "civilian" in words:
            return _Victim(CIVILIANS, _EXPLICIT)
        if hit.category in _OF_RESIDENTS and not taken and not military:
            return _Victim(CIVILIANS, _INFERRED)
        if hit.category == "SHIP" and self.camps.cues["merchant"].search(words) and not military:
            return _Victim(CIVILIANS, _INFERRED)
        if hit.category in _BESIDE_HOMES and not taken and not military and self._beside_homes(i, words):
            return _Victim(CIVILIANS, _INFERRED)
        same = self._same_deed(i)
        if same is not None:
            return same
        if foe is not None:
            return _Victim(foe, _INFERRED)
        speaker = self.speakers[i]
        own = self._own_beside(i)
        if own is not None:
            return own
        public = hit.category in {"BRIDGE", "INFRA", "ENERGY"} and not taken and not military
        if public and hit.agent is None and speaker is not None and speaker.camp == "state":
            return _Victim(speaker, _INFERRED)  # what a country's own officials report of its bridges and runways
        before = self.text[hit.sentence.start : hit.start]
        if hit.rule_id.startswith("of.") and hit.agent is None and speaker is not None and _HOLDS_BACK.search(before):
            return _Victim(speaker, _EXPLICIT)
        enemy = self.parties.opponent(speaker, hit.start)
        return _Victim(enemy, _INFERRED) if enemy is not None else None

    def _own_beside(self, i: int) -> _Victim | None:
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
                return _Victim(victim.party, _INFERRED)
        return None

    def _same_deed(self, i: int) -> _Victim | None:
        """What the agent did to an owner in words, in the same sentence: "downed a government jet, took five tanks"."""
        hit = self.hits[i]
        for j in range(len(self.hits)):
            other, victim = self.hits[j], self.found[j]
            if j == i or other.sentence is not hit.sentence or victim is None or victim.basis == _INFERRED:
                continue
            deed = other.agent is not None and other.agent == hit.agent
            deed = deed and (other.category != "PERS_MIL" or victim.basis != _INFERRED)
            listed = other.predicate == hit.predicate and not self.lexicon.is_person(other.category)
            if (deed or listed) and victim.party.camp != "civilian":
                return _Victim(victim.party, _INFERRED)
        return None

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
            and (other.category in _OF_RESIDENTS or other.category == "PERS_CIV")
            for other in self.hits
        )

    # -- 6. the claim beside it

    def _by_neighbour(self, i: int) -> _Victim | None:
        """The victim of the nearest claim: of the same predicate first, then of the sentence and those about it."""
        hit = self.hits[i]
        if hit.category == "PERS":
            return None
        best: tuple[int, _Victim] | None = None
        for j in range(max(0, i - 8), min(len(self.hits), i + 3)):
            other, victim = self.hits[j], self.found[j]
            if j == i or victim is None or victim.party.camp == "civilian":
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
            return _Victim(best[1].party, _INFERRED)
        if hit.category in _SHOT_DOWN and self.speakers[i] is None:  # what is shot down over a country
            enemy = self.parties.opponent(self.parties.theatre(hit.start), hit.start)
            return _Victim(enemy, _INFERRED) if enemy is not None else None
        losing = [p for p in self.parties.named if p.at < hit.start and _LOSSES.match(self.text, p.at + len(p.text))]
        if losing and not hit.category.startswith("PERS"):
            return _Victim(losing[-1], _INFERRED)
        group = self.parties.group(hit.start, self.agents[i])
        if group is not None and not self.lexicon.is_person(hit.category) and hit.agent is not None:
            return _Victim(group, _INFERRED)
        seized = (hit.outcome == "captured" and hit.category == "WEAPON") or hit.category == "IED"
        if seized and (rebels := self.parties.rebels(hit.start)):
            return _Victim(rebels, _INFERRED)  # arms seized with nobody named: of the rebels whom the text speaks of
        heavy = any(self.lexicon.is_a(hit.category, code) for code in ("AIRCRAFT", "HELI", "NAVAL", "TANK"))
        if len(self.parties.countries) == 1 and (heavy or hit.phrase.head in self.camps.crew):
            home = self.parties.home(hit.start)
            return _Victim(home, _INFERRED) if home is not None else None
        return None
