"""What the word lists hold: one record for each kind of entry. A word may be several of them at once."""

from __future__ import annotations

from dataclasses import dataclass

OUTCOMES = frozenset(
    "killed wounded captured missing casualties eliminated destroyed damaged abandoned lost".split()  # noqa: SIM905
)
QUALIFIERS = frozenset(["exact", "at_least", "more_than", "up_to", "less_than", "about", "range", "vague", "unstated"])


@dataclass(frozen=True, slots=True)
class Category:
    """A code of loss_categories.csv."""

    code: str
    parent: str | None
    loss_class: str  # personnel, equipment, munition, infrastructure


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that can be lost."""

    noun: str
    category: str
    number: str  # singular, plural, both


@dataclass(frozen=True, slots=True)
class NotLoss:
    """A counted noun that is no loss, and why."""

    reason: str
    number: str


@dataclass(frozen=True, slots=True)
class Model:
    """A type of equipment."""

    model_id: str
    category: str
    needs_context: bool = False  # the alias found is an ordinary word or name


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate of loss: see seeds/lexicon/en/verbs.csv."""

    verb: str
    persons: str
    things: str
    frame: str
    tails: tuple[tuple[str, ...], ...]
    only: frozenset[str]
    implied: str = ""  # what an unknown noun under this verb is: people under "behead", aircraft under "shoot down"

    @property
    def idle(self) -> bool:
        """True for a line that says that with its tail the verb states no loss ("lost | track of")."""
        return not self.persons and not self.things


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A form of a loss verb: base, third, past, participle or gerund (past and participle may be the same word)."""

    frame: Frame
    forms: frozenset[str]


@dataclass(frozen=True, slots=True)
class OtherVerb:
    """A form of a verb that states no loss."""

    lemma: str
    form: str
    ambiguous: bool  # may be a noun or adjective as well


@dataclass(frozen=True, slots=True)
class Adjective:
    """A word that says a noun was lost: "destroyed", "dead"."""

    word: str
    persons: str
    things: str
    use: str


@dataclass(frozen=True, slots=True)
class OutcomeNoun:
    """A noun with its own outcome: "deaths"."""

    outcome: str
    kind: str


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase that states a loss: "death toll", "destruction"."""

    words: str
    persons: str
    things: str
    use: str

    @property
    def outcome_of_list(self) -> bool:
        """True for "losses" and the like, which may head a list or table of anything."""
        return self.words.endswith(("losses", "lost"))

    @property
    def outcome_only(self) -> bool:
        """True for a bare outcome ("dead", "destroyed"): it states a total only as a label or as "the dead"."""
        single = " " not in self.words and not self.words.endswith(("loss", "losses", "toll"))
        return single and self.use != "haul"


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word that is a number, or says that there is one."""

    value: int | None
    role: str  # unit, scale, vague


@dataclass(frozen=True, slots=True)
class Bound:
    """Words that bound a figure."""

    qualifier: str
    after: bool


@dataclass(frozen=True, slots=True)
class Title:
    """What stands before a person's name: a rank, an office or a form of address."""

    kind: str


@dataclass(frozen=True, slots=True)
class Blocker:
    """Words that turn a clause into no loss."""

    reason: str
