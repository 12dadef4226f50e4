"""Tells losses of armed conflict and political violence from those of other causes: storms, crashes, crime, films.

The grammar finds who lost what, not why: "killed 40 people" is the same of a typhoon and of a missile. Here the words
of ``seeds/lexicon/en/causes.csv`` around a loss are weighed, from near to far: its sentence, its paragraph, the text.
In doubt a loss stays: where nothing names another cause, and where the text speaks of war and only the text around
names one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from pipelines.extract.grammar.hits import Hit
from pipelines.extract.inflection import pluralize, verb_forms
from pipelines.extract.lexicon import Lexicon
from pipelines.extract.model import Document
from pipelines.extract.names.entities import Entities
from pipelines.extract.text import Sentence, longest, plain, whole_words

_EVIDENCE = ("war", "violence", "hint", "sure", "likely", "unreal", "disposal", "none")
#: Causes that are told in the words of violence: "shot dead in a robbery", "kills four soldiers in the sequel".
_VIOLENT = frozenset({"crime", "fiction", "exercise"})
#: What is done away with, by class of loss, and how.
_DISPOSAL = {"equipment": ("scrapping",), "munition": ("scrapping", "demining", "disarmament")}
#: Those who exist to fight: where they are named, there is a war.
_FIGHTERS = frozenset({"rebel_group", "paramilitary", "pmc", "volunteer_unit"})
#: Nouns of these categories are of everyday life; all others hint at a war themselves.
_EVERYDAY = frozenset(
    "PERS PERS_CIV VEH BUILDING BRIDGE ENERGY INFRA EQUIP ENG SHIP BOAT AIRCRAFT HELI SPEC DEPOT UNIT WEAPON".split()  # noqa: SIM905
)
_MASSACRE = 20  # so many shot dead at once are hardly a matter of common crime
# "lost 2-1", "beat Navy 17-11 at"; not "lost 10-12 tanks"
_SCORE = re.compile(
    r"\b(?:lost|lose[sd]?|losing|won|wins?|beat|beaten|drew|draw|defeat(?:ed)?|destroyed|crushed|thrashed|victory)\b"
    r"[^\d.;]{0,40}\b\d{1,3}[-–]\d{1,3}(?=[,.;:)]|$| (?:at|to|against|in|on|with|after|before|and|by|from|away)\b)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that tells of a cause."""

    start: int
    words: str  # as in causes.csv
    evidence: str
    kind: str  # of the cause: weather, disease, crime ...; empty for war


@dataclass(slots=True)
class Scope:
    """The cues of a stretch of text, by evidence."""

    cues: dict[str, list[Cue]] = field(default_factory=dict)

    def add(self, cues: Iterable[Cue]) -> None:
        """Put more cues in."""
        for cue in cues:
            self.cues.setdefault(cue.evidence, []).append(cue)

    def has(self, *evidence: str) -> bool:
        """Tell whether there is a cue of one of these kinds of evidence."""
        return any(name in self.cues for name in evidence)

    def number(self, evidence: str) -> int:
        """Return how many different words give this evidence."""
        return len({cue.words for cue in self.cues.get(evidence, ())})

    def balance(self) -> int:
        """Weigh what fits a conflict against other causes; above 0, the conflict weighs more."""
        causes = [cue for name in ("sure", "likely") for cue in self.cues.get(name, ())]
        violence = 0 if any(cue.kind in _VIOLENT for cue in causes) else self.number("violence")
        return 2 * violence + self.number("hint") - 3 * self.number("sure") - 2 * self.number("likely")

    def first(self, *evidence: str) -> Cue | None:
        """Return the first cue of the first of these kinds of evidence that is there."""
        return next((self.cues[name][0] for name in evidence if name in self.cues), None)


class ContextReader:
    """Judges losses by the words around them. Compiles the word list once; keeps no state."""

    def __init__(self, lexicon: Lexicon) -> None:
        words: dict[str, tuple[str, str, str]] = {}
        for row in lexicon.table("causes"):
            meaning = (row["words"], row["evidence"], row["kind"])
            if row["evidence"] not in _EVIDENCE:
                raise row.fail(f"unknown evidence {row['evidence']!r}")
            if row["form"] not in ("", "noun", "verb"):
                raise row.fail(f"unknown form {row['form']!r}")
            if bool(row["kind"]) != (row["evidence"] in ("sure", "likely", "unreal", "disposal")):
                raise row.fail("a kind is given for sure, likely, unreal and disposal, and only for them")
            for form in _forms(row["words"], row["form"]):
                if words.setdefault(form, meaning)[1:] != meaning[1:]:
                    raise row.fail(f"{form!r} has two meanings")
        patterns = sorted(words)
        self._meanings = [words[pattern] for pattern in patterns]
        self._automaton = AhoCorasick(patterns)
        self._classes = {category.code: category.loss_class for category in lexicon.categories.values()}

    def judge(
        self, document: Document, sentences: Sequence[Sentence], hits: Sequence[Hit], entities: Entities
    ) -> list[str | None]:
        """Return for each hit why it belongs to no armed conflict, None where it may."""
        whole, by_sentence = self._scopes(document, sentences, hits, entities)
        for hit in hits:
            hints = _hints(hit, entities)
            whole.add(hints)
            by_sentence[hit.sentence.index].add(hints)
        paragraphs: dict[int, Scope] = {}
        reasons: dict[int, str | None] = {}  # one judgement a sentence
        for hit in hits:
            i = hit.sentence.index
            if i not in reasons:
                para = hit.sentence.para
                if para not in paragraphs:
                    paragraphs[para] = Scope()
                    for sentence in sentences:
                        if sentence.para == para:
                            for found in by_sentence[sentence.index].cues.values():
                                paragraphs[para].add(found)
                reasons[i] = _reason(by_sentence[i], paragraphs[para], whole)
        return [reasons[hit.sentence.index] or self._disposal(hit, by_sentence[hit.sentence.index]) for hit in hits]

    def _disposal(self, hit: Hit, sentence: Scope) -> str | None:
        """Why a thing was not lost but done away with: mines that deminers destroyed, a ship sunk as a reef."""
        kinds = _DISPOSAL.get(self._classes[hit.category], ())
        fought = sentence.has("war", "violence")  # "the wreck of a frigate that two missiles sank is a reef now"
        cues = (cue for cue in sentence.cues.get("disposal", ()) if cue.kind in kinds)
        return next((_named(cue) for cue in cues if cue.kind != "scrapping" or not fought), None)

    def _scopes(
        self, document: Document, sentences: Sequence[Sentence], hits: Sequence[Hit], entities: Entities
    ) -> tuple[Scope, list[Scope]]:
        """The cues of the whole text with its title, and of each sentence; page furniture tells nothing."""
        models = [(hit.start, hit.end) for hit in hits if hit.phrase.model_id is not None]
        cues = [
            cue
            for cue in self._find(document.text)
            if not any(start <= cue.start < end for start, end in models)  # "shot down two Tornados"
        ]
        cues += [Cue(m.start, m.surface, "war", "") for m in entities.mentions if m.entity_type in _FIGHTERS]
        cues.sort(key=lambda cue: cue.start)
        whole = Scope()
        if document.title:
            whole.add(self._find(document.title))
        by_sentence = []
        place = 0
        for sentence in sentences:
            scope = Scope()
            while place < len(cues) and cues[place].start < sentence.end:
                if cues[place].start >= sentence.start and not sentence.silent:
                    scope.add([cues[place]])
                    whole.add([cues[place]])
                place += 1
            by_sentence.append(scope)
        return whole, by_sentence

    def _find(self, text: str) -> list[Cue]:
        """Return the cues of a text: of those that begin at one place the longest, and none inside another."""
        lowered = plain(text)
        found = longest(whole_words(self._automaton, lowered))
        cues = [Cue(start, *self._meanings[pattern]) for pattern, start, _ in found]
        cues = [cue for cue in cues if cue.evidence != "none"]
        cues += [Cue(m.start(), m.group(), "likely", "sport") for m in _SCORE.finditer(lowered)]
        return cues


def _forms(words: str, form: str) -> Iterable[str]:
    first, _, rest = words.partition(" ")
    if form == "noun":
        return (words, f"{words[:-3]}men" if words.endswith("man") else pluralize(words))
    if form == "verb":
        return sorted({f"{word} {rest}".strip() for word, _ in verb_forms(first)})
    return (words,)


def _hints(hit: Hit, entities: Entities) -> list[Cue]:
    """What the loss itself says for a war: its kind or model is military, or a nation or a force takes part."""
    hints = []
    if hit.category not in _EVERYDAY or hit.phrase.model_id is not None:
        hints.append(Cue(hit.start, hit.category, "hint", ""))
    if any(part is not None and entities.found_in(*part) for part in (hit.agent, hit.loser)):
        hints.append(Cue(hit.start, "named party", "hint", ""))
    number = hit.phrase.number
    if number is not None and ((number.low or number.best or 0) >= _MASSACRE):
        hints.append(Cue(hit.start, "many", "mass", ""))
    return hints


def _reason(sentence: Scope, paragraph: Scope, whole: Scope) -> str | None:
    """Why a loss of this sentence belongs to no armed conflict, None where it may."""
    unreal = sentence.first("unreal")
    if unreal is None and whole.number("unreal") > whole.number("war"):
        unreal = whole.first("unreal")
    if unreal is not None:
        return _named(unreal)
    if sentence.has("war"):
        return None
    cause = sentence.first("sure")
    if whole.has("war"):
        if cause is not None:
            return _named(cause) if sentence.balance() < 0 else None
        cause = paragraph.first("sure")
        if cause is None or paragraph.has("war", "violence") or sentence.has("hint"):
            return None
        return _named(cause)
    if cause is not None and not sentence.has("violence"):
        return _named(cause)
    cause = sentence.first("sure", "likely") or paragraph.first("sure", "likely") or whole.first("sure", "likely")
    if cause is not None:
        return _named(cause) if sentence.balance() + whole.balance() <= 0 else None
    crime = whole.first("violence")
    if crime is not None and not whole.has("hint", "mass"):
        return f"crime: {crime.words}"
    return None  # nothing speaks of another cause: what a text about losses leaves unsaid is mostly the war


def _named(cue: Cue) -> str:
    return f"{cue.kind}: {cue.words}"
