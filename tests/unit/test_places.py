"""Places of a claim: role, precision, and the namesake of this war."""

from __future__ import annotations

from functools import cache

import pytest

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document, PlaceRef
from pipelines.extract.names.entities import EntityFinder
from pipelines.extract.names.gazetteer import countries, settlement
from pipelines.extract.names.places import PlaceFinder
from pipelines.extract.text import segment
from pipelines.settings import PROJECT


@cache
def readers() -> tuple[EntityFinder, PlaceFinder]:
    lexicon = Lexicon.load(PROJECT / "seeds")
    return EntityFinder(lexicon), PlaceFinder(lexicon)


def places(text: str, span: str = "9 tanks") -> tuple[PlaceRef, ...]:
    finder, reader = readers()
    document = Document("d", text)
    sentences = segment(document)
    start = text.index(span)
    sentence = [s for s in sentences if s.start <= start][-1]
    found = reader.of_claim(sentence, start, start + len(span), finder.find(document, sentences))
    for ref in found:
        assert text[ref.start : ref.end] == ref.name
    return found


def told(text: str, span: str = "9 tanks") -> list[tuple[str | None, str, int]]:
    return [(p.place_id, p.role, p.where_prec) for p in places(text, span)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 tanks burned on the border of Kursk and Belgorod region, Russia said.", [("RU-KRS", "border_of", 5), ("RU-BEL", "border_of", 5)]),
        ("Ukraine lost 9 tanks near Avdiivka.", [("gn713122", "near", 2)]),
        ("Russia lost 9 tanks in Kharkiv Oblast, Ukraine said.", [("UA-63", "at", 4)]),
        ("Ukraine said 9 tanks burned in the Pokrovsk direction.", [("gn704422", "direction_of", 5)]),
        ("Russia said 9 tanks burned in the village of Tyotkino.", [("gn483166", "at", 1)]),
        ("Israel said 9 tanks burned in Khan Younis in Gaza.", [("gn281124", "at", 1)]),
        ("9 tanks burned in Idlib province, Syria said.", [("SY-ID", "at", 4)]),
        ("9 tanks burned in Ukraine.", [("UA", "at", 6)]),
        ("9 tanks were lost over the Black Sea, Russia said.", [(None, "at", 7)]),
        ("9 tanks burned on Monday.", []),
        ("The general told a press conference in Paris that 9 tanks burned.", []),
    ],
)  # fmt: skip
def test_roles_and_precision(text: str, expected: list[tuple[str | None, str, int]]) -> None:
    assert told(text) == expected


def test_every_item_has_its_own_place() -> None:
    text = "Ukraine burned two guns near Bakhmut, 9 tanks near Avdiivka."
    assert [p.name for p in places(text)] == ["Avdiivka"]
    assert [p.name for p in places(text, "two guns")] == ["Bakhmut"]
    assert [p.name for p in places("Near Mosul, a strike by Iraq destroyed a tank and 9 tanks.")] == ["Mosul"]


def test_the_theatre_decides_between_namesakes() -> None:
    congo = places("The FARDC lost 9 tanks in Goma, Congo said.")
    assert congo[0].place_id == "gn216281"
    sudan = places("Sudan’s army lost 9 tanks in Bara.")
    assert sudan[0].place_id == "gn377724"


def test_a_name_in_no_gazetteer_is_kept_without_an_id_where_it_must_be_a_place() -> None:
    found = places("Ukraine lost 9 tanks near Xyzhorodka.")
    assert [(p.name, p.place_id) for p in found] == [("Xyzhorodka", None)]
    assert places("Ukraine lost 9 tanks in Operation Xyzhorodka.") == ()


def test_places_of_the_supplement_have_coordinates() -> None:
    place = readers()[1].place("gn483166")
    assert place is not None
    assert place.latitude == pytest.approx(51.28, abs=0.01)


def test_the_gazetteer_file_is_laid_out_by_country_as_we_read_it() -> None:
    for code, town in (("AD", "soldeu"), ("UA", "kharkiv"), ("ZW", "harare")):
        found = settlement(code, town)
        assert found is not None
        assert found.country == code
    assert (settlement("RU", "tetkino") or pytest.fail("no Tyotkino")).geonames_id == 483166
    assert settlement("??", "kharkiv") is None
    assert settlement("AE", "soldeu") is None  # the country before it in the file
    assert countries()["UA"].capital == "Kyiv"
