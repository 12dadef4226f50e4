"""Who says it, over made-up sentences in which speaker, verb, order and adverbials are combined freely.

The answer is known by construction. A few odd combinations may fail; a whole class that fails shows here.
"""

from __future__ import annotations

import random

from pipelines.extract.extractor import Extractor
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.settings import PROJECT

LOSSES = (
    "two tanks were destroyed near Kassa", "at least nine soldiers were killed", "rebels shot down a helicopter",
    "14 civilians were wounded by shelling", "the army lost six trucks in an ambush", "three drones were intercepted",
    "gunmen killed five policemen at a checkpoint", "four patrol boats sank",
)  # fmt: skip
ADVERBIALS = ("", "", "on Monday ", "overnight ", "in the past week ", "in the north ", "earlier this month ")
SPEAKERS = (
    "the army", "a police spokesman", "Governor Ivan Petrov", "the interior ministry", "residents", "local officials",
    "two security sources", "Colonel Amadou Traore", "a spokesman for the rebels", "a hospital director",
    "state television", "the mayor", "witnesses", "a military official who asked not to be named", "a rights group",
)  # fmt: skip
FRAMES = (
    "{S} said {l}.", "{S} said that {l}.", "{L}, {s} said.", "{L}, according to {s}.", "According to {s}, {l}.",
    "{L}, {s} told reporters.", "{S} reported on Tuesday that {l}.", "“{L},” {s} said.", "{S} claimed that {l}.",
    "{S} confirmed on Facebook that {l}.", "{L}, said {s}.", "{S} told AFP by telephone that {l}.",
    "In a statement, {s} said {l}.", "It was confirmed by {s} that {l}.", "{L}.",
)  # fmt: skip


def test_who_says_it() -> None:
    extractor, draw, wrong = Extractor(Lexicon.load(PROJECT / "seeds")), random.Random(7), []
    for _ in range(300):
        speaker, frame = draw.choice(SPEAKERS), draw.choice(FRAMES)
        loss = draw.choice(ADVERBIALS) + draw.choice(LOSSES)
        text = frame.format(s=speaker, S=speaker[0].upper() + speaker[1:], l=loss, L=loss[0].upper() + loss[1:])
        claims = extractor.extract(Document("t", text)).claims
        named = {claim.claimant_text and claim.claimant_text.lower() for claim in claims}
        expected = speaker.lower() if "{s}" in frame.lower() else None
        if len(named) != 1 or not (
            named == {None} if expected is None else expected.startswith(next(iter(named)) or "-")
        ):
            wrong.append((text, named))
    assert len(wrong) <= 9, wrong
