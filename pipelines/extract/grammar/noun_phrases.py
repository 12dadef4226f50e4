"""Noun phrases: ``[bound] NUMBER [of the] [side, origin, modifiers] HEAD``.

The head is a noun that can be lost, a type of equipment, a noun that says how it was lost or, after a number alone,
nothing ("over 255"). A word that is a verb here ends the phrase.
"""

from __future__ import annotations

from typing import Any

from pipelines.extract.entries import Head, Model, NotLoss, OutcomeNoun
from pipelines.extract.grammar.numbers import Number
from pipelines.extract.grammar.phrases import Phrase
from pipelines.extract.grammar.tokenview import ENDS, MARKS, MAX_MODIFIERS, MONTHS, QUOTES, TokenView

_THEM = frozenset({"them", "these", "those", "which", "whom", "us", "latter", "whose"})
_MORE = frozenset({"more", "other", "others", "further", "additional", "extra", "separate", "different"})
_NAME_LINKS = frozenset({"al", "el", "bin", "ibn", "abu", "de", "la", "van", "von", "ul", "ur", "ben"})
_BEFORE_NUMBER = frozenset({"last", "first", "final", "remaining", "only", "other"})  # "its last eight tanks"
_AFTER_NOUN = frozenset(
    {"alone", "there", "here", "alive", "outright", "nearby", "yesterday", "each", "apiece", "total"}
)
# A word that is in no list may still show by its ending that it is no noun.
_PARTICIPLE_ENDS = ("ed", "ing")
#: Heads that say little by themselves: the model's own class is meant.
_GENERIC = frozenset(
    {
        "launcher",
        "system",
        "complex",
        "launch vehicle",
        "vehicle",
        "combat vehicle",
        "machine",
        "battery",
        "missile launcher",
        "fighter",
        "carrier",
    }
)
_NUMBERED = frozenset({"no", "number", "page", "article", "chapter", "section", "resolution", "#"})
_PLACES = frozenset(
    {
        "hill",
        "height",
        "position",
        "point",
        "sector",
        "checkpoint",
        "outpost",
        "zone",
        "gate",
        "ward",
        "route",
        "highway",
    }
)
_STATES = frozenset({"prisoner", "captive", "hostage"})
_SMALL = 10  # up to here "out of" gives a share, above it a number


class NounPhrases(TokenView):
    """Reads the noun phrase that begins at a token."""

    def _noun_phrase(self, i: int) -> Phrase | None:
        number = self.numbers.read(i)
        det, j = "", i
        if number is not None:
            j = number.end
        elif self._word(i) == "those" and self._loss_forms(i + 1) and not self._head_ahead(i + 1):
            return None  # "those surrendering number 40"
        elif self._function(i) in {"det", "poss"}:
            word = self._word(i)
            one = {"an": "a", "a": "a", "another": "a", "the": "the"}
            det = one.get(word, "poss" if self._function(i) == "poss" else word)
            j = i + 1
            other = word == "another" and self._word(i - 1) != "or"  # not "of one sort or another"
            alone = other or (det == "a" and self._word(j) in {"second", "third", "fourth", "fifth"})
            end = j if word == "another" else j + 1
            attribute = word == "another" and self._word(end).endswith("ing")  # "another humiliating blow"
            if alone and not attribute and not self._noun_may_follow_count(end):
                phrase = self._phrase_of(i, end, Number(i, end, i, 1, 1, 1, "exact"))
                return phrase  # "another was seized", "disabled a third"
            if self._word(j) == "own":
                j += 1
            number = self.numbers.read(j + 1 if self._word(j) in _BEFORE_NUMBER else j)
            if number is not None:
                j = number.end
        elif self._word(i) == "some" and self._head_ahead(i + 1):
            number, j = Number(i, i + 1, i, None, None, None, "vague"), i + 1
        elif self._word(i) == "no":
            det, j = "no", i + 1
        elif self._function(i) in ENDS or self._function(i) == "adv":
            return None
        if number is not None and self._no_count(i, number):
            return None
        phrase = Phrase(i, j, self.tokens[i].start, self.tokens[max(j, i + 1) - 1].end, number, det)
        found = None
        if number is not None:
            found = self._partitive(phrase, j)
            if found is None and self._word(j) in _MORE and self._get(j, "head") is None:
                phrase.more = True
                j += 1
                if self._word(j) == "of":
                    found = self._partitive(phrase, j)
        found = found or self._with_head(phrase, j)
        if found is not None and self._word(i - 1) == "but" and self._word(i - 2) == "all":
            found.reason, found.category = "complement", None  # "all but three drones": not the number lost
        return found

    def _no_count(self, i: int, number: Number) -> bool:
        """Dates, years, times and ordinals look like figures but count nothing."""
        figure = self.tokens[number.figure]
        following = self._word(number.end)
        if self._function(number.end) == "time" and following not in {"last", "past", "march", "may"}:
            return True  # 6 August
        if (
            following == "and"
            and self._word(number.end + 1) in {"a", "half"}
            and "half" in {self._word(number.end + 1), self._word(number.end + 2)}
        ):
            return True  # two and a half times as many
        before = self._word(number.figure - 1)
        if "in" in (following, before) and number.qualifier == "exact" and (number.best or 0) <= 20:
            other = self.numbers.read(number.end + 1) if following == "in" else self.numbers.read(number.figure - 2)
            near = other is not None and other.best in {2, 3, 4, 5, 6, 8, 10, 20, 100, 1000}
            small = number.best in {2, 3, 4, 5, 6, 8, 10, 20, 100, 1000} and other is not None
            if (near if following == "in" else small) and other is not None and other.end - other.i == 1:
                return True  # "nine in ten of them"
        if number.vague and self._word(number.i) == "many" and before in {"how", "as", "so", "too", "that"}:
            after = self._word(number.i - 2)
            return before != "that" or after in {"not", "all"}  # "not that many", but "said that many men fell"
        unit = self._get(number.figure - 1, "not_loss")
        if unit is not None and unit[1].reason == "unit" and self._capital(number.figure - 1):
            return True  # Battalion 268
        apart = before == following == "," and number.qualifier == "exact" and self._capital(number.figure - 2)
        apart |= before == "," and following in {"", "."} and number.qualifier == "exact" and self._after_person()
        if apart and 0 < (number.best or 0) < 110 and figure.text.isdigit():
            return True  # an age: "Hamza Rehan, 27, ..."
        if following in {"-", "–"} and number.qualifier == "exact" and self._score(number.end):
            return True
        month = self.tokens[number.figure - 1].text == "May" or (following == "may" and self._capital(number.end))
        if month and "prep" in {self._function(number.figure - 2), self._function(number.i - 1)}:
            return True  # on May 13, since 10 May
        if self._function(number.figure - 1) == "time" and before not in {"last", "past"}:
            return not (self._head_ahead(number.end) and following != "," and before not in MONTHS)
        if before == "." and self._word(number.figure - 2) in MONTHS:
            return True
        span = before in {"–", "-"} and self.tokens[number.figure - 2].text.isdigit()
        if span and self.tokens[number.figure - 1].start == self.tokens[number.figure - 2].end:
            return True  # the end of a span of years or of a score: 2022–26
        counts = bool(self.chunks) and self.chunks[-1].kind == "verb"  # "British dead number 255"
        if before in _PLACES and self._capital(number.figure - 1) and number.qualifier == "exact":
            return True  # Hill 203
        if before in _NUMBERED and number.qualifier == "exact" and not counts:
            return True
        year = figure.text.isdigit() and len(figure.text) == 4 and 1900 <= int(figure.text) <= 2100
        return year and number.qualifier == "exact" and not self._head_ahead(number.end)

    def _after_person(self) -> bool:
        """Tell whether the chunk before the comma just read may be a person's name: "her cousin Rami, 9."."""
        last = self.chunks[-2] if len(self.chunks) > 1 else None
        if last is None or last.kind not in {"np", "word"} or not self._capital(last.end - 1):
            return False
        if self._get(last.end - 1, "head") is not None or self._get(last.end - 1, "model") is not None:
            return False
        phrase = last.phrase
        person = phrase is None or phrase.category is None or self.lexicon.is_person(phrase.category)
        return person and (phrase is None or phrase.number is None)

    def _score(self, k: int) -> bool:
        """Tell whether the dash at ``k`` stands inside a score, "4-0": a range would rise."""
        if k + 1 >= len(self.tokens) or not self.tokens[k + 1].text.isdigit():
            return False
        return self.tokens[k - 1].end == self.tokens[k].start and self.tokens[k].end == self.tokens[k + 1].start

    def _partitive(self, phrase: Phrase, j: int) -> Phrase | None:
        """Read "three of them", "six of the 11 drones", "dozens of its soldiers"."""
        opened = self._word(j) == "of"
        if self._word(j) == "out" and self._word(j + 1) == "of":
            total = self.numbers.read(j + 2)
            if self._word(j + 2) != "the" and (total is None or (total.best or 0) <= _SMALL):
                return None  # "one out of five": a share
            opened, j = True, j + 1
        if not opened:
            taken_of = phrase.number is not None and phrase.number.vague and self._word(j - 1) == "of"
            if not taken_of or self._function(j) not in {"det", "poss", "pron", "rel"}:
                return None
            opened = True
        k = j + 1 if self._word(j) == "of" else j
        word = self._word(k)
        if word == "the" and self._word(k + 1) == "latter":
            word, k = "latter", k + 1
        if word in _THEM:
            if word in {"these", "those"} and (self._head_ahead(k + 1) or self.numbers.read(k + 1) is not None):
                word = ""
            else:
                phrase.of_them = word
                phrase.end = k + 1
                return phrase
        if word == "the" and self._word(k + 1) in {"enemy", "foe", "opposition"} and self._head_ahead(k + 2) is False:
            phrase.category, phrase.head, phrase.head_number = "PERS_MIL", "enemy", "plural"
            state = self._get(k + 2, "outcome_noun")
            end = k + 2 if state is None else k + 3
            phrase.outcome_noun = state[1] if state is not None else None  # "left 100 of the enemy dead"
            phrase.end, phrase.end_char = end, self.tokens[end - 1].end  # "several dozen of the enemy"
            return phrase
        if (
            self._function(k) == "poss"
            and self._word(k + 1) in {"number", "ranks", "own"}
            and phrase.number is not None
        ):
            own = self._word(k + 1) == "own" and self._head_ahead(k + 2)
            if not own:
                phrase.category, phrase.head, phrase.head_number = "PERS", "man", "plural"
                phrase.end = k + 2  # "two of their number"
                phrase.end_char = self.tokens[phrase.number.end - 1].end
                return phrase
        inner = self._noun_phrase(k)
        if inner is not None and inner.reason == "unit" and inner.number is None and inner.det in {"the", "poss"}:
            phrase.category, phrase.head, phrase.head_number = "PERS_MIL", "man", "plural"
            end = phrase.number.end if phrase.number is not None else j
            phrase.end, phrase.end_char = inner.end, self.tokens[end - 1].end  # "19 of her company"
            return phrase
        if inner is None or (inner.category is None and inner.outcome_noun is None and not inner.reason):
            return None
        if inner.det == "" and inner.number is None and inner.reason:
            return None
        for name in ("category", "head_number", "head", "reason", "model", "model_id", "owner", "outcome_noun"):
            setattr(phrase, name, getattr(inner, name))
        phrase.adjective = inner.adjective
        phrase.total = inner.number
        phrase.modifiers = (inner.start_char, inner.end_char)
        phrase.end, phrase.end_char = inner.end, inner.end_char
        return phrase

    def _with_head(self, phrase: Phrase, j: int) -> Phrase | None:
        """Walk over modifiers to the last head; the words after it decide whether it was one."""
        i, k = phrase.i, j
        best: tuple[int, int, Any] | None = None  # (from, to, entry) of the last head
        names, owner_end = 0, 0
        anchored = phrase.number is not None or phrase.det != ""
        while k < len(self.tokens) and k - (best[1] if best else j) < MAX_MODIFIERS:
            word, function = self._word(k), self._function(k)
            if k > i and (word == "'s" or (word == "'" and self._plural_owner(k, anchored=anchored))):
                phrase.owner = (self.tokens[i].start, self.tokens[k - 1].end)
                best, owner_end = None, k
                number = self.numbers.read(k + 1)
                if number is not None:
                    phrase.number = number
                k = j = number.end if number is not None else k + 1
                if self._word(k) == "own":
                    k = j = k + 1
                anchored = True
                phrase.det = "a" if word != "'s" and phrase.det == "a" else "poss"  # "a terrorists' camp"
                continue
            if word == "/" and self._capital(k - 1) and self._capital(k + 1):
                k += 1
                continue
            named = best is None or isinstance(best[2], NotLoss)
            if word == "(" and named and anchored and self._acronym(k):
                k += 3  # "four New People's Army (NPA) fighters"
                continue
            rank = self._get(k - 1, "title") if word == "." else None
            if rank is not None and rank[0] == k + 1 and rank[1].kind == "rank" and self._capital(k + 1):
                k += 1  # "Brig. Ahmed Gouja"
                continue
            if word in {"and", "or"} and self._two_peoples(phrase, k, best):
                best, k = None, k + 2  # "more than 100 Armenian and Azerbaijani soldiers"
                continue
            if word == "." and len(self._word(k - 1)) == 1 and self._capital(k - 1) and self._capital(k + 1):
                k += 1  # "Wing Commander A. Varthaman"
                continue
            if word in MARKS or function in ENDS or (word == "half" and k > j and self.numbers.read(k) is not None):
                break  # "during the night | half a dozen men"
            if word in QUOTES:
                if best is None and anchored and self._head_ahead(k + 1) and k > j - 1:
                    k += 1
                    continue
                if best is None and anchored and k > j and self._head_ahead(k + 1):
                    k += 1
                    continue
                if best is None and phrase.number is not None and k == j and self._get(k + 1, "outcome_noun"):
                    k += 1  # "upwards of thirty" deaths
                    continue
                break
            head, other, model = self._get(k, "head"), self._get(k, "not_loss"), self._get(k, "model")
            if (best is not None or k > j) and (head or other) and self._longer_verb(k, (head or other or (k,))[0]):
                break  # "drones set ablaze two tanks"
            service = other is not None and other[1].reason == "unit" and self._capital(k) and best is None
            if service and (rank := self._get(other[0], "title")) is not None and rank[1].kind == "rank":  # type: ignore[index]
                names, k = names + 1, other[0]  # type: ignore[index]  # "Army Spc. Daniel Hurst"
                continue
            if other is not None and (head is None or other[0] >= head[0]) and (model is None or other[0] > model[0]):
                if (anchored or best or k > j) and phrase.number is None and self._is_finite(k, other[0], k > j):
                    break  # "the squadron claims 14 MiGs"
                best = (k, other[0], other[1])
                k = other[0]
                continue
            if model is not None and (head is None or model[0] >= head[0]):
                if phrase.model is None:
                    self._set_model(phrase, k, model)
                best = (k, model[0], model[1])
                k = model[0]
                continue
            if head is not None and best is not None and head[1].noun in _STATES and head[1].number == "singular":
                break  # "took 12 guests hostage"
            if head is not None and self._national(k, head) and self._noun_ahead(head[0]):
                k = head[0]
                continue
            if head is not None and best is not None and self._ship_name(best[1], k, best[2]):
                k += 1
                continue
            if head is not None:
                if self._is_finite(k, head[0], best is not None):
                    break
                best = (k, head[0], head[1])
                k = head[0]
                continue
            state = self._get(k, "outcome_noun")
            if state is not None and not self._head_ahead(state[0]) and (anchored or state[1].kind == "count"):
                if best is not None and not (anchored or best is None):
                    break
                participle = any(self._tail_ahead(end, form.frame) for end, form in self._loss_forms(k))
                if participle and not (phrase.det == "the" and k == j):
                    break
                if best is None:
                    best = (k, state[0], state[1])
                else:
                    phrase.outcome_noun = state[1]
                    best = (best[0], state[0], best[2])
                k = state[0]
                continue
            adjective = self._get(k, "adjective")
            if adjective is not None and best is not None and adjective[1].use == "predicative":
                break  # "rendered the runway unusable"
            if (
                adjective is not None
                and best is None
                and self._head_ahead(adjective[0])
                and (self._get(k, "verb") is None or anchored or k == i)
            ):
                entry = adjective[1]
                if entry.use != "predicative":
                    phrase.adjective = entry
                    k = adjective[0]
                    continue
            if self._breaks(k, best is not None, anchored, k == j):
                break
            number = self.numbers.read(k)
            if number is not None:
                before = self.chunks[-1].verb if self.chunks else None
                costs = before is not None and any(frame.frame == "cost" for frame, _ in before.frames)
                if (
                    not costs
                    and anchored
                    and best is None
                    and self._capital(k - 1)
                    and self.tokens[k].text[0].isdigit()
                    and not self._word(k - 1).endswith(("ies", "ans"))  # "the Allies 30 ships"
                ):
                    k = number.end  # a designator: "Hermes 900 drone"
                    continue
                break
            if self._name_part(k):
                names += 1
            k += 1
        if owner_end and best is None and k == j:  # nothing after "'s" belongs to a noun phrase
            phrase.owner, phrase.number, phrase.reason = None, None, "no_head"
            phrase.end, phrase.end_char = owner_end, self.tokens[owner_end - 1].end
            return phrase
        return self._close(phrase, j, k, best, names)

    def _two_peoples(self, phrase: Phrase, k: int, best: tuple[int, int, Any] | None) -> bool:
        """Tell whether the "and" at ``k`` joins two adjectives of nationality under one number and one noun."""
        several = phrase.number is not None and (phrase.number.best or 2) > 1
        people = best is None or (isinstance(best[2], Head) and best[2].category == "PERS" and best[1] == k)
        names = self._capital(k - 1) and self._capital(k + 1) and self.numbers.read(k + 1) is None
        return several and people and names and k - 1 > phrase.i and self._head_ahead(k + 2)

    def _plural_owner(self, k: int, *, anchored: bool) -> bool:
        """ "A terrorists' camp": an apostrophe after a plural and before a noun."""
        mark = self.tokens[k].text in {"'", "’"} and self.tokens[k].start == self.tokens[k - 1].end
        apart = k + 1 < len(self.tokens) and self.tokens[k + 1].start > self.tokens[k].end
        return mark and apart and anchored and self._word(k - 1).endswith("s") and self._head_ahead(k + 1)

    def _ship_name(self, start: int, k: int, entry: Any) -> bool:
        """ "The bulk carrier Transworld Navigator": capitals after a kind of ship are its name."""
        ship = isinstance(entry, Head) and self.lexicon.is_a(entry.category, "NAVAL") and not self._capital(start - 1)
        return ship and all(self._capital(n) for n in range(start, k + 1))

    def _name_part(self, n: int) -> bool:
        """A capital, a particle ("bin") or both in one word ("al-Rahawi")."""
        first, _, rest = self.tokens[n].text.partition("-")
        return first == "." or self._capital(n) or (first.lower() in _NAME_LINKS and (not rest or rest[0].isupper()))

    def _acronym(self, k: int) -> bool:
        short = k + 2 < len(self.tokens) and self.tokens[k + 1].text.isupper() and self._word(k + 2) == ")"
        return short and self._head_ahead(k + 3)

    def _national(self, k: int, head: tuple[int, Any]) -> bool:
        """ "Ukrainian" alone is a person, before a noun it is an adjective."""
        entry = head[1]
        return self._capital(k) and entry.category == "PERS" and entry.number != "plural"

    def _noun_ahead(self, i: int) -> bool:
        for j in range(i, min(i + 4, len(self.tokens))):
            if (
                self._get(j, "head") is not None
                or self._get(j, "not_loss") is not None
                or self._get(j, "model") is not None
            ):
                return True
            if not self._noun_may_follow(j) or self._function(j) == "time":
                return False
            if self._loss_forms(j) and self._get(j, "adjective") is None:
                return False
        return False

    def _longer_verb(self, k: int, end: int) -> bool:
        """A verb of several words begins at the noun ``k:end`` and goes on behind it."""
        other = self._get(k, "other_verb")
        if other is not None and other[0] > end:
            return True
        return any(stop > end and not form.frame.tails for stop, form in self._loss_forms(k))

    def _set_model(self, phrase: Phrase, k: int, model: Any) -> None:
        end, entry, plural = model
        text = self.sentence.text[
            self.tokens[k].start - self.sentence.start : self.tokens[end - 1].end - self.sentence.start
        ]
        phrase.model, phrase.model_id = (text[:-1].rstrip("'’") if plural else text), entry.model_id

    def _is_finite(self, k: int, end: int, seen: bool) -> bool:
        """A word that is a noun and a verb ("mines", "guards") is a verb after a head and before an object."""
        if not seen or (self._get(k, "other_verb") is None and self._get(k, "verb") is None):
            return False
        return self._function(end) in {"det", "poss", "pron"} or self.numbers.read(end) is not None

    def _breaks(self, k: int, seen: bool, anchored: bool, first: bool) -> bool:
        """Tell whether the word at ``k`` ends the noun phrase because it is a verb or an adverb."""
        word = self._word(k)
        if self._function(k) == "time" or (word == "aged" and self.numbers.read(k + 1) is not None):
            return True
        if self._function(k) == "adv":
            return seen or not self._head_ahead(k + 1)
        forms = [(end, form) for end, form in self._loss_forms(k) if self._tail_ahead(end, form.frame)]
        if any(end > k + 1 and "participle" in form.forms for end, form in forms):
            return True  # "almost 3,000 taken prisoner"
        other = self._get(k, "other_verb")
        if other is not None and not forms and self._capital(k) and k > 0 and not seen:
            return False  # "the United States", "Allied Command"
        if forms or (other is not None and not other[1].ambiguous):
            if forms and all(f.forms <= {"base", "third"} for _, f in forms):
                figure = k + 2 if self._word(k + 1) in {"to", "at"} else k + 1  # "the ambush takes to 13 the number"
                counted = self.numbers.read(figure) is not None or self._get(k + 1, "bound") is not None
                name = (
                    not seen
                    and not first
                    and self._capital(k - 1)
                    and not self._capital(k)
                    and self._object_follows(k + 1)
                )
                if name and any("third" in form.forms for _, form in forms):
                    return True  # "strike in Abyei kills MSF driver"
                return (k > 0 and not first and (counted or self._function(k + 1) == "det")) or (
                    seen and self._object_follows(k + 1)
                )
            if seen:
                return True
            modifies = anchored and (first or self._word(k - 1).endswith("ly"))
            after_det = self._function(k - 1) in {"det", "poss"} and self._noun_may_follow(k + 1)
            return not (modifies and (after_det or self._head_ahead(k + 1)))
        if other is not None:
            if k > 0 and other[1].form == "third" and self._word(k + 1) in {"to", "at"} and self.numbers.read(k + 2):
                return True  # "the toll ... rises to 23"
            return (seen or not anchored) and (
                self._function(k + 1) in {"det", "poss", "pron", "rel"} or self.numbers.read(k + 1) is not None
            )
        if word.endswith("ly") and word not in {"family", "assembly", "supply"}:
            return seen or not self._head_ahead(k + 1)
        if word.endswith(_PARTICIPLE_ENDS) and len(word) > 5 and "-" not in word and not self._capital(k):
            return seen or not (anchored or self._head_ahead(k + 1))
        return False

    def _noun_may_follow_count(self, k: int) -> bool:
        """Tell whether a noun phrase goes on at ``k``; "of" and verbs end it."""
        if self._word(k) == "of":
            return True
        if not self._noun_may_follow(k):
            return False
        if self._get(k, "head") is not None or self._get(k, "model") is not None:
            return True
        return not (self._loss_forms(k) or self._get(k, "other_verb") is not None or self._function(k) == "adv")

    def _noun_may_follow(self, k: int) -> bool:
        return k < len(self.tokens) and self._word(k) not in MARKS and self._function(k) not in ENDS

    def _close(self, phrase: Phrase, j: int, k: int, best: tuple[int, int, Any] | None, names: int) -> Phrase | None:
        if best is None:
            return self._without_head(phrase, j, k, names)
        start, end, entry = best
        rest = range(end, k)
        if rest and not self._name_after(phrase, entry, end, k):
            lower = [n for n in rest if not self._capital(n)]
            number = entry.number if isinstance(entry, Head | NotLoss) else "both"
            agrees = number != "singular" and (phrase.number is None or phrase.number.best != 1)
            first = self._word(end)
            if lower and not agrees and first not in _AFTER_NOUN and not first.endswith("ly"):
                phrase.reason, phrase.head = "unknown_head", self._word(k - 1)
                phrase.end, phrase.end_char = k, self.tokens[k - 1].end
                phrase.model = phrase.model_id = None
                return phrase
            k = end
        phrase.modifiers = (self.tokens[j].start, self.tokens[end - 1].end) if end > j else None
        phrase.end, phrase.end_char = max(k, end), self.tokens[max(k, end) - 1].end
        several = phrase.number is not None and (phrase.number.best or 2) > 1
        if isinstance(entry, NotLoss) and several and self._word(end - 1) == "forces":
            phrase.category, phrase.head = "PERS_MIL", "forces"  # "109 security forces"
            return phrase
        if isinstance(entry, NotLoss):
            phrase.reason, phrase.model = entry.reason, None
            return phrase
        if isinstance(entry, OutcomeNoun):
            phrase.outcome_noun, phrase.category, phrase.head_number = entry, "PERS", "both"
            phrase.head = self._word(start)
            return phrase
        if isinstance(entry, Model):
            phrase.category, phrase.head = entry.category, self._word(start)
            ship = phrase.number is None and self.lexicon.is_a(entry.category, "NAVAL")
            one = phrase.det in {"the", "poss"} and not self._word(end - 1).endswith("s")
            phrase.head_number = "singular" if ship or one else "both"  # "the Moskva" is one ship, "the Su-24" one jet
            return phrase
        plain = entry.number == "plural" or not self._capital(start)  # not "1,286 North Korean dead"
        if phrase.outcome_noun is not None and k == end and plain:
            noun = self._get(start, "head")
            phrase.end_char = self.tokens[(noun[0] if noun else end) - 1].end  # "left 21 villagers | dead"
        if several and entry.number == "singular" and entry.noun in _STATES and start == j:
            phrase.end, phrase.end_char = j, self.tokens[j - 1].end  # "taken seven prisoner"
            return phrase
        phrase.head, phrase.head_number = entry.noun, entry.number
        phrase.category = self._category(entry, phrase)
        self._designator(phrase, j, start)
        if phrase.model is not None and entry.noun == "fighter":
            phrase.category = phrase.category if phrase.category != "PERS_MIL" else "AIRCRAFT"
        if phrase.det == "a" and entry.number == "plural":
            phrase.det = "the"
        return phrase

    def _category(self, head: Head, phrase: Phrase) -> str:
        """The model makes a general head more exact: "Kozak armoured vehicles", "S-400 launchers"."""
        if phrase.model_id is None:
            return head.category
        model = self.model_category(phrase.model_id)
        if model is None or not self.lexicon.categories[model]:
            return head.category
        if head.noun.endswith("launcher") and self.lexicon.is_a(model, "MISSILE"):
            return head.category
        generic = head.noun in _GENERIC or self.lexicon.is_a(model, head.category)
        armour = head.category in {"AFV_OTHER", "VEH", "APC", "IFV"} and self.lexicon.is_a(model, "ACV_NT")
        return model if generic or (armour and head.category in {"AFV_OTHER", "VEH"}) else head.category

    def model_category(self, model_id: str) -> str | None:
        """Return the category of a model, None if it is not in the list."""
        return self.lexicon.model_categories.get(model_id)

    def _designator(self, phrase: Phrase, j: int, start: int) -> None:
        """A word with letters and digits before the head is the model, known or not: "KS-701 fast boats"."""
        if phrase.model is not None:
            # "MQ-9 Reaper", "Antonov An-26": names that stand around the known model belong to it.
            return
        for n in range(j, start):
            text = self.tokens[n].text
            if (
                any(c.isdigit() for c in text)
                and any(c.isalpha() for c in text)
                and text[0].isupper()
                and not text[0].isdigit()
                and text.lower() not in self.lexicon.numbered_names  # "14 M23 fighters"
            ):
                phrase.model = text
                return
            if n + 1 < start and text[0].isupper() and self.tokens[n + 1].text[:1].isdigit() and text.isalpha():
                phrase.model = f"{text} {self.tokens[n + 1].text}"
                return

    def _name_after(self, phrase: Phrase, entry: Any, end: int, k: int) -> bool:
        """ "Captain Hamza Rehan": a rank or office and a name."""
        if not isinstance(entry, Head) or entry.number == "plural":
            return False
        ship = self.lexicon.is_a(entry.category, "NAVAL")
        if not ship and (entry.category == "PERS" or not self.lexicon.is_person(entry.category)):
            return False
        if phrase.number is not None or not all(self._name_part(n) for n in range(end, k)):
            return False
        phrase.name = not ship
        return True

    def _without_head(self, phrase: Phrase, j: int, k: int, names: int) -> Phrase | None:
        i = phrase.i
        if phrase.number is not None and (k == j or phrase.more or (self._word(j) in _AFTER_NOUN and k == j + 1)):
            end = max(j, phrase.number.end)
            if self._word(end - 1) == "of":
                phrase.reason = "unknown_head"  # "lost a lot of sleep"
            if k > j and phrase.more:
                k = j
            if self._word(end) in {"each", "apiece"}:
                end += 1
            phrase.end, phrase.end_char = end, self.tokens[end - 1].end
            if self._word(end - 1) == "of":
                phrase.reason, phrase.head = "unknown_head", self._word(end)  # "a lot of sleep"
            return phrase
        if k == j and phrase.det and phrase.number is None:
            return None
        if k <= i:
            return None
        phrase.end, phrase.end_char = k, self.tokens[k - 1].end
        if phrase.number is not None:
            words = self._word(j)
            if self.tokens[k - 1].text[0].isupper() and all(self._capital(n) for n in range(j, k)):
                phrase.head = words
            phrase.reason = "unknown_head"
            phrase.head = self._word(k - 1)
            self._designated_head(phrase, k - 1)
        else:
            phrase.reason = "no_head"
            phrase.name = names >= 2 and not phrase.det and all(self._name_part(n) for n in range(j, k))
            phrase.head = self._word(k - 1)
        return phrase

    def _designated_head(self, phrase: Phrase, k: int) -> None:
        """A number before an unknown type with digits ("57 F-4s") counts equipment."""
        text = self.tokens[k].text
        if text[0].isupper() and any(c.isdigit() for c in text) and any(c.isalpha() for c in text):
            phrase.reason, phrase.category, phrase.model = "", "EQUIP", text.removesuffix("s")
