"""Verb groups: a verb with its auxiliaries, told from nouns and participles that look the same."""

from __future__ import annotations

from typing import Any

from pipelines.extract.entries import Frame
from pipelines.extract.grammar.phrases import VerbGroup
from pipelines.extract.grammar.tokenview import ENDS, MARKS, QUOTES, TokenView

_NOT = frozenset({"not", "never", "n't"})
_AUXILIARIES = frozenset({"be", "have", "get", "do", "modal"})


class VerbGroups(TokenView):
    """Reads the verb group that begins at a token."""

    def _may_begin_verb(self, i: int) -> bool:
        """Most tokens begin no verb group, by what they are alone."""
        word, note = self._word(i), self._noted.get(i)
        if word.endswith(("ed", "'ll", "'d")):
            return True
        return note is not None and (
            "verb" in note or "other_verb" in note or self._function(i) in _AUXILIARIES or word in {"to", "never"}
        )

    def _verb_group(self, i: int) -> tuple[int, VerbGroup] | None:
        if not self._may_begin_verb(i):
            return None
        group = VerbGroup("")
        j = i
        while True:
            function = self._function(j)
            word = self._word(j)
            if function == "be":
                group.be = True
                group.negated |= word.endswith("n't")
            elif function == "have":
                group.have = True
                group.negated |= word.endswith("n't")
            elif function == "get":
                group.get = True
            elif function == "do":
                group.do = True
                group.negated |= word.endswith("n't")
            elif (function == "modal" and not self._month(j)) or word in {"'ll", "'d"}:
                group.modal = word
            elif word == "to" and self._infinitive(j + 1):
                group.to = True
            elif (j > i or (word == "never" and self._verb_at(j + 1))) and function == "neg" and word in _NOT:
                group.negated = True
            elif (
                (j > i and (function == "adv" or word.endswith("ly")) and word not in {"only"})
                or (
                    word == "since" and group.have and bool(self._loss_forms(j + 1))  # "have since died"
                )
                or (i < j < len(self.tokens) and self.tokens[j].text in QUOTES and self._loss_forms(j + 1))
            ):
                pass
            elif (group.be or group.have) and (after := self._past_time(j)):
                j = after  # "were on Monday killed"
                continue
            else:
                break
            j += 1
        started = j > i
        verb = self._main_verb(j, group, started)
        if verb is not None:
            return verb
        if not started:
            return None
        # Auxiliaries with nothing after them: a copula, "have" as a main verb, or "to" that was no infinitive.
        if group.to and not (group.be or group.have):
            return None
        while j > i and (self._function(j - 1) == "adv" or self.numbers.read(j - 1) is not None):
            j -= 1  # "were | nearly 200 men"
        group.lemma = "be" if group.be else "have" if group.have else "get" if group.get else "do" if group.do else ""
        if not group.lemma:
            group.lemma = "modal"
        return j, group

    def _past_time(self, j: int) -> int:
        """Return the participle behind words of time that stand inside the group at ``j``, 0 if there are none."""
        k = j + 1 if self._word(j) in {"on", "last", "late", "early"} else j
        k = k + 1 if self._word(k) == "on" else k
        end = k
        while self._function(end) == "time" and end < k + 3:
            end += 1
        lost = any("participle" in form.forms for _, form in self._loss_forms(end)) if end > k else False
        return end if lost else 0

    def _infinitive(self, i: int) -> bool:
        while self._function(i) == "adv":
            i += 1
        if self._function(i) in {"be", "have", "get", "do"}:
            return True
        for _, form in self._loss_forms(i):
            if "base" in form.forms:
                return True
        other = self._get(i, "other_verb")
        return (
            other is not None and other[1].form == "base" and not (self._get(i, "head") or self._get(i, "not_loss"))
        ) or (other is not None and other[1].form == "base" and not self._ends_phrase(i + 1))

    def _ends_phrase(self, i: int) -> bool:
        return self._word(i) in MARKS or self._function(i) in {"be", "have", "modal"} or i >= len(self.tokens)

    def _main_verb(self, j: int, group: VerbGroup, started: bool) -> tuple[int, VerbGroup] | None:
        if j >= len(self.tokens):
            return None
        gerund = not started and self._word(j).endswith("ing") and self._function(j - 1) in {"det", "poss"}
        if gerund and (self._function(j + 1) in ENDS or self._word(j + 1) in MARKS):
            return None  # "involved in the hijacking"
        if not started and not self.chunks and self._word(j).endswith("ing") and self._kills(j + 1):
            return None  # "Shelling kills 12 in the north"
        forms = [(end, form) for end, form in self._loss_forms(j) if self._tail_ahead(end, form.frame)]
        other = self._get(j, "other_verb")
        state = self._get(j, "adjective")
        if state is not None and not forms and state[1].use != "attributive":
            return None  # "are missing"
        if not forms and other is None:
            word = self._word(j)
            regular = word.endswith("ed") and len(word) > 4 and not self._capital(j)
            if (
                regular
                and self._get(j, "head") is None
                and self._get(j, "adjective") is None
                and (started or self._after_noun())
            ):
                group.lemma, group.forms = word, frozenset({"past", "participle"})
                return j + 1, group
            return None
        longest = max((end for end, _ in forms), default=j)
        noun = self._get(j, "head")
        if not started and noun is not None and noun[0] > max(longest, j + 1):
            return None  # "fighting positions"
        if forms and other is not None and other[0] > longest:
            forms = []
        if forms:
            usable = [(end, form) for end, form in forms if self._fits(form, group, started, end)]
            if any(form.forms != {"base"} for _, form in usable) and not started:
                usable = [(end, form) for end, form in usable if form.forms != {"base"}]  # "fell": of "fall"
            if usable and self._is_verb_here(j, longest, started, bool(other and other[1].ambiguous)):
                longest = max(end for end, _ in usable)
                best = [form for end, form in usable if end == longest or form.frame.tails]
                if self._nounlike(j, longest, started, best):
                    if other is None or other[1].form in {"base", "third"}:
                        return None
                    best = []  # "losses fell to 31": past of "fall", no form of "fell"
            else:
                best = []
            if best:
                group.frames = [(form.frame, form.forms) for form in best]
                group.forms = frozenset().union(*(form.forms for form in best))
                group.lemma = best[0].frame.verb
                return longest, group
        if other is not None:
            entry = other[1]
            ambiguous: bool = entry.ambiguous
            if not started and (self._get(j, "number") or self._get(j, "model") or self._function(j) == "prep"):
                return None
            if started and not group.be and not group.have and not group.get and entry.form == "gerund":
                pass
            if ambiguous and not started and not self._finite_context(other[0]):
                return None
            if started and ambiguous and (group.be or group.get) and not group.to:
                return None
            if not started and not ambiguous and self._attributive(j, other[0]):
                return None
            group.lemma = entry.lemma
            # a past like "spoke" is no participle; where both are one word, the participle's entry is found
            group.forms = frozenset({"past", "participle"} if entry.form == "participle" else {entry.form})
            return other[0], group
        return None

    def _kills(self, j: int) -> bool:
        """Tell whether a verb of loss in the present and its object stand at ``j``."""
        return any("third" in form.forms and self._object_follows(end) for end, form in self._loss_forms(j))

    def _fits(self, form: Any, group: VerbGroup, started: bool, end: int) -> bool:
        forms: frozenset[str] = form.forms
        if group.be or group.get:
            return bool(forms & {"participle", "gerund"}) or group.to or bool(group.modal)
        if group.have:
            return "participle" in forms
        if group.to or group.modal or group.do:
            return "base" in forms
        if forms == {"base"}:
            listed = bool(self.chunks) and self._object_follows(end) and self._goes_on()
            return started or self._after_noun() or not self.chunks or listed  # "kill 40 rebels, seize 3 tanks"
        return True

    def _goes_on(self) -> bool:
        """Tell whether a bare infinitive may follow here: after a comma, or "and" behind one with "to" or a modal."""
        if self.chunks[-1].kind == "comma":
            return True
        last = next((c.verb for c in reversed(self.chunks) if c.verb is not None), None)
        return self.chunks[-1].kind == "conj" and last is not None and (last.to or bool(last.modal))

    def _nounlike(self, j: int, end: int, started: bool, forms: list[Any]) -> bool:
        """Tell nouns from verbs: "wounds", "loots", "down", "stop" count as verbs only before an object."""
        only = frozenset().union(*(form.forms for form in forms))
        if started or end > j + 1 or not only <= {"base", "third"}:
            return False
        if "third" in only and self._after_noun() and all(self._dies(form.frame) for form in forms):
            return False  # "man, 61, dies"
        several = self.chunks[-1].phrase if self.chunks else None
        if several is not None and several.number is not None and several.number.best != 1 and several.loseable:
            closed = end >= len(self.tokens) or self._word(end) in MARKS or self._function(end) in {"prep", "time"}
            if closed and any(form.frame.frame == "intransitive" for form in forms):
                return False  # "40 rebels surrender in Borno"
        joined = bool(self.chunks) and self.chunks[-1].kind in {"comma", "conj"} and len(self.chunks) > 2
        figure = self._word(end) in {"to", "at"} and self.numbers.read(end + 1) is not None
        return not ((self._after_noun() or joined) and ((figure and "third" in only) or self._object_follows(end)))

    @staticmethod
    def _dies(frame: Frame) -> bool:
        return frame.frame == "intransitive" and frame.only == frozenset({"PERS"}) and not frame.tails

    def _after_noun(self) -> bool:
        for chunk in reversed(self.chunks):
            if chunk.kind in {"adv", "quote", "close"}:
                continue
            if chunk.word in {"a", "an", "the"} and chunk.phrase is None:
                return False  # "a 'Level 4' warning"
            return chunk.kind in {"np", "pron", "rel", "time"} or (chunk.kind == "word" and chunk.word.isalpha())
        return False

    def _after_those(self) -> bool:
        """ "Those killed number 70": a pronoun and a participle are a noun."""
        last = self.chunks[-2:]
        return len(last) == 2 and last[0].word == "those" and last[1].verb is not None

    def _finite_context(self, end: int) -> bool:
        """An ambiguous form ("strikes", "report") is a verb after a noun and before an object or "that"."""
        figure = self._word(end) in {"to", "at"} and self.numbers.read(end + 1) is not None
        state = self._get(end, "adjective")
        if state is not None and state[1].use != "attributive":
            return True  # "60 people, 20 of them children, lie dead"
        return (self._after_noun() or self._after_those()) and (
            figure
            or self._function(end) in {"det", "poss", "pron", "rel"}
            or self.numbers.read(end) is not None
            or self._get(end, "bound") is not None
        )

    def _is_verb_here(self, j: int, end: int, started: bool, ambiguous: bool) -> bool:
        if started:
            return True
        if ambiguous and not self._after_noun():
            return self._object_follows(end)
        return not self._attributive(j, end)

    def _attributive(self, j: int, end: int) -> bool:
        """Tell "destroyed tanks littered ..." from "destroyed tanks": a participle before its own noun."""
        if self.chunks and self.chunks[-1].kind not in {"prep", "verb", "stop", "bullet", "colon"}:
            return False
        if self.chunks and self.chunks[-1].kind == "verb" and self.chunks[-1].verb is not None:
            verb = self.chunks[-1].verb
            if verb.be or verb.have or (verb.to and "base" not in verb.forms):
                return False  # but "to use captured tanks"
        adjective = self._get(j, "adjective")
        if adjective is None and not self._word(j).endswith("ed"):
            return False
        if not self.chunks:
            return self._head_ahead(end) and self._capital(j) and not self._object_follows_list(end)
        return self._head_ahead(end)

    def _object_follows_list(self, end: int) -> bool:
        return self._function(end) in {"det", "poss"} or self.numbers.read(end) is not None
