"""Sentences into chunks: counted noun phrases, verb groups and the marks between them.

"Tanks and other armoured vehicles" after one number is one phrase with the category above both. Nothing here decides
what is a loss.
"""

from __future__ import annotations

from pipelines.extract.grammar.noun_phrases import NounPhrases
from pipelines.extract.grammar.numbers import Number
from pipelines.extract.grammar.phrases import Chunk, Phrase
from pipelines.extract.grammar.tokenview import MARKS, MONTHS, QUOTES
from pipelines.extract.grammar.verb_groups import VerbGroups

_BETWEEN_AGES = frozenset({",", "and", "or", "to", "just", "only"})


class Chunker(NounPhrases, VerbGroups):
    """Cuts the tokens of one sentence into chunks."""

    def run(self) -> list[Chunk]:
        """Return the chunks of the sentence in order."""
        i = 0
        while i < len(self.tokens):
            i = self._next(i)
        return self.chunks

    def _push(self, kind: str, i: int, end: int, **more: object) -> int:
        chunk = Chunk(kind, i, end, self._word(i))
        for name, value in more.items():
            setattr(chunk, name, value)
        for start, key, slot in self._nominals:
            if not i <= start < end or getattr(chunk, slot) is not None:
                continue
            until, nominal = self._noted[start][key]  # "combat losses", "the loss": the noun that ends the chunk counts
            trailing = until == end - 1 and chunk.phrase is not None and not chunk.phrase.loseable
            if until == end or trailing:  # "losses upriver"
                setattr(chunk, slot, nominal)
        self.chunks.append(chunk)
        return end

    def _next(self, i: int) -> int:
        text = self.tokens[i].text
        if text in QUOTES:
            return self._push("quote", i, i + 1)
        if text == "that" and (span := self._get(i + 1, "not_loss")) is not None and span[1].reason == "time":
            return self._push("adv", i, span[0])  # "losses that week"
        if text == "," and self._age(i):
            return self._push("adv", i, i + 3)
        if text == "aged" and (end := self._ages(i)) > i + 1:
            return self._push("adv", i, end)
        if text in MARKS and not (text == "(" and self.numbers.read(i) is not None):
            return self._push(MARKS[text], i, i + 1)
        if text == "+" and (number := self.numbers.read(i + 1)) is not None:
            phrase = self._phrase_of(i, number.end, number)
            return self._push("np", i, number.end, phrase=phrase)
        group = self._verb_group(i)
        if group is not None:
            end, verb = group
            return self._push("verb", i, end, verb=verb)
        nominal = self._nominal(i)
        if nominal is not None:
            return nominal
        noun_phrase = self._noun_phrase(i)
        if noun_phrase is not None:
            self._count_of_whole(noun_phrase)
            self._held_in(noun_phrase)
            self._join_union(noun_phrase)
            return self._push("np", i, noun_phrase.end, phrase=noun_phrase)
        found = self._get(i, "adjective")
        if found is not None:
            return self._push("adjective", i, found[0])
        function = self._function(i)
        if text.lower() == "the" and self._function(i + 1) == "prep":  # "in the east two soldiers were killed"
            phrase = self._phrase_of(i, i + 2, None)
            phrase.reason, phrase.det = "place", "the"
            return self._push("np", i, i + 2, phrase=phrase)
        if function == "time" and self._word(i) in MONTHS and self._day(i + 1):
            return self._push("time", i, i + 2)  # "June 12"
        if function:
            end = self._get(i, "function")[0]  # type: ignore[index]
            kind = "pron" if function in {"det", "poss", "pron"} else function
            return self._push(kind, i, end)
        if self._day(i) and self._word(i + 1) in MONTHS and self._capital(i + 1):
            return self._push("time", i, i + 2)  # "12 June"
        return self._push("word", i, i + 1)

    def _day(self, i: int) -> bool:
        word = self._word(i)
        return word.isascii() and word.isdigit() and 0 < int(word) <= 31

    def _age(self, i: int) -> bool:
        """ "A man, 61, dies": an age between commas after a person."""
        last = self.chunks[-1].phrase if self.chunks else None
        age = self._word(i + 1)
        person = last is not None and (
            last.name
            or (last.reason == "no_head" and last.det == "a")
            or (last.category in {"PERS", "PERS_CIV", "PERS_MIL"} and last.head_number == "singular")
        )
        return person and age.isdigit() and len(age) <= 2 and self._word(i + 2) == ","

    def _ages(self, i: int) -> int:
        """ "Aged 8, 11 and 14": how far the ages reach; a number before a noun is none ("aged 40, 12 soldiers")."""
        end = j = i + 1
        while (number := self.numbers.read(j)) is not None and not self._head_ahead(number.end):
            end = j = number.end
            while self._word(j) in _BETWEEN_AGES:
                j += 1
        return end

    def _nominal(self, i: int) -> int | None:
        """A noun phrase like "number of people killed" or "total combat losses" is one chunk."""
        if not self._nominals:
            return None
        if self._word(i) == "the" and (found := self._get(i + 1, "nominal_total")) is not None and found[0] > i + 3:
            phrase = self._phrase_of(i, found[0], None)
            phrase.reason, phrase.det = "nominal", "the"
            return self._push("np", i, found[0], phrase=phrase)
        last = i + 2 if self._get(i + 1, "adjective") is not None else i + 1  # "the charred remains of"
        found = self._get(last, "nominal_of") if self._word(i) in {"the", "its", "their"} else None
        long = found is not None and (
            found[0] > i + 2 or self._word(last).endswith("ing") or self._get(last, "other_verb") is not None
        )
        if found is not None and long and self._word(found[0]) == "of":  # "the burned-out remains of", "the downing of"
            phrase = self._phrase_of(i, found[0], None)
            phrase.reason, phrase.det = "nominal", "the"
            return self._push("np", i, found[0], phrase=phrase)
        for kind in ("nominal_total", "nominal_of"):
            found = self._get(i, kind)
            if found is not None and (found[0] > i + 1 or self._get(i, "outcome_noun") is None):
                head = self._get(i, "head")
                if head is not None and head[0] >= found[0]:
                    continue
                if self._get(found[0], "head") is not None and kind == "nominal_total":
                    continue
                phrase = self._phrase_of(i, found[0], None)
                phrase.reason = "nominal"
                return self._push("np", i, found[0], phrase=phrase)
        return None

    def _count_of_whole(self, phrase: Phrase) -> None:
        """ "Its crew of nine", "the garrison of 3,000": the number says how many people the whole is."""
        end = phrase.end
        whole = self._word(end - 1) in self.lexicon.linking["whole"] and self._word(end) == "of"
        number = self.numbers.read(end + 1) if whole and phrase.number is None else None
        if (
            number is None
            or number.best is None
            or (self._noun_may_follow_count(number.end) and self._head_ahead(number.end))
        ):
            return
        phrase.number, phrase.category = number, phrase.category or "PERS"
        phrase.reason, phrase.det = "", phrase.det if phrase.det == "poss" else ""
        phrase.end, phrase.end_char = number.end, self.tokens[number.end - 1].end

    def _held_in(self, phrase: Phrase) -> None:
        """ "A battery of S-300s", "two crates of grenades", "a stack of rifles": what is inside is what is lost."""
        holder = self._word(phrase.end - 1)
        if self._word(phrase.end) != "of" or holder not in self.lexicon.linking["holder"] or not phrase.counted:
            return
        inner = self._noun_phrase(phrase.end + 1)
        if inner is None or inner.category is None or inner.number is not None or inner.det:
            return
        if self.lexicon.is_person(inner.category):
            return
        category = inner.category
        if inner.model_id is not None and self.lexicon.is_a(category, "MISSILE"):
            category = self.model_category(inner.model_id) or category
        if holder.startswith("batter") and self.lexicon.is_a(category, "MISSILE"):
            category = "SAM"
        phrase.category, phrase.reason, phrase.head_number = category, "", "both"
        phrase.model, phrase.model_id, phrase.head = inner.model, inner.model_id, inner.head
        phrase.end, phrase.end_char = inner.end, inner.end_char
        if phrase.det == "a" and holder in self.lexicon.linking["heap"]:
            phrase.number, phrase.det = Number(phrase.i, phrase.i + 2, phrase.i, None, None, None, "vague"), ""

    def _join_union(self, phrase: Phrase) -> None:
        """One count over two nouns: "130 tanks and other armoured vehicles", "weapons and vehicles"."""
        plural = phrase.head_number in {"plural", "both"} or phrase.model is not None
        number = phrase.number
        if phrase.category is None or not plural or phrase.of_them or phrase.det in {"a", "no"}:
            return
        if (number is not None and number.best == 1) or phrase.outcome_noun is not None:
            return
        if number is None and self.chunks and self.chunks[-1].kind in {"comma", "conj"}:
            return  # items of a longer list stay apart
        if number is None and self._capital(phrase.end - 1) and self.lexicon.is_a(phrase.category, "NAVAL"):
            return  # "HMS Ardent and HMS Antelope": two names
        while self._word(phrase.end) in {"and", "or", "/"}:
            j = phrase.end + 1
            if self.numbers.read(j) is not None or self._word(j) in {
                "the",
                "a",
                "an",
                "its",
                "their",
                "his",
                "her",
                "some",
            }:
                return
            if self._word(j) == "other":
                j += 1
            other = self._noun_phrase(j)
            if other is None or other.category is None or other.number is not None or other.owner is not None:
                return
            if (
                other.head_number == "singular"
                or other.adjective is not None
                or self.lexicon.categories[phrase.category].loss_class
                != (self.lexicon.categories[other.category].loss_class)
            ):
                return
            if self._word(other.end) == "," and self._word(phrase.end) != "/" and number is None:
                return
            before = self.chunks[-1].verb if self.chunks else None
            active = before is not None and not before.passive and before.lemma not in self.lexicon.linking["speech"]
            if active and (self._function(other.end) in {"be", "have"} or self._get(other.end, "verb") is not None):
                return  # "killed 20 soldiers and civilians fled"
            common = self.lexicon.common(phrase.category, other.category)
            phrase.category = common or phrase.category
            phrase.end, phrase.end_char, phrase.union = other.end, other.end_char, True
