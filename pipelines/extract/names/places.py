"""Where: the places a claim is set in, with their role and precision, from a gazetteer and our supplement.

Only capitalised names in a place context ("near X", "X region", "the village of X") are looked up, first in
``seeds/reference/places.csv``, then among the settlements of the theatre, the countries that the document names,
last among the world's large cities: a million names give no false hits, and Pokrovsk is the one of this war.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Mention, PlaceRef
from pipelines.extract.names.entities import Entities
from pipelines.extract.names.gazetteer import Settlement, countries, folded, large_city, settlement
from pipelines.extract.text import Sentence, any_of

_NAME = r"[A-ZÀ-ÖØ-ÞĀŁŚŠŽČĐĆİ][\w’'‘ʼ-]*"
_PART = r"(?:(?:al|el|ed|de|del|la|Al|El|ar|ash|az|as|ur|ul)[ -])?"
_LIST_LINK = re.compile(r"(?:, | and |, and | or |/| – )")
_SPEECH_PLACE = re.compile(
    r"\b(?:said|told \w+|statement|briefing|conference|interview|speech|reporters|journalists)(?: on \w+)?\s*$"
)
_WATERS = re.compile(r"(?:\w+ )*(?:Sea|Gulf|Ocean|Channel|Straits?)$|(?:Sea|Gulf|Bay|Straits?) of ")
_NOUN_FOLLOWS = re.compile(  # "near Chechen positions": the name is an adjective
    r" (?!(?:and|or|in|on|at|by|from|to|with|after|before|when|where|while|as|during|since|is|was|had|has|who|which"
    r"|that|were|of|near|for|late|early|but|killing|killed)\b)[a-z]"
)
_REGION_NOUN = re.compile(
    r"^(?:Autonomous )?(?:Republic of )"
    r"|[ -](?:Oblast|Region|Province|Governorate|Krai|State|County|Department|Prefecture|District)$"
)
_NOUN_KINDS = frozenset({"region", "district", "settlement"})
_THEATRE = 6  # countries at most
_BACKGROUND = 0.15  # a country named less often than this share of the first is background
_FAMOUS = 100  # a city so many times larger than its namesake in the theatre is meant all the same
_CITY = 20_000  # people: from here on a bare name means the town and not the region called after it


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer or of the supplement."""

    place_id: str
    name: str
    place_type: str  # country, region, adm1, settlement, sea
    country: str | None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place name in a sentence, with its role and the group (coordination) it belongs to."""

    ref: PlaceRef
    group: int


def _theatre(entities: Entities) -> tuple[str, ...]:
    """Return the countries that the document is about, the most named first."""
    ranked = sorted(entities.country_counts.items(), key=lambda item: (-item[1], item[0]))[:_THEATRE]
    return tuple(code for code, count in ranked if count >= ranked[0][1] * _BACKGROUND)


class PlaceFinder:
    """Finds places. Build one per lexicon: the gazetteer is read when the first place is looked up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._places: dict[str, Place] = {}
        self._supplement: dict[str, list[Place]] = {}
        for row in lexicon.table("places"):
            place = Place(
                row["place_id"],
                row["name"],
                row["place_type"],
                row["iso3166_1"] or None,
                float(row["latitude"]) if row["latitude"] else None,
                float(row["longitude"]) if row["longitude"] else None,
            )
            self._places[place.place_id] = place
            for form in _spellings(row["name"], row.get("aliases", "")):
                entries = self._supplement.setdefault(form, [])
                if place not in entries:
                    entries.append(place)
        for code, country in countries().items():
            self._places.setdefault(code, Place(code, country.name, "country", code))
            if not any(p.place_type == "country" for p in self._supplement.get(folded(country.name), ())):
                self._supplement.setdefault(folded(country.name), []).append(self._places[code])
        self._roles: dict[str, str] = {}
        self._after: dict[str, str] = {}
        self._never = frozenset(folded(row["name"]) for row in lexicon.table("not_places"))
        self._links = frozenset(r["words"] for r in lexicon.table("place_words") if r["position"] == "between")
        for row in lexicon.table("place_words"):
            if row["position"] == "between":
                continue
            (self._roles if row["position"] == "before" else self._after)[row["words"]] = row["kind"]
        names = rf"{_PART}{_NAME}(?:[ -]{_PART}{_NAME})*"
        self._trigger = re.compile(
            rf"\b(?P<role>{any_of(form for role in self._roles for form in (role, role[0].upper() + role[1:]))})\s+"
            r"(?P<links>(?:the |a )?(?:[a-z][a-z-]*(?:['’]s)? ){0,4}?)"
            rf"(?P<names>{names}(?:(?:, | and |, and | or |/)(?:the )?{names})*)"
            rf"(?P<after>[ -]{any_of(self._after)}\b)?",
        )
        suffix = rf" (?P<after>{any_of(w for w, kind in self._after.items() if kind in ('region', 'direction_of'))})\b"
        self._suffix = re.compile(suffix)  # looked for first: names are everywhere
        self._suffixed = re.compile(rf"(?P<names>{_NAME}(?:[ -]{_NAME}){{0,2}}(?: and {_NAME})?){suffix}")
        self._chosen: dict[tuple[str, str, tuple[str, ...]], Place | None] = {}

    def of_claim(self, sentence: Sentence, start: int, end: int, entities: Entities) -> tuple[PlaceRef, ...]:
        """Return the places of the claim ``start:end`` (document offsets), in text order.

        ``entities`` gives the theatre: the countries of the parties decide between namesakes.
        """
        spots = self._spots(sentence, entities)
        if not spots:
            return ()
        groups = sorted({spot.group for spot in spots})
        following = [g for g in groups if min(s.ref.start for s in spots if s.group == g) >= end]
        text = sentence.text
        chosen: int | None = None
        for group in following:
            first = min(s.ref.start for s in spots if s.group == group)
            if ";" not in text[end - sentence.start : first - sentence.start]:
                chosen = group
            break
        if chosen is None:
            leading = [g for g in groups if max(s.ref.end for s in spots if s.group == g) <= start]
            chosen = leading[-1] if leading else None
        if chosen is None:
            return ()
        refs = [s.ref for s in spots if s.group == chosen]
        finer = [r for r in refs if r.where_prec < 6]
        return tuple(finer or refs)

    def mentions(self, sentences: Sequence[Sentence], entities: Entities) -> list[Mention]:
        """Return the place mentions of the document, in text order, but for those that are mentions of entities."""
        found = []
        for sentence in sentences:
            for spot in self._spots(sentence, entities):
                ref = spot.ref
                if entities.in_span(ref.start, ref.end):
                    continue
                found.append(Mention(ref.start, ref.end, ref.name, "place", None, "place", ref.place_id))
        return found

    def place(self, place_id: str) -> Place | None:
        """Return a place that was found before, or one of the supplement, with its coordinates."""
        return self._places.get(place_id)

    def _spots(self, sentence: Sentence, entities: Entities) -> tuple[_Spot, ...]:
        cached = entities.spots.get(sentence.start)
        if cached is None:
            cached = tuple(self._find(sentence, entities))
            entities.spots[sentence.start] = cached
        return cached  # type: ignore[return-value]

    def _find(self, sentence: Sentence, entities: Entities) -> list[_Spot]:
        text = sentence.text
        spots: list[_Spot] = []
        match = self._trigger.search(text)
        while match:
            linked = all(w.removesuffix("'s").removesuffix("’s") in self._links for w in match.group("links").split())
            at = match.end() if linked else match.end("role")
            if linked:
                spots += self._placed(sentence, match, entities)
            match = self._trigger.search(text, at)
        for match in self._suffixed.finditer(text) if self._suffix.search(text) else ():
            start, end = sentence.start + match.start("names"), sentence.start + match.end("names")
            if not any(start < s.ref.end and s.ref.start < end for s in spots):
                spots += self._named(sentence, match, "at", self._after[match.group("after")], entities)
        return sorted(spots, key=lambda s: s.ref.start)

    def _placed(self, sentence: Sentence, match: re.Match[str], entities: Entities) -> Iterator[_Spot]:
        """Read a preposition with the names after it, unless it says where somebody spoke."""
        role = self._roles[match.group("role").lower()]
        after = self._after.get((match.group("after") or "").strip(" -").lower())
        if role != "not_place" and not _SPEECH_PLACE.search(sentence.text[: match.start()]):
            yield from self._named(sentence, match, role, after, entities)

    def _named(
        self, sentence: Sentence, match: re.Match[str], role: str, after: str | None, entities: Entities
    ) -> Iterator[_Spot]:
        """Look up the coordinated names of one match ("Kursk and Belgorod region"); yield those that are places."""
        role = after if after in ("border_of", "direction_of") else role
        noun = after if after in _NOUN_KINDS else role if role in _NOUN_KINDS else None
        role = "at" if role in _NOUN_KINDS else role
        names = list(_split(match.group("names"), match.start("names")))
        for n, (name, at) in enumerate(names):
            last = n == len(names) - 1
            kind = noun if last or noun == "region" else None  # "regions" belongs to every name before it
            start = sentence.start + at
            place = self._look_up(name, kind, entities)
            if n and place and place.place_type == "country" and sentence.text[at - 2] == ",":
                continue  # "in Goma, Congo": the country of the place before
            if place is None and not _WATERS.match(name):
                adjective = not (noun and last) and _NOUN_FOLLOWS.match(sentence.text, at + len(name))
                strong = (noun and last) or role in ("near", "direction_of")
                if adjective or not strong or not self._may_be_unknown(name, start, entities):
                    continue
            precision = 7 if place is None and _WATERS.match(name) else _precision(place, kind, role)
            ref = PlaceRef(name, place.place_id if place else None, role, precision, start, start + len(name))
            yield _Spot(ref, sentence.start + match.start("names"))

    def _may_be_unknown(self, name: str, start: int, entities: Entities) -> bool:
        """Tell whether a name that no gazetteer has can still be a place: it is not known as anything else."""
        if entities.found_in(start, start + len(name)):
            return False
        return len(name) > 3 and not name.isupper() and folded(name) not in self._never

    def _look_up(self, name: str, kind: str | None, entities: Entities) -> Place | None:
        theatre = _theatre(entities)
        key = (name, kind or "", theatre)
        if key not in self._chosen:
            if len(self._chosen) > 50_000:
                self._chosen.clear()
            self._chosen[key] = self._choose(name, kind, theatre)
            place = self._chosen[key]
            if place:
                self._places.setdefault(place.place_id, place)
        return self._chosen[key]

    def _choose(self, name: str, kind: str | None, theatre: tuple[str, ...]) -> Place | None:
        form = folded(re.sub(r"['’]s$", "", name))
        if form in self._never or len(form) < 3 or _WATERS.match(name):
            return None
        if form not in self._supplement:
            form = folded(_REGION_NOUN.sub("", name))
        listed = self._supplement.get(form, ())
        wanted = [p for p in listed if (p.place_type in ("adm1", "region")) == (kind == "region")] or list(listed)
        if kind != "region" and len(wanted) > 1:
            wanted = [p for p in wanted if p.place_type == "settlement"] or wanted
        wanted.sort(key=lambda p: theatre.index(p.country) if p.country in theatre else len(theatre))
        if kind is None and wanted and wanted[0].place_type == "adm1" and wanted[0].country:
            town = settlement(wanted[0].country, form)
            if town and town.population >= _CITY:
                return _settled(town)
        if wanted and (wanted[0].country in theatre or kind or not theatre or wanted[0].place_type == "country"):
            return wanted[0]
        if kind == "region":
            return None
        best = [
            found
            for country in theatre
            if (found := settlement(country, form) or settlement(country, form.removesuffix(" city")))
        ]
        pick = max(best, key=lambda s: s.population * (2 if s.country == theatre[0] else 1), default=None)
        if pick is None and wanted:
            return wanted[0]
        large = large_city(form)
        if large and (pick is None or large.population > _FAMOUS * pick.population):
            pick = large  # Brussels is not the village in Wisconsin, even when Americans speak
        return _settled(pick) if pick else None


def _settled(town: Settlement) -> Place:
    return Place(f"gn{town.geonames_id}", town.name, "settlement", town.country, town.latitude, town.longitude)


def _spellings(name: str, aliases: str) -> list[str]:
    """Return the folded forms of a supplement row: the name, what is in brackets, aliases, adm1 without its noun."""
    forms = [re.sub(r" \(.*?\)", "", name), *re.findall(r"\((.*?)\)", name), *aliases.split(";")]
    short = [re.sub(_REGION_NOUN, "", f) for f in forms]
    seen: list[str] = []
    for form in (folded(f) for f in [*forms, *short]):
        if form and form not in seen:
            seen.append(form)
    return seen


def _split(names: str, start: int) -> list[tuple[str, int]]:
    """Split "Kursk and Belgorod" at its links; each name with its offset."""
    parts: list[tuple[str, int]] = []
    at = 0
    for link in _LIST_LINK.finditer(names):
        parts.append((names[at : link.start()], start + at))
        at = link.end()
    parts.append((names[at:], start + at))
    cleaned = []
    for part, offset in parts:
        lead = re.match(r"(?:the |The )", part)
        cut = lead.end() if lead else 0
        name = re.sub(r"['’]s?$", "", part[cut:])
        if name:
            cleaned.append((name, offset + cut))
    return cleaned


def _precision(place: Place | None, kind: str | None, role: str) -> int:
    """Return UCDP's where_prec."""
    if place and place.place_type == "country":
        return 6
    if role in ("border_of", "direction_of"):
        return 5
    if (place and place.place_type in ("adm1", "region")) or kind == "region":
        return 4
    if kind == "district":
        return 3
    return 2 if role == "near" else 1
