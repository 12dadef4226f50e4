"""Where: the places a claim is set in, with their role and precision, from a gazetteer and our supplement."""

from __future__ import annotations

from pipelines.extract.entities import Entities
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import PlaceRef
from pipelines.extract.text import Sentence


class PlaceFinder:
    """Finds places. Build one per lexicon: the gazetteer is loaded when the first place is looked up."""

    def __init__(self, lexicon: Lexicon) -> None:
        raise NotImplementedError

    def of_claim(self, sentence: Sentence, start: int, end: int, entities: Entities) -> tuple[PlaceRef, ...]:
        """Return the places of the claim ``start:end`` (document offsets), in text order.

        ``entities`` gives the theatre: the countries of the parties decide between namesakes.
        """
        raise NotImplementedError
