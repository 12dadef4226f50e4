"""What is lost, by its noun: one claim with the category of its class (heads.csv and the models)."""

from __future__ import annotations

from functools import lru_cache

import pytest

from pipelines.extract.extractor import Extractor
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.settings import PROJECT


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor(Lexicon.load(PROJECT / "seeds"))


def found(text: str) -> list[tuple[str, str]]:
    return [(claim.surface, claim.category) for claim in extractor().extract(Document("t", text)).claims]


PEOPLE = {
    "PERS_MIL": """two brigadier generals; three lance corporals; six police recruits; two forest guards;
        a squad leader; the police chief; four Hamas members; nine ex-policemen; two fidayeen; 30 Viet Cong;
        three cattle rustlers; two defectors; five henchmen; a suicide-bomber; 12 infantry; two combat engineers;
        three army doctors; seven enemies""",
    "PERS_CIV": """two porters; five members of parliament; two rickshaw pullers; the secretary-general; a sarpanch;
        three medical personnel; two sons-in-law; her fiancé; an octogenarian; two clergymen; four holidaymakers;
        a TV crew; two land defenders; three polling officers; 11 charcoal burners; two White Helmets; four newsmen;
        three mosque-goers; five party members; a community leader; two election agents""",
    "PERS": "three males; a Jordanian; two Dutchmen; nine Tuaregs; 12 Masalit; two drug suspects; an Algerian",
}
THINGS = {
    "BUILDING": """three minarets; two guest houses; a control tower; five imambargahs; two polling stations;
        eleven mud huts; a children's hospital; two guardhouses; a drone production site""",
    "BRIDGE": "two flyovers; a rail yard; three level crossings; two levees",
    "ENERGY": "a steelworks; two water mains; three traction substations; a coking plant; two boreholes",
    "DEPOT": "two fuel stores; a munitions warehouse; four tank farms; two stashes of explosives; an ammo dump",
    "STRONGPOINT": "six police outposts; two gun pits; a blockhouse; three terror tunnels",
    "INFRA": "two heliports; a drone launch point; three idp camps; a naval dockyard",
    "AFV_OTHER": "two tankettes; a tracked armoured vehicle",
    "APC": "three amtracs; two Bren carriers",
    "IMV": "four armoured Land Cruisers; two Hummers",
    "ARTY": "two field howitzers; a railway gun",
    "MLRS": "two transporter erector launchers; five multi-barrel rocket launchers",
    "SAM": "a surface-to-air missile installation; two Patriot launchers",
    "RADAR": "three fire-control radars; an early-warning radar",
    "EW": "four drone jammers; a jamming device",
    "C2": "two ground control stations; a mobile phone mast; three signals centres",
    "ENG": "two earthmovers; an armoured engineering vehicle",
    "AIRCRAFT": "five Skyhawks; two Me-109s; a Cessna; three ground-attack jets; two military transports",
    "HELI": "two utility helicopters; a Little Bird helicopter",
    "UAV": "three uncrewed aircraft; a tricopter",
    "UCAV": "two assault UAVs",
    "UAV_RECCE": "two spying drones; a reconnaissance quadcopter",
    "UAV_OWA": "11 Shaheds; four suicide quadcopters",
    "UGV": "two robotic vehicles; a land drone",
    "SHIP": "two bulkers; a guided-missile frigate; three survey vessels; two LNG tankers",
    "BOAT": "two rubber dinghies; five sampans; a Dvora; two naval craft; three tugs",
    "SUB": "a narco-submarine; two minisubs",
    "USV": "three drone speedboats; two underwater vehicles",
    "VEH": "two tuk-tuks; nine lorries; a railway coach; three dumpers; five minibuses; two army jeeps",
    "MISSILE": "two glide bombs; three laser-guided bombs; four JDAM bombs",
    "MSL_CRUISE": "two Kalibrs; three cruise missiles",
    "MSL_BALLISTIC": "two Scuds; an intercontinental ballistic missile",
    "ROCKET": "nine Grad rockets; two HIMARS projectiles",
    "WEAPON": "two sidearms; 30 machetes; an RPG tube; four country-made pistols; two M203s; 12 Lee-Enfields",
    "IED": "two suicide jackets; three parcel bombs; a bomb-laden car; 40 antipersonnel mines",
    "EQUIP": "two satellite phones; three ballistic vests; a thermal imager",
}


def listed(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(" ".join(words.split()), category) for category, line in table.items() for words in line.split(";")]


@pytest.mark.parametrize(("words", "category"), listed(PEOPLE))
def test_people(words: str, category: str) -> None:
    assert found(f"In the war the rebels killed {words} near the town on Monday, the army said.") == [(words, category)]


@pytest.mark.parametrize(("words", "category"), listed(THINGS))
def test_things(words: str, category: str) -> None:
    text = f"In the war the rebels destroyed {words} near the town on Monday, the army said."
    assert found(text) == [(words, category)]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("A Belgian newspaper said two tanks were destroyed in the war.", [("two tanks", "TANK")]),
        ("The rebels destroyed two Belgian trucks in the war.", [("two Belgian trucks", "VEH")]),
        ("The army lost 40 men and a store of ammunition.", [("40 men", "PERS"), ("a store of ammunition", "DEPOT")]),
        (
            "Five stores and two barracks burned down in the shelling.",
            [("Five stores", "BUILDING"), ("two barracks", "INFRA")],
        ),
        ("Troops in the war seized three magazines for AK-47 rifles.", [("three magazines", "WEAPON")]),
        (
            "Two Ukrainian Bradleys and a Russian Tigr were destroyed in the battle.",
            [("Two Ukrainian Bradleys", "IFV"), ("a Russian Tigr", "IMV")],
        ),
        ("A Ukrainian Leopard was destroyed.", [("A Ukrainian Leopard", "TANK")]),
        ("The Sherman family fled; two Shermans were destroyed in the battle.", [("two Shermans", "TANK")]),
    ],
)
def test_beside_other_words(text: str, claims: list[tuple[str, str]]) -> None:
    assert found(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The Russian army lost 40 men near Kupiansk.", [("40 men", "PERS_MIL")]),
        ("M23 left 15 dead on the field, the Congolese army said.", [("15 dead", "PERS_MIL")]),
        ("Al-Shabaab lost nine members in the raid.", [("nine members", "PERS_MIL")]),
        ("A Russian missile killed 12 people in Kharkiv.", [("12 people", "PERS")]),
        ("In the war Britain lost 256 lives.", [("256 lives", "PERS")]),
    ],
)
def test_whom_a_force_lost_is_military(text: str, claims: list[tuple[str, str]]) -> None:
    assert found(text) == claims
