"""Who is credited with a figure, what is denied and what is confirmed."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.extract.names.entities import EntityFinder
from pipelines.extract.speech.attribution import Attribution, AttributionReader, Claimant
from pipelines.extract.text import segment
from pipelines.settings import PROJECT


@cache
def readers() -> tuple[EntityFinder, AttributionReader]:
    lexicon = Lexicon.load(PROJECT / "seeds")
    return EntityFinder(lexicon), AttributionReader(lexicon)


def read(text: str) -> Attribution:
    finder, reader = readers()
    document = Document("d", text)
    sentences = segment(document)
    return reader.read(document, sentences, finder.find(document, sentences))


def claimant(text: str, span: str) -> Claimant:
    start = text.index(span)
    return read(text).claimant_at(start, start + len(span))


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("The army said on Sunday it had killed 30 rebels near Gao.", "30 rebels", "The army"),
        ("Thirty rebels were killed, the army said on Sunday, after a raid.", "Thirty rebels", "the army"),
        ("“We burned 3 trucks,” said Ali Hassan, a commander.", "3 trucks", "Ali Hassan"),
        ("According to the Somali police, 4 soldiers died.", "4 soldiers", "the Somali police"),
        ("4 soldiers died, according to the mayor of Baidoa.", "4 soldiers", "the mayor of Baidoa"),
        ("Medics counted 12 bodies in the market.", "12 bodies", "Medics"),
        ("Baku puts Armenian losses at 90 tanks, Yerevan’s friends at 40.", "90 tanks", "Baku"),
        ("By Oryx’s count Syria lost 40 tanks there.", "40 tanks", "Oryx"),
        ("The governor said two died, adding that 3 houses burned.", "3 houses", "The governor"),
        ("5 drones were downed, as reported by the Air Force of Yemen.", "5 drones", "the Air Force of Yemen"),
        ("The colonel, quoted by the daily Al-Watan, stated that 9 men fell.", "9 men", "The colonel"),
        ("Colonel Hans Meyer, the head of the unit, told reporters that 9 men fell.", "9 men", "Colonel Hans Meyer"),
        ("The army's media wing, ISPR, said 9 men fell.", "9 men", "ISPR"),
        ("Syria lost 40 tanks there, by Oryx’s reckoning.", "40 tanks", "Oryx"),
        ("Russian losses stand at 90 tanks, in British estimates.", "90 tanks", "British estimates"),
        ("Data compiled by ACLED show that 40 men fell.", "40 men", "ACLED"),
        ("The Red Cross raised the toll to 40 dead.", "40 dead", "The Red Cross"),
        ("The toll was raised to 40 by the Red Cross.", "40", "the Red Cross"),
        ("Hamas, which admits to 9 dead, fled.", "9 dead", "Hamas"),
        ("Niamey, having at first admitted 9 dead, gives no figures.", "9 dead", "Niamey"),
        ("Al-Watan quoted a police source as saying 9 men fell.", "9 men", "a police source"),
        ("A senior official was quoted as saying 9 men fell.", "9 men", "A senior official"),
        ("Nine men were killed, the owner said a week after the raid.", "Nine men", "the owner"),
        ("The rebels’ spokesman, Willy Mbeki, said 9 men fell.", "9 men", "Willy Mbeki"),
        ("Chad’s information ministry said 9 men fell.", "9 men", "Chad’s information ministry"),
        ("Lagos puts the dead at 9 and the injured at 40.", "40", "Lagos"),
        ("According to a think tank, the Gao Institute, 9 men fell.", "9 men", "the Gao Institute"),
        ("The mayor urged calm. The rebels fled south. They say 9 men fell.", "9 men", "The rebels"),
        ("9 men fell, as per the regional police.", "9 men", "the regional police"),
        ("Mayor: 9 men killed in market blast", "9 men", "Mayor"),
        ("9 men killed in Djibo market blast – governors", "9 men", "governors"),
        ("Toll of the Djibo market blast rises to 9: officials", "9", "officials"),
        ("Chad: 9 men killed in market blast", "9 men", None),
        ("Local media reported that 9 men fell.", "9 men", None),
        ("Rebels claimed responsibility for the raid that killed 9 men.", "9 men", None),
        ("The army did not say that 9 men fell.", "9 men", None),
        ("They met in Rome. 9 men fell.", "9 men", None),
        ("Reuters reported that 9 men fell.", "9 men", None),
        ("Geolocated footage shows 2 destroyed tanks.", "2 destroyed tanks", None),
        ("Accra owned up to 9 dead.", "9 dead", "Accra"),
        ("An official who asked not to be named said 9 men fell.", "9 men", "An official"),
        ("As the governor put it, 9 homes were burned down.", "9 homes", "the governor"),
        ("In the words of the mayor, 9 homes were burned down.", "9 homes", "the mayor"),
        ("By UN figures, 9 men have been killed.", "9 men", "UN figures"),
        ("Per the regional police, 9 men fell.", "9 men", "the regional police"),
        ("The monitor’s list stops at 9 names.", "9 names", "The monitor"),
        ("A channel close to the army has it that 9 men fell.", "9 men", "A channel close to the army"),
        ("Rebel radio speaks of 9 wounded.", "9 wounded", "Rebel radio"),
        ("“Nine of our men fell,” admitted the rebel leader.", "Nine of our men", "the rebel leader"),
        ("9 men fell, the state agency quoted Colonel Sani as saying.", "9 men", "Colonel Sani"),
        ("The 9 tanks that Minsk says it burned were decoys.", "9 tanks", "Minsk"),
        ("Niger showed the three jets Mali says it downed.", "three jets", "Mali"),
        ("The 9 dead reported by the Red Cross include a girl.", "9 dead", "the Red Cross"),
        ("According to figures released by the health ministry, 9 men fell.", "9 men", "the health ministry"),
        ("A tally by Reuters shows 9 men fell.", "9 men", "Reuters"),
        ("Documents seen by Reuters show 9 men fell.", "9 men", "Documents"),
        ("The Marines counted 9 dead; Colonel Pace lost more, and boasts of having killed 40.", "40", "Colonel Pace"),
        ("The army says its own losses that week, 21 men, a drone, were light.", "a drone", "The army"),
        ("Ali Sow, the head of the post, who spoke in Mopti, said 9 men fell.", "9 men", "Ali Sow"),
        ("9 men fell, according to the region’s governor, Ali Sow.", "9 men", "Ali Sow"),
        ("9 men fell on the road, officials and police sources said.", "9 men", "officials and police sources"),
        (
            "The front’s spokesman Ali Sow said in a video statement that 9 men fell.",
            "9 men",
            "The front’s spokesman Ali Sow",
        ),
        ("The front posted footage of 9 burned trucks.", "9 burned trucks", "The front"),
        ("The front posted footage on Friday after 9 trucks burned.", "9 trucks", None),
        ("Rumour has it that 9 men fell.", "9 men", None),
        ("Two bombers were shot, the mayor said, one a Libyan said to have led 9 men.", "9 men", "the mayor"),
        ("Footage published on Friday indicates that 9 trucks burned.", "9 trucks", None),
        ("Minsk’s staff rejects a claim by Vilnius that 9 men fell.", "9 men", "Vilnius"),
        ("9 men killed in raid over past day – MoD", "9 men", "MoD"),
        ("A drone hit a bus, killing 9 men, said Ali Sow, the mayor of Gao.", "9 men", "Ali Sow"),
        ("IS said in its weekly that 9 men fell.", "9 men", "IS"),
        ("IS claimed the raid that killed 9 men.", "9 men", None),
        ("Lagos blamed the rebels for the raid, which killed 9 men.", "9 men", None),
        ("Lagos blamed the rebels for the deaths of 9 men.", "9 men", "Lagos"),
        ("Lagos announced a truce after 9 men fell.", "9 men", None),
        ("The experts told the council in a secret report that 9 men fell.", "9 men", "The experts"),
        ("A court in Dakar convicted two men of killing 9 loggers.", "9 loggers", "A court in Dakar"),
        ("The front said it lost 9 men. The latest data show 40 dead.", "40 dead", "The front"),
        ("Rebels spoke; the firm that owned the plane said three crew were killed.", "three crew", "the firm"),
        ("A group that monitors the war says 90 died.", "90", "A group"),
        ("The army said in a report that rebels said nine men fell.", "nine men", "rebels"),
        ("09:02 — The latest from the health ministry in Accra: 24 dead.", "24 dead", "the health ministry in Accra"),
        (
            "07:40 – State TV in Accra is showing what it says is a Searcher drone.",
            "a Searcher drone",
            "State TV in Accra",
        ),
        ("The authors have verified 9 burned trucks.", "9 burned trucks", None),
        ("The daily’s first story said, citing officials, that 19 men fell.", "19 men", "officials"),
        ("Ten mosques were levelled, complained the mufti of Banja Luka.", "Ten mosques", "the mufti of Banja Luka"),
        ("The Times, which cited two officers, put the dead at 70.", "70", "two officers"),
        ("Le Monde reported, on the authority of an officer, that nine men fell.", "nine men", "an officer"),
        ("The front used its channel to announce the capture of two cars.", "two cars", "The front"),
        ("Responsibility for the raid, in which six men died, was claimed by the front.", "six men", None),
        ("As was announced by the joint force, 40 trucks were seized.", "40 trucks", "the joint force"),
        ("The minister said talks would resume despite the deaths of nine men.", "nine men", None),
        ("The army has owned to 46 dead.", "46 dead", "The army"),
        ("Sixty were admitted, six of whom died later, the medic said.", "six", "the medic"),
        ("A tug was set ablaze by a missile an hour later.", "A tug", None),
        ("Nine women were shot by a gang that blamed them for a death, the chief said.", "Nine women", "the chief"),
        ("The rebels overran the base and claimed they killed 200 men.", "200 men", "The rebels"),
        ("A charity whose staff were in the town estimated that 100 men died.", "100 men", "A charity"),
        ("Rebels separately published images of six burned trucks near Djibo.", "six burned trucks", "Rebels"),
        ("Cairo radio reported that bombs had killed 22 men.", "22 men", "Cairo radio"),
        ("The local radio reported that bombs had killed 22 men.", "22 men", None),
        ("The staff counted the week’s dead. According to the report, 22 men fell.", "22 men", "The staff"),
        ("State TV in Tunis is showing what it says is a Searcher drone.", "a Searcher drone", "State TV in Tunis"),
        ("Tunis says nothing, although one of its pilots has written of “30 tanks”.", "30 tanks", "one of its pilots"),
        ("A driver whom I trust told me that they lost two pickups.", "two pickups", "A driver"),
        ("The army said it downed 60 drones; we have found the remains of 11.", "11", None),
        ("Witnesses described how gunmen shot 9 men.", "9 men", "Witnesses"),
        ("“He was a boy,” said Ana Petrova, whose cousin, a medic, was shot.", "a medic", None),
        ("The front, said an aide who asked not to be named, lost two trucks.", "two trucks", "an aide"),
        ("“We lost 12 boats,” said fisherman Rashid Omar.", "12 boats", "fisherman Rashid Omar"),
        ("Nine people died, said villagers reached by phone.", "Nine people", "villagers"),
        ("Six nuns were abducted, said sources close to the diocese.", "Six nuns", "sources close to the diocese"),
        ("'They killed nine of my cousins,' recalled shopkeeper Amina.", "nine of my cousins", "shopkeeper Amina"),
        ("'They shot 14 of us,' says survivor of Masalit massacre", "14 of us", "survivor of Masalit massacre"),
        ("The army advanced, said rebels had killed 9 soldiers.", "9 soldiers", None),
        ("Families of the missing insist that 61 fishermen were seized.", "61 fishermen", "Families of the missing"),
        ("It was announced by the palace that 35 guardsmen had fallen.", "35 guardsmen", "the palace"),
        ("The number of dead was given by the police as 29.", "29", "the police"),
        ("Losses are estimated by Kyiv at 29 tanks.", "29 tanks", "Kyiv"),
        ("The rebels are said by the army to have lost 40 men.", "40 men", "the army"),
        ("The militia is accused by survivors of shooting 9 teachers.", "9 teachers", "survivors"),
        ("The minister is quoted as having said 300 people died.", "300 people", "The minister"),
        ("UN figures suggest 97 people died.", "97 people", "UN figures"),
        ("Official estimates put the number of dead at 97.", "97", "Official estimates"),
        ("Internal Syrian army figures record 97 deserters captured.", "97 deserters", "Internal Syrian army figures"),
        ("Figures compiled by the Philippine army give 97 fighters killed.", "97 fighters", "the Philippine army"),
        ("The group’s tally puts losses at 97 jets.", "97 jets", "The group"),
        ("A Haaretz report citing military sources says 12 tanks were lost.", "12 tanks", "military sources"),
        ("If Tehran is right, 13 Israeli aircraft were lost.", "13 Israeli aircraft", "Tehran"),
        ("13 aircraft were lost, if Hanoi radio is to be believed.", "13 aircraft", "Hanoi radio"),
        ("By its own admission the ministry lost 137 conscripts.", "137 conscripts", "the ministry"),
        ("By their own reckoning, the Mujahideen brought down 9 helicopters.", "9 helicopters", "the Mujahideen"),
        ("Thirty men fell, on the rebels’ own admission.", "Thirty men", "the rebels"),
        ("Karim Aziz, who runs the morgue, is tired. He says he has seen 212 bodies.", "212 bodies", "Karim Aziz"),
        (
            "The sultan of Bade spoke at his palace. Nineteen of his men fell, he said.",
            "Nineteen of his men",
            "The sultan of Bade",
        ),
        ("Her uncle Karim hid in a well. Nine men were shot, he says.", "Nine men", "Her uncle Karim"),
        ("The jet, which the army said had killed nine men, crashed.", "nine men", "the army"),
        ("“We will never yield,” the rebel said after his men had killed 20 soldiers.", "20 soldiers", None),
        ("The president said he would visit the town, where 70 people died last month.", "70 people", None),
        ("The minister spoke of progress, but last week alone 31 soldiers were killed.", "31 soldiers", None),
        ("An army spokesman hailed the destruction of 12 gun trucks near Kanta.", "12 gun trucks", "An army spokesman"),
        ("The rebels, who the army says killed 9 men, fled.", "9 men", "the army"),
        ("The clash, in which officials say 9 men fell, went on.", "9 men", "officials"),
        ("14:20 The mayor of Gao says 9 men fell.", "9 men", "The mayor of Gao"),
        ("9 men killed in Gao market blast, says governor", "9 men", "governor"),
        ("Breaking: 9 men killed in Gao market blast (officials)", "9 men", "officials"),
        ("The ministry in its latest update said 9 men fell.", "9 men", "The ministry"),
        ("The first confirmed victim of the raid was Ali Sow.", "Ali Sow", None),
    ],
)
def test_the_nearest_speaker_is_credited(text: str, span: str, expected: str | None) -> None:
    assert claimant(text, span).text == expected


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("The army said 9 men fell. It added that 3 trucks burned.", "3 trucks", "The army"),
        ("The army said 9 men fell. Two drones were also lost, it added.", "Two drones", "The army"),
        ("“9 men fell. 3 trucks burned,” the mayor said.", "9 men", "the mayor"),
        ("The mayor said: “9 men fell.\n\n“3 trucks burned.”", "3 trucks", "The mayor"),
        ("The mayor said that 9 men fell. The blast wrecked 3 trucks.", "3 trucks", "The mayor"),
        ("9 men fell, the mayor said. The blast wrecked 3 trucks.", "3 trucks", None),
        ("The mayor said that 9 men fell. Meanwhile, 3 trucks burned.", "3 trucks", None),
        ("The mayor said that 9 men fell. In July a mine killed 3 boys.", "3 boys", None),
        ("The mayor said that 9 men fell. Crime has risen since the war, and 90 were killed.", "90", None),
        ("The mayor claimed 9 kills. A farmer lost 3 trucks.", "3 trucks", None),
        (
            "The base fell at dawn, the front said. Two howitzers had been captured intact.",
            "Two howitzers",
            "the front",
        ),
        ("The base fell at dawn, the front said. Two men had been shot there in May.", "Two men", None),
        ("Fire chief Pavlo Hroza gave an update at noon. Three people had died.", "Three people", "Pavlo Hroza"),
        ("The clinic reported 22 people killed. Among the dead were three rescuers.", "three rescuers", "The clinic"),
        ("The front said it had seized 10 rifles. On Friday, five men died in a bombing.", "five men", None),
        ("Minsk said it downed 102 drones. The EU’s mission there lost two cars.", "two cars", None),
        ("Nine died, the ministry said. In a later search troops recovered 17 rifles.", "17 rifles", "the ministry"),
        ("“Nine died,” the ministry said. In a later search troops recovered 17 rifles.", "17 rifles", None),
        ("The army said 14 of its men died. Niger lost three men.", "three men", None),
        (
            "The clinic said it took in six bodies. The killing of nine guards had set off the riot.",
            "nine guards",
            None,
        ),
        (
            "Nine fell, the staff said. In Bari ten more fell. “Two men died,” the statement read.",
            "ten more",
            "the staff",
        ),
        ("The bishop said he would pray. At least 24 people died in the blast.", "24 people", None),
        ("Nine died, the medic said. Four other people were hurt.", "Four", "the medic"),
        ("“Nine died,” the medic said. Four other people were hurt.", "Four", None),
        ("The ministry said the post fell. Nine died, it went on. Troops seized a gun.", "a gun", "The ministry"),
        ("Nine died at the ford, a communiqué said. Two tanks were burned.", "Two tanks", "a communiqué"),
        ("A house burned. Nine people died in it. A car was wrecked, wrote the mayor.", "A house", "the mayor"),
        (
            "This list, kept by Oryx, holds what is seen in photos.\n\nChad\n25 tanks, of which 9 burned\n3 radars",
            "3 radars",
            "Oryx",
        ),
        ("9 men fell, the mayor said. Of the 6 boys, 3 are missing.", "3", "the mayor"),
        ("The staff reported these losses:\ntanks – 9\nguns – 4", "guns – 4", "The staff"),
        ("The mayor said 9 men fell. In all, 40 have been killed.", "40", "The mayor"),
        ("9 men fell, the ministry said. Its count since May: 40 dead.", "40 dead", "the ministry"),
        ("Oryx confirmed the loss of 90 tanks. Of that number 9 burned.", "9", "Oryx"),
        ("Two bombs went off, the mayor said. Three hundred were hurt, he went on.", "Three hundred", "the mayor"),
        ("Maria Lopez fled the village. “They shot 9 men,” she told the paper.", "9 men", "Maria Lopez"),
        (
            "The ministry sums up the week. In the east 9 men fell.\n\nIn the south 3 trucks burned.",
            "3 trucks",
            "The ministry",
        ),
        ("9 drones fell on the city. This was reported by Governor Petro Ivanov.", "9 drones", "Petro Ivanov"),
    ],
)
def test_speech_is_carried_on_only_where_it_plainly_goes_on(text: str, span: str, expected: str | None) -> None:
    found = claimant(text, span).text
    assert (found is None) == (expected is None)
    assert expected is None or expected in (found or "")


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("Statement by the High Command of the Front\n\nAt dawn 9 men fell. Our losses: two men.", "two men", "the High Command of the Front"),
        ("PRESS RELEASE – Defence Headquarters, Abuja\n\nTroops killed 9 men in Bama.", "9 men", "Defence Headquarters"),
        ("The Ministry of Defence, Colombo: Troops killed 9 men. A truck was taken.", "A truck", "The Ministry of Defence"),
        ("Hanoi radio, monitored in London: “Our guns sank two ships.”", "two ships", "Hanoi radio"),
        ("GENERAL STAFF, MORNING. The invaders lost 9 men.", "9 men", "GENERAL STAFF"),
        ("Statement by the High Command\n\nThe mayor said 9 men fell.", "9 men", "The mayor"),
        ("Report of attacks in the north\n\nAt dawn 9 men fell.", "9 men", None),
        ("Report: Israel strikes Syria\n\nAt dawn 9 men fell.", "9 men", None),
        ("Report by our correspondent\n\nAt dawn 9 men fell.", "9 men", None),
        ("AMAQ – Soldiers of the caliphate hit a post. Nine men were killed.", "Nine men", "AMAQ"),
        ("KIRKUK – Soldiers of the caliphate hit a post, a police officer said. Nine men fell.", "Nine men", None),
        ("DJIBO – Gunmen hit a post. Nine men were killed.", "Nine men", None),
        ("Commander of the Southern Front on Telegram: Our guns were busy. One radar was hit.", "One radar", "Commander of the Southern Front"),
        ("Governor of Sumy region (Telegram, morning)\nSeredyna: 14 shells.\nA tractor burned out.", "A tractor", "Governor of Sumy region"),
        ("DALAT (ARVN morning release) – Troops met the enemy. A helicopter was shot down.", "A helicopter", "ARVN"),
        ("Omar Karimi, spokesman of the Front: “We attacked. Seven men were killed.”", "Seven men", "Omar Karimi"),
        ("Tripoli radio in Arabic, 1100 GMT: Our men advanced. Four aircraft were shot down.", "Four aircraft", "Tripoli radio"),
        ("Tripoli radio, 1100 GMT: Communiqué No. 5. Our men shot down four aircraft.", "four aircraft", "Communiqué No. 5"),
        ("Pavlo Kovalenko, head of the region’s administration, on Telegram:\nNine houses were damaged.", "Nine houses", "Pavlo Kovalenko"),
        ("Press service of the 9th Brigade:\nFour tanks were burned.", "Four tanks", "Press service of the 9th Brigade"),
        ("From the Ministry of Defence of Chad\n\nAt 0600 two drones were shot down.", "two drones", "the Ministry of Defence of Chad"),
        ("NDF press statement:\n\nTwelve soldiers fell.", "Twelve soldiers", "NDF"),
        ("Chad Armed Forces – Office of the Spokesman\n\nTwelve soldiers fell.", "Twelve soldiers", "Chad Armed Forces"),
        ("The latest from the health ministry in Lagos: 41 dead.", "41 dead", "the health ministry in Lagos"),
        ("Our post was attacked. Nine men were killed.\n\n— Press office of the Shan Front", "Nine men", "Press office of the Shan Front"),
        ("LAGOS (Reuters) – Gunmen killed nine soldiers.", "nine soldiers", None),
        ("GAROWE – Gunmen killed nine soldiers.", "nine soldiers", None),
        ("War in Chad, day 450 (summary)\n\nNine soldiers were killed.", "Nine soldiers", None),
        ("Telegram channels light up\n\nNine soldiers were killed.", "Nine soldiers", None),
        ("Staff Reporter | Lagos | Updated 5 hours ago\n\nNine soldiers were killed.", "Nine soldiers", None),
        ("EVENTS (all times GMT)\n\nNine soldiers were killed.", "Nine soldiers", None),
        ("Statement by President Sow\n\nAt dawn 9 men fell.", "9 men", "President Sow"),
        ("For Immediate Release\nMinistry of Defence, Yangon\n\nTroops seized 9 guns.", "9 guns", "Ministry of Defence"),
    ],
)  # fmt: skip
def test_a_communique_speaks_for_its_issuer(text: str, span: str, expected: str | None) -> None:
    assert claimant(text, span).text == expected


def test_asking_about_one_span_changes_nothing_for_another() -> None:
    attribution = read("9 men fell, the police said on Monday.")
    assert attribution.claimant_at(13, 23).text is None  # "the police", who speak
    assert attribution.claimant_at(0, 5).text == "the police"


def test_bases_and_chain() -> None:
    assert claimant("The M23 said 9 men fell.", "9 men").basis == "explicit"
    text = "The M23 took Sake. The group said 9 men fell."
    group = claimant(text, "9 men")
    assert (group.text, group.entity_id, group.basis) == ("The group", "m23", "coreference")
    assert claimant("9 men reportedly fell.", "9 men").basis == "unattributed"
    assert claimant("9 men fell.", "9 men").basis == "narrator"
    relayed = claimant("TASS, citing the FSB, reported that 9 men fell.", "9 men")
    assert (relayed.entity_id, relayed.chain) == ("fsb", ("tass",))


@pytest.mark.parametrize(
    ("text", "span", "status"),
    [
        ("Iran said 5 jets were downed, which Iraq denies.", "5 jets", "denied"),
        ("Iran said 5 jets were downed. Iraq rejected the claim.", "5 jets", "denied"),
        ("Iran said 5 jets were downed. Iraq called the figures “absurd”.", "5 jets", "denied"),
        ("Iran said 5 jets were downed but Colonel Hadi said it was fake.", "5 jets", "denied"),
        ("Iraq denied a report by Iranian intelligence that 5 jets were downed.", "5 jets", "denied"),
        ("Iraq denied that 5 jets had been lost.", "5 jets", "denied"),
        ("Iran said 5 jets were downed. Iraq denied targeting civilians.", "5 jets", "asserted"),
        ("Iran said 5 jets were downed. Iraq denied responsibility.", "5 jets", "asserted"),
        ("Iran said 5 jets were downed. Iraq rejected the allegation of a role.", "5 jets", "asserted"),
        ("Iran said 5 jets were downed. Iraq called the figures invented.", "5 jets", "denied"),
        ("Iran said a tanker was sunk; its owner denied that it had been sunk.", "a tanker", "denied"),
        ("Iran said 5 jets were downed. Officials neither confirmed nor denied this.", "5 jets", "asserted"),
        ("Police confirmed that 5 men died.", "5 men", "asserted"),
        ("Iran said 5 jets were downed. Iraq insisted that all its aircraft had come home.", "5 jets", "denied"),
        ("Iran said 5 jets were downed. “We lost nothing of the sort,” an Iraqi pilot answered.", "5 jets", "denied"),
        ("Iran said 5 jets and a tank were destroyed. Iraq says no tank was lost.", "5 jets", "asserted"),
        ("Iran said 5 jets and a tank were destroyed. Iraq says no tank was lost.", "a tank", "denied"),
        ("Iran said 5 jets were downed. The earlier figure was given in error, it said later.", "5 jets", "denied"),
        ("Iraq denied it had lost 5 jets.", "5 jets", "denied"),
        ("Iraq did not deny losing 5 jets.", "5 jets", "asserted"),
        ("Iran denied it carried out the raid that killed 5 men.", "5 men", "asserted"),
        ("Reports that 5 jets had been lost were “nonsense”, Iraq said.", "5 jets", "denied"),
        ("Iran said 5 jets were downed; satellite images confirm it.", "5 jets", "confirmed"),
        ("Iran said 5 jets were downed. Oryx confirmed the loss.", "5 jets", "confirmed"),
        ("Iran’s claims, which Iraq disputes, include 5 jets.", "5 jets", "denied"),
        ("Iran’s claim to have downed 5 jets is a lie, Iraq says.", "5 jets", "denied"),
        ("Iraq called reports of 5 downed jets “disinformation”.", "5 downed jets", "denied"),
        ("Iran said 5 jets were downed, but Iraq denied any losses.", "5 jets", "denied"),
        ("Iran said 5 jets were downed (Iraq denies this).", "5 jets", "denied"),
        ("Iran said 5 jets were downed. “Fake news,” an Iraqi spokesman said.", "5 jets", "denied"),
        ("Iran said 5 jets were downed. Iraq denied violating the truce.", "5 jets", "asserted"),
        ("Iraq denied that its men had taken part in the raid, which killed 5 men.", "5 men", "asserted"),
        ("Oryx has visually confirmed the loss of 5 tanks.", "5 tanks", "confirmed"),
        ("Satellite images bear out 5 of the launchers.", "5 of the launchers", "confirmed"),
        ("The claim of 5 tanks could not be independently verified.", "5 tanks", "asserted"),
        ("Iran said 5 jets were downed. It also claimed 3 tanks. Iraq rejected the figures.", "5 jets", "denied"),
        (
            "Iran spoke of two ships sunk. Iraq denied that a mast was touched and that any ship was lost.",
            "two ships",
            "denied",
        ),
        ("We have seen visual evidence of 5 tanks burned.", "5 tanks", "confirmed"),
        ("Iran said 5 jets were downed. Iraq insisted that every bomber had returned.", "5 jets", "denied"),
        ("The monitor withdrew its report of 15 dead at the school.", "15 dead", "denied"),
        ("Iraq poured scorn on the claim that 5 jets were downed.", "5 jets", "denied"),
        ("Rebels published images of six burned trucks, which we have verified.", "six burned trucks", "confirmed"),
        (
            "This list, kept by Oryx, has what photo evidence shows.\n\nChad\n25 tanks\n3 radars",
            "3 radars",
            "confirmed",
        ),
        (
            "Iran said 5 jets were downed. Iraq described the Iranian figures as “a song for shepherds”.",
            "5 jets",
            "denied",
        ),
        ("Iran said 5 jets were downed. Iraq called the figures “shocking”.", "5 jets", "asserted"),
        (
            "Iran said its gunners hit a command post. Iraq said that no command post had been lost.",
            "a command post",
            "denied",
        ),
        (
            "Five of the rebels were slain, the army said. “Three of us fell, not five,” the front said.",
            "Five",
            "denied",
        ),
        (
            "The rebels said they had killed 80 soldiers. The army called the figures a wild exaggeration.",
            "80 soldiers",
            "denied",
        ),
        (
            "Baku said it had burned two launchers. “Sweet dreams,” a minister in Yerevan said.",
            "two launchers",
            "denied",
        ),
        ("The Houthis said they had sunk a frigate. “Pure Hollywood,” the US Navy replied.", "a frigate", "denied"),
        (
            "Chad said over 300 rebels had been killed and 12 tanks burned. The front rejected the number of 300 as absurd.",
            "over 300 rebels",
            "denied",
        ),
        (
            "Chad said over 300 rebels had been killed and 12 tanks burned. The front rejected the number of 300 as absurd.",
            "12 tanks",
            "asserted",
        ),
        (
            "Israel announced that it had killed General Omar Amiri. Iranian officials say he is alive and at work.",
            "General Omar Amiri",
            "denied",
        ),
        (
            "The clinic now says that 61 people were killed in the raid, not 50 as it had earlier stated.",
            "50",
            "denied",
        ),
        (
            "The clinic now says that 61 people were killed in the raid, not 50 as it had earlier stated.",
            "61 people",
            "asserted",
        ),
        ("The prefect put the dead at 26, correcting his own earlier toll of 31.", "31", "denied"),
        ("The prefect put the dead at 26, correcting his own earlier toll of 31.", "26", "asserted"),
        (
            "Correction: we wrote that six tankers were sunk. The navy’s statement says four.",
            "six tankers",
            "denied",
        ),
        ("“It is a lie that we lost 20 tanks,” General Osman said.", "20 tanks", "denied"),
        ("There is no truth in the reports that 20 soldiers were captured, the army said.", "20 soldiers", "denied"),
        ("It is not true that two of our jets were shot down, the minister said.", "two of our jets", "denied"),
        ("The alleged loss of two Su-24s is a fabrication, the ministry said.", "two Su-24s", "denied"),
        ("Moscow denied that its missile had struck the clinic where 30 people died.", "30 people", "asserted"),
        ("The army denied bombing the market, in which 43 people were killed.", "43 people", "asserted"),
        ("The coalition at first denied killing the 17 guests, then admitted it.", "17 guests", "asserted"),
        (
            "The army, which initially denied that 12 soldiers had been captured, later confirmed it.",
            "12 soldiers",
            "asserted",
        ),
        (
            "The group claimed to have burned a tug, which Manila called “quite untrue”, and to have downed a Heron.",
            "a Heron",
            "asserted",
        ),
        (
            "The group claimed to have burned a tug, which Manila called “quite untrue”, and to have downed a Heron.",
            "a tug",
            "denied",
        ),
        ("The TPLF said it had captured 1,000 soldiers; Addis Ababa rubbished the claim.", "1,000 soldiers", "denied"),
        (
            "The TPLF said it had captured 1,000 soldiers. “Nothing could be further from the truth,” said the prime minister's office.",
            "1,000 soldiers",
            "denied",
        ),
        (
            "The KIA claims to have shot down a helicopter. The junta insisted that none of its aircraft had been lost.",
            "a helicopter",
            "denied",
        ),
        (
            "The army denied reports that two of its jets had collided with each other and been lost.",
            "two of its jets",
            "denied",
        ),
        (
            "Claims by the militia that it killed 60 troops were dismissed by the army as a pack of lies.",
            "60 troops",
            "denied",
        ),
        ("The army neither confirmed nor denied the loss of nine men.", "nine men", "asserted"),
        (
            "The army would not say whether nine men were lost. Rebels said nine men had died.",
            "nine men had",
            "asserted",
        ),
        ("The prefect no longer denies that 40 men were killed.", "40 men", "asserted"),
        ("The rebels’ claim that 60 troops died could not be verified.", "60 troops", "asserted"),
        ("The army cast doubt on the rebels’ claim that 60 troops died.", "60 troops", "asserted"),
        (
            "A video that shows the killing of nine captives was verified by the investigative group Openeye.",
            "nine captives",
            "confirmed",
        ),
        (
            "Footage of nine burning trucks, authenticated by the BBC, was posted on Sunday.",
            "nine burning trucks",
            "confirmed",
        ),
        ("Satellite imagery confirms the destruction of four bombers.", "four bombers", "confirmed"),
        (
            "Ukraine said it had hit four bombers; satellite images later confirmed the losses.",
            "four bombers",
            "confirmed",
        ),
        (
            "Oryx, which verifies losses through photos, has confirmed 40 wrecked tanks.",
            "40 wrecked tanks",
            "confirmed",
        ),
        ("Police confirmed that nine people were killed.", "nine people", "asserted"),
        ("Witnesses confirmed to AFP that nine people were killed.", "nine people", "asserted"),
        (
            "The army said it had retaken the village and killed 40 men, a version that residents contradicted.",
            "40 men",
            "denied",
        ),
        (
            "Riyadh blamed a technical fault and denied that the Houthis had downed its Tornado.",
            "its Tornado",
            "denied",
        ),
        ("The Sudanese army denied losing control of the base or any aircraft.", "any aircraft", "denied"),
        ("The embassy said reports of 30 dead Chinese workers were untrue.", "30 dead Chinese workers", "denied"),
        ("“They say they captured 300 of us. That is propaganda,” Colonel Dagvin said.", "300 of us", "denied"),
    ],
)
def test_status(text: str, span: str, status: str) -> None:
    assert claimant(text, span).status == status


def test_only_the_item_that_the_denial_names_is_denied() -> None:
    text = "Azov said 3 tanks and a helicopter were lost. Minsk denied the information about the loss of a helicopter."
    assert claimant(text, "a helicopter").status == "denied"
    assert claimant(text, "3 tanks").status == "asserted"


def test_what_somebody_brings_up_to_deny_it_is_not_his_claim() -> None:
    for text in (
        "Iraq said that reports of 5 jets lost were false.",
        "Claims that 5 jets were lost are baseless, Iraq said.",
    ):
        found = claimant(text, "5 jets")
        assert (found.text, found.status) == (None, "denied"), text


def test_the_seed_article() -> None:
    text = (PROJECT / "seeds/articles/000_7cab0c29ed890531.txt").read_text(encoding="utf-8")
    attribution = read(text)
    losses = {
        span: attribution.claimant_at(text.index(span), text.index(span) + 3) for span in ("100 people", "six tanks")
    }
    assert {(c.text, c.entity_id, c.basis, c.status) for c in losses.values()} == {
        ("The group", "frl", "coreference", "asserted")
    }
    statements = attribution.statements
    denials = [s for s in statements if s.kind == "denial"]
    assert [d.claimant_entity_id for d in denials] == ["ru_kremlin", "fsb"]
    withdrawal, entry = (statements[d.denies] for d in denials if d.denies is not None)
    assert (withdrawal.kind, withdrawal.status, withdrawal.claimant_basis) == ("withdrawal", "denied", "unattributed")
    assert (entry.claimant_basis, entry.status) == ("unattributed", "denied")  # the FSB denies it and claims nothing
    assert text[entry.start :].startswith("the alleged entry")
    said = [(s.claimant_entity_id, s.kind) for s in statements]
    assert ("frl", "territorial") in said  # the Legion's quote
    assert any(s.claimant_text == "The rebels" and s.kind == "territorial" for s in statements)
    assert any("intelligence service" in (s.claimant_text or "") for s in statements)


@given(
    st.lists(
        st.sampled_from(
            [
                "The",
                "army",
                "said",
                "that",
                "9",
                "men",
                "fell",
                ",",
                ".",
                "“",
                "”",
                "it",
                "denied",
                "by",
                "X",
                ";",
                "claims",
                "–",
                ":",
                "\n",
            ]
        ),
        max_size=25,
    )
)
def test_statement_spans_are_valid_whatever_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for statement in read(text).statements:
        assert 0 <= statement.start <= statement.end <= len(text)
        assert statement.denies is None or 0 <= statement.denies < len(read(text).statements)
