"""Losses of things by construction, on sentences of their own from many wars: what is claimed, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extract.extractor import Extractor
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document

EXTRACTOR = Extractor(Lexicon.load(Path(__file__).parents[2] / "seeds"))

#: construction -> (sentence, claims as surface, category, outcome)
CASES: dict[str, list[tuple[str, list[tuple[str, str, str]]]]] = {
    "verbs in two parts": [
        ("Syrian gunners sent three Phantoms spinning to earth.", [("three Phantoms", "AIRCRAFT", "destroyed")]),
        ("Three Phantoms were blown out of the air in the battle.", [("Three Phantoms", "AIRCRAFT", "destroyed")]),
        ("The raid ended with 14 lorries left smouldering.", [("14 lorries", "VEH", "destroyed")]),
        ("Six tanks were put hors de combat by Eritrean troops.", [("Six tanks", "TANK", "damaged")]),
        ("Japanese submarines sent two freighters to a watery grave.", [("two freighters", "SHIP", "destroyed")]),
        ("Two howitzers left on the field were taken as trophies.", [("Two howitzers", "ARTY", "abandoned")]),
    ],
    "carried off and thrown away": [
        ("The Karen rebels carted off nine rifles.", [("nine rifles", "WEAPON", "captured")]),
        ("Houthi fighters took possession of 14 mortars.", [("14 mortars", "MORTAR", "captured")]),
        ("Fleeing troops threw down 40 rifles.", [("40 rifles", "WEAPON", "abandoned")]),
    ],
    "a verb without an object shares the subject": [
        ("A frigate was hit by two bombs and sank.", [("A frigate", "SHIP", "destroyed")]),
        ("A minesweeper struck a mine and sank off the coast.", [("A minesweeper", "SHIP", "destroyed")]),
        ("The convoy saw four of its ships go down.", [("four of its ships", "SHIP", "destroyed")]),
    ],
    "what stands between the verb and its object": [
        (
            "The troops recovered from them two AK-47 rifles and a motorcycle.",
            [("two AK-47 rifles", "WEAPON", "captured"), ("a motorcycle", "VEH", "captured")],
        ),
    ],
    "booty": [
        ("The booty included 14 machine guns.", [("14 machine guns", "WEAPON", "captured")]),
        ("Among the spoils were six field guns.", [("six field guns", "ARTY", "captured")]),
        ("The arms cache contained 30 rifles.", [("30 rifles", "WEAPON", "captured")]),
        ("The convoy contained 30 mortars.", []),
        ("Rebels paraded a captured tank.", [("a captured tank", "TANK", "captured")]),
    ],
    "air war": [
        ("The RAF shot down four fighters.", [("four fighters", "AIRCRAFT", "destroyed")]),
        (
            "The squadron lost three fighters and a bomber.",
            [("three fighters", "AIRCRAFT", "lost"), ("a bomber", "AIRCRAFT", "lost")],
        ),
        ("Our airmen drove down six enemy machines.", [("six enemy machines", "AIRCRAFT", "destroyed")]),
        (
            "Eleven enemy aircraft were destroyed for the loss of four.",
            [("Eleven enemy aircraft", "AIRCRAFT", "destroyed"), ("four", "AIRCRAFT", "lost")],
        ),
    ],
    "lists": [
        ("2 BMP-2: (1, destroyed) (2, captured)", [("2 BMP-2", "IFV", "lost")]),
        ("1 T-72B3 (destroyed)", [("1 T-72B3", "TANK", "destroyed")]),
        ("Tanks: 12 destroyed, 3 damaged", [("12", "TANK", "destroyed"), ("3", "TANK", "damaged")]),
        ("Their losses are given as 92 tanks.", [("92 tanks", "TANK", "lost")]),
    ],
    "seen, not done": [
        (
            "Fourteen burnt-out tanks could be counted along the road.",
            [("Fourteen burnt-out tanks", "TANK", "destroyed")],
        ),
    ],
    "only thought of": [
        ("They could fire 9,000 shells before a single battery was silenced.", []),
        ("Bounties are paid for a captured tank.", []),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=f"{name} {n}") for name, cases in CASES.items() for n, case in enumerate(cases)],
)
def test_things_lost(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = EXTRACTOR.extract(Document("d", text)).claims
    assert [(c.surface, c.category, c.outcome) for c in found if c.modality == "asserted"] == expected
