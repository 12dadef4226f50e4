"""What a loss comes from: armed conflict and political violence stay, other causes are rejected and say why."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipelines.extract.context import ContextReader
from pipelines.extract.evaluate import align
from pipelines.extract.extractor import Extractor
from pipelines.extract.gold import Claim, Reference, load_jsonl
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document, Extraction
from pipelines.extract.seed_tables import LexiconError, Row, Tables

ROOT = Path(__file__).parents[2]


@cache
def extractor() -> Extractor:
    return Extractor(Lexicon.load(ROOT / "seeds"))


def read(text: str, title: str | None = None) -> Extraction:
    return extractor().extract(Document("d", text, title))


def causes(text: str, title: str | None = None) -> set[str]:
    """The kinds of cause that losses were rejected for."""
    reasons = [r.detail for r in read(text, title).rejections if r.reason == "no_conflict"]
    return {reason.partition(":")[0] for reason in reasons}


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("A coach skidded off an icy road near Zagreb, killing nine people and injuring 20.", "road traffic"),
        ("A coach skidded off an icy road near Zagreb. Nine people were killed and 20 injured.", "road traffic"),
        ("The cyclone killed 31 people in Madagascar and destroyed 4,000 houses.", "weather"),
        ("Thirty-one villagers were killed. The army is clearing roads after the landslide.", "weather"),
        ("The quake killed 58 people; soldiers have pulled 12 bodies from a school.", "earthquake"),
        ("Cholera has killed 86 people in a week.", "disease"),
        ("Two soldiers of the guard battalion died of pneumonia.", "disease"),
        ("A gas leak destroyed three houses and killed a family of four.", "industry"),
        ("Four airmen were killed when a helicopter crashed during a training flight.", "aviation"),
        ("An old bomber crashed at an air show, killing its crew and three veterans.", "aviation"),
        ("A hippo killed two fishermen.", "animals"),
        ("Robbers shot dead two bank clerks and abandoned a car.", "crime"),
        ("Three people were shot dead in a flat in Lyon.", "crime"),
        ("In the sequel he kills 14 guerrillas and destroys two helicopters.", "fiction"),
        ("The blue side destroyed 14 tanks in the war game.", "exercise"),
        ("United lost 3-1 at home after losing two defenders.", "sport"),
        ("In her new film a sniper kills 30 soldiers and blows up a bridge.", "fiction"),
        ("The novel follows a gunner whose tank is destroyed in the desert.", "fiction"),
        ("Paratroopers took a mock airfield and knocked out two radars.", "exercise"),
        ("Armed men robbed a bank in Lyon and shot dead a guard.", "crime"),
        ("A boy of 17 shot and killed four pupils at his school.", "crime"),
        ("In the base case the attackers lose 138 ships and 155 aircraft.", "exercise"),
        ("Deminers destroyed 340 landmines near Huambo in May.", "demining"),
        ("Under the treaty the two states have destroyed 846 missiles.", "disarmament"),
        ("The old frigate was sunk off Malta to make an artificial reef.", "scrapping"),
        ("A man stabbed two people on Friday.", "crime"),
    ],
)
def test_other_causes(text: str, cause: str) -> None:
    assert not read(text).claims
    assert cause in causes(text)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Twelve people were killed on Friday.", "Twelve people"),
        ("Gunners shot down two Tornados.", "two Tornados"),
        ("A coach hit a roadside bomb near Gao, killing nine people.", "nine people"),
        ("Guerrillas fired on the column, and a lorry overturned, killing three soldiers.", "three soldiers"),
        ("The army shelled the town as it dug for survivors of the quake, killing six people.", "six people"),
        ("Militiamen killed two nurses who were treating Ebola.", "two nurses"),
        ("A fire broke out after a drone strike and destroyed a fuel depot.", "a fuel depot"),
        ("Eleven American helicopters were lost to ground fire that week.", "Eleven American helicopters"),
        ("Heavy rain turned the roads to mud. The rebels burned two trucks at the ford.", "two trucks"),
        ("The gunboats sank two Sea Tiger attack craft and killed nine fighters.", "two Sea Tiger attack craft"),
        ("Bandits attacked a village in Kebbi and killed nine farmers.", "nine farmers"),
        ("A far-right gunman killed eight people in two bars.", "eight people"),
        ("The candidate was on stage when a man shot dead two of his bodyguards at the election rally.", "two"),
        ("The Ukrainians destroyed 12 trucks near Robotyne.", "12 trucks"),
        ("Four tanks were destroyed.", "Four tanks"),
        ("A Mi-8 and two Su-25s were destroyed.", "A Mi-8"),
        ("In three days of the war of 1967 the brigade lost 41 men.", "41 men"),
        ("Three deminers were killed when their lorry hit a mine near Huambo.", "Three deminers"),
        ("A missile destroyed two cars of the Halo Trust near Kherson.", "two cars"),
        ("The frigate was sunk by two missiles off Tyre and is an artificial reef now.", "The frigate"),
        ("Shelling killed a film director and two actors where the film is set.", "a film director"),
        ("Gunmen stormed his school in Kano and killed nine pupils, the army said.", "nine pupils"),
        ("Rebels held up an army payroll convoy and killed two guards.", "two guards"),
    ],
)
def test_armed_conflict(text: str, surface: str) -> None:
    assert any(claim.surface.startswith(surface) for claim in read(text).claims), causes(text)


def test_in_a_text_about_war_only_the_own_sentence_names_another_cause() -> None:
    text = (
        "Rebels shelled the airport at dawn. Two people were killed. A lorry overturned on the ring road and two"
        " people died. A truck was destroyed."
    )
    assert [claim.surface for claim in read(text).claims] == ["Two people", "A truck"]
    assert causes(text) == {"road traffic"}


def test_the_title_speaks_for_the_text() -> None:
    text = "A man stabbed two people on Friday."
    assert not read(text).claims
    assert read(text, title="Rebels attack town").claims


def test_a_longer_entry_hides_a_shorter_one() -> None:
    assert not read("The price war killed 12 people's jobs and 40 people died on Friday.").claims
    assert read("The war killed 40 people.").claims


def test_what_is_dropped_is_rejected_with_its_reason() -> None:
    [rejection] = [r for r in read("A cyclone killed 40 people.").rejections if r.reason == "no_conflict"]
    assert (rejection.surface, rejection.detail) == ("40 people", "weather: cyclone")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"words": "war", "evidence": "perhaps", "kind": "", "form": "noun"}, "unknown evidence"),
        ({"words": "gale", "evidence": "sure", "kind": "", "form": "noun"}, "a kind is given"),
        ({"words": "war", "evidence": "war", "kind": "weather", "form": "noun"}, "a kind is given"),
        ({"words": "gale", "evidence": "sure", "kind": "weather", "form": "adverb"}, "unknown form"),
    ],
)
def test_wrong_lines_are_named(row: dict[str, str], problem: str) -> None:
    wrong = Row(row)
    wrong.where = "causes.csv:7"

    class Words:
        def table(self, name: str) -> tuple[Row, ...]:
            return (wrong,)

    with pytest.raises(LexiconError, match=f"causes.csv:7: {problem}"):
        ContextReader(Words())  # type: ignore[arg-type]


def test_each_cause_stands_once() -> None:
    words = [(row["words"], row["form"]) for row in Tables(ROOT / "seeds")["causes"]]
    assert len(words) == len(set(words))


def test_negatives() -> None:
    """Of the texts about other things hardly one gives a claim; of those that look alike all claims stay."""
    records = load_jsonl(ROOT / "tests" / "gold" / "negatives.jsonl", Reference.load(ROOT / "seeds" / "reference"))
    alarmed, dropped = [], []
    for record in records:
        extraction = read(record.text, record.title)
        gold = [claim for claim in record.claims if claim.conflict]
        if not gold and any(claim.modality == "asserted" for claim in extraction.claims):
            alarmed.append(record.id)
        rejected = [
            Claim(r.start, r.end, r.surface, "PERS") for r in extraction.rejections if r.reason == "no_conflict"
        ]
        dropped += [rejected[j].surface for _, j in align(gold, rejected).pairs]
    negatives = sum(not any(claim.conflict for claim in record.claims) for record in records)
    assert len(alarmed) / negatives < 0.05, alarmed
    assert not dropped
