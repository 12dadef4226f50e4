"""Whether a predicate says that it happened: negation, modals, plans and conditions around it."""

from __future__ import annotations

from pipelines.extract.grammar.clauses import Clauses


class Factuality:
    """Asks the clauses of one sentence for what keeps a predicate from being a fact. Positions are chunk indexes."""

    def __init__(self, clauses: Clauses) -> None:
        self.at = clauses

    def blocked(self, k: int, *, noun: bool = False) -> str:
        """Return why the predicate at ``k`` states no loss ("negation", "hypothetical", ...), "" if it does."""
        verb = self.at.verb(k)
        if verb is not None:
            if verb.negated:
                return "negation"
            if verb.be and self.at.word(k) == "be" and not (verb.to or verb.modal):
                return "hypothetical"  # "fighting could resume and many more lives be lost"
            if verb.modal:
                found = self._blocker_at(self._modal_token(k))
                return found or "hypothetical"
            if verb.to and not verb.have:
                governor = self.at.left(k)
                lemma = self.at.verb(governor).lemma if self.at.verb(governor) is not None else ""  # type: ignore[union-attr]
                if self.at.kind(governor) == "np":
                    further = self.at.verb(self.at.left(governor))
                    lemma = further.lemma if further is not None else lemma
                if lemma not in self.at.lexicon.implicative:
                    return "hypothetical"
                inner = self.blocked(governor) if self.at.verb(governor) is not None else ""
                if inner:
                    return inner
            if verb.to and verb.have:
                governor = self.at.left(k)
                if self.at.verb(governor) is not None and self.at.verb(governor).modal:  # type: ignore[union-attr]
                    return "hypothetical"
        if verb is not None and verb.forms == {"gerund"} and self.at.left(k) < 0 and self._modal_after(k):
            return "hypothetical"
        governor_lemma = holder.lemma if noun and (holder := self.at.verb(self.at.left(k))) is not None else ""
        if self.at.lexicon.blocking_verbs.get(governor_lemma) == "planned":
            return "planned"  # "envisaged the destruction of twelve runways"
        start = self.at.clause_start(k) if not noun else self._noun_clause_start(k)
        reason = self._blocker_in(start, k, inside=noun)
        if reason:
            return reason
        opener = self.at.word(start - 1)
        if self.at.kind(start - 1) == "sub" and opener in {"if", "unless", "whether"}:
            return "hypothetical"
        if opener == "how" and self.at.word(start) in {"many", "much"}:
            return "other"  # "did not say how many soldiers were killed"
        if opener == "before" and self._only_thought_of(start - 1):
            return "hypothetical"  # "could fire 9,000 shells before a single gun was silenced"
        before = start - 2 if opener == "that" else start - 1
        holder = self.at.verb(before) if before >= 0 else None
        if holder is not None and self.at.group(before).negated and holder.lemma in self.at.lexicon.holding:
            return "negation"
        if start and self.at.verb(start - 1) is not None:
            governor_verb = self.at.group(start - 1)
            shares = (
                verb is not None and not (verb.be or verb.have) and self.at.kind(self.at.left(k)) in {"conj", "comma"}
            )
            forms = verb.forms if verb is not None else frozenset()
            gerund = forms == {"gerund"}
            might_have = governor_verb.have and shares and "participle" in forms  # "might have hit it and killed 20"
            if governor_verb.modal and (gerund or might_have or (shares and "base" in forms)):
                return "hypothetical"
            if gerund and shares and self.at.lexicon.blocking_verbs.get(governor_verb.lemma) == "planned":
                return "hypothetical"  # "was planning attacks and taking hostages"
            if gerund and shares and governor_verb.forms == {"gerund"}:
                return self.blocked(start - 1)
            if not governor_verb.frames and governor_verb.negated and (noun or shares):
                return "negation"
        return ""

    def _only_thought_of(self, k: int) -> bool:
        """Tell whether the main verb before ``k`` stands under a modal."""
        for j in range(k - 1, -1, -1):
            verb = self.at.verb(j)
            if verb is not None and (verb.modal or "base" not in verb.forms):
                return bool(verb.modal)
        return False

    def _modal_after(self, k: int) -> bool:
        """ "Losing two battalions would not stop them": what a gerund says is only thought of."""
        for j in range(k + 1, len(self.at.chunks)):
            if self.at.kind(j) in {"semi", "stop", "sub", "comma"}:
                return False
            verb = self.at.verb(j)
            if verb is not None and not self.at.reduced(j):
                return bool(verb.modal)
        return False

    def _noun_clause_start(self, k: int) -> int:
        j = k - 1
        while j >= 0 and self.at.kind(j) not in {"semi", "stop", "sub", "comma", "colon", "dash"}:
            j -= 1
        return j + 1

    def _modal_token(self, k: int) -> int:
        chunk = self.at.chunks[k]
        for n in range(chunk.i, chunk.end):
            if (note := self.at.notes[n]) is not None and note.get("function", (0, ""))[1] == "modal":
                return n
        return chunk.i

    def _blocker_at(self, token: int) -> str:
        note = self.at.notes[token] if 0 <= token < len(self.at.notes) else None
        return note["blocker"][1].reason if note is not None and "blocker" in note else ""

    def _blocker_in(self, start: int, k: int, *, inside: bool = False) -> str:
        """Look for words like "plans to", "no" or "if" from the start of the clause to ``k``, or also inside it."""
        if start >= len(self.at.chunks) or start > k:
            return ""
        first, last = self.at.chunks[start].i, self.at.chunks[k].end if inside else self.at.chunks[k].i
        skip = -1
        for j in range(start, k):  # relative clauses inside the subject have their own verbs
            if self.at.kind(j) == "rel" and j > start:
                end = min(self.at.past_relative(j), k)
                skip = max(skip, self.at.chunks[end].i if end < len(self.at.chunks) else last)
                first = max(first, skip) if self.at.chunks[j].i > first else first
        for n in range(first, last):
            note = self.at.notes[n]
            if self.at.tokens[n].text == "May":
                continue  # the month; the verb stands in its own group
            bound = note["bound"][0] > n + 1 if note is not None and "bound" in note else False
            if bound:
                continue  # "no fewer than 30"
            if note is not None and "blocker" in note and note["blocker"][1].reason != "rate":
                reason: str = note["blocker"][1].reason
                return reason
        return ""
