"""What the rules of loss hand on: the phrases somebody lost, the tables they stand in, and what one sentence leaves to
the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.extract.grammar.phrases import Phrase
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.text import Sentence

_SHORT = 120  # characters: a sentence without a word of loss that only gives another figure


@dataclass(slots=True)
class Hit:
    """A phrase that somebody lost, before roles are filled."""

    sentence: Sentence
    phrase: Phrase
    category: str
    outcome: str
    rule_id: str
    predicate: tuple[int, int]  # offsets of the words that state the loss
    agent: tuple[int, int] | None = None  # offsets of who did it
    loser: tuple[int, int] | None = None  # offsets of who lost it, where the predicate names them
    modality: str = "asserted"
    parent: Hit | None = None
    part_kind: str | None = None
    aggregation: str = ""  # set by the rule where the form decides: rows of a table, "(+12)"
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Table:
    """A total that lines of the form "tanks – 11,047" belong to."""

    persons: str
    things: str
    rule_id: str
    predicate: tuple[int, int]
    loser: tuple[int, int] | None
    para: int


@dataclass(slots=True)
class Context:
    """What earlier sentences of the document leave behind for later ones."""

    text: str = ""  # of the document
    hits: list[Hit] = field(default_factory=list)
    table: Table | None = None

    def goes_on(self, sentence: Sentence) -> bool:
        """Tell whether a sentence without a word of loss may go on with what was lost: rows, lists, rival figures."""
        if self.table is not None:
            return True
        last = self.hits[-1].sentence.index if self.hits else -9
        short = len(sentence.text) < _SHORT
        return sentence.index - last <= (1 if short else 0) or (sentence.index - last <= 3 and ":" in sentence.text)

    def first_mention(self, head: str, start: int) -> bool:
        """Tell whether the text before offset ``start`` has not named such a person yet."""
        return re.search(rf"\b{re.escape(head)}s?\b", self.text[:start], re.IGNORECASE) is None

    def latest(
        self, lexicon: Lexicon, *, persons: bool, things: bool, only: frozenset[str] = frozenset()
    ) -> Hit | None:
        """Return the last hit that a number without a noun may stand for."""
        for hit in reversed(self.hits[-12:]):
            person = lexicon.is_person(hit.category)
            if (person and persons) or (not person and things and fits(lexicon, hit.category, only)):
                return hit
        return None


def fits(lexicon: Lexicon, category: str, only: frozenset[str]) -> bool:
    """Tell whether ``category`` is among the codes a verb is limited to (none = no limit)."""
    codes = only - {"counted", "bodies", "tolls", "negated"}
    return not codes or any(lexicon.is_a(category, code) for code in codes)


def joint_outcome(first: str, second: str) -> str:
    """Return the outcome of one count that has two: killed and wounded are casualties, any other mix is lost."""
    if first == second:
        return first
    if {first, second} <= {"killed", "wounded", "casualties"}:
        return "casualties"
    return "lost"


def slug(words: str) -> str:
    """Return ``words`` as they stand in a rule id: "shoot down" -> "shoot_down"."""
    return words.replace(" ", "_")
