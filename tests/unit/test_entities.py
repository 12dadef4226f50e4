"""Names become entities and sides, in any war, and look-alikes do not."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.extract.names.entities import Entities, EntityFinder
from pipelines.extract.names.gazetteer import countries
from pipelines.extract.text import segment
from pipelines.settings import PROJECT


@cache
def finder() -> EntityFinder:
    return EntityFinder(Lexicon.load(PROJECT / "seeds"))


def read(text: str) -> Entities:
    document = Document("d", text)
    return finder().find(document, segment(document))


def ids(text: str) -> dict[str, str | None]:
    return {m.surface: m.entity_id for m in read(text).mentions}


@pytest.mark.parametrize(
    ("text", "surface", "entity_id"),
    [
        ("The Kremlin said nothing.", "Kremlin", "ru_kremlin"),
        ("Ukraine’s air force flew 40 sorties.", "Ukraine’s air force", "ua_airforce"),
        ("The Ministry of Defence of Ukraine spoke.", "Ministry of Defence of Ukraine", "ua_mod"),
        ("Israel’s military withdrew.", "Israel’s military", "idf"),
        ("Russia’s Ministry of Defence spoke.", "Russia’s Ministry of Defence", "ru_mod"),
        ("Troops of the RSF entered Bara.", "RSF", "rsf"),
        ("The M23 rebels took Sake.", "M23", "m23"),
        ("Norway’s Defence Ministry spoke.", "Norway’s Defence Ministry", None),
        ("Mongolia’s army said so.", "Mongolia’s army", None),
        ("Brigadier General Taras Petrenko spoke.", "Brigadier General Taras Petrenko", None),
        ("The People’s Defence Force attacked. The PDF lost men.", "PDF", "pdf_mm"),
        ("Azerbaijan’s defence ministry spoke.", "Azerbaijan’s defence ministry", "az_mod"),
    ],
)
def test_names_are_linked(text: str, surface: str, entity_id: str | None) -> None:
    found = ids(text)
    key = next((s for s in found if s.removeprefix("the ").removeprefix("The ") == surface), None)
    assert key is not None, found
    assert found[key] == entity_id


def test_acronyms_defined_in_brackets_are_learnt_both_ways() -> None:
    found = ids("The Siberian Battalion (SB) crossed the border. Later the SB withdrew.")
    assert found["SB"] == "sibbat"
    assert ids("The RSF (Rapid Support Forces) attacked.")["Rapid Support Forces"] == "rsf"
    unknown = read("The Western Front Militia (WFM) attacked. The WFM denied it.").mentions
    assert [m.surface for m in unknown].count("WFM") == 2


def test_an_alias_that_needs_context_stays_out_without_it() -> None:
    assert "SB" not in ids("The SB bus was late.")
    assert "Caesar" not in ids("France sent Caesar howitzers to the Freedom of Russia Legion.")
    assert ids("A Freedom of Russia Legion fighter, call sign Caesar, spoke.")["Caesar"] == "frl"
    assert "Moscow" not in ids("A drone fell in Moscow.") or ids("A drone fell in Moscow.")["Moscow"] is None


@pytest.mark.parametrize(
    ("text", "phrase", "entity_id", "side"),
    [
        ("They met Ukrainian soldiers there.", "Ukrainian soldiers", "ua_af", "ua_side"),
        ("They met Russian rebels there.", "Russian rebels", None, None),
        ("They met Russian partisans there.", "Russian partisans", None, None),
        ("They met Israeli civilians there.", "Israeli civilians", "civilians", None),
        ("Two junta soldiers fell, the Myanmar army said.", "Myanmar army", "tatmadaw", "junta_side"),
        ("Sudanese soldiers fled.", "Sudanese soldiers", "saf", "saf_side"),
        ("Seven RSF vehicles burned.", "RSF vehicles", "rsf", "rsf_side"),
    ],
)
def test_phrases_are_read_as_actors(text: str, phrase: str, entity_id: str | None, side: str | None) -> None:
    start = text.index(phrase)
    actor = read(text).actor(start, start + len(phrase))
    assert actor is not None
    assert (actor.entity_id, actor.side) == (entity_id, side)


def test_origin_is_no_owner() -> None:
    text = "A US-made M113 and a Russian-built tank burned."
    for phrase in ("US-made M113", "Russian-built tank"):
        start = text.index(phrase)
        assert read(text).actor(start, start + len(phrase)) is None


def test_nominal_references_resolve_to_the_nearest_fitting_name() -> None:
    text = (
        "The Freedom of Russia Legion and Ukraine’s Defence Ministry spoke. The ministry denied it; the group did not."
    )
    entities = read(text)
    for phrase, expected in (("The ministry", "ua_mod"), ("the group", "frl")):
        start = text.rindex(phrase)
        actor = entities.actor(start, start + len(phrase))
        assert actor is not None
        assert (actor.entity_id, actor.basis) == (expected, "coreference")


def test_an_indefinite_phrase_refers_to_nothing_before() -> None:
    text = "The TTP attacked. A security official spoke."
    start = text.index("A security official")
    assert read(text).actor(start, start + len("A security official")) is None


@pytest.mark.parametrize(("side", "other"), [("ua_side", "ru_side"), ("rsf_side", "saf_side"), (None, None)])
def test_opponents(side: str | None, other: str | None) -> None:
    assert read("Nobody is named.").opponent_side(side) == other


def test_the_opponent_most_named_wins() -> None:
    text = "Houthi missiles: the Houthis said the IDF had bombed the Houthis."
    assert read(text).opponent_side("il_side") == "houthi_side"


def test_the_named_group_of_a_side_stands_for_it_and_unlisted_wars_have_opponents_too() -> None:
    text = "Palestinian Islamic Jihad said so. Israeli soldiers were there."
    entities = read(text)
    soldiers = entities.actor(text.index("Israeli"), text.index(" were"))
    assert soldiers is not None
    foe = entities.opponent(soldiers)
    assert foe is not None
    assert foe.entity_id == "pij"


def test_a_backer_is_no_part_of_the_actor() -> None:
    text = "Troops of the UN-backed government fled."
    actor = read(text).actor(0, text.index(" fled"))
    assert actor is None or actor.entity_id != "un"


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("demonyms", ("adjective",)),
        ("countries", ("name",)),
        ("body_nouns", ("phrase",)),
        ("country_bodies", ("country", "body")),
        ("force_nouns", ("noun",)),
        ("reference_nouns", ("noun",)),
        ("titles", ("title",)),
        ("reporting_verbs", ("lemma",)),
        ("speech_nouns", ("noun",)),
        ("relays", ("name",)),
        ("denial_words", ("phrase", "kind")),
        ("statement_kinds", ("cue",)),
        ("hedges", ("phrase",)),
        ("discourse", ("cue",)),
        ("period_cues", ("phrase",)),
        ("aggregation_cues", ("cue",)),
        ("place_words", ("words", "position")),
        ("not_places", ("name",)),
        ("sides", ("side",)),
    ],
)
def test_no_line_stands_twice(table: str, key: tuple[str, ...]) -> None:
    rows = [tuple(row[column] for column in key) for row in Lexicon.load(PROJECT / "seeds").table(table)]
    assert sorted(rows) == sorted(set(rows))


def test_every_side_has_opponents_that_exist_and_countries_are_real() -> None:
    lexicon = Lexicon.load(PROJECT / "seeds")
    sides = {row["side"] for row in lexicon.table("sides")}
    for row in lexicon.table("sides"):
        assert set(filter(None, row["opponents"].split(";"))) <= sides, row
    codes = set(countries())
    for table in ("demonyms", "countries", "country_bodies"):
        assert {row["country"] for row in lexicon.table(table)} <= codes


@given(st.text(alphabet="AaIS UF(), .’'-\nRebKyiv", max_size=80))
def test_surfaces_are_the_text_and_never_overlap(text: str) -> None:
    reach = 0
    for mention in read(text).mentions:
        assert text[mention.start : mention.end] == mention.surface
        assert mention.start >= reach
        reach = mention.end
