"""The grammar of loss: each kind of frame on sentences of its own, from many wars, and what is no loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extract.grammar.frames import SentenceFrames
from pipelines.extract.grammar.hits import Context, Hit, joint_outcome
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the subject stands further left: raising verbs, infinitives, brackets, dashes, dates
        ("An APC appears to have been abandoned near Gao.", [("An APC", "abandoned")]),
        ("Some 40 guards are believed to have been killed.", [("Some 40 guards", "killed")]),
        ("Several members of the border guard are said to be missing.", [("Several members", "missing")]),
        ("A lorry sent to help was blown up by a mine.", [("A lorry", "destroyed")]),
        ("One truck belonging to 3 Brigade was damaged by shelling.", [("One truck", "damaged")]),
        ("On Thursday two sailors were killed.", [("two sailors", "killed")]),
        ("Since then 1,200 villagers have been killed.", [("1,200 villagers", "killed")]),
        ("On May 9, two bombers were destroyed.", [("two bombers", "destroyed")]),
        (
            "Two policemen — Sgt. Ali Noor and Cpl. Omar Sane — were killed.",
            [("Two policemen", "killed"), ("Sgt. Ali Noor", "killed"), ("Cpl. Omar Sane", "killed")],
        ),
        (
            "Three soldiers, including Captain Juma Odera (aged 31; of Kisumu), having fought hard, were killed.",
            [("Three soldiers", "killed"), ("Captain Juma Odera", "killed")],
        ),
        ("A convoy of nine lorries was wiped out.", [("nine lorries", "destroyed")]),
        # what is added after the verb, absolute constructions, complements
        (
            "Both bombers were shot down, along with seven drones and three missiles.",
            [("Both bombers", "destroyed"), ("seven drones", "destroyed"), ("three missiles", "destroyed")],
        ),
        ("The frigate was sunk, with 42 sailors lost.", [("The frigate", "destroyed"), ("42 sailors", "lost")]),
        ("The ambush left four farmers and a guard injured.", [("four farmers", "wounded"), ("a guard", "wounded")]),
        ("Gunners fired a missile at an armoured car, destroying it.", [("an armoured car", "destroyed")]),
        ("They recovered five guns that included two rifles.", [("five guns", "captured"), ("two rifles", "captured")]),
        # nouns of loss
        ("The blast caused damage to three houses.", [("three houses", "damaged")]),
        ("Rebels took responsibility for the downing of a military helicopter.", [("a military helicopter", "destroyed")]),
        ("The raid led to the recovery of six rifles and a mortar.", [("six rifles", "captured"), ("a mortar", "captured")]),
        # names
        ("The raiders murdered the mayor, Juan Ibarra.", [("Juan Ibarra", "killed")]),
        ("Officials announced the death of the rebel commander, Brig. Musa Dako.", [("Brig. Musa Dako", "killed")]),
        (
            "Among those confirmed dead are Hamid Rezai, head of the guard; and Karim Sohrabi, his deputy.",
            [("Hamid Rezai", "killed"), ("Karim Sohrabi", "killed")],
        ),
        ("The militia blew up the bulk carrier Ocean Navigator.", [("the bulk carrier Ocean Navigator", "destroyed")]),
        ("HMS Bold and HMS Brave were sunk.", [("HMS Bold", "destroyed"), ("HMS Brave", "destroyed")]),
        # figures
        ("The mission announced nine dead, then thirteen.", [("nine dead", "killed"), ("thirteen", "killed")]),
        (
            "Nine people were killed. Later the ministry raised the figure to 14.",
            [("Nine people", "killed"), ("14", "killed")],
        ),
        ("The army killed (12) militants and seized (3) armoured vehicles.",
         [("(12) militants", "killed"), ("(3) armoured vehicles", "captured")]),
        ("Troops killed three (3) bandits.", [("three (3) bandits", "killed")]),
        ("Four New Dawn Army (NDA) fighters were killed.", [("Four New Dawn Army (NDA) fighters", "killed")]),
        ("At least 40 dead, more than 100 hurt", [("At least 40 dead", "killed"), ("more than 100", "wounded")]),
        ("Shell hits bus; driver, 61, dies", [("driver", "killed")]),
        (
            "The enemy has lost: tanks – 10 012 (+7); warships/boats – 28",
            [("tanks – 10 012", "lost"), ("+7", "lost"), ("warships/boats – 28", "lost")],
        ),
    ],
)  # fmt: skip
def test_losses_said_at_length(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(surface, outcome) for surface, _, outcome in claims(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nineteen drones crossed into Latvia and the alarm was lifted after the attack on the tanks.",
        "The army lost contact with the base before the attack.",
        "The tanks may be destroyed by May 20.",
        "The guards were taken to task after the attack.",
        "The minister raised the figure to 14 per cent after the attack that killed nobody.",
    ],
)
def test_no_loss_said_at_length(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # killing and dying
        ("Gunmen slit the throats of 14 villagers.", [("14 villagers", "PERS_CIV", "killed")]),
        ("The siege cost 300 Bosnians their lives.", [("300 Bosnians", "PERS", "killed")]),
        ("Two lieutenants fell at Goose Green.", [("Two lieutenants", "PERS_MIL", "killed")]),
        ("Six marines fell to sniper fire.", [("Six marines", "PERS_MIL", "killed")]),
        ("Eleven crewmen did not survive the sinking.", [("Eleven crewmen", "PERS_MIL", "killed")]),
        ("Ethiopia buried 90 soldiers in Mekelle.", [("90 soldiers", "PERS_MIL", "killed")]),
        (
            "Sixty people, 20 of them children, lie dead.",
            [("Sixty people", "PERS", "killed"), ("20", "PERS_CIV", "killed")],
        ),
        # bodies
        ("The Red Cross spoke of 200 bodies in Monrovia.", [("200 bodies", "PERS", "killed")]),
        ("The exchange of 200 bodies went on.", []),
        ("Three Russian bodies linked to the programme were damaged.", []),
        # capture
        ("The rebels walked off with three machine guns.", [("three machine guns", "WEAPON", "captured")]),
        ("Two hundred Iraqis threw down their weapons.", [("Two hundred Iraqis", "PERS", "captured")]),
        ("Seventeen sailors are in captivity.", [("Seventeen sailors", "PERS_MIL", "captured")]),
        (
            "Trophies: a mortar and eight rifles.",
            [("a mortar", "MORTAR", "captured"), ("eight rifles", "WEAPON", "captured")],
        ),
        # things
        ("Pilots splashed three MiG-23s.", [("three MiG-23s", "AIRCRAFT", "destroyed")]),
        ("Eleven trucks were turned into scrap iron.", [("Eleven trucks", "VEH", "destroyed")]),
        ("Twenty houses lost their roofs.", [("Twenty houses", "BUILDING", "damaged")]),
        ("The gunners were credited with four tanks.", [("four tanks", "TANK", "destroyed")]),
        ("Another MQ-9 was brought down.", [("Another MQ-9", "UCAV", "destroyed")]),
        # what did not happen was the loss
        ("Four aircraft did not return.", [("Four aircraft", "AIRCRAFT", "lost")]),
        ("Two bombers failed to return from Hamburg.", [("Two bombers", "AIRCRAFT", "lost")]),
        ("Nine drones never reached their targets.", [("Nine drones", "UAV", "lost")]),
        ("Nine miners are yet to be found.", [("Nine miners", "PERS_CIV", "missing")]),
        # a preposition opens the loss
        ("The raid rid the militia of two mortars.", [("two mortars", "MORTAR", "lost")]),
        ("They paid for the hill with 40 men.", [("40 men", "PERS", "lost")]),
        # left behind
        (
            "The garrison fled and left fourteen dead, two lorries and a mortar.",
            [
                ("fourteen dead", "PERS", "killed"),
                ("two lorries", "VEH", "abandoned"),
                ("a mortar", "MORTAR", "abandoned"),
            ],
        ),
        (
            "Left on the field were four tanks and a radar.",
            [("four tanks", "TANK", "abandoned"), ("a radar", "RADAR", "abandoned")],
        ),
        # sums
        ("British dead come to 255.", [("255", "PERS", "killed")]),
        ("The wounded number 120.", [("120", "PERS", "wounded")]),
        ("Those surrendering number in excess of 60,000.", [("in excess of 60,000", "PERS", "captured")]),
        ("The ambush takes to 13 the number of Kenyans killed.", [("13", "PERS", "killed")]),
        ("The death toll was revised down to 14.", [("14", "PERS", "killed")]),
        (
            "He put the number of dead at 31 and the injured at 90.",
            [("31", "PERS", "killed"), ("90", "PERS", "wounded")],
        ),
        ("Result: minus two T-72s, minus one BMP.", [("two T-72s", "TANK", "lost"), ("one BMP", "IFV", "lost")]),
        ("Own casualties: 6 killed, 1 missing.", [("6", "PERS", "killed"), ("1 missing", "PERS", "missing")]),
        # a clause after "after", an insertion, a pronoun before the list
        ("The blasts came a week after at least one guard was killed.", [("at least one guard", "PERS_MIL", "killed")]),
        ("The frigate, hit by two missiles, burned out.", [("The frigate", "SHIP", "destroyed")]),
        ("He set off his vest, killing himself and six policemen.", [("six policemen", "PERS_MIL", "killed")]),
        ("The corvette sank six days later.", [("The corvette", "SHIP", "destroyed")]),
        ("Fourteen tanks lay wrecked by the road.", [("Fourteen tanks", "TANK", "destroyed")]),
        ("The shell killed its crew of nine.", [("its crew of nine", "PERS", "killed")]),
        ("They took the hill at a cost of 14 men.", [("14 men", "PERS", "lost")]),
        ("The hospital received 25 martyrs.", [("25 martyrs", "PERS_MIL", "killed")]),
        # names, and lists that need no verb
        (
            "Two soldiers — Naik Ali Khan and Sepoy Imran Shah — embraced martyrdom.",
            [
                ("Two soldiers", "PERS_MIL", "killed"),
                ("Naik Ali Khan", "PERS_MIL", "killed"),
                ("Sepoy Imran Shah", "PERS_MIL", "killed"),
            ],
        ),
        (
            "Among those killed were Brigadier Khalid Omar and two guards.",
            [("Brigadier Khalid Omar", "PERS_MIL", "killed"), ("two guards", "PERS_MIL", "killed")],
        ),
        ("Three children were among the dead.", [("Three children", "PERS_CIV", "killed")]),
        ("The army said it was shelled, a child among the injured.", [("a child", "PERS_CIV", "wounded")]),
        (
            "Its own losses upriver that week — 21 men, a gunboat, a Mi-17 — are secret.",
            [("21 men", "PERS", "lost"), ("a gunboat", "BOAT", "lost"), ("a Mi-17", "HELI", "lost")],
        ),
        ("They regret the loss of a tug, and of a tank.", [("a tug", "BOAT", "lost"), ("a tank", "TANK", "lost")]),
        ("He has crippled, with two drones, a frigate.", [("a frigate", "SHIP", "damaged")]),
        (
            "He counted a burned bank and a wrecked Mi-8.",
            [("a burned bank", "BUILDING", "destroyed"), ("a wrecked Mi-8", "HELI", "destroyed")],
        ),
        # figures and lists that go on with what was lost before
        (
            "The army counts 40 rebels killed. The rebels say nine.",
            [("40 rebels", "PERS_MIL", "killed"), ("nine", "PERS_MIL", "killed")],
        ),
        (
            "In the north the enemy lost 90 men and a tank. In the south: 20 men, two tanks.",
            [
                ("90 men", "PERS", "lost"),
                ("a tank", "TANK", "lost"),
                ("20 men", "PERS", "lost"),
                ("two tanks", "TANK", "lost"),
            ],
        ),
        # one who is named by his post for the first time
        ("The base commander was wounded.", [("The base commander", "PERS_MIL", "wounded")]),
        ("No fewer than 30 farmers have been beheaded.", [("No fewer than 30 farmers", "PERS_CIV", "killed")]),
        ("Royalist dead were put at 200.", [("200", "PERS", "killed")]),
        ("Tanks lost: 12.", [("12", "TANK", "lost")]),
        (
            "The Germans lost 12 tugs, the Allies 30 freighters.",
            [("12 tugs", "BOAT", "lost"), ("30 freighters", "SHIP", "lost")],
        ),
        ("A toddler was among those killed.", [("A toddler", "PERS_CIV", "killed")]),
        ("The jets obliterated a terrorists' camp.", [("a terrorists' camp", "INFRA", "destroyed")]),
        ("The sinking of the cruiser shook Lima.", [("the cruiser", "SHIP", "destroyed")]),
        ("Argentina lost its only cruiser.", [("its only cruiser", "SHIP", "lost")]),
        ("Israel's killing of 15 medics drew protests.", [("15 medics", "PERS_CIV", "killed")]),
        (
            "Troops kill 40 rebels, seize 3 tanks",
            [("40 rebels", "PERS_MIL", "killed"), ("3 tanks", "TANK", "captured")],
        ),
        ("A French officer, Captain Marc Roux, was killed.", [("A French officer", "PERS_MIL", "killed")]),
        ("Six sailors remain in Russian captivity.", [("Six sailors", "PERS_MIL", "captured")]),
        (
            "The clashes killed 40 Armenian and Azerbaijani soldiers.",
            [("40 Armenian and Azerbaijani soldiers", "PERS_MIL", "killed")],
        ),
        ("Gunmen took 12 guests hostage, police and medics said.", [("12 guests", "PERS_CIV", "captured")]),
        ("The shells rendered the runway unusable.", [("the runway", "INFRA", "damaged")]),
        # nouns in no list, under verbs that say what they are
        ("Four ninjas were killed at the camp.", [("Four ninjas", "PERS", "killed")]),
        ("The corvette sank two zaruqs.", [("two zaruqs", "NAVAL", "destroyed")]),
    ],
)
def test_constructions(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He came to power after destroying his opponents.",
        "The delegation lost interest in two ships.",
        "The army handed over 12 bodies.",
        "He lost two and a half times that number.",
        "The destruction of the dam could drown the valley.",
        "The ministry lost track of 40 vehicles.",
        "High prices hurt 3,000 farmers.",
        "They did not say how many soldiers were killed.",
        "All but three of the drones were shot down.",
        "The governing party lost 12 seats and a minister.",
        "Moscow was planning attacks and taking 40 hostages.",
        "The plan would involve storming the post and killing 12 guards.",
        "The avalanche buried four climbers under snow.",
        "The quarrel killed two bills and a treaty.",
        "The photographer captured soldiers at prayer and two tanks.",
        "Two soldiers were captured on camera.",
        "The air force lost two pilots to the airlines.",
        "The ministry lost its two best generals to retirement.",
        "United destroyed 4-0 in cup massacre.",
        "We lost a lot of sleep.",
        "The decree offers 150,000 roubles for a tank burned and 50,000 for a drone brought down.",
        "The coach lost the dressing room.",
        "The navy suffered another humiliating blow.",
        "The plan envisaged the destruction of thirty helicopters and twelve runways.",
        "The rebels abandoned ship off Hodeidah.",
        "Fighting could resume in March and 40 hostages be killed.",
    ],
)
def test_no_losses_of_war(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Rebels captured two soldiers and a photographer near Bria.", "two soldiers"),
        ("A video shows that rebels captured 12 soldiers near Bria.", "12 soldiers"),
        ("The air force lost two pilots to ground fire.", "two pilots"),
        ("The shelling destroyed 4-5 tanks near Goma.", "4-5 tanks"),
        ("We lost a lot of tanks.", "a lot of tanks"),
        ("They paid 90 million dollars for a jet that was shot down in a week.", "a jet"),
        ("One boat was sunk and another was damaged.", "One boat"),
        ("The navy suffered another humiliating defeat and lost two ships.", "two ships"),
        ("The raid led to the destruction of thirty helicopters.", "thirty helicopters"),
        ("The crew abandoned a ship off Hodeidah.", "a ship"),
        ("The number of people killed in the strikes has gone up to 67.", "67"),
        ("At Goma up to 67 people were killed.", "up to 67 people"),
    ],
)
def test_losses_that_look_like_these(text: str, surface: str) -> None:
    assert claims(text)[0][0] == surface
