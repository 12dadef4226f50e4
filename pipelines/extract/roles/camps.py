"""The words that tell on which side of a fight people and things stand, in the shapes that lookups need.

From camps.csv, victim_cues.csv, peoples.csv and the tables of sides and entities: nothing here knows a document.
"""

from __future__ import annotations

import re

from ahocorasick_rs import AhoCorasick

from pipelines.extract.inflection import pluralize
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.names.gazetteer import countries
from pipelines.extract.text import any_of, longest, whole_words

#: entity types that fight, or speak, for a state; and those of armed groups. Others take no side.
STATE = frozenset(
    {"state", "partially_recognised_state", "state_armed_force", "military_unit", "government_body", "law_enforcement"}
    | {"intelligence_service", "person"}
)
GROUP = frozenset({"rebel_group", "militia", "gang", "pmc"})
_EITHER = frozenset({"paramilitary", "volunteer_unit"})  # what their side is
#: "Heavily armed", "Masked", "Retreating", "Northern": what no name begins with.
_DESCRIBES = re.compile(r"[A-Z][a-z]+(?:ly|ed|ing|ern|ist|ists|al|ive)$")
#: After the stem of a verb or noun of fighting: "ambush|ed a", "assault| on the", "clash|es with".
_FOUGHT = r"(?:ed|d|led|ing|ling|ping|ting|s|es|ning)?(?: off| up| back| out| at| on| upon| with| against| into)*"
_SEVERAL = r"(?: (?:the|a|an|its|their|his|this|another|several|two|three|four|five|six|\d+|some|heavily|suspected))*"

#: After "the Murle": the people themselves do something.
_ACTS = ("say", "said", "admit", "admitted", "claim", "claimed", "lost", "attacked", "raided", "killed", "fled", "deny")


class Camps:
    """The words of camps.csv and the tables of sides and entities, in the shapes that lookups need."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = {row["word"]: row["camp"] for row in lexicon.table("camps")}
        self.types = {row["entity_id"]: row["entity_type"] for row in lexicon.table("entities")}
        self.names = {row["entity_id"]: row["canonical_name"] for row in lexicon.table("entities")}
        self.countries = {row["entity_id"]: row["country_iso2"] or None for row in lexicon.table("entities")}
        self.wars = {row["entity_id"]: row["conflict_id"] or None for row in lexicon.table("entities")}
        self.state_sides = {
            row["country_iso2"]: row["side"] or None
            for row in lexicon.table("entities")
            if row["entity_type"] == "state"
        }
        self.forces = {row["side"]: row["force_entity_id"] for row in lexicon.table("sides")}
        self.side_of_land = {self.countries[force] or "": side for side, force in self.forces.items()}
        self.foes = {row["side"]: tuple(filter(None, row["opponents"].split(";"))) for row in lexicon.table("sides")}
        self.commands = {  # country -> its units that are for one war, where its army as a whole is not
            country: tuple(
                entity
                for entity, war in self.wars.items()
                if war and self.types[entity] == "military_unit" and self.countries[entity] == country
            )
            for force in self.forces.values()
            if (country := self.countries[force]) and not self.wars[force]
        }
        self.capitals = {code: country.capital for code, country in countries().items() if country.capital}
        self.places = {row["name"]: row["iso3166_1"] for row in lexicon.table("places") if row["iso3166_1"]}
        self.places |= {capital: code for code, capital in self.capitals.items()}
        cues: dict[str, list[str]] = {}
        for row in lexicon.table("victim_cues"):
            cues.setdefault(row["kind"], []).append(row["cue"])
        self.cues = {kind: _any_form_of(words) for kind, words in cues.items()}
        self.cues["force"] = re.compile(rf"(?:[’']s)? (?:[a-z-]+ ){{0,2}}{any_of(cues['force'])}s?\b")
        #: "Zanbar Front", "Kuku Boys", "Kassa Brigade", and of these the ones that may be a unit of an army
        self.bodies = re.compile(
            rf"(?<![\w’'-])((?:[A-Z][\w’'-]+ (?:of |for )?){{1,4}}{any_of([*cues['body'], *cues['unit']])}"
            r"|(?:Sons|Lions|Soldiers|Guardians|Knights|Army|Servants|Defenders) of (?:the )?[A-Z][\w’'-]+)(?![\w-])"
        )
        self.body_nouns = re.compile(any_of([*cues["body"], *cues["unit"]]) + r"|(?:s|Army) of ")
        self.units = frozenset(cues["unit"])
        self.armed = frozenset(cues["armed"])
        self.crew = frozenset(cues["crew"])
        self.seafarers = frozenset(cues["seafarer"])
        self.members = frozenset(cues["member"])
        self.mournings = frozenset(cues["mourning"])
        self.mishaps = frozenset(cues["mishap"])
        self.forsakings = frozenset(cues["forsaking"])
        self.officials = frozenset(cues["official"])
        self.strikes = re.compile(rf"(?:[’']s)? (?:[a-z-]+ ){{0,2}}{any_of(cues['strikes'])}s?\b")
        rebels = [word for word, camp in self.words.items() if camp == "rebel"]
        fought = rf"(?<!to )\b(?i:{any_of(cues['attack'])}){_FOUGHT}"
        self.feud = re.compile(rf"(?<!to )\b(?i:{any_of([*cues['attack'], *cues['feud']])}){_FOUGHT}\b")
        #: before a name: it was attacked or fought; with one or a force in it: "ambushed an Assam Rifles convoy"
        self.attacks = re.compile(rf"{fought}{_SEVERAL}(?: [a-z][a-z-]+){{0,2}} $")
        #: before a name: what was done to others fell on it ("An attack by gunmen on a Malian post")
        self.blow_on = re.compile(
            rf"\b(?i:{any_of(cues['blow'] + cues['attack'])})\w*(?: [^,.;:]{{2,60}}?)?"
            rf" (?:on|upon|against){_SEVERAL}(?: [a-z][a-z-]+){{0,2}} $"
        )
        self.blow_by = re.compile(
            rf"\b(?i:{any_of(cues['blow'] + cues['attack'])})\w*(?: [^,.;:]{{2,60}}?)? by{_SEVERAL} "
        )
        self.attacked_name = re.compile(
            rf"{fought} (?:the|a|an|its|their) (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,3}})(?= [a-z])"
        )
        self.attacked_force = re.compile(
            rf"{fought} (?:the|a|an|its|their|two|three|several|\d+) (?:[a-z-]+ ){{0,2}}?(?P<force>[a-z]+)\b"
        )
        self.models = frozenset(
            alias.strip()
            for row in lexicon.table("equipment_models")
            for alias in (row["canonical_name"], *row["aliases"].split(";"))
        )
        ships = {row["prefix"]: (row["country"], row["navy"]) for row in lexicon.table("ship_prefixes")}
        self.ships = ships
        self.warship = re.compile(rf"\b({any_of(ships)}) (?=[A-Z])")
        self.branches = {row["member"]: tuple(row["forces"].split(";")) for row in lexicon.table("force_members")}
        peoples = {row["adjective"]: row["camp"] for row in lexicon.table("peoples")}
        self.peoples = peoples | {row["people"]: row["camp"] for row in lexicon.table("peoples") if row["people"]}
        self.homes = {row[form]: row["country"] for row in lexicon.table("peoples") for form in ("adjective", "people")}
        words = [row["word"] for row in lexicon.table("function_words")]
        self._after_people = frozenset(words) | frozenset(_ACTS)
        self._plurals = frozenset(row["people"] for row in lexicon.table("peoples"))
        self._peoples = AhoCorasick(sorted(self.peoples))
        self._common = _common_words(lexicon)
        nouns = {row["noun"]: row["plural"] or pluralize(row["noun"]) for row in lexicon.table("heads")}
        civil = [
            row["noun"] for row in lexicon.table("heads") if row["category"] == "PERS_CIV" and " " not in row["noun"]
        ]
        self.civilians = frozenset(form.lower() for noun in civil for form in (noun, nouns[noun]))
        self._things = frozenset(nouns) | frozenset(nouns.values())
        self._rebels = re.compile(
            rf"(?<![\w-]){any_of(rebels)}s?(?![\w-]| (?:jets?|planes?|aircraft|bombers?)\b)", re.IGNORECASE
        )

    def of_word(self, word: str) -> str:
        """Return the camp of a word, plural or singular; "" for a word that tells nothing."""
        bare = word.lower().strip(" ,.;:()\"“”‘’'").removesuffix("’s").removesuffix("'s")
        for form in (bare, bare.removesuffix("s"), bare.removesuffix("es"), bare.removesuffix("ies") + "y"):
            if form in self.words:
                return self.words[form]
        return ""

    def of_phrase(self, phrase: str) -> str:
        """Return the camp of a phrase: that of its last telling word."""
        words = phrase.split()
        for i in range(len(words) - 1, -1, -1):
            camp = (self.of_word(" ".join(words[i - 1 : i + 1])) if i else "") or self.of_word(words[i])
            if camp:
                return camp
        return ""

    def of_type(self, entity_type: str | None, side: str | None) -> str:
        """Return the camp of an entity: that of the forces of its side, else by its type."""
        if entity_type in GROUP:
            return "rebel"
        if entity_type == "state_armed_force":
            return "state"
        if entity_type not in STATE | _EITHER:
            return ""
        force = self.types.get(self.forces.get(side or "", ""))
        if force is not None:
            return "state" if force in STATE else "rebel"
        return "state" if entity_type in STATE else "rebel"

    def name(self, words: str) -> str:
        """Return the name in ``words``, which may open with common words ("Masked Fretilin"); "" for none."""
        parts = words.split()
        while parts and (parts[0].lower() in self._common or _DESCRIBES.match(parts[0])):
            parts = parts[1:]
        return " ".join(parts)

    def peoples_in(self, text: str) -> list[tuple[int, str]]:
        """Return (offset, word) of every people that stands for a party: "the Kurds", "Biafran troops"."""
        found = []
        for _, start, end in longest(whole_words(self._peoples, text)):
            word = text[start:end]
            if "-" in (text[start - 1 : start], text[end : end + 1]):
                continue
            after = text[end : end + 40].split()[:3]
            armed = any(w[0].islower() and (self.of_word(w) or w.strip(".,;") in self._things) for w in after)
            armed = armed or (bool(after) and self.cues["toll"].fullmatch(after[0]) is not None)  # "Chechen losses"
            folk = text.endswith(("the ", "The "), 0, start) and (not after or after[0] in self._after_people)
            if armed or folk or word in self._plurals or self.cues["force"].match(text, end):
                found.append((start, word))
        return found

    def is_thing(self, noun: str) -> bool:
        """Tell whether a noun is one of what may be lost: "tanks", "soldiers"."""
        return noun in self._things

    def arms(self, text: str, at: int) -> bool:
        """Tell whether the word at ``at`` makes the name before it that of armed men: "Kenyan soldiers"."""
        match = self.cues["force"].match(text, at)
        return match is not None and self.of_word(match.group().split()[-1]) in {"state", "rebel"}

    def rebel_nouns(self, text: str) -> list[tuple[int, str]]:
        """Return (offset, word) of every rebel noun in ``text``."""
        return [(m.start(), m.group()) for m in self._rebels.finditer(text)]


def _common_words(lexicon: Lexicon) -> frozenset[str]:
    """Lower-case words that may stand before a name at the start of a sentence."""
    columns = {"function_words": "word", "number_words": "word", "adjectives": "word", "camps": "word", "heads": "noun"}
    words = {row[column] for table, column in columns.items() for row in lexicon.table(table)}
    words -= {row["adjective"].lower() for row in lexicon.table("demonyms")}
    return frozenset(words | {word + "s" for word in words} | {"foreign", "islamic", "muslim", "pro", "anti", "ex"})


def _any_form_of(words: list[str]) -> re.Pattern[str]:
    """A pattern for any of ``words``, also in the plural."""
    return re.compile(rf"\b{any_of(words)}s?\b", 0 if words[0][0].isupper() else re.IGNORECASE)
