"""Constructions of loss by class, on sentences of their own from many wars: what is claimed, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extract.grammar.frames import SentenceFrames
from pipelines.extract.grammar.hits import Context, Hit
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.extract.text import segment

LEXICON = Lexicon.load(Path(__file__).parents[2] / "seeds")


def claims(text: str) -> list[tuple[str, str, str]]:
    context = Context()
    hits: list[Hit] = []
    for sentence in segment(Document("d", text)):
        found, _ = SentenceFrames(sentence, LEXICON, context).read()
        hits += found
    return [(text[h.start : h.end], h.category, h.outcome) for h in hits if h.modality == "asserted"]


#: class -> (sentence, claims as surface, category, outcome)
CASES: dict[str, list[tuple[str, list[tuple[str, str, str]]]]] = {
    "ages are no counts": [
        ("Two women, aged 66 and 71, were killed by a glide bomb.", [("Two women", "PERS_CIV", "killed")]),
        ("Three boys aged 8, 11 and 14 died in the blast.", [("Three boys", "PERS_CIV", "killed")]),
        ("A couple aged between 60 and 65 were killed by shelling.", [("A couple", "PERS", "killed")]),
        (
            "Shelling killed a man aged 40, 12 soldiers and a nurse.",
            [("a man", "PERS", "killed"), ("12 soldiers", "PERS_MIL", "killed"), ("a nurse", "PERS_CIV", "killed")],
        ),
    ],
    "relative clauses, pronouns in lists": [
        (
            "The memorial honours fighters of the PKK who were killed in clashes with the Turkish army.",
            [("fighters", "PERS_MIL", "killed")],
        ),
        (
            "Villagers buried farmers whom the Janjaweed had shot dead on the road to Kutum.",
            [("farmers", "PERS_CIV", "killed")],
        ),
        ("The charity treats children who were maimed by landmines in Angola.", [("children", "PERS_CIV", "wounded")]),
        ("He listed the names of reservists who died in the Bekaa ambush.", [("reservists", "PERS_MIL", "killed")]),
        (
            "They showed tanks that Serb gunners had knocked out on the road to Vukovar.",
            [("tanks", "TANK", "destroyed")],
        ),
        (
            "The convoy came under fire and three tankers carrying fuel burned out, killing their drivers.",
            [("three tankers", "VEH", "destroyed"), ("their drivers", "PERS_CIV", "killed")],
        ),
        (
            "The gunmen opened fire on the governor's car, wounding him and two aides in Kandahar.",
            [("two aides", "PERS", "wounded")],
        ),
        (
            "A missile hit the truck, killing him, his brother and four porters near Lashio.",
            [("his brother", "PERS_CIV", "killed"), ("four porters", "PERS_CIV", "killed")],
        ),
        (
            "The ferry sank, drowning 30 soldiers of the Burmese army.",
            [("The ferry", "SHIP", "destroyed"), ("30 soldiers", "PERS_MIL", "killed")],
        ),
        (
            "The car exploded, injuring nine policemen in Kirkuk.",
            [("The car", "VEH", "destroyed"), ("nine policemen", "PERS_MIL", "wounded")],
        ),
    ],
    "ages, ordinals before a number, verbs of several words": [
        (
            "A 12-year-old was killed and her grandmother wounded by mortar fire in Donetsk.",
            [("A 12-year-old", "PERS", "killed"), ("her grandmother", "PERS_CIV", "wounded")],
        ),
        ("Two 14-year-olds died when a rocket hit their school in Aleppo.", [("Two 14-year-olds", "PERS", "killed")]),
        (
            "Shelling in Sloviansk killed a five-year-old and wounded a 70-year-old woman.",
            [("a five-year-old", "PERS", "killed"), ("a 70-year-old woman", "PERS_CIV", "wounded")],
        ),
        ("The 20-year-old war has killed 40,000 soldiers.", [("40,000 soldiers", "PERS_MIL", "killed")]),
        ("The counterattack cost the Iraqi brigade its last eight tanks.", [("its last eight tanks", "TANK", "lost")]),
        (
            "The rebels destroyed the first two tanks with Kornets and captured the remaining three APCs near Idlib.",
            [("the first two tanks", "TANK", "destroyed"), ("the remaining three APCs", "APC", "captured")],
        ),
        (
            "Gunboats sank the other two landing craft off Tarawa.",
            [("the other two landing craft", "BOAT", "destroyed")],
        ),
        (
            "Ukrainian drones set ablaze two oil storage tanks and a railway locomotive in Crimea.",
            [("two oil storage tanks", "DEPOT", "destroyed"), ("a railway locomotive", "VEH", "destroyed")],
        ),
        (
            "Rebel rockets set fire to a fuel depot and two hangars in Khartoum.",
            [("a fuel depot", "DEPOT", "destroyed"), ("two hangars", "BUILDING", "destroyed")],
        ),
        (
            "Grieving families collected the remains of 14 Yazidi women from a mass grave left by Islamic State.",
            [("14 Yazidi women", "PERS_CIV", "killed")],
        ),
        ("The shelling killed 20 on the last day of the siege.", [("20", "PERS", "killed")]),
    ],
    "gapped passives, one thing by its model": [
        (
            "A 12-year-old was killed and her grandmother wounded by mortar fire in Donetsk.",
            [("A 12-year-old", "PERS", "killed"), ("her grandmother", "PERS_CIV", "wounded")],
        ),
        (
            "Two tanks were destroyed and the bridge damaged by Azerbaijani drones.",
            [("Two tanks", "TANK", "destroyed"), ("the bridge", "BRIDGE", "damaged")],
        ),
        (
            "The governor was assassinated and his driver abducted in Helmand.",
            [("The governor", "PERS_CIV", "killed"), ("his driver", "PERS_CIV", "captured")],
        ),
        ("The village was shelled, a barn burned and cattle killed.", [("a barn", "BUILDING", "destroyed")]),
        (
            "Eleven soldiers were killed, 30 wounded and two missing after the attack on the Indian convoy.",
            [
                ("Eleven soldiers", "PERS_MIL", "killed"),
                ("30", "PERS_MIL", "wounded"),
                ("two missing", "PERS", "missing"),
            ],
        ),
        (
            "One person was killed, three houses destroyed and the mosque damaged in the Israeli raid.",
            [
                ("One person", "PERS", "killed"),
                ("three houses", "BUILDING", "destroyed"),
                ("the mosque", "BUILDING", "damaged"),
            ],
        ),
        (
            "The rebels insisted they had downed the Su-24 with heavy machine guns.",
            [("the Su-24", "AIRCRAFT", "destroyed")],
        ),
        ("Georgia lost its Su-25 on the first day.", [("its Su-25", "AIRCRAFT", "lost")]),
        ("The Abrams were destroyed near Avdiivka.", []),
    ],
    "among those lost, another loser": [
        (
            "Two midwives and a hospital porter were among nine people abducted by rebels in Ituri.",
            [
                ("Two midwives", "PERS_CIV", "captured"),
                ("a hospital porter", "PERS_CIV", "captured"),
                ("nine people", "PERS", "captured"),
            ],
        ),
        (
            "A French photographer was among the 12 people killed when jets bombed Sabha.",
            [("A French photographer", "PERS_CIV", "killed"), ("the 12 people", "PERS", "killed")],
        ),
        (
            "A brigadier is among dozens of officers who were captured near Bria.",
            [("A brigadier", "PERS_MIL", "captured"), ("dozens of officers", "PERS_MIL", "captured")],
        ),
        ("The Serbs lost 14 tanks, the Croats nine.", [("14 tanks", "TANK", "lost"), ("nine", "TANK", "lost")]),
        ("The Ethiopians lost 200 men, the Eritreans 90.", [("200 men", "PERS", "lost"), ("90", "PERS", "lost")]),
        (
            "Azerbaijan lost three helicopters, Armenia one.",
            [("three helicopters", "HELI", "lost"), ("one", "HELI", "lost")],
        ),
    ],
    "parts of a mass": [
        (
            "The navy lost a third of its fleet, including two frigates, in the battle.",
            [("two frigates", "SHIP", "lost")],
        ),
        (
            "The brigade lost most of its armour, including 14 tanks and six APCs, at Debaltseve.",
            [("14 tanks", "TANK", "lost"), ("six APCs", "APC", "lost")],
        ),
        (
            "Both sides suffered heavy losses, including a brigadier and two colonels.",
            [("a brigadier", "PERS_MIL", "lost"), ("two colonels", "PERS_MIL", "lost")],
        ),
        (
            "Israeli jets destroyed much of the base at Tiyas, including two hangars and a radar.",
            [("two hangars", "BUILDING", "destroyed"), ("a radar", "RADAR", "destroyed")],
        ),
        ("The rebels captured half the town's arsenal, including 12 mortars.", [("12 mortars", "MORTAR", "captured")]),
        (
            "The army destroyed 30 vehicles, including four tanks.",
            [("30 vehicles", "VEH", "destroyed"), ("four tanks", "TANK", "destroyed")],
        ),
        ("Saudi Arabia has a large air force, including 80 Tornados.", []),
        (
            "The militia seized large quantities of arms, including 300 rifles and a mortar, in Maridi.",
            [
                ("large quantities of arms", "WEAPON", "captured"),
                ("300 rifles", "WEAPON", "captured"),
                ("a mortar", "MORTAR", "captured"),
            ],
        ),
        (
            "The bombing killed several of the group's leaders, including two founders.",
            [("several of the group's leaders", "PERS", "killed"), ("two founders", "PERS", "killed")],
        ),
    ],
    "units lost as a whole": [
        (
            "Two platoons were wiped out in the ambush near Kidal, a Malian officer said.",
            [("Two platoons", "UNIT", "eliminated")],
        ),
        (
            "The Iraqis annihilated an entire Iranian battalion near Basra.",
            [("an entire Iranian battalion", "UNIT", "eliminated")],
        ),
        ("The Red Army lost eleven divisions at Kharkov.", [("eleven divisions", "UNIT", "lost")]),
        ("Three Ukrainian brigades attacked the town and two companies reached the river.", []),
        ("The army destroyed a company of M23 rebels near Sake.", [("a company", "UNIT", "eliminated")]),
        ("A brigade was sent to Goma to replace the two battalions that were withdrawn.", []),
        (
            "A battalion of the 3rd Division was destroyed at Suwar al-Kuwaires.",
            [("A battalion", "UNIT", "eliminated")],
        ),
    ],
    "shares of what was counted": [
        (
            "Russia has lost 118 vehicles since May, 60 of which were destroyed. Tanks account for 57 of the total: 29 T-72B3s, 17 T-80BVMs and 11 T-62Ms.",
            [
                ("118 vehicles", "VEH", "lost"),
                ("60", "VEH", "destroyed"),
                ("57", "TANK", "lost"),
                ("29 T-72B3s", "TANK", "lost"),
                ("17 T-80BVMs", "TANK", "lost"),
                ("11 T-62Ms", "TANK", "lost"),
            ],
        ),
        (
            "The bombing killed 90 people. Children make up 31 of the dead.",
            [("90 people", "PERS", "killed"), ("31 of the dead", "PERS", "killed")],
        ),
        (
            "The ministry counts 310 killed in the siege. Women account for 120 of the deaths.",
            [("310", "PERS", "killed"), ("120 of the deaths", "PERS", "killed")],
        ),
        (
            "Houthi fire killed 14 sailors. Filipinos were nine of the dead.",
            [("14 sailors", "PERS_MIL", "killed"), ("nine of the dead", "PERS", "killed")],
        ),
    ],
    "what a pronoun stands for": [
        (
            "The militia dragged two drivers from their lorries and executed them on the roadside near Gao.",
            [("two drivers", "PERS_CIV", "killed")],
        ),
        (
            "Ukrainian sailors chased two landing boats and sank them off Snake Island.",
            [("two landing boats", "BOAT", "destroyed")],
        ),
        ("The Tigers captured four policemen and later murdered them.", [("four policemen", "PERS_MIL", "captured")]),
    ],
    "wounds and hands": [
        (
            "A grenade thrown into a bar in Bujumbura left three people dead and nine others with shrapnel wounds.",
            [("three people", "PERS", "killed"), ("nine others", "PERS", "wounded")],
        ),
        (
            "The field hospital treated 17 people with serious injuries, 29 with burns and two with gunshot wounds after the battle.",
            [("17 people", "PERS", "wounded"), ("29", "PERS", "wounded"), ("two", "PERS", "wounded")],
        ),
        ("Surgeons with wide experience of war wounds came to Mosul.", []),
        ("Four crew members of the trawler remain in Houthi hands.", [("Four crew members", "PERS_MIL", "captured")]),
        ("Sixty Indian soldiers are in Chinese captivity.", [("Sixty Indian soldiers", "PERS_MIL", "captured")]),
        ("The town is in rebel hands.", []),
    ],
    "those who die with others or by themselves": [
        (
            "The frigate was hit by an Exocet and later foundered, taking 20 of her crew with her.",
            [("The frigate", "SHIP", "destroyed"), ("20 of her crew", "PERS", "killed")],
        ),
        (
            "The bomber blew himself up at a checkpoint in Kabul, taking three soldiers with him.",
            [("The bomber", "PERS_MIL", "killed"), ("three soldiers", "PERS_MIL", "killed")],
        ),
        (
            "Two of the attackers blew themselves up when police surrounded the house in Tunis.",
            [("Two of the attackers", "PERS_MIL", "killed")],
        ),
    ],
    "what a relative clause or participle belongs to": [
        (
            "No survivors were found among the 18 people aboard the helicopter, which rebels shot down near Goma.",
            [("the helicopter", "HELI", "destroyed")],
        ),
        ("Engineers found two mortars in an orchard abandoned by the rebels.", [("two mortars", "MORTAR", "captured")]),
        (
            "At least 25 mercenaries and the pilot of an Mi-8 were reported dead in northern Mali.",
            [("At least 25 mercenaries", "PERS_MIL", "killed"), ("the pilot", "PERS_MIL", "killed")],
        ),
        ("He spoke to the mother of one of the dead soldiers.", []),
    ],
    "sums over other outcomes, bounds by the verb": [
        (
            "The spokesman put Eritrean losses at 4,000 dead, 9,000 wounded and 1,300 prisoners.",
            [("4,000 dead", "PERS", "killed"), ("9,000", "PERS", "wounded"), ("1,300 prisoners", "PERS", "captured")],
        ),
        ("The number of wounded in Omdurman now exceeds 300.", [("300", "PERS", "wounded")]),
        (
            "He said losses at Krasny Liman exceeded 140 killed and wounded, and three vehicles and a Grad.",
            [("140", "PERS", "casualties"), ("three vehicles", "VEH", "lost"), ("a Grad", "MLRS", "lost")],
        ),
        ("The army admits its losses in the offensive topped 5,000 men.", [("5,000 men", "PERS", "lost")]),
        ("The death toll in Gaza has passed 30,000.", [("30,000", "PERS", "killed")]),
        (
            "Mortar rounds landed on a wedding in Taiz, leaving the groom and six guests dead.",
            [("the groom", "PERS_CIV", "killed"), ("six guests", "PERS_CIV", "killed")],
        ),
        (
            "The ambush left a major, his driver and four privates wounded near Kidal.",
            [
                ("a major", "PERS_MIL", "wounded"),
                ("his driver", "PERS_CIV", "wounded"),
                ("four privates", "PERS_MIL", "wounded"),
            ],
        ),
        ("Two bombers died when their vest went off early in Mubi.", [("Two bombers", "PERS_MIL", "killed")]),
    ],
    "who says it stands between": [
        ("The clinic, it added, was destroyed by a Sudanese air strike.", [("The clinic", "BUILDING", "destroyed")]),
        ("Twelve herders, police said, were shot dead near Gwoza.", [("Twelve herders", "PERS_CIV", "killed")]),
        ("Several camps, the ministry claimed, had been destroyed.", [("Several camps", "INFRA", "destroyed")]),
    ],
    "figures that were replaced": [
        (
            "Officials now believe 63 people died in the bombing, up from 58.",
            [("63 people", "PERS", "killed"), ("58", "PERS", "killed")],
        ),
        ("The toll was put at 14, down from 19 on Monday.", [("14", "PERS", "killed"), ("19", "PERS", "killed")]),
        ("The rebels came up from 20 villages and killed two soldiers.", [("two soldiers", "PERS_MIL", "killed")]),
    ],
    "among them, they include": [
        (
            "Gunmen abducted 52 people from the village. The local imam was among them.",
            [("52 people", "PERS", "captured"), ("The local imam", "PERS_CIV", "captured")],
        ),
        (
            "The rocket killed eight pilgrims, and a boy of nine was among them.",
            [("eight pilgrims", "PERS_CIV", "killed"), ("a boy", "PERS_CIV", "killed")],
        ),
        (
            "The charity says 42 people died in the air raid. They include 24 patients and four caretakers.",
            [
                ("42 people", "PERS", "killed"),
                ("24 patients", "PERS_CIV", "killed"),
                ("four caretakers", "PERS_CIV", "killed"),
            ],
        ),
        (
            "The monitor counted 138 policemen and 18 Bedouin fighters among the slain.",
            [("138 policemen", "PERS_MIL", "killed"), ("18 Bedouin fighters", "PERS_MIL", "killed")],
        ),
        (
            "The shelling of Murom left 15 dead. Two of them are children.",
            [("15 dead", "PERS", "killed"), ("Two", "PERS_CIV", "killed")],
        ),
        (
            "Eighteen lorries, five of them fitted with guns, were captured by the mujahideen.",
            [("Eighteen lorries", "VEH", "captured"), ("five", "VEH", "captured")],
        ),
        (
            "At least 90 reporters, all but eight of them Palestinian, have been killed.",
            [("At least 90 reporters", "PERS_CIV", "killed")],
        ),
        ("The raid killed 80 people, nine in ten of them women.", [("80 people", "PERS", "killed")]),
    ],
    "appositions": [
        (
            "Shells killed his brother-in-law, a teacher, and an 80-year-old trader.",
            [("his brother-in-law", "PERS_CIV", "killed"), ("an 80-year-old trader", "PERS_CIV", "killed")],
        ),
        (
            "Its commander, Colonel Ivan Petrov, was cut down by a grenade.",
            [("Colonel Ivan Petrov", "PERS_MIL", "killed")],
        ),
        (
            "Army Spc. Daniel Moore, 22, who was killed near Tikrit, will be buried on Friday.",
            [("Army Spc. Daniel Moore", "PERS", "killed")],
        ),
    ],
    "wounds, bodies, remains": [
        (
            "Her husband has shrapnel wounds to the legs after the Grad attack.",
            [("Her husband", "PERS_CIV", "wounded")],
        ),
        (
            "Soldiers found the charred remains of three militiamen beside the road.",
            [("three militiamen", "PERS_MIL", "killed")],
        ),
        (
            "The burnt-out hulls of 20 Russian tanks could be seen in Grozny.",
            [("20 Russian tanks", "TANK", "destroyed")],
        ),
    ],
    "of the enemy, of her company": [
        (
            "They killed more than 14,000 of the enemy east of Basra.",
            [("more than 14,000 of the enemy", "PERS_MIL", "killed")],
        ),
    ],
    'after "since", only thought of': [
        (
            "Kyiv has lost 25 warships and a submarine since the invasion began.",
            [("25 warships", "SHIP", "lost"), ("a submarine", "SUB", "lost")],
        ),
        ("The navy would be in a shambles, with 138 ships sunk and thousands of sailors captured.", []),
        (
            "Three of the freed captives have since died of their injuries.",
            [("Three of the freed captives", "PERS", "killed")],
        ),
        ("One attacker who tried to flee was taken alive.", [("One attacker", "PERS_MIL", "captured")]),
        (
            "About 130 Congolese soldiers and police who gave themselves up were marched to the stadium.",
            [("About 130 Congolese soldiers", "PERS_MIL", "captured")],
        ),
        ("The gunmen fled with an AK-47 and a wireless set.", [("an AK-47", "WEAPON", "captured")]),
        ("The agency said its agents had neutralised Mehmet Demir.", [("Mehmet Demir", "PERS", "eliminated")]),
    ],
    "people by the ending of the noun": [
        ("A wheelwright, 61, was killed by a shell near Agdam.", [("A wheelwright", "PERS_CIV", "killed")]),
        (
            "Gunmen murdered a lutenist and a seamstress in Kabul after the Taliban threats.",
            [("a lutenist", "PERS", "killed"), ("a seamstress", "PERS_CIV", "killed")],
        ),
    ],
    "wrecked things of unknown number": [
        ("The army put captured equipment on display in Asmara.", [("captured equipment", "EQUIP", "captured")]),
        (
            "Footage from Tigray shows burnt-out lorries and abandoned howitzers.",
            [("Tigray shows burnt-out lorries", "VEH", "destroyed"), ("howitzers", "ARTY", "abandoned")],
        ),
        ("Workshops near Lviv will repair damaged tanks.", []),
        ("Kyiv wants to use captured tanks against their makers.", []),
    ],
    "rows without a verb": [
        (
            "Enemy losses for the day: personnel 340, tanks 6, mortars 12, trucks 25.",
            [
                ("personnel 340", "PERS_MIL", "lost"),
                ("tanks 6", "TANK", "lost"),
                ("mortars 12", "MORTAR", "lost"),
                ("trucks 25", "VEH", "lost"),
            ],
        ),
        (
            "Losses of the Iraqi side: tanks, 36; BMPs, 49; lorries, 13.",
            [("tanks, 36", "TANK", "lost"), ("BMPs, 49", "IFV", "lost"), ("lorries, 13", "VEH", "lost")],
        ),
        (
            "Fourteen aerial targets were shot down: three missiles, four drones and seven rockets.",
            [
                ("Fourteen aerial targets", "EQUIP", "destroyed"),
                ("three missiles", "MISSILE", "destroyed"),
                ("four drones", "UAV", "destroyed"),
                ("seven rockets", "ROCKET", "destroyed"),
            ],
        ),
    ],
    "what is held in something": [
        (
            "A battery of S-300 missiles was destroyed outside Stepanakert.",
            [("A battery of S-300 missiles", "SAM", "destroyed")],
        ),
        (
            "Two batteries of D-30 howitzers were captured near Asmara.",
            [("Two batteries of D-30 howitzers", "ARTY_TOWED", "captured")],
        ),
        (
            "Troops found a stack of rifles and two crates of grenades in the ELN camp.",
            [("a stack of rifles", "WEAPON", "captured"), ("two crates of grenades", "WEAPON", "captured")],
        ),
        (
            "More than 70 pieces of wrecked equipment lay on both banks of the Donets.",
            [("More than 70 pieces of wrecked equipment", "EQUIP", "destroyed")],
        ),
    ],
    "what opens the sentence, costs": [
        (
            "Besides three soldiers, a village guard was killed in the PKK raid.",
            [("three soldiers", "PERS_MIL", "killed"), ("a village guard", "PERS_MIL", "killed")],
        ),
        (
            "In addition to nine tanks, the Eritreans captured four guns.",
            [("nine tanks", "TANK", "captured"), ("four guns", "ARTY", "captured")],
        ),
        ("In addition to the nine tanks, four guns were destroyed.", [("four guns", "ARTY", "destroyed")]),
        (
            "It cost them 40 dead and 11 lorries to take the hill.",
            [("40 dead", "PERS", "killed"), ("11 lorries", "VEH", "lost")],
        ),
        (
            "The cost: 40 men, nine tanks and two guns.",
            [("40 men", "PERS", "lost"), ("nine tanks", "TANK", "lost"), ("two guns", "ARTY", "lost")],
        ),
        ("The regime's casualties ran to some 300 men.", [("some 300 men", "PERS", "casualties")]),
    ],
    "presumed, left": [
        (
            "Three of the crew are presumed drowned after the tug hit a Houthi mine.",
            [("Three of the crew", "PERS", "killed")],
        ),
        ("They left 100 of the enemy dead.", [("100 of the enemy dead", "PERS_MIL", "killed")]),
        (
            "Snipers picked off four sentries, and sappers blew the pontoon bridge.",
            [("four sentries", "PERS_MIL", "eliminated"), ("the pontoon bridge", "BRIDGE", "destroyed")],
        ),
    ],
    "what is no loss by what was counted before": [
        ("The army said it captured 28 settlements and lost four.", []),
        ("Half a battalion was wiped out by the Eritrean barrage.", []),
        ("The party won 40 seats in the south and lost nine.", []),
        ("Two air strikes killed 12 near Tadmur.", [("12", "PERS", "killed")]),
        (
            "Following sustained attacks in the north, 44 rebels and their aides have surrendered to the army.",
            [("44 rebels", "PERS_MIL", "captured"), ("their aides", "PERS", "captured")],
        ),
    ],
    "lists that go on, ages, rows": [
        (
            "Armenian forces have lost 11 tanks and some 300 men since Saturday's truce collapsed.",
            [("11 tanks", "TANK", "lost"), ("some 300 men", "PERS", "lost")],
        ),
        (
            "The rebels lost the town, two tanks and, an activist said, 30 men.",
            [("two tanks", "TANK", "lost"), ("30 men", "PERS", "lost")],
        ),
        ("One soldier, Staff Sgt. Uri Cohen, 20, was killed in Jabaliya.", [("One soldier", "PERS_MIL", "killed")]),
        (
            "Flags will be lowered for Army Spc. Daniel Moore, 22, who was killed near Tikrit.",
            [("Army Spc. Daniel Moore", "PERS", "killed")],
        ),
        (
            "Four sailors are confirmed dead and 11 unaccounted for after the Houthi attack.",
            [("Four sailors", "PERS_MIL", "killed"), ("11 unaccounted for", "PERS", "missing")],
        ),
        (
            "The battalion had eight KIA and 14 WIA at Fallujah.",
            [("eight KIA", "PERS", "killed"), ("14 WIA", "PERS", "wounded")],
        ),
    ],
    "whose kin, torches, ownership of a list": [
        (
            "The former wrestler's father and three aunts died in the bombing of Grozny.",
            [("The former wrestler's father", "PERS_CIV", "killed"), ("three aunts", "PERS_CIV", "killed")],
        ),
        (
            "Two neighbours were pulled out with burns after the strike on Kharkiv.",
            [("Two neighbours", "PERS_CIV", "wounded")],
        ),
        (
            "The loss of a tank and 22 men shook the battalion.",
            [("a tank", "TANK", "lost"), ("22 men", "PERS", "lost")],
        ),
        (
            "The destruction of a bridge and a radar cut the valley in two.",
            [("a bridge", "BRIDGE", "destroyed"), ("a radar", "RADAR", "destroyed")],
        ),
        (
            "Two more of the wounded died overnight, lifting the toll from the Quetta bombing to 71.",
            [("Two more of the wounded", "PERS", "killed"), ("71", "PERS", "killed")],
        ),
        (
            "Trophies of the week: four howitzers and 17 mortars.",
            [("four howitzers", "ARTY", "captured"), ("17 mortars", "MORTAR", "captured")],
        ),
        (
            "Two schools and the granary were put to the torch by the rebels.",
            [("Two schools", "BUILDING", "destroyed"), ("the granary", "BUILDING", "destroyed")],
        ),
        (
            "At least 11 students are still being held by Boko Haram.",
            [("At least 11 students", "PERS_CIV", "captured")],
        ),
        ("A mortar bomb exploded in the queue, killing six.", [("six", "PERS", "killed")]),
        (
            "The ambush killed a captain and 15 privates, with four more taken alive.",
            [
                ("a captain", "PERS_MIL", "killed"),
                ("15 privates", "PERS_MIL", "killed"),
                ("four more", "PERS_MIL", "captured"),
            ],
        ),
        (
            "The salvo left a father and his two daughters dead.",
            [("a father", "PERS_CIV", "killed"), ("his two daughters", "PERS_CIV", "killed")],
        ),
    ],
    "so did, of which, two of their number, ages at the end": [
        (
            "Thirteen Marines died at the Abbey Gate. So did at least 170 Afghans.",
            [("Thirteen Marines", "PERS_MIL", "killed"), ("at least 170 Afghans", "PERS", "killed")],
        ),
        (
            "Some 9,000 homes have been damaged, of which 700 are beyond repair.",
            [("Some 9,000 homes", "BUILDING", "damaged"), ("700", "BUILDING", "destroyed")],
        ),
        (
            "Thai rangers lost a pick-up and two of their number to a roadside bomb in Yala.",
            [("a pick-up", "VEH", "lost"), ("two", "PERS", "lost")],
        ),
        ("Shrapnel killed her cousin Rami, 9.", [("her cousin Rami", "PERS_CIV", "killed")]),
        ("The rebel navy sank both of its escorts.", [("both of its escorts", "SHIP", "destroyed")]),
        (
            "Two fishermen were shot dead and their boat confiscated.",
            [("Two fishermen", "PERS_CIV", "killed"), ("their boat", "BOAT", "captured")],
        ),
        (
            "The enemy lost up to a platoon of infantry and two armoured vehicles.",
            [("two armoured vehicles", "AFV_OTHER", "lost")],
        ),
    ],
    "modals over two verbs, costs of a country, headlines, ablaze, to death": [
        ("The shells might have hit the mosque and killed dozens of worshippers.", []),
        (
            "The breakthrough at Amba Aradam cost Italy 36 officers and 621 men.",
            [("36 officers", "PERS_MIL", "lost"), ("621 men", "PERS", "lost")],
        ),
        (
            "Drone strike in Abyei kills MSF driver, wounds three patients",
            [("MSF driver", "PERS_CIV", "killed"), ("three patients", "PERS_CIV", "wounded")],
        ),
        (
            "The raid left one man dead and a dozen cars ablaze in Ashkelon.",
            [("one man", "PERS", "killed"), ("a dozen cars", "VEH", "destroyed")],
        ),
        ("Warlords' men hacked a trader to death and stole his mule.", [("a trader", "PERS_CIV", "killed")]),
        ("The blockade has starved 70 people to death in El Fasher, medics say.", [("70 people", "PERS", "killed")]),
        ("Two guards were beaten to death by the rebels.", [("Two guards", "PERS_MIL", "killed")]),
        (
            "Seven policemen were killed and a customs post set on fire in the Darfur raid.",
            [("Seven policemen", "PERS_MIL", "killed"), ("a customs post", "STRONGPOINT", "destroyed")],
        ),
        ("The militia enslaved 200 women.", [("200 women", "PERS_CIV", "captured")]),
        ("The army put the number of guerrillas captured since May at 412.", [("412", "PERS_MIL", "captured")]),
        (
            "The Polisario showed journalists 90 captured jeeps and a downed Mirage.",
            [("90 captured jeeps", "VEH", "captured"), ("a downed Mirage", "AIRCRAFT", "destroyed")],
        ),
        ("A booby trap blinded two engineers and cost a third his leg.", [("two engineers", "PERS_CIV", "wounded")]),
    ],
    "what was ordered, given back or only much of something": [
        ("The court ordered the seizure of three houses.", []),
        ("The plan envisaged the destruction of 33 Syrian helicopters.", []),
        ("Rwanda handed over the remains of 90 soldiers to Kinshasa.", []),
        ("The army found the remains of 90 soldiers near Goma.", [("90 soldiers", "PERS_MIL", "killed")]),
        ("We lost a lot of sleep in the shelling.", []),
        ("Serb forces confirmed the destruction of two MiGs.", [("two MiGs", "AIRCRAFT", "destroyed")]),
    ],
    "found by generated sentences": [
        ("During the night half a dozen radars were burned.", [("half a dozen radars", "RADAR", "destroyed")]),
        ("Of late, 22 out of 30 T-72s were destroyed.", [("22 out of 30 T-72s", "TANK", "destroyed")]),
        ("Late on Friday nine trucks fell into rebel hands.", [("nine trucks", "VEH", "captured")]),
        ("Over 100 rebel Bradleys were lost on Monday.", [("Over 100 rebel Bradleys", "IFV", "lost")]),
        ("Four howitzers lay burning near the river.", [("Four howitzers", "ARTY", "destroyed")]),
        ("On Monday, 15 conscripts fell prisoner in an ambush.", [("15 conscripts", "PERS_MIL", "captured")]),
        ("As many as 14 farmers were badly burned.", [("As many as 14 farmers", "PERS_CIV", "wounded")]),
        (
            "Governor Ivan Petrov claimed near the town of Kassa 30 troops lost their lives.",
            [("30 troops", "PERS_MIL", "killed")],
        ),
        (
            "A commander said as a result of the shelling, 30 militiamen were killed.",
            [("30 militiamen", "PERS_MIL", "killed")],
        ),
        (
            "Junta captures two patrol boats; over 60 marines dead",
            [("two patrol boats", "BOAT", "captured"), ("over 60 marines", "PERS_MIL", "killed")],
        ),
        (
            "Rebels managed to destroy two tanks and kill 12 soldiers.",
            [("two tanks", "TANK", "destroyed"), ("12 soldiers", "PERS_MIL", "killed")],
        ),
        ("Rebels planned to attack the base and kill 12 soldiers.", []),
        ("Two officers were last Friday shot dead by gunmen.", [("Two officers", "PERS_MIL", "killed")]),
        ("Shelling kills several gendarmes in the north", [("several gendarmes", "PERS_MIL", "killed")]),
        ("Among the dead were scores of border guards.", [("scores of border guards", "PERS_MIL", "killed")]),
        (
            "Scores of troops were taken prisoner at Position 105, according to a hospital director.",
            [("Scores of troops", "PERS_MIL", "captured")],
        ),
        ("Fourteen M23 fighters were killed.", [("Fourteen M23 fighters", "PERS_MIL", "killed")]),
    ],
}


@pytest.mark.parametrize(("text", "expected"), [case for cases in CASES.values() for case in cases])
def test_what_is_claimed(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert claims(text) == expected
