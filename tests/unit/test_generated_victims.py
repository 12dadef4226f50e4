"""Whose loss it is, on passages put together at random: parties, listed and made up, in kinds of passage.

The right victim is known by how a passage is made. A guard against rules that fit single sentences.
"""

from __future__ import annotations

import random

from pipelines.extract.extractor import Extractor
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.settings import PROJECT

#: (name, its men, its adjective, what a right victim must contain: in the text or in the name of its entity)
PARTIES = (
    ("Ukraine", "Ukrainian forces", "Ukrainian", "ukrain"),
    ("Armenia", "Armenian forces", "Armenian", "armenia"),
    ("Thailand", "Thai soldiers", "Thai", "thai"),
    ("Chad", "Chadian soldiers", "Chadian", "chad"),
    ("Kenya", "Kenyan soldiers", "Kenyan", "kenya"),
    ("Hezbollah", "Hezbollah fighters", "Hezbollah", "hezbollah"),
    ("the PKK", "PKK militants", "PKK", "kurdistan"),
    ("the Houthis", "Houthi fighters", "Houthi", "houthi"),
    ("Boko Haram", "Boko Haram fighters", "Boko Haram", "boko"),
    ("the Zanbar Front", "Zanbar Front fighters", "Zanbar Front", "zanbar"),
    ("the Kuku Brigade", "Kuku Brigade gunmen", "Kuku Brigade", "kuku"),
    ("the Lugo cartel", "Lugo cartel gunmen", "Lugo cartel", "lugo"),
    ("the Morani Boys", "Morani Boys militants", "Morani Boys", "morani"),
)
THINGS = ("two tanks", "three trucks", "nine howitzers", "four drones")
MEN = ("14 soldiers", "nine troops", "three officers", "at least 20 fighters")
#: {A} lost it, {B} did it or gained by it; {A1} the men of A, {A2} its adjective; {T} things, {M} men
PASSAGES = (
    "{A} lost {T} in fighting with {B} near Kassa.",
    "{B} said {A} had lost {M} since Monday.",
    "{B1} clashed with {A1} near Kassa on Monday. {B} said it had destroyed {T}.",
    "Fighting between {B} and {A} went on around Kassa. {B1} killed {M}.",
    "{B1} ambushed one {A2} convoy near Kassa, killing {M} and burning {T}.",
    "{B1} shot down one {A2} helicopter over Kassa, killing all four on board.",
    "{B1} repelled an attack by {A1} and destroyed {T}, a spokesman said.",
    "An attack by {B1} on one {A2} post killed {M}.",
    "{B2} air strikes on {A2} positions killed {M}.",
    "{A1} advanced on Kassa. {B} claimed to have killed {M} of the enemy.",
    "{B} said {A1} had suffered heavy losses: {T} were destroyed.",
    "{B1} captured {T} from {A}.",
    "Pictures showed {T} abandoned by {A1} as {B1} entered Kassa.",
    "{B1} burned {T} belonging to {A}.",
    "“We lost 14 men against {B},” said a commander of {A}.",
    "{A} acknowledged the loss of {M} in the battle against {B}.",
    "{M} of {A} surrendered to {B1} in Kassa.",
    "{B1} beat off an offensive by {A1}, destroying {T}.",
)


def _passage(random_: random.Random) -> tuple[str, str]:
    """Return a passage and what its victims must contain."""
    loser, winner = random_.sample(PARTIES, 2)
    words = {"T": random_.choice(THINGS), "M": random_.choice(MEN)}
    for key, party in (("A", loser), ("B", winner)):
        words |= {key: party[0], key + "1": party[1], key + "2": party[2]}
    text = random_.choice(PASSAGES).format(**words)
    sentences = [s[0].upper() + s[1:] for s in text.split(". ")]
    return ". ".join(sentences), loser[3]


def test_the_victim_is_who_lost_it() -> None:
    lexicon = Lexicon.load(PROJECT / "seeds")
    names = {row["entity_id"]: row["canonical_name"] for row in lexicon.table("entities")}
    extractor, random_ = Extractor(lexicon), random.Random(11)
    right, wrong = 0, []
    for _ in range(300):
        text, loser = _passage(random_)
        claims = extractor.extract(Document("t", text)).claims
        victims = [f"{c.victim_text} {names.get(c.victim_entity_id or '')} {c.victim_entity_id}" for c in claims]
        if claims and all(loser in victim.lower() for victim in victims):
            right += 1
        else:
            wrong.append(f"{text} -> {victims}")
    assert right >= 0.97 * 300, "\n".join(wrong)
