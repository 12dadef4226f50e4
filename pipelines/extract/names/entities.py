"""Who is named in a text: mentions linked to the entities of ``seeds/reference`` and to their sides.

One Aho-Corasick pass finds every known name, nationality and body of a state; neighbours are then joined
("Ukraine's" + "air force"), acronyms defined in brackets are learnt, and aliases that need context are kept only
where the text gives it. Nominal references ("the ministry", "its soldiers") are resolved when they are asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document, Mention
from pipelines.extract.names.gazetteer import countries
from pipelines.extract.text import Sentence, in_capitals, longest, straightened, whole_words

# One character for one character, so that offsets hold.
_WORD = re.compile(r"[^\W_]+(?:[-.&'][^\W_]+)*\.?")
_NAME_TAIL = re.compile(r"(?: (?:(?:al|el|ben|bin|ibn|von|van|de|du|der|abu|ul|ur)[ -])*[A-ZÀ-ÞŁŚŠŽČĐĆ][\w’-]*){1,4}")
_BACKED = re.compile(r"[-‑](?:backed|sponsored|supplied|funded|trained|made|built|brokered|mediated)\b")
_PHRASE_END = re.compile(r"[,;:()]|\b(?:of|in|on|at|from|with|and|or|near|who|which|that|after|during)\b")
_BRACKET = re.compile(r"\(([^()\n]{2,60})\)")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z0-9&/-]{0,8}[A-Z0-9]s?$")
#: A rank or form of address with a first name, and a last name: around a nationality that is none.
_NAME_BEFORE = re.compile(
    r"\b(?:Naik|Sepoy|Havildar|Subedar|Captain|Major|Colonel|Lt|Sgt|Mr|Mrs|Ms|Dr|Syed|Sheikh)\.? (?:[A-Z]\w+ )*$"
)
_NAME_AFTER = re.compile(r" [A-Z][a-z]+(?! (?:army|forces|troops|soldiers|Army|Forces))")
_CAPITALS = re.compile(r"[A-Z]{4,}")
_SMALL = frozenset({"of", "the", "for", "and", "in", "de", "al", "on", "to"})
_PLACE_BEFORE = re.compile(
    r"\b(?:in|from|to|near|at|on|over|into|around|towards?|outside|of|through|reached?|left|north|south|east|west)"
    r" (?:the )?$"
)
#: After a seat of government in a headline in title case: "Kyiv Loses ...".
_HEADLINE_VERB = re.compile(
    r" (?:Loses|Lost|Says|Said|Claims|Reports|Denies|Admits|Confirms|Kills|Destroys|Downs|Strikes|Hits|Launches|Shoots"
    r"|Sinks|Seizes|Captures|Attacks|Vows|Accuses|Blames|Warns|Announces)\b"
)
_CALL_SIGN = re.compile(
    r"call ?sign|nicknamed|known as|nom de guerre|alias|spokes|commander|fighter|named", re.IGNORECASE
)
_POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "both"})
_PRONOUNS = frozenset({"it", "its", "they", "their", "them", "he", "she", "his", "her", "him", "we", "our", "us", "i"})
_FORCE_BODIES = frozenset({"armed_force", "general_staff"})  # the armed forces speak for themselves
_LOOSE = frozenset({"forces", "intelligence", "government", "president", "police"})  # anybody's, without a name
_REBELS = frozenset({"rebel_group", "paramilitary", "volunteer_unit"})
_STATE_FORCES = frozenset({"state_armed_force", "military_unit"})
_PERSONAL = frozenset({"he", "she", "his", "her", "him", "i"})


def _plain(text: str) -> str:
    """Return ``text`` with plain apostrophes, hyphens and blanks, as long as before."""
    return straightened(text).replace("\xa0", " ").replace("\u202f", " ").replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Actor:
    """What a phrase stands for: ``text`` as printed; id, side and country where they are known."""

    text: str
    entity_id: str | None
    side: str | None
    country: str | None  # ISO 3166-1 alpha-2
    basis: str  # explicit, coreference
    entity_type: str | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    """What one pattern of the automaton stands for."""

    kind: str  # entity, country, metonym, demonym, people, body, title, place
    value: str  # entity id, ISO code, body code or title kind
    mention_type: str = "name"
    needs_context: bool = False
    call_sign: bool = False


class _Hit(NamedTuple):  # made by the thousand: a third of the time of a frozen dataclass
    start: int
    end: int
    name: _Name


@dataclass(frozen=True, slots=True)
class _Entity:
    entity_id: str
    name: str
    entity_type: str
    side: str | None
    conflict: str | None
    country: str | None
    parent: str | None


class Found(NamedTuple):
    """A mention with what is known of it besides: the country it belongs to and its kind of name."""

    mention: Mention
    kind: str  # entity, country, demonym, people, body, person, place
    country: str | None


class _Reference:
    """The reference tables in the shapes that lookups need."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.entities = {
            row["entity_id"]: _Entity(
                row["entity_id"],
                row["canonical_name"],
                row["entity_type"],
                row["side"] or None,
                row["conflict_id"] or None,
                row["country_iso2"] or None,
                row["parent_entity_id"] or None,
            )
            for row in lexicon.table("entities")
        }
        self.states = {e.country: e.entity_id for e in self.entities.values() if e.entity_type == "state" and e.country}
        self.body_types: dict[str, str] = {}  # the first line of a body says what it is: a ministry, not its minister
        for row in lexicon.table("body_nouns"):
            self.body_types.setdefault(row["body"], row["entity_type"])
        self.bodies: dict[tuple[str, str], str] = {}
        for row in lexicon.table("country_bodies"):
            if row["entity_id"] not in self.entities or row["body"] not in self.body_types:
                raise row.fail("unknown entity or body")
            if (row["country"], row["body"]) in self.bodies:
                raise row.fail("the country has this body already")
            self.bodies[row["country"], row["body"]] = row["entity_id"]
        for entity in self.entities.values():
            top = entity.parent is None or self.entities[entity.parent].entity_type == "state"
            if entity.entity_type == "state_armed_force" and entity.country and top:
                self.bodies.setdefault((entity.country, "armed_force"), entity.entity_id)
        self.body_codes = {r["phrase"]: r["body"] for r in lexicon.table("body_nouns") if r["phrase"] not in _LOOSE}
        self.force_nouns: dict[str, str] = {}
        for row in lexicon.table("force_nouns"):
            for form in _forms(row["noun"]):
                self.force_nouns[form] = row["stands_for"]
        self.reference_nouns: dict[str, tuple[str, ...]] = {}
        for row in lexicon.table("reference_nouns"):
            self.reference_nouns[row["noun"]] = tuple(row["refers_to"].split(";"))
        self.force_of_side: dict[str, str] = {}
        self.opponents: dict[str, tuple[str, ...]] = {}
        for row in lexicon.table("sides"):
            if row["force_entity_id"] not in self.entities:
                raise row.fail("unknown force_entity_id")
            self.force_of_side[row["side"]] = row["force_entity_id"]
            self.opponents[row["side"]] = tuple(filter(None, row["opponents"].split(";")))


def _forms(noun: str) -> tuple[str, ...]:
    """Return a noun and its regular plural."""
    if noun.endswith("y") and not noun.endswith(("ay", "ey", "oy")):
        return noun, noun[:-1] + "ies"
    return (noun,) if noun.endswith("s") else (noun, noun + "s")


class Entities:
    """The mentions of one document, and what follows from them."""

    def __init__(self, text: str, found: Sequence[Found], reference: _Reference) -> None:
        self._text = text
        self._reference = reference
        self.found = tuple(sorted(found, key=lambda f: f.mention.start))
        self._starts = [f.mention.start for f in self.found]
        self.spots: dict[int, tuple[object, ...]] = {}  # places by start of their sentence: filled by PlaceFinder

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions in text order, without overlaps."""
        return tuple(f.mention for f in self.found if f.kind != "title")

    @cached_property
    def side_counts(self) -> Counter[str]:
        """How often each side is named in the document."""
        sides = (self.side_of(f.mention.entity_id) or self._country_side(f.country) for f in self.found)
        return Counter(side for side in sides if side)

    @cached_property
    def country_counts(self) -> Counter[str]:
        """How often each country is named, directly or through its people and forces: the theatre."""
        return Counter(f.country for f in self.found if f.country)

    def in_span(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that lie wholly in ``start:end``, in text order."""
        return [f.mention for f in self.found_in(start, end)]

    def found_in(self, start: int, end: int) -> list[Found]:
        """Return mentions with their country and kind that lie wholly in ``start:end``, in text order."""
        i = bisect_left(self._starts, start)
        hits = []
        while i < len(self.found) and self._starts[i] < end:
            if self.found[i].mention.end <= end:
                hits.append(self.found[i])
            i += 1
        return hits

    def actor(self, start: int, end: int) -> Actor | None:
        """Read ``text[start:end]`` as an actor: a name, "Israeli soldiers", "the group", "its", "they".

        None when the phrase names nobody. A nationality with a rebel noun ("Russian partisans") has no side;
        an origin ("US-made") is no actor.
        """
        phrase = self._text[start:end]
        direct = self._named_actor(start, end, phrase)
        return direct or self._referred_actor(start, phrase)

    def side_of(self, entity_id: str | None) -> str | None:
        """Return the side label of an entity, or None."""
        entity = self._reference.entities.get(entity_id) if entity_id else None
        return entity.side if entity else None

    def force_of(self, side: str) -> str | None:
        """Return the entity that stands for the fighting forces of a side ("ru_side" -> "ru_af")."""
        return self._reference.force_of_side.get(side)

    def opponent_side(self, side: str | None) -> str | None:
        """Return the side that ``side`` fights in this document.

        With several opponents: the one most named in the document; None when nothing decides.
        """
        options = self._reference.opponents.get(side or "", ())
        if not options:
            return None
        # max keeps the first of equals, and the table puts the usual opponent first
        best = max(options, key=lambda option: self.side_counts[option])
        return best if len(options) == 1 or self.side_counts[best] else None

    def opponent(self, actor: Actor) -> Actor | None:
        """Return the forces that an actor fights, as an inferred actor (text is the canonical name).

        In a war that the list of sides does not know, a state's forces fight the armed group that the document
        names most, and an armed group fights the forces of the country that the document is about.
        """
        side = self.opponent_side(actor.side)
        force = self._named_force(side) or self.force_of(side) if side else None
        if force is None and not actor.side:
            if actor.entity_type in _REBELS:
                countries = sorted(self.country_counts.items(), key=lambda item: (-item[1], item[0]))
                bodies = (self.force_of_country(country) for country, _ in countries[:1])
                force = next((body for body in bodies if body), None)
            elif actor.country:
                force = self._named_force(None)
        if not force or force == actor.entity_id:
            return None
        entity = self._reference.entities[force]
        return Actor(entity.name, force, entity.side, entity.country, "explicit", entity.entity_type)

    def _named_force(self, side: str | None) -> str | None:
        """Return the fighting force of ``side`` (of any, for None: an armed group) that is named most here."""
        usual = self.force_of(side) if side else None
        of_state = usual is not None and self._reference.entities[usual].entity_type == "state_armed_force"
        kinds = _STATE_FORCES if of_state else _REBELS
        counts: Counter[str] = Counter()
        for found in self.found:
            entity_id = found.mention.entity_id
            if entity_id and found.mention.entity_type in kinds and (not side or self.side_of(entity_id) == side):
                counts[entity_id] += 1
        if usual in counts:
            return usual
        return max(sorted(counts), key=lambda e: counts[e], default=None)

    def force_of_country(self, country: str) -> str | None:
        """Return the entity id of a country's armed forces, if it is in the list."""
        return self._reference.bodies.get((country, "armed_force"))

    def _country_side(self, country: str | None) -> str | None:
        return self.side_of(self._reference.states.get(country or ""))

    def _make(self, found: Found, text: str, basis: str) -> Actor:
        mention = found.mention
        side = self.side_of(mention.entity_id)
        return Actor(text, mention.entity_id, side, found.country, basis, mention.entity_type)

    def _named_actor(self, start: int, end: int, phrase: str) -> Actor | None:
        names = [f for f in self.found_in(start, end) if f.kind not in ("place", "title")]
        if not names:
            return None
        # Take the last name before a trailing "of ..." phrase: "Hamas's Qassam Brigades", "troops of the RSF".
        strong = [f for f in names if f.kind in ("entity", "body", "person") and not self._only_backs(f)]
        if strong:
            return self._make(strong[-1], phrase, "explicit")
        first = next((f for f in names if not self._only_backs(f)), None)
        if first is None:
            return None
        rest = _plain(self._text[first.mention.end : end])
        if first.kind == "demonym" and not rest.strip() and first.mention.start > start + 4:
            return None  # "BBC Burmese"
        return self._national(first, rest, phrase)

    def _only_backs(self, found: Found) -> bool:
        """Tell "the UN-backed government": the name is no part of the actor."""
        return bool(_BACKED.match(self._text, found.mention.end))

    def _national(self, found: Found, rest: str, phrase: str) -> Actor:
        """Read a nationality or country with the noun that follows it."""
        country = found.country or ""
        state = self._reference.states.get(country)
        phrase_end = _PHRASE_END.search(rest)
        nouns = _WORD.findall(rest[: phrase_end.start()] if phrase_end else rest)
        kinds = [k for w in nouns if (k := self._reference.force_nouns.get(w.lower().rstrip(".")))]
        kind = kinds[-1] if kinds else None  # the head comes last: "fighter jets"
        if kind == "rebel":
            return Actor(phrase, None, None, country, "explicit", "rebel_group")
        if kind == "official":
            return Actor(phrase, state, self.side_of(state), country, "explicit", "state")
        if kind == "other":
            return Actor(phrase, None, None, country, "explicit", None)
        if kind == "civilian":
            return Actor(phrase, "civilians", None, country, "explicit", "civilian_population")
        if found.kind in ("demonym", "people") or kind in ("force", "unit"):
            force = self._reference.bodies.get((country, "armed_force")) or state
            side = self.side_of(force) or self.side_of(state)
            return Actor(phrase, force, side, country, "explicit", "state_armed_force")
        return Actor(phrase, state, self.side_of(state), country, "explicit", "state")

    def _referred_actor(self, start: int, phrase: str) -> Actor | None:
        words = _plain(phrase).lower().split()
        if not words:
            return None
        if words[-1].endswith("'s"):
            words[-1] = words[-1][:-2]
        head = " ".join(words[1:]) if words[0] in _POINTING else " ".join(words)
        types = self._reference.reference_nouns.get(head) or self._reference.reference_nouns.get(words[-1])
        if len(words) == 1 and words[0] in _PRONOUNS:
            wanted: tuple[str, ...] = ("person",) if words[0] in _PERSONAL else ("actor",)
            return self._antecedent(start, phrase, wanted)
        if types == ("enemy",):
            return None
        code = self._body_code(words)
        if code and types == ("actor",):  # "the army spokesman": whose army?
            types = (self._reference.body_types[code],)
        antecedent = self._antecedent(start, phrase, types) if types and words[0] in _POINTING else None
        return antecedent or (self._home_body(phrase, code) if code else None)

    def _body_code(self, words: list[str]) -> str | None:
        codes = self._reference.body_codes
        pairs = [" ".join(words[k : k + 2]) for k in range(len(words) - 1)]
        return next((codes[w] for w in [*pairs, *words] if w in codes), None)

    def _home_body(self, phrase: str, code: str) -> Actor | None:
        """Read "the army", "an army spokesman", "the general staff" as that of the country the text is about."""
        for country, _ in sorted(self.country_counts.items(), key=lambda item: (-item[1], item[0])):
            force = self._reference.bodies.get((country, "armed_force"))
            if force is None:
                continue
            if code not in _FORCE_BODIES:
                force = self._reference.bodies.get((country, code))
            if force:
                entity = self._reference.entities[force]
                return Actor(phrase, force, entity.side, country, "coreference", entity.entity_type)
            return None
        return None

    def _antecedent(self, start: int, phrase: str, types: tuple[str, ...]) -> Actor | None:
        """Return the nearest earlier mention of a fitting type; the first listed type wins within reach."""
        i = bisect_left(self._starts, start) - 1
        best: tuple[int, Found] | None = None
        seen = 0
        while i >= 0 and seen < 40:
            found = self.found[i]
            i -= 1
            if found.kind in ("demonym", "people", "place", "title"):
                continue
            seen += 1
            entity_type = found.mention.entity_type or ""
            if types == ("actor",):
                if entity_type == "person" or entity_type in ("place", ""):
                    continue
                return self._make(found, phrase, "coreference")
            if entity_type in types:
                rank = types.index(entity_type)
                if best is None or rank < best[0]:
                    best = (rank, found)
                if rank == 0:
                    break
        return self._make(best[1], phrase, "coreference") if best else None


class EntityFinder:
    """Finds mentions. Build one per lexicon: it compiles the names into one automaton."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._reference = _Reference(lexicon)
        names: dict[str, list[_Name]] = {}

        def add(form: str, name: _Name) -> None:
            form = _plain(form)
            for spelling in (form, form[0].lower() + form[1:]) if form.startswith(("Al-", "Al ", "Ash-")) else (form,):
                entries = names.setdefault(spelling, [])
                if name not in entries:
                    entries.append(name)

        for entity in self._reference.entities.values():
            name = re.sub(r" \(.*?\)", "", entity.name)
            # "Ministry of Defence (United Kingdom)" is anybody's without its country
            if entity.entity_type != "civilian_population" and name.lower() not in self._reference.body_codes:
                add(name, _Name("entity", entity.entity_id))
        for row in lexicon.table("entity_aliases"):
            kind = {"acronym": "acronym", "name": "name"}.get(row["alias_kind"], "alias")
            # "regime forces", "foreign mercenaries" are many armies': only in their own war
            common = row["alias"].islower() and not row["alias"].startswith(("al-", "al "))
            needs_context = row["needs_context"].lower() == "true" or common
            if not (row["alias_kind"] == "metonym" and needs_context):  # seats of government: countries.csv
                call_sign = row["alias_kind"] == "call_sign"
                add(row["alias"], _Name("entity", row["entity_id"], kind, needs_context, call_sign))
        for code, country in countries().items():
            add(country.name, _Name("country", code))
            if country.capital:
                add(country.capital, _Name("metonym", code))
        for row in lexicon.table("countries"):
            add(row["name"], _Name({"name": "country"}.get(row["kind"], row["kind"]), row["country"]))
        for row in lexicon.table("demonyms"):
            add(row["adjective"], _Name("demonym", row["country"]))
            if row["people"]:
                add(row["people"], _Name("people", row["country"]))
        for row in lexicon.table("body_nouns"):
            for form in {row["phrase"], row["phrase"].title(), row["phrase"].replace(" of ", " Of ").upper()}:
                add(form, _Name("body", row["body"]))
            add(_title_case(row["phrase"]), _Name("body", row["body"]))
        for row in lexicon.table("titles"):
            add(row["title"], _Name("title", row["kind"]))
        self._forms = sorted(names)
        # An entity wins over a body or country of the same name; a country over its metonym.
        order = ("entity", "country", "place", "demonym", "people", "body", "title", "metonym")
        self._names = [sorted(names[form], key=lambda n: order.index(n.kind)) for form in self._forms]
        self._automaton = AhoCorasick(self._forms)

    def find(self, document: Document, sentences: Sequence[Sentence]) -> Entities:
        """Find the mentions of ``document``; ``sentences`` are its ``segment``s."""
        text = _plain(document.text)
        hits = self._hits(text)
        if in_capitals(text):
            plain = _CAPITALS.sub(lambda word: word.group().capitalize(), text)
            hits = sorted(
                hits + [h for h in self._hits(plain) if not any(h.start < g.end and g.start < h.end for g in hits)],
                key=lambda h: h.start,
            )
            text = plain
        learnt = self._defined(text, hits) if "(" in text else {}
        found = self._join(document.text, text, hits, learnt)
        return Entities(document.text, found, self._reference)

    def _hits(self, text: str) -> list[_Hit]:
        """Return the longest matches on word boundaries, left to right, without overlaps."""
        spans = (span for span in whole_words(self._automaton, text) if not (span[1] and text[span[1] - 1] == "-"))
        return [_Hit(start, end, self._names[index][0]) for index, start, end in longest(spans)]

    def _defined(self, text: str, hits: Sequence[_Hit]) -> dict[str, tuple[str | None, str | None]]:
        """Learn "Siberian Battalion (SB)" and "RSF (Rapid Support Forces)": form -> entity id and type."""
        by_end = {hit.end: hit for hit in hits if hit.name.kind == "entity"}
        by_start = {hit.start: hit for hit in hits if hit.name.kind == "entity"}
        learnt: dict[str, tuple[str | None, str | None]] = {}
        for bracket in _BRACKET.finditer(text):
            inside, before = bracket.group(1), bracket.start()
            while before and text[before - 1] == " ":
                before -= 1
            outer, inner = by_end.get(before), by_start.get(bracket.start(1))
            if _ACRONYM.match(inside):
                long_form = _spelled_out(text[max(0, before - 90) : before], inside)
                known = inner.name.value if inner and not inner.name.needs_context else None
                entity_id = outer.name.value if outer else known
                if long_form and not outer:
                    learnt[long_form] = (entity_id, None)
                if outer or long_form:
                    learnt[inside] = (entity_id, None)
            elif outer and _ACRONYM.match(text[outer.start : outer.end]) and inside[0].isupper():
                learnt[inside] = (outer.name.value, None)
        return learnt

    def _join(
        self, printed: str, text: str, hits: list[_Hit], learnt: dict[str, tuple[str | None, str | None]]
    ) -> list[Found]:
        """Turn hits into mentions: neighbours are joined, hits that are nothing here are dropped."""
        for form in learnt:
            hits = _insert(hits, form, text, learnt[form][0])
        entities = self._reference.entities
        certain = {h.name.value for h in hits if h.name.kind == "entity" and h.name.value and not h.name.needs_context}
        conflicts = {entities[entity].conflict for entity in certain}
        lands = {h.name.value for h in hits if h.name.kind in ("country", "demonym", "people")}
        found: list[Found] = []
        i = 0
        while i < len(hits):
            hit = hits[i]
            following = hits[i + 1] if i + 1 < len(hits) else None
            i += 1
            kind = hit.name.kind
            mention: Found | None = None
            if kind == "entity":
                vague = hit.name.needs_context and text[hit.start : hit.end] not in learnt
                spelled = hit.name.mention_type == "acronym" and hit.name.value in certain
                if vague and not spelled and not self._in_context(text, hit, conflicts, lands):
                    continue
            elif kind == "metonym" and not _speaks(text, hit):
                continue
            country = self._country_of(hit)
            if following and country and self._owns_body(text, hit, following):
                mention = self._body(printed, hit.start, following.end, following.name.value, country)
                i += 1
            elif kind == "entity":
                mention = self._entity(printed, hit)
            elif kind == "body":
                owner = self._owner_after(text, hit, following)
                if owner and following:
                    mention = self._body(printed, hit.start, following.end, hit.name.value, owner)
                    i += 1
            elif kind == "title":
                mention = self._person(printed, text, hit, hits[i:])
                if mention:
                    while i < len(hits) and hits[i].start < mention.mention.end:
                        i += 1
            elif not _is_surname(text, hit):
                mention = self._land(printed, hit)
            if mention:
                found.append(mention)
        return found

    def _country_of(self, hit: _Hit) -> str | None:
        """Return the country whose body can follow: of a state, a nationality, a seat of government."""
        if hit.name.kind in ("country", "metonym", "demonym", "people", "place"):
            return hit.name.value
        entity = self._reference.entities.get(hit.name.value) if hit.name.kind == "entity" else None
        return entity.country if entity and entity.entity_type == "state" else None

    def _entity(self, printed: str, hit: _Hit) -> Found:
        entity = self._reference.entities.get(hit.name.value)
        if entity is None:  # learnt from brackets, not in the list
            return Found(_mention(printed, (hit.start, hit.end), "acronym", None, "organisation"), "entity", None)
        kind = "country" if entity.entity_type == "state" else "entity"
        mention = _mention(printed, (hit.start, hit.end), hit.name.mention_type, entity.entity_id, entity.entity_type)
        return Found(mention, kind, entity.country)

    def _land(self, printed: str, hit: _Hit) -> Found:
        """Make the mention of a country, its seat of government, its people, or an area without a state."""
        code, kind = hit.name.value, hit.name.kind
        if kind in ("demonym", "people"):
            return Found(_mention(printed, (hit.start, hit.end), "name", None, None), kind, code)
        span, surface = (hit.start, hit.end), printed[hit.start : hit.end]
        if kind == "place":
            return Found(Mention(*span, surface, "name", None, "place", code), "place", code)
        place = code if kind == "country" else None  # a seat of government is no place here
        return Found(Mention(*span, surface, "name", self._reference.states.get(code), "state", place), "country", code)

    def _person(self, printed: str, text: str, hit: _Hit, rest: list[_Hit]) -> Found | None:
        """Make the mention of a title and the name after it: "Brigadier General Oleksandr Tarnavskyi"."""
        tail = _NAME_TAIL.match(text, hit.end)
        if tail is None:
            return None
        inside = [h for h in rest if h.start < tail.end()]
        if inside and inside[0].name.kind in ("country", "demonym"):
            return None
        known = [self._reference.entities.get(h.name.value) for h in inside if h.name.kind == "entity"]
        person = next((e for e in known if e), None)
        entity_id, country = (person.entity_id, person.country) if person else (None, None)
        return Found(_mention(printed, (hit.start, tail.end()), "name", entity_id, "person"), "person", country)

    def _owns_body(self, text: str, owner: _Hit, body: _Hit) -> bool:
        """Tell whether ``owner`` and ``body`` are joined: "Ukraine's air force", "the Turkish Defence Ministry"."""
        if body.name.kind != "body":
            return False
        between = text[owner.end : body.start]
        if owner.name.kind in ("demonym", "country", "place"):
            return between in (" ", "'s ", "' ", "'s own ", "'s main ") or bool(
                re.fullmatch(r"(?:'s)? (?:[A-Za-z]+ )", between)
            )
        return between in ("'s ", "' ")

    def _body(self, printed: str, start: int, end: int, code: str, country: str) -> Found:
        entity_id = self._reference.bodies.get((country, code))
        entity_type = self._reference.body_types[code]
        return Found(_mention(printed, (start, end), "name", entity_id, entity_type), "body", country)

    def _owner_after(self, text: str, body: _Hit, following: _Hit | None) -> str | None:
        """Return the country in "Ministry of Defence of Ukraine", "General Staff of the Armed Forces of Ukraine"."""
        if following is None:
            return None
        if following.name.kind == "entity" and text[body.end : following.start] in (" of ", " of the "):
            entity = self._reference.entities.get(following.name.value)
            of_state = entity and entity.entity_type in ("state", "state_armed_force")
            return entity.country if entity and of_state else None
        if following.name.kind == "country" and text[body.end : following.start] in (" of ", " of the "):
            return following.name.value
        return None

    def _in_context(self, text: str, hit: _Hit, conflicts: set[str | None], lands: set[str]) -> bool:
        """Tell whether an alias that means many things means this entity here."""
        entity = self._reference.entities[hit.name.value]
        before, after = text[max(0, hit.start - 40) : hit.start], text[hit.end : hit.end + 30]
        if hit.name.call_sign:  # call signs: "the fighter, call sign Caesar" but not "Caesar howitzers"
            return bool(_CALL_SIGN.search(before)) and not re.match(r" (?:self|howitzer|gun|155|SPG|artillery)", after)
        if re.search(r"(?:Sea|Gulf|Straits?) of $", before):
            return False
        if hit.name.mention_type == "acronym":
            near = re.match(
                r"(?:'s?)? (?:fighter|militant|soldier|troop|forces|rebel|said|claim|gunm|terror|jihad)", after
            )
            return bool(near) and (entity.conflict in conflicts or entity.country is None or entity.country in lands)
        if entity.conflict:
            return entity.conflict in conflicts or entity.country in lands
        return entity.country in lands


def _is_surname(text: str, hit: _Hit) -> bool:
    """Tell whether a nationality is a part of a person's name: "Syed Danish Afkar", "Captain Scott German"."""
    if hit.name.kind != "demonym":
        return False
    before, after = _NAME_BEFORE.search(text, max(0, hit.start - 60), hit.start), _NAME_AFTER.match(text, hit.end)
    return before is not None and after is not None


def _title_case(phrase: str) -> str:
    return " ".join(w if w in _SMALL else w.capitalize() for w in phrase.split())


def _speaks(text: str, hit: _Hit) -> bool:
    """Tell whether a seat of government stands for its country here: it speaks, acts or owns, and is no place."""
    before, after = text[max(0, hit.start - 12) : hit.start], text[hit.end : hit.end + 16]
    if _PLACE_BEFORE.search(before):
        return bool(
            re.search(r"\b(?:by|from|to) $", before)
            and re.match(r"(?:,|\.|;| said| has| was)", after)
            and " by " in before
        )
    if _HEADLINE_VERB.match(after):
        return True
    if re.match(r", (?:which|having|for its part|meanwhile|in turn|too)\b", after):
        return True
    return not re.match(
        r"(?:,? [A-Z(]|-based| (?:region|oblast|airport|province|city|district|suburb|area)\b|, )", after
    )


def _mention(
    printed: str, span: tuple[int, int], mention_type: str, entity_id: str | None, entity_type: str | None
) -> Mention:
    return Mention(*span, printed[span[0] : span[1]], mention_type, entity_id, entity_type)


def _spelled_out(before: str, acronym: str) -> str | None:
    """Return the capitalised words at the end of ``before`` whose initials make ``acronym``."""
    words = before.split()
    letters = [c for c in acronym if c.isupper()]
    taken: list[str] = []
    while words and (words[-1][0].isupper() or words[-1] in _SMALL):
        taken.insert(0, words.pop())
        initials = [w[0] for w in taken if w not in _SMALL]
        if initials == letters or (len(taken) >= 2 and initials[:1] == letters[:1] and len(initials) >= len(letters)):
            return " ".join(taken)
    return None


def _insert(hits: list[_Hit], form: str, text: str, entity_id: str | None) -> list[_Hit]:
    """Add every occurrence of a learnt form; it displaces the hits it overlaps."""
    name = _Name("entity", entity_id or "", "acronym" if _ACRONYM.match(form) else "name")
    # A lookbehind at the front would try every place: what stands before is looked at afterwards.
    fresh = [
        _Hit(m.start(), m.end(), name)
        for m in re.finditer(rf"{re.escape(form)}(?!\w)", text)
        if not re.match(r"\w", text[m.start() - 1 : m.start()])
    ]
    kept = [h for h in hits if not any(h.start < f.end and f.start < h.end for f in fresh)]
    return sorted(kept + fresh, key=lambda h: h.start)
