"""Plain sentences put together from independent parts, the right reading known by construction.

A rule that holds for one word or one word order only shows here as a whole row of wrong readings.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipelines.extract.extractor import Extractor
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
PASSAGES, RIGHT = 300, 0.97

COUNTS = [("two", 2), ("at least 12", 12), ("more than 340", 340), ("a dozen", 12), ("dozens of", None), ("1,200", 1200),
          ("up to 30", 30), ("half a dozen", 6), ("as many as 14", 14), ("between 20 and 30", None), ("three more", 3),
          ("about a hundred", 100), ("22 out of 30", 22), ("scores of", None), ("13 or more", 13)]  # fmt: skip
PEOPLE = "soldiers/Malian troops/rebel fighters/Thai marines/border guards/villagers/women and children"
THINGS = "tanks/army Bradleys/Soviet-made howitzers/rebel T-72s/patrol boats/enemy drones/Leopard 2 tanks/radars"
AGENTS = "the army/M23 fighters/Ukrainian drones/the 47th Brigade/insurgents/a suicide bomber/air strikes"
PASSIVE = {
    "killed": "were killed/died/lost their lives/were shot dead/have been slain",
    "wounded": "have been wounded/were badly burned",
    "captured": "were taken prisoner/fell prisoner/surrendered",
    "missing": "are missing",
}
ENDED = {
    "destroyed": "were destroyed/went up in flames/had been knocked out/were reduced to scrap/have been hit and destroyed",
    "captured": "fell into enemy hands",
    "damaged": "were damaged",
    "abandoned": "were abandoned",
    "lost": "were lost",
}
KILLS = {"killed": "killed/gunned down/managed to kill", "captured": "captured"}
SMASHES = {"destroyed": "destroyed/succeeded in destroying/blew up", "damaged": "damaged", "captured": "seized"}
FRONT = (
    "//On Monday, /Near the town of Kassa, /As a result of the shelling, /During the night "
    "/When the convoy came under fire, /Since January, "
)
BACK = (
    "/ near Kassa/ in an ambush/ in two days of fighting/ at Position 105/ overnight/ by Friday evening"
    "/ in a drone strike on a base/ while trying to cross the river"
)
FRAMES = (
    "{0}./{0}, the mayor said./A senior commander said {1}./{0}, according to a hospital director."
    "/Governor Ivan Petrov claimed on Tuesday that {1}./“{0},” a spokesman for the rebels said."
)


def passage(pick: random.Random) -> tuple[str, str, int | None, str]:
    """Return a sentence, and of its one claim the words, the count and the outcome."""
    count, best = pick.choice(COUNTS)
    person, passive = pick.random() < 0.5, pick.random() < 0.6
    lost = f"{count} {pick.choice((PEOPLE if person else THINGS).split('/'))}"
    verbs = (PASSIVE if person else ENDED) if passive else (KILLS if person else SMASHES)
    outcome, verb = pick.choice([(outcome, verb) for outcome, those in verbs.items() for verb in those.split("/")])
    core = f"{lost} {verb}" if passive else f"{pick.choice(AGENTS.split('/'))} {verb} {lost}"
    front = pick.choice(FRONT.split("/"))
    clause = front + core + pick.choice(BACK.split("/"))
    inner = clause if front.startswith("On Monday") or not front else clause[0].lower() + clause[1:]
    text = pick.choice(FRAMES.split("/")).format(clause[0].upper() + clause[1:], inner)
    return text, lost, best, outcome


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Lexicon.load(SEEDS))


def test_plain_sentences_are_read_whatever_they_are_made_of(extractor: Extractor) -> None:
    pick = random.Random(20)
    wrong = []
    for _ in range(PASSAGES):
        text, lost, best, outcome = passage(pick)
        claims = extractor.extract(Document("d", text, None, None)).claims
        found = [(c.surface.lower(), c.count_best, c.outcome) for c in claims]
        if found != [(lost.lower(), best, outcome)]:
            wrong.append(f"{text}\n    {found}")
    assert len(wrong) <= PASSAGES * (1 - RIGHT), "\n".join([f"{len(wrong)} of {PASSAGES} wrong", *wrong])
