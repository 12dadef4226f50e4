"""The owner of what was lost, in the words of the text: step 1 of the decision in ``victims``.

Evidence stands before the lost thing ("Ukraine's tanks", "the rebels had 14 wounded"), in its phrase ("an army
truck"), after it ("belonging to the militia") or with a verb of loss ("the army lost"). What a pronoun stands for may
hang on people spoken of before, whom ``inference`` knows.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extract.grammar.hits import Hit
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.roles.inference import Inference
from pipelines.extract.roles.own_losses import ALSO, OwnLosses
from pipelines.extract.roles.party import CIVILIANS, Party, same
from pipelines.extract.roles.sides import EXPLICIT, IN_SCOPE, INFERRED, SAID_THAT, SELF, THEY, Sides, Victim
from pipelines.extract.roles.things import FLAGGED, OF_RESIDENTS

_TRAIL = re.compile(
    r",? (?:who were |that were |which were )?(?P<how>of|for|on|from|belonging to"
    r"|(?:abandoned|left(?: behind)?|discarded|deserted|launched|fired|sent|owned"
    r"|operated|used|flown|manned|held|occupied|run|controlled) by) (?=[\w“\"’])",
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
#: After a name: "(, 43), a senior commander of the group's rocket unit".
_TITLE = re.compile(
    r"(?: \([^)]{1,40}\))?,? (?:who (?:was|is|served as|headed|led|commanded) )?(?P<title>[^,.;()“”\n]{4,90})"
)
_TITLE_BEFORE = re.compile(r"\b(?:its|their) [^,.;()“”\n]{4,50}, $")
_BEFORE_NAME = re.compile(r"(?P<title>[^,.;()“”\n]{4,70}), $")
_MISSION = re.compile(r"(?:the|its|their) (?:peacekeeping |stabilisation |military )?(?:mission|contingent)\b")
_HEADS = re.compile(r"\b(?:head|chief|deputy|number two|founder|member|operative|fighter|figure|agent)\b")
_LEADS = re.compile(
    r"\b(?:leader|commander|founder|emir|member|fighter|operative|number two|deputy) (?:of|in|with) (?:the )?"
    r"(?P<body>[A-Z][\w’'-]+(?: (?:of )?[A-Z][\w’'-]+)*)"
)
_ITS = re.compile(r"(?:its|their|his|our)\b", re.IGNORECASE)
_TALLIES = frozenset({"toll", "count", "figure", "figures", "estimate", "tally", "number"})
_CLAUSE = re.compile(r"[,;:]")
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)
_TRAIL_END = re.compile(r"[,;.()–—\n“”]|\b(?:in|at|near|during|after|who|which|that|while|and|were|was|had|have)\b")
#: "Kyiv says pilot", "a spokesman acknowledged the loss": what stands before a verb of speech is no owner.
_SAYS = re.compile(
    r".*\b(?:sa(?:id|ys|ying)|claim(?:ed|s)|report(?:ed|s)|announced|acknowledged|admitted|according to|confirmed"
    r"|spoke)\b",
    re.DOTALL,
)
_FOR_GROUP = re.compile(r" (?:for|of|in) the (?:group|movement|organi[sz]ation|militia|rebels|militants)\b")
_SPEAKS_FOR = re.compile(
    r"(?:an?|the|its|their)? ?(?:spokes\w+|officials?|a source|sources?|commanders?)\b", re.IGNORECASE
)


class Owners:
    """Reads the owners that one document names."""

    def __init__(self, sides: Sides, lexicon: Lexicon, inference: Inference) -> None:
        self.sides, self.lexicon, self.inference = sides, lexicon, inference
        self.text, self.hits = sides.text, sides.hits
        self.parties, self.entities, self.camps = sides.parties, sides.entities, sides.camps
        self.own_losses = OwnLosses(sides, lexicon)
        self.claimants, self.speakers, self.agents = sides.claimants, sides.speakers, sides.agents

    def in_words(self, i: int) -> Victim | None:
        """Return the owner whom the words about hit ``i`` name; the first kind of evidence that speaks decides."""
        hit = self.hits[i]
        if self._forsaken(i):
            return Victim(self.agents[i] or Party(self.text[slice(*hit.agent or (0, 0))]), EXPLICIT)
        if hit.rule_id.startswith("lose.") and hit.agent is not None:
            return Victim(self.agents[i] or Party(self.text[slice(*hit.agent)]), EXPLICIT)  # "three lost by Baku"
        lost = self.own_losses.told(i)
        if lost is not None:
            return lost
        if hit.loser is not None and self.text[slice(*hit.loser)].lower() in THEY:
            return self._loser(i)
        navy = self.parties.navy(hit.start, hit.end)
        if navy is not None:
            return Victim(navy, IN_SCOPE)
        owner = (
            self._possessor(i)
            or self._inside(i)
            or self._by_title(i)
            or self._after(i)
            or self._loser(i)
            or self._unlisted(i)
        )
        listed = (self.inference.found[j] for j in range(i) if self.hits[j].predicate == hit.predicate)
        if owner is not None or any(victim is not None for victim in listed):
            return owner
        return self.own_losses.reported(i)

    def _forsaken(self, i: int) -> bool:
        """Tell whether who did it lost it: "three tanks abandoned by Thai soldiers"."""
        hit, agent = self.hits[i], self.agents[i]
        verb = hit.rule_id.partition(".")[0]
        if hit.agent is None or self.text.endswith("to ", 0, hit.agent[0]):
            return False  # "surrendered to the army"
        return verb in self.camps.forsakings and agent is not None and bool(agent.camp)

    def _did_it(self, i: int, state: Party | None) -> bool:
        """Tell whether the words name ``state`` as who did it: no army that they speak of besides is its own."""
        span, agent = self.hits[i].agent, self.agents[i]
        if span is None or state is None or agent is None or agent.camp != "state" or agent.country != state.country:
            return False
        return any(span[0] <= p.at < span[1] and p.country == state.country for p in self.parties.named)

    def of_group(self, i: int) -> Victim | None:
        """ "A senior Hamas official", "a supply official for the group": the group's own."""
        hit = self.hits[i]
        start, end = hit.phrase.start_char, hit.phrase.end_char
        titled = self._by_title(i)
        if titled is not None or hit.phrase.head not in self.camps.officials:
            return titled
        speaker = self.speakers[i]
        if _ITS.match(self.text, start) and speaker is not None and speaker.camp:
            return Victim(speaker, EXPLICIT)  # "the Houthis said a raid had killed their prime minister"
        group = next((p for p in self.parties.groups if start <= p.at < end), None)
        if group is None and _FOR_GROUP.match(self.text, end):
            group = self.parties.group(start)
        return Victim(group, IN_SCOPE) if group is not None else None

    def _by_title(self, i: int) -> Victim | None:
        """ "Fuad Shukr, a commander of Hezbollah", "Girma Yeshitila, its party chief": whose man he was."""
        hit = self.hits[i]
        if not hit.phrase.name:
            return None
        before = _TITLE_BEFORE.search(self.text, hit.sentence.start, hit.phrase.start_char)
        speaker = self.speakers[i]
        if before is not None and speaker is not None and speaker.camp:
            return Victim(speaker, EXPLICIT)  # "had killed their prime minister, Ahmed al-Rahawi"
        first = _BEFORE_NAME.search(self.text, hit.sentence.start, hit.phrase.start_char)
        if first is not None and self._role(first.group("title")):  # "the Guards' intelligence chief, Mohammad Kazemi"
            named = [p for p in self.parties.named if first.start() <= p.at < first.end() and p.camp == "rebel"]
            if named:
                return Victim(named[-1], EXPLICIT)
        title = _TITLE.match(self.text, hit.phrase.end_char)
        if title is None:
            return None
        words, at = title.group("title"), title.start("title")
        if not self._role(words):
            return None
        named = [p for p in self.parties.named if at <= p.at < title.end() and not p.where]
        if named:
            party = named[-1]
            return Victim(party, EXPLICIT)
        if _ITS.match(self.text, at) and speaker is not None and speaker.camp:
            return Victim(speaker, EXPLICIT)
        body = _LEADS.search(words)
        if body is None or self.entities.found_in(at + body.start("body"), at + body.end("body")):
            return None
        return Victim(Party(body.group("body"), camp="rebel"), EXPLICIT)  # "the leader of the Caucasus Emirate"

    def _role(self, title: str) -> bool:
        """Tell whether the words about a name say what he was in a force or a body."""
        official = self.camps.cues["official"].search(title) is not None
        return official or bool(self.camps.of_phrase(title)) or _HEADS.search(title) is not None

    def of_loser(self, i: int) -> Victim | None:
        """ "He put Chechen losses at a few dozen boys": whose losses they are tells that they fought."""
        hit = self.hits[i]
        if hit.loser is None or not any(hit.loser[0] <= p.at < hit.loser[1] for p in self.parties.named):
            return None
        return self._loser(i)

    def _possessor(self, i: int) -> Victim | None:
        """ "Ukraine's tanks", "its soldiers", "three of our men"."""
        hit = self.hits[i]
        trade = hit.phrase.head in self.camps.seafarers
        trade = trade and FLAGGED.search(self.text, hit.sentence.start, hit.start) is not None
        if hit.phrase.owner is not None and not trade:
            owner = self._noun_phrase(i, *hit.phrase.owner)
            if owner is not None:
                return Victim(owner, EXPLICIT)
        words = [w.strip("’'s,").lower() for w in self.text[hit.start : hit.end].split()]
        pronoun = next((w for w in words if w in THEY | SELF), None)
        return self._possessed(i, pronoun) if pronoun is not None else None

    def _possessed(self, i: int, pronoun: str) -> Victim | None:
        """What "its", "their", "our" before the lost thing stands for."""
        hit = self.hits[i]
        if hit.phrase.head in self.camps.seafarers and FLAGGED.search(self.text, hit.sentence.start, hit.sentence.end):
            return Victim(CIVILIANS, INFERRED)  # "the Greek-owned Eternity C was seized and four of its crew killed"
        if hit.phrase.head in self.camps.crew and (crew := self.inference.aboard(i, False)) is not None:
            return crew  # "shot down a Thai helicopter, killing its crew"
        speaker, claimant = self.speakers[i], self.claimants[i]
        person = self.lexicon.is_person(hit.category)
        passive = hit.rule_id.endswith((".passive", ".intransitive"))  # "said two of its men were killed by a mine"
        own = (hit.agent is None or passive) and (person or pronoun in SELF)
        if own and speaker is not None and speaker.camp == "state" and self.camps.of_phrase(hit.phrase.head) == "rebel":
            group = self.parties.nearest([p for p in self.parties.groups if p.at < hit.start], hit.start)
            if group is not None:
                return Victim(group, EXPLICIT)  # "Israel said Hamas had lost two of its gunmen"
        if own and speaker is not None and speaker.camp:
            words = claimant.text or speaker.text
            if speaker.country and _SPEAKS_FOR.match(words):  # "spokesperson Emmanuel Mlelemba" is no army
                own_state = self.parties.of_country(speaker.country, hit.start)
                words = own_state.text if own_state is not None else words
            return Victim(self.parties.in_own_name(replace(speaker, text=words)), EXPLICIT)
        if own and claimant.text:
            return Victim(Party(claimant.text, claimant.entity_id, camp="state"), EXPLICIT)
        agent = self.agents[i]
        others = agent is not None and speaker is not None and speaker.camp and not same(agent, speaker)
        if others and not passive and speaker and agent and (agent.side is None or agent.side != speaker.side):
            return Victim(speaker, EXPLICIT)  # "Peru said Ecuador had shot down two of its helicopters"
        if hit.agent is not None and not passive:
            spoken_of = self.inference.people_before(i)
            if spoken_of is not None:
                return Victim(spoken_of, EXPLICIT)  # "killed scores of bandits and razed their hideout"
            foe = self.sides.struck(i) or self.parties.opponent(self.agents[i], hit.start)
            return Victim(foe, EXPLICIT) if foe is not None else None
        before = self.inference.last_person(i)
        if before is not None:
            return Victim(before.party, EXPLICIT)
        subject = self.parties.subject(hit.sentence)
        if subject is not None:
            return Victim(subject, EXPLICIT)
        party = self.parties.nearest([p for p in self.parties.named if p.at < hit.start], hit.start)
        return Victim(party, EXPLICIT) if party is not None else None

    def _inside(self, i: int) -> Victim | None:
        """A side in the phrase: a name ("Russian"), a force ("an army truck"), the enemy."""
        hit = self.hits[i]
        start, end = hit.phrase.start_char, hit.phrase.end_char
        words = self.text[start:end]
        lower = words.lower()
        camps = {self.camps.of_word(w) for w in re.split(r"[\s-]+", lower)}
        names = [p for p in self.parties.named if start <= p.at < end]
        if hit.phrase.model:
            names = [p for p in names if p.text not in hit.phrase.model]
        dwelling = hit.category in OF_RESIDENTS and not self.camps.cues["force"].search(f" {lower}")
        if names and dwelling and all(p.camp == "state" and not self.parties.is_force(p) for p in names):
            return Victim(CIVILIANS, INFERRED)  # "30 Tajik homes", "a Kyiv apartment block"
        if names:
            return self._national(hit, names, words, camps)
        if "enemy" in camps:
            foe = self.sides.enemy(i)
            return Victim(foe, INFERRED) if foe is not None else None
        foreign = [f for f in self.entities.found_in(start, end) if f.mention.entity_type == "igo"]
        if foreign:
            return Victim(Party(foreign[0].mention.surface, foreign[0].mention.entity_id), IN_SCOPE)
        if self.lexicon.is_person(hit.category):
            return None
        kin = self._kin_of_group(words) if hit.phrase.model is None else None
        if kin is not None:
            return Victim(kin, IN_SCOPE)
        modifiers = [w for w in lower.split()[:-1] if w not in {"military", "security", "officer", "personnel"}]
        camp = self.camps.of_phrase(" ".join(modifiers))
        if camp == "state" and dwelling:
            return None  # a federal college, a government hospital
        if camp == "state":
            home = self.sides.state_of(i)
            if self._did_it(i, home):
                home = None  # "Kenya shot down a junta helicopter"
            named = " ".join(w for w in words.split()[:-1] if w[:1].isupper())
            noun = next((w for w in reversed(modifiers) if self.camps.of_word(w) == "state"), "")
            if home is None:
                return Victim(Party(noun, camp="state"), IN_SCOPE) if noun else None
            if len(named.split()) > 1:
                return Victim(replace(home, text=named), IN_SCOPE)
            return Victim(self.parties.force_named(home, noun), IN_SCOPE)
        if camp == "rebel":
            party = self.parties.rebels(start)
            return Victim(party, IN_SCOPE) if party is not None else None
        return None

    def _kin_of_group(self, words: str) -> Party | None:
        """A group by a part of its name: "Tamil Tiger boats" of the Liberation Tigers of Tamil Eelam."""
        names = {w.strip("’'s,") for w in words.split()[:-1] if w[:1].isupper() and len(w) > 3}
        for party in self.parties.groups:
            if party.entity_id is None and names & {w.removesuffix("s") for w in party.text.split() if len(w) > 3}:
                return replace(party, text=" ".join(w for w in words.split()[:-1] if w[:1].isupper()))
        return None

    def _national(self, hit: Hit, names: list[Party], words: str, camps: set[str]) -> Victim | None:
        """A name in the phrase, with the noun it goes with."""
        groups = [p for p in names if p.camp == "rebel"]
        guest = self.camps.of_word(hit.phrase.head) == "foreign"
        if guest and (body := self.sides.mission(self.hits.index(hit))) is not None:
            return Victim(body, IN_SCOPE)  # "six Bangladeshi peacekeepers"
        party = (groups or names)[0]
        if hit.phrase.head == "hostage":
            return Victim(CIVILIANS, INFERRED)
        if party.camp == "state" and hit.category == "SHIP" and self.camps.cues["merchant"].search(words):
            return Victim(Party(party.text, None, None, party.country, "civilian"), IN_SCOPE)
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
                    return Victim(group, IN_SCOPE)
                return Victim(Party(words, None, None, party.country, "rebel"), IN_SCOPE)
            if hit.outcome in {"lost", "eliminated", "captured"} and "foreign" not in camps:
                return Victim(party, IN_SCOPE)
            if hit.category == "PERS" or "foreign" in camps:
                return Victim(Party(party.text, None, None, party.country), IN_SCOPE)
        return Victim(party, IN_SCOPE)

    def _after(self, i: int) -> Victim | None:
        """The owner that follows: "of the 47th Brigade", "belonging to the militia", "on the Armenian side"."""
        hit = self.hits[i]
        begin = hit.phrase.end_char
        among = _AMONG.match(self.text, begin)
        if among is not None and self.lexicon.is_person(hit.category):  # "58 more deaths among its troops"
            own = among.group("who").split()[0].lower()
            if own in THEY | SELF:
                return self._possessed(i, own)
            owner = self._noun_phrase(i, *among.span("who"))
            return Victim(owner, EXPLICIT) if owner is not None else None
        trail = _TRAIL.match(self.text, begin)
        if trail is None and hit.predicate[0] >= begin and not self.text[begin : hit.predicate[0]].strip(" "):
            trail = re.compile(r" (?P<how>on) the (?=\w+ side)").match(self.text, hit.predicate[1])
        if trail is None:
            later = re.compile(r"[^.;\n]{0,140}? (?P<how>on) the (?=\w+ side)").match(self.text, begin)
            trail = later
        used = _USED.match(self.text, begin)
        if used is not None:
            owner = self._noun_phrase(i, *used.span("who"))
            return Victim(owner, INFERRED) if owner is not None else None
        if trail is None:
            return None
        how, at = trail.group("how").lower(), trail.end()
        person = self.lexicon.is_person(hit.category)
        stop = _TRAIL_END.search(self.text, at)
        end = min(stop.start() if stop else at + 60, at + 60)
        if hit.predicate[0] > at:
            end = min(end, hit.predicate[0])
        words = self.text[at:end]
        if how == "on" and hit.rule_id.startswith("inflict"):  # "inflicted 15 casualties on the army"
            owner = self._noun_phrase(i, at, end)
            return Victim(owner, EXPLICIT) if owner is not None else None
        if how == "on" and not re.search(r"side$", words.strip()):
            return None
        if how == "of" and hit.phrase.headless and words.split()[:1] and words.split()[0].lower() in THEY | SELF:
            possessed = self._possessed(i, words.split()[0].lower())  # "729 of its servicemen have perished"
            if possessed is not None:
                return possessed
        if _PROXY.match(self.text, at):
            return None  # "belonging to Indian proxy Fitna al Khawarij"
        if how in {"of", "from"} and self.camps.of_phrase(words) == "enemy":  # "six men of the enemy"
            foe = self.sides.enemy(i)
            return Victim(foe, INFERRED) if foe is not None else None
        names = [p for p in self.parties.named if at <= p.at < end and p.at - at <= 30]
        foreign = [f for f in self.entities.found_in(at, end) if f.mention.entity_type == "igo"]
        if foreign and person:
            return Victim(Party(words.strip(), foreign[0].mention.entity_id), EXPLICIT)
        if names:
            if how == "from" and names[0].camp == "state" and not person and self.camps.of_phrase(words) == "":
                return None
            if how == "for" and names[0].camp != "rebel":
                return None
            party = names[-1] if len(names) > 1 and names[-1].camp == "rebel" else names[0]
            return Victim(party, EXPLICIT)
        camp = self.camps.of_phrase(words)
        if how in {"of", "from", "belonging to"} and camp == "rebel" and self.camps.cues["home_guard"].search(words):
            return Victim(Party(_ARTICLE.sub("", words.strip())), EXPLICIT)  # "three members of the local militia"
        if (camp == "foreign" or _MISSION.match(words)) and (body := self.sides.mission(i)) is not None:
            return Victim(body, EXPLICIT)  # "belonging to the mission"
        if how == "of" and not person and camp == "state" and "forces" not in words:
            return None
        member = hit.category == "PERS_MIL" or (person and hit.phrase.head in self.camps.members)
        unlisted = _UNLISTED_OWNER.match(words)
        armed = unlisted is not None and self.camps.bodies.match(unlisted.group("name")) is not None
        if (
            unlisted is not None
            and (member or armed or how == "belonging to")
            and how in {"of", "from", "belonging to"}
        ):
            home = self.parties.home(hit.start) if unlisted.group("name")[0].isdigit() else None
            if home is not None and self.parties.is_force(home):
                return Victim(home, EXPLICIT)  # a brigade of the army that the text names
            return Victim(Party(unlisted.group("name"), camp=camp or self.camps.of_phrase(hit.phrase.head)), EXPLICIT)
        if how == "from" and not person and camp in {"state", "rebel"} and hit.outcome == "captured":
            home = self.sides.state_of(i) if camp == "state" else None
            owner = self.parties.force_named(home, words.strip()) if home else Party(words.strip(), camp=camp)
            return Victim(owner, EXPLICIT)
        if camp == "rebel" and how != "from":
            group = self.parties.group(at)
            return Victim(group or Party(words.strip(), camp="rebel"), EXPLICIT)
        if camp == "either" and how == "used by" and (group := self.parties.rebels(at)):
            return Victim(group, EXPLICIT)
        last = words.split()[-1] if words.split() else ""
        if camp == "state" and how in {"of", "belonging to"} and (self.camps.of_word(last) or last == "forces"):
            home = self.sides.state_of(i)
            if self._did_it(i, home):
                home = None  # "three officers of the junta were killed by Thai troops"
            return Victim(
                replace(home, text=words.strip())
                if home and home.entity_id is None
                else home or Party(words.strip(), camp="state"),
                EXPLICIT,
            )
        return None

    def _loser(self, i: int) -> Victim | None:
        """The subject of "lost", the owner of "losses"."""
        hit = self.hits[i]
        if hit.loser is None:
            nouns = self.camps.rebel_nouns(self.text[hit.sentence.start : hit.predicate[0]])
            group = self.parties.rebels(hit.start) if nouns and hit.rule_id.endswith(".loser") else None
            return Victim(group, EXPLICIT) if group is not None else None
        start, end = hit.loser
        doer = self.camps.cues["gunner"].search(self.text, start, end)  # "Air defence: one MiG-29, 37 ATACMS"
        subject = _CLAUSE.split(self.text[start : hit.predicate[0]])[-1]  # "the ministry said the enemy had lost"
        if doer or "enemy" in {self.camps.of_phrase(self.text[start:end]), self.camps.of_phrase(subject)}:
            foe = self.sides.enemy(i)
            return Victim(foe, INFERRED) if foe is not None else None
        between = _SAYS.match(self.text, end, hit.predicate[0])
        if between is not None:  # "M23's spokesman said the army had lost"
            verb = re.compile(r"\b(?:ha[sd]|have)\b").search(self.text, between.end(), hit.predicate[0])
            owner = self._noun_phrase(i, between.end() + 1, verb.start() if verb else hit.predicate[0])
            if owner is not None:
                return Victim(owner, EXPLICIT)
        later = [p for p in self.parties.named if end <= p.at < hit.predicate[0]]
        if (
            later and hit.rule_id.endswith(".loser") and not ALSO.search(self.text[end : hit.predicate[0]])
        ):  # "According to the ministry, Azerbaijan has lost"
            return Victim(later[-1], EXPLICIT)
        said = _SAYS.match(self.text, start, end)
        if said is not None and said.end() >= end - 1:
            return self.own_losses.own(i)
        if said is not None:
            start = said.end() + 1
        words = {w.strip("’'s,.“”\"").lower() for w in self.text[start:end].split()}
        if "own" in words and words & _TALLIES:
            return None  # "correcting its own earlier toll of 17"
        if "own" in words and words & THEY:  # "killed 200 Serbs; its own losses were 174 dead"
            party = next((p for p in self.parties.named if hit.sentence.start <= p.at < start and not p.where), None)
            if party is not None:
                return Victim(party, EXPLICIT)
        if "own" in words:  # "Own casualties: 6"
            return self.own_losses.own(i) if self.speakers[i] else self.own_losses.last_force(i)
        its = _ITS.match(self.text, start) and self.camps.cues["toll"].search(self.text, start, end)
        if its and self.speakers[i] is not None:
            return self.own_losses.own(i)  # "Baghdad put its losses at 17 tanks"
        if words & SELF or (words <= THEY and hit.rule_id.startswith("of.")):
            return self.own_losses.own(i)
        if words <= THEY:
            said_so = SAID_THAT.search(self.text, max(hit.sentence.start, start - 40), end)
            if said_so is not None and said_so.end() == start:  # "India said it lost 20 soldiers"
                near = [p for p in self.parties.named if hit.sentence.start <= p.at < said_so.start() and not p.where]
                return Victim(near[-1], EXPLICIT) if near else self.own_losses.own(i)
            before = self.inference.last_person(i)
            if before is not None:
                return Victim(before.party, EXPLICIT)
            party = self.parties.nearest([p for p in self.parties.named if p.at < start], start)
            speaker = self.speakers[i]
            if party is not None and speaker is not None and speaker.side and party.side == speaker.side:
                party = self.parties.opponent(speaker, start)  # "They lost forty men", says a commander
            return Victim(party, EXPLICIT) if party is not None else None
        claimant = self.claimants[i].text
        if claimant and self.text[start:end] in claimant:
            return self.own_losses.own(i)
        owner = self._noun_phrase(i, start, end)
        if owner is None and hit.rule_id.endswith(".loser"):
            owner = self.sides.by_noun(self.text[hit.sentence.start : hit.predicate[0]], hit.start)
            owner = owner if owner is not None and len(owner.text) < 60 else None
        return Victim(owner, EXPLICIT) if owner is not None else None

    def _unlisted(self, i: int) -> Victim | None:
        """Members of a body that no list holds: "two CJTF members", "District Reserve Guard jawans"."""
        hit = self.hits[i]
        if hit.category != "PERS_MIL" or hit.phrase.modifiers is None or hit.phrase.head not in self.camps.members:
            return None
        words = self.text[slice(*hit.phrase.modifiers)].split()
        named = [w for w in words[:-1] if w[:1].isupper()]
        return Victim(Party(" ".join(words)), IN_SCOPE) if named else None

    def _noun_phrase(self, i: int, start: int, end: int) -> Party | None:
        """The party that the owner or loser at ``start:end`` is."""
        words = self.text[start:end]
        if _SAYS.match(words):
            return None
        camp = self.camps.of_phrase(words)
        if camp == "enemy":
            return self.sides.enemy(i)
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
            home = self.sides.state_of(i)
            other = self._did_it(i, home)  # "Thai fire on the junta"
            return home if home is not None and home.entity_id and not other else Party(words, camp="state")
        if self.camps.cues["attacker"].search(words):  # "the losses of the assailants"
            return self.parties.rebels(start) or Party(_ARTICLE.sub("", words), camp="rebel")
        if self.hits[i].rule_id.startswith("total.") and not re.search(r"(?<!^)\b[A-Z]", words):
            return None  # "Items recovered include", "Prisoners now number"
        named = words.split()[1:] if words.split() and words.split()[0].lower() in {"the", "a", "an"} else words.split()
        if named and any(w[:1].isupper() for w in named) and not self.camps.cues["toll"].search(words.lower()):
            return Party(words)
        return None
