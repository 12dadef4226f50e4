"""Who is named in a text: mentions linked to the entities of ``seeds/reference`` and to their sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document, Mention
from pipelines.extract.text import Sentence


@dataclass(frozen=True, slots=True)
class Actor:
    """What a phrase stands for: ``text`` as printed; id, side and country where they are known."""

    text: str
    entity_id: str | None
    side: str | None
    country: str | None  # ISO 3166-1 alpha-2
    basis: str  # explicit, coreference


class Entities:
    """The mentions of one document, and what follows from them."""

    mentions: tuple[Mention, ...]  # in text order, without overlaps

    def in_span(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that lie wholly in ``start:end``, in text order."""
        raise NotImplementedError

    def actor(self, start: int, end: int) -> Actor | None:
        """Read ``text[start:end]`` as an actor: a name, "Israeli soldiers", "the group", "its", "they".

        None when the phrase names nobody. A nationality with a rebel noun ("Russian partisans") has no side;
        an origin ("US-made") is no actor.
        """
        raise NotImplementedError

    def side_of(self, entity_id: str | None) -> str | None:
        """Return the side label of an entity, or None."""
        raise NotImplementedError

    def force_of(self, side: str) -> str | None:
        """Return the entity that stands for the fighting forces of a side ("ru_side" -> "ru_af")."""
        raise NotImplementedError

    def opponent_side(self, side: str | None) -> str | None:
        """Return the side that ``side`` fights in this document.

        With several opponents: the one most named in the document; None when nothing decides.
        """
        raise NotImplementedError

    def opponent(self, actor: Actor) -> Actor | None:
        """Return the forces that an actor fights, as an inferred actor (text is the canonical name)."""
        raise NotImplementedError


class EntityFinder:
    """Finds mentions. Build one per lexicon: it compiles the names into one automaton."""

    def __init__(self, lexicon: Lexicon) -> None:
        raise NotImplementedError

    def find(self, document: Document, sentences: Sequence[Sentence]) -> Entities:
        """Find the mentions of ``document``; ``sentences`` are its ``segment``s."""
        raise NotImplementedError
