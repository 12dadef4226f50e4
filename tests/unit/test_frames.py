"""The grammar of loss: each kind of frame on sentences of its own, from many wars, and what is no loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extract.frames import Context, Hit, SentenceFrames, joint_outcome
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.extract.text import segment

LEXICON = Lexicon.load(Path(__file__).parents[2] / "seeds")


def read(text: str) -> list[Hit]:
    context = Context()
    hits: list[Hit] = []
    for sentence in segment(Document("d", text)):
        found, _ = SentenceFrames(sentence, LEXICON, context).read()
        hits += found
    return hits


def claims(text: str) -> list[tuple[str, str, str]]:
    return [(text[h.start : h.end], h.category, h.outcome) for h in read(text) if h.modality == "asserted"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # active, with a list
        (
            "Rebel gunners wrecked two tanks, an APC and five trucks near Bor.",
            [("two tanks", "TANK", "destroyed"), ("an APC", "APC", "destroyed"), ("five trucks", "VEH", "destroyed")],
        ),
        ("The raiders sent nine bandits to hell.", [("nine bandits", "PERS_MIL", "killed")]),
        # passive
        ("About 30 sailors were killed or wounded.", [("About 30 sailors", "PERS_MIL", "casualties")]),
        ("Three drones were shot down by the navy.", [("Three drones", "UAV", "destroyed")]),
        (
            "Four officers killed, 11 hurt in blast",
            [("Four officers", "PERS_MIL", "killed"), ("11", "PERS_MIL", "wounded")],
        ),
        # intransitive and idiom
        ("Six farmers died in the shelling.", [("Six farmers", "PERS_CIV", "killed")]),
        ("Two brave soldiers made the ultimate sacrifice.", [("Two brave soldiers", "PERS_MIL", "killed")]),
        ("Five sailors are missing.", [("Five sailors", "PERS_MIL", "missing")]),
        # the subject loses
        ("The brigade lost 40 men and a howitzer.", [("40 men", "PERS", "lost"), ("a howitzer", "ARTY", "lost")]),
        ("The day cost the invaders 80 men.", [("80 men", "PERS", "lost")]),
        # nominal
        ("The death toll rose to 23.", [("23", "PERS", "killed")]),
        ("Officials confirmed the loss of two jets.", [("two jets", "AIRCRAFT", "lost")]),
        ("The enemy's losses amounted to six guns.", [("six guns", "ARTY", "lost")]),
        ("At least 12 deaths were reported.", [("At least 12 deaths", "PERS", "killed")]),
        # adjectives
        ("A reporter counted three burned-out jeeps.", [("three burned-out jeeps", "VEH", "destroyed")]),
        # parts, partitives, numbers alone
        (
            "They killed 19 rebels, including two commanders.",
            [("19 rebels", "PERS_MIL", "killed"), ("two commanders", "PERS_MIL", "killed")],
        ),
        ("Of the 60 drones, 41 of 60 drones were downed.", [("41 of 60 drones", "UAV", "destroyed")]),
        (
            "Police killed 12 gunmen and wounded 30.",
            [("12 gunmen", "PERS_MIL", "killed"), ("30", "PERS_MIL", "wounded")],
        ),
        # one count over two nouns
        (
            "They seized 130 tanks and other armoured vehicles.",
            [("130 tanks and other armoured vehicles", "ACV", "captured")],
        ),
        # a table in prose
        (
            "Enemy losses to date: tanks – 11,047 (+4); helicopters – 155.",
            [("tanks – 11,047", "TANK", "lost"), ("+4", "TANK", "lost"), ("helicopters – 155", "HELI", "lost")],
        ),
        # designators hold no count
        ("Gunners destroyed 2 M777 howitzers.", [("2 M777 howitzers", "ARTY_TOWED", "destroyed")]),
    ],
)
def test_claims(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Norway will send 18 howitzers.",
        "The alliance could lose up to 400 tanks.",
        "No soldiers were killed and no tank was lost.",
        "The army attacked with 11 tanks and 300 men.",
        "Russia launched 90 drones overnight.",
        "The ruling party lost 63 seats.",
        "The firm reported a loss of 4,000 customers.",
        "All but 26 drones were shot down.",
        "Jets struck 14 depots.",
        "Police arrested 12 gunmen.",
        "They vowed to destroy 40 tanks.",
        "The 47th Brigade moved 12 km.",
        "About 250,000 homes lost power.",
        "They used five types of vehicle.",
    ],
)
def test_no_claim(text: str) -> None:
    assert claims(text) == []


def test_a_hypothetical_loss_keeps_its_modality() -> None:
    (hit,) = read("The fleet could lose two carriers.")
    assert hit.modality == "hypothetical"


def test_parts_know_their_whole() -> None:
    whole, part = read("They captured 40 vehicles, including 11 tanks.")
    assert part.parent is whole


@pytest.mark.parametrize(
    ("first", "second", "joint"),
    [
        ("killed", "wounded", "casualties"),
        ("killed", "captured", "lost"),
        ("destroyed", "damaged", "lost"),
        ("killed", "killed", "killed"),
    ],
)
def test_joint_outcome(first: str, second: str, joint: str) -> None:
    assert joint_outcome(first, second) == joint
