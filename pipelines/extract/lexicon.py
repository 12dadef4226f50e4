"""The words of the grammar, read from ``seeds/`` and checked line by line, and what a sentence's words mean.

Every list is data: ``seeds/lexicon/en/*.csv`` holds words with what they mean for the grammar,
``seeds/reference/*.csv`` codes, entities, models and places. This module inflects and spells them out and puts them
into one trie, so that a sentence is looked up in one pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from pipelines.extract.entries import (
    OUTCOMES,
    QUALIFIERS,
    Adjective,
    Blocker,
    Bound,
    Category,
    Frame,
    Head,
    Model,
    Nominal,
    NotLoss,
    NumberWord,
    OtherVerb,
    OutcomeNoun,
    Title,
    VerbForm,
)
from pipelines.extract.inflection import pluralize, verb_forms
from pipelines.extract.seed_tables import Row, Tables
from pipelines.extract.text import Token, plain, tokenize, whole_words

_FRAMES = frozenset({"transitive", "intransitive", "either", "loser", "cost", "deprive", "pay"})
#: Words in ``only`` of verbs.csv that are no category codes.
_SPECIAL_LIMITS = frozenset({"counted", "bodies", "tolls", "negated"})
#: What an age in one word ends in: it stands for a person ("a 12-year-old was killed").
_AGED = ("-year-old", "-year-olds", "-month-old", "-month-olds")
#: Nouns that mean the dead: counted, they are a claim of their own.
BODIES = frozenset({"body", "corpse", "dead body"})
#: Levels of gate words: one strong word, or a weak one and a word of war, open the gate for a sentence. Both parts of a
#: loss in two parts ("sent two men | to hell") are together as good as a weak word.
WEAK, STRONG, WAR, STEM, TAIL = 1, 2, 4, 8, 16
#: Categories whose nouns are everyday words: they do not make a weak trigger a likely loss.
_EVERYDAY = frozenset({"PERS", "PERS_CIV", "VEH", "BUILDING", "BRIDGE", "EQUIP", "ENG", "UNIT"})


@dataclass(frozen=True, slots=True)
class Gate:
    """One pass over a text that finds the sentences worth reading."""

    automaton: AhoCorasick
    levels: tuple[int, ...]  # of each pattern

    def triggers(self, lowered: str) -> list[tuple[int, int]]:
        """Return (offset, level) of every whole gate word in lower-cased text, in order."""
        return sorted((start, self.levels[pattern]) for pattern, start, _ in whole_words(self.automaton, lowered))


#: What the grammar asks for by name: kind -> (index after the last token, entry).
Note = dict[str, Any]
_Trie = dict[str, Any]


@dataclass(frozen=True)
class Lexicon:
    """All word lists and reference tables; immutable after :meth:`load`."""

    tables: Tables
    categories: Mapping[str, Category]
    words: _Trie = field(repr=False)
    models: _Trie = field(repr=False)
    blocking_verbs: Mapping[str, str]  # lemma -> reason
    implicative: frozenset[str]  # lemmas after which an infinitive is a fact
    holding: frozenset[str]  # lemmas whose negation denies what they hold: "not saying that one was lost"
    linking: Mapping[str, frozenset[str]]  # use -> words of linking_words.csv
    gate: Gate = field(repr=False)

    @classmethod
    def load(cls, seeds: Path) -> Lexicon:
        """Read and check every list under ``seeds``. Raises LexiconError at the first line that is wrong."""
        return _Builder(Tables(seeds)).build()

    def table(self, name: str) -> tuple[Row, ...]:
        """Return the rows of ``seeds/reference/<name>.csv`` or ``seeds/lexicon/en/<name>.csv``."""
        return self.tables[name]

    @cached_property
    def model_categories(self) -> dict[str, str]:
        """The category code of every model, by model_id."""
        return {row["model_id"]: row["category_code"] for row in self.tables["equipment_models"]}

    @cached_property
    def numbered_names(self) -> frozenset[str]:
        """Names of actors that look like designations, lower case: "m23", "m-19"."""
        names = (row["alias"].lower() for row in self.tables["entity_aliases"])
        return frozenset(name for name in names if any(c.isdigit() for c in name) and " " not in name)

    @cached_property
    def _lines(self) -> dict[str, tuple[str, ...]]:
        lines: dict[str, tuple[str, ...]] = {}
        for code in self.categories:
            line = [code]
            while (parent := self.categories[line[-1]].parent) is not None:
                line.append(parent)
            lines[code] = tuple(line)
        return lines

    def is_a(self, code: str, ancestor: str) -> bool:
        """Tell whether ``code`` is ``ancestor`` or stands below it."""
        return ancestor in self._lines[code]

    def common(self, first: str, second: str) -> str | None:
        """Return the closest category above (or equal to) both, None when they share none."""
        return next((code for code in self._lines[first] if code in self._lines[second]), None)

    def is_person(self, code: str) -> bool:
        """Tell whether ``code`` counts people."""
        return self.categories[code].loss_class == "personnel"

    def look_up(self, tokens: Sequence[Token]) -> list[Note | None]:
        """Return for every token what can begin there: the longest entry of each kind, all forms of loss verbs."""
        notes: list[Note | None] = []
        named: list[int] = []  # tokens that begin the name of a model
        words, models = self.words, self.models
        for i, token in enumerate(tokens):
            note: Note | None = None
            node = words.get(token.lower)
            if node is None and token.lower.endswith(_AGED):
                node = words.get("year-olds" if token.lower.endswith("s") else "year-old")
            if node is not None:
                note = {}
                _collect(note, node, tokens, i + 1)
            first = token.text[0]
            if first.isupper() or first.isdigit():
                found = _longest_model(models, tokens, i)
                if found is not None:
                    note = note or {}
                    note["model"] = found
                    named.append(i)
            notes.append(note or None)
        for i in named:
            note = notes[i]
            if note and note["model"][1].needs_context and not self._is_meant(tokens, notes, i):
                del note["model"]
        return notes

    def _is_meant(self, tokens: Sequence[Token], notes: Sequence[Note | None], i: int) -> bool:
        """Tell whether an ordinary word is a model here: "two Grads", "a Fox armoured vehicle", "the Moskva sank"."""
        end, _, plural = (notes[i] or {})["model"]
        if tokens[i].text[0].islower() and "head" in (notes[i] or {}):
            return False  # "three hunters"
        for j in range(end, min(end + 3, len(tokens))):
            following = notes[j] or {}
            if "head" in following or "not_loss" in following:
                return "head" in following and self._is_materiel(following["head"][1])
            if "function" in following or not tokens[j].text[0].isalpha():
                break
        first = i - 1  # the word before nationality and state: "two Ukrainian Leopards", "a downed French Mirage"
        while first > 0 and (
            "adjective" in (notes[first] or {}) or _is_whose(tokens[first], notes[first] or {}, plural=plural)
        ):
            first -= 1
        counted = any(
            tokens[j].text[0].isdigit() or "number" in (notes[j] or {}) or tokens[j].lower == "of"
            for j in range(max(first - plural, 0), first + 1)  # before a plural one more word: "six Soviet-made"
        )
        if end < len(tokens) and (
            tokens[end].text[0].isupper()
            or tokens[end].lower in ("of", "'s")
            or (tokens[end].lower == "and" and not counted)
        ):
            return False
        for j in range(i - 1, max(i - 4, -1), -1):
            before = notes[j] or {}
            if tokens[j].text[0].isdigit() or "number" in before:
                return True
            if "head" in before and before["head"][0] == i and not _is_whose(tokens[j], before, plural=plural):
                return self._is_materiel(before["head"][1])
            if "function" in before or not tokens[j].text[0].isalpha():
                break
        if plural:
            return True
        if first < 0 or tokens[first].lower not in ("a", "an", "the", "its", "their", "our"):
            return False
        if end == len(tokens) or not tokens[end].text[0].isalnum():
            return True
        return bool((notes[end] or {}).keys() & {"function", "verb", "other_verb"})

    def _is_materiel(self, head: Head) -> bool:
        return self.categories[head.category].loss_class in ("equipment", "munition")


def _is_whose(token: Token, note: Note, *, plural: bool) -> bool:
    """ "Ukrainian" in "two Ukrainian Bradleys", "rebel" in "ten rebel Bradleys": as a noun it would be a person."""
    if "head" not in note:
        return plural and "not_loss" in note and token.text[0].islower()  # "ten army Bradleys"
    head = note["head"][1]
    if token.text[0].isupper():
        return bool(head.category == "PERS")
    return plural and head.category.startswith("PERS") and head.number == "singular"


def _collect(note: Note, node: _Trie, tokens: Sequence[Token], end: int) -> None:
    while True:
        for entry in node.get("", ()):
            kind = _KINDS[type(entry)]
            if kind == "verb":
                note.setdefault(kind, []).append((end, entry))
            elif kind == "nominal":
                note["nominal_of" if entry.use == "of" else "nominal_total"] = (end, entry)
            elif kind == "bound" and entry.after:
                note["bound_after"] = (end, entry)
            else:
                note[kind] = (end, entry)
        if end >= len(tokens):
            return
        following = node.get(tokens[end].lower)
        if following is None:
            return
        node, end = following, end + 1


_KINDS: dict[type, str] = {
    Head: "head",
    NotLoss: "not_loss",
    VerbForm: "verb",
    OtherVerb: "other_verb",
    Adjective: "adjective",
    OutcomeNoun: "outcome_noun",
    Nominal: "nominal",
    NumberWord: "number",
    Bound: "bound",
    Blocker: "blocker",
    Title: "title",
    str: "function",
}


def _longest_model(trie: _Trie, tokens: Sequence[Token], i: int) -> tuple[int, Model, bool] | None:
    """Return (end, model, plural) of the longest model name that begins at token ``i``."""
    best = None
    node: _Trie | None = trie
    end = i
    while node is not None and end < len(tokens):
        word = tokens[end].lower
        step = node.get(word)
        plural = False
        if step is None and word.endswith("s") and word not in ("s", "'s"):
            step, plural = node.get(word[:-1]), True
            if step is None and word.endswith("'s"):
                step = node.get(word[:-2])
        if step is None and end > i and word[0].isdigit():  # Leopard 2A6 for Leopard 2
            step = node.get(word.rstrip("abcdefghijklmnopqrstuvwxyz").split("a")[0])
        if step is None:
            break
        node, end = step, end + 1
        if "" in node:
            best = (end, node[""], plural)
    if best is None and not tokens[i].text.isalpha() and any(c.isdigit() for c in tokens[i].text):  # T-72B3M for T-72B3
        word = tokens[i].lower
        for cut in range(len(word) - 1, 2, -1):
            step = trie.get(word[:cut])
            if step is not None and "" in step and any(c.isdigit() for c in word[:cut]):
                if word[cut].isdigit() and word[cut - 1].isdigit():
                    continue  # Su-34 is not a kind of Su-3
                return i + 1, step[""], word.endswith("s")
    return best


class _Builder:
    """Turns rows into the trie, checking codes and duplicates."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.words: _Trie = {}
        self.seen: dict[tuple[str, ...], str] = {}
        self.spelling = [(row["british"], row["american"]) for row in tables["spelling"]]
        self.gate: dict[str, int] = {}

    def build(self) -> Lexicon:
        categories = self._categories()
        self.categories = categories
        self._heads()
        self._not_losses()
        self._verbs()
        self._other_verbs()
        self._adjectives()
        self._outcome_nouns()
        self._nominals()
        self._numbers()
        self._function_words()
        for row in self.tables["titles"]:
            self._add(plain(row["title"]), Title(row["kind"]))
        blocking, implicative, holding = self._blockers()
        models = self._models()
        patterns = sorted(self.gate)
        gate = Gate(AhoCorasick(patterns), tuple(self.gate[p] for p in patterns))
        return Lexicon(
            self.tables, categories, self.words, models, blocking, implicative, holding, self._linking(), gate
        )

    # -- helpers

    def _once(self, row: Row, *key: str) -> None:
        first = self.seen.setdefault(key, row.where)
        if first != row.where:
            raise row.fail(f"{' '.join(key[1:])!r} stands already at {first}")

    def _code(self, row: Row, column: str, allowed: Iterable[str], *, empty: bool = False) -> str:
        value = row[column]
        if value not in allowed and not (empty and value == ""):
            raise row.fail(f"unknown {column} {value!r}")
        return value

    def _add(self, phrase: str, entry: Any) -> None:
        for variant in self._spellings(phrase):
            node = self.words
            for token in tokenize(variant):
                node = node.setdefault(token.lower, {})
            entries = node.setdefault("", [])
            if entry not in entries:
                entries.append(entry)

    def _trigger(self, phrase: str, level: int) -> None:
        """Let the gate look for ``phrase``; the highest level of several entries counts."""
        for variant in self._spellings(plain(phrase)):
            self.gate[variant] = self.gate.get(variant, 0) | level

    def _spellings(self, phrase: str) -> list[str]:
        variants = [phrase]
        for british, american in self.spelling:
            variants += [v.replace(british, american) for v in variants if british in v]
        variants += [v.replace("-", " ") for v in variants if "-" in v and not v.startswith("-")]
        return list(dict.fromkeys(variants))

    # -- lists

    def _categories(self) -> dict[str, Category]:
        categories = {}
        for row in self.tables["loss_categories"]:
            self._once(row, "category", row["category_code"])
            code, parent = row["category_code"], row["parent_code"] or None
            if parent is not None and parent not in categories:
                raise row.fail(f"unknown parent_code {parent!r}")
            categories[code] = Category(code, parent, row["loss_class"])
        return categories

    def _heads(self) -> None:
        for row in self.tables["heads"]:
            self._once(row, "noun", row["noun"])
            category = self._code(row, "category", self.categories)
            for form, number in _noun_forms(row["noun"], row["plural"]):
                self._add(form, Head(row["noun"], category, number))
                if row["noun"] in BODIES:
                    self._trigger(form, STRONG if number == "plural" else WAR)
                elif category not in _EVERYDAY:
                    self._trigger(form, WAR)

        for row in self.tables["demonyms"]:  # "two South Africans", "a Jordanian"
            if row["people"]:
                self._add(plain(row["people"]), Head(row["people"], "PERS", "plural"))
            if row["people"] == row["adjective"] + "s":
                self._add(plain(row["adjective"]), Head(row["people"], "PERS", "singular"))

    def _not_losses(self) -> None:
        for row in self.tables["not_losses"]:
            self._once(row, "noun", row["noun"])
            for form, number in _noun_forms(row["noun"], row["plural"]):
                self._add(form, NotLoss(row["reason"], number))
                if row["reason"] == "event":  # "airstrikes kill 11 civilians"
                    self._trigger(form, WAR)

    def _verbs(self) -> None:
        for row in self.tables["verbs"]:
            self._once(row, "verb", row["verb"], row["frame"], row["tail"], row["only"])
            only = frozenset(row["only"].split())
            if unknown := only - set(self.categories) - _SPECIAL_LIMITS:
                raise row.fail(f"unknown only {' '.join(sorted(unknown))!r}")
            frame = Frame(
                row["verb"],
                self._code(row, "persons", OUTCOMES, empty=True),
                self._code(row, "things", OUTCOMES, empty=True),
                self._code(row, "frame", _FRAMES),
                tuple(tuple(tail.split()) for tail in row["tail"].split("/") if tail),
                only,
                _implied([code for code in row["only"].split() if code in self.categories]),
            )
            first, _, particle = row["verb"].partition(" ")
            forms: dict[str, set[str]] = {}
            for word, form in verb_forms(first, row["past"], row["participle"]):
                forms.setdefault(word, set()).add(form)
            for word, names in forms.items():
                phrase = f"{word} {particle}".strip()
                self._add(phrase, VerbForm(frame, frozenset(names)))
                self._verb_triggers(phrase, frame, names)

    def _verb_triggers(self, phrase: str, frame: Frame, names: set[str]) -> None:
        """A verb of loss opens the gate; one that is a loss only with more words needs them, or a word of war."""
        if frame.idle:
            return
        if "negated" in frame.only:
            for word in ("not", "never"):
                self._trigger(f"{word} {phrase}", WEAK)
        elif not frame.tails or frame.frame in {"deprive", "pay"}:
            limited = frame.only - {"PERS"} or names == {"base"} or frame.tails
            self._trigger(phrase, WEAK if limited else STRONG)
        else:
            certain = frame.things or frame.persons in {"killed", "captured"}  # "turned into scrap", "laid down arms"
            self._trigger(phrase, STEM)
            for tail in frame.tails:
                self._trigger(" ".join(tail), TAIL)
                if certain and len(tail) > 1:
                    self._trigger(f"{phrase} {' '.join(tail)}", STRONG)

    def _other_verbs(self) -> None:
        for row in self.tables["other_verbs"]:
            self._once(row, "other_verb", row["verb"])
            for word, form in verb_forms(row["verb"], row["past"], row["participle"]):
                ambiguous = row["noun"] == "yes" and form in {"base", "third"}
                self._add(word, OtherVerb(row["verb"], form, ambiguous))

    def _adjectives(self) -> None:
        for row in self.tables["adjectives"]:
            self._once(row, "adjective", row["word"])
            persons = self._code(row, "persons", OUTCOMES, empty=True)
            things = self._code(row, "things", OUTCOMES, empty=True)
            use = self._code(row, "use", ("attributive", "predicative", "both"))
            self._add(row["word"], Adjective(row["word"], persons, things, use))
            self._trigger(row["word"], STRONG)

    def _outcome_nouns(self) -> None:
        for row in self.tables["outcome_nouns"]:
            self._once(row, "outcome_noun", row["noun"])
            kind = self._code(row, "kind", ("count", "state"))
            self._add(row["noun"], OutcomeNoun(self._code(row, "outcome", OUTCOMES), kind))
            self._trigger(row["noun"], STRONG)

    def _nominals(self) -> None:
        for row in self.tables["nominals"]:
            self._once(row, "nominal", row["words"], row["use"])
            persons = self._code(row, "persons", OUTCOMES, empty=True)
            things = self._code(row, "things", OUTCOMES, empty=True)
            use = self._code(row, "use", ("total", "of", "label", "haul"))
            self._add(row["words"], Nominal(row["words"], persons, things, use))
            weak = use in ("label", "haul")
            self._trigger(f"{row['words']} of" if use == "of" else row["words"], WEAK if weak else STRONG)

    def _numbers(self) -> None:
        for row in self.tables["number_words"]:
            self._once(row, "number", row["word"])
            role = self._code(row, "role", ("unit", "scale", "vague"))
            self._add(row["word"], NumberWord(int(row["value"]) if row["value"] else None, role))
        for row in self.tables["qualifiers"]:
            after = self._code(row, "position", ("before", "after")) == "after"
            self._once(row, "bound", row["words"], row["position"])
            qualifier = self._code(row, "qualifier", QUALIFIERS)
            self._add(row["words"], Bound(qualifier, after))

    def _function_words(self) -> None:
        classes = "det poss pron prep conj sub rel be have do modal get neg adv time".split()  # noqa: SIM905
        for row in self.tables["function_words"]:
            self._once(row, "function", row["word"])
            self._add(row["word"], self._code(row, "class", classes))

    def _linking(self) -> dict[str, frozenset[str]]:
        uses: dict[str, set[str]] = {
            use: set()
            for use in (
                "link",
                "raise",
                "speech",
                "part",
                "gap",
                "whole",
                "unit",
                "plus",
                "figure",
                "back",
                "rival",
                "share",
                "sum",
                "wound",
                "kin",
                "change",
                "mend",
                "holder",
                "heap",
                "over",
                "picture",
                "seen",
                "store",
                "airman",
            )
        }
        for row in self.tables["linking_words"]:
            self._once(row, "linking", row["word"], row["use"])
            uses[self._code(row, "use", uses)].add(row["word"])
        return {use: frozenset(words) for use, words in uses.items()}

    def _blockers(self) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
        verbs: dict[str, str] = {}
        implicative: set[str] = set()
        holding: set[str] = set()
        for row in self.tables["blockers"]:
            self._once(row, "blocker", row["words"], row["scope"])
            scope = self._code(row, "scope", ("before", "after", "verb", "implies", "holds"))
            if scope == "verb":
                verbs[row["words"]] = row["reason"]
            elif scope == "implies":
                implicative.add(row["words"])
            elif scope == "holds":
                holding.add(row["words"])
            else:
                self._add(row["words"], Blocker(row["reason"]))
        return verbs, frozenset(implicative), frozenset(holding)

    def _models(self) -> _Trie:
        trie: _Trie = {}
        small = {row["word"] for row in self.tables["function_words"]}
        for row in self.tables["equipment_models"]:
            self._once(row, "model", row["model_id"])
            model = Model(row["model_id"], self._code(row, "category_code", self.categories))
            careful = set((row.get("needs_context") or "").split(";"))
            for alias in [row["canonical_name"], *row["aliases"].split(";")]:
                named = replace(model, needs_context=alias in careful)
                spaced = alias.replace("-", " ")
                for variant in dict.fromkeys((alias, spaced, *(spaced.replace(" ", mark) for mark in ("", "-")))):
                    words = [token.lower for token in tokenize(variant)]
                    if not words or not variant.isascii() or (variant != alias and words[0] in small):
                        continue  # "A 50 kg bomb" is no A-50
                    node = trie
                    for word in words:
                        node = node.setdefault(word, {})
                    node.setdefault("", named)
                    if not named.needs_context:
                        for form in (variant.lower(), variant.lower() + "s"):
                            self._trigger(form, WAR)
        return trie


def _implied(codes: Sequence[str]) -> str:
    """Return the class that a verb limited to ``codes`` gives to a noun in no list, "" for none."""
    first = codes[0] if codes else ""
    alone = first in {"PERS", "PERS_MIL", "NAVAL"} and len(codes) == 1
    return first if alone or first == "AIRCRAFT" else ""


def _noun_forms(noun: str, plural: str) -> list[tuple[str, str]]:
    """Return the forms of a noun with their grammatical number."""
    if plural == "-":
        return [(noun, "both")]
    return [(noun, "singular"), (plural or pluralize(noun), "plural")]
