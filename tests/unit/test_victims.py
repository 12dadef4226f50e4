"""Who lost it: the decision list of ``victims``, on sentences from many wars."""

from __future__ import annotations

from functools import lru_cache

import pytest

from pipelines.extract.extractor import Extractor
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document, LossClaim
from pipelines.settings import PROJECT


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    return Extractor(Lexicon.load(PROJECT / "seeds"))


def claim(text: str, words: str) -> LossClaim:
    """The claim of ``text`` whose surface contains ``words``."""
    claims = extractor().extract(Document("t", text)).claims
    return next(c for c in claims if words in c.surface)


OWNER_IN_WORDS = [
    ("Ukrainian drones destroyed two Russian tanks near Vovchansk.", "two Russian tanks", "ru_af"),
    ("The RSF said it had shot down an army Antonov in Sudan near Nyala.", "an army Antonov", "saf"),
    ("Russia lost four helicopters in a week, the British ministry said.", "four helicopters", "ru_af"),
    ("The Houthis lost 30 fighters in the raid.", "30 fighters", "houthis"),
    ("Troops in Somalia seized six pickups belonging to Al-Shabaab.", "six pickups", "al_shabaab"),
    ("The Israeli military said three of its soldiers were killed in Gaza.", "three of its soldiers", "idf"),
]
# What opens each block is the evidence that decides; the victim is an entity id or words of the text.
IN_THE_WORDS_OF_THE_TEXT = [
    # parties that no list of sides knows
    ("Kurdish YPG fighters destroyed two Turkish armoured vehicles near Afrin.", "two Turkish", "Turkish"),
    ("Biafran troops destroyed eight federal armoured cars near Onitsha.", "eight federal", "federal"),
    ("The Ugandan army killed 11 rebels of the Lord's Resistance Army.", "11 rebels", "Lord's Resistance Army"),
    ("Bangladesh troops killed three members of the KNF in the hills.", "three members", "KNF"),
    ("ULFA rebels killed three soldiers of the Assam Rifles near Tinsukia.", "three soldiers", "Assam Rifles"),
    ("Hungarian insurgents knocked out 30 Soviet tanks in Budapest.", "30 Soviet", "Soviet"),
    ("The Northern Alliance lost four men in the offensive.", "four men", "Northern Alliance"),
    # whom the sentence says was attacked
    ("The Mujahideen ambushed a Soviet convoy and destroyed nineteen fuel trucks.", "nineteen", "Soviet"),
    ("Iraqi troops repelled an Iranian assault near Basra, capturing 60 tanks.", "60 tanks", "Iranian"),
    ("NSCN rebels ambushed an Assam Rifles convoy and killed 20 soldiers.", "20 soldiers", "Assam Rifles"),
    ("Malayan terrorists ambushed a Gurkha patrol and killed six soldiers.", "six soldiers", "Gurkha"),
    # own losses: of the subject, of who speaks, of the attacker
    ("Chadian troops killed 207 Boko Haram fighters and lost 23 soldiers.", "23 soldiers", "Chadian"),
    ("India said it lost 20 soldiers in a brawl with Chinese troops.", "20 soldiers", "India"),
    ("Croatia's army killed 200 Serb soldiers; its own losses were 174 dead.", "174 dead", "Croatia"),
    ("Libyan forces fled the base, leaving behind 22 aircraft.", "22 aircraft", "Libyan"),
    ("NATO said two of its soldiers were killed by a roadside bomb in Afghanistan.", "two of its", "NATO"),
    # a warship by its prefix
    ("An Argentine missile hit HMS Sheffield, killing 20 men.", "20 men", "Royal Navy"),
    # a number that means the people just named
    ("At least 500 Ukrainian soldiers were treated after the attack, and one had died.", "one", "Ukrainian"),
]

#: Nobody else is blamed: what a party mourns, buries, admits or misses is its own.
OWN_LOSSES = [
    ("Kenya mourned two soldiers and reported four men wounded in Somalia.", "two soldiers", "Kenya"),
    ("Troops of Chad fought all night. Chad reported 71 dead.", "71 dead", "Chad"),
    ("Armenia buried a dozen conscripts on Sunday after the battle with Azerbaijan.", "a dozen", "am_af"),
    ("Pakistan said that an F-16 was lost. India had claimed two.", "an F-16", "pk_army"),
    (
        "A US official confirmed that a Reaper had crashed off Yemen, where the Houthis fire on drones.",
        "a Reaper",
        "US",
    ),
    ("The Murle admit to 17 dead after the raid on the Nuer.", "17 dead", "Murle"),
]
#: Whom a pronoun stands for: who says so of himself, else the subject of the sentence before.
PRONOUNS = [
    ("Turkish troops hold the hill. The PKK attacked it at dawn. They killed six soldiers.", "six soldiers", "Turk"),
    ("Somali forces killed ten. The militants attacked a base. They claim to have killed 24.", "24", "Somali"),
    ("Its soldiers, the Thai army said, drove off the Cambodian force. They captured a tank.", "a tank", "Cambodia"),
]
PEACEKEEPERS = [
    ("Six Bangladeshi peacekeepers were killed when rebels attacked a United Nations base.", "Six", "United Nations"),
    ("Gunmen took two trucks belonging to the mission, a UN official said.", "two trucks", "UN"),
    ("Two blue helmets died near Kidal. The UN said it would investigate.", "Two blue helmets", "UN"),
]
#: Who speaks is not who struck, and not who owns the other side's men.
SPEAKERS = [
    ("Nepalese police said Maoist rebels had stormed a barracks, killing 57 soldiers.", "57 soldiers", "Nepal"),
    ("Israel said Hamas had fired from the yard and that two of its gunmen were dead.", "two of its gunmen", "hamas"),
    ("Tripoli Loses Nine Tanks in a Day, Haftar's Army Says", "Nine Tanks", "Tripoli"),
    ("An RSF officer boasted. The army's spokesman said one tank was lost.", "one tank", "saf"),
    ("JNIM overran the army base at Djibo in Burkina Faso and killed 200 soldiers. Sudan is quiet.", "200", "Burkina"),
    ("Two vessels were sunk by the Houthis in the Red Sea. Merchant crews fear more.", "Two vessels", "civilians"),
]
#: The one named enemy, whatever the list of sides would say.
NAMED_ENEMIES = [
    ("North Vietnamese gunners shot down a B-52. The Americans admitted nothing.", "a B-52", "American"),
    ("Abkhaz fighters threw back a Georgian attack, taking two mortars.", "two mortars", "Georgia"),
    ("Baghdad put its losses at 17 tanks. Tehran had claimed 64.", "17 tanks", "iraq_af"),
    ("Turkish soldiers killed Ali Demir, the leader of the Ararat Brotherhood.", "Ali Demir", "Ararat"),
    ("Ansaru Khorasan admitted nine dead after the raid.", "nine dead", "Ansaru"),
]
#: Whose, by what stands before in the sentence.
BEFORE = [
    ("Chadian jets killed scores of bandits and destroyed their camp near the lake.", "their camp", "bandits"),
    ("Georgian side: tanks, 36 (20 destroyed, nine damaged). Russian side: two jets lost.", "20", "Georgia"),
    ("Over the day, a spokesman in Kyiv said, the enemy stormed the village and lost 40 men.", "40 men", "ru_af"),
    ("Security forces fought all day. Nine soldiers died, the Pakistan Institute for Peace said.", "Nine", "orces"),
]
#: The dead with a name, by their titles.
TITLES = [
    ("A drone killed Hassan Mehdi, a commander of the Quds Force, in Damascus.", "Hassan Mehdi", "irgc"),
    ("Gunmen shot dead Abel Tesfaye, its party chief, the Oromia government said.", "Abel Tesfaye", "Oromia"),
    ("The Houthis confirmed that an Israeli raid had killed their prime minister.", "prime minister", "houthis"),
]
CIVILIANS_LOSSES = [
    ("Rebels fired on fishermen off the coast, killing two.", "two", "civilians"),
    ("Boko Haram killed six villagers, burned huts and made off with two lorries.", "two lorries", "civilians"),
    ("Two motorcycles were burned in the shelling, residents said.", "Two motorcycles", "civilians"),
    ("A lorry was damaged by Russian drones in Odesa, the governor said.", "A lorry", "civilians"),
    ("The cartel's gunmen burned a dozen buses in the city.", "a dozen buses", "civilians"),
    ("Forty people died at the school. Israel said two Hamas gunmen were among the dead.", "Forty", "civilians"),
    ("The Houthis said they had sunk an American cargo ship.", "an American cargo ship", "American"),
]
#: Whose they are, by the word for them or by what they were in.
BY_KIND = [
    ("Azerbaijan shot down a Russian Mi-24 helicopter, killing two crew members.", "two crew", "ru_af"),
    ("Malawi's army said the number of its troops killed in Congo had risen to 14.", "14", "Malawi"),
    ("Basayev put Chechen losses at a few dozen boys.", "few dozen", "Chechen"),
    ("Insurgents burned 60 huts. Soldiers found the bodies of three members of the local militia.", "three", "local"),
    ("Bandits stormed the village at night. Eight vigilantes were killed.", "Eight vigilantes", "vigilantes"),
    ("The PKK said four martyrs had fallen in battle with Turkish troops.", "four martyrs", "PKK"),
    ("Russia's ministry: 40 Ukrainian troops killed. Air defence units shot down 12 missiles.", "12", "ua_af"),
]
#: Who fights whom, from the words of the text alone.
FEUDS = [
    ("Lendu and Hema militias clashed at Djugu. Hema fighters burned two military trucks.", "two", "Lendu"),
    (
        "Houthi forces and troops of Tigray do not meet. Afar fighters raided the Tigrayans, taking six guns.",
        "six",
        "Tig",
    ),
    ("Ecuador is at war with Peru. Peru said its jets had destroyed three tanks.", "three tanks", "Ecuador"),
    ("Fighting between Thailand and Cambodia goes on. Thai jets destroyed six rocket launchers.", "six", "Cambodia"),
]
BY_THEIR_PEOPLE = [
    ("Kachin fighters captured 40 soldiers at the camp.", "40 soldiers", "tatmadaw"),
    ("The losses of the invaders as of 1 May, says the General Staff in Kyiv:\ntanks – 40 (+4)", "40", "ru_af"),
    ("Russian forces shot down a Ukrainian Su-27 fighter near Sumy.", "Su-27", "ua_af"),
]


FROM_WHO_DID_IT = [
    ("Ukrainian drones destroyed six howitzers overnight.", "six howitzers", "ru_af"),
    ("Hamas said its fighters blew up a tank in Rafah. Israel made no comment.", "a tank", "idf"),
    ("The Myanmar army said it had seized 40 rifles after a clash with the Arakan Army.", "40 rifles", "arakan_army"),
    ("The ministry in Moscow said air defences of Russia downed 30 drones.", "30 drones", "ua_af"),
]

OWN_SOLDIERS = [
    (
        "Two soldiers were killed when Al-Shabaab attacked a base in Somalia, officials said.",
        "Two soldiers",
        "somalia_af",
    ),
    ("Boko Haram ambushed a convoy in Nigeria, killing nine soldiers.", "nine soldiers", "ng_army"),
    ("The Malian army killed 40 JNIM fighters. Five soldiers died, it added.", "Five soldiers", "fama"),
    ("Colombia's ELN attacked a post, killing four policemen.", "four policemen", "colombia_af"),
]

REBELS_BY_NAME = [
    ("The Nigerian army fought Boko Haram near Bama. Troops killed 20 terrorists.", "20 terrorists", "boko_haram"),
    ("Philippine troops clashed with the New People's Army (NPA). Six rebels were killed.", "Six rebels", "npa_ph"),
    ("M23 attacked at dawn. The army of Congo said 15 rebels were killed.", "15 rebels", "m23"),
]

CIVILIANS = [
    ("A Russian missile hit a market in Kostiantynivka, killing 12 people.", "12 people"),
    ("RSF shelling killed nine women and children in El Fasher.", "nine women"),
    ("Nineteen houses were damaged by Ukrainian drones in Belgorod.", "Nineteen houses"),
    ("Shelling damaged an apartment block and a car in Odesa.", "a car"),
    ("A Houthi missile struck a cargo ship; two sailors were killed.", "two sailors"),
]


@pytest.mark.parametrize(
    ("text", "words", "victim"), [*OWNER_IN_WORDS, *FROM_WHO_DID_IT, *OWN_SOLDIERS, *REBELS_BY_NAME]
)
def test_the_victim_is_the_party_that_the_text_means(text: str, words: str, victim: str) -> None:
    assert claim(text, words).victim_entity_id == victim


@pytest.mark.parametrize(("text", "words"), CIVILIANS)
def test_people_at_home_and_what_stands_there_are_civilians(text: str, words: str) -> None:
    assert claim(text, words).victim_entity_id == "civilians"


@pytest.mark.parametrize(("text", "words"), [(t, w) for t, w, _ in OWNER_IN_WORDS])
def test_an_owner_in_words_is_no_inference(text: str, words: str) -> None:
    assert claim(text, words).victim_basis in {"explicit", "modifier_in_scope"}


@pytest.mark.parametrize(("text", "words"), [(t, w) for t, w, _ in FROM_WHO_DID_IT])
def test_an_opponent_is_an_inference(text: str, words: str) -> None:
    assert claim(text, words).victim_basis == "inferred_opponent"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Philippine soldiers killed seven rebels in Samar.", "seven rebels"),
        ("Security forces in Pakistan killed eleven militants.", "eleven militants"),
        ("Nigerian troops neutralised 30 bandits in Zamfara.", "30 bandits"),
    ],
)
def test_no_group_is_inferred_that_the_text_does_not_name(text: str, words: str) -> None:
    found = claim(text, words)
    assert found.victim_entity_id is None
    assert found.victim_text in words


def test_a_number_alone_has_the_victim_of_its_antecedent() -> None:
    text = "The Taliban attacked a checkpoint in Afghanistan, killing six Afghan soldiers and wounding eight others."
    first, second = claim(text, "six Afghan"), claim(text, "eight others")
    assert (first.victim_text, first.victim_side) == (second.victim_text, second.victim_side)


def test_a_part_has_the_victim_of_its_whole() -> None:
    text = "The army killed 24 Islamic State members in Iraq, including three senior leaders."
    assert claim(text, "three senior").victim_entity_id == "isis"


def test_nationality_governs_its_item_and_says_nothing_of_rebels() -> None:
    text = "Russian rebels said they had destroyed six tanks and 20 Russian armoured vehicles."
    assert claim(text, "20 Russian").victim_side == "ru_side"
    assert (
        claim("Russian rebels were fighting. Four Russian partisans were killed.", "Four").victim_entity_id != "ru_af"
    )


def test_the_perpetrator_is_not_the_victim() -> None:
    found = claim("A Houthi missile sank a tanker in the Red Sea, killing a sailor.", "a sailor")
    assert found.victim_side != "houthi_side"


def test_who_says_that_his_own_men_did_it_did_it() -> None:
    found = claim("Islamabad says its pilots shot down four Indian jets. New Delhi is silent.", "four Indian")
    assert found.perpetrator_entity_id in {"pakistan", "pk_army"}


def test_victim_text_is_of_this_text() -> None:
    text = "Boko Haram ambushed a convoy in Nigeria, killing nine soldiers."
    assert (claim(text, "nine soldiers").victim_text or "?") in text


@pytest.mark.parametrize(("text", "words", "name"), IN_THE_WORDS_OF_THE_TEXT)
def test_parties_need_be_in_no_list(text: str, words: str, name: str) -> None:
    assert name in (claim(text, words).victim_text or "")


DEEDS_OF_REBELS = [  # the agent of a loss is never its victim
    ("Rebels shot down two Mi-24 helicopters near Homs, the army said.", "two Mi-24", "army"),
    ("Guerrillas sank a patrol boat, the navy said.", "a patrol boat", "navy"),
    ("Separatists shot down an Il-76 near Luhansk, the military said.", "an Il-76", "military"),
    ("Two Mi-24 helicopters were shot down by rebels near Homs, the army said.", "Two Mi-24", "army"),
    ("The army said rebels shot down two Mi-24 helicopters near Homs.", "two Mi-24", "army"),
    ("Insurgents captured three tanks, the defence ministry said.", "three tanks", "ministry"),
]
SHIPS_AND_GUESTS = [
    ("Houthi fighters seized the Greek-owned Eternity C in the Red Sea.", "Eternity C", "civilians"),
    ("Houthi rebels sank the Liberian-flagged Magic Seas in the Red Sea.", "Magic Seas", "civilians"),
    ("The Greek-owned Eternity C was seized by Houthi fighters and four of its crew were killed.", "four", "civilians"),
    ("A Russian officer said two of his peacekeepers had been killed by shelling.", "two of his", "ru_af"),
    ("Azerbaijan's defence ministry said 50 of its troops had been killed.", "50 of its", "az_af"),
]
UNLISTED_BODIES = [
    ("Israeli soldiers captured four drones from the Zanbar Front.", "four drones", "Zanbar Front"),
    ("Thai soldiers fled Kassa, and Morani Boys militants seized three trucks.", "three trucks", "thailand_af"),
    ("Kenyan soldiers fought General Daro's men near Kassa. Kenya said it had destroyed two tanks.", "two", "Daro"),
]


@pytest.mark.parametrize(
    ("text", "words", "who"),
    OWN_LOSSES
    + PRONOUNS
    + PEACEKEEPERS
    + BY_KIND
    + BEFORE
    + NAMED_ENEMIES
    + TITLES
    + CIVILIANS_LOSSES
    + FEUDS
    + BY_THEIR_PEOPLE
    + DEEDS_OF_REBELS
    + SHIPS_AND_GUESTS
    + UNLISTED_BODIES,
)
def test_whose_loss_it_is(text: str, words: str, who: str) -> None:
    found = claim(text, words)
    assert who == found.victim_entity_id or who in (found.victim_text or "")


@pytest.mark.parametrize(
    "text",
    [
        "Over the past day the enemy lost 1,080 personnel, 5 tanks and 20 trucks.",
        "In the east two soldiers were killed.",
        "Both pilots were killed when the jet was shot down.",
    ],
)
def test_what_was_lost_is_never_its_own_victim(text: str) -> None:
    claims = extractor().extract(Document("t", text)).claims
    assert claims
    assert [c.victim_text for c in claims if c.victim_text and c.victim_text in c.surface] == []


@pytest.mark.parametrize(
    "text",
    [
        "Argentine Skyhawks sank two frigates and damaged four warships.",
        "UNITA guerrillas shot down a MiG-23 near Cuito Cuanavale.",
        "Gunmen of the Jalisco cartel destroyed four trucks.",
    ],
)
def test_nobody_is_inferred_to_have_struck_himself(text: str) -> None:
    victims = [c.victim_text for c in extractor().extract(Document("t", text)).claims]
    assert [name for name in victims if name and name in text[:30]] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rockets destroyed 30 Tajik homes, officials in Dushanbe said after the shelling.", "30 Tajik homes"),
        ("A missile wrecked a Kyiv apartment block.", "a Kyiv apartment block"),
        ("Houthi drones damaged two oil tankers in the Red Sea.", "two oil tankers"),
        ("Boko Haram burned a government school in Yobe.", "a government school"),
    ],
)
def test_dwellings_schools_and_merchant_ships_are_of_civilians(text: str, words: str) -> None:
    assert claim(text, words).victim_entity_id == "civilians"


def test_a_name_of_many_words_is_no_nationality() -> None:
    text = (
        "Five soldiers, including Lance Naik Syed Danish Afkar, were martyred in Khyber, the military of Pakistan said."
    )
    assert claim(text, "Five soldiers").victim_entity_id == "pk_army"


def test_the_place_tells_whose_defenders_when_nobody_is_named() -> None:
    text = "Around Pokrovsk our defenders put 113 occupiers out of action, the general staff said."
    assert claim(text, "113 occupiers").victim_entity_id == "ru_af"


def test_in_an_old_wire_all_in_capitals_names_are_names() -> None:
    text = "FIVE VENEZUELAN SOLDIERS WERE KILLED IN AN AMBUSH AT THE BORDER, THE DEFENSE MINISTER SAID."
    assert "VENEZUELAN" in (claim(text, "SOLDIERS").victim_text or "")


def test_rebels_who_say_nothing_of_whom_they_hit_hit_nobody_known() -> None:
    assert claim("The militants destroyed a helicopter and two trucks on Monday.", "two trucks").victim_text is None
