"""Who says it: statements with their claimants, relays and denials, and the claimant of any claim span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.entities import Entities
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document, Statement
from pipelines.extract.text import Sentence


@dataclass(frozen=True, slots=True)
class Claimant:
    """Whom the text credits with a stretch of it."""

    text: str | None  # as printed; a pronoun is replaced by the name it stands for, if the text has one
    entity_id: str | None
    basis: str  # explicit, coreference, unattributed, narrator
    chain: tuple[str, ...]  # relays outward in: entity ids, or names as printed
    status: str  # asserted, denied, confirmed
    verb: str | None  # lemma
    statement: int  # index into Attribution.statements


class Attribution:
    """The statements of one document."""

    statements: list[Statement]

    def claimant_at(self, start: int, end: int) -> Claimant:
        """Return the claimant of the words ``start:end`` (document offsets); narrator when nobody is credited."""
        raise NotImplementedError


class AttributionReader:
    """Reads speech frames. Build one per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        raise NotImplementedError

    def read(self, document: Document, sentences: Sequence[Sentence], entities: Entities) -> Attribution:
        """Find who says what in ``document``."""
        raise NotImplementedError
