"""The tokens of one sentence with what the lexicon knows of each: what noun phrases and verb groups are read from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.extract.entries import Frame
from pipelines.extract.grammar.numbers import Number, NumberReader
from pipelines.extract.grammar.phrases import Chunk, Phrase
from pipelines.extract.lexicon import Lexicon, Note
from pipelines.extract.text import Sentence, Token

MARKS = {
    ",": "comma",
    ";": "semi",
    ":": "colon",
    "–": "dash",
    "—": "dash",
    "‒": "dash",
    "−": "dash",
    "-": "dash",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
    ".": "stop",
    "!": "stop",
    "?": "stop",
    "…": "stop",
    "|": "stop",
    "/": "slash",
    "•": "bullet",
    "·": "bullet",
    "*": "bullet",
}
QUOTES = frozenset("\"“”„«»'‘’")
#: Function words that end a noun phrase wherever they stand.
ENDS = frozenset({"prep", "conj", "sub", "rel", "be", "have", "do", "modal", "get", "neg", "pron", "det", "poss"})
MAX_MODIFIERS = 8
_DIRECTIONS = frozenset({"north", "south", "east", "west"})
MONTHS = frozenset(
    "january february march april may june july august september october november december "  # noqa: SIM905
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


class TokenView:
    """Looks at tokens by index; an index outside the sentence finds nothing."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence, self.lexicon = sentence, lexicon
        self.tokens: Sequence[Token] = sentence.tokens
        self.notes: list[Note | None] = lexicon.look_up(self.tokens)
        self.numbers = NumberReader(self.tokens, self.notes)
        self.chunks: list[Chunk] = []
        # Asked for hundreds of thousands of times: kept by index, with nothing for an index outside the sentence.
        self._words = self.numbers.words
        self._noted = {i: note for i, note in enumerate(self.notes) if note is not None}
        self._functions = {i: self._function_of(i) for i, note in self._noted.items() if "function" in note}
        self._nominals = [  # (token, kind of entry, slot of a chunk)
            (i, key, slot)
            for i, note in self._noted.items()
            for key, slot in (("nominal_total", "nominal"), ("nominal_of", "nominal_of"))
            if key in note
        ]
        self._rests: dict[int, str] = {}  # the words from a token on

    def _word(self, i: int) -> str:
        return self._words.get(i, "")

    def _function(self, i: int) -> str:
        return self._functions.get(i, "")

    def _function_of(self, i: int) -> str:
        found: str = self._noted[i]["function"][1]
        if self.tokens[i].text == "US":
            return ""  # the country, not the pronoun
        if found == "modal" and self._month(i):
            return "time"
        if self._word(i) in _DIRECTIONS and self._capital(i) and i > 0:
            return ""  # "two South Africans"
        return found

    def _get(self, i: int, kind: str) -> tuple[int, Any] | None:
        note = self._noted.get(i)
        return None if note is None else note.get(kind)

    def _capital(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].text[0].isupper()

    def _verb_at(self, i: int) -> bool:
        return bool(self._loss_forms(i)) or self._get(i, "other_verb") is not None

    def _month(self, i: int) -> bool:
        """ "May" beside a figure or after "in" is the month."""
        if self.tokens[i].text != "May":
            return False
        before = self._word(i - 1)
        beside = before.isdigit() or self._word(i + 1).isdigit()
        return beside or before in {"in", "since", "until", "by", "from", "late", "early", "mid", "of", "to"}

    def _loss_forms(self, i: int) -> list[tuple[int, Any]]:
        note = self._noted.get(i)
        found: list[tuple[int, Any]] = note.get("verb", []) if note is not None else []
        return found

    def _tail_ahead(self, i: int, frame: Frame) -> bool:
        """A verb that is a loss only with more words ("sent | to hell") is none without them."""
        if not frame.tails:
            return True
        rest = self._rests.get(i)
        if rest is None:
            rest = self._rests[i] = f" {' '.join(token.lower for token in self.tokens[i:])} "
        return any(f" {' '.join(tail)} " in rest for tail in frame.tails)

    def _object_follows(self, i: int) -> bool:
        if i >= len(self.tokens):
            return False
        return (
            self._function(i) in {"det", "poss", "pron"}
            or self.numbers.read(i) is not None
            or self._get(i, "bound") is not None
            or self._get(i, "head") is not None
            or self._get(i, "model") is not None
            or self._get(i, "nominal_total") is not None
            or self._capital(i)
        )

    def _head_ahead(self, i: int) -> bool:
        """A head noun follows with nothing between but words of a noun phrase."""
        for j in range(i, min(i + MAX_MODIFIERS, len(self.tokens))):
            if self._get(j, "head") is not None or self._get(j, "model") is not None:
                return True
            if (
                self._function(j) in ENDS
                or self._function(j) == "time"
                or self._word(j) in MARKS
                or self._word(j) == "'s"
                or self.numbers.read(j) is not None
            ):
                return False
        return False

    def _phrase_of(self, i: int, end: int, number: Number | None) -> Phrase:
        return Phrase(i, end, self.tokens[i].start, self.tokens[end - 1].end, number)
