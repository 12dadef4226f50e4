"""The chunks of one sentence, with small questions about them: what a chunk is, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.grammar.phrases import Chunk, Phrase, VerbGroup
from pipelines.extract.lexicon import Lexicon, Note
from pipelines.extract.text import Token

#: Chunks that may stand between a verb and what it takes.
SKIP = frozenset({"adv", "quote", "time"})


class ChunkView:
    """The chunks of one sentence. Positions are chunk indexes; outside the sentence there is nothing."""

    def __init__(
        self, chunks: Sequence[Chunk], tokens: Sequence[Token], notes: Sequence[Note | None], lexicon: Lexicon
    ) -> None:
        self.chunks, self.tokens, self.notes, self.lexicon = chunks, tokens, notes, lexicon

    def kind(self, k: int) -> str:
        """Return the kind of chunk ``k``, "" outside the sentence."""
        return self.chunks[k].kind if 0 <= k < len(self.chunks) else ""

    def word(self, k: int) -> str:
        """Return the first word of chunk ``k``, lower case."""
        return self.chunks[k].word if 0 <= k < len(self.chunks) else ""

    def phrase(self, k: int) -> Phrase | None:
        """Return the noun phrase at ``k``, None for any other chunk."""
        return self.chunks[k].phrase if 0 <= k < len(self.chunks) else None

    def verb(self, k: int) -> VerbGroup | None:
        """Return the verb group at ``k``, None for any other chunk."""
        return self.chunks[k].verb if 0 <= k < len(self.chunks) else None

    def np(self, k: int) -> Phrase:
        """Return the noun phrase at ``k``, which is known to be one. Raises TypeError if it is not."""
        phrase = self.chunks[k].phrase
        if phrase is None:
            raise TypeError(f"chunk {k} is no noun phrase")
        return phrase

    def group(self, k: int) -> VerbGroup:
        """Return the verb group at ``k``, which is known to be one. Raises TypeError if it is not."""
        verb = self.chunks[k].verb
        if verb is None:
            raise TypeError(f"chunk {k} is no verb group")
        return verb

    def known(self, k: int) -> bool:
        """Tell whether chunk ``k`` is a noun phrase whose head says what it is."""
        phrase = self.phrase(k)
        return phrase is not None and phrase.category is not None

    def right(self, k: int) -> int:
        """Return the next position right of ``k`` that is no adverb, quotation mark or time word."""
        k += 1
        while self.kind(k) in SKIP:
            k += 1
        return k

    def left(self, k: int) -> int:
        """Return the next position left of ``k`` that is no adverb, quotation mark or time word."""
        k -= 1
        while self.kind(k) in SKIP:
            k -= 1
        return k

    def loseable(self, k: int) -> bool:
        """Tell whether chunk ``k`` is a noun phrase that can be lost."""
        phrase = self.phrase(k)
        return phrase is not None and phrase.loseable

    def counted_or_loseable(self, k: int) -> bool:
        """Tell whether chunk ``k`` can stand in a list of losses, known or not."""
        phrase = self.phrase(k)
        return phrase is not None and (phrase.loseable or phrase.counted)

    def is_part_word(self, k: int) -> int:
        """Return the position after "including", "among them" at ``k``; 0 if there is none."""
        words = self.word(k)
        if words in self.lexicon.linking["part"]:
            return k + 1
        if words in {"identified", "named"} and self.kind(k) == "verb" and not self.group(k).be:
            whole = self.phrase(self.left(self.left(k)))  # "three bodies, identified as A, B and C"
            if self.word(k + 1) == "as" and whole is not None and whole.counted and self.kind(self.left(k)) == "comma":
                return k + 2
        two_words = self.kind(k) == "prep" and self.kind(k + 1) in {"pron", "rel"}
        if two_words and f"{words} {self.word(k + 1)}" in self.lexicon.linking["part"]:
            return k + 2
        if words in {"among", "amongst"} and self.kind(k + 2) == "np":
            phrase = self.phrase(k + 1)  # "among the dead two paramedics"
            if phrase is not None and phrase.outcome_noun is not None:
                return k + 2
        return 0

    def speech(self, k: int) -> bool:
        """Tell whether chunk ``k`` is a verb that a clause may follow ("said")."""
        verb = self.verb(k)
        return verb is not None and verb.lemma in self.lexicon.linking["speech"]

    def reduced(self, k: int) -> bool:
        """A participle after its noun ("drones launched by", "men belonging to"), not the verb of the clause."""
        verb = self.verb(k)
        if verb is None or verb.be or verb.have or verb.modal or verb.do or verb.to:
            return False
        before = self.chunks[k - 1] if k else None
        if before is None or before.kind not in {"np", "close", "adv", "time"}:
            return False
        if verb.forms == {"gerund"}:
            return True
        if "participle" not in verb.forms:
            return False
        following = self.right(k)
        if self.kind(following) in {"prep", "", "comma", "stop", "conj"}:
            return True
        purpose = self.verb(following)
        return purpose is not None and purpose.to  # "a car sent to help"

    def object_starts(self, k: int) -> bool:
        """Tell whether a noun phrase follows the verb at ``k`` directly."""
        j = k + 1
        while self.kind(j) in {"adv", "quote"}:
            j += 1
        return self.kind(j) == "np" or (self.kind(j) == "pron" and self.word(j) not in {"there", "here"})
