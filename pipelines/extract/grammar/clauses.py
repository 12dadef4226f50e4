"""Walking over the chunks of a sentence: what a verb takes on its right and what stands as its subject.

English keeps objects to the right of an active verb and subjects to the left; lists, prepositional phrases, relative
clauses and participles stand between and are stepped over here, so that the frames need not.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.grammar.chunkview import SKIP, ChunkView
from pipelines.extract.grammar.phrases import Chunk
from pipelines.extract.lexicon import Lexicon, Note
from pipelines.extract.text import Token

_EDGES = frozenset({"semi", "stop", "sub", "bullet", "colon", "dash"})
_MOSTLY = frozenset({"mostly", "mainly", "largely", "predominantly", "chiefly", "primarily", "many", "most"})
#: After these prepositions a following "and a mortar" belongs to the prepositional phrase, not to the list of losses.
_HOLDING = frozenset({"with", "using", "between", "by", "against", "than", "like", "for"})


#: With what follows them, these may stand between a verb and its object.
_BEFORE_OBJECT = frozenset(
    {"from", "off", "inside", "outside", "around", "along", "during", "within", "behind", "across"}
)
_ALSO_SUBORDINATE = frozenset({"after", "before", "since", "until"})


class Clauses(ChunkView):
    """The chunks of one sentence, with questions about them. Positions are chunk indexes."""

    def __init__(
        self, chunks: Sequence[Chunk], tokens: Sequence[Token], notes: Sequence[Note | None], lexicon: Lexicon
    ):
        super().__init__(chunks, tokens, notes, lexicon)
        for k, chunk in enumerate(chunks):
            if chunk.kind == "prep" and chunk.word in _ALSO_SUBORDINATE and self._opens_clause(k):
                chunk.kind = "sub"
            elif chunk.kind == "sub" and chunk.word == "but" and self.word(k - 1) == "all":
                chunk.kind = "adv"  # "all but eight of them"

    def _opens_clause(self, k: int) -> bool:
        """ "A week after at least one man was killed": a clause follows the preposition."""
        opener = self.word(k)
        if self.kind(k + 1) == "time":
            k += 1  # "since Saturday's truce collapsed"
        if self.kind(k + 1) != "np":
            return False
        if self.counted(k + 1) and self.loseable(k + 1) and self.is_subject(k + 1):
            return True
        verb = self.verb(self.right(k + 1))  # "since the invasion began"
        plain = verb is not None and not (verb.be or verb.have or verb.modal or verb.to)
        if not plain or verb is None:
            return False
        regular = "past" in verb.forms and opener in {"since", "until"}
        return verb.forms == {"past"} or (regular and self.word(self.right(self.right(k + 1))) not in {"by", "in"})

    # -- to the right

    def objects(self, k: int) -> list[int]:
        """Return the noun phrases of the list that the verb (or noun) at ``k`` takes on its right."""
        found: list[int] = []
        holding = ""
        j, want = k + 1, True
        while j < len(self.chunks):
            kind = self.kind(j)
            if kind in {"adv", "quote"} or (kind == "time" and not want):
                j += 1
            elif want:
                if kind == "np":
                    phrase = self.np(j)
                    if found and self.is_subject(j) and not self.is_subject(found[0]):
                        break
                    j = self.inside(j)
                    apposed = found and self._apposed(found[-1], j)  # "his brother, a teacher, and two cousins"
                    if not apposed and (not holding or phrase.counted or not found):
                        found.append(j)
                    want, j = False, j + 1
                elif kind == "pron" and self._object_pronoun(j) and self._more_objects(j + 1):
                    j += 2  # "killing himself and six policemen", "killed him and two guards"
                elif not found and self.word(j) == "up" and self.word(j + 1) == "to" and self.kind(j + 2) == "np":
                    j += 2  # "lost up to a platoon and two tanks"
                elif (
                    kind == "prep"
                    and not found
                    and self.kind(j + 1) == "np"
                    and self.word(j) in {"in", "on", "at", "near", "over"}
                ):
                    j = self.past_prep(j)  # "destroyed in Kursk two tanks"
                elif kind == "prep" and not found and self.word(j) in _BEFORE_OBJECT and self._counted_behind(j):
                    j = self._counted_behind(j)  # "recovered from them two rifles"
                elif not found and kind in {"conj", "comma"} and self._shared_verb(j) is not None:
                    return self.objects(self._shared_verb(j) or j)
                elif not found and kind == "comma" and (end := self._past_insertion(j)):
                    j = end  # "crippled, with two drones, the tanker"
                else:
                    break
            elif kind == "prep":
                if self.is_part_word(j):
                    break
                holding = self.word(j) if self.word(j) in _HOLDING else holding
                j = self.past_prep(j)
            elif kind == "open":
                j = self._past_bracket(j)
            elif kind == "rel":
                j = self.past_relative(j)
            elif kind == "verb":
                if self.is_part_word(j) or not self.reduced(j):
                    break
                if self.verb(j) is not None and self.verb(j).frames and self.verb(j).forms != {"gerund"}:  # type: ignore[union-attr]
                    break
                j = self._past_reduced(j)
            elif kind in {"comma", "conj", "semi"}:
                after = self._past_connector(j)
                if after is None or (kind == "semi" and self.kind(after - 1) != "conj" and not self.loseable(after)):
                    break
                if holding and not self.counted(after):
                    break
                if holding in {"with", "using", "between"} and kind == "conj":
                    break
                j, want = after, True
            elif (kind == "np" and self._adjunct(j)) or kind == "word":
                j += 1
            else:
                break
        return found

    def _counted_behind(self, k: int) -> int:
        """Return the counted phrase right behind the preposition at ``k`` and what it governs, 0 if there is none."""
        end = k + 2 if self.kind(k + 1) == "pron" else self.past_prep(k)
        return end if self.counted(end) and self.loseable(end) and not self.is_subject(end) else 0

    def _apposed(self, first: int, k: int) -> bool:
        """Tell whether ``k`` says between commas who the one person at ``first`` is."""
        one, same = self.np(first), self.np(k)
        person = one.name or (one.det == "poss" and one.head_number == "singular" and self._people(first))
        told = same.det in {"a", "the", "poss"} and same.number is None and same.head_number == "singular"
        commas = first == k - 2 and self.kind(k - 1) == "comma" and self.kind(k + 1) == "comma"
        return person and told and commas and self._people(k) and same.head not in self.lexicon.linking["kin"]

    def _object_pronoun(self, k: int) -> bool:
        word = self.word(k)
        return word in {"him", "her", "them", "it", "us"} or word.endswith(("self", "selves"))

    def _more_objects(self, k: int) -> bool:
        """Tell whether the connector at ``k`` goes on with a list: "him and two guards", "him, his son and a boy"."""
        if self.kind(k) == "comma":
            return self.loseable(k + 1) and self.kind(k + 2) in {"comma", "conj"} and not self.is_subject(k + 1)
        return self.kind(k) == "conj"

    def _past_insertion(self, k: int) -> int:
        """Return the position after a phrase between the commas at ``k`` ("lost, by his count, two"), 0 if none is."""
        j = k + 1
        while self.kind(j) == "adv":
            j += 1
        if self.kind(j) == "prep":
            j = self.past_prep(j)
        return j + 1 if j > k + 1 and self.kind(j) == "comma" else 0

    def inside(self, k: int) -> int:
        """Return what a collective at ``k`` holds ("a column of eleven vehicles"), ``k`` if it is none."""
        phrase = self.phrase(k)
        holds = phrase is not None and not phrase.loseable and self._last_word(k) in self.lexicon.linking["whole"]
        if holds and self.word(k + 1) == "of" and self.counted(k + 2) and self.loseable(k + 2):
            return k + 2
        return k

    def _last_word(self, k: int) -> str:
        return self.tokens[self.chunks[k].end - 1].lower

    def counted(self, k: int) -> bool:
        """Tell whether chunk ``k`` is a noun phrase with a number or "a"."""
        phrase = self.phrase(k)
        return phrase is not None and phrase.counted

    def _adjunct(self, k: int) -> bool:
        """A noun phrase that stands beside the verb: "last week", "this morning", "in total"."""
        phrase = self.phrase(k)
        return phrase is not None and phrase.reason in {"time", "place", "no_head", "distance", "event", "occasion"}

    def _shared_verb(self, k: int) -> int | None:
        """Return the loss verb that is joined at ``k``: "killed AND WOUNDED 300"."""
        j = k
        while self.kind(j) in {"conj", "comma", "adv"}:
            j += 1
        verb = self.verb(j)
        return j if verb is not None and verb.frames and j > k else None

    def _past_connector(self, k: int) -> int | None:
        """Return the position of the list item after a connector at ``k``, None if no item follows."""
        j = k
        while self.kind(j) in {"comma", "conj", "semi", "adv", "quote"}:
            j += 1
        if self.kind(j) == "pron" and self.kind(j + 1) == "np":
            j += 1
        if self.kind(j) == "prep" and j > k and not self.is_part_word(j):  # "and, by their own count, 21 men"
            end = self.past_prep(j)
            if self.kind(end) == "comma" and self.counted(end + 1):
                j = end + 1
        if self.speech(j + 1) and self.kind(j + 2) == "comma" and self.counted(j + 3) and self.kind(j - 1) == "comma":
            j += 3  # "and, an activist said, 30 men"
        if self.kind(j - 1) == "adv" and self.word(j - 1) in _MOSTLY and not self.counted(j):
            return None
        if not self.counted_or_loseable(j) and not (self.kind(j) == "np" and self._listed(j)):
            return None
        phrase = self.phrase(j)
        if self.is_subject(j) or (phrase is not None and phrase.of_them):
            return None
        pair = not self.counted(j) and self.kind(j + 1) == "conj" and self.kind(j + 2) == "np"
        if pair and self.kind(k) == "comma" and self.is_subject(j + 2):
            return None  # "took guests hostage, police and medics said"
        return j

    def _listed(self, k: int) -> bool:
        """An unknown thing in the middle of a list: another connector and item follow."""
        phrase = self.phrase(k)
        if phrase is None or phrase.reason not in {"unknown_head", "no_head"}:
            return False
        if self.kind(k + 1) not in {"comma", "conj"}:
            return False
        following = self.right(k + 1)
        if self.kind(k + 1) == "comma" and self.kind(following) == "conj":
            following = self.right(following)
        return self.counted(following) or (phrase.name and self.loseable(following))

    def is_subject(self, k: int) -> bool:
        """Tell whether the phrase at ``k`` is the subject of a verb that follows it."""
        j = k + 1
        while j < len(self.chunks):
            kind = self.kind(j)
            if kind in SKIP or kind == "close":
                j += 1
            elif kind == "prep":
                if self.is_part_word(j):
                    return False
                j = self.past_prep(j)
            elif kind == "open":
                j = self._past_bracket(j)
            elif kind == "rel":
                if self.word(j) == "that" and self.kind(j + 1) == "np":
                    return False
                j = self.past_relative(j)
                if self.kind(j) == "comma":
                    j += 1
            elif kind == "adjective":
                j += 1
            elif kind == "verb":
                verb = self.group(j)
                if verb.be or verb.have or verb.modal or verb.do or verb.get:
                    return True
                if verb.to:
                    return False
                if verb.forms == {"gerund"}:
                    if self.is_part_word(j):
                        return False
                    j = self._past_reduced(j)
                    continue
                if verb.frames or self.speech(j) or not self.reduced(j):
                    return True
                j = self._past_reduced(j)
            else:
                return False
        return False

    def past_prep(self, k: int) -> int:
        """Step over a preposition and what it governs."""
        j = k + 1
        while self.kind(j) in {"prep", "adv", "pron", "time", "quote", "rel"} and j - k < 5:
            if self.kind(j) == "prep" and self.kind(j - 1) == "time" and j > k + 1:
                return j  # "since May | at 412"
            if self.kind(j) == "rel" and self.word(j) not in {"that", "which", "whom"}:
                break
            j += 1
        if self.kind(j) == "verb" and self.verb(j).forms == {"gerund"}:  # type: ignore[union-attr]
            return self._past_reduced(j)
        dated = j > k + 1 and (self.kind(j - 1) == "time" or self.word(j - 1) == "then")
        if dated and self.counted(j) and self.loseable(j):
            return j  # "on Thursday two soldiers", "since then 1,391 people"
        if self.kind(j) == "word" and self.kind(j + 1) == "time":
            return j + 2
        if self.kind(j) == "np":
            j += 1
            # "in Kursk and Belgorod": names and places joined inside the phrase
            while self.kind(j) in {"conj", "comma"} and self._plain_name(j + 1):
                j += 2
            return j
        return j if j > k + 1 else k + 1

    def _plain_name(self, k: int) -> bool:
        phrase = self.phrase(k)
        if phrase is None or phrase.loseable or phrase.counted:
            return False
        return phrase.reason in {"no_head", "place", "unit", "unknown_head"} and not self.is_subject(k)

    def _past_bracket(self, k: int) -> int:
        j = k + 1
        while j < len(self.chunks) and self.kind(j) != "close":
            j += 1
        return j + 1

    def past_relative(self, k: int) -> int:
        """Step over a relative clause: up to a comma, a connector before a counted phrase, or the end."""
        j = k + 1
        verbs = 0
        while j < len(self.chunks) and self.kind(j) not in {"comma", "semi", "stop", "dash", "colon"}:
            if self.kind(j) == "verb":
                verbs += 1
                if verbs > 1 and not self.verb(j).to and self.kind(j - 1) != "conj":  # type: ignore[union-attr]
                    return j
            if self.kind(j) == "conj" and self.counted(j + 1):
                return j
            j += 1
        return j

    def _past_reduced(self, k: int) -> int:
        """Step over a participle and its complements: up to a comma, a connector or a finite verb."""
        j = k + 1
        while j < len(self.chunks) and self.kind(j) not in {
            "comma",
            "semi",
            "stop",
            "dash",
            "colon",
            "conj",
            "rel",
            "sub",
        }:
            if self.kind(j) == "verb":
                verb = self.group(j)
                if not verb.to and verb.forms != {"gerund"}:
                    return j
            j += 1
        return j

    # -- to the left

    def clause_start(self, k: int) -> int:
        """Return the first position of the clause whose verb stands at ``k``."""
        j = k - 1
        while j >= 0:
            kind = self.kind(j)
            if kind == "close":
                while j >= 0 and self.kind(j) != "open":
                    j -= 1
                j -= 1
                continue
            if kind == "dash" and (opened := self._parenthesis(j)):
                j = opened - 1  # "two soldiers — A and B — died"
                continue
            if kind in _EDGES:
                return j + 1
            if kind == "rel":
                if self.right(j) == k:
                    return j
                if self.word(j) == "that" or j == 0:
                    return j + 1
                if self._between_has_verb(j, k):  # a relative clause inside the subject: hop over it
                    j -= 1
                    continue
                return j + 1
            if kind == "verb" and self.is_part_word(j):  # "..., including a child, were killed"
                j -= 1
                continue
            if kind == "verb" and self.word(j) == "having" and self.kind(self.left(j)) in {"comma", "dash", "close"}:
                j -= 1  # ", having fought bravely, fell"
                continue
            if kind == "verb" and (opened := self._said_between(j, k)):  # "the house, police said, was destroyed"
                j = opened - 1
                continue
            if kind == "verb" and self._inserted(j, k):  # "the frigate, hit by two missiles, burned out"
                j -= 2
                continue
            if kind == "verb":
                if self._inside_relative(j) and (self.group(j).lemma != "leave" or self.group(k).be):
                    j = self._inside_relative(j) - 1
                    continue
                governor = self.left(j)
                if self.group(j).to and self.verb(governor) is not None and self._inside_relative(governor):
                    j = self._inside_relative(governor) - 1  # "a man who tried to flee was shot dead"
                    continue
                if self.group(j).to and self.verb(self.left(j)) is not None and self.reduced(self.left(j)):
                    j = self.left(j) - 1  # "an armoured car sent to help was blown up"
                    continue
                after = self.chunks[self.right(j)]
                named = after.word in {"by", "as"} and after.end - after.i == 1  # "commanders known as"
                spoken = self.speech(j) and not named
                if self.reduced(j) and not spoken and self._within_subject(j, k):
                    j -= 1
                    continue
                return j + 1
            j -= 1
        return 0

    def _said_between(self, j: int, k: int) -> int:
        """Return the comma before "police said" where the verb of speech at ``j`` stands between two commas, else 0."""
        if not self.speech(j) or self.kind(self.left(k)) != "comma" or self.left(k) < j:
            return 0
        n = j - 1
        while n > 0 and self.kind(n) in {"np", "pron", "adv", "prep", "word"} and j - n < 6:
            n -= 1
        between = {self.kind(m) for m in range(j + 1, self.left(k))}
        inserted = self.kind(n) == "comma" and n > 0 and between <= {"adv", "np", "prep", "time"}
        return n if inserted and self.kind(n - 1) in {"np", "close", "adv", "time"} else 0

    def _inserted(self, j: int, k: int) -> bool:
        """Tell whether the participle at ``j`` opens an insertion between commas that ends before ``k``."""
        verb = self.group(j)
        bare = not (verb.be or verb.have or verb.modal or verb.do or verb.to)
        after_noun = self.kind(j - 1) == "comma" and self.kind(j - 2) == "np"
        participle = "participle" in verb.forms and self.kind(self.right(j)) == "prep"
        closed = self.kind(self.left(k)) == "comma" and self.left(k) > j
        inner = range(j + 1, self.left(k))
        return bare and after_noun and participle and closed and not any(self.kind(n) == "verb" for n in inner)

    def _parenthesis(self, k: int) -> int:
        """Return the dash that opens the apposition closed by the one at ``k``, 0 if ``k`` closes none."""
        j = k - 1
        while j > 0 and self.kind(j) in {"np", "comma", "conj", "prep", "quote", "adv"}:
            j -= 1
        return j if j > 0 and self.kind(j) == "dash" and self.kind(j - 1) == "np" and self.counted(j - 1) else 0

    def _between_has_verb(self, a: int, b: int) -> bool:
        return any(self.kind(n) == "verb" for n in range(a + 1, b))

    def _inside_relative(self, k: int) -> int:
        """Return the position of the relative pronoun whose verb is ``k`` (0 if none): "militants WHO attacked"."""
        j = self.left(k)
        if (
            self.kind(j) == "rel"
            and j > 0
            and self.word(j) in {"who", "which", "that"}
            and self.kind(self.left(j)) in {"np", "comma"}
        ):
            return j
        return 0

    def _within_subject(self, j: int, k: int) -> bool:
        """A participle inside the subject is followed by its own complement and then by the verb at ``k``."""
        between = [self.kind(n) for n in range(j + 1, k)]
        verb = self.group(j)
        if verb.forms == {"gerund"}:
            return "conj" not in between and not any(self.counted(n) and self.loseable(n) for n in range(j + 1, k))
        return "prep" in between[:2] and not ("conj" in between and any(self.counted(n) for n in range(j + 1, k)))

    def subjects(self, k: int) -> list[int]:
        """Return the noun phrases of the list that is the subject of the verb at ``k``."""
        before = self.left(k)
        if self.kind(before) == "rel":
            return self.antecedent(before)
        raising = self.verb(before)
        if self.group(k).to and raising is not None and raising.lemma in self.lexicon.implicative:
            return self.subjects(before)  # "are believed to have been killed"
        start = self.clause_start(k)
        if start and self.verb(start - 1) is not None and self._goes_on(start - 1, k):
            return self.subjects(start - 1)  # "a lorry struck a mine and exploded"
        tops = self._top_level(start, k)
        if not tops:
            return []
        opener = self.verb(start - 1) if start else None
        if opener is not None and opener.lemma == "leave" and not opener.passive:
            return tops  # "left a civilian and two soldiers wounded"
        if opener is not None and not (self.speech(start - 1) and not opener.passive) and self._takes_first(start - 1):
            if len(tops) > 1 and not self.counted_or_loseable(tops[0]) and self.kind(tops[1] - 1) == "comma":
                return tops[1:]  # "after sustained attacks, 44 rebels and two aides surrendered"
            last = self._last_item(tops)
            if last != tops:
                return last
            if len(tops) > 1:
                return tops[-1:]
        return tops

    def _goes_on(self, first: int, k: int) -> bool:
        """Tell whether the intransitive verb at ``k`` shares the subject of the active one at ``first``."""
        verb, before = self.group(k), self.group(first)
        alone = any(frame.frame in {"intransitive", "either"} for frame, _ in verb.frames)
        finite = "past" in verb.forms and not (verb.be or verb.have or verb.to or verb.modal or before.to)
        joined = self.kind(self.left(k)) == "conj" and not self.speech(first)
        joined = joined and all(frame.tails for frame, _ in before.frames)
        near = not self._top_level(first + 1, self.left(k))  # "was hit by two bombs and sank"
        return alone and finite and joined and (near or self._takes_first(first)) and not self.object_starts(k)

    def _takes_first(self, k: int) -> bool:
        verb = self.group(k)
        return not verb.passive and verb.lemma != "be" and self.object_starts(k)

    def _last_item(self, tops: list[int]) -> list[int]:
        """Of "2 tanks and 3 APCs" after another verb's object, keep what follows the last connector."""
        for n in range(len(tops) - 1, 0, -1):
            if any(self.kind(m) == "conj" for m in range(tops[n - 1] + 1, tops[n])):
                return tops[n:]
        return tops

    def antecedent(self, rel: int) -> list[int]:
        """The phrase that "who", "which" or "that" stands for."""
        j = self.left(rel)
        if self.kind(j) == "comma":
            j = self.left(j)
        while self.kind(j) == "np":
            before = self.left(j)
            if self.kind(before) == "prep" and not self.counted(j) and not self.np(j).name:
                of = self.word(before) == "of"
                outer = self._people(before - 1) and (not self._people(j) or self.counted(before - 1))
                if not of or (self.word(rel) in {"who", "whom"} and outer):
                    j = self.left(before)  # "fighters of the PKK who were killed"
                    continue
            if (
                self.kind(before) == "conj"
                and not self.counted(j)
                and self.np(j).det == ""
                and self.np(j).head_number != "singular"
            ):
                first = self.left(before)  # "130 soldiers and police who gave themselves up"
                if self._people(first) and self.counted(first):
                    return [first, j]
            return [j]
        return []

    def _people(self, k: int) -> bool:
        phrase = self.phrase(k)
        return phrase is not None and phrase.category is not None and self.lexicon.is_person(phrase.category)

    def _top_level(self, start: int, k: int) -> list[int]:
        """The noun phrases of ``start:k`` that depend on nothing else there, as one list."""
        tops: list[int] = []
        j = start
        parts = False
        kinds = -9  # the last of "mostly women and children"
        while j < k:
            kind = self.kind(j)
            if self.is_part_word(j):
                parts = True
                j = self.is_part_word(j)
            elif kind == "prep":
                j = min(self.past_prep(j), k)
            elif kind == "open":
                j = self._past_bracket(j)
            elif kind == "dash" and (closed := self._parenthesis_end(j, k)):
                j = closed
            elif kind == "rel" and j > start:
                j = min(self.past_relative(j), k)
            elif kind == "verb":
                j = min(self._past_reduced(j), k)
            elif kind == "comma" and (end := self._past_speech(j, k)):
                j = end
            elif kind == "np":
                phrase = self.np(j)
                before = self.phrase(j - 1) if j > start else None
                if parts and not (tops and (self._sibling(tops[0], j) or self.np(tops[0]).det == "all")):
                    pass
                elif before is not None and before.of_them:  # "28 of them civilians"
                    tops = [n for n in tops if n != j - 1]
                elif tops and self._named_kind(j, kinds):
                    kinds = j
                elif not (tops and self._adjunct(j) and not phrase.counted):
                    j = self.inside(j)
                    tops.append(j)
                j += 1
            else:
                j += 1
        return self._apposition(tops, k)

    def _past_speech(self, k: int, limit: int) -> int:
        """Return the position of the comma that closes ", police said," opened at ``k``, 0 if there is none."""
        for j in range(k + 1, min(k + 7, limit)):
            if self.kind(j) == "comma":
                return 0
            if self.speech(j) and self._said_between(j, limit):
                return self.left(limit)
        return 0

    def _named_kind(self, j: int, last: int) -> bool:
        """ "43,000 people, mostly women and children": what follows "mostly" names kinds."""
        if self.np(j).counted:
            return False
        first = self.kind(j - 1) == "adv" and self.word(j - 1) in _MOSTLY
        return first or (last == j - 2 and self.kind(j - 1) in {"conj", "comma"})

    def _parenthesis_end(self, k: int, limit: int) -> int:
        """Return the position after the apposition that the dash at ``k`` opens, 0 if it opens none."""
        for j in range(k + 2, limit):
            if self.kind(j) == "dash":
                return j + 1 if self._parenthesis(j) == k else 0
        return 0

    def _sibling(self, parent: int, k: int) -> bool:
        """A phrase after "including" that cannot be a part of the parent goes on with the list."""
        whole, part = self.phrase(parent), self.phrase(k)
        if whole is None or part is None or whole.category is None or part.category is None:
            return False
        return not may_contain(self.lexicon, whole.category, part.category)

    def _apposition(self, tops: list[int], k: int) -> list[int]:
        """Drop what stands before the comma of an opening phrase ("On Monday, ...") and trailing appositions."""
        if len(tops) < 2:
            return tops
        of_them = self.phrase(tops[-1])
        if of_them is not None and of_them.of_them and self.kind(self.left(k)) == "comma":
            tops = tops[:-1]
        if self._same_person(tops, k):
            tops = tops[:-1]
        elif self._named_after(tops, k):
            tops = [*tops[:-2], tops[-1]]
        counted = [n for n in tops if self.counted_or_loseable(n)]
        if counted and not self.counted_or_loseable(tops[-1]) and self.kind(k - 1) == "comma":
            return counted[-1:]
        return tops

    def _closed(self, k: int) -> bool:
        """Tell whether a comma stands before ``k``, also that of an age: "One soldier, Staff Sgt. Cohen, 20, died"."""
        return self.kind(self.left(k)) == "comma" or (self.kind(k - 1) == "adv" and self.word(k - 1) == ",")

    def _named_after(self, tops: list[int], k: int) -> bool:
        """ "Its commander, Colonel Savin, was shot": the name stands for both."""
        if len(tops) < 2 or not self._closed(k) or tops[-2] != tops[-1] - 2:
            return False
        first = self.np(tops[-2])
        singular = first.det in {"the", "poss"} and first.head_number == "singular" and not first.counted
        return singular and self._people(tops[-2]) and self.np(tops[-1]).name

    def _same_person(self, tops: list[int], k: int) -> bool:
        """ "One blue helmet, a South African, was shot": an apposition between commas counts nobody anew."""
        if len(tops) < 2 or not self._closed(k) or self.kind(tops[-1] - 1) != "comma":
            return False
        first, second = self.np(tops[-2]), self.np(tops[-1])
        one = first.det == "a" or first.name or (first.number is not None and first.number.best == 1)
        return one and (second.det == "a" or second.name) and tops[-2] == tops[-1] - 2


def may_contain(lexicon: Lexicon, whole: str, part: str) -> bool:
    """Tell whether a count of ``whole`` may include one of ``part`` ("19 vehicles, including 11 Bradleys")."""
    if lexicon.is_a(part, whole):
        return True
    if lexicon.is_person(whole) and lexicon.is_person(part):
        return whole == "PERS" or part == "PERS" or lexicon.is_a(whole, part)
    if whole == "EQUIP":  # "14 aerial targets: three missiles and four drones"
        return not lexicon.is_person(part) and not lexicon.is_a(part, "INFRA")
    if whole == "AFV_OTHER":
        return lexicon.is_a(part, "ACV_NT")
    if whole == "VEH":
        return lexicon.is_a(part, "ACV") or part in {"ENG", "ARTY_SP"}
    if whole == "SAM":
        return part == "AD"
    return False
