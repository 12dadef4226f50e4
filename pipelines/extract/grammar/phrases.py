"""What a sentence is cut into: noun phrases, verb groups and the chunks that hold them."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.extract.entries import Adjective, Frame, Nominal, OutcomeNoun
from pipelines.extract.grammar.numbers import Number


@dataclass(slots=True)
class Phrase:
    """A noun phrase at tokens ``i:end``; offsets are of its printed surface."""

    i: int
    end: int
    start_char: int
    end_char: int
    number: Number | None = None
    det: str = ""  # "", a, the, poss, all, this, no
    category: str | None = None
    head_number: str = "both"  # singular, plural, both
    head: str = ""
    reason: str = ""  # why it cannot be a loss, if it cannot: a code of not_losses.csv, unknown_head
    model: str | None = None
    model_id: str | None = None
    adjective: Adjective | None = None
    outcome_noun: OutcomeNoun | None = None
    of_them: str = ""  # the pronoun in "three of them", "3,060 of which"
    more: bool = False  # "five others", "310 more"
    name: bool = False  # a person's name
    owner: tuple[int, int] | None = None  # offsets of the owner: "Ukraine" in "Ukraine's tanks"
    total: Number | None = None  # the whole in "94 of 121 drones"
    union: bool = False
    modifiers: tuple[int, int] | None = None  # offsets of what stands between the number and the head

    @property
    def counted(self) -> bool:
        """True when the words give a number, "a" included."""
        return self.number is not None or self.det == "a"

    @property
    def headless(self) -> bool:
        """True for a number that stands alone: "over 255", "five others"."""
        return self.category is None and self.number is not None and not self.reason

    @property
    def loseable(self) -> bool:
        """True when the phrase can be what was lost."""
        return self.category is not None or self.headless


@dataclass(slots=True)
class VerbGroup:
    """A verb with its auxiliaries."""

    lemma: str
    frames: list[tuple[Frame, frozenset[str]]] = field(default_factory=list)  # of loss verbs
    forms: frozenset[str] = frozenset()
    be: bool = False
    have: bool = False
    get: bool = False
    modal: str = ""
    do: bool = False
    to: bool = False
    negated: bool = False
    ambiguous: bool = False

    @property
    def passive(self) -> bool:
        """True for "were destroyed", "got killed", "being shot down"."""
        return (self.be or self.get) and "participle" in self.forms


@dataclass(slots=True)
class Chunk:
    """A piece of a sentence: tokens ``i:end``."""

    kind: str  # np, verb, prep, conj, sub, rel, neg, adv, pron, time, adjective, word, or a mark of _MARKS
    i: int
    end: int
    word: str = ""
    phrase: Phrase | None = None
    verb: VerbGroup | None = None
    nominal: Nominal | None = None  # on np and word chunks: a noun that states a loss
    nominal_of: Nominal | None = None
