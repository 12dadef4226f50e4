"""What a party says, or the text says of it, about losses of its own: part of step 1 of the decision in ``victims``.

Subjects of verbs of loss that the grammar leaves open ("the rebels had 14 wounded", "fled leaving 34 bodies"), and what
is reported with nobody else to blame: the dead whom a party buries, the aircraft that it says is missing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.roles.inference import ADMITS
from pipelines.extract.roles.party import Party
from pipelines.extract.roles.sides import EXPLICIT, INFERRED, SELF, SHOT_DOWN, Sides, Victim

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
_HAS = re.compile(r",? (?:having|had|has|with)(?: also)?(?: suffered| taken)? $")
#: "killed nine and lost two", "stormed the camp, losing four": the verb of loss has the subject of the verb before.
ALSO = re.compile(r"(?:,| and| but|, and|, but)(?: also| then| itself| themselves)?(?: ha[sd]| have)? $|, $")
_JUST_LOST = re.compile(r"\b(?:lost|lose|loses|losing|suffered) (?:[^.;]{0,45})$")
#: "Azerbaijan reported 71 dead", "announced first nine, then": before the figure, its speaker's verb alone.
_REPORTS = re.compile(
    r"\b(?:report|announc|acknowledg|conced|confirm|record|count|list|nam|suffer|sustain|identif|admit|regret|mourn|had)"
    r"\w*(?: to| of| about| that)?(?: (?:only|just|first|at least|some|about|another|a further))?"
    r"(?: the (?:deaths?|loss|names?) of| having lost| losing)? $"
)
#: Whose dead a figure counts, where the figure is the complement.
_COUNTED = re.compile(
    r"(?:\bnumber of (?P<who>[^,.;:]{2,40}?) (?:killed|dead|wounded|captured|missing|lost)\b[^,.;]{0,60}"
    r"|(?P<whose>\b(?:[A-Z][\w.’'-]*|[Ii]ts|[Tt]heir|[Oo]ur)(?: [\w’'-]+){0,3}) "
    r"(?:casualties|losses|dead|fatalities|deaths)"
    r"(?: (?:were|was|are|numbered|stood at|included|totall?ed|came to|amounted to|came in at)|:)"
    r"(?: put at| given as| estimated at)?(?: [^.;:]{1,40}(?: and|,))?(?: (?:about|some|at least|over|nearly|only))?) $"
)
_SIDE = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z]?[\w’'-]+)? (?:side|losses|casualties):(?=[^:]*$)")
_OWN_TALLY = re.compile(r"own (?:\w+ ){0,2}(?:toll|count|figures?|estimate|tally|number)\b")
_CONCEDES = re.compile(
    r"\b(?:acknowledg|conced|admit|mourn|regret|confess|own)\w*(?: up)?"
    r"(?: to| that| the (?:loss|deaths?) of| only| just)* $"
)
_ANYBODY = frozenset({"people", "person", "civilian", "resident", "life"})
_OFFICE = frozenset({"government", "ministry", "minister", "police", "federal", "security"})


class OwnLosses:
    """Reads what the parties of one document say of their own losses."""

    def __init__(self, sides: Sides, lexicon: Lexicon) -> None:
        self.sides, self.lexicon = sides, lexicon
        self.text, self.hits = sides.text, sides.hits
        self.parties, self.camps = sides.parties, sides.camps
        self.claimants, self.speakers, self.agents = sides.claimants, sides.speakers, sides.agents

    def told(self, i: int) -> Victim | None:
        """Return whose own loss hit ``i`` is by the words before it; the first kind of evidence that speaks decides."""
        return (
            self._holder(i)
            or self._lost_before(i)
            or self._counted(i)
            or self._mourned(i)
            or self._admitted(i)
            or self._at_the_cost(i)
            or self._left_dead(i)
        )

    def reported(self, i: int) -> Victim | None:
        """ "Uruguay reported four injured", "India says a MiG was lost": nobody else is blamed, so it is its own."""
        hit, speaker = self.hits[i], self.speakers[i]
        if speaker is None and self._concedes(i):
            return self.own(i)
        if speaker is None or speaker.camp not in {"state", "rebel"} or hit.agent is not None:
            return None
        if hit.modality != "asserted" or not self._speaks_for_itself(i):
            return None
        kind = self.camps.of_phrase(self.text[hit.phrase.start_char : hit.phrase.end_char])
        if kind in {"enemy", "foreign"} or {kind, speaker.camp} == {"state", "rebel"}:
            return None
        if not self.lexicon.is_person(hit.category):
            verb, _, form = hit.rule_id.partition(".")
            mishap = verb in self.camps.mishaps and form != "loser"
            mishap = mishap and not (verb == "lose" and hit.category in SHOT_DOWN)  # "48 drones were lost from radar"
            return self.own(i) if mishap and self.parties.at_war(speaker, hit.start) else None
        if hit.phrase.head in _ANYBODY or not _REPORTS.search(self.text, hit.sentence.start, hit.start):
            return None
        if hit.category != "PERS_MIL" and speaker.camp == "state" and not self._of_soldiers(i):
            return None
        return self.own(i)

    def _concedes(self, i: int) -> bool:
        """Tell whether a body that no list holds admits the loss: "Phoenicia acknowledged nine sailors killed"."""
        hit, words = self.hits[i], self.claimants[i].text or ""
        named = any(word[:1].isupper() for word in self.camps.name(words).split())
        if not named or not words[:1].isupper() or words.split()[0] == "The" or not self._speaks_for_itself(i):
            return False
        soldiers = self.camps.of_phrase(self.text[hit.phrase.start_char : hit.phrase.end_char]) == "state"
        if not self.lexicon.is_person(hit.category) or hit.agent or soldiers or hit.phrase.head in _ANYBODY:
            return False
        return _CONCEDES.search(self.text, hit.sentence.start, hit.start) is not None

    def _speaks_for_itself(self, i: int) -> bool:
        """Tell whether the claimant is a party by its own name ("Pretoria", "the army"), not doctors or a governor."""
        words = self.claimants[i].text or ""
        return bool(words) and self.camps.cues["bystander"].search(words) is None

    def _of_soldiers(self, i: int) -> bool:
        """Tell whether the passage speaks of soldiers: then the dead of a country are its soldiers."""
        hit = self.hits[i]
        near = (h for h in self.hits[max(0, i - 4) : i] if hit.sentence.index - h.sentence.index <= 2)
        return any(h.category == "PERS_MIL" for h in near) or any(
            self.camps.of_word(word) in {"state", "foreign"}
            for word in re.findall(r"[a-z]{4,}", self.text[max(0, hit.sentence.start - 160) : hit.start].lower())
            if word not in _OFFICE
        )

    def _counted(self, i: int) -> Victim | None:
        """ "The number of its troops killed rose to 14", "U.S. casualties were four killed and 17 wounded"."""
        hit = self.hits[i]
        side = _SIDE.search(self.text, hit.sentence.start, hit.start)
        if side is not None:  # "Russian side: tanks, 36 (20 destroyed)"
            named = [p for p in self.parties.named if side.start() <= p.at < side.end()]
            return Victim(named[-1], EXPLICIT) if named else None
        if not self.lexicon.is_person(hit.category):
            return None
        counted = _COUNTED.search(self.text, hit.sentence.start, hit.start)
        if counted is None:
            return None
        who = counted.group("who") or counted.group("whose")
        at = counted.start("who") if counted.group("who") else counted.start("whose")
        named = [p for p in self.parties.named if at <= p.at < at + len(who) and not p.where]
        if named and named[-1].camp in {"state", "rebel"}:
            return Victim(named[-1], EXPLICIT)
        if re.match(r"(?:its|their|his|our)\b", who, re.IGNORECASE) and self.camps.of_phrase(who):
            return self.own(i)
        return None

    def _mourned(self, i: int) -> Victim | None:
        """ "Georgia buried a dozen reservists", "we mourn two brothers": the dead of who mourns."""
        hit, agent = self.hits[i], self.agents[i]
        if hit.rule_id.partition(".")[0] not in self.camps.mournings or hit.agent is None:
            return None
        if any(hit.phrase.start_char <= p.at < hit.phrase.end_char for p in self.parties.named):
            return None
        if self.text[slice(*hit.agent)].lower() in SELF | {"i"}:
            return self.own(i)
        return Victim(agent, EXPLICIT) if agent is not None and agent.camp in {"state", "rebel"} else None

    def _holder(self, i: int) -> Victim | None:
        """ "A British battalion on the Imjin having 63 dead", "the rebels had 14 wounded"."""
        hit = self.hits[i]
        has = _HAS.search(self.text, hit.sentence.start, hit.start)
        if has is None or has.end() != hit.start or not self.lexicon.is_person(hit.category):
            return None
        named = [p for p in self.parties.named if max(hit.sentence.start, has.start() - 60) <= p.at < has.start()]
        named = [p for p in named if not p.where and p.camp != "civilian"]
        if not named or not self.parties.fights(named[-1]) or _EVENT.search(self.text, named[-1].at, has.start()):
            return None
        return Victim(named[-1], EXPLICIT)

    def _lost_before(self, i: int) -> Victim | None:
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
            return Victim(near[0] if ALSO.search(subject) else near[-1], EXPLICIT)
        party = self.sides.by_noun(subject, hit.start)
        return Victim(party, EXPLICIT) if party is not None else None

    def _admitted(self, i: int) -> Victim | None:
        """ "Islamabad, which admits to 23 dead": its own."""
        hit = self.hits[i]
        rebel = self.camps.of_phrase(hit.phrase.head) == "rebel"
        if not self.lexicon.is_person(hit.category) or hit.agent is not None or rebel:
            return None
        admits = ADMITS.search(self.text[hit.sentence.start : hit.start])
        if admits is None or len(admits.group()) > 60 or _OWN_TALLY.match(admits.group()):
            return None
        at = hit.sentence.start + admits.start()
        reach = hit.sentence.start if admits.group().startswith("own") else max(at - 60, hit.sentence.start)
        near = [p for p in self.parties.named if reach <= p.at < at and p.camp]
        if not near or hit.phrase.head in {"people", "person"}:
            return None
        party = near[0] if re.match(r"own\b", admits.group()) else near[-1]
        force = self.parties.force(party.country or "") if party.camp == "state" else None
        return Victim(replace(party, entity_id=force or party.entity_id), EXPLICIT)

    def _at_the_cost(self, i: int) -> Victim | None:
        """ "Wrecking 300 tanks against the loss of four": the attacker's own."""
        hit = self.hits[i]
        if not _AT_COST.search(self.text, hit.sentence.start, hit.start):
            return None
        named = [p for p in self.parties.named if hit.sentence.start <= p.at < hit.start and not p.where]
        party = named[0] if named else self.speakers[i]
        return Victim(party, INFERRED) if party is not None else None

    def _left_dead(self, i: int) -> Victim | None:
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
            return Victim(group, EXPLICIT) if group is not None else None
        if named and named[-1].camp != "civilian":
            return Victim(named[-1], EXPLICIT)
        if re.search(r"\bthey $", subject, re.IGNORECASE):
            foe = self.parties.opponent(self.speakers[i], hit.start)
            return Victim(foe, INFERRED) if foe is not None else None
        return None

    def own(self, i: int) -> Victim | None:
        """Who speaks, as the loser."""
        speaker = self.speakers[i]
        if speaker is not None:
            speaker = self.parties.in_own_name(speaker)
            force = self.parties.force(speaker.country or "") if speaker.camp == "state" else None
            return Victim(replace(speaker, entity_id=force or speaker.entity_id), EXPLICIT)
        words = self.claimants[i].text
        return Victim(Party(words), EXPLICIT) if words else None

    def last_force(self, i: int) -> Victim | None:
        """The force that the text is about, where nobody speaks for it: "Troops of 58 Division"."""
        hit = self.hits[i]
        units = list(_UNIT.finditer(self.text, 0, hit.start))
        home = self.parties.home(hit.start) or self.speakers[i]
        party = Party(units[-1].group("name"), camp="state") if units else home
        return Victim(party, EXPLICIT) if party is not None else None
